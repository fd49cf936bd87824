/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-args.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CalloutPosition:
 *
 * Where this device is, as the desktop's location service (GeoClue) knows it.
 * Where there is no such service, or it is not allowed to tell, nothing is
 * known: that is no error.
 */
#define CALLOUT_TYPE_POSITION (callout_position_get_type ())
G_DECLARE_FINAL_TYPE (CalloutPosition, callout_position, CALLOUT, POSITION, GObject)

CalloutPosition *callout_position_new        (void);
void             callout_position_set_active (CalloutPosition *self,
                                              gboolean         active);
gboolean         callout_position_get        (CalloutPosition *self,
                                              double          *latitude,
                                              double          *longitude);
void             callout_position_add_to     (CalloutPosition *self,
                                              CalloutArgs     *args);

G_END_DECLS
