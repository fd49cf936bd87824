/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-workflow-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutStepDialog:
 *
 * A step's Configuration (contract 0.22–0.27), or a step that is to be made:
 * its name, what it is for, its icon, and what of it the customer is shown,
 * with the customer's line as it then would be. A refusal keeps what was typed.
 */
#define CALLOUT_TYPE_STEP_DIALOG (callout_step_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CalloutStepDialog, callout_step_dialog, CALLOUT, STEP_DIALOG, AdwWindow)

void callout_step_dialog_configure (GtkWidget           *parent,
                                    CalloutWorkflowDesk *desk,
                                    CalloutStep         *step,
                                    gboolean             rename);
void callout_step_dialog_add       (GtkWidget           *parent,
                                    CalloutWorkflowDesk *desk,
                                    int                  status);

G_END_DECLS
