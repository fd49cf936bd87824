/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutWidthBin:
 *
 * One child, and a say in how wide it would like to be: `natural-width` stands
 * for the child's own, so that a leaflet folds where it is meant to and not
 * where the longest name happens to end. `compact` tells whether there is less
 * than `compact-width` to be had.
 */
#define CALLOUT_TYPE_WIDTH_BIN (callout_width_bin_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWidthBin, callout_width_bin, CALLOUT, WIDTH_BIN, GtkWidget)

gboolean callout_width_bin_get_compact (CalloutWidthBin *self);
void     callout_width_bin_expect      (CalloutWidthBin *self,
                                        int              width);

G_END_DECLS
