/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-work-lists.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

/* Nobody closes more in a day; of the other groups all is shown. */
#define MAX_DONE 50

/* The groups' titles, what is in them, and in which order. */
static const struct {
  const char *title;
  const char *states[4];
  const char *sort;
  gboolean    descending;
} group_infos[CALLOUT_N_WORK_GROUPS] = {
  [CALLOUT_WORK_GROUP_NOW] = { N_("Now"), { "travel", "work", "checked-out" }, "updated_at", TRUE },
  [CALLOUT_WORK_GROUP_ACCEPTED] = { N_("Accepted"), { "accepted" }, "planned_start", FALSE },
  [CALLOUT_WORK_GROUP_OFFERED] = { N_("Offered"), { "dispatched" }, "due_latest", FALSE },
  [CALLOUT_WORK_GROUP_DONE] = { N_("Done Today"), { "closed" }, "updated_at", TRUE },
};

const char *
callout_work_group_get_title (CalloutWorkGroup group)
{
  return _(group_infos[group].title);
}

struct _CalloutWorkLists
{
  GObject           parent_instance;

  /* Owned */
  CalloutSession   *session;
  CalloutQueryList *lists[CALLOUT_N_WORK_GROUPS];
  GListModel       *items;
  char             *words;

  CalloutTime       midnight; /* since when “today” is counted */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutWorkLists, callout_work_lists, G_TYPE_OBJECT)

static CalloutTime
last_midnight (CalloutSession *session)
{
  GTimeZone *zone = callout_session_get_zone (session);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (callout_clock_now () / CALLOUT_SECOND);
  g_autoptr (GDateTime) now = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) midnight = g_date_time_new (zone, g_date_time_get_year (now), g_date_time_get_month (now),
                                                    g_date_time_get_day_of_month (now), 0, 0, 0);

  return midnight != NULL ? g_date_time_to_unix (midnight) * CALLOUT_SECOND : callout_clock_now () - CALLOUT_DAY;
}

/* A closed work order is changed no more, so that its last change is its end. */
static CalloutQuery *
make_query (CalloutWorkLists *self,
            CalloutWorkGroup  group,
            CalloutPerson    *person)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_WORK_ORDER);
  const char *mine[] = { person->login, NULL };

  callout_query_add (query, "state", CALLOUT_OP_IS, group_infos[group].states, NULL);
  if (group == CALLOUT_WORK_GROUP_DONE)
    {
      g_autofree char *since = callout_time_format (self->midnight - 1, NULL);
      const char *values[] = { since, NULL };

      callout_query_add (query, "updated_at", CALLOUT_OP_MORE, values, NULL);
      callout_query_set_limit (query, MAX_DONE, 0);
    }
  callout_query_add (query, "assignee", CALLOUT_OP_IS, mine, NULL);
  callout_query_set_words (query, self->words);
  callout_query_set_sort (query, group_infos[group].sort, group_infos[group].descending, NULL);
  return g_steal_pointer (&query);
}

