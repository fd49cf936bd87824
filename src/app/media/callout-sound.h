/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* How loud a sound is over time, as short text: two hexadecimal digits for each
 * stretch of it. */
char     *callout_shape_from_levels (const guchar *levels,
                                     gsize         n_levels,
                                     guint         n_stretches);
double    callout_shape_at          (const char   *shape,
                                     double        position);
char     *callout_sound_format_time (gint64        milliseconds);
gboolean  callout_sound_init        (void);
void      callout_sound_warm_up     (void);

/**
 * CalloutSoundPlayer:
 *
 * Plays one sound or video out of memory. When one begins, any other of this
 * window falls silent.
 *
 * Properties: `playing`, `error` (nullable, one sentence).
 * Signals: `frame` (GdkTexture *): what a video shows now.
 */
#define CALLOUT_TYPE_SOUND_PLAYER (callout_sound_player_get_type ())
G_DECLARE_FINAL_TYPE (CalloutSoundPlayer, callout_sound_player, CALLOUT, SOUND_PLAYER, GObject)

CalloutSoundPlayer *callout_sound_player_new          (void);
gboolean            callout_sound_player_set_bytes    (CalloutSoundPlayer *self,
                                                       GBytes             *bytes,
                                                       GError            **error);
gboolean            callout_sound_player_set_video    (CalloutSoundPlayer *self,
                                                       GBytes             *bytes,
                                                       GError            **error);
gboolean            callout_sound_player_has_bytes    (CalloutSoundPlayer *self);
void                callout_sound_player_play         (CalloutSoundPlayer *self);
void                callout_sound_player_pause        (CalloutSoundPlayer *self);
gboolean            callout_sound_player_get_playing  (CalloutSoundPlayer *self);
gboolean            callout_sound_player_is_over      (CalloutSoundPlayer *self);
const char         *callout_sound_player_get_error    (CalloutSoundPlayer *self);
gint64              callout_sound_player_get_position (CalloutSoundPlayer *self);
gint64              callout_sound_player_get_duration (CalloutSoundPlayer *self);
void                callout_sound_player_seek         (CalloutSoundPlayer *self,
                                                       gint64              position);

/**
 * CalloutSoundRecorder:
 *
 * Records from the microphone: Opus in Ogg, mono.
 *
 * Properties: `recording`.
 * Signals: `level` (double, 0 to 1) ten times a second; `done` when the bytes
 * are whole; `failed` (const char *sentence).
 */
#define CALLOUT_TYPE_SOUND_RECORDER (callout_sound_recorder_get_type ())
G_DECLARE_FINAL_TYPE (CalloutSoundRecorder, callout_sound_recorder, CALLOUT, SOUND_RECORDER, GObject)

CalloutSoundRecorder *callout_sound_recorder_new           (void);
void                  callout_sound_recorder_start         (CalloutSoundRecorder *self);
void                  callout_sound_recorder_stop          (CalloutSoundRecorder *self);
void                  callout_sound_recorder_cancel        (CalloutSoundRecorder *self);
gboolean              callout_sound_recorder_get_recording (CalloutSoundRecorder *self);
gint64                callout_sound_recorder_get_duration  (CalloutSoundRecorder *self);
char                 *callout_sound_recorder_dup_shape     (CalloutSoundRecorder *self);
GBytes               *callout_sound_recorder_get_bytes     (CalloutSoundRecorder *self);

/* Whether there is a microphone; asking takes a moment. */
void     callout_microphone_find_async  (GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean callout_microphone_find_finish (GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
