/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* Undo puts back what an event and its consequences changed, if every row is
 * still as they left it. It is itself an event; nothing is taken out of the
 * trail. */

/* The event and what followed from it automatically, latest first. */
static GPtrArray *
collect_events (CalloutStore  *store,
                CalloutEvent  *event,
                GError       **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (events, g_object_ref (event));
  for (guint i = 0; i < events->len; i++)
    {
      CalloutEntity *cause = g_ptr_array_index (events, i);
      g_autoptr (GPtrArray) caused = callout_store_children (store, CALLOUT_KIND_EVENT, "cause", cause->id, error);

      if (caused == NULL)
        return NULL;
      for (guint j = 0; j < caused->len; j++)
        g_ptr_array_insert (events, 0, g_object_ref (g_ptr_array_index (caused, j)));
      i += caused->len;
    }
  return g_steal_pointer (&events);
}

/* Whether an event was taken back again, or took one back itself: such a pair
 * leaves every row as it was, but for the count of its writes. What followed
 * by itself goes with its cause. */
static gboolean
is_settled (CalloutStore *store,
            CalloutEvent *event)
{
  g_autoptr (CalloutEntity) root = g_object_ref (CALLOUT_ENTITY (event));

  while (root != NULL && CALLOUT_EVENT (root)->cause != 0)
    {
      gint64 cause = CALLOUT_EVENT (root)->cause;

      g_object_unref (root);
      root = callout_store_get (store, CALLOUT_KIND_EVENT, cause, NULL);
    }
  return root != NULL && (CALLOUT_EVENT (root)->undoes != 0 || CALLOUT_EVENT (root)->undone_by != 0);
}

static gboolean
wrote_row (CalloutStore *store,
           CalloutEvent *event,
           CalloutKind   kind,
           gint64        id)
{
  g_autoptr (GPtrArray) changes = callout_store_event_changes (store, CALLOUT_ENTITY (event)->id, NULL);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);

      if (change->kind == kind && change->id == id)
        return TRUE;
    }
  return FALSE;
}

/* Whether a row that was written since is nevertheless as the events left it. */
static gboolean
is_as_it_was (CalloutStore *store,
              GPtrArray    *ours,
              CalloutKind   kind,
              gint64        id)
{
  gint64 number = CALLOUT_ENTITY (g_ptr_array_index (ours, ours->len - 1))->id;
  g_autoptr (GPtrArray) events = callout_store_events_of (store, kind, id, NULL);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      CalloutEvent *event = g_ptr_array_index (events, i);
      gboolean own = FALSE;

      for (guint j = 0; j < ours->len; j++)
        own |= CALLOUT_ENTITY (g_ptr_array_index (ours, j))->id == CALLOUT_ENTITY (event)->id;
      if (!own && CALLOUT_ENTITY (event)->id > number && wrote_row (store, event, kind, id)
          && !is_settled (store, event))
        return FALSE;
    }
  return events != NULL;
}

static char *
describe_later (CalloutStore *store,
                CalloutKind   kind,
                gint64        id,
                gint64        after)
{
  g_autoptr (GPtrArray) events = callout_store_events_of (store, kind, id, NULL);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      CalloutEvent *event = g_ptr_array_index (events, i);
      const CalloutCommand *command = callout_commands_find (event->command);

      if (CALLOUT_ENTITY (event)->id > after && event->cause != after && !is_settled (store, event))
        return g_strdup_printf (_("%s did “%s” since"), event->actor_name != NULL ? event->actor_name : _("Callout"),
                                command != NULL ? callout_command_get_label (command) : event->command);
    }
  return g_strdup (_("it was changed since"));
}

