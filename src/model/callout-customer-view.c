/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-customer-view.h"

#include "callout-workflow-rules.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/*
 * The rules, row by row of domain section 4:
 *
 * - The visit that counts is the first one made that is neither closed nor
 *   cancelled; if all are closed, the last of them, and everything is finished.
 *   Cancelled ones count as if they had never been, and so do those that ended
 *   before the ticket was reopened.
 * - Its status is the highest that a fact gives: the ticket is there (Open,
 *   Ticket Received); it has an appointment (Planned, Ticket Scheduling); it is
 *   on somebody's device (Planned, Ticket Dispatched); and the column of the
 *   furthest placed step reported since it was last accepted. Facts that are
 *   taken back, by a rejection or an unpublishing, give nothing any more.
 * - Travel, Work and Finished are On Route to You, Arrived Onsite and Visit
 *   Completed of the other vocabulary, whatever the steps under them are called.
 * - A step that shows its own name or icon does so in chat and portal, as long
 *   as its status is the one it gave.
 */

/* The customer portal's, as places in its line. */
enum {
  RECEIVED,
  SCHEDULING,
  DISPATCHED,
  ON_ROUTE,
  ARRIVED,
  COMPLETED,
  CLOSED,
};

typedef struct {
  CalloutVisitFacts *visit;    /* (nullable) */
  gboolean           finished;
  int                chat;     /* CalloutPortalStatus */
  int                portal;
  CalloutTime        chat_at[CALLOUT_N_CHAT_STATUSES + 1];
  CalloutStep       *chat_step[CALLOUT_N_CHAT_STATUSES + 1]; /* the last one reported under each */
  CalloutTime        portal_at[CALLOUT_N_CUSTOMER_STATUSES];
} Standing;

/* Which visit */

static gboolean
is_former (const CalloutCustomerFacts *facts,
           CalloutVisitFacts          *visit)
{
  return facts->reopened_at != 0 && visit->state == CALLOUT_WORK_STATE_CLOSED && visit->ended_at <= facts->reopened_at;
}

static void
find_visit (const CalloutCustomerFacts *facts,
            Standing                   *self)
{
  for (guint i = 0; i < facts->visits->len; i++)
    {
      CalloutVisitFacts *visit = g_ptr_array_index (facts->visits, i);

      if (visit->state == CALLOUT_WORK_STATE_CANCELLED || is_former (facts, visit))
        continue;
      self->visit = visit;
      if (visit->state != CALLOUT_WORK_STATE_CLOSED)
        break;
    }
  self->finished = facts->progress == CALLOUT_PROGRESS_DONE || facts->progress == CALLOUT_PROGRESS_CLOSED
                   || (self->visit != NULL && self->visit->state == CALLOUT_WORK_STATE_CLOSED);
}

/* How far */

static void
reach_chat (Standing   *self,
            int         status,
            CalloutTime at)
{
  self->chat = MAX (self->chat, status);
  if (self->chat_at[status] == 0 || (at != 0 && at < self->chat_at[status]))
    self->chat_at[status] = at;
}

static void
reach_portal (Standing   *self,
              int         status,
              CalloutTime at)
{
  self->portal = MAX (self->portal, status);
  if (self->portal_at[status] == 0 || (at != 0 && at < self->portal_at[status]))
    self->portal_at[status] = at;
}

static int
place_of (GPtrArray  *steps,
          const char *key)
{
  CalloutStep *step = callout_workflow_find (steps, key);

  return step != NULL ? (int) step->position : -1;
}

/* The reports that count, latest first: back along the line to where it was
 * begun, or begun anew after a rejection or an override. */
static GPtrArray *
find_run (CalloutVisitFacts *visit)
{
  GPtrArray *run = g_ptr_array_new ();
  CalloutStepEvent *last = NULL;
  int place = G_MAXINT;

  for (guint i = visit->reports->len; i > 0; i--)
    {
      CalloutStepEvent *event = g_ptr_array_index (visit->reports, i - 1);
      int at = event->log_only ? -1 : place_of (visit->steps, event->step);

      if (at < 0)
        continue;
      if (last == NULL)
        last = event;
      if (at >= place)
        break;
      place = at;
      g_ptr_array_add (run, event);
    }
  if (last != NULL && callout_workflow_reached_key (visit->steps, visit->state, last->step) != last->step)
    g_ptr_array_set_size (run, 0);
  return run;
}

