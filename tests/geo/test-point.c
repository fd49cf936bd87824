/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-error.h"
#include "callout-point.h"

#include <math.h>

typedef struct {
  const char  *name;
  CalloutPoint a, b;
  double       metres;
  double       tolerance;
  double       bearing;
} Leg;

#define DEGREE (G_PI / 180 * CALLOUT_EARTH_RADIUS_M)

static const Leg legs[] = {
  { "nowhere", { 42, -71 }, { 42, -71 }, 0, 0, 0 },
  { "one degree north", { 0, 0 }, { 1, 0 }, DEGREE, 1e-6, 0 },
  { "one degree east", { 0, 0 }, { 0, 1 }, DEGREE, 1e-6, 90 },
  { "one degree south", { 1, 0 }, { 0, 0 }, DEGREE, 1e-6, 180 },
  { "one degree west", { 0, 0 }, { 0, -1 }, DEGREE, 1e-6, 270 },
  { "a centimetre", { 42, -71 }, { 42 + 0.01 / DEGREE, -71 }, 0.01, 1e-8, 0 },
  { "over the date line", { 0, 179.5 }, { 0, -179.5 }, DEGREE, 1e-6, 90 },
  { "the date line has two names", { 10, 180 }, { 10, -180 }, 0, 1e-6, -1 },
  { "a pole has every longitude", { 90, 12 }, { 90, -140 }, 0, 1e-6, -1 },
  { "pole to pole", { 90, 0 }, { -90, 0 }, 180 * DEGREE, 1e-6, -1 },
  { "over the pole", { 89, 0 }, { 89, 180 }, 2 * DEGREE, 1e-6, 0 },
  { "antipodes", { 0, 0 }, { 0, 180 }, 180 * DEGREE, 1e-6, -1 },
  { "almost antipodes", { 0, 0 }, { 1e-7, 180 }, 180 * DEGREE - 1e-7 * DEGREE, 1e-6, 0 },
  { "Boston to Paris", { 42.3601, -71.0589 }, { 48.8566, 2.3522 }, 5531800, 1500, 55.7 },
};

static void
test_legs (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (legs); i++)
    {
      const Leg *leg = &legs[i];
      double there = callout_point_distance (&leg->a, &leg->b);
      double back = callout_point_distance (&leg->b, &leg->a);

      g_test_message ("%s: %.9f m", leg->name, there);
      g_assert_cmpfloat_with_epsilon (there, leg->metres, leg->tolerance + 1e-12);
      g_assert_cmpfloat_with_epsilon (back, there, 1e-6);
      if (leg->bearing >= 0)
        g_assert_cmpfloat_with_epsilon (callout_point_bearing (&leg->a, &leg->b), leg->bearing, 0.05);
    }
}

