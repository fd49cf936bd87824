/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-sqlite.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define APPLICATION_ID 0x43414C54 /* "CALT" in the file's header */
#define SCHEMA_VERSION 2
#define BUSY_TIMEOUT_MS 10000
#define BUSY_STEP_MS 50
#define MAX_CACHED_STATEMENTS 128
#define RESOURCE_PREFIX "/io/github/calloutdesk/Callout/store/sqlite/schema/"

/* From the compiled schema resource of this folder. */
GResource *callout_sqlite_get_resource (void);

typedef struct {
  CalloutStatement  parent;
  CalloutSqlite    *driver; /* (unowned) */
  sqlite3_stmt     *handle;
  int              *places; /* of $1, $2 …: SQLite counts by first appearance, not by name */
  int               n_places;
  gboolean          busy;
  gboolean          cached;
} Statement;

#define MAX_TEXT_COLUMNS 6
#define N_TEXTS 3

struct _CalloutSqlite
{
  CalloutDriver       parent_instance;

  char               *path;
  sqlite3            *db;
  GHashTable         *statements; /* sql → Statement */
  const CalloutField *text_fields[N_TEXTS][MAX_TEXT_COLUMNS + 1];
  gboolean            read_only;
};

G_DEFINE_FINAL_TYPE (CalloutSqlite, callout_sqlite, CALLOUT_TYPE_DRIVER)

/* What the system said. SQLite does not keep it for every way of failing, but
 * the open files do. */
static int
find_system_error (sqlite3 *db)
{
  static const int files[] = { SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER };
  int number = db != NULL ? sqlite3_system_errno (db) : 0;

  for (guint i = 0; db != NULL && number == 0 && i < G_N_ELEMENTS (files); i++)
    {
      sqlite3_file *file = NULL;

      if (sqlite3_file_control (db, "main", files[i], &file) == SQLITE_OK && file != NULL && file->pMethods != NULL)
        file->pMethods->xFileControl (file, SQLITE_FCNTL_LAST_ERRNO, &number);
    }
  return number;
}

/* One sentence for whatever SQLite has to say of one of its databases. */
static void
set_error_of (sqlite3     *db,
              const char  *path,
              int          rc,
              GError     **error)
{
  const char *detail = db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (rc);
  int system_error = find_system_error (db);

  switch (rc & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_BUSY,
                   _("Another process is writing to “%s”; try again in a moment"), path);
      break;
    case SQLITE_FULL:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NO_SPACE,
                   _("There is no space left where “%s” is kept; nothing was changed"), path);
      break;
    case SQLITE_CONSTRAINT:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONSTRAINT, _("The store refuses the row: %s"), detail);
      break;
    case SQLITE_NOTADB:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT, _("“%s” is not a Callout store"), path);
      break;
    case SQLITE_CORRUPT:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT,
                   _("“%s” is damaged (%s); restore a backup"), path, detail);
      break;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED,
                   _("“%s” cannot be written: %s"), path,
                   system_error != 0 ? g_strerror (system_error) : detail);
      break;
    case SQLITE_IOERR:
      if (system_error == ENOSPC || system_error == EFBIG || system_error == EDQUOT)
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NO_SPACE,
                     _("There is no space left where “%s” is kept; nothing was changed"), path);
      else
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED,
                     _("“%s” could not be read or written: %s"), path,
                     system_error != 0 ? g_strerror (system_error) : detail);
      break;
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled"));
      break;
    default:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, _("The store failed: %s"), detail);
      break;
    }
}

static void
set_error (CalloutSqlite  *self,
           int             rc,
           GError        **error)
{
  set_error_of (self->db, self->path, rc, error);
}

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
  set_error (self->driver, rc, error);
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

static const CalloutStatementClass statement_class = {
  statement_bind_int64, statement_bind_real, statement_bind_text, statement_bind_null,
  statement_step, statement_reset,
  statement_is_null, statement_get_int64, statement_get_real, statement_get_text,
};

static gboolean
is_idle (gpointer key,
         gpointer value,
         gpointer data)
{
  return !((Statement *) value)->busy;
}

static CalloutStatement *
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
      set_error (self, rc, error);
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

static gboolean
run (CalloutSqlite  *self,
     const char     *sql,
     GError        **error)
{
  int rc = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  if (rc == SQLITE_OK)
    return TRUE;
  set_error (self, rc, error);
  return FALSE;
}

