/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-step-line.h"

#include "callout-format.h"
#include "callout-icon-book.h"

#include <glib/gi18n-lib.h>

struct _CalloutStepLine
{
  GtkWidget        parent_instance;

  GtkWidget       *list;
  CalloutIconBook *book;
};

G_DEFINE_FINAL_TYPE (CalloutStepLine, callout_step_line, GTK_TYPE_WIDGET)

static const char *const mark_classes[] = {
  [CALLOUT_WORK_MARK_DONE] = "done",
  [CALLOUT_WORK_MARK_NEXT] = "next",
  [CALLOUT_WORK_MARK_COMING] = "coming",
};

static GtkWidget *
make_stroke (gboolean visible,
             gboolean reached)
{
  GtkWidget *stroke = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  gtk_widget_set_halign (stroke, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (stroke, TRUE);
  gtk_widget_add_css_class (stroke, "stroke");
  gtk_widget_add_css_class (stroke, reached ? "done" : "coming");
  gtk_widget_set_opacity (stroke, visible ? 1 : 0);
  return stroke;
}

/* A circle, with a stroke to the step before and one to the step after. */
static GtkWidget *
make_mark (CalloutStepLine *self,
           CalloutWorkStep *step,
           gboolean         first,
           gboolean         last)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *image = gtk_image_new ();
  gboolean done = step->mark == CALLOUT_WORK_MARK_DONE;

  if (done)
    gtk_image_set_from_icon_name (GTK_IMAGE (image), "object-select-symbolic");
  else
    callout_icon_book_show (self->book, GTK_IMAGE (image), step->step->icon);
  gtk_widget_add_css_class (image, "mark");
  gtk_widget_set_halign (image, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), make_stroke (!first, done || step->mark == CALLOUT_WORK_MARK_NEXT));
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), make_stroke (!last, done));
  return box;
}

/* When it was reported, and by whom, where that is not the person looking. */
static char *
describe (CalloutWorkStep  *step,
          CalloutWorkFacts *facts,
          GTimeZone        *zone,
          CalloutTime       now)
{
  g_autofree char *lead_at = NULL;

  if (step->at != 0)
    {
      g_autofree char *at = callout_format_time_short (step->at, zone, now);

      return step->by != NULL ? g_strdup_printf ("%s · %s", step->by, at) : g_steal_pointer (&at);
    }
  if (step->lead_at != 0)
    {
      lead_at = callout_format_time_short (step->lead_at, zone, now);
      return g_strdup_printf ("%s · %s", facts->work_order->lead_name != NULL ? facts->work_order->lead_name : _("Lead"),
                              lead_at);
    }
  if (step->mark == CALLOUT_WORK_MARK_NEXT)
    return g_strdup (_("Next"));
  return NULL;
}

static GtkWidget *
make_row (CalloutStepLine  *self,
          CalloutWorkStep  *step,
          CalloutWorkFacts *facts,
          gboolean          first,
          gboolean          last,
          GTimeZone        *zone)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (step->step->label);
  g_autofree char *said = describe (step, facts, zone, callout_clock_now ());
  GtkWidget *time = gtk_label_new (said);

  gtk_box_append (GTK_BOX (box), make_mark (self, step, first, last));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "step");
  gtk_box_append (GTK_BOX (box), label);
  gtk_label_set_xalign (GTK_LABEL (time), 1);
  gtk_label_set_ellipsize (GTK_LABEL (time), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (time, "when");
  gtk_widget_add_css_class (time, "numeric");
  if (step->located)
    {
      GtkWidget *pin = gtk_image_new_from_icon_name ("mark-location-symbolic");

      gtk_widget_set_tooltip_text (pin, _("With the position"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (pin), GTK_ACCESSIBLE_PROPERTY_LABEL, _("With the position"), -1);
      gtk_widget_add_css_class (pin, "dim-label");
      gtk_box_append (GTK_BOX (box), pin);
    }
  gtk_box_append (GTK_BOX (box), time);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, mark_classes[step->mark]);
  gtk_widget_set_tooltip_text (row, step->step->description);
  return row;
}

static void
callout_step_line_dispose (GObject *object)
{
  CalloutStepLine *self = CALLOUT_STEP_LINE (object);

  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (callout_step_line_parent_class)->dispose (object);
}

static void
callout_step_line_class_init (CalloutStepLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_step_line_dispose;
  gtk_widget_class_set_css_name (widget_class, "stepline");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_step_line_init (CalloutStepLine *self)
{
  self->book = callout_icon_book_new ();
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Steps"), -1);
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
}

/**
 * callout_step_line_set_facts:
 * @facts: (nullable): %NULL: no steps
 */
void
callout_step_line_set_facts (CalloutStepLine  *self,
                             CalloutWorkFacts *facts,
                             GTimeZone        *zone)
{
  GtkWidget *row;

  for (guint i = 0; facts != NULL && i < facts->icons->len; i++)
    {
      CalloutIcon *icon = g_ptr_array_index (facts->icons, i);

      callout_icon_book_add (self->book, icon->key, icon->data);
    }
  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; facts != NULL && i < facts->line->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         make_row (self, g_ptr_array_index (facts->line, i), facts, i == 0, i + 1 == facts->line->len, zone));
}
