/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-layer-private.h"

#include "callout-work-order.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* How far the pointer may stray and it is still a click. */
#define SLACK 8.0

/* A drag this near to an edge moves the map so fast, in pixels and a second. */
#define EDGE 36.0
#define GLIDE 420.0

/* How long a drag rests on a cluster until that opens, in milliseconds. */
#define SPRING_MS 700

static void
set_hovered (CalloutMapLayer *self,
             CalloutKind      kind,
             gint64           id)
{
  if (self->hovered.kind == kind && self->hovered.id == id)
    return;
  callout_map_layer_set_hovered (self, kind, id);
  g_signal_emit (self, callout_map_layer_signals[CALLOUT_MAP_LAYER_HOVERED], 0, (int) kind, id);
}

static void
select_mark (CalloutMapLayer      *self,
             const CalloutMapMark *mark)
{
  const CalloutMapItem *item = mark ? callout_map_layer_item (self, mark->first) : NULL;
  CalloutMapRef ref = { item ? item->kind : CALLOUT_KIND_NONE, item ? item->id : 0 };

  if (self->selected.kind == ref.kind && self->selected.id == ref.id)
    return;
  callout_map_layer_select (self, ref.kind, ref.id);
  g_signal_emit (self, callout_map_layer_signals[CALLOUT_MAP_LAYER_SELECTED], 0, (int) ref.kind, ref.id);
}

static void
activate_mark (CalloutMapLayer      *self,
               const CalloutMapMark *mark)
{
  double x, y;

  if (mark->n == 1)
    {
      const CalloutMapItem *item = callout_map_layer_item (self, mark->first);

      if (callout_map_layer_locate (self, item->kind, item->id, &x, &y))
        g_signal_emit (self, callout_map_layer_signals[CALLOUT_MAP_LAYER_ITEM_ACTIVATED], 0,
                       (int) item->kind, item->id, x, y);
      return;
    }

  {
    const CalloutMapCluster *cluster = &g_array_index (mark->clusters->clusters, CalloutMapCluster, mark->nth);
    g_autoptr (GArray) items = g_array_sized_new (FALSE, FALSE, sizeof (guint), mark->n);

    g_array_append_vals (items, &g_array_index (mark->clusters->members, guint, cluster->first), mark->n);
    g_signal_emit (self, callout_map_layer_signals[CALLOUT_MAP_LAYER_CLUSTER_ACTIVATED], 0, items,
                   (double) mark->px, (double) mark->py);
  }
}

static void
update_cursor (CalloutMapLayer *self,
               gboolean         on_mark)
{
  const char *name = NULL;

  if (self->dragged != 0)
    name = self->target != 0 && self->verdict == CALLOUT_MAP_VERDICT_NO ? "not-allowed" : "grabbing";
  else if (on_mark)
    name = "pointer";
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

static void
hide_verdict (CalloutMapLayer *self)
{
  self->verdict = CALLOUT_MAP_VERDICT_PENDING;
  gtk_widget_set_visible (self->verdict_box, FALSE);
}

static gboolean
spring_cb (gpointer data)
{
  CalloutMapLayer *self = CALLOUT_MAP_LAYER (data);
  CalloutMapMark *mark = callout_map_layer_mark_at (self, self->drag_x, self->drag_y, CALLOUT_KIND_PERSON);

  self->spring = 0;
  if (mark != NULL && mark->n > 1)
    callout_map_layer_open_cluster (self, mark);
  return G_SOURCE_REMOVE;
}

static double
pull (double at,
      double length)
{
  if (at < EDGE)
    return (at - EDGE) / EDGE;
  return at > length - EDGE ? (at - length + EDGE) / EDGE : 0;
}

static void drag_to (CalloutMapLayer *self,
                     double           x,
                     double           y);

/* Whom the work is for may be out of sight when it is taken up. */
static gboolean
glide_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  CalloutMapLayer *self = CALLOUT_MAP_LAYER (widget);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double dx = CLAMP (pull (self->drag_x, width), -1, 1);
  double dy = CLAMP (pull (self->drag_y, height), -1, 1);
  double step = GLIDE / MAX (gdk_frame_clock_get_fps (clock), 20);
  double latitude, longitude;

  if (self->dragged == 0 || (dx == 0 && dy == 0))
    {
      self->glide = 0;
      return G_SOURCE_REMOVE;
    }
  shumate_viewport_widget_coords_to_location (viewport, widget, width / 2 + dx * step, height / 2 + dy * step,
                                              &latitude, &longitude);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), latitude, longitude);
  drag_to (self, self->drag_x, self->drag_y);
  return G_SOURCE_CONTINUE;
}

