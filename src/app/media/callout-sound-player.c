/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-sound.h"

#include "callout-error.h"
#include "callout-peek-client.h"

#include <glib/gi18n-lib.h>
#include <gst/app/gstappsink.h>
#include <gst/video/video.h>
#include <unistd.h>

/* GstPlayFlags: no subtitles */
#define ONLY_SOUND 2
#define SOUND_AND_PICTURE 3

struct _CalloutSoundPlayer
{
  GObject     parent_instance;

  /* Owned */
  GstElement *pipeline; /* (nullable): until there is something to play */
  GBytes     *bytes;
  char       *error;

  gint64      wanted;   /* milliseconds; where to begin; -1: as it stands */
  guint       watch;
  int         file;     /* the bytes, for the pipeline; -1: none */
  gboolean    video;
  gboolean    playing;
  gboolean    over;     /* it was played to its end */
  gboolean    ready;    /* it stands at a frame, so that it can be sent elsewhere */
};

enum { PROP_0, PROP_PLAYING, PROP_ERROR, N_PROPS };
enum { FRAME, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* The one that is heard. */
static CalloutSoundPlayer *heard;

G_DEFINE_FINAL_TYPE (CalloutSoundPlayer, callout_sound_player, G_TYPE_OBJECT)

static void
set_playing (CalloutSoundPlayer *self,
             gboolean            playing)
{
  if (self->playing == playing)
    return;
  self->playing = playing;
  if (playing)
    {
      if (heard != NULL)
        callout_sound_player_pause (heard);
      heard = self;
    }
  else if (heard == self)
    heard = NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
}

static void
close_pipeline (CalloutSoundPlayer *self)
{
  g_clear_handle_id (&self->watch, g_source_remove);
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_pointer (&self->pipeline, gst_object_unref);
  if (self->file >= 0)
    close (self->file);
  self->file = -1;
  self->ready = FALSE;
}

static void
fail (CalloutSoundPlayer *self,
      const char         *sentence)
{
  close_pipeline (self);
  g_free (self->error);
  self->error = g_strdup (sentence);
  set_playing (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
seek_now (CalloutSoundPlayer *self,
          gint64              position)
{
  gst_element_seek_simple (self->pipeline, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE,
                           MAX (position, 0) * GST_MSECOND);
}

static gboolean
bus_cb (GstBus     *bus,
        GstMessage *message,
        gpointer    data)
{
  CalloutSoundPlayer *self = data;

  switch (GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_EOS:
      gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
      seek_now (self, 0);
      self->over = TRUE;
      set_playing (self, FALSE);
      break;
    case GST_MESSAGE_ASYNC_DONE:
      self->ready = TRUE;
      if (self->wanted >= 0)
        seek_now (self, self->wanted);
      self->wanted = -1;
      break;
    case GST_MESSAGE_ERROR:
      self->watch = 0; /* goes with the answer */
      fail (self, _("This recording cannot be played here; it can be saved"));
      return G_SOURCE_REMOVE;
    default:
      break;
    }
  return G_SOURCE_CONTINUE;
}

/* Pictures: made on the stream's thread, shown on this one. */

typedef struct {
  GWeakRef    player;
  GdkTexture *texture;
} Frame;

static void
frame_free (gpointer data)
{
  Frame *frame = data;

  g_weak_ref_clear (&frame->player);
  g_object_unref (frame->texture);
  g_free (frame);
}

static gboolean
show_cb (gpointer data)
{
  Frame *frame = data;
  g_autoptr (CalloutSoundPlayer) self = g_weak_ref_get (&frame->player);

  if (self != NULL && self->pipeline != NULL)
    g_signal_emit (self, signals[FRAME], 0, frame->texture);
  return G_SOURCE_REMOVE;
}

static GdkTexture *
make_texture (GstSample *sample)
{
  GstVideoInfo info;
  GstVideoFrame frame;
  g_autoptr (GBytes) pixels = NULL;
  GdkTexture *texture;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample))
      || !gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    return NULL;
  pixels = g_bytes_new (GST_VIDEO_FRAME_PLANE_DATA (&frame, 0),
                        (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0) * (gsize) GST_VIDEO_FRAME_HEIGHT (&frame));
  texture = gdk_memory_texture_new (GST_VIDEO_FRAME_WIDTH (&frame), GST_VIDEO_FRAME_HEIGHT (&frame), GDK_MEMORY_R8G8B8A8,
                                    pixels, (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0));
  gst_video_frame_unmap (&frame);
  return texture;
}

static GstFlowReturn
hand_on (GstSample *sample,
         gpointer   player)
{
  GdkTexture *texture = sample != NULL ? make_texture (sample) : NULL;
  Frame *frame;

  g_clear_pointer (&sample, gst_sample_unref);
  if (texture == NULL)
    return GST_FLOW_OK;
  frame = g_new0 (Frame, 1);
  g_weak_ref_init (&frame->player, player);
  frame->texture = texture;
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, show_cb, frame, frame_free);
  return GST_FLOW_OK;
}

