/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of random fields come back as they were written, and tables that were
 * damaged at random are read to their end, every line accounted for. */
#include "callout-csv.h"
#include "callout-csv-writer.h"
#include "callout-error.h"
#include "callout-import-mapping.h"

#include <math.h>
#include <string.h>

static const char *const pieces[] = {
  "a", "Z", "é", "\"", "\"\"", ",", "\n", "\r\n", "'", "=", " ", "\t", "漢字", "0", ";", "(42.3594, -71.0587)",
};

static char *
random_field (GRand *rand)
{
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (rand, 0, 12); n > 0; n--)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static GBytes *
write_table (GRand     *rand,
             guint      rows,
             guint      columns,
             GPtrArray *expected)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (CalloutCsvWriter) writer = callout_csv_writer_new (stream, "fuzz", ',', CALLOUT_CSV_WRITER_PLAIN);

  for (guint c = 0; c < columns; c++)
    {
      g_autofree char *name = g_strdup_printf ("column %u", c);

      callout_csv_writer_add (writer, name);
    }
  g_assert_true (callout_csv_writer_end_row (writer, NULL));
  for (guint r = 0; r < rows; r++)
    {
      for (guint c = 0; c < columns; c++)
        {
          char *field = random_field (rand);

          callout_csv_writer_add (writer, field);
          g_ptr_array_add (expected, field);
        }
      g_assert_true (callout_csv_writer_end_row (writer, NULL));
    }
  g_assert_true (callout_csv_writer_finish (writer, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (311);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
      guint rows = (guint) g_rand_int_range (rand, 1, 40), columns = (guint) g_rand_int_range (rand, 1, 6);
      g_autoptr (GBytes) bytes = write_table (rand, rows, columns, expected);
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
      g_autoptr (GError) error = NULL;
      g_autoptr (CalloutCsvReader) reader = callout_csv_reader_new (stream, "fuzz", ',', NULL, &error);

      g_assert_no_error (error);
      for (guint r = 0; r < rows; r++)
        {
          const CalloutCsvRecord *record = callout_csv_reader_next (reader, NULL, &error);

          g_assert_nonnull (record);
          g_assert_cmpint (record->fault, ==, CALLOUT_CSV_FAULT_NONE);
          for (guint c = 0; c < columns; c++)
            {
              const char *field = g_ptr_array_index (expected, r * columns + c);

              g_assert_cmpmem (record->fields[c].text, record->fields[c].length, field, strlen (field));
            }
        }
      g_assert_null (callout_csv_reader_next (reader, NULL, &error));
      g_assert_no_error (error);
    }
}

static void
damage (GRand *rand,
        char  *bytes,
        gsize  length)
{
  static const char favourites[] = { '"', ',', '\n', '\r', '\0', (char) 0xff, (char) 0xc3, 'x' };

  for (int n = g_rand_int_range (rand, 1, 12); n > 0; n--)
    {
      gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) length);

      bytes[at] = g_rand_boolean (rand) ? favourites[g_rand_int_range (rand, 0, sizeof favourites)]
                                        : (char) g_rand_int_range (rand, 0, 256);
    }
}

static gsize
count_text (const char *bytes,
            gsize       length)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    n += bytes[i] != '\n' && bytes[i] != '\r';
  return n;
}

/* Reads all there is. Rows lie in order and between one row's end and the
 * next one's begin there are only ends of lines: nothing is passed over. */
