/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-bench-store.h"

#include <glib/gi18n-lib.h>
#include <malloc.h>
#include <unistd.h>

/*
 * Large stores for benchmarks. They are filled by SQLite alone, from a table
 * of words and a generator of numbers, so that they are the same every time.
 */

#define WORDS \
  "CREATE TEMP TABLE word (n INTEGER PRIMARY KEY, what TEXT, street TEXT, area TEXT);" \
  "INSERT INTO word VALUES" \
  " (0, 'Water main break', 'Beacon Street', 'Back Bay'), (1, 'Street light out', 'Tremont Street', 'South End')," \
  " (2, 'Pothole in the road', 'Boylston Street', 'Fenway'), (3, 'Broken hydrant', 'Dorchester Avenue', 'Dorchester')," \
  " (4, 'Missed trash', 'Centre Street', 'Jamaica Plain'), (5, 'Tree down', 'Blue Hill Avenue', 'Mattapan')," \
  " (6, 'Graffiti on a wall', 'Hanover Street', 'North End'), (7, 'Sign knocked down', 'Bennington Street', 'East Boston')," \
  " (8, 'Sewer smell', 'Cambridge Street', 'Allston'), (9, 'Icy pavement', 'Washington Street', 'Brighton')," \
  " (10, 'Catch basin blocked', 'Hyde Park Avenue', 'Hyde Park'), (11, 'Signal not working', 'Main Street', 'Charlestown');"

#define NUMBERS(count) \
  "CREATE TEMP TABLE number (i INTEGER PRIMARY KEY, r INTEGER);" \
  "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < " count ")" \
  " INSERT INTO number SELECT i, (i * 7919 + (i % 977) * 104729) % 1000003 FROM n;"

const char callout_bench_million_tickets[] =
  WORDS NUMBERS ("1000000")
  /* Whom it is for, who made it, which machine, by which flow: each of some. */
  "INSERT INTO customer (id, version, created_at, updated_at, name) SELECT i + 1, 1, 1, 1,"
  " CASE r % 4 WHEN 0 THEN 'Hotel ' WHEN 1 THEN 'Bakery ' WHEN 2 THEN 'School ' ELSE 'Garage ' END || r"
  " FROM number WHERE i < 20000;"
  "INSERT INTO person (id, version, created_at, updated_at, login, name, roles, availability, active)"
  " SELECT 100 + i, 1, 1, 1,"
  " CASE WHEN i < 300 THEN 'engineer' ELSE 'guest' END || r, 'Person ' || r,"
  " CASE WHEN i < 300 THEN 'member' ELSE 'code-user' END, 'available', 1 FROM number WHERE i < 1300;"
  "INSERT INTO equipment (id, version, created_at, updated_at, name, code, customer, active) SELECT i + 1, 1, 1, 1,"
  " CASE r % 3 WHEN 0 THEN 'Boiler ' WHEN 1 THEN 'Lift ' ELSE 'Pump ' END || r, 'code-' || i, i + 1, 1"
  " FROM number WHERE i < 5000;"
  "INSERT INTO ticket (version, created_at, updated_at, title, type, description, progress, visibility, priority,"
  " due_latest, outcome, cycle, address, district, latitude, longitude, vip, escalated, customer, created_by, flow,"
  " equipment, contact)"
  " SELECT 1, 1420000000000000 + r * 31000000, 1420000000000000 + r * 31000000, w.what || ' near ' || (r % 4999 + 1),"
  " w.what, 'Reported by phone, ' || lower (w.what) || ' at ' || s.street,"
  " CASE WHEN r % 10 < 6 THEN 'closed' WHEN r % 10 < 8 THEN 'open' ELSE 'assigned' END, 'public',"
  " CASE r % 7 WHEN 0 THEN 'high' WHEN 1 THEN 'low' ELSE 'normal' END,"
  " CASE r % 3 WHEN 0 THEN NULL ELSE 1420000000000000 + r * 31000000 + 86400000000 END, 'none', 0,"
  " (r % 900 + 1) || ' ' || s.street, s.area, 42.23 + (r % 1711) / 10000.0, -71.19 + (r % 1999) / 10000.0, 0, 0,"
  " CASE WHEN r % 5 < 2 THEN r % 20000 + 1 END, 100 + r % 300,"
  " CASE WHEN r % 3 = 0 THEN (SELECT min (id) + r % count (*) FROM flow) END,"
  " CASE WHEN r % 10 = 0 THEN r % 5000 + 1 END, CASE WHEN r % 10 = 1 THEN 400 + r % 1000 END"
  " FROM number JOIN word w ON w.n = r % 12 JOIN word s ON s.n = r / 12 % 12 ORDER BY i;"
  /* Two on every other that is assigned; a visit for some; every tenth of the closed is rated. */
  "INSERT INTO ticket_assignee (version, created_at, updated_at, ticket, person, \"by\", via)"
  " SELECT 1, 1, 1, t.id, 100 + (t.id * 7919 + h.n * 31) % 300, 100, 'assigned' FROM ticket t"
  " JOIN (SELECT 0 AS n UNION ALL SELECT 1) h ON h.n <= t.id % 2 WHERE t.progress = 'assigned' AND t.id % 5 > 0;"
  "INSERT INTO work_order (version, created_at, updated_at, ticket, state, duration, outcome, locked)"
  " SELECT 1, 1, 1, id, 'assigned', 0, 'none', 0 FROM ticket WHERE progress = 'assigned' AND id % 5 = 0;"
  "INSERT INTO assignment (version, created_at, updated_at, work_order, person, part, state)"
  " SELECT 1, 1, 1, id, 100 + (id * 7919) % 300, 'lead', 'assigned' FROM work_order;"
  "INSERT INTO rating (version, created_at, updated_at, ticket, cycle, stars, source)"
  " SELECT 1, 1, 1, id, 0, 1 + id * 7919 % 5, 'portal' FROM ticket WHERE progress = 'closed' AND id % 10 = 0;"
  "INSERT INTO ticket_search (ticket_search) VALUES ('rebuild');";

