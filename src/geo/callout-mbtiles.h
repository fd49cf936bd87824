/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-point.h"

G_BEGIN_DECLS

/**
 * CalloutMbtiles:
 *
 * A map somebody brought along as one file of picture tiles (MBTiles 1.3).
 * Opened for reading alone; any thread may ask for tiles.
 */
typedef struct _CalloutMbtiles CalloutMbtiles;

#define CALLOUT_TYPE_MBTILES (callout_mbtiles_get_type ())

typedef enum {
  CALLOUT_TILE_PNG,
  CALLOUT_TILE_JPEG,
  CALLOUT_TILE_WEBP,
} CalloutTileFormat;

GType             callout_mbtiles_get_type        (void);
CalloutMbtiles   *callout_mbtiles_open            (const char      *path,
                                                   GError         **error);
CalloutMbtiles   *callout_mbtiles_ref             (CalloutMbtiles  *self);
void              callout_mbtiles_unref           (CalloutMbtiles  *self);

const char       *callout_mbtiles_get_name        (CalloutMbtiles  *self);
const char       *callout_mbtiles_get_attribution (CalloutMbtiles  *self);
CalloutTileFormat callout_mbtiles_get_format      (CalloutMbtiles  *self);
guint             callout_mbtiles_get_min_zoom    (CalloutMbtiles  *self);
guint             callout_mbtiles_get_max_zoom    (CalloutMbtiles  *self);
void              callout_mbtiles_get_bounds      (CalloutMbtiles  *self,
                                                   CalloutPoint    *south_west,
                                                   CalloutPoint    *north_east);
GBytes           *callout_mbtiles_read_tile       (CalloutMbtiles  *self,
                                                   guint            zoom,
                                                   guint            x,
                                                   guint            y,
                                                   GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutMbtiles, callout_mbtiles_unref)

G_END_DECLS
