/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-csv.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK      ((gsize) 256 << 10) /* what is asked of the stream at once */
#define HEAD_BYTES ((gsize) 4 << 10)   /* what is kept of a row too long to keep */

/*
 * A row is parsed where it lies in the block. A row that runs over the end of
 * the block is moved to the front and parsed once more after the next read,
 * so that there is one parser and it never stops half-way; memory is bounded
 * by CALLOUT_CSV_RECORD_LIMIT, whatever the file.
 */

typedef struct {
  gsize    offset;
  gsize    length;
  gboolean in_scratch; /* unescaped there, because it held "" */
} Span;

typedef enum {
  PARSE_DONE,
  PARSE_NEEDS_MORE,
} ParseResult;

struct _CalloutCsvReader
{
  GInputStream     *stream;
  char             *name;
  char              delimiter;
  char              newline;

  char             *buffer;
  gsize             capacity;
  gsize             start;     /* of the row to be read */
  gsize             end;       /* of the bytes there are */
  gboolean          at_end;    /* the stream has no more */
  gint64            line;      /* physical line at start */
  gint64            consumed;  /* bytes before buffer[0] */

  GArray           *spans;
  GArray           *fields;
  GString          *scratch;
  GString          *head;

  GStrv             header;
  GString          *raw_header_text;
  CalloutCsvField   raw_header;
  guint             n_columns;
  CalloutCsvRecord  record;
};

static gboolean
fill (CalloutCsvReader  *self,
      GCancellable      *cancellable,
      GError           **error)
{
  gssize n;
  g_autoptr (GError) local = NULL;

  if (self->start > 0)
    {
      memmove (self->buffer, self->buffer + self->start, self->end - self->start);
      self->end -= self->start;
      self->consumed += self->start;
      self->start = 0;
    }
  if (self->capacity - self->end < BLOCK)
    {
      self->capacity = MAX (self->capacity * 2, self->end + BLOCK);
      self->buffer = g_realloc (self->buffer, self->capacity);
    }

  n = g_input_stream_read (self->stream, self->buffer + self->end, self->capacity - self->end, cancellable, &local);
  if (n < 0)
    {
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&local));
      else if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
               g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                     _("“%s” is not in the encoding its mapping names"), self->name);
      else
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED,
                     _("“%s” cannot be read: %s"), self->name, local->message);
      return FALSE;
    }
  self->at_end = n == 0;
  self->end += (gsize) n;
  return TRUE;
}

/* Counts the ends of lines in a stretch, for the line numbers of rejects. */
static gint64
count_lines (CalloutCsvReader *self,
             const char       *text,
             gsize             length)
{
  const char *end = text + length;
  gint64 n = 0;

  while ((text = memchr (text, self->newline, (gsize) (end - text))) != NULL)
    {
      n++;
      text++;
    }
  return n;
}

static void
add_span (CalloutCsvReader *self,
          gsize             offset,
          gsize             length,
          gboolean          in_scratch)
{
  Span span = { offset, length, in_scratch };

  g_array_append_val (self->spans, span);
}

static void
set_fault (CalloutCsvReader *self,
           CalloutCsvFault   fault,
           guint             column)
{
  if (self->record.fault != CALLOUT_CSV_FAULT_NONE)
    return;
  self->record.fault = fault;
  self->record.fault_column = column;
}

/* Parses a quoted field that opens at @at; answers where the field ends (on a
 * delimiter, a line's end or the end of the bytes), or %NULL for more bytes. */
static const char *
parse_quoted (CalloutCsvReader *self,
              const char       *at,
              const char       *end)
{
  const char *piece = at + 1;
  const char *quote;
  gsize scratch_start = self->scratch->len;
  gboolean doubled = FALSE;

  for (const char *from = piece;;)
    {
      quote = memchr (from, '"', (gsize) (end - from));
      if (quote == NULL || (quote + 1 == end && !self->at_end))
        {
          if (!self->at_end)
            return NULL;
          if (quote == NULL)
            {
              set_fault (self, CALLOUT_CSV_FAULT_UNTERMINATED, self->spans->len);
              add_span (self, (gsize) (at - self->buffer), (gsize) (end - at), FALSE);
              return end;
            }
        }
      if (quote + 1 == end || quote[1] != '"')
        break;
      g_string_append_len (self->scratch, piece, quote + 1 - piece);
      doubled = TRUE;
      piece = from = quote + 2;
    }

  if (doubled)
    {
      g_string_append_len (self->scratch, piece, quote - piece);
      add_span (self, scratch_start, self->scratch->len - scratch_start, TRUE);
    }
  else
    add_span (self, (gsize) (piece - self->buffer), (gsize) (quote - piece), FALSE);
  return quote + 1;
}

