/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pointer and finger carry a card alike, and without GTK's drag and drop: what
 * is carried never leaves the board, and under X11 that hears neither of Escape
 * nor of a finger, which it would let hang where it took the card up. The
 * pointer takes up what it is moved from. A finger that moves at once pans, as
 * anywhere; one that stays lifts what lies under it. */
#include "callout-workflow-board-private.h"

/* A drag this near to an edge scrolls the board so fast, in pixels and a second. */
#define EDGE 48.0
#define SCROLL_SPEED 700.0

/* How far under the pointer it is said that a card cannot be taken up. */
#define STUCK_OFFSET 16
#define STUCK_OFFSET_TOUCH 40

static void
hover (CalloutWorkflowBoard *self)
{
  guint lane;
  guint index;

  if (callout_board_locate (self, self->pointer_x, self->pointer_y, self->pointer_y - self->hold_y, &lane, &index))
    callout_board_carry_to (self, lane, index);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* What is scrolled out of sight is not under the pointer. */
static gboolean
is_outside (CalloutWorkflowBoard *self)
{
  GtkScrolledWindow *scroller = callout_board_get_scroller (self);
  GtkWidget *seen = scroller != NULL ? GTK_WIDGET (scroller) : GTK_WIDGET (self);
  double x;
  double y;

  return gtk_widget_translate_coordinates (GTK_WIDGET (self), seen, self->pointer_x, self->pointer_y, &x, &y)
         && !gtk_widget_contains (seen, x, y);
}

static double
pull (double at,
      double length)
{
  if (at < EDGE)
    return (at - EDGE) / EDGE;
  return at > length - EDGE ? (at - length + EDGE) / EDGE : 0;
}

/* Returns by how much it went. */
static double
scroll_by (GtkAdjustment *adjustment,
           double         delta)
{
  double before = gtk_adjustment_get_value (adjustment);

  gtk_adjustment_set_value (adjustment, before + delta);
  return gtk_adjustment_get_value (adjustment) - before;
}

/* The pointer rests, the board goes on beneath it. */
static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  CalloutWorkflowBoard *self = CALLOUT_WORKFLOW_BOARD (widget);
  GtkScrolledWindow *scroller = callout_board_get_scroller (self);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds = self->scroll_time != 0 ? (double) (now - self->scroll_time) / G_USEC_PER_SEC : 0;
  double x;
  double y;
  double dx;
  double dy;

  self->scroll_time = now;
  if (scroller == NULL || !gtk_widget_translate_coordinates (widget, GTK_WIDGET (scroller), self->pointer_x,
                                                             self->pointer_y, &x, &y))
    return G_SOURCE_CONTINUE;
  dx = CLAMP (pull (x, gtk_widget_get_width (GTK_WIDGET (scroller))), -1, 1);
  dy = CLAMP (pull (y, gtk_widget_get_height (GTK_WIDGET (scroller))), -1, 1);
  dx = dx != 0 ? scroll_by (gtk_scrolled_window_get_hadjustment (scroller), dx * SCROLL_SPEED * seconds) : 0;
  dy = dy != 0 ? scroll_by (gtk_scrolled_window_get_vadjustment (scroller), dy * SCROLL_SPEED * seconds) : 0;
  if (dx != 0 || dy != 0)
    {
      self->pointer_x += dx;
      self->pointer_y += dy;
      hover (self);
    }
  return G_SOURCE_CONTINUE;
}

void
callout_board_stop_pointer (CalloutWorkflowBoard *self)
{
  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_tick);
  self->scroll_tick = 0;
  self->scroll_time = 0;
}

