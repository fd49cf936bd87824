/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutTicketList:
 *
 * Which of the lists of tickets is looked at.
 */
typedef enum {
  CALLOUT_TICKET_LIST_OPEN, /* everything somebody has still to do something for */
  CALLOUT_TICKET_LIST_MINE, /* of these, what the person is on */
  CALLOUT_TICKET_LIST_ALL,
} CalloutTicketList;

/**
 * CalloutTicketFilter:
 *
 * The bar above the list: which list, and what it is narrowed to. Signal
 * `changed`.
 */
#define CALLOUT_TYPE_TICKET_FILTER (callout_ticket_filter_get_type ())
G_DECLARE_FINAL_TYPE (CalloutTicketFilter, callout_ticket_filter, CALLOUT, TICKET_FILTER, GtkWidget)

void               callout_ticket_filter_set_session (CalloutTicketFilter *self,
                                                      CalloutSession      *session);
CalloutTicketList  callout_ticket_filter_get_list    (CalloutTicketFilter *self);
void               callout_ticket_filter_set_list    (CalloutTicketFilter *self,
                                                      CalloutTicketList    list);
gboolean           callout_ticket_filter_is_narrowed (CalloutTicketFilter *self);
void               callout_ticket_filter_clear       (CalloutTicketFilter *self);
CalloutQuery      *callout_ticket_filter_dup_query   (CalloutTicketFilter *self);
char              *callout_ticket_filter_dup_text    (CalloutTicketFilter *self);
gboolean           callout_ticket_filter_set_text    (CalloutTicketFilter *self,
                                                      const char          *text,
                                                      GError             **error);

G_END_DECLS
