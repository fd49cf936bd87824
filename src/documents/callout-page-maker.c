/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-page-maker-private.h"

#include <string.h>

/* Rows of more lines than this may go on on the next page, with three lines on
 * either side. */
#define WHOLE_LINES 14
#define TOGETHER 3

#define GUTTER 14.0

static void
strip_clear (gpointer data)
{
  g_free (((CalloutStrip *) data)->waypoint);
}

/**
 * callout_page_maker_new:
 * @paper: copied
 * @about: copied
 */
CalloutPageMaker *
callout_page_maker_new (const CalloutPaper *paper,
                        const CalloutAbout *about)
{
  CalloutPageMaker *self = g_new0 (CalloutPageMaker, 1);

  self->pages = callout_pages_new (paper);
  self->pages->title = g_strdup (about->title);
  self->pages->author = g_strdup (about->author);
  self->pages->subject = g_strdup (about->subject);
  self->pages->keywords = g_strdup (about->keywords);
  self->pages->created = about->created;
  self->running = g_strdup (about->running);
  self->banner = g_strdup (about->banner);
  self->footer = g_strdup (about->footer);
  self->marks = callout_marks_new ();
  self->strips = g_array_new (FALSE, TRUE, sizeof (CalloutStrip));
  g_array_set_clear_func (self->strips, strip_clear);
  self->heads = g_array_new (FALSE, FALSE, sizeof (CalloutHead));
  self->left = paper->left;
  self->width = paper->width - paper->left - paper->right;
  return self;
}

void
callout_page_maker_free (CalloutPageMaker *self)
{
  g_clear_pointer (&self->pages, callout_pages_unref);
  g_array_unref (self->marks);
  g_array_unref (self->strips);
  g_array_unref (self->heads);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_free (self->columns);
  g_free (self->running);
  g_free (self->banner);
  g_free (self->footer);
  g_free (self);
}

/**
 * callout_page_maker_finish:
 *
 * Returns: (transfer full): one page at least; nothing may be added afterwards
 */
CalloutPages *
callout_page_maker_finish (CalloutPageMaker *self)
{
  callout_page_maker_break (self);
  return callout_pages_ref (self->pages);
}

CalloutNode *
callout_page_maker_node (CalloutPageMaker *self,
                         const char       *name,
                         CalloutNode      *parent)
{
  CalloutNode *node = g_new0 (CalloutNode, 1);

  node->name = name;
  node->parent = parent;
  node->depth = parent != NULL ? parent->depth + 1 : 0;
  g_ptr_array_add (self->pages->nodes, node);
  return node;
}

/* The strip that marks go to from now on. */
CalloutStrip *
callout_page_maker_strip (CalloutPageMaker *self,
                          double            gap,
                          double            height)
{
  CalloutStrip strip = { self->marks->len, 0, gap, height, FALSE, self->head };

  g_array_append_val (self->strips, strip);
  return &g_array_index (self->strips, CalloutStrip, self->strips->len - 1);
}

/* @mark: (transfer full): what it draws */
void
callout_page_maker_mark (CalloutPageMaker *self,
                         CalloutMark       mark)
{
  g_array_append_val (self->marks, mark);
  g_array_index (self->strips, CalloutStrip, self->strips->len - 1).n_marks++;
}

const char *
callout_page_maker_link (CalloutPageMaker *self,
                         const char       *link)
{
  return link != NULL && *link != '\0' ? g_string_chunk_insert_const (self->pages->links, link) : NULL;
}

static void
mark_line (CalloutPageMaker     *self,
           const CalloutRowCell *cell,
           CalloutTextLine      *line,
           double                y,
           guint                 row,
           guint                 number)
{
  CalloutMark mark = { CALLOUT_MARK_LINE_OF_TEXT, cell->x, y, line->width, .node = cell->node, .link = cell->link };

  if (cell->to_end || (cell->prose && line->from_right))
    mark.x = cell->x + cell->width - line->width;
  mark.what = callout_text_line_ref (line);
  mark.row = row;
  mark.cell = number;
  callout_page_maker_mark (self, mark);
}

static void
measure_lines (const CalloutRowCell *cells,
               guint                 n_cells,
               guint                 k,
               double               *ascent,
               double               *height)
{
  double below = 0;

  *ascent = 0;
  for (guint i = 0; i < n_cells; i++)
    if (k < cells[i].lines->len)
      {
        CalloutTextLine *line = g_ptr_array_index (cells[i].lines, k);

        *ascent = MAX (*ascent, line->ascent);
        below = MAX (below, line->height - line->ascent);
      }
  *height = *ascent + below;
}