/* Where a row's unquoted text ends: at the next end of line, or of the file. */
static const char *
find_line_end (CalloutCsvReader *self,
               const char       *from,
               const char       *end)
{
  const char *newline = memchr (from, self->newline, (gsize) (end - from));

  if (newline != NULL)
    return newline;
  return self->at_end ? end : NULL;
}

/* Parses the row at the start of the buffer. */
static ParseResult
parse (CalloutCsvReader *self)
{
  const char *begin = self->buffer + self->start;
  const char *end = self->buffer + self->end;
  const char *at = begin;
  const char *line_end;
  const char *text_end;

  g_array_set_size (self->spans, 0);
  g_string_truncate (self->scratch, 0);
  self->record.fault = CALLOUT_CSV_FAULT_NONE;
  self->record.fault_column = 0;

  line_end = find_line_end (self, at, end);
  if (line_end == NULL)
    return PARSE_NEEDS_MORE;

  for (;;)
    {
      const char *next;

      if (at < end && *at == '"')
        {
          next = parse_quoted (self, at, end);
          if (next == NULL)
            return PARSE_NEEDS_MORE;
          if (next > line_end && (line_end = find_line_end (self, next, end)) == NULL)
            return PARSE_NEEDS_MORE;
          if (next < line_end && *next != self->delimiter && !(*next == '\r' && next + 1 == line_end))
            {
              set_fault (self, CALLOUT_CSV_FAULT_AFTER_QUOTE, self->spans->len - 1);
              next = memchr (next, self->delimiter, (gsize) (line_end - next));
              if (next == NULL)
                break;
            }
          else if (next < line_end && *next == '\r')
            break;
        }
      else
        {
          next = memchr (at, self->delimiter, (gsize) (line_end - at));
          if (next == NULL)
            {
              text_end = line_end;
              if (text_end > at && text_end[-1] == '\r')
                text_end--;
              add_span (self, (gsize) (at - self->buffer), (gsize) (text_end - at), FALSE);
              break;
            }
          add_span (self, (gsize) (at - self->buffer), (gsize) (next - at), FALSE);
        }
      if (next >= line_end)
        break;
      at = next + 1;
    }

  text_end = line_end;
  if (text_end > begin && text_end[-1] == '\r')
    text_end--;
  self->record.raw = begin;
  self->record.raw_length = (gsize) (text_end - begin);
  self->start = (gsize) (line_end - self->buffer) + (line_end < end ? 1 : 0);
  return PARSE_DONE;
}

/* Follows the quotes of a row that is too long to keep, to find its end. */
static gboolean
skip_record (CalloutCsvReader  *self,
             gboolean          *unterminated,
             GCancellable      *cancellable,
             GError           **error)
{
  enum { FIELD_START, PLAIN, QUOTED, QUOTE_SEEN } state = FIELD_START;

  g_string_truncate (self->head, 0);
  g_string_append_len (self->head, self->buffer + self->start, (gssize) MIN (HEAD_BYTES, self->end - self->start));

  for (;;)
    {
      for (gsize i = self->start; i < self->end; i++)
        {
          char c = self->buffer[i];

          if (state == QUOTED)
            {
              const char *quote = memchr (self->buffer + i, '"', self->end - i);

              i = quote != NULL ? (gsize) (quote - self->buffer) : self->end - 1;
              if (quote != NULL)
                state = QUOTE_SEEN;
              continue;
            }
          if (c == '"' && (state == FIELD_START || state == QUOTE_SEEN))
            state = QUOTED;
          else if (c == self->newline)
            {
              self->line += count_lines (self, self->buffer + self->start, i + 1 - self->start);
              self->start = i + 1;
              return TRUE;
            }
          else
            state = c == self->delimiter ? FIELD_START : PLAIN;
        }
      self->line += count_lines (self, self->buffer + self->start, self->end - self->start);
      self->start = self->end;
      if (self->at_end)
        {
          *unterminated = state == QUOTED;
          return TRUE;
        }
      if (!fill (self, cancellable, error))
        return FALSE;
    }
}

