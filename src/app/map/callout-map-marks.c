/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-glyphs-private.h"

#include <math.h>
#include <pango/pangocairo.h>

/* How each mark is drawn; callout-map-glyphs.c keeps what was drawn. */

/* Room around a mark for its shadow. */
#define MARGIN 4

typedef enum {
  COLOUR_HOUSE,
  COLOUR_EXTERNAL,
  COLOUR_OFF,
  COLOUR_LOW,
  COLOUR_NORMAL,
  COLOUR_HIGH,
  COLOUR_GROUND, /* what hollow marks are filled with, and what text is lifted off by */
  COLOUR_INK,    /* text on the ground */
  COLOUR_ACCENT,
  N_COLOURS
} Colour;

/* Light and dark, and both for high contrast; all but the ground carry white
 * letters. */
static const guint32 palettes[2][2][N_COLOURS] = {
  {
    { 0x1a5fb4, 0x813d9c, 0x77767b, 0x6e6257, 0xc64600, 0xc01c28, 0xffffff, 0x241f31, 0x3584e4 },
    { 0x3584e4, 0xa34fba, 0x77767b, 0x8a7a6b, 0xd9680f, 0xe01b24, 0x242428, 0xf6f5f4, 0x78aeed },
  },
  {
    { 0x104a90, 0x61277a, 0x4d4c51, 0x54483d, 0x963400, 0xa00f1e, 0xffffff, 0x000000, 0x104a90 },
    { 0x1a5fb4, 0x813d9c, 0x5e5c64, 0x63574b, 0xb04400, 0xc01c28, 0x121214, 0xffffff, 0x99c1f1 },
  },
};

/* Of hollow marks on black: what carries white letters is too dark a line. */
static const guint32 glowing[N_COLOURS] = {
  0x99c1f1, 0xdc8add, 0xc0bfbc, 0xcdab8f, 0xffbe6f, 0xf8857a, 0x121214, 0xffffff, 0x99c1f1
};

static void
set_rgb (cairo_t *cr,
         guint32  rgb,
         double   alpha)
{
  cairo_set_source_rgba (cr, (rgb >> 16) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0, alpha);
}

static void
set_colour (CalloutMapGlyphs *self,
            cairo_t          *cr,
            Colour            colour,
            double            alpha)
{
  set_rgb (cr, palettes[self->high_contrast][self->dark][colour], alpha);
}

/* The rim of a hollow mark, and the sign in it. */
static void
set_line_colour (CalloutMapGlyphs *self,
                 cairo_t          *cr,
                 Colour            colour)
{
  if (self->dark && self->high_contrast)
    set_rgb (cr, glowing[colour], 1);
  else
    set_colour (self, cr, colour, 1);
}

/* A drawing whose origin is the point the mark stands for. */
static cairo_t *
begin (CalloutMapGlyphs *self,
       double            left,
       double            top,
       double            width,
       double            height)
{
  cairo_surface_t *surface;
  cairo_t *cr;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width) * self->scale,
                                        (int) ceil (height) * self->scale);
  cairo_surface_set_device_scale (surface, self->scale, self->scale);
  cairo_surface_set_device_offset (surface, left * self->scale, top * self->scale);
  cr = cairo_create (surface);
  cairo_surface_destroy (surface);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  return cr;
}

static CalloutMapGlyph *
finish (CalloutMapGlyphs *self,
        cairo_t          *cr,
        double            left,
        double            top)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  CalloutMapGlyph *glyph = g_new (CalloutMapGlyph, 1);
  g_autoptr (GBytes) bytes = NULL;
  int width, height, stride;

  cairo_surface_flush (surface);
  width = cairo_image_surface_get_width (surface);
  height = cairo_image_surface_get_height (surface);
  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * height);
  glyph->texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
  glyph->bounds = GRAPHENE_RECT_INIT (-left, -top, (float) width / self->scale, (float) height / self->scale);
  cairo_destroy (cr);
  return glyph;
}

