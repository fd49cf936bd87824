/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-sound.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <gst/gst.h>
#include <string.h>

/* What players and recorders share: shapes, times, and GStreamer itself. */

/**
 * callout_shape_from_levels:
 * @levels: 0 to 255 each
 *
 * Returns: (transfer full): the loudest of each stretch; empty if there is nothing
 */
char *
callout_shape_from_levels (const guchar *levels,
                           gsize         n_levels,
                           guint         n_stretches)
{
  gsize n = MIN (n_levels, n_stretches);
  GString *shape = g_string_sized_new (n * 2);

  for (gsize i = 0; i < n; i++)
    {
      guint loudest = 0;

      for (gsize j = i * n_levels / n; j < (i + 1) * n_levels / n; j++)
        loudest = MAX (loudest, levels[j]);
      g_string_append_printf (shape, "%02x", loudest);
    }
  return g_string_free (shape, FALSE);
}

/**
 * callout_shape_at:
 * @shape: (nullable)
 * @position: 0 to 1
 *
 * What is no figure counts as silence: a shape comes from outside, too.
 *
 * Returns: 0 to 1
 */
double
callout_shape_at (const char *shape,
                  double      position)
{
  gsize n = shape != NULL ? strlen (shape) / 2 : 0;
  gsize at = n > 0 ? MIN (n - 1, (gsize) (CLAMP (position, 0, 1) * (double) n)) * 2 : 0;
  int high = n > 0 ? g_ascii_xdigit_value (shape[at]) : -1;
  int low = n > 0 ? g_ascii_xdigit_value (shape[at + 1]) : -1;

  return high >= 0 && low >= 0 ? (high * 16 + low) / 255.0 : 0;
}

/**
 * callout_sound_format_time:
 *
 * Returns: (transfer full): as players write it, “0:07”
 */
char *
callout_sound_format_time (gint64 milliseconds)
{
  gint64 seconds = (MAX (milliseconds, 0) + 500) / 1000;

  if (seconds >= 3600)
    return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d", seconds / 3600, (int) (seconds / 60 % 60), (int) (seconds % 60));
  return g_strdup_printf ("%d:%02d", (int) (seconds / 60), (int) (seconds % 60));
}

/**
 * callout_sound_init:
 *
 * Any thread. The first time reads GStreamer's list of plugins, which takes
 * a moment.
 */
gboolean
callout_sound_init (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, gst_init_check (NULL, NULL, NULL) ? 1 : 2);
  return once == 1;
}

static gpointer
warm_up (gpointer unused)
{
  callout_sound_init ();
  return NULL;
}

/**
 * callout_sound_warm_up:
 *
 * Has that moment over before somebody waits for it.
 */
void
callout_sound_warm_up (void)
{
  static gboolean begun;

  if (!begun)
    g_thread_unref (g_thread_new ("sound", warm_up, NULL));
  begun = TRUE;
}

/* The microphone */

/* What a loudspeaker plays can be recorded as well, and is no microphone. */
static gboolean
is_microphone (GstDevice *device)
{
  g_autoptr (GstStructure) properties = gst_device_get_properties (device);
  const char *class = properties != NULL ? gst_structure_get_string (properties, "device.class") : NULL;

  return g_strcmp0 (class, "monitor") != 0;
}

static void
find_microphone (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  g_autoptr (GstDeviceMonitor) monitor = NULL;
  gboolean found = g_getenv ("CALLOUT_MICROPHONE") != NULL;

  if (callout_sound_init () && !found)
    {
      GList *devices;

      monitor = gst_device_monitor_new ();
      gst_device_monitor_add_filter (monitor, "Audio/Source", NULL);
      if (gst_device_monitor_start (monitor))
        {
          devices = gst_device_monitor_get_devices (monitor);
          for (GList *l = devices; l != NULL; l = l->next)
            found = found || is_microphone (l->data);
          g_list_free_full (devices, gst_object_unref);
          gst_device_monitor_stop (monitor);
        }
    }
  if (found && g_strcmp0 (g_getenv ("CALLOUT_MICROPHONE"), "none") != 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND,
                             _("There is no microphone here; connect one to record a voice message"));
}

/**
 * callout_microphone_find_async:
 *
 * `$CALLOUT_MICROPHONE` stands in for one: GStreamer's description of a source,
 * or `none`.
 */
void
callout_microphone_find_async (GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, callout_microphone_find_async);
  g_task_run_in_thread (task, find_microphone);
}

/**
 * callout_microphone_find_finish:
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND: there is none, in one sentence.
 */
gboolean
callout_microphone_find_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
