/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-cluster.h"

#include <math.h>

#define N 10000

static double x[N], y[N];
static guint  all[N];

static void
scatter (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < N; i++)
    {
      /* Half of them crowd in one place, as they do in a city. */
      double extent = i % 2 ? 0.001 : 0.02;

      x[i] = 0.3 + g_rand_double_range (rand, -extent, extent);
      y[i] = 0.37 + g_rand_double_range (rand, -extent, extent);
      all[i] = i;
    }
}

static const CalloutMapCluster *
nth (CalloutMapClusters *clusters,
     guint               n)
{
  return &g_array_index (clusters->clusters, CalloutMapCluster, n);
}

static guint
member (CalloutMapClusters *clusters,
        guint               n)
{
  return g_array_index (clusters->members, guint, n);
}

static void
test_every_point_once (void)
{
  g_autoptr (CalloutMapClusters) clusters = callout_map_clusters_new (x, y, all, N, 0.0005);
  g_autofree guint8 *seen = g_new0 (guint8, N);
  guint sum = 0;

  for (guint c = 0; c < clusters->clusters->len; c++)
    {
      g_assert_cmpuint (nth (clusters, c)->first, ==, sum);
      g_assert_cmpuint (nth (clusters, c)->n, >, 0);
      for (guint i = 0; i < nth (clusters, c)->n; i++)
        seen[member (clusters, sum + i)]++;
      sum += nth (clusters, c)->n;
    }
  g_assert_cmpuint (sum, ==, N);
  for (guint i = 0; i < N; i++)
    g_assert_cmpuint (seen[i], ==, 1);
}

static void
test_who_belongs (void)
{
  double radius = 0.0005;
  g_autoptr (CalloutMapClusters) clusters = callout_map_clusters_new (x, y, all, N, radius);

  /* Against the plain rule: a seed is alone in its radius among the seeds, and
   * everybody is within the radius of their seed. */
  for (guint c = 0; c < clusters->clusters->len; c++)
    {
      guint seed = member (clusters, nth (clusters, c)->first);

      for (guint i = 0; i < nth (clusters, c)->n; i++)
        {
          guint p = member (clusters, nth (clusters, c)->first + i);

          g_assert_cmpfloat (hypot (x[p] - x[seed], y[p] - y[seed]), <=, radius);
        }
      for (guint d = 0; d < c; d++)
        {
          guint other = member (clusters, nth (clusters, d)->first);

          g_assert_cmpfloat (hypot (x[other] - x[seed], y[other] - y[seed]), >=, radius);
        }
    }
}

static void
test_same_again (void)
{
  g_autoptr (CalloutMapClusters) one = callout_map_clusters_new (x, y, all, N, 0.001);
  g_autoptr (CalloutMapClusters) two = callout_map_clusters_new (x, y, all, N, 0.001);

  g_assert_cmpmem (one->members->data, N * sizeof (guint), two->members->data, N * sizeof (guint));
}

static void
test_alone (void)
{
  g_autoptr (CalloutMapClusters) clusters = callout_map_clusters_new (x, y, all, 100, 0);
  g_autoptr (CalloutMapClusters) none = callout_map_clusters_new (x, y, all, 0, 0.1);

  g_assert_cmpuint (clusters->clusters->len, ==, 100);
  g_assert_cmpuint (none->clusters->len, ==, 0);
}

static void
test_spread (void)
{
  double px[] = { 0.5, 0.5, 0.5001 };
  double py[] = { 0.25, 0.25, 0.25 };
  guint points[] = { 0, 1, 2 };
  g_autoptr (CalloutMapClusters) same = callout_map_clusters_new (px, py, points, 2, 0.01);
  g_autoptr (CalloutMapClusters) near = callout_map_clusters_new (px, py, points, 3, 0.01);

  g_assert_cmpuint (same->clusters->len, ==, 1);
  g_assert_cmpfloat (callout_map_clusters_spread (same, 0, px, py), ==, 0);
  g_assert_cmpuint (near->clusters->len, ==, 1);
  g_assert_cmpfloat_with_epsilon (nth (near, 0)->x, 0.50003333, 1e-7);
  g_assert_cmpfloat_with_epsilon (callout_map_clusters_spread (near, 0, px, py), 0.00006667, 1e-7);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  scatter ();
  g_test_add_func ("/map/cluster/every-point-once", test_every_point_once);
  g_test_add_func ("/map/cluster/who-belongs", test_who_belongs);
  g_test_add_func ("/map/cluster/same-again", test_same_again);
  g_test_add_func ("/map/cluster/alone", test_alone);
  g_test_add_func ("/map/cluster/spread", test_spread);
  return g_test_run ();
}
