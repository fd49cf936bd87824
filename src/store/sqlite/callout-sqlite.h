/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-driver.h"

G_BEGIN_DECLS

/**
 * CalloutSqlite:
 *
 * The embedded engine: one file in WAL mode, foreign keys on, every commit
 * on the disk before it is acknowledged.
 */
#define CALLOUT_TYPE_SQLITE (callout_sqlite_get_type ())
G_DECLARE_FINAL_TYPE (CalloutSqlite, callout_sqlite, CALLOUT, SQLITE, CalloutDriver)

CalloutDriver *callout_sqlite_open    (const char  *path,
                                       gboolean     create,
                                       gboolean     read_only,
                                       GError     **error);
gboolean       callout_sqlite_restore (CalloutDriver  *self,
                                       const char     *file,
                                       GError        **error);

G_END_DECLS
