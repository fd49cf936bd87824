/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutLocationDialog:
 *
 * Says where a ticket is: by an address that is searched on the bundled map,
 * or by a click on it. It runs `ticket.set-location` itself, and keeps what was
 * typed where that is refused; or it only tells what was chosen. Signal `chosen`
 * (double latitude, double longitude, const char *address).
 */
#define CALLOUT_TYPE_LOCATION_DIALOG (callout_location_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CalloutLocationDialog, callout_location_dialog, CALLOUT, LOCATION_DIALOG, AdwWindow)

GtkWidget *callout_location_dialog_new (CalloutSession *session,
                                        gint64          ticket,
                                        const char     *address,
                                        double          latitude,
                                        double          longitude);
GtkWidget *callout_location_dialog_new_to_choose (CalloutSession *session,
                                                  const char     *address,
                                                  double          latitude,
                                                  double          longitude);

G_END_DECLS
