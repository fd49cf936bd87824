/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-work-dialog.h"

#include <glib/gi18n-lib.h>

/* What technicians say most; the last stands for whatever else there is. */
static const char *const refusals[] = {
  N_("No time"),
  N_("Too far away"),
  N_("Lacks the skill or the permit"),
  N_("Lacks the tool or the part"),
  N_("Another reason"),
  NULL
};

static const char *const hindrances[] = {
  N_("Nobody was there"),
  N_("No access to the place"),
  N_("A part is missing"),
  N_("It was no longer needed"),
  N_("It was not safe"),
  N_("Another reason"),
  NULL
};

#define WIDTH 440

struct _CalloutWorkDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkButton         *cancel;
  GtkButton         *give;
  GtkWidget         *form;
  GtkLabel          *explanation;
  GtkWidget         *outcomes;
  AdwActionRow      *completed_row;
  GtkCheckButton    *completed;
  AdwActionRow      *not_performed_row;
  GtkCheckButton    *not_performed;
  GtkWidget         *why;
  GtkListBox        *reasons;
  AdwEntryRow       *text;
  GtkLabel          *problem;

  /* Owned */
  CalloutSession    *session;
  CalloutPosition   *position;  /* of the device, where a step is reported */
  CalloutWorkOrder  *work_order;
  CalloutStep       *step;      /* that ends it; NULL: it is refused */
  GPtrArray         *checks;    /* of GtkCheckButton: one for each reason */

  const char *const *words;
  int                width;
  gboolean           running;
};

G_DEFINE_FINAL_TYPE (CalloutWorkDialog, callout_work_dialog, ADW_TYPE_WINDOW)

static gboolean
asks_why (CalloutWorkDialog *self)
{
  return self->step == NULL || gtk_check_button_get_active (self->not_performed);
}

/* In words, and more where more was typed; NULL: nothing was said yet. */
static char *
dup_reason (CalloutWorkDialog *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text))));

  for (guint i = 0; i < self->checks->len; i++)
    {
      if (!gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
        continue;
      if (self->words[i + 1] != NULL && *text != '\0')
        /* Translators: a reason from the list, and more about it in somebody's own words */
        return g_strdup_printf (_("%s: %s"), _(self->words[i]), text);
      if (self->words[i + 1] != NULL)
        return g_strdup (_(self->words[i]));
    }
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static gboolean
is_complete (CalloutWorkDialog *self)
{
  g_autofree char *reason = dup_reason (self);

  if (self->running)
    return FALSE;
  return asks_why (self) ? reason != NULL : gtk_check_button_get_active (self->completed);
}

static void
changed_cb (CalloutWorkDialog *self)
{
  /* Rows tell of being taken down, too. */
  if (self->session == NULL)
    return;
  if (gtk_widget_get_visible (self->why) != asks_why (self))
    {
      gtk_widget_set_visible (self->why, asks_why (self));
      gtk_window_set_default_size (GTK_WINDOW (self), self->width, -1);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->give), is_complete (self));
}

static void
set_running (CalloutWorkDialog *self,
             gboolean           running)
{
  self->running = running;
  gtk_widget_set_sensitive (self->form, !running);
  gtk_widget_set_sensitive (GTK_WIDGET (self->give), is_complete (self));
}

static void
given_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutWorkDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_session_run_finish (CALLOUT_SESSION (object), result, &error);

  set_running (self, FALSE);
  if (entity != NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_label_set_text (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
give_cb (CalloutWorkDialog *self)
{
  g_autoptr (CalloutArgs) args = callout_args_new ();
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (self->work_order));
  g_autofree char *reason = asks_why (self) ? dup_reason (self) : NULL;
  g_autofree char *said = NULL;

  if (!is_complete (self))
    return;
  if (self->step != NULL)
    {
      gboolean performed = gtk_check_button_get_active (self->completed);

      callout_args_add (args, "step", self->step->key);
      callout_position_add_to (self->position, args);
      callout_args_add (args, "outcome", callout_enum_key (CALLOUT_TYPE_OUTCOME,
                                                           performed ? CALLOUT_OUTCOME_COMPLETED
                                                                     : CALLOUT_OUTCOME_NOT_PERFORMED));
      said = g_strdup_printf (performed ? _("%s closed as completed") : _("%s closed as not performed"), ref);
    }
  if (reason != NULL)
    callout_args_add (args, "reason", reason);
  set_running (self, TRUE);
  callout_session_run_saying_async (self->session, self->step != NULL ? "work-order.step" : "work-order.reject", ref, args,
                                    CALLOUT_ENTITY (self->work_order)->version, said, NULL, given_cb,
                                    g_object_ref (self));
}

static void
callout_work_dialog_dispose (GObject *object)
{
  CalloutWorkDialog *self = CALLOUT_WORK_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->position);
  g_clear_object (&self->work_order);
  g_clear_object (&self->step);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_work_dialog_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutWorkDialog, child)

