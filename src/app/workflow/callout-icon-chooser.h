/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-icon-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutIconChooser:
 *
 * A row that shows which icon is chosen and lets another be chosen: one of the
 * set that comes with the program, found by words, or a PNG or SVG file. The
 * file is only read here; whether it will do, the command decides.
 *
 * Signals: `changed`.
 */
#define CALLOUT_TYPE_ICON_CHOOSER (callout_icon_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CalloutIconChooser, callout_icon_chooser, CALLOUT, ICON_CHOOSER, AdwActionRow)

void        callout_icon_chooser_set        (CalloutIconChooser *self,
                                             CalloutIconBook    *icons,
                                             const char         *icon);
const char *callout_icon_chooser_get_icon   (CalloutIconChooser *self);
GBytes     *callout_icon_chooser_get_file   (CalloutIconChooser *self,
                                             const char        **name);

G_END_DECLS
