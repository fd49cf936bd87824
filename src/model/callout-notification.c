/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-notification.h"

static const CalloutField notification_fields[] = {
  CALLOUT_FIELD_R (CalloutNotification, person, PERSON),
  CALLOUT_FIELD_E (CalloutNotification, topic, callout_topic_get_type),
  CALLOUT_FIELD_E (CalloutNotification, kind, callout_kind_get_type),
  CALLOUT_FIELD (CalloutNotification, target, INTEGER),
  CALLOUT_FIELD_R (CalloutNotification, event, EVENT),
  CALLOUT_FIELD (CalloutNotification, read_at, TIME),
  CALLOUT_FIELD_D (CalloutNotification, login, TEXT),
  CALLOUT_FIELD_D (CalloutNotification, target_ref, TEXT),
  CALLOUT_FIELD_D (CalloutNotification, command, TEXT),
  CALLOUT_FIELD_D (CalloutNotification, actor_name, TEXT),
  CALLOUT_FIELD_D (CalloutNotification, told_at, TIME),
  CALLOUT_FIELD_D (CalloutNotification, kept, BOOLEAN),
};

G_DEFINE_FINAL_TYPE (CalloutNotification, callout_notification, CALLOUT_TYPE_ENTITY)

static void
callout_notification_class_init (CalloutNotificationClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_NOTIFICATION,
                                   notification_fields, G_N_ELEMENTS (notification_fields), NULL);
}

static void
callout_notification_init (CalloutNotification *self)
{
}

static const CalloutField notification_pref_fields[] = {
  CALLOUT_FIELD_R (CalloutNotificationPref, person, PERSON),
  CALLOUT_FIELD_E (CalloutNotificationPref, topic, callout_topic_get_type),
  CALLOUT_FIELD (CalloutNotificationPref, desktop, BOOLEAN),
  CALLOUT_FIELD (CalloutNotificationPref, inbox, BOOLEAN),
  CALLOUT_FIELD (CalloutNotificationPref, email, BOOLEAN),
  CALLOUT_FIELD (CalloutNotificationPref, locked, BOOLEAN),
  CALLOUT_FIELD_D (CalloutNotificationPref, login, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutNotificationPref, callout_notification_pref, CALLOUT_TYPE_ENTITY)

static void
callout_notification_pref_class_init (CalloutNotificationPrefClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_NOTIFICATION_PREF,
                                   notification_pref_fields, G_N_ELEMENTS (notification_pref_fields), NULL);
}

static void
callout_notification_pref_init (CalloutNotificationPref *self)
{
}

static const CalloutField outbox_fields[] = {
  CALLOUT_FIELD_R (CalloutOutbox, person, PERSON),
  CALLOUT_FIELD_E (CalloutOutbox, channel, callout_channel_get_type),
  CALLOUT_FIELD (CalloutOutbox, address, TEXT),
  CALLOUT_FIELD (CalloutOutbox, subject, TEXT),
  CALLOUT_FIELD (CalloutOutbox, body, TEXT),
  CALLOUT_FIELD_E (CalloutOutbox, state, callout_outbox_state_get_type),
  CALLOUT_FIELD_R (CalloutOutbox, ticket, TICKET),
  CALLOUT_FIELD_D (CalloutOutbox, login, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutOutbox, callout_outbox, CALLOUT_TYPE_ENTITY)

static void
callout_outbox_class_init (CalloutOutboxClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_OUTBOX,
                                   outbox_fields, G_N_ELEMENTS (outbox_fields), NULL);
}

static void
callout_outbox_init (CalloutOutbox *self)
{
}
