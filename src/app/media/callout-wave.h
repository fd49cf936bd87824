/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutWave:
 *
 * The shape of a sound, drawn, with how far it is played; where it is pressed,
 * and by the arrow keys, one goes elsewhere in it.
 *
 * Signals: `seek` (double fraction, 0 to 1)
 */
#define CALLOUT_TYPE_WAVE (callout_wave_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWave, callout_wave, CALLOUT, WAVE, GtkWidget)

GtkWidget *callout_wave_new          (void);
void       callout_wave_set_shape    (CalloutWave *self,
                                      const char  *shape);
void       callout_wave_set_fraction (CalloutWave *self,
                                      double       fraction);
void       callout_wave_set_position (CalloutWave *self,
                                      gint64       position,
                                      gint64       duration);

G_END_DECLS
