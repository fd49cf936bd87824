/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-press-private.h"

#include <hb-ot.h>
#include <math.h>
#include <string.h>

/* Noto has a family for each script; whichever is missing, another font stands in. */
#define FAMILIES "Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, Noto Sans Thai, Sans"

/* Colour glyphs are pictures of so many pixels an em: sharp at 600 dpi. */
#define EM_PIXELS 96

/* Figures and other short words come again and again; so many are kept, each of
 * so many bytes at most. */
#define MOST_KEPT 2048
#define SHORT 32

const CalloutInk callout_ink_text = { 0.13, 0.13, 0.15 };
const CalloutInk callout_ink_faint = { 0.38, 0.38, 0.42 };
const CalloutInk callout_ink_rule = { 0.80, 0.80, 0.82 };
const CalloutInk callout_ink_shade = { 0.955, 0.957, 0.963 };
const CalloutInk callout_ink_accent = { 0.10, 0.37, 0.71 };
const CalloutInk callout_ink_warning = { 0.65, 0.11, 0.18 };

static const struct {
  double            size;
  PangoWeight       weight;
  const CalloutInk *ink; /* NULL: white */
  gboolean          struck;
} looks[CALLOUT_N_TEXT_STYLES] = {
  [CALLOUT_TEXT_BODY] = { 9.5, PANGO_WEIGHT_NORMAL, &callout_ink_text },
  [CALLOUT_TEXT_STRONG] = { 9.5, PANGO_WEIGHT_BOLD, &callout_ink_text },
  [CALLOUT_TEXT_TITLE] = { 19, PANGO_WEIGHT_BOLD, &callout_ink_text },
  [CALLOUT_TEXT_HEADING] = { 12.5, PANGO_WEIGHT_BOLD, &callout_ink_text },
  [CALLOUT_TEXT_SUBHEADING] = { 10, PANGO_WEIGHT_BOLD, &callout_ink_text },
  [CALLOUT_TEXT_SMALL] = { 8, PANGO_WEIGHT_NORMAL, &callout_ink_faint },
  [CALLOUT_TEXT_LABEL] = { 7.5, PANGO_WEIGHT_NORMAL, &callout_ink_faint },
  [CALLOUT_TEXT_LINK] = { 9.5, PANGO_WEIGHT_NORMAL, &callout_ink_accent },
  [CALLOUT_TEXT_HOUSE] = { 12, PANGO_WEIGHT_BOLD, &callout_ink_accent },
  [CALLOUT_TEXT_BANNER] = { 8.5, PANGO_WEIGHT_BOLD, NULL },
  [CALLOUT_TEXT_ADDED] = { 9.5, PANGO_WEIGHT_BOLD, &callout_ink_text },
  [CALLOUT_TEXT_REMOVED] = { 9.5, PANGO_WEIGHT_NORMAL, &callout_ink_faint, TRUE },
};

/* What Pango needs, behind one lock: a font map must not be used by two threads
 * at once, and a new one would look for every font anew. */
static struct {
  GMutex        lock;
  PangoContext *context;
  GHashTable   *pictures; /* of a colour font's glyphs */
  GHashTable   *kept;     /* what short texts came to */
} press;

static PangoContext *
get_context (void)
{
  if (press.context == NULL)
    {
      g_autoptr (PangoFontMap) map = pango_cairo_font_map_new ();
      g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FAMILIES);
      cairo_font_options_t *options = cairo_font_options_create ();

      pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (map), 72);
      press.context = pango_font_map_create_context (map);
      pango_context_set_font_description (press.context, font);
      /* Where a glyph stands must not depend on what it is drawn on. */
      pango_context_set_round_glyph_positions (press.context, FALSE);
      cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
      cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
      cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
      pango_cairo_context_set_font_options (press.context, options);
      cairo_font_options_destroy (options);
    }
  return press.context;
}

double
callout_press_get_size (CalloutTextStyle style)
{
  return looks[style].size;
}

static void
run_clear (gpointer data)
{
  CalloutTextRun *run = data;

  g_clear_pointer (&run->font, cairo_scaled_font_destroy);
  g_clear_pointer (&run->picture, cairo_surface_destroy);
  g_free (run->glyphs); /* clusters and text are in the same piece */
}

CalloutTextLine *
callout_text_line_ref (CalloutTextLine *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
callout_text_line_unref (CalloutTextLine *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->runs);
  g_free (self);
}

