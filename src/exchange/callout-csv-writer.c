/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-csv-writer.h"

#include "callout-error.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK ((gsize) 64 << 10)

struct _CalloutCsvWriter
{
  GOutputStream         *stream;
  char                  *name;
  char                  *target;    /* (nullable): what it is called in the end */
  char                  *temporary; /* (nullable): what it is called until then */
  int                    fd;        /* borrowed from the stream */
  gboolean               nameless;  /* it gets a name when it is whole */
  GString               *pending;
  CalloutCsvWriterFlags  flags;
  char                   delimiter;
  gsize                  row_start;
  gboolean               in_row;
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

static CalloutCsvWriter *
writer_new (const char            *name,
            char                   delimiter,
            CalloutCsvWriterFlags  flags)
{
  CalloutCsvWriter *self = g_new0 (CalloutCsvWriter, 1);

  self->name = g_strdup (name);
  self->pending = g_string_sized_new (BLOCK + 4096);
  self->delimiter = delimiter;
  self->flags = flags;
  self->fd = -1;
  return self;
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
  CalloutCsvWriter *self = writer_new (name, delimiter, flags);

  self->stream = g_object_ref (stream);
  return self;
}

static void
set_errno_error (CalloutCsvWriter  *self,
                 int                reason,
                 GError           **error)
{
  g_autoptr (GError) cause = g_error_new_literal (G_IO_ERROR, g_io_error_from_errno (reason), g_strerror (reason));

  set_write_error (self, cause, error);
}

/* A file that has no name until it is whole: of a program that was killed
 * nothing is left lying about. Not every file system can do it. */
static int
open_nameless (const char *target)
{
  g_autofree char *folder = g_path_get_dirname (target);

  return g_open (folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
}

/* Opens what is written to: a device or a pipe itself, a file under another
 * name beside it. Such tables are about people, so only the owner reads them. */
static int
open_for_writing (CalloutCsvWriter *self,
                  const char       *path)
{
  GStatBuf info;
  int fd;

  if (g_stat (path, &info) == 0 && !S_ISREG (info.st_mode))
    return g_open (path, O_WRONLY | O_CLOEXEC, 0);

  self->target = realpath (path, NULL);
  if (self->target == NULL)
    self->target = strdup (path);
  fd = open_nameless (self->target);
  if (fd >= 0)
    {
      self->nameless = TRUE;
      return fd;
    }
  self->temporary = g_strconcat (self->target, ".XXXXXX", NULL);
  fd = g_mkstemp_full (self->temporary, O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    g_clear_pointer (&self->temporary, g_free);
  return fd;
}

/* Gives a file without a name one, beside its place: a link cannot replace. */
static gboolean
name_it (CalloutCsvWriter *self)
{
  g_autofree char *held = g_strdup_printf ("/proc/self/fd/%d", self->fd);

  self->temporary = g_strdup_printf ("%s.%08x", self->target, g_random_int ());
  if (linkat (AT_FDCWD, held, AT_FDCWD, self->temporary, AT_SYMLINK_FOLLOW) == 0)
    return TRUE;
  g_clear_pointer (&self->temporary, g_free);
  return FALSE;
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
  g_autoptr (CalloutCsvWriter) self = writer_new (path, delimiter, flags);

  self->fd = open_for_writing (self, path);
  if (self->fd < 0)
    {
      set_errno_error (self, errno, error);
      return NULL;
    }
  self->stream = g_unix_output_stream_new (self->fd, TRUE);
  return g_steal_pointer (&self);
}

/* Frees a writer. One that has not finished leaves no file behind. */
void
callout_csv_writer_free (CalloutCsvWriter *self)
{
  if (self == NULL)
    return;
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_clear_object (&self->stream);
  g_string_free (self->pending, TRUE);
  free (self->target);
  g_free (self->temporary);
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
  if ((self->temporary != NULL || self->nameless) && fsync (self->fd) != 0)
    {
      set_errno_error (self, errno, error);
      return FALSE;
    }
  if (self->nameless && !name_it (self))
    {
      set_errno_error (self, errno, error);
      return FALSE;
    }
  if (!g_output_stream_close (self->stream, NULL, &local))
    {
      set_write_error (self, local, error);
      return FALSE;
    }
  if (self->temporary != NULL && g_rename (self->temporary, self->target) != 0)
    {
      set_errno_error (self, errno, error);
      return FALSE;
    }
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}
