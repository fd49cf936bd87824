/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-store-private.h"

#include <string.h>

/* Past this many new events nobody is told of each row: everything may differ. */
#define MANY_EVENTS 500

/**
 * callout_store_begin_event:
 * @event: (transfer none): what every write until callout_store_end_event() belongs to
 */
void
callout_store_begin_event (CalloutStore *self,
                           CalloutEvent *event)
{
  CALLOUT_ASSERT_STORE_THREAD (self);
  g_return_if_fail (self->event == NULL);

  self->event = g_object_ref (event);
  self->again = FALSE;
  g_array_set_size (self->changes, 0);
}

/**
 * callout_store_fail_event:
 * @written: whether an event of the same command is written already, and it is
 *   what follows from it that failed
 *
 * Gives up the current event where there is no savepoint to go back to. If it
 * has written anything, the transaction can no longer be committed.
 */
void
callout_store_fail_event (CalloutStore *self,
                          gboolean      written)
{
  CALLOUT_ASSERT_STORE_THREAD (self);

  self->spoilt |= written || self->changes->len > 0;
  callout_store_drop_event (self);
}

void
callout_store_drop_event (CalloutStore *self)
{
  g_clear_object (&self->event);
  g_array_set_size (self->changes, 0);
}

static gboolean
insert_event (CalloutStore  *self,
              GError       **error)
{
  static const char sql[] = "INSERT INTO event (at, actor, source, command, kind, target, from_state, to_state, reason, cause, undoes)"
                            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
  CalloutEvent *event = self->event;
  g_autoptr (CalloutStatementScope) statement = callout_driver_prepare (self->driver, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  callout_statement_bind_int64 (statement, 1, event->at);
  if (event->actor != 0)
    callout_statement_bind_int64 (statement, 2, event->actor);
  else
    callout_statement_bind_null (statement, 2);
  callout_statement_bind_text (statement, 3, callout_enum_key (CALLOUT_TYPE_SOURCE, event->source));
  callout_statement_bind_text (statement, 4, event->command);
  callout_statement_bind_text (statement, 5, callout_enum_key (CALLOUT_TYPE_KIND, event->kind));
  callout_statement_bind_int64 (statement, 6, event->target);
  callout_statement_bind_text (statement, 7, event->from_state);
  callout_statement_bind_text (statement, 8, event->to_state);
  callout_statement_bind_text (statement, 9, event->reason);
  callout_statement_bind_int64 (statement, 10, event->cause);
  callout_statement_bind_int64 (statement, 11, event->undoes);
  if (!callout_statement_step (statement, &row, error))
    return FALSE;
  CALLOUT_ENTITY (event)->id = CALLOUT_DRIVER_GET_CLASS (self->driver)->last_id (self->driver);
  return TRUE;
}

static gboolean
insert_change (CalloutStore         *self,
               const CalloutChange  *change,
               gint64                event,
               GError              **error)
{
  /* A row written twice in one event keeps its first before and its last after. */
  static const char sql[] = "INSERT INTO change (event, kind, id, field, version, before, after)"
                            " VALUES ($1, $2, $3, $4, $5, $6, $7)";
  g_autoptr (CalloutStatementScope) statement = callout_driver_prepare (self->driver, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  callout_statement_bind_int64 (statement, 1, event);
  callout_statement_bind_text (statement, 2, callout_enum_key (CALLOUT_TYPE_KIND, change->kind));
  callout_statement_bind_int64 (statement, 3, change->id);
  callout_statement_bind_text (statement, 4, change->field);
  callout_statement_bind_int64 (statement, 5, change->version);
  callout_statement_bind_text (statement, 6, change->before);
  callout_statement_bind_text (statement, 7, change->after);
  return callout_statement_step (statement, &row, error);
}

/* Folds changes of the same field of the same row, and gives every change of a
 * row its last version. */
static void
fold_changes (GArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *first = &g_array_index (changes, CalloutChange, i);

      for (guint j = changes->len - 1; j > i; j--)
        {
          CalloutChange *later = &g_array_index (changes, CalloutChange, j);

          if (later->kind != first->kind || later->id != first->id)
            continue;
          first->version = MAX (first->version, later->version);
          later->version = first->version;
          if (g_str_equal (later->field, first->field))
            {
              char *after = g_steal_pointer (&later->after);

              g_free (first->after);
              first->after = after;
              g_array_remove_index (changes, j);
            }
        }
    }
}

/**
 * callout_store_end_event:
 *
 * Writes the event and its changes; the event then has its number.
 */
gboolean
callout_store_end_event (CalloutStore  *self,
                         GError       **error)
{
  gboolean written;

  CALLOUT_ASSERT_STORE_THREAD (self);
  g_return_val_if_fail (self->event != NULL, FALSE);

  fold_changes (self->changes);
  written = insert_event (self, error);
  for (guint i = 0; written && i < self->changes->len; i++)
    {
      CalloutChange *change = &g_array_index (self->changes, CalloutChange, i);

      /* The creation of the target is said by the event itself; it is noted
       * where a command may have made it or not, and where it came back. */
      if ((int) change->kind == self->event->kind && change->id == self->event->target && g_str_equal (change->field, "+")
          && change->kind != CALLOUT_KIND_SETTING && change->kind != CALLOUT_KIND_STEP && change->kind != CALLOUT_KIND_WORKFLOW
          && change->kind != CALLOUT_KIND_NOTIFICATION_PREF && change->kind != CALLOUT_KIND_SAVED_FILTER
          && change->kind != CALLOUT_KIND_SNIPPET && change->kind != CALLOUT_KIND_ASSISTANT_ELEMENT && !self->again)
        continue;
      written = insert_change (self, change, CALLOUT_ENTITY (self->event)->id, error);
    }
  /* One that failed stays, for the caller to say what becomes of it. */
  if (written)
    callout_store_drop_event (self);
  return written;
}

/**
 * callout_store_event_changes:
 *
 * Returns: (transfer full) (element-type CalloutChange): what an event changed
 */
GPtrArray *
callout_store_event_changes (CalloutStore  *self,
                             gint64         event,
                             GError       **error)
{
  g_autoptr (CalloutStatementScope) statement = NULL;
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_change_free);
  gboolean row;

  CALLOUT_ASSERT_STORE_THREAD (self);

  statement = callout_driver_prepare (self->driver,
                                      "SELECT kind, id, field, version, before, after FROM change WHERE event = $1", error);
  if (statement == NULL)
    return NULL;
  callout_statement_bind_int64 (statement, 1, event);
  for (;;)
    {
      CalloutChange *change;
      int kind = CALLOUT_KIND_NONE;

      if (!callout_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&changes);
      callout_enum_parse (CALLOUT_TYPE_KIND, callout_statement_get_text (statement, 0), &kind);
      change = g_new0 (CalloutChange, 1);
      change->event = event;
      change->kind = kind;
      change->id = callout_statement_get_int64 (statement, 1);
      change->field = g_strdup (callout_statement_get_text (statement, 2));
      change->version = callout_statement_get_int64 (statement, 3);
      change->before = g_strdup (callout_statement_get_text (statement, 4));
      change->after = g_strdup (callout_statement_get_text (statement, 5));
      g_ptr_array_add (changes, change);
    }
}

