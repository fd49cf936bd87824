/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-error.h"
#include "callout-peek-client.h"

#include <glib/gstdio.h>
#include <gst/gst.h>
#include <string.h>

/* Files of others, looked into by a process of its own. */

typedef struct {
  GMainLoop   *loop;
  CalloutPeek *peek;
  GError      *error;
} Answer;

static void
peeked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  Answer *answer = data;

  answer->peek = callout_peek_finish (result, &answer->error);
  g_main_loop_quit (answer->loop);
}

static void
peek (GBytes          *bytes,
      CalloutPeekKind  kind,
      guint            side,
      GCancellable    *cancellable,
      Answer          *answer)
{
  *answer = (Answer) { .loop = g_main_loop_new (NULL, FALSE) };
  callout_peek_async (bytes, kind, side, cancellable, peeked_cb, answer);
  g_main_loop_run (answer->loop);
  g_main_loop_unref (answer->loop);
}

static void
clear (Answer *answer)
{
  g_clear_pointer (&answer->peek, callout_peek_free);
  g_clear_error (&answer->error);
}

static void
assert_refused (GBytes          *bytes,
                CalloutPeekKind  kind,
                const char      *sentence)
{
  Answer answer;

  peek (bytes, kind, 256, NULL, &answer);
  g_assert_null (answer.peek);
  g_assert_error (answer.error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
  g_assert_cmpstr (answer.error->message, ==, sentence);
  clear (&answer);
}

static GBytes *
make_picture (const char *type,
              int         width,
              int         height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  char *data;
  gsize length;

  gdk_pixbuf_fill (pixbuf, 0x3366ccff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, type, NULL, NULL));
  return g_bytes_new_take (data, length);
}

/* What a pipeline writes until it ends by itself. */
static GBytes *
make_stream (const char *text)
{
  g_autofree char *whole = g_strconcat (text, " ! giostreamsink name=sink", NULL);
  g_autoptr (GstElement) pipeline = gst_parse_launch (whole, NULL);
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

static GBytes *
make_video (void)
{
  return make_stream ("videotestsrc num-buffers=50 ! video/x-raw,width=320,height=180,framerate=25/1"
                      " ! vp8enc deadline=1 ! webmmux streamable=false");
}

static void
test_a_picture_is_scaled_to_what_is_asked_for (void)
{
  static const char *const types[] = { "png", "jpeg" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) bytes = make_picture (types[i], 1600, 800);
      Answer answer;

      peek (bytes, CALLOUT_PEEK_PICTURE, 400, NULL, &answer);
      g_assert_no_error (answer.error);
      g_assert_cmpint (gdk_texture_get_width (answer.peek->texture), ==, 400);
      g_assert_cmpint (gdk_texture_get_height (answer.peek->texture), ==, 200);
      g_assert_cmpuint (answer.peek->full_width, ==, 1600);
      g_assert_cmpuint (answer.peek->full_height, ==, 800);
      clear (&answer);
    }
}

