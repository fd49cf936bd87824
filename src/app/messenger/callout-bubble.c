/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-bubble.h"

#include "callout-bubble-parts.h"
#include "callout-markup.h"
#include "callout-message-text.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Who goes on within so long goes on in the same breath. */
#define BREATH (5 * CALLOUT_MINUTE)
#define AVATAR 32

struct _CalloutBubble
{
  GtkWidget           parent_instance;

  /* Children */
  GtkWidget          *box;
  GtkWidget          *day;      /* (nullable): made when first needed, as are all below */
  GtkWidget          *unread;
  GtkWidget          *line;     /* what the house says */
  GtkWidget          *row;
  GtkWidget          *avatar;
  GtkWidget          *frame;
  GtkWidget          *author;
  GtkWidget          *text;
  GtkWidget          *extra;    /* files, cards and buttons */
  GtkWidget          *foot;
  GtkWidget          *time;
  GtkWidget          *marks;

  /* Owned */
  CalloutThreadState *state;
  CalloutRow         *item;
  CalloutRow         *previous;

  guint               flash;
};

G_DEFINE_FINAL_TYPE (CalloutBubble, callout_bubble, GTK_TYPE_WIDGET)

static CalloutMessage *
message_of (CalloutRow *row)
{
  CalloutEntity *entity = row != NULL ? callout_row_get_entity (row) : NULL;

  return entity != NULL && CALLOUT_IS_MESSAGE (entity) ? CALLOUT_MESSAGE (entity) : NULL;
}

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
hide (GtkWidget *widget)
{
  if (widget != NULL)
    gtk_widget_set_visible (widget, FALSE);
}

/* What stands above a message */

static void
show_day (CalloutBubble  *self,
          CalloutMessage *message,
          CalloutMessage *before)
{
  GTimeZone *zone = callout_session_get_zone (callout_thread_state_get_session (self->state));
  CalloutTime at = CALLOUT_ENTITY (message)->created_at;
  g_autofree char *text = NULL;

  if (self->previous != NULL && (before == NULL || callout_same_day (CALLOUT_ENTITY (before)->created_at, at, zone)))
    {
      hide (self->day);
      return;
    }
  text = callout_format_day (at, zone, callout_clock_now ());
  if (self->day == NULL)
    {
      self->day = g_object_new (GTK_TYPE_LABEL, "halign", GTK_ALIGN_CENTER, NULL);
      gtk_widget_add_css_class (self->day, "day");
      gtk_box_prepend (GTK_BOX (self->box), self->day);
    }
  gtk_label_set_text (GTK_LABEL (self->day), text);
  gtk_widget_set_visible (self->day, TRUE);
}

static void
show_unread (CalloutBubble *self)
{
  gint64 first = callout_thread_state_get_first_unread (self->state);

  if (first == 0 || callout_row_get_id (self->item) != first)
    {
      hide (self->unread);
      return;
    }
  if (self->unread == NULL)
    {
      self->unread = g_object_new (GTK_TYPE_LABEL, "label", _("Unread Messages"), NULL);
      gtk_widget_add_css_class (self->unread, "unread-line");
      gtk_box_insert_child_after (GTK_BOX (self->box), self->unread, self->day);
    }
  gtk_widget_set_visible (self->unread, TRUE);
}

/* The bubble itself */

static void
copy_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  CalloutMessage *message = message_of (CALLOUT_BUBBLE (widget)->item);
  g_autofree char *plain = message != NULL && message->text != NULL ? callout_markup_to_plain (message->text) : NULL;

  if (plain != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), plain);
}

static void
make_foot (CalloutBubble *self)
{
  self->foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  self->time = gtk_label_new (NULL);
  self->marks = gtk_image_new ();
  gtk_widget_set_halign (self->foot, GTK_ALIGN_END);
  gtk_widget_set_valign (self->foot, GTK_ALIGN_END);
  gtk_widget_add_css_class (self->foot, "foot");
  gtk_widget_add_css_class (self->time, "numeric");
  gtk_box_append (GTK_BOX (self->foot), self->time);
  gtk_box_append (GTK_BOX (self->foot), self->marks);
}

static void
make_row (CalloutBubble *self)
{
  CalloutSession *session = callout_thread_state_get_session (self->state);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->avatar = adw_avatar_new (AVATAR, NULL, TRUE);
  gtk_widget_set_valign (self->avatar, GTK_ALIGN_START);
  self->frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_add_css_class (self->frame, "bubble");
  self->author = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_add_css_class (self->author, "author");
  self->text = callout_message_text_new (session);
  gtk_widget_set_hexpand (self->text, TRUE);
  make_foot (self);
  gtk_box_append (GTK_BOX (line), self->text);
  gtk_box_append (GTK_BOX (line), self->foot);
  gtk_box_append (GTK_BOX (self->frame), self->author);
  gtk_box_append (GTK_BOX (self->frame), line);
  gtk_box_append (GTK_BOX (self->row), self->avatar);
  gtk_box_append (GTK_BOX (self->row), self->frame);
  gtk_box_append (GTK_BOX (self->box), self->row);
}

