/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-icon-book.h"

G_BEGIN_DECLS

/**
 * CalloutLaneHeader:
 *
 * What stands above the steps of a Chat/Portal status: its icon, its label and
 * what it means for the customer. Its pencil renames it, through the action
 * `workflow.edit-status` with the status' key.
 */
#define CALLOUT_TYPE_LANE_HEADER (callout_lane_header_get_type ())
G_DECLARE_FINAL_TYPE (CalloutLaneHeader, callout_lane_header, CALLOUT, LANE_HEADER, GtkWidget)

GtkWidget *callout_lane_header_new (const char        *status,
                                    const char        *description);
void       callout_lane_header_set (CalloutLaneHeader *self,
                                    CalloutIconBook   *icons,
                                    const char        *icon,
                                    const char        *label);

G_END_DECLS
