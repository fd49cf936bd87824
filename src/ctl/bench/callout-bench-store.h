/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-bench.h"
#include "callout-query-list.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* So many rows a view shows at once. */
#define CALLOUT_BENCH_SCREEN 40

/* A store of a size, and SQLite by itself on the same file. */
typedef struct {
  char             *path;
  CalloutWorkspace *workspace;
  sqlite3          *db;
  gint64            admin;
} CalloutBenchStore;

gboolean callout_bench_store_open     (CalloutBenchStore  *self,
                                       CalloutBench       *bench,
                                       const char         *fill,
                                       GError            **error);
void     callout_bench_store_close    (CalloutBenchStore  *self);
gboolean callout_bench_store_read     (CalloutBenchStore  *self,
                                       const char         *sql,
                                       gboolean            first,
                                       guint              *n_ids,
                                       GError            **error);

/* What to fill it with */
extern const char callout_bench_million_tickets[];
extern const char callout_bench_many_people[];

/* A list on the store, as a view has it: opened, and its first screen read. */
gboolean callout_bench_open_list      (CalloutBenchStore  *self,
                                       CalloutQueryList   *list,
                                       CalloutQuery       *query,
                                       double             *first,
                                       double             *all,
                                       GError            **error);
void     callout_bench_show           (CalloutQueryList   *list,
                                       guint               position,
                                       guint               n_rows,
                                       GPtrArray          *shown);
double   callout_bench_resident_mb    (void);

G_END_DECLS
