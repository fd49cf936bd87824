/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-thread-state.h"

G_BEGIN_DECLS

/**
 * CalloutThreadList:
 *
 * The messages of a thread, of any number. It opens at the first that was not
 * read, stays with the newest when one is there, and stays where it is when one
 * reads above.
 *
 * Signals:
 *  - `seen` (gint64 message): all up to this one was on the screen
 *  - `at-end-changed`: whether the newest is in sight
 *  - `loaded` (boolean empty): the thread that was asked for is there
 */
#define CALLOUT_TYPE_THREAD_LIST (callout_thread_list_get_type ())
G_DECLARE_FINAL_TYPE (CalloutThreadList, callout_thread_list, CALLOUT, THREAD_LIST, GtkWidget)

GtkWidget *callout_thread_list_new         (void);
void       callout_thread_list_set         (CalloutThreadList  *self,
                                            CalloutThreadState *state,
                                            gint64              ticket,
                                            int                 thread,
                                            gint64              target);
void       callout_thread_list_go_to       (CalloutThreadList  *self,
                                            gint64              message);
void       callout_thread_list_go_to_end   (CalloutThreadList  *self);
gboolean   callout_thread_list_is_at_end   (CalloutThreadList  *self);
guint      callout_thread_list_get_n_below (CalloutThreadList  *self);

G_END_DECLS
