/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-signature-pad.h"

#include <glib/gi18n-lib.h>

/* Dark on white in every colour scheme: it is a document, not a part of the window. */
#define HEIGHT 150
#define PICTURE_SCALE 2
#define PEN_WIDTH 2.2
#define REST_MS 600
#define MIN_STEP 1.5 /* pixels; nearer points add nothing but bytes */

struct _CalloutSignaturePad
{
  GtkWidget parent_instance;

  /* Children */
  GtkWidget  *area;

  /* Owned */
  GPtrArray  *strokes; /* of GArray of graphene_point_t */
  GtkGesture *drag;

  guint       rest;
};

enum { SIGNED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutSignaturePad, callout_signature_pad, GTK_TYPE_WIDGET)

/* Through the middles between the points, bent towards each: as a pen goes. */
static void
trace (cairo_t *cr,
       GArray  *stroke)
{
  graphene_point_t *points = (graphene_point_t *) (gpointer) stroke->data;

  cairo_move_to (cr, points[0].x, points[0].y);
  if (stroke->len == 1)
    cairo_line_to (cr, points[0].x + 0.1, points[0].y);
  for (guint i = 1; i < stroke->len; i++)
    {
      double x = (points[i - 1].x + points[i].x) / 2.0;
      double y = (points[i - 1].y + points[i].y) / 2.0;
      double from_x, from_y;

      cairo_get_current_point (cr, &from_x, &from_y);
      cairo_curve_to (cr, from_x + (points[i - 1].x - from_x) * 2 / 3, from_y + (points[i - 1].y - from_y) * 2 / 3,
                      x + (points[i - 1].x - x) * 2 / 3, y + (points[i - 1].y - y) * 2 / 3, x, y);
    }
  if (stroke->len > 1)
    cairo_line_to (cr, points[stroke->len - 1].x, points[stroke->len - 1].y);
  cairo_stroke (cr);
}

static void
draw (CalloutSignaturePad *self,
      cairo_t             *cr)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.07, 0.1, 0.3);
  cairo_set_line_width (cr, PEN_WIDTH);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->strokes->len; i++)
    trace (cr, g_ptr_array_index (self->strokes, i));
}

static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        data)
{
  CalloutSignaturePad *self = data;

  draw (self, cr);
  /* The line one signs on is not a part of the picture. */
  cairo_set_source_rgba (cr, 0, 0, 0, 0.3);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, 24, height - 35.5);
  cairo_line_to (cr, width - 24, height - 35.5);
  cairo_stroke (cr);
}

static gboolean
rest_cb (gpointer data)
{
  CalloutSignaturePad *self = data;

  self->rest = 0;
  g_signal_emit (self, signals[SIGNED], 0);
  return G_SOURCE_REMOVE;
}

static void
add_point (CalloutSignaturePad *self,
           double               x,
           double               y)
{
  GArray *stroke = g_ptr_array_index (self->strokes, self->strokes->len - 1);
  graphene_point_t point = GRAPHENE_POINT_INIT (CLAMP (x, 0, gtk_widget_get_width (self->area)),
                                                CLAMP (y, 0, gtk_widget_get_height (self->area)));

  if (stroke->len > 0
      && graphene_point_near (&g_array_index (stroke, graphene_point_t, stroke->len - 1), &point, MIN_STEP))
    return;
  g_array_append_val (stroke, point);
  gtk_widget_queue_draw (self->area);
}

static void
begin_cb (CalloutSignaturePad *self,
          double               x,
          double               y)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  gtk_gesture_set_state (self->drag, GTK_EVENT_SEQUENCE_CLAIMED);
  g_ptr_array_add (self->strokes, g_array_new (FALSE, FALSE, sizeof (graphene_point_t)));
  add_point (self, x, y);
}

static void
update_cb (CalloutSignaturePad *self,
           double               dx,
           double               dy)
{
  double x, y;

  if (self->strokes->len > 0 && gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (self->drag), &x, &y))
    add_point (self, x + dx, y + dy);
}

static void
end_cb (CalloutSignaturePad *self,
        double               dx,
        double               dy)
{
  update_cb (self, dx, dy);
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MS, rest_cb, self);
}

static void
callout_signature_pad_dispose (GObject *object)
{
  CalloutSignaturePad *self = CALLOUT_SIGNATURE_PAD (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->area, gtk_widget_unparent);
  g_clear_pointer (&self->strokes, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_signature_pad_parent_class)->dispose (object);
}

static void
callout_signature_pad_class_init (CalloutSignaturePadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_signature_pad_dispose;
  signals[SIGNED] = g_signal_new ("signed", CALLOUT_TYPE_SIGNATURE_PAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "signaturepad");
}

static void
callout_signature_pad_init (CalloutSignaturePad *self)
{
  self->strokes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->area = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->area), HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), draw_cb, self, NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_cursor_from_name (self->area, "crosshair");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Sign here"), -1);
  gtk_widget_set_parent (self->area, GTK_WIDGET (self));
  self->drag = gtk_gesture_drag_new ();
  g_signal_connect_object (self->drag, "drag-begin", G_CALLBACK (begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->drag, "drag-update", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->drag, "drag-end", G_CALLBACK (end_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->area, GTK_EVENT_CONTROLLER (self->drag));
}

GtkWidget *
callout_signature_pad_new (void)
{
  return g_object_new (CALLOUT_TYPE_SIGNATURE_PAD, NULL);
}

gboolean
callout_signature_pad_is_empty (CalloutSignaturePad *self)
{
  return self->strokes->len == 0;
}

void
callout_signature_pad_clear (CalloutSignaturePad *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  g_ptr_array_set_size (self->strokes, 0);
  gtk_widget_queue_draw (self->area);
}

/**
 * callout_signature_pad_draw:
 *
 * Returns: (transfer full): what was signed, as a picture
 */
GdkTexture *
callout_signature_pad_draw (CalloutSignaturePad *self)
{
  int width = MAX (gtk_widget_get_width (self->area), 1) * PICTURE_SCALE;
  int height = MAX (gtk_widget_get_height (self->area), 1) * PICTURE_SCALE;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;

  cairo_scale (cr, PICTURE_SCALE, PICTURE_SCALE);
  draw (self, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) cairo_image_surface_get_stride (surface) * (gsize) height);

  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_destroy (surface);
  return texture;
}
