/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-basemap-draw.h"
#include "callout-error.h"

#include <math.h>
#include <string.h>

#define HEADER 9
#define DIGEST 32

static CalloutBasemap *
load (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "basemap", "boston.basemap", NULL);
  g_autoptr (GError) error = NULL;
  CalloutBasemap *basemap = callout_basemap_load (path, &error);

  g_assert_no_error (error);
  return basemap;
}

static void
get_file (char  **contents,
          gsize  *size)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "basemap", "boston.basemap", NULL);

  g_assert_true (g_file_get_contents (path, contents, size, NULL));
}

static void
assert_refused (const char *contents,
                gsize       size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (contents, size);
  g_autoptr (CalloutBasemap) basemap = NULL;
  g_autoptr (GError) error = NULL;

  basemap = callout_basemap_new_for_bytes (bytes, &error);
  g_assert_null (basemap);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT);
}

static void
test_what_it_is (void)
{
  g_autoptr (CalloutBasemap) basemap = load ();
  CalloutPoint south_west, north_east;

  g_assert_cmpstr (callout_basemap_get_title (basemap), ==, "Boston and neighbours");
  g_assert_cmpstr (callout_basemap_get_attribution (basemap), ==, "© OpenStreetMap contributors");
  callout_basemap_get_bounds (basemap, &south_west, &north_east);
  g_assert_cmpfloat (south_west.latitude, <, 42.25);
  g_assert_cmpfloat (south_west.longitude, <, -71.15);
  g_assert_cmpfloat (north_east.latitude, >, 42.39);
  g_assert_cmpfloat (north_east.longitude, >, -71.0);
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (callout_basemap_load ("/nowhere/at.all", &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
}

static void
test_foreign (void)
{
  static const char *const foreign[] = { "", "CALLOUTB", "SQLite format 3", "{\"type\": \"FeatureCollection\"}" };
  g_autofree char *contents = NULL;
  gsize size;

  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    assert_refused (foreign[i], strlen (foreign[i]));
  get_file (&contents, &size);
  contents[HEADER - 1] = 2;
  assert_refused (contents, size);
}

static void
test_cut_short (void)
{
  g_autofree char *contents = NULL;
  gsize size;

  get_file (&contents, &size);
  for (gsize keep = 0; keep < size; keep += 1 + keep / 3)
    assert_refused (contents, keep);
  assert_refused (contents, size - 1);
}

/* Damage whose digest was made to fit goes past the first check; whatever the
 * reader then makes of it, it must not read or write out of bounds. */
static void
test_forged (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autofree char *contents = NULL;
  gsize size;

  get_file (&contents, &size);
  for (guint round = 0; round < 150; round++)
    {
      gsize forged_size = round % 3 == 0 ? (gsize) g_rand_int_range (rand, HEADER + DIGEST, size) : size;
      g_autofree char *forged = g_memdup2 (contents, forged_size);
      g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (CalloutBasemap) basemap = NULL;
      g_autoptr (GError) error = NULL;
      gsize length = DIGEST;

      for (guint i = round % 4; i > 0 && forged_size > 500; i--)
        forged[HEADER + DIGEST + g_rand_int_range (rand, 0, round % 2 ? 400 : forged_size - 200)] =
          (char) g_rand_int_range (rand, 0, 256);
      g_checksum_update (checksum, (guchar *) forged + HEADER + DIGEST, forged_size - HEADER - DIGEST);
      g_checksum_get_digest (checksum, (guint8 *) forged + HEADER, &length);
      bytes = g_bytes_new_static (forged, forged_size);
      basemap = callout_basemap_new_for_bytes (bytes, &error);
      if (basemap == NULL)
        {
          g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT);
          continue;
        }
      g_autoptr (GPtrArray) hits = callout_basemap_search (basemap, "beacon & charles", 5);
      cairo_surface_destroy (callout_basemap_render_tile (basemap, 13, 2479, 3030, 256, 1, CALLOUT_BASEMAP_LIGHT));
      g_assert_nonnull (hits);
    }
}

typedef struct {
  const char    *text;
  const char    *label;
  CalloutPlaceKind kind;
  gboolean       exact;
  CalloutPoint   near;
  double         within_m;
} Search;

static const Search searches[] = {
  { "Beacon St & Charles St", "Beacon Street & Charles Street, Boston",
    CALLOUT_PLACE_INTERSECTION, TRUE, { 42.3562, -71.0694 }, 30 },
  { "INTERSECTION of E Broadway & I St  South Boston  MA", "East Broadway & I Street, South Boston",
    CALLOUT_PLACE_INTERSECTION, TRUE, { 42.3356, -71.0399 }, 30 },
  { "intersection of Tremont street and Stuart street", "Tremont Street & Stuart Street, Boston",
    CALLOUT_PLACE_INTERSECTION, TRUE, { 42.3509, -71.0646 }, 60 },
  { "33 Beacon St  Boston  MA  02108", "Beacon Street, Boston",
    CALLOUT_PLACE_STREET, TRUE, { 42.3520, -71.0854 }, 400 },
  { "1138-1140 Washington St  Dorchester  MA  02124", "Washington Street, Dorchester",
    CALLOUT_PLACE_STREET, TRUE, { 42.2910, -71.0717 }, 400 },
  { "12 Main Street Apt 4, Cambridge", "Main Street, Cambridge",
    CALLOUT_PLACE_STREET, TRUE, { 42.3626, -71.0880 }, 400 },
  { "saint botolph st", "Saint Botolph Street, Boston", CALLOUT_PLACE_STREET, TRUE, { 42.343, -71.083 }, 400 },
  { "St. Botolph Street", "Saint Botolph Street, Boston", CALLOUT_PLACE_STREET, TRUE, { 42.343, -71.083 }, 400 },
  { "210 W 3rd St", "West Third Street, South Boston", CALLOUT_PLACE_STREET, TRUE, { 42.3396, -71.0499 }, 400 },
  { "E St", "E Street, South Boston", CALLOUT_PLACE_STREET, TRUE, { 42.338, -71.049 }, 400 },
  { "mass ave", "Massachusetts Avenue, Cambridge", CALLOUT_PLACE_STREET, FALSE, { 42.382, -71.120 }, 900 },
  { "MARLBOROUGH", "Marlborough Street, Boston", CALLOUT_PLACE_STREET, FALSE, { 42.3527, -71.0800 }, 600 },
  { "Marlborugh Street", "Marlborough Street, Boston", CALLOUT_PLACE_STREET, FALSE, { 42.3527, -71.0800 }, 600 },
  { "hyde park", "Hyde Park", CALLOUT_PLACE_AREA, TRUE, { 42.2558, -71.1243 }, 500 },
  { "42.3594, -71.0587", "42.359400, -71.058700", CALLOUT_PLACE_POSITION, TRUE, { 42.3594, -71.0587 }, 1 },
};

static void
test_search (void)
{
  g_autoptr (CalloutBasemap) basemap = load ();

  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      const Search *search = &searches[i];
      g_autoptr (GPtrArray) hits = callout_basemap_search (basemap, search->text, 10);
      CalloutPlace *hit;

      g_test_message ("%s", search->text);
      g_assert_cmpuint (hits->len, >, 0);
      g_assert_cmpuint (hits->len, <=, 10);
      hit = g_ptr_array_index (hits, 0);
      g_assert_cmpstr (hit->label, ==, search->label);
      g_assert_cmpint (hit->kind, ==, search->kind);
      g_assert_cmpint (hit->exact, ==, search->exact);
      g_assert_cmpfloat (callout_point_distance (&hit->point, &search->near), <, search->within_m);
    }
}

