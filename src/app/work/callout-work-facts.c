/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-work-facts.h"

#include "callout-error.h"
#include "callout-icon-book.h"
#include "callout-workflow-rules.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
step_free (gpointer data)
{
  CalloutWorkStep *self = data;

  g_clear_object (&self->step);
  g_free (self->by);
  g_free (self);
}

void
callout_work_facts_free (CalloutWorkFacts *self)
{
  g_clear_object (&self->work_order);
  g_clear_object (&self->ticket);
  g_clear_pointer (&self->assignments, g_ptr_array_unref);
  g_clear_pointer (&self->line, g_ptr_array_unref);
  g_clear_pointer (&self->icons, g_ptr_array_unref);
  g_clear_object (&self->next);
  g_free (self->why_not);
  g_free (self);
}

/**
 * callout_work_count_done:
 * @steps: of the work order's own version
 * @n_steps: (out): how many stand in the line
 *
 * Returns: how many of them the lead has reported
 */
guint
callout_work_count_done (GPtrArray        *steps,
                         CalloutWorkOrder *work_order,
                         guint            *n_steps)
{
  const char *reached = callout_workflow_reached_key (steps, work_order->state, work_order->step);
  guint n_done = 0;

  *n_steps = 0;
  for (guint i = 0; i < steps->len; i++)
    {
      CalloutStep *step = g_ptr_array_index (steps, i);

      if (step->branch)
        continue;
      ++*n_steps;
      if (reached != NULL && g_str_equal (step->key, reached))
        n_done = *n_steps;
    }
  return n_done;
}

/* The last report of a step: @person 0 is whoever moved the work order by it. */
static CalloutStepEvent *
last_report (GPtrArray  *events,
             const char *key,
             gint64      person)
{
  for (guint i = events->len; i > 0; i--)
    {
      CalloutStepEvent *event = g_ptr_array_index (events, i - 1);

      if (g_strcmp0 (event->step, key) == 0 && (person == 0 ? !event->log_only : event->log_only && event->person == person))
        return event;
    }
  return NULL;
}

static const char *
last_logged_key (GPtrArray *events,
                 gint64     person)
{
  for (guint i = events->len; i > 0; i--)
    {
      CalloutStepEvent *event = g_ptr_array_index (events, i - 1);

      if (event->log_only && event->person == person)
        return event->step;
    }
  return NULL;
}

static const char *
name_of (GPtrArray *assignments,
         gint64     person)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      CalloutAssignment *assignment = g_ptr_array_index (assignments, i);

      if (assignment->person == person)
        return assignment->name != NULL ? assignment->name : assignment->login;
    }
  return NULL;
}

/* Where in the line a step stands, from 0; behind all of them if it is none. */
static guint
place_of (GPtrArray  *steps,
          const char *key)
{
  guint place;

  if (!g_ptr_array_find (steps, callout_workflow_find (steps, key), &place))
    return steps->len;
  return place;
}

static void
take_report (CalloutWorkFacts *self,
             CalloutWorkStep  *step,
             CalloutStepEvent *event,
             gint64            person)
{
  if (event == NULL)
    return;
  step->at = event->at;
  step->located = !isnan (event->latitude) && !isnan (event->longitude);
  if (event->person != person)
    step->by = g_strdup (name_of (self->assignments, event->person));
}

/* A collaborator's line is of his own reports; what is not his to report, the
 * lead's acceptance and what stands before it, counts as the lead has it. */
