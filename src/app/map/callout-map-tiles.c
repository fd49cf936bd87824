/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-tiles.h"

#include "callout-mbtiles-source.h"
#include "callout-online-source.h"

#include <glib/gi18n-lib.h>

struct _CalloutMapTiles
{
  GObject              parent_instance;

  CalloutBasemapStore *store;
  GHashTable          *basemaps; /* of ShumateMapSource by scale and style */
  GHashTable          *fronts;   /* of ShumateMapSource likewise: what goes before it */
  GSettings           *settings;
  GCancellable        *opening;
  CalloutMbtiles      *mbtiles;  /* NULL: none chosen, or it cannot be read */
  char                *server;   /* NULL: none */
  char                *attribution;
  char                *failure;
};

enum {
  CHANGED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutMapTiles, callout_map_tiles, G_TYPE_OBJECT)

static char *
basemap_path (void)
{
  const char *folder = g_getenv ("CALLOUT_DATA_DIR");

  return g_build_filename (folder && *folder ? folder : PKGDATADIR, "basemap", "boston.basemap", NULL);
}

static void
fail (CalloutMapTiles *self,
      const char      *sentence)
{
  if (g_strcmp0 (self->failure, sentence) == 0)
    return;
  g_free (self->failure);
  self->failure = g_strdup (sentence);
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

static ShumateMapSource *
get_basemap (CalloutMapTiles     *self,
             int                  scale,
             CalloutBasemapStyle  style)
{
  gpointer key = GINT_TO_POINTER (scale * CALLOUT_BASEMAP_N_STYLES + style);
  ShumateMapSource *source = g_hash_table_lookup (self->basemaps, key);

  if (source == NULL)
    {
      source = callout_basemap_source_new (self->store, scale, style);
      g_signal_connect_object (source, "failed", G_CALLBACK (fail), self, G_CONNECT_SWAPPED);
      g_hash_table_insert (self->basemaps, key, source);
    }
  return source;
}

static void
update_attribution (CalloutMapTiles *self)
{
  const char *behind = _("© OpenStreetMap contributors");
  const char *own = self->mbtiles ? callout_mbtiles_get_attribution (self->mbtiles) : NULL;

  g_free (self->attribution);
  /* The bundled map may show through anywhere, so its makers are always named. */
  if (own == NULL || *own == '\0' || strstr (own, "OpenStreetMap") != NULL)
    self->attribution = g_strdup (own && *own ? own : behind);
  else
    self->attribution = g_strdup_printf ("%s · %s", own, behind);
}

static void
changed (CalloutMapTiles *self)
{
  g_hash_table_remove_all (self->fronts);
  update_attribution (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  CalloutMbtiles *mbtiles = callout_mbtiles_open (data, &error);

  if (mbtiles == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, mbtiles, (GDestroyNotify) callout_mbtiles_unref);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  CalloutMapTiles *self = CALLOUT_MAP_TILES (object);
  g_autoptr (GError) error = NULL;
  CalloutMbtiles *mbtiles = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->mbtiles, callout_mbtiles_unref);
  self->mbtiles = mbtiles;
  changed (self);
  if (error != NULL)
    fail (self, error->message);
}

/* The chosen file is opened on another thread; until then the map behind shows. */
static void
mbtiles_changed_cb (CalloutMapTiles *self)
{
  g_autofree char *path = g_settings_get_string (self->settings, "map-mbtiles");
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_pointer (&self->failure, g_free);
  if (*path == '\0')
    {
      g_clear_pointer (&self->mbtiles, callout_mbtiles_unref);
      changed (self);
      return;
    }
  self->opening = g_cancellable_new ();
  task = g_task_new (self, self->opening, opened_cb, NULL);
  g_task_set_source_tag (task, open_thread);
  g_task_set_task_data (task, g_steal_pointer (&path), g_free);
  g_task_run_in_thread (task, open_thread);
}

static void
server_changed_cb (CalloutMapTiles *self)
{
  g_autofree char *address = g_settings_get_string (self->settings, "map-tile-server");
  gboolean wanted = g_settings_get_boolean (self->settings, "map-online") && *address != '\0';

  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->failure, g_free);
  if (wanted && callout_online_is_address (address))
    self->server = g_steal_pointer (&address);
  changed (self);
  if (wanted && self->server == NULL)
    fail (self, _("The address of the tile server needs {z}, {x} and {y} in it; see the preferences."));
}

