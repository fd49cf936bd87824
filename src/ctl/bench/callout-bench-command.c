/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-bench.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

/*
 * What a command costs over the rows it writes. Callout creates tickets one by
 * one, each committed and audited; the yardstick inserts the same rows into a
 * store of the same schema by bare SQLite, in a durable transaction each.
 * The two take turns ticket by ticket, so that whatever else the machine does
 * falls on both, and the median is told, so that a slow disk's hiccup is not.
 */

#define TICKETS 400
#define WARM_UP 20

typedef struct {
  CalloutWorkspace *workspace;
  gint64            admin;
  sqlite3          *db;
  sqlite3_stmt     *begin;
  sqlite3_stmt     *ticket;
  sqlite3_stmt     *words;
  sqlite3_stmt     *event;
  sqlite3_stmt     *commit;
} Contest;

static gboolean
check (Contest  *contest,
       int       rc,
       GError  **error)
{
  if (rc == SQLITE_OK || rc == SQLITE_DONE)
    return TRUE;
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, "%s", sqlite3_errmsg (contest->db));
  return FALSE;
}

static char *
title_of (guint number)
{
  return g_strdup_printf ("Street light %u is out", number);
}

static gboolean
create_ticket (Contest  *contest,
               guint     number,
               GError  **error)
{
  g_autofree char *title = title_of (number);
  g_autoptr (CalloutArgs) args = callout_args_new_with ("title", title, "address", "12 Beacon St", "latitude", "42.3594",
                                                        "longitude", "-71.0587", NULL);
  g_autoptr (CalloutRequest) request = callout_request_new (contest->admin, CALLOUT_SOURCE_CTL, "ticket.create", NULL,
                                                            args);
  g_autoptr (CalloutEntity) ticket = callout_workspace_run_sync (contest->workspace, request, NULL, error);

  return ticket != NULL;
}

static gboolean
step_once (Contest       *contest,
           sqlite3_stmt  *statement,
           GError       **error)
{
  int rc = sqlite3_step (statement);

  sqlite3_reset (statement);
  return check (contest, rc, error);
}

