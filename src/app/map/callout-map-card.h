/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-map-layer.h"
#include "callout-nearest.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the card beside a mark holds. The buttons activate `map-view.assign`,
 * `map-view.details`, `map-view.locate` and `map-view.show`, which take a kind
 * and an id, and `map-view.open-cluster`; the view around them installs those. */

GtkWidget *callout_map_card_new_work_order (CalloutWorkOrder *work_order,
                                            GTimeZone        *zone);
GtkWidget *callout_map_card_new_engineer   (CalloutNeighbour *neighbour,
                                            GTimeZone        *zone);
GtkWidget *callout_map_card_new_cluster    (CalloutMapLayer  *layer,
                                            GArray           *items);

G_END_DECLS
