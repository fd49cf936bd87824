/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-error.h"
#include "callout-sound.h"

#include <gst/gst.h>
#include <string.h>

/* Recording and playing, with GStreamer's test source for a voice. */

static GMainLoop *loop;

static void
test_a_shape_tells_how_loud_it_is (void)
{
  static const guchar levels[] = { 0, 0, 255, 0, 128, 128, 0, 51 };
  g_autofree char *four = callout_shape_from_levels (levels, sizeof levels, 4);
  g_autofree char *all = callout_shape_from_levels (levels, sizeof levels, 100);
  g_autofree char *none = callout_shape_from_levels (levels, 0, 4);

  g_assert_cmpstr (four, ==, "00ff8033");
  g_assert_cmpuint (strlen (all), ==, 2 * sizeof levels);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpfloat_with_epsilon (callout_shape_at (four, 0.3), 1.0, 0.001);
  g_assert_cmpfloat_with_epsilon (callout_shape_at (four, 0), 0.0, 0.001);
  g_assert_cmpfloat_with_epsilon (callout_shape_at (four, 7), 0.2, 0.001);
}

static void
test_a_shape_from_outside_may_be_anything (void)
{
  static const char *const shapes[] = { NULL, "", "\xff\xfe", "\n\n\n", "zzzz", "<b>", "f", "~~~~" };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    for (double at = -1; at < 2; at += 0.1)
      {
        double level = callout_shape_at (shapes[i], at);

        g_assert_true (level >= 0 && level <= 1);
      }
}

static void
test_times_are_written_as_players_do (void)
{
  static const struct { gint64 milliseconds; const char *text; } cases[] = {
    { 0, "0:00" }, { 499, "0:00" }, { 7000, "0:07" }, { 59600, "1:00" }, { 754000, "12:34" }, { 3723000, "1:02:03" }, { -5, "0:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = callout_sound_format_time (cases[i].milliseconds);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  GError **error = data;

  callout_microphone_find_finish (result, error);
  g_main_loop_quit (loop);
}

static void
test_without_a_microphone_that_is_said (void)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("CALLOUT_MICROPHONE", "none", TRUE);
  callout_microphone_find_async (NULL, found_cb, &error);
  g_main_loop_run (loop);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "There is no microphone here; connect one to record a voice message");
}

static void
level_cb (CalloutSoundRecorder *recorder,
          double                level,
          guint                *heard)
{
  g_assert_cmpfloat (level, >=, 0);
  g_assert_cmpfloat (level, <=, 1);
  if (level > 0.5 && ++*heard == 8)
    callout_sound_recorder_stop (recorder);
}

static void
failed_cb (CalloutSoundRecorder *recorder,
           const char           *sentence,
           char                **problem)
{
  *problem = g_strdup (sentence);
  g_main_loop_quit (loop);
}

static GBytes *
record (CalloutSoundRecorder *recorder)
{
  guint heard = 0;
  gulong level = g_signal_connect (recorder, "level", G_CALLBACK (level_cb), &heard);
  gulong done = g_signal_connect_swapped (recorder, "done", G_CALLBACK (g_main_loop_quit), loop);

  g_setenv ("CALLOUT_MICROPHONE", "audiotestsrc is-live=true volume=0.9", TRUE);
  callout_sound_recorder_start (recorder);
  g_assert_true (callout_sound_recorder_get_recording (recorder));
  g_main_loop_run (loop);
  g_signal_handler_disconnect (recorder, level);
  g_signal_handler_disconnect (recorder, done);
  return callout_sound_recorder_get_bytes (recorder);
}

static void
test_what_was_said_is_ogg_with_its_shape (void)
{
  g_autoptr (CalloutSoundRecorder) recorder = callout_sound_recorder_new ();
  GBytes *bytes = record (recorder);
  g_autofree char *shape = callout_sound_recorder_dup_shape (recorder);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_assert_false (callout_sound_recorder_get_recording (recorder));
  g_assert_cmpuint (length, >, 200);
  g_assert_cmpmem (data, 4, "OggS", 4);
  g_assert_nonnull (memmem (data, 200, "OpusHead", 8));
  g_assert_cmpint (callout_sound_recorder_get_duration (recorder), >=, 700);
  g_assert_cmpuint (strlen (shape), >=, 16);
  g_assert_cmpfloat (callout_shape_at (shape, 0.5), >, 0.5);
}

static void
test_what_is_cancelled_is_gone (void)
{
  g_autoptr (CalloutSoundRecorder) recorder = callout_sound_recorder_new ();
  g_autofree char *shape = NULL;

  record (recorder);
  callout_sound_recorder_cancel (recorder);
  shape = callout_sound_recorder_dup_shape (recorder);
  g_assert_null (callout_sound_recorder_get_bytes (recorder));
  g_assert_cmpint (callout_sound_recorder_get_duration (recorder), ==, 0);
  g_assert_cmpstr (shape, ==, "");
}

static void
test_a_microphone_that_breaks_is_told (void)
{
  g_autoptr (CalloutSoundRecorder) recorder = callout_sound_recorder_new ();
  g_autofree char *problem = NULL;

  g_signal_connect (recorder, "failed", G_CALLBACK (failed_cb), &problem);
  g_setenv ("CALLOUT_MICROPHONE", "audiotestsrc is-live=true ! identity error-after=3", TRUE);
  callout_sound_recorder_start (recorder);
  g_main_loop_run (loop);
  g_assert_cmpstr (problem, ==, "The microphone stopped answering; what was recorded is lost");
  g_assert_false (callout_sound_recorder_get_recording (recorder));
}

