/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-versions-dialog.h"

#include "callout-dialog-fit.h"
#include "callout-publish-dialog.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

struct _CalloutVersionsDialog
{
  AdwWindow            parent_instance;

  /* Template children */
  AdwComboRow         *older;
  AdwComboRow         *newer;
  GtkLabel            *summary;
  GtkListBox          *changes;
  GtkListBox          *versions;
  GtkLabel            *problem;

  /* Owned */
  CalloutWorkflowDesk *desk;
  GPtrArray           *choices;    /* of CalloutWorkflow, the newest first, the draft before all */
  GPtrArray           *older_steps;
  GPtrArray           *newer_steps;
  GCancellable        *cancellable;

  gboolean             filling;
};

G_DEFINE_FINAL_TYPE (CalloutVersionsDialog, callout_versions_dialog, ADW_TYPE_WINDOW)

static char *
dup_name (CalloutWorkflow *workflow)
{
  return callout_workflow_is_draft (workflow) ? g_strdup (_("Draft"))
                                              : g_strdup_printf (_("Version %" PRId64), workflow->number);
}

/* Comparing */

static void
show_changes (CalloutVersionsDialog *self)
{
  g_autoptr (GPtrArray) changes = NULL;

  if (self->older_steps == NULL || self->newer_steps == NULL)
    return;
  changes = callout_workflow_compare (self->older_steps, self->newer_steps);
  gtk_label_set_text (self->summary, changes->len == 0 ? _("There is no difference between the two") : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary), changes->len == 0);
  callout_change_list_fill (self->changes, changes);
  gtk_widget_set_visible (GTK_WIDGET (self->changes), changes->len > 0);
}

static void
show_problem (CalloutVersionsDialog *self,
              const char            *sentence)
{
  gtk_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static gboolean
take_steps (CalloutVersionsDialog  *self,
            GObject                *object,
            GAsyncResult           *result,
            GPtrArray             **place)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *steps = callout_workflow_desk_steps_finish (CALLOUT_WORKFLOW_DESK (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  if (steps == NULL)
    {
      show_problem (self, error->message);
      return FALSE;
    }
  g_clear_pointer (place, g_ptr_array_unref);
  *place = steps;
  return TRUE;
}

static void
older_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutVersionsDialog) self = data;

  if (take_steps (self, object, result, &self->older_steps))
    show_changes (self);
}

static void
newer_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutVersionsDialog) self = data;

  if (take_steps (self, object, result, &self->newer_steps))
    show_changes (self);
}

static void
read_steps (CalloutVersionsDialog *self,
            AdwComboRow           *row,
            GAsyncReadyCallback    callback)
{
  guint nth = adw_combo_row_get_selected (row);

  if (nth < self->choices->len)
    callout_workflow_desk_steps_async (self->desk, callout_entity_get_id (g_ptr_array_index (self->choices, nth)),
                                       self->cancellable, callback, g_object_ref (self));
}

/* What is asked last is what is shown. */
static void
compare_cb (CalloutVersionsDialog *self)
{
  if (self->filling || self->choices == NULL || self->desk == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->older_steps, g_ptr_array_unref);
  g_clear_pointer (&self->newer_steps, g_ptr_array_unref);
  read_steps (self, self->older, older_cb);
  read_steps (self, self->newer, newer_cb);
}

/* Taking up */

static void
taken_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutVersionsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity =
    callout_workflow_desk_run_finish (CALLOUT_WORKFLOW_DESK (object), result, &error);

  if (entity != NULL)
    gtk_window_close (GTK_WINDOW (self));
  else
    show_problem (self, error->message);
}

static void
take_up_cb (CalloutVersionsDialog *self,
            GtkWidget             *button)
{
  const char *ref = g_object_get_data (G_OBJECT (button), "callout-ref");

  callout_workflow_desk_run_async (self->desk, "workflow.take-up", ref, NULL, NULL, taken_cb, g_object_ref (self));
}

/* The list */