static gboolean
refuse_built_on (CalloutStore   *store,
                 CalloutEvent   *event,
                 CalloutKind     kind,
                 gint64          id,
                 GError        **error)
{
  /* A child row is named by what it hangs on. */
  g_autofree char *ref = g_strdup (event->target_ref);
  g_autofree char *later = NULL;

  if (kind == CALLOUT_KIND_TICKET || kind == CALLOUT_KIND_WORK_ORDER)
    {
      g_free (ref);
      ref = callout_ref_format (kind, id);
    }
  else
    {
      kind = event->kind;
      id = event->target;
    }
  later = describe_later (store, kind, id, CALLOUT_ENTITY (event)->id);
  callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("This cannot be undone any more: %s, %s"), ref != NULL ? ref : "", later);
  return FALSE;
}

typedef struct {
  CalloutKind    kind;
  gint64         id;
  gint64         version; /* after the events */
  gboolean       made;
  gboolean       gone;    /* deleted by the events */
  CalloutEntity *now;     /* fresh, then as it shall be again */
} Row;

static void
row_free (gpointer data)
{
  Row *self = data;

  g_clear_object (&self->now);
  g_free (self);
}

static Row *
find_row (GPtrArray     *rows,
          CalloutChange *change)
{
  Row *row;

  for (guint i = 0; i < rows->len; i++)
    {
      row = g_ptr_array_index (rows, i);
      if (row->kind == change->kind && row->id == change->id)
        return row;
    }
  row = g_new0 (Row, 1);
  row->kind = change->kind;
  row->id = change->id;
  g_ptr_array_add (rows, row);
  return row;
}

/* Reads every row that was touched, and refuses if one is no longer as it was left. */
static GPtrArray *
read_rows (CalloutStore  *store,
           CalloutEvent  *event,
           GPtrArray     *events,
           GPtrArray     *changes,
           GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();

  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);
      Row *row;

      /* A picture that was once taken in stays: others may show it by now. */
      if (change->kind == CALLOUT_KIND_ICON)
        continue;
      row = find_row (rows, change);
      row->version = MAX (row->version, change->version);
      row->made |= g_str_equal (change->field, "+");
      if (g_str_equal (change->field, "-"))
        g_ptr_array_add (gone, row);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);

      if (g_ptr_array_find (gone, row, NULL))
        continue;
      row->now = callout_store_get (store, row->kind, row->id, NULL);
      if (row->now == NULL
          || (row->now->version != row->version && !is_as_it_was (store, events, row->kind, row->id)))
        {
          refuse_built_on (store, event, row->kind, row->id, error);
          return NULL;
        }
    }
  return g_steal_pointer (&rows);
}

/* What the version of a row does not tell: whether work was begun under a
 * workflow since, and whether there is room for a draft to come back. */
static gboolean
check_workflow (CalloutStore   *store,
                Row            *row,
                GPtrArray      *changes,
                GError        **error)
{
  gint64 draft = callout_store_draft_workflow (store, error);
  gboolean unpublished = FALSE;
  g_autofree char *id = g_strdup_printf ("%" PRId64, row->id);
  const char *values[] = { id, NULL };
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_WORK_ORDER);
  gint64 n;

  if (draft < 0)
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);

      unpublished |= change->kind == row->kind && change->id == row->id && g_str_equal (change->field, "number")
                     && change->after != NULL;
    }
  if (draft != 0 && draft != row->id && (unpublished || row->now == NULL))
    {
      callout_refuse (error, CALLOUT_ERROR_CONFLICT,
                      _("This cannot be undone any more: there is another draft by now; publish or discard it first"));
      return FALSE;
    }
  if (!unpublished)
    return TRUE;
  if (callout_store_current_workflow (store, error) != row->id)
    {
      callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("This cannot be undone any more: a newer version was published since"));
      return FALSE;
    }
  callout_query_add (query, "workflow", CALLOUT_OP_IS, values, NULL);
  n = callout_store_count (store, query, NULL, error);
  if (n > 0)
    callout_refuse (error, CALLOUT_ERROR_CONFLICT,
                    ngettext ("This cannot be undone any more: %d work order was made under this version",
                              "This cannot be undone any more: %d work orders were made under this version", (gulong) n),
                    (int) n);
  return n == 0;
}

