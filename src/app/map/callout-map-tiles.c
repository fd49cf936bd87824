/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-tiles.h"

#include <glib/gi18n-lib.h>

struct _CalloutMapTiles
{
  GObject              parent_instance;

  CalloutBasemapStore *store;
  GHashTable          *basemaps; /* of ShumateMapSource by scale and style */
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
get_basemap (CalloutMapTiles *self,
             int              scale,
             gboolean         dark)
{
  gpointer key = GINT_TO_POINTER (scale * 2 + !!dark);
  ShumateMapSource *source = g_hash_table_lookup (self->basemaps, key);

  if (source == NULL)
    {
      source = callout_basemap_source_new (self->store, scale, dark);
      g_signal_connect_object (source, "failed", G_CALLBACK (fail), self, G_CONNECT_SWAPPED);
      g_hash_table_insert (self->basemaps, key, source);
    }
  return source;
}

static void
callout_map_tiles_finalize (GObject *object)
{
  CalloutMapTiles *self = CALLOUT_MAP_TILES (object);

  callout_basemap_store_unref (self->store);
  g_hash_table_unref (self->basemaps);
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
    g_object_set_data_full (G_OBJECT (settings), key, g_object_ref (self), g_object_unref);
  return self;
}

/**
 * callout_map_tiles_get_source:
 * @scale: device pixels a pixel
 *
 * Returns: (transfer none)
 */
ShumateMapSource *
callout_map_tiles_get_source (CalloutMapTiles *self,
                              int              scale,
                              gboolean         dark)
{
  return get_basemap (self, scale, dark);
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
  return _("© OpenStreetMap contributors");
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