static void
read_all (const char *bytes,
          gsize       length)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutCsvReader) reader = callout_csv_reader_new (stream, "fuzz", ',', NULL, &error);
  const CalloutCsvRecord *record;
  gsize kept;
  gint64 line = 1;

  if (reader == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  kept = count_text (callout_csv_reader_get_raw_header (reader)->text, callout_csv_reader_get_raw_header (reader)->length);
  while ((record = callout_csv_reader_next (reader, NULL, &error)) != NULL)
    {
      g_autofree char *fault = callout_csv_record_describe_fault (record, reader);

      g_assert_cmpint (record->line, >, line);
      line = record->line;
      kept += count_text (record->raw, record->raw_length);
      if (record->fault == CALLOUT_CSV_FAULT_NONE)
        g_assert_cmpuint (record->n_fields, ==, callout_csv_reader_get_n_columns (reader));
      else
        g_assert_nonnull (fault);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (kept, ==, count_text (bytes, length));
}

static void
test_damaged (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2015);

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GBytes) bytes = write_table (rand, (guint) g_rand_int_range (rand, 1, 12), 4, expected);
      gsize length;
      g_autofree char *copy = g_bytes_unref_to_data (g_steal_pointer (&bytes), &length);

      damage (rand, copy, length);
      read_all (copy, length);
    }
}

/* Whatever a row has become, it is rejected with a reason or has everything a
 * ticket must have, and what it has makes sense. */
static void
check_row (CalloutImportRow *row,
           gboolean          taken)
{
  const CalloutImportValue *latitude = callout_import_row_find (row, "latitude");
  const CalloutImportValue *longitude = callout_import_row_find (row, "longitude");

  g_assert_true (taken == (row->reason == NULL));
  if (!taken)
    {
      g_assert_true (g_utf8_validate (row->reason, -1, NULL));
      g_assert_cmpuint (strlen (row->reason), >, 0);
      return;
    }
  g_assert_nonnull (callout_import_row_get_text (row, "external_id"));
  g_assert_nonnull (callout_import_row_get_text (row, "title"));
  g_assert_true ((latitude == NULL) == (longitude == NULL));
  if (latitude != NULL)
    g_assert_true (fabs (latitude->number) <= 90 && fabs (longitude->number) <= 180);
  for (guint i = 0; i < row->values->len; i++)
    {
      const CalloutImportValue *value = &g_array_index (row->values, CalloutImportValue, i);

      g_assert_true (value->text == NULL || g_utf8_validate (value->text, -1, NULL));
    }
}

static void
test_mapped (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (121145);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutImportMapping) mapping = callout_import_mapping_load (MAPPINGS "/boston311.ini", &error);
  g_autoptr (CalloutImportRow) row = callout_import_row_new ();
  g_autofree char *contents = NULL;
  gsize length, header;
  guint taken = 0, rejected = 0;

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (FIXTURES "/boston-rows.csv", &contents, &length, NULL));
  header = (gsize) (strchr (contents, '\n') - contents) + 1;
  for (guint round = 0; round < 1500; round++)
    {
      g_autofree char *copy = g_memdup2 (contents, length);
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (CalloutCsvReader) reader = NULL;
      g_autoptr (CalloutImportMapper) mapper = NULL;
      const CalloutCsvRecord *record;

      damage (rand, copy + header, length - header);
      stream = g_memory_input_stream_new_from_data (copy, (gssize) length, NULL);
      reader = callout_csv_reader_new (stream, "fuzz", ',', NULL, &error);
      if (reader == NULL)
        {
          /* So much damage in ten rows that it looks like another encoding. */
          g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
          g_clear_error (&error);
          continue;
        }
      mapper = callout_import_mapper_new (mapping, reader, &error);
      g_assert_no_error (error);
      while ((record = callout_csv_reader_next (reader, NULL, &error)) != NULL)
        {
          gboolean mapped = callout_import_mapper_map (mapper, record, row);

          check_row (row, mapped);
          *(mapped ? &taken : &rejected) += 1;
        }
      g_assert_no_error (error);
    }
  g_assert_cmpuint (taken, >, 0);
  g_assert_cmpuint (rejected, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-fuzz/round-trip", test_round_trip);
  g_test_add_func ("/csv-fuzz/damaged", test_damaged);
  g_test_add_func ("/csv-fuzz/mapped", test_mapped);
  return g_test_run ();
}
