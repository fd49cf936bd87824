/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-error.h"
#include "callout-map-glyphs.h"
#include "callout-online-source.h"
#include "callout-tile-cache.h"
#include "callout-tile-picture.h"

static GdkPaintable *
make_tile (void)
{
  static const guchar pixel[4] = { 1, 2, 3, 255 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixel, sizeof pixel);

  return GDK_PAINTABLE (gdk_memory_texture_new (1, 1, GDK_MEMORY_DEFAULT, bytes, 4));
}

static void
test_cache_keeps_what_is_used (void)
{
  g_autoptr (CalloutTileCache) cache = callout_tile_cache_new (3);
  g_autoptr (GdkPaintable) tile = make_tile ();

  callout_tile_cache_insert (cache, 14, 1, 1, tile);
  callout_tile_cache_insert (cache, 14, 1, 2, tile);
  callout_tile_cache_insert (cache, 15, 1, 1, tile);
  g_assert_true (callout_tile_cache_lookup (cache, 14, 1, 1) == tile);
  callout_tile_cache_insert (cache, 14, 2, 1, tile);

  /* The one nobody asked for since had to go. */
  g_assert_null (callout_tile_cache_lookup (cache, 14, 1, 2));
  g_assert_nonnull (callout_tile_cache_lookup (cache, 14, 1, 1));
  g_assert_nonnull (callout_tile_cache_lookup (cache, 15, 1, 1));
  g_assert_nonnull (callout_tile_cache_lookup (cache, 14, 2, 1));
}

/* Four quarters of one colour each, which an enlarged tile must tell apart. */
static GBytes *
make_picture (void)
{
  static const double colours[4][3] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 }, { 1, 1, 0 } };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 256, 256);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) pixels = NULL;

  for (int i = 0; i < 4; i++)
    {
      cairo_set_source_rgb (cr, colours[i][0], colours[i][1], colours[i][2]);
      cairo_rectangle (cr, i % 2 * 128, i / 2 * 128, 128, 128);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = g_bytes_new (cairo_image_surface_get_data (surface), 256 * 256 * 4);
  cairo_surface_destroy (surface);
  texture = gdk_memory_texture_new (256, 256, GDK_MEMORY_DEFAULT, pixels, 256 * 4);
  return gdk_texture_save_to_png_bytes (texture);
}

static guint32
middle_of (GdkTexture *texture)
{
  g_autofree guint32 *pixels = g_new (guint32, 256 * 256);

  g_assert_cmpint (gdk_texture_get_width (texture), ==, 256);
  gdk_texture_download (texture, (guchar *) pixels, 256 * 4);
  return pixels[128 * 256 + 128] & 0xffffff;
}

static void
test_enlarged_is_the_right_part (void)
{
  static const guint32 colours[4] = { 0xff0000, 0x00ff00, 0x0000ff, 0xffff00 };
  g_autoptr (GBytes) bytes = make_picture ();

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkTexture) near = callout_tile_decode (bytes, 1, 10 + i % 2, 20 + i / 2, &error);
      g_autoptr (GdkTexture) nearer = callout_tile_decode (bytes, 2, 40 + i % 2 * 3, 80 + i / 2 * 3, &error);

      g_assert_no_error (error);
      g_assert_cmphex (middle_of (near), ==, colours[i]);
      g_assert_cmphex (middle_of (nearer), ==, colours[i]);
    }
}

/* A picture that says it is larger than any tile is not unpacked. */
static GBytes *
make_bomb (void)
{
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) pixels = g_bytes_new_take (g_malloc0 (5000 * 8 * 4), 5000 * 8 * 4);

  texture = gdk_memory_texture_new (5000, 8, GDK_MEMORY_DEFAULT, pixels, 5000 * 4);
  return gdk_texture_save_to_png_bytes (texture);
}

static void
test_no_picture_is_an_error (void)
{
  GBytes *cases[] = {
    g_bytes_new_static ("<svg/>", 6),
    g_bytes_new_static ("", 0),
    g_bytes_new_static ("\x89PNG\r\n\x1a\nand then nothing", 24),
    make_bomb (),
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (callout_tile_decode (cases[i], 0, 0, 0, &error));
      g_assert_nonnull (error);
      g_bytes_unref (cases[i]);
    }
}

static void
test_webp (void)
{
  /* One clear pixel. */
  static const char text[] = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==";
  gsize size;
  g_autofree guchar *data = g_base64_decode (text, &size);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = callout_tile_decode (bytes, 0, 0, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 1);
}

static void
test_addresses (void)
{
  static const struct {
    const char *address;
    gboolean    good;
  } cases[] = {
    { "https://tiles.example.org/{z}/{x}/{y}.png", TRUE },
    { "http://localhost:8080/{z}/{x}/{tmsy}.jpg", TRUE },
    { "https://tiles.example.org/{z}/{x}.png", FALSE },
    { "https://tiles.example.org/", FALSE },
    { "file:///etc/{z}/{x}/{y}", FALSE },
    { "", FALSE },
    { NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (callout_online_is_address (cases[i].address), ==, cases[i].good);
}

static void
test_initials (void)
{
  static const struct {
    const char *name;
    gunichar    first, last;
  } cases[] = {
    { "Ana Costa", 'A', 'C' },
    { "  maria de la Cruz ", 'M', 'C' },
    { "Eun-ji Park", 'E', 'P' },
    { "Émile", 0xc9, 0 },
    { "Виктор Ковальчук", 0x412, 0x41a },
    { "王 芳", 0x738b, 0x82b3 },
    { "42 (spare)", 0, 0 },
    { "", 0, 0 },
    { NULL, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (callout_map_initials (cases[i].name), ==, (guint64) cases[i].first << 32 | cases[i].last);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/tiles/cache-keeps-what-is-used", test_cache_keeps_what_is_used);
  g_test_add_func ("/map/tiles/enlarged-is-the-right-part", test_enlarged_is_the_right_part);
  g_test_add_func ("/map/tiles/no-picture-is-an-error", test_no_picture_is_an_error);
  g_test_add_func ("/map/tiles/webp", test_webp);
  g_test_add_func ("/map/tiles/addresses", test_addresses);
  g_test_add_func ("/map/initials", test_initials);
  return g_test_run ();
}
