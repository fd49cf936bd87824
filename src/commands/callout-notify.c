/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

/*
 * Telling people of what a command has done, in its own transaction: a line in
 * the ticket's messenger, a row in the inbox of each who shall know, and what
 * goes out by e-mail into the outbox. Never to who did it, never to who may not see it. These rows are no
 * part of the trail: what was told was told, and is not taken back.
 */

/* So long a topic of the same thing is told once, as long as nobody has read it. */
#define BURST (10 * CALLOUT_MINUTE)

typedef struct {
  CalloutCall *call;
  GPtrArray   *prefs;   /* of CalloutNotificationPref */
  CalloutEvent *event;  /* what is told of */
  gint64       author;  /* who is not told, having done it */
  CalloutEntity *target;
  gint64       ticket;
} Telling;

static void
telling_clear (Telling *self)
{
  g_clear_pointer (&self->prefs, g_ptr_array_unref);
  g_clear_object (&self->target);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Telling, telling_clear)

/* Writes a row beside the trail. */
static gboolean
keep (Telling        *self,
      CalloutEntity  *row,
      GError        **error)
{
  g_autoptr (CalloutEvent) nothing = g_object_new (CALLOUT_TYPE_EVENT, NULL);
  gboolean kept;

  nothing->at = self->call->now;
  callout_store_begin_event (self->call->store, nothing);
  kept = row->id == 0 ? callout_store_insert (self->call->store, row, error) : callout_store_update (self->call->store, row, error);
  callout_store_drop_event (self->call->store);
  return kept;
}

static CalloutNotification *
new_notification (Telling       *self,
                  CalloutPerson *person,
                  CalloutTopic   topic)
{
  CalloutNotification *row = g_object_new (CALLOUT_TYPE_NOTIFICATION, NULL);

  row->person = CALLOUT_ENTITY (person)->id;
  row->topic = topic;
  row->kind = callout_entity_get_kind (self->target);
  row->target = self->target->id;
  row->event = CALLOUT_ENTITY (self->event)->id;
  return row;
}

/* What the person has not read yet of the same, lately. */
static gboolean
find_unread (Telling              *self,
             CalloutPerson        *person,
             CalloutTopic          topic,
             CalloutNotification **found,
             GError              **error)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_NOTIFICATION);
  g_autofree char *ref = callout_entity_dup_ref (self->target);
  const char *login[] = { person->login, NULL };
  const char *topics[] = { callout_enum_key (CALLOUT_TYPE_TOPIC, topic), NULL };
  const char *target[] = { ref, NULL };
  const char *unread[] = { "", NULL };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (CalloutEntity) row = NULL;

  *found = NULL;
  callout_query_add (query, "login", CALLOUT_OP_IS, login, NULL);
  callout_query_add (query, "topic", CALLOUT_OP_IS, topics, NULL);
  callout_query_add (query, "target_ref", CALLOUT_OP_IS, target, NULL);
  callout_query_add (query, "read_at", CALLOUT_OP_IS, unread, NULL);
  callout_query_set_sort (query, "id", TRUE, NULL);
  callout_query_set_limit (query, 1, 0);
  ids = callout_store_query_ids (self->call->store, query, NULL, NULL, error);
  if (ids == NULL)
    return FALSE;
  if (ids->len == 0)
    return TRUE;
  row = callout_store_get (self->call->store, CALLOUT_KIND_NOTIFICATION, g_array_index (ids, gint64, 0), error);
  if (row == NULL)
    return FALSE;
  if (self->call->now - row->updated_at < BURST)
    *found = CALLOUT_NOTIFICATION (g_steal_pointer (&row));
  return TRUE;
}

static gboolean
put_into_inbox (Telling            *self,
                CalloutPerson      *person,
                CalloutTopic        topic,
                CalloutNotifyWish   wish,
                GError            **error)
{
  g_autoptr (CalloutNotification) row = NULL;

  if (wish.inbox && !find_unread (self, person, topic, &row, error))
    return FALSE;
  if (row != NULL)
    {
      row->event = CALLOUT_ENTITY (self->event)->id;
      return keep (self, CALLOUT_ENTITY (row), error);
    }
  row = new_notification (self, person, topic);
  /* Who wants it to pop up but not to be counted. */
  if (!wish.inbox)
    row->read_at = self->call->now;
  return keep (self, CALLOUT_ENTITY (row), error);
}

