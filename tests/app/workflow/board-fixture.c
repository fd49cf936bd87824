/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window with nothing but the board of a workflow, to look at, to test by
 * the pointer, and (--bench) to measure: a card is carried over all the lanes
 * and back, with a new gap in every few frames. With --plain the yardstick is
 * measured: the same window with nothing in it but one colour after another. */

#include "callout-error.h"
#include "callout-workflow-board-private.h"
#include "callout-workflow-rules.h"

#include <adwaita.h>
#include <time.h>

static int       n_steps = 60, frames = 600;
static gboolean  bench, compact, plain, rtl;
static GPtrArray *steps;

static const GOptionEntry entries[] = {
  { "steps", 's', 0, G_OPTION_ARG_INT, &n_steps, NULL, NULL },
  { "bench", 0, 0, G_OPTION_ARG_NONE, &bench, NULL, NULL },
  { "plain", 0, 0, G_OPTION_ARG_NONE, &plain, NULL, NULL },
  { "compact", 0, 0, G_OPTION_ARG_NONE, &compact, NULL, NULL },
  { "rtl", 0, 0, G_OPTION_ARG_NONE, &rtl, NULL, NULL },
  { "frames", 0, 0, G_OPTION_ARG_INT, &frames, NULL, NULL },
  { NULL }
};

static const struct {
  const char *key;
  const char *label;
  const char *icon;
  int         status;
  gboolean    branch;
} standard[] = {
  { "accept", "Accept", "callout-step-accept-symbolic", CALLOUT_PORTAL_STATUS_PLANNED, FALSE },
  { "reject", "Reject", "callout-step-reject-symbolic", CALLOUT_PORTAL_STATUS_PLANNED, TRUE },
  { "travel", "Travel", "callout-step-travel-symbolic", CALLOUT_PORTAL_STATUS_TRAVEL, FALSE },
  { "work", "Work", "callout-step-work-symbolic", CALLOUT_PORTAL_STATUS_WORK, FALSE },
  { "checkout", "Checkout", "callout-step-checkout-symbolic", CALLOUT_PORTAL_STATUS_FINISHED, FALSE },
  { "close", "Close", "callout-step-close-symbolic", CALLOUT_PORTAL_STATUS_FINISHED, FALSE },
};

static CalloutStep *
make_step (const char *key,
           const char *label,
           const char *icon,
           int         status,
           gboolean    is_standard)
{
  CalloutStep *step = g_object_new (CALLOUT_TYPE_STEP, NULL);

  step->key = g_strdup (key);
  step->label = g_strdup (label);
  step->icon = g_strdup (icon);
  step->portal_status = status;
  step->standard = is_standard;
  return step;
}

static void
make_steps (void)
{
  steps = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (standard); i++)
    {
      CalloutStep *step = make_step (standard[i].key, standard[i].label, standard[i].icon, standard[i].status, TRUE);

      step->branch = standard[i].branch;
      step->position = i + 1;
      g_ptr_array_add (steps, step);
    }
  for (int i = (int) G_N_ELEMENTS (standard); i < n_steps; i++)
    {
      g_autofree char *key = g_strdup_printf ("own-%d", i);
      g_autofree char *label = g_strdup_printf ("Check of item %d", i);
      g_autoptr (CalloutStep) step = make_step (key, label, "emblem-ok-symbolic", i % CALLOUT_N_LANES, FALSE);
      GPtrArray *with;

      step->description = g_strdup (i % 2 ? "What is to be looked at, and how it is written down" : NULL);
      with = callout_workflow_insert (steps, step, step->portal_status, i % 3 ? CALLOUT_WORKFLOW_END : 0);
      g_ptr_array_unref (steps);
      steps = with;
    }
}

static void
place_cb (CalloutWorkflowBoard *board,
          CalloutStep          *step,
          int                   status,
          guint                 index)
{
  GPtrArray *placed = callout_workflow_place (steps, step->key, status, index);

  g_ptr_array_unref (steps);
  steps = placed;
  callout_workflow_board_set_steps (board, steps);
}

/* Measuring */

typedef struct {
  CalloutWorkflowBoard *board;
  GArray               *intervals; /* of double, milliseconds from frame to frame */
  GArray               *layout;    /* of double, milliseconds of the processor up to the end of the layout */
  GArray               *work;      /* of double, the same to the end of the drawing */
  gint64                last;
  double                begun;
  int                   frame;
} Bench;

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  return (*(const double *) a > *(const double *) b) - (*(const double *) a < *(const double *) b);
}

static void
print_figures (const char *what,
               GArray     *figures)
{
  double sum = 0;

  if (figures->len == 0)
    return;
  g_array_sort (figures, compare_doubles);
  for (guint i = 0; i < figures->len; i++)
    sum += g_array_index (figures, double, i);
  g_print ("%-22s mean %6.2f  median %6.2f  p99 %6.2f  worst %6.2f ms\n", what, sum / figures->len,
           g_array_index (figures, double, figures->len / 2), g_array_index (figures, double, figures->len * 99 / 100),
           g_array_index (figures, double, figures->len - 1));
}

/* The figures are sorted. */
static double
share_of_frame (GArray *figures)
{
  return figures->len == 0 ? 0 : 100 * g_array_index (figures, double, figures->len * 99 / 100) / (1000.0 / 60);
}

static double
frames_a_second (GArray *intervals)
{
  double sum = 0;

  for (guint i = 0; i < intervals->len; i++)
    sum += g_array_index (intervals, double, i);
  return sum > 0 ? 1000 * intervals->len / sum : 0;
}

