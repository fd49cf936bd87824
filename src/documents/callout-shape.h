/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CalloutShape:
 *
 * Something drawn by lines: a QR code, a signature. It stays sharp on any
 * paper. Never changed once it is made, so any thread may draw it.
 */
typedef struct _CalloutShape CalloutShape;

#define CALLOUT_TYPE_SHAPE (callout_shape_get_type ())
GType         callout_shape_get_type      (void) G_GNUC_CONST;

CalloutShape *callout_shape_new_code      (const char    *text,
                                           GError       **error);
CalloutShape *callout_shape_new_signature (const char    *strokes,
                                           GError       **error);
CalloutShape *callout_shape_ref           (CalloutShape  *self);
void          callout_shape_unref         (CalloutShape  *self);
double        callout_shape_get_width     (CalloutShape  *self);
double        callout_shape_get_height    (CalloutShape  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutShape, callout_shape_unref)

G_END_DECLS
