/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutUpdatePane:
 *
 * The record of a ticket, the latest last, and where one writes to it: what
 * the customer may read, or what stays inside.
 *
 * Property `visibility` (a #CalloutVisibility).
 */
#define CALLOUT_TYPE_UPDATE_PANE (callout_update_pane_get_type ())
G_DECLARE_FINAL_TYPE (CalloutUpdatePane, callout_update_pane, CALLOUT, UPDATE_PANE, GtkWidget)

void  callout_update_pane_set_session (CalloutUpdatePane *self,
                                       CalloutSession    *session);
void  callout_update_pane_set_ticket  (CalloutUpdatePane *self,
                                       gint64             ticket);
void  callout_update_pane_show        (CalloutUpdatePane *self,
                                       GPtrArray         *updates,
                                       GPtrArray         *files);
void  callout_update_pane_set_allowed (CalloutUpdatePane *self,
                                       gboolean           allowed,
                                       const char        *why_not);
guint callout_update_pane_get_n_shown (CalloutUpdatePane *self);

G_END_DECLS