static void
test_nothing_found (void)
{
  static const char *const nothing[] = { "", "   ", "&", "zzzz qqqq", "🏠", "99999" };
  g_autoptr (CalloutBasemap) basemap = load ();

  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      g_autoptr (GPtrArray) hits = callout_basemap_search (basemap, nothing[i], 0);

      g_assert_cmpuint (hits->len, ==, 0);
    }
}

/* A crossing in another part of the city than the one named is no sure hit. */
static void
test_far_from_the_part_named (void)
{
  g_autoptr (CalloutBasemap) basemap = load ();
  g_autoptr (GPtrArray) hits = callout_basemap_search (basemap, "INTERSECTION of Linden Ct & Linden St  Dorchester  MA", 0);

  for (guint i = 0; i < hits->len; i++)
    g_assert_false (((CalloutPlace *) g_ptr_array_index (hits, i))->exact);
}

static void
test_long_text (void)
{
  g_autoptr (CalloutBasemap) basemap = load ();
  g_autofree char *text = g_strnfill (100000, 'a');
  g_autoptr (GPtrArray) hits = callout_basemap_search (basemap, text, 0);

  g_assert_cmpuint (hits->len, ==, 0);
}

static void
test_nearest_street (void)
{
  g_autoptr (CalloutBasemap) basemap = load ();
  CalloutPoint corner = { 42.35640, -71.06225 }, sea = { 42.33, -70.5 };
  double metres = -1;
  g_autofree char *street = callout_basemap_nearest_street (basemap, &corner, 200, &metres);

  g_assert_cmpstr (street, ==, "Tremont Street");
  g_assert_cmpfloat (metres, >=, 0);
  g_assert_cmpfloat (metres, <, 50);
  g_assert_null (callout_basemap_nearest_street (basemap, &sea, 2000, NULL));
}

