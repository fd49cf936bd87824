/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-sqlite-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

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
void
callout_sqlite_set_error_of (sqlite3     *db,
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

void
callout_sqlite_set_error (CalloutSqlite  *self,
                          int             rc,
                          GError        **error)
{
  callout_sqlite_set_error_of (self->db, self->path, rc, error);
}
