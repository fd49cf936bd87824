/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static CalloutWorkOrder *
work_order (CalloutCall *call)
{
  return CALLOUT_WORK_ORDER (call->target);
}

static GPtrArray *
assignments_of (CalloutCall  *call,
                GError      **error)
{
  return callout_store_children (call->store, CALLOUT_KIND_ASSIGNMENT, "work_order", call->target->id, error);
}

/* Guards */

CALLOUT_GUARD (work_order_unlocked)
{
  g_autofree char *ref = NULL;

  if (!work_order (call)->locked)
    return TRUE;
  ref = callout_entity_dup_ref (call->target);
  callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("%s is locked; unlock it first"), ref);
  return FALSE;
}

/* Only the group's own dispatchers dispose of what lies in it (domain 3-C). */
static gboolean
check_dispatches (CalloutCall  *call,
                  GError      **error)
{
  gboolean dispatches;

  if (!callout_actor_dispatches (call, work_order (call)->group, &dispatches, error))
    return FALSE;
  if (dispatches)
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("Only a dispatcher of %s may do this; %s is not one"),
                  work_order (call)->group_name, call->actor->name);
  return FALSE;
}

CALLOUT_GUARD (work_order_own_group)
{
  return callout_guard_work_order_unlocked (call, error) && check_dispatches (call, error);
}

/* Dispatchers for everything, a group's dispatchers for what their group holds. */
CALLOUT_GUARD (work_order_held)
{
  if (callout_actor_is (call, CALLOUT_ROLE_DISPATCHER))
    return TRUE;
  if (work_order (call)->group != 0)
    return check_dispatches (call, error);
  callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("It is held by the dispatchers, and %s is not one"), call->actor->name);
  return FALSE;
}

CALLOUT_GUARD (work_order_held_unlocked)
{
  return callout_guard_work_order_unlocked (call, error) && callout_guard_work_order_held (call, error);
}

static gboolean
may_grab (CalloutCall  *call,
          gboolean     *may,
          GError      **error)
{
  g_autoptr (CalloutEntity) group = NULL;

  *may = FALSE;
  if (work_order (call)->group == 0)
    return TRUE;
  group = callout_store_get (call->store, CALLOUT_KIND_GROUP, work_order (call)->group, error);
  if (group == NULL)
    return FALSE;
  if (CALLOUT_GROUP (group)->mode != CALLOUT_GROUP_MODE_GRAB)
    return TRUE;
  return callout_person_is_in (call->store, CALLOUT_ENTITY (call->actor)->id, group->id, CALLOUT_MEMBERSHIP_PART_MEMBER,
                               may, error);
}

CALLOUT_GUARD (work_order_assign)
{
  gboolean may;

  if (!callout_guard_work_order_unlocked (call, error))
    return FALSE;
  if (work_order (call)->state == CALLOUT_WORK_STATE_PENDING_DISPATCH)
    {
      if (callout_actor_is (call, CALLOUT_ROLE_DISPATCHER))
        return TRUE;
      callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("It waits for the dispatchers, and %s is not one"),
                      call->actor->name);
      return FALSE;
    }
  if (!may_grab (call, &may, error))
    return FALSE;
  return may || check_dispatches (call, error);
}

CALLOUT_GUARD (work_order_on_it)
{
  g_autoptr (GPtrArray) assignments = assignments_of (call, error);
  g_autofree char *ref = NULL;

  if (assignments == NULL)
    return FALSE;
  if (callout_find_assignment (assignments, CALLOUT_ENTITY (call->actor)->id) != NULL)
    return TRUE;
  ref = callout_entity_dup_ref (call->target);
  callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s is not assigned to %s"), ref, call->actor->name);
  return FALSE;
}

CALLOUT_GUARD (work_order_lead)
{
  g_autoptr (GPtrArray) assignments = assignments_of (call, error);
  CalloutAssignment *lead;

  if (assignments == NULL)
    return FALSE;
  lead = callout_find_lead (assignments);
  if (lead != NULL && lead->person == CALLOUT_ENTITY (call->actor)->id)
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("Only the lead may do this, and that is %s"),
                  lead != NULL ? lead->name : _("nobody yet"));
  return FALSE;
}

