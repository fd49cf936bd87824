/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-map-layer.h"
#include "callout-map-tiles.h"

G_BEGIN_DECLS

/**
 * CalloutMap:
 *
 * A map to look at: ground, engineers and work orders, zoom buttons, a scale,
 * and whose data the ground is. Zooms by whole levels, at which letters and
 * lines are sharp.
 */
#define CALLOUT_TYPE_MAP (callout_map_get_type ())
G_DECLARE_FINAL_TYPE (CalloutMap, callout_map, CALLOUT, MAP, GtkWidget)

CalloutMap      *callout_map_new           (CalloutMapTiles    *tiles);
CalloutMapLayer *callout_map_get_layer     (CalloutMap         *self);
ShumateViewport *callout_map_get_viewport  (CalloutMap         *self);
CalloutMapTiles *callout_map_get_tiles     (CalloutMap         *self);
void             callout_map_add_overlay   (CalloutMap         *self,
                                            GtkWidget          *widget);
void             callout_map_set_legend    (CalloutMap         *self,
                                            GtkWidget          *legend);
void             callout_map_set_tools     (CalloutMap         *self,
                                            GtkWidget          *tools);
void             callout_map_show_card     (CalloutMap         *self,
                                            GtkWidget          *card,
                                            double              x,
                                            double              y);
void             callout_map_update_card   (CalloutMap         *self,
                                            GtkWidget          *card);
void             callout_map_close_card    (CalloutMap         *self);
gboolean         callout_map_has_card      (CalloutMap         *self);
void             callout_map_set_fit_button (CalloutMap        *self,
                                            gboolean            fit_button);
void             callout_map_set_still     (CalloutMap         *self);
void             callout_map_go_to         (CalloutMap         *self,
                                            const CalloutPoint *point,
                                            double              zoom,
                                            gboolean            animate);
void             callout_map_fit           (CalloutMap         *self,
                                            const CalloutPoint *points,
                                            guint               n_points,
                                            double              max_zoom,
                                            gboolean            animate);
void             callout_map_fit_items     (CalloutMap         *self,
                                            gboolean            animate);
void             callout_map_zoom_by       (CalloutMap         *self,
                                            int                 levels);

G_END_DECLS
