/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-history-pane.h"

#include "callout-format.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* How many are shown at first, and how many more with each press. */
#define SHOWN 8
#define SHOWN_MORE 50

struct _CalloutHistoryPane
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget      *box;
  GtkStack       *stack;
  GtkListBox     *list;
  GtkLabel       *problem;
  GtkButton      *more;

  /* Owned */
  CalloutSession *session;
  GCancellable   *cancellable;
  GPtrArray      *entries;

  CalloutKind     kind;
  gint64          id;
  guint           n_shown;
};

G_DEFINE_FINAL_TYPE (CalloutHistoryPane, callout_history_pane, GTK_TYPE_WIDGET)

static GtkWidget *
make_line (const char *text,
           const char *style_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  if (style_class != NULL)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, style_class);
    }
  return label;
}

/* Where a sentence ends with the reason, that has a line of its own here. */
static char *
dup_sentence (CalloutHistoryEntry *entry)
{
  const char *reason = entry->event->reason;
  g_autofree char *end = reason != NULL && *reason != '\0' ? g_strdup_printf (": %s", reason) : NULL;

  if (end != NULL && g_str_has_suffix (entry->sentence, end))
    return g_strndup (entry->sentence, strlen (entry->sentence) - strlen (end));
  return g_strdup (entry->sentence);
}

static void
add_entry (CalloutHistoryPane  *self,
           CalloutHistoryEntry *entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *row = gtk_list_box_row_new ();
  CalloutTime now = callout_clock_now ();
  g_autofree char *sentence = dup_sentence (entry);
  g_autofree char *when = callout_format_time (entry->event->at, callout_session_get_zone (self->session), now);
  g_autofree char *age = callout_format_age (MAX (now - entry->event->at, 0));
  g_autofree char *who_when =
    g_strjoin (" · ", entry->event->actor_name != NULL ? entry->event->actor_name : _("Automatically"), when, NULL);

  gtk_box_append (GTK_BOX (box), make_line (sentence, NULL));
  if (entry->event->reason != NULL && *entry->event->reason != '\0')
    {
      /* Translators: a reason somebody gave, quoted */
      g_autofree char *reason = g_strdup_printf (_("“%s”"), entry->event->reason);

      gtk_box_append (GTK_BOX (box), make_line (reason, "history-reason"));
    }
  gtk_box_append (GTK_BOX (box), make_line (who_when, "dim-label"));
  gtk_widget_set_tooltip_text (box, age);
  if (entry->event->undone_by != 0)
    gtk_widget_add_css_class (box, "undone");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->list, row);
}

static void
show_entries (CalloutHistoryPane *self)
{
  GtkWidget *row;
  guint n = self->entries->len;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < MIN (n, self->n_shown); i++)
    add_entry (self, g_ptr_array_index (self->entries, n - 1 - i));
  gtk_widget_set_visible (GTK_WIDGET (self->more), n > self->n_shown);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
}

static void
more_cb (CalloutHistoryPane *self)
{
  self->n_shown += SHOWN_MORE;
  show_entries (self);
}

static void
history_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = callout_workspace_history_finish (CALLOUT_WORKSPACE (object), result, &error);
  CalloutHistoryPane *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entries == NULL)
    {
      gtk_label_set_text (self->problem, error->message);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_steal_pointer (&entries);
  show_entries (self);
}

static void
load (CalloutHistoryPane *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->id == 0 || callout_session_get_person (self->session) == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  callout_workspace_history_async (callout_session_get_workspace (self->session),
                                   callout_session_get_person_id (self->session), self->kind, self->id,
                                   self->cancellable, history_cb, self);
}

static void
feed_cb (CalloutHistoryPane *self,
         CalloutFeed        *feed)
{
  for (guint i = 0; i < feed->touched->len; i++)
    {
      CalloutTouch *touch = &g_array_index (feed->touched, CalloutTouch, i);

      if (touch->kind == self->kind && touch->id == self->id)
        {
          load (self);
          return;
        }
    }
}

static void
callout_history_pane_dispose (GObject *object)
{
  CalloutHistoryPane *self = CALLOUT_HISTORY_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_history_pane_parent_class)->dispose (object);
}

static void
callout_history_pane_class_init (CalloutHistoryPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_history_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/widgets/callout-history-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutHistoryPane, box);
  gtk_widget_class_bind_template_child (widget_class, CalloutHistoryPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CalloutHistoryPane, list);
  gtk_widget_class_bind_template_child (widget_class, CalloutHistoryPane, problem);
  gtk_widget_class_bind_template_child (widget_class, CalloutHistoryPane, more);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_history_pane_init (CalloutHistoryPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->n_shown = SHOWN;
}

/**
 * callout_history_pane_set_session:
 *
 * To be called once.
 */
void
callout_history_pane_set_session (CalloutHistoryPane *self,
                                  CalloutSession     *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * callout_history_pane_set_target:
 * @id: 0 for nothing
 */
void
callout_history_pane_set_target (CalloutHistoryPane *self,
                                 CalloutKind         kind,
                                 gint64              id)
{
  if (self->kind == kind && self->id == id)
    return;
  self->kind = kind;
  self->id = id;
  self->n_shown = SHOWN;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  load (self);
}