static void
network_changed_cb (CalloutMapTiles *self)
{
  if (self->server != NULL)
    changed (self);
}

static void
follow (CalloutMapTiles *self,
        GSettings       *settings)
{
  self->settings = settings;
  g_signal_connect_object (settings, "changed::map-mbtiles", G_CALLBACK (mbtiles_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::map-online", G_CALLBACK (server_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::map-tile-server", G_CALLBACK (server_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "notify::network-available",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  server_changed_cb (self);
  mbtiles_changed_cb (self);
}

static void
callout_map_tiles_finalize (GObject *object)
{
  CalloutMapTiles *self = CALLOUT_MAP_TILES (object);

  callout_basemap_store_unref (self->store);
  g_hash_table_unref (self->basemaps);
  g_hash_table_unref (self->fronts);
  g_clear_object (&self->opening);
  g_clear_pointer (&self->mbtiles, callout_mbtiles_unref);
  g_free (self->server);
  g_free (self->attribution);
  g_free (self->failure);
  G_OBJECT_CLASS (callout_map_tiles_parent_class)->finalize (object);
}

static void
callout_map_tiles_class_init (CalloutMapTilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = callout_map_tiles_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
callout_map_tiles_init (CalloutMapTiles *self)
{
  g_autofree char *path = basemap_path ();

  self->store = callout_basemap_store_new (path);
  self->basemaps = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->fronts = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  update_attribution (self);
}

/**
 * callout_map_tiles_get:
 * @settings: (nullable): the desktop's settings of the program
 *
 * All maps that go by the same settings share their tiles.
 *
 * Returns: (transfer full)
 */
CalloutMapTiles *
callout_map_tiles_get (GSettings *settings)
{
  static const char key[] = "callout-map-tiles";
  CalloutMapTiles *self = settings ? g_object_get_data (G_OBJECT (settings), key) : NULL;

  if (self != NULL)
    return g_object_ref (self);
  self = g_object_new (CALLOUT_TYPE_MAP_TILES, NULL);
  if (settings != NULL)
    {
      /* It lives as long as the settings, so these need not be held. */
      g_object_set_data_full (G_OBJECT (settings), key, g_object_ref (self), g_object_unref);
      follow (self, settings);
    }
  return self;
}

/**
 * callout_map_tiles_get_source:
 * @scale: device pixels a pixel
 *
 * Returns: (transfer none)
 */
ShumateMapSource *
callout_map_tiles_get_source (CalloutMapTiles     *self,
                              int                  scale,
                              CalloutBasemapStyle  style)
{
  ShumateMapSource *behind = get_basemap (self, scale, style);
  gpointer key = GINT_TO_POINTER (scale * CALLOUT_BASEMAP_N_STYLES + style);
  ShumateMapSource *front = g_hash_table_lookup (self->fronts, key);

  if (front != NULL)
    return front;
  if (self->server != NULL)
    front = callout_online_source_new (self->server, behind);
  if (self->mbtiles != NULL)
    {
      ShumateMapSource *server = front;

      front = callout_mbtiles_source_new (self->mbtiles, server ? server : behind);
      g_clear_object (&server);
    }
  if (front == NULL)
    return behind;
  g_hash_table_insert (self->fronts, key, front);
  return front;
}

CalloutBasemapStore *
callout_map_tiles_get_store (CalloutMapTiles *self)
{
  return self->store;
}

/**
 * callout_map_tiles_get_attribution:
 *
 * Whose data is shown, to stand on the map at all times.
 */
const char *
callout_map_tiles_get_attribution (CalloutMapTiles *self)
{
  return self->attribution;
}

/**
 * callout_map_tiles_get_failure:
 *
 * Returns: (nullable): why a source cannot be used, in one sentence
 */
const char *
callout_map_tiles_get_failure (CalloutMapTiles *self)
{
  return self->failure;
}
