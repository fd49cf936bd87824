/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-view.h"

G_BEGIN_DECLS

/**
 * CalloutWorkView:
 *
 * My Work: what a technician is on, what is offered to them, and the next step
 * of each.
 */
#define CALLOUT_TYPE_WORK_VIEW (callout_work_view_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWorkView, callout_work_view, CALLOUT, WORK_VIEW, CalloutView)

CalloutView *callout_work_view_new (CalloutSession *session);

G_END_DECLS
