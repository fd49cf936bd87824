/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-book.h"
#include "callout-worker.h"
#include "callout-workspace.h"

G_BEGIN_DECLS

/**
 * CalloutFront:
 *
 * How news finds its way from the worker's thread to the workspace, without
 * keeping it alive: looked up on the workspace's own thread alone.
 */
typedef struct {
  GWeakRef workspace;
} CalloutFront;

/**
 * CalloutBack:
 *
 * The back room: what the worker's thread owns. But for @polling and the
 * constant @context and @front, nothing here is touched from anywhere else.
 * @store is %NULL once the workspace is gone.
 */
typedef struct {
  CalloutStore *store;
  CalloutBook  *book;         /* who could do what, for rankings */
  gint64        last_event;   /* all up to this one have been told */
  gint64        last_mark;    /* and all that was read up to this one */
  gint64        data_version; /* of the store when that was */
  GMainContext *context;      /* where news goes */
  CalloutFront *front;
  int           polling;      /* atomic: whether a look for foreign commits is under way */
} CalloutBack;

/* One job in the back room; returns what the caller shall have, or %NULL with @error. */
typedef gpointer (*CalloutWork) (CalloutBack   *back,
                                 gpointer       data,
                                 GCancellable  *cancellable,
                                 GError       **error);

/**
 * CalloutJob:
 *
 * What is the same every time a kind of job is done: a constant each.
 */
typedef struct {
  CalloutWork         work;
  CalloutWorkPriority priority;
  enum {
    CALLOUT_JOB_READS,  /* inside one read transaction */
    CALLOUT_JOB_WRITES, /* looks after transactions itself; tells what came of it even if cancelled meanwhile */
  } manner;
  GDestroyNotify      free_data;
  GDestroyNotify      free_result;
  void              (*tell) (CalloutBack *back); /* (nullable): spreads the news of what was done */
} CalloutJob;

typedef struct {
  CalloutFeed *feed;
  guint        n_waiting; /* answers still under way */
} CalloutRound;

/**
 * CalloutFollower:
 *
 * A list that goes along with the change feed. @prepare says what the worker
 * has to find out for it after these changes (%NULL: nothing), @take gets the
 * answer or the error.
 */
typedef struct {
  gpointer        (*prepare) (gpointer     follower,
                              CalloutFeed *feed);
  void            (*take)    (gpointer     follower,
                              gpointer     answer,
                              GError      *error);
  const CalloutJob *job;
} CalloutFollowerClass;

struct _CalloutWorkspace
{
  GObject        parent_instance;

  /* Owned */
  char          *uri;
  CalloutWorker *worker;
  GMainContext  *context;
  CalloutBack   *back;
  CalloutFront  *front;
  GHashTable    *living;    /* CalloutTouch → CalloutEntity, which it does not hold */
  GPtrArray     *followers; /* of Follower */
  GQueue         feeds;     /* of CalloutFeed: what nobody has taken in yet */
  CalloutRound  *round;     /* (nullable): what is being taken in now */
  GSource       *starter;
  GSource       *ticker;
  GFileMonitor  *monitor;
};

/* Jobs */
void           callout_workspace_push_job    (CalloutWorkspace     *self,
                                              const CalloutJob     *job,
                                              gpointer              data,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gpointer       callout_workspace_do_job      (CalloutWorkspace     *self,
                                              const CalloutJob     *job,
                                              gpointer              data,
                                              GError              **error);
gpointer       callout_workspace_finish_job  (CalloutWorkspace     *self,
                                              const CalloutJob     *job,
                                              GAsyncResult         *result,
                                              GError              **error);

/* In the back room */
GPtrArray     *callout_back_hide             (const CalloutSight   *sight,
                                              GPtrArray            *rows);
gboolean       callout_back_find_sight       (CalloutBack          *back,
                                              gint64                person,
                                              CalloutSight         *sight,
                                              GError              **error);
gboolean       callout_back_check_sight      (CalloutBack          *back,
                                              gint64                person,
                                              CalloutKind           kind,
                                              gint64                id,
                                              GError              **error);
gboolean       callout_back_check_open       (CalloutBack          *back,
                                              GError              **error);
void           callout_back_collect_feed     (CalloutBack          *back);
void           callout_back_poll             (CalloutBack          *back);
void           callout_back_unref            (CalloutBack          *back);
void           callout_front_unref           (CalloutFront         *front);

/* The change feed and the identity map, on the workspace's thread */
CalloutFeed   *callout_feed_new              (GPtrArray            *events,
                                              GArray               *touched);
void           callout_workspace_take_feed   (CalloutWorkspace     *self,
                                              CalloutFeed          *feed);
void           callout_workspace_clear_feeds (CalloutWorkspace     *self);
void           callout_workspace_start_watch (CalloutWorkspace     *self);
void           callout_workspace_stop_watch  (CalloutWorkspace     *self);
GHashTable    *callout_living_new            (void);
void           callout_workspace_clear_living (CalloutWorkspace    *self);
CalloutEntity *callout_workspace_intern      (CalloutWorkspace     *self,
                                              CalloutEntity        *fresh);
void           callout_workspace_follow      (CalloutWorkspace           *self,
                                              const CalloutFollowerClass *klass,
                                              gpointer                    follower);
void           callout_workspace_unfollow    (CalloutWorkspace           *self,
                                              gpointer                    follower);

G_END_DECLS
