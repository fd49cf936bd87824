/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-bench-store.h"

#include <glib/gi18n-lib.h>

/*
 * A list of a million tickets: opening it in any order, jumping about in it,
 * what it takes in when something changes, and what it holds in memory.
 */

#define ROUNDS 4
#define JUMPS 500
#define CHANGES 40
#define SCREEN CALLOUT_BENCH_SCREEN
#define FRAME_MS (1000.0 / 60)

static const struct {
  const char *sort;
  const char *yardstick;
} orders[] = {
  { "id", "SELECT id FROM ticket ORDER BY id" },
  { "-created_at", "SELECT id FROM ticket ORDER BY created_at DESC, id DESC" },
  { "title", "SELECT id FROM ticket ORDER BY title COLLATE NOCASE, id" },
  { "due_latest", "SELECT id FROM ticket ORDER BY due_latest NULLS LAST, id" },
  { "-priority",
    "SELECT id FROM ticket ORDER BY CASE priority WHEN 'low' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END DESC, id DESC" },
  { "progress",
    "SELECT id FROM ticket ORDER BY CASE progress WHEN 'draft' THEN 0 WHEN 'open' THEN 1 WHEN 'assigned' THEN 2"
    " WHEN 'in-progress' THEN 3 WHEN 'done' THEN 4 WHEN 'closed' THEN 5 ELSE 6 END, id" },
  { "type", "SELECT id FROM ticket ORDER BY type COLLATE NOCASE ASC NULLS LAST, id" },
  { "district", "SELECT id FROM ticket ORDER BY district COLLATE NOCASE ASC NULLS LAST, id" },
  { "address", "SELECT id FROM ticket ORDER BY address COLLATE NOCASE ASC NULLS LAST, id" },
  { "visibility", "SELECT id FROM ticket ORDER BY visibility = 'public', id" },
  { "-updated_at", "SELECT id FROM ticket ORDER BY updated_at DESC, id DESC" },
  { "customer_name", "SELECT t.id FROM ticket t LEFT JOIN customer c ON c.id = t.customer"
                     " ORDER BY c.name COLLATE NOCASE NULLS LAST, t.id" },
  { "assignees", "SELECT t.id FROM ticket t LEFT JOIN (SELECT ticket, group_concat (login, ' ') AS logins FROM"
                 " (SELECT x.ticket, p.login FROM (SELECT w.ticket, a.person FROM work_order w JOIN assignment a"
                 " ON a.work_order = w.id AND a.state IN ('assigned', 'accepted')"
                 " UNION SELECT ticket, person FROM ticket_assignee) x JOIN person p ON p.id = x.person"
                 " ORDER BY x.ticket, p.login) GROUP BY ticket) n ON n.ticket = t.id"
                 " ORDER BY n.logins COLLATE NOCASE NULLS LAST, t.id" },
  { "-rating", "SELECT t.id FROM ticket t ORDER BY (SELECT r.stars FROM rating r WHERE r.ticket = t.id AND r.cycle = t.cycle)"
               " DESC NULLS LAST, t.id DESC" },
  { "flow_name", "SELECT t.id FROM ticket t LEFT JOIN flow f ON f.id = t.flow ORDER BY f.name COLLATE NOCASE NULLS LAST, t.id" },
  { "equipment_name", "SELECT t.id FROM ticket t LEFT JOIN equipment e ON e.id = t.equipment"
                      " ORDER BY e.name COLLATE NOCASE NULLS LAST, t.id" },
  { "contact_name", "SELECT t.id FROM ticket t LEFT JOIN person p ON p.id = t.contact"
                    " ORDER BY p.name COLLATE NOCASE NULLS LAST, t.id" },
  { "created_by", "SELECT t.id FROM ticket t LEFT JOIN person p ON p.id = t.created_by"
                  " ORDER BY p.login COLLATE NOCASE NULLS LAST, t.id" },
};

static gboolean
bench_order (CalloutBench       *bench,
             CalloutBenchStore  *store,
             guint               o,
             GError            **error)
{
  g_autofree char *first = g_strdup_printf (_("first rows by %s, past the bare query for them"), orders[o].sort);
  g_autofree char *whole = g_strdup_printf (_("all by %s"), orders[o].sort);
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
  double ours[] = { G_MAXDOUBLE, G_MAXDOUBLE };
  double theirs[] = { G_MAXDOUBLE, G_MAXDOUBLE };

  if (!callout_query_parse_sort (query, orders[o].sort, error))
    return FALSE;
  /* The best of each: what else the machine does is no part of a frame. */
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (CalloutQueryList) list = callout_query_list_new (store->workspace, store->admin);
      double times[2];
      guint n_ids;

      if (!callout_bench_open_list (store, list, query, &times[0], &times[1], error))
        return FALSE;
      for (guint i = 0; i < 2; i++)
        {
          double start = callout_bench_seconds ();

          if (!callout_bench_store_read (store, orders[o].yardstick, i == 0, &n_ids, error))
            return FALSE;
          theirs[i] = MIN (theirs[i], (callout_bench_seconds () - start) * 1000);
          ours[i] = MIN (ours[i], times[i] * 1000);
        }
    }
  callout_bench_limit (bench, first, ours[0] - theirs[0], "ms", CALLOUT_BENCH_AT_MOST, FRAME_MS);
  callout_bench_ratio (bench, whole, ours[1], "ms", _("bare SQLite"), theirs[1], CALLOUT_BENCH_AT_MOST, 0);
  return TRUE;
}

