/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads MBTiles. The file comes from anywhere, and it is a database whose
 * tables may be views of any kind: its schema is not trusted, what it may do is
 * limited, and a query that takes absurdly long is broken off. */

#include "callout-mbtiles.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>

/* The largest tile or text accepted, in bytes. */
#define MAX_VALUE (16 * 1024 * 1024)
/* How many thousand steps of SQLite's machine one question may take: a second
 * or so, where a tile takes some dozens of steps. */
#define MAX_STEPS 20000
#define MAX_ZOOM 30

struct _CalloutMbtiles
{
  char             *path;
  char             *name;
  char             *attribution;
  CalloutTileFormat format;
  guint             min_zoom;
  guint             max_zoom;
  CalloutPoint      south_west;
  CalloutPoint      north_east;

  GMutex            lock;       /* guards the rest */
  sqlite3          *db;
  sqlite3_stmt     *tile;
  guint             steps;
};

G_DEFINE_BOXED_TYPE (CalloutMbtiles, callout_mbtiles, callout_mbtiles_ref, callout_mbtiles_unref)

static int
progress_cb (void *data)
{
  CalloutMbtiles *self = data;

  return ++self->steps > MAX_STEPS;
}

static void
set_not_a_map (CalloutMbtiles  *self,
               GError         **error)
{
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT,
               _("“%s” is not an MBTiles map; choose a file that ends in .mbtiles"), self->path);
}

/* What SQLite says, as a sentence about the map. */
static void
set_sqlite_error (CalloutMbtiles  *self,
                  int              code,
                  GError         **error)
{
  switch (code & 0xff)
    {
    case SQLITE_NOTADB:
    case SQLITE_ERROR:
      set_not_a_map (self, error);
      break;
    case SQLITE_CORRUPT:
    case SQLITE_TOOBIG:
    case SQLITE_INTERRUPT:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT,
                   _("The map “%s” is damaged; fetch it again"), self->path);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_BUSY,
                   _("The map “%s” is being written by another program; try again later"), self->path);
      break;
    default:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED,
                   _("The map “%s” could not be read: %s"), self->path, sqlite3_errstr (code));
    }
}

static gboolean
open_database (CalloutMbtiles  *self,
               GError         **error)
{
  int code;

  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND,
                   _("The map “%s” is not there any more; choose another"), self->path);
      return FALSE;
    }
  code = sqlite3_open_v2 (self->path, &self->db,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);
  if (code == SQLITE_OK)
    {
      sqlite3_extended_result_codes (self->db, 1);
      sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
      sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
      sqlite3_limit (self->db, SQLITE_LIMIT_LENGTH, MAX_VALUE);
      sqlite3_limit (self->db, SQLITE_LIMIT_ATTACHED, 0);
      sqlite3_progress_handler (self->db, 1000, progress_cb, self);
      return TRUE;
    }
  set_sqlite_error (self, code, error);
  return FALSE;
}

static sqlite3_stmt *
prepare (CalloutMbtiles  *self,
         const char      *sql,
         GError         **error)
{
  sqlite3_stmt *statement = NULL;
  int code;

  self->steps = 0;
  code = sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL);
  if (code != SQLITE_OK)
    set_sqlite_error (self, code, error);
  return statement;
}

/* All metadata as texts, whatever was stored. */
static GHashTable *
read_metadata (CalloutMbtiles  *self,
               GError         **error)
{
  g_autoptr (GHashTable) metadata = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sqlite3_stmt *statement = prepare (self, "SELECT name, value FROM metadata LIMIT 1000", error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (statement, 0);
      const char *value = (const char *) sqlite3_column_text (statement, 1);

      if (name != NULL && value != NULL)
        g_hash_table_insert (metadata, g_utf8_make_valid (name, -1), g_utf8_make_valid (value, -1));
    }
  sqlite3_finalize (statement);
  if (code != SQLITE_DONE)
    {
      set_sqlite_error (self, code, error);
      return NULL;
    }
  return g_steal_pointer (&metadata);
}

/* Attributions come with links; only their text is for showing. */
static char *
strip_markup (const char *html)
{
  static const struct {
    const char *entity, *text;
  } entities[] = {
    { "&copy;", "©" }, { "&#169;", "©" }, { "&lt;", "<" }, { "&gt;", ">" },
    { "&quot;", "\"" }, { "&nbsp;", " " }, { "&amp;", "&" },
  };
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean in_tag = FALSE;

  for (const char *p = html; *p != '\0'; p++)
    {
      if (*p == '<')
        in_tag = TRUE;
      else if (*p == '>' && in_tag)
        in_tag = FALSE;
      else if (!in_tag)
        g_string_append_c (text, *p);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (text, entities[i].entity, entities[i].text, 0);
  return g_strdup (g_strstrip (text->str));
}

static gboolean
parse_format (CalloutMbtiles  *self,
              const char      *format,
              GError         **error)
{
  g_autofree char *word = g_ascii_strdown (format, -1);

  g_strstrip (word);
  if (g_str_equal (word, "png") || g_str_equal (word, "image/png"))
    self->format = CALLOUT_TILE_PNG;
  else if (g_str_equal (word, "jpg") || g_str_equal (word, "jpeg") || g_str_equal (word, "image/jpeg"))
    self->format = CALLOUT_TILE_JPEG;
  else if (g_str_equal (word, "webp") || g_str_equal (word, "image/webp"))
    self->format = CALLOUT_TILE_WEBP;
  else if (g_str_equal (word, "pbf") || g_str_equal (word, "mvt") || strstr (word, "vector") != NULL)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("“%s” holds vector tiles, which Callout cannot draw; "
                     "choose a map of pictures (PNG, JPEG or WebP)"), self->path);
      return FALSE;
    }
  else
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("“%s” holds tiles of the kind “%s”; choose a map of pictures (PNG, JPEG or WebP)"),
                   self->path, word);
      return FALSE;
    }
  return TRUE;
}