/* A work order is done by the steps it was made under, whatever was published since. */
static GPtrArray *
read_steps (CalloutCall  *call,
            GError      **error)
{
  return callout_store_workflow_steps (call->store, work_order (call)->workflow, error);
}

static CalloutStep *
next_step (CalloutCall *call,
           GPtrArray   *steps)
{
  CalloutWorkOrder *self = work_order (call);

  return callout_workflow_next_step (steps, callout_workflow_reached_key (steps, self->state, self->step));
}

static gboolean
is_accept (CalloutStep *step)
{
  return step == NULL || g_str_equal (step->key, CALLOUT_STEP_ACCEPT);
}

CALLOUT_GUARD (work_order_accept)
{
  g_autoptr (GPtrArray) steps = NULL;
  CalloutStep *next;

  if (!callout_guard_work_order_lead (call, error) || (steps = read_steps (call, error)) == NULL)
    return FALSE;
  next = next_step (call, steps);
  if (is_accept (next))
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("The next step is “%s”; report it before accepting"), next->label);
  return FALSE;
}

/* Before it is accepted, only steps that stand before Accept are reported. */
CALLOUT_GUARD (work_order_step)
{
  g_autoptr (GPtrArray) steps = NULL;
  g_autofree char *ref = NULL;

  if (!callout_guard_work_order_on_it (call, error))
    return FALSE;
  if (work_order (call)->state != CALLOUT_WORK_STATE_DISPATCHED)
    return TRUE;
  steps = read_steps (call, error);
  if (steps == NULL)
    return FALSE;
  if (!is_accept (next_step (call, steps)))
    return TRUE;
  ref = callout_entity_dup_ref (call->target);
  callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("%s is not accepted yet; accept it before reporting a step"), ref);
  return FALSE;
}

CALLOUT_GUARD (work_order_lock)
{
  if (!callout_guard_work_order_held (call, error))
    return FALSE;
  if (!work_order (call)->locked)
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("It is locked already"));
  return FALSE;
}

CALLOUT_GUARD (work_order_unlock)
{
  if (!callout_guard_work_order_held (call, error))
    return FALSE;
  if (work_order (call)->locked)
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("It is not locked"));
  return FALSE;
}

/* Who may be sent */

static gboolean
is_provider_of (CalloutStore  *store,
                gint64         person,
                CalloutGroup  *group,
                gboolean      *linked,
                GError       **error)
{
  g_auto (GStrv) keys = g_strsplit (group->providers != NULL ? group->providers : "", " ", -1);

  *linked = FALSE;
  for (guint i = 0; keys[i] != NULL && !*linked; i++)
    {
      g_autoptr (CalloutEntity) provider = NULL;
      GError *failure = NULL;

      if (*keys[i] == '\0')
        continue;
      provider = callout_store_find (store, CALLOUT_KIND_GROUP, "key", keys[i], &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (provider != NULL
          && !callout_person_is_in (store, person, provider->id, CALLOUT_MEMBERSHIP_PART_MEMBER, linked, error))
        return FALSE;
    }
  return TRUE;
}

/* Whatever list or map they were chosen from: the rule is checked here, on
 * fresh rows, for assignment and reallocation alike. */
static gboolean
check_engineer (CalloutCall    *call,
                CalloutPerson  *person,
                GError        **error)
{
  g_autoptr (CalloutEntity) group = NULL;
  gboolean fits;

  if (!callout_person_is_engineer (person))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID,
                      person->active ? _("%s is not an engineer and cannot be assigned")
                                     : _("%s is no longer active and cannot be assigned"), person->name);
      return FALSE;
    }
  if (work_order (call)->group == 0)
    return TRUE;

  group = callout_store_get (call->store, CALLOUT_KIND_GROUP, work_order (call)->group, error);
  if (group == NULL)
    return FALSE;
  if (CALLOUT_GROUP (group)->allow_cross_group)
    return TRUE;
  if (!callout_person_is_in (call->store, CALLOUT_ENTITY (person)->id, group->id, CALLOUT_MEMBERSHIP_PART_MEMBER, &fits, error))
    return FALSE;
  if (!fits && !is_provider_of (call->store, CALLOUT_ENTITY (person)->id, CALLOUT_GROUP (group), &fits, error))
    return FALSE;
  if (fits)
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s is not in %s; only its members can be assigned"), person->name,
                  CALLOUT_GROUP (group)->name);
  return FALSE;
}

