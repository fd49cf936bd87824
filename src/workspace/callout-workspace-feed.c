/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workspace-private.h"

/*
 * The change feed: after every commit, by us or by others, the worker reads
 * the events that are new, and who has read what, and sends them over. Here they are taken in, in
 * rounds: first the living objects and the lists are brought up to date, then
 * everybody is told. What arrives meanwhile waits for the next round.
 */

#define POLL_SECONDS 1
#define MONITOR_RATE_MS 50

G_DEFINE_BOXED_TYPE (CalloutFeed, callout_feed, callout_feed_copy, callout_feed_free)

/*
 * callout_feed_new:
 * @events: (transfer full): of CalloutEvent
 * @touched: (transfer full): of CalloutTouch
 */
CalloutFeed *
callout_feed_new (GPtrArray *events,
                  GArray    *touched)
{
  CalloutFeed *self = g_new0 (CalloutFeed, 1);

  self->events = events;
  self->touched = touched;
  return self;
}

CalloutFeed *
callout_feed_copy (CalloutFeed *self)
{
  return callout_feed_new (g_ptr_array_ref (self->events), g_array_ref (self->touched));
}

void
callout_feed_free (CalloutFeed *self)
{
  g_ptr_array_unref (self->events);
  g_array_unref (self->touched);
  g_free (self);
}

/**
 * callout_feed_touches:
 *
 * Whether anything of a kind changed.
 */
gboolean
callout_feed_touches (CalloutFeed *self,
                      CalloutKind  kind)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->touched->len; i++)
    if (g_array_index (self->touched, CalloutTouch, i).kind == kind)
      return TRUE;
  return FALSE;
}

/* The back room's side */

typedef struct {
  CalloutFront *front;
  CalloutFeed  *feed;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  callout_front_unref (news->front);
  g_clear_pointer (&news->feed, callout_feed_free);
  g_free (news);
}

static gboolean
deliver_cb (gpointer data)
{
  News *news = data;
  g_autoptr (CalloutWorkspace) workspace = g_weak_ref_get (&news->front->workspace);

  if (workspace != NULL)
    callout_workspace_take_feed (workspace, g_steal_pointer (&news->feed));
  return G_SOURCE_REMOVE;
}

/* At the priority of answers, so that news and answers arrive in the order in
 * which the worker had them: an answer never overwrites something newer. */
static void
send_news (CalloutBack *back,
           CalloutFeed *feed)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  News *news = g_new0 (News, 1);

  news->front = g_atomic_rc_box_acquire (back->front);
  news->feed = feed;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "callout-feed");
  g_source_set_callback (source, deliver_cb, news, news_free);
  g_source_attach (source, back->context);
}

/*
 * callout_back_collect_feed:
 *
 * Reads and sends what happened since the last time. Failing is no harm: the
 * next look finds it.
 */
void
callout_back_collect_feed (CalloutBack *back)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GArray) touched = NULL;
  gint64 mark = back->last_mark;
  CalloutEntity *last;

  /* In one transaction: its several questions take the file's locks once. */
  if (!callout_store_begin (back->store, FALSE, NULL))
    return;
  events = callout_store_events_after (back->store, back->last_event, &touched, NULL);
  if (events != NULL && !callout_store_marks_after (back->store, &mark, touched, NULL))
    g_clear_pointer (&events, g_ptr_array_unref);
  callout_store_rollback (back->store);
  if (events == NULL || (events->len == 0 && mark == back->last_mark))
    return;

  back->last_mark = mark;
  if (events->len > 0)
    {
      last = g_ptr_array_index (events, events->len - 1);
      back->last_event = last->id;
    }
  callout_book_touch (back->book, (CalloutTouch *) (gpointer) touched->data, touched->len);
  send_news (back, callout_feed_new (g_steal_pointer (&events), g_steal_pointer (&touched)));
}

static void
poll_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  CalloutBack *back = task_data;
  gint64 version;

  g_atomic_int_set (&back->polling, FALSE);
  if (back->store != NULL)
    {
      version = callout_store_data_version (back->store);
      if (version != back->data_version)
        {
          back->data_version = version;
          callout_back_collect_feed (back);
        }
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * callout_workspace_poll:
 *
 * Reads foreign commits now instead of at the next sign of one; what there is
 * comes by the `changed` signal.
 */
void
callout_workspace_poll (CalloutWorkspace *self)
{
  GTask *task;

  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));

  if (!g_atomic_int_compare_and_exchange (&self->back->polling, FALSE, TRUE))
    return;

  /* Without the workspace as its source: a look for news keeps nobody alive. */
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, callout_workspace_poll);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self->back), (GDestroyNotify) callout_back_unref);
  callout_worker_push (self->worker, CALLOUT_WORK_SOON, task, poll_in_thread);
}

/* Signs of foreign commits */

static void
file_changed_cb (CalloutWorkspace *self)
{
  callout_workspace_poll (self);
}

static gboolean
tick_cb (gpointer data)
{
  callout_workspace_poll (data);
  return G_SOURCE_CONTINUE;
}

static gpointer
find_watch (CalloutBack   *back,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return callout_store_dup_watch (back->store);
}

static const CalloutJob watch_job = { find_watch, CALLOUT_WORK_LATER, CALLOUT_JOB_WRITES, NULL, g_free };

static void
watch_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  CalloutWorkspace *self = CALLOUT_WORKSPACE (source);
  g_autofree char *path = callout_workspace_finish_job (self, &watch_job, result, NULL);
  g_autoptr (GFile) file = NULL;

  if (path == NULL)
    return;

  /* The file monitor is the quick sign; where there is none, as on a network's
   * disk, the slow look is enough. */
  file = g_file_new_for_path (path);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor == NULL)
    return;
  g_file_monitor_set_rate_limit (self->monitor, MONITOR_RATE_MS);
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (file_changed_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
start_watch_cb (gpointer data)
{
  CalloutWorkspace *self = data;

  g_clear_pointer (&self->starter, g_source_unref);
  self->ticker = g_timeout_source_new_seconds (POLL_SECONDS);
  g_source_set_static_name (self->ticker, "callout-poll");
  g_source_set_callback (self->ticker, tick_cb, self, NULL);
  g_source_attach (self->ticker, self->context);
  callout_workspace_push_job (self, &watch_job, NULL, NULL, watch_cb, NULL);
  return G_SOURCE_REMOVE;
}

/*
 * callout_workspace_start_watch:
 *
 * Foreign commits are looked for from the first turn of a main loop on: a
 * program without one never hears of them, and pays nothing for it.
 */
void
callout_workspace_start_watch (CalloutWorkspace *self)
{
  if (self->starter != NULL || self->ticker != NULL)
    return;

  self->starter = g_idle_source_new ();
  g_source_set_static_name (self->starter, "callout-start-watch");
  g_source_set_callback (self->starter, start_watch_cb, self, NULL);
  g_source_attach (self->starter, self->context);
}

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

void
callout_workspace_stop_watch (CalloutWorkspace *self)
{
  clear_source (&self->starter);
  clear_source (&self->ticker);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
}
