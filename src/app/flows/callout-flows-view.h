/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-view.h"

G_BEGIN_DECLS

/**
 * CalloutFlowsView:
 *
 * Creation Flows: what is asked when a ticket begins (contract 2.10). All
 * flows, and the one that is edited.
 */
#define CALLOUT_TYPE_FLOWS_VIEW (callout_flows_view_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFlowsView, callout_flows_view, CALLOUT, FLOWS_VIEW, CalloutView)

CalloutView *callout_flows_view_new (CalloutSession *session);

G_END_DECLS
