/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-ctl-json.h"
#include "callout-ctl-table.h"
#include "callout-error.h"
#include "callout-workspace.h"

G_BEGIN_DECLS

/**
 * CalloutBench:
 *
 * What a benchmark reports to. Every figure stands beside a yardstick taken in
 * the same run on the same machine, wherever there is one.
 */
typedef struct _CalloutBench CalloutBench;

typedef gboolean (*CalloutBenchFunc) (CalloutBench *self, GError **error);

/* A row of the table of benchmarks: one file each in this folder. */
typedef struct {
  const char       *name;
  const char       *what; /* translatable */
  CalloutBenchFunc  run;
} CalloutBenchmark;

/* What a ratio must be to do. */
typedef enum {
  CALLOUT_BENCH_AT_LEAST, /* ours / yardstick, for speeds */
  CALLOUT_BENCH_AT_MOST,  /* ours / yardstick, for times and sizes */
} CalloutBenchSense;

/* Reporting. @unit: e.g. `ms`, `/s`, `MB`; @target 0: only told. */
void        callout_bench_figure      (CalloutBench      *self,
                                       const char        *what,
                                       double             value,
                                       const char        *unit);
void        callout_bench_limit       (CalloutBench      *self,
                                       const char        *what,
                                       double             value,
                                       const char        *unit,
                                       CalloutBenchSense  sense,
                                       double             target);
void        callout_bench_ratio       (CalloutBench      *self,
                                       const char        *what,
                                       double             value,
                                       const char        *unit,
                                       const char        *yardstick,
                                       double             yardstick_value,
                                       CalloutBenchSense  sense,
                                       double             target);

/* Help: an empty folder that is removed afterwards, a clock, the median of runs. */
const char *callout_bench_get_folder  (CalloutBench      *self);
double      callout_bench_seconds     (void);
double      callout_bench_median      (double            *values,
                                       guint              n_values);

/* The registry */
const CalloutBenchmark *callout_benchmarks (guint        *n_benchmarks);
gboolean    callout_bench_run         (const char        *name,
                                       gboolean           json,
                                       gboolean          *met,
                                       GError           **error);

/* The benchmarks */
gboolean    callout_bench_command     (CalloutBench      *self,
                                       GError           **error);
gboolean    callout_bench_list        (CalloutBench      *self,
                                       GError           **error);
gboolean    callout_bench_search      (CalloutBench      *self,
                                       GError           **error);
gboolean    callout_bench_nearest     (CalloutBench      *self,
                                       GError           **error);
gboolean    callout_bench_documents (CalloutBench     *self,
                                       GError           **error);
gboolean    callout_bench_import      (CalloutBench      *self,
                                       GError           **error);
gboolean    callout_bench_thread      (CalloutBench      *self,
                                       GError           **error);

G_END_DECLS
