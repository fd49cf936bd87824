/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-bench-store.h"
#include "callout-nearest.h"

#include <glib/gi18n-lib.h>

/*
 * Who could do it, among a hundred thousand: the whole way through the
 * workspace, with the people's rows, their groups and the sentences.
 */

#define QUESTIONS 200

static gboolean
ask (CalloutBenchStore  *store,
     gint64              work_order,
     guint               limit,
     gboolean            all,
     double             *time,
     GError            **error)
{
  CalloutNearestQuestion question = { store->admin, work_order, limit, 0, all };
  double start = callout_bench_seconds ();
  g_autoptr (GPtrArray) answer = callout_workspace_nearest_sync (store->workspace, &question, error);

  *time = (callout_bench_seconds () - start) * 1000;
  return answer != NULL;
}

/* Somebody reports a position, and the next question knows it. */
static gboolean
move_somebody (CalloutBenchStore  *store,
               guint               i,
               GError            **error)
{
  g_autofree char *login = g_strdup_printf ("p%u", i * 401 % 100000);
  g_autoptr (CalloutArgs) args = callout_args_new_with ("latitude", "42.3564", "longitude", "-71.0624", NULL);
  g_autoptr (CalloutRequest) request = NULL;
  g_autoptr (CalloutEntity) person = NULL;

  request = callout_request_new (store->admin, CALLOUT_SOURCE_CTL, "person.set-location", login, args);
  person = callout_workspace_run_sync (store->workspace, request, NULL, error);
  return person != NULL;
}

static gboolean
bench (CalloutBench       *self,
       CalloutBenchStore  *store,
       GError            **error)
{
  double first;
  double times[QUESTIONS];
  double moved[QUESTIONS / 10];

  if (!ask (store, 1, 10, FALSE, &first, error))
    return FALSE;
  callout_bench_figure (self, _("the first question, which fills the roster"), first, "ms");

  for (guint i = 0; i < QUESTIONS; i++)
    if (!ask (store, 1 + i, 10, FALSE, &times[i], error))
      return FALSE;
  callout_bench_limit (self, _("the ten best of 100,000, with their rows"), callout_bench_median (times, QUESTIONS), "ms",
                       CALLOUT_BENCH_AT_MOST, 1);

  for (guint i = 0; i < QUESTIONS; i++)
    if (!ask (store, 1 + i, 100, TRUE, &times[i], error))
      return FALSE;
  callout_bench_figure (self, _("all ranked with reasons, a hundred with their rows"),
                        callout_bench_median (times, QUESTIONS), "ms");

  for (guint i = 0; i < G_N_ELEMENTS (moved); i++)
    if (!move_somebody (store, i, error) || !ask (store, 1 + i, 10, FALSE, &moved[i], error))
      return FALSE;
  callout_bench_figure (self, _("the ten best after somebody moved"),
                        callout_bench_median (moved, G_N_ELEMENTS (moved)), "ms");
  return TRUE;
}

/**
 * callout_bench_nearest:
 *
 * At most a millisecond for the ten best. (That all are ranked within five is
 * the roster's own benchmark.)
 */
gboolean
callout_bench_nearest (CalloutBench  *self,
                       GError       **error)
{
  CalloutBenchStore store = { NULL };
  gboolean done = callout_bench_store_open (&store, self, callout_bench_many_people, error) && bench (self, &store, error);

  callout_bench_store_close (&store);
  return done;
}
