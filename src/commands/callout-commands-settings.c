/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

/* The house's settings are the administrator's; how a list looks is everybody's own. */
static gboolean
check_whose (CalloutCall    *call,
             const char     *key,
             CalloutEntity  *person,
             GError        **error)
{
  gboolean own = person != NULL && person->id == CALLOUT_ENTITY (call->actor)->id;

  if (own && g_str_equal (key, CALLOUT_SETTING_QUIET_HOURS))
    return TRUE;
  if (g_str_has_prefix (key, "view.") ? own : callout_actor_is (call, CALLOUT_ROLE_ADMIN))
    return TRUE;
  if (g_str_has_prefix (key, "view."))
    callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("How a view looks is set by each person for themselves"));
  else
    callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("Settings of the house are changed by administrators"));
  return FALSE;
}

static CalloutSetting *
find_setting (CalloutCall  *call,
              const char   *key,
              gint64        person,
              GError      **error)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_SETTING);
  g_autoptr (GArray) ids = NULL;
  const char *values[] = { key, NULL };

  callout_query_add (query, "key", CALLOUT_OP_IS, values, NULL);
  ids = callout_store_query_ids (call->store, query, NULL, NULL, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (CalloutEntity) setting = callout_store_get (call->store, CALLOUT_KIND_SETTING, g_array_index (ids, gint64, i), error);

      if (setting == NULL)
        return NULL;
      if (CALLOUT_SETTING (setting)->person == person)
        return CALLOUT_SETTING (g_steal_pointer (&setting));
    }
  return NULL;
}

CALLOUT_APPLY (settings_set)
{
  g_autofree char *key = callout_call_dup_text (call, "key");
  g_autofree char *value = callout_call_dup_text (call, "value");
  g_autoptr (CalloutEntity) person = NULL;
  g_autoptr (CalloutSetting) setting = NULL;
  GError *failure = NULL;

  person = callout_call_get_entity (call, "person", &failure); /* empty is as if not given */
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (!check_whose (call, key, person, error) || (value != NULL && !callout_setting_validate (key, value, error)))
    return FALSE;
  setting = find_setting (call, key, person != NULL ? person->id : 0, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (setting == NULL)
    {
      setting = g_object_new (CALLOUT_TYPE_SETTING, NULL);
      setting->key = g_strdup (key);
      setting->person = person != NULL ? person->id : 0;
      setting->value = g_strdup (value);
      if (!callout_store_insert (call->store, CALLOUT_ENTITY (setting), error))
        return FALSE;
    }
  else
    {
      g_free (setting->value);
      setting->value = g_strdup (value);
      if (!callout_store_update (call->store, CALLOUT_ENTITY (setting), error))
        return FALSE;
    }
  call->target = CALLOUT_ENTITY (g_steal_pointer (&setting));
  return TRUE;
}
