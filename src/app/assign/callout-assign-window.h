/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutAssignWindow:
 *
 * Compares engineers, in a list and on the map, and puts a lead and any number
 * of collaborators on a work order in one go. Serves document 4, rows 4.6 to
 * 4.12, 4.17 and 4.25.
 */
#define CALLOUT_TYPE_ASSIGN_WINDOW (callout_assign_window_get_type ())
G_DECLARE_FINAL_TYPE (CalloutAssignWindow, callout_assign_window, CALLOUT, ASSIGN_WINDOW, AdwWindow)

GtkWidget *callout_assign_window_open (GtkWidget      *parent,
                                       CalloutSession *session,
                                       const char     *command,
                                       const gint64   *ids,
                                       guint           n_ids);

G_END_DECLS