static void
follow_steps (Standing *self)
{
  g_autoptr (GPtrArray) run = find_run (self->visit);

  for (guint i = run->len; i > 0; i--)
    {
      CalloutStepEvent *event = g_ptr_array_index (run, i - 1);
      CalloutStep *step = callout_workflow_find (self->visit->steps, event->step);

      if (step->portal_status == CALLOUT_PORTAL_STATUS_TRAY)
        continue;
      reach_chat (self, step->portal_status, event->at);
      self->chat_step[step->portal_status] = step;
      if (step->portal_status >= CALLOUT_PORTAL_STATUS_TRAVEL)
        reach_portal (self, ON_ROUTE + step->portal_status - CALLOUT_PORTAL_STATUS_TRAVEL, event->at);
    }
}

static void
follow_visit (Standing *self)
{
  CalloutVisitFacts *visit = self->visit;

  if (visit->planned_at != 0)
    {
      reach_chat (self, CALLOUT_PORTAL_STATUS_PLANNED, visit->planned_at);
      reach_portal (self, SCHEDULING, visit->planned_at);
    }
  if (visit->published_at != 0)
    {
      reach_chat (self, CALLOUT_PORTAL_STATUS_PLANNED, visit->published_at);
      reach_portal (self, DISPATCHED, visit->published_at);
    }
  follow_steps (self);
}

/* Finished is reached by a step under it, or without one when all is closed or done. */
static void
follow_end (const CalloutCustomerFacts *facts,
            Standing                   *self)
{
  CalloutTime at = self->visit != NULL && self->visit->ended_at != 0 ? self->visit->ended_at
                   : facts->done_at != 0                             ? facts->done_at
                                                                     : facts->closed_at;

  if (self->finished)
    {
      if (self->chat_at[CALLOUT_PORTAL_STATUS_FINISHED] == 0)
        reach_chat (self, CALLOUT_PORTAL_STATUS_FINISHED, at);
      if (self->portal_at[COMPLETED] == 0)
        reach_portal (self, COMPLETED, at);
      self->chat = CALLOUT_PORTAL_STATUS_FINISHED;
      self->portal = COMPLETED;
    }
  if (facts->progress == CALLOUT_PROGRESS_CLOSED)
    reach_portal (self, CLOSED, facts->closed_at);
}

static void
find_standing (const CalloutCustomerFacts *facts,
               Standing                   *self)
{
  CalloutTime begun = facts->reopened_at != 0 ? facts->reopened_at : facts->created_at;

  find_visit (facts, self);
  reach_chat (self, CALLOUT_PORTAL_STATUS_OPEN, begun);
  reach_portal (self, RECEIVED, begun);
  if (self->visit != NULL)
    follow_visit (self);
  follow_end (facts, self);
}

/* In words */

static CalloutMilestone *
milestone_new (const CalloutCustomerFacts *facts,
               CalloutStatus              *status,
               CalloutStep                *step,
               CalloutTime                 reached_at,
               gboolean                    current)
{
  CalloutMilestone *self = g_new0 (CalloutMilestone, 1);

  self->status = g_strdup (status->key);
  self->label = step != NULL && step->show_original_name && step->label != NULL
                  ? g_strdup (step->label)
                  : callout_status_dup_label (status, facts->labels, facts->language);
  self->icon = g_strdup (step != NULL && step->show_original_icon && step->icon != NULL ? step->icon : status->icon);
  self->reached_at = reached_at;
  self->current = current;
  return self;
}

static void
milestone_free (gpointer data)
{
  CalloutMilestone *self = data;

  g_free (self->status);
  g_free (self->label);
  g_free (self->icon);
  g_free (self);
}

static int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  const CalloutStatus *one = *(CalloutStatus *const *) a, *other = *(CalloutStatus *const *) b;

  return (one->position > other->position) - (one->position < other->position);
}