static void
quiet_cb (CalloutSoundPlayer *player)
{
  if (!callout_sound_player_get_playing (player))
    g_main_loop_quit (loop);
}

static void
test_it_is_played_to_its_end_and_stands_at_the_beginning_again (void)
{
  g_autoptr (CalloutSoundRecorder) recorder = callout_sound_recorder_new ();
  g_autoptr (CalloutSoundPlayer) player = callout_sound_player_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (callout_sound_player_set_bytes (player, record (recorder), &error));
  g_assert_no_error (error);
  g_signal_connect (player, "notify::playing", G_CALLBACK (quiet_cb), NULL);
  callout_sound_player_play (player);
  g_assert_true (callout_sound_player_get_playing (player));
  g_main_loop_run (loop);
  g_assert_null (callout_sound_player_get_error (player));
  g_assert_cmpint (callout_sound_player_get_duration (player), >=, 600);
}

static void
test_one_alone_is_heard (void)
{
  g_autoptr (CalloutSoundRecorder) recorder = callout_sound_recorder_new ();
  g_autoptr (CalloutSoundPlayer) first = callout_sound_player_new ();
  g_autoptr (CalloutSoundPlayer) second = callout_sound_player_new ();
  GBytes *bytes = record (recorder);

  g_assert_true (callout_sound_player_set_bytes (first, bytes, NULL));
  g_assert_true (callout_sound_player_set_bytes (second, bytes, NULL));
  callout_sound_player_play (first);
  callout_sound_player_play (second);
  g_assert_false (callout_sound_player_get_playing (first));
  g_assert_true (callout_sound_player_get_playing (second));
}

static GBytes *
make_video (void)
{
  g_autoptr (GstElement) pipeline = gst_parse_launch ("videotestsrc num-buffers=20 ! video/x-raw,width=160,height=90,framerate=25/1"
                                                      " ! vp8enc deadline=1 ! webmmux ! giostreamsink name=sink", NULL);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = NULL;

  g_object_set (sink, "stream", stream, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
frame_cb (CalloutSoundPlayer *player,
          GdkTexture         *texture,
          guint              *n_frames)
{
  guchar pixels[160 * 90 * 4];
  guint lit = 0;

  g_assert_cmpint (gdk_texture_get_width (texture), ==, 160);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 90);
  gdk_texture_download (texture, pixels, 160 * 4);
  for (guint i = 0; i < sizeof pixels; i += 4)
    lit += pixels[i] > 128 || pixels[i + 1] > 128 || pixels[i + 2] > 128 ? 1 : 0;
  g_assert_cmpuint (lit, >, 160 * 90 / 2);
  ++*n_frames;
}

static void
test_a_video_is_seen_to_its_end (void)
{
  g_autoptr (CalloutSoundPlayer) player = callout_sound_player_new ();
  g_autoptr (GBytes) bytes = NULL;
  guint n_frames = 0;

  callout_sound_init ();
  bytes = make_video ();
  g_assert_true (callout_sound_player_set_video (player, bytes, NULL));
  g_signal_connect (player, "frame", G_CALLBACK (frame_cb), &n_frames);
  g_signal_connect (player, "notify::playing", G_CALLBACK (quiet_cb), NULL);
  callout_sound_player_play (player);
  g_main_loop_run (loop);
  g_assert_true (callout_sound_player_is_over (player));
  g_assert_cmpuint (n_frames, >, 3);
}

static void
test_noise_is_told_in_one_sentence (void)
{
  g_autoptr (CalloutSoundPlayer) player = callout_sound_player_new ();
  g_autoptr (GBytes) noise = g_bytes_new_static ("OggS and then nothing that could be played", 42);

  g_assert_true (callout_sound_player_set_bytes (player, noise, NULL));
  g_signal_connect (player, "notify::playing", G_CALLBACK (quiet_cb), NULL);
  callout_sound_player_play (player);
  g_main_loop_run (loop);
  g_assert_cmpstr (callout_sound_player_get_error (player), ==, "This recording cannot be played here; it can be saved");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("CALLOUT_SPEAKER", "fakesink sync=true", TRUE);
  loop = g_main_loop_new (NULL, FALSE);
  g_test_add_func ("/sound/2.35-shape", test_a_shape_tells_how_loud_it_is);
  g_test_add_func ("/sound/2.35-shape-outside", test_a_shape_from_outside_may_be_anything);
  g_test_add_func ("/sound/2.35-times", test_times_are_written_as_players_do);
  g_test_add_func ("/sound/2.35-no-microphone", test_without_a_microphone_that_is_said);
  g_test_add_func ("/sound/2.35-recorded", test_what_was_said_is_ogg_with_its_shape);
  g_test_add_func ("/sound/2.35-cancelled", test_what_is_cancelled_is_gone);
  g_test_add_func ("/sound/2.35-breaks", test_a_microphone_that_breaks_is_told);
  g_test_add_func ("/sound/2.35-played", test_it_is_played_to_its_end_and_stands_at_the_beginning_again);
  g_test_add_func ("/sound/2.35-alone", test_one_alone_is_heard);
  g_test_add_func ("/sound/2.34-video", test_a_video_is_seen_to_its_end);
  g_test_add_func ("/sound/2.35-noise", test_noise_is_told_in_one_sentence);
  return g_test_run ();
}
