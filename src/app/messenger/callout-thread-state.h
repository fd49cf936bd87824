/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-file-source.h"

G_BEGIN_DECLS

/**
 * CalloutThreadState:
 *
 * What the rows of a conversation share: who looks at it, from where on it was
 * unread when it was opened, how far the others have read, and the files that
 * hang on messages.
 *
 * Signals: `marks-changed`; `files` (gint64 message): its files are there.
 */
#define CALLOUT_TYPE_THREAD_STATE (callout_thread_state_get_type ())
G_DECLARE_FINAL_TYPE (CalloutThreadState, callout_thread_state, CALLOUT, THREAD_STATE, GObject)

/**
 * CalloutThreadFile:
 * @original: (nullable): what a scaled picture was made from
 */
typedef struct {
  CalloutFile       *file;
  CalloutFileSource *source;
  CalloutFile       *original;
} CalloutThreadFile;

CalloutThreadState *callout_thread_state_new              (CalloutSession     *session,
                                                           gint64              ticket,
                                                           int                 thread);
CalloutSession     *callout_thread_state_get_session      (CalloutThreadState *self);
void                callout_thread_state_set_marks        (CalloutThreadState *self,
                                                           GPtrArray          *marks);
gint64              callout_thread_state_get_read_to      (CalloutThreadState *self);
void                callout_thread_state_set_first_unread (CalloutThreadState *self,
                                                           gint64              message);
gint64              callout_thread_state_get_first_unread (CalloutThreadState *self);
gboolean            callout_thread_state_is_delivered     (CalloutThreadState *self,
                                                           gint64              message);
char               *callout_thread_state_dup_readers      (CalloutThreadState *self,
                                                           gint64              message);
GPtrArray          *callout_thread_state_dup_pictures     (CalloutThreadState *self);
GPtrArray          *callout_thread_state_get_files        (CalloutThreadState *self,
                                                           gint64              message);

G_END_DECLS
