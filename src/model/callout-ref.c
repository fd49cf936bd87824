/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-entity.h"

#include <string.h>

static const struct {
  CalloutKind kind;
  const char *prefix;
} prefixes[] = {
  { CALLOUT_KIND_TICKET, "T" },
  { CALLOUT_KIND_WORK_ORDER, "WO" },
  { CALLOUT_KIND_CUSTOMER, "C" },
  { CALLOUT_KIND_ASSIGNMENT, "A" },
  { CALLOUT_KIND_MEMBERSHIP, "M" },
  { CALLOUT_KIND_STEP_EVENT, "SE" },
  { CALLOUT_KIND_WORKFLOW, "WF" },
  { CALLOUT_KIND_STATUS_LABEL, "SL" },
  { CALLOUT_KIND_ANSWER, "AN" },
  { CALLOUT_KIND_OFFER, "O" },
  { CALLOUT_KIND_TICKET_ASSIGNEE, "TA" },
  { CALLOUT_KIND_UPDATE, "U" },
  { CALLOUT_KIND_FILE, "F" },
  { CALLOUT_KIND_RATING, "R" },
  { CALLOUT_KIND_EQUIPMENT, "EQ" },
  { CALLOUT_KIND_NOTIFICATION, "N" },
  { CALLOUT_KIND_NOTIFICATION_PREF, "NP" },
  { CALLOUT_KIND_OUTBOX, "OB" },
  { CALLOUT_KIND_SAVED_FILTER, "SF" },
  { CALLOUT_KIND_MESSAGE, "MSG" },
  { CALLOUT_KIND_READ_MARK, "RM" },
  { CALLOUT_KIND_CONVERSATION, "CV" },
  { CALLOUT_KIND_SNIPPET, "SN" },
};

/**
 * callout_kind_get_prefix:
 *
 * Returns: (nullable): the letters before the number; %NULL for kinds that go by login or key
 */
const char *
callout_kind_get_prefix (CalloutKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (prefixes[i].kind == kind)
      return prefixes[i].prefix;
  return NULL;
}

char *
callout_ref_format (CalloutKind kind,
                    gint64      id)
{
  const char *prefix = callout_kind_get_prefix (kind);

  return g_strdup_printf ("%s%s%" G_GINT64_FORMAT,
                          prefix != NULL ? prefix : callout_enum_key (CALLOUT_TYPE_KIND, kind),
                          prefix != NULL ? "-" : " ", id);
}

/**
 * callout_ref_parse:
 * @text: e.g. `WO-12`, in any case
 *
 * Returns: %FALSE if @text is not a numbered reference (it may be a login or key)
 */
gboolean
callout_ref_parse (const char  *text,
                   CalloutKind *kind,
                   gint64      *id)
{
  const char *dash = strchr (text, '-');
  guint64 number;

  if (dash == NULL || !g_ascii_isdigit (dash[1]))
    return FALSE;
  if (!g_ascii_string_to_unsigned (dash + 1, 10, 1, G_MAXINT64, &number, NULL))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (strlen (prefixes[i].prefix) == (gsize) (dash - text)
        && g_ascii_strncasecmp (prefixes[i].prefix, text, dash - text) == 0)
      {
        *kind = prefixes[i].kind;
        *id = (gint64) number;
        return TRUE;
      }
  return FALSE;
}

/**
 * callout_keys_contain:
 * @keys: (nullable): blank-separated keys
 */
gboolean
callout_keys_contain (const char *keys,
                      const char *key)
{
  gsize length = strlen (key);

  while (keys != NULL && *keys != '\0')
    {
      gsize word = strcspn (keys, " ");

      if (word == length && strncmp (keys, key, length) == 0)
        return TRUE;
      keys += word;
      keys += strspn (keys, " ");
    }
  return FALSE;
}

#define KEY_BREAKS " ,\t\n"

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * callout_keys_normalise:
 * @keys: (nullable): words; each may itself hold several, apart by blanks or commas
 *
 * Returns: (transfer full) (nullable): the set as text: sorted, each once; %NULL when empty
 */
char *
callout_keys_normalise (const char *const *keys)
{
  g_autoptr (GPtrArray) sorted = NULL;
  g_autoptr (GString) text = NULL;
  const char *last = "";

  /* One word is its own set. */
  if (keys != NULL && keys[0] != NULL && keys[1] == NULL && *keys[0] != '\0' && strpbrk (keys[0], KEY_BREAKS) == NULL)
    return g_strdup (keys[0]);

  sorted = g_ptr_array_new_with_free_func (g_free);
  text = g_string_new (NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit_set (keys[i], KEY_BREAKS, -1);

      for (guint j = 0; words[j] != NULL; j++)
        if (*words[j] != '\0')
          g_ptr_array_add (sorted, g_strdup (words[j]));
    }
  g_ptr_array_sort (sorted, compare_keys);
  for (guint i = 0; i < sorted->len; i++)
    {
      const char *word = g_ptr_array_index (sorted, i);

      if (g_str_equal (word, last))
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, word);
      last = word;
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