static char *
dup_sentence (Telling       *self,
              CalloutPerson *person,
              CalloutTopic   topic)
{
  g_autoptr (CalloutNotification) row = new_notification (self, person, topic);

  row->target_ref = callout_entity_dup_ref (self->target);
  row->command = g_strdup (self->event->command);
  row->actor_name = g_strdup (self->call->actor->name);
  return callout_notification_dup_sentence (row, !callout_person_is_code_user (person));
}

/* A letter that waits takes up what comes meanwhile. */
static gboolean
put_into_outbox (Telling        *self,
                 CalloutPerson  *person,
                 CalloutTopic    topic,
                 GError        **error)
{
  g_autoptr (GPtrArray) waiting = callout_store_children (self->call->store, CALLOUT_KIND_OUTBOX, "ticket", self->ticket, error);
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autoptr (CalloutOutbox) letter = NULL;
  g_autofree char *sentence = dup_sentence (self, person, topic);
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_TICKET, self->ticket);

  if (waiting == NULL)
    return FALSE;
  for (guint i = 0; i < waiting->len; i++)
    {
      CalloutOutbox *other = g_ptr_array_index (waiting, i);
      char *body;

      if (other->person != CALLOUT_ENTITY (person)->id || other->state != CALLOUT_OUTBOX_STATE_PENDING
          || other->channel != CALLOUT_CHANNEL_EMAIL || self->call->now - CALLOUT_ENTITY (other)->updated_at >= BURST)
        continue;
      body = g_strdup_printf ("%s%s.\n", other->body != NULL ? other->body : "", sentence);
      g_free (other->body);
      other->body = body;
      return keep (self, CALLOUT_ENTITY (other), error);
    }
  ticket = callout_store_get_plain (self->call->store, CALLOUT_KIND_TICKET, self->ticket, error);
  if (ticket == NULL)
    return FALSE;
  letter = g_object_new (CALLOUT_TYPE_OUTBOX, NULL);
  letter->person = CALLOUT_ENTITY (person)->id;
  letter->channel = CALLOUT_CHANNEL_EMAIL;
  letter->address = g_strdup (person->email);
  letter->subject = g_strdup_printf ("%s: %s", ref, CALLOUT_TICKET (ticket)->title);
  letter->body = g_strdup_printf ("%s.\n", sentence);
  letter->ticket = self->ticket;
  return keep (self, CALLOUT_ENTITY (letter), error);
}

typedef enum {
  TELL_WHO_SEES, /* the rule */
  TELL_FORMER,   /* who was withdrawn from what they knew of */
} TellWhom;

static gboolean
tell (Telling       *self,
      gint64         id,
      CalloutTopic   topic,
      TellWhom       whom,
      GError       **error)
{
  g_autoptr (CalloutEntity) entity = NULL;
  CalloutPerson *person;
  CalloutNotifyWish wish;
  CalloutSight sight;

  if (id == 0 || id == self->author)
    return TRUE;
  entity = callout_store_get_plain (self->call->store, CALLOUT_KIND_PERSON, id, error);
  if (entity == NULL)
    return FALSE;
  person = CALLOUT_PERSON (entity);
  sight = callout_commands_sight (person);
  if (!person->active
      || (whom == TELL_WHO_SEES && !callout_store_can_see (self->call->store, callout_entity_get_kind (self->target),
                                                           self->target->id, &sight, NULL)))
    return TRUE;
  wish = callout_notify_wish_find (self->prefs, id, topic, callout_person_is_code_user (person));
  return ((!wish.inbox && !wish.desktop) || put_into_inbox (self, person, topic, wish, error))
         && (!wish.email || person->email == NULL || put_into_outbox (self, person, topic, error));
}

static gboolean
tell_all (Telling       *self,
          GHashTable    *people,
          CalloutTopic   topic,
          TellWhom       whom,
          GError       **error)
{
  g_autoptr (GList) ids = g_hash_table_get_keys (people);

  for (GList *l = ids; l != NULL; l = l->next)
    if (!tell (self, *(gint64 *) l->data, topic, whom, error))
      return FALSE;
  return TRUE;
}

