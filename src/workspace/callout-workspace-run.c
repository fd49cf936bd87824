/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workspace-private.h"

#include <glib/gi18n-lib.h>

/*
 * What changes things: commands, taking them back, and many at once.
 */

typedef struct {
  CalloutEntity *entity; /* (nullable): what was deleted is none any more */
  gint64         event;
} Outcome;

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_clear_object (&outcome->entity);
  g_free (outcome);
}

static Outcome *
outcome_new (CalloutEntity *entity,
             gint64         event)
{
  Outcome *outcome = g_new0 (Outcome, 1);

  outcome->entity = entity;
  outcome->event = event;
  return outcome;
}

static CalloutEntity *
outcome_take (Outcome *outcome,
              gint64  *event)
{
  CalloutEntity *entity = NULL;

  if (event != NULL)
    *event = outcome != NULL ? outcome->event : 0;
  if (outcome != NULL)
    entity = g_steal_pointer (&outcome->entity);
  g_clear_pointer (&outcome, outcome_free);
  return entity;
}

static gpointer
run (CalloutBack   *back,
     gpointer       data,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autoptr (GError) failure = NULL;
  CalloutEntity *entity;
  gint64 event = 0;

  entity = callout_commands_run (back->store, data, &event, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return outcome_new (entity, event);
}

static CalloutRequest *
request_copy (CalloutRequest *request)
{
  CalloutRequest *copy = callout_request_new (request->actor, request->source, request->command, request->ref,
                                              request->args);

  copy->at = request->at;
  copy->expected_version = request->expected_version;
  return copy;
}

static const CalloutJob run_job = {
  run, CALLOUT_WORK_NOW, CALLOUT_JOB_WRITES, (GDestroyNotify) callout_request_free, outcome_free, callout_back_collect_feed
};

/**
 * callout_workspace_run_async:
 * @request: (transfer none): who wants what done
 *
 * Once the worker has begun, cancelling does not take the command back: the
 * answer then tells what came of it.
 */
void
callout_workspace_run_async (CalloutWorkspace    *self,
                             CalloutRequest      *request,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));
  g_return_if_fail (request != NULL && request->command != NULL);

  callout_workspace_push_job (self, &run_job, request_copy (request), cancellable, callback, user_data);
}

/* What a view gets is the living object, which goes on telling of changes. */
static CalloutEntity *
finish (CalloutWorkspace  *self,
        const CalloutJob  *job,
        GAsyncResult      *result,
        gint64            *event,
        GError           **error)
{
  g_autoptr (CalloutEntity) fresh = NULL;

  fresh = outcome_take (callout_workspace_finish_job (self, job, result, error), event);
  return fresh != NULL ? callout_workspace_intern (self, fresh) : NULL;
}

/**
 * callout_workspace_run_finish:
 * @event: (out) (optional): the number of the event written
 *
 * Errors: %CALLOUT_ERROR_NOT_ALLOWED, %CALLOUT_ERROR_WRONG_STATE,
 * %CALLOUT_ERROR_INVALID, %CALLOUT_ERROR_NOT_FOUND as the command says,
 * %CALLOUT_ERROR_CONFLICT when somebody was faster, and the store's.
 *
 * Returns: (transfer full) (nullable): the target as it now is, a living
 *   object; %NULL without an error where the command deleted it
 */
CalloutEntity *
callout_workspace_run_finish (CalloutWorkspace  *self,
                              GAsyncResult      *result,
                              gint64            *event,
                              GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return finish (self, &run_job, result, event, error);
}

/**
 * callout_workspace_run_sync:
 *
 * Returns: (transfer full) (nullable): a fresh copy nobody else holds
 */
CalloutEntity *
callout_workspace_run_sync (CalloutWorkspace  *self,
                            CalloutRequest    *request,
                            gint64            *event,
                            GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (request != NULL && request->command != NULL, NULL);

  return outcome_take (callout_workspace_do_job (self, &run_job, request_copy (request), error), event);
}

