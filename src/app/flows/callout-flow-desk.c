/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-desk.h"

#include <glib/gi18n-lib.h>

struct _CalloutFlowDesk
{
  GObject         parent_instance;

  /* Owned */
  CalloutSession *session;
  GCancellable   *cancellable;
  GPtrArray      *entries;  /* of CalloutFlowEntry, by name; NULL until it was first read */
  GPtrArray      *groups;   /* of CalloutGroup, by name */
  GHashTable     *notes;    /* id of a version → what was said when it was published */
  GError         *error;

  guint           begun;    /* how often reading was begun */
  guint           serial;   /* which of these shows */
  gboolean        reading;
  gboolean        stale;
};

enum { CHANGED, DISTURBED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutFlowDesk, callout_flow_desk, G_TYPE_OBJECT)

typedef struct {
  GPtrArray *flows;
  GPtrArray *groups;
  GPtrArray *events; /* of CalloutEvent: publishings */
} Snap;

static void
snap_free (Snap *self)
{
  g_clear_pointer (&self->flows, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Snap, snap_free)

static void
entry_free (gpointer data)
{
  CalloutFlowEntry *self = data;

  g_free (self->key);
  g_clear_object (&self->draft);
  g_clear_object (&self->current);
  g_ptr_array_unref (self->versions);
  g_free (self);
}

/* Reading, on the worker's thread */

static GPtrArray *
list_all (CalloutStore  *store,
          CalloutKind    kind,
          const char    *filter,
          const char    *sort,
          gboolean       descending,
          GError       **error)
{
  const CalloutSight sight = { CALLOUT_SIGHT_ALL, 0 };
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autoptr (GArray) ids = NULL;

  if ((filter != NULL && !callout_query_add_filter (query, filter, error))
      || !callout_query_set_sort (query, sort, descending, error))
    return NULL;
  ids = callout_store_query_ids (store, query, &sight, NULL, error);
  return ids != NULL ? callout_store_get_many (store, kind, (gint64 *) (gpointer) ids->data, ids->len, error) : NULL;
}

static gpointer
read_snap (CalloutStore  *store,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (Snap) snap = g_new0 (Snap, 1);

  if ((snap->flows = list_all (store, CALLOUT_KIND_FLOW, NULL, "number", TRUE, error)) == NULL
      || (snap->groups = list_all (store, CALLOUT_KIND_GROUP, NULL, "name", FALSE, error)) == NULL
      || (snap->events = list_all (store, CALLOUT_KIND_EVENT, "command=flow.publish", "ref", FALSE, error)) == NULL)
    return NULL;
  return g_steal_pointer (&snap);
}

/* Reading, as seen from here */

static CalloutFlowEntry *
ensure_entry (GPtrArray  *entries,
              const char *key)
{
  CalloutFlowEntry *entry;

  for (guint i = 0; i < entries->len; i++)
    {
      entry = g_ptr_array_index (entries, i);
      if (g_str_equal (entry->key, key))
        return entry;
    }
  entry = g_new0 (CalloutFlowEntry, 1);
  entry->key = g_strdup (key);
  entry->versions = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (entries, entry);
  return entry;
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const CalloutFlowEntry *x = *(CalloutFlowEntry **) a;
  const CalloutFlowEntry *y = *(CalloutFlowEntry **) b;
  CalloutFlow *first = callout_flow_entry_get_shown (x);
  CalloutFlow *second = callout_flow_entry_get_shown (y);
  gboolean first_retired = x->draft == NULL && first->state == CALLOUT_FLOW_STATE_RETIRED;
  gboolean second_retired = y->draft == NULL && second->state == CALLOUT_FLOW_STATE_RETIRED;

  if (first_retired != second_retired)
    return first_retired ? 1 : -1;
  return g_utf8_collate (first->name, second->name);
}

static void
take_snap (CalloutFlowDesk *self,
           Snap            *snap)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);

  for (guint i = 0; i < snap->flows->len; i++)
    {
      CalloutFlow *flow = g_ptr_array_index (snap->flows, i);
      CalloutFlowEntry *entry = ensure_entry (entries, flow->key);

      if (flow->state == CALLOUT_FLOW_STATE_DRAFT)
        g_set_object (&entry->draft, flow);
      else
        g_ptr_array_add (entry->versions, g_object_ref (flow));
      if (flow->state != CALLOUT_FLOW_STATE_DRAFT && entry->current == NULL)
        entry->current = g_object_ref (flow);
    }
  g_ptr_array_sort (entries, compare_entries);
  g_hash_table_remove_all (self->notes);
  for (guint i = 0; i < snap->events->len; i++)
    {
      CalloutEvent *event = g_ptr_array_index (snap->events, i);

      if (event->reason != NULL)
        g_hash_table_insert (self->notes, g_memdup2 (&event->target, sizeof event->target), g_strdup (event->reason));
    }
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  self->entries = g_steal_pointer (&entries);
  self->groups = g_ptr_array_ref (snap->groups);
}