static void
test_a_small_picture_stays_as_it_is (void)
{
  g_autoptr (GBytes) bytes = make_picture ("png", 30, 70);
  Answer answer;
  guchar pixels[30 * 70 * 4];

  peek (bytes, CALLOUT_PEEK_PICTURE, 400, NULL, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpint (gdk_texture_get_width (answer.peek->texture), ==, 30);
  g_assert_cmpint (gdk_texture_get_height (answer.peek->texture), ==, 70);
  gdk_texture_download (answer.peek->texture, pixels, 30 * 4);
  g_assert_cmpuint (*(guint32 *) (gpointer) pixels, ==, 0xff3366cc);
  clear (&answer);
}

/* A few bytes that say they are 30,000 × 30,000 pixels. */
static void
test_a_picture_that_claims_to_be_huge_is_refused (void)
{
  g_autoptr (GBytes) bytes = make_picture ("png", 16, 16);
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  g_autofree guchar *bomb = g_memdup2 (data, length);
  static const guchar sides[] = { 0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30 };
  g_autoptr (GBytes) bomb_bytes = NULL;
  guint32 crc = 0xffffffff;

  memcpy (bomb + 16, sides, sizeof sides);
  for (gsize i = 12; i < 29; i++)
    {
      crc ^= bomb[i];
      for (int bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
  crc = GUINT32_TO_BE (~crc);
  memcpy (bomb + 29, &crc, sizeof crc);
  bomb_bytes = g_bytes_new (bomb, length);
  assert_refused (bomb_bytes, CALLOUT_PEEK_PICTURE, "This picture is too large to be shown; it can be saved");
}

static void
test_what_is_broken_is_told_in_one_sentence (void)
{
  g_autoptr (GBytes) picture = make_picture ("png", 600, 600);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (picture, 0, 28);
  g_autoptr (GBytes) svg = g_bytes_new_static ("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", 62);
  g_autoptr (GBytes) noise = g_bytes_new_static ("\0\0\0\x18" "ftypmp42 this is no video at all", 40);

  assert_refused (half, CALLOUT_PEEK_PICTURE, "This picture is damaged and cannot be shown");
  assert_refused (svg, CALLOUT_PEEK_PICTURE, "This picture is damaged and cannot be shown");
  assert_refused (noise, CALLOUT_PEEK_VIDEO, "This video is damaged and cannot be played");
  assert_refused (noise, CALLOUT_PEEK_SOUND, "This recording is damaged and cannot be played");
}

/* Thousands of files, each with something wrong in it: never more than a sentence. */
static void
test_damage_anywhere_is_survived (void)
{
  g_autoptr (GBytes) picture = make_picture ("jpeg", 64, 64);
  g_autoptr (GBytes) video = make_video ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 12; i++)
    {
      GBytes *whole = i % 2 == 0 ? picture : video;
      gsize length;
      gconstpointer data = g_bytes_get_data (whole, &length);
      guchar *hurt = g_memdup2 (data, length);
      g_autoptr (GBytes) bytes = NULL;
      Answer answer;

      for (guint j = 0; j < 20; j++)
        hurt[g_rand_int_range (rand, 0, (gint32) length)] = (guchar) g_rand_int (rand);
      bytes = g_bytes_new_take (hurt, length);
      peek (bytes, i % 2 == 0 ? CALLOUT_PEEK_PICTURE : CALLOUT_PEEK_VIDEO, 128, NULL, &answer);
      g_assert_true ((answer.peek != NULL) != (answer.error != NULL));
      if (answer.error != NULL)
        g_assert_error (answer.error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
      clear (&answer);
    }
}

static void
test_of_a_video_a_frame_is_seen (void)
{
  g_autoptr (GBytes) bytes = make_video ();
  Answer answer;

  peek (bytes, CALLOUT_PEEK_VIDEO, 160, NULL, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpint (gdk_texture_get_width (answer.peek->texture), ==, 160);
  g_assert_cmpint (gdk_texture_get_height (answer.peek->texture), ==, 90);
  g_assert_cmpuint (answer.peek->full_width, ==, 320);
  g_assert_cmpint (answer.peek->duration, >=, 1900);
  g_assert_cmpint (answer.peek->duration, <=, 2100);
  clear (&answer);
}

static void
test_of_a_sound_length_and_loudness_are_heard (void)
{
  g_autoptr (GBytes) bytes = make_stream ("audiotestsrc num-buffers=100 volume=0.8 samplesperbuffer=480"
                                          " ! audio/x-raw,rate=48000 ! audioconvert ! opusenc ! oggmux");
  Answer answer;
  const guchar *levels;
  gsize n;

  peek (bytes, CALLOUT_PEEK_SOUND, 16, NULL, &answer);
  g_assert_no_error (answer.error);
  g_assert_null (answer.peek->texture);
  g_assert_cmpint (answer.peek->duration, >=, 900);
  g_assert_cmpint (answer.peek->duration, <=, 1100);
  levels = g_bytes_get_data (answer.peek->levels, &n);
  g_assert_cmpuint (n, >=, 15);
  g_assert_cmpuint (levels[n / 2], >, 128);
  clear (&answer);
}

/* A decoder that never answers goes with the window's patience. */
static void
test_one_that_hangs_is_ended_when_nobody_waits (void)
{
  g_autoptr (GBytes) bytes = make_picture ("png", 8, 8);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = g_strdup (g_getenv ("CALLOUT_PEEK"));
  g_autofree char *folder = g_dir_make_tmp ("callout-peek-XXXXXX", NULL);
  g_autofree char *program = g_build_filename (folder, "hangs", NULL);
  Answer answer;

  g_assert_true (g_file_set_contents_full (program, "#!/bin/sh\nexec sleep 600\n", -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("CALLOUT_PEEK", program, TRUE);
  g_timeout_add_once (50, (GSourceOnceFunc) (void (*) (void)) g_cancellable_cancel, cancellable);
  peek (bytes, CALLOUT_PEEK_PICTURE, 64, cancellable, &answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  clear (&answer);
  g_setenv ("CALLOUT_PEEK", before, TRUE);
  g_unlink (program);
  g_rmdir (folder);
}

/* What it answers is looked at as well. */
static void
test_one_that_lies_is_not_believed (void)
{
  g_autoptr (GBytes) bytes = make_picture ("png", 8, 8);
  g_autofree char *before = g_strdup (g_getenv ("CALLOUT_PEEK"));

  g_setenv ("CALLOUT_PEEK", "/bin/echo", TRUE);
  assert_refused (bytes, CALLOUT_PEEK_PICTURE, "This picture is damaged and cannot be shown");
  g_setenv ("CALLOUT_PEEK", before, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  g_test_add_func ("/peek/2.34-scaled", test_a_picture_is_scaled_to_what_is_asked_for);
  g_test_add_func ("/peek/2.34-small", test_a_small_picture_stays_as_it_is);
  g_test_add_func ("/peek/2.34-bomb", test_a_picture_that_claims_to_be_huge_is_refused);
  g_test_add_func ("/peek/2.34-broken", test_what_is_broken_is_told_in_one_sentence);
  g_test_add_func ("/peek/2.34-damage", test_damage_anywhere_is_survived);
  g_test_add_func ("/peek/2.34-video", test_of_a_video_a_frame_is_seen);
  g_test_add_func ("/peek/2.35-sound", test_of_a_sound_length_and_loudness_are_heard);
  g_test_add_func ("/peek/2.34-hangs", test_one_that_hangs_is_ended_when_nobody_waits);
  g_test_add_func ("/peek/2.34-lies", test_one_that_lies_is_not_believed);
  return g_test_run ();
}
