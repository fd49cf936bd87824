/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-nearest.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutMapFilter:
 *
 * What the map view shows: a popover's worth of choices.
 *
 * Signal `changed`.
 */
#define CALLOUT_TYPE_MAP_FILTER (callout_map_filter_get_type ())
G_DECLARE_FINAL_TYPE (CalloutMapFilter, callout_map_filter, CALLOUT, MAP_FILTER, GtkWidget)

GtkWidget  *callout_map_filter_new              (void);
void        callout_map_filter_set_groups       (CalloutMapFilter *self,
                                                 GHashTable       *groups);
const char *callout_map_filter_get_group        (CalloutMapFilter *self);
gboolean    callout_map_filter_has_work_order   (CalloutMapFilter *self,
                                                 CalloutWorkOrder *work_order);
gboolean    callout_map_filter_has_neighbour    (CalloutMapFilter *self,
                                                 CalloutNeighbour *neighbour);
gboolean    callout_map_filter_is_plain         (CalloutMapFilter *self);

G_END_DECLS