static gboolean
callout_sqlite_begin (CalloutDriver  *driver,
                      gboolean        writing,
                      GError        **error)
{
  /* IMMEDIATE: a writer waits for its turn at the start, where nothing is lost
   * by waiting, instead of failing in the middle. */
  return run (CALLOUT_SQLITE (driver), writing ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

static gboolean
callout_sqlite_commit (CalloutDriver  *driver,
                       GError        **error)
{
  return run (CALLOUT_SQLITE (driver), "COMMIT", error);
}

static void
callout_sqlite_rollback (CalloutDriver *driver)
{
  CalloutSqlite *self = CALLOUT_SQLITE (driver);

  /* A full disk may have ended the transaction already. */
  if (!sqlite3_get_autocommit (self->db))
    run (self, "ROLLBACK", NULL);
}

static gboolean
callout_sqlite_execute (CalloutDriver  *driver,
                        const char     *script,
                        GError        **error)
{
  return run (CALLOUT_SQLITE (driver), script, error);
}

static gint64
callout_sqlite_last_id (CalloutDriver *driver)
{
  return sqlite3_last_insert_rowid (CALLOUT_SQLITE (driver)->db);
}

static gboolean
get_number (CalloutSqlite  *self,
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

  return get_number (CALLOUT_SQLITE (driver), "PRAGMA data_version", &number, NULL) ? number : 0;
}

static char *
callout_sqlite_dup_watch (CalloutDriver *driver)
{
  return g_strconcat (CALLOUT_SQLITE (driver)->path, "-wal", NULL);
}

/* Full text */

/* Which table holds the words of a kind, and which fields they come from. */
/* The statements stand here whole: they are needed for every row of an import. */
static const struct Text {
  CalloutKind kind;
  const char *table;
  const char *columns[MAX_TEXT_COLUMNS + 1];
  const char *add;
  const char *remove;
} texts[N_TEXTS] = {
  { CALLOUT_KIND_TICKET, "ticket_search", { "title", "type", "address", "district", "description", "external_id", NULL },
    "INSERT INTO ticket_search (rowid, title, type, address, district, description, external_id)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)",
    "INSERT INTO ticket_search (ticket_search, rowid, title, type, address, district, description, external_id)"
    " VALUES ('delete', $1, $2, $3, $4, $5, $6, $7)" },
  { CALLOUT_KIND_PERSON, "person_search", { "login", "name", "email", "skills", NULL },
    "INSERT INTO person_search (rowid, login, name, email, skills) VALUES ($1, $2, $3, $4, $5)",
    "INSERT INTO person_search (person_search, rowid, login, name, email, skills) VALUES ('delete', $1, $2, $3, $4, $5)" },
  { CALLOUT_KIND_CUSTOMER, "customer_search", { "name", "address", "email", "external_id", NULL },
    "INSERT INTO customer_search (rowid, name, address, email, external_id) VALUES ($1, $2, $3, $4, $5)",
    "INSERT INTO customer_search (customer_search, rowid, name, address, email, external_id)"
    " VALUES ('delete', $1, $2, $3, $4, $5)" },
};

static const struct Text *
find_text (CalloutKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].kind == kind)
      return &texts[i];
  return NULL;
}

/* The fields of an index's columns, found once. */
static const CalloutField *const *
text_fields (CalloutSqlite      *self,
             const struct Text  *text)
{
  const CalloutField **fields = self->text_fields[text - texts];

  if (fields[0] == NULL)
    for (int i = 0; text->columns[i] != NULL; i++)
      fields[i] = callout_kind_find_field (text->kind, text->columns[i]);
  return fields;
}

static gboolean
write_text (CalloutSqlite      *self,
            const struct Text  *text,
            CalloutEntity      *entity,
            gboolean            remove,
            GError            **error)
{
  const CalloutField *const *fields = text_fields (self, text);
  g_autoptr (CalloutStatementScope) statement = NULL;
  gboolean row;

  statement = callout_sqlite_prepare (CALLOUT_DRIVER (self), remove ? text->remove : text->add, error);
  if (statement == NULL)
    return FALSE;
  statement_bind_int64 (statement, 1, entity->id);
  for (int i = 0; fields[i] != NULL; i++)
    statement_bind_text (statement, i + 2, CALLOUT_ENTITY_FIELD (entity, fields[i], char *));
  return statement_step (statement, &row, error);
}

