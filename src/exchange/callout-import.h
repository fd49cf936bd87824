/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-import-mapping.h"
#include "callout-workspace.h"

G_BEGIN_DECLS

/**
 * CalloutImportOptions:
 *
 * What to import, on whose behalf, and how.
 */
typedef struct {
  CalloutImportKind kind;
  const char       *file;
  const char       *mapping;  /* (nullable): an INI file; %NULL: the columns carry our own names */
  const char       *rejects;  /* (nullable): where to write the rows that were not taken */
  gboolean          dry_run;  /* count, but write nothing */
  gint64            actor;
  CalloutSource     source;
} CalloutImportOptions;

/**
 * CalloutImportResult:
 *
 * Every row read is created, unchanged (it was here already) or rejected.
 */
typedef struct {
  guint64 read;
  guint64 created;
  guint64 unchanged;
  guint64 rejected;
  guint64 noted[CALLOUT_N_NOTES]; /* rows created or unchanged, by bit of CalloutNote */
} CalloutImportResult;

/* @done and @total are bytes of the file; @result so far. */
typedef void (*CalloutImportProgress) (const CalloutImportResult *result,
                                       gint64                     done,
                                       gint64                     total,
                                       gpointer                   data);

gboolean callout_import_sync (CalloutWorkspace            *workspace,
                              const CalloutImportOptions  *options,
                              CalloutImportProgress        progress,
                              gpointer                     progress_data,
                              GCancellable                *cancellable,
                              CalloutImportResult         *result,
                              GError                     **error);

G_END_DECLS
