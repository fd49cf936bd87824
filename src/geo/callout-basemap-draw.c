/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws the basemap: streets by class, wide ones on top, each with a rim so
 * that crossings read; names along their lines; outlines as a quiet dashed
 * line, since they are borders, not shores. Nothing here writes to the basemap,
 * so that tiles can be drawn by several threads. */

#include "callout-basemap-draw.h"

#include "callout-basemap-label.h"

#include <math.h>

#define FIRST_ZOOM 8
#define LAST_ZOOM CALLOUT_BASEMAP_MAX_ZOOM
#define N_ZOOMS (LAST_ZOOM - FIRST_ZOOM + 1)

typedef struct {
  guint32  ground;
  guint32  border;
  double   border_alpha;
  guint32  rim[N_STREET_CLASSES];
  double   rim_width;                 /* what is added to the usual one */
  gboolean rim_is_stronger;           /* than the street itself */
  guint32  street[N_STREET_CLASSES];
  guint32  faint;                     /* minor streets where they are hairlines */
  guint32  text[N_LABEL_KINDS];
  double   halo_width;                /* what is added to the usual one */
  double   halo_alpha;
} Palette;

static const Palette palettes[CALLOUT_BASEMAP_N_STYLES] = {
  [CALLOUT_BASEMAP_LIGHT] = {
    .ground = 0xf6f5f4,
    .border = 0xb9b3ae,
    .border_alpha = 0.7,
    .rim = { 0xd98a4b, 0xdd9a5b, 0xe0b871, 0xe0cb97, 0xcfcac4, 0xd8d4cf, 0xe2dfdb },
    .rim_is_stronger = TRUE,
    .street = { 0xf6b98a, 0xf9c79b, 0xfce3ab, 0xfdf2cc, 0xffffff, 0xffffff, 0xfbfafa },
    .faint = 0xe0dcd8,
    .text = { 0x3d3846, 0x6f6a75, 0x4a4038, 0x5e5c64 },
    .halo_alpha = 0.9,
  },
  [CALLOUT_BASEMAP_DARK] = {
    .ground = 0x2a2a2c,
    .border = 0x6a676d,
    .border_alpha = 0.7,
    .rim = { 0x1d1b1a, 0x1d1b1a, 0x1d1c1a, 0x1d1c1b, 0x1e1e1f, 0x202021, 0x232324 },
    .street = { 0x8f6240, 0x84623f, 0x736343, 0x5f5947, 0x504f52, 0x444447, 0x39393b },
    .faint = 0x434347,
    .text = { 0xf1efee, 0xaaa7ac, 0xe4d9c4, 0xbdbabf },
    .halo_alpha = 0.9,
  },
  /* Rims of 3:1 and more against the ground, letters black or white. */
  [CALLOUT_BASEMAP_CONTRAST] = {
    .ground = 0xffffff,
    .border = 0x5e5c64,
    .border_alpha = 1,
    .rim = { 0x8f4a10, 0x8f5a1e, 0x8f6c14, 0x857338, 0x77767b, 0x86858a, 0x929196 },
    .rim_width = 0.4,
    .rim_is_stronger = TRUE,
    .street = { 0xf7a663, 0xf9bb80, 0xfbd983, 0xfdeeb5, 0xffffff, 0xffffff, 0xffffff },
    .faint = 0x9a9996,
    .text = { 0x000000, 0x1e1e1e, 0x000000, 0x000000 },
    .halo_width = 2,
    .halo_alpha = 1,
  },
  [CALLOUT_BASEMAP_DARK | CALLOUT_BASEMAP_CONTRAST] = {
    .ground = 0x121214,
    .border = 0xc0bfbc,
    .border_alpha = 1,
    .rim = { 0x000000, 0x000000, 0x000000, 0x000000, 0x000000, 0x000000, 0x000000 },
    .rim_width = 0.4,
    .street = { 0xb8722f, 0xac7438, 0x9a843f, 0x837a55, 0x7d7c81, 0x727176, 0x67666b },
    .faint = 0x6c6b70,
    .text = { 0xffffff, 0xe4e3e2, 0xffffff, 0xffffff },
    .halo_width = 2,
    .halo_alpha = 1,
  },
};

