/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One of the map's widgets over a real store, without the rest of the window:
 * map-view-fixture map|assign|location LOGIN [WORK-ORDER], the store by
 * $CALLOUT_STORE. */

#include "callout-assign-map.h"
#include "callout-location-dialog.h"
#include "callout-map-view.h"
#include "callout-store.h"

#include <adwaita.h>

static const char     *what, *login, *ref;
static CalloutSession *session;
static GtkWidget      *toasts;

static void
say (const char *format,
     ...) G_GNUC_PRINTF (1, 2);

static void
say (const char *format,
     ...)
{
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  escaped = g_markup_escape_text (text, -1);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), adw_toast_new (escaped));
}

static void
ran_cb (CalloutSession *self,
        gint64          event,
        const char     *sentence)
{
  say ("%s", sentence);
}

static void
failed_cb (CalloutSession *self,
           const GError   *error)
{
  say ("Refused: %s", error->message);
}

static void
assign_cb (CalloutView *view,
           const char  *command,
           gint64       work_order)
{
  say ("Asked for %s of WO-%d", command, (int) work_order);
}

static void
activated_cb (CalloutAssignMap *map,
              gint64            person)
{
  say ("Chose %d", (int) person);
}

static void
got_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (GError) error = NULL;

  *(CalloutEntity **) data = callout_workspace_get_finish (CALLOUT_WORKSPACE (object), result, &error);
  if (error != NULL)
    g_error ("%s", error->message);
}

/* The living object, which changes as the store does; the _sync functions give
 * copies. */
static CalloutEntity *
get (CalloutWorkspace *workspace,
     CalloutKind       kind,
     const char       *name)
{
  CalloutEntity *entity = NULL;

  callout_workspace_get_async (workspace, 0, kind, name, NULL, got_cb, &entity);
  while (entity == NULL)
    g_main_context_iteration (NULL, TRUE);
  return entity;
}

static GtkWidget *
make_assign_map (CalloutWorkspace *workspace,
                 CalloutWorkOrder *order)
{
  GtkWidget *map = callout_assign_map_new (session);
  CalloutNearestQuestion question = {
    .person = callout_session_get_person_id (session),
    .work_order = CALLOUT_ENTITY (order)->id,
    .all = TRUE,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) neighbours = callout_workspace_nearest_sync (workspace, &question, &error);

  if (neighbours == NULL)
    g_error ("%s", error->message);
  callout_assign_map_set_work_order (CALLOUT_ASSIGN_MAP (map), order);
  callout_assign_map_set_neighbours (CALLOUT_ASSIGN_MAP (map), neighbours);
  if (neighbours->len > 3)
    {
      gint64 ids[3];

      for (guint i = 0; i < 3; i++)
        ids[i] = CALLOUT_ENTITY (((CalloutNeighbour *) g_ptr_array_index (neighbours, i))->person)->id;
      callout_assign_map_set_chosen (CALLOUT_ASSIGN_MAP (map), ids[0], ids + 1, 2);
    }
  g_signal_connect (map, "person-activated", G_CALLBACK (activated_cb), NULL);
  return map;
}

static GtkWidget *
make_map_view (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  CalloutView *view = callout_map_view_new (session);



  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (view));
  gtk_widget_set_vexpand (GTK_WIDGET (view), TRUE);
  g_signal_connect (view, "assign", G_CALLBACK (assign_cb), NULL);
  return box;
}

static void
activate_cb (GtkApplication *app)
{
  g_autoptr (GSettings) settings = g_settings_new (CALLOUT_APP_ID);
  g_autoptr (GError) error = NULL;
  CalloutWorkspace *workspace = callout_workspace_open_sync (g_getenv ("CALLOUT_STORE"), CALLOUT_STORE_OPEN, &error);
  CalloutEntity *person, *order = NULL;
  GtkWidget *window = adw_application_window_new (app);
  GtkWidget *content;

  if (workspace == NULL)
    g_error ("%s", error->message);
  person = get (workspace, CALLOUT_KIND_PERSON, login);
  session = callout_session_new (workspace, settings);
  callout_session_set_person (session, CALLOUT_PERSON (person));
  g_signal_connect (session, "ran", G_CALLBACK (ran_cb), NULL);
  g_signal_connect (session, "failed", G_CALLBACK (failed_cb), NULL);
  if (ref != NULL)
    order = get (workspace, CALLOUT_KIND_WORK_ORDER, ref);

  if (g_str_equal (what, "assign"))
    content = make_assign_map (workspace, CALLOUT_WORK_ORDER (order));
  else
    content = make_map_view ();
  toasts = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), content);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), toasts);
  gtk_window_set_title (GTK_WINDOW (window), "Map");
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 640);
  gtk_window_present (GTK_WINDOW (window));
  if (g_str_equal (what, "location"))
    {
      GtkWidget *dialog = callout_location_dialog_new (session, CALLOUT_WORK_ORDER (order)->ticket,
                                                           CALLOUT_WORK_ORDER (order)->address,
                                                           CALLOUT_WORK_ORDER (order)->latitude,
                                                           CALLOUT_WORK_ORDER (order)->longitude);

      gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (window));
      gtk_window_present (GTK_WINDOW (dialog));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (AdwApplication) app = adw_application_new (CALLOUT_APP_ID, G_APPLICATION_NON_UNIQUE);

  if (argc < 3)
    return 2;
  what = argv[1];
  login = argv[2];
  ref = argc > 3 ? argv[3] : NULL;
  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (app), 1, argv);
}