typedef struct {
  gint64        person;
  CalloutSource source;
  gint64        event;
} Undoing;

static Undoing *
undoing_new (gint64        person,
             CalloutSource source,
             gint64        event)
{
  Undoing *undoing = g_new0 (Undoing, 1);

  undoing->person = person;
  undoing->source = source;
  undoing->event = event;
  return undoing;
}

static gpointer
undo (CalloutBack   *back,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Undoing *undoing = data;
  g_autoptr (GError) failure = NULL;
  CalloutEntity *entity;
  gint64 event = 0;

  entity = callout_commands_undo (back->store, undoing->person, undoing->source, undoing->event, &event, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return outcome_new (entity, event);
}

static const CalloutJob undo_job = {
  undo, CALLOUT_WORK_NOW, CALLOUT_JOB_WRITES, g_free, outcome_free, callout_back_collect_feed
};

/**
 * callout_workspace_undo_async:
 * @event: the event to take back; 0 for the person's last one that is not undone
 */
void
callout_workspace_undo_async (CalloutWorkspace    *self,
                              gint64               person,
                              CalloutSource        source,
                              gint64               event,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));

  callout_workspace_push_job (self, &undo_job, undoing_new (person, source, event), cancellable, callback, user_data);
}

CalloutEntity *
callout_workspace_undo_finish (CalloutWorkspace  *self,
                               GAsyncResult      *result,
                               gint64            *event,
                               GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return finish (self, &undo_job, result, event, error);
}

CalloutEntity *
callout_workspace_undo_sync (CalloutWorkspace  *self,
                             gint64             person,
                             CalloutSource      source,
                             gint64             event,
                             gint64            *undo_event,
                             GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return outcome_take (callout_workspace_do_job (self, &undo_job, undoing_new (person, source, event), error),
                       undo_event);
}

typedef struct {
  CalloutBatchFunc func;
  gpointer         data;
  GDestroyNotify   destroy;
} Batch;

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  if (batch->destroy != NULL)
    batch->destroy (batch->data);
  g_free (batch);
}

static Batch *
batch_new (CalloutBatchFunc func,
           gpointer         data,
           GDestroyNotify   destroy)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->func = func;
  batch->data = data;
  batch->destroy = destroy;
  return batch;
}

static gpointer
run_batch (CalloutBack   *back,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Batch *batch = data;
  GError *failure = NULL;

  if (!callout_store_begin (back->store, TRUE, error))
    return NULL;
  if (!batch->func (back->store, batch->data, &failure))
    {
      callout_store_rollback (back->store);
      if (failure == NULL)
        g_set_error (&failure, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, _("Nothing of it was kept"));
      g_propagate_error (error, failure);
      return NULL;
    }
  if (!callout_store_commit (back->store, error))
    {
      callout_store_rollback (back->store);
      return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

/* Whoever waits for a page of a list goes first. */
static const CalloutJob batch_job = {
  run_batch, CALLOUT_WORK_SOON, CALLOUT_JOB_WRITES, batch_free, NULL, callout_back_collect_feed
};

gboolean
callout_workspace_batch_sync (CalloutWorkspace  *self,
                              CalloutBatchFunc   func,
                              gpointer           data,
                              GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), FALSE);

  return callout_workspace_do_job (self, &batch_job, batch_new (func, data, NULL), error) != NULL;
}

/**
 * callout_workspace_batch_async:
 * @data: (transfer full): freed by @destroy when all is over
 */
void
callout_workspace_batch_async (CalloutWorkspace    *self,
                               CalloutBatchFunc     func,
                               gpointer             data,
                               GDestroyNotify       destroy,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));

  callout_workspace_push_job (self, &batch_job, batch_new (func, data, destroy), cancellable, callback, user_data);
}

gboolean
callout_workspace_batch_finish (CalloutWorkspace  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), FALSE);

  return callout_workspace_finish_job (self, &batch_job, result, error) != NULL;
}
