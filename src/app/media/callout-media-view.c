/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-media-view.h"

#include "callout-error.h"
#include "callout-sound.h"

#include <glib/gi18n-lib.h>

#define SIDE 264       /* pixels at most, either way: beside a portrait on a phone */
#define LEAST 96       /* pixels at least, so that it can be hit */
#define PEEK_SIDE 640  /* for fine screens */
#define VIDEO_RATIO (9.0 / 16.0)

struct _CalloutMediaView
{
  GtkWidget          parent_instance;

  /* Children */
  GtkWidget         *button;
  GtkWidget         *picture;
  GtkWidget         *play;
  GtkLabel          *caption;
  GtkLabel          *problem;
  GtkWidget         *position;

  /* Owned */
  CalloutFileSource  *source;
  CalloutSoundPlayer *player;  /* (nullable): made when it is played */
  GCancellable       *cancellable;

  guint              tick;
  gint64             duration; /* milliseconds; 0: unknown */
  double             ratio;    /* height by width */
  int                natural;  /* width */
  int                square;   /* pixels a side; 0: as the picture is */
};

enum { ACTIVATE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutMediaView, callout_media_view, GTK_TYPE_WIDGET)

static gboolean
is_video (CalloutMediaView *self)
{
  return self->source != NULL && callout_file_source_get_look (self->source) == CALLOUT_FILE_LOOK_VIDEO;
}

static void
set_size (CalloutMediaView *self,
          guint             width,
          guint             height)
{
  double ratio = width > 0 && height > 0 ? (double) height / width : is_video (self) ? VIDEO_RATIO : 0.75;
  double scale = width > 0 && height > 0 ? MIN (1.0, (double) SIDE / MAX (width, height)) : 0;
  int natural = scale > 0 ? (int) (width * scale) : SIDE;

  /* A strip is not shown as a line. */
  ratio = self->square > 0 ? 1 : CLAMP (ratio, 0.25, 2.5);
  natural = self->square > 0 ? self->square : MAX (natural, LEAST);
  if (self->natural == natural && self->ratio >= ratio && self->ratio <= ratio)
    return;
  self->natural = natural;
  self->ratio = ratio;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
tell_problem (CalloutMediaView *self,
              const char       *sentence)
{
  gtk_label_set_text (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
  gtk_widget_set_visible (self->play, sentence == NULL && is_video (self));
  gtk_widget_set_sensitive (self->button, sentence == NULL);
}

static void
show_length (CalloutMediaView *self,
             gint64            milliseconds)
{
  g_autofree char *time = callout_sound_format_time (milliseconds);

  gtk_label_set_text (self->caption, time);
  gtk_widget_set_visible (GTK_WIDGET (self->caption), is_video (self) && milliseconds > 0);
}

static void
stop_video (CalloutMediaView *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  if (self->player != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->player, self);
      callout_sound_player_pause (self->player);
    }
  g_clear_object (&self->player);
  gtk_widget_set_visible (self->position, FALSE);
  gtk_widget_set_visible (self->play, is_video (self));
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  CalloutMediaView *self = CALLOUT_MEDIA_VIEW (widget);
  gint64 position = callout_sound_player_get_position (self->player);

  gtk_range_set_value (GTK_RANGE (self->position), (double) position / 1000);
  show_length (self, MAX (self->duration - position, 1));
  return G_SOURCE_CONTINUE;
}

static void
playing_cb (CalloutMediaView *self)
{
  gboolean playing = callout_sound_player_get_playing (self->player);

  gtk_widget_set_visible (self->play, !playing);
  if (playing && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  else if (!playing && self->tick != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
      self->tick = 0;
    }
  /* At its end it stands at its beginning again. */
  if (!playing && callout_sound_player_is_over (self->player))
    {
      gtk_range_set_value (GTK_RANGE (self->position), 0);
      show_length (self, self->duration);
    }
}

static void
frame_cb (CalloutMediaView *self,
          GdkTexture       *texture)
{
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
}

static void
error_cb (CalloutMediaView *self)
{
  tell_problem (self, callout_sound_player_get_error (self->player));
}

static gboolean
position_cb (CalloutMediaView *self,
             GtkScrollType     scroll,
             double            seconds)
{
  if (self->player != NULL)
    callout_sound_player_seek (self->player, (gint64) (seconds * 1000));
  return FALSE;
}

static void
peeked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutMediaView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutPeek) peek = callout_file_source_peek_finish (CALLOUT_FILE_SOURCE (object), result, &error);

  if (self->button == NULL || CALLOUT_FILE_SOURCE (object) != self->source
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  tell_problem (self, error != NULL ? error->message : NULL);
  if (peek == NULL)
    return;
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (peek->texture));
  set_size (self, peek->full_width, peek->full_height);
  self->duration = peek->duration;
  show_length (self, peek->duration);
}