static GstFlowReturn
sample_cb (GstAppSink *sink,
           gpointer    player)
{
  return hand_on (gst_app_sink_pull_sample (sink), player);
}

static GstFlowReturn
preroll_cb (GstAppSink *sink,
            gpointer    player)
{
  return hand_on (gst_app_sink_pull_preroll (sink), player);
}

static GstElement *
make_screen (CalloutSoundPlayer *self)
{
  GstAppSinkCallbacks callbacks = { .new_preroll = preroll_cb, .new_sample = sample_cb };
  g_autoptr (GstCaps) caps = gst_caps_from_string ("video/x-raw,format=RGBA");
  GstElement *screen = gst_element_factory_make ("appsink", NULL);

  g_object_set (screen, "caps", caps, "max-buffers", 2, "drop", TRUE, NULL);
  /* It ends with the pipeline, which ends before the player does. */
  gst_app_sink_set_callbacks (GST_APP_SINK (screen), &callbacks, self, NULL);
  return screen;
}

static gboolean
open_pipeline (CalloutSoundPlayer  *self,
               GError             **error)
{
  const char *sink_text = g_getenv ("CALLOUT_SPEAKER");
  g_autofree char *uri = NULL;
  g_autoptr (GstBus) bus = NULL;

  if (!callout_sound_init () || (self->pipeline = gst_element_factory_make ("playbin", NULL)) == NULL)
    {
      g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND,
                           _("Sounds cannot be played here; GStreamer’s basic plugins are missing"));
      return FALSE;
    }
  gst_object_ref_sink (self->pipeline);
  self->file = callout_memory_file (self->bytes, error);
  if (self->file < 0)
    {
      close_pipeline (self);
      return FALSE;
    }
  uri = g_strdup_printf ("file:///proc/self/fd/%d", self->file);
  g_object_set (self->pipeline, "uri", uri, "flags", self->video ? SOUND_AND_PICTURE : ONLY_SOUND, NULL);
  if (self->video)
    g_object_set (self->pipeline, "video-sink", make_screen (self), NULL);
  if (sink_text != NULL)
    g_object_set (self->pipeline, "audio-sink", gst_parse_bin_from_description (sink_text, TRUE, NULL), NULL);
  bus = gst_element_get_bus (self->pipeline);
  self->watch = gst_bus_add_watch (bus, bus_cb, self);
  return TRUE;
}

static void
callout_sound_player_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  CalloutSoundPlayer *self = CALLOUT_SOUND_PLAYER (object);

  if (prop_id == PROP_PLAYING)
    g_value_set_boolean (value, self->playing);
  else if (prop_id == PROP_ERROR)
    g_value_set_string (value, self->error);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
