/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-person.h"

static const CalloutField person_fields[] = {
  CALLOUT_FIELD (CalloutPerson, login, TEXT),
  CALLOUT_FIELD (CalloutPerson, name, TEXT),
  CALLOUT_FIELD (CalloutPerson, email, TEXT),
  CALLOUT_FIELD (CalloutPerson, phone, TEXT),
  CALLOUT_FIELD (CalloutPerson, roles, KEYS),
  CALLOUT_FIELD (CalloutPerson, grants, KEYS),
  CALLOUT_FIELD (CalloutPerson, skills, KEYS),
  CALLOUT_FIELD_E (CalloutPerson, availability, callout_availability_get_type),
  CALLOUT_FIELD (CalloutPerson, shift, TEXT),
  CALLOUT_FIELD (CalloutPerson, latitude, REAL),
  CALLOUT_FIELD (CalloutPerson, longitude, REAL),
  CALLOUT_FIELD (CalloutPerson, position_at, TIME),
  CALLOUT_FIELD (CalloutPerson, active, BOOLEAN),
  CALLOUT_FIELD_S (CalloutPerson, password_hash, TEXT),
  CALLOUT_FIELD_R (CalloutPerson, customer, CUSTOMER),
  CALLOUT_FIELD_D (CalloutPerson, groups, KEYS),
  CALLOUT_FIELD_D (CalloutPerson, dispatches, KEYS),
  CALLOUT_FIELD_D (CalloutPerson, external, BOOLEAN),
  CALLOUT_FIELD_D (CalloutPerson, pending, INTEGER),
  CALLOUT_FIELD_D (CalloutPerson, customer_name, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutPerson, callout_person, CALLOUT_TYPE_ENTITY)

static void
callout_person_class_init (CalloutPersonClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_PERSON,
                                   person_fields, G_N_ELEMENTS (person_fields), "login");
}

static void
callout_person_init (CalloutPerson *self)
{
}

/**
 * callout_person_get_roles:
 *
 * The roles as a set of bits.
 */
CalloutRoles
callout_person_get_roles (CalloutPerson *self)
{
  CalloutRoles roles = 0;

  g_return_val_if_fail (CALLOUT_IS_PERSON (self), 0);

  for (int role = 0; role < CALLOUT_N_ROLES; role++)
    if (callout_keys_contain (self->roles, callout_enum_key (CALLOUT_TYPE_ROLE, role)))
      roles |= CALLOUT_ROLE_BIT (role);
  return roles;
}

gboolean
callout_person_has_role (CalloutPerson *self,
                         CalloutRole    role)
{
  return (callout_person_get_roles (self) & CALLOUT_ROLE_BIT (role)) != 0;
}

gboolean
callout_person_has_grant (CalloutPerson *self,
                          const char    *grant)
{
  g_return_val_if_fail (CALLOUT_IS_PERSON (self), FALSE);

  return callout_keys_contain (self->grants, grant);
}

/**
 * callout_person_is_code_user:
 *
 * Whether it is an end customer's contact, who sees nothing of the house but
 * their own public tickets.
 */
gboolean
callout_person_is_code_user (CalloutPerson *self)
{
  return callout_person_has_role (self, CALLOUT_ROLE_CODE_USER);
}

/**
 * callout_person_is_engineer:
 *
 * Whether work can be assigned to this person at all: active, with the role MEMBER.
 */
gboolean
callout_person_is_engineer (CalloutPerson *self)
{
  return self->active && callout_person_has_role (self, CALLOUT_ROLE_MEMBER);
}
