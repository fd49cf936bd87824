/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutStarsRow:
 *
 * A row in which one to five stars are given: by the pointer, by the arrow keys
 * from star to star, or by a figure's key. Signal `changed`.
 */
#define CALLOUT_TYPE_STARS_ROW (callout_stars_row_get_type ())
G_DECLARE_FINAL_TYPE (CalloutStarsRow, callout_stars_row, CALLOUT, STARS_ROW, AdwActionRow)

GtkWidget *callout_stars_row_new       (void);
guint      callout_stars_row_get_stars (CalloutStarsRow *self);

G_END_DECLS
