/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutInboxButton:
 *
 * The button that says how many notifications are unread, and opens the inbox:
 * over the window where there is room, else on a page of its own.
 *
 * Properties: `compact` (there is no room), `page-shown` (the page is to be
 * shown now).
 */
#define CALLOUT_TYPE_INBOX_BUTTON (callout_inbox_button_get_type ())
G_DECLARE_FINAL_TYPE (CalloutInboxButton, callout_inbox_button, CALLOUT, INBOX_BUTTON, GtkWidget)

void     callout_inbox_button_set_session    (CalloutInboxButton *self,
                                              CalloutSession     *session);
void     callout_inbox_button_set_page       (CalloutInboxButton *self,
                                              AdwBin             *page);
void     callout_inbox_button_set_compact    (CalloutInboxButton *self,
                                              gboolean            compact);
gboolean callout_inbox_button_get_page_shown (CalloutInboxButton *self);
void     callout_inbox_button_open           (CalloutInboxButton *self);
void     callout_inbox_button_close          (CalloutInboxButton *self);

G_END_DECLS
