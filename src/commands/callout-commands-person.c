/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include "callout-password.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_KEY 64

/**
 * callout_check_key:
 *
 * Logins and keys: short, lower case, fit for a command line.
 */
gboolean
callout_check_key (const char  *what,
                   const char  *key,
                   GError     **error)
{
  if (key != NULL && strlen (key) <= MAX_KEY && g_ascii_isalnum (*key)
      && strspn (key, "abcdefghijklmnopqrstuvwxyz0123456789._-") == strlen (key))
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_INVALID,
                  _("%s must be at most %d of a-z, 0-9, “.”, “_”, “-”, beginning with a letter or digit; “%s” is not"), what,
                  MAX_KEY, key != NULL ? key : "");
  return FALSE;
}

static gboolean
check_roles (const char  *roles,
             GError     **error)
{
  g_auto (GStrv) keys = g_strsplit (roles != NULL ? roles : "", " ", -1);
  int role;

  for (guint i = 0; keys[i] != NULL; i++)
    if (*keys[i] != '\0' && !callout_enum_parse (CALLOUT_TYPE_ROLE, keys[i], &role))
      {
        callout_refuse (error, CALLOUT_ERROR_INVALID,
                        _("There is no role “%s”; there are admin, moderator, dispatcher, group-dispatcher, supervisor, "
                          "coordinator, member and code-user"), keys[i]);
        return FALSE;
      }
  if (callout_keys_contain (roles, "code-user") && g_strv_length (keys) > 1)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A code user is a customer and can have no other role"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
take_person (CalloutCall    *call,
             CalloutPerson  *self,
             GError        **error)
{
  callout_call_take_fields (call, CALLOUT_ENTITY (self));
  if (self->name == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A person needs a name"));
      return FALSE;
    }
  if (callout_call_has (call, "customer"))
    {
      GError *failure = NULL;
      g_autoptr (CalloutEntity) customer = callout_call_get_entity (call, "customer", &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      self->customer = customer != NULL ? customer->id : 0;
    }
  if (self->shift != NULL)
    {
      g_autoptr (CalloutShift) shift = callout_shift_parse (self->shift, error);
      return shift != NULL;
    }
  return TRUE;
}

static gboolean
take_position (CalloutCall    *call,
               CalloutPerson  *self,
               GError        **error)
{
  CalloutTime at = callout_call_get_time (call, "position_at");

  if (!callout_call_take_place (call, &self->latitude, &self->longitude, error))
    return FALSE;
  if (at > call->now + CALLOUT_MINUTE)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A position cannot be reported for a time to come"));
      return FALSE;
    }
  self->position_at = isnan (self->latitude) ? 0 : at != 0 ? at : call->now;
  return TRUE;
}

CALLOUT_APPLY (person_create)
{
  g_autoptr (CalloutPerson) self = g_object_new (CALLOUT_TYPE_PERSON, NULL);
  g_autoptr (CalloutEntity) other = NULL;

  self->active = TRUE;
  if (!take_person (call, self, error) || !callout_check_key (_("A login"), self->login, error)
      || !check_roles (self->roles, error) || !take_position (call, self, error))
    return FALSE;
  if (self->roles == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A person needs at least one role"));
      return FALSE;
    }
  other = callout_store_find (call->store, CALLOUT_KIND_PERSON, "login", self->login, error);
  if (other != NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("The login “%s” is taken by %s"), self->login,
                      CALLOUT_PERSON (other)->name);
      return FALSE;
    }
  if (!callout_store_insert (call->store, CALLOUT_ENTITY (self), error))
    return FALSE;
  call->target = CALLOUT_ENTITY (g_steal_pointer (&self));
  return TRUE;
}

CALLOUT_APPLY (person_edit)
{
  return take_person (call, CALLOUT_PERSON (call->target), error) && callout_store_update (call->store, call->target, error);
}

/* Guards by who it is about */

static gboolean
is_self (CalloutCall *call)
{
  return CALLOUT_ENTITY (call->actor)->id == call->target->id;
}

CALLOUT_GUARD (person_self_or_dispatch)
{
  CalloutRoles may = CALLOUT_ROLE_BIT (CALLOUT_ROLE_ADMIN) | CALLOUT_ROLE_BIT (CALLOUT_ROLE_DISPATCHER)
                     | CALLOUT_ROLE_BIT (CALLOUT_ROLE_GROUP_DISPATCHER);

  /* A group's dispatcher reaches only their own people: nobody else is in sight. */
  if (is_self (call) || (callout_person_get_roles (call->actor) & may) != 0)
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s may say this of themselves only"), call->actor->name);
  return FALSE;
}

