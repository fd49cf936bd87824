/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-inbox-row.h"

#include "callout-format.h"
#include "callout-notify-rules.h"

#include <glib/gi18n-lib.h>

struct _CalloutInboxRow
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget           *box;
  GtkWidget           *dot;
  GtkLabel            *sentence;
  GtkLabel            *title;
  GtkLabel            *when;

  /* Owned */
  CalloutSession      *session;
  CalloutRow          *row;
  CalloutNotification *notification;
  GCancellable        *cancellable; /* (nullable): what it is about is looked up */
};

G_DEFINE_FINAL_TYPE (CalloutInboxRow, callout_inbox_row, GTK_TYPE_WIDGET)

static void
show_when (CalloutInboxRow *self)
{
  CalloutTime now = callout_clock_now ();
  g_autofree char *age = NULL;
  g_autofree char *whole = NULL;

  if (self->notification == NULL)
    return;
  age = callout_format_age (MAX (now - self->notification->told_at, 0));
  whole = callout_format_time (self->notification->told_at, callout_session_get_zone (self->session), now);
  gtk_label_set_text (self->when, age);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->when), whole);
}

static char *
dup_sentence (CalloutNotification *notification)
{
  g_autofree char *sentence = callout_notification_dup_sentence (notification, TRUE);
  guint times = callout_notification_count_times (notification);

  if (times == 1)
    return g_steal_pointer (&sentence);
  /* Translators: something that was told, and how often: “There is an update on T-7 (3 times)” */
  return g_strdup_printf (ngettext ("%s (%u time)", "%s (%u times)", times), sentence, times);
}

static void
show (CalloutInboxRow *self)
{
  CalloutNotification *notification = self->notification;
  g_autofree char *sentence = NULL;
  gboolean unread;

  gtk_widget_set_opacity (self->box, notification != NULL ? 1 : 0);
  if (notification == NULL)
    return;
  unread = notification->read_at == 0;
  sentence = dup_sentence (notification);
  gtk_label_set_text (self->sentence, sentence);
  gtk_widget_set_opacity (self->dot, unread ? 1 : 0);
  if (unread)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unread");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unread");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->dot), GTK_ACCESSIBLE_STATE_HIDDEN, !unread, -1);
  show_when (self);
}

static void
about_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_get_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutInboxRow *self = data;
  const char *title = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (CALLOUT_IS_TICKET (entity))
    title = CALLOUT_TICKET (entity)->title;
  else if (CALLOUT_IS_WORK_ORDER (entity))
    title = CALLOUT_WORK_ORDER (entity)->title;
  gtk_label_set_text (self->title, title != NULL ? title : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
}

static void
forget_title (CalloutInboxRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_label_set_text (self->title, "");
}

/* As far as the person may see it now: who was withdrawn reads the number alone. */
static void
ask_title (CalloutInboxRow *self)
{
  CalloutNotification *notification = self->notification;

  forget_title (self);
  if (notification == NULL || notification->target_ref == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  callout_workspace_get_async (callout_session_get_workspace (self->session), callout_session_get_person_id (self->session),
                               notification->kind, notification->target_ref, self->cancellable, about_cb, self);
}

static void
entity_cb (CalloutInboxRow *self)
{
  CalloutEntity *entity = self->row != NULL ? callout_row_get_entity (self->row) : NULL;

  if (self->notification != NULL && CALLOUT_ENTITY (self->notification) != entity)
    g_signal_handlers_disconnect_by_func (self->notification, show, self);
  if (g_set_object (&self->notification, (CalloutNotification *) entity))
    {
      if (entity != NULL)
        g_signal_connect_object (entity, "notify", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
      ask_title (self);
    }
  show (self);
}

static void
callout_inbox_row_dispose (GObject *object)
{
  CalloutInboxRow *self = CALLOUT_INBOX_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->notification);
  g_clear_object (&self->row);
  g_clear_object (&self->session);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_inbox_row_parent_class)->dispose (object);
}

static void
callout_inbox_row_class_init (CalloutInboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_inbox_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/inbox/callout-inbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutInboxRow, box);
  gtk_widget_class_bind_template_child (widget_class, CalloutInboxRow, dot);
  gtk_widget_class_bind_template_child (widget_class, CalloutInboxRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, CalloutInboxRow, title);
  gtk_widget_class_bind_template_child (widget_class, CalloutInboxRow, when);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "inboxrow");
}

static void
callout_inbox_row_init (CalloutInboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
callout_inbox_row_new (CalloutSession *session)
{
  CalloutInboxRow *self = g_object_new (CALLOUT_TYPE_INBOX_ROW, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "tick", G_CALLBACK (show_when), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * callout_inbox_row_set_row:
 * @row: (nullable): the place in the list
 */
void
callout_inbox_row_set_row (CalloutInboxRow *self,
                           CalloutRow      *row)
{
  if (self->row == row)
    return;
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_func (self->row, entity_cb, self);
  g_set_object (&self->row, row);
  if (row != NULL)
    g_signal_connect_object (row, "notify::entity", G_CALLBACK (entity_cb), self, G_CONNECT_SWAPPED);
  entity_cb (self);
}