/* It is played out of memory: nothing of it is left on the disk. */
static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutMediaView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = callout_file_source_load_finish (CALLOUT_FILE_SOURCE (object), result, &error);

  if (self->button == NULL || CALLOUT_FILE_SOURCE (object) != self->source
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  stop_video (self);
  self->player = callout_sound_player_new ();
  if (bytes == NULL || !callout_sound_player_set_video (self->player, bytes, &error))
    {
      tell_problem (self, error->message);
      return;
    }
  g_signal_connect_object (self->player, "notify::playing", G_CALLBACK (playing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "notify::error", G_CALLBACK (error_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "frame", G_CALLBACK (frame_cb), self, G_CONNECT_SWAPPED);
  gtk_range_set_range (GTK_RANGE (self->position), 0, MAX (0.1, (double) self->duration / 1000));
  gtk_widget_set_visible (self->position, self->duration > 0);
  callout_sound_player_play (self->player);
}

static void
clicked_cb (CalloutMediaView *self)
{
  if (!is_video (self))
    g_signal_emit (self, signals[ACTIVATE], 0);
  else if (self->player != NULL && callout_sound_player_get_playing (self->player))
    callout_sound_player_pause (self->player);
  else if (self->player != NULL && callout_sound_player_has_bytes (self->player))
    callout_sound_player_play (self->player);
  else if (callout_file_source_get_texture (self->source) != NULL)
    callout_file_source_load_async (self->source, self->cancellable, loaded_cb, g_object_ref (self));
}

/* Always as large, so that a list does not move when it comes. */
static void
callout_media_view_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  CalloutMediaView *self = CALLOUT_MEDIA_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = self->natural;
  else
    *minimum = *natural = CLAMP ((int) (self->natural * self->ratio), 48, SIDE);
}

static void
callout_media_view_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  CalloutMediaView *self = CALLOUT_MEDIA_VIEW (widget);
  int least;

  /* Children may want more than there is; what does not fit is cut off. */
  gtk_widget_measure (self->button, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (self->button, GTK_ORIENTATION_VERTICAL, MAX (width, least), &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->button, &(GtkAllocation) { 0, 0, width, MAX (height, least) }, -1);
  /* Beside the button, not in it: to go elsewhere in a video does not stop it. */
  gtk_widget_measure (self->position, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->position, &(GtkAllocation) { 0, height - least, width, least }, -1);
}

/* Out of sight it falls silent. */
static void
callout_media_view_unmap (GtkWidget *widget)
{
  stop_video (CALLOUT_MEDIA_VIEW (widget));
  GTK_WIDGET_CLASS (callout_media_view_parent_class)->unmap (widget);
}

static void
callout_media_view_dispose (GObject *object)
{
  CalloutMediaView *self = CALLOUT_MEDIA_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->button != NULL)
    stop_video (self);
  g_clear_pointer (&self->position, gtk_widget_unparent);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->source);
  G_OBJECT_CLASS (callout_media_view_parent_class)->dispose (object);
}

static void
callout_media_view_class_init (CalloutMediaViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = callout_media_view_dispose;
  widget_class->measure = callout_media_view_measure;
  widget_class->size_allocate = callout_media_view_size_allocate;
  widget_class->unmap = callout_media_view_unmap;
  signals[ACTIVATE] = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "mediaview");
}

static void
callout_media_view_init (CalloutMediaView *self)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->natural = SIDE;
  self->ratio = 0.75;
  self->cancellable = g_cancellable_new ();
  self->button = gtk_button_new ();
  self->picture = gtk_picture_new ();
  self->play = g_object_new (GTK_TYPE_IMAGE, "icon-name", "media-playback-start-symbolic", "pixel-size", 32,
                             "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->caption = g_object_new (GTK_TYPE_LABEL, "halign", GTK_ALIGN_START, "valign", GTK_ALIGN_START, "visible", FALSE, NULL);
  self->problem = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "visible", FALSE, "justify", GTK_JUSTIFY_CENTER,
                                "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER, "width-chars", 10, NULL);
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_COVER);
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_widget_add_css_class (self->play, "play");
  gtk_widget_add_css_class (self->play, "osd");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "osd");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "length");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "caption");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->picture);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->play);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->caption));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->problem));
  gtk_button_set_child (GTK_BUTTON (self->button), overlay);
  gtk_widget_add_css_class (self->button, "media");
  gtk_widget_set_overflow (self->button, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->position = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 0.1);
  gtk_widget_set_visible (self->position, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->position), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Position"), -1);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_parent (self->position, GTK_WIDGET (self));
  g_signal_connect_object (self->position, "change-value", G_CALLBACK (position_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
callout_media_view_new (void)
{
  return g_object_new (CALLOUT_TYPE_MEDIA_VIEW, NULL);
}

/**
 * callout_media_view_set_source:
 * @source: (nullable): a picture or video
 */
void
callout_media_view_set_source (CalloutMediaView  *self,
                               CalloutFileSource *source)
{
  g_autofree char *label = NULL;
  GdkTexture *texture;

  if (self->source == source)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  stop_video (self);
  g_set_object (&self->source, source);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->caption), FALSE);
  tell_problem (self, NULL);
  if (source == NULL)
    return;
  /* Translators: %s is a file's name */
  label = g_strdup_printf (is_video (self) ? _("Play the video %s") : _("Show the picture %s"),
                           callout_file_source_get_name (source));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  texture = callout_file_source_get_texture (source);
  if (texture != NULL && callout_file_source_get_width (source) == 0)
    set_size (self, (guint) gdk_texture_get_width (texture), (guint) gdk_texture_get_height (texture));
  else
    set_size (self, callout_file_source_get_width (source), callout_file_source_get_height (source));
  if (texture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  if (texture == NULL || is_video (self))
    callout_file_source_peek_async (source, PEEK_SIDE, self->cancellable, peeked_cb, g_object_ref (self));
}

/**
 * callout_media_view_set_square:
 * @side: pixels; 0: as the picture is
 *
 * For several side by side.
 */
void
callout_media_view_set_square (CalloutMediaView *self,
                               int               side)
{
  self->square = side;
  self->natural = 0;
  set_size (self, self->source != NULL ? callout_file_source_get_width (self->source) : 0,
            self->source != NULL ? callout_file_source_get_height (self->source) : 0);
}
