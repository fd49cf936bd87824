/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * What a verb finds when it asks for it: the store, the workspace, who acts,
 * what a reference means, and how times are told here.
 */

/**
 * callout_ctl_dup_uri:
 *
 * Returns: (transfer full): the store that is meant
 */
char *
callout_ctl_dup_uri (CalloutCtl *self)
{
  const char *uri = self->uri;

  if (uri == NULL || *uri == '\0')
    uri = g_getenv ("CALLOUT_STORE");
  return uri != NULL && *uri != '\0' ? g_strdup (uri) : callout_store_default_uri ();
}

/**
 * callout_ctl_open:
 *
 * Opens the workspace on the store, which must exist.
 */
gboolean
callout_ctl_open (CalloutCtl  *self,
                  GError     **error)
{
  g_autofree char *uri = NULL;

  if (self->workspace != NULL)
    return TRUE;
  uri = callout_ctl_dup_uri (self);
  self->workspace = callout_workspace_open_sync (uri, CALLOUT_STORE_OPEN, error);
  return self->workspace != NULL;
}

typedef struct {
  CalloutCtl      *ctl;
  CalloutReadFunc  func;
  gpointer         data;
} Reading;

static gpointer
run_reading (CalloutStore  *store,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Reading *reading = data;
  gpointer result;

  reading->ctl->store = store;
  result = reading->func (store, reading->data, cancellable, error);
  reading->ctl->store = NULL;
  return result;
}

/**
 * callout_ctl_read:
 * @func: (scope call): reads on the worker's thread while this one waits, so it
 *   may print; returns anything but %NULL for success, and nothing to be freed
 */
gboolean
callout_ctl_read (CalloutCtl       *self,
                  CalloutReadFunc   func,
                  gpointer          data,
                  GError          **error)
{
  Reading reading = { self, func, data };

  return callout_workspace_read_sync (self->workspace, run_reading, &reading, error) != NULL;
}

static gpointer
find_person (CalloutStore  *store,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return callout_store_find (store, CALLOUT_KIND_PERSON, "login", data, error);
}

/**
 * callout_ctl_sign_in:
 *
 * Opens the workspace and finds the acting person.
 */
gboolean
callout_ctl_sign_in (CalloutCtl  *self,
                     GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  const char *login = self->login;
  gboolean guessed = FALSE;

  if (self->person != NULL)
    return TRUE;
  if (!callout_ctl_open (self, error))
    return FALSE;

  if (login == NULL || *login == '\0')
    login = g_getenv ("CALLOUT_USER");
  if (login == NULL || *login == '\0')
    {
      login = g_get_user_name ();
      guessed = TRUE;
    }

  self->person = callout_workspace_read_sync (self->workspace, find_person, (gpointer) login, &local_error);
  if (self->person == NULL)
    {
      if (local_error != NULL && !g_error_matches (local_error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND))
        g_propagate_error (error, g_steal_pointer (&local_error));
      else if (guessed)
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND,
                     _("Nobody here has the login “%s” of the system user; say who acts with --as or CALLOUT_USER"),
                     login);
      else
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("Nobody here has the login “%s”"), login);
      return FALSE;
    }
  if (!self->person->active)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_ALLOWED,
                   _("“%s” is no longer active here"), self->person->login);
      return FALSE;
    }
  return TRUE;
}

static char *
read_zone (CalloutCtl *self)
{
  if (self->store != NULL)
    return callout_store_get_setting (self->store, CALLOUT_SETTING_TIME_ZONE, 0, NULL);
  if (self->workspace != NULL)
    return callout_workspace_get_setting_sync (self->workspace, CALLOUT_SETTING_TIME_ZONE, 0);
  return NULL;
}

/**
 * callout_ctl_get_zone:
 *
 * Returns: (transfer none): the site's time zone
 */
GTimeZone *
callout_ctl_get_zone (CalloutCtl *self)
{
  if (self->zone == NULL)
    {
      g_autofree char *name = read_zone (self);

      if (name != NULL)
        self->zone = g_time_zone_new_identifier (name);
      if (self->zone == NULL)
        self->zone = g_time_zone_new_utc ();
    }
  return self->zone;
}

/* RFC 3339 with the site's offset */
char *
callout_ctl_format_time (CalloutCtl  *self,
                         CalloutTime  time)
{
  return callout_time_format (time, callout_ctl_get_zone (self));
}

