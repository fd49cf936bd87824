/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-workflow-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutVersionsDialog:
 *
 * The versions of the workflow, what is different between any two of them, and
 * an old one as a new draft.
 */
#define CALLOUT_TYPE_VERSIONS_DIALOG (callout_versions_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CalloutVersionsDialog, callout_versions_dialog, CALLOUT, VERSIONS_DIALOG, AdwWindow)

void callout_versions_dialog_open (GtkWidget           *parent,
                                   CalloutWorkflowDesk *desk);

G_END_DECLS
