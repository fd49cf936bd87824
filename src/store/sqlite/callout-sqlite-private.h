/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-sqlite.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* What the files of this folder share. */

#define CALLOUT_SQLITE_BUSY_TIMEOUT_MS 10000

#define CALLOUT_SQLITE_TEXT_COLUMNS 6 /* at most, of an index */
#define CALLOUT_SQLITE_TEXTS 5

struct _CalloutSqlite
{
  CalloutDriver       parent_instance;

  char               *path;
  sqlite3            *db;
  GHashTable         *statements; /* sql → Statement */
  const CalloutField *text_fields[CALLOUT_SQLITE_TEXTS][CALLOUT_SQLITE_TEXT_COLUMNS + 1];
  gboolean            read_only;
};

void             callout_sqlite_keep_locks     (void);

void             callout_sqlite_set_error_of   (sqlite3 *db,
                                                const char *path,
                                                int rc,
                                                GError **error);
void             callout_sqlite_set_error      (CalloutSqlite *self,
                                                int rc,
                                                GError **error);
CalloutStatement *callout_sqlite_prepare       (CalloutDriver *driver,
                                                const char *sql,
                                                GError **error);
gboolean         callout_sqlite_run            (CalloutSqlite *self,
                                                const char *sql,
                                                GError **error);
void             callout_sqlite_rollback       (CalloutDriver *driver);
gboolean         callout_sqlite_get_number     (CalloutSqlite *self,
                                                const char *sql,
                                                gint64 *number,
                                                GError **error);
gboolean         callout_sqlite_index_text     (CalloutDriver *driver,
                                                CalloutEntity *before,
                                                CalloutEntity *after,
                                                GError **error);
char             *callout_sqlite_match_clause  (CalloutDriver *driver,
                                                CalloutKind kind,
                                                const char *alias,
                                                int parameter);
char             *callout_sqlite_match_ids     (CalloutDriver *driver,
                                                CalloutKind kind);
char             *callout_sqlite_match_text    (CalloutDriver *driver,
                                                const char *words);
int              callout_sqlite_schema_version (CalloutDriver *driver,
                                                GError **error);
gboolean         callout_sqlite_check          (CalloutDriver *driver,
                                                GPtrArray *faults,
                                                GError **error);
gboolean         callout_sqlite_copy_database  (sqlite3 *to,
                                                const char *to_path,
                                                sqlite3 *from,
                                                GError **error);
gboolean         callout_sqlite_backup         (CalloutDriver *driver,
                                                const char *file,
                                                GError **error);
gint64           callout_sqlite_size           (CalloutDriver *driver);
void             callout_sqlite_set_streaming  (CalloutDriver *driver,
                                                gboolean streaming);
gboolean         callout_sqlite_check_texts    (CalloutSqlite *self,
                                                GPtrArray *faults,
                                                GError **error);

G_END_DECLS
