/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-basemap-source.h"

G_BEGIN_DECLS

/**
 * CalloutMapTiles:
 *
 * Where the ground of the maps comes from: the MBTiles file somebody chose,
 * the tile server where one is set and there is a network, and behind both the
 * bundled map, so that no map is ever blank.
 *
 * Signals:
 *  - `changed`: another source is in use; ask for it anew
 *  - `failed` (const char *sentence): a source cannot be used, and why
 */
#define CALLOUT_TYPE_MAP_TILES (callout_map_tiles_get_type ())
G_DECLARE_FINAL_TYPE (CalloutMapTiles, callout_map_tiles, CALLOUT, MAP_TILES, GObject)

CalloutMapTiles     *callout_map_tiles_get             (GSettings           *settings);
ShumateMapSource    *callout_map_tiles_get_source      (CalloutMapTiles     *self,
                                                        int                  scale,
                                                        CalloutBasemapStyle  style);
CalloutBasemapStore *callout_map_tiles_get_store       (CalloutMapTiles     *self);
const char          *callout_map_tiles_get_attribution (CalloutMapTiles     *self);
const char          *callout_map_tiles_get_failure     (CalloutMapTiles     *self);

G_END_DECLS