static CalloutAssignment *
new_assignment (CalloutCall   *call,
                CalloutEntity *person,
                CalloutPart    part)
{
  CalloutAssignment *assignment = g_object_new (CALLOUT_TYPE_ASSIGNMENT, NULL);

  assignment->work_order = call->target->id;
  assignment->person = person->id;
  assignment->part = part;
  assignment->assigned_by = CALLOUT_ENTITY (call->actor)->id;
  assignment->assigned_at = call->now;
  return assignment;
}

static gboolean
end_assignment (CalloutCall             *call,
                CalloutAssignment       *assignment,
                CalloutAssignmentState   state,
                const char              *reason,
                GError                 **error)
{
  assignment->state = state;
  g_free (assignment->reason);
  assignment->reason = g_strdup (reason);
  return callout_store_update (call->store, CALLOUT_ENTITY (assignment), error);
}

/* Takes everybody who is on it off. */
gboolean
callout_end_assignments (CalloutCall             *call,
                         GPtrArray               *assignments,
                         CalloutAssignmentState   state,
                         GError                 **error)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      CalloutAssignment *assignment = g_ptr_array_index (assignments, i);

      if (callout_assignment_is_active (assignment) && !end_assignment (call, assignment, state, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* Commands */

static gboolean
take_plan (CalloutCall       *call,
           CalloutWorkOrder  *self,
           GError           **error)
{
  callout_call_take_fields (call, CALLOUT_ENTITY (self));
  if (self->duration < 0 || self->duration > 60 * 24 * 31)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("The duration must be from 0 to 44640 minutes"));
      return FALSE;
    }
  if (self->planned_end != 0 && self->planned_start == 0)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A planned end needs a planned start"));
      return FALSE;
    }
  if (self->planned_end != 0 && self->planned_end <= self->planned_start)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("The planned end must be after the planned start"));
      return FALSE;
    }
  return TRUE;
}

CALLOUT_APPLY (work_order_create)
{
  g_autoptr (CalloutEntity) ticket = callout_call_get_entity (call, "ticket", error);
  g_autoptr (CalloutWorkOrder) self = NULL;
  CalloutSight sight = callout_commands_sight (call->actor);
  g_autofree char *ref = NULL;

  if (ticket == NULL)
    return FALSE;
  ref = callout_entity_dup_ref (ticket);
  if (!callout_store_can_see (call->store, CALLOUT_KIND_TICKET, ticket->id, &sight, NULL))
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no “%s” that %s may see"), ref, call->actor->name);
      return FALSE;
    }
  if (CALLOUT_TICKET (ticket)->progress == CALLOUT_PROGRESS_DRAFT || CALLOUT_TICKET (ticket)->progress >= CALLOUT_PROGRESS_DONE)
    {
      callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("%s is “%s”; work orders are made for tickets that are under way"),
                      ref, callout_enum_label (CALLOUT_TYPE_PROGRESS, CALLOUT_TICKET (ticket)->progress));
      return FALSE;
    }
  self = g_object_new (CALLOUT_TYPE_WORK_ORDER, NULL);
  self->ticket = ticket->id;
  if (!take_plan (call, self, error))
    return FALSE;
  self->ticket = ticket->id;
  self->workflow = callout_store_current_workflow (call->store, error);
  if (self->workflow < 0 || !callout_store_insert (call->store, CALLOUT_ENTITY (self), error))
    return FALSE;
  call->target = CALLOUT_ENTITY (g_steal_pointer (&self));
  return TRUE;
}

