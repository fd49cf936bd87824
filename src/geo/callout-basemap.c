/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the basemap file, whose form is described in tools/make-basemap.py.
 * Nothing in the file is trusted: every count, index and coordinate is checked,
 * so that a damaged or foreign file ends in a sentence. */

#include "callout-basemap-private.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (CalloutBasemap, callout_basemap, callout_basemap_ref, callout_basemap_unref)

static const char magic[] = "CALLOUTB\x01";
#define MAGIC_SIZE 9
#define DIGEST_SIZE 32
#define LINK_FLAG 8

typedef struct {
  const guint8 *at;
  const guint8 *end;
  gboolean      failed;
  Spot          last;
} Reader;

static guint64
read_number (Reader *reader)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 63; shift += 7)
    {
      guint8 byte;

      if (reader->at == reader->end)
        break;
      byte = *reader->at++;
      value |= (guint64) (byte & 127) << shift;
      if (byte < 128)
        return value;
    }
  reader->failed = TRUE;
  return 0;
}

/* A number that cannot be larger than @most. */
static guint
read_up_to (Reader  *reader,
            guint64  most)
{
  guint64 value = read_number (reader);

  if (value > most)
    {
      reader->failed = TRUE;
      return 0;
    }
  return (guint) value;
}

/* How many things follow, each of which takes at least @least bytes. */
static guint
read_count (Reader *reader,
            guint   least)
{
  return read_up_to (reader, MIN ((gsize) (reader->end - reader->at) / least, G_MAXINT / 2));
}

static gint64
read_signed (Reader *reader)
{
  guint64 value = read_number (reader);

  return value & 1 ? -(gint64) (value >> 1) - 1 : (gint64) (value >> 1);
}

static char *
read_text (Reader *reader)
{
  guint length = read_count (reader, 1);
  char *text;

  if (reader->failed || !g_utf8_validate ((const char *) reader->at, length, NULL))
    {
      reader->failed = TRUE;
      return g_strdup ("");
    }
  text = g_strndup ((const char *) reader->at, length);
  reader->at += length;
  return text;
}

static gboolean
on_map (gint64 value)
{
  return value >= 0 && value <= WORLD_SIZE;
}

/* Steps are added in 64 bits and checked after each, so that no sum overflows. */
static void
read_points (Reader         *reader,
             CalloutBasemap *self,
             guint           n_points,
             Line           *line)
{
  Spot at = reader->last;

  line->first = self->points->len;
  line->n_points = n_points;
  line->box = (Box) { WORLD_SIZE, WORLD_SIZE, 0, 0 };
  for (guint i = 0; i < n_points; i++)
    {
      gint64 dx = read_signed (reader);
      gint64 dy = read_signed (reader);

      if (dx < -WORLD_SIZE || dx > WORLD_SIZE || dy < -WORLD_SIZE || dy > WORLD_SIZE ||
          !on_map (at.x + dx) || !on_map (at.y + dy))
        reader->failed = TRUE;
      if (reader->failed)
        return;
      at = (Spot) { (gint32) (at.x + dx), (gint32) (at.y + dy) };
      if (i == 0)
        reader->last = at;
      g_array_append_val (self->points, at);
      line->box.x1 = MIN (line->box.x1, at.x);
      line->box.y1 = MIN (line->box.y1, at.y);
      line->box.x2 = MAX (line->box.x2, at.x);
      line->box.y2 = MAX (line->box.y2, at.y);
    }
}

static void
read_places (Reader         *reader,
             CalloutBasemap *self)
{
  guint n_places = read_count (reader, 5);

  for (guint i = 0; i < n_places && !reader->failed; i++)
    {
      Place place;

      place.name = read_text (reader);
      place.spot.x = read_up_to (reader, WORLD_SIZE);
      place.spot.y = read_up_to (reader, WORLD_SIZE);
      place.weight = read_up_to (reader, G_MAXINT);
      place.is_town = read_up_to (reader, 1) != 0;
      g_array_append_val (self->places, place);
    }
}