static gsize
complete_utf8 (const char *text,
               gsize       length)
{
  const char *valid_end;

  g_utf8_validate_len (text, length, &valid_end);
  return (gsize) (valid_end - text);
}

/* Plain text needs no look at every character: eight bytes at a time tell
 * whether there is anything but ASCII without zero bytes in a row. */
static gboolean
is_plain_ascii (const char *text,
                gsize       length)
{
  const guint64 ones = 0x0101010101010101u, highs = 0x8080808080808080u;
  guint64 seen = 0;
  gsize i = 0;

  for (; i + 8 <= length; i += 8)
    {
      guint64 word;

      memcpy (&word, text + i, 8);
      seen |= word | ((word - ones) & ~word);
    }
  if ((seen & highs) != 0)
    return FALSE;
  for (; i < length; i++)
    if (text[i] == '\0' || (text[i] & 0x80) != 0)
      return FALSE;
  return TRUE;
}

static void
check_text (CalloutCsvReader *self)
{
  if (is_plain_ascii (self->record.raw, self->record.raw_length))
    return;

  for (guint i = 0; i < self->fields->len; i++)
    {
      const CalloutCsvField *field = &g_array_index (self->fields, CalloutCsvField, i);

      if (memchr (field->text, '\0', field->length) != NULL)
        {
          set_fault (self, CALLOUT_CSV_FAULT_NUL, i);
          return;
        }
      if (!g_utf8_validate_len (field->text, field->length, NULL))
        {
          set_fault (self, CALLOUT_CSV_FAULT_ENCODING, i);
          return;
        }
    }
  if (!g_utf8_validate_len (self->record.raw, self->record.raw_length, NULL))
    set_fault (self, CALLOUT_CSV_FAULT_ENCODING, self->fields->len);
}

static void
resolve_fields (CalloutCsvReader *self)
{
  g_array_set_size (self->fields, self->spans->len);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const Span *span = &g_array_index (self->spans, Span, i);
      CalloutCsvField *field = &g_array_index (self->fields, CalloutCsvField, i);

      field->text = (span->in_scratch ? self->scratch->str : self->buffer) + span->offset;
      field->length = span->length;
      if (span->length > CALLOUT_CSV_FIELD_LIMIT)
        set_fault (self, CALLOUT_CSV_FAULT_LONG_FIELD, i);
    }
  self->record.fields = (const CalloutCsvField *) (void *) self->fields->data;
  self->record.n_fields = self->fields->len;
}

static gboolean
read_record (CalloutCsvReader  *self,
             GCancellable      *cancellable,
             GError           **error)
{
  while (parse (self) == PARSE_NEEDS_MORE)
    {
      if (self->end - self->start > CALLOUT_CSV_RECORD_LIMIT)
        {
          gint64 line = self->line;
          gboolean unterminated = FALSE;

          if (!skip_record (self, &unterminated, cancellable, error))
            return FALSE;
          g_string_truncate (self->head, complete_utf8 (self->head->str, self->head->len));
          self->record = (CalloutCsvRecord) {
            .line = line,
            .raw = self->head->str,
            .raw_length = self->head->len,
            .fault = unterminated ? CALLOUT_CSV_FAULT_UNTERMINATED : CALLOUT_CSV_FAULT_LONG_RECORD,
            .fault_column = unterminated ? self->spans->len : 0,
          };
          return TRUE;
        }
      if (!fill (self, cancellable, error))
        return FALSE;
    }

  self->record.line = self->line;
  self->line += count_lines (self, self->record.raw, self->record.raw_length) + 1;
  resolve_fields (self);
  check_text (self);
  return TRUE;
}

