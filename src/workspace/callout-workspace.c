/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workspace-private.h"

#include <glib/gi18n-lib.h>

/*
 * The workspace itself: the worker with the store behind it, and how a job
 * gets there and back. Each kind of job has a file of its own beside this one.
 */

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutWorkspace, callout_workspace, G_TYPE_OBJECT)

static void
clear_front (gpointer data)
{
  CalloutFront *front = data;

  g_weak_ref_clear (&front->workspace);
}

void
callout_front_unref (CalloutFront *front)
{
  g_atomic_rc_box_release_full (front, clear_front);
}

static void
clear_back (gpointer data)
{
  CalloutBack *back = data;

  g_assert (back->store == NULL);
  g_main_context_unref (back->context);
  callout_front_unref (back->front);
}

void
callout_back_unref (CalloutBack *back)
{
  g_atomic_rc_box_release_full (back, clear_back);
}

/* The store is closed where it was opened. */
static void
close_back (gpointer data)
{
  CalloutBack *back = data;

  g_clear_pointer (&back->book, callout_book_free);
  g_clear_object (&back->store);
}

static void
callout_workspace_dispose (GObject *object)
{
  CalloutWorkspace *self = CALLOUT_WORKSPACE (object);

  callout_workspace_stop_watch (self);
  callout_workspace_clear_feeds (self);
  callout_workspace_clear_living (self);
  G_OBJECT_CLASS (callout_workspace_parent_class)->dispose (object);
}

static void
callout_workspace_finalize (GObject *object)
{
  CalloutWorkspace *self = CALLOUT_WORKSPACE (object);

  /* A job holds the workspace, so there is none left but perhaps a poll, which
   * looks whether the store is still there. */
  callout_worker_run_sync (self->worker, close_back, self->back);
  g_object_unref (self->worker);
  callout_back_unref (self->back);
  callout_front_unref (self->front);
  g_hash_table_unref (self->living);
  g_ptr_array_unref (self->followers);
  g_main_context_unref (self->context);
  g_free (self->uri);
  G_OBJECT_CLASS (callout_workspace_parent_class)->finalize (object);
}

static void
callout_workspace_class_init (CalloutWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = callout_workspace_dispose;
  object_class->finalize = callout_workspace_finalize;

  /**
   * CalloutWorkspace::changed:
   * @feed: (type CalloutFeed): what happened
   *
   * New events, from here or from another process, after every living object
   * and list has taken them in.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", CALLOUT_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CALLOUT_TYPE_FEED | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
callout_workspace_init (CalloutWorkspace *self)
{
  self->worker = callout_worker_new ("callout-store");
  self->context = g_main_context_ref_thread_default ();
  self->front = g_atomic_rc_box_new0 (CalloutFront);
  g_weak_ref_init (&self->front->workspace, self);
  self->back = g_atomic_rc_box_new0 (CalloutBack);
  self->back->context = g_main_context_ref (self->context);
  self->back->front = g_atomic_rc_box_acquire (self->front);
  self->living = callout_living_new ();
  self->followers = g_ptr_array_new_with_free_func (g_free);
  g_queue_init (&self->feeds);
}

gboolean
callout_back_check_open (CalloutBack  *back,
                         GError      **error)
{
  if (back->store != NULL)
    return TRUE;
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, _("The workspace is not open"));
  return FALSE;
}

/* One transaction around a job that only reads, so that all it reads is of one moment. */
static gpointer
work_in_transaction (CalloutBack       *back,
                     const CalloutJob  *job,
                     gpointer           data,
                     GCancellable      *cancellable,
                     GError           **error)
{
  gpointer result;

  if (!callout_back_check_open (back, error))
    return NULL;
  if (job->manner == CALLOUT_JOB_WRITES)
    return job->work (back, data, cancellable, error);

  if (!callout_store_begin (back->store, FALSE, error))
    return NULL;
  result = job->work (back, data, cancellable, error);
  callout_store_rollback (back->store); /* nothing was written */
  return result;
}

typedef struct {
  const CalloutJob *job;
  CalloutBack      *back;
  gpointer          data;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  if (order->job->free_data != NULL)
    order->job->free_data (order->data);
  callout_back_unref (order->back);
  g_free (order);
}

/* The news goes out before the answer, and so is there first. */
static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Order *order = task_data;
  GError *error = NULL;
  gpointer result = work_in_transaction (order->back, order->job, order->data, cancellable, &error);

  if (error == NULL && order->job->tell != NULL)
    order->job->tell (order->back);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, order->job->free_result);
}

