/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-private.h"
#include "callout-data.h"
#include "callout-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/* A mapping is a file, or goes by the name of one that ships. */
static char *
find_mapping (const char *name)
{
  g_autofree char *file = NULL;
  g_autofree char *shipped = NULL;

  if (name == NULL)
    return NULL;
  if (g_file_test (name, G_FILE_TEST_EXISTS) || strchr (name, G_DIR_SEPARATOR) != NULL)
    return g_strdup (name);
  file = g_str_has_suffix (name, ".ini") ? g_strdup (name) : g_strconcat (name, ".ini", NULL);
  shipped = callout_data_path ("mappings", file, NULL);
  return g_file_test (shipped, G_FILE_TEST_EXISTS) ? g_steal_pointer (&shipped) : g_strdup (name);
}

/* One line that is written over and over, for whoever waits at a terminal. */
static void
progress_cb (const CalloutImportResult *result,
             gint64                     done,
             gint64                     total,
             gpointer                   data)
{
  if (total > 0)
    fprintf (stderr, "\r%3d %%", (int) (100 * (double) done / (double) total));
}

static void
write_result (const CalloutImportOptions *options,
              const CalloutImportResult  *result)
{
  g_autoptr (CalloutCtlJson) json = callout_ctl_json_new (stdout, TRUE);

  callout_ctl_json_begin_object (json);
  callout_ctl_json_name (json, "dry_run");
  callout_ctl_json_boolean (json, options->dry_run);
  callout_ctl_json_name (json, "read");
  callout_ctl_json_integer (json, (gint64) result->read);
  callout_ctl_json_name (json, "created");
  callout_ctl_json_integer (json, (gint64) result->created);
  callout_ctl_json_name (json, "unchanged");
  callout_ctl_json_integer (json, (gint64) result->unchanged);
  callout_ctl_json_name (json, "rejected");
  callout_ctl_json_integer (json, (gint64) result->rejected);
  callout_ctl_json_name (json, "notes");
  callout_ctl_json_begin_object (json);
  for (guint i = 0; i < CALLOUT_N_NOTES; i++)
    {
      callout_ctl_json_name (json, callout_note_key (1 << i));
      callout_ctl_json_integer (json, (gint64) result->noted[i]);
    }
  callout_ctl_json_end_object (json);
  callout_ctl_json_end_object (json);
}

static void
print_count (CalloutCtlTable *table,
             const char      *word,
             guint64          count)
{
  callout_ctl_table_add (table, word);
  callout_ctl_table_take (table, g_strdup_printf ("%" G_GUINT64_FORMAT, count));
}

static void
print_result (const CalloutImportOptions *options,
              const CalloutImportResult  *result)
{
  g_autoptr (CalloutCtlTable) table = callout_ctl_table_new ();

  callout_ctl_table_add_column (table, NULL, FALSE);
  callout_ctl_table_add_column (table, NULL, TRUE);
  print_count (table, _("rows read:"), result->read);
  print_count (table, options->dry_run ? _("would be created:") : _("created:"), result->created);
  print_count (table, _("here already:"), result->unchanged);
  print_count (table, _("rejected:"), result->rejected);
  callout_ctl_table_print (table, stdout, 0);
  for (guint i = 0; i < CALLOUT_N_NOTES; i++)
    if (result->noted[i] > 0)
      {
        g_autofree char *sentence = callout_note_describe (1 << i, (guint) MIN (result->noted[i], G_MAXUINT));

        printf ("%s\n", sentence);
      }
  if (result->rejected > 0 && options->rejects != NULL)
    printf (_("The rejected rows are in %s, each with its reason.\n"), options->rejects);
}

static CalloutCtlStatus
run_import (CalloutCtl                  *self,
            const CalloutImportOptions  *options,
            GError                     **error)
{
  CalloutImportResult result = { 0 };
  gboolean shown = isatty (STDERR_FILENO) && !self->json;
  gboolean done;

  done = callout_import_sync (self->workspace, options, shown ? progress_cb : NULL, NULL, NULL, &result, error);
  if (shown)
    fprintf (stderr, "\r     \r");
  if (!done)
    return CALLOUT_CTL_FAILED;
  if (self->json)
    write_result (options, &result);
  else
    print_result (options, &result);
  return result.rejected > 0 ? CALLOUT_CTL_IN_PART : CALLOUT_CTL_DONE;
}

CALLOUT_CTL_VERB (import)
{
  CalloutImportOptions options = { 0 };
  char *mapping_name = NULL;
  char *rejects_name = NULL;
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "mapping", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &mapping_name,
      N_("What the columns mean; else they carry our own names"), N_("INI") },
    { "dry-run", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &dry_run, N_("Count, but write nothing"), NULL },
    { "rejects", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &rejects_name,
      N_("Where the rejected rows go, with line and reason"), N_("CSV") },
    { NULL }
  };
  gboolean parsed = callout_ctl_parse (self, verb, entries,
                                       _("KIND is one of tickets, people, customers, equipment, holidays."), 2, 2,
                                       &arguments, error);
  g_autofree char *rejects = rejects_name;
  g_autofree char *name = mapping_name;
  g_autofree char *mapping = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!parsed)
    return CALLOUT_CTL_USAGE;
  if (!callout_import_kind_parse (arguments[0], &options.kind, &local_error))
    {
      callout_ctl_misused (error, "%s", local_error->message);
      return CALLOUT_CTL_USAGE;
    }
  if (!callout_ctl_sign_in (self, error))
    return CALLOUT_CTL_FAILED;

  mapping = find_mapping (name);
  options.file = arguments[1];
  options.mapping = mapping;
  options.rejects = rejects;
  options.dry_run = dry_run;
  options.actor = CALLOUT_ENTITY (self->person)->id;
  options.source = CALLOUT_SOURCE_CTL;
  return run_import (self, &options, error);
}
