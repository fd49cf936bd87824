/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutIconPicture:
 *
 * A picture of the house's own where an icon stands. One that is drawn in a
 * single grey, black or white, as most icons are, takes the colour of the text
 * around it as the shipped ones do, and so is seen in the dark; what has
 * colours of its own keeps them.
 */
#define CALLOUT_TYPE_ICON_PICTURE (callout_icon_picture_get_type ())
G_DECLARE_FINAL_TYPE (CalloutIconPicture, callout_icon_picture, CALLOUT, ICON_PICTURE, GObject)

GdkPaintable *callout_icon_picture_new     (GdkPixbuf *pixbuf);
gboolean      callout_icon_picture_is_grey (GdkPixbuf *pixbuf);

G_END_DECLS
