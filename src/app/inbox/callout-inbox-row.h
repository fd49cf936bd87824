/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-query-list.h"
#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutInboxRow:
 *
 * One notification: what it tells, what about, and when. What is unread has a
 * dot before it.
 */
#define CALLOUT_TYPE_INBOX_ROW (callout_inbox_row_get_type ())
G_DECLARE_FINAL_TYPE (CalloutInboxRow, callout_inbox_row, CALLOUT, INBOX_ROW, GtkWidget)

GtkWidget *callout_inbox_row_new     (CalloutSession  *session);
void       callout_inbox_row_set_row (CalloutInboxRow *self,
                                      CalloutRow      *row);

G_END_DECLS
