/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-sqlite-private.h"

#include <stdlib.h>
#include <string.h>

#define MAX_CACHED_STATEMENTS 128

typedef struct {
  CalloutStatement  parent;
  CalloutSqlite    *driver; /* (unowned) */
  sqlite3_stmt     *handle;
  int              *places; /* of $1, $2 …: SQLite counts by first appearance, not by name */
  int               n_places;
  gboolean          busy;
  gboolean          cached;
} Statement;

G_DEFINE_FINAL_TYPE (CalloutSqlite, callout_sqlite, CALLOUT_TYPE_DRIVER)

/* Statements */

static void
statement_free (gpointer data)
{
  Statement *self = data;

  sqlite3_finalize (self->handle);
  g_free (self->places);
  g_free (self);
}

static void
find_places (Statement *self)
{
  int n = sqlite3_bind_parameter_count (self->handle);

  self->n_places = n;
  self->places = g_new0 (int, n + 1);
  for (int i = 1; i <= n; i++)
    {
      int number = atoi (sqlite3_bind_parameter_name (self->handle, i) + 1);

      g_assert (number >= 1 && number <= n);
      self->places[number] = i;
    }
}

static int
place_of (CalloutStatement *statement,
          int               parameter)
{
  Statement *self = (Statement *) statement;

  return parameter >= 1 && parameter <= self->n_places ? self->places[parameter] : 0;
}

static void
statement_bind_int64 (CalloutStatement *statement,
                      int               parameter,
                      gint64            value)
{
  int rc = sqlite3_bind_int64 (((Statement *) statement)->handle, place_of (statement, parameter), value);

  g_return_if_fail (rc == SQLITE_OK);
}

static void
statement_bind_real (CalloutStatement *statement,
                     int               parameter,
                     double            value)
{
  int rc = sqlite3_bind_double (((Statement *) statement)->handle, place_of (statement, parameter), value);

  g_return_if_fail (rc == SQLITE_OK);
}

static void
statement_bind_text (CalloutStatement *statement,
                     int               parameter,
                     const char       *value)
{
  int rc = sqlite3_bind_text (((Statement *) statement)->handle, place_of (statement, parameter), value, -1, SQLITE_STATIC);

  g_return_if_fail (rc == SQLITE_OK);
}

static void
statement_bind_null (CalloutStatement *statement,
                     int               parameter)
{
  int rc = sqlite3_bind_null (((Statement *) statement)->handle, place_of (statement, parameter));

  g_return_if_fail (rc == SQLITE_OK);
}

static gboolean
statement_step (CalloutStatement  *statement,
                gboolean          *row,
                GError           **error)
{
  Statement *self = (Statement *) statement;
  int rc = sqlite3_step (self->handle);

  *row = rc == SQLITE_ROW;
  if (rc == SQLITE_ROW || rc == SQLITE_DONE)
    return TRUE;
  callout_sqlite_set_error (self->driver, rc, error);
  return FALSE;
}

static void
statement_reset (CalloutStatement *statement)
{
  Statement *self = (Statement *) statement;

  if (!self->cached)
    {
      statement_free (self);
      return;
    }
  sqlite3_reset (self->handle); /* repeats the step's error, which was told there */
  sqlite3_clear_bindings (self->handle);
  self->busy = FALSE;
}

static gboolean
statement_is_null (CalloutStatement *statement,
                   int               column)
{
  return sqlite3_column_type (((Statement *) statement)->handle, column) == SQLITE_NULL;
}

static gint64
statement_get_int64 (CalloutStatement *statement,
                     int               column)
{
  return sqlite3_column_int64 (((Statement *) statement)->handle, column);
}

static double
statement_get_real (CalloutStatement *statement,
                    int               column)
{
  return sqlite3_column_double (((Statement *) statement)->handle, column);
}

static const char *
statement_get_text (CalloutStatement *statement,
                    int               column)
{
  return (const char *) sqlite3_column_text (((Statement *) statement)->handle, column);
}

