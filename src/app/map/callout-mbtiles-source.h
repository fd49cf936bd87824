/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-mbtiles.h"

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * CalloutMbtilesSource:
 *
 * Tiles from a file somebody brought along. Nearer than the file goes, its
 * nearest tiles are shown larger; where it has none at all, another source's.
 */
#define CALLOUT_TYPE_MBTILES_SOURCE (callout_mbtiles_source_get_type ())
G_DECLARE_FINAL_TYPE (CalloutMbtilesSource, callout_mbtiles_source, CALLOUT, MBTILES_SOURCE, ShumateMapSource)

ShumateMapSource *callout_mbtiles_source_new (CalloutMbtiles   *mbtiles,
                                              ShumateMapSource *behind);

G_END_DECLS
