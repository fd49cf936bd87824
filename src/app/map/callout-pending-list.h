/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-query-list.h"
#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutPendingList:
 *
 * The work orders that wait for somebody, in a narrow list beside the map.
 * A row can be dragged onto an engineer there.
 *
 * Signals:
 *  - `selected` (CalloutWorkOrder *): %NULL: none
 *  - `activated` (CalloutWorkOrder *, GtkWidget *row)
 */
#define CALLOUT_TYPE_PENDING_LIST (callout_pending_list_get_type ())
G_DECLARE_FINAL_TYPE (CalloutPendingList, callout_pending_list, CALLOUT, PENDING_LIST, GtkWidget)

GtkWidget *callout_pending_list_new        (CalloutSession     *session);
void       callout_pending_list_set_filter (CalloutPendingList *self,
                                            const char         *group,
                                            const char         *words);
void       callout_pending_list_set_person (CalloutPendingList *self,
                                            gint64              person);
void       callout_pending_list_select     (CalloutPendingList *self,
                                            gint64              work_order);

G_END_DECLS
