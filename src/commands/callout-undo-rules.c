/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-undo-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

CalloutChange *
callout_undo_find_change (GPtrArray   *changes,
                          CalloutKind  kind,
                          gint64       id,
                          const char  *field)
{
  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);

      if (change->kind == kind && change->id == id && g_str_equal (change->field, field))
        return change;
    }
  return NULL;
}

static gboolean
refuse_other_draft (GError **error)
{
  callout_refuse (error, CALLOUT_ERROR_CONFLICT,
                  _("This cannot be undone any more: there is another draft by now; publish or discard it first"));
  return FALSE;
}

/* What the version of a row does not tell: whether work was begun under a
 * workflow since, and whether there is room for a draft to come back. */
static gboolean
check_workflow (CalloutStore    *store,
                CalloutUndoRow  *row,
                GPtrArray       *changes,
                GError         **error)
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
    return refuse_other_draft (error);
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
      CalloutUndoRow *row = g_ptr_array_index (rows, i);

      if (row->kind == CALLOUT_KIND_WORKFLOW && !row->made && !check_workflow (store, row, changes, error))
        return FALSE;
    }
  return TRUE;
}

/* A version is taken back while it is the current one and nothing began under it. */
static gboolean
check_version (CalloutStore  *store,
               CalloutFlow   *flow,
               gboolean       unpublished,
               GError       **error)
{
  g_autoptr (CalloutFlow) current = callout_store_current_flow (store, flow->key, error);
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
  g_autofree char *id = g_strdup_printf ("%" PRId64, CALLOUT_ENTITY (flow)->id);
  const char *values[] = { id, NULL };
  gint64 n;

  if (current == NULL)
    return FALSE;
  if (CALLOUT_ENTITY (current)->id != CALLOUT_ENTITY (flow)->id)
    {
      callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("This cannot be undone any more: a newer version was published since"));
      return FALSE;
    }
  if (!unpublished)
    return TRUE;
  callout_query_add (query, "flow", CALLOUT_OP_IS, values, NULL);
  n = callout_store_count (store, query, NULL, error);
  if (n > 0)
    callout_refuse (error, CALLOUT_ERROR_CONFLICT,
                    ngettext ("This cannot be undone any more: %d ticket began under this version",
                              "This cannot be undone any more: %d tickets began under this version", (gulong) n),
                    (int) n);
  return n == 0;
}

static gboolean
check_flow (CalloutStore    *store,
            CalloutUndoRow  *row,
            GPtrArray       *changes,
            GError         **error)
{
  CalloutChange *key = callout_undo_find_change (changes, row->kind, row->id, "key");
  CalloutChange *number = callout_undo_find_change (changes, row->kind, row->id, "number");
  CalloutChange *state = callout_undo_find_change (changes, row->kind, row->id, "state");
  gboolean unpublished = row->now != NULL && number != NULL && g_strcmp0 (number->before, number->after) != 0;
  GError *failure = NULL;
  g_autoptr (CalloutFlow) draft = NULL;

  if (row->now == NULL || unpublished)
    draft = callout_store_draft_flow (store, row->now != NULL ? CALLOUT_FLOW (row->now)->key : key->before, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (draft != NULL && CALLOUT_ENTITY (draft)->id != row->id)
    return refuse_other_draft (error);
  return row->now == NULL || state == NULL || check_version (store, CALLOUT_FLOW (row->now), unpublished, error);
}

static gboolean
check_flows (CalloutStore  *store,
             GPtrArray     *rows,
             GPtrArray     *changes,
             GError       **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      CalloutUndoRow *row = g_ptr_array_index (rows, i);

      if (row->kind == CALLOUT_KIND_FLOW && !row->made && !check_flow (store, row, changes, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
touches_row (GPtrArray   *rows,
             CalloutKind  kind,
             gint64       id)
{
  for (guint i = 0; i < rows->len; i++)
    {
      CalloutUndoRow *row = g_ptr_array_index (rows, i);

      if (row->kind == kind && row->id == id)
        return TRUE;
    }
  return FALSE;
}

/* Who is to be on a work order again: it may have gone another way since, or
 * taken them on anew. */
static gboolean
check_assignment (CalloutStore    *store,
                  CalloutEvent    *event,
                  CalloutUndoRow  *row,
                  GPtrArray       *rows,
                  GError         **error)
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
  return callout_undo_refuse_built_on (store, event, CALLOUT_KIND_WORK_ORDER, assignment->work_order, error);
}

static gboolean
comes_back (CalloutUndoRow *row,
            GPtrArray      *changes)
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
check_assignments (CalloutStore  *store,
                   CalloutEvent  *event,
                   GPtrArray     *rows,
                   GPtrArray     *changes,
                   GError       **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      CalloutUndoRow *row = g_ptr_array_index (rows, i);

      if (comes_back (row, changes) && !check_assignment (store, event, row, rows, error))
        return FALSE;
    }
  return TRUE;
}

/* The ticket a row tells something of; 0: none. */
static gint64
ticket_of (CalloutStore   *store,
           CalloutUndoRow *row)
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
check_people (CalloutStore    *store,
              CalloutUndoRow  *row,
              GPtrArray       *rows,
              GError         **error)
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

/* What hung elsewhere by then may hang below what comes back. */
static gboolean
check_assistant (CalloutStore  *store,
                 GPtrArray     *rows,
                 GError       **error)
{
  g_autoptr (GPtrArray) tree = NULL;
  gboolean touched = FALSE;

  for (guint i = 0; i < rows->len; i++)
    touched |= ((CalloutUndoRow *) g_ptr_array_index (rows, i))->kind == CALLOUT_KIND_ASSISTANT_ELEMENT;
  if (!touched)
    return TRUE;
  tree = callout_store_all_plain (store, CALLOUT_KIND_ASSISTANT_ELEMENT, error);
  if (tree == NULL || callout_assistant_is_tree (tree))
    return tree != NULL;
  callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("This cannot be undone any more: the elements of the Assistant would hang in a circle"));
  return FALSE;
}

gboolean
callout_undo_check_after (CalloutStore  *store,
                          GPtrArray     *rows,
                          GError       **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      CalloutUndoRow *row = g_ptr_array_index (rows, i);
      gint64 ticket = ticket_of (store, row);

      if (ticket != 0 && (!check_people (store, row, rows, error) || !check_ticket (store, ticket, error)))
        return FALSE;
    }
  return check_assistant (store, rows, error);
}

gboolean
callout_undo_check_before (CalloutStore  *store,
                           CalloutEvent  *event,
                           GPtrArray     *rows,
                           GPtrArray     *changes,
                           GError       **error)
{
  return check_workflows (store, rows, changes, error) && check_flows (store, rows, changes, error)
         && check_assignments (store, event, rows, changes, error);
}
