/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-online-source.h"

#include "callout-map-layer-private.h"
#include "callout-tile-picture.h"

#include <gio/gio.h>

#define MAX_ZOOM 19

struct _CalloutOnlineSource
{
  ShumateMapSource   parent_instance;

  ShumateDataSource *server;
  ShumateMapSource  *behind;
};

G_DEFINE_FINAL_TYPE (CalloutOnlineSource, callout_online_source, SHUMATE_TYPE_MAP_SOURCE)

static void
decode_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = callout_tile_decode (data, 0, 0, 0, &error);

  if (texture == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

/* A server may be down for one tile or for a day; either way there is a map. */
static void
fall_back_or_stop (CalloutOnlineSource *self,
                   GTask               *outer,
                   GError              *error)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (outer, g_steal_pointer (&owned));
      g_object_unref (outer);
      return;
    }
  g_debug ("The tile server did not answer as hoped: %s", error->message);
  callout_tile_fall_back (self->behind, g_task_get_task_data (outer), outer);
}

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  CalloutOnlineSource *self = CALLOUT_ONLINE_SOURCE (object);
  GTask *outer = user_data;
  GError *error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture == NULL)
    {
      fall_back_or_stop (self, outer, error);
      return;
    }
  callout_tile_fill (g_task_get_task_data (outer), texture);
  g_task_return_boolean (outer, TRUE);
  g_object_unref (outer);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *outer = user_data;
  CalloutOnlineSource *self = CALLOUT_ONLINE_SOURCE (g_task_get_source_object (outer));
  GError *error = NULL;
  GBytes *bytes = shumate_data_source_get_tile_data_finish (SHUMATE_DATA_SOURCE (object), result, &error);
  g_autoptr (GTask) task = NULL;

  if (bytes == NULL)
    {
      fall_back_or_stop (self, outer, error);
      return;
    }
  task = g_task_new (self, g_task_get_cancellable (outer), decoded_cb, outer);
  g_task_set_source_tag (task, decode_thread);
  g_task_set_task_data (task, bytes, (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, decode_thread);
}

static void
callout_online_source_fill_tile_async (ShumateMapSource    *source,
                                       ShumateTile         *tile,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  CalloutOnlineSource *self = CALLOUT_ONLINE_SOURCE (source);
  GTask *outer = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (outer, callout_online_source_fill_tile_async);
  g_task_set_task_data (outer, g_object_ref (tile), g_object_unref);
  if (!g_network_monitor_get_network_available (g_network_monitor_get_default ()))
    {
      callout_tile_fall_back (self->behind, tile, outer);
      return;
    }
  shumate_tile_set_state (tile, SHUMATE_STATE_LOADING);
  shumate_data_source_get_tile_data_async (self->server, (int) shumate_tile_get_x (tile),
                                           (int) shumate_tile_get_y (tile), (int) shumate_tile_get_zoom_level (tile),
                                           cancellable, fetched_cb, outer);
}

static gboolean
callout_online_source_fill_tile_finish (ShumateMapSource  *source,
                                        GAsyncResult      *result,
                                        GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
callout_online_source_finalize (GObject *object)
{
  CalloutOnlineSource *self = CALLOUT_ONLINE_SOURCE (object);

  g_object_unref (self->server);
  g_object_unref (self->behind);
  G_OBJECT_CLASS (callout_online_source_parent_class)->finalize (object);
}

static void
callout_online_source_class_init (CalloutOnlineSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = callout_online_source_finalize;
  source_class->fill_tile_async = callout_online_source_fill_tile_async;
  source_class->fill_tile_finish = callout_online_source_fill_tile_finish;
}

static void
callout_online_source_init (CalloutOnlineSource *self)
{
}

/**
 * callout_online_is_address:
 *
 * Whether it can be the address of a tile server at all.
 */
gboolean
callout_online_is_address (const char *address)
{
  return address != NULL && (g_str_has_prefix (address, "https://") || g_str_has_prefix (address, "http://")) &&
         strstr (address, "{z}") != NULL && strstr (address, "{x}") != NULL &&
         (strstr (address, "{y}") != NULL || strstr (address, "{tmsy}") != NULL);
}

/**
 * callout_online_source_new:
 * @address: with {z}, {x} and {y} in it
 * @behind: what is shown without a network
 */
ShumateMapSource *
callout_online_source_new (const char       *address,
                           ShumateMapSource *behind)
{
  g_autofree char *id = g_strdup_printf ("callout-online-%s-%s", address, shumate_map_source_get_id (behind));
  CalloutOnlineSource *self = g_object_new (CALLOUT_TYPE_ONLINE_SOURCE,
                                            "id", id,
                                            "license", shumate_map_source_get_license (behind),
                                            "min-zoom-level", 0,
                                            "max-zoom-level", MAX_ZOOM,
                                            "tile-size", (guint) CALLOUT_MAP_TILE_SIZE,
                                            "projection", SHUMATE_MAP_PROJECTION_MERCATOR,
                                            NULL);

  self->server = SHUMATE_DATA_SOURCE (shumate_tile_downloader_new (address));
  self->behind = g_object_ref (behind);
  return SHUMATE_MAP_SOURCE (self);
}