static gboolean
check_workflows (CalloutStore  *store,
                 GPtrArray     *rows,
                 GPtrArray     *changes,
                 GError       **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);

      if (row->kind == CALLOUT_KIND_WORKFLOW && !row->made && !check_workflow (store, row, changes, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
touches_row (GPtrArray    *rows,
             CalloutKind   kind,
             gint64        id)
{
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);

      if (row->kind == kind && row->id == id)
        return TRUE;
    }
  return FALSE;
}

/* Who is to be on a work order again: it may have gone another way since, or
 * taken them on anew. */
static gboolean
check_assignment (CalloutStore   *store,
                  CalloutEvent   *event,
                  Row            *row,
                  GPtrArray      *rows,
                  GError        **error)
{
  CalloutAssignment *assignment = CALLOUT_ASSIGNMENT (row->now);
  g_autoptr (CalloutEntity) entity = NULL;
  g_autoptr (GPtrArray) assignments = NULL;
  CalloutWorkState state;

  if (touches_row (rows, CALLOUT_KIND_WORK_ORDER, assignment->work_order))
    return TRUE;
  entity = callout_store_get (store, CALLOUT_KIND_WORK_ORDER, assignment->work_order, error);
  assignments = callout_store_children (store, CALLOUT_KIND_ASSIGNMENT, "work_order", assignment->work_order, error);
  if (entity == NULL || assignments == NULL)
    return FALSE;
  state = CALLOUT_WORK_ORDER (entity)->state;
  if (state >= CALLOUT_WORK_STATE_ASSIGNED && state < CALLOUT_WORK_STATE_CLOSED
      && callout_find_assignment (assignments, assignment->person) == NULL)
    return TRUE;
  return refuse_built_on (store, event, CALLOUT_KIND_WORK_ORDER, assignment->work_order, error);
}

static gboolean
comes_back (Row       *row,
            GPtrArray *changes)
{
  int state;

  if (row->kind != CALLOUT_KIND_ASSIGNMENT || row->made || row->now == NULL
      || callout_assignment_is_active (CALLOUT_ASSIGNMENT (row->now)))
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);

      if (change->kind == row->kind && change->id == row->id && g_str_equal (change->field, "state")
          && callout_enum_parse (CALLOUT_TYPE_ASSIGNMENT_STATE, change->before, &state))
        return state == CALLOUT_ASSIGNMENT_STATE_ASSIGNED || state == CALLOUT_ASSIGNMENT_STATE_ACCEPTED;
    }
  return FALSE;
}

static gboolean
check_assignments (CalloutStore   *store,
                   CalloutEvent   *event,
                   GPtrArray      *rows,
                   GPtrArray      *changes,
                   GError        **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);

      if (comes_back (row, changes) && !check_assignment (store, event, row, rows, error))
        return FALSE;
    }
  return TRUE;
}

static void
restore_fields (Row       *row,
                GPtrArray *changes)
{
  /* From the last change to the first: the oldest "before" is what it was. */
  for (guint i = changes->len; i > 0; i--)
    {
      CalloutChange *change = g_ptr_array_index (changes, i - 1);
      const CalloutField *field;

      if (change->kind != row->kind || change->id != row->id)
        continue;
      field = callout_kind_find_field (row->kind, change->field);
      if (field != NULL)
        callout_entity_take_value (row->now, field, change->before);
    }
}

static gboolean
put_back (CalloutStore  *store,
          Row           *row,
          GError       **error)
{
  if (row->made)
    return row->gone || callout_store_delete (store, row->now, error);
  if (row->gone)
    return callout_store_insert (store, row->now, error);
  return callout_store_update (store, row->now, error);
}

