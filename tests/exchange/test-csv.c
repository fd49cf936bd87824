/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-csv.h"
#include "callout-csv-writer.h"
#include "callout-error.h"

#include <glib/gstdio.h>
#include <string.h>

/* A stream that hands out its bytes a few at a time, so that every row is
 * torn somewhere. */
typedef struct {
  GInputStream parent;
  const char  *bytes;
  gsize        left;
  gsize        at_once;
} DripStream;
typedef GInputStreamClass DripStreamClass;

static GType drip_stream_get_type (void);
G_DEFINE_TYPE (DripStream, drip_stream, G_TYPE_INPUT_STREAM)

static gssize
drip_stream_read (GInputStream  *stream,
                  void          *buffer,
                  gsize          count,
                  GCancellable  *cancellable,
                  GError       **error)
{
  DripStream *self = (DripStream *) stream;
  gsize n = MIN (count, MIN (self->left, self->at_once));

  memcpy (buffer, self->bytes, n);
  self->bytes += n;
  self->left -= n;
  return (gssize) n;
}

static void
drip_stream_class_init (DripStreamClass *klass)
{
  klass->read_fn = drip_stream_read;
}

static void
drip_stream_init (DripStream *self)
{
}

static CalloutCsvReader *
open_bytes (const char  *bytes,
            gsize        length,
            GError     **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);

  return callout_csv_reader_new (stream, "table.csv", 0, NULL, error);
}

static CalloutCsvReader *
open_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  CalloutCsvReader *reader = open_bytes (text, strlen (text), &error);

  g_assert_no_error (error);
  return reader;
}

static void
assert_refused (const char *bytes,
                gsize       length,
                const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_bytes (bytes, length, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
assert_row (CalloutCsvReader *reader,
            gint64            line,
            const char       *joined)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  const CalloutCsvRecord *record = callout_csv_reader_next (reader, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);
  g_assert_cmpint (record->fault, ==, CALLOUT_CSV_FAULT_NONE);
  for (guint i = 0; i < record->n_fields; i++)
    {
      if (i > 0)
        g_string_append_c (text, '|');
      g_string_append_len (text, record->fields[i].text, (gssize) record->fields[i].length);
    }
  g_assert_cmpstr (text->str, ==, joined);
  g_assert_cmpint (record->line, ==, line);
}

static void
assert_fault (CalloutCsvReader *reader,
              gint64            line,
              CalloutCsvFault   fault,
              const char       *description)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  const CalloutCsvRecord *record = callout_csv_reader_next (reader, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);
  g_assert_cmpint (record->line, ==, line);
  g_assert_cmpint (record->fault, ==, fault);
  found = callout_csv_record_describe_fault (record, reader);
  g_assert_cmpstr (found, ==, description);
}

static void
assert_end (CalloutCsvReader *reader)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (callout_csv_reader_next (reader, NULL, &error));
  g_assert_no_error (error);
}

static void
test_plain (void)
{
  g_autoptr (CalloutCsvReader) reader = open_text ("id,title,note\n1,Pothole,\n2,,late\n");

  g_assert_cmpuint (callout_csv_reader_get_n_columns (reader), ==, 3);
  g_assert_cmpint (callout_csv_reader_find_column (reader, "title"), ==, 1);
  g_assert_cmpint (callout_csv_reader_find_column (reader, "Title"), ==, -1);
  assert_row (reader, 2, "1|Pothole|");
  assert_row (reader, 3, "2||late");
  assert_end (reader);
}

static void
test_quotes (void)
{
  g_autoptr (CalloutCsvReader) reader = open_text ("a,b\n"
                                                   "\"x, y\",\"say \"\"hi\"\"\"\n"
                                                   "\"two\nlines\",z\n"
                                                   "\"\",5\" pipe\n"
                                                   "\"\"\"\"\"\",\"end\"");

  assert_row (reader, 2, "x, y|say \"hi\"");
  assert_row (reader, 3, "two\nlines|z");
  assert_row (reader, 5, "|5\" pipe");
  assert_row (reader, 6, "\"\"|end");
  assert_end (reader);
}

