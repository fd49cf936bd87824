/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-view.h"

G_BEGIN_DECLS

/**
 * CalloutTicketsView:
 *
 * The tickets: all of them in a list that is filtered, sorted and searched,
 * and everything about the one that is chosen beside it.
 */
#define CALLOUT_TYPE_TICKETS_VIEW (callout_tickets_view_get_type ())
G_DECLARE_FINAL_TYPE (CalloutTicketsView, callout_tickets_view, CALLOUT, TICKETS_VIEW, CalloutView)

CalloutView *callout_tickets_view_new (CalloutSession *session);

G_END_DECLS
