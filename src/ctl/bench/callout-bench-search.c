/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-bench-store.h"

#include <glib/gi18n-lib.h>

/*
 * Filters and words over a million tickets, from the question to the first
 * screen of rows, beside the same question put to SQLite alone.
 */

#define ROUNDS 9

static const struct {
  const char *words;
  const char *filter;
  const char *yardstick;
} questions[] = {
  { "hydrant", NULL, "SELECT rowid FROM ticket_search WHERE ticket_search MATCH '\"hydrant\"*'" },
  { "main beacon", NULL, "SELECT rowid FROM ticket_search WHERE ticket_search MATCH '\"main\"* \"beacon\"*'" },
  { "graffiti hanover 77", NULL,
    "SELECT rowid FROM ticket_search WHERE ticket_search MATCH '\"graffiti\"* \"hanover\"* \"77\"*'" },
  { "st", NULL, "SELECT rowid FROM ticket_search WHERE ticket_search MATCH '\"st\"*'" },
  { NULL, "progress=open", "SELECT id FROM ticket WHERE progress = 'open' ORDER BY id" },
  { NULL, "priority=high and district=Fenway",
    "SELECT id FROM ticket WHERE priority = 'high' AND district = 'Fenway' ORDER BY id" },
  { NULL, "type=Broken hydrant", "SELECT id FROM ticket WHERE type = 'Broken hydrant' ORDER BY id" },
  { NULL, "title~lot near 1234", "SELECT id FROM ticket WHERE title LIKE '%lot near 1234%' ORDER BY id" },
  { NULL, "customer_name=Hotel 4000",
    "SELECT t.id FROM customer c JOIN ticket t ON t.customer = c.id WHERE c.name = 'Hotel 4000' ORDER BY t.id" },
  { NULL, "customer_name~bakery 77",
    "SELECT t.id FROM customer c JOIN ticket t ON t.customer = c.id WHERE c.name LIKE '%bakery 77%' ORDER BY t.id" },
  { NULL, "assignees=engineer0",
    "SELECT w.ticket AS id FROM person p JOIN assignment a ON a.person = p.id AND a.state IN ('assigned', 'accepted')"
    " JOIN work_order w ON w.id = a.work_order WHERE p.login = 'engineer0' UNION SELECT a.ticket FROM person p"
    " JOIN ticket_assignee a ON a.person = p.id WHERE p.login = 'engineer0' ORDER BY id" },
  { NULL, "assignees= and progress=open",
    "SELECT t.id FROM ticket t WHERE t.progress = 'open' AND NOT EXISTS (SELECT 1 FROM ticket_assignee a WHERE a.ticket = t.id)"
    " AND NOT EXISTS (SELECT 1 FROM work_order w JOIN assignment a ON a.work_order = w.id AND a.state IN ('assigned', 'accepted')"
    " WHERE w.ticket = t.id) ORDER BY t.id" },
  { NULL, "rating<3",
    "SELECT t.id FROM rating r JOIN ticket t ON t.id = r.ticket AND t.cycle = r.cycle WHERE r.stars < 3 ORDER BY t.id" },
  { NULL, "flow_name~report",
    "SELECT t.id FROM flow f JOIN ticket t ON t.flow = f.id WHERE f.name LIKE '%report%' ORDER BY t.id" },
  { NULL, "due_latest<2015-03-01T00:00:00Z",
    "SELECT id FROM ticket WHERE due_latest < 1425168000000000 ORDER BY id" },
  { NULL, "created_at>2015-12-01T00:00:00Z and priority=high",
    "SELECT id FROM ticket WHERE created_at > 1448928000000000 AND priority = 'high' ORDER BY id" },
};

static gboolean
bench_question (CalloutBench       *bench,
                CalloutBenchStore  *store,
                guint               q,
                GError            **error)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
  g_autofree char *what = NULL;
  double ours = G_MAXDOUBLE;
  double theirs = G_MAXDOUBLE;
  guint n_ids = 0;

  if (questions[q].filter != NULL && !callout_query_add_filter (query, questions[q].filter, error))
    return FALSE;
  callout_query_set_words (query, questions[q].words);

  /* The best of each, as with lists: what else the machine does is no part of
   * the question, and some of them take but a few milliseconds. */
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (CalloutQueryList) list = callout_query_list_new (store->workspace, store->admin);
      double first, all, start;

      if (!callout_bench_open_list (store, list, query, &first, &all, error))
        return FALSE;
      start = callout_bench_seconds ();
      if (!callout_bench_store_read (store, questions[q].yardstick, FALSE, &n_ids, error))
        return FALSE;
      theirs = MIN (theirs, (callout_bench_seconds () - start) * 1000);
      ours = MIN (ours, all * 1000);
      if (n_ids != g_list_model_get_n_items (G_LIST_MODEL (list)))
        {
          g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, "%s: %u ids here, %u there", questions[q].yardstick,
                       g_list_model_get_n_items (G_LIST_MODEL (list)), n_ids);
          return FALSE;
        }
    }
  what = questions[q].words != NULL ? g_strdup_printf (_("words “%s”, %u found"), questions[q].words, n_ids)
                                    : g_strdup_printf (_("filter %s, %u found"), questions[q].filter, n_ids);
  callout_bench_ratio (bench, what, ours, "ms", _("bare SQLite"), theirs, CALLOUT_BENCH_AT_MOST, 1.2);
  return TRUE;
}

/**
 * callout_bench_search:
 *
 * At most 1.2 times the bare query.
 */
gboolean
callout_bench_search (CalloutBench  *self,
                      GError       **error)
{
  CalloutBenchStore store = { NULL };
  gboolean done = callout_bench_store_open (&store, self, callout_bench_million_tickets, error);

  for (guint q = 0; done && q < G_N_ELEMENTS (questions); q++)
    done = bench_question (self, &store, q, error);
  callout_bench_store_close (&store);
  return done;
}