static void
show_marks (CalloutBubble *self)
{
  CalloutMessage *message = message_of (self->item);
  gboolean mine = message != NULL
                  && message->author == callout_session_get_person_id (callout_thread_state_get_session (self->state));
  g_autofree char *readers = NULL;
  g_autofree char *said = NULL;

  if (self->marks == NULL || message == NULL)
    return;
  gtk_widget_set_visible (self->marks, mine);
  if (!mine)
    return;
  readers = callout_thread_state_dup_readers (self->state, callout_entity_get_id (CALLOUT_ENTITY (message)));
  if (readers != NULL)
    {
      /* Translators: %s are names */
      said = g_strdup_printf (_("Read by %s"), readers);
    }
  else
    said = g_strdup (callout_thread_state_is_delivered (self->state, callout_entity_get_id (CALLOUT_ENTITY (message)))
                       ? _("Delivered") : _("Sent"));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->marks), g_str_equal (said, _("Sent")) ? "callout-sent-symbolic"
                                                                                       : "callout-delivered-symbolic");
  set_class (self->marks, "read", readers != NULL);
  gtk_widget_set_tooltip_text (self->marks, said);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->marks), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

static void
set_extra (CalloutBubble *self,
           GtkWidget     *extra)
{
  if (self->extra != NULL)
    gtk_box_remove (GTK_BOX (self->frame), self->extra);
  self->extra = extra;
  if (extra != NULL)
    gtk_box_insert_child_after (GTK_BOX (self->frame), extra, self->author);
}

static void
show_files (CalloutBubble  *self,
            CalloutMessage *message)
{
  GPtrArray *files = callout_thread_state_get_files (self->state, callout_entity_get_id (CALLOUT_ENTITY (message)));

  if (files != NULL)
    set_extra (self, callout_bubble_files_new (self->state, files));
}

static void
show_extra (CalloutBubble  *self,
            CalloutMessage *message)
{
  g_autofree char *address = callout_message_dup_session (message);

  set_extra (self, NULL);
  if (address != NULL)
    set_extra (self, callout_bubble_session_new (address));
  else if (message->n_files > 0)
    show_files (self, message);
  else if (message->kind == CALLOUT_MESSAGE_KIND_ASSISTANT_LINK && message->text != NULL)
    set_extra (self, callout_bubble_elements_new (callout_thread_state_get_session (self->state), message->text));
}

/* Links into the Assistant are buttons; where there is nothing else, they are enough. */
static gboolean
is_elements_alone (CalloutMessage *message)
{
  g_autoptr (GPtrArray) spans = NULL;

  if (message->kind != CALLOUT_MESSAGE_KIND_ASSISTANT_LINK)
    return FALSE;
  spans = callout_markup_parse (message->text);
  for (guint i = 0; i < spans->len; i++)
    {
      CalloutSpan *span = g_ptr_array_index (spans, i);

      if (span->type != CALLOUT_SPAN_ASSISTANT && strspn (span->text, " \n\t") < strlen (span->text))
        return FALSE;
    }
  return TRUE;
}

/* Of an invitation the address is on the card; what else was written remains. */
static char *
dup_shown_text (CalloutMessage *message)
{
  g_autofree char *address = callout_message_dup_session (message);
  const char *at = address != NULL && message->text != NULL ? g_strrstr (message->text, address) : NULL;

  if (at != NULL)
    return g_strchomp (g_strndup (message->text, (gsize) (at - message->text)));
  return g_strdup (message->text == NULL || is_elements_alone (message) ? "" : message->text);
}

static gboolean
goes_on (CalloutMessage *message,
         CalloutMessage *before,
         GTimeZone      *zone)
{
  CalloutTime at = CALLOUT_ENTITY (message)->created_at;

  return before != NULL && before->kind != CALLOUT_MESSAGE_KIND_SYSTEM && before->author == message->author
         && at - CALLOUT_ENTITY (before)->created_at < BREATH && callout_same_day (CALLOUT_ENTITY (before)->created_at, at, zone);
}

static void
show_said (CalloutBubble  *self,
           CalloutMessage *message,
           CalloutMessage *before)
{
  CalloutSession *session = callout_thread_state_get_session (self->state);
  GTimeZone *zone = callout_session_get_zone (session);
  gboolean mine = message->author == callout_session_get_person_id (session);
  gboolean on = goes_on (message, before, zone);
  const char *name = message->author_name != NULL ? message->author_name : message->author_login;
  g_autofree char *clock = callout_format_clock (CALLOUT_ENTITY (message)->created_at, zone);
  g_autofree char *text = dup_shown_text (message);

  if (self->row == NULL)
    make_row (self);
  hide (self->line);
  gtk_widget_set_visible (self->row, TRUE);
  adw_avatar_set_text (ADW_AVATAR (self->avatar), name);
  gtk_widget_set_visible (self->avatar, !mine);
  gtk_widget_set_opacity (self->avatar, on ? 0 : 1);
  gtk_label_set_text (GTK_LABEL (self->author), name);
  gtk_widget_set_visible (self->author, !mine && !on);
  gtk_widget_set_halign (self->row, mine ? GTK_ALIGN_END : GTK_ALIGN_START);
  set_class (GTK_WIDGET (self), "mine", mine);
  set_class (GTK_WIDGET (self), "goes-on", on);
  callout_message_text_set (self->text, text);
  gtk_widget_set_visible (self->text, *text != '\0');
  gtk_widget_set_hexpand (self->foot, *text == '\0');
  gtk_label_set_text (GTK_LABEL (self->time), clock);
  show_extra (self, message);
  show_marks (self);
}