/* Outside the board it may not be let go. */
static void
leave (CalloutWorkflowBoard *self)
{
  callout_board_stop_pointer (self);
  if (self->carry.open)
    {
      self->carry.open = FALSE;
      gtk_widget_set_visible (self->gap, FALSE);
      callout_board_rearrange (self);
    }
  self->carry.asked = FALSE;
  gtk_widget_set_visible (self->hint, FALSE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * callout_board_point_at:
 * @x: @y: on the board
 *
 * What is carried is there now; at an edge the board goes on beneath it.
 */
void
callout_board_point_at (CalloutWorkflowBoard *self,
                        double                x,
                        double                y)
{
  self->pointer_x = x;
  self->pointer_y = y;
  if (is_outside (self))
    leave (self);
  else
    {
      if (self->scroll_tick == 0)
        self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
      hover (self);
    }
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->carry.open ? "grabbing" : "not-allowed");
}

static GtkWidget *
make_picture (GtkWidget *card)
{
  g_autoptr (GdkPaintable) live = gtk_widget_paintable_new (card);
  g_autoptr (GdkPaintable) still = gdk_paintable_get_current_image (live);
  GtkWidget *picture = g_object_new (GTK_TYPE_PICTURE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "paintable",
                                     still, "can-shrink", FALSE, "can-target", FALSE, NULL);

  gtk_widget_set_size_request (picture, gtk_widget_get_width (card), gtk_widget_get_height (card));
  gtk_widget_add_css_class (picture, "step-at-pointer");
  return picture;
}

/**
 * callout_board_lift:
 * @x: @y: on the board, within the card
 *
 * Takes up a card. What is at the pointer is a picture of it: the card itself
 * fades out of its place, and stays there to have the focus again afterwards.
 */
void
callout_board_lift (CalloutWorkflowBoard *self,
                    GtkWidget            *card,
                    double                x,
                    double                y)
{
  GtkWidget *picture = make_picture (card);

  gtk_widget_translate_coordinates (GTK_WIDGET (self), card, x, y, &self->hold_x, &self->hold_y);
  callout_board_pick_up (self, callout_step_card_get_step (CALLOUT_STEP_CARD (card)), CALLOUT_CARRY_POINTER);
  gtk_widget_set_parent (picture, GTK_WIDGET (self));
  self->lifted = picture;
  callout_board_point_at (self, x, y);
}

/* What stands beside another step is not taken up: who tries is told why, at
 * the pointer, until it is let go. */
static void
refuse (CalloutWorkflowBoard *self,
        GtkWidget            *card,
        double                x,
        double                y,
        int                   offset)
{
  self->pointer_x = x;
  self->pointer_y = y;
  self->hold_x = 0;
  self->hold_y = -offset;
  g_set_weak_pointer (&self->stuck, card);
  callout_board_refuse_pick_up (self, callout_step_card_get_step (CALLOUT_STEP_CARD (card)), CALLOUT_CARRY_POINTER);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
forget_refusal (CalloutWorkflowBoard *self)
{
  if (self->stuck == NULL)
    return;
  gtk_widget_set_visible (self->hint, FALSE);
  callout_step_card_announce (CALLOUT_STEP_CARD (self->stuck), NULL);
  g_clear_weak_pointer (&self->stuck);
}

static void
take_up (CalloutWorkflowBoard *self,
         GtkGesture           *gesture,
         double                x,
         double                y,
         int                   offset)
{
  CalloutBoardSlot *slot = callout_board_slot_at (self, x, y);

  if (slot == NULL || self->lifted != NULL || self->stuck != NULL)
    return;
  gtk_widget_grab_focus (slot->card);
  if (slot->branch)
    refuse (self, slot->card, x, y, offset);
  else
    callout_board_lift (self, slot->card, x, y);
  /* From now on neither the board is panned nor a button pressed. */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
is_touch (GtkGesture *gesture)
{
  return gtk_gesture_single_get_current_sequence (GTK_GESTURE_SINGLE (gesture)) != NULL;
}

static void
held_cb (CalloutWorkflowBoard *self,
         double                x,
         double                y,
         GtkGesture           *gesture)
{
  take_up (self, gesture, x, y, STUCK_OFFSET_TOUCH);
}

static void
pressed_cb (CalloutWorkflowBoard *self)
{
  self->moved = FALSE;
}

static void
moved_cb (CalloutWorkflowBoard *self,
          double                dx,
          double                dy,
          GtkGesture           *gesture)
{
  gboolean at_once = !self->moved && !is_touch (gesture);
  double x;
  double y;

  if (!gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &x, &y)
      || (!self->moved && !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) dx, (int) dy)))
    return;
  /* Once: what Escape has put back stays there, however far the pointer goes. */
  self->moved = TRUE;
  if (at_once)
    take_up (self, gesture, x, y, STUCK_OFFSET);
  if (self->lifted != NULL)
    callout_board_point_at (self, x + dx, y + dy);
  else if (self->stuck != NULL)
    {
      self->pointer_x = x + dx;
      self->pointer_y = y + dy;
      gtk_widget_queue_allocate (GTK_WIDGET (self));
    }
}

/* Held and let go without having been anywhere, it was a question what can be
 * done with the card. */
static void
ask (CalloutWorkflowBoard *self)
{
  CalloutBoardSlot *slot = callout_board_find_slot (self, self->carry.key);
  double x = self->pointer_x;
  double y = self->pointer_y;

  callout_board_end_carry (self);
  callout_board_announce (self, NULL);
  if (slot != NULL)
    callout_board_show_menu (self, slot, x, y);
}

static void
ended_cb (CalloutWorkflowBoard *self)
{
  forget_refusal (self);
  if (self->lifted == NULL)
    return;
  if (!self->moved)
    ask (self);
  else if (self->carry.open)
    callout_board_let_go (self);
  else
    callout_board_put_back (self);
}

/* The display took pointer or finger away. */
static void
cancelled_cb (CalloutWorkflowBoard *self)
{
  forget_refusal (self);
  if (self->lifted != NULL)
    callout_board_put_back (self);
}

/**
 * callout_board_add_pointer:
 *
 * Lets pointer and finger carry cards.
 */
void
callout_board_add_pointer (CalloutWorkflowBoard *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect_swapped (hold, "pressed", G_CALLBACK (held_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (ended_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (cancelled_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (hold));
  gtk_gesture_group (hold, drag);
}