static guint
count_late (GArray *intervals)
{
  guint n = 0;

  for (guint i = 0; i < intervals->len; i++)
    n += g_array_index (intervals, double, i) > 1.5 * 1000 / 60;
  return n;
}

static void
print_all (Bench *self)
{
  print_figures ("frame to frame", self->intervals);
  g_print ("%-22s %.1f frames a second, %u of %u later than 1.5 frames\n", "", frames_a_second (self->intervals),
           count_late (self->intervals), self->intervals->len);
  print_figures ("events, layout (CPU)", self->layout);
  print_figures ("with drawing (CPU)", self->work);
  g_print ("%-22s of a frame of 16.7 ms at p99: %.0f %% events and layout, %.0f %% with drawing\n", "",
           share_of_frame (self->layout), share_of_frame (self->work));
}

/* Of this thread alone: others may be busy on the machine, too. */
static double
processor_ms (void)
{
  struct timespec at;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &at);
  return (double) at.tv_sec * 1e3 + (double) at.tv_nsec / 1e6;
}

static void
before_paint_cb (GdkFrameClock *clock,
                 Bench         *self)
{
  self->begun = processor_ms ();
}

static void
layout_cb (GdkFrameClock *clock,
           Bench         *self)
{
  double spent = processor_ms () - self->begun;

  if (self->frame > 30)
    g_array_append_val (self->layout, spent);
}

static void
after_paint_cb (GdkFrameClock *clock,
                Bench         *self)
{
  double spent = processor_ms () - self->begun;

  if (self->frame > 30)
    g_array_append_val (self->work, spent);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  Bench *self = data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double since = (double) (now - self->last) / 1000;
  GtkWidget *pane = GTK_WIDGET (callout_board_get_scroller (self->board));
  double x = gtk_widget_get_width (pane) * ABS ((self->frame % 240) - 120) / 120.0;
  double y = 20 + (gtk_widget_get_height (pane) - 40) * ABS ((self->frame % 60) - 30) / 30.0;

  if (self->frame == 20)
    callout_board_lift (self->board, callout_workflow_board_find_card (self->board, "own-7"), 30, 20);
  if (self->frame > 30)
    g_array_append_val (self->intervals, since);
  self->last = now;
  if (self->frame > 20 && gtk_widget_translate_coordinates (pane, widget, x, y, &x, &y))
    callout_board_point_at (self->board, x, y);
  if (++self->frame < frames)
    return G_SOURCE_CONTINUE;
  g_print ("%d steps, a card carried over all lanes for %d frames\n", n_steps, frames);
  print_all (self);
  exit (0);
}

/* What any window costs that is drawn whole in every frame. */
static gboolean
plain_tick_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       data)
{
  Bench *self = data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double since = (double) (now - self->last) / 1000;

  if (self->frame > 30)
    g_array_append_val (self->intervals, since);
  self->last = now;
  gtk_widget_queue_draw (widget);
  if (++self->frame < frames)
    return G_SOURCE_CONTINUE;
  g_print ("The same window, all of it in another colour, for %d frames\n", frames);
  print_all (self);
  exit (0);
}

/* A picture of one colour that is another one each time. */
static void
draw_plain_cb (GtkDrawingArea *area,
               cairo_t        *cr,
               int             width,
               int             height,
               gpointer        data)
{
  static guint n;

  cairo_set_source_rgb (cr, 0.9, 0.9, n++ % 2 == 0 ? 0.9 : 0.8);
  cairo_paint (cr);
}

static void
map_cb (GtkWidget *board)
{
  Bench *self = g_new0 (Bench, 1);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (board);

  self->board = plain ? NULL : CALLOUT_WORKFLOW_BOARD (board);
  self->intervals = g_array_new (FALSE, FALSE, sizeof (double));
  self->layout = g_array_new (FALSE, FALSE, sizeof (double));
  self->work = g_array_new (FALSE, FALSE, sizeof (double));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect_after (clock, "layout", G_CALLBACK (layout_cb), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  gtk_widget_add_tick_callback (board, plain ? plain_tick_cb : tick_cb, self, NULL);
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *board = callout_workflow_board_new ();
  GtkWidget *status = gtk_label_new (NULL);

  gtk_window_set_title (GTK_WINDOW (window), "Board");
  gtk_window_set_default_size (GTK_WINDOW (window), compact ? 360 : 1156, 640);
  callout_workflow_board_set_compact (CALLOUT_WORKFLOW_BOARD (board), compact);
  callout_workflow_board_set_steps (CALLOUT_WORKFLOW_BOARD (board), steps);
  g_signal_connect (board, "place", G_CALLBACK (place_cb), NULL);
  if (bench && !plain)
    g_signal_connect (board, "map", G_CALLBACK (map_cb), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), g_object_ref_sink (board));
  gtk_widget_set_vexpand (scroller, TRUE);
  g_object_bind_property (board, "announcement", status, "label", G_BINDING_SYNC_CREATE);
  gtk_label_set_ellipsize (GTK_LABEL (status), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  if (plain)
    {
      GtkWidget *area = gtk_drawing_area_new ();

      gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_plain_cb, NULL, NULL);
      g_signal_connect (area, "map", G_CALLBACK (map_cb), NULL);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), area);
    }
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), status);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  if (rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  make_steps ();
  application = adw_application_new ("io.github.calloutdesk.Callout", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}