static const char *
guess_format (const guint8 *data,
              gsize         size)
{
  if (size >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "png";
  if (size >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return "jpg";
  if (size >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return "webp";
  /* vector tiles are gzipped as a rule */
  return size >= 2 && data[0] == 0x1f && data[1] == 0x8b ? "pbf" : "?";
}

/* Older files do not say what their tiles are; then a tile does. */
static gboolean
find_format (CalloutMbtiles  *self,
             GHashTable      *metadata,
             GError         **error)
{
  const char *format = g_hash_table_lookup (metadata, "format");
  sqlite3_stmt *statement;
  gboolean found = FALSE;
  int code;

  if (format != NULL)
    return parse_format (self, format, error);

  statement = prepare (self, "SELECT tile_data FROM tiles LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      const guint8 *data = sqlite3_column_blob (statement, 0);

      found = parse_format (self, guess_format (data, data != NULL ? sqlite3_column_bytes (statement, 0) : 0), error);
    }
  else if (code == SQLITE_DONE)
    g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                 _("The map “%s” has no tiles"), self->path);
  else
    set_sqlite_error (self, code, error);
  sqlite3_finalize (statement);
  return found;
}

static gboolean
parse_zoom (GHashTable *metadata,
            const char *key,
            guint      *out)
{
  const char *text = g_hash_table_lookup (metadata, key);
  double zoom;
  char *end;

  if (text == NULL || *text == '\0')
    return FALSE;
  zoom = g_ascii_strtod (text, &end);
  if (end == text || !(zoom >= 0 && zoom <= MAX_ZOOM))
    return FALSE;
  *out = (guint) zoom;
  return TRUE;
}

static gboolean
find_zooms (CalloutMbtiles  *self,
            GHashTable      *metadata,
            GError         **error)
{
  sqlite3_stmt *statement;
  int code;

  if (parse_zoom (metadata, "minzoom", &self->min_zoom) &&
      parse_zoom (metadata, "maxzoom", &self->max_zoom) && self->min_zoom <= self->max_zoom)
    return TRUE;

  statement = prepare (self, "SELECT min(zoom_level), max(zoom_level) FROM tiles", error);
  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      self->min_zoom = CLAMP (sqlite3_column_int (statement, 0), 0, MAX_ZOOM);
      self->max_zoom = CLAMP (sqlite3_column_int (statement, 1), (int) self->min_zoom, MAX_ZOOM);
    }
  sqlite3_finalize (statement);
  if (code == SQLITE_ROW)
    return TRUE;
  set_sqlite_error (self, code, error);
  return FALSE;
}

/* “west,south,east,north”; anything else means the whole world. */
static void
parse_bounds (CalloutMbtiles *self,
              const char     *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", 5);
  CalloutPoint south_west, north_east;

  self->south_west = (CalloutPoint) { -CALLOUT_MERCATOR_MAX_LATITUDE, -180 };
  self->north_east = (CalloutPoint) { CALLOUT_MERCATOR_MAX_LATITUDE, 180 };
  if (g_strv_length (parts) != 4)
    return;
  south_west = (CalloutPoint) { g_ascii_strtod (parts[1], NULL), g_ascii_strtod (parts[0], NULL) };
  north_east = (CalloutPoint) { g_ascii_strtod (parts[3], NULL), g_ascii_strtod (parts[2], NULL) };
  if (!callout_point_is_valid (&south_west) || !callout_point_is_valid (&north_east) ||
      south_west.latitude >= north_east.latitude || south_west.longitude >= north_east.longitude)
    return;
  self->south_west = south_west;
  self->north_east = north_east;
}

static gboolean
read_all (CalloutMbtiles  *self,
          GError         **error)
{
  g_autoptr (GHashTable) metadata = read_metadata (self, error);
  const char *name, *attribution;

  if (metadata == NULL)
    return FALSE;
  self->tile = prepare (self, "SELECT tile_data FROM tiles WHERE zoom_level = $1 "
                              "AND tile_column = $2 AND tile_row = $3", error);
  if (self->tile == NULL || !find_format (self, metadata, error) || !find_zooms (self, metadata, error))
    return FALSE;

  name = g_hash_table_lookup (metadata, "name");
  attribution = g_hash_table_lookup (metadata, "attribution");
  self->name = name != NULL && *name != '\0' ? g_strdup (name) : g_path_get_basename (self->path);
  self->attribution = strip_markup (attribution != NULL ? attribution : "");
  parse_bounds (self, g_hash_table_lookup (metadata, "bounds"));
  return TRUE;
}

static void
mbtiles_finalize (gpointer data)
{
  CalloutMbtiles *self = data;

  sqlite3_finalize (self->tile);
  sqlite3_close (self->db);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self->name);
  g_free (self->attribution);
}