/* A block in which text outside ASCII occurs, but never as UTF-8, was written
 * in another encoding: better one sentence than a hundred thousand rejects. A
 * few such rows among very many are damage, and rejected one by one. */
static gboolean
looks_foreign (CalloutCsvReader *self)
{
  const char *at = self->buffer + self->start;
  const char *end = self->buffer + self->end;
  guint foreign = 0, rows = 0;

  while (at < end)
    {
      const char *newline = memchr (at, self->newline, (gsize) (end - at));
      gsize length;

      if (newline == NULL && !self->at_end)
        break;
      length = (gsize) ((newline != NULL ? newline : end) - at);
      if (!is_plain_ascii (at, length) && memchr (at, '\0', length) == NULL)
        {
          if (g_utf8_validate_len (at, length, NULL))
            return FALSE;
          foreign++;
        }
      at += length + 1;
      rows++;
    }
  return foreign >= 3 && foreign * 100 >= rows;
}

static gboolean
refuse_encoding (CalloutCsvReader  *self,
                 const char        *encoding,
                 GError           **error)
{
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
               _("“%s” is not UTF-8 but looks like %s; save it as UTF-8, or name its encoding in the mapping"),
               self->name, encoding);
  return FALSE;
}

static gboolean
check_encoding (CalloutCsvReader  *self,
                GError           **error)
{
  const guchar *bytes = (const guchar *) self->buffer;
  gsize n = self->end;

  if (n >= 2 && ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff)))
    return refuse_encoding (self, "UTF-16", error);
  if (n >= 4 && (bytes[0] == 0) != (bytes[1] == 0) && (bytes[0] == 0) == (bytes[2] == 0) && (bytes[1] == 0) == (bytes[3] == 0))
    return refuse_encoding (self, "UTF-16", error);
  if (n >= 3 && bytes[0] == 0xef && bytes[1] == 0xbb && bytes[2] == 0xbf)
    self->start = 3;
  if (looks_foreign (self))
    return refuse_encoding (self, "Latin-1", error);
  return TRUE;
}

/* The delimiter that splits the header into the most columns. */
static char
guess_delimiter (CalloutCsvReader *self)
{
  static const char candidates[] = { ',', ';', '\t', '|' };
  const char *at = self->buffer + self->start;
  const char *end = memchr (at, self->newline, self->end - self->start);
  guint counts[G_N_ELEMENTS (candidates)] = { 0 };
  guint best = 0;
  gboolean quoted = FALSE;

  if (end == NULL)
    end = self->buffer + self->end;
  for (; at < end; at++)
    {
      if (*at == '"')
        quoted = !quoted;
      for (guint i = 0; i < G_N_ELEMENTS (candidates) && !quoted; i++)
        counts[i] += *at == candidates[i];
    }
  for (guint i = 1; i < G_N_ELEMENTS (candidates); i++)
    if (counts[i] > counts[best])
      best = i;
  return candidates[best];
}

static gboolean
check_header (CalloutCsvReader  *self,
              GError           **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->n_columns; i++)
    if (self->header[i][0] != '\0' && !g_hash_table_add (seen, self->header[i]))
      {
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                     _("“%s” has two columns named “%s”"), self->name, self->header[i]);
        return FALSE;
      }
  if (g_hash_table_size (seen) == 0)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("“%s” has no header: its first line must name the columns"), self->name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_header (CalloutCsvReader  *self,
             GError           **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  const CalloutCsvRecord *record = callout_csv_reader_next (self, NULL, error);

  if (record == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                     _("“%s” is empty: its first line must name the columns"), self->name);
      return FALSE;
    }
  if (record->fault != CALLOUT_CSV_FAULT_NONE)
    {
      g_autofree char *fault = callout_csv_record_describe_fault (record, self);

      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("The header of “%s” cannot be read: %s"), self->name, fault);
      return FALSE;
    }

  for (guint i = 0; i < record->n_fields; i++)
    {
      g_autofree char *name = g_strndup (record->fields[i].text, record->fields[i].length);

      g_strv_builder_add (names, g_strstrip (name));
    }
  self->n_columns = record->n_fields;
  self->header = g_strv_builder_end (names);
  self->raw_header_text = g_string_new_len (record->raw, (gssize) record->raw_length);
  self->raw_header = (CalloutCsvField) { self->raw_header_text->str, self->raw_header_text->len };
  return check_header (self, error);
}

