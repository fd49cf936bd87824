/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-json.h"

#include <math.h>
#include <string.h>

#define MAX_DEPTH 16

struct _CalloutCtlJson
{
  FILE     *file;
  gboolean  indented;
  guint     depth;
  gboolean  named;            /* the value's name stands on the line already */
  gboolean  filled[MAX_DEPTH]; /* whether anything is in the container of that depth */
};

/**
 * callout_ctl_json_new:
 * @file: where it is written to; not closed
 * @indented: a line a value, for people; else all in one line
 */
CalloutCtlJson *
callout_ctl_json_new (FILE     *file,
                      gboolean  indented)
{
  CalloutCtlJson *self = g_new0 (CalloutCtlJson, 1);

  self->file = file;
  self->indented = indented;
  return self;
}

/**
 * callout_ctl_json_free:
 *
 * Ends the document's line. Everything begun must have been ended.
 */
void
callout_ctl_json_free (CalloutCtlJson *self)
{
  if (self->filled[0])
    fputc ('\n', self->file);
  g_free (self);
}

static void
begin_line (CalloutCtlJson *self)
{
  static const char blanks[] = "\n                                ";

  G_STATIC_ASSERT (sizeof blanks > 2 * MAX_DEPTH + 1);
  if (self->indented)
    fwrite (blanks, 1, 1 + 2 * self->depth, self->file);
}

/* What stands before a value or a name: the comma and the line's beginning. */
static void
begin_item (CalloutCtlJson *self)
{
  if (self->named)
    {
      self->named = FALSE;
      return;
    }
  if (self->filled[self->depth])
    fputs (self->indented ? "," : ", ", self->file);
  if (self->depth > 0)
    begin_line (self);
  self->filled[self->depth] = TRUE;
}

static void
begin_container (CalloutCtlJson *self,
                 char            bracket)
{
  begin_item (self);
  fputc (bracket, self->file);
  g_assert (self->depth + 1 < MAX_DEPTH);
  self->depth++;
  self->filled[self->depth] = FALSE;
}

static void
end_container (CalloutCtlJson *self,
               char            bracket)
{
  gboolean filled = self->filled[self->depth];

  g_assert (self->depth > 0);
  self->depth--;
  if (filled)
    begin_line (self);
  fputc (bracket, self->file);
}

void
callout_ctl_json_begin_object (CalloutCtlJson *self)
{
  begin_container (self, '{');
}

void
callout_ctl_json_end_object (CalloutCtlJson *self)
{
  end_container (self, '}');
}

void
callout_ctl_json_begin_array (CalloutCtlJson *self)
{
  begin_container (self, '[');
}

void
callout_ctl_json_end_array (CalloutCtlJson *self)
{
  end_container (self, ']');
}

/* Lists can be long, so what needs no escape is written in one piece. */
static void
put_quoted (CalloutCtlJson *self,
            const char     *text)
{
  const char *plain = text;
  const char *p;

  putc ('"', self->file);
  for (p = text; *p != '\0'; p++)
    {
      unsigned char byte = (unsigned char) *p;

      if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f)
        continue;
      fwrite (plain, 1, p - plain, self->file);
      plain = p + 1;
      if (byte == '"' || byte == '\\')
        fprintf (self->file, "\\%c", byte);
      else if (byte == '\n')
        fputs ("\\n", self->file);
      else if (byte == '\t')
        fputs ("\\t", self->file);
      else
        fprintf (self->file, "\\u%04x", byte);
    }
  fwrite (plain, 1, p - plain, self->file);
  putc ('"', self->file);
}

void
callout_ctl_json_name (CalloutCtlJson *self,
                       const char     *name)
{
  begin_item (self);
  put_quoted (self, name);
  fputs (": ", self->file);
  self->named = TRUE;
}

/* @text: (nullable): %NULL writes null */
void
callout_ctl_json_text (CalloutCtlJson *self,
                       const char     *text)
{
  g_autofree char *valid = NULL;

  begin_item (self);
  if (text == NULL)
    {
      fputs ("null", self->file);
      return;
    }
  /* A damaged store must not make a damaged document. */
  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  put_quoted (self, text);
}

void
callout_ctl_json_integer (CalloutCtlJson *self,
                          gint64          value)
{
  begin_item (self);
  fprintf (self->file, "%" G_GINT64_FORMAT, value);
}

/**
 * callout_ctl_real_to_text:
 *
 * Returns: (transfer full): the shortest decimal that reads back as @value
 */
char *
callout_ctl_real_to_text (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, sizeof buffer, formats[i], value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  return g_strdup (buffer);
}

void
callout_ctl_json_real (CalloutCtlJson *self,
                       double          value)
{
  g_autofree char *text = NULL;

  begin_item (self);
  /* JSON knows no infinity. */
  text = isfinite (value) ? callout_ctl_real_to_text (value) : g_strdup ("null");
  fputs (text, self->file);
}

void
callout_ctl_json_boolean (CalloutCtlJson *self,
                          gboolean        value)
{
  begin_item (self);
  fputs (value ? "true" : "false", self->file);
}

void
callout_ctl_json_null (CalloutCtlJson *self)
{
  begin_item (self);
  fputs ("null", self->file);
}

/* @keys: (nullable): blank-separated keys, written as an array */
void
callout_ctl_json_words (CalloutCtlJson *self,
                        const char     *keys)
{
  g_auto (GStrv) words = g_strsplit (keys != NULL ? keys : "", " ", -1);

  callout_ctl_json_begin_array (self);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      callout_ctl_json_text (self, words[i]);
  callout_ctl_json_end_array (self);
}