static void
read_streets (Reader         *reader,
              CalloutBasemap *self)
{
  guint n_names = read_count (reader, 1);
  guint n_streets;

  for (guint i = 0; i < n_names && !reader->failed; i++)
    g_ptr_array_add (self->names, read_text (reader));

  n_streets = read_count (reader, 2);
  for (guint i = 0; i < n_streets && !reader->failed; i++)
    {
      Street street = { 0 };

      street.name = read_up_to (reader, G_MAXINT);
      street.place = read_up_to (reader, G_MAXINT);
      if (street.name >= self->names->len || street.place >= self->places->len)
        reader->failed = TRUE;
      else
        g_array_append_val (self->streets, street);
    }
}

static void
read_lines (Reader         *reader,
            CalloutBasemap *self)
{
  guint n_lines = read_count (reader, 7);
  guint64 street = 0;

  self->box = (Box) { WORLD_SIZE, WORLD_SIZE, 0, 0 };
  for (guint i = 0; i < n_lines && !reader->failed; i++)
    {
      Line line = { 0 };
      guint kind;

      street += read_up_to (reader, G_MAXINT);
      kind = read_up_to (reader, LINK_FLAG + N_STREET_CLASSES - 1);
      if (street >= self->streets->len || (kind & (LINK_FLAG - 1)) >= N_STREET_CLASSES)
        {
          reader->failed = TRUE;
          return;
        }
      line.street = (guint) street;
      line.street_class = kind & (LINK_FLAG - 1);
      line.is_link = (kind & LINK_FLAG) != 0;
      read_points (reader, self, read_count (reader, 2) + 2, &line);
      g_array_append_val (self->lines, line);
      self->box.x1 = MIN (self->box.x1, line.box.x1);
      self->box.y1 = MIN (self->box.y1, line.box.y1);
      self->box.x2 = MAX (self->box.x2, line.box.x2);
      self->box.y2 = MAX (self->box.y2, line.box.y2);
      if (STREET (self, street)->n_lines++ == 0)
        STREET (self, street)->first_line = i;
    }
}

static void
read_outlines (Reader         *reader,
               CalloutBasemap *self)
{
  guint n_outlines = read_count (reader, 5);

  for (guint i = 0; i < n_outlines && !reader->failed; i++)
    {
      Line line = { 0 };

      read_points (reader, self, read_count (reader, 2) + 2, &line);
      g_array_append_val (self->outlines, line);
    }
}

static gboolean
digest_fits (const guint8 *data,
             gsize         size)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[DIGEST_SIZE];
  gsize length = sizeof digest;

  g_checksum_update (checksum, data + MAGIC_SIZE + DIGEST_SIZE, size - MAGIC_SIZE - DIGEST_SIZE);
  g_checksum_get_digest (checksum, digest, &length);
  return memcmp (digest, data + MAGIC_SIZE, DIGEST_SIZE) == 0;
}

static void
clear_place (gpointer data)
{
  g_free (((Place *) data)->name);
}

static CalloutBasemap *
basemap_new (void)
{
  CalloutBasemap *self = g_atomic_rc_box_new0 (CalloutBasemap);

  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (self->places, clear_place);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->plain_names = g_ptr_array_new_with_free_func (g_free);
  self->streets = g_array_new (FALSE, FALSE, sizeof (Street));
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->outlines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->points = g_array_new (FALSE, FALSE, sizeof (Spot));
  g_mutex_init (&self->label_lock);
  return self;
}

static void
basemap_finalize (gpointer data)
{
  CalloutBasemap *self = data;

  g_free (self->title);
  g_free (self->attribution);
  g_array_unref (self->places);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->plain_names);
  g_array_unref (self->streets);
  g_array_unref (self->lines);
  g_array_unref (self->outlines);
  g_array_unref (self->points);
  g_free (self->detail);
  g_free (self->cell_start);
  g_free (self->cell_lines);
  g_mutex_clear (&self->label_lock);
  g_clear_pointer (&self->label_sets, g_ptr_array_unref);
  g_clear_pointer (&self->glyph_of, g_hash_table_unref);
  g_clear_pointer (&self->glyphs, g_array_unref);
}

