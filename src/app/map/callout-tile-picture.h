/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/* What sources of ready-made pictures share. */

GdkTexture *callout_tile_decode    (GBytes            *bytes,
                                    guint              levels,
                                    guint              x,
                                    guint              y,
                                    GError           **error);
void        callout_tile_fill      (ShumateTile       *tile,
                                    GdkTexture        *texture);
void        callout_tile_fall_back (ShumateMapSource  *behind,
                                    ShumateTile       *tile,
                                    GTask             *outer);

G_END_DECLS
