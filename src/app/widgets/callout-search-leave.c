/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-search-leave.h"

/**
 * callout_search_leave:
 *
 * What Escape in a search entry means: it empties the search, and where it is
 * empty it closes what the entry stands in. Handler of `stop-search`.
 */
void
callout_search_leave (GtkSearchEntry *entry)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (entry), GTK_TYPE_POPOVER);

  if (*gtk_editable_get_text (GTK_EDITABLE (entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (entry), "");
  else if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  else
    gtk_widget_activate_action (GTK_WIDGET (entry), "window.close", NULL);
}