/* One allocation holds all that a run has. */
static void
run_allocate (CalloutTextRun *run,
              const char     *text,
              int             n_bytes,
              int             n_glyphs)
{
  gsize glyphs = sizeof (cairo_glyph_t) * (gsize) n_glyphs;
  gsize clusters = sizeof (cairo_text_cluster_t) * (gsize) MAX (n_bytes, 1);
  char *piece = g_malloc (glyphs + clusters + (gsize) n_bytes + 1);

  run->glyphs = (cairo_glyph_t *) (gpointer) piece;
  run->clusters = (cairo_text_cluster_t *) (gpointer) (piece + glyphs);
  memcpy (piece + glyphs + clusters, text, (gsize) n_bytes);
  piece[glyphs + clusters + (gsize) n_bytes] = '\0';
  run->text = piece + glyphs + clusters;
  run->n_bytes = n_bytes;
}

static void
add_glyphs (CalloutTextRun   *run,
            PangoGlyphString *glyphs,
            double            x)
{
  int at = 0;

  for (int i = 0; i < glyphs->num_glyphs; i++)
    {
      const PangoGlyphInfo *info = &glyphs->glyphs[i];

      if (info->glyph != PANGO_GLYPH_EMPTY)
        {
          cairo_glyph_t *glyph = &run->glyphs[run->n_glyphs++];

          /* What no font has is the box that every font has for it. */
          glyph->index = (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0 ? 0 : info->glyph;
          glyph->x = x + (double) (at + info->geometry.x_offset) / PANGO_SCALE;
          glyph->y = (double) info->geometry.y_offset / PANGO_SCALE;
        }
      at += info->geometry.width;
    }
}

static int
count_drawn (PangoGlyphString *glyphs,
             int               from,
             int               to)
{
  int n = 0;

  for (int i = MIN (from, to + 1); i < MAX (from + 1, to); i++)
    n += glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY;
  return n;
}

static void
add_clusters (CalloutTextRun *run,
              PangoGlyphItem *item,
              const char     *text)
{
  PangoGlyphItemIter iter;

  for (gboolean more = pango_glyph_item_iter_init_start (&iter, item, text); more;
       more = pango_glyph_item_iter_next_cluster (&iter))
    {
      cairo_text_cluster_t cluster = {
        iter.end_index - iter.start_index, count_drawn (item->glyphs, iter.start_glyph, iter.end_glyph)
      };

      if ((cluster.num_bytes > 0 || cluster.num_glyphs > 0) && run->n_clusters < MAX (run->n_bytes, 1))
        run->clusters[run->n_clusters++] = cluster;
    }
  run->flags = (item->item->analysis.level & 1) != 0 ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0;
}

static gboolean
is_coloured (PangoFont *font)
{
  hb_face_t *face = hb_font_get_face (pango_font_get_hb_font (font));

  return hb_ot_color_has_png (face) || hb_ot_color_has_layers (face);
}

typedef struct {
  cairo_font_face_t *face;
  unsigned long      glyph;
} PictureKey;

static guint
picture_hash (gconstpointer data)
{
  const PictureKey *key = data;

  return g_direct_hash (key->face) * 31 + (guint) key->glyph;
}

static gboolean
picture_equal (gconstpointer a,
               gconstpointer b)
{
  const PictureKey *x = a;
  const PictureKey *y = b;

  return x->face == y->face && x->glyph == y->glyph;
}

static void
picture_key_free (gpointer data)
{
  PictureKey *key = data;

  cairo_font_face_destroy (key->face);
  g_free (key);
}

/* A colour glyph as cairo would put it into a PDF is as many pixels as points
 * large, which is coarse; here it is drawn large once and kept. It stands in the
 * middle of a square of two ems. */
static cairo_surface_t *
find_picture (cairo_scaled_font_t *font,
              unsigned long        glyph)
{
  PictureKey wanted = { cairo_scaled_font_get_font_face (font), glyph };
  cairo_glyph_t at = { glyph, EM_PIXELS * 0.5, EM_PIXELS * 1.5 };
  cairo_surface_t *picture;
  PictureKey *key;
  cairo_t *cr;

  if (press.pictures == NULL)
    press.pictures = g_hash_table_new_full (picture_hash, picture_equal, picture_key_free,
                                            (GDestroyNotify) cairo_surface_destroy);
  picture = g_hash_table_lookup (press.pictures, &wanted);
  if (picture != NULL)
    return picture;

  picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 2 * EM_PIXELS, 2 * EM_PIXELS);
  cr = cairo_create (picture);
  cairo_set_font_face (cr, wanted.face);
  cairo_set_font_size (cr, EM_PIXELS);
  cairo_show_glyphs (cr, &at, 1);
  cairo_destroy (cr);
  key = g_memdup2 (&wanted, sizeof wanted);
  cairo_font_face_reference (key->face);
  g_hash_table_insert (press.pictures, key, picture);
  return picture;
}