/*
 * callout_workspace_push_job:
 * @data: (transfer full): freed by the job's own function
 *
 * Gives a job to the worker. The task's tag is the job.
 */
void
callout_workspace_push_job (CalloutWorkspace    *self,
                            const CalloutJob    *job,
                            gpointer             data,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);

  order->job = job;
  order->back = g_atomic_rc_box_acquire (self->back);
  order->data = data;
  g_task_set_source_tag (task, (gpointer) job);
  g_task_set_task_data (task, order, order_free);
  g_task_set_check_cancellable (task, job->manner == CALLOUT_JOB_READS);
  callout_worker_push (self->worker, job->priority, task, work_in_thread);
}

gpointer
callout_workspace_finish_job (CalloutWorkspace  *self,
                              const CalloutJob  *job,
                              GAsyncResult      *result,
                              GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == (gpointer) job, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  Order           order;
  CalloutWorker  *worker;
  GError        **error;
  gpointer        result;
} SyncOrder;

static void
tell_next (gpointer data)
{
  Order *order = data;

  order->job->tell (order->back);
  callout_back_unref (order->back);
  g_free (order);
}

/* Whoever waits, waits for the answer: the news follows it. */
static void
work_and_wait (gpointer data)
{
  SyncOrder *sync = data;
  GError *failure = NULL;
  Order *telling;

  sync->result = work_in_transaction (sync->order.back, sync->order.job, sync->order.data, NULL, &failure);
  if (failure != NULL)
    g_propagate_error (sync->error, failure);
  else if (sync->order.job->tell != NULL)
    {
      telling = g_new0 (Order, 1);
      telling->job = sync->order.job;
      telling->back = g_atomic_rc_box_acquire (sync->order.back);
      callout_worker_run_next (sync->worker, tell_next, telling);
    }
}

/*
 * callout_workspace_do_job:
 * @data: (transfer full): freed as with callout_workspace_push_job()
 *
 * The same, waited for.
 */
gpointer
callout_workspace_do_job (CalloutWorkspace  *self,
                          const CalloutJob  *job,
                          gpointer           data,
                          GError           **error)
{
  SyncOrder sync = { { job, self->back, data }, self->worker, error, NULL };

  callout_worker_run_sync (self->worker, work_and_wait, &sync);
  if (job->free_data != NULL)
    job->free_data (data);
  return sync.result;
}

/*
 * callout_back_hide:
 * @rows: (nullable) (element-type CalloutEntity): fresh ones; passed on
 *
 * Takes what is internal out of rows that go to a customer.
 */
GPtrArray *
callout_back_hide (const CalloutSight *sight,
                   GPtrArray          *rows)
{
  for (guint i = 0; rows != NULL && sight->extent == CALLOUT_SIGHT_CONTACT && i < rows->len; i++)
    callout_entity_hide_internal (g_ptr_array_index (rows, i));
  return rows;
}

/*
 * callout_back_find_sight:
 * @person: 0 for no limit
 *
 * How far a person sees, from the roles they have at this moment. What differs
 * by who asks (what is unread) is theirs from here on.
 */
gboolean
callout_back_find_sight (CalloutBack   *back,
                         gint64         person,
                         CalloutSight  *sight,
                         GError       **error)
{
  g_autoptr (CalloutEntity) row = NULL;

  *sight = (CalloutSight) { CALLOUT_SIGHT_ALL, 0 };
  if (person == 0)
    return TRUE;

  row = callout_store_get_plain (back->store, CALLOUT_KIND_PERSON, person, error);
  if (row == NULL)
    return FALSE;
  *sight = callout_commands_sight (CALLOUT_PERSON (row));
  callout_store_set_reader (back->store, sight);
  return TRUE;
}

/*
 * callout_back_check_sight:
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND also where the thing is out of the person's
 * sight: nobody learns that there is more.
 */
gboolean
callout_back_check_sight (CalloutBack  *back,
                          gint64        person,
                          CalloutKind   kind,
                          gint64        id,
                          GError      **error)
{
  g_autofree char *ref = NULL;
  g_autoptr (GError) failure = NULL;
  CalloutSight sight;

  if (!callout_back_find_sight (back, person, &sight, error))
    return FALSE;
  if (callout_sight_is_whole (&sight, kind) || callout_store_can_see (back->store, kind, id, &sight, &failure))
    return TRUE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  ref = callout_ref_format (kind, id);
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no “%s” that you may see"), ref);
  return FALSE;
}

const char *
callout_workspace_get_uri (CalloutWorkspace *self)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return self->uri;
}
