/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

/* What the customer thought of it (contract 0.28–0.33, 2.48–2.51): once a cycle,
 * when the ticket is done; it closes the ticket. */

static CalloutTicket *
ticket (CalloutCall *call)
{
  return CALLOUT_TICKET (call->target);
}

/* The customer gives it; somebody of the office may pass on what came by
 * e-mail, but nobody who worked on the ticket rates themselves. */
static gboolean
check_rater (CalloutCall  *call,
             GError      **error)
{
  guint who;

  if (!callout_actor_to_ticket (call, ticket (call), &who, error))
    return FALSE;
  if (who & CALLOUT_MOVE_CUSTOMER)
    return TRUE;
  if (who & CALLOUT_MOVE_ASSIGNEE)
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s worked on this ticket and cannot rate it"), call->actor->name);
      return FALSE;
    }
  if (callout_actor_is (call, CALLOUT_ROLE_ADMIN) || callout_actor_is (call, CALLOUT_ROLE_MODERATOR)
      || callout_actor_is (call, CALLOUT_ROLE_DISPATCHER) || callout_actor_is (call, CALLOUT_ROLE_COORDINATOR))
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("A rating is for the customer; %s cannot give it"), call->actor->name);
  return FALSE;
}

CALLOUT_GUARD (ticket_rate)
{
  g_autofree char *ref = callout_entity_dup_ref (call->target);
  CalloutTicketFacts facts;

  return check_rater (call, error) && callout_read_ticket_facts (call->store, ticket (call), &facts, error)
         && callout_progress_check_rating (&facts, ref, error);
}

CALLOUT_APPLY (ticket_rate)
{
  g_autoptr (CalloutRating) rating = g_object_new (CALLOUT_TYPE_RATING, NULL);
  gboolean customer = callout_person_is_code_user (call->actor);
  CalloutRatingSource source = customer ? CALLOUT_RATING_SOURCE_PORTAL : CALLOUT_RATING_SOURCE_EMAIL;

  if (callout_call_has (call, "source"))
    source = callout_call_get_enum (call, "source");
  if (!customer && source != CALLOUT_RATING_SOURCE_EMAIL)
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("Only a rating that came by e-mail can be entered for a customer"));
      return FALSE;
    }
  rating->stars = callout_call_get_integer (call, "stars");
  if (rating->stars < 1 || rating->stars > 5)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A rating is from 1 to 5 stars"));
      return FALSE;
    }
  rating->ticket = call->target->id;
  rating->cycle = ticket (call)->cycle;
  rating->comment = callout_call_dup_text (call, "comment");
  rating->source = source;
  rating->person = customer ? CALLOUT_ENTITY (call->actor)->id : ticket (call)->contact;
  callout_call_follow_ticket (call, call->target->id);
  return callout_store_insert (call->store, CALLOUT_ENTITY (rating), error);
}
