/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-thread-state.h"

G_BEGIN_DECLS

/* What a message brings beside its text. */
GtkWidget *callout_bubble_files_new    (CalloutThreadState *state,
                                        GPtrArray          *files);
GtkWidget *callout_bubble_session_new  (const char         *address);
GtkWidget *callout_bubble_elements_new (CalloutSession     *session,
                                        const char         *text);

G_END_DECLS