static gboolean
callout_sqlite_index_text (CalloutDriver  *driver,
                           CalloutEntity  *before,
                           CalloutEntity  *after,
                           GError        **error)
{
  CalloutSqlite *self = CALLOUT_SQLITE (driver);
  const struct Text *text = find_text (callout_entity_get_kind (after != NULL ? after : before));
  const CalloutField *const *fields = text != NULL ? text_fields (self, text) : NULL;
  gboolean differs = before == NULL || after == NULL;

  if (text == NULL)
    return TRUE;
  for (int i = 0; fields[i] != NULL && !differs; i++)
    differs = !callout_entity_field_equal (before, after, fields[i]);
  if (!differs)
    return TRUE;
  return (before == NULL || write_text (self, text, before, TRUE, error))
         && (after == NULL || write_text (self, text, after, FALSE, error));
}

static char *
callout_sqlite_match_clause (CalloutDriver *driver,
                             CalloutKind    kind,
                             const char    *alias,
                             int            parameter)
{
  const struct Text *text = find_text (kind == CALLOUT_KIND_WORK_ORDER ? CALLOUT_KIND_TICKET : kind);
  const char *column = kind == CALLOUT_KIND_WORK_ORDER ? "ticket" : "id";

  if (text == NULL)
    return NULL;
  return g_strdup_printf ("%s.%s IN (SELECT rowid FROM %s WHERE %s MATCH $%d)", alias, column, text->table, text->table,
                          parameter);
}

static char *
callout_sqlite_match_ids (CalloutDriver *driver,
                          CalloutKind    kind)
{
  const struct Text *text = find_text (kind);

  return text != NULL ? g_strdup_printf ("SELECT rowid FROM %s WHERE %s MATCH $1", text->table, text->table) : NULL;
}

/* Whether the tokenizer finds a word in it at all. */
static gboolean
has_word (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)) || g_unichar_type (g_utf8_get_char (text)) == G_UNICODE_PRIVATE_USE)
      return TRUE;
  return FALSE;
}

/* What a person types is words, never FTS5's own language. Signs between them
 * are left out: as phrases without a word they would keep every row away. */
static char *
callout_sqlite_match_text (CalloutDriver *driver,
                           const char    *words)
{
  g_auto (GStrv) parts = g_strsplit_set (words, " \t\n\r", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!has_word (parts[i]))
        continue;
      g_string_append (text, text->len > 0 ? " \"" : "\"");
      for (const char *p = parts[i]; *p != '\0'; p++)
        {
          if (*p == '"')
            g_string_append_c (text, '"');
          g_string_append_c (text, *p);
        }
      g_string_append (text, "\"*");
    }
  if (text->len == 0)
    g_string_append (text, "\"\""); /* signs alone are found nowhere */
  return g_string_free (g_steal_pointer (&text), FALSE);
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

/* Keeping house */

static int
callout_sqlite_schema_version (CalloutDriver  *driver,
                               GError        **error)
{
  gint64 number;

  return get_number (CALLOUT_SQLITE (driver), "PRAGMA user_version", &number, error) ? (int) number : -1;
}