static void
callout_work_dialog_class_init (CalloutWorkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_work_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/work/callout-work-dialog.ui");
  BIND (cancel);
  BIND (give);
  BIND (form);
  BIND (explanation);
  BIND (outcomes);
  BIND (completed_row);
  BIND (completed);
  BIND (not_performed_row);
  BIND (not_performed);
  BIND (why);
  BIND (reasons);
  BIND (text);
  BIND (problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, give_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
callout_work_dialog_init (CalloutWorkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->checks = g_ptr_array_new ();
}

static void
add_reasons (CalloutWorkDialog *self)
{
  for (guint i = 0; self->words[i] != NULL; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();

      if (i > 0)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (check), g_ptr_array_index (self->checks, 0));
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, _(self->words[i]), -1);
      g_signal_connect_object (check, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(self->words[i]));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      g_ptr_array_add (self->checks, check);
      gtk_list_box_append (self->reasons, row);
    }
}

static void
name_outcome (AdwActionRow   *row,
              GtkCheckButton *check,
              CalloutOutcome  outcome)
{
  const char *label = callout_enum_label (CALLOUT_TYPE_OUTCOME, outcome);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
open_dialog (GtkWidget        *parent,
             CalloutSession   *session,
             CalloutPosition  *position,
             CalloutWorkOrder *work_order,
             CalloutStep      *step,
             const char       *explanation)
{
  CalloutWorkDialog *self = g_object_new (CALLOUT_TYPE_WORK_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);
  const char *label = step != NULL ? step->label : callout_command_get_label (callout_commands_find ("work-order.reject"));
  g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (work_order));
  /* Translators: what a dialog does, and to what: “Route to Group – WO-12” */
  g_autofree char *title = g_strdup_printf (_("%s – %s"), label, ref);

  self->session = g_object_ref (session);
  g_set_object (&self->position, position);
  self->work_order = g_object_ref (work_order);
  self->step = step != NULL ? g_object_ref (step) : NULL;
  self->words = step != NULL ? hindrances : refusals;
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_button_set_label (self->give, step != NULL ? label : _("Reject"));
  gtk_widget_add_css_class (GTK_WIDGET (self->give), step != NULL ? "suggested-action" : "destructive-action");
  gtk_label_set_text (self->explanation, explanation);
  gtk_widget_set_visible (self->outcomes, step != NULL);
  name_outcome (self->completed_row, self->completed, CALLOUT_OUTCOME_COMPLETED);
  name_outcome (self->not_performed_row, self->not_performed, CALLOUT_OUTCOME_NOT_PERFORMED);
  add_reasons (self);
  changed_cb (self);
  /* On a phone it is a page of its own. */
  self->width = MIN (WIDTH, MAX (gtk_widget_get_width (GTK_WIDGET (gtk_widget_get_root (parent))), 320));
  gtk_window_set_default_size (GTK_WINDOW (self), self->width, -1);
  if (self->width < WIDTH)
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_child_focus (self->form, GTK_DIR_TAB_FORWARD);
}

/**
 * callout_work_dialog_reject:
 * @parent: a widget in the window it belongs to
 * @part: of the person who refuses it
 *
 * Asks why, and rejects.
 */
void
callout_work_dialog_reject (GtkWidget        *parent,
                            CalloutSession   *session,
                            CalloutWorkOrder *work_order,
                            CalloutPart       part)
{
  open_dialog (parent, session, NULL, work_order, NULL,
               part == CALLOUT_PART_COLLABORATOR ? _("You are taken off it; the lead keeps it.")
                                                 : _("It goes back to whoever assigned it, with your reason."));
}

/**
 * callout_work_dialog_end:
 * @step: the one that ends it
 *
 * Asks what came of it, and reports the step.
 */
void
callout_work_dialog_end (GtkWidget        *parent,
                         CalloutSession   *session,
                         CalloutPosition  *position,
                         CalloutWorkOrder *work_order,
                         CalloutStep      *step)
{
  open_dialog (parent, session, position, work_order, step,
               _("What came of it? A closed work order is not taken up again."));
}
