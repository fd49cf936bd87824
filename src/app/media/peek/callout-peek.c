/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * callout-peek: looks into one picture, video or sound from outside, and says
 * in plain pixels what it looks like. Decoders are where hostile files do their
 * work, so they run here, in a process that has nothing else, may take only so
 * much time and memory, and whose end the window does not feel.
 *
 *   callout-peek picture SIDE < file > answer
 *   callout-peek video SIDE   < file > answer    a frame near the beginning
 *   callout-peek sound        < file > answer    length and loudness
 */
#include "callout-peek-format.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/video/video.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_SIDE 16384 /* as in callout-file-check.h: what is larger was never kept */
#define MAX_PIXELS (100 * 1000000)
#define PATIENCE (8 * GST_SECOND)
#define SOUND_RATE 8000

static void
limit (int           what,
       unsigned long most)
{
  struct rlimit value = { most, most };

  if (setrlimit (what, &value) != 0)
    _exit (1);
}

static void
take_little (void)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  mallopt (M_ARENA_MAX, 2); /* each would reserve addresses of its own */
  limit (RLIMIT_CORE, 0);
  limit (RLIMIT_CPU, CALLOUT_PEEK_MAX_CPU);
  limit (RLIMIT_AS, CALLOUT_PEEK_MAX_MEMORY);
}

static void
answer (CalloutPeekHead *head,
        const guchar    *pixels,
        gsize            n_pixel_bytes,
        const guchar    *levels)
{
  head->magic = CALLOUT_PEEK_MAGIC;
  if (fwrite (head, sizeof *head, 1, stdout) != 1
      || (n_pixel_bytes > 0 && fwrite (pixels, n_pixel_bytes, 1, stdout) != 1)
      || (head->n_levels > 0 && fwrite (levels, head->n_levels, 1, stdout) != 1) || fflush (stdout) != 0)
    _exit (1);
}

/* Pictures */

/* The size that fits into a square of @side, never larger than it is. */
static void
fit (guint  width,
     guint  height,
     guint  side,
     guint *fit_width,
     guint *fit_height)
{
  double scale = MIN (1.0, (double) side / MAX (width, height));

  *fit_width = MAX (1, (guint) (width * scale + 0.5));
  *fit_height = MAX (1, (guint) (height * scale + 0.5));
}

typedef struct {
  guint           side;
  CalloutPeekHead head;
  gboolean        too_large;
} Picture;

static void
size_cb (GdkPixbufLoader *loader,
         int              width,
         int              height,
         Picture         *picture)
{
  guint fit_width, fit_height;

  picture->head.full_width = (guint) MAX (width, 1);
  picture->head.full_height = (guint) MAX (height, 1);
  if (width <= 0 || height <= 0 || width > MAX_SIDE || height > MAX_SIDE || (gint64) width * height > MAX_PIXELS)
    {
      picture->too_large = TRUE;
      gdk_pixbuf_loader_set_size (loader, 0, 0);
      return;
    }
  fit (picture->head.full_width, picture->head.full_height, picture->side, &fit_width, &fit_height);
  gdk_pixbuf_loader_set_size (loader, (int) fit_width, (int) fit_height);
}

