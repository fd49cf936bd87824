/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-csv-writer.h"
#include "callout-ctl-list.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

typedef struct {
  CalloutCtlListing *listing;
  CalloutCsvWriter  *writer;
} Export;

static gboolean
write_row (CalloutCtl     *self,
           CalloutEntity  *row,
           gpointer        data,
           GError        **error)
{
  Export *export = data;
  GArray *columns = export->listing->picked;

  for (guint i = 0; i < columns->len; i++)
    {
      g_autofree char *text = callout_ctl_dup_value (self, row, &g_array_index (columns, CalloutCtlColumn, i), FALSE);

      callout_csv_writer_add (export->writer, text);
    }
  return callout_csv_writer_end_row (export->writer, error);
}

static gboolean
write_table (CalloutCtl         *self,
             CalloutCtlListing  *listing,
             CalloutCsvWriter   *writer,
             GError            **error)
{
  Export export = { listing, writer };

  for (guint i = 0; i < listing->picked->len; i++)
    callout_csv_writer_add (writer, g_array_index (listing->picked, CalloutCtlColumn, i).name);
  return callout_csv_writer_end_row (writer, error)
         && callout_ctl_listing_read (self, listing, write_row, &export, error)
         && callout_csv_writer_finish (writer, error);
}

static gboolean
write_to_output (CalloutCtl         *self,
                 CalloutCtlListing  *listing,
                 GError            **error)
{
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (CalloutCsvWriter) writer = NULL;

  writer = callout_csv_writer_new (stream, _("the output"), ',', CALLOUT_CSV_WRITER_FORMULAS | CALLOUT_CSV_WRITER_CRLF);
  return write_table (self, listing, writer, error);
}

/* What stands under the file's name stays until the new table is whole. */
static gboolean
write_to_file (CalloutCtl         *self,
               CalloutCtlListing  *listing,
               const char         *file,
               GError            **error)
{
  g_autoptr (CalloutCsvWriter) writer = NULL;

  writer = callout_csv_writer_new_for_path (file, ',', CALLOUT_CSV_WRITER_FORMULAS | CALLOUT_CSV_WRITER_CRLF, error);
  return writer != NULL && write_table (self, listing, writer, error);
}

CALLOUT_CTL_VERB (export)
{
  g_auto (CalloutCtlListing) listing = CALLOUT_CTL_LISTING_INIT;
  g_autofree char *file = NULL;
  char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &output,
      N_("Where it is written to: NAME.csv, or - for the output"), N_("FILE") },
    { "filter", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &listing.filter,
      N_("field=a|b, !=, ~, <, >, joined by “and”"), N_("EXPR") },
    { "sort", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &listing.sort,
      N_("By which field; -FIELD for the other way round"), N_("FIELD") },
    { "columns", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &listing.columns,
      N_("Which columns, apart by commas; else all"), N_("A,B") },
    { NULL }
  };
  gboolean parsed = callout_ctl_parse (self, verb, entries, NULL, 1, 1, &arguments, error);

  file = output;
  if (!parsed)
    return CALLOUT_CTL_USAGE;
  if (file == NULL)
    {
      callout_ctl_misused (error, _("Say with -o FILE where the table goes"));
      return CALLOUT_CTL_USAGE;
    }
  if (g_str_has_suffix (file, ".ics") || g_str_equal (arguments[0], "appointments"))
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND,
                   _("This version of Callout keeps no appointments yet, so there is no calendar to write"));
      return CALLOUT_CTL_FAILED;
    }
  if (!callout_ctl_listing_prepare (&listing, arguments[0], TRUE, error))
    return CALLOUT_CTL_FAILED;
  if (listing.query == NULL)
    {
      callout_ctl_misused (error, _("The statuses are five and fixed; calloutctl list statuses shows them"));
      return CALLOUT_CTL_USAGE;
    }
  if (!callout_ctl_sign_in (self, error))
    return CALLOUT_CTL_FAILED;
  if (g_str_equal (file, "-") ? !write_to_output (self, &listing, error) : !write_to_file (self, &listing, file, error))
    return CALLOUT_CTL_FAILED;
  return CALLOUT_CTL_DONE;
}
