/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-basemap.h"

#include <cairo.h>

G_BEGIN_DECLS

#define CALLOUT_BASEMAP_MAX_ZOOM 20

cairo_surface_t *callout_basemap_render_tile (CalloutBasemap *self,
                                              guint           zoom,
                                              guint           x,
                                              guint           y,
                                              guint           size,
                                              double          scale,
                                              gboolean        dark);
void             callout_basemap_draw        (CalloutBasemap *self,
                                              cairo_t        *cr,
                                              guint           zoom,
                                              double          left,
                                              double          top,
                                              double          width,
                                              double          height,
                                              gboolean        dark);

G_END_DECLS
