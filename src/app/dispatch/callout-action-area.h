/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutActionArea:
 *
 * What can be done with the selected work orders now, as buttons; what cannot
 * be says why. The buttons activate the actions named as the commands, which
 * the view around it installs.
 *
 * Signal `offers-changed`: what is possible was asked anew.
 */
#define CALLOUT_TYPE_ACTION_AREA (callout_action_area_get_type ())
G_DECLARE_FINAL_TYPE (CalloutActionArea, callout_action_area, CALLOUT, ACTION_AREA, GtkWidget)

void        callout_action_area_set_session  (CalloutActionArea *self,
                                              CalloutSession    *session);
void        callout_action_area_set_ids      (CalloutActionArea *self,
                                              const gint64      *ids,
                                              guint              n_ids);
void        callout_action_area_set_compact  (CalloutActionArea *self,
                                              gboolean           compact);
gboolean    callout_action_area_allows       (CalloutActionArea *self,
                                              const char        *command);
const char *callout_action_area_get_why_not  (CalloutActionArea *self,
                                              const char        *command);

G_END_DECLS
