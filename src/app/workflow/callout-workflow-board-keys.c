/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workflow-board-private.h"

#include <glib/gi18n-lib.h>

static CalloutBoardSlot *
focused_slot (CalloutWorkflowBoard *self)
{
  CalloutStep *step = callout_workflow_board_get_focus_step (self);

  return step != NULL ? callout_board_find_slot (self, step->key) : NULL;
}

static gboolean
is_mirrored (CalloutWorkflowBoard *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* Brings what moves by the keyboard into sight. */
static void
reveal (CalloutWorkflowBoard *self,
        CalloutBoardSlot     *slot)
{
  GtkScrolledWindow *scroller = callout_board_get_scroller (self);
  int top;
  int left;

  if (scroller == NULL)
    return;
  callout_board_arrange (self, gtk_widget_get_width (GTK_WIDGET (self)));
  top = slot->y - (self->compact ? 0 : self->places[slot->lane].header_height);
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (scroller), top - 12,
                             slot->y + slot->height + 12);
  left = is_mirrored (self) ? gtk_widget_get_width (GTK_WIDGET (self)) - slot->x - slot->width : slot->x;
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (scroller), left - 24, left + slot->width + 24);
}

static void
focus_slot (CalloutWorkflowBoard *self,
            CalloutBoardSlot     *slot)
{
  gtk_widget_grab_focus (slot->card);
  reveal (self, slot);
}

/* Going from card to card */

static gboolean
focus_in_order (CalloutWorkflowBoard *self,
                int                   step)
{
  CalloutBoardSlot *slot = focused_slot (self);
  guint at;

  if (slot == NULL || !g_ptr_array_find (self->order, slot, &at))
    return FALSE;
  if ((step < 0 && at == 0) || (step > 0 && at + 1 >= self->order->len))
    return TRUE;
  slot = g_ptr_array_index (self->order, at + (guint) step);
  focus_slot (self, slot);
  return TRUE;
}

/* The card that stands nearest to the same height, in the next lane that has any. */
static gboolean
focus_beside (CalloutWorkflowBoard *self,
              int                   step)
{
  CalloutBoardSlot *slot = focused_slot (self);
  CalloutBoardSlot *best = NULL;

  if (slot == NULL)
    return FALSE;
  for (int lane = (int) slot->lane + step; lane >= 0 && lane < CALLOUT_N_LANES && best == NULL; lane += step)
    for (guint i = 0; i < self->order->len; i++)
      {
        CalloutBoardSlot *other = g_ptr_array_index (self->order, i);

        if ((int) other->lane == lane && (best == NULL || ABS (other->y - slot->y) < ABS (best->y - slot->y)))
          best = other;
      }
  if (best != NULL)
    focus_slot (self, best);
  return TRUE;
}

/**
 * callout_board_focus:
 *
 * The order of Tab is that of the steps, not of what happens to stand on the
 * same height; each card is followed by its Configuration.
 */
gboolean
callout_board_focus (CalloutWorkflowBoard *self,
                     GtkDirectionType      direction)
{
  gboolean back = direction == GTK_DIR_TAB_BACKWARD;
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  guint at = 0;

  if (self->order == NULL)
    return FALSE;
  for (guint lane = 0; lane < CALLOUT_N_LANES; lane++)
    {
      g_ptr_array_add (all, self->headers[lane]);
      for (guint i = 0; i < self->order->len; i++)
        {
          CalloutBoardSlot *slot = g_ptr_array_index (self->order, i);

          if (slot->lane == lane)
            g_ptr_array_add (all, slot->card);
        }
    }
  if (child != NULL && g_ptr_array_find (all, child, &at))
    {
      if (gtk_widget_child_focus (child, direction))
        return TRUE;
      if (back ? at == 0 : at + 1 >= all->len)
        return FALSE;
      at += back ? -1 : 1;
    }
  else if (back)
    at = all->len - 1;
  for (; at < all->len; at += back ? -1 : 1) /* below 0 it is larger than any */
    if (gtk_widget_child_focus (g_ptr_array_index (all, at), direction))
      return TRUE;
  return FALSE;
}

/* Carrying a card */

