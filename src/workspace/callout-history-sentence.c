/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-history-private.h"

#include "callout-commands.h"

#include <glib/gi18n-lib.h>

/*
 * An event as a sentence without a full stop. One function for each command
 * that has something of its own to say; for the rest what its fields or its
 * state became.
 */

typedef char *(*Teller) (CalloutScene *scene,
                         CalloutEvent *event,
                         GPtrArray    *changes);

/* Looking into changes */

static CalloutChange *
find_change (GPtrArray   *changes,
             CalloutKind  kind,
             const char  *field)
{
  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);

      if (change->kind == kind && g_str_equal (change->field, field))
        return change;
    }
  return NULL;
}

static gint64
number_of (const char *value)
{
  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

static char *
with_reason (char         *sentence,
             CalloutEvent *event)
{
  char *longer;

  if (event->reason == NULL)
    return sentence;
  /* Translators: what was done, and why */
  longer = g_strdup_printf (C_("reason", "%s: %s"), sentence, event->reason);
  g_free (sentence);
  return longer;
}

static CalloutWorkOrder *
get_work_order (CalloutScene *scene,
                CalloutEvent *event)
{
  CalloutEntity *row;

  if (event->kind != CALLOUT_KIND_WORK_ORDER)
    return NULL;
  row = callout_store_get (scene->store, CALLOUT_KIND_WORK_ORDER, event->target, NULL);
  return row != NULL ? CALLOUT_WORK_ORDER (row) : NULL;
}

/* Assignments */

/* Who came onto the work order and who went, by what the event did to its
 * assignments. A row that came says no more than that; who it is about never
 * changes, so it can be looked up. */
typedef struct {
  char      *lead;          /* (nullable): the new one */
  GPtrArray *helpers;       /* names */
  GPtrArray *gone;          /* names */
} People;

static void
people_clear (People *people)
{
  g_free (people->lead);
  g_ptr_array_unref (people->helpers);
  g_ptr_array_unref (people->gone);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (People, people_clear)

static gboolean
is_off (const char *state)
{
  return g_strcmp0 (state, callout_enum_key (CALLOUT_TYPE_ASSIGNMENT_STATE, CALLOUT_ASSIGNMENT_STATE_REMOVED)) == 0
         || g_strcmp0 (state, callout_enum_key (CALLOUT_TYPE_ASSIGNMENT_STATE, CALLOUT_ASSIGNMENT_STATE_REJECTED)) == 0;
}

/* The part the row had right after the event: now, if nothing says otherwise. */
static int
part_after (GPtrArray         *changes,
            CalloutAssignment *assignment)
{
  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);
      int part;

      if (change->kind == CALLOUT_KIND_ASSIGNMENT && change->id == CALLOUT_ENTITY (assignment)->id
          && g_str_equal (change->field, "part") && callout_enum_parse (CALLOUT_TYPE_PART, change->after, &part))
        return part;
    }
  return assignment->part;
}

static void
people_find (People       *people,
             CalloutScene *scene,
             GPtrArray    *changes)
{
  people->lead = NULL;
  people->helpers = g_ptr_array_new_with_free_func (g_free);
  people->gone = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);
      gboolean came = g_str_equal (change->field, "+");
      gboolean promoted = g_str_equal (change->field, "part");
      gboolean went = g_str_equal (change->field, "state") && is_off (change->after);
      g_autoptr (CalloutEntity) row = NULL;
      char *name;

      if (change->kind != CALLOUT_KIND_ASSIGNMENT || !(came || promoted || went))
        continue;
      row = callout_store_get (scene->store, CALLOUT_KIND_ASSIGNMENT, change->id, NULL);
      if (row == NULL)
        continue;
      name = g_strdup (callout_scene_get_name (scene, CALLOUT_KIND_PERSON, CALLOUT_ASSIGNMENT (row)->person));
      if (went)
        {
          g_ptr_array_add (people->gone, name);
        }
      else if (part_after (changes, CALLOUT_ASSIGNMENT (row)) == CALLOUT_PART_LEAD)
        {
          g_free (people->lead);
          people->lead = name;
        }
      else
        {
          g_ptr_array_add (people->helpers, name);
        }
    }
}

static char *
tell_assign (CalloutScene *scene,
             CalloutEvent *event,
             GPtrArray    *changes)
{
  g_auto (People) people = { 0 };
  g_autofree char *helpers = NULL;

  people_find (&people, scene, changes);
  if (people.lead == NULL)
    return NULL;
  if (people.helpers->len == 0)
    return g_strdup_printf (_("Assigned to %s"), people.lead);
  helpers = callout_history_join (people.helpers);
  /* Translators: the name of the lead, the names of those who help */
  return g_strdup_printf (_("Assigned to %s (lead) with %s"), people.lead, helpers);
}