static char *
describe (CalloutVersionsDialog *self,
          CalloutWorkflow       *workflow)
{
  g_autofree char *when = callout_workflow_desk_dup_day (self->desk, workflow->published_at);
  g_autoptr (GString) text = g_string_new (NULL);

  if (workflow->published_by_name != NULL)
    /* Translators: when a version was published, and by whom */
    g_string_printf (text, _("Published %s by %s"), when, workflow->published_by_name);
  else if (workflow->published_at != 0)
    /* Translators: when a version was published */
    g_string_printf (text, _("Published %s"), when);
  else
    g_string_assign (text, _("The workflow every house begins with"));
  if (workflow->note != NULL)
    g_string_append_printf (text, "\n%s", workflow->note);
  return g_markup_escape_text (text->str, -1);
}

static GtkWidget *
make_row (CalloutVersionsDialog *self,
          CalloutWorkflow       *workflow)
{
  const CalloutWorkflowSnap *snap = callout_workflow_desk_get_snap (self->desk);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_("Take Up as New Draft"));
  g_autofree char *name = dup_name (workflow);
  g_autofree char *text = describe (self, workflow);
  g_autofree char *spoken = g_strdup_printf (_("Take up %s as new draft"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, snap->draft == NULL);
  if (snap->draft != NULL)
    gtk_widget_set_tooltip_text (button, _("There is a draft; publish or discard it first"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (button), "callout-ref", callout_entity_dup_ref (CALLOUT_ENTITY (workflow)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (take_up_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
fill (CalloutVersionsDialog *self)
{
  const CalloutWorkflowSnap *snap = callout_workflow_desk_get_snap (self->desk);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->versions))) != NULL)
    gtk_list_box_remove (self->versions, row);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->choices = g_ptr_array_new_with_free_func (g_object_unref);
  if (snap->draft != NULL)
    g_ptr_array_add (self->choices, g_object_ref (snap->draft));
  for (guint i = 0; i < snap->workflows->len; i++)
    {
      g_ptr_array_add (self->choices, g_object_ref (g_ptr_array_index (snap->workflows, i)));
      gtk_list_box_append (self->versions, make_row (self, g_ptr_array_index (snap->workflows, i)));
    }
  for (guint i = 0; i < self->choices->len; i++)
    {
      g_autofree char *name = dup_name (g_ptr_array_index (self->choices, i));

      gtk_string_list_append (names, name);
    }
  self->filling = TRUE;
  adw_combo_row_set_model (self->older, G_LIST_MODEL (names));
  adw_combo_row_set_model (self->newer, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->newer, 0);
  adw_combo_row_set_selected (self->older, self->choices->len > 1 ? 1 : 0);
  self->filling = FALSE;
  compare_cb (self);
}

static void
close_cb (CalloutVersionsDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
callout_versions_dialog_dispose (GObject *object)
{
  CalloutVersionsDialog *self = CALLOUT_VERSIONS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->older_steps, g_ptr_array_unref);
  g_clear_pointer (&self->newer_steps, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_versions_dialog_parent_class)->dispose (object);
}

static void
callout_versions_dialog_class_init (CalloutVersionsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_versions_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/workflow/callout-versions-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutVersionsDialog, older);
  gtk_widget_class_bind_template_child (widget_class, CalloutVersionsDialog, newer);
  gtk_widget_class_bind_template_child (widget_class, CalloutVersionsDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, CalloutVersionsDialog, changes);
  gtk_widget_class_bind_template_child (widget_class, CalloutVersionsDialog, versions);
  gtk_widget_class_bind_template_child (widget_class, CalloutVersionsDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, compare_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
callout_versions_dialog_init (CalloutVersionsDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
callout_versions_dialog_open (GtkWidget           *parent,
                              CalloutWorkflowDesk *desk)
{
  CalloutVersionsDialog *self = g_object_new (CALLOUT_TYPE_VERSIONS_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  fill (self);
  callout_dialog_fit (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}