static void
pick_up (CalloutWorkflowBoard *self,
         CalloutBoardSlot     *slot)
{
  CalloutStep *step = callout_step_card_get_step (CALLOUT_STEP_CARD (slot->card));
  g_autofree char *sentence = NULL;

  if (slot->branch)
    {
      callout_board_refuse_pick_up (self, step, CALLOUT_CARRY_KEYS);
      return;
    }
  callout_board_pick_up (self, step, CALLOUT_CARRY_KEYS);
  /* Translators: %s is a workflow step's name */
  sentence = g_strdup_printf (_("%s picked up. The arrow keys move it, Space lets it go, Escape puts it back"), step->label);
  callout_board_announce (self, sentence);
}

static void
reveal_carried (CalloutWorkflowBoard *self)
{
  CalloutBoardSlot *slot = callout_board_find_slot (self, self->carry.key);

  if (slot != NULL)
    reveal (self, slot);
}

/* Up and down go through a lane; beneath each other, on to the next one. */
static void
carry_along (CalloutWorkflowBoard *self,
             int                   step)
{
  guint lane = self->carry.lane;
  guint n = callout_lanes_get_size (self->lanes, lane) - (lane == self->carry.from_lane ? 1 : 0);
  int next = (int) self->carry.sought + step;

  if (!self->compact)
    self->carry.sought = lane;
  if (self->carry.sought == lane && (step < 0 ? self->carry.index > 0 : self->carry.index < n))
    callout_board_carry_to (self, lane, self->carry.index + (guint) step);
  else if (self->compact && next >= 0 && next < CALLOUT_N_LANES)
    {
      callout_board_carry_to (self, (guint) next, step < 0 ? G_MAXUINT : 0);
      self->carry.sought = (guint) next;
    }
  reveal_carried (self);
}

/* To the same height in the next lane; where the rules forbid that, as near to
 * it as they allow. Where they allow nothing the card stays and it is said why;
 * from there the next press goes on, for a lane beyond may be open to it. */
static void
carry_across (CalloutWorkflowBoard *self,
              int                   step)
{
  int lane = (int) self->carry.sought + step;
  guint wanted = self->carry.index;
  guint n;

  if (lane < 0 || lane >= CALLOUT_N_LANES)
    return;
  n = callout_lanes_get_size (self->lanes, (guint) lane);
  wanted = MIN (wanted, n);
  for (guint away = 1; away <= n + 1; away++)
    {
      if (callout_board_carry_to (self, (guint) lane, wanted))
        break;
      if (step > 0 ? wanted == 0 : wanted >= n)
        break;
      wanted += step > 0 ? -1 : 1;
    }
  self->carry.sought = (guint) lane;
  reveal_carried (self);
}

static gboolean
carry_key (CalloutWorkflowBoard *self,
           guint                 keyval)
{
  int forward = is_mirrored (self) ? -1 : 1;

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      carry_along (self, -1);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      carry_along (self, 1);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      carry_across (self, -forward);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      carry_across (self, forward);
      return TRUE;
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      callout_board_let_go (self);
      return TRUE;
    case GDK_KEY_Escape:
      callout_board_put_back (self);
      return TRUE;
    default:
      return keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab;
    }
}