/* A work order is held over this place. */
static void
drag_to (CalloutMapLayer *self,
         double           x,
         double           y)
{
  CalloutMapMark *mark;
  gint64 target = 0;

  self->drag_x = x;
  self->drag_y = y;
  mark = callout_map_layer_mark_at (self, x, y, CALLOUT_KIND_PERSON);
  if (mark != NULL)
    target = mark->n == 1 ? callout_map_layer_item (self, mark->first)->id : -1;

  if (target != self->target)
    {
      self->target = target;
      hide_verdict (self);
      g_clear_handle_id (&self->spring, g_source_remove);
      if (target == -1)
        {
          callout_map_layer_set_verdict (self, -1, CALLOUT_MAP_VERDICT_PENDING,
                                         _("Hold here to see each of these engineers."));
          self->spring = g_timeout_add (SPRING_MS, spring_cb, self);
        }
      else
        g_signal_emit (self, callout_map_layer_signals[CALLOUT_MAP_LAYER_DRAG_HOVERED], 0, self->dragged, target);
    }
  if (self->glide == 0 && (pull (x, gtk_widget_get_width (GTK_WIDGET (self))) != 0 ||
                           pull (y, gtk_widget_get_height (GTK_WIDGET (self))) != 0))
    self->glide = gtk_widget_add_tick_callback (GTK_WIDGET (self), glide_cb, NULL, NULL);
  update_cursor (self, FALSE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
begin_drag (CalloutMapLayer *self,
            gint64           work_order,
            gboolean         from_outside,
            double           x,
            double           y)
{
  self->dragged = work_order;
  self->drag_from_outside = from_outside;
  self->target = 0;
  set_hovered (self, CALLOUT_KIND_NONE, 0);
  drag_to (self, x, y);
}

void
callout_map_layer_end_drag (CalloutMapLayer *self)
{
  self->pressed = (CalloutMapRef) { 0 };
  if (self->dragged == 0)
    return;
  self->dragged = 0;
  self->target = 0;
  self->drag_from_outside = FALSE;
  g_clear_handle_id (&self->spring, g_source_remove);
  hide_verdict (self);
  update_cursor (self, FALSE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, callout_map_layer_signals[CALLOUT_MAP_LAYER_DRAG_ENDED], 0);
}

static void
drop_here (CalloutMapLayer *self)
{
  gint64 work_order = self->dragged;
  gint64 target = self->target;

  callout_map_layer_end_drag (self);
  if (work_order != 0 && target > 0)
    g_signal_emit (self, callout_map_layer_signals[CALLOUT_MAP_LAYER_DROPPED], 0, work_order, target);
}

static void
drag_begin_cb (CalloutMapLayer *self,
               double           x,
               double           y)
{
  CalloutMapMark *mark;

  self->pointer_x = x;
  self->pointer_y = y;
  if (!self->can_drag)
    return;
  mark = callout_map_layer_mark_at (self, x, y, CALLOUT_KIND_NONE);
  if (mark == NULL || mark->kind != CALLOUT_KIND_WORK_ORDER || mark->n > 1)
    return;
  self->pressed = (CalloutMapRef) { CALLOUT_KIND_WORK_ORDER, callout_map_layer_item (self, mark->first)->id };
  /* Or the map would move along with the pin. */
  gtk_gesture_set_state (self->drag, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (CalloutMapLayer *self,
                double           dx,
                double           dy)
{
  if (self->pressed.kind == CALLOUT_KIND_NONE)
    return;
  if (self->dragged == 0 && hypot (dx, dy) < SLACK)
    return;
  if (self->dragged == 0)
    begin_drag (self, self->pressed.id, FALSE, self->pointer_x + dx, self->pointer_y + dy);
  else
    drag_to (self, self->pointer_x + dx, self->pointer_y + dy);
}

static void
drag_end_cb (CalloutMapLayer *self)
{
  self->pressed = (CalloutMapRef) { 0 };
  if (self->dragged != 0 && !self->drag_from_outside)
    drop_here (self);
}

static void
drag_cancel_cb (CalloutMapLayer *self)
{
  if (!self->drag_from_outside)
    callout_map_layer_end_drag (self);
}

static void
pressed_cb (CalloutMapLayer *self,
            int              n_press,
            double           x,
            double           y)
{
  CalloutMapMark *mark = callout_map_layer_mark_at (self, x, y, CALLOUT_KIND_NONE);

  self->pointer_x = x;
  self->pointer_y = y;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press < 2 || mark == NULL)
    return;
  /* Or the map would zoom in on its own. */
  gtk_gesture_set_state (self->click, GTK_EVENT_SEQUENCE_CLAIMED);
  if (mark->n > 1)
    callout_map_layer_open_cluster (self, mark);
}

static void
released_cb (CalloutMapLayer *self,
             int              n_press,
             double           x,
             double           y)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  CalloutMapMark *mark;
  double latitude, longitude;

  if (n_press != 1 || self->dragged != 0 || hypot (x - self->pointer_x, y - self->pointer_y) >= SLACK)
    return;
  mark = callout_map_layer_mark_at (self, x, y, CALLOUT_KIND_NONE);
  select_mark (self, mark);
  if (mark != NULL)
    {
      activate_mark (self, mark);
      return;
    }
  shumate_viewport_widget_coords_to_location (viewport, GTK_WIDGET (self), x, y, &latitude, &longitude);
  g_signal_emit (self, callout_map_layer_signals[CALLOUT_MAP_LAYER_GROUND_CLICKED], 0, latitude, longitude);
}

static void
motion_cb (CalloutMapLayer *self,
           double           x,
           double           y)
{
  CalloutMapMark *mark;

  self->pointer_inside = TRUE;
  if (self->dragged != 0)
    return;
  mark = callout_map_layer_mark_at (self, x, y, CALLOUT_KIND_NONE);
  if (mark == NULL)
    set_hovered (self, CALLOUT_KIND_NONE, 0);
  else
    set_hovered (self, mark->kind, callout_map_layer_item (self, mark->first)->id);
  update_cursor (self, mark != NULL);
}

static void
leave_cb (CalloutMapLayer *self)
{
  /* What a list beside has set meanwhile stays. */
  if (self->pointer_inside)
    set_hovered (self, CALLOUT_KIND_NONE, 0);
  self->pointer_inside = FALSE;
}

/* The nearest mark that way, what lies aside counting as farther. */
static CalloutMapMark *
mark_towards (CalloutMapLayer *self,
              double           x,
              double           y,
              int              dx,
              int              dy)
{
  CalloutMapMark *found = NULL;
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < self->marks->len; i++)
    {
      CalloutMapMark *mark = &g_array_index (self->marks, CalloutMapMark, i);
      double along = (mark->px - x) * dx + (mark->py - y) * dy;
      double across = fabs ((mark->px - x) * dy) + fabs ((mark->py - y) * dx);
      double cost = along + across * 2.5;

      if (along < 2 || cost >= best)
        continue;
      best = cost;
      found = mark;
    }
  return found;
}

static void
keep_in_sight (CalloutMapLayer      *self,
               const CalloutMapMark *mark)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  CalloutPoint point;

  if (mark->px > 32 && mark->px < width - 32 && mark->py > 48 && mark->py < height - 32)
    return;
  callout_mercator_unproject (mark->x, mark->y, &point);
  g_signal_emit (self, callout_map_layer_signals[CALLOUT_MAP_LAYER_GO_TO], 0, point.latitude, point.longitude,
                 shumate_viewport_get_zoom_level (viewport));
}