static char *
tell_reallocate (CalloutScene *scene,
                 CalloutEvent *event,
                 GPtrArray    *changes)
{
  g_auto (People) people = { 0 };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *all = NULL;

  people_find (&people, scene, changes);
  if (people.lead != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_("%s is the lead now"), people.lead));
  if (people.helpers->len > 0)
    {
      g_autofree char *names = callout_history_join (people.helpers);

      g_ptr_array_add (parts, g_strdup_printf (ngettext ("%s helps", "%s help", people.helpers->len), names));
    }
  if (people.gone->len > 0)
    {
      g_autofree char *names = callout_history_join (people.gone);

      g_ptr_array_add (parts, g_strdup_printf (ngettext ("%s is off it", "%s are off it", people.gone->len), names));
    }
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);
  all = g_strjoinv (", ", (char **) parts->pdata);
  return with_reason (g_strdup_printf (_("Reallocated: %s"), all), event);
}

static char *
tell_reject (CalloutScene *scene,
             CalloutEvent *event,
             GPtrArray    *changes)
{
  g_auto (People) people = { 0 };

  people_find (&people, scene, changes);
  /* A collaborator's refusal leaves the work order as it is. */
  if (g_strcmp0 (event->from_state, event->to_state) == 0 && people.gone->len == 1)
    return with_reason (g_strdup_printf (_("%s stepped down"), (char *) g_ptr_array_index (people.gone, 0)), event);
  return with_reason (g_strdup (_("Rejected")), event);
}

/* Routing */

static char *
tell_route (CalloutScene *scene,
            CalloutEvent *event,
            GPtrArray    *changes)
{
  CalloutChange *change = find_change (changes, CALLOUT_KIND_WORK_ORDER, "group");

  if (change == NULL || change->after == NULL)
    return NULL;
  return with_reason (g_strdup_printf (_("Routed to %s"),
                                       callout_scene_get_name (scene, CALLOUT_KIND_GROUP, number_of (change->after))),
                      event);
}

static char *
tell_reassign (CalloutScene *scene,
               CalloutEvent *event,
               GPtrArray    *changes)
{
  CalloutChange *change = find_change (changes, CALLOUT_KIND_WORK_ORDER, "group");

  if (change == NULL || change->after == NULL || change->before == NULL)
    return NULL;
  return with_reason (g_strdup_printf (_("Passed on from %s to %s"),
                                       callout_scene_get_name (scene, CALLOUT_KIND_GROUP, number_of (change->before)),
                                       callout_scene_get_name (scene, CALLOUT_KIND_GROUP, number_of (change->after))),
                      event);
}

static char *
tell_return (CalloutScene *scene,
             CalloutEvent *event,
             GPtrArray    *changes)
{
  CalloutChange *change = find_change (changes, CALLOUT_KIND_WORK_ORDER, "routed_by");
  g_autoptr (CalloutWorkOrder) order = get_work_order (scene, event);
  gint64 dispatcher = change != NULL ? number_of (change->before) : order != NULL ? order->routed_by : 0;

  if (dispatcher == 0)
    return with_reason (g_strdup (_("Returned to the dispatchers")), event);
  return with_reason (g_strdup_printf (_("Returned to dispatcher %s"),
                                       callout_scene_get_name (scene, CALLOUT_KIND_PERSON, dispatcher)),
                      event);
}

/* Planning and doing */

static char *
tell_schedule (CalloutScene *scene,
               CalloutEvent *event,
               GPtrArray    *changes)
{
  CalloutChange *start = find_change (changes, CALLOUT_KIND_WORK_ORDER, "planned_start");
  CalloutChange *end = find_change (changes, CALLOUT_KIND_WORK_ORDER, "planned_end");
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;

  if (start == NULL || start->after == NULL)
    return NULL;
  from = callout_scene_dup_time (scene, number_of (start->after));
  if (end == NULL || end->after == NULL)
    return g_strdup_printf (_("Planned for %s"), from);
  until = callout_scene_dup_time (scene, number_of (end->after));
  return g_strdup_printf (_("Planned from %s to %s"), from, until);
}

static char *
tell_publish (CalloutScene *scene,
              CalloutEvent *event,
              GPtrArray    *changes)
{
  return g_strdup (_("Sent to the engineers"));
}

static char *
tell_unpublish (CalloutScene *scene,
                CalloutEvent *event,
                GPtrArray    *changes)
{
  return g_strdup (_("Taken back from the engineers"));
}