static double
ink (cairo_surface_t *tile,
     guint32          ground)
{
  const guint8 *data = cairo_image_surface_get_data (tile);
  int width = cairo_image_surface_get_width (tile), height = cairo_image_surface_get_height (tile);
  guint n = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint32 pixel = ((const guint32 *) (data + y * cairo_image_surface_get_stride (tile)))[x];

        g_assert_cmphex (pixel >> 24, ==, 0xff);
        n += (pixel & 0xffffff) != ground;
      }
  return (double) n / width / height;
}

static cairo_surface_t *
tile_at (CalloutBasemap *basemap,
         guint           zoom,
         guint           size,
         double          scale,
         guint           style)
{
  CalloutPoint point = { 42.3555, -71.0640 };
  double x, y;

  callout_mercator_project (&point, &x, &y);
  return callout_basemap_render_tile (basemap, zoom, (guint) (x * (1u << zoom)), (guint) (y * (1u << zoom)),
                                      size, scale, style);
}

static void
test_tiles (void)
{
  static const guint32 grounds[CALLOUT_BASEMAP_N_STYLES] = { 0xf6f5f4, 0x2a2a2c, 0xffffff, 0x121214 };
  g_autoptr (CalloutBasemap) basemap = load ();

  for (guint zoom = 8; zoom <= 16; zoom++)
    for (guint style = 0; style < CALLOUT_BASEMAP_N_STYLES; style++)
      {
        cairo_surface_t *tile = tile_at (basemap, zoom, 256, 1, style);

        g_assert_cmpint (cairo_surface_status (tile), ==, CAIRO_STATUS_SUCCESS);
        g_assert_cmpint (cairo_image_surface_get_width (tile), ==, 256);
        g_assert_cmpfloat (ink (tile, grounds[style]), >, 0.002);
        cairo_surface_destroy (tile);
      }
}

static double
luminance (guint32 rgb)
{
  double sum = 0;
  static const double weights[] = { 0.2126, 0.7152, 0.0722 };

  for (guint i = 0; i < 3; i++)
    {
      double part = (rgb >> (16 - 8 * i) & 0xff) / 255.0;

      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
    }
  return sum;
}

/* How much of a tile stands out from its ground by 3:1, as lines should. */
static double
outstanding (cairo_surface_t *tile,
             guint32          ground)
{
  const guint8 *data = cairo_image_surface_get_data (tile);
  int side = cairo_image_surface_get_width (tile);
  double behind = luminance (ground) + 0.05;
  guint n = 0;

  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      {
        double before = luminance (((const guint32 *) (data + y * cairo_image_surface_get_stride (tile)))[x]) + 0.05;

        n += MAX (before, behind) / MIN (before, behind) >= 3;
      }
  return (double) n / side / side;
}

static void
test_high_contrast (void)
{
  static const guint32 grounds[CALLOUT_BASEMAP_N_STYLES] = { 0xf6f5f4, 0x2a2a2c, 0xffffff, 0x121214 };
  g_autoptr (CalloutBasemap) basemap = load ();

  for (guint zoom = 13; zoom <= 17; zoom += 2)
    for (guint dark = 0; dark < 2; dark++)
      {
        guint sharp = dark | CALLOUT_BASEMAP_CONTRAST;
        cairo_surface_t *usual = tile_at (basemap, zoom, 256, 1, dark);
        cairo_surface_t *contrast = tile_at (basemap, zoom, 256, 1, sharp);

        g_assert_cmpfloat (outstanding (contrast, grounds[sharp]), >, 2 * outstanding (usual, grounds[dark]));
        cairo_surface_destroy (usual);
        cairo_surface_destroy (contrast);
      }
}

static void
test_tile_far_away (void)
{
  g_autoptr (CalloutBasemap) basemap = load ();
  static const guint places[][3] = { { 0, 0, 0 }, { 14, 0, 0 }, { 20, (1 << 20) - 1, (1 << 20) - 1 }, { 3, 7, 7 } };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      cairo_surface_t *tile = callout_basemap_render_tile (basemap, places[i][0], places[i][1], places[i][2],
                                                           256, 1, CALLOUT_BASEMAP_LIGHT);

      g_assert_cmpfloat (ink (tile, 0xf6f5f4), <, 0.001 + (places[i][0] == 0));
      cairo_surface_destroy (tile);
    }
}

