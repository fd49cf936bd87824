/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutComposer:
 *
 * Where a message is written: text with simple markup, files, a voice message,
 * a link into the Assistant, a video session. Where one may not write, the
 * reason stands in its place. What is not sent stays, also when it is refused.
 *
 * Signals: `sent`.
 */
#define CALLOUT_TYPE_COMPOSER (callout_composer_get_type ())
G_DECLARE_FINAL_TYPE (CalloutComposer, callout_composer, CALLOUT, COMPOSER, GtkWidget)

GtkWidget *callout_composer_new         (void);
void       callout_composer_set_session (CalloutComposer *self,
                                         CalloutSession  *session);
void       callout_composer_set_thread  (CalloutComposer *self,
                                         gint64           ticket,
                                         int              thread,
                                         const char      *customer);
void       callout_composer_set_allowed (CalloutComposer *self,
                                         gboolean         allowed,
                                         const char      *why_not);
void       callout_composer_take_drops  (CalloutComposer *self,
                                         GtkWidget       *area);

G_END_DECLS
