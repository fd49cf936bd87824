/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-query-list.h"

G_BEGIN_DECLS

/**
 * CalloutSession:
 *
 * What every view is given: the workspace, the person signed in, the desktop's
 * settings. Commands of the window go through here, so that what they did is
 * told in one way and can be taken back in one way.
 *
 * Properties: `workspace`, `person`, `settings`, `busy` (commands under way),
 * `can-redo`.
 *
 * Signals:
 *  - `ran` (gint64 event, const char *sentence, gboolean undoable): a command
 *    was done. The event stands for the whole batch where there were several.
 *  - `failed` (GError *error): a command nobody waited for was refused.
 *  - `tick`: time has gone on; what says “in 5 minutes” should say it anew.
 *  - `open` (gint kind, gint64 id): a view asks that a thing be shown.
 */
#define CALLOUT_TYPE_SESSION (callout_session_get_type ())
G_DECLARE_FINAL_TYPE (CalloutSession, callout_session, CALLOUT, SESSION, GObject)

/**
 * CalloutSessionFunc:
 * @result: (nullable): the target as it now is
 * @error: (nullable): why not
 */
typedef void (*CalloutSessionFunc) (CalloutSession *session,
                                    CalloutEntity  *result,
                                    const GError   *error,
                                    gpointer        user_data);

CalloutSession   *callout_session_new             (CalloutWorkspace    *workspace,
                                                   GSettings           *settings);
CalloutWorkspace *callout_session_get_workspace   (CalloutSession      *self);
GSettings        *callout_session_get_settings    (CalloutSession      *self);
CalloutPerson    *callout_session_get_person      (CalloutSession      *self);
gint64            callout_session_get_person_id   (CalloutSession      *self);
void              callout_session_set_person      (CalloutSession      *self,
                                                   CalloutPerson       *person);
GTimeZone        *callout_session_get_zone        (CalloutSession      *self);
void              callout_session_set_zone        (CalloutSession      *self,
                                                   GTimeZone           *zone);

void              callout_session_run             (CalloutSession      *self,
                                                   const char          *command,
                                                   const char          *ref,
                                                   CalloutArgs         *args,
                                                   gint64               expected_version,
                                                   CalloutSessionFunc   callback,
                                                   gpointer             user_data);
void              callout_session_run_async       (CalloutSession      *self,
                                                   const char          *command,
                                                   const char          *ref,
                                                   CalloutArgs         *args,
                                                   gint64               expected_version,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
void              callout_session_run_saying_async (CalloutSession *self,
                                                   const char          *command,
                                                   const char          *ref,
                                                   CalloutArgs         *args,
                                                   gint64               expected_version,
                                                   const char          *sentence,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
CalloutEntity    *callout_session_run_finish      (CalloutSession      *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);

/**
 * CalloutBatchProgress:
 *
 * Told after each of several commands: how many of them are through.
 */
typedef void (*CalloutBatchProgress) (CalloutSession *session,
                                      guint           done,
                                      guint           total,
                                      gpointer        user_data);

void              callout_session_run_many_async  (CalloutSession       *self,
                                                   const char           *command,
                                                   const char *const    *refs,
                                                   CalloutArgs          *args,
                                                   CalloutBatchProgress  progress,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
guint             callout_session_run_many_finish (CalloutSession       *self,
                                                   GAsyncResult         *result,
                                                   GPtrArray           **refusals);

void              callout_session_undo            (CalloutSession      *self,
                                                   gint64               event);
void              callout_session_undo_last       (CalloutSession      *self);
void              callout_session_redo            (CalloutSession      *self);
void              callout_session_open            (CalloutSession      *self,
                                                   CalloutKind          kind,
                                                   gint64               id);
void              callout_session_tell            (CalloutSession      *self,
                                                   const char          *sentence);
void              callout_session_fail            (CalloutSession      *self,
                                                   const GError        *error);

G_END_DECLS
