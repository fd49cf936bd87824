/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-basemap.h"

G_BEGIN_DECLS

/* Coordinates are Web Mercator on a square of 2²⁸: a quarter of a pixel of
 * zoom 18, eleven centimetres in Boston. */
#define WORLD_BITS 28
#define WORLD_SIZE (1 << WORLD_BITS)

/* The cells lines are found by are the tiles of zoom 15. */
#define CELL_BITS 13

typedef enum {
  STREET_MOTORWAY,
  STREET_TRUNK,
  STREET_PRIMARY,
  STREET_SECONDARY,
  STREET_TERTIARY,
  STREET_MINOR,
  STREET_QUIET,
  N_STREET_CLASSES
} StreetClass;

typedef struct {
  gint32 x, y;
} Spot;

typedef struct {
  gint32 x1, y1, x2, y2;   /* both ends belong to it */
} Box;

typedef struct {
  char   *name;
  Spot    spot;
  guint   weight;
  gboolean is_town;
} Place;

typedef struct {
  guint name;
  guint place;
  guint first_line;
  guint n_lines;
} Street;

typedef struct {
  guint       street;
  StreetClass street_class;
  gboolean    is_link;
  guint       first;       /* of the points */
  guint       n_points;
  Box         box;
} Line;

struct _CalloutBasemap
{
  char    *title;
  char    *attribution;
  GArray  *places;         /* Place */
  GPtrArray *names;        /* as written */
  GPtrArray *plain_names;  /* as searched for */
  GArray  *streets;        /* Street */
  GArray  *lines;          /* Line */
  GArray  *outlines;       /* Line */
  GArray  *points;         /* Spot, of lines and outlines */
  guint8  *detail;         /* of each point: the first zoom it can be seen at */
  Box      box;            /* of the lines */

  guint    cell_x, cell_y, n_columns, n_rows;
  guint   *cell_start;     /* n_columns × n_rows + 1 */
  guint   *cell_lines;

  /* made when a tile first needs them, by whichever thread draws it */
  GMutex   label_lock;
  GArray  *glyphs;         /* of all letters in the names */
  GHashTable *glyph_of;    /* character → index */
  GPtrArray  *label_sets;  /* one a zoom, the last used first */
};

#define PLACE(self, i)   (&g_array_index ((self)->places, Place, i))
#define STREET(self, i)  (&g_array_index ((self)->streets, Street, i))
#define LINE(self, i)    (&g_array_index ((self)->lines, Line, i))
#define SPOTS(self, line) (&g_array_index ((self)->points, Spot, (line)->first))
#define NAME(self, street) ((const char *) g_ptr_array_index ((self)->names, (street)->name))

static inline gboolean
boxes_meet (const Box *a,
            const Box *b)
{
  return a->x1 <= b->x2 && b->x1 <= a->x2 && a->y1 <= b->y2 && b->y1 <= a->y2;
}

void   callout_basemap_index        (CalloutBasemap     *self);
guint *callout_basemap_lines_in_box (CalloutBasemap     *self,
                                     const Box          *box,
                                     guint              *n_lines);
void   callout_basemap_to_spot      (const CalloutPoint *point,
                                     Spot               *spot);
void   callout_basemap_to_point     (const Spot         *spot,
                                     CalloutPoint       *point);
double callout_basemap_segment_distance (const Spot     *a,
                                         const Spot     *b,
                                         double          x,
                                         double          y,
                                         double         *nearest_x,
                                         double         *nearest_y);

char  *callout_basemap_plain_name   (const char         *name);

G_END_DECLS