CALLOUT_APPLY (work_order_route)
{
  g_autoptr (CalloutEntity) group = callout_call_get_entity (call, "group", error);

  if (group == NULL)
    return FALSE;
  work_order (call)->state = CALLOUT_WORK_STATE_PENDING_GROUP;
  work_order (call)->group = group->id;
  work_order (call)->routed_by = CALLOUT_ENTITY (call->actor)->id;
  return callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (work_order_reassign_group)
{
  g_autoptr (CalloutEntity) group = callout_call_get_entity (call, "group", error);

  if (group == NULL)
    return FALSE;
  if (group->id == work_order (call)->group)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("It lies in %s already; choose another group"),
                      CALLOUT_GROUP (group)->name);
      return FALSE;
    }
  /* The holder changes, the original dispatcher does not. */
  work_order (call)->group = group->id;
  return callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (work_order_return)
{
  g_autofree char *reason = callout_call_dup_text (call, "reason");
  g_autofree char *required = callout_store_get_setting (call->store, CALLOUT_SETTING_REASON_REQUIRED, 0, error);

  if (required == NULL)
    return FALSE;
  if (reason == NULL && g_str_equal (required, "true"))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("Returning a work order needs a reason: why does the group not do it?"));
      return FALSE;
    }
  /* Back to who routed it, never to the group before: routed_by stays. */
  work_order (call)->state = CALLOUT_WORK_STATE_PENDING_DISPATCH;
  work_order (call)->group = 0;
  return callout_store_update (call->store, call->target, error);
}

static gboolean
check_crew (CalloutCall    *call,
            CalloutEntity  *lead,
            GPtrArray      *collaborators,
            GError        **error)
{
  if (!check_engineer (call, CALLOUT_PERSON (lead), error))
    return FALSE;
  for (guint i = 0; i < collaborators->len; i++)
    {
      CalloutEntity *person = g_ptr_array_index (collaborators, i);

      if (person->id == lead->id)
        {
          callout_refuse (error, CALLOUT_ERROR_INVALID, _("%s cannot be lead and collaborator at once"),
                          CALLOUT_PERSON (person)->name);
          return FALSE;
        }
      if (!check_engineer (call, CALLOUT_PERSON (person), error))
        return FALSE;
    }
  return TRUE;
}

/* A member who takes work from a group in GRAB mode takes it for himself. */
static gboolean
check_grab (CalloutCall    *call,
            CalloutEntity  *lead,
            GPtrArray      *collaborators,
            GError        **error)
{
  gboolean dispatches = FALSE;

  if (work_order (call)->group == 0)
    return TRUE;
  if (!callout_actor_dispatches (call, work_order (call)->group, &dispatches, error))
    return FALSE;
  if (dispatches || (lead->id == CALLOUT_ENTITY (call->actor)->id && collaborators->len == 0))
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("A member may take a work order for themselves only, without others"));
  return FALSE;
}

CALLOUT_APPLY (work_order_assign)
{
  CalloutWorkOrder *self = work_order (call);
  g_autoptr (CalloutEntity) lead = callout_call_get_entity (call, "lead", error);
  g_autoptr (GPtrArray) collaborators = NULL;
  g_autoptr (CalloutAssignment) first = NULL;

  if (lead == NULL)
    return FALSE;
  collaborators = callout_call_get_entities (call, "collaborator", error);
  if (collaborators == NULL || !check_grab (call, lead, collaborators, error) || !check_crew (call, lead, collaborators, error)
      || !take_plan (call, self, error))
    return FALSE;

  self->state = CALLOUT_WORK_STATE_ASSIGNED;
  first = new_assignment (call, lead, CALLOUT_PART_LEAD);
  if (!callout_store_update (call->store, call->target, error)
      || !callout_store_insert (call->store, CALLOUT_ENTITY (first), error))
    return FALSE;
  for (guint i = 0; i < collaborators->len; i++)
    {
      g_autoptr (CalloutAssignment) other = new_assignment (call, g_ptr_array_index (collaborators, i), CALLOUT_PART_COLLABORATOR);

      if (!callout_store_insert (call->store, CALLOUT_ENTITY (other), error))
        return FALSE;
    }
  callout_call_follow_ticket (call, self->ticket);
  callout_call_follow_publish (call, call->target->id);
  return TRUE;
}

/* The crew as it shall be: who is kept keeps the row, so that nobody who stays
 * is told anything and no history is lost. */