/* Strokes of growing width stand in for a blur, which cairo has not. */
static void
shadow (CalloutMapGlyphs *self,
        cairo_t          *cr)
{
  cairo_path_t *path;

  if (self->high_contrast)
    return;
  path = cairo_copy_path (cr);
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_translate (cr, 0, 1);
  cairo_append_path (cr, path);
  for (int i = 3; i >= 1; i--)
    {
      cairo_set_source_rgba (cr, 0, 0, 0, self->dark ? 0.16 : 0.09);
      cairo_set_line_width (cr, i * 1.8);
      cairo_stroke_preserve (cr);
    }
  cairo_restore (cr);
  cairo_new_path (cr);
  cairo_append_path (cr, path);
  cairo_path_destroy (path);
}

static void
disc (cairo_t *cr,
      double   x,
      double   y,
      double   radius)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_close_path (cr);
}

static void
diamond (cairo_t *cr,
         double   x,
         double   y,
         double   radius)
{
  double soft = radius * 0.16;

  cairo_new_path (cr);
  cairo_move_to (cr, x - soft, y - radius + soft);
  cairo_curve_to (cr, x, y - radius, x, y - radius, x + soft, y - radius + soft);
  cairo_line_to (cr, x + radius - soft, y - soft);
  cairo_curve_to (cr, x + radius, y, x + radius, y, x + radius - soft, y + soft);
  cairo_line_to (cr, x + soft, y + radius - soft);
  cairo_curve_to (cr, x, y + radius, x, y + radius, x - soft, y + radius - soft);
  cairo_line_to (cr, x - radius + soft, y + soft);
  cairo_curve_to (cr, x - radius, y, x - radius, y, x - radius + soft, y - soft);
  cairo_close_path (cr);
}

/* A pin with its tip at the origin and a head of this radius and extra width. */
static void
pin (cairo_t *cr,
     double   radius,
     double   extra,
     double   middle)
{
  double open = 0.62;

  cairo_new_path (cr);
  cairo_move_to (cr, 0, 0);
  cairo_curve_to (cr, -radius * 0.16, -radius * 0.5,
                  -sin (open) * radius * 0.7, middle + cos (open) * radius * 1.12,
                  -extra - sin (open) * radius, middle + cos (open) * radius);
  cairo_arc (cr, -extra, middle, radius, G_PI / 2 + open, G_PI * 3 / 2);
  cairo_arc (cr, extra, middle, radius, G_PI * 3 / 2, G_PI * 5 / 2 - open);
  cairo_curve_to (cr, sin (open) * radius * 0.7, middle + cos (open) * radius * 1.12,
                  radius * 0.16, -radius * 0.5, 0, 0);
  cairo_close_path (cr);
}

static PangoLayout *
make_layout (CalloutMapGlyphs *self,
             const char       *text,
             double            points,
             PangoWeight       weight)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (self->context);
  g_autoptr (PangoFontDescription) font = NULL;

  font = pango_font_description_copy (pango_context_get_font_description (self->context));
  pango_font_description_set_absolute_size (font, points * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  return g_steal_pointer (&layout);
}