/* A work order has one lead at any moment, so whoever leads again comes last. */
static guint
turn_of (const Row *row)
{
  if (row->made)
    return 0;
  if (row->kind == CALLOUT_KIND_ASSIGNMENT && CALLOUT_ASSIGNMENT (row->now)->part == CALLOUT_PART_LEAD
      && callout_assignment_is_active (CALLOUT_ASSIGNMENT (row->now)))
    return 2;
  return 1;
}

static GPtrArray *
collect_changes (CalloutStore  *store,
                 GPtrArray     *events,
                 GError       **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_change_free);

  for (guint i = events->len; i > 0; i--)
    {
      CalloutEntity *event = g_ptr_array_index (events, i - 1);
      g_autoptr (GPtrArray) changes = callout_store_event_changes (store, event->id, error);

      if (changes == NULL)
        return NULL;
      while (changes->len > 0)
        g_ptr_array_add (all, g_ptr_array_steal_index (changes, 0));
    }
  return g_steal_pointer (&all);
}

static gboolean
write_undo (CalloutStore    *store,
            CalloutPerson   *actor,
            CalloutSource    source,
            CalloutEvent    *event,
            GPtrArray       *rows,
            GPtrArray       *changes,
            gint64          *undo_event,
            GError         **error)
{
  g_autoptr (CalloutEvent) undo = g_object_new (CALLOUT_TYPE_EVENT, NULL);

  undo->at = callout_clock_now ();
  undo->actor = CALLOUT_ENTITY (actor)->id;
  undo->source = source;
  undo->command = g_strdup (event->command);
  undo->kind = event->kind;
  undo->target = event->target;
  undo->from_state = g_strdup (event->to_state);
  undo->to_state = g_strdup (event->from_state);
  undo->undoes = CALLOUT_ENTITY (event)->id;
  callout_store_begin_event (store, undo);
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);

      row->gone = row->now == NULL;
      if (row->gone)
        {
          row->now = callout_entity_new_for_kind (row->kind);
          row->now->id = row->id;
          row->now->version = row->version;
        }
      if (!row->made)
        restore_fields (row, changes);
    }
  /* Children made go before what they hang on changes. */
  for (guint turn = 0; turn < 3; turn++)
    for (guint i = 0; i < rows->len; i++)
      {
        Row *row = g_ptr_array_index (rows, i);

        if (turn_of (row) == turn && !put_back (store, row, error))
          return FALSE;
      }
  if (!callout_store_end_event (store, error))
    return FALSE;
  *undo_event = CALLOUT_ENTITY (undo)->id;
  return TRUE;
}

/* The ticket a row tells something of; 0: none. */
static gint64
ticket_of (CalloutStore *store,
           Row          *row)
{
  g_autoptr (CalloutEntity) order = NULL;

  switch ((int) row->kind)
    {
    case CALLOUT_KIND_TICKET:
      return row->id;
    case CALLOUT_KIND_WORK_ORDER:
      return CALLOUT_WORK_ORDER (row->now)->ticket;
    case CALLOUT_KIND_TICKET_ASSIGNEE:
      return CALLOUT_TICKET_ASSIGNEE (row->now)->ticket;
    case CALLOUT_KIND_OFFER:
      return CALLOUT_TICKET_OFFER (row->now)->ticket;
    case CALLOUT_KIND_ASSIGNMENT:
      order = callout_store_get_plain (store, CALLOUT_KIND_WORK_ORDER, CALLOUT_ASSIGNMENT (row->now)->work_order, NULL);
      return order != NULL ? CALLOUT_WORK_ORDER (order)->ticket : 0;
    default:
      return 0;
    }
}

/* A ticket's progress depends on more rows than an event has written: with
 * everything put back it must still be what it says it is. */
