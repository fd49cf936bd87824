/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-pages.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutPageSheet:
 *
 * One page of a document as paper on the screen: as wide as there is room, but
 * not much larger than it is.
 */
#define CALLOUT_TYPE_PAGE_SHEET (callout_page_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CalloutPageSheet, callout_page_sheet, CALLOUT, PAGE_SHEET, GtkWidget)

GtkWidget *callout_page_sheet_new      (void);
void       callout_page_sheet_set_page (CalloutPageSheet *self,
                                        CalloutPages     *pages,
                                        guint             page);

G_END_DECLS
