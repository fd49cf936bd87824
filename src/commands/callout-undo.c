/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-undo-private.h"

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

static gboolean
is_among (GPtrArray *events,
          gint64     id)
{
  for (guint i = 0; i < events->len; i++)
    if (CALLOUT_ENTITY (g_ptr_array_index (events, i))->id == id)
      return TRUE;
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

      if (!is_among (ours, CALLOUT_ENTITY (event)->id) && CALLOUT_ENTITY (event)->id > number && wrote_row (store, event, kind, id)
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

gboolean
callout_undo_refuse_built_on (CalloutStore  *store,
                              CalloutEvent  *event,
                              CalloutKind    kind,
                              gint64         id,
                              GError       **error)
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

static void
row_free (gpointer data)
{
  CalloutUndoRow *self = data;

  g_clear_object (&self->now);
  g_free (self);
}

static CalloutUndoRow *
find_row (GPtrArray     *rows,
          CalloutChange *change)
{
  CalloutUndoRow *row;

  for (guint i = 0; i < rows->len; i++)
    {
      row = g_ptr_array_index (rows, i);
      if (row->kind == change->kind && row->id == change->id)
        return row;
    }
  row = g_new0 (CalloutUndoRow, 1);
  row->kind = change->kind;
  row->id = change->id;
  g_ptr_array_add (rows, row);
  return row;
}

/* Whether anybody has done something to a thing since, apart from the events
 * themselves; what is settled does not count. */
static gboolean
check_untouched (CalloutStore  *store,
                 CalloutEvent  *event,
                 GPtrArray     *events,
                 CalloutKind    kind,
                 gint64         id,
                 GError       **error)
{
  g_autoptr (GPtrArray) all = callout_store_events_of (store, kind, id, error);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      CalloutEvent *other = g_ptr_array_index (all, i);

      if (CALLOUT_ENTITY (other)->id > CALLOUT_ENTITY (event)->id && !is_among (events, CALLOUT_ENTITY (other)->id)
          && !is_settled (store, other))
        return callout_undo_refuse_built_on (store, event, kind, id, error);
    }
  return TRUE;
}

/* What hangs on a thing does not change its row: before something is made not
 * to have been, or a ticket is its author's alone again, its story is asked. */
static gboolean
check_story (CalloutStore    *store,
             CalloutEvent    *event,
             GPtrArray       *events,
             CalloutUndoRow  *row,
             GPtrArray       *changes,
             GError         **error)
{
  CalloutChange *progress = callout_undo_find_change (changes, row->kind, row->id, "progress");
  gboolean drafted = progress != NULL && progress->after != NULL && g_strcmp0 (progress->before, "draft") == 0;

  return (!row->made && !drafted) || check_untouched (store, event, events, row->kind, row->id, error);
}

/* The bytes of a file that was thrown away are gone. */
static gboolean
check_files (GPtrArray  *rows,
             GPtrArray  *changes,
             GError    **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      CalloutUndoRow *row = g_ptr_array_index (rows, i);
      CalloutChange *name;

      if (row->kind != CALLOUT_KIND_FILE || row->now != NULL || row->made)
        continue;
      name = callout_undo_find_change (changes, row->kind, row->id, "name");
      callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("This cannot be undone: “%s” was thrown away with it"),
                      name != NULL && name->before != NULL ? name->before : _("a file"));
      return FALSE;
    }
  return TRUE;
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
      CalloutUndoRow *row;

      /* A picture that was once taken in stays: others may show it by now. */
      if (change->kind == CALLOUT_KIND_ICON || change->kind == CALLOUT_KIND_PICTURE)
        continue;
      row = find_row (rows, change);
      row->version = MAX (row->version, change->version);
      row->made |= g_str_equal (change->field, "+");
      if (g_str_equal (change->field, "-"))
        g_ptr_array_add (gone, row);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      CalloutUndoRow *row = g_ptr_array_index (rows, i);

      if (g_ptr_array_find (gone, row, NULL))
        continue;
      row->now = callout_store_get (store, row->kind, row->id, NULL);
      if (row->now == NULL
          || (row->now->version != row->version && !is_as_it_was (store, events, row->kind, row->id)))
        {
          callout_undo_refuse_built_on (store, event, row->kind, row->id, error);
          return NULL;
        }
      if (!check_story (store, event, events, row, changes, error))
        return NULL;
    }
  return check_files (rows, changes, error) ? g_steal_pointer (&rows) : NULL;
}

