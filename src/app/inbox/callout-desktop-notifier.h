/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

G_BEGIN_DECLS

/**
 * CalloutDesktopNotifier:
 *
 * Shows on the desktop what the person signed in is told while the window is
 * open (contract 2.5, 2.23): what they want to pop up, when it is not quiet,
 * until it is read. Its buttons are actions of the application.
 */
#define CALLOUT_TYPE_DESKTOP_NOTIFIER (callout_desktop_notifier_get_type ())
G_DECLARE_FINAL_TYPE (CalloutDesktopNotifier, callout_desktop_notifier, CALLOUT, DESKTOP_NOTIFIER, GObject)

/* The application's actions: of (xx), a person and one of their notifications. */
#define CALLOUT_NOTIFICATION_OPEN   "notification-open"
#define CALLOUT_NOTIFICATION_ACCEPT "notification-accept"
#define CALLOUT_NOTIFICATION_INBOX  "notification-inbox" /* without a target */

CalloutDesktopNotifier *callout_desktop_notifier_new (CalloutSession         *session);
void                    callout_desktop_notifier_act (CalloutDesktopNotifier *self,
                                                      gint64                  person,
                                                      gint64                  notification,
                                                      gboolean                accept);

G_END_DECLS