static gboolean
is_kept (guint k,
         guint n_lines)
{
  return n_lines <= WHOLE_LINES || k + 1 < TOGETHER || (k + 1 < n_lines && n_lines - k - 1 < TOGETHER);
}

/**
 * callout_page_maker_row:
 *
 * Cells side by side, a strip for each of their lines.
 */
void
callout_page_maker_row (CalloutPageMaker     *self,
                        CalloutRowCell       *cells,
                        guint                 n_cells,
                        const CalloutRowLook *look)
{
  guint row = ++self->n_rows;
  guint n_lines = 1;

  for (guint i = 0; i < n_cells; i++)
    n_lines = MAX (n_lines, cells[i].lines->len);
  for (guint k = 0; k < n_lines; k++)
    {
      gboolean last = k + 1 == n_lines;
      double above = k == 0 ? look->above : 0;
      double below = last ? look->below : 0;
      double ascent, height;
      CalloutStrip *strip;

      measure_lines (cells, n_cells, k, &ascent, &height);
      height += above + below;
      strip = callout_page_maker_strip (self, k == 0 ? look->gap : 0, height);
      strip->keep = last ? look->keep : is_kept (k, n_lines);
      if (look->shade)
        callout_page_maker_mark (self, (CalloutMark) { CALLOUT_MARK_BOX, self->left, 0, self->width, height, callout_ink_shade });
      for (guint i = 0; i < n_cells; i++)
        if (k < cells[i].lines->len)
          mark_line (self, &cells[i], g_ptr_array_index (cells[i].lines, k), above + ascent, row, i + 1);
      if (look->rule && last)
        callout_page_maker_mark (self, (CalloutMark) { CALLOUT_MARK_RULE, self->left, height, self->width, 0, callout_ink_rule });
    }
}

/* One text of its own, a strip a line. */
static void
add_lines (CalloutPageMaker *self,
           CalloutTextStyle  style,
           const char       *text,
           double            width,
           const char       *tag,
           gboolean          keep,
           double            gap)
{
  g_autoptr (GPtrArray) lines = callout_press_shape (style, 0, text, width, 0);
  CalloutRowCell cell = { self->left, width, lines, FALSE, TRUE, callout_page_maker_node (self, tag, NULL) };
  CalloutRowLook look = { gap, .keep = keep };

  callout_page_maker_row (self, &cell, 1, &look);
}

void
callout_page_maker_add_space (CalloutPageMaker *self,
                              double            height)
{
  callout_page_maker_strip (self, height, 0);
}

static void
mark_lines (CalloutPageMaker *self,
            GPtrArray        *lines,
            CalloutNode      *node,
            double            x,
            double            y)
{
  for (guint i = 0; i < lines->len; i++)
    {
      CalloutTextLine *line = g_ptr_array_index (lines, i);
      CalloutMark mark = { CALLOUT_MARK_LINE_OF_TEXT, x, y + line->ascent, line->width, .node = node };

      mark.what = callout_text_line_ref (line);
      callout_page_maker_mark (self, mark);
      y += line->height;
    }
}

static double
height_of (GPtrArray *lines)
{
  double height = 0;

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    height += ((CalloutTextLine *) g_ptr_array_index (lines, i))->height;
  return height;
}

/* As large as it may be within a box. */
static void
fit (double  width,
     double  height,
     double  most_width,
     double  most_height,
     double *fit_width,
     double *fit_height)
{
  double scale = MIN (most_width / MAX (width, 1), most_height / MAX (height, 1));

  *fit_width = width * scale;
  *fit_height = height * scale;
}

static void
mark_picture (CalloutPageMaker *self,
              CalloutPlate   *picture,
              CalloutNode      *node,
              double            x,
              double            y,
              double            width,
              double            height)
{
  CalloutMark mark = { CALLOUT_MARK_PICTURE, x, y, width, height, callout_ink_text, .node = node };

  mark.what = callout_plate_ref (picture);
  callout_page_maker_mark (self, mark);
}

static void
mark_shape (CalloutPageMaker *self,
            CalloutShape     *shape,
            CalloutNode      *node,
            double            x,
            double            y,
            double            width,
            double            height,
            const char       *link)
{
  /* Readers want black. */
  CalloutMark mark = { CALLOUT_MARK_SHAPE, x, y, width, height, { 0, 0, 0 }, .node = node };

  mark.what = callout_shape_ref (shape);
  mark.link = callout_page_maker_link (self, link);
  callout_page_maker_mark (self, mark);
}

/**
 * callout_page_maker_add_letterhead:
 *
 * Who hands the document out: the name and its lines at the left, the logo at
 * the right.
 */
