/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-notification-server.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>

#define BUS "org.freedesktop.DBus"

static GDBusConnection *
bus_of (GTask *task)
{
  return g_application_get_dbus_connection (g_task_get_source_object (task));
}

/* A desktop's own server may not run before somebody asks for it. */
static void
started_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (reply != NULL)
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("This desktop shows no notifications"));
}

static void ask_next (GTask *task);

static void
owned_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);
  gboolean owned = FALSE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &owned);
  if (owned)
    g_task_return_boolean (task, TRUE);
  else
    ask_next (task);
}

/* GNOME's, then anybody's, then one that would be started. */
static void
ask_next (GTask *task)
{
  static const char *const names[] = { "org.gtk.Notifications", "org.freedesktop.Notifications" };
  guint n = GPOINTER_TO_UINT (g_task_get_task_data (task));

  g_task_set_task_data (task, GUINT_TO_POINTER (n + 1), NULL);
  if (n < G_N_ELEMENTS (names))
    g_dbus_connection_call (bus_of (task), BUS, "/org/freedesktop/DBus", BUS, "NameHasOwner",
                            g_variant_new ("(s)", names[n]), G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, -1,
                            g_task_get_cancellable (task), owned_cb, g_object_ref (task));
  else
    g_dbus_connection_call (bus_of (task), BUS, "/org/freedesktop/DBus", BUS, "StartServiceByName",
                            g_variant_new ("(su)", names[G_N_ELEMENTS (names) - 1], 0), G_VARIANT_TYPE ("(u)"),
                            G_DBUS_CALL_FLAGS_NONE, -1, g_task_get_cancellable (task), started_cb, g_object_ref (task));
}

/**
 * callout_notification_server_find_async:
 *
 * Looks for what GLib would hand notifications to: the portal inside a
 * sandbox, GNOME's, or anybody's.
 */
void
callout_notification_server_find_async (GApplication        *application,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (application, cancellable, callback, user_data);

  g_task_set_source_tag (task, callout_notification_server_find_async);
  if (bus_of (task) == NULL)
    g_task_return_new_error (task, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("This desktop shows no notifications"));
  else if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    g_task_return_boolean (task, TRUE);
  else
    ask_next (task);
}

/**
 * callout_notification_server_find_finish:
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND.
 */
gboolean
callout_notification_server_find_finish (GAsyncResult  *result,
                                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
