/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

/* Who sees to a ticket: offers accepted and declined (domain 3-F; contract
 * 2.13–2.16, 2.27), people assigned and withdrawn by others (2.28), and who of
 * the office looks after it. */

static CalloutTicket *
ticket_of (CalloutCall *call)
{
  return CALLOUT_TICKET (call->target);
}

/* Assignees */

static CalloutTicketAssignee *
find_assignee (GPtrArray *assignees,
               gint64     person)
{
  for (guint i = 0; i < assignees->len; i++)
    {
      CalloutTicketAssignee *assignee = g_ptr_array_index (assignees, i);

      if (assignee->person == person)
        return assignee;
    }
  return NULL;
}

static gboolean
add_assignee (CalloutCall         *call,
              gint64               person,
              CalloutAssigneeVia   via,
              GError             **error)
{
  g_autoptr (CalloutTicketAssignee) assignee = g_object_new (CALLOUT_TYPE_TICKET_ASSIGNEE, NULL);

  assignee->ticket = call->target->id;
  assignee->person = person;
  assignee->by = CALLOUT_ENTITY (call->actor)->id;
  assignee->via = via;
  return callout_store_insert (call->store, CALLOUT_ENTITY (assignee), error);
}

static GPtrArray *
read_assignees (CalloutCall  *call,
                GError      **error)
{
  return callout_store_children (call->store, CALLOUT_KIND_TICKET_ASSIGNEE, "ticket", call->target->id, error);
}

/* Offers */

static GPtrArray *
read_offers (CalloutCall  *call,
             GError      **error)
{
  return callout_store_children (call->store, CALLOUT_KIND_OFFER, "ticket", call->target->id, error);
}

static CalloutTicketOffer *
find_offer (CalloutCall *call,
            GPtrArray   *offers,
            gint64       person)
{
  for (guint i = 0; i < offers->len; i++)
    {
      CalloutTicketOffer *offer = g_ptr_array_index (offers, i);

      if (offer->person == person && offer->cycle == ticket_of (call)->cycle)
        return offer;
    }
  return NULL;
}

static gboolean
answer_offer (CalloutCall         *call,
              CalloutTicketOffer  *offer,
              CalloutOfferState    state,
              GError             **error)
{
  offer->state = state;
  offer->answered_at = call->now;
  return callout_store_update (call->store, CALLOUT_ENTITY (offer), error);
}

/**
 * callout_withdraw_offers:
 *
 * Takes back what is still offered of a ticket.
 */
gboolean
callout_withdraw_offers (CalloutCall  *call,
                         gint64        ticket,
                         GError      **error)
{
  g_autoptr (GPtrArray) offers = callout_store_children (call->store, CALLOUT_KIND_OFFER, "ticket", ticket, error);

  if (offers == NULL)
    return FALSE;
  for (guint i = 0; i < offers->len; i++)
    {
      CalloutTicketOffer *offer = g_ptr_array_index (offers, i);

      if (offer->state == CALLOUT_OFFER_STATE_OFFERED
          && !answer_offer (call, offer, CALLOUT_OFFER_STATE_WITHDRAWN, error))
        return FALSE;
    }
  return TRUE;
}

/* Both may accept: at least one is what a ticket needs (2.16). What is refused
 * is an answer to an offer that is none any more. */
CALLOUT_GUARD (offer_answer)
{
  g_autoptr (GPtrArray) offers = read_offers (call, error);
  g_autofree char *ref = NULL;
  CalloutTicketOffer *offer;

  if (offers == NULL)
    return FALSE;
  ref = callout_entity_dup_ref (call->target);
  offer = find_offer (call, offers, CALLOUT_ENTITY (call->actor)->id);
  if (offer == NULL)
    callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s was not offered to %s"), ref, call->actor->name);
  else if (offer->state == CALLOUT_OFFER_STATE_ACCEPTED)
    callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("%s has accepted %s already"), call->actor->name, ref);
  else if (offer->state == CALLOUT_OFFER_STATE_DECLINED)
    callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("%s has declined %s already"), call->actor->name, ref);
  else if (offer->state == CALLOUT_OFFER_STATE_WITHDRAWN)
    callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("The offer of %s was withdrawn"), ref);
  else
    return TRUE;
  return FALSE;
}

