/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-sound.h"

#include "callout-error.h"
#include "callout-peek-client.h"

#include <glib/gi18n-lib.h>
#include <gst/gst.h>
#include <unistd.h>

#define ONLY_SOUND 2 /* GstPlayFlags: no picture, no subtitles */

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
  gboolean    playing;
  gboolean    ready;    /* it stands at a frame, so that it can be sent elsewhere */
};

enum { PROP_0, PROP_PLAYING, PROP_ERROR, N_PROPS };

static GParamSpec *properties[N_PROPS];

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
  g_object_set (self->pipeline, "uri", uri, "flags", ONLY_SOUND, NULL);
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
