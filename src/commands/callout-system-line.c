/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

/*
 * What the house itself says in a ticket's messenger: that it moved on, and who
 * came and went. The row says which event it tells of, the sentence is made
 * when it is read. It is no part of the trail, which has the event already.
 */

/* 1: somebody joined, -1: somebody left, 0: neither; undo turns them round. */
static int
find_people (CalloutStore  *store,
             CalloutEvent  *event,
             gboolean      *good,
             GError       **error)
{
  g_autoptr (GPtrArray) changes = callout_store_event_changes (store, CALLOUT_ENTITY (event)->id, error);
  int people = 0;

  *good = changes != NULL;
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);

      if (change->kind == CALLOUT_KIND_TICKET_ASSIGNEE && g_str_equal (change->field, "+"))
        people = 1;
      else if (change->kind == CALLOUT_KIND_TICKET_ASSIGNEE && g_str_equal (change->field, "-") && people == 0)
        people = -1;
    }
  return people;
}

/* That the ticket has somebody now is said by who it is. */
static gboolean
is_said_by_cause (CalloutStore  *store,
                  CalloutEvent  *event,
                  gboolean      *good,
                  GError       **error)
{
  g_autoptr (CalloutEntity) cause = NULL;

  *good = TRUE;
  if (event->cause == 0 || g_strcmp0 (event->from_state, "open") != 0 || g_strcmp0 (event->to_state, "assigned") != 0)
    return FALSE;
  cause = callout_store_get (store, CALLOUT_KIND_EVENT, event->cause, error);
  *good = cause != NULL;
  return cause != NULL && CALLOUT_EVENT (cause)->kind == CALLOUT_KIND_TICKET && CALLOUT_EVENT (cause)->target == event->target
         && find_people (store, CALLOUT_EVENT (cause), good, error) != 0;
}

/**
 * callout_write_system_line:
 * @event: just written, about a ticket
 * @ticket: the ticket as it is now
 *
 * Writes the line that tells of an event, where there is something to tell.
 * What never went by a flow, as imports, has nobody who reads it.
 */
gboolean
callout_write_system_line (CalloutStore   *store,
                           CalloutEvent   *event,
                           CalloutTicket  *ticket,
                           GError        **error)
{
  gboolean moved = g_strcmp0 (event->from_state, event->to_state) != 0;
  g_autoptr (CalloutMessage) line = NULL;
  g_autoptr (CalloutEvent) nothing = NULL;
  gboolean good;

  /* That it was submitted is where its messenger begins, not what is said in it. */
  if (ticket->flow == 0 || ticket->progress == CALLOUT_PROGRESS_DRAFT || g_strcmp0 (event->from_state, "draft") == 0)
    return TRUE;
  if (moved ? is_said_by_cause (store, event, &good, error) : find_people (store, event, &good, error) == 0)
    return good;
  if (moved)
    good = TRUE;
  if (!good)
    return FALSE;

  line = g_object_new (CALLOUT_TYPE_MESSAGE, NULL);
  line->ticket = CALLOUT_ENTITY (ticket)->id;
  line->thread = CALLOUT_THREAD_MESSENGER;
  line->kind = CALLOUT_MESSAGE_KIND_SYSTEM;
  line->event = CALLOUT_ENTITY (event)->id;
  nothing = g_object_new (CALLOUT_TYPE_EVENT, NULL);
  nothing->at = event->at;
  callout_store_begin_event (store, nothing);
  good = callout_store_insert (store, CALLOUT_ENTITY (line), error);
  callout_store_drop_event (store);
  return good;
}
