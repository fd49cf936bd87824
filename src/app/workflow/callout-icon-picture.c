/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-icon-picture.h"

/* Of 255: what is fainter is an edge; what differs less looks the same. */
#define FAINT 48
#define ALIKE 24

struct _CalloutIconPicture
{
  GObject     parent_instance;

  GdkTexture *texture;
  gboolean    grey;
};

static void paintable_iface_init (GdkPaintableInterface *iface);
static void symbolic_iface_init (GtkSymbolicPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalloutIconPicture, callout_icon_picture, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_iface_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SYMBOLIC_PAINTABLE, symbolic_iface_init))

static void
snapshot (GdkPaintable *paintable,
          GdkSnapshot  *snapshot,
          double        width,
          double        height)
{
  gdk_paintable_snapshot (GDK_PAINTABLE (CALLOUT_ICON_PICTURE (paintable)->texture), snapshot, width, height);
}

static GdkPaintableFlags
get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_SIZE | GDK_PAINTABLE_STATIC_CONTENTS;
}

static int
get_width (GdkPaintable *paintable)
{
  return gdk_texture_get_width (CALLOUT_ICON_PICTURE (paintable)->texture);
}

static int
get_height (GdkPaintable *paintable)
{
  return gdk_texture_get_height (CALLOUT_ICON_PICTURE (paintable)->texture);
}

static void
paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = snapshot;
  iface->get_flags = get_flags;
  iface->get_intrinsic_width = get_width;
  iface->get_intrinsic_height = get_height;
}

/* Of a grey picture only where it is drawn counts. */
static void
snapshot_symbolic (GtkSymbolicPaintable *paintable,
                   GdkSnapshot          *snapshot,
                   double                width,
                   double                height,
                   const GdkRGBA        *colors,
                   gsize                 n_colors)
{
  CalloutIconPicture *self = CALLOUT_ICON_PICTURE (paintable);
  const GdkRGBA *colour = &colors[GTK_SYMBOLIC_COLOR_FOREGROUND];
  float values[16] = { 0 };
  graphene_matrix_t matrix;
  graphene_vec4_t offset;

  if (self->grey && n_colors > GTK_SYMBOLIC_COLOR_FOREGROUND)
    {
      values[15] = colour->alpha;
      graphene_matrix_init_from_float (&matrix, values);
      graphene_vec4_init (&offset, colour->red, colour->green, colour->blue, 0);
      gtk_snapshot_push_color_matrix (GTK_SNAPSHOT (snapshot), &matrix, &offset);
    }
  gdk_paintable_snapshot (GDK_PAINTABLE (self->texture), snapshot, width, height);
  if (self->grey && n_colors > GTK_SYMBOLIC_COLOR_FOREGROUND)
    gtk_snapshot_pop (GTK_SNAPSHOT (snapshot));
}

static void
symbolic_iface_init (GtkSymbolicPaintableInterface *iface)
{
  iface->snapshot_symbolic = snapshot_symbolic;
}

static void
callout_icon_picture_dispose (GObject *object)
{
  g_clear_object (&CALLOUT_ICON_PICTURE (object)->texture);
  G_OBJECT_CLASS (callout_icon_picture_parent_class)->dispose (object);
}

static void
callout_icon_picture_class_init (CalloutIconPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_icon_picture_dispose;
}

static void
callout_icon_picture_init (CalloutIconPicture *self)
{
}

/**
 * callout_icon_picture_is_grey:
 *
 * Returns: whether all that is drawn in it is of one grey, and something is,
 *   on a ground that shows through
 */
gboolean
callout_icon_picture_is_grey (GdkPixbuf *pixbuf)
{
  const guchar *pixels = gdk_pixbuf_read_pixels (pixbuf);
  int channels = gdk_pixbuf_get_n_channels (pixbuf);
  int first = -1;

  if (channels != 4)
    return FALSE;
  for (int y = 0; y < gdk_pixbuf_get_height (pixbuf); y++)
    for (int x = 0; x < gdk_pixbuf_get_width (pixbuf); x++)
      {
        const guchar *at = pixels + y * gdk_pixbuf_get_rowstride (pixbuf) + x * channels;
        int darkest = MIN (at[0], MIN (at[1], at[2]));
        int lightest = MAX (at[0], MAX (at[1], at[2]));

        if (at[3] < FAINT)
          continue;
        if (first < 0)
          first = darkest;
        if (lightest - darkest > ALIKE || ABS (darkest - first) > ALIKE)
          return FALSE;
      }
  return first >= 0;
}

/**
 * callout_icon_picture_new:
 *
 * Returns: (transfer full)
 */
GdkPaintable *
callout_icon_picture_new (GdkPixbuf *pixbuf)
{
  CalloutIconPicture *self = g_object_new (CALLOUT_TYPE_ICON_PICTURE, NULL);

  self->texture = gdk_texture_new_for_pixbuf (pixbuf);
  self->grey = callout_icon_picture_is_grey (pixbuf);
  return GDK_PAINTABLE (self);
}