static gboolean
move_selection (CalloutMapLayer *self,
                int              dx,
                int              dy)
{
  CalloutMapMark *from = callout_map_layer_mark_of (self, &self->selected);
  double x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  CalloutMapMark *to = NULL;

  if (from != NULL)
    to = mark_towards (self, from->px, from->py, dx, dy);
  else
    {
      double best = G_MAXDOUBLE;

      callout_map_layer_lay_out (self);
      for (guint i = 0; i < self->marks->len; i++)
        {
          CalloutMapMark *mark = &g_array_index (self->marks, CalloutMapMark, i);
          double distance = hypot (mark->px - x, mark->py - y);

          if (distance < best)
            {
              best = distance;
              to = mark;
            }
        }
    }
  if (to == NULL)
    return TRUE;
  select_mark (self, to);
  keep_in_sight (self, to);
  return TRUE;
}

static gboolean
key_pressed_cb (CalloutMapLayer *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  CalloutMapMark *mark;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return move_selection (self, -1, 0);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return move_selection (self, 1, 0);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move_selection (self, 0, -1);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return move_selection (self, 0, 1);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_space:
      mark = callout_map_layer_mark_of (self, &self->selected);
      if (mark == NULL)
        return GDK_EVENT_PROPAGATE;
      if (mark->n > 1)
        callout_map_layer_open_cluster (self, mark);
      else
        activate_mark (self, mark);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (self->dragged != 0)
        {
          callout_map_layer_end_drag (self);
          return GDK_EVENT_STOP;
        }
      if (self->selected.kind == CALLOUT_KIND_NONE)
        return GDK_EVENT_PROPAGATE;
      select_mark (self, NULL);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* A work order brought from a list. Its value comes a moment after the pointer. */
static GdkDragAction
drop_motion_cb (CalloutMapLayer *self,
                double           x,
                double           y,
                GtkDropTarget   *target)
{
  const GValue *value = gtk_drop_target_get_value (target);
  CalloutEntity *work_order = value ? g_value_get_object (value) : NULL;

  if (!self->can_drag)
    return 0;
  if (work_order == NULL)
    return GDK_ACTION_COPY;
  if (self->dragged != work_order->id)
    begin_drag (self, work_order->id, TRUE, x, y);
  else
    drag_to (self, x, y);
  return GDK_ACTION_COPY;
}

static void
drop_leave_cb (CalloutMapLayer *self)
{
  if (self->drag_from_outside)
    callout_map_layer_end_drag (self);
}

static gboolean
drop_cb (CalloutMapLayer *self,
         const GValue    *value,
         double           x,
         double           y,
         GtkDropTarget   *target)
{
  CalloutEntity *work_order = g_value_get_object (value);

  if (!self->can_drag || work_order == NULL)
    return FALSE;
  if (self->dragged != work_order->id)
    begin_drag (self, work_order->id, TRUE, x, y);
  else
    drag_to (self, x, y);
  if (self->target <= 0)
    {
      callout_map_layer_end_drag (self);
      return FALSE;
    }
  drop_here (self);
  return TRUE;
}

/* The controllers of the layer; all of them pass on what is not theirs, so
 * that the map below still moves and zooms. */
void
callout_map_layer_add_input (CalloutMapLayer *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDropTarget *drop = gtk_drop_target_new (CALLOUT_TYPE_WORK_ORDER, GDK_ACTION_COPY);

  self->click = gtk_gesture_click_new ();
  g_signal_connect_swapped (self->click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (self->click, "released", G_CALLBACK (released_cb), self);
  self->drag = gtk_gesture_drag_new ();
  g_signal_connect_swapped (self->drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (self->drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (self->drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (self->drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_gesture_group (self->drag, self->click);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (self->drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (self->click));

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (widget, keys);

  gtk_drop_target_set_preload (drop, TRUE);
  g_signal_connect_swapped (drop, "enter", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect_swapped (drop, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect_swapped (drop, "leave", G_CALLBACK (drop_leave_cb), self);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drop));
}
