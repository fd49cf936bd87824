/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-nearest.h"
#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutAssignMap:
 *
 * A work order and who could go, on the map: rings of distance around it,
 * engineers of the house and of providers told apart, those left out paler,
 * those chosen joined to it. Without a location it says so and offers to set one.
 *
 * Signals:
 *  - `person-activated` (gint64): clicked, or Enter
 *  - `hovered` (gint64): the pointer is on this person; 0: on nobody
 */
#define CALLOUT_TYPE_ASSIGN_MAP (callout_assign_map_get_type ())
G_DECLARE_FINAL_TYPE (CalloutAssignMap, callout_assign_map, CALLOUT, ASSIGN_MAP, GtkWidget)

GtkWidget *callout_assign_map_new            (CalloutSession   *session);
void       callout_assign_map_set_work_order (CalloutAssignMap *self,
                                              CalloutWorkOrder *work_order);
void       callout_assign_map_set_neighbours (CalloutAssignMap *self,
                                              GPtrArray        *neighbours);
void       callout_assign_map_set_chosen     (CalloutAssignMap *self,
                                              gint64            lead,
                                              const gint64     *collaborators,
                                              guint             n_collaborators);
void       callout_assign_map_set_hovered    (CalloutAssignMap *self,
                                              gint64            person);

G_END_DECLS
