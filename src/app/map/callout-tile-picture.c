/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-tile-picture.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* A tile is a few hundred pixels wide; what says it is more is a bomb. */
#define MAX_SIDE 4096

static GdkTexture *
enlarge (GdkTexture *texture,
         guint       levels,
         guint       x,
         guint       y)
{
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);
  double factor = exp2 (levels);
  cairo_surface_t *from = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_surface_t *to = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  g_autoptr (GBytes) bytes = NULL;
  cairo_t *cr = cairo_create (to);
  int stride = cairo_image_surface_get_stride (to);
  guint mask = (1u << levels) - 1;

  gdk_texture_download (texture, cairo_image_surface_get_data (from), cairo_image_surface_get_stride (from));
  cairo_surface_mark_dirty (from);
  cairo_translate (cr, -(double) (x & mask) * width, -(double) (y & mask) * height);
  cairo_scale (cr, factor, factor);
  cairo_set_source_surface (cr, from, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (from);

  cairo_surface_flush (to);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (to), (gsize) stride * height,
                                      (GDestroyNotify) cairo_surface_destroy, to);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

/* By how it begins, whatever it is called: nothing else is given to a loader. */
static const char *
mime_type_of (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size > 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "image/png";
  if (size > 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return "image/jpeg";
  if (size > 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return "image/webp";
  return NULL;
}

static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         data)
{
  gboolean *too_large = data;

  *too_large = width > MAX_SIDE || height > MAX_SIDE;
  /* Decoded all the same, but into next to nothing. */
  if (*too_large)
    gdk_pixbuf_loader_set_size (loader, 1, 1);
}

static GdkPixbuf *
load (GBytes  *bytes,
      GError **error)
{
  const char *mime_type = mime_type_of (bytes);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  GdkPixbuf *pixbuf;
  gboolean too_large = FALSE;

  if (mime_type == NULL)
    {
      g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                           _("A map tile is neither PNG nor JPEG nor WebP; it is not shown."));
      return NULL;
    }
  loader = gdk_pixbuf_loader_new_with_mime_type (mime_type, error);
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &too_large);
  if (!gdk_pixbuf_loader_write_bytes (loader, bytes, error))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      return NULL;
    }
  if (!gdk_pixbuf_loader_close (loader, error))
    return NULL;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (too_large || pixbuf == NULL)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("A map tile claims to be wider than %d pixels; it is not shown."), MAX_SIDE);
      return NULL;
    }
  return g_object_ref (pixbuf);
}

/**
 * callout_tile_decode:
 * @bytes: a picture: PNG, JPEG or WebP
 * @levels: how many levels farther away it is than the tile wanted
 * @x: the wanted tile's column, which says what part of the picture it is
 * @y: its row
 *
 * Any thread may do this.
 *
 * Returns: (transfer full): the tile
 */
GdkTexture *
callout_tile_decode (GBytes  *bytes,
                     guint    levels,
                     guint    x,
                     guint    y,
                     GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = load (bytes, error);
  g_autoptr (GdkTexture) texture = NULL;

  if (pixbuf == NULL)
    return NULL;
  texture = gdk_texture_new_for_pixbuf (pixbuf);
  return levels == 0 ? g_steal_pointer (&texture) : enlarge (texture, levels, x, y);
}

void
callout_tile_fill (ShumateTile *tile,
                   GdkTexture  *texture)
{
  shumate_tile_set_fade_in (tile, FALSE);
  shumate_tile_set_paintable (tile, GDK_PAINTABLE (texture));
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
}

static void
fallen_back_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) outer = user_data;
  GError *error = NULL;

  if (shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (object), result, &error))
    g_task_return_boolean (outer, TRUE);
  else
    g_task_return_error (outer, error);
}

/**
 * callout_tile_fall_back:
 * @outer: (transfer full): returns when the other source is done
 */
void
callout_tile_fall_back (ShumateMapSource *behind,
                        ShumateTile      *tile,
                        GTask            *outer)
{
  shumate_map_source_fill_tile_async (behind, tile, g_task_get_cancellable (outer), fallen_back_cb, outer);
}
