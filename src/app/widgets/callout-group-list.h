/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutGroupList:
 *
 * Service groups to choose one of, with how much waits there. Signals
 * `changed`, and `activated` when one was chosen by double click or Return.
 */
#define CALLOUT_TYPE_GROUP_LIST (callout_group_list_get_type ())
G_DECLARE_FINAL_TYPE (CalloutGroupList, callout_group_list, CALLOUT, GROUP_LIST, GtkWidget)

void        callout_group_list_load       (CalloutGroupList *self,
                                           CalloutSession   *session,
                                           const char       *work_order);
const char *callout_group_list_get_chosen (CalloutGroupList *self);

G_END_DECLS