static gboolean
apply_crew (CalloutCall    *call,
            GPtrArray      *assignments,
            CalloutEntity  *lead,
            GPtrArray      *collaborators,
            gboolean        lead_changes,
            gboolean       *changed,
            GError        **error)
{
  CalloutAssignment *old_lead = callout_find_lead (assignments);

  *changed = lead_changes;
  for (guint i = 0; i < assignments->len; i++)
    {
      CalloutAssignment *assignment = g_ptr_array_index (assignments, i);
      gboolean stays = assignment->person == lead->id;

      if (!callout_assignment_is_active (assignment))
        continue;
      for (guint j = 0; j < collaborators->len; j++)
        stays |= CALLOUT_ENTITY (g_ptr_array_index (collaborators, j))->id == assignment->person;
      if (stays && !(assignment == old_lead && lead_changes))
        continue;
      *changed = TRUE;
      if (stays) /* the old lead becomes a collaborator */
        {
          assignment->part = CALLOUT_PART_COLLABORATOR;
          assignment->state = CALLOUT_ASSIGNMENT_STATE_ASSIGNED;
          if (!callout_store_update (call->store, CALLOUT_ENTITY (assignment), error))
            return FALSE;
        }
      else if (!end_assignment (call, assignment, CALLOUT_ASSIGNMENT_STATE_REMOVED, NULL, error))
        return FALSE;
    }

  for (guint i = 0; i <= collaborators->len; i++)
    {
      CalloutEntity *person = i == 0 ? lead : g_ptr_array_index (collaborators, i - 1);
      CalloutPart part = i == 0 ? CALLOUT_PART_LEAD : CALLOUT_PART_COLLABORATOR;
      CalloutAssignment *present = callout_find_assignment (assignments, person->id);

      if (present != NULL && present->part == (int) part)
        continue;
      *changed = TRUE;
      if (present != NULL)
        {
          present->part = part;
          present->state = CALLOUT_ASSIGNMENT_STATE_ASSIGNED;
          if (!callout_store_update (call->store, CALLOUT_ENTITY (present), error))
            return FALSE;
        }
      else
        {
          g_autoptr (CalloutAssignment) fresh = new_assignment (call, person, part);

          if (!callout_store_insert (call->store, CALLOUT_ENTITY (fresh), error))
            return FALSE;
        }
    }
  return TRUE;
}

static GPtrArray *
present_collaborators (CalloutCall  *call,
                       GPtrArray    *assignments,
                       gint64        but,
                       GError      **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < assignments->len; i++)
    {
      CalloutAssignment *assignment = g_ptr_array_index (assignments, i);
      CalloutEntity *person;

      if (!callout_assignment_is_active (assignment) || assignment->part != CALLOUT_PART_COLLABORATOR
          || assignment->person == but)
        continue;
      person = callout_store_get (call->store, CALLOUT_KIND_PERSON, assignment->person, error);
      if (person == NULL)
        return NULL;
      g_ptr_array_add (people, person);
    }
  return g_steal_pointer (&people);
}

CALLOUT_APPLY (work_order_reallocate)
{
  CalloutWorkOrder *self = work_order (call);
  g_autoptr (GPtrArray) assignments = assignments_of (call, error);
  g_autoptr (CalloutEntity) lead = NULL;
  g_autoptr (GPtrArray) collaborators = NULL;
  CalloutAssignment *old_lead;
  gboolean changed, lead_changes;

  if (assignments == NULL)
    return FALSE;
  old_lead = callout_find_lead (assignments);
  g_return_val_if_fail (old_lead != NULL, FALSE);
  lead = callout_call_has (call, "lead") ? callout_call_get_entity (call, "lead", error)
                                         : callout_store_get (call->store, CALLOUT_KIND_PERSON, old_lead->person, error);
  if (lead == NULL)
    {
      if (error != NULL && *error == NULL)
        callout_refuse (error, CALLOUT_ERROR_INVALID, _("A work order needs a lead"));
      return FALSE;
    }
  lead_changes = lead->id != old_lead->person;
  collaborators = callout_call_has (call, "collaborator") ? callout_call_get_entities (call, "collaborator", error)
                                                          : present_collaborators (call, assignments, lead->id, error);
  if (collaborators == NULL || !check_crew (call, lead, collaborators, error)
      || !apply_crew (call, assignments, lead, collaborators, lead_changes, &changed, error))
    return FALSE;
  if (!changed)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("These are the engineers it has already"));
      return FALSE;
    }
  /* A new lead has to have it on the device and to accept it anew. */
  if (lead_changes)
    {
      self->state = CALLOUT_WORK_STATE_ASSIGNED;
      self->published_at = 0;
      callout_call_follow_publish (call, call->target->id);
    }
  callout_call_follow_ticket (call, self->ticket);
  return callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (work_order_schedule)
{
  if (!callout_call_has (call, "planned_start") && !callout_call_has (call, "planned_end") && !callout_call_has (call, "duration"))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("Say when: planned_start, planned_end or duration"));
      return FALSE;
    }
  return take_plan (call, work_order (call), error) && callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (work_order_publish)
{
  work_order (call)->state = CALLOUT_WORK_STATE_DISPATCHED;
  work_order (call)->published_at = call->now;
  return callout_store_update (call->store, call->target, error);
}

