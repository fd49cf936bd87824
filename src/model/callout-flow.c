/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow.h"

static const CalloutField flow_fields[] = {
  CALLOUT_FIELD (CalloutFlow, key, TEXT),
  CALLOUT_FIELD (CalloutFlow, number, INTEGER),
  CALLOUT_FIELD_E (CalloutFlow, state, callout_flow_state_get_type),
  CALLOUT_FIELD (CalloutFlow, name, TEXT),
  CALLOUT_FIELD (CalloutFlow, description, TEXT),
  CALLOUT_FIELD (CalloutFlow, button, TEXT),
  CALLOUT_FIELD (CalloutFlow, plan, TEXT),
  CALLOUT_FIELD (CalloutFlow, visit, BOOLEAN),
  CALLOUT_FIELD (CalloutFlow, ratings, BOOLEAN),
  CALLOUT_FIELD (CalloutFlow, skills, KEYS),
  CALLOUT_FIELD_R (CalloutFlow, notify_group, GROUP),
  CALLOUT_FIELD_R (CalloutFlow, offer_group, GROUP),
  CALLOUT_FIELD (CalloutFlow, published_at, TIME),
  CALLOUT_FIELD_R (CalloutFlow, published_by, PERSON),
  CALLOUT_FIELD_D (CalloutFlow, current, BOOLEAN),
  CALLOUT_FIELD_D (CalloutFlow, notify_group_key, TEXT),
  CALLOUT_FIELD_D (CalloutFlow, offer_group_key, TEXT),
  CALLOUT_FIELD_D (CalloutFlow, published_by_login, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutFlow, callout_flow, CALLOUT_TYPE_ENTITY)

static void
callout_flow_class_init (CalloutFlowClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_FLOW,
                                   flow_fields, G_N_ELEMENTS (flow_fields), "key");
}

static void
callout_flow_init (CalloutFlow *self)
{
}

static const CalloutField answer_fields[] = {
  CALLOUT_FIELD_R (CalloutAnswer, ticket, TICKET),
  CALLOUT_FIELD (CalloutAnswer, question, TEXT),
  CALLOUT_FIELD (CalloutAnswer, value, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutAnswer, callout_answer, CALLOUT_TYPE_ENTITY)

static void
callout_answer_class_init (CalloutAnswerClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_ANSWER,
                                   answer_fields, G_N_ELEMENTS (answer_fields), NULL);
}

static void
callout_answer_init (CalloutAnswer *self)
{
}
