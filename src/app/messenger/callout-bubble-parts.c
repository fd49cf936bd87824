/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-bubble-parts.h"

#include "callout-file-access.h"
#include "callout-file-row.h"
#include "callout-markup.h"
#include "callout-media-view.h"
#include "callout-message-text.h"
#include "callout-picture-window.h"
#include "callout-voice-player.h"

#include <glib/gi18n-lib.h>

#define MOSAIC 130 /* pixels a side, where there are several pictures */

/* Pictures and videos */

static void
show_picture_cb (GtkWidget *view,
                 gpointer   data)
{
  CalloutThreadState *state = g_object_get_data (G_OBJECT (view), "state");
  CalloutFile *file = data;
  g_autoptr (GPtrArray) files = callout_thread_state_dup_pictures (state);

  for (guint i = 0; i < files->len; i++)
    if (g_ptr_array_index (files, i) == file)
      {
        callout_picture_window_open_among (view, callout_thread_state_get_session (state), files, i);
        return;
      }
  callout_picture_window_open (view, callout_thread_state_get_session (state), file);
}

static void
save_original_cb (GtkWidget *button,
                  gpointer   data)
{
  callout_file_save (button, g_object_get_data (G_OBJECT (button), "session"), data);
}

static void
hold_session (GtkWidget          *widget,
              CalloutThreadState *state)
{
  g_object_set_data_full (G_OBJECT (widget), "session", g_object_ref (callout_thread_state_get_session (state)), g_object_unref);
}