static void
changed_cb (CalloutWorkLists *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
tick_cb (CalloutWorkLists *self)
{
  if (last_midnight (self->session) != self->midnight)
    callout_work_lists_refresh (self);
}

static void
callout_work_lists_dispose (GObject *object)
{
  CalloutWorkLists *self = CALLOUT_WORK_LISTS (object);

  g_clear_object (&self->items);
  for (guint i = 0; i < CALLOUT_N_WORK_GROUPS; i++)
    g_clear_object (&self->lists[i]);
  g_clear_object (&self->session);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (callout_work_lists_parent_class)->dispose (object);
}

static void
callout_work_lists_class_init (CalloutWorkListsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_work_lists_dispose;
  signals[CHANGED] = g_signal_new ("changed", CALLOUT_TYPE_WORK_LISTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
callout_work_lists_init (CalloutWorkLists *self)
{
}

/**
 * callout_work_lists_new:
 *
 * Empty until callout_work_lists_refresh().
 */
CalloutWorkLists *
callout_work_lists_new (CalloutSession *session)
{
  CalloutWorkLists *self = g_object_new (CALLOUT_TYPE_WORK_LISTS, NULL);
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);

  self->session = g_object_ref (session);
  for (guint i = 0; i < CALLOUT_N_WORK_GROUPS; i++)
    {
      CalloutQueryList *list = callout_query_list_new (callout_session_get_workspace (session),
                                                       callout_session_get_person_id (session));

      self->lists[i] = list;
      g_signal_connect_object (list, "notify::loading", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (list, "notify::error", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      g_list_store_append (parts, list);
    }
  self->items = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts)));
  g_signal_connect_object (self->items, "items-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (session, "tick", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * callout_work_lists_get_items:
 *
 * Returns: (transfer none): of #CalloutRow
 */
GListModel *
callout_work_lists_get_items (CalloutWorkLists *self)
{
  return self->items;
}

/**
 * callout_work_lists_get_group:
 * @position: of an item
 */
CalloutWorkGroup
callout_work_lists_get_group (CalloutWorkLists *self,
                              guint             position)
{
  guint end = 0;

  for (guint i = 0; i < CALLOUT_N_WORK_GROUPS; i++)
    {
      end += callout_work_lists_count (self, i);
      if (position < end)
        return i;
    }
  return CALLOUT_WORK_GROUP_DONE;
}

/**
 * callout_work_lists_refresh:
 *
 * Reads the lists of whoever is signed in, for the day it is now.
 */
void
callout_work_lists_refresh (CalloutWorkLists *self)
{
  CalloutPerson *person = callout_session_get_person (self->session);

  if (person == NULL)
    return;
  self->midnight = last_midnight (self->session);
  for (guint i = 0; i < CALLOUT_N_WORK_GROUPS; i++)
    {
      g_autoptr (CalloutQuery) query = make_query (self, i, person);

      callout_query_list_set_person (self->lists[i], callout_session_get_person_id (self->session));
      callout_query_list_set_query (self->lists[i], query);
    }
}

/**
 * callout_work_lists_set_words:
 * @words: (nullable): what the work orders have to hold
 */
void
callout_work_lists_set_words (CalloutWorkLists *self,
                              const char       *words)
{
  if (g_strcmp0 (self->words, words) == 0)
    return;
  g_free (self->words);
  self->words = g_strdup (words);
  callout_work_lists_refresh (self);
}

/**
 * callout_work_lists_find:
 * @position: (out) (optional): among all items
 */
gboolean
callout_work_lists_find (CalloutWorkLists *self,
                         gint64            id,
                         guint            *position)
{
  guint before = 0;

  for (guint i = 0; i < CALLOUT_N_WORK_GROUPS; i++)
    {
      guint place;

      if (callout_query_list_find (self->lists[i], id, &place))
        {
          if (position != NULL)
            *position = before + place;
          return TRUE;
        }
      before += g_list_model_get_n_items (G_LIST_MODEL (self->lists[i]));
    }
  return FALSE;
}

guint
callout_work_lists_count (CalloutWorkLists *self,
                          CalloutWorkGroup  group)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->lists[group]));
}

gboolean
callout_work_lists_get_loading (CalloutWorkLists *self)
{
  for (guint i = 0; i < CALLOUT_N_WORK_GROUPS; i++)
    if (callout_query_list_get_loading (self->lists[i]))
      return TRUE;
  return FALSE;
}

/**
 * callout_work_lists_get_error:
 *
 * Returns: (transfer none) (nullable): why one of the lists cannot be read
 */
const GError *
callout_work_lists_get_error (CalloutWorkLists *self)
{
  for (guint i = 0; i < CALLOUT_N_WORK_GROUPS; i++)
    if (callout_query_list_get_error (self->lists[i]) != NULL)
      return callout_query_list_get_error (self->lists[i]);
  return NULL;
}
