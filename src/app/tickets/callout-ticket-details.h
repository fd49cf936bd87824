/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-highlight.h"
#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutTicketDetails:
 *
 * All there is about one ticket: where it stands, what it is about, the visits
 * made for it, and what happened.
 *
 * Signal `set-location`: the person wants to say where it is.
 */
#define CALLOUT_TYPE_TICKET_DETAILS (callout_ticket_details_get_type ())
G_DECLARE_FINAL_TYPE (CalloutTicketDetails, callout_ticket_details, CALLOUT, TICKET_DETAILS, GtkWidget)

void           callout_ticket_details_set_session   (CalloutTicketDetails *self,
                                                     CalloutSession       *session,
                                                     CalloutHighlight     *highlight);
void           callout_ticket_details_set_id        (CalloutTicketDetails *self,
                                                     gint64                id);
void           callout_ticket_details_set_several   (CalloutTicketDetails *self,
                                                     guint                 n);
void           callout_ticket_details_set_may_post  (CalloutTicketDetails *self,
                                                     gboolean              allowed,
                                                     const char           *why_not);
CalloutTicket *callout_ticket_details_get_ticket    (CalloutTicketDetails *self);

G_END_DECLS
