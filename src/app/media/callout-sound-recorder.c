/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-sound.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <gst/gst.h>
#include <math.h>

#define MAX_MINUTES 15
#define N_STRETCHES 64
#define QUIET (-50.0) /* decibels; below it nothing is drawn */

struct _CalloutSoundRecorder
{
  GObject        parent_instance;

  /* Owned */
  GstElement    *pipeline;
  GOutputStream *stream;  /* what is encoded so far */
  GByteArray    *levels;
  GBytes        *bytes;   /* (nullable): when it is whole */

  gint64         duration; /* milliseconds */
  guint          watch;
  gboolean       recording;
  gboolean       ending;
};

enum { PROP_0, PROP_RECORDING, N_PROPS };
enum { LEVEL, DONE, FAILED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutSoundRecorder, callout_sound_recorder, G_TYPE_OBJECT)

static void
set_recording (CalloutSoundRecorder *self,
               gboolean              recording)
{
  if (self->recording == recording)
    return;
  self->recording = recording;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
}

static void
close_pipeline (CalloutSoundRecorder *self)
{
  g_clear_handle_id (&self->watch, g_source_remove);
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_pointer (&self->pipeline, gst_object_unref);
  self->ending = FALSE;
}

static void
fail (CalloutSoundRecorder *self,
      const char           *sentence)
{
  close_pipeline (self);
  g_clear_object (&self->stream);
  set_recording (self, FALSE);
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

static void
finish (CalloutSoundRecorder *self)
{
  close_pipeline (self);
  g_output_stream_close (self->stream, NULL, NULL);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (self->stream));
  g_clear_object (&self->stream);
  set_recording (self, FALSE);
  if (g_bytes_get_size (self->bytes) > 0 && self->duration > 0)
    g_signal_emit (self, signals[DONE], 0);
  else
    fail (self, _("Nothing came from the microphone; look whether it is switched on and allowed"));
}

/* The loudness of the last tenth of a second, as it is felt. */
static void
take_level (CalloutSoundRecorder *self,
            const GstStructure   *facts)
{
  const GValue *value = gst_structure_get_value (facts, "peak");
  GValueArray *channels = value != NULL ? g_value_get_boxed (value) : NULL;
  double decibels = channels != NULL && channels->n_values > 0 ? g_value_get_double (channels->values) : QUIET;
  double level = isfinite (decibels) ? CLAMP ((decibels - QUIET) / -QUIET, 0, 1) : 0;
  guchar byte = (guchar) (level * 255);
  guint64 until = 0;
  guint64 length = 0;

  g_byte_array_append (self->levels, &byte, 1);
  gst_structure_get_clock_time (facts, "stream-time", &until);
  gst_structure_get_clock_time (facts, "duration", &length);
  self->duration = (gint64) ((until + length) / GST_MSECOND);
  g_signal_emit (self, signals[LEVEL], 0, level);
  if (self->duration >= MAX_MINUTES * 60 * 1000)
    callout_sound_recorder_stop (self);
}

static gboolean
bus_cb (GstBus     *bus,
        GstMessage *message,
        gpointer    data)
{
  g_autoptr (CalloutSoundRecorder) self = g_object_ref (data);
  guint watch = self->watch;

  switch (GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_ELEMENT:
      if (gst_message_has_name (message, "level"))
        take_level (self, gst_message_get_structure (message));
      break;
    case GST_MESSAGE_EOS:
      finish (self);
      break;
    case GST_MESSAGE_ERROR:
      fail (self, _("The microphone stopped answering; what was recorded is lost"));
      break;
    default:
      break;
    }
  return self->watch == watch ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
callout_sound_recorder_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  if (prop_id == PROP_RECORDING)
    g_value_set_boolean (value, CALLOUT_SOUND_RECORDER (object)->recording);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
callout_sound_recorder_finalize (GObject *object)
{
  CalloutSoundRecorder *self = CALLOUT_SOUND_RECORDER (object);

  close_pipeline (self);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_byte_array_unref (self->levels);
  G_OBJECT_CLASS (callout_sound_recorder_parent_class)->finalize (object);
}

static void
callout_sound_recorder_class_init (CalloutSoundRecorderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = callout_sound_recorder_finalize;
  object_class->get_property = callout_sound_recorder_get_property;
  properties[PROP_RECORDING] = g_param_spec_boolean ("recording", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[LEVEL] = g_signal_new ("level", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_DOUBLE);
  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
}

static void
callout_sound_recorder_init (CalloutSoundRecorder *self)
{
  self->levels = g_byte_array_new ();
}

CalloutSoundRecorder *
callout_sound_recorder_new (void)
{
  return g_object_new (CALLOUT_TYPE_SOUND_RECORDER, NULL);
}

/**
 * callout_sound_recorder_start:
 *
 * What was recorded before is dropped. It stops by itself after a quarter of an hour.
 */
void
callout_sound_recorder_start (CalloutSoundRecorder *self)
{
  const char *source = g_getenv ("CALLOUT_MICROPHONE");
  g_autofree char *text = NULL;
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GstBus) bus = NULL;

  callout_sound_recorder_cancel (self);
  text = g_strdup_printf ("%s ! audioconvert ! audioresample ! audio/x-raw,rate=48000,channels=1"
                          " ! level interval=100000000 post-messages=true"
                          " ! opusenc bitrate=32000 audio-type=voice ! oggmux ! giostreamsink name=sink sync=false",
                          source != NULL ? source : "autoaudiosrc");
  if (!callout_sound_init () || (self->pipeline = gst_parse_launch (text, NULL)) == NULL)
    {
      fail (self, _("Nothing can be recorded here; GStreamer’s basic and good plugins are missing"));
      return;
    }
  gst_object_ref_sink (self->pipeline);
  self->stream = g_memory_output_stream_new_resizable ();
  sink = gst_bin_get_by_name (GST_BIN (self->pipeline), "sink");
  g_object_set (sink, "stream", self->stream, NULL);
  bus = gst_element_get_bus (self->pipeline);
  self->watch = gst_bus_add_watch (bus, bus_cb, self);
  set_recording (self, TRUE);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
}

/**
 * callout_sound_recorder_stop:
 *
 * `done` follows when everything is encoded.
 */
void
callout_sound_recorder_stop (CalloutSoundRecorder *self)
{
  if (!self->recording || self->ending)
    return;
  self->ending = TRUE;
  gst_element_send_event (self->pipeline, gst_event_new_eos ());
}

void
callout_sound_recorder_cancel (CalloutSoundRecorder *self)
{
  close_pipeline (self);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_byte_array_set_size (self->levels, 0);
  self->duration = 0;
  set_recording (self, FALSE);
}

gboolean
callout_sound_recorder_get_recording (CalloutSoundRecorder *self)
{
  return self->recording;
}

/* In milliseconds. */
gint64
callout_sound_recorder_get_duration (CalloutSoundRecorder *self)
{
  return self->duration;
}

/**
 * callout_sound_recorder_dup_shape:
 *
 * Returns: (transfer full): see callout_shape_at()
 */
char *
callout_sound_recorder_dup_shape (CalloutSoundRecorder *self)
{
  return callout_shape_from_levels (self->levels->data, self->levels->len, N_STRETCHES);
}

/**
 * callout_sound_recorder_get_bytes:
 *
 * Returns: (transfer none) (nullable): Ogg with Opus, once it is done
 */
GBytes *
callout_sound_recorder_get_bytes (CalloutSoundRecorder *self)
{
  return self->bytes;
}