static void
test_line_ends (void)
{
  g_autoptr (CalloutCsvReader) dos = open_text ("\xef\xbb\xbf" "a,b\r\n1,\"2\"\r\n\r\n\n3,4\r\n");
  g_autoptr (CalloutCsvReader) mac = open_text ("a,b\r1,2\r3,4");

  g_assert_cmpint (callout_csv_reader_find_column (dos, "a"), ==, 0);
  assert_row (dos, 2, "1|2");
  assert_row (dos, 5, "3|4");
  assert_end (dos);
  assert_row (mac, 2, "1|2");
  assert_row (mac, 3, "3|4");
  assert_end (mac);
}

static void
test_delimiters (void)
{
  g_autoptr (CalloutCsvReader) semicolon = open_text ("name;\"a,b,c,d\";town\nX;1,5;Köln\n");
  g_autoptr (CalloutCsvReader) tab = open_text ("name\ttown\nX\tÅrhus, DK\n");

  g_assert_cmpint (callout_csv_reader_get_delimiter (semicolon), ==, ';');
  assert_row (semicolon, 2, "X|1,5|Köln");
  assert_row (tab, 2, "X|Århus, DK");
}

static void
test_bad_rows (void)
{
  static const char text[] = "id,title\n"
                             "1,a\xff\n"
                             "2,good\n"
                             "3\n"
                             "4,x,y\n"
                             "5,\"a\"b\n"
                             "6,n\0l\n"
                             "7,fine\n"
                             "8,\"never closed\n9,x\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutCsvReader) reader = open_bytes (text, sizeof text - 1, &error);

  g_assert_no_error (error);
  assert_fault (reader, 2, CALLOUT_CSV_FAULT_ENCODING, "column “title” is not valid UTF-8");
  assert_row (reader, 3, "2|good");
  assert_fault (reader, 4, CALLOUT_CSV_FAULT_COLUMNS, "1 column where the header has 2");
  assert_fault (reader, 5, CALLOUT_CSV_FAULT_COLUMNS, "3 columns where the header has 2");
  assert_fault (reader, 6, CALLOUT_CSV_FAULT_AFTER_QUOTE, "column “title” goes on after its closing quote");
  assert_fault (reader, 7, CALLOUT_CSV_FAULT_NUL, "column “title” holds a zero byte");
  assert_row (reader, 8, "7|fine");
  assert_fault (reader, 9, CALLOUT_CSV_FAULT_UNTERMINATED,
                "column “title” opens a quote that is never closed; "
                "everything from there to the end of the file was left out");
  assert_end (reader);
}

static void
test_raw_is_kept (void)
{
  g_autoptr (CalloutCsvReader) reader = open_text ("a,b\r\n \"odd\" ,\"x \"\"y\"\"\"\r\n1,\"p\nq\"\r\n");
  g_autoptr (GError) error = NULL;
  const CalloutCsvRecord *record = callout_csv_reader_next (reader, NULL, &error);
  g_autofree char *first = g_strndup (record->raw, record->raw_length);
  g_autofree char *second = NULL;

  record = callout_csv_reader_next (reader, NULL, &error);
  second = g_strndup (record->raw, record->raw_length);
  g_assert_cmpstr (first, ==, " \"odd\" ,\"x \"\"y\"\"\"");
  g_assert_cmpstr (second, ==, "1,\"p\nq\"");
}

static void
test_long_fields (void)
{
  gsize long_field = CALLOUT_CSV_FIELD_LIMIT + 1, ten_megabytes = 10 << 20;
  g_autoptr (GString) text = g_string_new ("id,note\n1,");
  g_autoptr (CalloutCsvReader) reader = NULL;

  for (gsize i = 0; i < long_field; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\n2,ok\n3,\"");
  for (gsize i = 0; i < ten_megabytes; i++)
    g_string_append_c (text, i % 1000 == 999 ? '\n' : ',');
  g_string_append (text, "\"\n4,ok\n");

  reader = open_text (text->str);
  assert_fault (reader, 2, CALLOUT_CSV_FAULT_LONG_FIELD, "column “note” is longer than 1 MiB");
  assert_row (reader, 3, "2|ok");
  assert_fault (reader, 4, CALLOUT_CSV_FAULT_LONG_RECORD, "the row is longer than 4 MiB");
  assert_row (reader, 5 + (gint64) ten_megabytes / 1000, "4|ok");
  assert_end (reader);
}