/**
 * callout_store_events_of:
 *
 * Returns: (transfer full) (element-type CalloutEvent): everything that was done
 *   to a thing, and to a ticket's work orders, oldest first
 */
GPtrArray *
callout_store_events_of (CalloutStore  *self,
                         CalloutKind    kind,
                         gint64         id,
                         GError       **error)
{
  g_autoptr (GString) sql = NULL;
  g_autoptr (CalloutStatementScope) statement = NULL;

  CALLOUT_ASSERT_STORE_THREAD (self);

  sql = g_string_new (callout_store_get_select (self, CALLOUT_KIND_EVENT));
  g_string_append (sql, " WHERE r.id IN (SELECT e.id FROM event e WHERE e.target = $1 AND e.kind = $2"
                        " UNION SELECT h.event FROM change h WHERE h.id = $1 AND h.kind = $2");
  if (kind == CALLOUT_KIND_TICKET)
    g_string_append (sql, " UNION SELECT e.id FROM event e JOIN work_order w ON w.ticket = $1"
                          " WHERE e.target = w.id AND e.kind = 'work-order'");
  g_string_append (sql, ") ORDER BY r.id");
  statement = callout_driver_prepare (self->driver, sql->str, error);
  if (statement == NULL)
    return NULL;
  callout_statement_bind_int64 (statement, 1, id);
  callout_statement_bind_text (statement, 2, callout_enum_key (CALLOUT_TYPE_KIND, kind));
  return callout_store_read_rows (CALLOUT_KIND_EVENT, statement, error);
}

