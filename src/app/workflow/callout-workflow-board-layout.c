/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workflow-board-private.h"

/* Around the board, between lanes, within a lane, and between its cards. */
#define MARGIN 12
#define LANE_SPACING 8
#define INSET 6
#define SPACING 6

/* How far a branch stands in from the step it belongs to. */
#define BRANCH_INDENT 18

/* Room beneath the last card, so that there is always where to let go. */
#define LANE_FOOT 24

CalloutBoardSlot *
callout_board_find_slot (CalloutWorkflowBoard *self,
                         const char           *key)
{
  return key != NULL ? g_hash_table_lookup (self->slots, key) : NULL;
}

/* The carried step, and what stands beside it. */
gboolean
callout_board_is_carried (CalloutWorkflowBoard *self,
                          CalloutBoardSlot     *slot)
{
  CalloutBoardSlot *carried = callout_board_find_slot (self, self->carry.key);

  return carried != NULL && slot->lane == carried->lane && slot->index == carried->index;
}

GtkScrolledWindow *
callout_board_get_scroller (CalloutWorkflowBoard *self)
{
  return GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW));
}

static int
measure_height (GtkWidget *widget,
                int        width)
{
  int minimum;
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, MAX (width, least), &minimum, NULL, NULL, NULL);
  return minimum;
}

static void
place_lanes (CalloutWorkflowBoard *self,
             int                   width)
{
  int lane_width = self->compact ? width - 2 * MARGIN
                                 : (width - 2 * MARGIN - (CALLOUT_N_LANES - 1) * LANE_SPACING) / CALLOUT_N_LANES;
  int header_height = 0;

  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    {
      CalloutBoardLane *lane = &self->places[i];

      lane->width = MAX (lane_width, 1);
      lane->x = self->compact ? MARGIN : MARGIN + (int) i * (lane_width + LANE_SPACING);
      lane->header_height = measure_height (self->headers[i], lane->width);
      header_height = MAX (header_height, lane->header_height);
    }
  /* Side by side the first cards stand in one line. */
  for (guint i = 0; i < CALLOUT_N_LANES && !self->compact; i++)
    self->places[i].header_height = header_height;
}

static void
size_slot (CalloutBoardSlot       *slot,
           const CalloutBoardLane *lane)
{
  int indent = slot->branch ? BRANCH_INDENT : 0;

  slot->x = lane->x + INSET + indent;
  slot->width = MAX (lane->width - 2 * INSET - indent, 1);
  slot->height = measure_height (slot->card, slot->width);
}

/* Puts the cards of a lane beneath each other as if no gap were open; returns
 * the height they take. */
static int
stack_lane (CalloutWorkflowBoard *self,
            guint                 nth)
{
  const CalloutBoardLane *lane = &self->places[nth];
  int y = lane->header_height + INSET;

  for (guint i = 0; i < self->order->len; i++)
    {
      CalloutBoardSlot *slot = g_ptr_array_index (self->order, i);

      if (slot->lane != nth)
        continue;
      size_slot (slot, lane);
      if (callout_board_is_carried (self, slot))
        continue;
      slot->closed_y = y;
      y += slot->height + SPACING;
    }
  return y;
}

static int
height_carried (CalloutWorkflowBoard *self)
{
  int height = 0;

  for (guint i = 0; i < self->order->len; i++)
    {
      CalloutBoardSlot *slot = g_ptr_array_index (self->order, i);

      if (callout_board_is_carried (self, slot))
        height += slot->height + SPACING;
    }
  return height;
}

/* The index of a card's step among those of its lane that are not carried. */
static guint
index_left (CalloutWorkflowBoard *self,
            CalloutBoardSlot     *slot)
{
  CalloutBoardSlot *carried = callout_board_find_slot (self, self->carry.key);

  return carried != NULL && carried->lane == slot->lane && carried->index < slot->index ? slot->index - 1 : slot->index;
}

/* Opens the gap: what stands after it moves on by the height of what is
 * carried, which itself stands in the gap unless the pointer has it. */
static void
open_gap (CalloutWorkflowBoard *self)
{
  const CalloutBoardLane *lane = &self->places[self->carry.lane];
  int y = lane->header_height + INSET;

  for (guint i = 0; i < self->order->len; i++)
    {
      CalloutBoardSlot *slot = g_ptr_array_index (self->order, i);

      if (slot->lane != self->carry.lane || callout_board_is_carried (self, slot))
        continue;
      if (index_left (self, slot) < self->carry.index)
        y = slot->closed_y + slot->height + SPACING;
      else
        slot->y += self->carry.height;
    }
  self->gap_x = lane->x + INSET;
  self->gap_y = lane->y + y;
  self->gap_width = lane->width - 2 * INSET;
  self->gap_height = self->carry.height - SPACING;
}

