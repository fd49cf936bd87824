/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-import-mapping-private.h"

#include <string.h>

static gboolean
is_blank (char c)
{
  return (guchar) c <= ' ' || c == 0x7f;
}

/**
 * callout_tidy_text:
 *
 * One line of text: no blanks at its ends, one between words, no control
 * characters.
 *
 * Returns: (transfer full) (nullable): %NULL if nothing is left
 */
char *
callout_tidy_text (const char *text,
                   gsize       length)
{
  const char *end = text + length;
  char *tidy, *at;
  gboolean pending = FALSE;

  while (text < end && is_blank (*text))
    text++;
  if (text == end)
    return NULL;

  at = tidy = g_malloc ((gsize) (end - text) + 1);
  for (; text < end; text++)
    {
      if (is_blank (*text))
        {
          pending = TRUE;
          continue;
        }
      if (pending)
        *at++ = ' ';
      pending = FALSE;
      *at++ = *text;
    }
  *at = '\0';
  return tidy;
}

/**
 * callout_tidy_postcode:
 * @digits: how many it should have, 0 to leave it as it is
 *
 * A post code that went through a spreadsheet as a number, `2215.0`, is
 * `02215` again.
 *
 * Returns: (transfer full) (nullable): %NULL if there is none
 */
char *
callout_tidy_postcode (const char *text,
                       gsize       length,
                       guint       digits)
{
  g_autofree char *tidy = callout_tidy_text (text, length);
  GString *padded;
  gsize n;

  if (tidy == NULL || digits == 0)
    return g_steal_pointer (&tidy);

  n = strspn (tidy, "0123456789");
  if (n == 0 || n > digits || strspn (tidy + n, ".0") != strlen (tidy + n))
    return g_steal_pointer (&tidy);
  padded = g_string_new (NULL);
  for (gsize i = n; i < digits; i++)
    g_string_append_c (padded, '0');
  g_string_append_len (padded, tidy, (gssize) n);
  return g_string_free (padded, FALSE);
}

/* Cuts "INTERSECTION of" off, whatever its case; what is left is its streets. */
static const char *
skip_intersection (const char        *text,
                   const char *const *intersections)
{
  for (guint i = 0; intersections != NULL && intersections[i] != NULL; i++)
    {
      gsize n = strlen (intersections[i]);

      if (g_ascii_strncasecmp (text, intersections[i], n) == 0 && (text[n] == ' ' || text[n] == '\0'))
        return text + n;
    }
  return text;
}

static gboolean
is_shouted (const char *text)
{
  gboolean upper = FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (g_unichar_islower (c))
        return FALSE;
      upper = upper || g_unichar_isupper (c);
    }
  return upper;
}

/* MAIN ST → Main St; a word with a figure (10A, 1ST) keeps its letters. */
static void
append_title_case (GString    *out,
                   const char *part)
{
  g_auto (GStrv) words = g_strsplit (part, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ' ');
      if (strpbrk (words[i], "0123456789") != NULL || words[i][0] == '\0')
        g_string_append (out, words[i]);
      else
        {
          g_autofree char *rest = g_utf8_strdown (g_utf8_next_char (words[i]), -1);

          g_string_append_unichar (out, g_utf8_get_char (words[i]));
          g_string_append (out, rest);
        }
    }
}

static gboolean
is_figure (const char *part)
{
  return part[strspn (part, "0123456789-")] == '\0';
}

/* Puts the parts together: "33 Beacon St", "Boston", "MA", "02108". */
static void
join_part (GString    *out,
           const char *part,
           gboolean    shouted)
{
  if (out->len > 0)
    g_string_append (out, is_figure (part) ? " " : ", ");
  if (shouted && strlen (part) > 2)
    append_title_case (out, part);
  else
    g_string_append (out, part);
}

/**
 * callout_tidy_address:
 * @intersections: (nullable): words to cut off in front of two streets
 * @postcode: (nullable): to stand at the end, if it does not yet
 *
 * An address as a person writes it. Two blanks or more divide street, town
 * and state; capitals throughout are not kept.
 *
 * Returns: (transfer full) (nullable): %NULL if there is none
 */
char *
callout_tidy_address (const char        *text,
                      gsize              length,
                      const char *const *intersections,
                      const char        *postcode)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) parts = NULL;
  g_autoptr (GString) out = g_string_sized_new (length + 8);
  gboolean shouted = is_shouted (copy);

  g_strdelimit (copy, "\n\r", ' ');
  parts = g_strsplit (skip_intersection (g_strstrip (copy), intersections), "  ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = callout_tidy_text (parts[i], strlen (parts[i]));

      if (part != NULL)
        join_part (out, part, shouted);
    }
  if (out->len == 0)
    return NULL;
  if (postcode != NULL && !g_str_has_suffix (out->str, postcode))
    join_part (out, postcode, FALSE);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
