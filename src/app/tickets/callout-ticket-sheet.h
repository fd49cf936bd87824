/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-plan.h"
#include "callout-session.h"

G_BEGIN_DECLS

/**
 * CalloutTicketSheet:
 * @customer: (nullable)
 * @visits: (element-type CalloutWorkOrder): those the person may see, the first first
 * @updates: (element-type CalloutUpdate): likewise
 * @people: (element-type CalloutTicketAssignee)
 * @ratings: (element-type CalloutRating): one a cycle
 * @files: (element-type CalloutFile): of its updates and answers
 * @plan: (nullable): what the flow it began with asked
 * @answers: (nullable): path → value
 * @line: (nullable): what the customer sees
 *
 * All that is shown of one ticket, read at one moment.
 */
typedef struct {
  CalloutTicket       *ticket;
  CalloutCustomer     *customer;
  GPtrArray           *visits;
  GPtrArray           *updates;
  GPtrArray           *people;
  GPtrArray           *ratings;
  GPtrArray           *files;
  CalloutFlowPlan     *plan;
  GHashTable          *answers;
  CalloutCustomerView *line;
} CalloutTicketSheet;

void                callout_ticket_sheet_free   (CalloutTicketSheet   *self);
void                callout_ticket_sheet_async  (CalloutSession       *session,
                                                 gint64                ticket,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
CalloutTicketSheet *callout_ticket_sheet_finish (CalloutSession       *session,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutTicketSheet, callout_ticket_sheet_free)

G_END_DECLS
