/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CalloutPicture:
 *
 * A picture as a document draws it: read once, turned the way it was taken, and
 * no finer than paper can show. Never changed, so any thread may draw it.
 */
typedef struct _CalloutPicture CalloutPicture;

#define CALLOUT_TYPE_PICTURE (callout_picture_get_type ())
GType           callout_picture_get_type   (void) G_GNUC_CONST;

CalloutPicture *callout_picture_new        (GBytes          *bytes,
                                            guint            most_pixels,
                                            GError         **error);
CalloutPicture *callout_picture_ref        (CalloutPicture  *self);
void            callout_picture_unref      (CalloutPicture  *self);
double          callout_picture_get_width  (CalloutPicture  *self);
double          callout_picture_get_height (CalloutPicture  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutPicture, callout_picture_unref)

G_END_DECLS