static gboolean
callout_sqlite_check (CalloutDriver  *driver,
                      GPtrArray      *faults,
                      GError        **error)
{
  CalloutSqlite *self = CALLOUT_SQLITE (driver);
  g_autoptr (CalloutStatementScope) pages = callout_sqlite_prepare (driver, "PRAGMA integrity_check (20)", error);
  g_autoptr (CalloutStatementScope) keys = NULL;
  gboolean row;

  for (guint i = 0; i < G_N_ELEMENTS (texts) && !self->read_only; i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO %s (%s, rank) VALUES ('integrity-check', 1)", texts[i].table,
                                              texts[i].table);
      int rc = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

      if ((rc & 0xff) == SQLITE_CORRUPT)
        g_ptr_array_add (faults, g_strdup_printf (_("the full-text index %s does not match its rows"), texts[i].table));
      else if (rc != SQLITE_OK)
        {
          set_error (self, rc, error);
          return FALSE;
        }
    }
  for (;;)
    {
      if (pages == NULL || !statement_step (pages, &row, error))
        return FALSE;
      if (!row)
        break;
      if (g_strcmp0 (statement_get_text (pages, 0), "ok") != 0)
        g_ptr_array_add (faults, g_strdup (statement_get_text (pages, 0)));
    }

  keys = callout_sqlite_prepare (driver, "PRAGMA foreign_key_check", error);
  for (;;)
    {
      if (keys == NULL || !statement_step (keys, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      g_ptr_array_add (faults, g_strdup_printf (_("row %s of %s points to a row of %s that is not there"),
                                                statement_get_text (keys, 1), statement_get_text (keys, 0),
                                                statement_get_text (keys, 2)));
    }
}

static gboolean
copy_database (sqlite3        *to,
               const char     *to_path,
               sqlite3        *from,
               GError        **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int rc;

  if (backup == NULL)
    {
      set_error_of (to, to_path, sqlite3_errcode (to), error);
      return FALSE;
    }
  for (int waited = 0;; waited += BUSY_STEP_MS)
    {
      rc = sqlite3_backup_step (backup, -1);
      if ((rc != SQLITE_BUSY && rc != SQLITE_LOCKED) || waited >= BUSY_TIMEOUT_MS)
        break;
      sqlite3_sleep (BUSY_STEP_MS);
    }
  /* Whichever side failed, its error is left with the goal. */
  sqlite3_backup_finish (backup);
  if (rc == SQLITE_DONE)
    return TRUE;
  set_error_of (to, to_path, rc, error);
  return FALSE;
}

static gboolean
is_same_file (const char *a,
              const char *b)
{
  GStatBuf one, other;

  return g_stat (a, &one) == 0 && g_stat (b, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/* Written beside the goal and renamed, so that an older backup of that name
 * is not lost when this one fails. */
static gboolean
callout_sqlite_backup (CalloutDriver  *driver,
                       const char     *file,
                       GError        **error)
{
  CalloutSqlite *self = CALLOUT_SQLITE (driver);
  g_autofree char *partial = g_strconcat (file, ".part", NULL);
  sqlite3 *copy = NULL;
  gboolean done;
  int rc;

  /* Renaming over the file that is open would tear it from its log. */
  if (is_same_file (file, self->path))
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("“%s” is the store itself; choose another name for the backup"),
                   file);
      return FALSE;
    }
  g_unlink (partial);
  rc = sqlite3_open_v2 (partial, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  if (rc == SQLITE_OK)
    sqlite3_exec (copy, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
  done = rc == SQLITE_OK && copy_database (copy, file, self->db, error);
  if (rc != SQLITE_OK)
    g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, _("“%s” cannot be written: %s"), file,
                 g_strerror (sqlite3_system_errno (copy)));
  if (done)
    sqlite3_exec (copy, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
  sqlite3_close (copy);
  if (done && g_rename (partial, file) != 0)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, _("“%s” cannot be written: %s"), file, g_strerror (errno));
      done = FALSE;
    }
  if (!done)
    g_unlink (partial);
  return done;
}

/**
 * callout_sqlite_restore:
 * @file: a backup that was checked
 *
 * Replaces everything in the open store by the backup's content, in one
 * transaction that other processes see whole.
 */
gboolean
callout_sqlite_restore (CalloutDriver  *driver,
                        const char     *file,
                        GError        **error)
{
  CalloutSqlite *self = CALLOUT_SQLITE (driver);
  g_autoptr (CalloutDriver) from = callout_sqlite_open (file, FALSE, TRUE, error);

  if (from == NULL)
    return FALSE;
  g_hash_table_remove_all (self->statements);
  return copy_database (self->db, self->path, CALLOUT_SQLITE (from)->db, error);
}

static gint64
callout_sqlite_size (CalloutDriver *driver)
{
  CalloutSqlite *self = CALLOUT_SQLITE (driver);
  gint64 pages, page;

  if (!get_number (self, "PRAGMA page_count", &pages, NULL) || !get_number (self, "PRAGMA page_size", &page, NULL))
    return 0;
  return pages * page;
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

/* Opening */

/* Outside a transaction: inside one, foreign_keys is silently ignored. The size
 * of the cache is also that of the runs a sort is made of: short ones stay
 * within the processor's own, and sort a million rows quicker. */
#define PREPARE_CONNECTION "PRAGMA foreign_keys = ON; PRAGMA cache_size = -4096"

static gboolean
migrate (CalloutSqlite  *self,
         int             from,
         GError        **error)
{
  for (int version = from + 1; version <= SCHEMA_VERSION; version++)
    {
      g_autofree char *path = g_strdup_printf (RESOURCE_PREFIX "%03d.sql", version);
      g_autofree char *stamp = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                                APPLICATION_ID, version);
      g_autoptr (GBytes) script = NULL;
      gint64 present;

      script = g_resource_lookup_data (callout_sqlite_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      if (script == NULL || !run (self, "BEGIN IMMEDIATE", error))
        return FALSE;
      /* Another process may have done it while this one waited for its turn. */
      if (!get_number (self, "PRAGMA user_version", &present, error)
          || (present < version && (!run (self, g_bytes_get_data (script, NULL), error) || !run (self, stamp, error)))
          || !run (self, "COMMIT", error))
        {
          callout_sqlite_rollback (CALLOUT_DRIVER (self));
          return FALSE;
        }
    }
  return TRUE;
}

/* A file of an older schema that is only to be read is left as it is: from here
 * on a private copy is read, brought up to date. */
static gboolean
read_copy (CalloutSqlite  *self,
           int             version,
           GError        **error)
{
  sqlite3 *copy = NULL;
  int rc = sqlite3_open_v2 ("", &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                            NULL);

  if (rc != SQLITE_OK)
    set_error_of (copy, self->path, rc, error);
  else if (copy_database (copy, self->path, self->db, error))
    {
      g_hash_table_remove_all (self->statements);
      sqlite3_close (self->db);
      self->db = copy;
      return run (self, PREPARE_CONNECTION, error) && migrate (self, version, error);
    }
  sqlite3_close (copy);
  return FALSE;
}

static gboolean
check_identity (CalloutSqlite  *self,
                gboolean        create,
                GError        **error)
{
  gint64 application, version, objects;

  if (!get_number (self, "PRAGMA application_id", &application, error)
      || !get_number (self, "PRAGMA user_version", &version, error)
      || !get_number (self, "SELECT count(*) FROM sqlite_master", &objects, error))
    return FALSE;

  if (objects == 0 && create)
    return migrate (self, 0, error);
  if (application != APPLICATION_ID || version < 1)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT, _("“%s” is not a Callout store"), self->path);
      return FALSE;
    }
  if (version > SCHEMA_VERSION)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT,
                   _("“%s” was written by a newer Callout (schema %d, this one knows %d); use that one"),
                   self->path, (int) version, SCHEMA_VERSION);
      return FALSE;
    }
  if (version < SCHEMA_VERSION && self->read_only)
    return read_copy (self, (int) version, error);
  if (version < SCHEMA_VERSION)
    {
      g_autofree char *copy = g_strdup_printf ("%s.schema-%d", self->path, (int) version);

      return callout_sqlite_backup (CALLOUT_DRIVER (self), copy, error) && migrate (self, (int) version, error);
    }
  return TRUE;
}