static gboolean
get_number (CalloutStore  *self,
            const char    *sql,
            gint64         parameter,
            gint64        *number,
            GError       **error)
{
  g_autoptr (CalloutStatementScope) statement = callout_driver_prepare (self->driver, sql, error);
  gboolean row;

  *number = 0;
  if (statement == NULL)
    return FALSE;
  if (strstr (sql, "$1") != NULL)
    callout_statement_bind_int64 (statement, 1, parameter);
  if (!callout_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *number = callout_statement_get_int64 (statement, 0);
  return TRUE;
}

/**
 * callout_store_last_event:
 *
 * Returns: the number of the newest event; 0 if there is none, -1 on error
 */
gint64
callout_store_last_event (CalloutStore  *self,
                          GError       **error)
{
  gint64 number;

  CALLOUT_ASSERT_STORE_THREAD (self);

  return get_number (self, "SELECT max(id) FROM event", 0, &number, error) ? number : -1;
}

/**
 * callout_store_last_event_by:
 *
 * Returns: the person's newest command that is not taken back; 0 if there is
 *   none, -1 on error
 */
gint64
callout_store_last_event_by (CalloutStore  *self,
                             gint64         person,
                             GError       **error)
{
  gint64 number;

  CALLOUT_ASSERT_STORE_THREAD (self);

  return get_number (self,
                     "SELECT e.id FROM event e WHERE e.actor = $1 AND e.source <> 'auto' AND e.undoes = 0"
                     " AND NOT EXISTS (SELECT 1 FROM event u WHERE u.undoes = e.id AND u.undoes <> 0)"
                     " ORDER BY e.id DESC LIMIT 1", person, &number, error)
             ? number
             : -1;
}

/**
 * callout_store_last_mark:
 *
 * Returns: the number of the newest read mark; 0 if there is none, -1 on error
 */
gint64
callout_store_last_mark (CalloutStore  *self,
                         GError       **error)
{
  gint64 number;

  CALLOUT_ASSERT_STORE_THREAD (self);

  return get_number (self, "SELECT max(stamp) FROM read_mark", 0, &number, error) ? number : -1;
}

static void
touch (GArray     *touched,
       CalloutKind kind,
       gint64      id)
{
  CalloutTouch one = { kind, id };

  for (guint i = 0; i < touched->len; i++)
    {
      CalloutTouch *other = &g_array_index (touched, CalloutTouch, i);

      if (other->kind == kind && (other->id == id || other->id == 0))
        return;
    }
  g_array_append_val (touched, one);
}

/* What else looks different when a row of a kind changes. */
static const struct {
  CalloutKind kind;
  CalloutKind dependant;
  const char *sql;
} dependencies[] = {
  { CALLOUT_KIND_ASSIGNMENT, CALLOUT_KIND_WORK_ORDER, "SELECT work_order FROM assignment WHERE id = $1" },
  { CALLOUT_KIND_ASSIGNMENT, CALLOUT_KIND_PERSON, "SELECT person FROM assignment WHERE id = $1" },
  { CALLOUT_KIND_ASSIGNMENT, CALLOUT_KIND_TICKET,
    "SELECT w.ticket FROM assignment a JOIN work_order w ON w.id = a.work_order WHERE a.id = $1" },
  { CALLOUT_KIND_STEP_EVENT, CALLOUT_KIND_WORK_ORDER, "SELECT work_order FROM step_event WHERE id = $1" },
  { CALLOUT_KIND_MEMBERSHIP, CALLOUT_KIND_PERSON, "SELECT person FROM membership WHERE id = $1" },
  { CALLOUT_KIND_MEMBERSHIP, CALLOUT_KIND_GROUP, "SELECT \"group\" FROM membership WHERE id = $1" },
  { CALLOUT_KIND_WORK_ORDER, CALLOUT_KIND_TICKET, "SELECT ticket FROM work_order WHERE id = $1" },
  { CALLOUT_KIND_WORK_ORDER, CALLOUT_KIND_GROUP, "SELECT \"group\" FROM work_order WHERE id = $1 AND \"group\" IS NOT NULL" },
  { CALLOUT_KIND_WORK_ORDER, CALLOUT_KIND_PERSON,
    "SELECT person FROM assignment WHERE work_order = $1 AND state IN ('assigned', 'accepted')" },
  { CALLOUT_KIND_TICKET, CALLOUT_KIND_WORK_ORDER, "SELECT id FROM work_order WHERE ticket = $1" },
  { CALLOUT_KIND_STEP, CALLOUT_KIND_WORKFLOW, "SELECT workflow FROM step WHERE id = $1" },
  { CALLOUT_KIND_STATUS_LABEL, CALLOUT_KIND_STATUS, "SELECT status FROM status_label WHERE id = $1" },
  { CALLOUT_KIND_FLOW, CALLOUT_KIND_FLOW, "SELECT o.id FROM flow f JOIN flow o ON o.key = f.key WHERE f.id = $1" },
  { CALLOUT_KIND_OFFER, CALLOUT_KIND_TICKET, "SELECT ticket FROM offer WHERE id = $1" },
  { CALLOUT_KIND_TICKET_ASSIGNEE, CALLOUT_KIND_TICKET, "SELECT ticket FROM ticket_assignee WHERE id = $1" },
  { CALLOUT_KIND_RATING, CALLOUT_KIND_TICKET, "SELECT ticket FROM rating WHERE id = $1" },
  { CALLOUT_KIND_FILE, CALLOUT_KIND_UPDATE, "SELECT update_ref FROM file WHERE id = $1 AND update_ref IS NOT NULL" },
  { CALLOUT_KIND_UPDATE, CALLOUT_KIND_UPDATE, "SELECT corrects FROM ticket_update WHERE id = $1 AND corrects IS NOT NULL" },
  { CALLOUT_KIND_EVENT, CALLOUT_KIND_NOTIFICATION, "SELECT id FROM notification WHERE event = $1" },
  { CALLOUT_KIND_TICKET, CALLOUT_KIND_OFFER, "SELECT id FROM offer WHERE ticket = $1" },
  { CALLOUT_KIND_TICKET, CALLOUT_KIND_CONVERSATION, "SELECT id FROM conversation WHERE ticket = $1" },
  { CALLOUT_KIND_EVENT, CALLOUT_KIND_MESSAGE, "SELECT id FROM message WHERE event = $1" },
  { CALLOUT_KIND_FILE, CALLOUT_KIND_MESSAGE, "SELECT message FROM file WHERE id = $1 AND message IS NOT NULL" },
  { CALLOUT_KIND_FLOW, CALLOUT_KIND_ASSISTANT_ELEMENT,
    "SELECT e.id FROM flow f JOIN assistant_element e ON e.flow = f.key WHERE f.id = $1" },
  { CALLOUT_KIND_ASSISTANT_ELEMENT, CALLOUT_KIND_ASSISTANT_ELEMENT,
    "SELECT x.id FROM assistant_element e JOIN assistant_element x ON x.id = e.parent OR x.parent = e.id WHERE e.id = $1" },
};

/* What comes into sight and goes out of it with a ticket that is no draft any
 * more, or one again. */
static const struct {
  CalloutKind dependant;
  const char *sql;
} of_drafts[] = {
  { CALLOUT_KIND_EVENT, "SELECT id FROM event WHERE target = $1 AND kind = 'ticket'" },
  { CALLOUT_KIND_NOTIFICATION, "SELECT n.id FROM event e JOIN notification n ON n.event = e.id"
                               " WHERE e.target = $1 AND e.kind = 'ticket'" },
  { CALLOUT_KIND_ANSWER, "SELECT id FROM answer WHERE ticket = $1" },
  { CALLOUT_KIND_FILE, "SELECT id FROM file WHERE ticket = $1" },
};

static gboolean
touch_found (CalloutStore  *self,
             const char    *sql,
             gint64         id,
             CalloutKind    found,
             GArray        *touched,
             GError       **error)
{
  g_autoptr (CalloutStatementScope) statement = callout_driver_prepare (self->driver, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  callout_statement_bind_int64 (statement, 1, id);
  for (;;)
    {
      if (!callout_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      touch (touched, found, callout_statement_get_int64 (statement, 0));
    }
}

static gboolean
touch_dependants (CalloutStore  *self,
                  CalloutKind    kind,
                  gint64         id,
                  GArray        *touched,
                  GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (dependencies); i++)
    if (dependencies[i].kind == kind
        && !touch_found (self, dependencies[i].sql, id, dependencies[i].dependant, touched, error))
      return FALSE;
  return TRUE;
}

static gboolean
touch_drafts (CalloutStore  *self,
              GPtrArray     *changes,
              GArray        *touched,
              GError       **error)
{
  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);

      /* A visit that went with the submission it came by. */
      if (change->kind == CALLOUT_KIND_WORK_ORDER && g_str_equal (change->field, "-")
          && !touch_found (self, "SELECT id FROM event WHERE target = $1 AND kind = 'work-order'", change->id, CALLOUT_KIND_EVENT,
                           touched, error))
        return FALSE;
      if (change->kind != CALLOUT_KIND_TICKET || !g_str_equal (change->field, "progress")
          || (g_strcmp0 (change->before, "draft") != 0 && g_strcmp0 (change->after, "draft") != 0))
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (of_drafts); j++)
        if (!touch_found (self, of_drafts[j].sql, change->id, of_drafts[j].dependant, touched, error))
          return FALSE;
    }
  return TRUE;
}

