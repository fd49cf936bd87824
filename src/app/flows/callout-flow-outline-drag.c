/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-outline-private.h"

/* A drag this near to an edge scrolls so fast, in pixels and a second. */
#define EDGE 48.0
#define SCROLL_SPEED 700.0

/* Around the picture at the pointer, for its shadow: as in flows.css. */
#define PICTURE_MARGIN 6

/* Where things are */

static gboolean
extents (CalloutFlowOutline *self,
         GtkWidget          *widget,
         double             *top,
         double             *bottom)
{
  double x, y;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_translate_coordinates (widget, GTK_WIDGET (self), 0, 0, &x, &y))
    return FALSE;
  *top = y;
  *bottom = y + gtk_widget_get_height (widget);
  return TRUE;
}

/* How many of a box's children stand above the pointer, the gap left out; and
 * the one the pointer is on. */
static guint
index_in (CalloutFlowOutline  *self,
          GtkBox              *box,
          GtkWidget          **on)
{
  guint index = 0;
  guint above = 0;

  *on = NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      double top, bottom;

      if (child == self->gap)
        continue;
      index++;
      if (!extents (self, child, &top, &bottom))
        continue;
      if (self->pointer_y >= top && self->pointer_y < bottom)
        *on = child;
      if ((top + bottom) / 2 < self->pointer_y)
        above = index;
    }
  return above;
}

static CalloutFlowSection *
section_at (CalloutFlowOutline *self)
{
  CalloutFlowSection *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->sections)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      double top, bottom;

      if (!CALLOUT_IS_FLOW_SECTION (child) || !extents (self, child, &top, &bottom))
        continue;
      if (found == NULL || self->pointer_y >= top)
        found = CALLOUT_FLOW_SECTION (child);
    }
  return found;
}

/* The box and place at which a question would come to stand. */
static GtkBox *
locate_question (CalloutFlowOutline *self,
                 CalloutSketchPlace *place)
{
  CalloutFlowSection *section = section_at (self);
  GtkWidget *on = NULL;
  GtkBox *box;
  double top, bottom;
  CalloutSketchPlace within;

  if (section == NULL)
    return NULL;
  box = callout_flow_section_get_cards (section);
  *place = (CalloutSketchPlace) { callout_flow_section_get_id (section), 0, 0 };
  place->index = index_in (self, box, &on);
  if (on == NULL || callout_flow_card_get_id (CALLOUT_FLOW_CARD (on)) == self->carried)
    return box;
  within = (CalloutSketchPlace) { place->step, callout_flow_card_get_id (CALLOUT_FLOW_CARD (on)), 0 };
  /* Upon the questions of a sub-form it would come to stand among them. */
  if (!extents (self, GTK_WIDGET (callout_flow_card_get_inner (CALLOUT_FLOW_CARD (on))), &top, &bottom)
      || self->pointer_y < top || self->pointer_y >= bottom
      || !callout_flow_sketch_may_move (callout_flow_doc_get_sketch (self->doc), self->carried, &within))
    return box;
  *place = within;
  box = callout_flow_card_get_inner (CALLOUT_FLOW_CARD (on));
  place->index = index_in (self, box, &on);
  return box;
}

void
callout_flow_outline_drop_gap (CalloutFlowOutline *self)
{
  GtkWidget *parent = gtk_widget_get_parent (self->gap);

  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), self->gap);
}

static void
show_gap (CalloutFlowOutline *self,
          GtkBox             *box,
          guint               index)
{
  GtkWidget *before = NULL;
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box)); child != NULL && n < index;
       child = gtk_widget_get_next_sibling (child))
    if (child != self->gap)
      {
        before = child;
        n++;
      }
  if (gtk_widget_get_parent (self->gap) == GTK_WIDGET (box))
    {
      if (gtk_widget_get_prev_sibling (self->gap) != before)
        gtk_box_reorder_child_after (box, self->gap, before);
      return;
    }
  callout_flow_outline_drop_gap (self);
  gtk_box_insert_child_after (box, self->gap, before);
}

static void
hover (CalloutFlowOutline *self)
{
  GtkWidget *on = NULL;
  GtkBox *box;

  if (self->carries_step)
    {
      box = self->sections;
      self->target = (CalloutSketchPlace) { 0, 0, index_in (self, box, &on) };
    }
  else
    box = locate_question (self, &self->target);
  self->may_drop = box != NULL;
  if (box != NULL)
    show_gap (self, box, self->target.index);
  else
    callout_flow_outline_drop_gap (self);
}

/* Scrolling */

static double
pull (double at,
      double length)
{
  if (at < EDGE)
    return (at - EDGE) / EDGE;
  return at > length - EDGE ? (at - length + EDGE) / EDGE : 0;
}

