/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

/* How people want to be told (contract 2.23), and what they have read. */

static CalloutNotificationPref *
find_pref (GPtrArray *prefs,
           gint64     person,
           int        topic)
{
  for (guint i = 0; i < prefs->len; i++)
    {
      CalloutNotificationPref *pref = g_ptr_array_index (prefs, i);

      if (pref->person == person && pref->topic == topic)
        return pref;
    }
  return NULL;
}

static gboolean
check_may_choose (CalloutCall  *call,
                  gboolean      house,
                  gboolean      locked,
                  GError      **error)
{
  if (house && !callout_actor_is (call, CALLOUT_ROLE_ADMIN))
    callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("Only an administrator chooses for everybody"));
  else if (!house && callout_call_has (call, "locked"))
    callout_refuse (error, CALLOUT_ERROR_INVALID, _("Only what is chosen for everybody can be locked"));
  else if (!house && locked)
    callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("An administrator has locked this for everybody"));
  else
    return TRUE;
  return FALSE;
}

CALLOUT_APPLY (notification_set)
{
  g_autoptr (GPtrArray) prefs = callout_store_all_plain (call->store, CALLOUT_KIND_NOTIFICATION_PREF, error);
  gboolean house = callout_call_get_boolean (call, "house");
  int topic = callout_call_get_enum (call, "topic");
  gint64 person = house ? 0 : CALLOUT_ENTITY (call->actor)->id;
  g_autoptr (CalloutNotificationPref) pref = NULL;
  CalloutNotifyWish wish;

  if (prefs == NULL)
    return FALSE;
  wish = callout_notify_wish_find (prefs, person, topic, !house && callout_person_is_code_user (call->actor));
  if (!check_may_choose (call, house, wish.locked, error))
    return FALSE;
  if (find_pref (prefs, person, topic) != NULL)
    pref = g_object_ref (find_pref (prefs, person, topic));
  else
    pref = g_object_new (CALLOUT_TYPE_NOTIFICATION_PREF, NULL);
  pref->person = person;
  pref->topic = topic;
  pref->desktop = callout_call_has (call, "desktop") ? callout_call_get_boolean (call, "desktop") : wish.desktop;
  pref->inbox = callout_call_has (call, "inbox") ? callout_call_get_boolean (call, "inbox") : wish.inbox;
  pref->email = callout_call_has (call, "email") ? callout_call_get_boolean (call, "email") : wish.email;
  if (callout_call_has (call, "locked"))
    pref->locked = callout_call_get_boolean (call, "locked");
  if (CALLOUT_ENTITY (pref)->id == 0 ? !callout_store_insert (call->store, CALLOUT_ENTITY (pref), error)
                                     : !callout_store_update (call->store, CALLOUT_ENTITY (pref), error))
    return FALSE;
  call->target = CALLOUT_ENTITY (g_steal_pointer (&pref));
  return TRUE;
}

static gboolean
read_one (CalloutCall    *call,
          CalloutEntity  *row,
          GError        **error)
{
  if (CALLOUT_NOTIFICATION (row)->read_at != 0)
    return TRUE;
  CALLOUT_NOTIFICATION (row)->read_at = call->now;
  if (!callout_store_update (call->store, row, error))
    return FALSE;
  g_set_object (&call->target, row);
  return TRUE;
}

static gboolean
read_named (CalloutCall  *call,
            GError      **error)
{
  g_autofree char *keys = callout_call_dup_keys (call, "notification");
  g_auto (GStrv) refs = g_strsplit (keys != NULL ? keys : "", " ", -1);

  for (guint i = 0; refs[i] != NULL; i++)
    {
      g_autoptr (CalloutEntity) row = NULL;
      CalloutKind kind;
      gint64 id;

      if (callout_ref_parse (refs[i], &kind, &id) && kind == CALLOUT_KIND_NOTIFICATION)
        row = callout_store_get (call->store, CALLOUT_KIND_NOTIFICATION, id, NULL);
      if (row == NULL || CALLOUT_NOTIFICATION (row)->person != CALLOUT_ENTITY (call->actor)->id)
        {
          callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no notification “%s” for %s"), refs[i], call->actor->name);
          return FALSE;
        }
      if (!read_one (call, row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_all (CalloutCall  *call,
          GError      **error)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_NOTIFICATION);
  const char *login[] = { call->actor->login, NULL };
  const char *unread[] = { "", NULL };
  g_autoptr (GArray) ids = NULL;

  callout_query_add (query, "login", CALLOUT_OP_IS, login, NULL);
  callout_query_add (query, "read_at", CALLOUT_OP_IS, unread, NULL);
  ids = callout_store_query_ids (call->store, query, NULL, NULL, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CalloutEntity) row = callout_store_get (call->store, CALLOUT_KIND_NOTIFICATION, g_array_index (ids, gint64, i), error);

      if (row == NULL || !read_one (call, row, error))
        return FALSE;
    }
  return TRUE;
}

CALLOUT_APPLY (notification_read)
{
  if (callout_call_has (call, "notification") ? !read_named (call, error) : !read_all (call, error))
    return FALSE;
  if (call->target != NULL)
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("Nothing is unread"));
  return FALSE;
}
