/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-basemap.h"

#include <cairo.h>

G_BEGIN_DECLS

#define CALLOUT_BASEMAP_MAX_ZOOM 20

/**
 * CalloutBasemapStyle:
 * @CALLOUT_BASEMAP_DARK: for a dark window
 * @CALLOUT_BASEMAP_CONTRAST: for who sees faint differences badly
 */
typedef enum {
  CALLOUT_BASEMAP_LIGHT    = 0,
  CALLOUT_BASEMAP_DARK     = 1 << 0,
  CALLOUT_BASEMAP_CONTRAST = 1 << 1,
} CalloutBasemapStyle;

#define CALLOUT_BASEMAP_N_STYLES 4

cairo_surface_t *callout_basemap_render_tile (CalloutBasemap      *self,
                                              guint                zoom,
                                              guint                x,
                                              guint                y,
                                              guint                size,
                                              double               scale,
                                              CalloutBasemapStyle  style);
void             callout_basemap_draw        (CalloutBasemap      *self,
                                              cairo_t             *cr,
                                              guint                zoom,
                                              double               left,
                                              double               top,
                                              double               width,
                                              double               height,
                                              CalloutBasemapStyle  style);

G_END_DECLS
