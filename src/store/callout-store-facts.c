/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-store-private.h"

#include <string.h>

/* Reads the facts a customer's view is made of. What they come to is said by
 * callout_customer_view_new() alone. */

static gboolean
get_time (CalloutStore  *self,
          const char    *sql,
          gint64         parameter,
          CalloutTime   *time,
          GError       **error)
{
  g_autoptr (CalloutStatementScope) statement = callout_driver_prepare (self->driver, sql, error);
  gboolean row;

  *time = 0;
  if (statement == NULL)
    return FALSE;
  callout_statement_bind_int64 (statement, 1, parameter);
  if (!callout_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *time = callout_statement_get_int64 (statement, 0);
  return TRUE;
}

/* When the appointment it has now was set: moving it is not setting it. */
static gboolean
read_planned_at (CalloutStore       *self,
                 CalloutWorkOrder   *order,
                 CalloutVisitFacts  *visit,
                 GError            **error)
{
  if (order->planned_start == 0)
    return TRUE;
  if (!get_time (self,
                 "SELECT e.at FROM change h JOIN event e ON e.id = h.event WHERE h.id = $1 AND h.kind = 'work-order'"
                 " AND h.field = 'planned_start' AND h.before IS NULL ORDER BY h.event DESC LIMIT 1",
                 CALLOUT_ENTITY (order)->id, &visit->planned_at, error))
    return FALSE;
  if (visit->planned_at == 0) /* made with it */
    visit->planned_at = CALLOUT_ENTITY (order)->created_at;
  return TRUE;
}

static gboolean
read_lead (CalloutStore       *self,
           CalloutWorkOrder   *order,
           CalloutVisitFacts  *visit,
           GError            **error)
{
  g_autoptr (CalloutEntity) lead = NULL;

  if (order->lead == NULL)
    return TRUE;
  lead = callout_store_resolve (self, CALLOUT_KIND_PERSON, order->lead, error);
  if (lead == NULL)
    return FALSE;
  visit->lead = g_strdup (CALLOUT_PERSON (lead)->name);
  visit->latitude = CALLOUT_PERSON (lead)->latitude;
  visit->longitude = CALLOUT_PERSON (lead)->longitude;
  visit->position_at = CALLOUT_PERSON (lead)->position_at;
  return TRUE;
}

static CalloutVisitFacts *
read_visit (CalloutStore      *self,
            CalloutWorkOrder  *order,
            GError           **error)
{
  g_autoptr (CalloutVisitFacts) visit = callout_visit_facts_new ();
  GPtrArray *steps, *reports;

  visit->state = order->state;
  visit->planned_start = order->planned_start;
  visit->planned_end = order->planned_end;
  visit->published_at = order->published_at;
  steps = callout_store_workflow_steps (self, order->workflow, error);
  if (steps == NULL)
    return NULL;
  g_ptr_array_unref (visit->steps);
  visit->steps = steps;
  reports = callout_store_children (self, CALLOUT_KIND_STEP_EVENT, "work_order", CALLOUT_ENTITY (order)->id, error);
  if (reports == NULL)
    return NULL;
  g_ptr_array_unref (visit->reports);
  visit->reports = reports;
  if (order->state == CALLOUT_WORK_STATE_CLOSED)
    for (guint i = 0; i < reports->len; i++)
      {
        CalloutStepEvent *report = g_ptr_array_index (reports, i);

        if (!report->log_only)
          visit->ended_at = report->at;
      }
  if (!read_planned_at (self, order, visit, error) || !read_lead (self, order, visit, error))
    return NULL;
  return g_steal_pointer (&visit);
}

static gboolean
read_ticket (CalloutStore          *self,
             gint64                 id,
             CalloutCustomerFacts  *facts,
             GError               **error)
{
  g_autoptr (CalloutEntity) ticket = callout_store_get (self, CALLOUT_KIND_TICKET, id, error);

  if (ticket == NULL)
    return FALSE;
  facts->progress = CALLOUT_TICKET (ticket)->progress;
  facts->created_at = ticket->created_at;
  facts->closed_at = CALLOUT_TICKET (ticket)->closed_at;
  return get_time (self,
                   "SELECT max(at) FROM event WHERE target = $1 AND kind = 'ticket' AND command = 'ticket.reopen' AND undoes = 0",
                   id, &facts->reopened_at, error)
         && get_time (self, "SELECT max(at) FROM event WHERE target = $1 AND kind = 'ticket' AND to_state = 'done'", id,
                      &facts->done_at, error);
}

/* Shown wherever it was given: in the portal, by e-mail, by the assistant
 * (contract 0.32), with its comment beside it (0.33). */
static gboolean
read_rating (CalloutStore          *self,
             gint64                 id,
             CalloutCustomerFacts  *facts,
             GError               **error)
{
  g_autoptr (CalloutEntity) ticket = callout_store_get_plain (self, CALLOUT_KIND_TICKET, id, error);
  g_autoptr (GPtrArray) ratings = callout_store_children (self, CALLOUT_KIND_RATING, "ticket", id, error);

  if (ticket == NULL || ratings == NULL)
    return FALSE;
  for (guint i = 0; i < ratings->len; i++)
    {
      CalloutRating *rating = g_ptr_array_index (ratings, i);

      if (rating->cycle != CALLOUT_TICKET (ticket)->cycle)
        continue;
      facts->stars = rating->stars;
      facts->comment = g_strdup (rating->comment);
      facts->rated_by = rating->source;
      facts->rated_at = CALLOUT_ENTITY (rating)->created_at;
    }
  return TRUE;
}

/**
 * callout_store_customer_facts:
 * @language: (nullable): the customer's
 *
 * Returns: (transfer full): everything about a ticket that its customer's view depends on
 */
CalloutCustomerFacts *
callout_store_customer_facts (CalloutStore  *self,
                              gint64         ticket,
                              const char    *language,
                              GError       **error)
{
  g_autoptr (CalloutCustomerFacts) facts = callout_customer_facts_new ();
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GPtrArray) statuses = NULL;
  g_autoptr (GPtrArray) labels = NULL;

  CALLOUT_ASSERT_STORE_THREAD (self);

  if (!read_ticket (self, ticket, facts, error) || !read_rating (self, ticket, facts, error)
      || (orders = callout_store_children (self, CALLOUT_KIND_WORK_ORDER, "ticket", ticket, error)) == NULL
      || (statuses = callout_store_all_plain (self, CALLOUT_KIND_STATUS, error)) == NULL
      || (labels = callout_store_all_plain (self, CALLOUT_KIND_STATUS_LABEL, error)) == NULL)
    return NULL;
  for (guint i = 0; i < orders->len; i++)
    {
      CalloutVisitFacts *visit = read_visit (self, g_ptr_array_index (orders, i), error);

      if (visit == NULL)
        return NULL;
      g_ptr_array_add (facts->visits, visit);
    }
  callout_customer_facts_set_statuses (facts, statuses, labels, language);
  return g_steal_pointer (&facts);
}
