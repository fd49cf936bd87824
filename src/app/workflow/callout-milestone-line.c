/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-milestone-line.h"

#include "callout-format.h"

#include "callout-workflow-resources.h"

#include <glib/gi18n-lib.h>

/* From so many characters on, a label may need a second line. */
#define LONG_LABEL 18

/* The circle an icon stands in. */
#define CIRCLE 32

typedef struct {
  GtkWidget *box;
  GtkWidget *button; /* (nullable) */
  GtkWidget *circle;
  GtkWidget *image;
  GtkWidget *label;
  GtkWidget *when;
  char      *key;
  gboolean   reached;
} Mark;

struct _CalloutMilestoneLine
{
  GtkWidget  parent_instance;

  GPtrArray *marks; /* of Mark */
  gboolean   editable;
};

G_DEFINE_FINAL_TYPE (CalloutMilestoneLine, callout_milestone_line, GTK_TYPE_WIDGET)

static void
mark_free (gpointer data)
{
  Mark *self = data;

  gtk_widget_unparent (self->button != NULL ? self->button : self->box);
  g_free (self->key);
  g_free (self);
}

static void
clicked_cb (GtkWidget *button,
            Mark      *mark)
{
  gtk_widget_activate_action (button, "workflow.edit-status", "s", mark->key);
}

static GtkWidget *
make_text (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_widget_add_css_class (label, style);
  return label;
}

