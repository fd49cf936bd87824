/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-page-maker-private.h"

/*
 * Tables. Columns of figures are as wide as their widest, those of text share
 * what is left, so rows wait until the last one is there.
 */

#define GAP 10.0

/* Between a row's ends and what is in it. */
#define INSET 4.0

/* No column of figures takes more, whatever is in it. */
#define MOST_SHARE 0.24

typedef struct {
  GPtrArray        *lines; /* (nullable): until the width is known */
  char             *text;
  char             *note;
  CalloutTextStyle  style;
  const char       *link;
} WaitingCell;

static void
waiting_cell_free (gpointer data)
{
  WaitingCell *cell = data;

  g_clear_pointer (&cell->lines, g_ptr_array_unref);
  g_free (cell->text);
  g_free (cell->note);
  g_free (cell);
}

/**
 * callout_page_maker_begin_table:
 * @columns: copied; their titles must stay until the table's end
 */
void
callout_page_maker_begin_table (CalloutPageMaker        *self,
                                const CalloutPageColumn *columns,
                                guint                    n_columns)
{
  g_return_if_fail (self->cells == NULL);

  self->columns = g_memdup2 (columns, sizeof *columns * n_columns);
  self->n_columns = n_columns;
  self->cells = g_ptr_array_new_with_free_func (waiting_cell_free);
}

/**
 * callout_page_maker_add_row:
 * @cells: one for each column; copied
 */
void
callout_page_maker_add_row (CalloutPageMaker      *self,
                            const CalloutPageCell *cells)
{
  g_return_if_fail (self->cells != NULL);

  for (guint i = 0; i < self->n_columns; i++)
    {
      WaitingCell *cell = g_new0 (WaitingCell, 1);

      cell->text = g_strdup (cells[i].text != NULL ? cells[i].text : "");
      cell->note = cells[i].note != NULL && *cells[i].note != '\0' ? g_strdup (cells[i].note) : NULL;
      cell->link = callout_page_maker_link (self, cells[i].link);
      cell->style = cell->link != NULL ? CALLOUT_TEXT_LINK : cells[i].style;
      g_ptr_array_add (self->cells, cell);
    }
}

static double
get_widest (GPtrArray *lines)
{
  double widest = 0;

  for (guint i = 0; i < lines->len; i++)
    widest = MAX (widest, ((CalloutTextLine *) g_ptr_array_index (lines, i))->width);
  return widest;
}

static void
shape (WaitingCell *cell,
       double       width)
{
  cell->lines = callout_press_shape (cell->style, 0, cell->text, width, 0);
  if (cell->note != NULL)
    {
      g_autoptr (GPtrArray) note = callout_press_shape (CALLOUT_TEXT_SMALL, 0, cell->note, width, 0);

      for (guint i = 0; i < note->len; i++)
        g_ptr_array_add (cell->lines, callout_text_line_ref (g_ptr_array_index (note, i)));
    }
}

/* Shapes a column as wide as it wants to be; what fits is shaped for good. */
static double
measure_column (CalloutPageMaker *self,
                guint             column,
                double            most)
{
  g_autoptr (GPtrArray) title = callout_press_shape (CALLOUT_TEXT_LABEL, 0, self->columns[column].title, 0, 0);
  double width = MIN (get_widest (title), most);

  for (guint i = column; i < self->cells->len; i += self->n_columns)
    {
      WaitingCell *cell = g_ptr_array_index (self->cells, i);

      shape (cell, 0);
      width = MAX (width, get_widest (cell->lines));
      if (width > most)
        break;
    }
  if (width <= most)
    return width + 0.1;
  for (guint i = column; i < self->cells->len; i += self->n_columns)
    g_clear_pointer (&((WaitingCell *) g_ptr_array_index (self->cells, i))->lines, g_ptr_array_unref);
  return most;
}

static double *
measure (CalloutPageMaker *self)
{
  double *widths = g_new0 (double, self->n_columns);
  double left = self->width - 2 * INSET - GAP * (self->n_columns - 1);
  double shares = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      shares += self->columns[i].share;
      if (self->columns[i].share <= 0)
        left -= widths[i] = measure_column (self, i, self->width * MOST_SHARE);
    }
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].share > 0)
      widths[i] = left * self->columns[i].share / shares;
  return widths;
}

