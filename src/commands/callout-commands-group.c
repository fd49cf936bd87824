/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

static gboolean
check_group (CalloutCall   *call,
             CalloutGroup  *self,
             GError       **error)
{
  g_auto (GStrv) keys = g_strsplit (self->providers != NULL ? self->providers : "", " ", -1);

  if (self->name == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A group needs a name"));
      return FALSE;
    }
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (CalloutEntity) provider = NULL;

      if (*keys[i] == '\0')
        continue;
      provider = callout_store_resolve (call->store, CALLOUT_KIND_GROUP, keys[i], error);
      if (provider == NULL)
        return FALSE;
      if (CALLOUT_GROUP (provider)->type != CALLOUT_GROUP_TYPE_PROVIDER)
        {
          callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s is not a provider"), CALLOUT_GROUP (provider)->name);
          return FALSE;
        }
    }
  return TRUE;
}

CALLOUT_APPLY (group_create)
{
  g_autoptr (CalloutGroup) self = g_object_new (CALLOUT_TYPE_GROUP, NULL);
  g_autoptr (CalloutEntity) other = NULL;

  callout_call_take_fields (call, CALLOUT_ENTITY (self));
  if (!callout_check_key (_("A group’s key"), self->key, error) || !check_group (call, self, error))
    return FALSE;
  other = callout_store_find (call->store, CALLOUT_KIND_GROUP, "key", self->key, error);
  if (other != NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("The key “%s” is taken by %s"), self->key, CALLOUT_GROUP (other)->name);
      return FALSE;
    }
  if (!callout_store_insert (call->store, CALLOUT_ENTITY (self), error))
    return FALSE;
  call->target = CALLOUT_ENTITY (g_steal_pointer (&self));
  return TRUE;
}

CALLOUT_APPLY (group_edit)
{
  callout_call_take_fields (call, call->target);
  return check_group (call, CALLOUT_GROUP (call->target), error) && callout_store_update (call->store, call->target, error);
}

static GPtrArray *
memberships_of (CalloutCall  *call,
                GError      **error)
{
  return callout_store_children (call->store, CALLOUT_KIND_MEMBERSHIP, "group", call->target->id, error);
}

static CalloutMembership *
find_membership (GPtrArray             *memberships,
                 gint64                 person,
                 CalloutMembershipPart  part)
{
  for (guint i = 0; i < memberships->len; i++)
    {
      CalloutMembership *membership = g_ptr_array_index (memberships, i);

      if (membership->person == person && membership->part == (int) part)
        return membership;
    }
  return NULL;
}

static gboolean
add_membership (CalloutCall            *call,
                gint64                  person,
                CalloutMembershipPart   part,
                GError                **error)
{
  g_autoptr (CalloutMembership) membership = g_object_new (CALLOUT_TYPE_MEMBERSHIP, NULL);

  membership->group = call->target->id;
  membership->person = person;
  membership->part = part;
  return callout_store_insert (call->store, CALLOUT_ENTITY (membership), error);
}

CALLOUT_APPLY (group_add_member)
{
  g_autoptr (GPtrArray) people = callout_call_get_entities (call, "person", error);
  g_autoptr (GPtrArray) memberships = memberships_of (call, error);

  if (people == NULL || memberships == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      CalloutEntity *person = g_ptr_array_index (people, i);

      if (find_membership (memberships, person->id, CALLOUT_MEMBERSHIP_PART_MEMBER) != NULL)
        {
          callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("%s is in %s already"), CALLOUT_PERSON (person)->name,
                          CALLOUT_GROUP (call->target)->name);
          return FALSE;
        }
      if (!add_membership (call, person->id, CALLOUT_MEMBERSHIP_PART_MEMBER, error))
        return FALSE;
    }
  return TRUE;
}

CALLOUT_APPLY (group_remove_member)
{
  g_autoptr (GPtrArray) people = callout_call_get_entities (call, "person", error);
  g_autoptr (GPtrArray) memberships = memberships_of (call, error);

  if (people == NULL || memberships == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      CalloutEntity *person = g_ptr_array_index (people, i);
      CalloutMembership *membership = find_membership (memberships, person->id, CALLOUT_MEMBERSHIP_PART_MEMBER);

      if (membership == NULL)
        {
          callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("%s is not in %s"), CALLOUT_PERSON (person)->name,
                          CALLOUT_GROUP (call->target)->name);
          return FALSE;
        }
      if (!callout_store_delete (call->store, CALLOUT_ENTITY (membership), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_named (GPtrArray *people,
          gint64     person)
{
  for (guint i = 0; i < people->len; i++)
    if (CALLOUT_ENTITY (g_ptr_array_index (people, i))->id == person)
      return TRUE;
  return FALSE;
}

CALLOUT_APPLY (group_set_dispatchers)
{
  g_autoptr (GPtrArray) people = callout_call_get_entities (call, "person", error);
  g_autoptr (GPtrArray) memberships = memberships_of (call, error);

  if (people == NULL || memberships == NULL)
    return FALSE;
  for (guint i = 0; i < memberships->len; i++)
    {
      CalloutMembership *membership = g_ptr_array_index (memberships, i);

      if (membership->part == CALLOUT_MEMBERSHIP_PART_DISPATCHER && !is_named (people, membership->person)
          && !callout_store_delete (call->store, CALLOUT_ENTITY (membership), error))
        return FALSE;
    }
  for (guint i = 0; i < people->len; i++)
    {
      CalloutPerson *person = g_ptr_array_index (people, i);
      CalloutRoles may = CALLOUT_ROLE_BIT (CALLOUT_ROLE_DISPATCHER) | CALLOUT_ROLE_BIT (CALLOUT_ROLE_GROUP_DISPATCHER);

      if ((callout_person_get_roles (person) & may) == 0)
        {
          callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s needs the role group-dispatcher to dispatch for a group"),
                          person->name);
          return FALSE;
        }
      if (find_membership (memberships, CALLOUT_ENTITY (person)->id, CALLOUT_MEMBERSHIP_PART_DISPATCHER) == NULL
          && !add_membership (call, CALLOUT_ENTITY (person)->id, CALLOUT_MEMBERSHIP_PART_DISPATCHER, error))
        return FALSE;
    }
  return TRUE;
}