const char callout_bench_many_people[] =
  WORDS NUMBERS ("100000")
  "INSERT INTO service_group (version, created_at, updated_at, key, name, type, mode, allow_cross_group)"
  " SELECT 1, 1, 1, 'group-' || i, 'Group ' || i, CASE WHEN i % 8 = 7 THEN 'provider' ELSE 'in-house' END, 'manual', 0"
  " FROM number WHERE i < 40;"
  "INSERT INTO person (version, created_at, updated_at, login, name, roles, skills, availability, shift, latitude,"
  " longitude, position_at, active) SELECT 1, 1, 1, 'p' || i, 'Person ' || i, 'member',"
  " CASE r % 3 WHEN 0 THEN 'pipes' WHEN 1 THEN 'pipes pumps' ELSE NULL END,"
  " CASE WHEN r % 5 = 0 THEN 'busy' ELSE 'available' END,"
  " CASE r % 4 WHEN 0 THEN 'Mo-Su 00:00-24:00' WHEN 1 THEN 'Mo-Fr 07:00-15:30' ELSE NULL END,"
  " 42.23 + (r % 17111) / 100000.0, -71.19 + (r % 19997) / 100000.0,"
  " CAST (strftime ('%s') AS INTEGER) * 1000000 - (r % 7200) * 1000000, 1 FROM number ORDER BY i;"
  "INSERT INTO membership (version, created_at, updated_at, \"group\", person, part)"
  " SELECT 1, 1, 1, g.id, p.id, 'member' FROM person p JOIN service_group g ON g.key = 'group-' || (p.id % 40)"
  " WHERE p.roles = 'member';"
  "INSERT INTO ticket (version, created_at, updated_at, title, progress, visibility, priority, outcome, cycle, skills,"
  " latitude, longitude, vip, escalated) SELECT 1, 1, 1, 'Somewhere', 'open', 'public', 'normal', 'none', 0,"
  " CASE i % 2 WHEN 0 THEN 'pipes' END, 42.23 + (r % 17111) / 100000.0, -71.19 + (r % 19997) / 100000.0, 0, 0"
  " FROM number WHERE i < 200;"
  "INSERT INTO work_order (version, created_at, updated_at, ticket, state, duration, outcome, locked)"
  " SELECT 1, 1, 1, id, 'pending-dispatch', 0, 'none', 0 FROM ticket;";

static gboolean
execute (CalloutBenchStore  *self,
         const char         *sql,
         GError            **error)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, "%s", sqlite3_errmsg (self->db));
  return FALSE;
}

static gboolean
found (CalloutBenchStore  *self,
       GError            **error)
{
  g_autoptr (CalloutEntity) admin = NULL;

  self->workspace = callout_workspace_open_sync (self->path, CALLOUT_STORE_CREATE, error);
  if (self->workspace == NULL || !callout_workspace_found_sync (self->workspace, "admin", "Admin", error))
    return FALSE;
  admin = callout_workspace_get_sync (self->workspace, 0, CALLOUT_KIND_PERSON, "admin", error);
  self->admin = admin != NULL ? admin->id : 0;
  g_clear_object (&self->workspace);
  return admin != NULL;
}

/**
 * callout_bench_store_open:
 * @fill: SQL that fills an empty store
 *
 * A store in the benchmark's folder, opened twice: by a workspace and by
 * SQLite alone as it comes.
 */
gboolean
callout_bench_store_open (CalloutBenchStore  *self,
                          CalloutBench       *bench,
                          const char         *fill,
                          GError            **error)
{
  self->path = g_build_filename (callout_bench_get_folder (bench), "store.db", NULL);
  if (!found (self, error))
    return FALSE;
  if (sqlite3_open (self->path, &self->db) != SQLITE_OK
      || !execute (self, "PRAGMA temp_store = memory; PRAGMA synchronous = off; PRAGMA cache_size = -200000; BEGIN", error)
      || !execute (self, fill, error) || !execute (self, "COMMIT; ANALYZE; PRAGMA wal_checkpoint (truncate)", error))
    return FALSE;
  sqlite3_close (self->db);
  self->db = NULL;
  if (sqlite3_open (self->path, &self->db) != SQLITE_OK)
    return FALSE;
#ifdef __GLIBC__
  malloc_trim (0); /* what filling it took is no part of what is measured */
#endif
  self->workspace = callout_workspace_open_sync (self->path, CALLOUT_STORE_OPEN, error);
  return self->workspace != NULL;
}

