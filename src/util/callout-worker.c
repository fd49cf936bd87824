/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-worker.h"

typedef struct {
  GTask           *task; /* (nullable) */
  GTaskThreadFunc  task_func;
  CalloutWorkFunc  func;
  gpointer         data;
  gboolean        *done; /* (nullable): set under the lock when the job is over */
} Job;

struct _CalloutWorker
{
  GObject  parent_instance;

  GThread *thread;
  GMutex   lock;
  GCond    wake;   /* a job came, or the end */
  GCond    over;   /* a job is done */
  GQueue   jobs[CALLOUT_N_WORK_PRIORITIES];
  gboolean stopping;
};

G_DEFINE_FINAL_TYPE (CalloutWorker, callout_worker, G_TYPE_OBJECT)

/* Called with the lock held. */
static Job *
next_job (CalloutWorker *self)
{
  for (guint i = 0; i < CALLOUT_N_WORK_PRIORITIES; i++)
    if (!g_queue_is_empty (&self->jobs[i]))
      return g_queue_pop_head (&self->jobs[i]);
  return NULL;
}

static gboolean
give_back_cb (gpointer task)
{
  return G_SOURCE_REMOVE;
}

/* A task holds whoever asked, and those live where the answer goes: the last
 * reference is let go there as well, never on this thread. */
static void
give_back (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_static_name (source, "callout-worker-give-back");
  g_source_set_callback (source, G_SOURCE_FUNC (give_back_cb), task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
run_job (Job *job)
{
  if (job->task == NULL)
    {
      job->func (job->data);
      return;
    }
  if (!g_task_return_error_if_cancelled (job->task))
    job->task_func (job->task, g_task_get_source_object (job->task), g_task_get_task_data (job->task),
                    g_task_get_cancellable (job->task));
  give_back (job->task);
}

static gpointer
worker_thread (gpointer data)
{
  CalloutWorker *self = data;

  g_mutex_lock (&self->lock);
  for (;;)
    {
      Job *job = next_job (self);

      if (job == NULL && self->stopping)
        break;
      if (job == NULL)
        {
          g_cond_wait (&self->wake, &self->lock);
          continue;
        }

      g_mutex_unlock (&self->lock);
      run_job (job);
      g_mutex_lock (&self->lock);
      if (job->done != NULL)
        {
          *job->done = TRUE;
          g_cond_broadcast (&self->over);
          /* Whoever waited goes on before what only follows is begun: on one
           * processor they would wait for that, too. */
          g_mutex_unlock (&self->lock);
          g_thread_yield ();
          g_mutex_lock (&self->lock);
        }
      g_free (job);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

static void
callout_worker_finalize (GObject *object)
{
  CalloutWorker *self = CALLOUT_WORKER (object);

  /* Jobs still waiting are done first: a command once given is not dropped. */
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  g_assert (self->thread != g_thread_self ());
  g_thread_join (self->thread);

  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_cond_clear (&self->over);
  G_OBJECT_CLASS (callout_worker_parent_class)->finalize (object);
}

static void
callout_worker_class_init (CalloutWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = callout_worker_finalize;
}

static void
callout_worker_init (CalloutWorker *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  g_cond_init (&self->over);
}

CalloutWorker *
callout_worker_new (const char *name)
{
  CalloutWorker *self = g_object_new (CALLOUT_TYPE_WORKER, NULL);

  self->thread = g_thread_new (name, worker_thread, self);
  return self;
}

static void
push_job (CalloutWorker       *self,
          CalloutWorkPriority  priority,
          Job                 *job)
{
  g_queue_push_tail (&self->jobs[priority], job);
  g_cond_signal (&self->wake);
}

/**
 * callout_worker_push:
 * @task: (transfer full): what @func returns into; its callback runs in its own main context
 * @func: runs on the worker's thread, not at all if the task was cancelled before
 */
void
callout_worker_push (CalloutWorker       *self,
                     CalloutWorkPriority  priority,
                     GTask               *task,
                     GTaskThreadFunc      func)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->task_func = func;
  g_mutex_lock (&self->lock);
  push_job (self, priority, job);
  g_mutex_unlock (&self->lock);
}

/**
 * callout_worker_run_sync:
 *
 * Runs @func on the worker's thread and waits for it: for the command line and
 * for tests, never for a main thread that draws.
 */
void
callout_worker_run_sync (CalloutWorker   *self,
                         CalloutWorkFunc  func,
                         gpointer         data)
{
  gboolean done = FALSE;
  Job *job;

  if (callout_worker_is_here (self))
    {
      func (data);
      return;
    }

  job = g_new0 (Job, 1);
  job->func = func;
  job->data = data;
  job->done = &done;
  g_mutex_lock (&self->lock);
  push_job (self, CALLOUT_WORK_NOW, job);
  while (!done)
    g_cond_wait (&self->over, &self->lock);
  g_mutex_unlock (&self->lock);
}

/**
 * callout_worker_run_next:
 *
 * On the worker's thread: @func comes right after the job that is being done,
 * when whoever waited for that one has been let go.
 */
void
callout_worker_run_next (CalloutWorker   *self,
                         CalloutWorkFunc  func,
                         gpointer         data)
{
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (callout_worker_is_here (self));

  job->func = func;
  job->data = data;
  g_mutex_lock (&self->lock);
  g_queue_push_head (&self->jobs[CALLOUT_WORK_NOW], job);
  g_mutex_unlock (&self->lock);
}

/**
 * callout_worker_is_here:
 *
 * Whether the calling thread is the worker's.
 */
gboolean
callout_worker_is_here (CalloutWorker *self)
{
  return g_thread_self () == self->thread;
}
