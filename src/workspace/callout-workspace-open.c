/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workspace-private.h"

typedef struct {
  char             *uri;
  CalloutStoreMode  mode;
  CalloutBack      *back;
  GError          **error;
  gboolean          opened;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_clear_pointer (&opening->back, callout_back_unref);
  g_free (opening->uri);
  g_free (opening);
}

static void
open_back (gpointer data)
{
  Opening *opening = data;
  CalloutBack *back = opening->back;
  GError *local_error = NULL;
  gint64 version;

  back->store = callout_store_open (opening->uri, opening->mode, opening->error);
  if (back->store == NULL)
    return;

  /* First the version, then the number: a commit between the two is told twice at worst. */
  version = callout_store_data_version (back->store);
  back->last_event = callout_store_last_event (back->store, &local_error);
  if (local_error == NULL)
    back->last_mark = callout_store_last_mark (back->store, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (opening->error, local_error);
      g_clear_object (&back->store);
      return;
    }
  back->data_version = version;
  back->book = callout_book_new ();
  opening->opened = TRUE;
}

static CalloutWorkspace *
workspace_new (const char *uri)
{
  CalloutWorkspace *self = g_object_new (CALLOUT_TYPE_WORKSPACE, NULL);

  self->uri = g_strdup (uri);
  return self;
}

/**
 * callout_workspace_open_sync:
 * @uri: `sqlite:PATH` or a plain path
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND if no store is there, %CALLOUT_ERROR_CORRUPT
 * if it is none, damaged or newer than this program, %CALLOUT_ERROR_BUSY if
 * another process holds it.
 *
 * Returns: (transfer full): a workspace of the calling thread's main context
 */
CalloutWorkspace *
callout_workspace_open_sync (const char        *uri,
                             CalloutStoreMode   mode,
                             GError           **error)
{
  g_autoptr (CalloutWorkspace) self = NULL;
  Opening opening = { NULL, mode, NULL, error, FALSE };

  g_return_val_if_fail (uri != NULL, NULL);

  self = workspace_new (uri);
  opening.uri = self->uri;
  opening.back = self->back;
  callout_worker_run_sync (self->worker, open_back, &opening);
  if (!opening.opened)
    return NULL;
  callout_workspace_start_watch (self);
  return g_steal_pointer (&self);
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Opening *opening = task_data;
  GError *error = NULL;

  opening->error = &error;
  open_back (opening);
  opening->error = NULL;
  if (opening->opened)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * callout_workspace_open_async:
 *
 * The same without waiting; the calling thread's main context is where the
 * workspace lives.
 */
void
callout_workspace_open_async (const char          *uri,
                              CalloutStoreMode     mode,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (CalloutWorkspace) self = NULL;
  Opening *opening;
  GTask *task;

  g_return_if_fail (uri != NULL);

  self = workspace_new (uri);
  opening = g_new0 (Opening, 1);
  opening->uri = g_strdup (uri);
  opening->mode = mode;
  opening->back = g_atomic_rc_box_acquire (self->back);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, callout_workspace_open_async);
  g_task_set_task_data (task, opening, opening_free);
  callout_worker_push (self->worker, CALLOUT_WORK_NOW, task, open_in_thread);
}

CalloutWorkspace *
callout_workspace_open_finish (GAsyncResult  *result,
                               GError       **error)
{
  CalloutWorkspace *self;

  g_return_val_if_fail (g_async_result_is_tagged (result, callout_workspace_open_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  self = g_object_ref (g_task_get_source_object (G_TASK (result)));
  callout_workspace_start_watch (self);
  return self;
}

typedef struct {
  const char *login;
  const char *name;
} Founding;

static gpointer
found (CalloutBack   *back,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  Founding *founding = data;

  if (!callout_commands_found (back->store, founding->login, founding->name, error))
    return NULL;
  callout_back_collect_feed (back);
  return GINT_TO_POINTER (TRUE);
}

static const CalloutJob found_job = { found, CALLOUT_WORK_NOW, CALLOUT_JOB_WRITES, NULL, NULL };

/**
 * callout_workspace_found_sync:
 *
 * Makes a store that was just created usable: its first administrator, the
 * standard workflow.
 */
gboolean
callout_workspace_found_sync (CalloutWorkspace  *self,
                              const char        *admin_login,
                              const char        *admin_name,
                              GError           **error)
{
  Founding founding = { admin_login, admin_name };

  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), FALSE);

  return callout_workspace_do_job (self, &found_job, &founding, error) != NULL;
}
