/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutFilterChip:
 *
 * A button that says what a list is narrowed to, with the choices behind it.
 *
 * Properties: `label` (what is chosen about), `single` (at most one choice).
 * Signal `changed`.
 */
#define CALLOUT_TYPE_FILTER_CHIP (callout_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFilterChip, callout_filter_chip, CALLOUT, FILTER_CHIP, GtkWidget)

void     callout_filter_chip_clear_options (CalloutFilterChip  *self);
void     callout_filter_chip_add_option    (CalloutFilterChip  *self,
                                            const char         *key,
                                            const char         *label);
char   **callout_filter_chip_get_chosen    (CalloutFilterChip  *self);
void     callout_filter_chip_set_chosen    (CalloutFilterChip  *self,
                                            const char *const  *keys);
gboolean callout_filter_chip_is_active     (CalloutFilterChip  *self);

G_END_DECLS
