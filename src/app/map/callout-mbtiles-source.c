/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-mbtiles-source.h"

#include "callout-map-layer-private.h"
#include "callout-tile-picture.h"

/* Enlarged more than this a picture is a smear; the map behind is sharp. */
#define MAX_ENLARGED 4

#define MAX_ZOOM 20

struct _CalloutMbtilesSource
{
  ShumateMapSource  parent_instance;

  CalloutMbtiles   *mbtiles;
  ShumateMapSource *behind;
};

G_DEFINE_FINAL_TYPE (CalloutMbtilesSource, callout_mbtiles_source, SHUMATE_TYPE_MAP_SOURCE)

typedef struct {
  CalloutMbtiles *mbtiles;
  ShumateTile    *tile;
  guint           zoom, x, y;
} Job;

static void
job_free (Job *job)
{
  callout_mbtiles_unref (job->mbtiles);
  g_object_unref (job->tile);
  g_free (job);
}

/* The tile itself, or the nearest farther away that holds its place. */
static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Job *job = data;
  guint last = callout_mbtiles_get_max_zoom (job->mbtiles);
  guint first = callout_mbtiles_get_min_zoom (job->mbtiles);
  guint levels = job->zoom > last ? job->zoom - last : 0;

  for (; levels <= MAX_ENLARGED && job->zoom >= first + levels; levels++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = callout_mbtiles_read_tile (job->mbtiles, job->zoom - levels, job->x >> levels,
                                                            job->y >> levels, &error);
      GdkTexture *texture = bytes ? callout_tile_decode (bytes, levels, job->x, job->y, &error) : NULL;

      if (texture != NULL)
        {
          g_task_return_pointer (task, texture, g_object_unref);
          return;
        }
      if (error != NULL)
        g_debug ("Tile %u/%u/%u: %s", job->zoom, job->x, job->y, error->message);
    }
  g_task_return_pointer (task, NULL, NULL);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  CalloutMbtilesSource *self = CALLOUT_MBTILES_SOURCE (object);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GTask) outer = user_data;
  GError *error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    g_task_return_error (outer, error);
  else if (texture == NULL)
    callout_tile_fall_back (self->behind, job->tile, g_steal_pointer (&outer));
  else
    {
      callout_tile_fill (job->tile, texture);
      g_task_return_boolean (outer, TRUE);
    }
}

static void
callout_mbtiles_source_fill_tile_async (ShumateMapSource    *source,
                                        ShumateTile         *tile,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  CalloutMbtilesSource *self = CALLOUT_MBTILES_SOURCE (source);
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (outer, callout_mbtiles_source_fill_tile_async);
  job->mbtiles = callout_mbtiles_ref (self->mbtiles);
  job->tile = g_object_ref (tile);
  job->zoom = shumate_tile_get_zoom_level (tile);
  job->x = shumate_tile_get_x (tile);
  job->y = shumate_tile_get_y (tile);
  shumate_tile_set_state (tile, SHUMATE_STATE_LOADING);

  task = g_task_new (self, cancellable, read_cb, outer);
  g_task_set_source_tag (task, read_thread);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, read_thread);
}

static gboolean
callout_mbtiles_source_fill_tile_finish (ShumateMapSource  *source,
                                         GAsyncResult      *result,
                                         GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
callout_mbtiles_source_finalize (GObject *object)
{
  CalloutMbtilesSource *self = CALLOUT_MBTILES_SOURCE (object);

  callout_mbtiles_unref (self->mbtiles);
  g_object_unref (self->behind);
  G_OBJECT_CLASS (callout_mbtiles_source_parent_class)->finalize (object);
}

static void
callout_mbtiles_source_class_init (CalloutMbtilesSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = callout_mbtiles_source_finalize;
  source_class->fill_tile_async = callout_mbtiles_source_fill_tile_async;
  source_class->fill_tile_finish = callout_mbtiles_source_fill_tile_finish;
}

static void
callout_mbtiles_source_init (CalloutMbtilesSource *self)
{
}

/**
 * callout_mbtiles_source_new:
 * @behind: what is shown where the file has nothing
 */
ShumateMapSource *
callout_mbtiles_source_new (CalloutMbtiles   *mbtiles,
                            ShumateMapSource *behind)
{
  g_autofree char *id = g_strdup_printf ("callout-mbtiles-%p-%s", (gpointer) mbtiles,
                                         shumate_map_source_get_id (behind));
  CalloutMbtilesSource *self = g_object_new (CALLOUT_TYPE_MBTILES_SOURCE,
                                             "id", id,
                                             "name", callout_mbtiles_get_name (mbtiles),
                                             "license", callout_mbtiles_get_attribution (mbtiles),
                                             "min-zoom-level", 0,
                                             "max-zoom-level", MAX_ZOOM,
                                             "tile-size", (guint) CALLOUT_MAP_TILE_SIZE,
                                             "projection", SHUMATE_MAP_PROJECTION_MERCATOR,
                                             NULL);

  self->mbtiles = callout_mbtiles_ref (mbtiles);
  self->behind = g_object_ref (behind);
  return SHUMATE_MAP_SOURCE (self);
}
