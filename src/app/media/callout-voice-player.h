/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-file-source.h"

G_BEGIN_DECLS

/**
 * CalloutVoicePlayer:
 *
 * A recording: a button that plays it, its shape with how far it is played,
 * and the time. Its bytes are read when it is first played.
 *
 * Properties: `playing`.
 */
#define CALLOUT_TYPE_VOICE_PLAYER (callout_voice_player_get_type ())
G_DECLARE_FINAL_TYPE (CalloutVoicePlayer, callout_voice_player, CALLOUT, VOICE_PLAYER, GtkWidget)

GtkWidget *callout_voice_player_new        (void);
void       callout_voice_player_set_source (CalloutVoicePlayer *self,
                                            CalloutFileSource  *source,
                                            gint64              duration,
                                            const char         *shape);
void       callout_voice_player_stop       (CalloutVoicePlayer *self);

G_END_DECLS
