/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-query-private.h"

#include <string.h>

/*
 * Taking a filter's text apart: `group_name="Trees and Parks"|North and state=open`.
 * A value in double quotes may hold the words and signs that otherwise part
 * conditions and values; a quote elsewhere is a character like any other.
 */

typedef gsize (*Separator) (const char *text);

#define BLANKS " \t\n\r"

static gsize
match_and (const char *text)
{
  gsize blanks = strspn (text, BLANKS);

  if (blanks == 0 || g_ascii_strncasecmp (text + blanks, "and", 3) != 0 || strspn (text + blanks + 3, BLANKS) == 0)
    return 0;
  return blanks + 3; /* the blank after it may begin the next */
}

static gsize
match_bar (const char *text)
{
  return *text == '|' ? 1 : 0;
}

static gboolean
opens_value (const char *text,
             const char *quote)
{
  const char *before = quote;

  while (before > text && strchr (BLANKS, before[-1]) != NULL)
    before--;
  return before == text || strchr ("=~<>|", before[-1]) != NULL;
}

static char **
split (const char *text,
       Separator   separator)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  const char *start = text;
  const char *p = text;
  gboolean quoted = FALSE;
  g_autofree char *rest = NULL;

  while (*p != '\0')
    {
      gsize length;

      if (*p == '"' && (quoted || opens_value (text, p)))
        quoted = !quoted && strchr (p + 1, '"') != NULL;
      length = quoted ? 0 : separator (p);
      if (length > 0)
        {
          g_autofree char *part = g_strndup (start, p - start);

          g_strv_builder_add (parts, g_strstrip (part));
          start = p + length;
        }
      p += MAX (length, 1);
    }
  rest = g_strdup (start);
  g_strv_builder_add (parts, g_strstrip (rest));
  return g_strv_builder_end (parts);
}

/**
 * callout_filter_split_conditions:
 *
 * Returns: (transfer full): what stands between the `and`s
 */
char **
callout_filter_split_conditions (const char *expression)
{
  return split (expression, match_and);
}

/**
 * callout_filter_split_values:
 *
 * Returns: (transfer full): the values between the bars, out of their quotes; at
 *   least one, which may be empty
 */
char **
callout_filter_split_values (const char *text)
{
  char **values = split (text, match_bar);

  for (guint i = 0; values[i] != NULL; i++)
    {
      gsize length = strlen (values[i]);

      if (length < 2 || values[i][0] != '"' || values[i][length - 1] != '"')
        continue;
      memmove (values[i], values[i] + 1, length - 2);
      values[i][length - 2] = '\0';
    }
  return values;
}