/* The pointer rests, the outline goes on beneath it. */
static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  CalloutFlowOutline *self = CALLOUT_FLOW_OUTLINE (widget);
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds = self->scroll_time != 0 ? (double) (now - self->scroll_time) / G_USEC_PER_SEC : 0;
  GtkAdjustment *adjustment;
  double x, y, before, by;

  self->scroll_time = now;
  if (scroller == NULL || !gtk_widget_translate_coordinates (widget, scroller, self->pointer_x, self->pointer_y, &x, &y))
    return G_SOURCE_CONTINUE;
  by = CLAMP (pull (y, gtk_widget_get_height (scroller)), -1, 1) * SCROLL_SPEED * seconds;
  if (by <= 0 && by >= 0)
    return G_SOURCE_CONTINUE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  before = gtk_adjustment_get_value (adjustment);
  gtk_adjustment_set_value (adjustment, before + by);
  self->pointer_y += gtk_adjustment_get_value (adjustment) - before;
  hover (self);
  return G_SOURCE_CONTINUE;
}

static void
stop_scrolling (CalloutFlowOutline *self)
{
  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_tick);
  self->scroll_tick = 0;
  self->scroll_time = 0;
}

/* The target */

static GdkDragAction
motion_cb (CalloutFlowOutline *self,
           double              x,
           double              y)
{
  if (self->carried == 0)
    return 0;
  self->pointer_x = x;
  self->pointer_y = y;
  if (self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
  hover (self);
  return self->may_drop ? GDK_ACTION_MOVE : 0;
}

static void
leave_cb (CalloutFlowOutline *self)
{
  stop_scrolling (self);
  callout_flow_outline_drop_gap (self);
}

static gboolean
moves (CalloutFlowOutline *self,
       CalloutFlowSketch  *sketch)
{
  guint index = 0;

  if (!self->carries_step)
    return callout_flow_sketch_move (sketch, self->carried, &self->target);
  callout_flow_sketch_find_step (sketch, self->carried, &index);
  if (self->target.index == index || self->target.index == index + 1)
    return FALSE;
  callout_flow_sketch_move_step (sketch, self->carried, self->target.index);
  return TRUE;
}

static gboolean
drop_cb (CalloutFlowOutline *self,
         const GValue       *value,
         double              x,
         double              y)
{
  g_autoptr (CalloutFlowSketch) trial = NULL;

  stop_scrolling (self);
  if (self->carried == 0)
    return FALSE;
  self->pointer_x = x;
  self->pointer_y = y;
  hover (self);
  callout_flow_outline_drop_gap (self);
  if (!self->may_drop)
    return FALSE;
  trial = callout_flow_sketch_copy (callout_flow_doc_get_sketch (self->doc));
  if (!moves (self, trial))
    return FALSE;
  callout_flow_doc_begin (self->doc, NULL);
  moves (self, callout_flow_doc_get_sketch (self->doc));
  callout_flow_doc_end (self->doc);
  callout_flow_outline_announce (self, self->carried);
  return TRUE;
}

/**
 * callout_flow_outline_add_target:
 *
 * Lets the outline take what is let go: one target for all steps, which finds
 * the place itself.
 */
void
callout_flow_outline_add_target (CalloutFlowOutline *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_UINT, GDK_ACTION_MOVE);

  g_signal_connect_swapped (target, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* The sources */

static CalloutFlowOutline *
outline_of (GtkWidget *widget)
{
  return CALLOUT_FLOW_OUTLINE (gtk_widget_get_ancestor (widget, CALLOUT_TYPE_FLOW_OUTLINE));
}

static guint
id_of (GtkDragSource *source)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (source), "id"));
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            GtkWidget     *picture)
{
  return gdk_content_provider_new_typed (G_TYPE_UINT, id_of (source));
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               GtkWidget     *picture)
{
  CalloutFlowOutline *self = outline_of (picture);
  /* Its head is enough to know it by; a whole step would cover where it goes. */
  GtkWidget *head = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) live = gtk_widget_paintable_new (head);
  g_autoptr (GdkPaintable) still = gdk_paintable_get_current_image (live);
  GtkWidget *image = gtk_picture_new_for_paintable (still);

  gtk_picture_set_can_shrink (GTK_PICTURE (image), FALSE);
  gtk_widget_add_css_class (image, "flow-at-pointer");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), image);
  gdk_drag_set_hotspot (drag, PICTURE_MARGIN + 12, PICTURE_MARGIN + 12);
  self->carried = id_of (source);
  self->carries_step = CALLOUT_IS_FLOW_SECTION (picture);
  gtk_widget_add_css_class (picture, "carried");
}

static void
drag_end_cb (GtkDragSource *source,
             GdkDrag       *drag,
             gboolean       done,
             GtkWidget     *picture)
{
  CalloutFlowOutline *self = outline_of (picture);

  gtk_widget_remove_css_class (picture, "carried");
  if (self == NULL)
    return;
  stop_scrolling (self);
  callout_flow_outline_drop_gap (self);
  self->carried = 0;
}

/**
 * callout_flow_outline_add_source:
 * @handle: what the pointer takes
 * @picture: what is carried: a section or a card
 * @id: a step's or a question's
 */
void
callout_flow_outline_add_source (CalloutFlowOutline *self,
                                 GtkWidget          *handle,
                                 GtkWidget          *picture,
                                 guint               id)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_object_set_data (G_OBJECT (source), "id", GUINT_TO_POINTER (id));
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), picture);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), picture);
  g_signal_connect (source, "drag-end", G_CALLBACK (drag_end_cb), picture);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
}
