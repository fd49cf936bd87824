/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

/* What a ticket's progress depends on, and what somebody is to a ticket: read
 * here for the guards, for what follows by itself, and for undo. */

static gboolean
read_visits (CalloutStore        *store,
             CalloutTicket       *ticket,
             CalloutTicketFacts  *facts,
             GError             **error)
{
  g_autoptr (GPtrArray) orders = callout_store_children (store, CALLOUT_KIND_WORK_ORDER, "ticket", CALLOUT_ENTITY (ticket)->id,
                                                         error);

  if (orders == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len; i++)
    {
      CalloutWorkOrder *order = g_ptr_array_index (orders, i);

      if (order->state >= CALLOUT_WORK_STATE_CLOSED)
        continue;
      facts->unfinished = TRUE;
      facts->anybody |= order->lead != NULL;
      facts->begun |= order->state >= CALLOUT_WORK_STATE_TRAVEL;
    }
  return TRUE;
}

/**
 * callout_read_ticket_facts:
 * @facts: (out)
 *
 * Returns: %FALSE on error only
 */
gboolean
callout_read_ticket_facts (CalloutStore        *store,
                           CalloutTicket       *ticket,
                           CalloutTicketFacts  *facts,
                           GError             **error)
{
  *facts = (CalloutTicketFacts) { .progress = ticket->progress, .visibility = ticket->visibility, .outcome = ticket->outcome };
  facts->customer = ticket->customer != 0;
  return read_visits (store, ticket, facts, error);
}

/* Who reported a visit's end is still who worked on the ticket. */
static gboolean
is_assignee (CalloutCall    *self,
             CalloutTicket  *ticket,
             gboolean       *is,
             GError        **error)
{
  g_autoptr (GPtrArray) orders = callout_store_children (self->store, CALLOUT_KIND_WORK_ORDER, "ticket",
                                                         CALLOUT_ENTITY (ticket)->id, error);

  *is = FALSE;
  if (orders == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len && !*is; i++)
    {
      CalloutWorkOrder *order = g_ptr_array_index (orders, i);

      *is = callout_keys_contain (order->assignees, self->actor->login);
    }
  return TRUE;
}

/**
 * callout_actor_to_ticket:
 * @who: (out): what the actor is to the ticket, CalloutMoveWho bits
 *
 * Returns: %FALSE on error only
 */
gboolean
callout_actor_to_ticket (CalloutCall    *self,
                         CalloutTicket  *ticket,
                         guint          *who,
                         GError        **error)
{
  gboolean assigned;

  *who = CALLOUT_MOVE_NOBODY;
  if (!is_assignee (self, ticket, &assigned, error))
    return FALSE;
  *who |= CALLOUT_MOVE_EMPLOYEE;
  if (assigned)
    *who |= CALLOUT_MOVE_ASSIGNEE;
  if (ticket->created_by == CALLOUT_ENTITY (self->actor)->id)
    *who |= CALLOUT_MOVE_AUTHOR;
  if (callout_actor_is (self, CALLOUT_ROLE_ADMIN) || callout_actor_is (self, CALLOUT_ROLE_MODERATOR))
    *who |= CALLOUT_MOVE_MODERATOR;
  if (callout_actor_is (self, CALLOUT_ROLE_DISPATCHER))
    *who |= CALLOUT_MOVE_DISPATCHER;
  return TRUE;
}
