/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ratings-window.h"

#include "callout-dialog-fit.h"
#include "callout-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BAR_WIDTH 8
#define BAR_GAP 3
#define BARS_HEIGHT 26

struct _CalloutRatingsWindow
{
  AdwWindow parent_instance;

  /* Children */
  GtkStack       *stack;
  AdwStatusPage  *problem;
  GtkLabel       *average;
  GtkLabel       *stars;
  GtkLabel       *count;
  GtkWidget      *bars[CALLOUT_MAX_STARS];
  GtkLabel       *counts[CALLOUT_MAX_STARS];
  GtkListBox     *list;

  /* Owned */
  CalloutSession *session;
  GCancellable   *cancellable;

  int             by;
};

G_DEFINE_FINAL_TYPE (CalloutRatingsWindow, callout_ratings_window, ADW_TYPE_WINDOW)

static void
fail (CalloutRatingsWindow *self,
      const GError         *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->problem, escaped);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

/* Altogether */

static void
show_all (CalloutRatingsWindow   *self,
          const CalloutRatingSum *sum)
{
  double mean = callout_rating_sum_get_average (sum);
  g_autofree char *average = g_strdup_printf ("%.1f", mean);
  g_autofree char *stars = callout_format_stars ((gint64) round (mean));
  g_autofree char *count = g_strdup_printf (ngettext ("%d rating", "%d ratings", (int) sum->n), (int) sum->n);

  gtk_label_set_text (self->average, average);
  gtk_label_set_text (self->stars, stars);
  gtk_label_set_text (self->count, count);
  for (guint i = 0; i < CALLOUT_MAX_STARS; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", (int) sum->stars[i]);

      gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bars[i]), sum->n > 0 ? (double) sum->stars[i] / (double) sum->n : 0);
      gtk_label_set_text (self->counts[i], number);
    }
}

static void
all_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (CalloutRatingsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sums = callout_workspace_ratings_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (self->session == NULL)
    return;
  if (sums == NULL)
    fail (self, error);
  else if (sums->len == 0 || ((CalloutRatingSum *) g_ptr_array_index (sums, 0))->n == 0)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else
    {
      show_all (self, g_ptr_array_index (sums, 0));
      gtk_stack_set_visible_child_name (self->stack, "ratings");
    }
}

/* Each by itself */

typedef struct {
  gint64 stars[CALLOUT_MAX_STARS];
  gint64 most;
} Bars;

static void
draw_bars_cb (GtkDrawingArea *area,
              cairo_t        *cr,
              int             width,
              int             height,
              gpointer        data)
{
  Bars *bars = data;
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &colour);
  for (guint i = 0; i < CALLOUT_MAX_STARS; i++)
    {
      double full = bars->most > 0 ? (double) bars->stars[i] / (double) bars->most * (height - 2) : 0;

      colour.alpha = bars->stars[i] > 0 ? 0.75F : 0.25F;
      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_rectangle (cr, i * (BAR_WIDTH + BAR_GAP), height - full - 2, BAR_WIDTH, full + 2);
      cairo_fill (cr);
    }
}

static GtkWidget *
make_bars (const CalloutRatingSum *sum)
{
  GtkWidget *area = gtk_drawing_area_new ();
  Bars *bars = g_new0 (Bars, 1);
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < CALLOUT_MAX_STARS; i++)
    {
      bars->stars[i] = sum->stars[i];
      bars->most = MAX (bars->most, sum->stars[i]);
      /* Translators: so many stars, so many times: “4 ★: 12” */
      g_string_append_printf (said, _("%u ★: %d"), i + 1, (int) sum->stars[i]);
      g_string_append (said, i + 1 < CALLOUT_MAX_STARS ? ", " : "");
    }
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), CALLOUT_MAX_STARS * (BAR_WIDTH + BAR_GAP) - BAR_GAP);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), BARS_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_bars_cb, bars, g_free);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (area, said->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, said->str, -1);
  return area;
}

/* A month is called as people call it. */
static char *
name_of (CalloutRatingsWindow   *self,
         const CalloutRatingSum *sum)
{
  int year, month;

  if (self->by == CALLOUT_RATINGS_BY_MONTH && sum->key != NULL && sscanf (sum->key, "%4d-%2d", &year, &month) == 2)
    {
      g_autoptr (GDateTime) first = g_date_time_new_utc (year, month, 1, 0, 0, 0);

      if (first != NULL)
        return g_date_time_format (first, "%OB %Y");
    }
  return g_strdup (sum->name != NULL ? sum->name : sum->key);
}

static void
add_sum (CalloutRatingsWindow   *self,
         const CalloutRatingSum *sum)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = name_of (self, sum);
  g_autofree char *escaped = g_markup_escape_text (name, -1);
  g_autofree char *count = g_strdup_printf (ngettext ("%d rating", "%d ratings", (int) sum->n), (int) sum->n);
  g_autofree char *average = g_strdup_printf (_("%.1f ★"), callout_rating_sum_get_average (sum));
  GtkWidget *label = gtk_label_new (average);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), count);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_bars (sum));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (self->list, row);
}

static void
sums_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CalloutRatingsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sums = callout_workspace_ratings_finish (CALLOUT_WORKSPACE (object), result, &error);
  GtkWidget *row;

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (sums == NULL)
    {
      fail (self, error);
      return;
    }
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < sums->len; i++)
    add_sum (self, g_ptr_array_index (sums, i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), sums->len > 0);
}

