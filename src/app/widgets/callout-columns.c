/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-columns.h"

#include <glib/gi18n-lib.h>

const char *
callout_column_title (const CalloutColumn *self)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "column", self->title);
}

/**
 * callout_column_set_find:
 *
 * Returns: (transfer none) (nullable)
 */
const CalloutColumn *
callout_column_set_find (const CalloutColumnSet *self,
                         const char             *key)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->columns[i].key, key))
      return &self->columns[i];
  return NULL;
}

/**
 * callout_column_set_default:
 *
 * Returns: (transfer full): what is shown unless a person chose otherwise, as
 *   callout_column_set_parse() takes it
 */
char *
callout_column_set_default (const CalloutColumnSet *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].shown)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", self->columns[i].key);
  return g_string_free (text, FALSE);
}

/**
 * callout_column_set_parse:
 * @text: (nullable): keys apart by blanks, in the order shown; unknown ones and
 *   repetitions are passed over
 * @chosen: (out) (transfer container): of #CalloutColumn; never empty
 *
 * Returns: whether @text named any column
 */
gboolean
callout_column_set_parse (const CalloutColumnSet  *self,
                          const char              *text,
                          GPtrArray              **chosen)
{
  g_auto (GStrv) keys = g_strsplit_set (text != NULL ? text : "", " ,", -1);
  g_autofree char *fallback = NULL;

  *chosen = g_ptr_array_new ();
  for (guint i = 0; keys[i] != NULL; i++)
    {
      const CalloutColumn *column = callout_column_set_find (self, keys[i]);

      if (column != NULL && !g_ptr_array_find (*chosen, column, NULL))
        g_ptr_array_add (*chosen, (gpointer) column);
    }
  if ((*chosen)->len > 0)
    return TRUE;

  g_ptr_array_unref (*chosen);
  fallback = callout_column_set_default (self);
  callout_column_set_parse (self, fallback, chosen);
  return FALSE;
}
