/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-workflow-desk.h"

G_BEGIN_DECLS

/**
 * CalloutCustomerStrip:
 *
 * The customer's eye: the milestones of both vocabularies as the model
 * computes them, for a sample that is walked through the workflow on the desk,
 * or for a ticket there is. It is never more than one change behind the board.
 */
#define CALLOUT_TYPE_CUSTOMER_STRIP (callout_customer_strip_get_type ())
G_DECLARE_FINAL_TYPE (CalloutCustomerStrip, callout_customer_strip, CALLOUT, CUSTOMER_STRIP, GtkWidget)

void callout_customer_strip_set_desk    (CalloutCustomerStrip *self,
                                         CalloutWorkflowDesk  *desk);
void callout_customer_strip_set_compact (CalloutCustomerStrip *self,
                                         gboolean              compact);

G_END_DECLS