static void
test_tile_scales (void)
{
  g_autoptr (CalloutBasemap) basemap = load ();
  cairo_surface_t *sharp = tile_at (basemap, 15, 256, 2, CALLOUT_BASEMAP_LIGHT);
  cairo_surface_t *large = tile_at (basemap, 15, 512, 1, CALLOUT_BASEMAP_LIGHT);

  g_assert_cmpint (cairo_image_surface_get_width (sharp), ==, 512);
  g_assert_cmpint (cairo_image_surface_get_width (large), ==, 512);
  cairo_surface_destroy (sharp);
  cairo_surface_destroy (large);
}

/* Tiles drawn one by one must make the picture drawn at once, names across
 * their borders included. */
static void
test_tiles_fit (void)
{
  g_autoptr (CalloutBasemap) basemap = load ();

  for (guint zoom = 13; zoom <= 17; zoom += 2)
    {
      cairo_surface_t *whole = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 512, 512);
      cairo_t *cr = cairo_create (whole);
      CalloutPoint point = { 42.3555, -71.0640 };
      guint column, row, different = 0;
      double x, y;

      callout_mercator_project (&point, &x, &y);
      column = (guint) (x * (1u << zoom));
      row = (guint) (y * (1u << zoom));
      callout_basemap_draw (basemap, cr, zoom, column * 256.0, row * 256.0, 512, 512, CALLOUT_BASEMAP_LIGHT);
      cairo_destroy (cr);
      cairo_surface_flush (whole);
      for (guint i = 0; i < 4; i++)
        {
          cairo_surface_t *tile = callout_basemap_render_tile (basemap, zoom, column + i % 2, row + i / 2,
                                                               256, 1, CALLOUT_BASEMAP_LIGHT);
          const guint8 *a = cairo_image_surface_get_data (tile);
          const guint8 *b = cairo_image_surface_get_data (whole) +
                            (i / 2) * 256 * cairo_image_surface_get_stride (whole) + (i % 2) * 256 * 4;

          for (guint line = 0; line < 256; line++)
            for (guint byte = 0; byte < 1024; byte++)
              different += ABS ((int) a[line * cairo_image_surface_get_stride (tile) + byte] -
                                (int) b[line * cairo_image_surface_get_stride (whole) + byte]) > 40;
          cairo_surface_destroy (tile);
        }
      g_test_message ("zoom %u: %u bytes differ", zoom, different);
      g_assert_cmpuint (different, <, 200);
      cairo_surface_destroy (whole);
    }
}

static gpointer
draw_thread (gpointer data)
{
  guint sum = 0;

  for (guint zoom = 12; zoom <= 18; zoom++)
    {
      cairo_surface_t *tile = tile_at (data, zoom, 256, 1, zoom % 2);
      g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA1,
                                                             cairo_image_surface_get_data (tile), 256 * 1024);

      sum = sum * 31 + g_str_hash (digest);
      cairo_surface_destroy (tile);
    }
  return GUINT_TO_POINTER (sum);
}

static void
test_threads (void)
{
  g_autoptr (CalloutBasemap) basemap = load ();
  GThread *threads[4];
  gpointer first;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("draw", draw_thread, basemap);
  first = g_thread_join (threads[0]);
  for (guint i = 1; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == first);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/basemap/what-it-is", test_what_it_is);
  g_test_add_func ("/geo/basemap/missing", test_missing);
  g_test_add_func ("/geo/basemap/foreign", test_foreign);
  g_test_add_func ("/geo/basemap/cut-short", test_cut_short);
  g_test_add_func ("/geo/basemap/forged", test_forged);
  g_test_add_func ("/geo/basemap/search", test_search);
  g_test_add_func ("/geo/basemap/nothing-found", test_nothing_found);
  g_test_add_func ("/geo/basemap/far-from-the-part-named", test_far_from_the_part_named);
  g_test_add_func ("/geo/basemap/long-text", test_long_text);
  g_test_add_func ("/geo/basemap/nearest-street", test_nearest_street);
  g_test_add_func ("/geo/basemap/tiles", test_tiles);
  g_test_add_func ("/geo/basemap/high-contrast", test_high_contrast);
  g_test_add_func ("/geo/basemap/tile-far-away", test_tile_far_away);
  g_test_add_func ("/geo/basemap/tile-scales", test_tile_scales);
  g_test_add_func ("/geo/basemap/tiles-fit", test_tiles_fit);
  g_test_add_func ("/geo/basemap/threads", test_threads);
  return g_test_run ();
}
