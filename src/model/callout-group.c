/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-group.h"

static const CalloutField group_fields[] = {
  CALLOUT_FIELD (CalloutGroup, key, TEXT),
  CALLOUT_FIELD (CalloutGroup, name, TEXT),
  CALLOUT_FIELD_E (CalloutGroup, type, callout_group_type_get_type),
  CALLOUT_FIELD_E (CalloutGroup, mode, callout_group_mode_get_type),
  CALLOUT_FIELD (CalloutGroup, allow_cross_group, BOOLEAN),
  CALLOUT_FIELD (CalloutGroup, providers, KEYS),
  CALLOUT_FIELD_D (CalloutGroup, n_members, INTEGER),
  CALLOUT_FIELD_D (CalloutGroup, pending, INTEGER),
  CALLOUT_FIELD_D (CalloutGroup, members, KEYS),
  CALLOUT_FIELD_D (CalloutGroup, dispatchers, KEYS),
};

G_DEFINE_FINAL_TYPE (CalloutGroup, callout_group, CALLOUT_TYPE_ENTITY)

static void
callout_group_class_init (CalloutGroupClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_GROUP,
                                   group_fields, G_N_ELEMENTS (group_fields), "key");
}

static void
callout_group_init (CalloutGroup *self)
{
}

static const CalloutField membership_fields[] = {
  CALLOUT_FIELD_R (CalloutMembership, group, GROUP),
  CALLOUT_FIELD_R (CalloutMembership, person, PERSON),
  CALLOUT_FIELD_E (CalloutMembership, part, callout_membership_part_get_type),
};

G_DEFINE_FINAL_TYPE (CalloutMembership, callout_membership, CALLOUT_TYPE_ENTITY)

static void
callout_membership_class_init (CalloutMembershipClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_MEMBERSHIP,
                                   membership_fields, G_N_ELEMENTS (membership_fields), NULL);
}

static void
callout_membership_init (CalloutMembership *self)
{
}
