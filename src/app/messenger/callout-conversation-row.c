/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-conversation-row.h"

#include "callout-bubble.h"
#include "callout-markup.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define LINE 140 /* characters; more than fits */

struct _CalloutConversationRow
{
  GtkWidget         parent_instance;

  /* Template children */
  GtkWidget        *box;
  AdwAvatar        *avatar;
  GtkWidget        *lock;
  GtkLabel         *title;
  GtkLabel         *time;
  GtkLabel         *who;
  GtkLabel         *line;
  GtkLabel         *unread;

  /* Owned */
  CalloutSession   *session;
  CalloutDrafts    *drafts;
  CalloutHighlight *highlight;
  CalloutRow       *row;
  CalloutEntity    *entity;
};

enum { SHOWN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutConversationRow, callout_conversation_row, GTK_TYPE_WIDGET)

/* Of today the hour, of this week the day, else the date. */
static char *
dup_when (CalloutConversationRow *self,
          CalloutTime             time)
{
  GTimeZone *zone = callout_session_get_zone (self->session);
  CalloutTime now = callout_clock_now ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / CALLOUT_SECOND);
  g_autoptr (GDateTime) moment = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  if (moment == NULL)
    return g_strdup ("");
  if (callout_same_day (time, now, zone))
    return callout_format_clock (time, zone);
  if (now - time < 6 * CALLOUT_DAY && now > time)
    return g_date_time_format (moment, "%a");
  return g_date_time_format (moment, "%x");
}

/* What a message without words says in a line. */
static const char *
describe_kind (int    kind,
               gint64 n_files)
{
  switch (kind)
    {
    case CALLOUT_MESSAGE_KIND_VOICE:
      return _("Voice message");
    case CALLOUT_MESSAGE_KIND_VIDEO_LINK:
      return _("Video session");
    case CALLOUT_MESSAGE_KIND_SYSTEM:
      return _("The ticket has moved on");
    default:
      return n_files > 1 ? _("Files") : _("File");
    }
}

static void
show_line (CalloutConversationRow *self,
           const char             *who,
           const char             *text,
           const char             *otherwise)
{
  g_autofree char *line = text != NULL ? callout_markup_to_line (text, LINE) : NULL;
  PangoAttrList *attributes;

  gtk_label_set_text (self->who, who != NULL ? who : "");
  gtk_widget_set_visible (GTK_WIDGET (self->who), who != NULL);
  gtk_label_set_text (self->line, line != NULL && *line != '\0' ? line : otherwise);
  attributes = callout_highlight_dup_attributes (self->highlight, gtk_label_get_text (self->line));
  gtk_label_set_attributes (self->line, attributes);
  g_clear_pointer (&attributes, pango_attr_list_unref);
}

static char *
dup_who (CalloutConversationRow *self,
         gint64                  author,
         const char             *name)
{
  g_autofree char *first = NULL;

  if (author == 0 || name == NULL)
    return NULL;
  if (author == callout_session_get_person_id (self->session))
    return g_strdup (_("You:"));
  /* In a narrow list the first name is enough. */
  first = g_strndup (name, strcspn (name, " "));
  /* Translators: who said what follows */
  return g_strdup_printf (_("%s:"), first);
}

static void
show_head (CalloutConversationRow *self,
           gint64                  ticket,
           const char             *title,
           const char             *with,
           int                     thread,
           CalloutTime             at)
{
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_TICKET, ticket);
  g_autofree char *when = dup_when (self, at);

  gtk_label_set_text (self->title, title != NULL ? title : ref);
  adw_avatar_set_text (self->avatar, with != NULL ? with : title);
  gtk_widget_set_visible (self->lock, thread == CALLOUT_THREAD_WORKSPACE);
  gtk_label_set_text (self->time, when);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), ref);
}

static void
show_conversation (CalloutConversationRow *self,
                   CalloutConversation    *conversation)
{
  g_autofree char *draft = callout_drafts_dup (self->drafts, conversation->ticket, conversation->thread);
  g_autofree char *who = dup_who (self, conversation->last_author, conversation->last_author_name);
  g_autofree char *unread = g_strdup_printf ("%" G_GINT64_FORMAT, conversation->unread);
  g_autofree char *said = g_strdup_printf (ngettext ("%d unread message", "%d unread messages", (int) conversation->unread),
                                           (int) conversation->unread);

  show_head (self, conversation->ticket, conversation->title,
             conversation->contact_name != NULL ? conversation->contact_name : conversation->customer_name,
             conversation->thread, conversation->last_at);
  if (draft != NULL)
    show_line (self, _("Draft:"), draft, "");
  else
    show_line (self, who, conversation->last_text, describe_kind (conversation->last_kind, conversation->last_n_files));
  if (draft != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->who), "draft");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->who), "draft");
  gtk_label_set_text (self->unread, unread);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->unread), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->unread), conversation->unread > 0);
}

