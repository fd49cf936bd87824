/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is worked out once when a basemap is loaded, so that drawing and finding
 * touch only what matters: which lines pass through a cell, and from which zoom
 * on a point makes a difference that can be seen. */

#include "callout-basemap-private.h"

#include <math.h>
#include <string.h>

/* A point less than this many pixels off the line without it is not drawn. */
#define VISIBLE_PIXELS 0.4

typedef struct {
  guint  first, last;
  guint8 detail;
} Span;

void
callout_basemap_to_spot (const CalloutPoint *point,
                         Spot               *spot)
{
  double x, y;

  callout_mercator_project (point, &x, &y);
  spot->x = (gint32) lrint (x * WORLD_SIZE);
  spot->y = (gint32) lrint (y * WORLD_SIZE);
}

void
callout_basemap_to_point (const Spot   *spot,
                          CalloutPoint *point)
{
  callout_mercator_unproject ((double) spot->x / WORLD_SIZE, (double) spot->y / WORLD_SIZE, point);
}

/* The distance of (x, y) from a segment, in its units, and where it is reached. */
double
callout_basemap_segment_distance (const Spot *a,
                                  const Spot *b,
                                  double      x,
                                  double      y,
                                  double     *nearest_x,
                                  double     *nearest_y)
{
  double dx = (double) b->x - a->x;
  double dy = (double) b->y - a->y;
  double length = dx * dx + dy * dy;
  double along = length > 0 ? ((x - a->x) * dx + (y - a->y) * dy) / length : 0;
  double px, py;

  along = CLAMP (along, 0, 1);
  px = a->x + along * dx;
  py = a->y + along * dy;
  if (nearest_x != NULL)
    *nearest_x = px;
  if (nearest_y != NULL)
    *nearest_y = py;
  return hypot (x - px, y - py);
}

static guint8
zoom_of (double off)
{
  double pixel = off / VISIBLE_PIXELS;

  if (pixel < 1)
    return 30;
  return (guint8) CLAMP (ceil (WORLD_BITS - 8 - log2 (pixel)), 0, 30);
}

/* Douglas and Peucker's, run to its end: each point gets the zoom from which on
 * a line simplified for that zoom has it. A point is never seen before the one
 * that split its span, so the simplified lines are the ones that way of
 * simplifying would give. */
static void
weigh_points (const Spot *spots,
              guint       n,
              guint8     *detail,
              GArray     *stack)
{
  Span span = { 0, n - 1, 0 };

  detail[0] = detail[n - 1] = 0;
  g_array_set_size (stack, 0);
  g_array_append_val (stack, span);
  while (stack->len > 0)
    {
      double worst = -1;
      guint where = 0;

      span = g_array_index (stack, Span, stack->len - 1);
      g_array_set_size (stack, stack->len - 1);
      for (guint i = span.first + 1; i < span.last; i++)
        {
          double off = callout_basemap_segment_distance (&spots[span.first], &spots[span.last],
                                                         spots[i].x, spots[i].y, NULL, NULL);

          if (off > worst)
            {
              worst = off;
              where = i;
            }
        }
      if (worst < 0)
        continue;
      detail[where] = MAX (span.detail, zoom_of (worst));
      g_array_append_vals (stack, &(Span) { span.first, where, detail[where] }, 1);
      g_array_append_vals (stack, &(Span) { where, span.last, detail[where] }, 1);
    }
}

typedef void (*CellFunc) (CalloutBasemap *self,
                          guint           line,
                          guint           cell,
                          gpointer        data);

/* Calls @function once for each cell a line may pass through. */
static void
for_each_cell (CalloutBasemap *self,
               guint           index,
               guint          *mark,
               CellFunc        function,
               gpointer        data)
{
  const Line *line = LINE (self, index);
  const Spot *spots = SPOTS (self, line);

  for (guint i = 1; i < line->n_points; i++)
    {
      guint x1 = (MIN (spots[i - 1].x, spots[i].x) >> CELL_BITS) - self->cell_x;
      guint x2 = (MAX (spots[i - 1].x, spots[i].x) >> CELL_BITS) - self->cell_x;
      guint y1 = (MIN (spots[i - 1].y, spots[i].y) >> CELL_BITS) - self->cell_y;
      guint y2 = (MAX (spots[i - 1].y, spots[i].y) >> CELL_BITS) - self->cell_y;

      for (guint y = y1; y <= y2; y++)
        for (guint x = x1; x <= x2; x++)
          {
            guint cell = y * self->n_columns + x;

            if (mark[cell] == index + 1)
              continue;
            mark[cell] = index + 1;
            function (self, index, cell, data);
          }
    }
}

static void
count_cb (CalloutBasemap *self,
          guint           line,
          guint           cell,
          gpointer        data)
{
  self->cell_start[cell + 1]++;
}

static void
fill_cb (CalloutBasemap *self,
         guint           line,
         guint           cell,
         gpointer        data)
{
  guint *next = data;

  self->cell_lines[next[cell]++] = line;
}

/* A region so large that its cells would be many gets none, and is searched
 * line by line. */
static void
build_cells (CalloutBasemap *self)
{
  guint64 n_cells;
  g_autofree guint *mark = NULL;
  g_autofree guint *next = NULL;

  self->cell_x = self->box.x1 >> CELL_BITS;
  self->cell_y = self->box.y1 >> CELL_BITS;
  self->n_columns = (self->box.x2 >> CELL_BITS) - self->cell_x + 1;
  self->n_rows = (self->box.y2 >> CELL_BITS) - self->cell_y + 1;
  n_cells = (guint64) self->n_columns * self->n_rows;
  if (n_cells > 1 << 16)
    {
      self->n_columns = self->n_rows = 0;
      return;
    }

  mark = g_new0 (guint, n_cells);
  self->cell_start = g_new0 (guint, n_cells + 1);
  for (guint i = 0; i < self->lines->len; i++)
    for_each_cell (self, i, mark, count_cb, NULL);
  for (guint i = 0; i < n_cells; i++)
    self->cell_start[i + 1] += self->cell_start[i];

  memset (mark, 0, n_cells * sizeof (guint));
  next = g_memdup2 (self->cell_start, n_cells * sizeof (guint));
  self->cell_lines = g_new (guint, self->cell_start[n_cells] + 1);
  for (guint i = 0; i < self->lines->len; i++)
    for_each_cell (self, i, mark, fill_cb, next);
}