static gboolean
bench_orders (CalloutBench       *bench,
              CalloutBenchStore  *store,
              GError            **error)
{
  for (guint o = 0; o < G_N_ELEMENTS (orders); o++)
    if (!bench_order (bench, store, o, error))
      return FALSE;
  return TRUE;
}

static void
bench_jumps (CalloutBench     *bench,
             CalloutQueryList *list,
             GPtrArray        *shown)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (311);
  double times[JUMPS];

  for (guint i = 0; i < JUMPS; i++)
    {
      double start = callout_bench_seconds ();

      callout_bench_show (list, g_rand_int_range (rand, 0, 1000000 - SCREEN), SCREEN, shown);
      times[i] = (callout_bench_seconds () - start) * 1000;
    }
  callout_bench_limit (bench, _("a jump anywhere, to the last row read"), callout_bench_median (times, JUMPS), "ms",
                       CALLOUT_BENCH_AT_MOST, FRAME_MS);
  callout_bench_limit (bench, _("99 of a hundred jumps"), times[JUMPS * 99 / 100], "ms", CALLOUT_BENCH_AT_MOST, 33);
}

static void
count_cb (GListModel *model,
          guint       position,
          guint       removed,
          guint       added,
          gpointer    counter)
{
  ++*(guint *) counter;
}

/* The time from a command's answer to the list having it; and the turn of the
 * main loop that took longest, which is what a person would feel. */
static gboolean
bench_changes (CalloutBench       *bench,
               CalloutBenchStore  *store,
               CalloutQueryList   *list,
               GError            **error)
{
  double times[CHANGES];
  double turns[CHANGES];
  guint n_changes = 0;

  g_signal_connect (list, "items-changed", G_CALLBACK (count_cb), &n_changes);
  for (guint i = 0; i < CHANGES; i++)
    {
      g_autofree char *title = g_strdup_printf ("%c lost glove", 'A' + i % 26);
      g_autoptr (CalloutArgs) args = callout_args_new_with ("title", title, NULL);
      g_autoptr (CalloutRequest) request = NULL;
      g_autoptr (CalloutEntity) ticket = NULL;
      guint before = n_changes;
      double start;

      request = callout_request_new (store->admin, CALLOUT_SOURCE_CTL, "ticket.create", NULL, args);
      ticket = callout_workspace_run_sync (store->workspace, request, NULL, error);
      if (ticket == NULL)
        return FALSE;
      turns[i] = 0;
      start = callout_bench_seconds ();
      while (n_changes == before)
        {
          double turn;

          /* Waiting is no work: only what the loop does once there is something to do. */
          while (!g_main_context_pending (NULL))
            g_usleep (50);
          turn = callout_bench_seconds ();
          g_main_context_iteration (NULL, FALSE);
          turns[i] = MAX (turns[i], (callout_bench_seconds () - turn) * 1000);
        }
      times[i] = (callout_bench_seconds () - start) * 1000;
    }
  g_signal_handlers_disconnect_by_data (list, &n_changes);
  callout_bench_figure (bench, _("a new ticket, from its commit to its place in the list"),
                        callout_bench_median (times, CHANGES), "ms");
  callout_bench_median (turns, CHANGES);
  callout_bench_limit (bench, _("the longest the main loop was kept by it"), turns[CHANGES - 1], "ms",
                       CALLOUT_BENCH_AT_MOST, 33);
  return TRUE;
}

static void
scroll_through (CalloutQueryList *list,
                GPtrArray        *shown)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i += 8 * SCREEN)
    callout_bench_show (list, i, 8 * SCREEN, shown);
}

/**
 * callout_bench_list:
 *
 * First rows within a frame of the bare query, no frame over 33 ms, 200 MB.
 */
gboolean
callout_bench_list (CalloutBench  *self,
                    GError       **error)
{
  CalloutBenchStore store = { NULL };
  g_autoptr (CalloutQueryList) list = NULL;
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  double first, all;
  gboolean done;

  done = callout_bench_store_open (&store, self, callout_bench_million_tickets, error)
         && callout_query_parse_sort (query, "title", error);
  if (done)
    {
      list = callout_query_list_new (store.workspace, store.admin);
      done = callout_bench_open_list (&store, list, query, &first, &all, error);
    }
  if (done)
    {
      scroll_through (list, shown);
      callout_bench_limit (self, _("memory after scrolling through a million"), callout_bench_resident_mb (), "MB",
                           CALLOUT_BENCH_AT_MOST, 200);
      bench_jumps (self, list, shown);
      done = bench_changes (self, &store, list, error) && bench_orders (self, &store, error);
    }
  g_ptr_array_set_size (shown, 0);
  g_clear_object (&list);
  callout_bench_store_close (&store);
  return done;
}
