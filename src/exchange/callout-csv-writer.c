/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-csv-writer.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK ((gsize) 64 << 10)

struct _CalloutCsvWriter
{
  GOutputStream         *stream;
  char                  *name;
  GString               *pending;
  CalloutCsvWriterFlags  flags;
  char                   delimiter;
  gsize                  row_start;
  gboolean               in_row;
  gboolean               finished;
};

/* A full disk deserves its own code: the sentence is not about the file. */
static void
set_write_error (CalloutCsvWriter  *self,
                 const GError      *cause,
                 GError           **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NO_SPACE,
                 _("There is no space left to write “%s”"), self->name);
  else
    g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED,
                 _("“%s” cannot be written: %s"), self->name, cause->message);
}

static gboolean
flush (CalloutCsvWriter  *self,
       GError           **error)
{
  g_autoptr (GError) local = NULL;

  if (!g_output_stream_write_all (self->stream, self->pending->str, self->pending->len, NULL, NULL, &local))
    {
      set_write_error (self, local, error);
      return FALSE;
    }
  g_string_truncate (self->pending, 0);
  return TRUE;
}

/* A sign in front of a figure is no formula: -71.0587 stays a number. */
static gboolean
is_number (const char *text,
           gsize       length)
{
  gsize i = 0;
  gboolean digits = FALSE;

  if (i < length && (text[i] == '-' || text[i] == '+'))
    i++;
  for (; i < length && g_ascii_isdigit (text[i]); i++)
    digits = TRUE;
  if (i < length && text[i] == '.')
    for (i++; i < length && g_ascii_isdigit (text[i]); i++)
      digits = TRUE;
  return digits && i == length;
}

static gboolean
starts_formula (const char *text,
                gsize       length)
{
  static const char *const wide[] = { "＝", "＋", "－", "＠" };

  if (length == 0)
    return FALSE;
  if (memchr ("=+-@\t\r\n", text[0], 7) != NULL)
    return !is_number (text, length);
  for (guint i = 0; i < G_N_ELEMENTS (wide); i++)
    if (length >= 3 && memcmp (text, wide[i], 3) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
needs_quotes (CalloutCsvWriter *self,
              const char       *text,
              gsize             length)
{
  if (length == 0)
    return FALSE;
  if (text[0] == ' ' || text[length - 1] == ' ')
    return TRUE;
  for (gsize i = 0; i < length; i++)
    if (text[i] == self->delimiter || text[i] == '"' || text[i] == '\n' || text[i] == '\r')
      return TRUE;
  return FALSE;
}

static void
begin_field (CalloutCsvWriter *self)
{
  if (self->in_row)
    g_string_append_c (self->pending, self->delimiter);
  self->in_row = TRUE;
}

/**
 * callout_csv_writer_new:
 * @stream: where to write; closed by callout_csv_writer_finish()
 * @name: what to call it in sentences
 * @delimiter: usually `,`
 *
 * With %CALLOUT_CSV_WRITER_FORMULAS a field that a spreadsheet would take for
 * a formula (it begins with `=`, `+`, `-`, `@`, a tab or an end of line, and
 * is not simply a number) gets an apostrophe in front.
 *
 * Returns: (transfer full): a writer
 */
CalloutCsvWriter *
callout_csv_writer_new (GOutputStream         *stream,
                        const char            *name,
                        char                   delimiter,
                        CalloutCsvWriterFlags  flags)
{
  CalloutCsvWriter *self = g_new0 (CalloutCsvWriter, 1);

  self->stream = g_object_ref (stream);
  self->name = g_strdup (name);
  self->pending = g_string_sized_new (BLOCK + 4096);
  self->delimiter = delimiter;
  self->flags = flags;
  return self;
}

/**
 * callout_csv_writer_new_for_path:
 * @path: the file; what is there is replaced when writing has finished, and
 *   stays as it is when it has not
 *
 * Returns: (transfer full) (nullable): a writer, or %NULL with
 * %CALLOUT_ERROR_FAILED or %CALLOUT_ERROR_NO_SPACE
 */
CalloutCsvWriter *
callout_csv_writer_new_for_path (const char             *path,
                                 char                    delimiter,
                                 CalloutCsvWriterFlags   flags,
                                 GError                **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local = NULL;
  g_autoptr (GFileOutputStream) stream = NULL;
  CalloutCsvWriter nameless = { .name = (char *) path };

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &local);
  if (stream == NULL)
    {
      set_write_error (&nameless, local, error);
      return NULL;
    }
  return callout_csv_writer_new (G_OUTPUT_STREAM (stream), path, delimiter, flags);
}

/* Frees a writer. One that has not finished leaves no file behind: closing
 * with a cancelled cancellable keeps what stood under the name. */
void
callout_csv_writer_free (CalloutCsvWriter *self)
{
  if (self == NULL)
    return;
  if (!self->finished)
    {
      g_autoptr (GCancellable) cancelled = g_cancellable_new ();

      g_cancellable_cancel (cancelled);
      g_output_stream_close (self->stream, cancelled, NULL);
    }
  g_object_unref (self->stream);
  g_string_free (self->pending, TRUE);
  g_free (self->name);
  g_free (self);
}

/* Adds a field of the row; %NULL is an empty one. */
void
callout_csv_writer_add (CalloutCsvWriter *self,
                        const char       *text)
{
  callout_csv_writer_add_len (self, text, text != NULL ? strlen (text) : 0);
}

/* Adds a field of the row, quoted where it must be. */
void
callout_csv_writer_add_len (CalloutCsvWriter *self,
                            const char       *text,
                            gsize             length)
{
  gboolean guard = (self->flags & CALLOUT_CSV_WRITER_FORMULAS) != 0 && starts_formula (text, length);

  begin_field (self);
  if (!needs_quotes (self, text, length))
    {
      if (guard)
        g_string_append_c (self->pending, '\'');
      g_string_append_len (self->pending, text, (gssize) length);
      return;
    }

  g_string_append_c (self->pending, '"');
  if (guard)
    g_string_append_c (self->pending, '\'');
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '"')
        g_string_append_c (self->pending, '"');
      g_string_append_c (self->pending, text[i]);
    }
  g_string_append_c (self->pending, '"');
}

/* Adds bytes that are fields already, delimiters and quotes and all. */
void
callout_csv_writer_add_raw (CalloutCsvWriter *self,
                            const char       *bytes,
                            gsize             length)
{
  begin_field (self);
  g_string_append_len (self->pending, bytes, (gssize) length);
}

/**
 * callout_csv_writer_end_row:
 *
 * Ends the row and writes what has gathered.
 */
gboolean
callout_csv_writer_end_row (CalloutCsvWriter  *self,
                            GError           **error)
{
  if (self->pending->len == self->row_start)
    g_string_append (self->pending, "\"\""); /* an empty line would be no row */
  g_string_append (self->pending, (self->flags & CALLOUT_CSV_WRITER_CRLF) != 0 ? "\r\n" : "\n");
  self->in_row = FALSE;
  if (self->pending->len >= BLOCK && !flush (self, error))
    return FALSE;
  self->row_start = self->pending->len;
  return TRUE;
}

/**
 * callout_csv_writer_finish:
 *
 * Writes the rest and puts the file in its place.
 */
gboolean
callout_csv_writer_finish (CalloutCsvWriter  *self,
                           GError           **error)
{
  g_autoptr (GError) local = NULL;

  if (!flush (self, error))
    return FALSE;
  self->finished = TRUE;
  if (!g_output_stream_close (self->stream, NULL, &local))
    {
      set_write_error (self, local, error);
      return FALSE;
    }
  return TRUE;
}
