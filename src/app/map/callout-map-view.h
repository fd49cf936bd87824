/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-view.h"

G_BEGIN_DECLS

/**
 * CalloutMapView:
 *
 * All open work orders and everybody with a position, on one map, beside the
 * list of what is pending. A work order dropped on an engineer goes to them.
 *
 * Signal `assign` (const char *command, gint64 work_order): asks for the window
 * in which engineers are compared and chosen; the command is that of the table.
 */
#define CALLOUT_TYPE_MAP_VIEW (callout_map_view_get_type ())
G_DECLARE_FINAL_TYPE (CalloutMapView, callout_map_view, CALLOUT, MAP_VIEW, CalloutView)

CalloutView *callout_map_view_new (CalloutSession *session);

G_END_DECLS
