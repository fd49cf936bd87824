/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-label-sheet.h"

#include "callout-error.h"
#include "callout-page-maker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* White around what is printed on a label: sheets are never fed quite straight. */
#define INSET CALLOUT_MM (2.6)

/* A code smaller than this is not read by every telephone. */
#define LEAST_CODE CALLOUT_MM (14)

/* What can be bought everywhere. Millimetres: width, height, left and top of the
 * first label, between columns and between rows. */
static const struct {
  const char         *name;
  const char         *title;
  const CalloutPaper *paper;
  guint               columns, rows;
  double              left, top, width, height, across, down;
} formats[] = {
  { "a4-3x8", N_("A4, 3 × 8 (70 × 37 mm)"), &callout_paper_a4, 3, 8, 0, 0.5, 70, 37, 0, 0 },
  { "a4-3x7", N_("A4, 3 × 7 (63.5 × 38.1 mm)"), &callout_paper_a4, 3, 7, 7.2, 15.1, 63.5, 38.1, 2.55, 0 },
  { "a4-2x7", N_("A4, 2 × 7 (99.1 × 38.1 mm)"), &callout_paper_a4, 2, 7, 4.65, 15.1, 99.1, 38.1, 2.5, 0 },
  { "letter-3x10", N_("Letter, 3 × 10 (2⅝ × 1 in)"), &callout_paper_letter, 3, 10, 4.7625, 12.7, 66.675, 25.4, 3.175, 0 },
  { "letter-2x5", N_("Letter, 2 × 5 (4 × 2 in)"), &callout_paper_letter, 2, 5, 3.96875, 12.7, 101.6, 50.8, 4.7625, 0 },
};

/* Returns: (nullable): the name of a format that is known, from 0 on */
const char *
callout_label_sheet_get_name (guint i)
{
  return i < G_N_ELEMENTS (formats) ? formats[i].name : NULL;
}

const char *
callout_label_sheet_get_title (guint i)
{
  return i < G_N_ELEMENTS (formats) ? _(formats[i].title) : NULL;
}

/* Returns: (transfer full): all of them, for a sentence */
char *
callout_label_sheet_dup_names (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", formats[i].name);
  return g_string_free (text, FALSE);
}

static void
take_format (CalloutLabelSheet *sheet,
             guint              i)
{
  sheet->paper = *formats[i].paper;
  sheet->columns = formats[i].columns;
  sheet->rows = formats[i].rows;
  sheet->across = CALLOUT_MM (formats[i].across);
  sheet->down = CALLOUT_MM (formats[i].down);
  sheet->paper.left = CALLOUT_MM (formats[i].left);
  sheet->paper.top = CALLOUT_MM (formats[i].top);
  sheet->paper.right = sheet->paper.width - sheet->paper.left - sheet->columns * CALLOUT_MM (formats[i].width)
                       - (sheet->columns - 1) * sheet->across;
  sheet->paper.bottom = sheet->paper.height - sheet->paper.top - sheet->rows * CALLOUT_MM (formats[i].height)
                        - (sheet->rows - 1) * sheet->down;
}

static double
label_width (const CalloutLabelSheet *self)
{
  return (self->paper.width - self->paper.left - self->paper.right - (self->columns - 1) * self->across) / self->columns;
}

static double
label_height (const CalloutLabelSheet *self)
{
  return (self->paper.height - self->paper.top - self->paper.bottom - (self->rows - 1) * self->down) / self->rows;
}

static gboolean
parse_number (const char *text,
              double      most,
              double     *number)
{
  char *end = NULL;

  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && *number >= 0 && *number <= most;
}

/* `a4:3x8:0,4.5,0,4.5:0,0`: the paper, how many, margins left, top, right and
 * bottom, and between, in millimetres. */
