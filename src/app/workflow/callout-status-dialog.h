/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-workflow-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutStatusDialog:
 *
 * What a status is called in each language, and its icon. It holds at once for
 * every customer; it is no part of the draft.
 */
#define CALLOUT_TYPE_STATUS_DIALOG (callout_status_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CalloutStatusDialog, callout_status_dialog, CALLOUT, STATUS_DIALOG, AdwWindow)

void callout_status_dialog_open (GtkWidget           *parent,
                                 CalloutWorkflowDesk *desk,
                                 CalloutStatus       *status);

G_END_DECLS