static gboolean
check_ticket (CalloutStore  *store,
              gint64         id,
              GError       **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalloutEntity) ticket = callout_store_get (store, CALLOUT_KIND_TICKET, id, &failure);
  g_autofree char *ref = NULL;
  CalloutTicketFacts facts;

  if (ticket == NULL)
    {
      if (g_error_matches (failure, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND)) /* it was made by what is taken back */
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!callout_read_ticket_facts (store, CALLOUT_TICKET (ticket), &facts, error))
    return FALSE;
  if (callout_progress_is_sound (&facts))
    return TRUE;
  ref = callout_entity_dup_ref (ticket);
  callout_refuse (error, CALLOUT_ERROR_CONFLICT,
                  _("This cannot be undone any more: %s would be “%s” although things have moved on since"), ref,
                  callout_enum_label (CALLOUT_TYPE_PROGRESS, facts.progress));
  return FALSE;
}

/* Who was asked or assigned is of no account once a ticket is at its end, or
 * begun anew: then neither is taken back for itself. */
static gboolean
check_people (CalloutStore  *store,
              Row           *row,
              GPtrArray     *rows,
              GError       **error)
{
  gint64 id = ticket_of (store, row);
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autofree char *ref = NULL;

  if ((row->kind != CALLOUT_KIND_OFFER && row->kind != CALLOUT_KIND_TICKET_ASSIGNEE) || touches_row (rows, CALLOUT_KIND_TICKET, id))
    return TRUE;
  ticket = callout_store_get_plain (store, CALLOUT_KIND_TICKET, id, error);
  if (ticket == NULL)
    return FALSE;
  if (CALLOUT_TICKET (ticket)->progress < CALLOUT_PROGRESS_CLOSED
      && (row->kind != CALLOUT_KIND_OFFER || CALLOUT_TICKET_OFFER (row->now)->cycle == CALLOUT_TICKET (ticket)->cycle))
    return TRUE;
  ref = callout_entity_dup_ref (ticket);
  callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("This cannot be undone any more: %s is “%s” by now"), ref,
                  callout_enum_label (CALLOUT_TYPE_PROGRESS, CALLOUT_TICKET (ticket)->progress));
  return FALSE;
}

static gboolean
check_tickets (CalloutStore  *store,
               GPtrArray     *rows,
               GError       **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);
      gint64 ticket = ticket_of (store, row);

      if (ticket != 0 && (!check_people (store, row, rows, error) || !check_ticket (store, ticket, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_event (CalloutStore          *store,
             CalloutPerson         *actor,
             CalloutEvent          *event,
             const CalloutCommand  *command,
             GError               **error)
{
  gint64 number = CALLOUT_ENTITY (event)->id;

  /* What has been built on a deed is told whoever takes it back: that is nothing for customers. */
  if (callout_person_is_code_user (actor))
    callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("Only those who work here can undo something"));
  else if (event->actor != CALLOUT_ENTITY (actor)->id && !callout_person_has_role (actor, CALLOUT_ROLE_ADMIN))
    callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s may undo only what %s did"), actor->name, actor->name);
  else if (event->source == CALLOUT_SOURCE_AUTO)
    callout_refuse (error, CALLOUT_ERROR_INVALID, _("Event %" PRId64 " followed from event %" PRId64 "; undo that one"),
                    number, event->cause);
  else if (event->undoes != 0)
    callout_refuse (error, CALLOUT_ERROR_INVALID, _("Event %" PRId64 " is an undo itself"), number);
  else if (event->undone_by != 0)
    callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("Event %" PRId64 " was undone already"), number);
  else if (command == NULL || !command->undoable)
    callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("“%s” cannot be undone"),
                    command != NULL ? callout_command_get_label (command) : event->command);
  else if (!actor->active || (command->roles != 0 && (callout_person_get_roles (actor) & command->roles) == 0)
           || (command->grant != NULL && !callout_person_has_grant (actor, command->grant)))
    callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s may no longer do “%s”, nor undo it"), actor->name,
                    callout_command_get_label (command));
  else
    return TRUE; /* also what is out of sight by it: one's own hand can take it back */
  return FALSE;
}