static gboolean
parse_own (const char        *text,
           CalloutLabelSheet *sheet)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);
  guint n = g_strv_length (parts);
  g_auto (GStrv) grid = n >= 3 ? g_strsplit (parts[1], "x", -1) : NULL;
  g_auto (GStrv) margins = n >= 3 ? g_strsplit (parts[2], ",", -1) : NULL;
  g_auto (GStrv) gaps = n == 4 ? g_strsplit (parts[3], ",", -1) : NULL;
  guint64 columns, rows;
  double mm[6] = { 0 };

  if (n < 3 || n > 4 || g_strv_length (grid) != 2 || g_strv_length (margins) != 4 || (gaps != NULL && g_strv_length (gaps) != 2)
      || !g_str_equal (callout_paper_find (parts[0])->key, parts[0])
      || !g_ascii_string_to_unsigned (grid[0], 10, 1, CALLOUT_LABEL_MAX_COLUMNS, &columns, NULL)
      || !g_ascii_string_to_unsigned (grid[1], 10, 1, CALLOUT_LABEL_MAX_ROWS, &rows, NULL))
    return FALSE;
  for (guint i = 0; i < 4; i++)
    if (!parse_number (margins[i], 100, &mm[i]))
      return FALSE;
  for (guint i = 0; gaps != NULL && i < 2; i++)
    if (!parse_number (gaps[i], 50, &mm[4 + i]))
      return FALSE;
  sheet->paper = *callout_paper_find (parts[0]);
  sheet->paper.left = CALLOUT_MM (mm[0]);
  sheet->paper.top = CALLOUT_MM (mm[1]);
  sheet->paper.right = CALLOUT_MM (mm[2]);
  sheet->paper.bottom = CALLOUT_MM (mm[3]);
  sheet->columns = (guint) columns;
  sheet->rows = (guint) rows;
  sheet->across = CALLOUT_MM (mm[4]);
  sheet->down = CALLOUT_MM (mm[5]);
  return TRUE;
}

/**
 * callout_label_sheet_parse:
 * @text: the name of a format, or `PAPER:COLUMNSxROWS:LEFT,TOP,RIGHT,BOTTOM[:ACROSS,DOWN]`
 *   in millimetres
 *
 * Errors: %CALLOUT_ERROR_INVALID for what is neither, and for labels that a code
 * does not fit on.
 */
gboolean
callout_label_sheet_parse (const char         *text,
                           CalloutLabelSheet  *sheet,
                           GError            **error)
{
  g_autofree char *names = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, text))
      {
        take_format (sheet, i);
        return TRUE;
      }
  if (!parse_own (text, sheet))
    {
      names = callout_label_sheet_dup_names ();
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("“%s” is no sheet of labels; write one of %s, or your own like a4:3x8:0,4.5,0,4.5"), text, names);
      return FALSE;
    }
  if (label_width (sheet) < LEAST_CODE + 4 * INSET || label_height (sheet) < LEAST_CODE + 2 * INSET)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("Labels of %.0f × %.0f mm are too small for a code and a name; fewer columns or rows, or smaller margins"),
                   MAX (label_width (sheet), 0) / CALLOUT_MM (1), MAX (label_height (sheet), 0) / CALLOUT_MM (1));
      return FALSE;
    }
  return TRUE;
}

/* How many labels a sheet has. */
guint
callout_label_sheet_get_count (const CalloutLabelSheet *self)
{
  return self->columns * self->rows;
}

/**
 * callout_label_dup_address:
 * @base: where the portal is
 *
 * Returns: (transfer full): where the code of a machine leads
 */
char *
callout_label_dup_address (const char *base,
                           const char *code)
{
  g_autofree char *escaped = g_uri_escape_string (code, NULL, FALSE);

  return g_strdup_printf ("%s%se/%s", base, g_str_has_suffix (base, "/") ? "" : "/", escaped);
}

/* One label */

typedef struct {
  CalloutPages *pages;
  GArray       *page;
  CalloutNode  *node;
  double        x, y, width; /* of the text: y goes down with it */
  double        bottom;
} Column;

static void
add_text (Column           *self,
          CalloutTextStyle  style,
          double            size,
          const char       *text,
          guint             most)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (text == NULL || *text == '\0')
    return;
  lines = callout_press_shape (style, size, text, self->width, most);
  for (guint i = 0; i < lines->len; i++)
    {
      CalloutTextLine *line = g_ptr_array_index (lines, i);
      CalloutMark mark = { CALLOUT_MARK_LINE_OF_TEXT, self->x, self->y + line->ascent, line->width, .node = self->node };

      if (self->y + line->height > self->bottom + 0.01)
        return;
      mark.what = callout_text_line_ref (line);
      g_array_append_val (self->page, mark);
      self->y += line->height;
    }
}

static CalloutNode *
add_node (CalloutPages *pages,
          const char   *name)
{
  CalloutNode *node = g_new0 (CalloutNode, 1);

  node->name = name;
  g_ptr_array_add (pages->nodes, node);
  return node;
}

static char *
one_line (const char *text)
{
  return text != NULL ? g_strdelimit (g_strdup (text), "\n\r\t", ' ') : NULL;
}

