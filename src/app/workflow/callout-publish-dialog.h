/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-workflow-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutPublishDialog:
 *
 * Says what publishing the draft does before it does it: what is different for
 * new work orders, and how many open ones keep the version they have.
 */
#define CALLOUT_TYPE_PUBLISH_DIALOG (callout_publish_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CalloutPublishDialog, callout_publish_dialog, CALLOUT, PUBLISH_DIALOG, AdwWindow)

void callout_publish_dialog_open (GtkWidget           *parent,
                                  CalloutWorkflowDesk *desk);

/* Fills a list with sentences, one a row. */
void callout_change_list_fill    (GtkListBox          *list,
                                  GPtrArray           *sentences);

G_END_DECLS
