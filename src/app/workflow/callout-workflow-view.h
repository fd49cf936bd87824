/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-view.h"

G_BEGIN_DECLS

/**
 * CalloutWorkflowView:
 *
 * Workflow Assignments: which of the technician's steps stands under which
 * status the customer sees (contract 0.1–0.27). It shows the draft, or the
 * current version until the first edit makes one.
 */
#define CALLOUT_TYPE_WORKFLOW_VIEW (callout_workflow_view_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWorkflowView, callout_workflow_view, CALLOUT, WORKFLOW_VIEW, CalloutView)

CalloutView *callout_workflow_view_new (CalloutSession *session);

G_END_DECLS