/* Only the kinds that are kept as pictures; there are loaders for many more. */
static const char *
picture_type (const guchar *data,
              gsize         length)
{
  if (length >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "image/png";
  if (length >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return "image/jpeg";
  if (length >= 6 && memcmp (data, "GIF8", 4) == 0)
    return "image/gif";
  if (length >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return "image/webp";
  return NULL;
}

static guchar *
pack (GdkPixbuf *pixbuf,
      gsize     *length)
{
  g_autoptr (GdkPixbuf) rgba = gdk_pixbuf_get_has_alpha (pixbuf) ? g_object_ref (pixbuf)
                                                                 : gdk_pixbuf_add_alpha (pixbuf, FALSE, 0, 0, 0);
  gsize width = (gsize) gdk_pixbuf_get_width (rgba) * 4;
  gsize height = (gsize) gdk_pixbuf_get_height (rgba);
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (rgba);
  guchar *packed = g_malloc (width * height);

  for (gsize y = 0; y < height; y++)
    memcpy (packed + y * width, gdk_pixbuf_read_pixels (rgba) + y * stride, width);
  *length = width * height;
  return packed;
}

static void
answer_pixbuf (CalloutPeekHead *head,
               GdkPixbuf       *pixbuf)
{
  gsize length;
  g_autofree guchar *pixels = pack (pixbuf, &length);

  head->width = (guint32) gdk_pixbuf_get_width (pixbuf);
  head->height = (guint32) gdk_pixbuf_get_height (pixbuf);
  answer (head, pixels, length, NULL);
}

static int
peek_picture (guint side)
{
  Picture picture = { .side = side };
  g_autoptr (GMappedFile) file = g_mapped_file_new_from_fd (STDIN_FILENO, FALSE, NULL);
  const guchar *data = file != NULL ? (const guchar *) g_mapped_file_get_contents (file) : NULL;
  gsize length = data != NULL ? g_mapped_file_get_length (file) : 0;
  const char *type = picture_type (data, length);
  g_autoptr (GdkPixbufLoader) loader = type != NULL ? gdk_pixbuf_loader_new_with_mime_type (type, NULL) : NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  gboolean written;

  if (loader == NULL)
    return type != NULL ? CALLOUT_PEEK_NO_DECODER : CALLOUT_PEEK_BROKEN;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_cb), &picture);
  written = gdk_pixbuf_loader_write (loader, data, length, NULL);
  /* One that ends too early is shown as far as it goes, as everywhere. */
  written = gdk_pixbuf_loader_close (loader, NULL) && written;
  if (picture.too_large)
    return CALLOUT_PEEK_TOO_LARGE;
  if (!written || gdk_pixbuf_loader_get_pixbuf (loader) == NULL)
    return CALLOUT_PEEK_BROKEN;
  upright = gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
  if ((gdk_pixbuf_get_width (upright) > gdk_pixbuf_get_height (upright))
      != (picture.head.full_width > picture.head.full_height))
    {
      guint32 swap = picture.head.full_width;

      picture.head.full_width = picture.head.full_height;
      picture.head.full_height = swap;
    }
  answer_pixbuf (&picture.head, upright);
  return CALLOUT_PEEK_DONE;
}

/* Videos and sounds */

static GstElement *
make_sink (const char *caps_text)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (caps_text);
  GstElement *sink = gst_element_factory_make ("appsink", NULL);

  g_object_set (sink, "caps", caps, "sync", FALSE, "max-buffers", 4, NULL);
  return sink;
}

static GstElement *
make_player (const char *sink_name,
             GstElement *sink,
             guint       flags)
{
  GstElement *player = gst_element_factory_make ("playbin", NULL);

  if (player == NULL)
    exit (CALLOUT_PEEK_NO_DECODER);
  g_object_set (player, "uri", "file:///proc/self/fd/0", sink_name, sink, "flags", flags, NULL);
  return player;
}

/* Waits until it stands at its first frame; else says why it does not. */
static int
preroll (GstElement *player)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (player);
  GstClockTime left = PATIENCE;
  g_autoptr (GstMessage) message = NULL;

  gst_element_set_state (player, GST_STATE_PAUSED);
  message = gst_bus_timed_pop_filtered (bus, left, GST_MESSAGE_ERROR | GST_MESSAGE_ASYNC_DONE | GST_MESSAGE_EOS);
  if (message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_ASYNC_DONE)
    return CALLOUT_PEEK_DONE;
  if (message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      g_autoptr (GError) error = NULL;

      gst_message_parse_error (message, &error, NULL);
      if (g_error_matches (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN)
          || g_error_matches (error, GST_STREAM_ERROR, GST_STREAM_ERROR_CODEC_NOT_FOUND))
        return CALLOUT_PEEK_NO_DECODER;
    }
  return CALLOUT_PEEK_BROKEN;
}

static gint64
duration_of (GstElement *player)
{
  gint64 duration = 0;

  return gst_element_query_duration (player, GST_FORMAT_TIME, &duration) && duration > 0 ? duration / GST_MSECOND : 0;
}

/* The first frame is often black. */
static void
step_in (GstElement *player,
         gint64      duration)
{
  gint64 to = MIN (1000, duration / 10) * GST_MSECOND;

  if (to > 0 && gst_element_seek_simple (player, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT, to))
    gst_element_get_state (player, NULL, NULL, PATIENCE / 2);
}

