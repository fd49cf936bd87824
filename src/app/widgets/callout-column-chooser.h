/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-columns.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutColumnChooser:
 *
 * Which facts a list shows, and in which order. Nothing changes before Apply.
 *
 * Signal `applied` (const char *columns): the keys chosen, in order.
 */
#define CALLOUT_TYPE_COLUMN_CHOOSER (callout_column_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CalloutColumnChooser, callout_column_chooser, CALLOUT, COLUMN_CHOOSER, AdwWindow)

GtkWidget *callout_column_chooser_new (GtkWindow              *parent,
                                       const CalloutColumnSet *set,
                                       const char             *columns);

G_END_DECLS