static char *
tell_accept (CalloutScene *scene,
             CalloutEvent *event,
             GPtrArray    *changes)
{
  return g_strdup (_("Accepted"));
}

/* By the steps the work order was made under, whatever they are called today. */
static char *
step_label (CalloutScene *scene,
            CalloutEvent *event,
            const char   *key)
{
  g_autoptr (CalloutWorkOrder) order = get_work_order (scene, event);
  g_autoptr (GPtrArray) steps = order != NULL ? callout_store_workflow_steps (scene->store, order->workflow, NULL) : NULL;
  CalloutStep *step = steps != NULL ? callout_workflow_find (steps, key) : NULL;

  return g_strdup (step != NULL && step->label != NULL ? step->label : key);
}

static char *
tell_step (CalloutScene *scene,
           CalloutEvent *event,
           GPtrArray    *changes)
{
  CalloutChange *change = find_change (changes, CALLOUT_KIND_STEP_EVENT, "+");
  CalloutChange *outcome = find_change (changes, CALLOUT_KIND_WORK_ORDER, "outcome");
  g_autoptr (CalloutEntity) row = NULL;
  g_autofree char *label = NULL;
  int value;

  if (change == NULL)
    return NULL;
  row = callout_store_get (scene->store, CALLOUT_KIND_STEP_EVENT, change->id, NULL);
  if (row == NULL)
    return NULL;
  label = step_label (scene, event, CALLOUT_STEP_EVENT (row)->step);
  if (outcome != NULL && callout_enum_parse (CALLOUT_TYPE_OUTCOME, outcome->after, &value))
    /* Translators: the name of a workflow step, and what came of the work */
    return g_strdup_printf (_("Reported “%s”: %s"), label, callout_enum_label (CALLOUT_TYPE_OUTCOME, value));
  return g_strdup_printf (_("Reported “%s”"), label);
}

static char *
tell_override (CalloutScene *scene,
               CalloutEvent *event,
               GPtrArray    *changes)
{
  return with_reason (g_strdup (_("Set back to accepted")), event);
}

static char *
tell_lock (CalloutScene *scene,
           CalloutEvent *event,
           GPtrArray    *changes)
{
  return g_strdup (_("Locked"));
}

static char *
tell_unlock (CalloutScene *scene,
             CalloutEvent *event,
             GPtrArray    *changes)
{
  return g_strdup (_("Unlocked"));
}

static char *
tell_cancel (CalloutScene *scene,
             CalloutEvent *event,
             GPtrArray    *changes)
{
  return with_reason (g_strdup (_("Cancelled")), event);
}

/* Beginnings */

static char *
tell_create (CalloutScene *scene,
             CalloutEvent *event,
             GPtrArray    *changes)
{
  switch (event->kind)
    {
    case CALLOUT_KIND_TICKET:
      return g_strdup (_("Ticket opened"));
    case CALLOUT_KIND_WORK_ORDER:
      return g_strdup_printf (_("Work order %s made"), event->target_ref);
    case CALLOUT_KIND_PERSON:
      return g_strdup (_("Person added"));
    case CALLOUT_KIND_GROUP:
      return g_strdup (_("Group founded"));
    case CALLOUT_KIND_CUSTOMER:
      return g_strdup (_("Customer added"));
    default:
      return NULL;
    }
}

/* People and groups */

static char *
tell_position (CalloutScene *scene,
               CalloutEvent *event,
               GPtrArray    *changes)
{
  return g_strdup (_("Position reported"));
}

static char *
tell_password (CalloutScene *scene,
               CalloutEvent *event,
               GPtrArray    *changes)
{
  return g_strdup (_("Password changed"));
}

static char *
tell_deactivate (CalloutScene *scene,
                 CalloutEvent *event,
                 GPtrArray    *changes)
{
  return g_strdup (_("Deactivated"));
}

/* Names of those whose membership came (“+”) or went (“-”). */
static char *
members (CalloutScene *scene,
         GPtrArray    *changes,
         const char   *sign)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gboolean came = *sign == '+';

  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);
      g_autoptr (CalloutEntity) row = NULL;
      gint64 person = 0;

      if (change->kind != CALLOUT_KIND_MEMBERSHIP)
        continue;
      if (came && g_str_equal (change->field, "+"))
        {
          row = callout_store_get (scene->store, CALLOUT_KIND_MEMBERSHIP, change->id, NULL);
          person = row != NULL ? CALLOUT_MEMBERSHIP (row)->person : 0;
        }
      else if (!came && g_str_equal (change->field, "person") && change->after == NULL)
        {
          person = number_of (change->before);
        }
      if (person != 0)
        g_ptr_array_add (names, g_strdup (callout_scene_get_name (scene, CALLOUT_KIND_PERSON, person)));
    }
  return names->len > 0 ? callout_history_join (names) : NULL;
}