static void
test_other_encodings (void)
{
  static const char utf16[] = "\xff\xfei\0d\0\n\0";
  static const char bare_utf16[] = "i\0d\0\n\0" "1\0\n\0";
  static const char latin1[] = "id,name\n1,M\xfcller\n2,J\xf6rg\n3,Ren\xe9\n";
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (latin1, sizeof latin1 - 1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutCsvReader) named = NULL;

  assert_refused (utf16, sizeof utf16 - 1,
                  "“table.csv” is not UTF-8 but looks like UTF-16; save it as UTF-8, or name its encoding in the mapping");
  assert_refused (bare_utf16, sizeof bare_utf16 - 1,
                  "“table.csv” is not UTF-8 but looks like UTF-16; save it as UTF-8, or name its encoding in the mapping");
  assert_refused (latin1, sizeof latin1 - 1,
                  "“table.csv” is not UTF-8 but looks like Latin-1; save it as UTF-8, or name its encoding in the mapping");

  named = callout_csv_reader_new (stream, "table.csv", ',', "ISO-8859-1", &error);
  g_assert_no_error (error);
  assert_row (named, 2, "1|Müller");
}

/* Three damaged rows among a thousand good ones are no reason to refuse all. */
static void
test_few_foreign_rows (void)
{
  g_autoptr (GString) text = g_string_new ("id,name\n");
  g_autoptr (CalloutCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  const CalloutCsvRecord *record;
  guint good = 0, bad = 0;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%u,%s\n", i, i % 400 == 99 ? "M\xfcller" : "Smith");
  reader = open_text (text->str);
  while ((record = callout_csv_reader_next (reader, NULL, &error)) != NULL)
    *(record->fault == CALLOUT_CSV_FAULT_NONE ? &good : &bad) += 1;
  g_assert_cmpuint (good, ==, 997);
  g_assert_cmpuint (bad, ==, 3);
}

static void
test_headers (void)
{
  assert_refused ("", 0, "“table.csv” is empty: its first line must name the columns");
  assert_refused ("\n\n", 2, "“table.csv” is empty: its first line must name the columns");
  assert_refused ("a,b,a\n", 6, "“table.csv” has two columns named “a”");
  assert_refused (",,\n", 3, "“table.csv” has no header: its first line must name the columns");
  assert_refused ("a,\"b\n1,2\n", 9,
                  "The header of “table.csv” cannot be read: column “2” opens a quote that is never closed; "
                  "everything from there to the end of the file was left out");
}

static void
test_missing_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (callout_csv_reader_new_for_path ("no/such.csv", 0, NULL, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
}

static void
test_torn_blocks (void)
{
  static const char text[] = "a,b\r\n\"x\"\"y\r\nz\",1\r\n,\r\n\"\",\"q\"";

  for (gsize at_once = 1; at_once < 8; at_once++)
    {
      g_autoptr (GInputStream) stream = g_object_new (drip_stream_get_type (), NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (CalloutCsvReader) reader = NULL;

      ((DripStream *) stream)->bytes = text;
      ((DripStream *) stream)->left = sizeof text - 1;
      ((DripStream *) stream)->at_once = at_once;
      reader = callout_csv_reader_new (stream, "drip", ',', NULL, &error);
      g_assert_no_error (error);
      assert_row (reader, 2, "x\"y\r\nz|1");
      assert_row (reader, 4, "|");
      assert_row (reader, 5, "|q");
      assert_end (reader);
    }
}

/* Rows longer than a block straddle every kind of boundary there is. */
static void
test_many_blocks (void)
{
  g_autoptr (GString) text = g_string_new ("n,text\n");
  g_autoptr (CalloutCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  const CalloutCsvRecord *record;
  guint rows = 0;

  for (guint i = 0; i < 3000; i++)
    {
      g_string_append_printf (text, "%u,\"", i);
      for (guint j = 0; j < (i * 37) % 2000; j++)
        g_string_append (text, j % 50 == 49 ? "\"\"" : j % 70 == 3 ? "\n" : "é");
      g_string_append (text, "\"\n");
    }
  reader = open_text (text->str);
  while ((record = callout_csv_reader_next (reader, NULL, &error)) != NULL)
    {
      g_assert_cmpint (record->fault, ==, CALLOUT_CSV_FAULT_NONE);
      g_assert_cmpuint ((guint) g_ascii_strtoull (record->fields[0].text, NULL, 10), ==, rows);
      rows++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (rows, ==, 3000);
}

static void
test_cancel (void)
{
  g_autoptr (CalloutCsvReader) reader = open_text ("a\n1\n2\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (callout_csv_reader_next (reader, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static char *
write_row (CalloutCsvWriterFlags  flags,
           const char *const     *fields)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (CalloutCsvWriter) writer = callout_csv_writer_new (stream, "out", ',', flags);
  g_autoptr (GError) error = NULL;

  for (; *fields != NULL; fields++)
    callout_csv_writer_add (writer, *fields);
  callout_csv_writer_end_row (writer, &error);
  callout_csv_writer_finish (writer, &error);
  g_assert_no_error (error);
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
}

static void
test_writer (void)
{
  const char *fields[] = { "plain", "a,b", "say \"x\"", "two\nlines", " edge", "", NULL };
  const char *nothing[] = { "", NULL };
  const char *formulas[] = { "=1+1", "+49 30 1", "-71.0587", "-1-2", "@SUM(A1)", "\tx", "=\"a,b\"", "＝1", "ok", NULL };
  g_autofree char *plain = write_row (CALLOUT_CSV_WRITER_CRLF, fields);
  g_autofree char *empty = write_row (CALLOUT_CSV_WRITER_PLAIN, nothing);
  g_autofree char *guarded = write_row (CALLOUT_CSV_WRITER_FORMULAS, formulas);
  g_autofree char *raw = write_row (CALLOUT_CSV_WRITER_PLAIN, formulas);

  g_assert_cmpstr (plain, ==, "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\" edge\",\r\n");
  g_assert_cmpstr (empty, ==, "\"\"\n");
  g_assert_cmpstr (guarded, ==, "'=1+1,'+49 30 1,-71.0587,'-1-2,'@SUM(A1),'\tx,\"'=\"\"a,b\"\"\",'＝1,ok\n");
  g_assert_cmpstr (raw, ==, "=1+1,+49 30 1,-71.0587,-1-2,@SUM(A1),\tx,\"=\"\"a,b\"\"\",＝1,ok\n");
}

static void
test_writer_keeps_old_file (void)
{
  g_autofree char *directory = g_dir_make_tmp ("callout-csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "out.csv", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  CalloutCsvWriter *writer;

  g_assert_true (g_file_set_contents (path, "old\n", -1, NULL));
  writer = callout_csv_writer_new_for_path (path, ',', CALLOUT_CSV_WRITER_PLAIN, &error);
  g_assert_no_error (error);
  callout_csv_writer_add (writer, "half");
  callout_csv_writer_end_row (writer, NULL);
  callout_csv_writer_free (writer);
  g_file_get_contents (path, &contents, NULL, NULL);
  g_assert_cmpstr (contents, ==, "old\n");
  g_remove (path);
  g_assert_cmpint (g_rmdir (directory), ==, 0); /* nothing else was left there */

  g_assert_null (callout_csv_writer_new_for_path ("no/such/directory/x.csv", ',', 0, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/plain", test_plain);
  g_test_add_func ("/csv/quotes", test_quotes);
  g_test_add_func ("/csv/line-ends", test_line_ends);
  g_test_add_func ("/csv/delimiters", test_delimiters);
  g_test_add_func ("/csv/bad-rows", test_bad_rows);
  g_test_add_func ("/csv/raw-is-kept", test_raw_is_kept);
  g_test_add_func ("/csv/long-fields", test_long_fields);
  g_test_add_func ("/csv/other-encodings", test_other_encodings);
  g_test_add_func ("/csv/few-foreign-rows", test_few_foreign_rows);
  g_test_add_func ("/csv/headers", test_headers);
  g_test_add_func ("/csv/missing-file", test_missing_file);
  g_test_add_func ("/csv/torn-blocks", test_torn_blocks);
  g_test_add_func ("/csv/many-blocks", test_many_blocks);
  g_test_add_func ("/csv/cancel", test_cancel);
  g_test_add_func ("/csv/writer", test_writer);
  g_test_add_func ("/csv/writer-keeps-old-file", test_writer_keeps_old_file);
  return g_test_run ();
}
