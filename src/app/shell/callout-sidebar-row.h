/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-view-list.h"

G_BEGIN_DECLS

/**
 * CalloutSidebarRow:
 *
 * A view in the sidebar: its icon, its title, what waits there.
 */
#define CALLOUT_TYPE_SIDEBAR_ROW (callout_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (CalloutSidebarRow, callout_sidebar_row, CALLOUT, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget             *callout_sidebar_row_new      (const CalloutViewInfo *info);
const CalloutViewInfo *callout_sidebar_row_get_info (CalloutSidebarRow     *self);
CalloutView           *callout_sidebar_row_get_view (CalloutSidebarRow     *self);
void                   callout_sidebar_row_set_view (CalloutSidebarRow     *self,
                                                     CalloutView           *view);

G_END_DECLS
