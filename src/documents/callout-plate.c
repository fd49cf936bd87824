/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-plate-private.h"

#include "callout-error.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _CalloutPlate
{
  gatomicrefcount  refs;
  cairo_surface_t *surface;
  int              width;
  int              height;
};

G_DEFINE_BOXED_TYPE (CalloutPlate, callout_plate, callout_plate_ref, callout_plate_unref)

/* A picture of more than paper can show is read smaller from the beginning:
 * what is not unpacked takes no memory. */
static void
size_cb (GdkPixbufLoader *loader,
         int              width,
         int              height,
         gpointer         data)
{
  double most = GPOINTER_TO_UINT (data);
  double scale = MIN (most / MAX (width, 1), most / MAX (height, 1));

  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale)), MAX (1, (int) (height * scale)));
}

static GdkPixbuf *
read_picture (GBytes  *bytes,
              guint    most_pixels,
              GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  GdkPixbuf *pixbuf;
  gboolean done;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_cb), GUINT_TO_POINTER (most_pixels));
  done = gdk_pixbuf_loader_write_bytes (loader, bytes, error);
  done = gdk_pixbuf_loader_close (loader, done ? error : NULL) && done;
  pixbuf = done ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  return pixbuf != NULL ? gdk_pixbuf_apply_embedded_orientation (pixbuf) : NULL;
}

/* Cairo's pixels are premultiplied and as wide as the machine's words. */
static cairo_surface_t *
make_surface (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  int n = gdk_pixbuf_get_n_channels (pixbuf);
  cairo_surface_t *surface = cairo_image_surface_create (n == 4 ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, width, height);
  guchar *to = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const guchar *from = gdk_pixbuf_read_pixels (pixbuf);

  if (to == NULL)
    return surface;
  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    {
      const guchar *p = from + (gsize) y * (gsize) gdk_pixbuf_get_rowstride (pixbuf);
      guint32 *q = (guint32 *) (gpointer) (to + (gsize) y * (gsize) stride);

      for (int x = 0; x < width; x++, p += n, q++)
        {
          guint alpha = n == 4 ? p[3] : 255;

          *q = alpha << 24 | (p[0] * alpha + 127) / 255 << 16 | (p[1] * alpha + 127) / 255 << 8 | (p[2] * alpha + 127) / 255;
        }
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

/* A photograph goes into a PDF as one, at a tenth of what its pixels take. */
static void
attach_photograph (cairo_surface_t *surface,
                   GdkPixbuf       *pixbuf)
{
  char *buffer;
  gsize length;

  if (gdk_pixbuf_get_has_alpha (pixbuf) || gdk_pixbuf_get_width (pixbuf) * gdk_pixbuf_get_height (pixbuf) < 10000
      || !gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, "jpeg", NULL, "quality", "85", NULL))
    return;
  if (cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, (guchar *) buffer, length, g_free, buffer)
      != CAIRO_STATUS_SUCCESS)
    g_free (buffer);
}

/**
 * callout_plate_new:
 * @bytes: of a picture in any format this machine reads
 * @most_pixels: of its longer side; what has more is read smaller
 *
 * Of any thread. Errors: %CALLOUT_ERROR_INVALID for what is no picture.
 *
 * Returns: (transfer full)
 */
CalloutPlate *
callout_plate_new (GBytes  *bytes,
                     guint    most_pixels,
                     GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GdkPixbuf) pixbuf = read_picture (bytes, most_pixels, &failure);
  CalloutPlate *self;

  if (pixbuf == NULL)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("This is no picture that can be read: %s"),
                   failure != NULL ? failure->message : _("there is nothing in it"));
      return NULL;
    }
  self = g_new0 (CalloutPlate, 1);
  g_atomic_ref_count_init (&self->refs);
  self->width = gdk_pixbuf_get_width (pixbuf);
  self->height = gdk_pixbuf_get_height (pixbuf);
  self->surface = make_surface (pixbuf);
  attach_photograph (self->surface, pixbuf);
  return self;
}

CalloutPlate *
callout_plate_ref (CalloutPlate *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
callout_plate_unref (CalloutPlate *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  cairo_surface_destroy (self->surface);
  g_free (self);
}

/* In pixels; what matters is how they stand to each other. */
double
callout_plate_get_width (CalloutPlate *self)
{
  return self->width;
}

double
callout_plate_get_height (CalloutPlate *self)
{
  return self->height;
}

/* Into the rectangle at the origin. */
void
callout_plate_draw (CalloutPlate *self,
                      cairo_t        *cr,
                      double          width,
                      double          height)
{
  cairo_save (cr);
  cairo_scale (cr, width / self->width, height / self->height);
  cairo_set_source_surface (cr, self->surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  /* Without it the edges take in what is beside the picture. */
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_rectangle (cr, 0, 0, self->width, self->height);
  cairo_fill (cr);
  cairo_restore (cr);
}
