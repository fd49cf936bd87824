/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutInbox:
 *
 * What the person signed in was told, the newest first (contract 2.5). It
 * counts what is unread all the time, and reads the list only while it is
 * looked at.
 *
 * Properties: `unread`. Signals: `opened` (something was chosen, the window is
 * asked to show it), `left` (Escape was pressed).
 */
#define CALLOUT_TYPE_INBOX (callout_inbox_get_type ())
G_DECLARE_FINAL_TYPE (CalloutInbox, callout_inbox, CALLOUT, INBOX, GtkWidget)

void  callout_inbox_set_session (CalloutInbox   *self,
                                 CalloutSession *session);
guint callout_inbox_get_unread  (CalloutInbox   *self);
void  callout_inbox_set_headed  (CalloutInbox   *self,
                                 gboolean        headed);

G_END_DECLS
