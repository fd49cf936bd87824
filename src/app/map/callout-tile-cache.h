/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * CalloutTileCache:
 *
 * The tiles used last, by their place. Belongs to the main thread.
 */
typedef struct _CalloutTileCache CalloutTileCache;

CalloutTileCache *callout_tile_cache_new    (guint             capacity);
void              callout_tile_cache_free   (CalloutTileCache *self);
GdkPaintable     *callout_tile_cache_lookup (CalloutTileCache *self,
                                             guint             zoom,
                                             guint             x,
                                             guint             y);
void              callout_tile_cache_insert (CalloutTileCache *self,
                                             guint             zoom,
                                             guint             x,
                                             guint             y,
                                             GdkPaintable     *paintable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutTileCache, callout_tile_cache_free)

G_END_DECLS
