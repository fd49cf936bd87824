/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutHistoryPane:
 *
 * Everything that happened to a thing, the latest first: who, when, what, why.
 */
#define CALLOUT_TYPE_HISTORY_PANE (callout_history_pane_get_type ())
G_DECLARE_FINAL_TYPE (CalloutHistoryPane, callout_history_pane, CALLOUT, HISTORY_PANE, GtkWidget)

void callout_history_pane_set_session (CalloutHistoryPane *self,
                                       CalloutSession     *session);
void callout_history_pane_set_target  (CalloutHistoryPane *self,
                                       CalloutKind         kind,
                                       gint64              id);

G_END_DECLS