static void
fill_line (CalloutWorkFacts *self,
           GPtrArray        *steps,
           GPtrArray        *events,
           gint64            person)
{
  CalloutWorkOrder *work_order = self->work_order;
  gboolean logs = self->part == CALLOUT_PART_COLLABORATOR;
  const char *reached = callout_workflow_reached_key (steps, work_order->state, work_order->step);
  guint accept = place_of (steps, CALLOUT_STEP_ACCEPT);
  guint n_reached = reached != NULL ? place_of (steps, reached) + 1 : 0;
  const char *last = logs ? last_logged_key (events, person) : reached;

  if (logs && (last == NULL || callout_workflow_find (steps, last) == NULL))
    last = CALLOUT_STEP_ACCEPT;
  if (work_order->state != CALLOUT_WORK_STATE_CLOSED && work_order->state != CALLOUT_WORK_STATE_CANCELLED)
    g_set_object (&self->next, callout_workflow_next_step (steps, last));

  for (guint i = 0; i < steps->len; i++)
    {
      CalloutStep *step = g_ptr_array_index (steps, i);
      CalloutStepEvent *moved = i < n_reached ? last_report (events, step->key, 0) : NULL;
      CalloutWorkStep *place;

      if (step->branch)
        continue;
      place = g_new0 (CalloutWorkStep, 1);
      place->step = g_object_ref (step);
      if (logs && i > accept)
        {
          CalloutStepEvent *own = last_report (events, step->key, person);

          take_report (self, place, own, person);
          place->lead_at = moved != NULL ? moved->at : 0;
          place->mark = own != NULL ? CALLOUT_WORK_MARK_DONE : CALLOUT_WORK_MARK_COMING;
        }
      else
        {
          take_report (self, place, moved, person);
          place->mark = i < n_reached ? CALLOUT_WORK_MARK_DONE : CALLOUT_WORK_MARK_COMING;
        }
      if (step == self->next)
        place->mark = CALLOUT_WORK_MARK_NEXT;
      g_ptr_array_add (self->line, place);
    }
}

/* An icon that is no name is the key of a picture; without it the step is
 * shown with none. */
static gboolean
read_icons (CalloutWorkFacts  *self,
            CalloutStore      *store,
            GPtrArray         *steps,
            GError           **error)
{
  for (guint i = 0; i < steps->len; i++)
    {
      CalloutStep *step = g_ptr_array_index (steps, i);
      GError *failure = NULL;
      CalloutEntity *icon;

      if (step->icon == NULL || !callout_icon_is_key (step->icon))
        continue;
      icon = callout_store_find (store, CALLOUT_KIND_ICON, "key", step->icon, &failure);
      if (icon != NULL)
        g_ptr_array_add (self->icons, icon);
      else if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
    }
  return TRUE;
}

/* What can be done is asked of the command table; nothing is decided here. */
static gboolean
ask_offers (CalloutWorkFacts  *self,
            CalloutStore      *store,
            gint64             person,
            GError           **error)
{
  g_autoptr (GPtrArray) offers = callout_commands_offer (store, person, CALLOUT_ENTITY (self->work_order), error);

  if (offers == NULL)
    return FALSE;
  if (self->next != NULL && self->part >= 0)
    {
      gboolean accepts = self->part == CALLOUT_PART_LEAD && g_str_equal (self->next->key, CALLOUT_STEP_ACCEPT);

      self->command = accepts ? "work-order.accept" : "work-order.step";
      self->ends = self->part == CALLOUT_PART_LEAD
                   && callout_workflow_state_after (self->next->key, self->work_order->state) == CALLOUT_WORK_STATE_CLOSED;
    }
  for (guint i = 0; i < offers->len; i++)
    {
      CalloutOffer *offer = g_ptr_array_index (offers, i);

      if (g_strcmp0 (offer->command->name, self->command) == 0)
        {
          self->allowed = offer->allowed;
          self->why_not = g_strdup (offer->why_not);
        }
      else if (g_str_equal (offer->command->name, "work-order.reject"))
        self->can_reject = offer->allowed;
    }
  return TRUE;
}

static void
set_gone (gint64   work_order,
          GError **error)
{
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_WORK_ORDER, work_order);

  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("%s is no longer with you"), ref);
}

/* Dispatchers see it, too, when it is not with them; here it is shown to those
 * on it only, and only while it is out. */
static gboolean
is_out (CalloutWorkFacts *self)
{
  return self->part >= 0 && self->work_order->state >= CALLOUT_WORK_STATE_DISPATCHED
         && self->work_order->state != CALLOUT_WORK_STATE_CANCELLED;
}

