/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-notification.h"

G_BEGIN_DECLS

/*
 * How people are told of things (contract 2.5, 2.23): what they chose, what the
 * house chose for them, when they want quiet, and in which words.
 */

/**
 * CalloutNotifyWish:
 *
 * By which channels a person is told of a topic.
 */
typedef struct {
  gboolean desktop;
  gboolean inbox;
  gboolean email;
  gboolean locked; /* an administrator chose it for everybody */
} CalloutNotifyWish;

CalloutNotifyWish callout_notify_wish_default  (CalloutTopic         topic,
                                                gboolean             customer);
CalloutNotifyWish callout_notify_wish_find     (GPtrArray           *prefs,
                                                gint64               person,
                                                CalloutTopic         topic,
                                                gboolean             customer);
gboolean          callout_quiet_hours_check    (const char          *hours,
                                                GError             **error);
gboolean          callout_quiet_hours_contain  (const char          *hours,
                                                GTimeZone           *zone,
                                                CalloutTime          at);
gboolean          callout_notify_wish_pops_up  (const CalloutNotifyWish *self,
                                                CalloutNotification *notification,
                                                const char          *quiet_hours,
                                                GTimeZone           *zone,
                                                CalloutTime          now);
guint             callout_notification_count_times  (CalloutNotification *self);
char             *callout_notification_dup_sentence (CalloutNotification *self,
                                                     gboolean             names);

G_END_DECLS
