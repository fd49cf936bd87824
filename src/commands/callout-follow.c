/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <string.h>

/* What follows automatically from a command: each an event of its own, with
 * source `auto` and the number of its cause (domain section 6). */

typedef enum {
  FOLLOW_TICKET,
  FOLLOW_PUBLISH,
  FOLLOW_VISIT,
  FOLLOW_CLONE,
  FOLLOW_CANCEL,
  FOLLOW_OFFERS,
} FollowType;

typedef struct {
  FollowType type;
  gint64     id;
} Follow;

static void
add_follow (CalloutCall *self,
            FollowType   type,
            gint64       id)
{
  Follow follow = { type, id };

  g_ptr_array_add (self->follows, g_memdup2 (&follow, sizeof follow));
}

/**
 * callout_call_follow_ticket:
 *
 * Who is assigned or what was begun may have changed: the ticket's progress is
 * looked at again.
 */
void
callout_call_follow_ticket (CalloutCall *self,
                            gint64       ticket)
{
  add_follow (self, FOLLOW_TICKET, ticket);
}

/**
 * callout_call_follow_publish:
 *
 * Somebody new leads it: where the house publishes by itself, it does now.
 */
void
callout_call_follow_publish (CalloutCall *self,
                             gint64       work_order)
{
  add_follow (self, FOLLOW_PUBLISH, work_order);
}

/**
 * callout_call_follow_visit:
 *
 * The ticket needs a visit: a work order is made for it.
 */
void
callout_call_follow_visit (CalloutCall *self,
                           gint64       ticket)
{
  add_follow (self, FOLLOW_VISIT, ticket);
}

/**
 * callout_call_follow_clone:
 *
 * The same is asked for once more: a new ticket is made of it, and given back.
 */
void
callout_call_follow_clone (CalloutCall *self,
                           gint64       ticket)
{
  add_follow (self, FOLLOW_CLONE, ticket);
}

/**
 * callout_call_follow_cancel:
 *
 * The ticket is cancelled: so are its work orders.
 */
void
callout_call_follow_cancel (CalloutCall *self,
                            gint64       ticket)
{
  add_follow (self, FOLLOW_CANCEL, ticket);
}

static CalloutEvent *
begin_event (CalloutCall   *self,
             const char    *command,
             CalloutKind    kind,
             gint64         target,
             const char    *from_state,
             const char    *to_state)
{
  CalloutEvent *event = g_object_new (CALLOUT_TYPE_EVENT, NULL);

  event->at = self->now;
  event->source = CALLOUT_SOURCE_AUTO;
  event->command = g_strdup (command);
  event->kind = kind;
  event->target = target;
  event->from_state = g_strdup (from_state);
  event->to_state = g_strdup (to_state);
  event->cause = CALLOUT_ENTITY (self->event)->id;
  callout_store_begin_event (self->store, event);
  if (self->events != NULL)
    g_ptr_array_add (self->events, g_object_ref (event));
  return event;
}

/* One move at a time, each an event of its own: who takes a job that has begun
 * already has taken it first. */
static gboolean
follow_ticket (CalloutCall  *self,
               gint64        id,
               GError      **error)
{
  for (;;)
    {
      g_autoptr (CalloutEntity) entity = callout_store_get (self->store, CALLOUT_KIND_TICKET, id, error);
      g_autoptr (CalloutEvent) event = NULL;
      CalloutTicket *ticket;
      CalloutTicketFacts facts;
      CalloutProgress next;

      if (entity == NULL)
        return FALSE;
      ticket = CALLOUT_TICKET (entity);
      if (!callout_read_ticket_facts (self->store, ticket, &facts, error))
        return FALSE;
      next = callout_progress_next (&facts);
      if ((int) next == ticket->progress)
        return TRUE;
      event = begin_event (self, callout_progress_find (ticket->progress, next)->command, CALLOUT_KIND_TICKET, id,
                           callout_enum_key (CALLOUT_TYPE_PROGRESS, ticket->progress),
                           callout_enum_key (CALLOUT_TYPE_PROGRESS, next));
      ticket->progress = next;
      if (next == CALLOUT_PROGRESS_OPEN)
        add_follow (self, FOLLOW_OFFERS, id);
      if (next == CALLOUT_PROGRESS_CLOSED)
        ticket->closed_at = self->now;
      if (next == CALLOUT_PROGRESS_CLOSED && !callout_withdraw_offers (self, id, error))
        return FALSE;
      if (!callout_store_update (self->store, entity, error) || !callout_store_end_event (self->store, error))
        return FALSE;
    }
}

