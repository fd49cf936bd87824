/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-bench.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Every benchmark there is. To add one is to add a file and a row. */
static const CalloutBenchmark benchmarks[] = {
  { "command", N_("Commands committed and audited, beside bare transactions of the same rows"), callout_bench_command },
  { "list", N_("A list of a million tickets: any order, jumps, changes, memory"), callout_bench_list },
  { "search", N_("Words and filters over a million tickets, beside the bare query"), callout_bench_search },
  { "nearest", N_("Who could do it, among a hundred thousand"), callout_bench_nearest },
  { "documents", N_("An order as PDF, beside WeasyPrint and LibreOffice"), callout_bench_documents },
  { "import", N_("A year of a city's requests, beside the sqlite3 shell's plain copy"), callout_bench_import },
  { "thread", N_("A thread of a hundred thousand messages, beside the bare query"), callout_bench_thread },
};

struct _CalloutBench
{
  char            *folder;
  CalloutCtlTable *table; /* either this */
  CalloutCtlJson  *json;  /* or that */
  const char      *name;  /* of the one that runs */
  gboolean         met;
};

const CalloutBenchmark *
callout_benchmarks (guint *n_benchmarks)
{
  *n_benchmarks = G_N_ELEMENTS (benchmarks);
  return benchmarks;
}

const char *
callout_bench_get_folder (CalloutBench *self)
{
  return self->folder;
}

/* A clock that only goes forward */
double
callout_bench_seconds (void)
{
  return g_get_monotonic_time () / 1e6;
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Sorts @values in place. */
double
callout_bench_median (double *values,
                      guint   n_values)
{
  g_return_val_if_fail (n_values > 0, 0);

  qsort (values, n_values, sizeof (double), compare_values);
  return values[n_values / 2];
}

static char *
describe (double      value,
          const char *unit)
{
  /* Three figures tell enough. */
  int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;

  return g_strdup_printf ("%.*f %s", decimals, value, unit);
}

typedef struct {
  const char        *what;
  double             value;
  const char        *unit;
  const char        *yardstick; /* (nullable) */
  double             yardstick_value;
  double             compared;  /* what is held against the target */
  CalloutBenchSense  sense;
  double             target;    /* 0: none */
} Line;

static gboolean
is_met (const Line *line)
{
  if (line->target <= 0)
    return TRUE;
  return line->sense == CALLOUT_BENCH_AT_LEAST ? line->compared >= line->target : line->compared <= line->target;
}

static void
write_line (CalloutCtlJson *json,
            const char     *name,
            const Line     *line)
{
  callout_ctl_json_begin_object (json);
  callout_ctl_json_name (json, "bench");
  callout_ctl_json_text (json, name);
  callout_ctl_json_name (json, "what");
  callout_ctl_json_text (json, line->what);
  callout_ctl_json_name (json, "value");
  callout_ctl_json_real (json, line->value);
  callout_ctl_json_name (json, "unit");
  callout_ctl_json_text (json, line->unit);
  callout_ctl_json_name (json, "yardstick");
  callout_ctl_json_text (json, line->yardstick);
  callout_ctl_json_name (json, "yardstick_value");
  line->yardstick != NULL ? callout_ctl_json_real (json, line->yardstick_value) : callout_ctl_json_null (json);
  callout_ctl_json_name (json, "ratio");
  line->yardstick != NULL ? callout_ctl_json_real (json, line->compared) : callout_ctl_json_null (json);
  callout_ctl_json_name (json, "target");
  line->target > 0 ? callout_ctl_json_real (json, line->target) : callout_ctl_json_null (json);
  callout_ctl_json_name (json, "met");
  line->target > 0 ? callout_ctl_json_boolean (json, is_met (line)) : callout_ctl_json_null (json);
  callout_ctl_json_end_object (json);
}

static void
report (CalloutBench *self,
        const Line   *line)
{
  if (!is_met (line))
    self->met = FALSE;
  if (self->json != NULL)
    {
      write_line (self->json, self->name, line);
      return;
    }

  callout_ctl_table_add (self->table, self->name);
  callout_ctl_table_add (self->table, line->what);
  callout_ctl_table_take (self->table, describe (line->value, line->unit));
  callout_ctl_table_take (self->table, line->yardstick != NULL ? describe (line->yardstick_value, line->unit) : NULL);
  callout_ctl_table_add (self->table, line->yardstick);
  callout_ctl_table_take (self->table, line->yardstick != NULL ? g_strdup_printf ("%.2f", line->compared) : NULL);
  callout_ctl_table_take (self->table, line->target > 0
                                         ? g_strdup_printf ("%s %g %s",
                                                            line->sense == CALLOUT_BENCH_AT_LEAST ? "≥" : "≤",
                                                            line->target, is_met (line) ? "✓" : "✗")
                                         : NULL);
}

/**
 * callout_bench_figure:
 *
 * Reports a figure that only stands there to be known.
 */
void
callout_bench_figure (CalloutBench *self,
                      const char   *what,
                      double        value,
                      const char   *unit)
{
  const Line line = { what, value, unit, NULL, 0, 0, CALLOUT_BENCH_AT_LEAST, 0 };

  report (self, &line);
}

/**
 * callout_bench_limit:
 *
 * Reports a figure that has a target of its own, in its unit.
 */
void
callout_bench_limit (CalloutBench      *self,
                     const char        *what,
                     double             value,
                     const char        *unit,
                     CalloutBenchSense  sense,
                     double             target)
{
  const Line line = { what, value, unit, NULL, 0, value, sense, target };

  report (self, &line);
}

/**
 * callout_bench_ratio:
 * @yardstick: the plain tool that did the same work in this run
 * @target: what value / yardstick_value must be
 */
void
callout_bench_ratio (CalloutBench      *self,
                     const char        *what,
                     double             value,
                     const char        *unit,
                     const char        *yardstick,
                     double             yardstick_value,
                     CalloutBenchSense  sense,
                     double             target)
{
  const Line line = { what, value, unit, yardstick, yardstick_value,
                      yardstick_value != 0 ? value / yardstick_value : 0, sense, target };

  report (self, &line);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* Not in the folder for temporary files, which may be memory: a commit there
 * costs nothing. */
static char *
make_folder (GError **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "callout", NULL);
  g_autofree char *folder = g_build_filename (parent, "bench-XXXXXX", NULL);

  if (g_mkdir_with_parents (parent, 0700) != 0 || g_mkdtemp (folder) == NULL)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, _("The folder “%s” cannot be made: %s"), parent,
                   g_strerror (errno));
      return NULL;
    }
  return g_steal_pointer (&folder);
}

