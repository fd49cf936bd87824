/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutRatingsWindow:
 *
 * How customers rate the service: altogether as a histogram, and by engineer,
 * group or month, with the average of each.
 */
#define CALLOUT_TYPE_RATINGS_WINDOW (callout_ratings_window_get_type ())
G_DECLARE_FINAL_TYPE (CalloutRatingsWindow, callout_ratings_window, CALLOUT, RATINGS_WINDOW, AdwWindow)

void callout_ratings_window_open (GtkWidget      *parent,
                                  CalloutSession *session);

G_END_DECLS
