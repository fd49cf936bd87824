/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-drafts.h"
#include "callout-highlight.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutConversationRow:
 *
 * A conversation in a list: what it is about, the last that was said or what is
 * being written, when, and how much of it was not read. Or, for a hit of the
 * search, the message that was found.
 *
 * Signals: `shown`: what it shows has changed.
 */
#define CALLOUT_TYPE_CONVERSATION_ROW (callout_conversation_row_get_type ())
G_DECLARE_FINAL_TYPE (CalloutConversationRow, callout_conversation_row, CALLOUT, CONVERSATION_ROW, GtkWidget)

GtkWidget *callout_conversation_row_new   (CalloutSession         *session,
                                           CalloutHighlight       *highlight);
void       callout_conversation_row_set   (CalloutConversationRow *self,
                                           CalloutRow             *row);
CalloutRow *callout_conversation_row_get  (CalloutConversationRow *self);
void       callout_conversation_row_show  (CalloutConversationRow *self);

G_END_DECLS
