/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutWorkOrderDetails:
 *
 * One work order beside the list: what it is about, where, until when, who is
 * on it, and what happened.
 *
 * Signal `set-location`: the person wants to say where it is.
 */
#define CALLOUT_TYPE_WORK_ORDER_DETAILS (callout_work_order_details_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWorkOrderDetails, callout_work_order_details, CALLOUT, WORK_ORDER_DETAILS, GtkWidget)

void              callout_work_order_details_set_session    (CalloutWorkOrderDetails *self,
                                                             CalloutSession          *session);
void              callout_work_order_details_set_id         (CalloutWorkOrderDetails *self,
                                                             gint64                   id);
void              callout_work_order_details_set_several    (CalloutWorkOrderDetails *self,
                                                             guint                    n);
CalloutWorkOrder *callout_work_order_details_get_work_order (CalloutWorkOrderDetails *self);

G_END_DECLS
