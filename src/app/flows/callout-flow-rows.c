/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-rows.h"

/**
 * callout_flow_entry_entitle:
 * @title: plain text
 *
 * Names a row to write in, for the eye and for who only hears it.
 */
void
callout_flow_entry_entitle (GtkWidget  *row,
                            const char *title)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (row));
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/**
 * callout_flow_entry_new:
 *
 * Returns: (transfer floating): a row to write in; the way back through what
 *   is written there is the document's
 */
GtkWidget *
callout_flow_entry_new (const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  callout_flow_entry_entitle (row, title);
  gtk_editable_set_enable_undo (GTK_EDITABLE (row), FALSE);
  return row;
}