static Mark *
make_mark (CalloutMilestoneLine *self)
{
  Mark *mark = g_new0 (Mark, 1);

  mark->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  mark->circle = gtk_center_box_new ();
  mark->image = gtk_image_new ();
  mark->label = make_text ("milestone-label");
  mark->when = make_text ("caption");
  gtk_widget_add_css_class (mark->when, "dim-label");
  gtk_image_set_pixel_size (GTK_IMAGE (mark->image), 16);
  gtk_widget_set_size_request (mark->circle, CIRCLE, CIRCLE);
  gtk_widget_set_halign (mark->circle, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (mark->circle, "milestone");
  gtk_center_box_set_center_widget (GTK_CENTER_BOX (mark->circle), mark->image);
  gtk_box_append (GTK_BOX (mark->box), mark->circle);
  gtk_box_append (GTK_BOX (mark->box), mark->label);
  gtk_box_append (GTK_BOX (mark->box), mark->when);
  if (self->editable)
    {
      mark->button = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (mark->button), mark->box);
      gtk_widget_add_css_class (mark->button, "flat");
      gtk_widget_set_tooltip_text (mark->button, _("Edit label and icon"));
      g_signal_connect (mark->button, "clicked", G_CALLBACK (clicked_cb), mark);
    }
  gtk_widget_set_parent (mark->button != NULL ? mark->button : mark->box, GTK_WIDGET (self));
  return mark;
}

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_mark (Mark             *mark,
           CalloutIconBook  *icons,
           CalloutMilestone *shown,
           gboolean          reached,
           const char       *when)
{
  /* Translators: a milestone's name, and what has become of it: “Travel, reached” */
  g_autofree char *spoken = g_strdup_printf (_("%s, %s"), shown->label,
                                             shown->current ? _("now") : reached ? _("reached") : _("not yet reached"));
  GtkWidget *outer = mark->button != NULL ? mark->button : mark->box;

  g_free (mark->key);
  mark->key = g_strdup (shown->status);
  mark->reached = reached;
  callout_icon_book_show (icons, GTK_IMAGE (mark->image), shown->icon);
  gtk_label_set_text (GTK_LABEL (mark->label), shown->label);
  gtk_label_set_text (GTK_LABEL (mark->when), when != NULL ? when : "");
  gtk_widget_set_visible (mark->when, when != NULL);
  set_class (mark->circle, "reached", reached);
  set_class (mark->circle, "current", shown->current);
  set_class (mark->label, "current", shown->current);
  set_class (mark->label, "dim-label", !reached);
  gtk_accessible_update_property (GTK_ACCESSIBLE (outer), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* In what scrolls sideways nobody asks how high a label is when it is wrapped:
 * where one is long, there is room for two lines under all. */
static void
make_room (CalloutMilestoneLine *self,
           CalloutStatusLine    *line)
{
  int height = -1;

  for (guint i = 0; i < self->marks->len && height < 0; i++)
    {
      CalloutMilestone *shown = g_ptr_array_index (line->milestones, i);
      Mark *mark = g_ptr_array_index (self->marks, i);

      if (g_utf8_strlen (shown->label, -1) >= LONG_LABEL)
        {
          g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (mark->label, "X\nX");

          pango_layout_get_pixel_size (layout, NULL, &height);
        }
    }
  for (guint i = 0; i < self->marks->len; i++)
    {
      Mark *mark = g_ptr_array_index (self->marks, i);

      gtk_widget_set_size_request (mark->label, -1, height);
      gtk_label_set_yalign (GTK_LABEL (mark->label), 0);
      gtk_widget_set_tooltip_text (mark->label, gtk_label_get_text (GTK_LABEL (mark->label)));
    }
}

/* From circle to circle. */
static void
callout_milestone_line_snapshot (GtkWidget   *widget,
                                 GtkSnapshot *snapshot)
{
  CalloutMilestoneLine *self = CALLOUT_MILESTONE_LINE (widget);
  GdkRGBA colour;
  GdkRGBA faint;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  faint = colour;
  colour.alpha *= 0.55f;
  faint.alpha *= 0.18f;
  for (guint i = 0; i + 1 < self->marks->len; i++)
    {
      Mark *mark = g_ptr_array_index (self->marks, i);
      Mark *next = g_ptr_array_index (self->marks, i + 1);
      graphene_rect_t from;
      graphene_rect_t to;
      float left;
      float right;

      if (!gtk_widget_compute_bounds (mark->circle, widget, &from)
          || !gtk_widget_compute_bounds (next->circle, widget, &to))
        continue;
      left = MIN (from.origin.x + from.size.width, to.origin.x + to.size.width) + 4;
      right = MAX (from.origin.x, to.origin.x) - 4;
      if (right > left)
        gtk_snapshot_append_color (snapshot, next->reached ? &colour : &faint,
                                   &GRAPHENE_RECT_INIT (left, from.origin.y + from.size.height / 2 - 1, right - left, 2));
    }
  GTK_WIDGET_CLASS (callout_milestone_line_parent_class)->snapshot (widget, snapshot);
}

static void
callout_milestone_line_dispose (GObject *object)
{
  g_clear_pointer (&CALLOUT_MILESTONE_LINE (object)->marks, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_milestone_line_parent_class)->dispose (object);
}

static void
load_style (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  g_resources_register (callout_workflow_get_resource ());
  if (display != NULL)
    {
      g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

      gtk_css_provider_load_from_resource (provider, "/io/github/calloutdesk/Callout/workflow/milestones.css");
      gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
    }
}

static void
callout_milestone_line_class_init (CalloutMilestoneLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  load_style ();

  G_OBJECT_CLASS (klass)->dispose = callout_milestone_line_dispose;
  widget_class->snapshot = callout_milestone_line_snapshot;
  gtk_widget_class_set_css_name (widget_class, "milestoneline");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
callout_milestone_line_init (CalloutMilestoneLine *self)
{
  self->marks = g_ptr_array_new_with_free_func (mark_free);
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), TRUE);
}

/**
 * callout_milestone_line_set_editable:
 * @editable: whether a click on a milestone edits it; to be said before any is shown
 */
void
callout_milestone_line_set_editable (CalloutMilestoneLine *self,
                                     gboolean              editable)
{
  self->editable = editable;
}

/**
 * callout_milestone_line_show:
 * @zone: (nullable): the zone times are shown in; %NULL: no times
 *
 * Shows these milestones; marks are kept, so that the focus stays.
 */
void
callout_milestone_line_show (CalloutMilestoneLine *self,
                             CalloutIconBook      *icons,
                             CalloutStatusLine    *line,
                             GTimeZone            *zone)
{
  guint current = 0;

  while (self->marks->len > line->milestones->len)
    g_ptr_array_remove_index (self->marks, self->marks->len - 1);
  while (self->marks->len < line->milestones->len)
    g_ptr_array_add (self->marks, make_mark (self));
  for (guint i = 0; i < line->milestones->len; i++)
    if (((CalloutMilestone *) g_ptr_array_index (line->milestones, i))->current)
      current = i;
  for (guint i = 0; i < line->milestones->len; i++)
    {
      CalloutMilestone *shown = g_ptr_array_index (line->milestones, i);
      g_autofree char *when = zone != NULL && shown->reached_at != 0
                                ? callout_format_time_short (shown->reached_at, zone, callout_clock_now ()) : NULL;

      show_mark (g_ptr_array_index (self->marks, i), icons, shown, i <= current, when);
    }
  make_room (self, line);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
