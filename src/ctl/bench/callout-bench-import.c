/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-bench.h"

#include "callout-csv-writer.h"
#include "callout-csv.h"
#include "callout-data.h"
#include "callout-import.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/*
 * A year of a city's service requests through the commands into a store,
 * beside the sqlite3 shell that only copies the same file into one table.
 * $CALLOUT_BENCH_CSV names the city's own file; without it one of its shape
 * and size is made from the demonstration's requests.
 */

#define ROWS 121145
#define ROUNDS 5

static const char *const columns[] = {
  "CASE_ENQUIRY_ID", "OPEN_DT", "TARGET_DT", "CLOSED_DT", "OnTime_Status", "CASE_STATUS", "CLOSURE_REASON", "CASE_TITLE",
  "SUBJECT", "REASON", "TYPE", "QUEUE", "Department", "SubmittedPhoto", "ClosedPhoto", "Location", "fire_district",
  "pwd_district", "city_council_district", "police_district", "neighborhood", "neighborhood_services_district", "ward",
  "precinct", "land_usage", "LOCATION_STREET_NAME", "LOCATION_ZIPCODE", "Property_Type", "Property_ID", "LATITUDE",
  "LONGITUDE", "Source", "Geocoded_Location", NULL,
};

/* What the demonstration's requests give of it; the rest only has its length. */
static char *
dup_cell (const char              *column,
          CalloutCsvReader        *reader,
          const CalloutCsvRecord  *record,
          guint                    row)
{
  static const struct {
    const char *column, *ours;
  } same[] = {
    { "TYPE", "type" }, { "CASE_TITLE", "type" }, { "Location", "address" }, { "LOCATION_STREET_NAME", "address" },
    { "neighborhood", "district" }, { "LATITUDE", "latitude" }, { "LONGITUDE", "longitude" }, { "Source", "channel" },
  };
  gint64 minute = (gint64) row * 4;

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    if (g_str_equal (same[i].column, column))
      {
        const CalloutCsvField *field = &record->fields[callout_csv_reader_find_column (reader, same[i].ours)];

        return g_strndup (field->text, field->length);
      }
  if (g_str_equal (column, "CASE_ENQUIRY_ID"))
    return g_strdup_printf ("10100%07u", row);
  if (g_str_equal (column, "OPEN_DT") || g_str_equal (column, "TARGET_DT") || g_str_equal (column, "CLOSED_DT"))
    return g_strdup_printf ("%02d/%02d/201%c 09:%02d:00 AM", (int) (minute / 43200 % 12) + 1, (int) (minute / 1440 % 28) + 1,
                            column[0] == 'O' ? '5' : '6', (int) (minute % 60));
  if (g_str_equal (column, "CASE_STATUS"))
    return g_strdup ("Closed");
  if (g_str_equal (column, "REASON") || g_str_equal (column, "SUBJECT") || g_str_equal (column, "QUEUE"))
    return g_strdup ("Highway Maintenance");
  if (g_str_equal (column, "CLOSURE_REASON"))
    return g_strdup ("Case Closed Case Resolved by the crew of the district, which was there in the morning and saw to it.");
  if (g_str_equal (column, "Geocoded_Location"))
    return g_strdup ("(42.3601, -71.0589)");
  return g_strdup (g_str_has_suffix (column, "Photo") ? "" : "12.0");
}

