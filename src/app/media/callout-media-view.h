/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-file-source.h"

G_BEGIN_DECLS

/**
 * CalloutMediaView:
 *
 * A picture or video among other things: small, in the room it will need before
 * it is there. A picture is activated by a click; a video begins to play.
 *
 * Signals: `activate`: somebody wants to see the picture as it is.
 */
#define CALLOUT_TYPE_MEDIA_VIEW (callout_media_view_get_type ())
G_DECLARE_FINAL_TYPE (CalloutMediaView, callout_media_view, CALLOUT, MEDIA_VIEW, GtkWidget)

GtkWidget *callout_media_view_new        (void);
void       callout_media_view_set_source (CalloutMediaView  *self,
                                          CalloutFileSource *source);
void       callout_media_view_set_square (CalloutMediaView  *self,
                                          int                side);

G_END_DECLS