static void
find_part (CalloutWorkFacts *self,
           gint64            person)
{
  for (guint i = 0; i < self->assignments->len; i++)
    {
      CalloutAssignment *assignment = g_ptr_array_index (self->assignments, i);

      if (assignment->person == person && callout_assignment_is_active (assignment))
        self->part = assignment->part;
    }
}

static gboolean
check_sight (CalloutStore  *store,
             gint64         person,
             gint64         work_order,
             GError       **error)
{
  g_autoptr (CalloutEntity) actor = callout_store_get (store, CALLOUT_KIND_PERSON, person, error);
  GError *failure = NULL;
  CalloutSight sight;

  if (actor == NULL)
    return FALSE;
  sight = callout_commands_sight (CALLOUT_PERSON (actor));
  if (callout_store_can_see (store, CALLOUT_KIND_WORK_ORDER, work_order, &sight, &failure))
    return TRUE;
  if (failure != NULL)
    g_propagate_error (error, failure);
  else
    set_gone (work_order, error);
  return FALSE;
}

/**
 * callout_work_facts_read:
 *
 * On the store's thread. Errors: %CALLOUT_ERROR_NOT_FOUND for what the person
 * is not on, or no longer.
 */
CalloutWorkFacts *
callout_work_facts_read (CalloutStore  *store,
                         gint64         person,
                         gint64         work_order,
                         GError       **error)
{
  g_autoptr (CalloutWorkFacts) self = g_new0 (CalloutWorkFacts, 1);
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GPtrArray) events = NULL;
  CalloutEntity *entity;

  self->part = -1;
  self->line = g_ptr_array_new_with_free_func (step_free);
  self->icons = g_ptr_array_new_with_free_func (g_object_unref);
  if (!check_sight (store, person, work_order, error)
      || (entity = callout_store_get (store, CALLOUT_KIND_WORK_ORDER, work_order, error)) == NULL)
    return NULL;
  self->work_order = CALLOUT_WORK_ORDER (entity);
  self->assignments = callout_store_children (store, CALLOUT_KIND_ASSIGNMENT, "work_order", work_order, error);
  if (self->assignments == NULL)
    return NULL;
  find_part (self, person);
  if (!is_out (self))
    {
      set_gone (work_order, error);
      return NULL;
    }
  entity = callout_store_get (store, CALLOUT_KIND_TICKET, self->work_order->ticket, error);
  if (entity == NULL)
    return NULL;
  self->ticket = CALLOUT_TICKET (entity);
  steps = callout_store_workflow_steps (store, self->work_order->workflow, error);
  if (steps == NULL || !read_icons (self, store, steps, error))
    return NULL;
  events = callout_store_children (store, CALLOUT_KIND_STEP_EVENT, "work_order", work_order, error);
  if (events == NULL)
    return NULL;
  fill_line (self, steps, events, person);
  if (!ask_offers (self, store, person, error))
    return NULL;
  return g_steal_pointer (&self);
}

typedef struct {
  gint64 person;
  gint64 work_order;
} Question;

static gpointer
read_facts (CalloutStore  *store,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Question *question = data;

  return callout_work_facts_read (store, question->person, question->work_order, error);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CalloutWorkFacts *facts = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (facts == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, facts, (GDestroyNotify) callout_work_facts_free);
}

/**
 * callout_work_facts_async:
 *
 * As the person signed in sees it.
 */
void
callout_work_facts_async (CalloutSession      *session,
                          gint64               work_order,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, callout_work_facts_async);
  question->person = callout_session_get_person_id (session);
  question->work_order = work_order;
  callout_workspace_read_async (callout_session_get_workspace (session), read_facts, question, g_free,
                                (GDestroyNotify) callout_work_facts_free, cancellable, read_cb, task);
}

/**
 * callout_work_facts_finish:
 *
 * Returns: (transfer full): errors as callout_work_facts_read()
 */
CalloutWorkFacts *
callout_work_facts_finish (CalloutSession  *session,
                           GAsyncResult    *result,
                           GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
