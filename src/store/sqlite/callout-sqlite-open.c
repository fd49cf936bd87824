/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-sqlite-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define APPLICATION_ID 0x43414C54 /* "CALT" in the file's header */
#define SCHEMA_VERSION 4
#define BUSY_STEP_MS 10
#define RESOURCE_PREFIX "/io/github/calloutdesk/Callout/store/sqlite/schema/"

/* From the compiled schema resource of this folder. */
GResource *callout_sqlite_get_resource (void);

/* Writing finds its way through every index again and again, and is the quicker
 * the more of them is kept. Of a scan nothing is needed twice: there the pages
 * of a small cache stay within the processor's own, and looking at a million
 * rows takes a tenth less time. The size is also that of the runs a sort is
 * made of, with the same gain. */
#define CACHE "PRAGMA cache_size = -32768"
#define STREAMING_CACHE "PRAGMA cache_size = -1000"

/* Outside a transaction: inside one, foreign_keys is silently ignored. */
#define PREPARE_CONNECTION "PRAGMA foreign_keys = ON; " CACHE

void
callout_sqlite_set_streaming (CalloutDriver *driver,
                              gboolean       streaming)
{
  CalloutSqlite *self = CALLOUT_SQLITE (driver);

  /* What is being written would have to leave a smaller one. Only speed hangs on it. */
  if (sqlite3_txn_state (self->db, "main") != SQLITE_TXN_WRITE)
    callout_sqlite_run (self, streaming ? STREAMING_CACHE : CACHE, NULL);
}

/* Where nothing stands that a copy could take the place of. */
static char *
find_free_name (CalloutSqlite *self,
                int            version)
{
  char *name = g_strdup_printf ("%s.schema-%d", self->path, version);

  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.schema-%d.%u", self->path, version, i);
    }
  return name;
}

/* Called while this connection may write and nobody else can: so the store is
 * what it was, and no other process looks for a free name. A connection that
 * may write cannot be copied from, hence another. */
static char *
keep_copy (CalloutSqlite  *self,
           int             version,
           GError        **error)
{
  g_autoptr (CalloutSqlite) reader = g_object_new (CALLOUT_TYPE_SQLITE, NULL);
  g_autofree char *name = find_free_name (self, version);
  int rc;

  reader->path = g_strdup (self->path);
  rc = sqlite3_open_v2 (self->path, &reader->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (rc != SQLITE_OK)
    {
      callout_sqlite_set_error (reader, rc, error);
      return NULL;
    }
  return callout_sqlite_backup (CALLOUT_DRIVER (reader), name, error) ? g_steal_pointer (&name) : NULL;
}

static gboolean
run_scripts (CalloutSqlite  *self,
             int             from,
             GError        **error)
{
  for (int version = from + 1; version <= SCHEMA_VERSION; version++)
    {
      g_autofree char *path = g_strdup_printf (RESOURCE_PREFIX "%03d.sql", version);
      g_autofree char *stamp = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                                APPLICATION_ID, version);
      g_autoptr (GBytes) script = NULL;

      script = g_resource_lookup_data (callout_sqlite_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      if (script == NULL || !callout_sqlite_run (self, g_bytes_get_data (script, NULL), error)
          || !callout_sqlite_run (self, stamp, error))
        return FALSE;
    }
  return TRUE;
}

/* Makes of any older schema this one, in one go: it is this one afterwards, or
 * what it was. With @keep a copy of what it was stays beside it. */
static gboolean
migrate (CalloutSqlite  *self,
         gboolean        keep,
         GError        **error)
{
  g_autofree char *copy = NULL;
  gint64 present;

  if (!callout_sqlite_run (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  /* Another process may have done it while this one waited for its turn. */
  if (callout_sqlite_get_number (self, "PRAGMA user_version", &present, error)
      && (present == 0 || present >= SCHEMA_VERSION || !keep || (copy = keep_copy (self, (int) present, error)) != NULL)
      && run_scripts (self, (int) present, error)
      && callout_sqlite_run (self, "COMMIT", error))
    return TRUE;
  callout_sqlite_rollback (CALLOUT_DRIVER (self));
  if (copy != NULL)
    g_unlink (copy);
  return FALSE;
}

/* A file of an older schema that is only to be read is left as it is: from here
 * on a private copy is read, brought up to date. */
static gboolean
read_copy (CalloutSqlite  *self,
           GError        **error)
{
  sqlite3 *copy = NULL;
  int rc = sqlite3_open_v2 ("", &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                            NULL);

  if (rc != SQLITE_OK)
    callout_sqlite_set_error_of (copy, self->path, rc, error);
  else if (callout_sqlite_copy_database (copy, self->path, self->db, error))
    {
      g_hash_table_remove_all (self->statements);
      sqlite3_close (self->db);
      self->db = copy;
      return callout_sqlite_run (self, PREPARE_CONNECTION, error) && migrate (self, FALSE, error);
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

  if (!callout_sqlite_get_number (self, "PRAGMA application_id", &application, error)
      || !callout_sqlite_get_number (self, "PRAGMA user_version", &version, error)
      || !callout_sqlite_get_number (self, "SELECT count(*) FROM sqlite_master", &objects, error))
    return FALSE;

  if (objects == 0 && create)
    return migrate (self, FALSE, error);
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
    return read_copy (self, error);
  if (version < SCHEMA_VERSION)
    return migrate (self, TRUE, error);
  return TRUE;
}

/* For a file that is not in this mode yet, as a copied backup, SQLite wants it
 * alone, and does not wait by itself for those who look into it just now. */
static gboolean
set_journal (CalloutSqlite  *self,
             GError        **error)
{
  int rc;

  for (int waited = 0;; waited += BUSY_STEP_MS)
    {
      rc = sqlite3_exec (self->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL, NULL, NULL);
      if ((rc & 0xff) != SQLITE_BUSY || waited >= CALLOUT_SQLITE_BUSY_TIMEOUT_MS)
        break;
      sqlite3_sleep (BUSY_STEP_MS);
    }
  if (rc != SQLITE_OK)
    callout_sqlite_set_error (self, rc, error);
  return rc == SQLITE_OK;
}

/* Nobody asks SQLite how much memory it uses, and counting costs a lock at
 * every allocation. It can only be said before its first use; where another
 * library was first it stays as it is. */
static gpointer
configure_cb (gpointer unused)
{
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  callout_sqlite_keep_locks ();
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
    rc = sqlite3_busy_timeout (self->db, CALLOUT_SQLITE_BUSY_TIMEOUT_MS);
  if (rc != SQLITE_OK)
    {
      callout_sqlite_set_error (self, rc, error);
      return NULL;
    }
  if (!callout_sqlite_run (self, PREPARE_CONNECTION, error))
    return NULL;
  /* A file that is somebody else's is not even put into WAL mode. */
  if (!check_identity (self, create, error)
      || (!read_only && !set_journal (self, error)))
    return NULL;
  return CALLOUT_DRIVER (g_steal_pointer (&self));
}