CALLOUT_APPLY (offer_accept)
{
  g_autoptr (GPtrArray) offers = read_offers (call, error);
  g_autoptr (GPtrArray) assignees = NULL;
  g_autofree char *withdraw = NULL;
  gint64 me = CALLOUT_ENTITY (call->actor)->id;

  if (offers == NULL || (assignees = read_assignees (call, error)) == NULL)
    return FALSE;
  if (!answer_offer (call, find_offer (call, offers, me), CALLOUT_OFFER_STATE_ACCEPTED, error)
      || (find_assignee (assignees, me) == NULL && !add_assignee (call, me, CALLOUT_ASSIGNEE_VIA_OFFER, error)))
    return FALSE;
  withdraw = callout_store_get_setting (call->store, CALLOUT_SETTING_WITHDRAW_OFFERS, 0, error);
  if (withdraw == NULL || (g_str_equal (withdraw, "true") && !callout_withdraw_offers (call, call->target->id, error)))
    return FALSE;
  callout_call_follow_ticket (call, call->target->id);
  return TRUE;
}

CALLOUT_APPLY (offer_decline)
{
  g_autoptr (GPtrArray) offers = read_offers (call, error);

  return offers != NULL
         && answer_offer (call, find_offer (call, offers, CALLOUT_ENTITY (call->actor)->id), CALLOUT_OFFER_STATE_DECLINED, error);
}

/* By others */

static gboolean
check_assignable (CalloutCall    *call,
                  CalloutPerson  *person,
                  GPtrArray      *assignees,
                  GError        **error)
{
  g_autofree char *ref = callout_entity_dup_ref (call->target);

  if (callout_person_is_code_user (person) || person->roles == NULL)
    callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s does not work here and cannot be assigned"), person->name);
  else if (!person->active)
    callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s is no longer active and cannot be assigned"), person->name);
  else if (find_assignee (assignees, CALLOUT_ENTITY (person)->id) != NULL)
    callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s is assigned to %s already"), person->name, ref);
  else
    return TRUE;
  return FALSE;
}

