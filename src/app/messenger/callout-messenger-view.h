/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-view.h"

G_BEGIN_DECLS

/**
 * CalloutMessengerView:
 *
 * The conversations, and beside them the one that is open.
 */
#define CALLOUT_TYPE_MESSENGER_VIEW (callout_messenger_view_get_type ())
G_DECLARE_FINAL_TYPE (CalloutMessengerView, callout_messenger_view, CALLOUT, MESSENGER_VIEW, CalloutView)

CalloutView *callout_messenger_view_new  (CalloutSession *session);
void         callout_messenger_load_look (void);

G_END_DECLS