void
callout_bench_store_close (CalloutBenchStore *self)
{
  if (self->workspace != NULL)
    {
      g_object_add_weak_pointer (G_OBJECT (self->workspace), (gpointer *) &self->workspace);
      g_object_unref (self->workspace);
      while (self->workspace != NULL)
        g_main_context_iteration (NULL, TRUE);
    }
  sqlite3_close (self->db);
  g_free (self->path);
}

static gboolean
prepare (CalloutBenchStore  *self,
         const char         *sql,
         sqlite3_stmt      **statement,
         GError            **error)
{
  if (sqlite3_prepare_v2 (self->db, sql, -1, statement, NULL) == SQLITE_OK)
    return TRUE;
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, "%s: %s", sql, sqlite3_errmsg (self->db));
  return FALSE;
}

static gboolean
read_screen (CalloutBenchStore  *self,
             GArray             *ids,
             GError            **error)
{
  sqlite3_stmt *statement;

  if (!prepare (self, "SELECT * FROM ticket WHERE id = $1", &statement, error))
    return FALSE;
  for (guint i = 0; i < MIN (ids->len, CALLOUT_BENCH_SCREEN); i++)
    {
      sqlite3_bind_int64 (statement, 1, g_array_index (ids, gint64, i));
      if (sqlite3_step (statement) == SQLITE_ROW)
        for (int column = 0; column < sqlite3_column_count (statement); column++)
          g_free (g_strdup ((const char *) sqlite3_column_text (statement, column)));
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
  return TRUE;
}

/**
 * callout_bench_store_read:
 *
 * @first: only as many ids as fit a screen
 *
 * The yardstick: a query's ids read by SQLite alone, and the first screen of rows.
 */
gboolean
callout_bench_store_read (CalloutBenchStore  *self,
                          const char         *sql,
                          gboolean            first,
                          guint              *n_ids,
                          GError            **error)
{
  g_autofree char *limited = g_strdup_printf ("%s LIMIT %d", sql, first ? CALLOUT_BENCH_SCREEN : -1);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement;
  int rc;

  if (!prepare (self, limited, &statement, error))
    return FALSE;
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }
  sqlite3_finalize (statement);
  *n_ids = ids->len;
  if (rc == SQLITE_DONE)
    return read_screen (self, ids, error);
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, "%s", sqlite3_errmsg (self->db));
  return FALSE;
}

/**
 * callout_bench_show:
 * @shown: what the view holds; what it held before is let go
 *
 * Asks for a screen of rows and waits until each has its entity.
 */
void
callout_bench_show (CalloutQueryList *list,
                    guint             position,
                    guint             n_rows,
                    GPtrArray        *shown)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = position; i < MIN (position + n_rows, n_items); i++)
    g_ptr_array_add (fresh, g_list_model_get_item (G_LIST_MODEL (list), i));
  for (guint i = 0; i < fresh->len; i++)
    while (callout_row_get_entity (g_ptr_array_index (fresh, i)) == NULL)
      g_main_context_iteration (NULL, TRUE);
  g_ptr_array_set_size (shown, 0);
  g_ptr_array_extend_and_steal (shown, g_steal_pointer (&fresh));
}

/**
 * callout_bench_open_list:
 * @first: (out): seconds from the question to a first screen of rows
 * @all: (out): seconds until the whole list is there as well
 */
gboolean
callout_bench_open_list (CalloutBenchStore  *self,
                         CalloutQueryList   *list,
                         CalloutQuery       *query,
                         double             *first,
                         double             *all,
                         GError            **error)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  double start = callout_bench_seconds ();
  const GError *failure;

  callout_query_list_set_query (list, query);
  while (callout_query_list_get_loading (list) && g_list_model_get_n_items (G_LIST_MODEL (list)) == 0)
    g_main_context_iteration (NULL, TRUE);
  callout_bench_show (list, 0, CALLOUT_BENCH_SCREEN, shown);
  *first = callout_bench_seconds () - start;
  while (callout_query_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
  *all = callout_bench_seconds () - start;

  failure = callout_query_list_get_error (list);
  if (failure != NULL)
    g_propagate_error (error, g_error_copy (failure));
  return failure == NULL;
}

/**
 * callout_bench_resident_mb:
 *
 * How much memory this process holds, in millions of bytes.
 */
double
callout_bench_resident_mb (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  fields = g_strsplit (text, " ", 3);
  return g_strv_length (fields) > 1 ? g_ascii_strtod (fields[1], NULL) * sysconf (_SC_PAGESIZE) / 1e6 : 0;
}