/* Fields that rows of other kinds show as their own, any number of them. They
 * change so seldom that everything of those kinds counts as touched. */
static const struct {
  CalloutKind kind;
  const char *field;
  CalloutKind shown_by;
} shown[] = {
  { CALLOUT_KIND_PERSON, "name", CALLOUT_KIND_WORK_ORDER },
  { CALLOUT_KIND_PERSON, "name", CALLOUT_KIND_ASSIGNMENT },
  { CALLOUT_KIND_PERSON, "name", CALLOUT_KIND_EVENT },
  { CALLOUT_KIND_PERSON, "name", CALLOUT_KIND_NOTIFICATION },
  { CALLOUT_KIND_PERSON, "name", CALLOUT_KIND_MESSAGE },
  { CALLOUT_KIND_PERSON, "name", CALLOUT_KIND_READ_MARK },
  { CALLOUT_KIND_PERSON, "name", CALLOUT_KIND_CONVERSATION },
  { CALLOUT_KIND_CUSTOMER, "name", CALLOUT_KIND_TICKET },
  { CALLOUT_KIND_CUSTOMER, "name", CALLOUT_KIND_WORK_ORDER },
  { CALLOUT_KIND_CUSTOMER, "name", CALLOUT_KIND_EQUIPMENT },
  { CALLOUT_KIND_CUSTOMER, "name", CALLOUT_KIND_CONVERSATION },
  { CALLOUT_KIND_EQUIPMENT, "name", CALLOUT_KIND_TICKET },
  { CALLOUT_KIND_GROUP, "name", CALLOUT_KIND_WORK_ORDER },
  { CALLOUT_KIND_GROUP, "type", CALLOUT_KIND_PERSON },
};

