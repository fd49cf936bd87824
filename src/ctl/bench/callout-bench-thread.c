/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-bench-store.h"

#include <glib/gi18n-lib.h>

/*
 * A thread of a hundred thousand messages among a million: opening it, as who
 * sees the whole house and as an engineer whose sight must be asked, beside the
 * same question put to SQLite alone; writing into it, and conversations by
 * their last message.
 */

#define ROUNDS 7
#define POSTS 40
#define TENTH_MS 100

static const char fill[] =
  "INSERT INTO person (id, version, created_at, updated_at, login, name, roles, availability, active)"
  " VALUES (1000, 1, 1, 1, 'ada', 'Ada Engineer', 'member', 'available', 1), (1001, 1, 1, 1, 'kim', 'Kim', 'code-user', 'available', 1);"
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
  " INSERT INTO ticket (id, version, created_at, updated_at, title, progress, visibility, priority, outcome, cycle, vip, escalated,"
  " created_by, flow) SELECT i, 1, 1, 1, 'Lamp ' || i, 'open', 'public', 'normal', 'none', 0, 0, 0, 1001,"
  " (SELECT min (id) FROM flow) FROM n;"
  "INSERT INTO ticket_assignee (version, created_at, updated_at, ticket, person, via)"
  " SELECT 1, 1, 1, id, 1000, 'assigned' FROM ticket;"
  "UPDATE ticket SET progress = 'assigned';"
  /* Every tenth message is of the long thread. */
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)"
  " INSERT INTO message (version, created_at, updated_at, ticket, thread, author, kind, text)"
  " SELECT 1, i * 1000000, i * 1000000, CASE WHEN i % 10 = 0 THEN 1 ELSE 2 + (i * 7919) % 19999 END, 'messenger',"
  " CASE WHEN i % 3 = 0 THEN 1001 ELSE 1000 END, 'text', 'What there is to say, ' || i FROM n;"
  "INSERT INTO message_search (message_search) VALUES ('rebuild');";

static const char yardstick[] = "SELECT id FROM message WHERE ticket = 1 AND thread = 'messenger' ORDER BY id";

static gboolean
bench_open (CalloutBench       *bench,
            CalloutBenchStore  *store,
            gint64              person,
            const char         *what,
            GError            **error)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_MESSAGE);
  double ours = G_MAXDOUBLE;
  double theirs = G_MAXDOUBLE;
  guint n_ids = 0;

  if (!callout_query_add_filter (query, "ticket=T-1 and thread=messenger", error))
    return FALSE;
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (CalloutQueryList) list = callout_query_list_new (store->workspace, person);
      g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
      double first, all, start = callout_bench_seconds ();

      /* A thread is opened at its end. */
      if (!callout_bench_open_list (store, list, query, &first, &all, error))
        return FALSE;
      n_ids = g_list_model_get_n_items (G_LIST_MODEL (list));
      callout_bench_show (list, n_ids - CALLOUT_BENCH_SCREEN, CALLOUT_BENCH_SCREEN, shown);
      ours = MIN (ours, (callout_bench_seconds () - start) * 1000);
      g_ptr_array_set_size (shown, 0);
      start = callout_bench_seconds ();
      if (!callout_bench_store_read (store, yardstick, FALSE, &n_ids, error))
        return FALSE;
      theirs = MIN (theirs, (callout_bench_seconds () - start) * 1000);
    }
  callout_bench_limit (bench, what, ours, "ms", CALLOUT_BENCH_AT_MOST, TENTH_MS);
  callout_bench_ratio (bench, _("the same"), ours, "ms", _("bare SQLite"), theirs, CALLOUT_BENCH_AT_MOST, 0);
  return TRUE;
}

static gboolean
bench_posts (CalloutBench       *bench,
             CalloutBenchStore  *store,
             GError            **error)
{
  double times[POSTS];

  for (guint i = 0; i < POSTS; i++)
    {
      g_autoptr (CalloutArgs) args = callout_args_new_with ("text", "One more", NULL);
      g_autoptr (CalloutRequest) request = callout_request_new (1000, CALLOUT_SOURCE_CTL, "message.post", "T-1", args);
      double start = callout_bench_seconds ();
      g_autoptr (CalloutEntity) ticket = callout_workspace_run_sync (store->workspace, request, NULL, error);

      if (ticket == NULL)
        return FALSE;
      times[i] = (callout_bench_seconds () - start) * 1000;
    }
  callout_bench_figure (bench, _("a message, committed, with what its readers are told"), callout_bench_median (times, POSTS), "ms");
  return TRUE;
}

static gboolean
bench_conversations (CalloutBench       *bench,
                     CalloutBenchStore  *store,
                     GError            **error)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_CONVERSATION);
  double ours = G_MAXDOUBLE;

  if (!callout_query_parse_sort (query, "-last", error))
    return FALSE;
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (CalloutQueryList) list = callout_query_list_new (store->workspace, store->admin);
      double first, all;

      if (!callout_bench_open_list (store, list, query, &first, &all, error))
        return FALSE;
      ours = MIN (ours, first * 1000);
    }
  callout_bench_limit (bench, _("the first of 20,000 conversations, each with what is unread"), ours, "ms", CALLOUT_BENCH_AT_MOST,
                       TENTH_MS);
  return TRUE;
}

/**
 * callout_bench_thread:
 *
 * A hundred thousand messages open within a tenth of a second.
 */
gboolean
callout_bench_thread (CalloutBench  *self,
                      GError       **error)
{
  CalloutBenchStore store = { NULL };
  gboolean done = callout_bench_store_open (&store, self, fill, error)
                  && bench_open (self, &store, store.admin, _("a thread of 100,000 messages, to the last of them"), error)
                  && bench_open (self, &store, 1000, _("the same, by an engineer who has the ticket"), error)
                  && bench_open (self, &store, 1001, _("the same, by the customer"), error)
                  && bench_posts (self, &store, error) && bench_conversations (self, &store, error);

  callout_bench_store_close (&store);
  return done;
}
