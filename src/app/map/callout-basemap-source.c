/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-basemap-source.h"

#include "callout-map-layer-private.h"
#include "callout-tile-cache.h"

#include <glib/gi18n-lib.h>

#define MAX_THREADS 2

/* Two screens full: panning back finds them, and at the usual resolution they
 * take some 40 megabytes. */
#define CACHED_TILES 160

typedef struct {
  CalloutBasemapStore *store;
  ShumateTile         *tile;
  guint                zoom, x, y, size;
  int                  scale;
  CalloutBasemapStyle  style;
} Job;

struct _CalloutBasemapSource
{
  ShumateMapSource     parent_instance;

  CalloutBasemapStore *store;
  CalloutTileCache    *cache;
  CalloutBasemapStyle  style;
  int                  scale;
  gboolean             failed;
};

enum {
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutBasemapSource, callout_basemap_source, SHUMATE_TYPE_MAP_SOURCE)

static void
job_free (Job *job)
{
  callout_basemap_store_unref (job->store);
  g_object_unref (job->tile);
  g_free (job);
}

static GdkTexture *
take_surface (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) stride * height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
draw_thread (gpointer data,
             gpointer pool_data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (CalloutBasemap) basemap = NULL;
  cairo_surface_t *surface;
  GError *error = NULL;

  /* Scrolled past before its turn came. */
  if (g_task_return_error_if_cancelled (task))
    return;
  basemap = callout_basemap_store_load (job->store, &error);
  if (basemap == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  surface = callout_basemap_render_tile (basemap, job->zoom, job->x, job->y, job->size, job->scale, job->style);
  g_task_return_pointer (task, take_surface (surface), g_object_unref);
}

/* The drawing has threads of its own: in the pool that all tasks share it
 * would stand in the way of quicker ones. */
static GThreadPool *
threads (void)
{
  static GThreadPool *pool;

  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool, g_thread_pool_new (draw_thread, NULL, MAX_THREADS, FALSE, NULL));
  return pool;
}

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  CalloutBasemapSource *self = CALLOUT_BASEMAP_SOURCE (object);
  g_autoptr (GTask) outer = user_data;
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GdkTexture) texture = NULL;
  GError *error = NULL;

  texture = g_task_propagate_pointer (G_TASK (result), &error);
  if (texture == NULL)
    {
      if (!self->failed && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          self->failed = TRUE;
          g_signal_emit (self, signals[FAILED], 0, error->message);
        }
      g_task_return_error (outer, error);
      return;
    }

  callout_tile_cache_insert (self->cache, job->zoom, job->x, job->y, GDK_PAINTABLE (texture));
  shumate_tile_set_paintable (job->tile, GDK_PAINTABLE (texture));
  shumate_tile_set_state (job->tile, SHUMATE_STATE_DONE);
  g_task_return_boolean (outer, TRUE);
}

static void
callout_basemap_source_fill_tile_async (ShumateMapSource    *source,
                                        ShumateTile         *tile,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  CalloutBasemapSource *self = CALLOUT_BASEMAP_SOURCE (source);
  g_autoptr (GTask) outer = g_task_new (self, cancellable, callback, user_data);
  GdkPaintable *known;
  GTask *task;
  Job *job;

  g_task_set_source_tag (outer, callout_basemap_source_fill_tile_async);
  shumate_tile_set_fade_in (tile, FALSE);
  known = callout_tile_cache_lookup (self->cache, shumate_tile_get_zoom_level (tile), shumate_tile_get_x (tile),
                                     shumate_tile_get_y (tile));
  if (known != NULL)
    {
      shumate_tile_set_paintable (tile, known);
      shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
      g_task_return_boolean (outer, TRUE);
      return;
    }

  job = g_new0 (Job, 1);
  job->store = callout_basemap_store_ref (self->store);
  job->tile = g_object_ref (tile);
  job->zoom = shumate_tile_get_zoom_level (tile);
  job->x = shumate_tile_get_x (tile);
  job->y = shumate_tile_get_y (tile);
  job->size = shumate_map_source_get_tile_size (source);
  job->scale = self->scale;
  job->style = self->style;

  task = g_task_new (self, cancellable, drawn_cb, g_steal_pointer (&outer));
  g_task_set_source_tag (task, draw_thread);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  shumate_tile_set_state (tile, SHUMATE_STATE_LOADING);
  g_thread_pool_push (threads (), task, NULL);
}

static gboolean
callout_basemap_source_fill_tile_finish (ShumateMapSource  *source,
                                         GAsyncResult      *result,
                                         GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
callout_basemap_source_finalize (GObject *object)
{
  CalloutBasemapSource *self = CALLOUT_BASEMAP_SOURCE (object);

  callout_basemap_store_unref (self->store);
  callout_tile_cache_free (self->cache);
  G_OBJECT_CLASS (callout_basemap_source_parent_class)->finalize (object);
}

static void
callout_basemap_source_class_init (CalloutBasemapSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = callout_basemap_source_finalize;
  source_class->fill_tile_async = callout_basemap_source_fill_tile_async;
  source_class->fill_tile_finish = callout_basemap_source_fill_tile_finish;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
callout_basemap_source_init (CalloutBasemapSource *self)
{
  self->cache = callout_tile_cache_new (CACHED_TILES);
}

/**
 * callout_basemap_source_new:
 * @scale: device pixels a pixel
 * @style: for what window it is drawn, and for whom
 */
ShumateMapSource *
callout_basemap_source_new (CalloutBasemapStore *store,
                            int                  scale,
                            CalloutBasemapStyle  style)
{
  /* Tiles are kept by the name of their source as well, so it tells them apart. */
  g_autofree char *id = g_strdup_printf ("callout-basemap-%d-%d", style, scale);
  CalloutBasemapSource *self = g_object_new (CALLOUT_TYPE_BASEMAP_SOURCE,
                                             "id", id,
                                             "name", _("Built-in map"),
                                             "license", _("© OpenStreetMap contributors"),
                                             "license-uri", "https://www.openstreetmap.org/copyright",
                                             "min-zoom-level", 0,
                                             "max-zoom-level", CALLOUT_BASEMAP_MAX_ZOOM,
                                             "tile-size", (guint) CALLOUT_MAP_TILE_SIZE,
                                             "projection", SHUMATE_MAP_PROJECTION_MERCATOR,
                                             NULL);

  self->store = callout_basemap_store_ref (store);
  self->scale = scale;
  self->style = style;
  return SHUMATE_MAP_SOURCE (self);
}