static gboolean
run_one (CalloutBench            *self,
         const CalloutBenchmark  *benchmark,
         GError                 **error)
{
  gboolean done;

  self->folder = make_folder (error);
  if (self->folder == NULL)
    return FALSE;
  self->name = benchmark->name;
  done = benchmark->run (self, error);
  remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
  return done;
}

static CalloutCtlTable *
make_table (void)
{
  CalloutCtlTable *table = callout_ctl_table_new ();

  callout_ctl_table_add_column (table, _("benchmark"), FALSE);
  callout_ctl_table_add_column (table, _("what"), FALSE);
  callout_ctl_table_add_column (table, _("here"), TRUE);
  callout_ctl_table_add_column (table, _("there"), TRUE);
  callout_ctl_table_add_column (table, _("yardstick"), FALSE);
  callout_ctl_table_add_column (table, _("ratio"), TRUE);
  callout_ctl_table_add_column (table, _("target"), FALSE);
  return table;
}

/**
 * callout_bench_run:
 * @name: (nullable): a benchmark's name; %NULL for all, one after the other
 * @met: (out): whether every target was
 *
 * Runs and prints. Errors: %CALLOUT_ERROR_NOT_FOUND for a name there is not.
 */
gboolean
callout_bench_run (const char  *name,
                   gboolean     json,
                   gboolean    *met,
                   GError     **error)
{
  CalloutBench self = { NULL, NULL, NULL, NULL, TRUE };
  gboolean done = TRUE;
  gboolean found = FALSE;

  if (json)
    {
      self.json = callout_ctl_json_new (stdout, TRUE);
      callout_ctl_json_begin_array (self.json);
    }
  else
    self.table = make_table ();

  for (guint i = 0; i < G_N_ELEMENTS (benchmarks) && done; i++)
    if (name == NULL || g_str_equal (benchmarks[i].name, name))
      {
        found = TRUE;
        done = run_one (&self, &benchmarks[i], error);
      }
  if (!found)
    g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no benchmark “%s”"), name);

  if (json)
    {
      callout_ctl_json_end_array (self.json);
      callout_ctl_json_free (self.json);
    }
  else
    {
      if (found)
        callout_ctl_table_print (self.table, stdout, callout_ctl_terminal_width (stdout));
      callout_ctl_table_free (self.table);
    }
  *met = self.met;
  return done && found;
}
