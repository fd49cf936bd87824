/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutListPages:
 *
 * A list, or why there is none: it is being read, nothing is in it, or it
 * cannot be read.
 *
 * Properties: `child` (the list), `icon-name` (of the page that says that
 * nothing is in it).
 * Signals: `empty-action` (the button on that page), `retry`.
 */
#define CALLOUT_TYPE_LIST_PAGES (callout_list_pages_get_type ())
G_DECLARE_FINAL_TYPE (CalloutListPages, callout_list_pages, CALLOUT, LIST_PAGES, GtkWidget)

void callout_list_pages_set_empty (CalloutListPages *self,
                                   const char       *title,
                                   const char       *text,
                                   const char       *action);
void callout_list_pages_show      (CalloutListPages *self,
                                   guint             n_items,
                                   gboolean          loading,
                                   const GError     *error);

G_END_DECLS
