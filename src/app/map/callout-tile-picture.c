/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-tile-picture.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

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

/**
 * callout_tile_decode:
 * @bytes: a picture
 * @levels: how many levels farther away it is than the tile wanted
 * @x: the wanted tile's column, which says what part of the picture it is
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
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (bytes, error);

  if (texture == NULL)
    return NULL;
  if (gdk_texture_get_width (texture) > MAX_SIDE || gdk_texture_get_height (texture) > MAX_SIDE)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("A map tile claims to be %d × %d pixels large; it is not shown."),
                   gdk_texture_get_width (texture), gdk_texture_get_height (texture));
      return NULL;
    }
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