/* Letters centred by their ink, so that a single figure sits in the middle. */
static void
draw_letters (CalloutMapGlyphs *self,
              cairo_t          *cr,
              const char       *text,
              double            size,
              double            x,
              double            y)
{
  g_autoptr (PangoLayout) layout = make_layout (self, text, size, PANGO_WEIGHT_BOLD);
  PangoRectangle ink, logical;

  pango_layout_get_extents (layout, &ink, &logical);
  cairo_move_to (cr,
                 x - (logical.x + logical.width / 2.0) / PANGO_SCALE,
                 y - (ink.y + ink.height / 2.0) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

/* For high contrast a mark is lifted off by the ground's colour and has an
 * outline of the ink's, as letters have. */
static void
outline (CalloutMapGlyphs *self,
         cairo_t          *cr,
         double            width)
{
  if (!self->high_contrast)
    return;
  set_colour (self, cr, COLOUR_GROUND, 1);
  cairo_set_line_width (cr, width + 3);
  cairo_stroke_preserve (cr);
  set_colour (self, cr, COLOUR_INK, 1);
  cairo_set_line_width (cr, width);
  cairo_stroke_preserve (cr);
}

/* Filled where the thing is current, hollow where it is not. */
static void
paint_body (CalloutMapGlyphs *self,
            cairo_t          *cr,
            Colour            colour,
            gboolean          hollow,
            double            rim)
{
  shadow (self, cr);
  outline (self, cr, rim * 2);
  if (hollow)
    {
      set_colour (self, cr, COLOUR_GROUND, 1);
      if (!self->high_contrast)
        {
          cairo_set_line_width (cr, rim * 2);
          cairo_stroke_preserve (cr);
        }
      cairo_fill_preserve (cr);
      set_line_colour (self, cr, colour);
      cairo_set_line_width (cr, rim);
      cairo_stroke (cr);
      return;
    }

  if (!self->high_contrast)
    {
      set_colour (self, cr, COLOUR_GROUND, 1);
      cairo_set_line_width (cr, rim * 2);
      cairo_stroke_preserve (cr);
    }
  set_colour (self, cr, colour, 1);
  cairo_fill (cr);
}

static void
initials_to_utf8 (guint64 initials,
                  char    out[16])
{
  int n = 0;

  for (int shift = 32; shift >= 0; shift -= 32)
    if ((initials >> shift & 0xffffffff) != 0)
      n += g_unichar_to_utf8 (initials >> shift & 0xffffffff, out + n);
  out[n] = '\0';
}

/* The sign of a chosen engineer: a star leads, a tick goes along. */
static void
draw_badge (CalloutMapGlyphs *self,
            cairo_t          *cr,
            gboolean          lead,
            double            x,
            double            y)
{
  disc (cr, x, y, 7);
  set_colour (self, cr, COLOUR_GROUND, 1);
  cairo_set_line_width (cr, 3);
  cairo_stroke_preserve (cr);
  if (lead)
    cairo_set_source_rgb (cr, 0.98, 0.83, 0.18);
  else
    cairo_set_source_rgb (cr, 0.15, 0.64, 0.41);
  cairo_fill (cr);

  if (lead)
    {
      cairo_new_path (cr);
      for (int i = 0; i < 10; i++)
        {
          double radius = i % 2 ? 2.1 : 4.8;

          cairo_line_to (cr, x + radius * sin (i * G_PI / 5), y - radius * cos (i * G_PI / 5));
        }
      cairo_close_path (cr);
      cairo_set_source_rgb (cr, 0.24, 0.18, 0);
      cairo_fill (cr);
    }
  else
    {
      cairo_move_to (cr, x - 3, y + 0.2);
      cairo_line_to (cr, x - 0.8, y + 2.4);
      cairo_line_to (cr, x + 3.2, y - 2.4);
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_set_line_width (cr, 1.8);
      cairo_stroke (cr);
    }
}

/* Who is not eligible is still there to be seen. */
static double
faded_alpha (CalloutMapGlyphs *self)
{
  return self->high_contrast ? 0.7 : 0.5;
}

CalloutMapGlyph *
callout_map_draw_engineer (CalloutMapGlyphs    *self,
                           CalloutMapItemFlags  flags,
                           guint64              initials,
                           gboolean             small)
{
  gboolean external = (flags & CALLOUT_MAP_ITEM_EXTERNAL) != 0;
  gboolean chosen = (flags & (CALLOUT_MAP_ITEM_LEAD | CALLOUT_MAP_ITEM_COLLABORATOR)) != 0;
  gboolean hollow = (flags & CALLOUT_MAP_ITEM_STALE) != 0;
  Colour colour = flags & CALLOUT_MAP_ITEM_OFF ? COLOUR_OFF : external ? COLOUR_EXTERNAL : COLOUR_HOUSE;
  double radius = (small ? 6.5 : chosen ? 14 : 12) * (external ? 1.22 : 1);
  double half = radius + MARGIN + (chosen ? 4 : 0);
  cairo_t *cr = begin (self, half, half, half * 2, half * 2);
  gboolean faded = (flags & CALLOUT_MAP_ITEM_LEFT_OUT) != 0 && !chosen;

  if (faded)
    cairo_push_group (cr);
  if (external)
    diamond (cr, 0, 0, radius);
  else
    disc (cr, 0, 0, radius);
  paint_body (self, cr, colour, hollow, small ? 1.5 : 2);

  if (!small && initials != 0)
    {
      char text[16];

      initials_to_utf8 (initials, text);
      if (hollow)
        set_colour (self, cr, self->dark ? COLOUR_INK : colour, 1);
      else
        cairo_set_source_rgb (cr, 1, 1, 1);
      draw_letters (self, cr, text, external ? 9.5 : 10.5, 0, 0);
    }
  if (chosen)
    draw_badge (self, cr, (flags & CALLOUT_MAP_ITEM_LEAD) != 0, radius * 0.78, -radius * 0.78);
  if (faded)
    {
      cairo_pop_group_to_source (cr);
      cairo_paint_with_alpha (cr, faded_alpha (self));
    }
  return finish (self, cr, half, half);
}

static Colour
priority_colour (int priority)
{
  switch (priority)
    {
    case CALLOUT_PRIORITY_HIGH:
      return COLOUR_HIGH;
    case CALLOUT_PRIORITY_LOW:
      return COLOUR_LOW;
    default:
      return COLOUR_NORMAL;
    }
}

/* An exclamation mark, a dot, an arrow down: told apart without the colour. */
static void
draw_priority (cairo_t *cr,
               int      priority,
               double   x,
               double   y,
               double   size)
{
  switch (priority)
    {
    case CALLOUT_PRIORITY_HIGH:
      cairo_set_line_width (cr, size * 0.42);
      cairo_move_to (cr, x, y - size);
      cairo_line_to (cr, x, y + size * 0.12);
      cairo_stroke (cr);
      disc (cr, x, y + size * 0.88, size * 0.27);
      cairo_fill (cr);
      break;
    case CALLOUT_PRIORITY_LOW:
      cairo_set_line_width (cr, size * 0.36);
      cairo_move_to (cr, x - size * 0.66, y - size * 0.3);
      cairo_line_to (cr, x, y + size * 0.42);
      cairo_line_to (cr, x + size * 0.66, y - size * 0.3);
      cairo_stroke (cr);
      break;
    default:
      disc (cr, x, y, size * 0.5);
      cairo_fill (cr);
      break;
    }
}

CalloutMapGlyph *
callout_map_draw_work_order (CalloutMapGlyphs    *self,
                             CalloutMapItemFlags  flags,
                             int                  priority,
                             gboolean             small)
{
  gboolean centre = (flags & CALLOUT_MAP_ITEM_CENTRE) != 0;
  gboolean taken = (flags & CALLOUT_MAP_ITEM_TAKEN) != 0 && !centre;
  double radius = centre ? 15 : small ? 7 : 10;
  double middle = -radius * 1.62;
  double left = radius + MARGIN;
  double top = -middle + radius + MARGIN;
  cairo_t *cr = begin (self, left, top, left * 2, top + MARGIN);

  pin (cr, radius, 0, middle);
  paint_body (self, cr, priority_colour (priority), taken, small ? 1.3 : 1.8);
  if (taken)
    set_line_colour (self, cr, priority_colour (priority));
  else
    cairo_set_source_rgb (cr, 1, 1, 1);
  draw_priority (cr, priority, 0, middle, radius * 0.55);
  return finish (self, cr, left, top);
}

static double
letters_width (CalloutMapGlyphs *self,
               const char       *text,
               double            size)
{
  g_autoptr (PangoLayout) layout = make_layout (self, text, size, PANGO_WEIGHT_BOLD);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

CalloutMapGlyph *
callout_map_draw_work_orders (CalloutMapGlyphs *self,
                              guint             n,
                              int               priority,
                              gboolean          taken)
{
  g_autofree char *text = g_strdup_printf ("%u", n);
  double radius = 12;
  double extra = MAX (0, (letters_width (self, text, 12) - 13) / 2);
  double middle = -radius * 1.5;
  double left = radius + extra + MARGIN + 2;
  double top = -middle + radius + MARGIN + 2;
  cairo_t *cr = begin (self, left, top, left * 2, top + MARGIN);

  pin (cr, radius, extra, middle);
  paint_body (self, cr, priority_colour (priority), taken, 2);
  if (taken)
    set_colour (self, cr, self->dark ? COLOUR_INK : priority_colour (priority), 1);
  else
    cairo_set_source_rgb (cr, 1, 1, 1);
  draw_letters (self, cr, text, 12, 0, middle);

  if (priority == CALLOUT_PRIORITY_HIGH)
    {
      double x = extra + radius * 0.8;
      double y = middle - radius * 0.72;

      disc (cr, x, y, 5.5);
      set_colour (self, cr, COLOUR_HIGH, 1);
      cairo_set_line_width (cr, 2.5);
      cairo_stroke_preserve (cr);
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_fill (cr);
      set_colour (self, cr, COLOUR_HIGH, 1);
      draw_priority (cr, priority, x, y, 3.2);
    }
  return finish (self, cr, left, top);
}

CalloutMapGlyph *
callout_map_draw_engineers (CalloutMapGlyphs *self,
                            guint             n,
                            guint             n_external,
                            gboolean          left_out)
{
  g_autofree char *text = g_strdup_printf ("%u", n);
  gboolean external = n_external == n;
  double radius = 13 + MAX (0, (letters_width (self, text, 12) - 16) / 2);
  double half;
  cairo_t *cr;

  if (external)
    radius *= 1.25;
  half = radius + MARGIN + 3;
  cr = begin (self, half, half, half * 2, half * 2);
  if (left_out)
    cairo_push_group (cr);

  if (external)
    diamond (cr, 0, 0, radius);
  else
    disc (cr, 0, 0, radius);
  shadow (self, cr);
  outline (self, cr, 6);
  set_colour (self, cr, COLOUR_GROUND, 1);
  cairo_fill_preserve (cr);
  set_line_colour (self, cr, external ? COLOUR_EXTERNAL : COLOUR_HOUSE);
  cairo_set_line_width (cr, 3.5);
  cairo_stroke (cr);
  set_colour (self, cr, COLOUR_INK, 1);
  draw_letters (self, cr, text, 12, 0, 0);

  if (!external && n_external > 0)
    {
      diamond (cr, radius * 0.76, -radius * 0.76, 6.5);
      set_colour (self, cr, COLOUR_GROUND, 1);
      cairo_set_line_width (cr, 3);
      cairo_stroke_preserve (cr);
      set_line_colour (self, cr, COLOUR_EXTERNAL);
      cairo_fill (cr);
    }
  if (left_out)
    {
      cairo_pop_group_to_source (cr);
      cairo_paint_with_alpha (cr, faded_alpha (self));
    }
  return finish (self, cr, half, half);
}

CalloutMapGlyph *
callout_map_draw_halo (CalloutMapGlyphs *self,
                       guint             radius,
                       gboolean          strong)
{
  double half = radius + 3;
  cairo_t *cr = begin (self, half, half, half * 2, half * 2);

  disc (cr, 0, 0, radius);
  set_colour (self, cr, COLOUR_ACCENT, strong ? 0.32 : 0.2);
  cairo_fill_preserve (cr);
  set_colour (self, cr, COLOUR_ACCENT, strong ? 1 : 0.6);
  cairo_set_line_width (cr, strong ? 2.5 : 1.5);
  cairo_stroke (cr);
  return finish (self, cr, half, half);
}

CalloutMapGlyph *
callout_map_draw_text (CalloutMapGlyphs    *self,
                       CalloutMapTextStyle  style,
                       const char          *text)
{
  gboolean note = style == CALLOUT_MAP_TEXT_NOTE;
  g_autoptr (PangoLayout) layout = NULL;
  int width, height;
  cairo_t *cr;

  layout = make_layout (self, text, note ? 10.5 : 12, note ? PANGO_WEIGHT_MEDIUM : PANGO_WEIGHT_SEMIBOLD);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, &width, &height);
  if (width > 180)
    {
      width = 180;
      pango_layout_set_width (layout, width * PANGO_SCALE);
    }

  cr = begin (self, 3, 3, width + 6, height + 6);
  cairo_move_to (cr, 0, 0);
  pango_cairo_layout_path (cr, layout);
  set_colour (self, cr, COLOUR_GROUND, self->high_contrast ? 1 : 0.92);
  cairo_set_line_width (cr, self->high_contrast ? 5.5 : 3.5);
  cairo_stroke_preserve (cr);
  set_colour (self, cr, COLOUR_INK, note && !self->high_contrast ? 0.75 : 1);
  cairo_fill (cr);
  return finish (self, cr, 3, 3);
}
