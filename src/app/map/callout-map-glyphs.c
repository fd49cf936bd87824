/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-glyphs-private.h"

#include <math.h>

/* More texts than this at once are not on any screen. */
#define MAX_TEXTS 2048

/* So many texts are drawn in one frame at most; the others wait for the next. */
#define TEXTS_A_FRAME 24

typedef enum {
  WHAT_ENGINEER,
  WHAT_WORK_ORDER,
  WHAT_ENGINEERS,
  WHAT_WORK_ORDERS,
  WHAT_HALO,
} What;

typedef struct {
  guint32 what;
  guint32 variant;
  guint64 content;
} Key;

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;
  guint64 hash = (key->what * 31u + key->variant) * 0x9e3779b97f4a7c15u ^ key->content * 0xc2b2ae3d27d4eb4fu;

  return (guint) (hash >> 32);
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

static void
glyph_free (CalloutMapGlyph *glyph)
{
  g_object_unref (glyph->texture);
  g_free (glyph);
}

static const CalloutMapGlyph *
keep (CalloutMapGlyphs *self,
      const Key        *key,
      CalloutMapGlyph  *glyph)
{
  g_hash_table_insert (self->marks, g_memdup2 (key, sizeof *key), glyph);
  return glyph;
}

/**
 * callout_map_glyphs_new:
 * @context: whose font the letters are in
 * @scale: device pixels a pixel
 */
CalloutMapGlyphs *
callout_map_glyphs_new (PangoContext *context,
                        int           scale,
                        gboolean      dark,
                        gboolean      high_contrast)
{
  CalloutMapGlyphs *self = g_new0 (CalloutMapGlyphs, 1);

  self->context = g_object_ref (context);
  self->marks = g_hash_table_new_full (key_hash, key_equal, g_free, (GDestroyNotify) glyph_free);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) glyph_free);
  self->scale = scale;
  self->dark = !!dark;
  self->high_contrast = !!high_contrast;
  return self;
}

void
callout_map_glyphs_free (CalloutMapGlyphs *self)
{
  g_object_unref (self->context);
  g_hash_table_unref (self->marks);
  g_hash_table_unref (self->texts);
  g_free (self);
}

gboolean
callout_map_glyphs_suits (CalloutMapGlyphs *self,
                          int               scale,
                          gboolean          dark,
                          gboolean          high_contrast)
{
  return self->scale == scale && self->dark == !!dark && self->high_contrast == !!high_contrast;
}

/**
 * callout_map_glyphs_begin_frame:
 *
 * Returns: whether the last frame left something out
 */
gboolean
callout_map_glyphs_begin_frame (CalloutMapGlyphs *self)
{
  gboolean missing = self->missing;

  self->drawn = 0;
  self->missing = FALSE;
  return missing;
}

/**
 * callout_map_glyphs_engineer:
 * @initials: of callout_map_initials(), or 0
 * @small: for zooms at which a city is a hand wide
 */
const CalloutMapGlyph *
callout_map_glyphs_engineer (CalloutMapGlyphs    *self,
                             CalloutMapItemFlags  flags,
                             guint64              initials,
                             gboolean             small)
{
  Key key = { WHAT_ENGINEER, flags << 1 | !!small, small ? 0 : initials };
  const CalloutMapGlyph *glyph = g_hash_table_lookup (self->marks, &key);

  if (glyph != NULL)
    return glyph;
  if (key.content != 0 && self->drawn >= TEXTS_A_FRAME)
    {
      self->missing = TRUE;
      return callout_map_glyphs_engineer (self, flags, 0, small);
    }
  self->drawn += key.content != 0;
  return keep (self, &key, callout_map_draw_engineer (self, flags, key.content, small));
}

const CalloutMapGlyph *
callout_map_glyphs_work_order (CalloutMapGlyphs    *self,
                               CalloutMapItemFlags  flags,
                               int                  priority,
                               gboolean             small)
{
  Key key = { WHAT_WORK_ORDER, flags << 1 | !!small, priority };
  const CalloutMapGlyph *glyph = g_hash_table_lookup (self->marks, &key);

  return glyph ? glyph : keep (self, &key, callout_map_draw_work_order (self, flags, priority, small));
}

