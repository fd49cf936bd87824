/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-highlight.h"

/*
 * Where a search's words stand in a text, by the rules of the full-text index:
 * a word is a run of letters and digits, capitals and accents make no
 * difference, and each word searched for is the beginning of one found.
 */

#define MAX_DECOMPOSED 18

struct _CalloutHighlight
{
  GObject    parent_instance;

  GPtrArray *words; /* of GArray of gunichar, folded */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutHighlight, callout_highlight, G_TYPE_OBJECT)

static gboolean
is_mark (gunichar c)
{
  return g_unichar_ismark (c);
}

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c) || is_mark (c);
}

/* Without capital and accent; a mark alone is nothing. */
static gunichar
fold (gunichar c)
{
  gunichar parts[MAX_DECOMPOSED];

  if (is_mark (c))
    return 0;
  g_unichar_fully_decompose (c, FALSE, parts, MAX_DECOMPOSED);
  return g_unichar_tolower (parts[0]);
}

static void
callout_highlight_finalize (GObject *object)
{
  g_ptr_array_unref (CALLOUT_HIGHLIGHT (object)->words);
  G_OBJECT_CLASS (callout_highlight_parent_class)->finalize (object);
}

static void
callout_highlight_class_init (CalloutHighlightClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = callout_highlight_finalize;
  signals[CHANGED] = g_signal_new ("changed", CALLOUT_TYPE_HIGHLIGHT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
callout_highlight_init (CalloutHighlight *self)
{
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
}

CalloutHighlight *
callout_highlight_new (void)
{
  return g_object_new (CALLOUT_TYPE_HIGHLIGHT, NULL);
}

/**
 * callout_highlight_set_words:
 * @words: (nullable): as they were typed
 */
void
callout_highlight_set_words (CalloutHighlight *self,
                             const char       *words)
{
  g_autofree char *valid = g_utf8_make_valid (words != NULL ? words : "", -1);
  GArray *word = NULL;

  g_ptr_array_set_size (self->words, 0);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar folded = fold (c);

      if (!is_word (c))
        word = NULL;
      else if (folded != 0)
        {
          if (word == NULL)
            {
              word = g_array_new (FALSE, FALSE, sizeof (gunichar));
              g_ptr_array_add (self->words, word);
            }
          g_array_append_val (word, folded);
        }
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* How many bytes of @text a word takes, marks that follow included; 0: it does
 * not stand there. */
static gsize
match (GArray     *word,
       const char *text)
{
  const char *p = text;
  guint n = 0;

  while (n < word->len && *p != '\0')
    {
      gunichar folded = fold (g_utf8_get_char (p));

      if (folded != 0 && folded != g_array_index (word, gunichar, n++))
        return 0;
      p = g_utf8_next_char (p);
    }
  if (n < word->len)
    return 0;
  while (*p != '\0' && is_mark (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return (gsize) (p - text);
}

/**
 * callout_highlight_find:
 * @text: (nullable)
 *
 * Returns: (transfer full): pairs of guint, where a hit begins and ends, in bytes
 */
GArray *
callout_highlight_find (CalloutHighlight *self,
                        const char       *text)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean inside = FALSE;

  if (text == NULL || self->words->len == 0 || !g_utf8_validate (text, -1, NULL))
    return ranges;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean word = is_word (g_utf8_get_char (p));
      gsize longest = 0;

      for (guint i = 0; word && !inside && i < self->words->len; i++)
        longest = MAX (longest, match (g_ptr_array_index (self->words, i), p));
      if (longest > 0)
        {
          guint range[] = { (guint) (p - text), (guint) (p - text + (gssize) longest) };

          g_array_append_vals (ranges, range, 2);
        }
      inside = word;
    }
  return ranges;
}

/* By more than colour: also where there are no colours. */
static void
add_range (PangoAttrList *list,
           guint          start,
           guint          end)
{
  PangoAttribute *attributes[] = {
    pango_attr_background_new (0xf6f6, 0xd3d3, 0x2d2d),
    pango_attr_background_alpha_new (0x6000),
    pango_attr_weight_new (PANGO_WEIGHT_BOLD),
  };

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      attributes[i]->start_index = start;
      attributes[i]->end_index = end;
      pango_attr_list_insert (list, attributes[i]);
    }
}

/**
 * callout_highlight_dup_attributes:
 *
 * Returns: (transfer full) (nullable): how a label shows @text; %NULL: as ever
 */
PangoAttrList *
callout_highlight_dup_attributes (CalloutHighlight *self,
                                  const char       *text)
{
  g_autoptr (GArray) ranges = callout_highlight_find (self, text);
  PangoAttrList *list = NULL;

  for (guint i = 0; i + 1 < ranges->len; i += 2)
    {
      if (list == NULL)
        list = pango_attr_list_new ();
      add_range (list, g_array_index (ranges, guint, i), g_array_index (ranges, guint, i + 1));
    }
  return list;
}
