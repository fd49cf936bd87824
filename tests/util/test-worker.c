/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-worker.h"

/* Holds the worker's thread until it is opened, so that what waits behind it
 * is ordered by priority and not by chance. */
typedef struct {
  GMutex   lock;
  GCond    changed;
  gboolean reached;
  gboolean open;
} Gate;

static void
gate_init (Gate *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->reached = self->open = FALSE;
}

static void
gate_clear (Gate *self)
{
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
}

static void
gate_open (Gate *self)
{
  g_mutex_lock (&self->lock);
  self->open = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void
gate_wait_reached (Gate *self)
{
  g_mutex_lock (&self->lock);
  while (!self->reached)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
}

static void
gate_func (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  Gate *self = data;

  g_mutex_lock (&self->lock);
  self->reached = TRUE;
  g_cond_broadcast (&self->changed);
  while (!self->open)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
  g_task_return_boolean (task, TRUE);
}

static void
close_gate (CalloutWorker *worker,
            Gate          *gate)
{
  GTask *task = g_task_new (NULL, NULL, NULL, NULL);

  gate_init (gate);
  g_task_set_task_data (task, gate, NULL);
  callout_worker_push (worker, CALLOUT_WORK_NOW, task, gate_func);
  gate_wait_reached (gate);
}

/* Tasks that are over come back to the main context to be let go of. */
static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static GString *told; /* written on the worker's thread alone */

static void
tell_func (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  g_string_append_c (told, *(const char *) data);
  g_task_return_boolean (task, TRUE);
}

static void
push_tell (CalloutWorker       *worker,
           CalloutWorkPriority  priority,
           const char          *letter,
           GCancellable        *cancellable)
{
  GTask *task = g_task_new (NULL, cancellable, NULL, NULL);

  g_task_set_task_data (task, (gpointer) letter, NULL);
  callout_worker_push (worker, priority, task, tell_func);
}

static void
nothing (gpointer data)
{
}

static void
test_priorities (void)
{
  CalloutWorker *worker = callout_worker_new ("test");
  Gate gate;

  told = g_string_new (NULL);
  close_gate (worker, &gate);
  push_tell (worker, CALLOUT_WORK_LATER, "e", NULL);
  push_tell (worker, CALLOUT_WORK_SOON, "c", NULL);
  push_tell (worker, CALLOUT_WORK_NOW, "a", NULL);
  push_tell (worker, CALLOUT_WORK_SOON, "d", NULL);
  push_tell (worker, CALLOUT_WORK_LATER, "f", NULL);
  push_tell (worker, CALLOUT_WORK_NOW, "b", NULL);
  gate_open (&gate);
  g_object_unref (worker); /* does what waits first */
  g_assert_cmpstr (told->str, ==, "abcdef");
  g_string_free (told, TRUE);
  gate_clear (&gate);
  settle ();
}

static void
test_cancel_before_start (void)
{
  CalloutWorker *worker = callout_worker_new ("test");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Gate gate;

  told = g_string_new (NULL);
  close_gate (worker, &gate);
  push_tell (worker, CALLOUT_WORK_NOW, "x", cancellable);
  push_tell (worker, CALLOUT_WORK_NOW, "y", NULL);
  g_cancellable_cancel (cancellable);
  gate_open (&gate);
  g_object_unref (worker);
  g_assert_cmpstr (told->str, ==, "y");
  g_string_free (told, TRUE);
  gate_clear (&gate);
  settle ();
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GError **error = data;

  g_assert_false (g_task_propagate_boolean (G_TASK (result), error));
}

/* Who asked is told that it was cancelled, in their own main context. */
static void
test_cancel_is_told (void)
{
  CalloutWorker *worker = callout_worker_new ("test");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GTask *task;
  Gate gate;

  told = g_string_new (NULL);
  close_gate (worker, &gate);
  task = g_task_new (NULL, cancellable, result_cb, &error);
  g_task_set_task_data (task, (gpointer) "x", NULL);
  callout_worker_push (worker, CALLOUT_WORK_SOON, task, tell_func);
  g_cancellable_cancel (cancellable);
  gate_open (&gate);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (worker);
  g_assert_cmpuint (told->len, ==, 0);
  g_string_free (told, TRUE);
  gate_clear (&gate);
  settle ();
}

#define N_CALLERS 8
#define N_CALLS 200

typedef struct {
  CalloutWorker *worker;
  guint          count;   /* no lock: the worker's thread alone counts */
  guint          outside; /* calls that ran on another thread */
} Counter;

static void
count (gpointer data)
{
  Counter *self = data;

  self->count++;
  self->outside += !callout_worker_is_here (self->worker);
}

static void
count_nested (gpointer data)
{
  Counter *self = data;

  /* From the worker's own thread it does not wait for itself. */
  callout_worker_run_sync (self->worker, count, self);
}

static gpointer
caller_thread (gpointer data)
{
  Counter *self = data;

  for (guint i = 0; i < N_CALLS; i++)
    callout_worker_run_sync (self->worker, i % 2 == 0 ? count : count_nested, self);
  return NULL;
}

static void
test_run_sync (void)
{
  Counter counter = { callout_worker_new ("test"), 0, 0 };
  GThread *threads[N_CALLERS];

  g_assert_false (callout_worker_is_here (counter.worker));
  for (guint i = 0; i < N_CALLERS; i++)
    threads[i] = g_thread_new ("caller", caller_thread, &counter);
  for (guint i = 0; i < N_CALLERS; i++)
    g_thread_join (threads[i]);
  g_object_unref (counter.worker);
  g_assert_cmpuint (counter.count, ==, N_CALLERS * N_CALLS);
  g_assert_cmpuint (counter.outside, ==, 0);
}

static void
weak_cb (gpointer  data,
         GObject  *where)
{
  g_atomic_int_set ((int *) data, 1);
}

/* The last reference may be the one a job held: it is let go where the answer
 * goes, not on the worker's own thread, which could not join itself. */
static void
test_last_reference_in_job (void)
{
  for (guint i = 0; i < 50; i++)
    {
      CalloutWorker *worker = callout_worker_new ("test");
      GTask *task = g_task_new (worker, NULL, NULL, NULL);
      int gone = 0;

      told = g_string_new (NULL);
      g_object_weak_ref (G_OBJECT (worker), weak_cb, &gone);
      g_task_set_task_data (task, (gpointer) "z", NULL);
      callout_worker_push (worker, CALLOUT_WORK_LATER, task, tell_func);
      g_object_unref (worker);
      while (!g_atomic_int_get (&gone))
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpstr (told->str, ==, "z");
      g_string_free (told, TRUE);
    }
}

static void
test_idle_end (void)
{
  for (guint i = 0; i < 50; i++)
    {
      CalloutWorker *worker = callout_worker_new ("test");

      if (i % 2 == 0)
        callout_worker_run_sync (worker, nothing, NULL);
      g_object_unref (worker);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/util/worker/priorities", test_priorities);
  g_test_add_func ("/util/worker/cancel-before-start", test_cancel_before_start);
  g_test_add_func ("/util/worker/cancel-is-told", test_cancel_is_told);
  g_test_add_func ("/util/worker/run-sync", test_run_sync);
  g_test_add_func ("/util/worker/last-reference-in-job", test_last_reference_in_job);
  g_test_add_func ("/util/worker/idle-end", test_idle_end);
  return g_test_run ();
}
