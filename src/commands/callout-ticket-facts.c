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

static gboolean
read_rating (CalloutStore        *store,
             CalloutTicket       *ticket,
             CalloutTicketFacts  *facts,
             GError             **error)
{
  g_autoptr (CalloutEntity) flow = NULL;
  g_autoptr (CalloutEntity) author = NULL;

  facts->rated = ticket->rating != 0;
  facts->customer = ticket->customer != 0 || ticket->contact != 0;
  if (ticket->flow == 0)
    return TRUE;
  flow = callout_store_get_plain (store, CALLOUT_KIND_FLOW, ticket->flow, error);
  if (flow == NULL)
    return FALSE;
  facts->ratings = CALLOUT_FLOW (flow)->ratings;
  if (facts->customer || ticket->created_by == 0)
    return TRUE;
  author = callout_store_get_plain (store, CALLOUT_KIND_PERSON, ticket->created_by, error);
  facts->customer = author != NULL && callout_person_is_code_user (CALLOUT_PERSON (author));
  return author != NULL;
}

static gboolean
read_assignees (CalloutStore        *store,
                CalloutTicket       *ticket,
                CalloutTicketFacts  *facts,
                GError             **error)
{
  g_autoptr (GPtrArray) assignees = callout_store_children (store, CALLOUT_KIND_TICKET_ASSIGNEE, "ticket",
                                                            CALLOUT_ENTITY (ticket)->id, error);

  facts->anybody |= assignees != NULL && assignees->len > 0;
  return assignees != NULL;
}

/**
 * callout_read_ticket_facts:
 * @ticket: fresh, with its derived fields
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
  return read_visits (store, ticket, facts, error) && read_assignees (store, ticket, facts, error)
         && read_rating (store, ticket, facts, error);
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
  gint64 me = CALLOUT_ENTITY (self->actor)->id;
  gboolean author = ticket->created_by == me;

  *who = author ? CALLOUT_MOVE_AUTHOR : CALLOUT_MOVE_NOBODY;
  if (callout_person_is_code_user (self->actor))
    {
      *who |= author || ticket->contact == me ? CALLOUT_MOVE_CUSTOMER : CALLOUT_MOVE_NOBODY;
      return TRUE;
    }
  *who |= CALLOUT_MOVE_EMPLOYEE;
  /* Who reported a visit's end is still who worked on the ticket. */
  if (callout_keys_contain (ticket->assignees, self->actor->login))
    *who |= CALLOUT_MOVE_ASSIGNEE;
  if (callout_actor_is (self, CALLOUT_ROLE_ADMIN) || callout_actor_is (self, CALLOUT_ROLE_MODERATOR))
    *who |= CALLOUT_MOVE_MODERATOR;
  if (callout_actor_is (self, CALLOUT_ROLE_DISPATCHER))
    *who |= CALLOUT_MOVE_DISPATCHER;
  return TRUE;
}

/**
 * callout_default_group:
 *
 * Returns: the group that sees to what no flow names one for (contract 2.4): the
 *   one the house chose, else the first; 0 if there is none, -1 on error
 */
gint64
callout_default_group (CalloutStore  *store,
                       GError       **error)
{
  g_autofree char *key = callout_store_get_setting (store, CALLOUT_SETTING_DEFAULT_GROUP, 0, error);
  g_autoptr (GPtrArray) groups = NULL;
  gint64 first = 0;

  if (key == NULL || (groups = callout_store_all_plain (store, CALLOUT_KIND_GROUP, error)) == NULL)
    return -1;
  for (guint i = 0; i < groups->len; i++)
    {
      CalloutEntity *group = g_ptr_array_index (groups, i);

      if (g_strcmp0 (CALLOUT_GROUP (group)->key, key) == 0)
        return group->id;
      if (first == 0 || group->id < first)
        first = group->id;
    }
  return first;
}
