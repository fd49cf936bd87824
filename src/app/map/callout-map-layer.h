/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-map-item.h"

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * CalloutMapLayer:
 *
 * Engineers and work orders on the map: one widget that draws them all, so
 * that ten thousand cost no more than what is in sight.
 *
 * Signals:
 *  - `item-activated` (gint kind, gint64 id, double x, double y): clicked, or
 *    Enter; where it stands on the widget
 *  - `cluster-activated` (GArray *items, double x, double y): likewise, with the
 *    numbers (guint) of its items
 *  - `ground-clicked` (double latitude, double longitude)
 *  - `hovered` (gint kind, gint64 id): what the pointer is on; kind 0: nothing
 *  - `selected` (gint kind, gint64 id): the selection was moved by hand
 *  - `go-to` (double latitude, double longitude, double zoom): asks to be moved
 *  - `drag-hovered` (gint64 work_order, gint64 person): a work order is held over
 *    an engineer; 0: over nobody. Answer with callout_map_layer_set_verdict().
 *  - `dropped` (gint64 work_order, gint64 person)
 *  - `drag-ended`
 */
#define CALLOUT_TYPE_MAP_LAYER (callout_map_layer_get_type ())
G_DECLARE_FINAL_TYPE (CalloutMapLayer, callout_map_layer, CALLOUT, MAP_LAYER, ShumateLayer)

typedef enum {
  CALLOUT_MAP_VERDICT_PENDING, /* not known yet */
  CALLOUT_MAP_VERDICT_YES,
  CALLOUT_MAP_VERDICT_NO,
} CalloutMapVerdict;

CalloutMapLayer *callout_map_layer_new            (ShumateViewport     *viewport);

void             callout_map_layer_set_items      (CalloutMapLayer     *self,
                                                   GArray              *items);
GArray          *callout_map_layer_get_items      (CalloutMapLayer     *self);
const CalloutMapItem *
                 callout_map_layer_find           (CalloutMapLayer     *self,
                                                   CalloutKind          kind,
                                                   gint64               id);
void             callout_map_layer_set_chosen     (CalloutMapLayer     *self,
                                                   gint64               lead,
                                                   const gint64        *collaborators,
                                                   guint                n_collaborators);
void             callout_map_layer_select         (CalloutMapLayer     *self,
                                                   CalloutKind          kind,
                                                   gint64               id);
CalloutKind      callout_map_layer_get_selected   (CalloutMapLayer     *self,
                                                   gint64              *id);
void             callout_map_layer_set_hovered    (CalloutMapLayer     *self,
                                                   CalloutKind          kind,
                                                   gint64               id);
void             callout_map_layer_set_rings      (CalloutMapLayer     *self,
                                                   const CalloutPoint  *centre);
void             callout_map_layer_set_can_drag   (CalloutMapLayer     *self,
                                                   gboolean             can_drag);
void             callout_map_layer_set_verdict    (CalloutMapLayer     *self,
                                                   gint64               person,
                                                   CalloutMapVerdict    verdict,
                                                   const char          *sentence);
CalloutKind      callout_map_layer_pick           (CalloutMapLayer     *self,
                                                   double               x,
                                                   double               y,
                                                   gint64              *id);
void             callout_map_layer_open_selected  (CalloutMapLayer     *self);
gboolean         callout_map_layer_is_alone       (CalloutMapLayer     *self,
                                                   CalloutKind          kind,
                                                   gint64               id);
gboolean         callout_map_layer_locate         (CalloutMapLayer     *self,
                                                   CalloutKind          kind,
                                                   gint64               id,
                                                   double              *x,
                                                   double              *y);

G_END_DECLS