void
callout_page_maker_add_letterhead (CalloutPageMaker   *self,
                                   const CalloutHouse *house)
{
  double room = self->width * (house->logo != NULL ? 0.62 : 1);
  g_autoptr (GPtrArray) name = callout_press_shape (CALLOUT_TEXT_HOUSE, 0, house->name, room, 2);
  g_autoptr (GPtrArray) lines = NULL;
  CalloutNode *node = callout_page_maker_node (self, "P", NULL);
  double logo_width = 0, logo_height = 0, height;

  if (house->lines != NULL && *house->lines != '\0')
    lines = callout_press_shape (CALLOUT_TEXT_SMALL, 0, house->lines, room, 0);
  if (house->logo != NULL)
    fit (callout_plate_get_width (house->logo), callout_plate_get_height (house->logo), self->width * 0.34, 44,
         &logo_width, &logo_height);
  height = MAX (height_of (name) + height_of (lines), logo_height);
  callout_page_maker_strip (self, 0, height + 8);
  mark_lines (self, name, node, self->left, 0);
  if (lines != NULL)
    mark_lines (self, lines, node, self->left, height_of (name));
  if (house->logo != NULL)
    mark_picture (self, house->logo, callout_page_maker_node (self, "Figure", NULL), self->left + self->width - logo_width, 0,
                  logo_width, logo_height);
  callout_page_maker_mark (self, (CalloutMark) { CALLOUT_MARK_RULE, self->left, height + 7, self->width, 0, callout_ink_accent });
}

/**
 * callout_page_maker_add_title:
 * @above: (nullable): what kind of document it is
 * @code: (nullable): stands at the right
 * @link: (nullable): what the code says
 */
void
callout_page_maker_add_title (CalloutPageMaker *self,
                              const char       *above,
                              const char       *title,
                              CalloutShape     *code,
                              const char       *link)
{
  double side = code != NULL ? 62 : 0;
  double room = self->width - (code != NULL ? side + GUTTER : 0);
  g_autoptr (GPtrArray) kind = NULL;
  g_autoptr (GPtrArray) lines = callout_press_shape (CALLOUT_TEXT_TITLE, 0, title, room, 0);
  CalloutStrip *strip;
  double height;

  /* A title of thousands of letters is text that somebody put into the wrong field. */
  if (lines->len > 4)
    {
      g_ptr_array_unref (lines);
      lines = callout_press_shape (CALLOUT_TEXT_SUBHEADING, 0, title, room, 0);
    }
  if (lines->len > 20)
    {
      g_ptr_array_unref (lines);
      lines = callout_press_shape (CALLOUT_TEXT_SUBHEADING, 0, title, room, 20);
    }
  if (above != NULL)
    kind = callout_press_shape (CALLOUT_TEXT_BODY, 0, above, room, 1);
  height = height_of (kind) + height_of (lines);
  strip = callout_page_maker_strip (self, 10, MAX (height, side));
  strip->keep = TRUE;
  strip->waypoint = g_strdup (title);
  if (kind != NULL)
    mark_lines (self, kind, callout_page_maker_node (self, "P", NULL), self->left, 0);
  mark_lines (self, lines, callout_page_maker_node (self, "H1", NULL), self->left, height_of (kind));
  if (code != NULL)
    mark_shape (self, code, callout_page_maker_node (self, "Figure", NULL), self->left + self->width - side, 0, side, side, link);
}

/**
 * callout_page_maker_add_heading:
 * @level: 1 for a chapter, 2 within one; both stand in the outline
 */
void
callout_page_maker_add_heading (CalloutPageMaker *self,
                                guint             level,
                                const char       *text)
{
  guint first = self->strips->len;
  CalloutStrip *strip;

  add_lines (self, level == 1 ? CALLOUT_TEXT_HEADING : CALLOUT_TEXT_SUBHEADING, text, self->width,
             level == 1 ? "H2" : "H3", TRUE, level == 1 ? 18 : 11);
  strip = &g_array_index (self->strips, CalloutStrip, first);
  strip->waypoint = g_strdup (text);
  strip->level = level;
  callout_page_maker_strip (self, 0, level == 1 ? 3 : 1)->keep = TRUE;
}

/**
 * callout_page_maker_add_text:
 *
 * A text of any length; line breaks in it are kept.
 */
void
callout_page_maker_add_text (CalloutPageMaker *self,
                             CalloutTextStyle  style,
                             const char       *text)
{
  add_lines (self, style, text, self->width, "P", FALSE, 3);
}

