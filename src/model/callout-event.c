/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-event.h"

static const CalloutField event_fields[] = {
  CALLOUT_FIELD (CalloutEvent, at, TIME),
  CALLOUT_FIELD_R (CalloutEvent, actor, PERSON),
  CALLOUT_FIELD_E (CalloutEvent, source, callout_source_get_type),
  CALLOUT_FIELD (CalloutEvent, command, TEXT),
  CALLOUT_FIELD_E (CalloutEvent, kind, callout_kind_get_type),
  CALLOUT_FIELD (CalloutEvent, target, INTEGER),
  CALLOUT_FIELD (CalloutEvent, from_state, TEXT),
  CALLOUT_FIELD (CalloutEvent, to_state, TEXT),
  CALLOUT_FIELD (CalloutEvent, reason, TEXT),
  CALLOUT_FIELD (CalloutEvent, cause, INTEGER),
  CALLOUT_FIELD (CalloutEvent, undoes, INTEGER),
  CALLOUT_FIELD_D (CalloutEvent, actor_login, TEXT),
  CALLOUT_FIELD_D (CalloutEvent, actor_name, TEXT),
  CALLOUT_FIELD_D (CalloutEvent, target_ref, TEXT),
  CALLOUT_FIELD_D (CalloutEvent, undone_by, INTEGER),
};

G_DEFINE_FINAL_TYPE (CalloutEvent, callout_event, CALLOUT_TYPE_ENTITY)

static void
callout_event_class_init (CalloutEventClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_EVENT,
                                   event_fields, G_N_ELEMENTS (event_fields), NULL);
}

static void
callout_event_init (CalloutEvent *self)
{
}

void
callout_change_free (CalloutChange *self)
{
  g_free (self->field);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}