static int
answer_frame (CalloutPeekHead *head,
              GstSample       *sample,
              guint            side)
{
  GstVideoInfo info;
  GstVideoFrame frame;
  g_autoptr (GdkPixbuf) whole = NULL;
  g_autoptr (GdkPixbuf) scaled = NULL;
  guint width, height;

  if (sample == NULL || !gst_video_info_from_caps (&info, gst_sample_get_caps (sample))
      || !gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    return CALLOUT_PEEK_BROKEN;
  whole = gdk_pixbuf_new_from_data (GST_VIDEO_FRAME_PLANE_DATA (&frame, 0), GDK_COLORSPACE_RGB, TRUE, 8,
                                    GST_VIDEO_FRAME_WIDTH (&frame), GST_VIDEO_FRAME_HEIGHT (&frame),
                                    GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0), NULL, NULL);
  head->full_width = (guint32) MAX (1, gst_util_uint64_scale (info.width, info.par_n, info.par_d));
  head->full_height = (guint32) info.height;
  fit (head->full_width, head->full_height, side, &width, &height);
  scaled = gdk_pixbuf_scale_simple (whole, (int) width, (int) height, GDK_INTERP_BILINEAR);
  if (scaled != NULL)
    answer_pixbuf (head, scaled);
  gst_video_frame_unmap (&frame);
  return scaled != NULL ? CALLOUT_PEEK_DONE : CALLOUT_PEEK_TOO_LARGE;
}

static int
peek_video (guint side)
{
  CalloutPeekHead head = { 0 };
  GstElement *sink = make_sink ("video/x-raw,format=RGBA");
  GstElement *player = make_player ("video-sink", sink, 1); /* only the picture */
  int status = preroll (player);

  if (status == CALLOUT_PEEK_DONE)
    {
      g_autoptr (GstSample) sample = NULL;

      head.duration = duration_of (player);
      step_in (player, head.duration);
      sample = gst_app_sink_try_pull_preroll (GST_APP_SINK (sink), PATIENCE / 2);
      status = answer_frame (&head, sample, side);
    }
  return status;
}

/* The loudest of each stretch, in as many stretches as are answered. */
static void
fold (GByteArray *peaks,
      guchar     *levels,
      guint32    *n_levels)
{
  guint n = MIN (peaks->len, CALLOUT_PEEK_N_LEVELS);

  for (guint i = 0; i < n; i++)
    {
      guint from = (guint) ((guint64) i * peaks->len / n);
      guint until = (guint) ((guint64) (i + 1) * peaks->len / n);

      levels[i] = 0;
      for (guint j = from; j < until; j++)
        levels[i] = MAX (levels[i], peaks->data[j]);
    }
  *n_levels = n;
}

static void
add_peaks (GByteArray *peaks,
           GstSample  *sample,
           guint      *at,
           guint      *peak)
{
  GstMapInfo map;

  if (!gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ))
    return;
  for (gsize i = 0; i + 1 < map.size; i += 2)
    {
      gint16 value;
      guchar level;

      memcpy (&value, map.data + i, sizeof value);
      *peak = MAX (*peak, (guint) ABS ((int) value));
      if (++*at < SOUND_RATE / 20)
        continue;
      level = (guchar) MIN (255u, *peak / 128);
      g_byte_array_append (peaks, &level, 1);
      *at = *peak = 0;
    }
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
}

static int
peek_sound (void)
{
  CalloutPeekHead head = { 0 };
  guchar levels[CALLOUT_PEEK_N_LEVELS];
  g_autoptr (GByteArray) peaks = g_byte_array_new ();
  GstElement *sink = make_sink ("audio/x-raw,format=S16LE,channels=1,rate=" G_STRINGIFY (SOUND_RATE));
  GstElement *player = make_player ("audio-sink", sink, 2); /* only the sound */
  int status = preroll (player);
  GstSample *sample;
  guint at = 0, peak = 0;

  if (status != CALLOUT_PEEK_DONE)
    return status;
  head.duration = duration_of (player);
  gst_element_set_state (player, GST_STATE_PLAYING);
  while ((sample = gst_app_sink_try_pull_sample (GST_APP_SINK (sink), PATIENCE)) != NULL)
    {
      add_peaks (peaks, sample, &at, &peak);
      gst_sample_unref (sample);
    }
  fold (peaks, levels, &head.n_levels);
  answer (&head, NULL, 0, levels);
  return CALLOUT_PEEK_DONE;
}

int
main (int    argc,
      char **argv)
{
  guint side = argc > 2 ? (guint) CLAMP (atoi (argv[2]), 16, CALLOUT_PEEK_MAX_SIDE) : 512;

  if (argc < 2)
    {
      fputs ("usage: callout-peek picture|video|sound [SIDE] < FILE\n", stderr);
      return 2;
    }
  take_little ();
  if (strcmp (argv[1], "picture") == 0)
    _exit (peek_picture (side));
  gst_init (NULL, NULL);
  /* Leaving at once: taking a broken stream's threads down may never end. */
  if (strcmp (argv[1], "video") == 0)
    _exit (peek_video (side));
  if (strcmp (argv[1], "sound") == 0)
    _exit (peek_sound ());
  return 2;
}
