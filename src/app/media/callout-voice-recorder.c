/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-voice-recorder.h"

#include "callout-sound.h"
#include "callout-voice-player.h"
#include "callout-wave.h"

#include <glib/gi18n-lib.h>

/* So much of what was just said is seen while one speaks, in tenths of a second. */
#define SEEN 60

struct _CalloutVoiceRecorder
{
  GtkWidget             parent_instance;

  /* Children */
  GtkWidget            *box;
  GtkStack             *stack;
  CalloutWave          *wave;
  GtkLabel             *time;
  GtkWidget            *stop;
  GtkWidget            *send;
  CalloutVoicePlayer   *player;

  /* Owned */
  CalloutSoundRecorder *recorder;
  GString              *seen;
};

enum { SEND, CANCELLED, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutVoiceRecorder, callout_voice_recorder, GTK_TYPE_WIDGET)

static void
show_time (CalloutVoiceRecorder *self)
{
  g_autofree char *text = callout_sound_format_time (callout_sound_recorder_get_duration (self->recorder));

  gtk_label_set_text (self->time, text);
}

static void
level_cb (CalloutVoiceRecorder *self,
          double                level)
{
  if (self->seen->len >= 2 * SEEN)
    g_string_erase (self->seen, 0, (gssize) self->seen->len - 2 * SEEN + 2);
  g_string_append_printf (self->seen, "%02x", (guint) (level * 255));
  callout_wave_set_shape (self->wave, self->seen->str);
  show_time (self);
}

static void
done_cb (CalloutVoiceRecorder *self)
{
  g_autofree char *shape = callout_sound_recorder_dup_shape (self->recorder);
  g_autoptr (CalloutFileSource) source = callout_file_source_new_for_bytes ("voice.ogg", "audio/ogg",
                                           callout_sound_recorder_get_bytes (self->recorder));

  callout_voice_player_set_source (self->player, source, callout_sound_recorder_get_duration (self->recorder), shape);
  gtk_stack_set_visible_child_name (self->stack, "listen");
  gtk_widget_set_sensitive (self->send, TRUE);
  gtk_widget_grab_focus (self->send);
}

static void
failed_cb (CalloutVoiceRecorder *self,
           const char           *sentence)
{
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

static void
stop_cb (CalloutVoiceRecorder *self)
{
  callout_sound_recorder_stop (self->recorder);
}

static void
cancel_cb (CalloutVoiceRecorder *self)
{
  callout_voice_recorder_cancel (self);
  g_signal_emit (self, signals[CANCELLED], 0);
}

static void
send_cb (CalloutVoiceRecorder *self)
{
  g_autofree char *shape = callout_sound_recorder_dup_shape (self->recorder);

  callout_voice_player_stop (self->player);
  g_signal_emit (self, signals[SEND], 0, callout_sound_recorder_get_bytes (self->recorder),
                 callout_sound_recorder_get_duration (self->recorder), shape);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  cancel_cb (CALLOUT_VOICE_RECORDER (widget));
  return TRUE;
}

static GtkWidget *
make_button (CalloutVoiceRecorder *self,
             const char           *icon_name,
             const char           *label,
             const char           *style_class,
             GCallback             callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, style_class);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_recording_page (CalloutVoiceRecorder *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *dot = g_object_new (GTK_TYPE_IMAGE, "icon-name", "media-record-symbolic",
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  self->wave = CALLOUT_WAVE (callout_wave_new ());
  gtk_widget_set_focusable (GTK_WIDGET (self->wave), FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self->wave), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->wave), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Loudness"), -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->wave), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->wave), GTK_ALIGN_CENTER);
  self->time = g_object_new (GTK_TYPE_LABEL, "width-chars", 4, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "numeric");
  gtk_widget_add_css_class (dot, "error");
  self->stop = make_button (self, "media-playback-stop-symbolic", _("Stop Recording"), "flat", G_CALLBACK (stop_cb));
  gtk_box_append (GTK_BOX (page), dot);
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->time));
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->wave));
  gtk_box_append (GTK_BOX (page), self->stop);
  return page;
}

static void
callout_voice_recorder_dispose (GObject *object)
{
  CalloutVoiceRecorder *self = CALLOUT_VOICE_RECORDER (object);

  if (self->recorder != NULL)
    callout_sound_recorder_cancel (self->recorder);
  g_clear_object (&self->recorder);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_voice_recorder_parent_class)->dispose (object);
}

static void
callout_voice_recorder_finalize (GObject *object)
{
  g_string_free (CALLOUT_VOICE_RECORDER (object)->seen, TRUE);
  G_OBJECT_CLASS (callout_voice_recorder_parent_class)->finalize (object);
}

static void
callout_voice_recorder_class_init (CalloutVoiceRecorderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_voice_recorder_dispose;
  object_class->finalize = callout_voice_recorder_finalize;
  signals[SEND] = g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                G_TYPE_BYTES, G_TYPE_INT64, G_TYPE_STRING);
  signals[CANCELLED] = g_signal_new ("cancelled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "voicerecorder");
}

static void
callout_voice_recorder_init (CalloutVoiceRecorder *self)
{
  self->seen = g_string_new (NULL);
  self->recorder = callout_sound_recorder_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->stack = g_object_new (GTK_TYPE_STACK, "hexpand", TRUE, "vhomogeneous", TRUE, NULL);
  self->player = CALLOUT_VOICE_PLAYER (callout_voice_player_new ());
  self->send = make_button (self, "callout-send-symbolic", _("Send Voice Message"), "suggested-action", G_CALLBACK (send_cb));
  gtk_stack_add_named (self->stack, make_recording_page (self), "recording");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->player), "listen");
  gtk_box_append (GTK_BOX (self->box), make_button (self, "user-trash-symbolic", _("Discard Recording"), "flat",
                                                    G_CALLBACK (cancel_cb)));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (self->box), self->send);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (self->recorder, "level", G_CALLBACK (level_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->recorder, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->recorder, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
callout_voice_recorder_new (void)
{
  return g_object_new (CALLOUT_TYPE_VOICE_RECORDER, NULL);
}

/**
 * callout_voice_recorder_start:
 *
 * Listens from now on.
 */
void
callout_voice_recorder_start (CalloutVoiceRecorder *self)
{
  g_string_truncate (self->seen, 0);
  callout_wave_set_shape (self->wave, "");
  callout_wave_set_fraction (self->wave, 1);
  gtk_stack_set_visible_child_name (self->stack, "recording");
  gtk_widget_set_sensitive (self->send, FALSE);
  callout_sound_recorder_start (self->recorder);
  show_time (self);
  gtk_widget_grab_focus (self->stop);
}

/**
 * callout_voice_recorder_cancel:
 *
 * What was recorded is dropped.
 */
void
callout_voice_recorder_cancel (CalloutVoiceRecorder *self)
{
  callout_voice_player_stop (self->player);
  callout_sound_recorder_cancel (self->recorder);
}