static void
append_lines (GPtrArray        *lines,
              CalloutTextStyle  style,
              const char       *text,
              double            width)
{
  g_autoptr (GPtrArray) more = callout_press_shape (style, 0, text, width, 0);

  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (lines, callout_text_line_ref (g_ptr_array_index (more, i)));
}

/**
 * callout_page_maker_add_facts:
 * @columns: how many stand side by side
 *
 * What is known, each with what it is called above it. Facts without a value
 * are left out.
 */
void
callout_page_maker_add_facts (CalloutPageMaker  *self,
                              const CalloutFact *facts,
                              guint              n_facts,
                              guint              columns)
{
  g_autofree CalloutRowCell *cells = g_new0 (CalloutRowCell, columns);
  double width = (self->width - GUTTER * (columns - 1)) / columns;
  CalloutRowLook look = { 5 };
  guint n = 0;

  for (guint i = 0; i < n_facts; i++)
    {
      CalloutRowCell *cell = &cells[n];

      if (facts[i].value != NULL && *facts[i].value != '\0')
        {
          *cell = (CalloutRowCell) { self->left + n * (width + GUTTER), width };
          cell->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_text_line_unref);
          cell->node = callout_page_maker_node (self, "P", NULL);
          cell->link = callout_page_maker_link (self, facts[i].link);
          append_lines (cell->lines, CALLOUT_TEXT_LABEL, facts[i].label, width);
          append_lines (cell->lines, cell->link != NULL ? CALLOUT_TEXT_LINK : CALLOUT_TEXT_BODY, facts[i].value, width);
          n++;
        }
      if (n > 0 && (n == columns || i + 1 == n_facts))
        {
          callout_page_maker_row (self, cells, n, &look);
          for (guint k = 0; k < n; k++)
            g_clear_pointer (&cells[k].lines, g_ptr_array_unref);
          n = 0;
        }
    }
}

/**
 * callout_page_maker_add_parties:
 *
 * Whom the document is for and by, side by side.
 */
void
callout_page_maker_add_parties (CalloutPageMaker   *self,
                                const CalloutParty *parties,
                                guint               n_parties)
{
  g_autofree CalloutRowCell *cells = g_new0 (CalloutRowCell, n_parties);
  double width = (self->width - GUTTER * (n_parties - 1)) / n_parties;
  CalloutRowLook look = { 12, .below = 4 };

  for (guint i = 0; i < n_parties; i++)
    {
      cells[i] = (CalloutRowCell) { self->left + i * (width + GUTTER), width };
      cells[i].lines = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_text_line_unref);
      cells[i].node = callout_page_maker_node (self, "P", NULL);
      append_lines (cells[i].lines, CALLOUT_TEXT_LABEL, parties[i].role, width);
      append_lines (cells[i].lines, CALLOUT_TEXT_STRONG, parties[i].name, width);
      if (parties[i].lines != NULL && *parties[i].lines != '\0')
        append_lines (cells[i].lines, CALLOUT_TEXT_BODY, parties[i].lines, width);
    }
  callout_page_maker_row (self, cells, n_parties, &look);
  for (guint i = 0; i < n_parties; i++)
    g_ptr_array_unref (cells[i].lines);
}

static GPtrArray *
shape_cell (const CalloutPageCell *cell,
            double                 width)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_text_line_unref);

  if (cell->text != NULL && *cell->text != '\0')
    append_lines (lines, cell->link != NULL ? CALLOUT_TEXT_LINK : cell->style, cell->text, width);
  if (cell->note != NULL && *cell->note != '\0')
    append_lines (lines, CALLOUT_TEXT_SMALL, cell->note, width);
  return lines;
}

/**
 * callout_page_maker_add_entry:
 * @side: when and by whom
 * @main: what
 * @figures: (array length=n_figures): below it
 *
 * An entry of a record.
 */
void
callout_page_maker_add_entry (CalloutPageMaker      *self,
                              const CalloutPageCell *side,
                              const CalloutPageCell *main,
                              const CalloutFigure   *figures,
                              guint                  n_figures)
{
  double aside = self->width * 0.25;
  double indent = aside + GUTTER;
  g_autoptr (GPtrArray) left = shape_cell (side, aside);
  g_autoptr (GPtrArray) right = shape_cell (main, self->width - indent);
  CalloutRowCell cells[] = {
    { self->left, aside, left, FALSE, FALSE, callout_page_maker_node (self, "P", NULL) },
    { self->left + indent, self->width - indent, right, FALSE, TRUE, callout_page_maker_node (self, "P", NULL),
      callout_page_maker_link (self, main->link) },
  };
  CalloutRowLook look = { 0, 4, 4, n_figures == 0, FALSE, n_figures > 0 };

  callout_page_maker_row (self, cells, G_N_ELEMENTS (cells), &look);
  if (n_figures > 0)
    callout_page_maker_add_figures (self, figures, n_figures, indent);
  if (n_figures > 0)
    {
      callout_page_maker_strip (self, 0, 4);
      callout_page_maker_mark (self, (CalloutMark) { CALLOUT_MARK_RULE, self->left, 4, self->width, 0, callout_ink_rule });
    }
}