static void
show_hit (CalloutConversationRow *self,
          CalloutMessage         *message)
{
  g_autofree char *who = dup_who (self, message->author, message->author_name);

  show_head (self, message->ticket, message->title, message->author_name, message->thread,
             CALLOUT_ENTITY (message)->created_at);
  show_line (self, who, message->text, describe_kind (message->kind, message->n_files));
  gtk_widget_set_visible (GTK_WIDGET (self->unread), FALSE);
}

static void
drafts_cb (CalloutConversationRow *self,
           gint64                  ticket)
{
  CalloutEntity *entity = self->row != NULL ? callout_row_get_entity (self->row) : NULL;

  if (entity != NULL && CALLOUT_IS_CONVERSATION (entity) && CALLOUT_CONVERSATION (entity)->ticket == ticket)
    callout_conversation_row_show (self);
}

/* The living object stays the same while what it says changes. */
static void
entity_cb (CalloutConversationRow *self)
{
  CalloutEntity *entity = self->row != NULL ? callout_row_get_entity (self->row) : NULL;

  if (self->entity != NULL)
    g_signal_handlers_disconnect_by_data (self->entity, self);
  g_set_object (&self->entity, entity);
  if (entity != NULL)
    g_signal_connect_object (entity, "notify", G_CALLBACK (callout_conversation_row_show), self, G_CONNECT_SWAPPED);
  callout_conversation_row_show (self);
}

static void
callout_conversation_row_dispose (GObject *object)
{
  CalloutConversationRow *self = CALLOUT_CONVERSATION_ROW (object);

  callout_conversation_row_set (self, NULL);
  if (self->entity != NULL)
    g_signal_handlers_disconnect_by_data (self->entity, self);
  g_clear_object (&self->entity);
  g_clear_object (&self->session);
  g_clear_object (&self->drafts);
  g_clear_object (&self->highlight);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_conversation_row_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutConversationRow, child)

static void
callout_conversation_row_class_init (CalloutConversationRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_conversation_row_dispose;
  signals[SHOWN] = g_signal_new ("shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/messenger/callout-conversation-row.ui");
  BIND (box);
  BIND (avatar);
  BIND (lock);
  BIND (title);
  BIND (time);
  BIND (who);
  BIND (line);
  BIND (unread);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "conversation");
}

static void
callout_conversation_row_init (CalloutConversationRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
callout_conversation_row_new (CalloutSession   *session,
                              CalloutHighlight *highlight)
{
  CalloutConversationRow *self = g_object_new (CALLOUT_TYPE_CONVERSATION_ROW, NULL);

  self->session = g_object_ref (session);
  self->drafts = g_object_ref (callout_drafts_get_for (session));
  self->highlight = g_object_ref (highlight);
  g_signal_connect_object (self->drafts, "changed", G_CALLBACK (drafts_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * callout_conversation_row_set:
 * @row: (nullable): of a conversation, or of a message that was found
 */
void
callout_conversation_row_set (CalloutConversationRow *self,
                              CalloutRow             *row)
{
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_set_object (&self->row, row);
  if (row != NULL)
    g_signal_connect_object (row, "notify::entity", G_CALLBACK (entity_cb), self, G_CONNECT_SWAPPED);
  if (self->box != NULL)
    entity_cb (self);
}

/**
 * callout_conversation_row_get:
 *
 * Returns: (transfer none) (nullable)
 */
CalloutRow *
callout_conversation_row_get (CalloutConversationRow *self)
{
  return self->row;
}

/* As it is at this moment. */
void
callout_conversation_row_show (CalloutConversationRow *self)
{
  CalloutEntity *entity = self->row != NULL ? callout_row_get_entity (self->row) : NULL;

  gtk_widget_set_opacity (self->box, entity != NULL ? 1 : 0);
  if (entity != NULL && CALLOUT_IS_CONVERSATION (entity))
    show_conversation (self, CALLOUT_CONVERSATION (entity));
  else if (entity != NULL && CALLOUT_IS_MESSAGE (entity))
    show_hit (self, CALLOUT_MESSAGE (entity));
  if (entity != NULL)
    g_signal_emit (self, signals[SHOWN], 0);
}
