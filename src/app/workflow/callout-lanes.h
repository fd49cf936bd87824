/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-model.h"

G_BEGIN_DECLS

/**
 * CalloutLanes:
 *
 * A workflow as it is arranged: a lane for each Chat/Portal status from Open
 * to Finished, and the tray as the last. A branch (Reject) is no place of its
 * own: it hangs on the step it stands beside, and goes where that goes.
 */
typedef struct _CalloutLanes CalloutLanes;

#define CALLOUT_N_LANES 6
#define CALLOUT_LANE_TRAY 5

CalloutPortalStatus callout_lane_status        (guint         lane);
guint               callout_lane_of_status     (int           status);

CalloutLanes       *callout_lanes_new          (GPtrArray    *steps);
void                callout_lanes_free         (CalloutLanes *self);
guint               callout_lanes_get_size     (CalloutLanes *self,
                                                guint         lane);
CalloutStep        *callout_lanes_get_step     (CalloutLanes *self,
                                                guint         lane,
                                                guint         index);
GPtrArray          *callout_lanes_get_branches (CalloutLanes *self,
                                                guint         lane,
                                                guint         index);
gboolean            callout_lanes_find         (CalloutLanes *self,
                                                const char   *key,
                                                guint        *lane,
                                                guint        *index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutLanes, callout_lanes_free)

G_END_DECLS
