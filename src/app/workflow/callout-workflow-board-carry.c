/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workflow-board-private.h"

#include "callout-dialog-fit.h"
#include "callout-workflow-rules.h"

#include <glib/gi18n-lib.h>

/**
 * callout_board_dup_place:
 * @index: counted from 0
 * @n: how many stand there
 *
 * Returns: (transfer full): a place in words
 */
char *
callout_board_dup_place (CalloutWorkflowBoard *self,
                         guint                 lane,
                         guint                 index,
                         guint                 n)
{
  if (lane == CALLOUT_LANE_TRAY)
    /* Translators: where a workflow step stands: “In the tray, 2 of 3” */
    return g_strdup_printf (_("In the tray, %u of %u"), index + 1, n);
  /* Translators: where a workflow step stands: “Under Travel, 2 of 3” */
  return g_strdup_printf (_("Under %s, %u of %u"), self->labels[lane], index + 1, n);
}

static CalloutStep *
carried_step (CalloutWorkflowBoard *self)
{
  CalloutBoardSlot *slot = callout_board_find_slot (self, self->carry.key);

  return slot != NULL ? callout_step_card_get_step (CALLOUT_STEP_CARD (slot->card)) : NULL;
}

/* The tray has the order of the line, so a step has one place in it. */
static guint
tray_index (CalloutWorkflowBoard *self)
{
  CalloutStep *step = carried_step (self);
  guint index = 0;

  for (guint i = 0; i < callout_lanes_get_size (self->lanes, CALLOUT_LANE_TRAY); i++)
    index += step != NULL && callout_lanes_get_step (self->lanes, CALLOUT_LANE_TRAY, i)->position < step->position;
  return index;
}

/* Other than the carried card's own. */
static guint
count_others (CalloutWorkflowBoard *self,
              guint                 lane)
{
  return callout_lanes_get_size (self->lanes, lane) - (lane == self->carry.from_lane ? 1 : 0);
}

static void
show_hidden (CalloutWorkflowBoard *self,
             double                opacity)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      CalloutBoardSlot *slot = g_ptr_array_index (self->order, i);

      if (callout_board_is_carried (self, slot))
        gtk_widget_set_opacity (slot->card, opacity);
    }
}

static void
announce_place (CalloutWorkflowBoard *self)
{
  CalloutStep *step = carried_step (self);
  g_autofree char *place = callout_board_dup_place (self, self->carry.lane, self->carry.index,
                                                    count_others (self, self->carry.lane) + 1);
  g_autofree char *sentence = NULL;

  if (step == NULL)
    return;
  /* Translators: a step's name, and where it would land: “Travel. Under Work, 2 of 3” */
  sentence = g_strdup_printf (_("%s. %s"), step->label, place);
  callout_board_announce (self, sentence);
}

/**
 * callout_board_pick_up:
 *
 * From now on the step is on the move; so far it has a gap where it was.
 */