/* The text of a picture hangs on a blank, which every font has. */
static void
add_pictures (CalloutTextLine *line,
              CalloutTextRun  *run,
              cairo_scaled_font_t *blank)
{
  cairo_matrix_t matrix;
  const char *text = run->text;

  cairo_scaled_font_get_font_matrix (run->font, &matrix);
  for (int c = 0, g = 0; c < run->n_clusters; c++)
    {
      const cairo_text_cluster_t *cluster = &run->clusters[c];

      for (int i = 0; i < MAX (cluster->num_glyphs, 1); i++)
        {
          const cairo_glyph_t *glyph = &run->glyphs[MIN (g + i, run->n_glyphs - 1)];
          CalloutTextRun part = { cairo_scaled_font_reference (blank) };

          run_allocate (&part, text, i == 0 ? cluster->num_bytes : 0, 1);
          if (part.n_bytes > 0)
            {
              cairo_glyph_t *blanks = &part.glyphs[0];
              int n_blanks = 1;

              cairo_scaled_font_text_to_glyphs (blank, glyph->x, glyph->y, " ", 1, &blanks, &n_blanks, NULL, NULL, NULL);
              part.n_glyphs = n_blanks;
              part.n_clusters = 1;
              part.clusters[0] = (cairo_text_cluster_t) { part.n_bytes, n_blanks };
            }
          if (cluster->num_glyphs > 0)
            {
              part.picture = cairo_surface_reference (find_picture (run->font, glyph->index));
              part.scale = matrix.xx / EM_PIXELS;
              part.x = glyph->x - matrix.xx * 0.5;
              part.y = glyph->y - matrix.xx * 1.5;
            }
          g_array_append_val (line->runs, part);
        }
      text += cluster->num_bytes;
      g += cluster->num_glyphs;
    }
  run_clear (run);
}

/* The font that the style is set in, without any fallback. */
static cairo_scaled_font_t *
get_plain_font (CalloutTextStyle style,
                double           size)
{
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (FAMILIES);
  g_autoptr (PangoFont) font = NULL;

  pango_font_description_set_weight (description, looks[style].weight);
  pango_font_description_set_absolute_size (description, size * PANGO_SCALE);
  font = pango_context_load_font (press.context, description);
  return cairo_scaled_font_reference (pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (font)));
}

static void
add_run (CalloutTextLine  *line,
         PangoGlyphItem   *item,
         const char       *text,
         double            x,
         CalloutTextStyle  style,
         double            size)
{
  PangoFont *font = item->item->analysis.font;
  CalloutTextRun run = { NULL };
  cairo_scaled_font_t *scaled = font != NULL ? pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (font)) : NULL;

  if (scaled == NULL || cairo_scaled_font_status (scaled) != CAIRO_STATUS_SUCCESS)
    return;
  run.font = cairo_scaled_font_reference (scaled);
  run_allocate (&run, text + item->item->offset, item->item->length, item->glyphs->num_glyphs);
  add_glyphs (&run, item->glyphs, x);
  add_clusters (&run, item, text);
  if (run.n_glyphs > 0 && is_coloured (font))
    {
      cairo_scaled_font_t *blank = get_plain_font (style, size);

      add_pictures (line, &run, blank);
      cairo_scaled_font_destroy (blank);
    }
  else
    g_array_append_val (line->runs, run);
}

static CalloutTextLine *
make_line (PangoLayoutIter  *iter,
           const char       *text,
           CalloutTextStyle  style,
           double            size)
{
  static const CalloutInk white = { 1, 1, 1 };
  PangoLayoutLine *source = pango_layout_iter_get_line_readonly (iter);
  CalloutTextLine *line = g_new0 (CalloutTextLine, 1);
  PangoRectangle logical;
  int top, bottom;
  double x = 0;

  g_atomic_ref_count_init (&line->refs);
  line->ink = looks[style].ink != NULL ? *looks[style].ink : white;
  line->runs = g_array_new (FALSE, FALSE, sizeof (CalloutTextRun));
  g_array_set_clear_func (line->runs, run_clear);
  pango_layout_iter_get_line_extents (iter, NULL, &logical);
  pango_layout_iter_get_line_yrange (iter, &top, &bottom);
  line->width = (double) logical.width / PANGO_SCALE;
  line->struck = looks[style].struck ? size * 0.28 : 0;
  line->height = (double) (bottom - top) / PANGO_SCALE;
  line->ascent = (double) (pango_layout_iter_get_baseline (iter) - top) / PANGO_SCALE;
  line->from_right = pango_layout_line_get_resolved_direction (source) == PANGO_DIRECTION_RTL;

  for (GSList *l = source->runs; l != NULL; l = l->next)
    {
      PangoGlyphItem *item = l->data;

      add_run (line, item, text, x, style, size);
      x += (double) pango_glyph_string_get_width (item->glyphs) / PANGO_SCALE;
    }
  return line;
}

