/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-tile-cache.h"

typedef struct {
  guint64       place;
  GdkPaintable *paintable;
  GList         link; /* in the queue, the last used at its head */
} Entry;

struct _CalloutTileCache
{
  GHashTable *entries;
  GQueue      queue;
  guint       capacity;
};

/* Tiles of level z are numbered below 2^z each way; level 26 still fits. */
static guint64
place_of (guint zoom,
          guint x,
          guint y)
{
  return (guint64) zoom << 56 | (guint64) x << 28 | y;
}

static void
entry_free (Entry *entry)
{
  g_object_unref (entry->paintable);
  g_free (entry);
}

CalloutTileCache *
callout_tile_cache_new (guint capacity)
{
  CalloutTileCache *self = g_new0 (CalloutTileCache, 1);

  self->capacity = capacity;
  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) entry_free);
  g_queue_init (&self->queue);
  return self;
}

void
callout_tile_cache_free (CalloutTileCache *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

/**
 * callout_tile_cache_lookup:
 *
 * Returns: (transfer none) (nullable): the tile, now the last used
 */
GdkPaintable *
callout_tile_cache_lookup (CalloutTileCache *self,
                           guint             zoom,
                           guint             x,
                           guint             y)
{
  guint64 place = place_of (zoom, x, y);
  Entry *entry = g_hash_table_lookup (self->entries, &place);

  if (entry == NULL)
    return NULL;
  g_queue_unlink (&self->queue, &entry->link);
  g_queue_push_head_link (&self->queue, &entry->link);
  return entry->paintable;
}

void
callout_tile_cache_insert (CalloutTileCache *self,
                           guint             zoom,
                           guint             x,
                           guint             y,
                           GdkPaintable     *paintable)
{
  guint64 place = place_of (zoom, x, y);
  Entry *entry;

  if (g_hash_table_contains (self->entries, &place))
    return;
  if (self->queue.length >= self->capacity)
    {
      entry = self->queue.tail->data;
      g_queue_unlink (&self->queue, &entry->link);
      g_hash_table_remove (self->entries, &entry->place);
    }

  entry = g_new0 (Entry, 1);
  entry->place = place;
  entry->paintable = g_object_ref (paintable);
  entry->link.data = entry;
  g_hash_table_insert (self->entries, &entry->place, entry);
  g_queue_push_head_link (&self->queue, &entry->link);
}
