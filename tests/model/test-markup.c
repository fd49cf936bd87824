/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The markup of messages (contract 2.33, 2.36, 2.37): what is markup and what
 * is text, and that no text whatever gets through as markup of somebody else's.
 */
#include "callout-model.h"

#include <string.h>

static char *
describe (const char *text)
{
  g_autoptr (GPtrArray) spans = callout_markup_parse (text);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      CalloutSpan *span = g_ptr_array_index (spans, i);

      g_string_append_printf (words, "%s%s%s%s%s(%s", i > 0 ? " " : "", span->bold ? "b" : "", span->italic ? "i" : "",
                              span->type == CALLOUT_SPAN_TEXT ? "t" : "",
                              span->type == CALLOUT_SPAN_LINK ? "link" : span->type == CALLOUT_SPAN_ASSISTANT ? "assistant"
                              : span->type == CALLOUT_SPAN_MENTION ? "who" : "", span->text);
      g_string_append_printf (words, "%s%s)", span->address != NULL ? "→" : "", span->address != NULL ? span->address : "");
    }
  return g_string_free (words, FALSE);
}

static const struct {
  const char *text;
  const char *spans;
} table[] = {
  { "plain", "t(plain)" },
  { "", "" },
  /* 2.33 */
  { "**bold** and *italic*", "bt(bold) t( and ) it(italic)" },
  { "***both***", "bit(both)" },
  { "**bold *and italic* here**", "bt(bold ) bit(and italic) bt( here)" },
  { "2*3*4 = 24", "t(2*3*4 = 24)" },
  { "a * b * c", "t(a * b * c)" },
  { "*open", "t(*open)" },
  { "**open *too", "t(**open *too)" },
  { "*no end\n\nof it*", "t(*no end\n\nof it*)" },
  { "*two\nlines*", "it(two\nlines)" },
  { "****", "t(****)" },
  { "**", "t(**)" },
  { "\\*no\\* \\\\", "t(*no* \\)" },
  { "**路灯**坏了", "bt(路灯) t(坏了)" },
  /* 2.36 */
  { "see https://example.org/a?b=c#d.", "t(see ) link(https://example.org/a?b=c#d→https://example.org/a?b=c#d) t(.)" },
  { "(http://example.org/x_(y))", "t(() link(http://example.org/x_(y)→http://example.org/x_(y)) t())" },
  { "mailto:a@example.org", "link(mailto:a@example.org→mailto:a@example.org)" },
  { "xhttps://example.org", "t(xhttps://example.org)" },
  { "https://", "t(https://)" },
  { "javascript:alert(1) file:///etc/passwd", "t(javascript:alert(1) file:///etc/passwd)" },
  { "[[https://example.org|the *page*]]", "link(the *page*→https://example.org)" },
  { "[[javascript:alert(1)|click]]", "t([[javascript:alert(1)|click]])" },
  { "[[https://example.org|]]", "t([[) link(https://example.org→https://example.org) t(|]])" },
  { "[[https://exa mple.org|x]]", "t([[) link(https://exa→https://exa) t( mple.org|x]])" },
  { "**https://example.org**", "blink(https://example.org→https://example.org)" },
  /* 2.37 */
  { "[[assistant:lamp-dark|Is the lamp dark?]]", "assistant(Is the lamp dark?→lamp-dark)" },
  { "[[assistant:../x|y]]", "t([[assistant:../x|y]])" },
  { "@ada: look, a@b.c", "who(@ada→ada) t(: look, a@b.c)" },
  /* What is not seen is not there, nor what turns a text around. */
  { "a\xe2\x80\x8b" "b\xef\xbb\xbf\x07\x1b[0m\xe2\x80\xae" "c", "t(ab[0mc)" },
  { "one\r\ntwo\rthree", "t(one\ntwo\nthree)" },
  { "\xe2\x80\x8f" "مرحبا", "t(\xe2\x80\x8f" "مرحبا)" },
  { "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xa7", "t(\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xa7)" },
  { "<b>&amp;</b>", "t(<b>&amp;</b>)" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *found = describe (table[i].text);

      g_assert_cmpstr (found, ==, table[i].spans);
    }
}

static void
test_written (void)
{
  g_autofree char *pango = callout_markup_to_pango ("**<b>** & [[https://example.org/?a&b|\"here\"]] [[assistant:x|<i>]]");
  g_autofree char *plain = callout_markup_to_plain ("**Look** [[https://example.org|here]] or [[assistant:x|there]]");
  g_autofree char *line = callout_markup_to_line ("  **One**\n\n two   three four", 12);
  g_autofree char *whole = callout_markup_to_line ("*a* b", 12);
  g_auto (GStrv) mentions = callout_markup_dup_mentions ("@ada @ben @ada mail a@b.c");

  g_assert_cmpstr (pango, ==,
                   "<b>&lt;b&gt;</b> &amp; <a href=\"https://example.org/?a&amp;b\" title=\"https://example.org/?a&amp;b\">"
                   "&quot;here&quot;</a> <a href=\"assistant:x\">&lt;i&gt;</a>");
  g_assert_cmpstr (plain, ==, "Look here (https://example.org) or there");
  g_assert_cmpstr (line, ==, "One two thre…");
  g_assert_cmpstr (whole, ==, "a b");
  g_assert_cmpuint (g_strv_length (mentions), ==, 2);
  g_assert_cmpstr (mentions[0], ==, "ada");
}

