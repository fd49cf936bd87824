/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutNotification:
 *
 * Something a person is told of. What happened stands in the event.
 */
#define CALLOUT_TYPE_NOTIFICATION (callout_notification_get_type ())
G_DECLARE_FINAL_TYPE (CalloutNotification, callout_notification, CALLOUT, NOTIFICATION, CalloutEntity)

struct _CalloutNotification
{
  CalloutEntity parent_instance;

  gint64      person;
  int         topic;               /* CalloutTopic */
  int         kind;                /* CalloutKind */
  gint64      target;              /* id of that kind */
  gint64      event;
  CalloutTime read_at;

  /* Derived */
  char       *login;
  char       *target_ref;
  char       *command;             /* the event's */
  char       *actor_name;          /* the event's */
  CalloutTime told_at;             /* when it was told, or told again */
  gboolean    kept;                /* in the inbox; else it only popped up */
};

/**
 * CalloutNotificationPref:
 *
 * How a person wants to be told of a topic; person 0: everybody who did not say.
 */
#define CALLOUT_TYPE_NOTIFICATION_PREF (callout_notification_pref_get_type ())
G_DECLARE_FINAL_TYPE (CalloutNotificationPref, callout_notification_pref, CALLOUT, NOTIFICATION_PREF, CalloutEntity)

struct _CalloutNotificationPref
{
  CalloutEntity parent_instance;

  gint64      person;
  int         topic;               /* CalloutTopic */
  gboolean    desktop;
  gboolean    inbox;
  gboolean    email;
  gboolean    locked;              /* nobody may choose otherwise; only at person 0 */

  /* Derived */
  char       *login;
};

/**
 * CalloutOutbox:
 *
 * A message that waits to be sent, or was.
 */
#define CALLOUT_TYPE_OUTBOX (callout_outbox_get_type ())
G_DECLARE_FINAL_TYPE (CalloutOutbox, callout_outbox, CALLOUT, OUTBOX, CalloutEntity)

struct _CalloutOutbox
{
  CalloutEntity parent_instance;

  gint64      person;
  int         channel;             /* CalloutChannel */
  char       *address;
  char       *subject;
  char       *body;
  int         state;               /* CalloutOutboxState */
  gint64      ticket;

  /* Derived */
  char       *login;
};

G_END_DECLS
