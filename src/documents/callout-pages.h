/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-clock.h"
#include "callout-paper.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * CalloutPages:
 *
 * A finished document. Screen, printer and PDF get it by the same routine,
 * callout_pages_draw(). Never changed, so any thread may draw any page.
 */
typedef struct _CalloutPages CalloutPages;

#define CALLOUT_TYPE_PAGES (callout_pages_get_type ())
GType               callout_pages_get_type  (void) G_GNUC_CONST;

CalloutPages       *callout_pages_ref       (CalloutPages   *self);
void                callout_pages_unref     (CalloutPages   *self);
guint               callout_pages_get_count (CalloutPages   *self);
const CalloutPaper *callout_pages_get_paper (CalloutPages   *self);
const char         *callout_pages_get_title (CalloutPages   *self);
void                callout_pages_draw      (CalloutPages   *self,
                                             guint           page,
                                             cairo_t        *cr);
GBytes             *callout_pages_to_pdf    (CalloutPages   *self,
                                             GError        **error);
gboolean            callout_pages_save_pdf  (CalloutPages   *self,
                                             const char     *file,
                                             GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutPages, callout_pages_unref)

G_END_DECLS
