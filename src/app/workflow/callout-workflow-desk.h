/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-icon-book.h"
#include "callout-session.h"

G_BEGIN_DECLS

/**
 * CalloutWorkflowSnap:
 *
 * The workflow as it was at one moment, read in one transaction.
 */
typedef struct {
  GPtrArray       *workflows;     /* of CalloutWorkflow, the newest version first; the draft is not among them */
  CalloutWorkflow *current;
  CalloutWorkflow *draft;         /* (nullable) */
  GPtrArray       *steps;         /* of CalloutStep, in order: the draft's, else the current version's */
  GPtrArray       *current_steps; /* of CalloutStep, in order */
  GPtrArray       *statuses;      /* of CalloutStatus: both vocabularies, in order */
  GPtrArray       *labels;        /* of CalloutStatusLabel */
  GPtrArray       *icons;         /* of CalloutIcon */
} CalloutWorkflowSnap;

/**
 * CalloutWorkflowDesk:
 *
 * What the workflow editor works on. It is read anew whenever the change feed
 * says so. Edits are given one after the other, each upon what the one before
 * has left, and carry which state of the workflow was looked at: of two
 * administrators at once the second is told what changed.
 *
 * Signals:
 *  - `changed`: the snap is another one.
 *  - `disturbed` (const char *sentence): somebody else has edited.
 *
 * Properties: `error` (a #GError or %NULL): why it cannot be read.
 */
#define CALLOUT_TYPE_WORKFLOW_DESK (callout_workflow_desk_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWorkflowDesk, callout_workflow_desk, CALLOUT, WORKFLOW_DESK, GObject)

/* Which state of the workflow somebody looked at. */
typedef struct {
  gint64 workflow;
  gint64 version;
} CalloutWorkflowSeen;

CalloutWorkflowDesk       *callout_workflow_desk_new         (CalloutSession       *session);
void                       callout_workflow_desk_refresh     (CalloutWorkflowDesk  *self);
const CalloutWorkflowSnap *callout_workflow_desk_get_snap    (CalloutWorkflowDesk  *self);
const GError              *callout_workflow_desk_get_error   (CalloutWorkflowDesk  *self);
gboolean                   callout_workflow_desk_is_busy     (CalloutWorkflowDesk  *self);
CalloutSession            *callout_workflow_desk_get_session (CalloutWorkflowDesk  *self);
CalloutIconBook           *callout_workflow_desk_get_icons   (CalloutWorkflowDesk  *self);
CalloutWorkflowSeen        callout_workflow_desk_get_seen    (CalloutWorkflowDesk  *self);
CalloutStep               *callout_workflow_desk_find_step   (CalloutWorkflowDesk  *self,
                                                              const char           *key);
CalloutStatus             *callout_workflow_desk_find_status (CalloutWorkflowDesk  *self,
                                                              const char           *key);

const char                *callout_workflow_desk_get_language (void);
char                      *callout_workflow_desk_dup_day     (CalloutWorkflowDesk  *self,
                                                              CalloutTime           time);

void                       callout_workflow_desk_run_async   (CalloutWorkflowDesk       *self,
                                                              const char                *command,
                                                              const char                *ref,
                                                              CalloutArgs               *args,
                                                              const CalloutWorkflowSeen *seen,
                                                              GAsyncReadyCallback        callback,
                                                              gpointer                   user_data);
CalloutEntity             *callout_workflow_desk_run_finish  (CalloutWorkflowDesk       *self,
                                                              GAsyncResult              *result,
                                                              GError                   **error);

void                       callout_workflow_desk_steps_async (CalloutWorkflowDesk       *self,
                                                              gint64                     workflow,
                                                              GCancellable              *cancellable,
                                                              GAsyncReadyCallback        callback,
                                                              gpointer                   user_data);
GPtrArray                 *callout_workflow_desk_steps_finish (CalloutWorkflowDesk      *self,
                                                              GAsyncResult              *result,
                                                              GError                   **error);

G_END_DECLS