static gboolean
add_label (CalloutPages             *pages,
           GArray                   *page,
           const CalloutLabelSheet  *sheet,
           guint                     place,
           CalloutEquipment         *equipment,
           const char               *base,
           const char               *house,
           GError                  **error)
{
  double width = label_width (sheet), height = label_height (sheet);
  double left = sheet->paper.left + place % sheet->columns * (width + sheet->across);
  double top = sheet->paper.top + place / sheet->columns * (height + sheet->down);
  double side = MIN (height - 2 * INSET, width * 0.42);
  g_autofree char *address = callout_label_dup_address (base, equipment->code != NULL ? equipment->code : "");
  g_autoptr (CalloutShape) code = callout_shape_new_code (address, error);
  g_autofree char *name = one_line (equipment->name);
  g_autofree char *serial = one_line (equipment->serial);
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (equipment));
  g_autofree char *number = serial != NULL ? g_strdup_printf ("%s · %s", ref, serial) : g_strdup (ref);
  gboolean small = height < CALLOUT_MM (30);
  guint first;
  CalloutMark mark = { CALLOUT_MARK_SHAPE, left + INSET, top + (height - side) / 2, side, side };
  Column column = {
    pages, page, NULL, left + INSET + side + CALLOUT_MM (1.5), top + INSET, width - side - 2 * INSET - CALLOUT_MM (1.5),
    top + height - INSET
  };

  if (code == NULL)
    return FALSE;
  mark.node = add_node (pages, "Figure");
  mark.link = g_string_chunk_insert_const (pages->links, address);
  mark.what = callout_shape_ref (code);
  g_array_append_val (page, mark);

  first = page->len;
  column.node = add_node (pages, "P");
  add_text (&column, CALLOUT_TEXT_SMALL, 6.5, house, 1);
  add_text (&column, CALLOUT_TEXT_STRONG, small ? 8 : 9.5, name, 2);
  add_text (&column, CALLOUT_TEXT_BODY, small ? 7 : 8, number, small ? 1 : 2);
  /* For those whose telephone does not read it. */
  add_text (&column, CALLOUT_TEXT_LABEL, small ? 5.5 : 6.5, equipment->code, 3);
  for (guint i = first; i < page->len; i++)
    g_array_index (page, CalloutMark, i).y += (column.bottom - column.y) / 2;
  return TRUE;
}

static gboolean
check (const CalloutLabelSheet  *self,
       const char               *base,
       guint                     start,
       GError                  **error)
{
  if (base == NULL || *base == '\0')
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_WRONG_STATE,
                   _("The codes lead nowhere yet: set portal.address to the web address of your customer portal first"));
      return FALSE;
    }
  if (start < 1 || start > callout_label_sheet_get_count (self))
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("This sheet has labels 1 to %u; there is no label %u to begin at"),
                   callout_label_sheet_get_count (self), start);
      return FALSE;
    }
  return TRUE;
}

/**
 * callout_label_sheet_make_pages:
 * @equipment: (element-type CalloutEquipment)
 * @base: (nullable): where the portal is
 * @house: (nullable): who is called for
 * @start: with which label of the first sheet it begins, from 1: what is left of
 *   a sheet can be used
 *
 * Of any thread. Errors: %CALLOUT_ERROR_WRONG_STATE without a portal,
 * %CALLOUT_ERROR_INVALID.
 *
 * Returns: (transfer full)
 */
CalloutPages *
callout_label_sheet_make_pages (const CalloutLabelSheet  *self,
                                GPtrArray                *equipment,
                                const char               *base,
                                const char               *house,
                                guint                     start,
                                CalloutTime               at,
                                GError                  **error)
{
  g_autoptr (CalloutPages) pages = callout_pages_new (&self->paper);
  guint count = callout_label_sheet_get_count (self);
  GArray *page = NULL;

  if (!check (self, base, start, error))
    return NULL;
  pages->title = g_strdup (_("Labels"));
  pages->author = g_strdup (house);
  pages->created = at;
  for (guint i = 0; i < MAX (equipment->len, 1); i++)
    {
      guint place = (start - 1 + i) % count;

      if (page == NULL || place == 0)
        {
          page = callout_marks_new ();
          g_ptr_array_add (pages->pages, page);
        }
      if (i < equipment->len
          && !add_label (pages, page, self, place, g_ptr_array_index (equipment, i), base, house, error))
        return NULL;
    }
  return g_steal_pointer (&pages);
}