static CalloutStatusLine *
line_new (const CalloutCustomerFacts *facts,
          GPtrArray                  *statuses,
          const Standing             *standing,
          CalloutVocabulary           vocabulary)
{
  CalloutStatusLine *self = g_new0 (CalloutStatusLine, 1);
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  gboolean chat = vocabulary == CALLOUT_VOCABULARY_CHAT_PORTAL;

  for (guint i = 0; i < statuses->len; i++)
    if (((CalloutStatus *) g_ptr_array_index (statuses, i))->vocabulary == (int) vocabulary)
      g_ptr_array_add (own, g_ptr_array_index (statuses, i));
  g_ptr_array_sort (own, compare_positions);

  self->milestones = g_ptr_array_new_with_free_func (milestone_free);
  for (int i = 0; i < (int) own->len && i < (chat ? CALLOUT_N_CHAT_STATUSES : CALLOUT_N_CUSTOMER_STATUSES); i++)
    {
      int reached = chat ? standing->chat - CALLOUT_PORTAL_STATUS_OPEN : standing->portal;
      CalloutTime at = chat ? standing->chat_at[i + CALLOUT_PORTAL_STATUS_OPEN] : standing->portal_at[i];
      CalloutStep *step = chat && i <= reached ? standing->chat_step[i + CALLOUT_PORTAL_STATUS_OPEN] : NULL;
      CalloutMilestone *milestone = milestone_new (facts, g_ptr_array_index (own, i), step, i <= reached ? at : 0, i == reached);

      g_ptr_array_add (self->milestones, milestone);
      if (!milestone->current)
        continue;
      self->status = g_strdup (milestone->status);
      self->label = g_strdup (milestone->label);
      self->icon = g_strdup (milestone->icon);
    }
  return self;
}

static void
line_free (CalloutStatusLine *self)
{
  g_free (self->status);
  g_free (self->label);
  g_free (self->icon);
  g_ptr_array_unref (self->milestones);
  g_free (self);
}

static void
take_visit (CalloutCustomerView *self,
            const Standing      *standing)
{
  CalloutVisitFacts *visit = standing->visit;

  if (visit == NULL || standing->finished)
    return;
  self->appointment_start = visit->planned_start;
  self->appointment_end = visit->planned_end;
  if (standing->portal != ON_ROUTE)
    return;
  self->engineer = g_strdup (visit->lead);
  self->latitude = visit->latitude;
  self->longitude = visit->longitude;
  self->position_at = visit->position_at;
}

/**
 * callout_customer_view_new:
 *
 * The one place that says what a customer sees.
 *
 * Returns: (transfer full)
 */
CalloutCustomerView *
callout_customer_view_new (const CalloutCustomerFacts *facts)
{
  CalloutCustomerView *self = g_new0 (CalloutCustomerView, 1);
  g_autoptr (GPtrArray) statuses = facts->statuses != NULL ? g_ptr_array_ref (facts->statuses) : callout_status_builtin_all ();
  Standing standing = { NULL };

  find_standing (facts, &standing);
  self->chat_portal = line_new (facts, statuses, &standing, CALLOUT_VOCABULARY_CHAT_PORTAL);
  self->customer_portal = line_new (facts, statuses, &standing, CALLOUT_VOCABULARY_CUSTOMER_PORTAL);
  if (facts->progress == CALLOUT_PROGRESS_CANCELLED)
    self->banner = g_strdup (C_("banner", "Cancelled"));
  self->stars = facts->stars;
  self->comment = g_strdup (facts->comment);
  self->rated_by = facts->rated_by;
  self->rated_at = facts->rated_at;
  /* It stays done only as long as a rating is waited for. */
  self->asks_rating = facts->progress == CALLOUT_PROGRESS_DONE && facts->stars == 0;
  self->latitude = self->longitude = NAN;
  if (facts->progress != CALLOUT_PROGRESS_CANCELLED)
    take_visit (self, &standing);
  return self;
}

void
callout_customer_view_free (CalloutCustomerView *self)
{
  line_free (self->chat_portal);
  line_free (self->customer_portal);
  g_free (self->banner);
  g_free (self->comment);
  g_free (self->engineer);
  g_free (self);
}