static void
add_figure_row (CalloutPageMaker    *self,
                const CalloutFigure *figures,
                guint                n_figures,
                double               x,
                double               width)
{
  double most_height = 0;
  double captions = 0;
  GPtrArray *texts[3] = { NULL };

  for (guint i = 0; i < n_figures; i++)
    {
      double w, h;

      fit (callout_plate_get_width (figures[i].picture), callout_plate_get_height (figures[i].picture), width, 130, &w, &h);
      most_height = MAX (most_height, h);
      if (figures[i].caption != NULL)
        texts[i] = callout_press_shape (CALLOUT_TEXT_LABEL, 0, figures[i].caption, width, 2);
      captions = MAX (captions, height_of (texts[i]));
    }
  callout_page_maker_strip (self, 4, most_height + captions + 3);
  for (guint i = 0; i < n_figures; i++)
    {
      double left = x + i * (width + GUTTER);
      double w, h;

      fit (callout_plate_get_width (figures[i].picture), callout_plate_get_height (figures[i].picture), width, 130, &w, &h);
      mark_picture (self, figures[i].picture, callout_page_maker_node (self, "Figure", NULL), left, 0, w, h);
      if (texts[i] != NULL)
        mark_lines (self, texts[i], callout_page_maker_node (self, "P", NULL), left, most_height + 2);
      g_clear_pointer (&texts[i], g_ptr_array_unref);
    }
}

/**
 * callout_page_maker_add_figures:
 * @indent: points
 *
 * Pictures side by side, three at most, none torn from its caption.
 */
void
callout_page_maker_add_figures (CalloutPageMaker    *self,
                                const CalloutFigure *figures,
                                guint                n_figures,
                                double               indent)
{
  double room = self->width - indent;
  double width = (room - 2 * GUTTER) / 3;

  for (guint i = 0; i < n_figures; i += 3)
    add_figure_row (self, figures + i, MIN (3, n_figures - i), self->left + indent, width);
}

/**
 * callout_page_maker_add_signature:
 * @strokes: (nullable): drawn
 * @picture: (nullable): or a picture of it
 *
 * Who agreed, above a line with the name and the time below.
 */
void
callout_page_maker_add_signature (CalloutPageMaker *self,
                                  const char       *role,
                                  const char       *name,
                                  const char       *when,
                                  CalloutShape     *strokes,
                                  CalloutPlate   *picture)
{
  double width = self->width * 0.45;
  double drawn = strokes != NULL || picture != NULL ? 46 : 6;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_text_line_unref);
  g_autoptr (GPtrArray) above = callout_press_shape (CALLOUT_TEXT_LABEL, 0, role, width, 2);
  CalloutNode *node = callout_page_maker_node (self, "P", NULL);
  CalloutNode *figure;
  double top = height_of (above);
  double w, h;

  append_lines (lines, CALLOUT_TEXT_STRONG, name, width);
  if (when != NULL)
    append_lines (lines, CALLOUT_TEXT_SMALL, when, width);
  callout_page_maker_strip (self, 12, top + drawn + 4 + height_of (lines));
  mark_lines (self, above, node, self->left, 0);
  if (strokes != NULL || picture != NULL)
    figure = callout_page_maker_node (self, "Figure", NULL);
  if (strokes != NULL)
    {
      fit (callout_shape_get_width (strokes), callout_shape_get_height (strokes), width, drawn - 6, &w, &h);
      mark_shape (self, strokes, figure, self->left + 4, top + drawn - 3 - h, w, h, NULL);
    }
  else if (picture != NULL)
    {
      fit (callout_plate_get_width (picture), callout_plate_get_height (picture), width, drawn - 6, &w, &h);
      mark_picture (self, picture, figure, self->left + 4, top + drawn - 3 - h, w, h);
    }
  callout_page_maker_mark (self, (CalloutMark) { CALLOUT_MARK_RULE, self->left, top + drawn, width, 0, callout_ink_faint });
  mark_lines (self, lines, callout_page_maker_node (self, "P", NULL), self->left, top + drawn + 3);
}
