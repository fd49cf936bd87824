/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How a window tells what has happened, and what was refused. */

void callout_toasts_tell (AdwToastOverlay *overlay,
                          const char      *sentence,
                          gint64           undoable);
void callout_toasts_fail (AdwToastOverlay *overlay,
                          const GError    *error);

G_END_DECLS
