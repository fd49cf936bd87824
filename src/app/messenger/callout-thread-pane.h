/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutThreadPane:
 *
 * A conversation about a ticket: what was said, and where one writes. Employees
 * go between what the customer reads and what is said among them.
 *
 * Properties: `compact` (no heading of its own: what is around it has one).
 * Signals: `thread-changed`: the other side was chosen.
 */
#define CALLOUT_TYPE_THREAD_PANE (callout_thread_pane_get_type ())
G_DECLARE_FINAL_TYPE (CalloutThreadPane, callout_thread_pane, CALLOUT, THREAD_PANE, GtkWidget)

GtkWidget *callout_thread_pane_new         (void);
void       callout_thread_pane_set_session (CalloutThreadPane *self,
                                            CalloutSession    *session);
void       callout_thread_pane_open        (CalloutThreadPane *self,
                                            gint64             ticket,
                                            int                thread,
                                            gint64             message);
void       callout_thread_pane_open_ticket (CalloutThreadPane *self,
                                            gint64             ticket);
gint64     callout_thread_pane_get_ticket  (CalloutThreadPane *self);
int        callout_thread_pane_get_thread  (CalloutThreadPane *self);

G_END_DECLS
