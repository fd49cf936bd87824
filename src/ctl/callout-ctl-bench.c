/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-bench.h"
#include "callout-ctl-private.h"

#include <glib/gi18n-lib.h>

static char *
describe_benchmarks (void)
{
  GString *text = g_string_new (_("Without a name, all of them:"));
  guint n_benchmarks;
  const CalloutBenchmark *benchmarks = callout_benchmarks (&n_benchmarks);

  for (guint i = 0; i < n_benchmarks; i++)
    g_string_append_printf (text, "\n  %-12s %s", benchmarks[i].name, _(benchmarks[i].what));
  return g_string_free (text, FALSE);
}

CALLOUT_CTL_VERB (bench)
{
  g_autofree char *description = describe_benchmarks ();
  gboolean met = FALSE;

  if (!callout_ctl_parse (self, verb, NULL, description, 0, 1, &arguments, error))
    return CALLOUT_CTL_USAGE;
  if (!callout_bench_run (arguments[0], self->json, &met, error))
    return CALLOUT_CTL_FAILED;
  if (!met)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, _("A target was missed; the table says which"));
      return CALLOUT_CTL_FAILED;
    }
  return CALLOUT_CTL_DONE;
}