/**
 * callout_csv_reader_new:
 * @stream: what to read from
 * @name: what to call it in sentences, usually the file's name
 * @delimiter: a character, or 0 to tell it from the header (`,` `;` tab `|`)
 * @encoding: (nullable): what the bytes are, %NULL for UTF-8
 *
 * Opens a table of RFC 4180 and reads its header; a byte order mark is passed
 * over, line ends may be LF, CRLF, or CR alone. Reading goes in blocks and
 * keeps one row, whatever the size of the file.
 *
 * Returns: (transfer full) (nullable): a reader, or %NULL with
 * %CALLOUT_ERROR_INVALID (no header, a column named twice, plainly another
 * encoding) or %CALLOUT_ERROR_FAILED (the stream itself).
 */
CalloutCsvReader *
callout_csv_reader_new (GInputStream  *stream,
                        const char    *name,
                        char           delimiter,
                        const char    *encoding,
                        GError       **error)
{
  g_autoptr (CalloutCsvReader) self = g_new0 (CalloutCsvReader, 1);

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  self->stream = g_object_ref (stream);
  self->name = g_strdup (name);
  self->newline = '\n';
  self->line = 1;
  self->spans = g_array_sized_new (FALSE, FALSE, sizeof (Span), 64);
  self->fields = g_array_sized_new (FALSE, FALSE, sizeof (CalloutCsvField), 64);
  self->scratch = g_string_new (NULL);
  self->head = g_string_new (NULL);

  if (encoding != NULL && g_ascii_strcasecmp (encoding, "UTF-8") != 0)
    {
      g_autoptr (GCharsetConverter) converter = g_charset_converter_new ("UTF-8", encoding, NULL);

      if (converter == NULL)
        {
          g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                       _("“%s” is not an encoding this machine knows"), encoding);
          return NULL;
        }
      g_object_unref (self->stream);
      self->stream = g_converter_input_stream_new (stream, G_CONVERTER (converter));
    }

  while (self->end < BLOCK && !self->at_end)
    if (!fill (self, NULL, error))
      return NULL;
  if (!check_encoding (self, error))
    return NULL;
  if (memchr (self->buffer, '\n', self->end) == NULL && memchr (self->buffer, '\r', self->end) != NULL)
    self->newline = '\r';
  self->delimiter = delimiter != 0 ? delimiter : guess_delimiter (self);
  return read_header (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * callout_csv_reader_new_for_path:
 * @path: a file
 *
 * As callout_csv_reader_new(); a file that is not there is
 * %CALLOUT_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full) (nullable): a reader
 */
CalloutCsvReader *
callout_csv_reader_new_for_path (const char  *path,
                                 char         delimiter,
                                 const char  *encoding,
                                 GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &local);
  g_autofree char *name = g_filename_display_basename (path);

  if (stream == NULL)
    {
      gboolean missing = g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

      if (missing)
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no file “%s”"), path);
      else
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED,
                     _("“%s” cannot be read: %s"), path, local->message);
      return NULL;
    }
  return callout_csv_reader_new (G_INPUT_STREAM (stream), name, delimiter, encoding, error);
}

void
callout_csv_reader_free (CalloutCsvReader *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->stream);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->fields, g_array_unref);
  if (self->scratch != NULL)
    g_string_free (self->scratch, TRUE);
  if (self->head != NULL)
    g_string_free (self->head, TRUE);
  if (self->raw_header_text != NULL)
    g_string_free (self->raw_header_text, TRUE);
  g_strfreev (self->header);
  g_free (self->buffer);
  g_free (self->name);
  g_free (self);
}

/* The name given at opening, for sentences. */
const char *
callout_csv_reader_get_name (CalloutCsvReader *self)
{
  return self->name;
}

/* The delimiter given at opening, or the one found in the header. */
char
callout_csv_reader_get_delimiter (CalloutCsvReader *self)
{
  return self->delimiter;
}

