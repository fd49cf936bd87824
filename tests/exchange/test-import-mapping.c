/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mapping that ships, against real rows of the source it was written for,
 * and against those rows with one fault put in. */
#include "callout-csv-writer.h"
#include "callout-error.h"
#include "callout-import-mapping.h"

#include <string.h>

#define ROWS FIXTURES "/boston-rows.csv"

static CalloutImportMapping *
load_boston (void)
{
  g_autoptr (GError) error = NULL;
  CalloutImportMapping *mapping = callout_import_mapping_load (MAPPINGS "/boston311.ini", &error);

  g_assert_no_error (error);
  return mapping;
}

/* A file of the real rows' header and one row of them, some columns changed. */
static GBytes *
rewrite_row (const char *id,
             va_list     changes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutCsvReader) reader = callout_csv_reader_new_for_path (ROWS, ',', NULL, &error);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (CalloutCsvWriter) writer = callout_csv_writer_new (stream, "row", ',', CALLOUT_CSV_WRITER_PLAIN);
  g_autoptr (GHashTable) changed = g_hash_table_new (g_str_hash, g_str_equal);
  const char *const *header;
  const CalloutCsvRecord *record;
  const char *column;

  g_assert_no_error (error);
  while ((column = va_arg (changes, const char *)) != NULL)
    {
      g_assert_cmpint (callout_csv_reader_find_column (reader, column), >=, 0);
      g_hash_table_insert (changed, (char *) column, va_arg (changes, char *));
    }
  header = callout_csv_reader_get_header (reader);
  for (guint i = 0; header[i] != NULL; i++)
    callout_csv_writer_add (writer, header[i]);
  callout_csv_writer_end_row (writer, NULL);

  do
    record = callout_csv_reader_next (reader, NULL, &error);
  while (record != NULL && strncmp (record->fields[0].text, id, record->fields[0].length) != 0);
  g_assert_nonnull (record);
  for (guint i = 0; i < record->n_fields; i++)
    if (g_hash_table_contains (changed, header[i]))
      callout_csv_writer_add (writer, g_hash_table_lookup (changed, header[i]));
    else
      callout_csv_writer_add_len (writer, record->fields[i].text, record->fields[i].length);
  callout_csv_writer_end_row (writer, NULL);
  callout_csv_writer_finish (writer, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static CalloutImportRow *
map_real (const char *id,
          ...) G_GNUC_NULL_TERMINATED;

static CalloutImportRow *
map_real (const char *id,
          ...)
{
  g_autoptr (CalloutImportMapping) mapping = load_boston ();
  g_autoptr (CalloutImportRow) row = callout_import_row_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (CalloutCsvReader) reader = NULL;
  g_autoptr (CalloutImportMapper) mapper = NULL;
  gboolean taken;
  va_list changes;

  va_start (changes, id);
  bytes = rewrite_row (id, changes);
  va_end (changes);
  stream = g_memory_input_stream_new_from_bytes (bytes);
  reader = callout_csv_reader_new (stream, "boston.csv", ',', NULL, &error);
  g_assert_no_error (error);
  mapper = callout_import_mapper_new (mapping, reader, &error);
  g_assert_no_error (error);
  taken = callout_import_mapper_map (mapper, callout_csv_reader_next (reader, NULL, &error), row);
  g_assert_no_error (error);
  g_assert_true (taken == (row->reason == NULL));
  return g_steal_pointer (&row);
}

static void
assert_text (CalloutImportRow *row,
             const char       *target,
             const char       *expected)
{
  g_assert_cmpstr (callout_import_row_get_text (row, target), ==, expected);
}

static void
assert_time (CalloutImportRow *row,
             const char       *target,
             const char       *expected)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  const CalloutImportValue *value = callout_import_row_find (row, target);
  g_autofree char *text = value != NULL ? callout_time_format (value->time, zone) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_point (CalloutImportRow *row,
              double            latitude,
              double            longitude)
{
  g_assert_cmpfloat (callout_import_row_find (row, "latitude")->number, ==, latitude);
  g_assert_cmpfloat (callout_import_row_find (row, "longitude")->number, ==, longitude);
}

static void
assert_no_point (CalloutImportRow *row)
{
  g_assert_null (callout_import_row_find (row, "latitude"));
  g_assert_null (callout_import_row_find (row, "longitude"));
}

static void
assert_closed (CalloutImportRow *row,
               gboolean          closed)
{
  g_assert_cmpfloat (callout_import_row_find (row, "closed")->number, ==, closed ? 1 : 0);
}

static void
assert_reason (CalloutImportRow *row,
               const char       *reason)
{
  g_assert_cmpstr (row->reason, ==, reason);
}

static void
test_plain_row (void)
{
  g_autoptr (CalloutImportRow) row = map_real ("101001240735", NULL);

  assert_reason (row, NULL);
  assert_text (row, "external_id", "101001240735");
  assert_text (row, "title", "PRINTED");
  assert_text (row, "type", "Street Light Outages");
  assert_text (row, "address", "145-151 Ipswich St, Boston, MA 02215");
  assert_text (row, "postcode", NULL);
  assert_text (row, "district", "Fenway / Kenmore / Audubon Circle / Longwood");
  assert_text (row, "priority", "normal");
  assert_text (row, "skills", "lighting");
  assert_closed (row, TRUE);
  assert_text (row, "channel", "Citizens Connect App");
  assert_time (row, "opened_at", "2015-01-01T00:25:23-05:00");
  assert_time (row, "due_latest", "2015-01-16T08:30:00-05:00");
  assert_time (row, "closed_at", "2015-01-02T16:17:43-05:00");
  assert_point (row, 42.3474, -71.0944);
  g_assert_cmpuint (row->notes, ==, 0);
  g_assert_cmpint (row->line, ==, 2);
}

static void
test_open_row (void)
{
  g_autoptr (CalloutImportRow) row = map_real ("101001241785", NULL);

  assert_closed (row, FALSE);
  assert_time (row, "closed_at", NULL);
  assert_text (row, "title", "PRINTED/Case SLA Suspended Reason: buried hand hole. no power in pole");
}

static void
test_default_point (void)
{
  g_autoptr (CalloutImportRow) with_address = map_real ("101001240754", NULL);
  g_autoptr (CalloutImportRow) without = map_real ("101001241022", NULL);
  g_autoptr (CalloutImportRow) city_hall_itself = map_real ("101001241632", NULL);
  g_autoptr (CalloutImportRow) null_island = map_real ("101001240735", "LATITUDE", "0", "LONGITUDE", "0.0", NULL);

  assert_reason (with_address, NULL);
  assert_no_point (with_address);
  assert_text (with_address, "address", "1744 Washington St, Roxbury, MA 02118");
  assert_text (with_address, "skills", "housing-inspection");
  g_assert_cmpuint (with_address->notes, ==, CALLOUT_NOTE_DEFAULT_POINT);

  assert_reason (without, NULL);
  assert_no_point (without);
  assert_text (without, "address", NULL);
  g_assert_cmpuint (without->notes, ==, CALLOUT_NOTE_DEFAULT_POINT | CALLOUT_NOTE_NO_ADDRESS);

  /* Thirteen metres away, there stands a real request for City Hall. */
  assert_point (city_hall_itself, 42.3595, -71.0588);
  g_assert_cmpuint (city_hall_itself->notes, ==, 0);

  assert_no_point (null_island);
  g_assert_cmpuint (null_island->notes, ==, CALLOUT_NOTE_DEFAULT_POINT);
}

static void
test_intersection (void)
{
  g_autoptr (CalloutImportRow) row = map_real ("101001240765", NULL);
  g_autoptr (CalloutImportRow) fallback = map_real ("101001240765", "Location", "", "LOCATION_ZIPCODE", "2110.0", NULL);

  assert_text (row, "address", "Chauncy St & Summer St, Boston, MA");
  assert_point (row, 42.3546, -71.0593);
  assert_text (row, "skills", "traffic-signals electrical");
  assert_text (row, "priority", "high");
  assert_text (fallback, "address", "Chauncy St & Summer St 02110");
}

static void
test_missing_title (void)
{
  g_autoptr (CalloutImportRow) row = map_real ("101001302447", NULL);
  g_autoptr (CalloutImportRow) neither = map_real ("101001302447", "TYPE", " ", NULL);

  assert_text (row, "title", "Notification");
  assert_reason (neither, "there is nothing in column “CASE_TITLE”, which gives the title");
}

static void
test_closed_before_opened (void)
{
  g_autoptr (CalloutImportRow) row = map_real ("101001371095", NULL);

  assert_reason (row, NULL);
  assert_closed (row, TRUE);
  assert_time (row, "closed_at", NULL);
  assert_time (row, "opened_at", "2015-05-06T07:34:47-04:00");
  g_assert_cmpuint (row->notes, ==, CALLOUT_NOTE_CLOSED_BEFORE_OPENED);
}

static void
test_clock_changes (void)
{
  g_autoptr (CalloutImportRow) twice = map_real ("101001624970", NULL);
  g_autoptr (CalloutImportRow) skipped = map_real ("101001624970", "OPEN_DT", "03/08/2015 02:30:00 AM", NULL);

  assert_time (twice, "opened_at", "2015-11-01T01:16:00-04:00");
  g_assert_cmpuint (twice->notes, ==, CALLOUT_NOTE_REPEATED_HOUR);
  assert_time (skipped, "opened_at", "2015-03-08T03:30:00-04:00");
  g_assert_cmpuint (skipped->notes, ==, CALLOUT_NOTE_SKIPPED_HOUR);
}

static void
test_rejected (void)
{
  static const struct {
    const char *column, *value, *reason;
  } cases[] = {
    { "LATITUDE", "95", "95 is no latitude; it must lie between -90 and 90" },
    { "LONGITUDE", "-181.5", "-181.5 is no longitude; it must lie between -180 and 180" },
    { "LATITUDE", "", "it has a longitude but no latitude" },
    { "LONGITUDE", " ", "it has a latitude but no longitude" },
    { "LATITUDE", "-71.0944", "-71.0944, -71.0944 lies outside the area this source covers" },
    { "LATITUDE", "42.3x", "“42.3x” in column “LATITUDE” is not a number" },
    { "LATITUDE", "nan", "“nan” in column “LATITUDE” is not a number" },
    { "LATITUDE", "42,3474", "“42,3474” in column “LATITUDE” is not a number" },
    { "OPEN_DT", "02/30/2015 08:00:00 AM", "“02/30/2015 08:00:00 AM” in column “OPEN_DT” is a date or time that does not exist" },
    { "TARGET_DT", "01/01/2015 13:00:00 PM", "“01/01/2015 13:00:00 PM” in column “TARGET_DT” is a date or time that does not exist" },
    { "OPEN_DT", "2015-01-01", "“2015-01-01” in column “OPEN_DT” is not a date written like %m/%d/%Y %I:%M:%S %p" },
    { "CASE_ENQUIRY_ID", "", "there is nothing in column “CASE_ENQUIRY_ID”, which gives the external_id" },
    { "CASE_STATUS", "Pending", "“Pending” in column “CASE_STATUS” is not a value the mapping knows" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CalloutImportRow) row = map_real ("101001240735", cases[i].column, cases[i].value, NULL);

      assert_reason (row, cases[i].reason);
    }
}

static void
test_no_coordinates (void)
{
  g_autoptr (CalloutImportRow) row = map_real ("101001240735", "LATITUDE", "", "LONGITUDE", "", NULL);

  assert_reason (row, NULL);
  assert_no_point (row);
  g_assert_cmpuint (row->notes, ==, CALLOUT_NOTE_NO_LOCATION);
}

static void
assert_refused (const char *text,
                const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (callout_import_mapping_new_from_data (text, "my.ini", &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
}

#define START "[source]\nkind=tickets\nname=x\n"
#define COLUMNS "[columns]\nexternal_id=id\ntitle=t\n"

static void
test_bad_mappings (void)
{
  assert_refused ("[source]\nname=x\n", "The mapping “my.ini” cannot be used: [source] must say what kind of things the rows are, as kind=tickets");
  assert_refused ("[source]\nkind=trucks\nname=x\n",
                  "The mapping “my.ini” cannot be used: “trucks” cannot be imported; there are tickets, people, customers, equipment and holidays");
  assert_refused ("[source]\nkind=tickets\n", "The mapping “my.ini” cannot be used: [source] must give the source a name, as name=boston311");
  assert_refused (START "colour=red\n" COLUMNS,
                  "The mapping “my.ini” cannot be used: [source] has a key “colour” that means nothing; "
                  "there are kind, name, delimiter, encoding, time-zone, date-formats");
  assert_refused (START COLUMNS "[colour]\nred=1\n",
                  "The mapping “my.ini” cannot be used: it has a section [colour] that means nothing; there are [source], "
                  "[columns], [constants], [values …], [address], [bounds] and [default-point …]");
  assert_refused (START, "The mapping “my.ini” cannot be used: it has no [columns]");
  assert_refused (START "[columns]\nexternal_id=id\n", "The mapping “my.ini” cannot be used: it says nowhere where “title” comes from");
  assert_refused (START COLUMNS "titel=t\n",
                  "The mapping “my.ini” cannot be used: tickets have no “titel”; they have external_id, title, type, description, "
                  "note, channel, customer, address, postcode, district, latitude, longitude, opened_at, due_earliest, due_latest, "
                  "closed_at, closed, visit, visibility, priority, skills, vip");
  assert_refused (START COLUMNS "[bounds]\nsouth=a\n", "The mapping “my.ini” cannot be used: “south” in [bounds] must be a number");
  assert_refused (START COLUMNS "[values skills]\na=b\n",
                  "The mapping “my.ini” cannot be used: [values skills] has no columns to look in; name them in [columns]");
  assert_refused (START "time-zone=Boston\n" COLUMNS,
                  "The mapping “my.ini” cannot be used: “Boston” is not a time zone this machine knows; write it like Europe/Berlin");
  assert_refused (START "date-formats=%Q\n" COLUMNS,
                  "The mapping “my.ini” cannot be used: The date format “%Q” is not understood; "
                  "it may use %Y %m %d %b %H %I %M %S %f %p %z");
}

static void
assert_unbound (CalloutImportMapping *mapping,
                const char     *text,
                const char     *sentence)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutCsvReader) reader = callout_csv_reader_new (stream, "file.csv", ',', NULL, &error);

  g_assert_no_error (error);
  g_assert_null (callout_import_mapper_new (mapping, reader, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_unknown_columns (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutImportMapping) mapping = callout_import_mapping_new_from_data (START COLUMNS, "my.ini", &error);
  g_autoptr (CalloutImportMapping) plain = callout_import_mapping_new_plain (CALLOUT_IMPORT_PEOPLE, NULL, &error);

  g_assert_no_error (error);
  assert_unbound (mapping, "id,name\n1,2\n", "“file.csv” has no column “t”, which gives the title; its columns are id, name");
  assert_unbound (plain, "login,nmae\n1,2\n",
                  "“file.csv” has a column “nmae” that people do not have; they have login, name, email, phone, roles, grants, "
                  "skills, groups, dispatches, shift, availability, latitude, longitude, position_at");
  assert_unbound (plain, "login,phone\n1,2\n",
                  "“file.csv” has no column “name”, which gives the name; its columns are login, phone");
}

static void
test_people (void)
{
  static const char text[] = "line,reason,login,name,roles,skills,shift,latitude,longitude,position_at\n"
                             "2,bad,oduya,Ọláńrewájú Odúyà,Member,\"Lighting, electrical;signs\",Mo-Fr 07:00-15:30,42.3,-71.1,2026-03-08 14:30\n";
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutImportMapping) mapping = callout_import_mapping_new_plain (CALLOUT_IMPORT_PEOPLE, "America/New_York", &error);
  g_autoptr (CalloutCsvReader) reader = callout_csv_reader_new (stream, "people.csv", 0, NULL, &error);
  g_autoptr (CalloutImportMapper) mapper = callout_import_mapper_new (mapping, reader, &error);
  g_autoptr (CalloutImportRow) row = callout_import_row_new ();

  g_assert_no_error (error);
  g_assert_true (callout_import_mapper_map (mapper, callout_csv_reader_next (reader, NULL, &error), row));
  assert_text (row, "name", "Ọláńrewájú Odúyà");
  assert_text (row, "roles", "member");
  assert_text (row, "skills", "lighting electrical signs");
  assert_text (row, "shift", "Mo-Fr 07:00-15:30");
  assert_time (row, "position_at", "2026-03-08T14:30:00-04:00");
}

static void
test_notes (void)
{
  for (guint i = 0; i < CALLOUT_N_NOTES; i++)
    {
      g_autofree char *one = callout_note_describe ((CalloutNote) (1u << i), 1);
      g_autofree char *many = callout_note_describe ((CalloutNote) (1u << i), 17070);

      g_assert_true (g_str_has_prefix (one, "1 row "));
      g_assert_true (g_str_has_prefix (many, "17070 rows "));
      g_assert_cmpstr (callout_note_key ((CalloutNote) (1u << i)), !=, "");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-mapping/plain-row", test_plain_row);
  g_test_add_func ("/import-mapping/open-row", test_open_row);
  g_test_add_func ("/import-mapping/default-point", test_default_point);
  g_test_add_func ("/import-mapping/intersection", test_intersection);
  g_test_add_func ("/import-mapping/missing-title", test_missing_title);
  g_test_add_func ("/import-mapping/closed-before-opened", test_closed_before_opened);
  g_test_add_func ("/import-mapping/clock-changes", test_clock_changes);
  g_test_add_func ("/import-mapping/rejected", test_rejected);
  g_test_add_func ("/import-mapping/no-coordinates", test_no_coordinates);
  g_test_add_func ("/import-mapping/bad-mappings", test_bad_mappings);
  g_test_add_func ("/import-mapping/unknown-columns", test_unknown_columns);
  g_test_add_func ("/import-mapping/people", test_people);
  g_test_add_func ("/import-mapping/notes", test_notes);
  return g_test_run ();
}