static gboolean
focus_key (CalloutWorkflowBoard *self,
           CalloutBoardSlot     *slot,
           guint                 keyval)
{
  int forward = is_mirrored (self) ? -1 : 1;

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return focus_in_order (self, -1);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return focus_in_order (self, 1);
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return focus_beside (self, -forward);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return focus_beside (self, forward);
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      pick_up (self, slot);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
act (CalloutWorkflowBoard *self,
     CalloutBoardSlot     *slot,
     const char           *action)
{
  CalloutStep *step = callout_step_card_get_step (CALLOUT_STEP_CARD (slot->card));

  return gtk_widget_activate_action (GTK_WIDGET (self), action, "s", step->key);
}

static void
menu_closed_cb (CalloutWorkflowBoard *self)
{
  CalloutBoardSlot *slot = focused_slot (self);

  if (slot != NULL)
    gtk_widget_grab_focus (slot->card);
}

/**
 * callout_board_show_menu:
 * @x: @y: on the board
 *
 * Offers what can be done with a card.
 */
void
callout_board_show_menu (CalloutWorkflowBoard *self,
                         CalloutBoardSlot     *slot,
                         double                x,
                         double                y)
{
  CalloutStep *step = callout_step_card_get_step (CALLOUT_STEP_CARD (slot->card));
  g_autoptr (GMenu) menu = g_menu_new ();
  struct { const char *label; const char *action; } items[] = {
    { _("_Configuration…"), "workflow.configure" },
    { _("_Rename…"), "workflow.rename" },
    /* Translators: a menu item that is never possible for a step every workflow needs */
    { step->standard ? _("A Standard Step Cannot Be Removed") : _("Re_move"), "workflow.remove" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (items[i].label, NULL);

      /* What has no such action is shown as impossible. */
      g_menu_item_set_action_and_target (item, step->standard && i == 2 ? "workflow.none" : items[i].action, "s",
                                         step->key);
      g_menu_append_item (menu, item);
    }
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static gboolean
card_key (CalloutWorkflowBoard *self,
          CalloutBoardSlot     *slot,
          guint                 keyval,
          GdkModifierType       state)
{
  if (keyval == GDK_KEY_F2)
    return act (self, slot, "workflow.rename");
  if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete)
    return act (self, slot, "workflow.remove");
  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    {
      graphene_rect_t at;

      if (gtk_widget_compute_bounds (slot->card, GTK_WIDGET (self), &at))
        callout_board_show_menu (self, slot, at.origin.x + at.size.width / 2, at.origin.y + at.size.height / 2);
      return TRUE;
    }
  return FALSE;
}

static gboolean
key_cb (CalloutWorkflowBoard *self,
        guint                 keyval,
        guint                 keycode,
        GdkModifierType       state)
{
  CalloutBoardSlot *slot = focused_slot (self);

  if (slot == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (self->carry.mode == CALLOUT_CARRY_KEYS)
    return carry_key (self, keyval);
  if (self->lifted != NULL && keyval == GDK_KEY_Escape)
    {
      callout_board_put_back (self);
      return TRUE;
    }
  if (self->carry.mode == CALLOUT_CARRY_POINTER)
    return FALSE;
  /* What it was refused is said no longer; asked again, it is said again. */
  callout_step_card_announce (CALLOUT_STEP_CARD (slot->card), NULL);
  /* A button within the card answers to Space itself. */
  if (gtk_widget_is_focus (slot->card) && focus_key (self, slot, keyval))
    return TRUE;
  return card_key (self, slot, keyval, state);
}

/* Who goes elsewhere has not let go. */
static void
focus_left_cb (CalloutWorkflowBoard *self)
{
  if (self->carry.mode == CALLOUT_CARRY_KEYS)
    callout_board_put_back (self);
}

/**
 * callout_board_slot_at:
 * @x: @y: on the board
 *
 * Returns: (transfer none) (nullable): the card there
 */
CalloutBoardSlot *
callout_board_slot_at (CalloutWorkflowBoard *self,
                       double                x,
                       double                y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *card = picked != NULL ? gtk_widget_get_ancestor (picked, CALLOUT_TYPE_STEP_CARD) : NULL;

  return card != NULL ? callout_board_find_slot (self, callout_step_card_get_step (CALLOUT_STEP_CARD (card))->key) : NULL;
}

static void
pressed_cb (CalloutWorkflowBoard *self,
            int                   n_press,
            double                x,
            double                y,
            GtkGesture           *gesture)
{
  CalloutBoardSlot *slot = callout_board_slot_at (self, x, y);
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (slot == NULL)
    return;
  if (button == GDK_BUTTON_PRIMARY && n_press == 1)
    gtk_widget_grab_focus (slot->card);
  else if (button == GDK_BUTTON_SECONDARY)
    {
      gtk_widget_grab_focus (slot->card);
      callout_board_show_menu (self, slot, x, y);
    }
}

/* Not when it is pressed: under the dialog nobody would hear any more that it
 * is let go, and what waits whether it is held would take up the card. */
static void
released_cb (CalloutWorkflowBoard *self,
             int                   n_press,
             double                x,
             double                y,
             GtkGesture           *gesture)
{
  CalloutBoardSlot *slot = callout_board_slot_at (self, x, y);

  if (slot != NULL && n_press == 2
      && gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_PRIMARY)
    act (self, slot, "workflow.configure");
}

/**
 * callout_board_add_keys:
 *
 * Lets the keyboard do all that the pointer can, and the pointer what is not
 * dragging.
 */
void
callout_board_add_keys (CalloutWorkflowBoard *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
