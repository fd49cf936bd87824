/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-voice-player.h"

#include "callout-sound.h"
#include "callout-wave.h"

#include <glib/gi18n-lib.h>

struct _CalloutVoicePlayer
{
  GtkWidget           parent_instance;

  /* Children */
  GtkWidget          *box;
  GtkButton          *button;
  CalloutWave        *wave;
  GtkLabel           *time;
  GtkLabel           *problem;

  /* Owned */
  CalloutFileSource  *source;
  CalloutSoundPlayer *player;
  GCancellable       *cancellable;
  GBytes             *bytes;

  gint64              duration; /* milliseconds; 0: unknown */
  double              begin_at; /* fraction, asked for before there was anything to play */
  guint               tick;
};

enum { PROP_0, PROP_PLAYING, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CalloutVoicePlayer, callout_voice_player, GTK_TYPE_WIDGET)

static void
tell_problem (CalloutVoicePlayer *self,
              const char         *sentence)
{
  gtk_label_set_text (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static gint64
get_duration (CalloutVoicePlayer *self)
{
  gint64 known = callout_sound_player_get_duration (self->player);

  return known > 0 ? known : self->duration;
}

/* Beside it stands how long it is; while it plays, where it is. */
static void
show_position (CalloutVoicePlayer *self)
{
  gint64 duration = get_duration (self);
  gint64 position = callout_sound_player_has_bytes (self->player) ? callout_sound_player_get_position (self->player)
                                                                  : (gint64) (self->begin_at * (double) duration);
  g_autofree char *text = callout_sound_format_time (position > 0 ? position : duration);

  callout_wave_set_position (self->wave, position, duration);
  gtk_label_set_text (self->time, text);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  show_position (CALLOUT_VOICE_PLAYER (widget));
  return G_SOURCE_CONTINUE;
}

static void
playing_cb (CalloutVoicePlayer *self)
{
  gboolean playing = callout_sound_player_get_playing (self->player);
  const char *word = playing ? _("Pause") : _("Play");

  gtk_button_set_icon_name (self->button, playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  if (playing && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  else if (!playing && self->tick != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
      self->tick = 0;
    }
  show_position (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
}

static void
error_cb (CalloutVoicePlayer *self)
{
  tell_problem (self, callout_sound_player_get_error (self->player));
}

/* What cannot be decoded is known before the window's own decoder sees it. */
static void
peeked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutVoicePlayer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutPeek) peek = callout_peek_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->box == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), TRUE);
  if (peek != NULL && callout_sound_player_set_bytes (self->player, self->bytes, &error))
    {
      if (peek->duration > 0)
        self->duration = peek->duration;
      if (peek->levels != NULL)
        {
          gsize n;
          const guchar *levels = g_bytes_get_data (peek->levels, &n);
          g_autofree char *shape = callout_shape_from_levels (levels, n, 64);

          callout_wave_set_shape (self->wave, shape);
        }
      if (self->begin_at > 0)
        callout_sound_player_seek (self->player, (gint64) (self->begin_at * (double) self->duration));
      callout_sound_player_play (self->player);
    }
  tell_problem (self, error != NULL ? error->message : NULL);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutVoicePlayer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = callout_file_source_load_finish (CALLOUT_FILE_SOURCE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->box == NULL)
    return;
  if (bytes == NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->button), TRUE);
      tell_problem (self, error->message);
      return;
    }
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = g_bytes_ref (bytes);
  callout_peek_async (bytes, CALLOUT_PEEK_SOUND, 16, self->cancellable, peeked_cb, g_object_ref (self));
}

static void
clicked_cb (CalloutVoicePlayer *self)
{
  if (callout_sound_player_get_playing (self->player))
    callout_sound_player_pause (self->player);
  else if (callout_sound_player_has_bytes (self->player))
    callout_sound_player_play (self->player);
  else if (self->source != NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->button), FALSE);
      callout_file_source_load_async (self->source, self->cancellable, loaded_cb, g_object_ref (self));
    }
}

static void
seek_cb (CalloutVoicePlayer *self,
         double              fraction)
{
  if (callout_sound_player_has_bytes (self->player))
    callout_sound_player_seek (self->player, (gint64) (fraction * (double) get_duration (self)));
  else
    self->begin_at = fraction;
  show_position (self);
}

static void
callout_voice_player_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  if (prop_id == PROP_PLAYING)
    g_value_set_boolean (value, callout_sound_player_get_playing (CALLOUT_VOICE_PLAYER (object)->player));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
callout_voice_player_dispose (GObject *object)
{
  CalloutVoicePlayer *self = CALLOUT_VOICE_PLAYER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->player != NULL)
    callout_sound_player_pause (self->player);
  g_clear_object (&self->player);
  g_clear_object (&self->source);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_voice_player_parent_class)->dispose (object);
}

static void
callout_voice_player_class_init (CalloutVoicePlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_voice_player_dispose;
  object_class->get_property = callout_voice_player_get_property;
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "voiceplayer");
}

static void
callout_voice_player_init (CalloutVoicePlayer *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->button = GTK_BUTTON (gtk_button_new ());
  self->wave = CALLOUT_WAVE (callout_wave_new ());
  self->time = g_object_new (GTK_TYPE_LABEL, "width-chars", 4, "xalign", 1.0, NULL);
  self->problem = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, "visible", FALSE, "max-width-chars", 30, NULL);
  self->player = callout_sound_player_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "circular");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "problem");
  gtk_widget_set_hexpand (GTK_WIDGET (self->wave), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->wave), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->button));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->wave));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->time));
  gtk_box_append (GTK_BOX (self->box), row);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->problem));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->wave, "seek", G_CALLBACK (seek_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "notify::playing", G_CALLBACK (playing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "notify::error", G_CALLBACK (error_cb), self, G_CONNECT_SWAPPED);
  playing_cb (self);
}

GtkWidget *
callout_voice_player_new (void)
{
  return g_object_new (CALLOUT_TYPE_VOICE_PLAYER, NULL);
}

/**
 * callout_voice_player_set_source:
 * @source: (nullable)
 * @duration: milliseconds; 0: unknown
 * @shape: (nullable): see callout_shape_at()
 */
void
callout_voice_player_set_source (CalloutVoicePlayer *self,
                                 CalloutFileSource  *source,
                                 gint64              duration,
                                 const char         *shape)
{
  if (source != self->source)
    {
      g_autoptr (CalloutSoundPlayer) before = g_steal_pointer (&self->player);

      g_cancellable_cancel (self->cancellable);
      g_object_unref (self->cancellable);
      self->cancellable = g_cancellable_new ();
      g_signal_handlers_disconnect_by_data (before, self);
      callout_sound_player_pause (before);
      self->player = callout_sound_player_new ();
      g_signal_connect_object (self->player, "notify::playing", G_CALLBACK (playing_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->player, "notify::error", G_CALLBACK (error_cb), self, G_CONNECT_SWAPPED);
      self->begin_at = 0;
      g_set_object (&self->source, source);
      gtk_widget_set_sensitive (GTK_WIDGET (self->button), source != NULL);
      tell_problem (self, NULL);
    }
  self->duration = duration;
  callout_wave_set_shape (self->wave, shape);
  playing_cb (self);
}

void
callout_voice_player_stop (CalloutVoicePlayer *self)
{
  callout_sound_player_pause (self->player);
}