/* What the event was about; where that is gone with the undo, what it was part of. */
static CalloutEntity *
get_target (CalloutStore  *store,
            CalloutEvent  *event,
            GError       **error)
{
  g_autoptr (GError) failure = NULL;
  CalloutEntity *target = callout_store_get (store, event->kind, event->target, &failure);
  gint64 workflow;

  if (target != NULL)
    return target;
  if (event->kind != CALLOUT_KIND_STEP && event->kind != CALLOUT_KIND_WORKFLOW)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  workflow = callout_store_draft_workflow (store, error);
  if (workflow == 0)
    workflow = callout_store_current_workflow (store, error);
  return workflow > 0 ? callout_store_get (store, CALLOUT_KIND_WORKFLOW, workflow, error) : NULL;
}

static CalloutEntity *
undo_inside (CalloutStore   *store,
             gint64          actor_id,
             CalloutSource   source,
             gint64          number,
             gint64         *undo_event,
             GError        **error)
{
  g_autoptr (CalloutEntity) actor = callout_store_get (store, CALLOUT_KIND_PERSON, actor_id, error);
  g_autoptr (CalloutEntity) event = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (actor == NULL)
    return NULL;
  if (number == 0)
    {
      number = callout_store_last_event_by (store, actor_id, error);
      if (number < 0)
        return NULL;
      if (number == 0)
        {
          callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is nothing to undo for %s"), CALLOUT_PERSON (actor)->name);
          return NULL;
        }
    }
  event = callout_store_get (store, CALLOUT_KIND_EVENT, number, NULL);
  if (event == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no event %" PRId64), number);
      return NULL;
    }
  if (!check_event (store, CALLOUT_PERSON (actor), CALLOUT_EVENT (event),
                    callout_commands_find (CALLOUT_EVENT (event)->command), error)
      || (events = collect_events (store, CALLOUT_EVENT (event), error)) == NULL
      || (changes = collect_changes (store, events, error)) == NULL
      || (rows = read_rows (store, CALLOUT_EVENT (event), events, changes, error)) == NULL
      || !check_workflows (store, rows, changes, error)
      || !check_assignments (store, CALLOUT_EVENT (event), rows, changes, error)
      || !write_undo (store, CALLOUT_PERSON (actor), source, CALLOUT_EVENT (event), rows, changes, undo_event, error)
      || !check_tickets (store, rows, error))
    return NULL;
  if (CALLOUT_EVENT (event)->kind == CALLOUT_KIND_SETTING || CALLOUT_EVENT (event)->kind == CALLOUT_KIND_NOTIFICATION_PREF)
    return g_steal_pointer (&actor);
  return get_target (store, CALLOUT_EVENT (event), error);
}

/**
 * callout_commands_undo:
 * @event: the event's number; 0: the actor's last one
 * @undo_event: (out) (optional): the number of the undo itself
 *
 * Errors: %CALLOUT_ERROR_CONFLICT with who built on it, if anybody did;
 * %CALLOUT_ERROR_NOT_ALLOWED for somebody else's; %CALLOUT_ERROR_WRONG_STATE
 * for what cannot be undone at all.
 *
 * Returns: (transfer full): the target as it then is; for a setting, the actor
 */
CalloutEntity *
callout_commands_undo (CalloutStore   *store,
                       gint64          actor,
                       CalloutSource   source,
                       gint64          event,
                       gint64         *undo_event,
                       GError        **error)
{
  g_autoptr (CalloutEntity) result = NULL;
  gint64 number = 0;

  if (!callout_store_begin (store, TRUE, error))
    return NULL;
  result = undo_inside (store, actor, source, event, &number, error);
  if (result == NULL)
    {
      callout_store_rollback (store);
      return NULL;
    }
  if (!callout_store_commit (store, error))
    return NULL;
  if (undo_event != NULL)
    *undo_event = number;
  return g_steal_pointer (&result);
}