/* Nobody asks SQLite how much memory it uses, and counting costs a lock at
 * every allocation. It can only be said before its first use; where another
 * library was first it stays as it is. */
static gpointer
configure_cb (gpointer unused)
{
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  return NULL;
}

/* Asked beforehand, because SQLite tries again in another way after a refusal
 * and then names the reason of that. */
static gboolean
check_rights (const char  *path,
              gboolean     there,
              GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (there && g_access (path, R_OK) != 0)
    g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, _("“%s” cannot be read: %s"), path, g_strerror (errno));
  else if (!there && g_access (folder, W_OK | X_OK) != 0)
    g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, _("“%s” cannot be written: %s"), path, g_strerror (errno));
  else
    return TRUE;
  return FALSE;
}

/**
 * callout_sqlite_open:
 * @create: make it; an existing file that is not empty is refused
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND, %CALLOUT_ERROR_CORRUPT (not a store,
 * damaged, of a newer version), %CALLOUT_ERROR_CONFLICT (exists already).
 */
CalloutDriver *
callout_sqlite_open (const char  *path,
                     gboolean     create,
                     gboolean     read_only,
                     GError     **error)
{
  g_autoptr (CalloutSqlite) self = g_object_new (CALLOUT_TYPE_SQLITE, NULL);
  int flags = read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  static GOnce configured = G_ONCE_INIT;
  GStatBuf info;
  gboolean there = g_stat (path, &info) == 0;
  int rc;

  g_once (&configured, configure_cb, NULL);
  self->path = g_strdup (path);
  self->read_only = read_only;
  if (there && S_ISDIR (info.st_mode))
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT, _("“%s” is a folder, not a Callout store"), path);
      return NULL;
    }
  if (create && there && info.st_size > 0)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT,
                   _("“%s” exists already and was left as it is"), path);
      return NULL;
    }
  if (!create && !there)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no store at “%s”"), path);
      return NULL;
    }
  if (!create && info.st_size == 0)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT, _("“%s” is empty, not a Callout store"), path);
      return NULL;
    }
  if (!check_rights (path, there, error))
    return NULL;
  if (create)
    flags |= SQLITE_OPEN_CREATE;

  rc = sqlite3_open_v2 (path, &self->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  if (rc != SQLITE_OK)
    {
      set_error (self, rc, error);
      return NULL;
    }
  if (!run (self, PREPARE_CONNECTION, error))
    return NULL;
  /* A file that is somebody else's is not even put into WAL mode. */
  if (!check_identity (self, create, error)
      || (!read_only && !run (self, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", error)))
    return NULL;
  return CALLOUT_DRIVER (g_steal_pointer (&self));
}
