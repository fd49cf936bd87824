/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-map-layer.h"
#include "callout-session.h"

G_BEGIN_DECLS

/**
 * CalloutMapDrop:
 *
 * Says, while a work order is held over an engineer, whether it could go to
 * them and if not why, and gives it to them when it is let go. It asks the same
 * ranking and the same table of commands as every other way to assign.
 */
#define CALLOUT_TYPE_MAP_DROP (callout_map_drop_get_type ())
G_DECLARE_FINAL_TYPE (CalloutMapDrop, callout_map_drop, CALLOUT, MAP_DROP, GObject)

CalloutMapDrop *callout_map_drop_new  (CalloutSession  *session,
                                       CalloutMapLayer *layer);
void            callout_map_drop_give (CalloutMapDrop  *self,
                                       gint64           work_order,
                                       gint64           person);

G_END_DECLS
