/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutStepBar:
 *
 * How far along its steps a work order is, at a glance: a stroke for each.
 */
#define CALLOUT_TYPE_STEP_BAR (callout_step_bar_get_type ())
G_DECLARE_FINAL_TYPE (CalloutStepBar, callout_step_bar, CALLOUT, STEP_BAR, GtkWidget)

GtkWidget *callout_step_bar_new (void);
void       callout_step_bar_set (CalloutStepBar *self,
                                 guint           n_done,
                                 guint           n_steps);

G_END_DECLS