static void
statement_bind_blob (CalloutStatement *statement,
                     int               parameter,
                     const guchar     *data,
                     gsize             length)
{
  int rc = sqlite3_bind_blob64 (((Statement *) statement)->handle, place_of (statement, parameter), data, length, SQLITE_STATIC);

  g_return_if_fail (rc == SQLITE_OK);
}

static const guchar *
statement_get_blob (CalloutStatement *statement,
                    int               column,
                    gsize            *length)
{
  sqlite3_stmt *handle = ((Statement *) statement)->handle;
  const guchar *data = sqlite3_column_blob (handle, column);

  *length = (gsize) sqlite3_column_bytes (handle, column);
  return data;
}

static const CalloutStatementClass statement_class = {
  statement_bind_int64, statement_bind_real, statement_bind_text, statement_bind_null,
  statement_step, statement_reset,
  statement_is_null, statement_get_int64, statement_get_real, statement_get_text,
  statement_bind_blob, statement_get_blob,
};

static gboolean
is_idle (gpointer key,
         gpointer value,
         gpointer data)
{
  return !((Statement *) value)->busy;
}

CalloutStatement *
callout_sqlite_prepare (CalloutDriver  *driver,
                        const char     *sql,
                        GError        **error)
{
  CalloutSqlite *self = CALLOUT_SQLITE (driver);
  Statement *statement = g_hash_table_lookup (self->statements, sql);
  sqlite3_stmt *handle = NULL;
  gboolean taken = statement != NULL;
  int rc;

  if (statement != NULL && !statement->busy)
    {
      statement->busy = TRUE;
      return &statement->parent;
    }

  rc = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (rc != SQLITE_OK)
    {
      callout_sqlite_set_error (self, rc, error);
      return NULL;
    }

  statement = g_new0 (Statement, 1);
  statement->parent.klass = &statement_class;
  statement->driver = self;
  statement->handle = handle;
  statement->busy = TRUE;
  statement->cached = !taken;
  find_places (statement);
  if (!taken)
    {
      if (g_hash_table_size (self->statements) >= MAX_CACHED_STATEMENTS)
        g_hash_table_foreach_remove (self->statements, is_idle, NULL);
      g_hash_table_insert (self->statements, g_strdup (sql), statement);
    }
  return &statement->parent;
}

/* Transactions */

gboolean
callout_sqlite_run (CalloutSqlite  *self,
                    const char     *sql,
                    GError        **error)
{
  int rc = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  if (rc == SQLITE_OK)
    return TRUE;
  callout_sqlite_set_error (self, rc, error);
  return FALSE;
}

/* Every command begins and ends with these: they are kept prepared. */
static gboolean
run_kept (CalloutDriver  *driver,
          const char     *sql,
          GError        **error)
{
  g_autoptr (CalloutStatementScope) statement = callout_sqlite_prepare (driver, sql, error);
  gboolean row;

  return statement != NULL && callout_statement_step (statement, &row, error);
}