static gboolean
drop_acceptance (CalloutCall  *call,
                 GError      **error)
{
  g_autoptr (GPtrArray) assignments = assignments_of (call, error);
  CalloutAssignment *lead;

  if (assignments == NULL)
    return FALSE;
  lead = callout_find_lead (assignments);
  if (lead == NULL || lead->state != CALLOUT_ASSIGNMENT_STATE_ACCEPTED)
    return TRUE;
  lead->state = CALLOUT_ASSIGNMENT_STATE_ASSIGNED;
  return callout_store_update (call->store, CALLOUT_ENTITY (lead), error);
}

CALLOUT_APPLY (work_order_unpublish)
{
  work_order (call)->state = CALLOUT_WORK_STATE_ASSIGNED;
  work_order (call)->published_at = 0;
  return drop_acceptance (call, error) && callout_store_update (call->store, call->target, error);
}

static gboolean
add_step_event (CalloutCall  *call,
                const char   *step,
                gboolean      log_only,
                GError      **error)
{
  g_autoptr (CalloutStepEvent) event = g_object_new (CALLOUT_TYPE_STEP_EVENT, NULL);

  event->work_order = call->target->id;
  event->person = CALLOUT_ENTITY (call->actor)->id;
  event->step = g_strdup (step);
  event->log_only = log_only;
  event->at = call->now;
  if (!g_str_equal (call->command->name, "work-order.override")
      && !callout_call_take_place (call, &event->latitude, &event->longitude, error))
    return FALSE;
  return callout_store_insert (call->store, CALLOUT_ENTITY (event), error);
}

CALLOUT_APPLY (work_order_accept)
{
  g_autoptr (GPtrArray) assignments = assignments_of (call, error);
  CalloutAssignment *lead;

  if (assignments == NULL)
    return FALSE;
  lead = callout_find_lead (assignments);
  lead->state = CALLOUT_ASSIGNMENT_STATE_ACCEPTED;
  work_order (call)->state = CALLOUT_WORK_STATE_ACCEPTED;
  return callout_store_update (call->store, CALLOUT_ENTITY (lead), error)
         && callout_store_update (call->store, call->target, error) && add_step_event (call, "accept", FALSE, error);
}

CALLOUT_APPLY (work_order_reject)
{
  CalloutWorkOrder *self = work_order (call);
  g_autoptr (GPtrArray) assignments = assignments_of (call, error);
  g_autofree char *reason = callout_call_dup_text (call, "reason");
  CalloutAssignment *mine;

  if (assignments == NULL)
    return FALSE;
  mine = callout_find_assignment (assignments, CALLOUT_ENTITY (call->actor)->id);
  callout_call_follow_ticket (call, self->ticket);
  if (!end_assignment (call, mine, CALLOUT_ASSIGNMENT_STATE_REJECTED, reason, error))
    return FALSE;
  /* A collaborator's refusal takes only himself off. */
  if (mine->part == CALLOUT_PART_COLLABORATOR)
    return TRUE;

  if (!callout_end_assignments (call, assignments, CALLOUT_ASSIGNMENT_STATE_REMOVED, error))
    return FALSE;
  self->state = self->group != 0 ? CALLOUT_WORK_STATE_PENDING_GROUP : CALLOUT_WORK_STATE_PENDING_DISPATCH;
  self->published_at = 0;
  return callout_store_update (call->store, call->target, error);
}

