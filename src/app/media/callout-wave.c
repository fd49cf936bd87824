/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-wave.h"

#include "callout-sound.h"

#include <glib/gi18n-lib.h>

#define BAR 2
#define GAP 2
#define HEIGHT 32
#define STEP 5000 /* milliseconds by an arrow key */

struct _CalloutWave
{
  GtkWidget parent_instance;

  /* Owned */
  char     *shape;

  double    fraction; /* that is played */
  gint64    duration; /* milliseconds */
};

enum { SEEK, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutWave, callout_wave, GTK_TYPE_WIDGET)

static void
seek_to (CalloutWave *self,
         double       fraction)
{
  g_signal_emit (self, signals[SEEK], 0, CLAMP (fraction, 0, 1));
}

static double
fraction_at (CalloutWave *self,
             double       x)
{
  double fraction = x / MAX (1, gtk_widget_get_width (GTK_WIDGET (self)));

  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? 1 - fraction : fraction;
}

static void
drag_begin_cb (CalloutWave *self,
               double       x,
               double       y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  seek_to (self, fraction_at (self, x));
}

static void
drag_update_cb (CalloutWave    *self,
                double          x,
                double          y,
                GtkGestureDrag *gesture)
{
  double start_x, start_y;

  gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y);
  seek_to (self, fraction_at (self, start_x + x));
}

static gboolean
step_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   data)
{
  CalloutWave *self = CALLOUT_WAVE (widget);
  int by = g_variant_get_int32 (args);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    by = -by;
  seek_to (self, self->fraction + (self->duration > 0 ? (double) by / (double) self->duration : by / 50000.0));
  return TRUE;
}

static void
callout_wave_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 10 * (BAR + GAP) : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 40 * (BAR + GAP) : HEIGHT;
}

static void
callout_wave_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  CalloutWave *self = CALLOUT_WAVE (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int n = MAX (1, width / (BAR + GAP));
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA colour, faint;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  faint = colour;
  faint.alpha *= 0.35f;
  for (int i = 0; i < n; i++)
    {
      double at = (i + 0.5) / n;
      double bar = MAX (BAR, callout_shape_at (self->shape, at) * (height - 4));
      int x = (rtl ? n - 1 - i : i) * (BAR + GAP);
      GskRoundedRect clip;

      gsk_rounded_rect_init_from_rect (&clip, &GRAPHENE_RECT_INIT (x, (height - bar) / 2, BAR, bar), BAR / 2.0f);
      gtk_snapshot_push_rounded_clip (snapshot, &clip);
      gtk_snapshot_append_color (snapshot, at <= self->fraction ? &colour : &faint, &clip.bounds);
      gtk_snapshot_pop (snapshot);
    }
}

static void
callout_wave_finalize (GObject *object)
{
  g_free (CALLOUT_WAVE (object)->shape);
  G_OBJECT_CLASS (callout_wave_parent_class)->finalize (object);
}

static void
callout_wave_class_init (CalloutWaveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = callout_wave_finalize;
  widget_class->measure = callout_wave_measure;
  widget_class->snapshot = callout_wave_snapshot;
  signals[SEEK] = g_signal_new ("seek", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_DOUBLE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, step_cb, "i", -STEP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, step_cb, "i", STEP);
  gtk_widget_class_set_css_name (widget_class, "wave");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
callout_wave_init (CalloutWave *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Position"), -1);
  callout_wave_set_position (self, 0, 0);
}

GtkWidget *
callout_wave_new (void)
{
  return g_object_new (CALLOUT_TYPE_WAVE, NULL);
}

/**
 * callout_wave_set_shape:
 * @shape: (nullable): see callout_shape_at()
 */
void
callout_wave_set_shape (CalloutWave *self,
                        const char  *shape)
{
  if (g_strcmp0 (self->shape, shape) == 0)
    return;
  g_free (self->shape);
  self->shape = g_strdup (shape);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
callout_wave_set_fraction (CalloutWave *self,
                           double       fraction)
{
  if (self->fraction >= fraction && self->fraction <= fraction)
    return;
  self->fraction = fraction;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * callout_wave_set_position:
 * @duration: milliseconds, as @position
 *
 * How far it is played.
 */
void
callout_wave_set_position (CalloutWave *self,
                           gint64       position,
                           gint64       duration)
{
  g_autofree char *at = callout_sound_format_time (position);
  g_autofree char *whole = callout_sound_format_time (duration);
  /* Translators: how far a recording is played, as “0:07 of 0:42” */
  g_autofree char *said = g_strdup_printf (_("%s of %s"), at, whole);

  self->duration = duration;
  callout_wave_set_fraction (self, duration > 0 ? CLAMP ((double) position / (double) duration, 0, 1) : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) duration / 1000,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) position / 1000,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, said, -1);
}
