/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workflow-board-private.h"

/* A drag this near to an edge scrolls the board so fast, in pixels and a second. */
#define EDGE 48.0
#define SCROLL_SPEED 700.0

/* Around the picture at the pointer, for its shadow: as in workflow.css. */
#define PICTURE_MARGIN 6

/* How far under the pointer it is said that a card cannot be taken up. */
#define STUCK_OFFSET 16

static void
hover (CalloutWorkflowBoard *self)
{
  guint lane;
  guint index;

  if (callout_board_locate (self, self->pointer_x, self->pointer_y, self->pointer_y - self->hold_y, &lane, &index))
    callout_board_carry_to (self, lane, index);
  if (gtk_widget_get_visible (self->hint))
    gtk_widget_queue_allocate (GTK_WIDGET (self));
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

/* The other side learns of what may be done by motions alone; here is none. */
static void
tell_action (CalloutWorkflowBoard *self)
{
  GdkDrop *drop = gtk_drop_target_get_current_drop (self->target);
  GdkDragAction action = self->carry.open ? GDK_ACTION_MOVE : 0;

  if (drop != NULL)
    gdk_drop_status (drop, action, action);
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
      tell_action (self);
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

static GdkDragAction
motion_cb (CalloutWorkflowBoard *self,
           double                x,
           double                y)
{
  if (self->carry.mode != CALLOUT_CARRY_POINTER)
    return 0;
  self->pointer_x = x;
  self->pointer_y = y;
  if (self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
  hover (self);
  return self->carry.open ? GDK_ACTION_MOVE : 0;
}

/* Outside the board it may not be let go. */
static void
leave_cb (CalloutWorkflowBoard *self)
{
  callout_board_stop_pointer (self);
  if (self->carry.mode != CALLOUT_CARRY_POINTER)
    return;
  self->carry.open = FALSE;
  self->carry.asked = FALSE;
  gtk_widget_set_visible (self->gap, FALSE);
  gtk_widget_set_visible (self->hint, FALSE);
  callout_board_rearrange (self);
}

static gboolean
drop_cb (CalloutWorkflowBoard *self,
         const GValue         *value,
         double                x,
         double                y)
{
  callout_board_stop_pointer (self);
  if (self->carry.mode != CALLOUT_CARRY_POINTER)
    return FALSE;
  self->pointer_x = x;
  self->pointer_y = y;
  hover (self);
  return callout_board_let_go (self);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            GtkWidget     *card)
{
  CalloutWorkflowBoard *self = CALLOUT_WORKFLOW_BOARD (gtk_widget_get_parent (card));

  self->hold_x = x;
  self->hold_y = y;
  return gdk_content_provider_new_typed (CALLOUT_TYPE_STEP, callout_step_card_get_step (CALLOUT_STEP_CARD (card)));
}

/* What is at the pointer is a picture of the card: the card itself fades out of
 * its place, and stays there to have the focus again afterwards. */
static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               GtkWidget     *card)
{
  CalloutWorkflowBoard *self = CALLOUT_WORKFLOW_BOARD (gtk_widget_get_parent (card));
  g_autoptr (GdkPaintable) live = gtk_widget_paintable_new (card);
  g_autoptr (GdkPaintable) still = gdk_paintable_get_current_image (live);
  GtkWidget *picture = gtk_picture_new_for_paintable (still);

  gtk_widget_set_size_request (picture, gtk_widget_get_width (card), gtk_widget_get_height (card));
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), FALSE);
  gtk_widget_add_css_class (picture, "step-at-pointer");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), picture);
  gdk_drag_set_hotspot (drag, (int) self->hold_x + PICTURE_MARGIN, (int) self->hold_y + PICTURE_MARGIN);
  callout_board_pick_up (self, callout_step_card_get_step (CALLOUT_STEP_CARD (card)), CALLOUT_CARRY_POINTER);
}

static void
drag_end_cb (GtkDragSource *source,
             GdkDrag       *drag,
             gboolean       done,
             GtkWidget     *card)
{
  CalloutWorkflowBoard *self = CALLOUT_WORKFLOW_BOARD (gtk_widget_get_parent (card));

  if (self == NULL)
    return;
  callout_board_stop_pointer (self);
  if (self->carry.mode == CALLOUT_CARRY_POINTER)
    callout_board_put_back (self);
}

/**
 * callout_board_add_drag_source:
 *
 * Lets the pointer take up a card.
 */
void
callout_board_add_drag_source (CalloutWorkflowBoard *self,
                               GtkWidget            *card)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), card);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), card);
  g_signal_connect (source, "drag-end", G_CALLBACK (drag_end_cb), card);
  gtk_widget_add_controller (card, GTK_EVENT_CONTROLLER (source));
}

/* What stands beside another step is not taken up: who tries is told why, at
 * the pointer, until the button is let go. */
static void
stuck_update_cb (GtkGestureDrag *gesture,
                 double          dx,
                 double          dy,
                 GtkWidget      *card)
{
  CalloutWorkflowBoard *self = CALLOUT_WORKFLOW_BOARD (gtk_widget_get_parent (card));
  double x;
  double y;

  if (!gtk_drag_check_threshold (card, 0, 0, (int) dx, (int) dy) && !gtk_widget_get_visible (self->hint))
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  gtk_widget_translate_coordinates (card, GTK_WIDGET (self), x + dx, y + dy, &self->pointer_x, &self->pointer_y);
  self->hold_x = 0;
  self->hold_y = -STUCK_OFFSET;
  if (!gtk_widget_get_visible (self->hint))
    callout_board_refuse_pick_up (self, callout_step_card_get_step (CALLOUT_STEP_CARD (card)), CALLOUT_CARRY_POINTER);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
stuck_end_cb (GtkGestureDrag *gesture,
              double          dx,
              double          dy,
              GtkWidget      *card)
{
  CalloutWorkflowBoard *self = CALLOUT_WORKFLOW_BOARD (gtk_widget_get_parent (card));

  if (self == NULL || self->carry.mode != CALLOUT_CARRY_NONE)
    return;
  gtk_widget_set_visible (self->hint, FALSE);
  callout_step_card_announce (CALLOUT_STEP_CARD (card), NULL);
}

/**
 * callout_board_add_stuck:
 *
 * Lets the pointer learn that a card is not to be taken up.
 */
void
callout_board_add_stuck (CalloutWorkflowBoard *self,
                         GtkWidget            *card)
{
  GtkGesture *gesture = gtk_gesture_drag_new ();

  g_signal_connect (gesture, "drag-update", G_CALLBACK (stuck_update_cb), card);
  g_signal_connect (gesture, "drag-end", G_CALLBACK (stuck_end_cb), card);
  gtk_widget_add_controller (card, GTK_EVENT_CONTROLLER (gesture));
}

/**
 * callout_board_add_pointer:
 *
 * Lets the board take what is let go: one target for all lanes, which finds
 * the place itself.
 */
void
callout_board_add_pointer (CalloutWorkflowBoard *self)
{
  GtkDropTarget *target = gtk_drop_target_new (CALLOUT_TYPE_STEP, GDK_ACTION_MOVE);

  g_signal_connect_swapped (target, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  self->target = target;
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