static gboolean
insert_rows (Contest  *contest,
             guint     number,
             GError  **error)
{
  g_autofree char *title = title_of (number);
  gint64 now = g_get_real_time ();
  gint64 ticket;

  sqlite3_bind_int64 (contest->ticket, 1, now);
  sqlite3_bind_text (contest->ticket, 2, title, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (contest->ticket, 3, contest->admin);
  if (!step_once (contest, contest->begin, error) || !step_once (contest, contest->ticket, error))
    return FALSE;
  ticket = sqlite3_last_insert_rowid (contest->db);
  sqlite3_bind_int64 (contest->words, 1, ticket);
  sqlite3_bind_text (contest->words, 2, title, -1, SQLITE_STATIC);
  if (!step_once (contest, contest->words, error))
    return FALSE;
  sqlite3_bind_int64 (contest->event, 1, now);
  sqlite3_bind_int64 (contest->event, 2, contest->admin);
  sqlite3_bind_int64 (contest->event, 3, ticket);
  return step_once (contest, contest->event, error) && step_once (contest, contest->commit, error);
}

static gboolean
open_store (Contest     *contest,
            const char  *path,
            GError     **error)
{
  g_autoptr (CalloutEntity) admin = NULL;

  contest->workspace = callout_workspace_open_sync (path, CALLOUT_STORE_CREATE, error);
  if (contest->workspace == NULL || !callout_workspace_found_sync (contest->workspace, "admin", "Admin", error))
    return FALSE;
  admin = callout_workspace_get_sync (contest->workspace, 0, CALLOUT_KIND_PERSON, "admin", error);
  if (admin == NULL)
    return FALSE;
  contest->admin = admin->id;
  return TRUE;
}

static gboolean
open_yardstick (Contest     *contest,
                const char  *path,
                GError     **error)
{
  g_autoptr (CalloutWorkspace) workspace = callout_workspace_open_sync (path, CALLOUT_STORE_CREATE, error);

  if (workspace == NULL || !callout_workspace_found_sync (workspace, "admin", "Admin", error))
    return FALSE;
  g_clear_object (&workspace);

  return check (contest, sqlite3_open (path, &contest->db), error)
         && check (contest, sqlite3_exec (contest->db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                                                       " PRAGMA foreign_keys=ON", NULL, NULL, NULL), error)
         && check (contest, sqlite3_prepare_v2 (contest->db, "BEGIN IMMEDIATE", -1, &contest->begin, NULL), error)
         && check (contest, sqlite3_prepare_v2 (contest->db,
                                                "INSERT INTO ticket (version, created_at, updated_at, title, progress,"
                                                " visibility, priority, created_by, outcome, cycle, address, latitude,"
                                                " longitude, vip, escalated) VALUES (1, $1, $1, $2, 'open', 'public',"
                                                " 'normal', $3, 'none', 0, '12 Beacon St', 42.3594, -71.0587, 0, 0)",
                                                -1, &contest->ticket, NULL), error)
         && check (contest, sqlite3_prepare_v2 (contest->db,
                                                "INSERT INTO event (at, actor, source, command, kind, target, to_state)"
                                                " VALUES ($1, $2, 'ctl', 'ticket.create', 'ticket', $3, 'open')",
                                                -1, &contest->event, NULL), error)
         && check (contest, sqlite3_prepare_v2 (contest->db,
                                                "INSERT INTO ticket_search (rowid, title, address)"
                                                " VALUES ($1, $2, '12 Beacon St')",
                                                -1, &contest->words, NULL), error)
         && check (contest, sqlite3_prepare_v2 (contest->db, "COMMIT", -1, &contest->commit, NULL), error);
}

static gboolean
take_turns (Contest  *contest,
            double   *ours,
            double   *theirs,
            GError  **error)
{
  for (int number = -WARM_UP; number < TICKETS; number++)
    {
      double start = callout_bench_seconds ();
      double middle;

      if (!create_ticket (contest, (guint) (number + WARM_UP), error))
        return FALSE;
      middle = callout_bench_seconds ();
      if (!insert_rows (contest, (guint) (number + WARM_UP), error))
        return FALSE;
      if (number < 0)
        continue;
      ours[number] = middle - start;
      theirs[number] = callout_bench_seconds () - middle;
    }
  return TRUE;
}

static void
close_contest (Contest *contest)
{
  g_clear_object (&contest->workspace);
  sqlite3_finalize (contest->begin);
  sqlite3_finalize (contest->ticket);
  sqlite3_finalize (contest->words);
  sqlite3_finalize (contest->event);
  sqlite3_finalize (contest->commit);
  sqlite3_close (contest->db);
}

/**
 * callout_bench_command:
 *
 * At least 0.8 of the speed of bare transactions of the same rows.
 */
gboolean
callout_bench_command (CalloutBench  *self,
                       GError       **error)
{
  g_autofree char *store = g_build_filename (callout_bench_get_folder (self), "store.db", NULL);
  g_autofree char *yardstick = g_build_filename (callout_bench_get_folder (self), "yardstick.db", NULL);
  Contest contest = { NULL };
  double ours[TICKETS];
  double theirs[TICKETS];
  gboolean done;

  done = open_store (&contest, store, error) && open_yardstick (&contest, yardstick, error)
         && take_turns (&contest, ours, theirs, error);
  close_contest (&contest);
  if (done)
    callout_bench_ratio (self, _("ticket.create, durable"), 1 / callout_bench_median (ours, TICKETS), "/s",
                         _("bare SQLite"), 1 / callout_bench_median (theirs, TICKETS), CALLOUT_BENCH_AT_LEAST, 0.8);
  return done;
}
