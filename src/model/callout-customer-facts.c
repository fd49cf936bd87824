/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-customer-view.h"

#include "callout-workflow-rules.h"

#include <math.h>

CalloutVisitFacts *
callout_visit_facts_new (void)
{
  CalloutVisitFacts *self = g_new0 (CalloutVisitFacts, 1);

  self->steps = g_ptr_array_new_with_free_func (g_object_unref);
  self->reports = g_ptr_array_new_with_free_func (g_object_unref);
  self->latitude = self->longitude = NAN;
  return self;
}

void
callout_visit_facts_free (CalloutVisitFacts *self)
{
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->reports);
  g_free (self->lead);
  g_free (self);
}

CalloutCustomerFacts *
callout_customer_facts_new (void)
{
  CalloutCustomerFacts *self = g_new0 (CalloutCustomerFacts, 1);

  self->progress = CALLOUT_PROGRESS_OPEN;
  self->visits = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_visit_facts_free);
  return self;
}

void
callout_customer_facts_free (CalloutCustomerFacts *self)
{
  g_ptr_array_unref (self->visits);
  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_free (self->language);
  g_free (self->comment);
  g_free (self);
}

/**
 * callout_customer_facts_set_statuses:
 * @statuses: (nullable) (element-type CalloutStatus)
 * @labels: (nullable) (element-type CalloutStatusLabel)
 * @language: (nullable)
 *
 * What the house calls its statuses. References are taken.
 */
void
callout_customer_facts_set_statuses (CalloutCustomerFacts *self,
                                     GPtrArray            *statuses,
                                     GPtrArray            *labels,
                                     const char           *language)
{
  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_free (self->language);
  self->statuses = statuses != NULL ? g_ptr_array_ref (statuses) : NULL;
  self->labels = labels != NULL ? g_ptr_array_ref (labels) : NULL;
  self->language = g_strdup (language);
}

static void
report (CalloutVisitFacts *visit,
        CalloutStep       *step,
        CalloutTime        at)
{
  CalloutStepEvent *event = g_object_new (CALLOUT_TYPE_STEP_EVENT, NULL);

  event->step = g_strdup (step->key);
  event->at = at;
  g_ptr_array_add (visit->reports, event);
  visit->state = callout_workflow_state_after (step->key, visit->state);
  if (visit->state == CALLOUT_WORK_STATE_CLOSED)
    visit->ended_at = at;
}

/**
 * callout_customer_facts_sample:
 * @steps: (element-type CalloutStep): in order, e.g. those of a draft
 * @at: (nullable): how far the sample ticket is: the key of a step, of which
 *   it and all before it in the line are reported; or a status a ticket has
 *   without a step, “ticket-received”, “ticket-scheduling”,
 *   “ticket-dispatched” or “closed”; %NULL: just received
 *
 * A ticket made up, with one visit, to show what a workflow would look like.
 *
 * Returns: (transfer full)
 */
CalloutCustomerFacts *
callout_customer_facts_sample (GPtrArray  *steps,
                               const char *at)
{
  CalloutCustomerFacts *self = callout_customer_facts_new ();
  CalloutVisitFacts *visit = callout_visit_facts_new ();
  CalloutTime time = callout_clock_now () - CALLOUT_DAY;
  gboolean closed = g_strcmp0 (at, "closed") == 0;

  g_ptr_array_add (self->visits, visit);
  for (guint i = 0; i < steps->len; i++)
    g_ptr_array_add (visit->steps, g_object_ref (g_ptr_array_index (steps, i)));
  self->created_at = time;
  if (at == NULL || g_str_equal (at, "ticket-received"))
    return self;

  visit->state = CALLOUT_WORK_STATE_ASSIGNED;
  visit->planned_at = time += 20 * CALLOUT_MINUTE;
  visit->planned_start = callout_clock_now ();
  visit->planned_end = visit->planned_start + 2 * CALLOUT_HOUR;
  self->progress = CALLOUT_PROGRESS_ASSIGNED;
  if (g_str_equal (at, "ticket-scheduling"))
    return self;

  visit->state = CALLOUT_WORK_STATE_DISPATCHED;
  visit->published_at = time += 20 * CALLOUT_MINUTE;
  if (g_str_equal (at, "ticket-dispatched"))
    return self;

  for (guint i = 0; i < steps->len; i++)
    {
      CalloutStep *step = g_ptr_array_index (steps, i);

      if (!step->branch)
        report (visit, step, time += 20 * CALLOUT_MINUTE);
      if (!closed && g_str_equal (step->key, at))
        break;
    }
  if (visit->state >= CALLOUT_WORK_STATE_TRAVEL)
    self->progress = CALLOUT_PROGRESS_IN_PROGRESS;
  if (closed)
    {
      self->progress = CALLOUT_PROGRESS_CLOSED;
      self->done_at = self->closed_at = time + 20 * CALLOUT_MINUTE;
    }
  return self;
}
