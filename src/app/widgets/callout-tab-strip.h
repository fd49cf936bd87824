/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutTabStrip:
 *
 * The pages of a stack as tabs, each with its icon, the one in front with its
 * name as well: so that many fit beside each other where there is little room.
 *
 * Property `stack` (to be set once; its pages need titles and icons).
 */
#define CALLOUT_TYPE_TAB_STRIP (callout_tab_strip_get_type ())
G_DECLARE_FINAL_TYPE (CalloutTabStrip, callout_tab_strip, CALLOUT, TAB_STRIP, GtkWidget)

void callout_tab_strip_set_stack (CalloutTabStrip *self,
                                  GtkStack        *stack);

G_END_DECLS