static void
touch_showing (const CalloutChange *change,
               GArray              *touched)
{
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    if (shown[i].kind == change->kind && g_str_equal (shown[i].field, change->field))
      touch (touched, shown[i].shown_by, 0);
}

/* Ids of rows that are gone or moved: people taken off, groups left. */
static gboolean
touch_former (GPtrArray *changes,
              GArray    *touched)
{
  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);
      const CalloutField *field;

      touch (touched, change->kind, change->id);
      touch_showing (change, touched);
      if (change->before == NULL || *change->field == '+' || *change->field == '-')
        continue;
      field = callout_kind_find_field (change->kind, change->field);
      if (field != NULL && field->type == CALLOUT_FIELD_REF && field->kind != CALLOUT_KIND_NONE)
        touch (touched, field->kind, g_ascii_strtoll (change->before, NULL, 10));
    }
  return TRUE;
}

static gboolean
collect_touched (CalloutStore  *self,
                 GPtrArray     *events,
                 GArray        *touched,
                 GError       **error)
{
  guint direct;

  for (guint i = 0; i < events->len; i++)
    {
      CalloutEvent *event = g_ptr_array_index (events, i);
      g_autoptr (GPtrArray) changes = callout_store_event_changes (self, CALLOUT_ENTITY (event)->id, error);

      if (changes == NULL)
        return FALSE;
      touch (touched, event->kind, event->target);
      touch (touched, CALLOUT_KIND_EVENT, CALLOUT_ENTITY (event)->id);
      if (event->undoes != 0)
        touch (touched, CALLOUT_KIND_EVENT, event->undoes);
      touch_former (changes, touched);
      if (!touch_drafts (self, changes, touched, error))
        return FALSE;
    }

  direct = touched->len;
  for (guint i = 0; i < direct; i++)
    {
      CalloutTouch one = g_array_index (touched, CalloutTouch, i);

      if (!touch_dependants (self, one.kind, one.id, touched, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * callout_store_marks_after:
 * @mark: (inout): the last number already known
 * @touched: (element-type CalloutTouch): what looks different since is added
 *
 * That somebody has read something is seen by whoever wrote it. What is unread
 * is no longer so to that one person: to others nothing of the ticket differs,
 * and no list of theirs is woken.
 */
gboolean
callout_store_marks_after (CalloutStore  *self,
                           gint64        *mark,
                           GArray        *touched,
                           GError       **error)
{
  g_autoptr (CalloutStatementScope) statement = NULL;
  guint n = 0;
  gboolean row;

  CALLOUT_ASSERT_STORE_THREAD (self);

  statement = callout_driver_prepare (self->driver,
                                      "SELECT k.stamp, k.id, k.person, k.ticket, coalesce(v.id, 0) FROM read_mark k"
                                      " LEFT JOIN conversation v ON v.ticket = k.ticket AND v.thread = k.thread"
                                      " WHERE k.stamp > $1 ORDER BY k.stamp", error);
  if (statement == NULL)
    return FALSE;
  callout_statement_bind_int64 (statement, 1, *mark);
  for (;;)
    {
      if (!callout_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      *mark = callout_statement_get_int64 (statement, 0);
      touch (touched, CALLOUT_KIND_READ_MARK, ++n > MANY_EVENTS ? 0 : callout_statement_get_int64 (statement, 1));
      if (callout_statement_get_int64 (statement, 2) != self->reader.person)
        continue;
      touch (touched, CALLOUT_KIND_TICKET, callout_statement_get_int64 (statement, 3));
      if (callout_statement_get_int64 (statement, 4) != 0)
        touch (touched, CALLOUT_KIND_CONVERSATION, callout_statement_get_int64 (statement, 4));
    }
}

/**
 * callout_store_events_after:
 * @event: the last number already known
 * @touched: (out) (element-type CalloutTouch): what looks different since
 *
 * The change feed. After very many events at once (an import) only the last
 * ones are given and everything counts as touched.
 *
 * Returns: (transfer full) (element-type CalloutEvent): the newer ones, in order
 */
GPtrArray *
callout_store_events_after (CalloutStore  *self,
                            gint64         event,
                            GArray       **touched,
                            GError       **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (CalloutStatementScope) statement = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (CalloutTouch));
  gint64 last;

  CALLOUT_ASSERT_STORE_THREAD (self);

  last = callout_store_last_event (self, error);
  if (last < 0)
    return NULL;
  sql = g_strdup_printf ("%s WHERE r.id > $1 ORDER BY r.id", callout_store_get_select (self, CALLOUT_KIND_EVENT));
  statement = callout_driver_prepare (self->driver, sql, error);
  if (statement == NULL)
    return NULL;
  callout_statement_bind_int64 (statement, 1, MAX (event, last - MANY_EVENTS));
  events = callout_store_read_rows (CALLOUT_KIND_EVENT, statement, error);
  if (events == NULL)
    return NULL;

  if (last - event > MANY_EVENTS)
    for (int kind = CALLOUT_KIND_NONE + 1; kind < CALLOUT_N_KINDS; kind++)
      touch (all, kind, 0);
  else if (!collect_touched (self, events, all, error))
    return NULL;
  *touched = g_steal_pointer (&all);
  return g_steal_pointer (&events);
}
