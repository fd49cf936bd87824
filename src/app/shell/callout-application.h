/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutApplication:
 *
 * The program on the desktop: one window, one store. Options: `--store URI`.
 */
#define CALLOUT_TYPE_APPLICATION (callout_application_get_type ())
G_DECLARE_FINAL_TYPE (CalloutApplication, callout_application, CALLOUT, APPLICATION, AdwApplication)

CalloutApplication *callout_application_new (void);

G_END_DECLS
