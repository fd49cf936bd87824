/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalloutMapCluster:
 * @x: the middle of its members on the unit square of Web Mercator
 * @y: likewise, growing south
 * @first: where its members begin in #CalloutMapClusters.members
 * @n: how many there are; 1 is a thing on its own
 */
typedef struct {
  double x;
  double y;
  guint  first;
  guint  n;
} CalloutMapCluster;

/**
 * CalloutMapClusters:
 *
 * Points that lie so near to one another that they would cover each other,
 * taken together. It depends on the points and on the radius alone, never on
 * what part of the map is shown, so nothing regroups while the map is moved.
 */
typedef struct {
  GArray *clusters; /* of CalloutMapCluster */
  GArray *members;  /* of guint: numbers of points, cluster after cluster */
} CalloutMapClusters;

CalloutMapClusters *callout_map_clusters_new    (const double       *x,
                                                 const double       *y,
                                                 const guint        *points,
                                                 guint               n_points,
                                                 double              radius);
void                callout_map_clusters_free   (CalloutMapClusters *self);
double              callout_map_clusters_spread (CalloutMapClusters *self,
                                                 guint               nth,
                                                 const double       *x,
                                                 const double       *y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutMapClusters, callout_map_clusters_free)

G_END_DECLS