static char *
tell_membership (CalloutScene *scene,
                 CalloutEvent *event,
                 GPtrArray    *changes)
{
  const char *group = callout_scene_get_name (scene, CALLOUT_KIND_GROUP, event->target);
  g_autofree char *came = members (scene, changes, "+");
  g_autofree char *went = members (scene, changes, "-");

  if (came != NULL)
    return g_strdup_printf (_("%s added to %s"), came, group);
  return went != NULL ? g_strdup_printf (_("%s taken out of %s"), went, group) : NULL;
}

static char *
tell_dispatchers (CalloutScene *scene,
                  CalloutEvent *event,
                  GPtrArray    *changes)
{
  const char *group = callout_scene_get_name (scene, CALLOUT_KIND_GROUP, event->target);
  g_autofree char *came = members (scene, changes, "+");
  g_autofree char *went = members (scene, changes, "-");

  if (came != NULL && went != NULL)
    return g_strdup_printf (_("%s now dispatch for %s, %s no longer"), came, group, went);
  if (came != NULL)
    return g_strdup_printf (_("New dispatchers for %s: %s"), group, came);
  return went != NULL ? g_strdup_printf (_("No longer dispatchers for %s: %s"), group, went) : NULL;
}

static const struct {
  const char *command;
  Teller      tell;
} tellers[] = {
  { "ticket.create", tell_create },
  { "work-order.create", tell_create },
  { "work-order.assign", tell_assign },
  { "work-order.reallocate", tell_reallocate },
  { "work-order.reject", tell_reject },
  { "work-order.route", tell_route },
  { "work-order.reassign-group", tell_reassign },
  { "work-order.return", tell_return },
  { "work-order.schedule", tell_schedule },
  { "work-order.publish", tell_publish },
  { "work-order.unpublish", tell_unpublish },
  { "work-order.accept", tell_accept },
  { "work-order.step", tell_step },
  { "work-order.override", tell_override },
  { "work-order.lock", tell_lock },
  { "work-order.unlock", tell_unlock },
  { "work-order.cancel", tell_cancel },
  { "person.create", tell_create },
  { "person.set-location", tell_position },
  { "person.set-password", tell_password },
  { "person.deactivate", tell_deactivate },
  { "group.create", tell_create },
  { "group.add-member", tell_membership },
  { "group.remove-member", tell_membership },
  { "group.set-dispatchers", tell_dispatchers },
  { "customer.create", tell_create },
};

static const char *
command_label (const char *name)
{
  const CalloutCommand *command = callout_commands_find (name);

  return command != NULL ? callout_command_get_label (command) : name;
}

static char *
tell_undo (CalloutScene *scene,
           CalloutEvent *event)
{
  g_autoptr (CalloutEntity) row = callout_store_get (scene->store, CALLOUT_KIND_EVENT, event->undoes, NULL);

  return g_strdup_printf (_("Undone: %s"),
                          command_label (row != NULL ? CALLOUT_EVENT (row)->command : event->command));
}

/**
 * callout_history_sentence:
 * @changes: (element-type CalloutChange): what the event changed
 *
 * Returns: (transfer full): the event as a person reads it; when it was and who
 *   did it is not said in it
 */
char *
callout_history_sentence (CalloutScene *scene,
                          CalloutEvent *event,
                          GPtrArray    *changes)
{
  g_autofree char *what = NULL;
  char *sentence;

  if (event->undoes != 0)
    return tell_undo (scene, event);
  sentence = callout_history_workflow (scene, event, changes);
  if (sentence == NULL)
    sentence = callout_history_ticket (scene, event, changes);
  if (sentence != NULL)
    return sentence;
  for (guint i = 0; i < G_N_ELEMENTS (tellers); i++)
    if (g_strcmp0 (tellers[i].command, event->command) == 0)
      {
        sentence = tellers[i].tell (scene, event, changes);
        if (sentence != NULL)
          return sentence;
      }

  /* What became of the fields says more than the command's name. */
  what = callout_history_changes (scene, changes, event->kind, event->target);
  if (what != NULL)
    return with_reason (g_steal_pointer (&what), event);
  what = callout_history_progress (event);
  if (what == NULL)
    return with_reason (g_strdup (command_label (event->command)), event);
  return with_reason (g_strdup_printf (C_("command and states", "%s: %s"), command_label (event->command), what), event);
}