static void
add (GHashTable *people,
     gint64      id)
{
  if (id != 0)
    g_hash_table_add (people, g_memdup2 (&id, sizeof id));
}

/* Who has to do with a ticket: whoever made it, has it, looks after it, or is its contact. */
static gboolean
add_involved (Telling        *self,
              GHashTable     *people,
              GError        **error)
{
  CalloutTicket *ticket = CALLOUT_TICKET (self->target);
  g_auto (GStrv) logins = g_strsplit (ticket->assignees != NULL ? ticket->assignees : "", " ", -1);

  add (people, ticket->created_by);
  add (people, ticket->contact);
  add (people, ticket->grabbed_by);
  for (guint i = 0; logins[i] != NULL; i++)
    {
      g_autoptr (CalloutEntity) person = NULL;

      if (*logins[i] == '\0')
        continue;
      person = callout_store_resolve (self->call->store, CALLOUT_KIND_PERSON, logins[i], error);
      if (person == NULL)
        return FALSE;
      add (people, person->id);
    }
  return TRUE;
}

static gboolean
add_group (Telling     *self,
           GHashTable  *people,
           GError     **error)
{
  CalloutTicket *ticket = CALLOUT_TICKET (self->target);
  g_autoptr (CalloutEntity) flow = NULL;
  g_autoptr (GPtrArray) members = NULL;
  gint64 group;

  if (ticket->flow == 0)
    return TRUE;
  flow = callout_store_get_plain (self->call->store, CALLOUT_KIND_FLOW, ticket->flow, error);
  if (flow == NULL)
    return FALSE;
  group = CALLOUT_FLOW (flow)->notify_group;
  if (group == 0)
    group = callout_default_group (self->call->store, error);
  if (group < 0 || (members = callout_store_children (self->call->store, CALLOUT_KIND_MEMBERSHIP, "group", group, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    add (people, CALLOUT_MEMBERSHIP (g_ptr_array_index (members, i))->person);
  return TRUE;
}

/* Whose rows of a kind an event has made (“+”) or, where it took rows away, has taken (“-”). */
static gboolean
add_changed (Telling      *self,
             CalloutKind   kind,
             const char   *sign,
             GHashTable   *people,
             GError      **error)
{
  g_autoptr (GPtrArray) changes = callout_store_event_changes (self->call->store, CALLOUT_ENTITY (self->event)->id, error);

  if (changes == NULL)
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);
      gboolean asked = kind == CALLOUT_KIND_OFFER && g_str_equal (change->field, "state") && g_strcmp0 (change->after, "offered") == 0;
      g_autoptr (CalloutEntity) row = NULL;

      if (change->kind != kind)
        continue;
      if (*sign == '-')
        {
          if (g_str_equal (change->field, "person") && change->after == NULL && change->before != NULL)
            add (people, g_ascii_strtoll (change->before, NULL, 10));
          continue;
        }
      if (!asked && !g_str_equal (change->field, "+"))
        continue;
      row = callout_store_get_plain (self->call->store, kind, change->id, error);
      if (row == NULL)
        return FALSE;
      add (people, kind == CALLOUT_KIND_OFFER ? CALLOUT_TICKET_OFFER (row)->person : CALLOUT_TICKET_ASSIGNEE (row)->person);
    }
  return TRUE;
}

/* Work orders: their engineers see what is published, and whoever sent it is
 * told when it comes back. */
static gboolean
tell_of_order (Telling  *self,
               GError  **error)
{
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) former = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) assignments = callout_store_children (self->call->store, CALLOUT_KIND_ASSIGNMENT, "work_order",
                                                              self->target->id, error);
  const char *command = self->event->command;
  gboolean known = g_strcmp0 (self->event->from_state, "dispatched") == 0 || g_strcmp0 (self->event->from_state, "accepted") == 0;
  gboolean rejected = g_str_equal (command, "work-order.reject");

  if (assignments == NULL)
    return FALSE;
  if (g_str_equal (command, "work-order.return"))
    add (people, CALLOUT_WORK_ORDER (self->target)->routed_by);
  for (guint i = 0; i < assignments->len; i++)
    {
      CalloutAssignment *assignment = g_ptr_array_index (assignments, i);
      gboolean now = CALLOUT_ENTITY (assignment)->updated_at == self->call->now;

      if (rejected && assignment->state == CALLOUT_ASSIGNMENT_STATE_REJECTED && now)
        add (people, assignment->assigned_by);
      else if (callout_assignment_is_active (assignment))
        add (g_str_equal (command, "work-order.unpublish") ? former : people, assignment->person);
      else if (known && now && assignment->state == CALLOUT_ASSIGNMENT_STATE_REMOVED)
        add (former, assignment->person);
    }
  if (rejected || g_str_equal (command, "work-order.return"))
    return tell_all (self, people, CALLOUT_TOPIC_RETURN, TELL_WHO_SEES, error)
           && tell_all (self, former, CALLOUT_TOPIC_ASSIGNMENT, TELL_FORMER, error);
  return tell_all (self, people, CALLOUT_TOPIC_ASSIGNMENT, TELL_WHO_SEES, error)
         && tell_all (self, former, CALLOUT_TOPIC_ASSIGNMENT, TELL_FORMER, error);
}