/**
 * callout_map_glyphs_engineers:
 * @n: how many stand together
 * @n_external: how many of them work for a provider
 * @left_out: none of them is eligible
 */
const CalloutMapGlyph *
callout_map_glyphs_engineers (CalloutMapGlyphs *self,
                              guint             n,
                              guint             n_external,
                              gboolean          left_out)
{
  Key key = { WHAT_ENGINEERS, (n_external == n ? 2 : n_external > 0) << 1 | !!left_out, n };
  const CalloutMapGlyph *glyph = g_hash_table_lookup (self->marks, &key);

  return glyph ? glyph : keep (self, &key, callout_map_draw_engineers (self, n, n_external, left_out));
}

/**
 * callout_map_glyphs_work_orders:
 * @priority: the highest among them
 * @taken: somebody is on every one of them
 */
const CalloutMapGlyph *
callout_map_glyphs_work_orders (CalloutMapGlyphs *self,
                                guint             n,
                                int               priority,
                                gboolean          taken)
{
  Key key = { WHAT_WORK_ORDERS, priority << 1 | !!taken, n };
  const CalloutMapGlyph *glyph = g_hash_table_lookup (self->marks, &key);

  return glyph ? glyph : keep (self, &key, callout_map_draw_work_orders (self, n, priority, taken));
}

const CalloutMapGlyph *
callout_map_glyphs_halo (CalloutMapGlyphs *self,
                         guint             radius,
                         gboolean          strong)
{
  Key key = { WHAT_HALO, !!strong, radius };
  const CalloutMapGlyph *glyph = g_hash_table_lookup (self->marks, &key);

  return glyph ? glyph : keep (self, &key, callout_map_draw_halo (self, radius, strong));
}

/**
 * callout_map_glyphs_text:
 *
 * Text lifted off the map, its top left corner at the point; longer than a
 * name should be it ends in dots.
 *
 * Returns: (nullable): %NULL when enough was drawn in this frame already
 */
const CalloutMapGlyph *
callout_map_glyphs_text (CalloutMapGlyphs    *self,
                         CalloutMapTextStyle  style,
                         const char          *text)
{
  g_autofree char *key = g_strdup_printf ("%d%s", style, text);
  CalloutMapGlyph *glyph = g_hash_table_lookup (self->texts, key);

  if (glyph != NULL)
    return glyph;
  if (self->drawn >= TEXTS_A_FRAME)
    {
      self->missing = TRUE;
      return NULL;
    }
  self->drawn++;
  if (g_hash_table_size (self->texts) >= MAX_TEXTS)
    g_hash_table_remove_all (self->texts);
  glyph = callout_map_draw_text (self, style, text);
  g_hash_table_insert (self->texts, g_steal_pointer (&key), glyph);
  return glyph;
}

/**
 * callout_map_initials:
 *
 * The first letters of the first and the last word of a name, packed.
 */
guint64
callout_map_initials (const char *name)
{
  g_auto (GStrv) words = g_strsplit_set (name ? name : "", " \t-", -1);
  gunichar first = 0, last = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gunichar letter = g_unichar_toupper (g_utf8_get_char (words[i]));

      if (letter == 0 || !g_unichar_isalpha (letter))
        continue;
      if (first == 0)
        first = letter;
      else
        last = letter;
    }
  return (guint64) first << 32 | last;
}

/**
 * callout_map_glyph_snapshot:
 *
 * Shows the mark for a point, on whole device pixels so that it is sharp.
 */
void
callout_map_glyph_snapshot (const CalloutMapGlyph *glyph,
                            GtkSnapshot           *snapshot,
                            double                 x,
                            double                 y,
                            int                    scale)
{
  graphene_rect_t bounds = glyph->bounds;

  bounds.origin.x = round ((bounds.origin.x + x) * scale) / scale;
  bounds.origin.y = round ((bounds.origin.y + y) * scale) / scale;
  gtk_snapshot_append_texture (snapshot, glyph->texture, &bounds);
}
