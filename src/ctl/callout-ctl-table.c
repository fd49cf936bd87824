/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-table.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Columns stand so far apart, and none is cut below its least width. */
#define GAP   2
#define LEAST 6

typedef struct {
  char     *title; /* (nullable) */
  gboolean  to_the_right;
  guint     width;
} Column;

struct _CalloutCtlTable
{
  GArray    *columns;
  GPtrArray *cells; /* row by row */
};

static void
clear_column (gpointer data)
{
  Column *column = data;

  g_free (column->title);
}

CalloutCtlTable *
callout_ctl_table_new (void)
{
  CalloutCtlTable *self = g_new0 (CalloutCtlTable, 1);

  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
callout_ctl_table_free (CalloutCtlTable *self)
{
  g_array_unref (self->columns);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/* How many cells of a terminal a character takes. */
static guint
character_width (gunichar character)
{
  if (g_unichar_iszerowidth (character))
    return 0;
  return g_unichar_iswide (character) ? 2 : 1;
}

/**
 * callout_ctl_text_width:
 *
 * How many cells of a terminal a text takes: two for wide characters, none
 * for those that combine with the one before.
 */
guint
callout_ctl_text_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += character_width (g_utf8_get_char (p));
  return width;
}

/* The characters that turn the writing direction could make one cell look like another. */
static gboolean
drives_terminal (gunichar character)
{
  return g_unichar_iscntrl (character)
         || character == 0x2028 || character == 0x2029
         || (character >= 0x202a && character <= 0x202e)
         || (character >= 0x2066 && character <= 0x2069);
}

static char *
make_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *printable = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      g_string_append_unichar (printable, drives_terminal (character) ? ' ' : character);
    }
  return g_string_free (printable, FALSE);
}

/**
 * callout_ctl_table_add_column:
 * @title: (nullable): its heading; a table of columns without one prints no line of headings
 * @to_the_right: for numbers
 */
void
callout_ctl_table_add_column (CalloutCtlTable *self,
                              const char      *title,
                              gboolean         to_the_right)
{
  Column column = { g_strdup (title), to_the_right, title != NULL ? callout_ctl_text_width (title) : 0 };

  g_assert (self->cells->len == 0);
  g_array_append_val (self->columns, column);
}

/**
 * callout_ctl_table_add:
 * @text: (nullable): the next cell, row by row
 */
void
callout_ctl_table_add (CalloutCtlTable *self,
                       const char      *text)
{
  Column *column = &g_array_index (self->columns, Column, self->cells->len % self->columns->len);
  char *cell = make_printable (text != NULL ? text : "");

  column->width = MAX (column->width, callout_ctl_text_width (cell));
  g_ptr_array_add (self->cells, cell);
}

/* @text: (transfer full) (nullable) */
void
callout_ctl_table_take (CalloutCtlTable *self,
                        char            *text)
{
  callout_ctl_table_add (self, text);
  g_free (text);
}

/* Takes from the widest column until the table fits, or nothing is left to take. */
static void
squeeze (CalloutCtlTable *self,
         int              width)
{
  int total = 0;

  for (guint i = 0; i < self->columns->len; i++)
    total += g_array_index (self->columns, Column, i).width + (i > 0 ? GAP : 0);

  while (total > width)
    {
      Column *widest = &g_array_index (self->columns, Column, 0);

      for (guint i = 1; i < self->columns->len; i++)
        if (g_array_index (self->columns, Column, i).width > widest->width)
          widest = &g_array_index (self->columns, Column, i);
      if (widest->width <= LEAST)
        return;
      widest->width--;
      total--;
    }
}

/* Prints @text in exactly @width cells, with an ellipsis where it is cut. */
static void
print_cell (FILE       *file,
            const char *text,
            guint       width,
            gboolean    to_the_right,
            gboolean    last)
{
  guint full = callout_ctl_text_width (text);
  guint used = 0;
  const char *p = text;

  if (to_the_right && full < width)
    fprintf (file, "%*s", (int) (width - full), "");

  if (full <= width)
    {
      fputs (text, file);
      used = full;
    }
  else
    {
      for (; *p != '\0'; p = g_utf8_next_char (p))
        {
          guint step = character_width (g_utf8_get_char (p));

          if (used + step > width - 1)
            break;
          used += step;
        }
      fwrite (text, 1, p - text, file);
      fputs ("…", file);
      used++;
    }

  if (last)
    fputc ('\n', file);
  else
    fprintf (file, "%*s", (int) (width - used + GAP) - (to_the_right && full < width ? (int) (width - full) : 0), "");
}

static void
print_titles (CalloutCtlTable *self,
              FILE            *file,
              gboolean         styled)
{
  if (self->columns->len == 0 || g_array_index (self->columns, Column, 0).title == NULL)
    return;

  if (styled)
    fputs ("\033[1m", file);
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = &g_array_index (self->columns, Column, i);
      gboolean last = i + 1 == self->columns->len;

      if (last && styled)
        {
          print_cell (file, column->title, MAX (column->width, 1), column->to_the_right, FALSE);
          fputs ("\033[0m\n", file);
        }
      else
        print_cell (file, column->title, MAX (column->width, 1), column->to_the_right, last);
    }
}

static void
print_all (CalloutCtlTable *self,
           FILE            *file,
           gboolean         styled)
{
  guint n_columns = self->columns->len;

  print_titles (self, file, styled);
  for (guint i = 0; i < self->cells->len; i++)
    {
      Column *column = &g_array_index (self->columns, Column, i % n_columns);

      print_cell (file, g_ptr_array_index (self->cells, i), column->width,
                  column->to_the_right, i % n_columns + 1 == n_columns);
    }
}

/**
 * callout_ctl_table_print:
 * @width: how many cells a line has, or 0 where it is no terminal: then nothing
 *   is cut and nothing is emphasised
 */
void
callout_ctl_table_print (CalloutCtlTable *self,
                         FILE            *file,
                         int              width)
{
  if (width > 0)
    squeeze (self, width);
  print_all (self, file, width > 0);
}

/**
 * callout_ctl_table_print_whole:
 *
 * For tables that end in a sentence or a text: nothing is cut, the terminal
 * breaks the line.
 */
void
callout_ctl_table_print_whole (CalloutCtlTable *self,
                               FILE            *file)
{
  print_all (self, file, callout_ctl_terminal_width (file) > 0);
}

/**
 * callout_ctl_terminal_width:
 *
 * Returns: the cells of a line of the terminal @file is, or 0 if it is none
 */
int
callout_ctl_terminal_width (FILE *file)
{
  struct winsize size;

  if (!isatty (fileno (file)))
    return 0;
  if (ioctl (fileno (file), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return 80;
}
