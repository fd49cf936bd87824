/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-step-bar.h"

#include <glib/gi18n-lib.h>

#define HEIGHT 4
#define GAP 3

struct _CalloutStepBar
{
  GtkWidget parent_instance;

  guint     n_done;
  guint     n_steps;
};

G_DEFINE_FINAL_TYPE (CalloutStepBar, callout_step_bar, GTK_TYPE_WIDGET)

static void
callout_step_bar_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = HEIGHT;
  else
    {
      *minimum = 0;
      *natural = 24 * (int) CALLOUT_STEP_BAR (widget)->n_steps;
    }
}

/* Colours of the text: right in light, dark and high contrast alike. */
static void
callout_step_bar_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  CalloutStepBar *self = CALLOUT_STEP_BAR (widget);
  gboolean reversed = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  float pitch, gap;
  GdkRGBA coming;
  GdkRGBA done;

  if (self->n_steps == 0 || width <= 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &done);
  coming = done;
  coming.alpha *= 0.2f;
  pitch = width / (float) self->n_steps;
  gap = pitch > 3 * GAP ? GAP : 0;
  for (guint i = 0; i < self->n_steps; i++)
    {
      guint place = reversed ? self->n_steps - 1 - i : i;
      GskRoundedRect outline;

      gsk_rounded_rect_init_from_rect (&outline,
                                       &GRAPHENE_RECT_INIT ((float) place * pitch + gap / 2, 0, pitch - gap, height),
                                       height / 2);
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, i < self->n_done ? &done : &coming, &outline.bounds);
      gtk_snapshot_pop (snapshot);
    }
}

static void
callout_step_bar_class_init (CalloutStepBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = callout_step_bar_measure;
  widget_class->snapshot = callout_step_bar_snapshot;
  gtk_widget_class_set_css_name (widget_class, "stepbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
callout_step_bar_init (CalloutStepBar *self)
{
}

GtkWidget *
callout_step_bar_new (void)
{
  return g_object_new (CALLOUT_TYPE_STEP_BAR, NULL);
}

void
callout_step_bar_set (CalloutStepBar *self,
                      guint           n_done,
                      guint           n_steps)
{
  g_autofree char *said = NULL;

  if (self->n_done == n_done && self->n_steps == n_steps)
    return;
  self->n_done = n_done;
  self->n_steps = n_steps;
  /* Translators: how many of a work order's steps were reported */
  said = g_strdup_printf (_("%u of %u steps"), n_done, n_steps);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
