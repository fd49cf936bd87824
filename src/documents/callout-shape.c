/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-shape-private.h"

#include "callout-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <qrencode.h>
#include <string.h>

/* What a reader needs around a code, in modules. */
#define QUIET 4

#define MOST_POINTS 20000

typedef struct {
  double   x, y;
  gboolean begins; /* a new line */
} Point;

struct _CalloutShape
{
  gatomicrefcount refs;
  GArray         *points; /* of Point */
  double          width;
  double          height;
  gboolean        filled;
};

G_DEFINE_BOXED_TYPE (CalloutShape, callout_shape, callout_shape_ref, callout_shape_unref)

static CalloutShape *
shape_new (gboolean filled)
{
  CalloutShape *self = g_new0 (CalloutShape, 1);

  g_atomic_ref_count_init (&self->refs);
  self->points = g_array_new (FALSE, FALSE, sizeof (Point));
  self->filled = filled;
  return self;
}

static void
add_point (CalloutShape *self,
           double        x,
           double        y,
           gboolean      begins)
{
  Point point = { x, y, begins };

  g_array_append_val (self->points, point);
}

static gboolean
is_dark (const QRcode *code,
         int           x,
         int           y)
{
  return x >= 0 && y >= 0 && x < code->width && y < code->width && (code->data[y * code->width + x] & 1) != 0;
}

/* The four ways along a grid's lines, with the dark to the right. */
static const int steps[4][2] = { { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 } };

/* Whether an edge leaves the corner that way: dark to its right, light to its left. */
static gboolean
has_edge (const QRcode *code,
          int           x,
          int           y,
          int           way)
{
  static const int right[4][2] = { { 0, 0 }, { -1, 0 }, { -1, -1 }, { 0, -1 } };
  static const int left[4][2] = { { 0, -1 }, { 0, 0 }, { -1, 0 }, { -1, -1 } };

  return is_dark (code, x + right[way][0], y + right[way][1]) && !is_dark (code, x + left[way][0], y + left[way][1]);
}

/* Around one patch of dark, or one hole in it. */
static void
trace (CalloutShape *self,
       const QRcode *code,
       guchar       *seen,
       int           x,
       int           y,
       int           way)
{
  int side = code->width + 1;
  gboolean begins = TRUE;

  while ((seen[y * side + x] & 1 << way) == 0)
    {
      int first = way;

      add_point (self, x + QUIET, y + QUIET, begins);
      begins = FALSE;
      do
        {
          seen[y * side + x] |= (guchar) (1 << way);
          x += steps[way][0];
          y += steps[way][1];
        }
      while (has_edge (code, x, y, way) && (seen[y * side + x] & 1 << way) == 0);

      /* Where two patches touch at a corner, the sharper turn stays with its own. */
      for (int turn = 1; turn <= 3; turn += 2)
        if (has_edge (code, x, y, (first + turn) % 4))
          {
            way = (first + turn) % 4;
            break;
          }
      if (way == first)
        return;
    }
}

/**
 * callout_shape_new_code:
 *
 * A QR code as one outline, without the seams that squares side by side would
 * show, with the white around it that readers need.
 *
 * Errors: %CALLOUT_ERROR_INVALID for what is too long for a code, or empty.
 *
 * Returns: (transfer full)
 */
CalloutShape *
callout_shape_new_code (const char  *text,
                        GError     **error)
{
  g_autofree guchar *seen = NULL;
  CalloutShape *self;
  QRcode *code;

  code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  if (code == NULL)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   errno == ERANGE ? _("A text of %u letters is too long for a QR code")
                                   : _("A text of %u letters makes no QR code"), (guint) g_utf8_strlen (text, -1));
      return NULL;
    }
  self = shape_new (TRUE);
  self->width = self->height = code->width + 2 * QUIET;
  seen = g_malloc0 ((gsize) (code->width + 1) * (gsize) (code->width + 1));
  /* Every outline has an edge that goes to the right. */
  for (int y = 0; y <= code->width; y++)
    for (int x = 0; x <= code->width; x++)
      if (has_edge (code, x, y, 0) && (seen[y * (code->width + 1) + x] & 1) == 0)
        trace (self, code, seen, x, y, 0);
  QRcode_free (code);
  return self;
}

static gboolean
add_stroke (CalloutShape  *self,
            const char    *stroke,
            GError       **error)
{
  g_auto (GStrv) pairs = g_strsplit_set (stroke, " ", -1);
  gboolean begins = TRUE;

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *end = NULL;
      double x, y = 0;

      if (*pairs[i] == '\0')
        continue;
      x = g_ascii_strtod (pairs[i], &end);
      if (*end == ',')
        y = g_ascii_strtod (end + 1, &end);
      if (*end != '\0' || strchr (pairs[i], ',') == NULL || !(x >= 0 && x <= 10000) || !(y >= 0 && y <= 10000)
          || self->points->len >= MOST_POINTS)
        {
          g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                       _("A signature is strokes of points like “10,20 11,22; 30,20 31,18”, at most %d, each from 0 to 10000"),
                       MOST_POINTS);
          return FALSE;
        }
      add_point (self, x, y, begins);
      begins = FALSE;
      self->width = MAX (self->width, x + 2);
      self->height = MAX (self->height, y + 2);
    }
  return TRUE;
}

/**
 * callout_shape_new_signature:
 * @strokes: points `x,y` apart by blanks, strokes apart by semicolons
 *
 * Errors: %CALLOUT_ERROR_INVALID where it is none.
 *
 * Returns: (transfer full)
 */
CalloutShape *
callout_shape_new_signature (const char  *strokes,
                             GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (strokes, ";", -1);
  g_autoptr (CalloutShape) self = shape_new (FALSE);

  for (guint i = 0; parts[i] != NULL; i++)
    if (!add_stroke (self, g_strstrip (parts[i]), error))
      return NULL;
  if (self->points->len == 0)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("There is nothing in this signature"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

CalloutShape *
callout_shape_ref (CalloutShape *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
callout_shape_unref (CalloutShape *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->points);
  g_free (self);
}

/* In units of its own; what matters is how they stand to each other. */
double
callout_shape_get_width (CalloutShape *self)
{
  return self->width;
}

double
callout_shape_get_height (CalloutShape *self)
{
  return self->height;
}

/* Into the rectangle at the origin, in the colour that is set. */
void
callout_shape_draw (CalloutShape *self,
                    cairo_t      *cr,
                    double        width,
                    double        height)
{
  double sx = width / self->width;
  double sy = height / self->height;

  for (guint i = 0; i < self->points->len; i++)
    {
      const Point *point = &g_array_index (self->points, Point, i);

      if (point->begins && self->filled && i > 0)
        cairo_close_path (cr);
      if (point->begins)
        cairo_move_to (cr, point->x * sx, point->y * sy);
      cairo_line_to (cr, point->x * sx, point->y * sy);
    }
  if (self->filled)
    {
      cairo_close_path (cr);
      cairo_fill (cr);
      return;
    }
  cairo_set_line_width (cr, 1.1);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}
