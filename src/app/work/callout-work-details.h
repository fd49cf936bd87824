/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-position.h"
#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutWorkDetails:
 *
 * One work order as the technician on it needs it: the one step that is next
 * as a button, the steps, and what it is about.
 *
 * Signals:
 *  - `gone` (const char *sentence): it can be shown no more, and why.
 *  - `allowed-changed`: other commands are possible.
 */
#define CALLOUT_TYPE_WORK_DETAILS (callout_work_details_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWorkDetails, callout_work_details, CALLOUT, WORK_DETAILS, GtkWidget)

void     callout_work_details_set_session (CalloutWorkDetails *self,
                                           CalloutSession     *session,
                                           CalloutPosition    *position);
void     callout_work_details_set_id      (CalloutWorkDetails *self,
                                           gint64              id);
gint64   callout_work_details_get_id      (CalloutWorkDetails *self);
gboolean callout_work_details_allows      (CalloutWorkDetails *self,
                                           const char         *command);
void     callout_work_details_give        (CalloutWorkDetails *self,
                                           const char         *command);

G_END_DECLS
