/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CalloutWorker:
 *
 * One thread that owns something, a database as a rule, and does one job
 * after the other on it. What a person waits for goes before what merely
 * has to happen.
 */
#define CALLOUT_TYPE_WORKER (callout_worker_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWorker, callout_worker, CALLOUT, WORKER, GObject)

typedef enum {
  CALLOUT_WORK_NOW,    /* a page of a list, a command: somebody looks at it */
  CALLOUT_WORK_SOON,   /* whole lists, searches */
  CALLOUT_WORK_LATER,  /* keeping house */
  CALLOUT_N_WORK_PRIORITIES
} CalloutWorkPriority;

typedef void (*CalloutWorkFunc) (gpointer data);

CalloutWorker *callout_worker_new      (const char          *name);
void           callout_worker_push     (CalloutWorker       *self,
                                        CalloutWorkPriority  priority,
                                        GTask               *task,
                                        GTaskThreadFunc      func);
void           callout_worker_run_sync (CalloutWorker       *self,
                                        CalloutWorkFunc      func,
                                        gpointer             data);
void           callout_worker_run_next (CalloutWorker       *self,
                                        CalloutWorkFunc      func,
                                        gpointer             data);
gboolean       callout_worker_is_here  (CalloutWorker       *self);

G_END_DECLS