static gboolean
check_order (CalloutCall  *call,
             CalloutStep  *wanted,
             CalloutStep  *next,
             GError      **error)
{
  if (next == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("Every step of the workflow was reported already"));
      return FALSE;
    }
  if (wanted == NULL || CALLOUT_ENTITY (wanted)->id == CALLOUT_ENTITY (next)->id)
    return TRUE;
  if (wanted->branch)
    callout_refuse (error, CALLOUT_ERROR_INVALID, _("“%s” is not a step in the line; it has a command of its own"), wanted->label);
  else
    callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("The next step is “%s”; “%s” cannot come before it"), next->label,
                    wanted->label);
  return FALSE;
}

static gboolean
has_reason (CalloutCall *call)
{
  g_autofree char *reason = callout_call_dup_text (call, "reason");

  return reason != NULL;
}

CALLOUT_APPLY (work_order_step)
{
  CalloutWorkOrder *self = work_order (call);
  g_autoptr (GPtrArray) assignments = assignments_of (call, error);
  g_autoptr (GPtrArray) steps = NULL;
  g_autofree char *step = callout_call_dup_text (call, "step");
  CalloutStep *wanted = NULL;
  CalloutAssignment *mine;
  CalloutStep *next;

  if (assignments == NULL || (steps = read_steps (call, error)) == NULL)
    return FALSE;
  if (step != NULL && (wanted = callout_workflow_find (steps, step)) == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no workflow step “%s”"), step);
      return FALSE;
    }
  mine = callout_find_assignment (assignments, CALLOUT_ENTITY (call->actor)->id);
  /* Collaborators log their times; only the lead moves the work order. */
  if (mine->part == CALLOUT_PART_COLLABORATOR)
    {
      if (wanted == NULL)
        {
          callout_refuse (error, CALLOUT_ERROR_INVALID, _("A collaborator says which step: step=…"));
          return FALSE;
        }
      return add_step_event (call, wanted->key, TRUE, error);
    }

  next = next_step (call, steps);
  if (!check_order (call, wanted, next, error))
    return FALSE;
  self->state = callout_workflow_state_after (next->key, self->state);
  if (callout_call_has (call, "outcome") && self->state != CALLOUT_WORK_STATE_CLOSED)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("The outcome is said when the work order is closed"));
      return FALSE;
    }
  if (callout_call_has (call, "reason") && self->state != CALLOUT_WORK_STATE_CLOSED)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A reason is said when the work order is closed"));
      return FALSE;
    }
  if (self->state == CALLOUT_WORK_STATE_CLOSED)
    {
      self->outcome = callout_call_has (call, "outcome") ? callout_call_get_enum (call, "outcome") : CALLOUT_OUTCOME_COMPLETED;
      if (self->outcome == CALLOUT_OUTCOME_NONE)
        {
          callout_refuse (error, CALLOUT_ERROR_INVALID, _("A closed work order was completed or not performed"));
          return FALSE;
        }
      if (self->outcome == CALLOUT_OUTCOME_NOT_PERFORMED && !has_reason (call))
        {
          callout_refuse (error, CALLOUT_ERROR_INVALID, _("A work order that was not performed is closed with the reason why"));
          return FALSE;
        }
    }
  callout_call_follow_ticket (call, self->ticket);
  return callout_store_update (call->store, call->target, error) && add_step_event (call, next->key, FALSE, error);
}

CALLOUT_APPLY (work_order_override)
{
  /* The line begins again after the acceptance. */
  work_order (call)->state = CALLOUT_WORK_STATE_ACCEPTED;
  return callout_store_update (call->store, call->target, error) && add_step_event (call, "accept", FALSE, error);
}

CALLOUT_APPLY (work_order_lock)
{
  work_order (call)->locked = TRUE;
  return callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (work_order_unlock)
{
  work_order (call)->locked = FALSE;
  return callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (work_order_cancel)
{
  g_autoptr (GPtrArray) assignments = assignments_of (call, error);

  if (assignments == NULL || !callout_end_assignments (call, assignments, CALLOUT_ASSIGNMENT_STATE_REMOVED, error))
    return FALSE;
  callout_call_follow_ticket (call, work_order (call)->ticket);
  work_order (call)->state = CALLOUT_WORK_STATE_CANCELLED;
  return callout_store_update (call->store, call->target, error);
}
