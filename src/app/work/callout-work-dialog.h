/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-position.h"
#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutWorkDialog:
 *
 * Asks a technician for what a step needs besides the pressing of a button:
 * why a work order is refused, or what came of it. What was chosen and typed
 * stays on a refusal, with the sentence why beside it.
 */
#define CALLOUT_TYPE_WORK_DIALOG (callout_work_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWorkDialog, callout_work_dialog, CALLOUT, WORK_DIALOG, AdwWindow)

void callout_work_dialog_reject (GtkWidget        *parent,
                                 CalloutSession   *session,
                                 CalloutWorkOrder *work_order,
                                 CalloutPart       part);
void callout_work_dialog_end    (GtkWidget        *parent,
                                 CalloutSession   *session,
                                 CalloutPosition  *position,
                                 CalloutWorkOrder *work_order,
                                 CalloutStep      *step);

G_END_DECLS