/* What is no letter would be a box, or end the text. */
static char *
clean (const char *text)
{
  char *whole = g_utf8_make_valid (text, -1);

  for (char *p = whole; *p != '\0'; p++)
    if (((guchar) *p < 0x20 && *p != '\n' && *p != '\t') || *p == 0x7f)
      *p = ' ';
  return whole;
}

static PangoLayout *
make_layout (CalloutTextStyle  style,
             double            size,
             const char       *text,
             double            width,
             guint             most)
{
  PangoContext *context = get_context ();
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy_static (pango_context_get_font_description (context));

  pango_font_description_set_weight (font, looks[style].weight);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) floor (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  if (most > 0)
    {
      pango_layout_set_height (layout, -(int) most);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static GPtrArray *
shape (CalloutTextStyle  style,
       double            size,
       const char       *text,
       double            width,
       guint             most)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_text_line_unref);
  g_autofree char *whole = clean (text);
  g_autoptr (PangoLayout) layout = make_layout (style, size, whole, width, most);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    g_ptr_array_add (lines, make_line (iter, whole, style, size));
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  return lines;
}

/* Lines never change, so the same ones serve wherever the text stands; the list
 * they come in is its owner's. */
static GPtrArray *
copy_lines (GPtrArray *lines)
{
  GPtrArray *copy = g_ptr_array_new_full (lines->len, (GDestroyNotify) callout_text_line_unref);

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (copy, callout_text_line_ref (g_ptr_array_index (lines, i)));
  return copy;
}

static GPtrArray *
shape_short (CalloutTextStyle  style,
             double            size,
             const char       *text)
{
  char key[SHORT + 32];
  GPtrArray *lines;

  if (press.kept == NULL)
    press.kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_snprintf (key, sizeof key, "%d %d %s", style, (int) (size * 100), text);
  lines = g_hash_table_lookup (press.kept, key);
  if (lines == NULL)
    {
      if (g_hash_table_size (press.kept) >= MOST_KEPT)
        g_hash_table_remove_all (press.kept);
      lines = shape (style, size, text, 0, 0);
      g_hash_table_insert (press.kept, g_strdup (key), lines);
    }
  return copy_lines (lines);
}

/**
 * callout_press_shape:
 * @size: in points; 0: the style's own
 * @text: in any script; what is no letter comes out as a blank
 * @width: points; what is longer goes on in the next line; 0: it does not
 * @most: lines at most, the last then ends in “…”; 0: all
 *
 * Of any thread.
 *
 * Returns: (transfer full) (element-type CalloutTextLine): one at least
 */
GPtrArray *
callout_press_shape (CalloutTextStyle  style,
                     double            size,
                     const char       *text,
                     double            width,
                     guint             most)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&press.lock);

  if (text == NULL)
    text = "";
  if (size <= 0)
    size = looks[style].size;
  if (width <= 0 && most == 0 && strlen (text) <= SHORT)
    return shape_short (style, size, text);
  return shape (style, size, text, width, most);
}

/**
 * callout_text_line_draw:
 * @x: where it begins
 * @y: of its base line
 */
void
callout_text_line_draw (CalloutTextLine *self,
                        cairo_t         *cr,
                        double           x,
                        double           y)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  for (guint i = 0; i < self->runs->len; i++)
    {
      const CalloutTextRun *run = &g_array_index (self->runs, CalloutTextRun, i);

      if (run->picture != NULL)
        {
          cairo_save (cr);
          cairo_translate (cr, run->x, run->y);
          cairo_scale (cr, run->scale, run->scale);
          cairo_set_source_surface (cr, run->picture, 0, 0);
          cairo_paint (cr);
          cairo_restore (cr);
        }
      if (run->n_glyphs == 0)
        continue;
      cairo_set_source_rgb (cr, self->ink.red, self->ink.green, self->ink.blue);
      cairo_set_scaled_font (cr, run->font);
      if (run->n_clusters > 0)
        cairo_show_text_glyphs (cr, run->text, run->n_bytes, run->glyphs, run->n_glyphs,
                                run->clusters, run->n_clusters, run->flags);
      else
        cairo_show_glyphs (cr, run->glyphs, run->n_glyphs);
    }
  if (self->struck > 0)
    {
      cairo_set_line_width (cr, 0.6);
      cairo_move_to (cr, 0, -self->struck);
      cairo_line_to (cr, self->width, -self->struck);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}
