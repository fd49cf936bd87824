/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-query-private.h"

#include <string.h>

/*
 * Whether a text holds another, whatever the case of the letters. SQL's LIKE
 * passes over the case of ASCII letters alone, and is the quickest there is;
 * where the text looked for has other letters that have a case, GLOB is given
 * each letter in all its cases.
 */

#define MAX_CASES 4

/* What is the same letter, beyond the small and the capital one. */
static const gunichar strays[][2] = {
  { 0x3c3, 0x3c2 },  /* σ, ς at the end of a word */
  { 0xdf, 0x1e9e },  /* ß, ẞ */
  { 0x3bc, 0xb5 },   /* μ, µ the sign of a millionth */
};

static void
add_case (gunichar *cases,
          guint    *n_cases,
          gunichar  letter)
{
  for (guint i = 0; i < *n_cases; i++)
    if (cases[i] == letter)
      return;
  if (*n_cases < MAX_CASES)
    cases[(*n_cases)++] = letter;
}

/* A letter's cases; itself first. A letter beyond ASCII stays there: the
 * dotless ı is no i. */
static guint
find_cases (gunichar  letter,
            gunichar *cases)
{
  gunichar small = g_unichar_tolower (g_unichar_toupper (letter));
  guint n_cases = 0;

  add_case (cases, &n_cases, letter);
  if ((letter < 0x80) != (small < 0x80))
    return n_cases;
  add_case (cases, &n_cases, small);
  add_case (cases, &n_cases, g_unichar_toupper (letter));
  for (guint i = 0; i < G_N_ELEMENTS (strays); i++)
    if (small == strays[i][0])
      add_case (cases, &n_cases, strays[i][1]);
  return n_cases;
}

/**
 * callout_pattern_is_wide:
 *
 * Whether LIKE would miss another case of one of its letters.
 */
gboolean
callout_pattern_is_wide (const char *text)
{
  gunichar cases[MAX_CASES];

  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_utf8_get_char (text) >= 0x80 && find_cases (g_utf8_get_char (text), cases) > 1)
      return TRUE;
  return FALSE;
}

/**
 * callout_pattern_like:
 * @escaped: (out): whether the pattern needs `ESCAPE '\'`, which costs a little
 *   for each row
 *
 * Returns: (transfer full): the text for LIKE, with none of its own signs in it
 */
char *
callout_pattern_like (const char *before,
                      const char *text,
                      gsize       length,
                      const char *after,
                      gboolean   *escaped)
{
  GString *pattern = g_string_new (before);

  *escaped = FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (strchr ("%_\\", text[i]) != NULL)
        {
          g_string_append_c (pattern, '\\');
          *escaped = TRUE;
        }
      g_string_append_c (pattern, text[i]);
    }
  g_string_append (pattern, after);
  return g_string_free (pattern, FALSE);
}

static void
append_letter (GString  *pattern,
               gunichar  letter)
{
  gunichar cases[MAX_CASES];
  guint n_cases = find_cases (letter, cases);

  /* A sign of GLOB's own is itself within brackets. */
  if (n_cases == 1 && (letter >= 0x80 || strchr ("*?[", (int) letter) == NULL))
    {
      g_string_append_unichar (pattern, letter);
      return;
    }
  g_string_append_c (pattern, '[');
  for (guint i = 0; i < n_cases; i++)
    g_string_append_unichar (pattern, cases[i]);
  g_string_append_c (pattern, ']');
}

/**
 * callout_pattern_globs:
 * @text: valid UTF-8, not empty
 *
 * Returns: (transfer full): patterns for GLOB of which one matches whatever
 *   holds the text: one for each case of its first letter, since GLOB finds a
 *   letter much quicker than one of several
 */
char **
callout_pattern_globs (const char *text)
{
  g_autoptr (GStrvBuilder) patterns = g_strv_builder_new ();
  gunichar cases[MAX_CASES];
  guint n_cases = find_cases (g_utf8_get_char (text), cases);

  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (GString) pattern = g_string_new ("*");

      if (cases[i] < 0x80 && strchr ("*?[", (int) cases[i]) != NULL)
        append_letter (pattern, cases[i]);
      else
        g_string_append_unichar (pattern, cases[i]);
      for (const char *p = g_utf8_next_char (text); *p != '\0'; p = g_utf8_next_char (p))
        append_letter (pattern, g_utf8_get_char (p));
      g_string_append_c (pattern, '*');
      g_strv_builder_add (patterns, pattern->str);
    }
  return g_strv_builder_end (patterns);
}

/**
 * callout_pattern_find_plain:
 * @length: (out): in bytes; 0 if there is none
 *
 * Returns: the longest stretch of ASCII in it
 */
const char *
callout_pattern_find_plain (const char *text,
                            gsize      *length)
{
  const char *longest = text;

  *length = 0;
  while (*text != '\0')
    {
      const char *start = text;

      while (*text != '\0' && (guchar) *text < 0x80)
        text++;
      if ((gsize) (text - start) > *length)
        {
          longest = start;
          *length = text - start;
        }
      while ((guchar) *text >= 0x80)
        text++;
    }
  return longest;
}