static void
test_snippets (void)
{
  g_autofree char *filled = callout_snippet_fill ("Hello {customer}, {ticket} {unknown} {me}", "{me} & Sons", "T-7", "Ada");
  g_autofree char *none = callout_snippet_fill ("{customer}{", NULL, "T-7", "Ada");

  g_assert_cmpstr (filled, ==, "Hello {me} & Sons, T-7 {unknown} Ada");
  g_assert_cmpstr (none, ==, "{");
}

static void
test_shapes (void)
{
  guint8 levels[1000];
  g_autofree char *few = NULL;
  g_autofree char *many = NULL;
  g_autoptr (GBytes) back = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    levels[i] = (guint8) i;
  few = callout_shape_format (levels, 3);
  g_assert_cmpstr (few, ==, "000102");
  many = callout_shape_format (levels, G_N_ELEMENTS (levels));
  back = callout_shape_parse (many);
  g_assert_cmpuint (g_bytes_get_size (back), ==, CALLOUT_SHAPE_MAX);
  g_assert_cmpuint (((const guint8 *) g_bytes_get_data (back, NULL))[0], ==, 4);
  g_assert_null (callout_shape_parse ("0"));
  g_assert_null (callout_shape_parse ("zz"));
  g_assert_null (callout_shape_parse (NULL));
}

/* Fuzz */

static void
text_cb (GMarkupParseContext *context,
         const char          *text,
         gsize                length,
         gpointer             data,
         GError             **error)
{
  g_string_append_len (data, text, (gssize) length);
}

static void
element_cb (GMarkupParseContext  *context,
            const char           *name,
            const char          **names,
            const char          **values,
            gpointer              data,
            GError              **error)
{
  if (g_str_equal (name, "m") || g_str_equal (name, "b") || g_str_equal (name, "i"))
    {
      g_assert_null (names[0]);
      return;
    }
  g_assert_cmpstr (name, ==, "a");
  g_assert_cmpstr (names[0], ==, "href");
  g_assert_true (callout_address_is_safe (values[0]) || g_str_has_prefix (values[0], CALLOUT_MARKUP_ASSISTANT));
  if (names[1] != NULL)
    {
      g_assert_cmpstr (names[1], ==, "title");
      g_assert_cmpstr (values[1], ==, values[0]);
    }
}

static char *
random_text (GRand *rand)
{
  static const char *const pieces[] = {
    "*", "**", "***", "[[", "]]", "|", "\\", "@", "\n", "\n\n", " ", "https://", "http://a.b/", "mailto:", "assistant:", "javascript:",
    "<a href='x'>", "</b>", "&", "&amp;", "\"", "(", ")", ".", "a", "Z", "7", "路", "e\xcc\x81", "\xe2\x80\xae", "\xe2\x80\x8d", "\x07",
    "\x80", "\xff", "\xed\xa0\x80", "\xf0\x9f\x92\xa1", "مر", "\r", "\t", "-", "_",
  };
  GString *text = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (rand, 0, 60);

  for (guint i = 0; i < n; i++)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

/* Whatever it is: valid markup, of three elements alone, whose text is the
 * text of the spans; and cleaning what is clean changes nothing. */
static void
check_text (const char *text)
{
  static const GMarkupParser parser = { .start_element = element_cb, .text = text_cb };
  g_autofree char *clean = callout_markup_clean (text);
  g_autofree char *again = callout_markup_clean (clean);
  g_autofree char *pango = callout_markup_to_pango (text);
  g_autofree char *line = callout_markup_to_line (text, 40);
  g_autofree char *wrapped = g_strconcat ("<m>", pango, "</m>", NULL);
  g_autoptr (GPtrArray) spans = callout_markup_parse (text);
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (GString) read = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, read, NULL);

  g_assert_true (g_utf8_validate (clean, -1, NULL));
  g_assert_cmpstr (again, ==, clean);
  g_assert_cmpint (g_utf8_strlen (line, -1), <=, 41);
  g_assert_null (strchr (line, '\n'));
  for (guint i = 0; i < spans->len; i++)
    {
      CalloutSpan *span = g_ptr_array_index (spans, i);

      g_assert_cmpuint (strlen (span->text), >, 0);
      g_string_append (said, span->text);
      if (span->type == CALLOUT_SPAN_LINK)
        g_assert_true (callout_address_is_safe (span->address));
    }
  g_markup_parse_context_parse (context, wrapped, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_markup_parse_context_free (context);
  g_assert_cmpstr (read->str, ==, said->str);
}

static void
test_fuzz (void)
{
  guint rounds = g_getenv ("CALLOUT_SOAK") != NULL ? 2000000 : 20000;
  g_autoptr (GRand) rand = g_rand_new_with_seed (2338);

  for (guint i = 0; i < rounds; i++)
    {
      g_autofree char *text = random_text (rand);

      check_text (text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    check_text (table[i].text);
}

/* Ten times as much takes about ten times as long: nothing looks for the end of
 * something again and again. */
static void
test_long (void)
{
  static const char *const pieces[] = { "*", "**a", "[[", "[[https://a.b|", "https://a.b/((((", "@a", "\\", "(", "* " };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      while (text->len < CALLOUT_MARKUP_MAX)
        g_string_append (text, pieces[i]);
      check_text (text->str);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markup/2.33-2.36-2.37-table", test_table);
  g_test_add_func ("/markup/written", test_written);
  g_test_add_func ("/markup/snippets", test_snippets);
  g_test_add_func ("/markup/2.35-shapes", test_shapes);
  g_test_add_func ("/markup/fuzz", test_fuzz);
  g_test_add_func ("/markup/long", test_long);
  return g_test_run ();
}