/* Widths in pixels by zoom; 0 where the class is not drawn. */
static const float widths[N_STREET_CLASSES][N_ZOOMS] = {
  /*                      8     9    10    11    12    13    14    15    16    17    18    19    20 */
  [STREET_MOTORWAY]  = { 0.9f, 1.2f, 1.6f, 2.2f, 3.0f, 4.0f, 5.6f, 8.0f, 11.f, 16.f, 23.f, 34.f, 50.f },
  [STREET_TRUNK]     = { 0.7f, 1.0f, 1.4f, 1.9f, 2.6f, 3.6f, 5.0f, 7.0f, 10.f, 15.f, 21.f, 31.f, 46.f },
  [STREET_PRIMARY]   = { 0.6f, 0.8f, 1.0f, 1.3f, 1.7f, 2.6f, 4.2f, 6.4f, 9.5f, 14.f, 20.f, 29.f, 43.f },
  [STREET_SECONDARY] = { 0.0f, 0.5f, 0.6f, 0.8f, 1.2f, 2.0f, 3.4f, 5.4f, 8.5f, 12.f, 18.f, 26.f, 38.f },
  [STREET_TERTIARY]  = { 0.0f, 0.0f, 0.4f, 0.6f, 1.0f, 1.7f, 2.8f, 4.7f, 7.5f, 11.f, 16.f, 23.f, 34.f },
  [STREET_MINOR]     = { 0.0f, 0.0f, 0.0f, 0.4f, 0.6f, 1.0f, 2.0f, 3.6f, 6.2f, 9.5f, 14.f, 20.f, 30.f },
  [STREET_QUIET]     = { 0.0f, 0.0f, 0.0f, 0.0f, 0.4f, 0.7f, 1.4f, 2.6f, 4.6f, 7.0f, 10.f, 15.f, 22.f },
};

/* What is drawn, in pixels of the zoom and in units of the map. */
typedef struct {
  CalloutBasemap *map;
  cairo_t        *cr;
  const Palette  *palette;
  guint           zoom;
  double          scale;       /* pixels in a unit */
  double          left, top;   /* pixels */
  Box             box;         /* units, with a margin for what reaches in */
} Scene;

static void
set_colour (cairo_t *cr,
            guint32  rgb,
            double   alpha)
{
  cairo_set_source_rgba (cr, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0,
                         (rgb & 255) / 255.0, alpha);
}

static double
width_of (const Scene *scene,
          StreetClass  street_class)
{
  int index = CLAMP ((int) scene->zoom - FIRST_ZOOM, 0, N_ZOOMS - 1);

  return widths[street_class][index];
}

static gboolean
is_hairline (const Scene *scene,
             StreetClass  street_class)
{
  return width_of (scene, street_class) < 1.6;
}

static double
to_x (const Scene *scene,
      gint32       x)
{
  return x * scene->scale - scene->left;
}

static double
to_y (const Scene *scene,
      gint32       y)
{
  return y * scene->scale - scene->top;
}

static gboolean
segment_shows (const Scene *scene,
               const Spot  *a,
               const Spot  *b)
{
  Box box = { MIN (a->x, b->x), MIN (a->y, b->y), MAX (a->x, b->x), MAX (a->y, b->y) };

  return boxes_meet (&box, &scene->box);
}

/* Adds the parts of a line that come near the picture to the path, without the
 * points too fine for the zoom. */
static void
add_line (const Scene *scene,
          const Line  *line)
{
  const Spot *spots = SPOTS (scene->map, line);
  const guint8 *detail = scene->map->detail + line->first;
  const Spot *before = &spots[0];
  gboolean drawing = FALSE;

  for (guint i = 1; i < line->n_points; i++)
    {
      if (detail[i] > scene->zoom)
        continue;
      if (segment_shows (scene, before, &spots[i]))
        {
          if (!drawing)
            cairo_move_to (scene->cr, to_x (scene, before->x), to_y (scene, before->y));
          cairo_line_to (scene->cr, to_x (scene, spots[i].x), to_y (scene, spots[i].y));
          drawing = TRUE;
        }
      else
        drawing = FALSE;
      before = &spots[i];
    }
}

