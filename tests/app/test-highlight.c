/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-highlight.h"

#include <locale.h>

/* What is found stands in brackets. */
static char *
marked (const char *words,
        const char *text)
{
  g_autoptr (CalloutHighlight) highlight = callout_highlight_new ();
  g_autoptr (GArray) ranges = NULL;
  GString *out = g_string_new (text);

  callout_highlight_set_words (highlight, words);
  ranges = callout_highlight_find (highlight, text);
  for (guint i = ranges->len; i >= 2; i -= 2)
    {
      g_string_insert_c (out, g_array_index (ranges, guint, i - 1), ']');
      g_string_insert_c (out, g_array_index (ranges, guint, i - 2), '[');
    }
  return g_string_free (out, FALSE);
}

static void
test_words_are_found_as_the_index_finds_them (void)
{
  static const struct {
    const char *words;
    const char *text;
    const char *marked;
  } rows[] = {
    { "lamp", "Lamp is dark", "[Lamp] is dark" },
    { "lam DA", "Lamp is dark", "[Lam]p is [da]rk" },
    { "amp", "Lamp is dark", "Lamp is dark" },
    { "mue", "Müller, Mueller", "Müller, [Mue]ller" },
    { "mu", "Müller, Mueller", "[Mü]ller, [Mu]eller" },
    { "mu", "Mu\u0308ller", "[Mu\u0308]ller" },
    { "MÜ", "mu mü Mű", "[mu] [mü] [Mű]" },
    { "elm-12", "12 Elm Street", "[12] [Elm] Street" },
    { "a ab abc", "abcd", "[abc]d" },
    { "улиц", "Главная Улица", "Главная [Улиц]а" },
    { "路灯", "路灯坏了", "[路灯]坏了" },
    { "", "Lamp", "Lamp" },
    { "\"*%", "Lamp", "Lamp" },
    { "lamp", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *said = marked (rows[i].words, rows[i].text);

      g_assert_cmpstr (said, ==, rows[i].marked);
    }
}

static void
test_no_words_are_no_attributes (void)
{
  g_autoptr (CalloutHighlight) highlight = callout_highlight_new ();
  PangoAttrList *attributes;

  g_assert_null (callout_highlight_dup_attributes (highlight, "Lamp"));
  callout_highlight_set_words (highlight, "dark");
  g_assert_null (callout_highlight_dup_attributes (highlight, NULL));
  g_assert_null (callout_highlight_dup_attributes (highlight, "Lamp"));
  attributes = callout_highlight_dup_attributes (highlight, "dark");
  g_assert_nonnull (attributes);
  pango_attr_list_unref (attributes);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/highlight/words", test_words_are_found_as_the_index_finds_them);
  g_test_add_func ("/app/highlight/nothing", test_no_words_are_no_attributes);
  return g_test_run ();
}