callout_sound_player_finalize (GObject *object)
{
  CalloutSoundPlayer *self = CALLOUT_SOUND_PLAYER (object);

  close_pipeline (self);
  if (heard == self)
    heard = NULL;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->error);
  G_OBJECT_CLASS (callout_sound_player_parent_class)->finalize (object);
}

static void
callout_sound_player_class_init (CalloutSoundPlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = callout_sound_player_finalize;
  object_class->get_property = callout_sound_player_get_property;
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[FRAME] = g_signal_new ("frame", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 GDK_TYPE_TEXTURE);
}

static void
callout_sound_player_init (CalloutSoundPlayer *self)
{
  self->file = -1;
  self->wanted = -1;
}

/**
 * callout_sound_player_new:
 *
 * `$CALLOUT_SPEAKER` stands in for the loudspeaker: GStreamer's description of
 * a sink.
 *
 * Returns: (transfer full)
 */
CalloutSoundPlayer *
callout_sound_player_new (void)
{
  return g_object_new (CALLOUT_TYPE_SOUND_PLAYER, NULL);
}

/**
 * callout_sound_player_set_bytes:
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND (nothing can be played here), %CALLOUT_ERROR_BUSY (no memory)
 */
gboolean
callout_sound_player_set_bytes (CalloutSoundPlayer  *self,
                                GBytes              *bytes,
                                GError             **error)
{
  close_pipeline (self);
  set_playing (self, FALSE);
  g_clear_pointer (&self->error, g_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = g_bytes_ref (bytes);
  return open_pipeline (self, error);
}

/**
 * callout_sound_player_set_video:
 *
 * As callout_sound_player_set_bytes(), with pictures by `frame`.
 */
gboolean
callout_sound_player_set_video (CalloutSoundPlayer  *self,
                                GBytes              *bytes,
                                GError             **error)
{
  self->video = TRUE;
  return callout_sound_player_set_bytes (self, bytes, error);
}

gboolean
callout_sound_player_has_bytes (CalloutSoundPlayer *self)
{
  return self->pipeline != NULL;
}

void
callout_sound_player_play (CalloutSoundPlayer *self)
{
  if (self->pipeline == NULL)
    return;
  self->over = FALSE;
  set_playing (self, TRUE);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
}

void
callout_sound_player_pause (CalloutSoundPlayer *self)
{
  if (self->pipeline == NULL)
    return;
  gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
  set_playing (self, FALSE);
}

gboolean
callout_sound_player_get_playing (CalloutSoundPlayer *self)
{
  return self->playing;
}

/* Whether it fell silent because it was at its end. */
gboolean
callout_sound_player_is_over (CalloutSoundPlayer *self)
{
  return self->over;
}

/**
 * callout_sound_player_get_error:
 *
 * Returns: (nullable): one sentence
 */
const char *
callout_sound_player_get_error (CalloutSoundPlayer *self)
{
  return self->error;
}

/* In milliseconds. */
gint64
callout_sound_player_get_position (CalloutSoundPlayer *self)
{
  gint64 position = 0;

  if (self->wanted >= 0)
    return self->wanted;
  if (self->pipeline == NULL || !gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &position))
    return 0;
  return position / GST_MSECOND;
}

/* In milliseconds; 0 as long as it is not known. */
gint64
callout_sound_player_get_duration (CalloutSoundPlayer *self)
{
  gint64 duration = 0;

  if (self->pipeline == NULL || !gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &duration))
    return 0;
  return MAX (duration, 0) / GST_MSECOND;
}

/**
 * callout_sound_player_seek:
 * @position: milliseconds
 *
 * Before it has begun, it will begin there.
 */
void
callout_sound_player_seek (CalloutSoundPlayer *self,
                           gint64              position)
{
  if (self->pipeline == NULL)
    return;
  if (self->ready)
    seek_now (self, position);
  else
    {
      self->wanted = MAX (position, 0);
      if (!self->playing)
        gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
    }
}