static void
restore_fields (CalloutUndoRow *row,
                GPtrArray      *changes)
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

/* What was told of a ticket in letters stays told when the ticket never was. */
static gboolean
detach_letters (CalloutStore  *store,
                gint64         ticket,
                GError       **error)
{
  g_autoptr (GPtrArray) letters = callout_store_children (store, CALLOUT_KIND_OUTBOX, "ticket", ticket, error);

  if (letters == NULL)
    return FALSE;
  for (guint i = 0; i < letters->len; i++)
    {
      CALLOUT_OUTBOX (g_ptr_array_index (letters, i))->ticket = 0;
      if (!callout_store_update (store, g_ptr_array_index (letters, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_row (CalloutStore    *store,
           CalloutUndoRow  *row,
           GError         **error)
{
  if (row->made)
    return row->gone
           || ((row->kind != CALLOUT_KIND_TICKET
                || (detach_letters (store, row->id, error) && callout_store_forget_threads (store, row->id, error)))
               && callout_store_delete (store, row->now, error));
  if (row->gone)
    return callout_store_insert (store, row->now, error);
  return callout_store_update (store, row->now, error);
}

/* Others may lean on what is to go, or stand where something is to be again. */
static gboolean
put_back (CalloutStore    *store,
          CalloutEvent    *event,
          CalloutUndoRow  *row,
          GError         **error)
{
  GError *failure = NULL;
  g_autofree char *ref = NULL;

  if (write_row (store, row, &failure))
    return TRUE;
  if (!g_error_matches (failure, CALLOUT_ERROR, CALLOUT_ERROR_CONSTRAINT))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_error_free (failure);
  if (!row->made)
    return callout_undo_refuse_built_on (store, event, row->kind, row->id, error);
  ref = callout_entity_dup_ref (row->now);
  callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("This cannot be undone any more: %s is in use by now"), ref);
  return FALSE;
}

#define N_TURNS 4

/* What hangs on a row goes before it and comes back after it. A work order has
 * one lead at any moment, so whoever leads again comes last. */
static guint
turn_of (const CalloutUndoRow *row)
{
  if (row->made)
    return 0;
  if (row->gone && row->kind == CALLOUT_KIND_TICKET)
    return 1;
  if (row->kind == CALLOUT_KIND_ASSIGNMENT && CALLOUT_ASSIGNMENT (row->now)->part == CALLOUT_PART_LEAD
      && callout_assignment_is_active (CALLOUT_ASSIGNMENT (row->now)))
    return 3;
  return 2;
}

/* That a command made its target is said by the event alone. */
static void
add_making (CalloutEvent *event,
            GPtrArray    *changes)
{
  CalloutChange *change;

  if (!g_str_has_suffix (event->command, ".create") || event->undoes != 0)
    return;
  change = g_new0 (CalloutChange, 1);
  change->event = CALLOUT_ENTITY (event)->id;
  change->kind = event->kind;
  change->id = event->target;
  change->field = g_strdup ("+");
  change->version = 1;
  g_ptr_array_add (changes, change);
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
      add_making (CALLOUT_EVENT (event), all);
      while (changes->len > 0)
        g_ptr_array_add (all, g_ptr_array_steal_index (changes, 0));
    }
  return g_steal_pointer (&all);
}

/* Who reads of a step reads that it was taken back; a ticket that is gone with it has no readers. */
static gboolean
write_line (CalloutStore  *store,
            CalloutEvent  *undo,
            GError       **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalloutEntity) ticket = callout_store_get_plain (store, CALLOUT_KIND_TICKET, undo->target, &failure);

  if (ticket != NULL)
    return callout_write_system_line (store, undo, CALLOUT_TICKET (ticket), error);
  if (g_error_matches (failure, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
write_undo (CalloutStore   *store,
            CalloutPerson  *actor,
            CalloutSource   source,
            CalloutEvent   *event,
            GPtrArray      *rows,
            GPtrArray      *changes,
            gint64         *undo_event,
            GError        **error)
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
      CalloutUndoRow *row = g_ptr_array_index (rows, i);

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
  for (guint turn = 0; turn < N_TURNS; turn++)
    for (guint i = 0; i < rows->len; i++)
      {
        CalloutUndoRow *row = g_ptr_array_index (rows, turn == 0 ? rows->len - 1 - i : i);

        if (turn_of (row) == turn && !put_back (store, event, row, error))
          return FALSE;
      }
  if (!callout_store_end_event (store, error))
    return FALSE;
  *undo_event = CALLOUT_ENTITY (undo)->id;
  return undo->kind != CALLOUT_KIND_TICKET || write_line (store, undo, error);
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

/* What the event was about; where that is gone with the undo, what it was part
 * of; and where there is nothing of it any more, or nothing others may see, who
 * took it back. */
static CalloutEntity *
get_target (CalloutStore   *store,
            CalloutEvent   *event,
            CalloutEntity  *actor,
            GError        **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalloutEntity) target = callout_store_get (store, event->kind, event->target, &failure);
  gint64 workflow;

  if (target != NULL)
    {
      gboolean foreign = event->kind == CALLOUT_KIND_TICKET && CALLOUT_TICKET (target)->progress == CALLOUT_PROGRESS_DRAFT
                         && CALLOUT_TICKET (target)->created_by != actor->id;

      return g_object_ref (foreign ? actor : target);
    }
  if (!g_error_matches (failure, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (event->kind != CALLOUT_KIND_STEP && event->kind != CALLOUT_KIND_WORKFLOW)
    return g_object_ref (actor);
  workflow = callout_store_draft_workflow (store, error);
  if (workflow == 0)
    workflow = callout_store_current_workflow (store, error);
  return workflow > 0 ? callout_store_get (store, CALLOUT_KIND_WORKFLOW, workflow, error) : NULL;
}

/* Nobody learns of somebody else’s draft by trying numbers; what one’s own hand
 * has done it can take back, in sight or not. */
static CalloutEntity *
find_event (CalloutStore   *store,
            CalloutEntity  *actor,
            gint64          number,
            GError        **error)
{
  g_autoptr (CalloutEntity) event = callout_store_get (store, CALLOUT_KIND_EVENT, number, NULL);
  CalloutSight sight = callout_commands_sight (CALLOUT_PERSON (actor));

  if (event != NULL
      && (CALLOUT_EVENT (event)->actor == actor->id || !callout_person_has_role (CALLOUT_PERSON (actor), CALLOUT_ROLE_ADMIN)
          || callout_store_can_see (store, CALLOUT_KIND_EVENT, number, &sight, NULL)))
    return g_steal_pointer (&event);
  callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no event %" PRId64), number);
  return NULL;
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
  event = find_event (store, actor, number, error);
  if (event == NULL
      || !check_event (store, CALLOUT_PERSON (actor), CALLOUT_EVENT (event),
                       callout_commands_find (CALLOUT_EVENT (event)->command), error)
      || (events = collect_events (store, CALLOUT_EVENT (event), error)) == NULL
      || (changes = collect_changes (store, events, error)) == NULL
      || (rows = read_rows (store, CALLOUT_EVENT (event), events, changes, error)) == NULL
      || !callout_undo_check_before (store, CALLOUT_EVENT (event), rows, changes, error)
      || !write_undo (store, CALLOUT_PERSON (actor), source, CALLOUT_EVENT (event), rows, changes, undo_event, error)
      || !callout_undo_check_after (store, rows, error))
    return NULL;
  if (CALLOUT_EVENT (event)->kind == CALLOUT_KIND_SETTING || CALLOUT_EVENT (event)->kind == CALLOUT_KIND_NOTIFICATION_PREF)
    return g_steal_pointer (&actor);
  return get_target (store, CALLOUT_EVENT (event), actor, error);
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
 * Returns: (transfer full): the target as it then is; for a setting, and where
 *   nothing is left of the target that the actor may see, the actor
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
