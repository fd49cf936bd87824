/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CalloutPlate:
 *
 * A picture as a document draws it: read once, turned the way it was taken, and
 * no finer than paper can show. Never changed, so any thread may draw it.
 */
typedef struct _CalloutPlate CalloutPlate;

#define CALLOUT_TYPE_PLATE (callout_plate_get_type ())
GType           callout_plate_get_type   (void) G_GNUC_CONST;

CalloutPlate *callout_plate_new        (GBytes          *bytes,
                                            guint            most_pixels,
                                            GError         **error);
CalloutPlate *callout_plate_ref        (CalloutPlate  *self);
void            callout_plate_unref      (CalloutPlate  *self);
double          callout_plate_get_width  (CalloutPlate  *self);
double          callout_plate_get_height (CalloutPlate  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutPlate, callout_plate_unref)

G_END_DECLS