/**
 * callout_ctl_readable_time:
 *
 * A time as a person reads it: in the site's zone, which is named where it is
 * not the one the machine is in.
 */
char *
callout_ctl_readable_time (CalloutCtl  *self,
                           CalloutTime  time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / CALLOUT_SECOND);
  g_autoptr (GDateTime) there = NULL;
  g_autoptr (GDateTime) here = NULL;

  if (utc == NULL)
    return g_strdup ("");
  there = g_date_time_to_timezone (utc, callout_ctl_get_zone (self));
  here = g_date_time_to_local (utc);
  if (g_date_time_get_utc_offset (there) == g_date_time_get_utc_offset (here))
    return g_date_time_format (there, "%Y-%m-%d %H:%M");
  return g_date_time_format (there, "%Y-%m-%d %H:%M %Z");
}

/* A kind and a login or key may be given apart by a colon where a login and a
 * key read alike: `group:north`. */
static const char *
split_kind (const char  *ref,
            CalloutKind *kind)
{
  const char *colon = strchr (ref, ':');
  g_autofree char *word = NULL;
  int value;

  if (colon == NULL)
    return NULL;
  word = g_strndup (ref, colon - ref);
  if (!callout_enum_parse (CALLOUT_TYPE_KIND, word, &value) || value == CALLOUT_KIND_NONE)
    return NULL;
  *kind = value;
  return colon + 1;
}

/**
 * callout_ctl_resolve:
 * @ref: `T-1001`, `WO-12`, `C-3`, `WF-1`, a login, a group's, a step's or a status's key
 *
 * Returns: (transfer full): the thing, as far as the acting person may see it
 */
CalloutEntity *
callout_ctl_resolve (CalloutCtl  *self,
                     const char  *ref,
                     GError     **error)
{
  static const CalloutKind named[] = { CALLOUT_KIND_PERSON, CALLOUT_KIND_GROUP, CALLOUT_KIND_STEP, CALLOUT_KIND_STATUS };
  gint64 person = CALLOUT_ENTITY (self->person)->id;
  CalloutKind kind;
  gint64 id;
  const char *rest = split_kind (ref, &kind);

  if (rest != NULL)
    return callout_workspace_get_sync (self->workspace, person, kind, rest, error);
  if (callout_ref_parse (ref, &kind, &id))
    return callout_workspace_get_sync (self->workspace, person, kind, ref, error);

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_autoptr (GError) local_error = NULL;
      CalloutEntity *entity = callout_workspace_get_sync (self->workspace, person, named[i], ref, &local_error);

      if (entity != NULL)
        return entity;
      if (!g_error_matches (local_error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND,
               _("There is no “%s”; write T-1001, WO-12, C-3, WF-1, a login, or the key of a group, a step or a status"), ref);
  return NULL;
}

typedef struct {
  CalloutKind kind;
  gint64      id;
} Row;

static gpointer
find_ref (CalloutStore  *store,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Row *row = data;
  g_autoptr (CalloutEntity) entity = callout_store_get (store, row->kind, row->id, error);

  return entity != NULL ? callout_entity_dup_ref (entity) : NULL;
}

/**
 * callout_ctl_dup_ref:
 *
 * Returns: (transfer full) (nullable): the reference of a row; one that is gone
 *   goes by its number
 */
char *
callout_ctl_dup_ref (CalloutCtl  *self,
                     CalloutKind  kind,
                     gint64       id)
{
  g_autofree char *key = NULL;
  char *ref;

  if (id == 0 || kind == CALLOUT_KIND_NONE)
    return NULL;
  if (kind == CALLOUT_KIND_EVENT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, id);
  if (callout_kind_get_prefix (kind) != NULL)
    return callout_ref_format (kind, id);

  key = g_strdup_printf ("%d %" G_GINT64_FORMAT, kind, id);
  ref = g_hash_table_lookup (self->refs, key);
  if (ref == NULL)
    {
      Row row = { kind, id };

      if (self->store != NULL)
        ref = find_ref (self->store, &row, NULL, NULL);
      else if (self->workspace != NULL)
        ref = callout_workspace_read_sync (self->workspace, find_ref, &row, NULL);
      if (ref == NULL)
        ref = callout_ref_format (kind, id);
      g_hash_table_insert (self->refs, g_steal_pointer (&key), ref);
    }
  return g_strdup (ref);
}
