/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-data.h"

/* An environment variable that is empty counts as unset. */
static const char *
from_environment (const char *variable,
                  const char *fallback)
{
  const char *value = g_getenv (variable);

  return value != NULL && *value != '\0' ? value : fallback;
}

/**
 * callout_data_path:
 * @first: a folder or file of what ships with the program: `demo`, `mappings`, `basemap`
 * @...: further parts of the path, ended by %NULL
 *
 * Where a shipped file lies: under `$CALLOUT_DATA_DIR` when that is set, as it
 * is while the program runs from its build folder, else where it was
 * installed. Says nothing about whether the file is there.
 *
 * Returns: (transfer full): a path
 */
char *
callout_data_path (const char *first,
                   ...)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  va_list rest;

  g_strv_builder_add (builder, from_environment ("CALLOUT_DATA_DIR", PKGDATADIR));
  va_start (rest, first);
  for (const char *part = first; part != NULL; part = va_arg (rest, const char *))
    g_strv_builder_add (builder, part);
  va_end (rest);
  parts = g_strv_builder_end (builder);
  return g_build_filenamev (parts);
}

/**
 * callout_locale_dir:
 *
 * Where the translations lie: `$CALLOUT_LOCALE_DIR`, or where they were
 * installed. For bindtextdomain().
 */
const char *
callout_locale_dir (void)
{
  return from_environment ("CALLOUT_LOCALE_DIR", LOCALEDIR);
}