static void
add_head (CalloutPageMaker *self,
          const double     *widths,
          CalloutNode      *table)
{
  g_autofree CalloutRowCell *cells = g_new0 (CalloutRowCell, self->n_columns);
  CalloutHead head = { self->strips->len };
  CalloutNode *row = callout_page_maker_node (self, "TR", table);
  CalloutRowLook look = { 5, 2.5, 2.5, TRUE, TRUE, TRUE };
  double x = self->left + INSET;

  self->head = self->heads->len + 1;
  for (guint i = 0; i < self->n_columns; i++)
    {
      cells[i] = (CalloutRowCell) { x, widths[i], callout_press_shape (CALLOUT_TEXT_LABEL, 0, self->columns[i].title, widths[i], 0),
                                    self->columns[i].figures, FALSE, callout_page_maker_node (self, "TH", row) };
      x += widths[i] + GAP;
    }
  callout_page_maker_row (self, cells, self->n_columns, &look);
  for (guint i = 0; i < self->n_columns; i++)
    g_ptr_array_unref (cells[i].lines);
  head.n_strips = self->strips->len - head.first_strip;
  g_array_append_val (self->heads, head);
}

static void
add_waiting_row (CalloutPageMaker *self,
                 guint             first,
                 const double     *widths,
                 CalloutNode      *table,
                 gboolean          keep)
{
  g_autofree CalloutRowCell *cells = g_new0 (CalloutRowCell, self->n_columns);
  CalloutNode *row = callout_page_maker_node (self, "TR", table);
  CalloutRowLook look = { 0, 2.5, 2.5, TRUE, FALSE, keep };
  double x = self->left + INSET;

  for (guint i = 0; i < self->n_columns; i++)
    {
      WaitingCell *waiting = g_ptr_array_index (self->cells, first + i);

      if (waiting->lines == NULL)
        shape (waiting, widths[i]);
      cells[i] = (CalloutRowCell) { x, widths[i], waiting->lines, self->columns[i].figures, FALSE,
                                    callout_page_maker_node (self, "TD", row), waiting->link };
      x += widths[i] + GAP;
    }
  callout_page_maker_row (self, cells, self->n_columns, &look);
}

static void
add_total (CalloutPageMaker   *self,
           const CalloutTotal *total,
           CalloutNode        *table,
           gboolean            first,
           gboolean            keep)
{
  CalloutTextStyle style = total->strong ? CALLOUT_TEXT_STRONG : CALLOUT_TEXT_BODY;
  CalloutNode *row = callout_page_maker_node (self, "TR", table);
  double amount = self->width * 0.24;
  double label = self->width * 0.4;
  double x = self->left + self->width - INSET - amount;
  g_autoptr (GPtrArray) labels = callout_press_shape (style, 0, total->label, label, 0);
  g_autoptr (GPtrArray) amounts = callout_press_shape (style, 0, total->amount, amount, 0);
  CalloutRowCell cells[] = {
    { x - GAP - label, label, labels, TRUE, FALSE, callout_page_maker_node (self, "TD", row) },
    { x, amount, amounts, TRUE, FALSE, callout_page_maker_node (self, "TD", row) },
  };
  CalloutRowLook look = { first ? 3 : 0, 1.5, 1.5, FALSE, FALSE, keep };

  callout_page_maker_row (self, cells, G_N_ELEMENTS (cells), &look);
  if (total->strong)
    callout_page_maker_mark (self, (CalloutMark) { CALLOUT_MARK_RULE, x - GAP - label * 0.6, 0,
                                                   amount + GAP + label * 0.6 + INSET, 0, callout_ink_faint });
}

/**
 * callout_page_maker_end_table:
 * @totals: (array length=n_totals): below it, never without its last row
 */
void
callout_page_maker_end_table (CalloutPageMaker   *self,
                              const CalloutTotal *totals,
                              guint               n_totals)
{
  g_autofree double *widths = NULL;
  CalloutNode *table = callout_page_maker_node (self, "Table", NULL);

  g_return_if_fail (self->cells != NULL);

  widths = measure (self);
  add_head (self, widths, table);
  for (guint i = 0; i < self->cells->len; i += self->n_columns)
    add_waiting_row (self, i, widths, table, n_totals > 0 && i + self->n_columns >= self->cells->len);
  self->head = 0;
  for (guint i = 0; i < n_totals; i++)
    add_total (self, &totals[i], table, i == 0, i + 1 < n_totals);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_free);
}