void
callout_board_pick_up (CalloutWorkflowBoard *self,
                       CalloutStep          *step,
                       CalloutCarryMode      mode)
{
  CalloutBoardSlot *slot;

  callout_board_end_carry (self);
  slot = callout_board_find_slot (self, step->key);
  if (slot == NULL || slot->branch)
    return;
  self->carry.mode = mode;
  self->carry.key = g_strdup (step->key);
  self->carry.from_lane = self->carry.lane = self->carry.sought = slot->lane;
  self->carry.from_index = self->carry.index = slot->index;
  self->carry.open = TRUE;
  self->carry.asked = TRUE;
  gtk_widget_add_css_class (slot->card, "carried");
  if (mode == CALLOUT_CARRY_POINTER)
    {
      show_hidden (self, 0);
      announce_place (self);
    }
  gtk_widget_set_visible (self->gap, mode == CALLOUT_CARRY_POINTER);
  callout_board_rearrange (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
may_place (CalloutWorkflowBoard  *self,
           guint                  lane,
           guint                  index,
           GError               **error)
{
  return callout_workflow_may_place (self->steps, self->carry.key, callout_lane_status (lane), index, error);
}

/* Who does not see where the pointer is must hear which column it was. */
static void
announce_refusal (CalloutWorkflowBoard *self,
                  guint                 lane)
{
  g_autofree char *sentence = NULL;

  if (self->carry.mode == CALLOUT_CARRY_KEYS && lane != self->carry.lane)
    /* Translators: a column's name, and why a step cannot be put there */
    sentence = g_strdup_printf (_("%s: %s"), self->labels[lane], self->carry.why_not);
  callout_board_announce (self, sentence != NULL ? sentence : self->carry.why_not);
}

static void
show_refusal (CalloutWorkflowBoard *self,
              const char           *why_not)
{
  if (why_not != NULL)
    {
      g_autofree char *text = callout_text_lead (self->hint_label, why_not);

      gtk_label_set_text (GTK_LABEL (self->hint_label), text);
    }
  gtk_widget_set_visible (self->hint, why_not != NULL);
}

/**
 * callout_board_refuse_pick_up:
 * @step: a branch, which goes where its step goes
 *
 * Says why it is not carried: on its card, in the line of status, and to who
 * has the pointer on it at the pointer.
 */
void
callout_board_refuse_pick_up (CalloutWorkflowBoard *self,
                              CalloutStep          *step,
                              CalloutCarryMode      mode)
{
  CalloutBoardSlot *slot = callout_board_find_slot (self, step->key);
  g_autoptr (GError) error = NULL;

  if (slot == NULL || callout_workflow_may_place (self->steps, step->key, step->portal_status, 0, &error))
    return;
  callout_step_card_announce (CALLOUT_STEP_CARD (slot->card), error->message);
  callout_board_announce (self, error->message);
  show_refusal (self, mode == CALLOUT_CARRY_POINTER ? error->message : NULL);
}

/**
 * callout_board_carry_to:
 * @index: among those of the lane other than the carried one
 *
 * Asks the rules about a place and opens the gap there. By the pointer a
 * refused place closes it; by the keyboard the card stays where it was.
 *
 * Returns: whether it may be let go there
 */
gboolean
callout_board_carry_to (CalloutWorkflowBoard *self,
                        guint                 lane,
                        guint                 index)
{
  g_autoptr (GError) error = NULL;
  gboolean open;

  index = lane == CALLOUT_LANE_TRAY ? tray_index (self) : MIN (index, count_others (self, lane));
  if (self->carry.asked && self->carry.lane == lane && self->carry.index == index)
    {
      /* Back from where it was refused. */
      if (self->carry.why_not != NULL && self->carry.open)
        announce_place (self);
      if (self->carry.open)
        g_clear_pointer (&self->carry.why_not, g_free);
      return self->carry.open;
    }
  open = may_place (self, lane, index, &error);
  g_clear_pointer (&self->carry.why_not, g_free);
  if (!open)
    {
      self->carry.why_not = g_strdup (error->message);
      announce_refusal (self, lane);
    }
  if (open || self->carry.mode == CALLOUT_CARRY_POINTER)
    {
      self->carry.lane = lane;
      self->carry.index = index;
      self->carry.open = open;
      self->carry.asked = TRUE;
      gtk_widget_set_visible (self->gap, open && self->carry.mode == CALLOUT_CARRY_POINTER);
      callout_board_rearrange (self);
    }
  if (open)
    announce_place (self);
  show_refusal (self, self->carry.mode == CALLOUT_CARRY_POINTER ? self->carry.why_not : NULL);
  return open;
}

/* It stands there from now on, and not only when the command is through: the
 * rules that allowed it are those of the command. What the pointer let go is
 * already where it shall be; it does not glide there. */
static void
land (CalloutWorkflowBoard *self,
      CalloutStep          *step,
      guint                 lane,
      guint                 index)
{
  g_autoptr (GPtrArray) placed = callout_workflow_place (self->steps, step->key, callout_lane_status (lane), index);
  gboolean by_pointer = self->carry.mode == CALLOUT_CARRY_POINTER;
  CalloutBoardSlot *carried = callout_board_find_slot (self, self->carry.key);

  callout_board_arrange (self, gtk_widget_get_width (GTK_WIDGET (self)));
  for (guint i = 0; by_pointer && i < self->order->len; i++)
    {
      CalloutBoardSlot *slot = g_ptr_array_index (self->order, i);

      if (carried != NULL && callout_board_is_carried (self, slot))
        {
          slot->from_x = slot->x;
          slot->from_y = slot->y;
        }
    }
  callout_board_end_carry (self);
  callout_workflow_board_set_steps (self, placed);
}

/**
 * callout_board_let_go:
 *
 * Returns: %FALSE if it may not stand there; then it goes back
 */
gboolean
callout_board_let_go (CalloutWorkflowBoard *self)
{
  g_autoptr (CalloutStep) step = NULL;
  guint lane = self->carry.lane;
  guint index = self->carry.index;

  g_set_object (&step, carried_step (self));
  if (step == NULL || !self->carry.open)
    {
      callout_board_end_carry (self);
      return FALSE;
    }
  if (lane == self->carry.from_lane && index == self->carry.from_index)
    {
      callout_board_put_back (self);
      return TRUE;
    }
  announce_place (self);
  land (self, step, lane, index);
  g_signal_emit_by_name (self, "place", step, (int) callout_lane_status (lane), index);
  return TRUE;
}

/* What was in the hand glides home from there. */
static void
send_home (CalloutWorkflowBoard *self,
           CalloutBoardSlot     *slot)
{
  double x = self->pointer_x - self->hold_x;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - gtk_widget_get_width (slot->card);
  slot->x = slot->from_x = (int) x;
  slot->y = slot->from_y = (int) (self->pointer_y - self->hold_y);
  g_set_weak_pointer (&self->homing, slot->card);
}

/**
 * callout_board_put_back:
 *
 * The step goes back to where it was, and says so.
 */
void
callout_board_put_back (CalloutWorkflowBoard *self)
{
  CalloutStep *step = carried_step (self);
  g_autofree char *sentence = NULL;

  if (step == NULL)
    return;
  /* Translators: %s is a workflow step's name */
  sentence = g_strdup_printf (_("%s stays where it was"), step->label);
  callout_board_announce (self, sentence);
  if (self->lifted != NULL)
    send_home (self, callout_board_find_slot (self, self->carry.key));
  callout_board_end_carry (self);
}

/**
 * callout_board_carry_on:
 *
 * The steps have changed under the hand that carries one: it is as if it had
 * been picked up where it now belongs, and is held over the same place.
 */
void
callout_board_carry_on (CalloutWorkflowBoard *self)
{
  CalloutBoardSlot *slot = callout_board_find_slot (self, self->carry.key);
  guint lane = self->carry.lane;
  guint index = self->carry.index;

  if (slot == NULL)
    {
      callout_board_end_carry (self);
      return;
    }
  self->carry.from_lane = slot->lane;
  self->carry.from_index = slot->index;
  self->carry.asked = FALSE;
  self->carry.sought = lane;
  if (!callout_board_carry_to (self, lane, index) && self->carry.mode == CALLOUT_CARRY_KEYS)
    callout_board_carry_to (self, slot->lane, slot->index);
}

/**
 * callout_board_end_carry:
 *
 * Nothing is carried any more, whatever came of it.
 */
void
callout_board_end_carry (CalloutWorkflowBoard *self)
{
  CalloutBoardSlot *slot = callout_board_find_slot (self, self->carry.key);
  gboolean carried = self->carry.mode != CALLOUT_CARRY_NONE;

  if (slot != NULL)
    {
      gtk_widget_remove_css_class (slot->card, "carried");
      callout_step_card_announce (CALLOUT_STEP_CARD (slot->card), NULL);
      show_hidden (self, 1);
    }
  g_clear_pointer (&self->carry.key, g_free);
  g_clear_pointer (&self->carry.why_not, g_free);
  self->carry = (CalloutCarry) { 0 };
  if (self->lifted != NULL)
    {
      callout_board_stop_pointer (self);
      gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
      g_clear_pointer (&self->lifted, gtk_widget_unparent);
    }
  if (!carried)
    return;
  gtk_widget_set_visible (self->gap, FALSE);
  gtk_widget_set_visible (self->hint, FALSE);
  callout_board_rearrange (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