static gboolean
cancel_order (CalloutCall       *self,
              CalloutWorkOrder  *order,
              GError           **error)
{
  g_autoptr (CalloutEvent) event = NULL;
  g_autoptr (GPtrArray) assignments = NULL;

  event = begin_event (self, "work-order.cancel", CALLOUT_KIND_WORK_ORDER, CALLOUT_ENTITY (order)->id,
                       callout_enum_key (CALLOUT_TYPE_WORK_STATE, order->state), "cancelled");
  assignments = callout_store_children (self->store, CALLOUT_KIND_ASSIGNMENT, "work_order", CALLOUT_ENTITY (order)->id, error);
  if (assignments == NULL || !callout_end_assignments (self, assignments, CALLOUT_ASSIGNMENT_STATE_REMOVED, error))
    return FALSE;
  order->state = CALLOUT_WORK_STATE_CANCELLED;
  return callout_store_update (self->store, CALLOUT_ENTITY (order), error) && callout_store_end_event (self->store, error);
}

/* The ticket was cancelled: its visits are, too. */
static gboolean
follow_cancel (CalloutCall  *self,
               gint64        ticket,
               GError      **error)
{
  g_autoptr (GPtrArray) orders = callout_store_children (self->store, CALLOUT_KIND_WORK_ORDER, "ticket", ticket, error);

  if (orders == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len; i++)
    {
      CalloutWorkOrder *order = g_ptr_array_index (orders, i);

      if (order->state < CALLOUT_WORK_STATE_CLOSED && !cancel_order (self, order, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
follow_publish (CalloutCall  *self,
                gint64        id,
                GError      **error)
{
  g_autofree char *setting = callout_store_get_setting (self->store, CALLOUT_SETTING_AUTO_PUBLISH, 0, error);
  g_autoptr (CalloutEntity) entity = NULL;
  g_autoptr (CalloutEvent) event = NULL;

  if (setting == NULL)
    return FALSE;
  if (!g_str_equal (setting, "true"))
    return TRUE;
  entity = callout_store_get (self->store, CALLOUT_KIND_WORK_ORDER, id, error);
  if (entity == NULL)
    return FALSE;
  if (CALLOUT_WORK_ORDER (entity)->state != CALLOUT_WORK_STATE_ASSIGNED)
    return TRUE;
  event = begin_event (self, "work-order.publish", CALLOUT_KIND_WORK_ORDER, id, "assigned", "dispatched");
  CALLOUT_WORK_ORDER (entity)->state = CALLOUT_WORK_STATE_DISPATCHED;
  CALLOUT_WORK_ORDER (entity)->published_at = self->now;
  return callout_store_update (self->store, entity, error) && callout_store_end_event (self->store, error);
}

static gboolean
follow_visit (CalloutCall  *self,
              gint64        ticket,
              GError      **error)
{
  g_autoptr (CalloutWorkOrder) order = g_object_new (CALLOUT_TYPE_WORK_ORDER, NULL);
  g_autoptr (CalloutEvent) event = NULL;

  event = begin_event (self, "work-order.create", CALLOUT_KIND_WORK_ORDER, 0, NULL, "pending-dispatch");
  order->ticket = ticket;
  order->workflow = callout_store_current_workflow (self->store, error);
  if (order->workflow < 0)
    return FALSE;
  if (!callout_store_insert (self->store, CALLOUT_ENTITY (order), error))
    return FALSE;
  event->target = CALLOUT_ENTITY (order)->id;
  return callout_store_end_event (self->store, error);
}

/* Offers */

/* Who refused it, by its offer or by one of its work orders, is not asked again. */
static gboolean
read_refusers (CalloutCall    *self,
               CalloutTicket  *ticket,
               GHashTable     *refusers,
               GError        **error)
{
  g_autoptr (GPtrArray) orders = callout_store_children (self->store, CALLOUT_KIND_WORK_ORDER, "ticket", CALLOUT_ENTITY (ticket)->id,
                                                         error);

  if (orders == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len; i++)
    {
      CalloutWorkOrder *order = g_ptr_array_index (orders, i);
      g_autoptr (GPtrArray) assignments = NULL;

      if (order->state >= CALLOUT_WORK_STATE_CLOSED)
        continue;
      assignments = callout_store_children (self->store, CALLOUT_KIND_ASSIGNMENT, "work_order", CALLOUT_ENTITY (order)->id, error);
      if (assignments == NULL)
        return FALSE;
      for (guint j = 0; j < assignments->len; j++)
        {
          CalloutAssignment *assignment = g_ptr_array_index (assignments, j);

          if (assignment->state == CALLOUT_ASSIGNMENT_STATE_REJECTED)
            g_hash_table_add (refusers, g_memdup2 (&assignment->person, sizeof assignment->person));
        }
    }
  return TRUE;
}

static gboolean
has_skills (CalloutPerson *person,
            const char    *needed)
{
  g_auto (GStrv) keys = g_strsplit (needed != NULL ? needed : "", " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    if (*keys[i] != '\0' && !callout_keys_contain (person->skills, keys[i]))
      return FALSE;
  return TRUE;
}

static gboolean
may_be_asked (CalloutPerson *person,
              CalloutTicket *ticket,
              CalloutFlow   *flow)
{
  return person->active && person->roles != NULL && !callout_person_is_code_user (person)
         && has_skills (person, ticket->skills) && has_skills (person, flow->skills);
}

static gboolean
ask (CalloutCall          *self,
     CalloutTicket        *ticket,
     CalloutTicketOffer   *present,
     gint64                person,
     GError              **error)
{
  g_autoptr (CalloutTicketOffer) offer = NULL;

  if (present != NULL)
    {
      present->state = CALLOUT_OFFER_STATE_OFFERED;
      present->answered_at = 0;
      return callout_store_update (self->store, CALLOUT_ENTITY (present), error);
    }
  offer = g_object_new (CALLOUT_TYPE_TICKET_OFFER, NULL);
  offer->ticket = CALLOUT_ENTITY (ticket)->id;
  offer->person = person;
  offer->cycle = ticket->cycle;
  return callout_store_insert (self->store, CALLOUT_ENTITY (offer), error);
}

static CalloutTicketOffer *
find_offer (GPtrArray *offers,
            gint64     cycle,
            gint64     person)
{
  for (guint i = 0; i < offers->len; i++)
    {
      CalloutTicketOffer *offer = g_ptr_array_index (offers, i);

      if (offer->person == person && offer->cycle == cycle)
        return offer;
    }
  return NULL;
}

/* Whom to ask that is not asked already; their ids. */
static gboolean
find_people_to_ask (CalloutCall    *self,
                    CalloutTicket  *ticket,
                    CalloutFlow    *flow,
                    GPtrArray      *offers,
                    GArray         *people,
                    GError        **error)
{
  g_autoptr (GHashTable) refusers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gint64 group = flow->offer_group != 0 ? flow->offer_group : callout_default_group (self->store, error);
  g_autoptr (GPtrArray) members = NULL;

  if (group < 0 || !read_refusers (self, ticket, refusers, error))
    return FALSE;
  members = callout_store_children (self->store, CALLOUT_KIND_MEMBERSHIP, "group", group, error);
  if (members == NULL)
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    {
      CalloutMembership *membership = g_ptr_array_index (members, i);
      CalloutTicketOffer *offer = find_offer (offers, ticket->cycle, membership->person);
      g_autoptr (CalloutEntity) person = NULL;

      if (membership->part != CALLOUT_MEMBERSHIP_PART_MEMBER || g_hash_table_contains (refusers, &membership->person)
          || (offer != NULL && offer->state != CALLOUT_OFFER_STATE_WITHDRAWN))
        continue;
      person = callout_store_get_plain (self->store, CALLOUT_KIND_PERSON, membership->person, error);
      if (person == NULL)
        return FALSE;
      if (may_be_asked (CALLOUT_PERSON (person), ticket, flow))
        g_array_append_val (people, membership->person);
    }
  return TRUE;
}

/* The ticket is open: it is offered to the group of its flow (2.15). */
static gboolean
follow_offers (CalloutCall  *self,
               gint64        id,
               GError      **error)
{
  g_autoptr (CalloutEntity) entity = callout_store_get (self->store, CALLOUT_KIND_TICKET, id, error);
  g_autoptr (CalloutEntity) flow = NULL;
  g_autoptr (CalloutEvent) event = NULL;
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  CalloutTicket *ticket;

  if (entity == NULL)
    return FALSE;
  ticket = CALLOUT_TICKET (entity);
  if (ticket->progress != CALLOUT_PROGRESS_OPEN || ticket->flow == 0)
    return TRUE;
  flow = callout_store_get_plain (self->store, CALLOUT_KIND_FLOW, ticket->flow, error);
  offers = callout_store_children (self->store, CALLOUT_KIND_OFFER, "ticket", id, error);
  if (flow == NULL || offers == NULL || !find_people_to_ask (self, ticket, CALLOUT_FLOW (flow), offers, people, error))
    return FALSE;
  if (people->len == 0)
    return TRUE;
  event = begin_event (self, "ticket.offer", CALLOUT_KIND_TICKET, id, "open", "open");
  for (guint i = 0; i < people->len; i++)
    {
      gint64 person = g_array_index (people, gint64, i);

      if (!ask (self, ticket, find_offer (offers, ticket->cycle, person), person, error))
        return FALSE;
    }
  return callout_store_end_event (self->store, error);
}

/* Whatever command has made a ticket open again: it is offered anew. */
static gboolean
has_opened (CalloutEvent *event)
{
  return event->kind == CALLOUT_KIND_TICKET && event->from_state != NULL && g_strcmp0 (event->to_state, "open") == 0
         && !g_str_equal (event->from_state, "open");
}

static gboolean
follow_clone (CalloutCall  *self,
              gint64        ticket,
              GError      **error)
{
  g_autoptr (CalloutEntity) from = callout_store_get (self->store, CALLOUT_KIND_TICKET, ticket, error);
  g_autoptr (CalloutEvent) event = NULL;
  CalloutEntity *fresh;

  if (from == NULL)
    return FALSE;
  event = begin_event (self, "ticket.create", CALLOUT_KIND_TICKET, 0, NULL, NULL);
  fresh = callout_call_clone (self, CALLOUT_TICKET (from), error);
  if (fresh == NULL)
    return FALSE;
  g_set_object (&self->result, fresh);
  g_object_unref (fresh);
  event->target = fresh->id;
  event->to_state = g_strdup (callout_enum_key (CALLOUT_TYPE_PROGRESS, CALLOUT_TICKET (fresh)->progress));
  return callout_store_end_event (self->store, error);
}

gboolean
callout_call_run_follows (CalloutCall  *self,
                          GError      **error)
{
  if (has_opened (self->event))
    add_follow (self, FOLLOW_OFFERS, self->event->target);
  for (guint i = 0; i < self->follows->len; i++)
    {
      Follow *follow = g_ptr_array_index (self->follows, i);
      gboolean done = TRUE;

      switch (follow->type)
        {
        case FOLLOW_TICKET:
          done = follow_ticket (self, follow->id, error);
          break;
        case FOLLOW_PUBLISH:
          done = follow_publish (self, follow->id, error);
          break;
        case FOLLOW_VISIT:
          done = follow_visit (self, follow->id, error);
          break;
        case FOLLOW_CLONE:
          done = follow_clone (self, follow->id, error);
          break;
        case FOLLOW_CANCEL:
          done = follow_cancel (self, follow->id, error);
          break;
        case FOLLOW_OFFERS:
          done = follow_offers (self, follow->id, error);
          break;
        default:
          g_assert_not_reached ();
        }
      if (!done)
        return FALSE;
    }
  return TRUE;
}