static gboolean
callout_sqlite_begin (CalloutDriver  *driver,
                      gboolean        writing,
                      GError        **error)
{
  /* IMMEDIATE: a writer waits for its turn at the start, where nothing is lost
   * by waiting, instead of failing in the middle. */
  return run_kept (driver, writing ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

static gboolean
callout_sqlite_commit (CalloutDriver  *driver,
                       GError        **error)
{
  return run_kept (driver, "COMMIT", error);
}

void
callout_sqlite_rollback (CalloutDriver *driver)
{
  CalloutSqlite *self = CALLOUT_SQLITE (driver);

  /* A full disk may have ended the transaction already. */
  if (!sqlite3_get_autocommit (self->db))
    run_kept (driver, "ROLLBACK", NULL);
}

static gboolean
callout_sqlite_execute (CalloutDriver  *driver,
                        const char     *script,
                        GError        **error)
{
  return callout_sqlite_run (CALLOUT_SQLITE (driver), script, error);
}

static gint64
callout_sqlite_last_id (CalloutDriver *driver)
{
  return sqlite3_last_insert_rowid (CALLOUT_SQLITE (driver)->db);
}

gboolean
callout_sqlite_get_number (CalloutSqlite  *self,
                           const char     *sql,
                           gint64         *number,
                           GError        **error)
{
  g_autoptr (CalloutStatementScope) statement = callout_sqlite_prepare (CALLOUT_DRIVER (self), sql, error);
  gboolean row;

  *number = 0;
  if (statement == NULL || !statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *number = statement_get_int64 (statement, 0);
  return TRUE;
}

static gint64
callout_sqlite_data_version (CalloutDriver *driver)
{
  gint64 number;

  return callout_sqlite_get_number (CALLOUT_SQLITE (driver), "PRAGMA data_version", &number, NULL) ? number : 0;
}

static char *
callout_sqlite_dup_watch (CalloutDriver *driver)
{
  return g_strconcat (CALLOUT_SQLITE (driver)->path, "-wal", NULL);
}

/* Breaking off */

/* So many of the engine's steps between two looks: a fraction of a millisecond. */
#define STEPS_A_LOOK 20000

static int
look_cb (void *cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static void
callout_sqlite_set_cancellable (CalloutDriver *driver,
                                GCancellable  *cancellable)
{
  sqlite3_progress_handler (CALLOUT_SQLITE (driver)->db, STEPS_A_LOOK, cancellable != NULL ? look_cb : NULL, cancellable);
}

static void
callout_sqlite_finalize (GObject *object)
{
  CalloutSqlite *self = CALLOUT_SQLITE (object);

  g_clear_pointer (&self->statements, g_hash_table_unref);
  if (self->db != NULL)
    sqlite3_close (self->db);
  g_free (self->path);
  G_OBJECT_CLASS (callout_sqlite_parent_class)->finalize (object);
}

static void
callout_sqlite_class_init (CalloutSqliteClass *klass)
{
  CalloutDriverClass *driver_class = CALLOUT_DRIVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = callout_sqlite_finalize;

  driver_class->engine = "sqlite";
  driver_class->begin = callout_sqlite_begin;
  driver_class->commit = callout_sqlite_commit;
  driver_class->rollback = callout_sqlite_rollback;
  driver_class->prepare = callout_sqlite_prepare;
  driver_class->execute = callout_sqlite_execute;
  driver_class->last_id = callout_sqlite_last_id;
  driver_class->data_version = callout_sqlite_data_version;
  driver_class->dup_watch = callout_sqlite_dup_watch;
  driver_class->match_clause = callout_sqlite_match_clause;
  driver_class->match_text = callout_sqlite_match_text;
  driver_class->match_ids = callout_sqlite_match_ids;
  driver_class->index_text = callout_sqlite_index_text;
  driver_class->schema_version = callout_sqlite_schema_version;
  driver_class->check = callout_sqlite_check;
  driver_class->backup = callout_sqlite_backup;
  driver_class->size = callout_sqlite_size;
  driver_class->set_cancellable = callout_sqlite_set_cancellable;
  driver_class->set_streaming = callout_sqlite_set_streaming;
}

/* Statements are long and begin alike; their lengths and ends tell them apart
 * without every one of their letters being looked at for each row. */
static guint
hash_sql (gconstpointer key)
{
  const char *sql = key;
  gsize length = strlen (sql);
  guint hash = (guint) length;

  for (gsize i = length > 48 ? length - 48 : 0; i < length; i++)
    hash = hash * 33 + (guchar) sql[i];
  return hash;
}

static void
callout_sqlite_init (CalloutSqlite *self)
{
  self->statements = g_hash_table_new_full (hash_sql, g_str_equal, g_free, statement_free);
}
