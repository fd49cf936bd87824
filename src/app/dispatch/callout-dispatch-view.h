/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-view.h"

G_BEGIN_DECLS

/**
 * CalloutDispatchView:
 *
 * Work orders that wait, and what to do with them: the list, the one chosen
 * beside it, the actions below. Serves document 4, rows 4.3 to 4.25.
 */
#define CALLOUT_TYPE_DISPATCH_VIEW (callout_dispatch_view_get_type ())
G_DECLARE_FINAL_TYPE (CalloutDispatchView, callout_dispatch_view, CALLOUT, DISPATCH_VIEW, CalloutView)

CalloutView *callout_dispatch_view_new (CalloutSession *session);

G_END_DECLS
