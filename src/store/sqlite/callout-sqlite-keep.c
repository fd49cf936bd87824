/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-sqlite-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define BUSY_STEP_MS 50

/* Keeping house: checking, copying, measuring. */

int
callout_sqlite_schema_version (CalloutDriver  *driver,
                               GError        **error)
{
  gint64 number;

  return callout_sqlite_get_number (CALLOUT_SQLITE (driver), "PRAGMA user_version", &number, error) ? (int) number : -1;
}

gboolean
callout_sqlite_check (CalloutDriver  *driver,
                      GPtrArray      *faults,
                      GError        **error)
{
  CalloutSqlite *self = CALLOUT_SQLITE (driver);
  g_autoptr (CalloutStatementScope) pages = callout_sqlite_prepare (driver, "PRAGMA integrity_check (20)", error);
  g_autoptr (CalloutStatementScope) keys = NULL;
  gboolean row;

  if (!self->read_only && !callout_sqlite_check_texts (self, faults, error))
    return FALSE;
  for (;;)
    {
      if (pages == NULL || !callout_statement_step (pages, &row, error))
        return FALSE;
      if (!row)
        break;
      if (g_strcmp0 (callout_statement_get_text (pages, 0), "ok") != 0)
        g_ptr_array_add (faults, g_strdup (callout_statement_get_text (pages, 0)));
    }

  keys = callout_sqlite_prepare (driver, "PRAGMA foreign_key_check", error);
  for (;;)
    {
      if (keys == NULL || !callout_statement_step (keys, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      g_ptr_array_add (faults, g_strdup_printf (_("row %s of %s points to a row of %s that is not there"),
                                                callout_statement_get_text (keys, 1), callout_statement_get_text (keys, 0),
                                                callout_statement_get_text (keys, 2)));
    }
}

gboolean
callout_sqlite_copy_database (sqlite3        *to,
                              const char     *to_path,
                              sqlite3        *from,
                              GError        **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int rc;

  if (backup == NULL)
    {
      callout_sqlite_set_error_of (to, to_path, sqlite3_errcode (to), error);
      return FALSE;
    }
  for (int waited = 0;; waited += BUSY_STEP_MS)
    {
      rc = sqlite3_backup_step (backup, -1);
      if ((rc != SQLITE_BUSY && rc != SQLITE_LOCKED) || waited >= CALLOUT_SQLITE_BUSY_TIMEOUT_MS)
        break;
      sqlite3_sleep (BUSY_STEP_MS);
    }
  /* Whichever side failed, its error is left with the goal. */
  sqlite3_backup_finish (backup);
  if (rc == SQLITE_DONE)
    return TRUE;
  callout_sqlite_set_error_of (to, to_path, rc, error);
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
gboolean
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
  done = rc == SQLITE_OK && callout_sqlite_copy_database (copy, file, self->db, error);
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
  return callout_sqlite_copy_database (self->db, self->path, CALLOUT_SQLITE (from)->db, error);
}

gint64
callout_sqlite_size (CalloutDriver *driver)
{
  CalloutSqlite *self = CALLOUT_SQLITE (driver);
  gint64 pages, page;

  if (!callout_sqlite_get_number (self, "PRAGMA page_count", &pages, NULL) || !callout_sqlite_get_number (self, "PRAGMA page_size", &page, NULL))
    return 0;
  return pages * page;
}
