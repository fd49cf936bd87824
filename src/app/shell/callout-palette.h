/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-window.h"

G_BEGIN_DECLS

/**
 * CalloutPalette:
 *
 * Finds anything by typing: what can be done with what is selected, views,
 * work orders, tickets, people.
 */
#define CALLOUT_TYPE_PALETTE (callout_palette_get_type ())
G_DECLARE_FINAL_TYPE (CalloutPalette, callout_palette, CALLOUT, PALETTE, AdwWindow)

void callout_palette_open (CalloutWindow *window);

G_END_DECLS