/**
 * callout_basemap_load:
 * @path: a basemap file
 *
 * Blocks for some milliseconds. Errors: %CALLOUT_ERROR_CORRUPT for a file that
 * is not a whole basemap, %CALLOUT_ERROR_NOT_FOUND or %CALLOUT_ERROR_FAILED for
 * one that cannot be read.
 *
 * Returns: (transfer full) (nullable): the basemap
 */
CalloutBasemap *
callout_basemap_load (const char  *path,
                      GError     **error)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) reason = NULL;
  CalloutBasemap *self;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_mapped_file_new (path, FALSE, &reason);
  if (file == NULL)
    {
      g_set_error (error, CALLOUT_ERROR,
                   g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT)
                   ? CALLOUT_ERROR_NOT_FOUND : CALLOUT_ERROR_FAILED,
                   _("The basemap could not be read: %s"), reason->message);
      return NULL;
    }
  bytes = g_mapped_file_get_bytes (file);
  self = callout_basemap_new_for_bytes (bytes, error);
  if (self == NULL)
    g_prefix_error (error, "%s: ", path);
  return self;
}

/**
 * callout_basemap_new_for_bytes:
 * @bytes: the contents of a basemap file
 *
 * Errors: %CALLOUT_ERROR_CORRUPT.
 *
 * Returns: (transfer full) (nullable): the basemap
 */
CalloutBasemap *
callout_basemap_new_for_bytes (GBytes  *bytes,
                               GError **error)
{
  g_autoptr (CalloutBasemap) self = NULL;
  const guint8 *data;
  gsize size;
  Reader reader = { 0 };

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  if (size < MAGIC_SIZE + DIGEST_SIZE || memcmp (data, magic, MAGIC_SIZE - 1) != 0)
    {
      g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT,
                           _("This file is not a Callout basemap"));
      return NULL;
    }
  if (data[MAGIC_SIZE - 1] != (guint8) magic[MAGIC_SIZE - 1])
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT,
                   _("This basemap has the form of version %d; this Callout reads version %d"),
                   data[MAGIC_SIZE - 1], magic[MAGIC_SIZE - 1]);
      return NULL;
    }
  if (!digest_fits (data, size))
    {
      g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT,
                           _("This basemap is damaged or cut short; install it again"));
      return NULL;
    }

  self = basemap_new ();
  reader.at = data + MAGIC_SIZE + DIGEST_SIZE;
  reader.end = data + size;
  self->title = read_text (&reader);
  self->attribution = read_text (&reader);
  read_places (&reader, self);
  read_streets (&reader, self);
  read_lines (&reader, self);
  read_outlines (&reader, self);
  if (reader.failed || reader.at != reader.end || self->lines->len == 0)
    {
      g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT,
                           _("This basemap does not follow its own form; make it anew"));
      return NULL;
    }

  callout_basemap_index (self);
  return g_steal_pointer (&self);
}

/**
 * callout_basemap_ref:
 *
 * Returns: (transfer full): the same basemap
 */
CalloutBasemap *
callout_basemap_ref (CalloutBasemap *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * callout_basemap_unref:
 * @self: (transfer full): a basemap
 */
void
callout_basemap_unref (CalloutBasemap *self)
{
  g_atomic_rc_box_release_full (self, basemap_finalize);
}

/**
 * callout_basemap_get_title:
 *
 * Returns: what region it shows, for people
 */
const char *
callout_basemap_get_title (CalloutBasemap *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

/**
 * callout_basemap_get_attribution:
 *
 * Returns: what must be shown wherever the map is
 */
const char *
callout_basemap_get_attribution (CalloutBasemap *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->attribution;
}

/**
 * callout_basemap_get_bounds:
 * @south_west: (out caller-allocates): one corner of what the streets cover
 * @north_east: (out caller-allocates): the other
 */
void
callout_basemap_get_bounds (CalloutBasemap *self,
                            CalloutPoint   *south_west,
                            CalloutPoint   *north_east)
{
  g_return_if_fail (self != NULL);

  callout_basemap_to_point (&(Spot) { self->box.x1, self->box.y2 }, south_west);
  callout_basemap_to_point (&(Spot) { self->box.x2, self->box.y1 }, north_east);
}
