/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutSignaturePad:
 *
 * A sheet to sign on by pointer, finger or pen. Signal `signed`: the hand has
 * rested a while; callout_signature_pad_draw() gives what stands there.
 */
#define CALLOUT_TYPE_SIGNATURE_PAD (callout_signature_pad_get_type ())
G_DECLARE_FINAL_TYPE (CalloutSignaturePad, callout_signature_pad, CALLOUT, SIGNATURE_PAD, GtkWidget)

GtkWidget  *callout_signature_pad_new      (void);
gboolean    callout_signature_pad_is_empty (CalloutSignaturePad *self);
void        callout_signature_pad_clear    (CalloutSignaturePad *self);
GdkTexture *callout_signature_pad_draw     (CalloutSignaturePad *self);

G_END_DECLS
