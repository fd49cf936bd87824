/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutPictureWindow:
 *
 * A picture that is kept, over the window it belongs to: as a whole, or as
 * large as it is. From here it is saved, or opened elsewhere; where there are
 * several, one goes on to the next.
 */
#define CALLOUT_TYPE_PICTURE_WINDOW (callout_picture_window_get_type ())
G_DECLARE_FINAL_TYPE (CalloutPictureWindow, callout_picture_window, CALLOUT, PICTURE_WINDOW, AdwWindow)

void callout_picture_window_open (GtkWidget      *parent,
                                  CalloutSession *session,
                                  CalloutFile    *file);
void callout_picture_window_open_among (GtkWidget      *parent,
                                        CalloutSession *session,
                                        GPtrArray      *files,
                                        guint           index);

G_END_DECLS
