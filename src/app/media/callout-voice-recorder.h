/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-file-source.h"

G_BEGIN_DECLS

/**
 * CalloutVoiceRecorder:
 *
 * Stands in the composer's place while a voice message is made: it shows the
 * loudness and the time, then lets one listen, and send it or not.
 *
 * Signals: `send` (GBytes *ogg, gint64 milliseconds, const char *shape);
 * `cancelled`; `failed` (const char *sentence).
 */
#define CALLOUT_TYPE_VOICE_RECORDER (callout_voice_recorder_get_type ())
G_DECLARE_FINAL_TYPE (CalloutVoiceRecorder, callout_voice_recorder, CALLOUT, VOICE_RECORDER, GtkWidget)

GtkWidget *callout_voice_recorder_new    (void);
void       callout_voice_recorder_start  (CalloutVoiceRecorder *self);
void       callout_voice_recorder_cancel (CalloutVoiceRecorder *self);

G_END_DECLS
