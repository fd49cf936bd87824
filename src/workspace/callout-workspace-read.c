/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workspace-private.h"

#include <glib/gi18n-lib.h>

/*
 * What reads: anything, one thing, a list of things, and what may be done.
 */

typedef struct {
  CalloutReadFunc func;
  gpointer        data;
  GDestroyNotify  destroy_data;
  GDestroyNotify  destroy_result;
} Reading;

/* What a reading returns is freed by its own function if nobody comes for it. */
typedef struct {
  gpointer       value;
  GDestroyNotify destroy;
} Found;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  if (reading->destroy_data != NULL)
    reading->destroy_data (reading->data);
  g_free (reading);
}

static void
found_free (gpointer data)
{
  Found *found = data;

  if (found->value != NULL && found->destroy != NULL)
    found->destroy (found->value);
  g_free (found);
}

static gpointer
found_take (Found *found)
{
  gpointer value = found != NULL ? g_steal_pointer (&found->value) : NULL;

  g_clear_pointer (&found, found_free);
  return value;
}

static Reading *
reading_new (CalloutReadFunc func,
             gpointer        data,
             GDestroyNotify  destroy_data,
             GDestroyNotify  destroy_result)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->func = func;
  reading->data = data;
  reading->destroy_data = destroy_data;
  reading->destroy_result = destroy_result;
  return reading;
}

static gpointer
read_anything (CalloutBack   *back,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Reading *reading = data;
  g_autoptr (GError) failure = NULL;
  Found *found = g_new0 (Found, 1);

  found->destroy = reading->destroy_result;
  found->value = reading->func (back->store, reading->data, cancellable, &failure);
  if (failure == NULL)
    return found;
  g_propagate_error (error, g_steal_pointer (&failure));
  found_free (found);
  return NULL;
}

static const CalloutJob read_job = {
  read_anything, CALLOUT_WORK_SOON, CALLOUT_JOB_READS, reading_free, found_free
};

/**
 * callout_workspace_read_async:
 * @data: (transfer full): freed by @destroy_data
 * @destroy_result: frees the result if nobody comes for it
 */
void
callout_workspace_read_async (CalloutWorkspace    *self,
                              CalloutReadFunc      func,
                              gpointer             data,
                              GDestroyNotify       destroy_data,
                              GDestroyNotify       destroy_result,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));
  g_return_if_fail (func != NULL);

  callout_workspace_push_job (self, &read_job, reading_new (func, data, destroy_data, destroy_result),
                              cancellable, callback, user_data);
}

gpointer
callout_workspace_read_finish (CalloutWorkspace  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return found_take (callout_workspace_finish_job (self, &read_job, result, error));
}

gpointer
callout_workspace_read_sync (CalloutWorkspace  *self,
                             CalloutReadFunc    func,
                             gpointer           data,
                             GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  return found_take (callout_workspace_do_job (self, &read_job, reading_new (func, data, NULL, NULL), error));
}

/* One question about one thing, or about a query. */
typedef struct {
  gint64        person;
  CalloutKind   kind;
  gint64        id;
  char         *ref;
  CalloutQuery *query;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_pointer (&question->query, callout_query_free);
  g_free (question->ref);
  g_free (question);
}

static Question *
question_new (gint64       person,
              CalloutKind  kind,
              gint64       id,
              const char  *ref)
{
  Question *question = g_new0 (Question, 1);

  question->person = person;
  question->kind = kind;
  question->id = id;
  question->ref = g_strdup (ref);
  return question;
}

static Question *
question_new_for_query (gint64        person,
                        CalloutQuery *query)
{
  Question *question = question_new (person, callout_query_get_kind (query), 0, NULL);

  question->query = callout_query_copy (query);
  return question;
}

static gpointer
get (CalloutBack   *back,
     gpointer       data,
     GCancellable  *cancellable,
     GError       **error)
{
  Question *question = data;
  g_autoptr (CalloutEntity) entity = callout_store_resolve (back->store, question->kind, question->ref, error);
  CalloutSight sight;

  if (entity == NULL)
    return NULL;
  if (!callout_back_check_sight (back, question->person, callout_entity_get_kind (entity), entity->id, error)
      || !callout_back_find_sight (back, question->person, &sight, error))
    return NULL;
  if (question->person != 0)
    {
      CalloutEntity *seen = callout_store_get_seen (back->store, callout_entity_get_kind (entity), entity->id, error);

      g_object_unref (entity);
      entity = seen;
      if (entity == NULL)
        return NULL;
    }
  if (sight.extent == CALLOUT_SIGHT_CONTACT)
    callout_entity_hide_internal (entity);
  return g_steal_pointer (&entity);
}

static const CalloutJob get_job = { get, CALLOUT_WORK_NOW, CALLOUT_JOB_READS, question_free, g_object_unref };

/**
 * callout_workspace_get_async:
 * @person: who asks, 0 for no limit
 * @kind: what it is, %CALLOUT_KIND_NONE where the reference tells
 * @ref: `T-1001`, a login, a key
 */
void
callout_workspace_get_async (CalloutWorkspace    *self,
                             gint64               person,
                             CalloutKind          kind,
                             const char          *ref,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));
  g_return_if_fail (ref != NULL);

  callout_workspace_push_job (self, &get_job, question_new (person, kind, 0, ref), cancellable, callback, user_data);
}

/**
 * callout_workspace_get_finish:
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND, also where the thing is out of sight.
 *
 * Returns: (transfer full): the living object, which tells of changes as long
 *   as it is held
 */
CalloutEntity *
callout_workspace_get_finish (CalloutWorkspace  *self,
                              GAsyncResult      *result,
                              GError           **error)
{
  g_autoptr (CalloutEntity) fresh = NULL;

  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  fresh = callout_workspace_finish_job (self, &get_job, result, error);
  return fresh != NULL ? callout_workspace_intern (self, fresh) : NULL;
}

