/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-cluster.h"

#include <math.h>

#define NONE G_MAXUINT

/* A cluster while it grows. Its seed, the first point, decides who belongs. */
typedef struct {
  double seed_x, seed_y;
  double sum_x, sum_y;
  guint  n;
  guint  next; /* in the same bucket */
} Growing;

typedef struct {
  double   radius;
  guint    mask;
  guint   *buckets; /* heads of chains of clusters, by the cell of their seed */
  Growing *grown;
  guint    n_grown;
} Grid;

static guint
bucket_of (const Grid *grid,
           gint64      column,
           gint64      row)
{
  guint64 hash = (guint64) column * 0x9e3779b97f4a7c15u ^ (guint64) row * 0xc2b2ae3d27d4eb4fu;

  return (guint) (hash >> 32) & grid->mask;
}

/* The nearest seed no farther than the radius: it can only be in the cell of
 * the point or in one of the eight around it. */
static guint
find_near (const Grid *grid,
           double      x,
           double      y)
{
  gint64 column = (gint64) floor (x / grid->radius);
  gint64 row = (gint64) floor (y / grid->radius);
  double best = grid->radius * grid->radius;
  guint found = NONE;

  for (gint64 r = row - 1; r <= row + 1; r++)
    for (gint64 c = column - 1; c <= column + 1; c++)
      for (guint i = grid->buckets[bucket_of (grid, c, r)]; i != NONE; i = grid->grown[i].next)
        {
          double dx = grid->grown[i].seed_x - x;
          double dy = grid->grown[i].seed_y - y;
          double square = dx * dx + dy * dy;

          if (square < best || (square == best && i < found))
            {
              best = square;
              found = i;
            }
        }
  return found;
}

static guint
plant (Grid   *grid,
       double  x,
       double  y)
{
  guint bucket = bucket_of (grid, (gint64) floor (x / grid->radius), (gint64) floor (y / grid->radius));
  guint i = grid->n_grown++;

  grid->grown[i] = (Growing) { .seed_x = x, .seed_y = y, .next = grid->buckets[bucket] };
  grid->buckets[bucket] = i;
  return i;
}

/**
 * callout_map_clusters_new:
 * @x: of all points, on the unit square
 * @y: likewise
 * @points: which of them to take, in an order that stays the same
 * @radius: how near counts as near, on the unit square; 0 or less: every point alone
 *
 * Returns: (transfer full): clusters in the order of their first points
 */
CalloutMapClusters *
callout_map_clusters_new (const double *x,
                          const double *y,
                          const guint  *points,
                          guint         n_points,
                          double        radius)
{
  CalloutMapClusters *self = g_new0 (CalloutMapClusters, 1);
  g_autofree guint *belongs = g_new (guint, MAX (n_points, 1));
  g_autofree Growing *grown = g_new (Growing, MAX (n_points, 1));
  g_autofree guint *buckets = NULL;
  Grid grid = { .radius = radius, .grown = grown };
  guint size = 16;
  guint first = 0;

  while (size < n_points * 2)
    size *= 2;
  buckets = g_new (guint, size);
  for (guint i = 0; i < size; i++)
    buckets[i] = NONE;
  grid.buckets = buckets;
  grid.mask = size - 1;

  for (guint i = 0; i < n_points; i++)
    {
      guint p = points[i];
      guint c = NONE;

      if (radius > 0)
        {
          c = find_near (&grid, x[p], y[p]);
          if (c == NONE)
            c = plant (&grid, x[p], y[p]);
        }
      else
        {
          c = grid.n_grown++;
          grown[c] = (Growing) { .next = NONE };
        }
      grown[c].sum_x += x[p];
      grown[c].sum_y += y[p];
      grown[c].n++;
      belongs[i] = c;
    }

  self->clusters = g_array_sized_new (FALSE, FALSE, sizeof (CalloutMapCluster), grid.n_grown);
  self->members = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_points);
  g_array_set_size (self->members, n_points);
  for (guint c = 0; c < grid.n_grown; c++)
    {
      CalloutMapCluster cluster = {
        .x = grown[c].sum_x / grown[c].n,
        .y = grown[c].sum_y / grown[c].n,
        .first = first,
        .n = grown[c].n,
      };

      g_array_append_val (self->clusters, cluster);
      grown[c].next = first;
      first += cluster.n;
    }
  for (guint i = 0; i < n_points; i++)
    g_array_index (self->members, guint, grown[belongs[i]].next++) = points[i];
  return self;
}

/**
 * callout_map_clusters_spread:
 *
 * How far the members of a cluster lie from its middle, on the unit square: 0
 * where all are in one place and no zoom takes them apart.
 */
double
callout_map_clusters_spread (CalloutMapClusters *self,
                             guint               nth,
                             const double       *x,
                             const double       *y)
{
  const CalloutMapCluster *cluster = &g_array_index (self->clusters, CalloutMapCluster, nth);
  double spread = 0;

  for (guint i = 0; i < cluster->n; i++)
    {
      guint p = g_array_index (self->members, guint, cluster->first + i);

      spread = MAX (spread, MAX (fabs (x[p] - cluster->x), fabs (y[p] - cluster->y)));
    }
  return spread;
}

void
callout_map_clusters_free (CalloutMapClusters *self)
{
  g_array_unref (self->clusters);
  g_array_unref (self->members);
  g_free (self);
}