static void
show_house (CalloutBubble  *self,
            CalloutMessage *message)
{
  CalloutSession *session = callout_thread_state_get_session (self->state);
  CalloutPerson *person = callout_session_get_person (session);
  g_autofree char *sentence = callout_message_dup_sentence (message, person != NULL && !callout_person_is_code_user (person));
  g_autofree char *clock = callout_format_clock (CALLOUT_ENTITY (message)->created_at, callout_session_get_zone (session));
  g_autofree char *text = g_strjoin (" · ", sentence, clock, NULL);

  if (self->line == NULL)
    {
      self->line = g_object_new (GTK_TYPE_LABEL, "halign", GTK_ALIGN_CENTER, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER,
                                 "max-width-chars", 60, NULL);
      gtk_widget_add_css_class (self->line, "house");
      gtk_box_append (GTK_BOX (self->box), self->line);
    }
  hide (self->row);
  gtk_label_set_text (GTK_LABEL (self->line), text);
  gtk_widget_set_visible (self->line, TRUE);
}

static void
show (CalloutBubble *self)
{
  CalloutMessage *message = message_of (self->item);
  CalloutMessage *before = message_of (self->previous);

  set_class (GTK_WIDGET (self), "waiting", message == NULL);
  if (message == NULL)
    {
      hide (self->day);
      hide (self->unread);
      hide (self->line);
      hide (self->row);
      return;
    }
  show_day (self, message, before);
  show_unread (self);
  if (message->kind == CALLOUT_MESSAGE_KIND_SYSTEM)
    show_house (self, message);
  else
    show_said (self, message, before);
}

static void
files_cb (CalloutBubble *self,
          gint64         id)
{
  CalloutMessage *message = message_of (self->item);

  if (message != NULL && callout_row_get_id (self->item) == id && message->n_files > 0)
    show_files (self, message);
}

static gboolean
flash_cb (gpointer data)
{
  CalloutBubble *self = data;

  self->flash = 0; /* goes with the answer */
  gtk_widget_remove_css_class (GTK_WIDGET (self), "found");
  return G_SOURCE_REMOVE;
}

static void
callout_bubble_dispose (GObject *object)
{
  CalloutBubble *self = CALLOUT_BUBBLE (object);

  g_clear_handle_id (&self->flash, g_source_remove);
  callout_bubble_unset (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_bubble_parent_class)->dispose (object);
}

static void
callout_bubble_class_init (CalloutBubbleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_bubble_dispose;
  gtk_widget_class_install_action (widget_class, "bubble.copy", NULL, copy_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "message");
}

static void
callout_bubble_init (CalloutBubble *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
callout_bubble_new (void)
{
  return g_object_new (CALLOUT_TYPE_BUBBLE, NULL);
}

/**
 * callout_bubble_set:
 * @previous: (nullable): the row above it; %NULL: it is the first
 */
void
callout_bubble_set (CalloutBubble      *self,
                    CalloutThreadState *state,
                    CalloutRow         *row,
                    CalloutRow         *previous)
{
  callout_bubble_unset (self);
  self->state = g_object_ref (state);
  self->item = g_object_ref (row);
  self->previous = previous != NULL ? g_object_ref (previous) : NULL;
  g_signal_connect_object (row, "notify::entity", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  if (previous != NULL)
    g_signal_connect_object (previous, "notify::entity", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "marks-changed", G_CALLBACK (show_marks), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "files", G_CALLBACK (files_cb), self, G_CONNECT_SWAPPED);
  show (self);
}

void
callout_bubble_unset (CalloutBubble *self)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  if (self->previous != NULL)
    g_signal_handlers_disconnect_by_data (self->previous, self);
  if (self->state != NULL)
    g_signal_handlers_disconnect_by_data (self->state, self);
  g_clear_object (&self->item);
  g_clear_object (&self->previous);
  g_clear_object (&self->state);
}

/**
 * callout_bubble_get_row:
 *
 * Returns: (transfer none) (nullable)
 */
CalloutRow *
callout_bubble_get_row (CalloutBubble *self)
{
  return self->item;
}

/**
 * callout_bubble_flash:
 *
 * Shows for a moment that this is the one that was looked for.
 */
void
callout_bubble_flash (CalloutBubble *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "found");
  g_clear_handle_id (&self->flash, g_source_remove);
  self->flash = g_timeout_add (1600, flash_cb, self);
}
