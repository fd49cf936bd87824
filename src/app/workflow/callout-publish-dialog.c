/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-publish-dialog.h"

#include "callout-dialog-fit.h"
#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

struct _CalloutPublishDialog
{
  AdwWindow            parent_instance;

  /* Template children */
  GtkButton           *publish;
  GtkLabel            *keep;
  GtkLabel            *heading;
  GtkListBox          *changes;
  GtkWidget           *note;
  GtkLabel            *problem;

  /* Owned */
  CalloutWorkflowDesk *desk;
  GCancellable        *cancellable;

  CalloutWorkflowSeen  seen;
};

G_DEFINE_FINAL_TYPE (CalloutPublishDialog, callout_publish_dialog, ADW_TYPE_WINDOW)

/**
 * callout_change_list_fill:
 * @sentences: (element-type utf8): as the model's comparison gives them
 */
void
callout_change_list_fill (GtkListBox *list,
                          GPtrArray  *sentences)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
  for (guint i = 0; i < sentences->len; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);
      g_autofree char *text = callout_text_lead (label, g_ptr_array_index (sentences, i));

      gtk_label_set_text (GTK_LABEL (label), text);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_widget_add_css_class (label, "change");
      gtk_list_box_append (list, label);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (gtk_widget_get_parent (label)), FALSE);
    }
}

static void
count_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;
  gint64 n = callout_workspace_count_finish (CALLOUT_WORKSPACE (object), result, &error);
  g_autofree char *text = NULL;
  CalloutPublishDialog *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    text = g_strdup (error->message);
  else if (n == 0)
    text = g_strdup (_("There are no open work orders."));
  else
    text = g_strdup_printf (ngettext ("%" PRId64 " open work order keeps the steps it was made with.",
                                      "%" PRId64 " open work orders keep the steps they were made with.", n), n);
  gtk_label_set_text (self->keep, text);
}

static void
count_open (CalloutPublishDialog *self)
{
  CalloutSession *session = callout_workflow_desk_get_session (self->desk);
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_WORK_ORDER);
  g_autoptr (GError) error = NULL;

  if (!callout_query_add_filter (query, "state!=closed and state!=cancelled", &error))
    {
      gtk_label_set_text (self->keep, error->message);
      return;
    }
  callout_workspace_count_async (callout_session_get_workspace (session), callout_session_get_person_id (session),
                                 query, self->cancellable, count_cb, self);
}

/* What is published is what is shown here, and no later edit of somebody else. */
static void
show_changes (CalloutPublishDialog *self)
{
  const CalloutWorkflowSnap *snap = callout_workflow_desk_get_snap (self->desk);
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *heading = NULL;

  if (snap == NULL || snap->draft == NULL)
    return;
  changes = callout_workflow_compare (snap->current_steps, snap->steps);
  heading = g_strdup_printf (ngettext ("%u change for new work orders", "%u changes for new work orders", changes->len),
                             changes->len);
  gtk_label_set_text (self->heading, heading);
  callout_change_list_fill (self->changes, changes);
  gtk_widget_set_visible (GTK_WIDGET (self->changes), changes->len > 0);
  self->seen = callout_workflow_desk_get_seen (self->desk);
}

static void
published_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (CalloutPublishDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity =
    callout_workflow_desk_run_finish (CALLOUT_WORKFLOW_DESK (object), result, &error);

  gtk_widget_set_sensitive (GTK_WIDGET (self->publish), TRUE);
  if (entity != NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_label_set_text (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
publish_cb (CalloutPublishDialog *self)
{
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note))));
  g_autoptr (CalloutArgs) args = callout_args_new ();

  if (*note != '\0')
    callout_args_add (args, "note", note);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  callout_workflow_desk_run_async (self->desk, "workflow.publish", NULL, args, &self->seen, published_cb,
                                   g_object_ref (self));
}

static void
cancel_cb (CalloutPublishDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
callout_publish_dialog_dispose (GObject *object)
{
  CalloutPublishDialog *self = CALLOUT_PUBLISH_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (callout_publish_dialog_parent_class)->dispose (object);
}

static void
callout_publish_dialog_class_init (CalloutPublishDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_publish_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/workflow/callout-publish-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutPublishDialog, publish);
  gtk_widget_class_bind_template_child (widget_class, CalloutPublishDialog, keep);
  gtk_widget_class_bind_template_child (widget_class, CalloutPublishDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, CalloutPublishDialog, changes);
  gtk_widget_class_bind_template_child (widget_class, CalloutPublishDialog, note);
  gtk_widget_class_bind_template_child (widget_class, CalloutPublishDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, publish_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
callout_publish_dialog_init (CalloutPublishDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

void
callout_publish_dialog_open (GtkWidget           *parent,
                             CalloutWorkflowDesk *desk)
{
  CalloutPublishDialog *self = g_object_new (CALLOUT_TYPE_PUBLISH_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (show_changes), self, G_CONNECT_SWAPPED);
  show_changes (self);
  count_open (self);
  callout_dialog_fit (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->note);
}