static void
place_carried (CalloutWorkflowBoard *self)
{
  int y = self->gap_y;

  if (!self->carry.open)
    return;
  for (guint i = 0; i < self->order->len; i++)
    {
      CalloutBoardSlot *slot = g_ptr_array_index (self->order, i);

      if (!callout_board_is_carried (self, slot))
        continue;
      size_slot (slot, &self->places[self->carry.lane]);
      slot->y = y;
      y += slot->height + SPACING;
    }
}

static void
stack_lanes (CalloutWorkflowBoard *self)
{
  int y = MARGIN;
  int highest = 0;
  int heights[CALLOUT_N_LANES];

  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    heights[i] = stack_lane (self, i);
  self->carry.height = self->carry.mode != CALLOUT_CARRY_NONE ? height_carried (self) : 0;
  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    {
      CalloutBoardLane *lane = &self->places[i];
      gboolean gap = self->carry.open && self->carry.lane == i;

      lane->closed_height = heights[i] + (self->compact ? INSET : LANE_FOOT);
      lane->height = lane->closed_height + (gap ? self->carry.height : 0);
      lane->closed_y = lane->y = MARGIN;
      highest = MAX (highest, lane->closed_height);
    }
  if (!self->compact)
    {
      self->total_height = highest + self->carry.height + 2 * MARGIN;
      return;
    }
  self->total_height = MARGIN;
  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    {
      CalloutBoardLane *lane = &self->places[i];

      lane->closed_y = self->total_height;
      lane->y = y;
      self->total_height += lane->closed_height + LANE_SPACING;
      y += lane->height + LANE_SPACING;
    }
  self->total_height += self->carry.height + MARGIN;
}

/**
 * callout_board_arrange:
 *
 * Decides where everything goes at a width. Nothing is done when nothing has
 * changed since: a motion of the pointer within the same place costs nothing.
 */
void
callout_board_arrange (CalloutWorkflowBoard *self,
                       int                   width)
{
  if (self->arranged_width == width)
    return;
  self->arranged_width = width;
  place_lanes (self, width);
  stack_lanes (self);
  for (guint i = 0; i < self->order->len; i++)
    {
      CalloutBoardSlot *slot = g_ptr_array_index (self->order, i);

      if (!callout_board_is_carried (self, slot))
        slot->y = self->places[slot->lane].y + slot->closed_y;
    }
  if (self->carry.open)
    open_gap (self);
  place_carried (self);
}

/**
 * callout_board_rearrange:
 *
 * Something has changed: everything glides from where it is now to where it
 * then belongs.
 */
void
callout_board_rearrange (CalloutWorkflowBoard *self)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      CalloutBoardSlot *slot = g_ptr_array_index (self->order, i);

      if (!slot->seen)
        continue;
      slot->from_x += (int) ((slot->x - slot->from_x) * self->progress);
      slot->from_y += (int) ((slot->y - slot->from_y) * self->progress);
    }
  self->arranged_width = 0;
  self->progress = 0;
  adw_animation_reset (self->animation);
  adw_animation_play (self->animation);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Lanes side by side are told apart by x; beneath each other, by y. */
static gboolean
lane_at (CalloutWorkflowBoard *self,
         double                x,
         double                y,
         guint                *lane)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x;
  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    {
      const CalloutBoardLane *place = &self->places[i];

      *lane = i;
      if (self->compact ? y < place->closed_y + place->closed_height + LANE_SPACING / 2
                        : x < place->x + place->width + LANE_SPACING / 2)
        return TRUE;
    }
  return TRUE;
}

/**
 * callout_board_locate:
 * @x: @y: on the board
 * @top: where the upper edge of what is carried is then
 *
 * Says where something let go at a point would come to stand: the point says
 * in which lane, the edge above which cards. These are judged by their places
 * without a gap, so that the gap does not chase itself, and what is carried
 * must go half a card's height up or down before it changes places.
 *
 * Returns: %FALSE while nothing has a place yet
 */
gboolean
callout_board_locate (CalloutWorkflowBoard *self,
                      double                x,
                      double                y,
                      double                top,
                      guint                *lane,
                      guint                *index)
{
  if (self->arranged_width == 0 || !lane_at (self, x, y, lane))
    return FALSE;
  *index = 0;
  for (guint i = 0; i < self->order->len; i++)
    {
      CalloutBoardSlot *slot = g_ptr_array_index (self->order, i);

      if (slot->lane != *lane || slot->branch || callout_board_is_carried (self, slot))
        continue;
      if (self->places[*lane].closed_y + slot->closed_y + slot->height / 2 < top)
        *index = index_left (self, slot) + 1;
    }
  return TRUE;
}