/**
 * callout_mbtiles_open:
 * @path: a file
 *
 * Blocks; not for the main thread. Errors: %CALLOUT_ERROR_NOT_FOUND,
 * %CALLOUT_ERROR_CORRUPT for what is not a whole MBTiles file,
 * %CALLOUT_ERROR_INVALID for vector tiles and other kinds that are no pictures,
 * %CALLOUT_ERROR_BUSY while somebody writes it.
 *
 * Returns: (transfer full) (nullable): the map
 */
CalloutMbtiles *
callout_mbtiles_open (const char  *path,
                      GError     **error)
{
  g_autoptr (CalloutMbtiles) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_atomic_rc_box_new0 (CalloutMbtiles);
  g_mutex_init (&self->lock);
  self->path = g_strdup (path);
  if (!open_database (self, error) || !read_all (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * callout_mbtiles_ref:
 *
 * Returns: (transfer full): the same map
 */
CalloutMbtiles *
callout_mbtiles_ref (CalloutMbtiles *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * callout_mbtiles_unref:
 * @self: (transfer full): a map
 */
void
callout_mbtiles_unref (CalloutMbtiles *self)
{
  g_atomic_rc_box_release_full (self, mbtiles_finalize);
}

/**
 * callout_mbtiles_get_name:
 *
 * Returns: what the map calls itself, or the file's name
 */
const char *
callout_mbtiles_get_name (CalloutMbtiles *self)
{
  return self->name;
}

/**
 * callout_mbtiles_get_attribution:
 *
 * Returns: whose work it is, as plain text, possibly empty; to be shown
 *   wherever the map is
 */
const char *
callout_mbtiles_get_attribution (CalloutMbtiles *self)
{
  return self->attribution;
}

/**
 * callout_mbtiles_get_format:
 *
 * Returns: what kind of pictures the tiles are
 */
CalloutTileFormat
callout_mbtiles_get_format (CalloutMbtiles *self)
{
  return self->format;
}

/**
 * callout_mbtiles_get_min_zoom:
 *
 * Returns: the first zoom there are tiles for
 */
guint
callout_mbtiles_get_min_zoom (CalloutMbtiles *self)
{
  return self->min_zoom;
}

/**
 * callout_mbtiles_get_max_zoom:
 *
 * Returns: the last zoom there are tiles for
 */
guint
callout_mbtiles_get_max_zoom (CalloutMbtiles *self)
{
  return self->max_zoom;
}

/**
 * callout_mbtiles_get_bounds:
 * @south_west: (out caller-allocates): one corner of what the map covers
 * @north_east: (out caller-allocates): the other
 */
void
callout_mbtiles_get_bounds (CalloutMbtiles *self,
                            CalloutPoint   *south_west,
                            CalloutPoint   *north_east)
{
  *south_west = self->south_west;
  *north_east = self->north_east;
}

/**
 * callout_mbtiles_read_tile:
 * @zoom: the tile's zoom
 * @x: its column, from the west
 * @y: its row, from the north (the file counts from the south)
 *
 * Blocks; not for the main thread. Errors: %CALLOUT_ERROR_NOT_FOUND where the
 * map has no tile, which is no fault; %CALLOUT_ERROR_CORRUPT.
 *
 * Returns: (transfer full) (nullable): the picture as it is in the file
 */
GBytes *
callout_mbtiles_read_tile (CalloutMbtiles  *self,
                           guint            zoom,
                           guint            x,
                           guint            y,
                           GError         **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  GBytes *bytes = NULL;
  int code;

  g_return_val_if_fail (self != NULL, NULL);

  if (zoom > MAX_ZOOM || x >= 1u << zoom || y >= 1u << zoom)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND,
                   _("There is no tile %u/%u/%u"), zoom, x, y);
      return NULL;
    }

  locker = g_mutex_locker_new (&self->lock);
  self->steps = 0;
  sqlite3_bind_int (self->tile, 1, zoom);
  sqlite3_bind_int64 (self->tile, 2, x);
  sqlite3_bind_int64 (self->tile, 3, (1u << zoom) - 1 - y);
  code = sqlite3_step (self->tile);
  if (code == SQLITE_ROW && sqlite3_column_bytes (self->tile, 0) > 0)
    {
      const void *data = sqlite3_column_blob (self->tile, 0);

      bytes = g_bytes_new (data, sqlite3_column_bytes (self->tile, 0));
    }
  else if (code == SQLITE_ROW || code == SQLITE_DONE)
    g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND,
                 _("The map “%s” has no tile %u/%u/%u"), self->path, zoom, x, y);
  else
    set_sqlite_error (self, code, error);
  sqlite3_reset (self->tile);
  return bytes;
}