CALLOUT_APPLY (ticket_assign)
{
  g_autoptr (GPtrArray) people = callout_call_get_entities (call, "person", error);
  g_autoptr (GPtrArray) assignees = NULL;
  g_autoptr (GPtrArray) offers = NULL;

  if (people == NULL || (assignees = read_assignees (call, error)) == NULL || (offers = read_offers (call, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      CalloutEntity *person = g_ptr_array_index (people, i);
      CalloutTicketOffer *offer = find_offer (call, offers, person->id);

      if (!check_assignable (call, CALLOUT_PERSON (person), assignees, error)
          || !add_assignee (call, person->id, CALLOUT_ASSIGNEE_VIA_ASSIGNED, error))
        return FALSE;
      /* Whoever has it need not be asked any more. */
      if (offer != NULL && offer->state == CALLOUT_OFFER_STATE_OFFERED
          && !answer_offer (call, offer, CALLOUT_OFFER_STATE_WITHDRAWN, error))
        return FALSE;
    }
  callout_call_follow_ticket (call, call->target->id);
  return TRUE;
}

static gboolean
withdraw_person (CalloutCall    *call,
                 CalloutEntity  *person,
                 GPtrArray      *assignees,
                 GPtrArray      *offers,
                 GError        **error)
{
  CalloutTicketAssignee *assignee = find_assignee (assignees, person->id);
  CalloutTicketOffer *offer = find_offer (call, offers, person->id);
  g_autofree char *ref = callout_entity_dup_ref (call->target);

  if (assignee == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID,
                      callout_keys_contain (ticket_of (call)->assignees, CALLOUT_PERSON (person)->login)
                        ? _("%s is on %s by a work order only; reallocate that")
                        : _("%s is not assigned to %s"), CALLOUT_PERSON (person)->name, ref);
      return FALSE;
    }
  if (ticket_of (call)->grabbed_by == person->id)
    {
      ticket_of (call)->grabbed_by = 0;
      if (!callout_store_update (call->store, call->target, error))
        return FALSE;
    }
  return callout_store_delete (call->store, CALLOUT_ENTITY (assignee), error)
         && (offer == NULL || offer->state != CALLOUT_OFFER_STATE_ACCEPTED
             || answer_offer (call, offer, CALLOUT_OFFER_STATE_WITHDRAWN, error));
}

CALLOUT_APPLY (ticket_unassign)
{
  g_autoptr (GPtrArray) people = callout_call_get_entities (call, "person", error);
  g_autoptr (GPtrArray) assignees = NULL;
  g_autoptr (GPtrArray) offers = NULL;

  if (people == NULL || (assignees = read_assignees (call, error)) == NULL || (offers = read_offers (call, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    if (!withdraw_person (call, g_ptr_array_index (people, i), assignees, offers, error))
      return FALSE;
  callout_call_follow_ticket (call, call->target->id);
  return TRUE;
}

/* Who looks after it */

static gboolean
check_may_hold (CalloutCall  *call,
                GError      **error)
{
  static const CalloutRole office[] = {
    CALLOUT_ROLE_ADMIN, CALLOUT_ROLE_MODERATOR, CALLOUT_ROLE_DISPATCHER, CALLOUT_ROLE_GROUP_DISPATCHER, CALLOUT_ROLE_COORDINATOR,
  };
  guint who;

  for (guint i = 0; i < G_N_ELEMENTS (office); i++)
    if (callout_actor_is (call, office[i]))
      return TRUE;
  if (!callout_actor_to_ticket (call, ticket_of (call), &who, error))
    return FALSE;
  if (who & CALLOUT_MOVE_ASSIGNEE)
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s is not assigned to this ticket and cannot look after it"),
                  call->actor->name);
  return FALSE;
}

CALLOUT_GUARD (ticket_grab)
{
  g_autoptr (CalloutEntity) holder = NULL;
  gint64 me = CALLOUT_ENTITY (call->actor)->id;

  if (!check_may_hold (call, error))
    return FALSE;
  if (ticket_of (call)->grabbed_by == 0)
    return TRUE;
  holder = callout_store_get_plain (call->store, CALLOUT_KIND_PERSON, ticket_of (call)->grabbed_by, error);
  if (holder == NULL)
    return FALSE;
  callout_refuse (error, CALLOUT_ERROR_WRONG_STATE,
                  holder->id == me ? _("%s looks after it already") : _("%s looks after it; it must be released first"),
                  CALLOUT_PERSON (holder)->name);
  return FALSE;
}

CALLOUT_GUARD (ticket_release)
{
  gint64 holder = ticket_of (call)->grabbed_by;

  if (holder == CALLOUT_ENTITY (call->actor)->id
      || (holder != 0 && (callout_actor_is (call, CALLOUT_ROLE_ADMIN) || callout_actor_is (call, CALLOUT_ROLE_MODERATOR))))
    return TRUE;
  if (holder == 0)
    callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("Nobody looks after it"));
  else
    callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("Only who looks after it, an administrator or a moderator may release it"));
  return FALSE;
}

CALLOUT_APPLY (ticket_grab)
{
  ticket_of (call)->grabbed_by = CALLOUT_ENTITY (call->actor)->id;
  return callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (ticket_release)
{
  ticket_of (call)->grabbed_by = 0;
  return callout_store_update (call->store, call->target, error);
}