CALLOUT_GUARD (person_self_or_admin)
{
  if (is_self (call) || callout_actor_is (call, CALLOUT_ROLE_ADMIN))
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s may change their own password only"), call->actor->name);
  return FALSE;
}

static gboolean
check_other_admin (CalloutCall  *call,
                   GError      **error)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_PERSON);
  gint64 n;

  if (!callout_person_has_role (CALLOUT_PERSON (call->target), CALLOUT_ROLE_ADMIN))
    return TRUE;
  callout_query_add_filter (query, "roles=admin and active=true", NULL);
  n = callout_store_count (call->store, query, NULL, error);
  if (n == 1)
    callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s is the last administrator; make somebody else one first"),
                    CALLOUT_PERSON (call->target)->name);
  return n > 1;
}

CALLOUT_GUARD (person_deactivate)
{
  CalloutPerson *self = CALLOUT_PERSON (call->target);

  if (!self->active)
    {
      callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("%s is not active any more"), self->name);
      return FALSE;
    }
  if (self->pending > 0)
    {
      callout_refuse (error, CALLOUT_ERROR_WRONG_STATE,
                      g_dngettext (GETTEXT_PACKAGE, "%s is on %d open work order; reallocate it first",
                                   "%s is on %d open work orders; reallocate them first", (gulong) self->pending),
                      self->name, (int) self->pending);
      return FALSE;
    }
  return check_other_admin (call, error);
}

CALLOUT_APPLY (person_set_availability)
{
  CALLOUT_PERSON (call->target)->availability = callout_call_get_enum (call, "availability");
  return callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (person_set_location)
{
  return take_position (call, CALLOUT_PERSON (call->target), error) && callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (person_set_roles)
{
  CalloutPerson *self = CALLOUT_PERSON (call->target);
  g_autofree char *roles = callout_call_dup_keys (call, "roles");

  if (!check_roles (roles, error))
    return FALSE;
  if (!callout_keys_contain (roles, "admin") && !check_other_admin (call, error))
    return FALSE;
  if (!callout_keys_contain (roles, "member") && self->pending > 0)
    {
      callout_refuse (error, CALLOUT_ERROR_WRONG_STATE,
                      g_dngettext (GETTEXT_PACKAGE, "%s is on %d open work order; reallocate it first",
                                   "%s is on %d open work orders; reallocate them first", (gulong) self->pending),
                      self->name, (int) self->pending);
      return FALSE;
    }
  g_free (self->roles);
  self->roles = g_steal_pointer (&roles);
  return callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (person_set_grant)
{
  static const char *const known[] = { "reallocate", "create_order", NULL };
  CalloutPerson *self = CALLOUT_PERSON (call->target);
  g_autofree char *grant = callout_call_dup_text (call, "grant");
  g_auto (GStrv) present = g_strsplit (self->grants != NULL ? self->grants : "", " ", -1);
  g_autoptr (GPtrArray) grants = g_ptr_array_new ();

  if (!g_strv_contains (known, grant))
    {
      g_autofree char *list = g_strjoinv (", ", (char **) known);

      callout_refuse (error, CALLOUT_ERROR_INVALID, _("There is no permission “%s”; there are %s"), grant, list);
      return FALSE;
    }
  for (guint i = 0; present[i] != NULL; i++)
    if (!g_str_equal (present[i], grant))
      g_ptr_array_add (grants, present[i]);
  if (!callout_call_has (call, "on") || callout_call_get_boolean (call, "on"))
    g_ptr_array_add (grants, grant);
  g_ptr_array_add (grants, NULL);
  g_free (self->grants);
  self->grants = callout_keys_normalise ((const char *const *) grants->pdata);
  return callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (person_set_password)
{
  CalloutPerson *self = CALLOUT_PERSON (call->target);
  const char *password = callout_args_get (call->args, "password");

  g_clear_pointer (&self->password_hash, g_free);
  if (*password != '\0')
    {
      self->password_hash = callout_password_hash (password, error);
      if (self->password_hash == NULL)
        return FALSE;
    }
  return callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (person_deactivate)
{
  CALLOUT_PERSON (call->target)->active = FALSE;
  return callout_store_update (call->store, call->target, error);
}