static void begin_reading (CalloutFlowDesk *self);

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CalloutFlowDesk) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Snap) snap = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);

  self->reading = FALSE;
  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->stale)
    {
      begin_reading (self);
      return;
    }
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  if (snap != NULL)
    {
      take_snap (self, snap);
      self->serial = self->begun;
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
begin_reading (CalloutFlowDesk *self)
{
  self->stale = FALSE;
  self->reading = TRUE;
  self->begun++;
  callout_workspace_read_async (callout_session_get_workspace (self->session), read_snap, NULL, NULL,
                                (GDestroyNotify) snap_free, self->cancellable, read_cb, g_object_ref (self));
}

static void
tell_others (CalloutFlowDesk *self,
             CalloutFeed     *feed)
{
  gint64 own = callout_session_get_person_id (self->session);

  for (guint i = 0; i < feed->events->len; i++)
    {
      CalloutEvent *event = g_ptr_array_index (feed->events, i);
      const CalloutCommand *command = callout_commands_find (event->command);
      g_autofree char *sentence = NULL;

      if (event->actor == own || event->actor_name == NULL || command == NULL || event->target_ref == NULL
          || event->kind != CALLOUT_KIND_FLOW)
        continue;
      /* Translators: who, and the name of a command */
      sentence = g_strdup_printf (_("%s is editing this flow too: “%s”."), event->actor_name, callout_command_get_label (command));
      g_signal_emit (self, signals[DISTURBED], 0, event->target_ref, sentence);
    }
}

static void
feed_cb (CalloutFlowDesk *self,
         CalloutFeed     *feed)
{
  if (self->entries == NULL
      || (!callout_feed_touches (feed, CALLOUT_KIND_FLOW) && !callout_feed_touches (feed, CALLOUT_KIND_GROUP)))
    return;
  tell_others (self, feed);
  callout_flow_desk_refresh (self);
}

static void
callout_flow_desk_dispose (GObject *object)
{
  CalloutFlowDesk *self = CALLOUT_FLOW_DESK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_hash_table_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (callout_flow_desk_parent_class)->dispose (object);
}

static void
callout_flow_desk_class_init (CalloutFlowDeskClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_flow_desk_dispose;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DISTURBED] = g_signal_new ("disturbed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                     G_TYPE_STRING, G_TYPE_STRING);
}

static void
callout_flow_desk_init (CalloutFlowDesk *self)
{
  self->cancellable = g_cancellable_new ();
  self->notes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

/**
 * callout_flow_desk_new:
 *
 * Returns: (transfer full): a desk on which there is nothing until it was refreshed
 */
CalloutFlowDesk *
callout_flow_desk_new (CalloutSession *session)
{
  CalloutFlowDesk *self = g_object_new (CALLOUT_TYPE_FLOW_DESK, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * callout_flow_desk_refresh:
 *
 * Returns: the serial from which on what was there at this moment is read
 */
guint
callout_flow_desk_refresh (CalloutFlowDesk *self)
{
  if (self->session == NULL)
    return self->begun;
  if (self->reading)
    self->stale = TRUE;
  else
    begin_reading (self);
  return self->begun + (self->stale ? 1 : 0);
}

CalloutSession *
callout_flow_desk_get_session (CalloutFlowDesk *self)
{
  return self->session;
}

guint
callout_flow_desk_get_serial (CalloutFlowDesk *self)
{
  return self->serial;
}

const GError *
callout_flow_desk_get_error (CalloutFlowDesk *self)
{
  return self->error;
}

/**
 * callout_flow_desk_get_entries:
 *
 * Returns: (transfer none) (nullable) (element-type CalloutFlowEntry): by name,
 *   retired ones last; it holds until `changed`
 */
GPtrArray *
callout_flow_desk_get_entries (CalloutFlowDesk *self)
{
  return self->entries;
}

const CalloutFlowEntry *
callout_flow_desk_find (CalloutFlowDesk *self,
                        const char      *key)
{
  for (guint i = 0; self->entries != NULL && i < self->entries->len; i++)
    {
      CalloutFlowEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (entry->key, key))
        return entry;
    }
  return NULL;
}

GPtrArray *
callout_flow_desk_get_groups (CalloutFlowDesk *self)
{
  return self->groups;
}

/**
 * callout_flow_desk_get_note:
 *
 * Returns: (nullable): what was said of a version when it was published
 */
const char *
callout_flow_desk_get_note (CalloutFlowDesk *self,
                            CalloutFlow     *flow)
{
  gint64 id = callout_entity_get_id (CALLOUT_ENTITY (flow));

  return g_hash_table_lookup (self->notes, &id);
}

/**
 * callout_flow_desk_dup_day:
 *
 * Returns: (transfer full): the day of a moment at the site, with its year if
 *   that is not this one
 */
char *
callout_flow_desk_dup_day (CalloutFlowDesk *self,
                           CalloutTime      time)
{
  GTimeZone *zone = callout_session_get_zone (self->session);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / CALLOUT_SECOND);
  g_autoptr (GDateTime) now_utc = g_date_time_new_from_unix_utc (callout_clock_now () / CALLOUT_SECOND);
  g_autoptr (GDateTime) day = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) now = g_date_time_to_timezone (now_utc, zone);

  /* Translators: a day and a month, in the order they are written, see strftime: “12 Nov” */
  return g_date_time_format (day, g_date_time_get_year (day) == g_date_time_get_year (now) ? _("%-d %b")
                                  /* Translators: the same with the year: “12 Nov 2025” */
                                  : _("%-d %b %Y"));
}

/* What is edited: the draft, or what the first edit makes one of. */
CalloutFlow *
callout_flow_entry_get_shown (const CalloutFlowEntry *self)
{
  return self->draft != NULL ? self->draft : self->current;
}