/**
 * callout_workspace_get_sync:
 *
 * Returns: (transfer full): a fresh copy nobody else holds
 */
CalloutEntity *
callout_workspace_get_sync (CalloutWorkspace  *self,
                            gint64             person,
                            CalloutKind        kind,
                            const char        *ref,
                            GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (ref != NULL, NULL);

  return callout_workspace_do_job (self, &get_job, question_new (person, kind, 0, ref), error);
}

static gpointer
list (CalloutBack   *back,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Question *question = data;
  g_autoptr (GArray) ids = NULL;
  CalloutSight sight;

  if (!callout_back_find_sight (back, question->person, &sight, error))
    return NULL;
  ids = callout_store_query_ids (back->store, question->query, &sight, cancellable, error);
  if (ids == NULL)
    return NULL;
  return callout_back_hide (&sight, callout_store_get_many (back->store, question->kind, (const gint64 *) (gpointer) ids->data,
                                                            ids->len, error));
}

static const CalloutJob list_job = {
  list, CALLOUT_WORK_SOON, CALLOUT_JOB_READS, question_free, (GDestroyNotify) g_ptr_array_unref
};

void
callout_workspace_list_async (CalloutWorkspace    *self,
                              gint64               person,
                              CalloutQuery        *query,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));
  g_return_if_fail (query != NULL);

  callout_workspace_push_job (self, &list_job, question_new_for_query (person, query), cancellable, callback,
                              user_data);
}

GPtrArray *
callout_workspace_list_finish (CalloutWorkspace  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return callout_workspace_finish_job (self, &list_job, result, error);
}

GPtrArray *
callout_workspace_list_sync (CalloutWorkspace  *self,
                             gint64             person,
                             CalloutQuery      *query,
                             GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  return callout_workspace_do_job (self, &list_job, question_new_for_query (person, query), error);
}

static gpointer
count (CalloutBack   *back,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  Question *question = data;
  CalloutSight sight;
  gint64 number;

  if (!callout_back_find_sight (back, question->person, &sight, error))
    return NULL;
  number = callout_store_count (back->store, question->query, &sight, error);
  return number < 0 ? NULL : g_memdup2 (&number, sizeof number);
}

static const CalloutJob count_job = { count, CALLOUT_WORK_SOON, CALLOUT_JOB_READS, question_free, g_free };

void
callout_workspace_count_async (CalloutWorkspace    *self,
                               gint64               person,
                               CalloutQuery        *query,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));
  g_return_if_fail (query != NULL);

  callout_workspace_push_job (self, &count_job, question_new_for_query (person, query), cancellable, callback,
                              user_data);
}

/**
 * callout_workspace_count_finish:
 *
 * Returns: how many there are; -1 on error
 */
gint64
callout_workspace_count_finish (CalloutWorkspace  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_autofree gint64 *number = NULL;

  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), -1);

  number = callout_workspace_finish_job (self, &count_job, result, error);
  return number != NULL ? *number : -1;
}

static gpointer
offer (CalloutBack   *back,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  Question *question = data;
  g_autoptr (CalloutEntity) target = NULL;

  if (question->kind != CALLOUT_KIND_NONE)
    {
      target = callout_store_get (back->store, question->kind, question->id, error);
      if (target == NULL)
        return NULL;
      if (!callout_back_check_sight (back, question->person, question->kind, question->id, error))
        return NULL;
    }
  return callout_commands_offer (back->store, question->person, target, error);
}

static const CalloutJob offer_job = {
  offer, CALLOUT_WORK_NOW, CALLOUT_JOB_READS, question_free, (GDestroyNotify) g_ptr_array_unref
};

/**
 * callout_workspace_offer_async:
 * @kind: what the thing is; %CALLOUT_KIND_NONE for the commands that make something new
 */
void
callout_workspace_offer_async (CalloutWorkspace    *self,
                               gint64               person,
                               CalloutKind          kind,
                               gint64               id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));

  callout_workspace_push_job (self, &offer_job, question_new (person, kind, id, NULL), cancellable, callback,
                              user_data);
}

GPtrArray *
callout_workspace_offer_finish (CalloutWorkspace  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return callout_workspace_finish_job (self, &offer_job, result, error);
}

GPtrArray *
callout_workspace_offer_sync (CalloutWorkspace  *self,
                              gint64             person,
                              CalloutKind        kind,
                              gint64             id,
                              GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return callout_workspace_do_job (self, &offer_job, question_new (person, kind, id, NULL), error);
}

static gpointer
get_setting (CalloutBack   *back,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Question *question = data;

  return callout_store_get_setting (back->store, question->ref, question->person, error);
}

static const CalloutJob setting_job = { get_setting, CALLOUT_WORK_NOW, CALLOUT_JOB_READS, question_free, g_free };

/**
 * callout_workspace_get_setting_sync:
 * @person: whose, 0 for the house's
 *
 * Returns: (transfer full) (nullable): the value, the fallback where nobody set
 *   it, %NULL where there is none
 */
char *
callout_workspace_get_setting_sync (CalloutWorkspace *self,
                                    const char       *key,
                                    gint64            person)
{
  g_autoptr (GError) error = NULL;
  const CalloutSettingInfo *info;
  char *value;

  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  value = callout_workspace_do_job (self, &setting_job, question_new (person, CALLOUT_KIND_SETTING, 0, key), &error);
  if (value != NULL || error == NULL)
    return value;

  /* A busy store is no reason to be without settings. */
  info = callout_setting_find (key);
  return info != NULL ? g_strdup (info->fallback) : NULL;
}
