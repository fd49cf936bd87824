/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutStartPage:
 *
 * What the window shows before the views: that a store is being opened, why it
 * cannot be, what to begin with where there is none, and who is to sign in.
 *
 * Signals: `create` (gboolean demo), `open-other`, `retry`, `person-chosen`
 * (CalloutPerson *person).
 */
#define CALLOUT_TYPE_START_PAGE (callout_start_page_get_type ())
G_DECLARE_FINAL_TYPE (CalloutStartPage, callout_start_page, CALLOUT, START_PAGE, AdwBin)

void callout_start_page_show_loading  (CalloutStartPage *self,
                                       const char       *sentence);
void callout_start_page_show_problem  (CalloutStartPage *self,
                                       const char       *title,
                                       const char       *sentence);
void callout_start_page_show_welcome  (CalloutStartPage *self,
                                       const char       *uri);
void callout_start_page_show_sign_in  (CalloutStartPage *self,
                                       CalloutSession   *session);

G_END_DECLS