static gboolean
write_rows (CalloutCsvWriter  *writer,
            guint             *row,
            GError           **error)
{
  g_autofree char *path = callout_data_path ("demo", "tickets.csv", NULL);
  g_autoptr (CalloutCsvReader) reader = callout_csv_reader_new_for_path (path, ',', NULL, error);
  g_autoptr (GError) local = NULL;
  const CalloutCsvRecord *record;

  if (reader == NULL)
    return FALSE;
  while (*row < ROWS && (record = callout_csv_reader_next (reader, NULL, &local)) != NULL)
    {
      for (guint i = 0; columns[i] != NULL; i++)
        {
          g_autofree char *cell = dup_cell (columns[i], reader, record, *row);

          callout_csv_writer_add (writer, cell);
        }
      if (!callout_csv_writer_end_row (writer, error))
        return FALSE;
      (*row)++;
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return local == NULL;
}

static gboolean
write_file (const char  *path,
            GError     **error)
{
  g_autoptr (CalloutCsvWriter) writer = callout_csv_writer_new_for_path (path, ',', CALLOUT_CSV_WRITER_PLAIN, error);
  guint row = 0;

  if (writer == NULL)
    return FALSE;
  for (guint i = 0; columns[i] != NULL; i++)
    callout_csv_writer_add (writer, columns[i]);
  if (!callout_csv_writer_end_row (writer, error))
    return FALSE;
  while (row < ROWS)
    if (!write_rows (writer, &row, error))
      return FALSE;
  return callout_csv_writer_finish (writer, error);
}

static gboolean
import_here (const char           *store,
             const char           *file,
             CalloutImportResult  *result,
             double               *seconds,
             GError              **error)
{
  g_autofree char *mapping = callout_data_path ("mappings", "boston311.ini", NULL);
  g_autoptr (CalloutWorkspace) workspace = callout_workspace_open_sync (store, CALLOUT_STORE_CREATE, error);
  g_autoptr (CalloutEntity) admin = NULL;
  CalloutImportOptions options = { CALLOUT_IMPORT_TICKETS, file, mapping, NULL, FALSE, 0, CALLOUT_SOURCE_CTL };
  double start;

  if (workspace == NULL || !callout_workspace_found_sync (workspace, "bench", "Bench", error))
    return FALSE;
  admin = callout_workspace_get_sync (workspace, 0, CALLOUT_KIND_PERSON, "bench", error);
  if (admin == NULL)
    return FALSE;
  options.actor = admin->id;
  start = callout_bench_seconds ();
  if (!callout_import_sync (workspace, &options, NULL, NULL, NULL, result, error))
    return FALSE;
  *seconds = callout_bench_seconds () - start;
  return TRUE;
}

/* The shell is a package of its own; without it there is no yardstick. */
static gboolean
import_there (const char  *shell,
              const char  *database,
              const char  *file,
              double      *seconds,
              GError     **error)
{
  g_autofree char *command = g_strdup_printf (".import '%s' t", file);
  const char *arguments[] = { shell, database, ".mode csv", command, NULL };
  double start = callout_bench_seconds ();
  int status;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, error))
    return FALSE;
  *seconds = callout_bench_seconds () - start;
  return g_spawn_check_wait_status (status, error);
}

/**
 * callout_bench_import:
 *
 * At least 0.3 times the speed of the sqlite3 shell's .import.
 */
gboolean
callout_bench_import (CalloutBench  *self,
                      GError       **error)
{
  const char *folder = callout_bench_get_folder (self);
  g_autofree char *shell = g_find_program_in_path ("sqlite3");
  g_autofree char *made = g_build_filename (folder, "requests.csv", NULL);
  const char *file = g_getenv ("CALLOUT_BENCH_CSV");
  CalloutImportResult result = { 0 };
  double ours[ROUNDS], theirs[ROUNDS];

  if (file == NULL)
    {
      file = made;
      if (!write_file (made, error))
        return FALSE;
    }
  for (int round = 0; round < ROUNDS; round++)
    {
      g_autofree char *store = g_strdup_printf ("%s/import-%d.db", folder, round);
      g_autofree char *database = g_strdup_printf ("%s/shell-%d.db", folder, round);

      if (!import_here (store, file, &result, &ours[round], error) ||
          (shell != NULL && !import_there (shell, database, file, &theirs[round], error)))
        return FALSE;
      ours[round] = (double) result.read / ours[round];
      theirs[round] = shell != NULL ? (double) result.read / theirs[round] : 0;
      g_remove (store);
      g_remove (database);
    }
  if (shell == NULL)
    callout_bench_figure (self, _("import of a year of requests"), callout_bench_median (ours, ROUNDS), _("rows/s"));
  else
    callout_bench_ratio (self, _("import of a year of requests"), callout_bench_median (ours, ROUNDS), _("rows/s"),
                         _("sqlite3 .import"), callout_bench_median (theirs, ROUNDS), CALLOUT_BENCH_AT_LEAST, 0.3);
  return TRUE;
}
