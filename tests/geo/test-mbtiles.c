/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-error.h"
#include "callout-mbtiles.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#define TABLES \
  "CREATE TABLE metadata (name text, value text);" \
  "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);"
#define PNG "X'89504E470D0A1A0A"
#define TILE "INSERT INTO tiles VALUES (1, 0, 1, " PNG "AA');"

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("callout-mbtiles-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "map.mbtiles", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_unlink (fixture->path);
  g_assert_no_errno (g_rmdir (fixture->folder));
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
make_file (Fixture    *fixture,
           const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_unlink (fixture->path);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
assert_refused (Fixture    *fixture,
                int         code,
                const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (callout_mbtiles_open (fixture->path, &error));
  g_assert_error (error, CALLOUT_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_read (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (CalloutMbtiles) map = NULL;
  g_autoptr (GBytes) tile = NULL;
  g_autoptr (GError) error = NULL;
  CalloutPoint south_west, north_east;

  make_file (fixture, TABLES TILE
             "INSERT INTO tiles VALUES (1, 0, 0, " PNG "BB');"
             "INSERT INTO metadata VALUES ('name', 'Harbour'), ('format', 'png'), ('minzoom', '1'),"
             "  ('maxzoom', '17'), ('bounds', '-71.2,42.2,-70.9,42.4'),"
             "  ('attribution', '<a href=\"https://x.org\">&copy; Some &amp; Sons</a>');");
  map = callout_mbtiles_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (callout_mbtiles_get_name (map), ==, "Harbour");
  g_assert_cmpstr (callout_mbtiles_get_attribution (map), ==, "© Some & Sons");
  g_assert_cmpint (callout_mbtiles_get_format (map), ==, CALLOUT_TILE_PNG);
  g_assert_cmpuint (callout_mbtiles_get_min_zoom (map), ==, 1);
  g_assert_cmpuint (callout_mbtiles_get_max_zoom (map), ==, 17);
  callout_mbtiles_get_bounds (map, &south_west, &north_east);
  g_assert_cmpfloat (south_west.latitude, ==, 42.2);
  g_assert_cmpfloat (south_west.longitude, ==, -71.2);
  g_assert_cmpfloat (north_east.latitude, ==, 42.4);
  g_assert_cmpfloat (north_east.longitude, ==, -70.9);

  /* rows are counted from the south in the file, from the north here */
  tile = callout_mbtiles_read_tile (map, 1, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (tile), ==, 9);
  g_assert_cmphex (((const guint8 *) g_bytes_get_data (tile, NULL))[8], ==, 0xaa);
  g_clear_pointer (&tile, g_bytes_unref);
  tile = callout_mbtiles_read_tile (map, 1, 0, 1, &error);
  g_assert_cmphex (((const guint8 *) g_bytes_get_data (tile, NULL))[8], ==, 0xbb);

  for (guint i = 0; i < 3; i++)
    {
      static const guint none[][3] = { { 1, 1, 0 }, { 1, 2, 0 }, { 40, 0, 0 } };

      g_assert_null (callout_mbtiles_read_tile (map, none[i][0], none[i][1], none[i][2], &error));
      g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
      g_clear_error (&error);
    }
}

/* Files that say less than they should, and tiles that are a view, as the
 * usual tools make them. */
static void
test_sparse (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (CalloutMbtiles) map = NULL;
  g_autoptr (GError) error = NULL;
  CalloutPoint south_west, north_east;

  make_file (fixture,
             "CREATE TABLE metadata (name text, value text);"
             "CREATE TABLE map (zoom_level integer, tile_column integer, tile_row integer, tile_id text);"
             "CREATE TABLE images (tile_id text, tile_data blob);"
             "CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data"
             "  FROM map JOIN images USING (tile_id);"
             "INSERT INTO images VALUES ('a', X'FFD8FFE0');"
             "INSERT INTO map VALUES (3, 1, 1, 'a'), (9, 1, 1, 'a');"
             "INSERT INTO metadata VALUES ('bounds', 'everywhere'), ('minzoom', 'none');");
  map = callout_mbtiles_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (callout_mbtiles_get_format (map), ==, CALLOUT_TILE_JPEG);
  g_assert_cmpstr (callout_mbtiles_get_name (map), ==, "map.mbtiles");
  g_assert_cmpstr (callout_mbtiles_get_attribution (map), ==, "");
  g_assert_cmpuint (callout_mbtiles_get_min_zoom (map), ==, 3);
  g_assert_cmpuint (callout_mbtiles_get_max_zoom (map), ==, 9);
  callout_mbtiles_get_bounds (map, &south_west, &north_east);
  g_assert_cmpfloat (south_west.longitude, ==, -180);
  g_assert_cmpfloat (north_east.longitude, ==, 180);
}

static void
test_kinds (Fixture       *fixture,
            gconstpointer  data)
{
  make_file (fixture, TABLES TILE "INSERT INTO metadata VALUES ('format', 'pbf');");
  assert_refused (fixture, CALLOUT_ERROR_INVALID, "vector tiles");
  make_file (fixture, TABLES "INSERT INTO tiles VALUES (1, 0, 1, X'1F8B0800');");
  assert_refused (fixture, CALLOUT_ERROR_INVALID, "vector tiles");
  make_file (fixture, TABLES TILE "INSERT INTO metadata VALUES ('format', 'tiff');");
  assert_refused (fixture, CALLOUT_ERROR_INVALID, "tiff");
  make_file (fixture, TABLES);
  assert_refused (fixture, CALLOUT_ERROR_INVALID, "no tiles");
}

static void
test_not_a_map (Fixture       *fixture,
                gconstpointer  data)
{
  assert_refused (fixture, CALLOUT_ERROR_NOT_FOUND, "not there");
  make_file (fixture, "CREATE TABLE something (else_ text);");
  assert_refused (fixture, CALLOUT_ERROR_CORRUPT, "not an MBTiles map");
  make_file (fixture, "CREATE TABLE metadata (name text, value text); CREATE TABLE tiles (x);");
  assert_refused (fixture, CALLOUT_ERROR_CORRUPT, "not an MBTiles map");
  g_assert_true (g_file_set_contents (fixture->path, "PK\x03\x04 this is a zip file, or so it says ......", -1, NULL));
  assert_refused (fixture, CALLOUT_ERROR_CORRUPT, "not an MBTiles map");
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  assert_refused (fixture, CALLOUT_ERROR_CORRUPT, "not an MBTiles map");
}

static void
test_cut_short (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (CalloutMbtiles) map = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize size;

  make_file (fixture, TABLES
             "INSERT INTO metadata VALUES ('format', 'png'), ('minzoom', '0'), ('maxzoom', '9');"
             "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
             "  INSERT INTO tiles SELECT 9, i, 0, zeroblob (1000) FROM n;");
  g_assert_true (g_file_get_contents (fixture->path, &contents, &size, NULL));
  g_assert_true (g_file_set_contents (fixture->path, contents, size / 2, NULL));
  map = callout_mbtiles_open (fixture->path, &error);
  if (map != NULL)
    g_assert_null (callout_mbtiles_read_tile (map, 9, 399, 511, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "damaged"));
}

/* A file may claim anything, even tiles without end. */
static void
test_endless (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (CalloutMbtiles) map = NULL;
  g_autoptr (GError) error = NULL;

  make_file (fixture,
             "CREATE TABLE metadata (name text, value text);"
             "INSERT INTO metadata VALUES ('format', 'png'), ('minzoom', '0'), ('maxzoom', '9');"
             "CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n)"
             "  SELECT i * 0 AS zoom_level, i * 0 AS tile_column, i * 0 AS tile_row, i AS tile_data FROM n WHERE i % 2 = 2;");
  map = callout_mbtiles_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_null (callout_mbtiles_read_tile (map, 0, 0, 0, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT);
}

static void
test_unchanged (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before, size_after;

  make_file (fixture, TABLES TILE);
  g_assert_true (g_file_get_contents (fixture->path, &before, &size_before, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CalloutMbtiles) map = callout_mbtiles_open (fixture->path, NULL);
      g_autoptr (GBytes) tile = callout_mbtiles_read_tile (map, 1, 0, 0, NULL);

      g_assert_nonnull (tile);
    }
  g_assert_true (g_file_get_contents (fixture->path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

#define ADD(name, function) \
  g_test_add ("/geo/mbtiles/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("read", test_read);
  ADD ("sparse", test_sparse);
  ADD ("kinds", test_kinds);
  ADD ("not-a-map", test_not_a_map);
  ADD ("cut-short", test_cut_short);
  ADD ("endless", test_endless);
  ADD ("unchanged", test_unchanged);
  return g_test_run ();
}