static GtkWidget *
make_view (CalloutThreadState *state,
           CalloutThreadFile  *entry,
           gboolean            alone)
{
  GtkWidget *view = callout_media_view_new ();

  g_object_set_data_full (G_OBJECT (view), "state", g_object_ref (state), g_object_unref);
  if (!alone)
    callout_media_view_set_square (CALLOUT_MEDIA_VIEW (view), MOSAIC);
  callout_media_view_set_source (CALLOUT_MEDIA_VIEW (view), entry->source);
  gtk_widget_set_halign (view, alone ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  g_signal_connect_data (view, "activate", G_CALLBACK (show_picture_cb), g_object_ref (entry->file),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  return view;
}

static GtkWidget *
make_original (CalloutThreadState *state,
               CalloutFile        *original)
{
  g_autofree char *size = g_format_size ((guint64) original->bytes);
  /* Translators: what a picture was made smaller from; %s is a size, as “4.2 MB” */
  g_autofree char *label = g_strdup_printf (_("Save the original (%s)"), size);
  GtkWidget *button = gtk_button_new_with_label (label);

  hold_session (button, state);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "caption");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_data (button, "clicked", G_CALLBACK (save_original_cb), g_object_ref (original),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  return button;
}

static gboolean
is_seen (CalloutThreadFile *entry)
{
  CalloutFileLook look = callout_file_source_get_look (entry->source);

  return look == CALLOUT_FILE_LOOK_PICTURE || look == CALLOUT_FILE_LOOK_VIDEO;
}

static void
add_views (GtkWidget          *box,
           CalloutThreadState *state,
           GPtrArray          *files)
{
  GtkWidget *grid = NULL;
  guint n = 0;
  guint at = 0;

  for (guint i = 0; i < files->len; i++)
    n += is_seen (g_ptr_array_index (files, i)) ? 1 : 0;
  for (guint i = 0; i < files->len; i++)
    {
      CalloutThreadFile *entry = g_ptr_array_index (files, i);

      if (!is_seen (entry))
        continue;
      if (grid == NULL)
        {
          grid = g_object_new (GTK_TYPE_GRID, "row-spacing", 4, "column-spacing", 4, "column-homogeneous", n > 1, NULL);
          gtk_box_append (GTK_BOX (box), grid);
        }
      gtk_grid_attach (GTK_GRID (grid), make_view (state, entry, n == 1), (int) (at % 2), (int) (at / 2), 1, 1);
      at++;
    }
  for (guint i = 0; i < files->len; i++)
    {
      CalloutThreadFile *entry = g_ptr_array_index (files, i);

      if (entry->original != NULL)
        gtk_box_append (GTK_BOX (box), make_original (state, entry->original));
    }
}

/* Sounds, and everything else */

static void
add_sound (GtkWidget         *box,
           CalloutThreadFile *entry)
{
  GtkWidget *player = callout_voice_player_new ();

  callout_voice_player_set_source (CALLOUT_VOICE_PLAYER (player), entry->source, entry->file->duration, entry->file->shape);
  gtk_box_append (GTK_BOX (box), player);
}

/**
 * callout_bubble_files_new:
 * @files: (element-type CalloutThreadFile)
 *
 * Returns: (transfer floating): pictures and videos to be seen, sounds to be
 *   heard, everything else as a row
 */
GtkWidget *
callout_bubble_files_new (CalloutThreadState *state,
                          GPtrArray          *files)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = NULL;

  add_views (box, state, files);
  for (guint i = 0; i < files->len; i++)
    {
      CalloutThreadFile *entry = g_ptr_array_index (files, i);

      if (is_seen (entry))
        continue;
      if (callout_file_source_get_look (entry->source) == CALLOUT_FILE_LOOK_SOUND)
        {
          add_sound (box, entry);
          continue;
        }
      if (list == NULL)
        {
          list = callout_file_list_new (_("Files"));
          gtk_widget_set_size_request (list, 200, -1);
          gtk_box_append (GTK_BOX (box), list);
        }
      gtk_list_box_append (GTK_LIST_BOX (list), callout_file_row_new (callout_thread_state_get_session (state), entry->file));
    }
  return box;
}

/* Video sessions */

static void
join_cb (GtkWidget  *button,
         const char *address)
{
  callout_message_open_address (button, address);
}

/**
 * callout_bubble_session_new:
 * @address: what is opened in the browser
 *
 * Returns: (transfer floating): an invitation as a card
 */
GtkWidget *
callout_bubble_session_new (const char *address)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", _("Video Session"), "xalign", 0.0, NULL);
  GtkWidget *where = g_object_new (GTK_TYPE_LABEL, "label", address, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_MIDDLE,
                                   "max-width-chars", 26, "width-chars", 10, "tooltip-text", address, NULL);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "camera-video-symbolic", "pixel-size", 24,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *join = gtk_button_new_with_label (_("Join"));

  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (where, "caption");
  gtk_widget_add_css_class (card, "session");
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (join, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), where);
  gtk_box_append (GTK_BOX (card), icon);
  gtk_box_append (GTK_BOX (card), words);
  gtk_box_append (GTK_BOX (card), join);
  g_signal_connect_data (join, "clicked", G_CALLBACK (join_cb), g_strdup (address), (GClosureNotify) (void (*) (void)) g_free, 0);
  return card;
}

/* Into the Assistant */

static void
element_cb (GtkWidget  *button,
            const char *key)
{
  callout_message_open_element (button, g_object_get_data (G_OBJECT (button), "session"), key);
}

/**
 * callout_bubble_elements_new:
 * @text: with its markup
 *
 * Returns: (transfer floating) (nullable): a button for each link into the
 *   Assistant; %NULL: there is none
 */
GtkWidget *
callout_bubble_elements_new (CalloutSession *session,
                             const char     *text)
{
  g_autoptr (GPtrArray) spans = callout_markup_parse (text);
  GtkWidget *box = NULL;

  for (guint i = 0; i < spans->len; i++)
    {
      CalloutSpan *span = g_ptr_array_index (spans, i);
      GtkWidget *button, *content;

      if (span->type != CALLOUT_SPAN_ASSISTANT)
        continue;
      if (box == NULL)
        box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
      content = g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name", "callout-icon-question-symbolic", "label", span->text, NULL);
      button = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (button), content);
      gtk_widget_add_css_class (button, "element");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, span->text, -1);
      g_object_set_data_full (G_OBJECT (button), "session", g_object_ref (session), g_object_unref);
      g_signal_connect_data (button, "clicked", G_CALLBACK (element_cb), g_strdup (span->address),
                             (GClosureNotify) (void (*) (void)) g_free, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}