/* Internal entries are told to employees alone. */
static gboolean
tell_of_update (Telling     *self,
                GHashTable  *people,
                GError     **error)
{
  g_autoptr (GPtrArray) changes = callout_store_event_changes (self->call->store, CALLOUT_ENTITY (self->event)->id, error);
  gint64 update = 0;

  if (changes == NULL)
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);

      if (change->kind == CALLOUT_KIND_UPDATE)
        update = change->id;
    }
  {
    g_autoptr (GList) ids = g_hash_table_get_keys (people);

    for (GList *l = ids; l != NULL; l = l->next)
      {
        g_autoptr (CalloutEntity) person = callout_store_get_plain (self->call->store, CALLOUT_KIND_PERSON, *(gint64 *) l->data, error);
        CalloutSight sight;

        if (person == NULL)
          return FALSE;
        sight = callout_commands_sight (CALLOUT_PERSON (person));
        if (callout_store_can_see (self->call->store, CALLOUT_KIND_UPDATE, update, &sight, NULL)
            && !tell (self, person->id, CALLOUT_TOPIC_UPDATE, TELL_WHO_SEES, error))
          return FALSE;
      }
  }
  return TRUE;
}

/* Whoever is named in the workspace is told, whether they have to do with it or not. */
static gboolean
add_mentioned (Telling         *self,
               CalloutMessage  *message,
               GHashTable      *people,
               GError         **error)
{
  g_auto (GStrv) logins = NULL;

  if (message->thread != CALLOUT_THREAD_WORKSPACE || message->text == NULL)
    return TRUE;
  logins = callout_markup_dup_mentions (message->text);
  for (guint i = 0; logins[i] != NULL; i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (CalloutEntity) person = callout_store_find (self->call->store, CALLOUT_KIND_PERSON, "login", logins[i], &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (person != NULL)
        add (people, person->id);
    }
  return TRUE;
}

/* The parties of the thread. Where nobody has the ticket yet, the customer
 * reaches those who are told of new ones (2.5, 2.6). */
static gboolean
tell_of_message (Telling     *self,
                 GHashTable  *people,
                 GError     **error)
{
  g_autoptr (GPtrArray) changes = callout_store_event_changes (self->call->store, CALLOUT_ENTITY (self->event)->id, error);
  g_autoptr (CalloutEntity) message = NULL;
  g_autoptr (GList) ids = NULL;

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);

      if (change->kind == CALLOUT_KIND_MESSAGE && message == NULL)
        message = callout_store_get_plain (self->call->store, CALLOUT_KIND_MESSAGE, change->id, error);
    }
  if (message == NULL || !add_mentioned (self, CALLOUT_MESSAGE (message), people, error))
    return FALSE;
  if (callout_person_is_code_user (self->call->actor) && CALLOUT_TICKET (self->target)->assignees == NULL
      && !add_group (self, people, error))
    return FALSE;
  ids = g_hash_table_get_keys (people);
  for (GList *l = ids; l != NULL; l = l->next)
    {
      g_autoptr (CalloutEntity) person = callout_store_get_plain (self->call->store, CALLOUT_KIND_PERSON, *(gint64 *) l->data, error);
      CalloutSight sight;

      if (person == NULL)
        return FALSE;
      sight = callout_commands_sight (CALLOUT_PERSON (person));
      if (callout_store_can_see (self->call->store, CALLOUT_KIND_MESSAGE, message->id, &sight, NULL)
          && !tell (self, person->id, CALLOUT_TOPIC_MESSAGE, TELL_WHO_SEES, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
tell_of_ticket (Telling  *self,
                GError  **error)
{
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  const char *command = self->event->command;
  gboolean moved = g_strcmp0 (self->event->from_state, self->event->to_state) != 0;

  if (g_str_equal (command, "ticket.offer"))
    return add_changed (self, CALLOUT_KIND_OFFER, "+", people, error)
           && tell_all (self, people, CALLOUT_TOPIC_OFFER, TELL_WHO_SEES, error);
  if (g_str_equal (command, "ticket.assign") && !moved)
    return add_changed (self, CALLOUT_KIND_TICKET_ASSIGNEE, "+", people, error)
           && tell_all (self, people, CALLOUT_TOPIC_ASSIGNMENT, TELL_WHO_SEES, error);
  if (g_str_equal (command, "ticket.unassign") && !moved)
    return add_changed (self, CALLOUT_KIND_TICKET_ASSIGNEE, "-", people, error)
           && tell_all (self, people, CALLOUT_TOPIC_ASSIGNMENT, TELL_FORMER, error);
  if (g_str_equal (command, "ticket.submit"))
    return add_group (self, people, error) && tell_all (self, people, CALLOUT_TOPIC_NEW_TICKET, TELL_WHO_SEES, error);
  if (!add_involved (self, people, error))
    return FALSE;
  if (g_str_equal (command, "update.post"))
    return tell_of_update (self, people, error);
  if (g_str_equal (command, "message.post"))
    return tell_of_message (self, people, error);
  if (g_str_equal (command, "ticket.rate"))
    return tell_all (self, people, CALLOUT_TOPIC_RATING, TELL_WHO_SEES, error);
  return !moved || self->event->from_state == NULL || tell_all (self, people, CALLOUT_TOPIC_STATUS, TELL_WHO_SEES, error);
}

static gboolean
is_told (CalloutEvent *event)
{
  static const char *const orders[] = {
    "work-order.publish", "work-order.unpublish", "work-order.reallocate", "work-order.reject", "work-order.return", NULL
  };

  /* What is between a ticket and who works with it: nobody need be looked up for that. */
  static const char *const quiet[] = {
    "ticket.create", "ticket.edit", "ticket.set-location", "ticket.set-priority", "ticket.set-note", "ticket.set-visibility",
    "ticket.answer", "ticket.delete-draft", "ticket.clone", "ticket.grab", "ticket.release", NULL
  };

  if (event->kind == CALLOUT_KIND_WORK_ORDER)
    return g_strv_contains (orders, event->command);
  return event->kind == CALLOUT_KIND_TICKET && !g_strv_contains (quiet, event->command);
}

/**
 * callout_call_notify:
 *
 * Tells of everything the command has done, what followed by itself included.
 */
gboolean
callout_call_notify (CalloutCall  *self,
                     GError      **error)
{
  g_autoptr (GPtrArray) prefs = NULL;

  for (guint i = 0; i < self->events->len; i++)
    {
      CalloutEvent *event = g_ptr_array_index (self->events, i);
      g_auto (Telling) telling = { .call = self, .event = event, .author = CALLOUT_ENTITY (self->actor)->id };
      g_autoptr (GError) failure = NULL;

      if (!is_told (event))
        continue;
      if (prefs == NULL && (prefs = callout_store_all_plain (self->store, CALLOUT_KIND_NOTIFICATION_PREF, error)) == NULL)
        return FALSE;
      telling.prefs = g_ptr_array_ref (prefs);
      telling.target = callout_store_get (self->store, event->kind, event->target, &failure);
      if (telling.target == NULL) /* a draft that was thrown away */
        {
          if (g_error_matches (failure, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND))
            continue;
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      telling.ticket = event->kind == CALLOUT_KIND_TICKET ? event->target : CALLOUT_WORK_ORDER (telling.target)->ticket;
      if (event->kind == CALLOUT_KIND_TICKET
              ? !callout_write_system_line (self->store, event, CALLOUT_TICKET (telling.target), error)
                    || !tell_of_ticket (&telling, error)
              : !tell_of_order (&telling, error))
        return FALSE;
    }
  return TRUE;
}
