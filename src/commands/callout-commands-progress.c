/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

/* A ticket's progress, moved by hand along the table of callout-progress.h
 * (contract 2.12, 2.40, 2.47, 2.55). What follows by itself stands in
 * callout-follow.c. */

static CalloutTicket *
ticket (CalloutCall *call)
{
  return CALLOUT_TICKET (call->target);
}

/* Guards */

CALLOUT_GUARD (ticket_move)
{
  guint who;

  return callout_actor_to_ticket (call, ticket (call), &who, error)
         && callout_progress_check_who (call->command->name, ticket (call)->progress, who, call->actor->name, error);
}

typedef gboolean (*InTheWay) (CalloutWorkOrder *order);

/* The first of its work orders that stands in the way; NULL without error if none does. */
static CalloutWorkOrder *
find_order (CalloutCall  *call,
            InTheWay      in_the_way,
            GError      **error)
{
  g_autoptr (GPtrArray) orders = callout_store_children (call->store, CALLOUT_KIND_WORK_ORDER, "ticket", call->target->id, error);

  for (guint i = 0; orders != NULL && i < orders->len; i++)
    if (in_the_way (g_ptr_array_index (orders, i)))
      return g_object_ref (g_ptr_array_index (orders, i));
  return NULL;
}

static gboolean
is_begun (CalloutWorkOrder *order)
{
  return order->state >= CALLOUT_WORK_STATE_TRAVEL && order->state < CALLOUT_WORK_STATE_CLOSED;
}

static gboolean
is_unfinished (CalloutWorkOrder *order)
{
  return order->state < CALLOUT_WORK_STATE_CLOSED;
}

static gboolean
is_published (CalloutWorkOrder *order)
{
  return order->state < CALLOUT_WORK_STATE_CLOSED && order->published_at != 0;
}

static gboolean
is_locked (CalloutWorkOrder *order)
{
  return order->state < CALLOUT_WORK_STATE_CLOSED && order->locked;
}

/* @sentence: with two %s, the work order and its state */
static gboolean
check_orders (CalloutCall  *call,
              InTheWay      in_the_way,
              const char   *sentence,
              GError      **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalloutWorkOrder) order = find_order (call, in_the_way, &failure);
  g_autoptr (GString) text = NULL;
  g_autofree char *ref = NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (order == NULL)
    return TRUE;
  ref = callout_entity_dup_ref (CALLOUT_ENTITY (order));
  text = g_string_new (sentence);
  g_string_replace (text, "%s", ref, 1);
  g_string_replace (text, "%s", callout_enum_label (CALLOUT_TYPE_WORK_STATE, order->state), 1);
  callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, "%s", text->str);
  return FALSE;
}

CALLOUT_GUARD (ticket_pause)
{
  return callout_guard_ticket_move (call, error)
         /* Translators: a work order and its state */
         && check_orders (call, is_begun, _("%s is “%s”; the ticket stays in progress until that visit is over"), error);
}

CALLOUT_GUARD (ticket_done)
{
  return callout_guard_ticket_move (call, error)
         /* Translators: a work order and its state */
         && check_orders (call, is_unfinished, _("%s is “%s”; close or cancel it before the ticket is done"), error);
}

CALLOUT_GUARD (ticket_cancel)
{
  return callout_guard_ticket_move (call, error)
         /* Translators: a work order and its state */
         && check_orders (call, is_published, _("%s is “%s” and on an engineer’s device; unpublish it first"), error)
         && check_orders (call, is_locked, _("%s is “%s” and locked; unlock it first"), error);
}

/* Commands */

static gboolean
move (CalloutCall      *call,
      CalloutProgress   to,
      GError          **error)
{
  g_return_val_if_fail (callout_progress_find (ticket (call)->progress, to) != NULL, FALSE);

  ticket (call)->progress = to;
  callout_call_follow_ticket (call, call->target->id);
  return callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (ticket_start)
{
  return move (call, CALLOUT_PROGRESS_IN_PROGRESS, error);
}

CALLOUT_APPLY (ticket_pause)
{
  return move (call, CALLOUT_PROGRESS_ASSIGNED, error);
}

CALLOUT_APPLY (ticket_done)
{
  int outcome = callout_call_has (call, "outcome") ? callout_call_get_enum (call, "outcome") : CALLOUT_OUTCOME_COMPLETED;

  if (outcome == CALLOUT_OUTCOME_NONE)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A ticket that is done was completed or not performed"));
      return FALSE;
    }
  ticket (call)->outcome = outcome;
  ticket (call)->done_at = call->now;
  return move (call, CALLOUT_PROGRESS_DONE, error);
}

CALLOUT_APPLY (ticket_resume)
{
  ticket (call)->outcome = CALLOUT_OUTCOME_NONE;
  ticket (call)->done_at = 0;
  return move (call, CALLOUT_PROGRESS_IN_PROGRESS, error);
}

/* A new cycle: what it was rated before stays with the old one. */
CALLOUT_APPLY (ticket_reopen)
{
  CalloutTicketFacts facts;

  if (!callout_read_ticket_facts (call->store, ticket (call), &facts, error))
    return FALSE;
  ticket (call)->cycle++;
  ticket (call)->outcome = CALLOUT_OUTCOME_NONE;
  ticket (call)->closed_at = 0;
  ticket (call)->done_at = 0;
  return move (call, facts.anybody ? CALLOUT_PROGRESS_ASSIGNED : CALLOUT_PROGRESS_OPEN, error);
}

CALLOUT_APPLY (ticket_cancel)
{
  g_autofree char *comment = callout_call_dup_text (call, "comment");

  /* Why stands in the trail as one sentence. */
  if (comment != NULL)
    {
      char *both = g_strdup_printf ("%s – %s", call->event->reason, comment);

      g_free (call->event->reason);
      call->event->reason = both;
    }
  if (!callout_withdraw_offers (call, call->target->id, error))
    return FALSE;
  callout_call_follow_cancel (call, call->target->id);
  return move (call, CALLOUT_PROGRESS_CANCELLED, error);
}

CALLOUT_APPLY (ticket_set_visibility)
{
  int visibility = callout_call_get_enum (call, "visibility");

  if (visibility == ticket (call)->visibility)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID,
                      visibility == CALLOUT_VISIBILITY_PUBLIC ? _("The ticket is public already")
                                                              : _("The ticket is internal already"));
      return FALSE;
    }
  ticket (call)->visibility = visibility;
  /* What is done and becomes internal waits for no rating any more. */
  callout_call_follow_ticket (call, call->target->id);
  return callout_store_update (call->store, call->target, error);
}
