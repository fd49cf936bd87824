/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

G_BEGIN_DECLS

/**
 * CalloutDrafts:
 *
 * What was typed and not sent, for each conversation of the person signed in.
 * It is theirs alone, so it is kept in their data directory and not in the
 * store; there it outlives the window.
 *
 * Signals: `changed` (gint64 ticket, gint thread)
 */
#define CALLOUT_TYPE_DRAFTS (callout_drafts_get_type ())
G_DECLARE_FINAL_TYPE (CalloutDrafts, callout_drafts, CALLOUT, DRAFTS, GObject)

CalloutDrafts *callout_drafts_get_for  (CalloutSession *session);
char          *callout_drafts_dup      (CalloutDrafts  *self,
                                        gint64          ticket,
                                        int             thread);
void           callout_drafts_set      (CalloutDrafts  *self,
                                        gint64          ticket,
                                        int             thread,
                                        const char     *text);
void           callout_drafts_flush    (CalloutDrafts  *self);

G_END_DECLS