static void
test_destination (void)
{
  static const CalloutPoint starts[] = {
    { 42.36, -71.06 }, { 0, 0 }, { 0, 179.9999 }, { -33.9, 18.4 }, { 89.99, 10 }, { 90, 0 }, { -90, 77 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    for (int bearing = 0; bearing < 360; bearing += 15)
      for (double metres = 1; metres < 1.5e7; metres *= 10)
        {
          CalloutPoint end;

          callout_point_destination (&starts[i], bearing, metres, &end);
          g_assert_true (callout_point_is_valid (&end));
          g_assert_cmpfloat_with_epsilon (callout_point_distance (&starts[i], &end), metres, 1e-5);
          if (fabs (starts[i].latitude) < 85)
            {
              double turned = fabs (callout_point_bearing (&starts[i], &end) - bearing);

              g_assert_cmpfloat_with_epsilon (MIN (turned, 360 - turned), 0, 1e-4);
            }
        }
}

static void
test_ring (void)
{
  CalloutPoint centre = { 42.36, 179.999 };
  CalloutPoint ring[48];

  callout_point_ring (&centre, 5000, ring, G_N_ELEMENTS (ring));
  g_assert_cmpfloat (ring[0].latitude, >, centre.latitude);
  g_assert_cmpfloat_with_epsilon (callout_point_bearing (&centre, &ring[12]), 90, 1e-6);
  for (gsize i = 0; i < G_N_ELEMENTS (ring); i++)
    {
      g_assert_true (callout_point_is_valid (&ring[i]));
      g_assert_cmpfloat_with_epsilon (callout_point_distance (&centre, &ring[i]), 5000, 1e-6);
    }
}

static void
test_validity (void)
{
  static const struct {
    double latitude, longitude;
    gboolean valid;
  } table[] = {
    { 0, 0, TRUE },
    { 90, 180, TRUE },
    { -90, -180, TRUE },
    { 90.0000001, 0, FALSE },
    { 95, -71, FALSE },
    { -71, 200, FALSE },
    { NAN, 0, FALSE },
    { 0, INFINITY, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (CalloutPoint) point = callout_point_new (table[i].latitude, table[i].longitude);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (callout_point_is_valid (point), ==, table[i].valid);
      g_assert_cmpint (callout_point_check (table[i].latitude, table[i].longitude, &error), ==,
                       table[i].valid);
      if (table[i].valid)
        g_assert_no_error (error);
      else
        g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
    }
}

static void
test_swapped_is_told (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (callout_point_check (-171.06, 42.36, &error));
  g_assert_nonnull (strstr (error->message, "swapped"));
}

static void
test_text (void)
{
  static const char *const bad[] = {
    "", "42.36", "42.36,", ",-71", "42.36,-71.06,3", "42.36 north, 71 west", "95,-71", "42;71", "nan,0",
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  CalloutPoint point = { 1, 2 };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (callout_point_parse (bad[i], &point, &error));
      g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
      g_clear_error (&error);
      g_assert_cmpfloat (point.latitude, ==, 1);
    }

  g_assert_true (callout_point_parse (" 42.3594 , -71.0587", &point, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (point.latitude, ==, 42.3594);
  g_assert_cmpfloat (point.longitude, ==, -71.0587);
  text = callout_point_to_string (&point);
  g_assert_cmpstr (text, ==, "42.359400, -71.058700");
}

static void
test_mercator (void)
{
  static const struct {
    CalloutPoint point;
    double x, y;
  } table[] = {
    { { 0, 0 }, 0.5, 0.5 },
    { { 0, -180 }, 0, 0.5 },
    { { 0, 180 }, 1, 0.5 },
    { { CALLOUT_MERCATOR_MAX_LATITUDE, 0 }, 0.5, 0 },
    { { 90, 0 }, 0.5, 0 },
    { { -90, 0 }, 0.5, 1 },
    /* tile 309/378 … 310/379 of zoom 10 lies over Boston */
    { { 42.3601, -71.0589 }, 309.88 / 1024, 378.74 / 1024 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      CalloutPoint back;
      double x, y;

      callout_mercator_project (&table[i].point, &x, &y);
      g_assert_cmpfloat_with_epsilon (x, table[i].x, 1e-5);
      g_assert_cmpfloat_with_epsilon (y, table[i].y, 1e-5);
      callout_mercator_unproject (x, y, &back);
      if (fabs (table[i].point.latitude) < 85)
        g_assert_cmpfloat (callout_point_distance (&back, &table[i].point), <, 1e-6);
    }
  g_assert_cmpfloat_with_epsilon (callout_mercator_metres_per_pixel (0, 0, 256), 156367.9, 100);
  g_assert_cmpfloat_with_epsilon (callout_mercator_metres_per_pixel (60, 10, 256), 76.35, 0.1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/point/legs", test_legs);
  g_test_add_func ("/geo/point/destination", test_destination);
  g_test_add_func ("/geo/point/ring", test_ring);
  g_test_add_func ("/geo/point/validity", test_validity);
  g_test_add_func ("/geo/point/swapped-is-told", test_swapped_is_told);
  g_test_add_func ("/geo/point/text", test_text);
  g_test_add_func ("/geo/point/mercator", test_mercator);
  return g_test_run ();
}