static int
compare_numbers (const void *a,
                 const void *b)
{
  guint one = *(const guint *) a, other = *(const guint *) b;

  return (one > other) - (one < other);
}

/* The cells @box covers, as columns and rows; FALSE for none. */
static gboolean
cells_of_box (CalloutBasemap *self,
              const Box      *box,
              Box            *cells)
{
  cells->x1 = MAX ((box->x1 >> CELL_BITS) - (gint32) self->cell_x, 0);
  cells->y1 = MAX ((box->y1 >> CELL_BITS) - (gint32) self->cell_y, 0);
  cells->x2 = MIN ((box->x2 >> CELL_BITS) - (gint32) self->cell_x, (gint32) self->n_columns - 1);
  cells->y2 = MIN ((box->y2 >> CELL_BITS) - (gint32) self->cell_y, (gint32) self->n_rows - 1);
  return cells->x1 <= cells->x2 && cells->y1 <= cells->y2;
}

/* The lines whose box meets @box, each once, in the order of the file. */
guint *
callout_basemap_lines_in_box (CalloutBasemap *self,
                              const Box      *box,
                              guint          *n_lines)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  guint *lines;
  guint n = 0;
  Box cells;

  if (self->n_columns == 0 || (box->x1 <= self->box.x1 && box->x2 >= self->box.x2 &&
                               box->y1 <= self->box.y1 && box->y2 >= self->box.y2))
    {
      for (guint i = 0; i < self->lines->len; i++)
        g_array_append_val (found, i);
    }
  else if (cells_of_box (self, box, &cells))
    {
      for (gint32 y = cells.y1; y <= cells.y2; y++)
        {
          guint first = self->cell_start[y * self->n_columns + cells.x1];
          guint end = self->cell_start[y * self->n_columns + cells.x2 + 1];

          g_array_append_vals (found, self->cell_lines + first, end - first);
        }
      if (cells.x1 != cells.x2 || cells.y1 != cells.y2)
        g_array_sort (found, compare_numbers);
    }

  lines = (guint *) found->data;
  for (guint i = 0; i < found->len; i++)
    if ((n == 0 || lines[n - 1] != lines[i]) && boxes_meet (&LINE (self, lines[i])->box, box))
      lines[n++] = lines[i];
  *n_lines = n;
  return (guint *) g_array_free (g_steal_pointer (&found), FALSE);
}

void
callout_basemap_index (CalloutBasemap *self)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Span));

  self->detail = g_new (guint8, self->points->len);
  for (guint i = 0; i < self->lines->len; i++)
    weigh_points (SPOTS (self, LINE (self, i)), LINE (self, i)->n_points,
                  self->detail + LINE (self, i)->first, stack);
  for (guint i = 0; i < self->outlines->len; i++)
    {
      const Line *line = &g_array_index (self->outlines, Line, i);

      weigh_points (SPOTS (self, line), line->n_points, self->detail + line->first, stack);
    }
  build_cells (self);
  for (guint i = 0; i < self->names->len; i++)
    g_ptr_array_add (self->plain_names,
                     callout_basemap_plain_name (g_ptr_array_index (self->names, i)));
}

/**
 * callout_basemap_nearest_street:
 * @point: where one stands
 * @radius_m: how far to look, in metres, at most some kilometres
 * @distance_m: (out) (optional): how far it is
 *
 * The name of the nearest street, as to say where a position is.
 *
 * Returns: (transfer full) (nullable): the name; %NULL when there is none so near
 */
char *
callout_basemap_nearest_street (CalloutBasemap     *self,
                                const CalloutPoint *point,
                                double              radius_m,
                                double             *distance_m)
{
  g_autofree guint *lines = NULL;
  double metres, reach, best;
  const Line *nearest = NULL;
  Spot spot;
  guint n_lines;
  Box box;

  g_return_val_if_fail (self != NULL && point != NULL, NULL);

  if (!callout_point_is_valid (point))
    return NULL;
  callout_basemap_to_spot (point, &spot);
  metres = callout_mercator_metres_per_pixel (point->latitude, WORLD_BITS - 8, 256);
  reach = CLAMP (radius_m / metres, 0, WORLD_SIZE / 4);
  box = (Box) {
    (gint32) (spot.x - reach), (gint32) (spot.y - reach),
    (gint32) (spot.x + reach), (gint32) (spot.y + reach),
  };
  best = reach;
  lines = callout_basemap_lines_in_box (self, &box, &n_lines);
  for (guint i = 0; i < n_lines; i++)
    {
      const Line *line = LINE (self, lines[i]);
      const Spot *spots = SPOTS (self, line);

      for (guint j = 1; j < line->n_points; j++)
        {
          double off = callout_basemap_segment_distance (&spots[j - 1], &spots[j],
                                                         spot.x, spot.y, NULL, NULL);

          if (off <= best)
            {
              best = off;
              nearest = line;
            }
        }
    }

  if (nearest == NULL)
    return NULL;
  if (distance_m != NULL)
    *distance_m = best * metres;
  return g_strdup (NAME (self, STREET (self, nearest->street)));
}