static void
stroke_class (const Scene *scene,
              const guint *lines,
              guint        n_lines,
              StreetClass  street_class,
              gboolean     link,
              double       more)
{
  double width = width_of (scene, street_class) * (link ? 0.7 : 1);
  gboolean thin = width + more < 2.5;

  /* round ends take most of the time and cannot be seen on thin lines */
  cairo_set_line_cap (scene->cr, thin ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (scene->cr, thin ? CAIRO_LINE_JOIN_BEVEL : CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < n_lines; i++)
    {
      const Line *line = LINE (scene->map, lines[i]);

      if (line->street_class == street_class && line->is_link == link)
        add_line (scene, line);
    }
  cairo_set_line_width (scene->cr, width + more);
  cairo_stroke (scene->cr);
}

static void
draw_streets (const Scene *scene)
{
  guint n_lines;
  g_autofree guint *lines = callout_basemap_lines_in_box (scene->map, &scene->box, &n_lines);
  double rim = (scene->zoom >= 17 ? 2.4 : scene->zoom >= 15 ? 2 : 1.4) + scene->palette->rim_width;

  cairo_save (scene->cr);
  cairo_set_tolerance (scene->cr, 0.25);
  cairo_set_antialias (scene->cr, CAIRO_ANTIALIAS_FAST);
  for (int kind = N_STREET_CLASSES - 1; kind >= 0; kind--)
    if (!is_hairline (scene, kind))
      {
        set_colour (scene->cr, scene->palette->rim[kind], 1);
        stroke_class (scene, lines, n_lines, kind, TRUE, rim);
        stroke_class (scene, lines, n_lines, kind, FALSE, rim);
      }
  for (int kind = N_STREET_CLASSES - 1; kind >= 0; kind--)
    {
      if (width_of (scene, kind) <= 0)
        continue;
      if (!is_hairline (scene, kind))
        set_colour (scene->cr, scene->palette->street[kind], 1);
      else if (kind >= STREET_TERTIARY)
        set_colour (scene->cr, scene->palette->faint, 1);
      else /* no rim sets it off, so it takes the rim's stronger colour where that is one */
        set_colour (scene->cr, scene->palette->rim_is_stronger ? scene->palette->rim[kind]
                                                               : scene->palette->street[kind], 1);
      stroke_class (scene, lines, n_lines, kind, TRUE, 0);
      stroke_class (scene, lines, n_lines, kind, FALSE, 0);
    }
  cairo_restore (scene->cr);
}

/* Dashes are counted from the line's first point, so that they go on from one
 * tile to the next though only the near parts are drawn. */
static void
draw_outline (const Scene *scene,
              const Line  *line)
{
  const Spot *spots = SPOTS (scene->map, line);
  const guint8 *detail = scene->map->detail + line->first;
  const double dashes[] = { 5, 4 };
  const Spot *before = &spots[0];
  double gone = 0;
  gboolean drawing = FALSE;

  for (guint i = 1; i < line->n_points; i++)
    {
      const Spot *spot = &spots[i];

      if (detail[i] > scene->zoom)
        continue;
      if (segment_shows (scene, before, spot))
        {
          if (!drawing)
            {
              cairo_set_dash (scene->cr, dashes, 2, fmod (gone, 9));
              cairo_move_to (scene->cr, to_x (scene, before->x), to_y (scene, before->y));
            }
          cairo_line_to (scene->cr, to_x (scene, spot->x), to_y (scene, spot->y));
          drawing = TRUE;
        }
      else if (drawing)
        {
          cairo_stroke (scene->cr);
          drawing = FALSE;
        }
      gone += hypot ((double) spot->x - before->x, (double) spot->y - before->y) * scene->scale;
      before = spot;
    }
  cairo_stroke (scene->cr);
}

static void
draw_outlines (const Scene *scene)
{
  cairo_save (scene->cr);
  set_colour (scene->cr, scene->palette->border, scene->palette->border_alpha);
  cairo_set_line_width (scene->cr, 1);
  cairo_set_line_cap (scene->cr, CAIRO_LINE_CAP_BUTT);
  for (guint i = 0; i < scene->map->outlines->len; i++)
    {
      const Line *line = &g_array_index (scene->map->outlines, Line, i);

      if (boxes_meet (&line->box, &scene->box))
        draw_outline (scene, line);
    }
  cairo_restore (scene->cr);
}

static void
draw_label (const Scene    *scene,
            const LabelSet *set,
            const Label    *label)
{
  double size = callout_label_size (label->kind, scene->zoom);
  cairo_matrix_t matrix;

  cairo_get_matrix (scene->cr, &matrix);
  for (guint i = 0; i < label->n_glyphs; i++)
    {
      const PlacedGlyph *placed = &g_array_index (set->placed, PlacedGlyph, label->first + i);
      const Glyph *glyph = &g_array_index (set->glyphs, Glyph, placed->glyph);

      cairo_translate (scene->cr, label->x + placed->x - scene->left, label->y + placed->y - scene->top);
      cairo_rotate (scene->cr, placed->angle);
      cairo_scale (scene->cr, size / EM, size / EM);
      cairo_append_path (scene->cr, glyph->path);
      cairo_set_matrix (scene->cr, &matrix);
    }
  set_colour (scene->cr, scene->palette->ground, scene->palette->halo_alpha);
  cairo_set_line_width (scene->cr, (label->kind <= LABEL_PART ? 3.5 : 3) + scene->palette->halo_width);
  cairo_set_antialias (scene->cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_tolerance (scene->cr, 0.3);
  cairo_stroke_preserve (scene->cr);
  cairo_set_antialias (scene->cr, CAIRO_ANTIALIAS_DEFAULT);
  cairo_set_tolerance (scene->cr, 0.1);
  set_colour (scene->cr, scene->palette->text[label->kind], 1);
  cairo_fill (scene->cr);
}

static void
draw_labels (const Scene *scene,
             double       width,
             double       height)
{
  g_autoptr (LabelSet) set = callout_basemap_labels (scene->map, scene->zoom);

  cairo_set_line_join (scene->cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < set->labels->len; i++)
    {
      const Label *label = &g_array_index (set->labels, Label, i);
      double reach = label->reach + 4;

      if (label->x + reach > scene->left && label->x - reach < scene->left + width &&
          label->y + reach > scene->top && label->y - reach < scene->top + height)
        draw_label (scene, set, label);
    }
}

/**
 * callout_basemap_draw:
 * @cr: where to draw, one unit a pixel, from 0, 0 on
 * @zoom: the zoom, of which the whole world is 256 × 2^zoom pixels wide
 * @left: the picture's left edge, in pixels of the zoom from 180° W
 * @top: its upper edge, in pixels from the map's northern end
 * @width: pixels
 * @height: pixels
 * @style: for what window, and for whom
 *
 * Draws a piece of the map. May be called by any thread.
 */
void
callout_basemap_draw (CalloutBasemap      *self,
                      cairo_t             *cr,
                      guint                zoom,
                      double               left,
                      double               top,
                      double               width,
                      double               height,
                      CalloutBasemapStyle  style)
{
  Scene scene = { .map = self, .cr = cr };
  double margin = 40;

  g_return_if_fail (self != NULL && cr != NULL && style < CALLOUT_BASEMAP_N_STYLES);

  scene.palette = &palettes[style];
  scene.zoom = MIN (zoom, 24);
  scene.scale = exp2 ((double) scene.zoom + 8 - WORLD_BITS);
  scene.left = left;
  scene.top = top;
  scene.box = (Box) {
    (gint32) CLAMP ((left - margin) / scene.scale, -1.0, WORLD_SIZE + 1.0),
    (gint32) CLAMP ((top - margin) / scene.scale, -1.0, WORLD_SIZE + 1.0),
    (gint32) CLAMP ((left + width + margin) / scene.scale, -1.0, WORLD_SIZE + 1.0),
    (gint32) CLAMP ((top + height + margin) / scene.scale, -1.0, WORLD_SIZE + 1.0),
  };

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  set_colour (cr, scene.palette->ground, 1);
  cairo_paint (cr);
  draw_outlines (&scene);
  draw_streets (&scene);
  draw_labels (&scene, width, height);
  cairo_restore (cr);
}

/**
 * callout_basemap_render_tile:
 * @zoom: the tile's zoom
 * @x: its column, from the west
 * @y: its row, from the north
 * @size: how many pixels it is wide and high, 256 or 512
 * @scale: device pixels in a pixel, 1 or 2 as a rule
 * @style: for what window, and for whom
 *
 * Draws one tile, ground and all. Takes some milliseconds and may be called by
 * any thread; the first of a zoom places that zoom's names and takes longer.
 *
 * Returns: (transfer full): an opaque ARGB32 image
 */
cairo_surface_t *
callout_basemap_render_tile (CalloutBasemap      *self,
                             guint                zoom,
                             guint                x,
                             guint                y,
                             guint                size,
                             double               scale,
                             CalloutBasemapStyle  style)
{
  cairo_surface_t *surface;
  cairo_t *cr;
  guint deeper = 0;

  g_return_val_if_fail (self != NULL && size > 0 && scale > 0, NULL);

  /* a tile twice as wide shows the next zoom's picture */
  while (256u << (deeper + 1) <= size && deeper < 4)
    deeper++;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                        (int) ceil (size * scale), (int) ceil (size * scale));
  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  callout_basemap_draw (self, cr, zoom + deeper, (double) x * size, (double) y * size,
                        size, size, style);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}