static void
load (CalloutRatingsWindow *self)
{
  CalloutWorkspace *workspace = callout_session_get_workspace (self->session);
  gint64 person = callout_session_get_person_id (self->session);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  callout_workspace_ratings_async (workspace, person, NULL, CALLOUT_RATINGS_ALL, NULL, all_cb, g_object_ref (self));
  callout_workspace_ratings_async (workspace, person, NULL, self->by, self->cancellable, sums_cb, g_object_ref (self));
}

static void
by_cb (CalloutRatingsWindow *self,
       GtkToggleButton      *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->by = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "by"));
  load (self);
}

static void
feed_cb (CalloutRatingsWindow *self,
         CalloutFeed          *feed)
{
  for (guint i = 0; i < feed->touched->len; i++)
    if (g_array_index (feed->touched, CalloutTouch, i).kind == CALLOUT_KIND_TICKET)
      {
        load (self);
        return;
      }
}

static void
callout_ratings_window_dispose (GObject *object)
{
  CalloutRatingsWindow *self = CALLOUT_RATINGS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (callout_ratings_window_parent_class)->dispose (object);
}

static void
callout_ratings_window_class_init (CalloutRatingsWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_ratings_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
callout_ratings_window_init (CalloutRatingsWindow *self)
{
  self->by = CALLOUT_RATINGS_BY_ENGINEER;
}

/* From five stars down: what one hopes for stands first. */
static GtkWidget *
make_histogram (CalloutRatingsWindow *self)
{
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "row-spacing", 6, "column-spacing", 9, "hexpand", TRUE, NULL);

  for (int i = CALLOUT_MAX_STARS - 1; i >= 0; i--)
    {
      int line = CALLOUT_MAX_STARS - 1 - i;
      g_autofree char *stars = g_strdup_printf (_("%d ★"), i + 1);
      g_autofree char *said = g_strdup_printf (ngettext ("%u star", "%u stars", (guint) i + 1), (guint) i + 1);
      GtkWidget *label = gtk_label_new (stars);

      self->bars[i] = gtk_progress_bar_new ();
      self->counts[i] = g_object_new (GTK_TYPE_LABEL, "xalign", 1.0, "width-chars", 3, NULL);
      gtk_widget_set_hexpand (self->bars[i], TRUE);
      gtk_widget_set_valign (self->bars[i], GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (GTK_WIDGET (self->counts[i]), "numeric");
      gtk_widget_add_css_class (GTK_WIDGET (self->counts[i]), "dim-label");
      gtk_widget_add_css_class (label, "numeric");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->bars[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
      gtk_grid_attach (GTK_GRID (grid), label, 0, line, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), self->bars[i], 1, line, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->counts[i]), 2, line, 1, 1);
    }
  return grid;
}

static GtkWidget *
make_summary (CalloutRatingsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->average = GTK_LABEL (gtk_label_new (NULL));
  self->stars = GTK_LABEL (gtk_label_new (NULL));
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->average), "title-1");
  gtk_widget_add_css_class (GTK_WIDGET (self->average), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "dim-label");
  gtk_widget_set_valign (left, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (left), GTK_WIDGET (self->average));
  gtk_box_append (GTK_BOX (left), GTK_WIDGET (self->stars));
  gtk_box_append (GTK_BOX (left), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), make_histogram (self));
  return box;
}

static GtkWidget *
make_choice (CalloutRatingsWindow *self)
{
  static const struct { const char *label; int by; } choices[] = {
    { NC_("ratings", "Engineers"), CALLOUT_RATINGS_BY_ENGINEER },
    { NC_("ratings", "Groups"), CALLOUT_RATINGS_BY_GROUP },
    { NC_("ratings", "Months"), CALLOUT_RATINGS_BY_MONTH },
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *first = NULL;

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (g_dpgettext2 (GETTEXT_PACKAGE, "ratings", choices[i].label));

      if (first != NULL)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
      else
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
      first = first != NULL ? first : button;
      g_object_set_data (G_OBJECT (button), "by", GINT_TO_POINTER (choices[i].by));
      g_signal_connect_object (button, "toggled", G_CALLBACK (by_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static GtkWidget *
make_page (CalloutRatingsWindow *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 18, "margin-top", 18,
                                 "margin-bottom", 18, "margin-start", 18, "margin-end", 18, NULL);
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", 560, "child", box, NULL);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Ratings"), -1);
  gtk_box_append (GTK_BOX (box), make_summary (self));
  gtk_box_append (GTK_BOX (box), make_choice (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", clamp, NULL);
}

static void
build (CalloutRatingsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *empty = adw_status_page_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  self->problem = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->problem, "dialog-warning-symbolic");
  adw_status_page_set_title (self->problem, _("Cannot Be Shown"));
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "callout-icon-star-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("No Ratings Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _("What customers think of finished tickets is counted here."));
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "loading");
  gtk_stack_add_named (self->stack, make_page (self), "ratings");
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->problem), "problem");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * callout_ratings_window_open:
 * @parent: a widget of the window it shall be over
 */
void
callout_ratings_window_open (GtkWidget      *parent,
                             CalloutSession *session)
{
  CalloutRatingsWindow *self = g_object_new (CALLOUT_TYPE_RATINGS_WINDOW, "transient-for", gtk_widget_get_root (parent),
                                             "modal", TRUE, "title", _("Ratings"), "default-width", 520,
                                             "default-height", 600, NULL);

  self->session = g_object_ref (session);
  build (self);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  callout_dialog_fit (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}