/* The names of the columns, trimmed, %NULL-terminated. (transfer none) */
const char *const *
callout_csv_reader_get_header (CalloutCsvReader *self)
{
  return (const char *const *) self->header;
}

guint
callout_csv_reader_get_n_columns (CalloutCsvReader *self)
{
  return self->n_columns;
}

/* The header's bytes as they came, for a rejects file. (transfer none) */
const CalloutCsvField *
callout_csv_reader_get_raw_header (CalloutCsvReader *self)
{
  return &self->raw_header;
}

/* The index of a column by its exact name, -1 where there is none. */
int
callout_csv_reader_find_column (CalloutCsvReader *self,
                                const char       *name)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->header[i], name))
      return (int) i;
  return -1;
}

/* Bytes read so far (after conversion), for a progress bar. */
gint64
callout_csv_reader_get_position (CalloutCsvReader *self)
{
  return self->consumed + (gint64) self->start;
}

/**
 * callout_csv_reader_next:
 *
 * Reads one row. Empty lines are passed over. A row with something wrong in
 * itself is answered too, with its `fault` set, and reading goes on behind it:
 *
 * - Text after a closing quote spoils the row up to the end of its line.
 * - A row too long to keep is answered by its first bytes alone.
 * - Quotes that are never closed take everything up to the end of the file
 *   with them, as there is no telling where they should have ended.
 *
 * Returns: (transfer none) (nullable): the row, valid until the next call;
 * %NULL at the end, or with @error set when the stream failed.
 */
const CalloutCsvRecord *
callout_csv_reader_next (CalloutCsvReader  *self,
                         GCancellable      *cancellable,
                         GError           **error)
{
  for (;;)
    {
      if (self->start == self->end)
        {
          if (!self->at_end && !fill (self, cancellable, error))
            return NULL;
          if (self->at_end && self->start == self->end)
            return NULL;
          continue;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (!read_record (self, cancellable, error))
        return NULL;
      if (self->record.raw_length > 0)
        break;
    }
  if (self->n_columns != 0 && self->record.n_fields != self->n_columns)
    set_fault (self, CALLOUT_CSV_FAULT_COLUMNS, 0);
  return &self->record;
}

static const char *
column_name (CalloutCsvReader *reader,
             guint             column,
             char             *buffer,
             gsize             size)
{
  if (reader->header != NULL && column < reader->n_columns && reader->header[column][0] != '\0')
    return reader->header[column];
  g_snprintf (buffer, size, "%u", column + 1);
  return buffer;
}

/**
 * callout_csv_record_describe_fault:
 *
 * Returns: (transfer full) (nullable): what is wrong with a row, as a clause
 * without its line number; %NULL if nothing is
 */
char *
callout_csv_record_describe_fault (const CalloutCsvRecord *record,
                                   CalloutCsvReader       *reader)
{
  char number[16];
  const char *column = column_name (reader, record->fault_column, number, sizeof number);

  switch (record->fault)
    {
    case CALLOUT_CSV_FAULT_NONE:
      return NULL;
    case CALLOUT_CSV_FAULT_ENCODING:
      return g_strdup_printf (_("column “%s” is not valid UTF-8"), column);
    case CALLOUT_CSV_FAULT_NUL:
      return g_strdup_printf (_("column “%s” holds a zero byte"), column);
    case CALLOUT_CSV_FAULT_COLUMNS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u column where the header has %u", "%u columns where the header has %u",
                                           record->n_fields), record->n_fields, reader->n_columns);
    case CALLOUT_CSV_FAULT_AFTER_QUOTE:
      return g_strdup_printf (_("column “%s” goes on after its closing quote"), column);
    case CALLOUT_CSV_FAULT_UNTERMINATED:
      return g_strdup_printf (_("column “%s” opens a quote that is never closed; "
                                "everything from there to the end of the file was left out"), column);
    case CALLOUT_CSV_FAULT_LONG_FIELD:
      return g_strdup_printf (_("column “%s” is longer than 1 MiB"), column);
    case CALLOUT_CSV_FAULT_LONG_RECORD:
      return g_strdup (_("the row is longer than 4 MiB"));
    default:
      g_return_val_if_reached (NULL);
    }
}
