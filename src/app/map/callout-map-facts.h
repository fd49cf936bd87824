/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-map-item.h"
#include "callout-nearest.h"

G_BEGIN_DECLS

/* What is known of people and work, as things on a map. */

gboolean  callout_map_add_neighbour          (GArray             *items,
                                              CalloutNeighbour   *neighbour,
                                              CalloutTime         validity,
                                              gboolean            judged);
gboolean  callout_map_add_work_order         (GArray             *items,
                                              CalloutWorkOrder   *work_order,
                                              CalloutMapItemFlags flags);
char     *callout_map_describe_work_order    (CalloutWorkOrder   *work_order);
char     *callout_map_describe_neighbour     (CalloutNeighbour   *neighbour,
                                              gboolean            judged);
CalloutTime callout_map_default_validity     (void);

G_END_DECLS
