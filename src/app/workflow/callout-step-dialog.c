/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-step-dialog.h"

#include "callout-dialog-fit.h"
#include "callout-error.h"
#include "callout-icon-chooser.h"
#include "callout-lanes.h"
#include "callout-milestone-line.h"

#include <glib/gi18n-lib.h>

struct _CalloutStepDialog
{
  AdwWindow             parent_instance;

  /* Template children */
  GtkButton            *save;
  GtkLabel             *hint;
  CalloutMilestoneLine *line;
  GtkWidget            *name;
  GtkWidget            *description;
  CalloutIconChooser   *icon;
  AdwComboRow          *status;
  GtkSwitch            *original_name;
  GtkSwitch            *original_icon;
  GtkLabel             *problem;

  /* Owned */
  CalloutWorkflowDesk  *desk;
  CalloutStep          *step;      /* as it was; a new one has no key */

  CalloutWorkflowSeen   seen;
  gboolean              fresh;     /* to be made */
  gboolean              running;
};

G_DEFINE_FINAL_TYPE (CalloutStepDialog, callout_step_dialog, ADW_TYPE_WINDOW)

/* The key a step has while it is only being thought of. */
#define PREVIEW_KEY "."

static char *
text_of (GtkWidget *row)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static int
chosen_status (CalloutStepDialog *self)
{
  return self->fresh ? (int) callout_lane_status (adw_combo_row_get_selected (self->status)) : self->step->portal_status;
}

/* The step as it would be. */
static CalloutStep *
imagine (CalloutStepDialog *self)
{
  CalloutStep *step = CALLOUT_STEP (callout_entity_copy (CALLOUT_ENTITY (self->step)));

  g_free (step->label);
  g_free (step->icon);
  step->label = text_of (self->name);
  if (step->label == NULL)
    step->label = g_strdup (_("New Step"));
  step->icon = g_strdup (callout_icon_chooser_get_icon (self->icon));
  step->show_original_name = gtk_switch_get_active (self->original_name);
  step->show_original_icon = gtk_switch_get_active (self->original_icon);
  if (step->key == NULL)
    step->key = g_strdup (PREVIEW_KEY);
  return step;
}

static GPtrArray *
imagine_line (CalloutStepDialog *self,
              CalloutStep       *step)
{
  GPtrArray *steps = callout_workflow_desk_get_snap (self->desk)->steps;
  GPtrArray *line;

  if (self->fresh)
    return callout_workflow_insert (steps, step, chosen_status (self), CALLOUT_WORKFLOW_END);
  line = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < steps->len; i++)
    {
      CalloutStep *other = g_ptr_array_index (steps, i);

      g_ptr_array_add (line, g_object_ref (g_str_equal (other->key, step->key) ? step : other));
    }
  return line;
}

static void
show_hint (CalloutStepDialog *self,
           CalloutStep       *step)
{
  g_autofree char *text = NULL;

  if (step->branch)
    text = g_strdup (_("A rejected work order goes back to be reassigned; the customer is shown no step."));
  else if (chosen_status (self) == CALLOUT_PORTAL_STATUS_TRAY)
    text = g_strdup (_("In the tray, a step changes nothing of what the customer sees."));
  else
    /* Translators: %s is a workflow step's name */
    text = g_strdup_printf (_("What the customer sees when “%s” has been reported"), step->label);
  gtk_label_set_text (self->hint, text);
}

/* The result, live: computed by what computes it for the customer, too. */
static void
show_preview (CalloutStepDialog *self)
{
  const CalloutWorkflowSnap *snap = callout_workflow_desk_get_snap (self->desk);
  g_autoptr (CalloutStep) step = imagine (self);
  g_autoptr (GPtrArray) line = imagine_line (self, step);
  g_autoptr (CalloutCustomerFacts) facts = callout_customer_facts_sample (line, step->branch ? NULL : step->key);
  g_autoptr (CalloutCustomerView) view = NULL;

  callout_customer_facts_set_statuses (facts, snap->statuses, snap->labels, callout_workflow_desk_get_language ());
  view = callout_customer_view_new (facts);
  callout_milestone_line_show (self->line, callout_workflow_desk_get_icons (self->desk), view->chat_portal, NULL);
  show_hint (self, step);
}

static void
show_problem (CalloutStepDialog *self,
              const char        *sentence)
{
  if (sentence != NULL)
    gtk_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

/* What the command would say of the name is said while it is typed. */
static void
check_name (CalloutStepDialog *self)
{
  g_autofree char *label = text_of (self->name);
  g_autoptr (GError) error = NULL;
  gboolean fit = callout_workflow_check_label (callout_workflow_desk_get_snap (self->desk)->steps, self->step->key,
                                               label, &error);

  if (fit)
    gtk_widget_remove_css_class (self->name, "error");
  else if (label != NULL)
    gtk_widget_add_css_class (self->name, "error");
  show_problem (self, fit || label == NULL ? NULL : error->message);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), fit && !self->running);
}

static void
changed_cb (CalloutStepDialog *self)
{
  /* Rows tell of being taken down, too. */
  if (self->desk == NULL || callout_workflow_desk_get_snap (self->desk) == NULL)
    return;
  check_name (self);
  show_preview (self);
}

/* Saving */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutStepDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity =
    callout_workflow_desk_run_finish (CALLOUT_WORKFLOW_DESK (object), result, &error);

  self->running = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), TRUE);
  if (entity != NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  show_problem (self, error->message);
  /* Who has been told what changed, and saves again, means it. */
  if (g_error_matches (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT))
    self->seen = (CalloutWorkflowSeen) { 0, 0 };
}

static void
add_text (CalloutArgs *args,
          const char  *name,
          const char  *before,
          const char  *after)
{
  if (g_strcmp0 (before, after) != 0)
    callout_args_add (args, name, after != NULL ? after : "");
}

static void
add_flag (CalloutArgs *args,
          const char  *name,
          gboolean     before,
          gboolean     after)
{
  if (!before != !after)
    callout_args_add (args, name, after ? "true" : "false");
}

/* Only what is different is sent: what somebody else changed meanwhile stays. */
static CalloutArgs *
collect (CalloutStepDialog *self)
{
  CalloutArgs *args = callout_args_new ();
  g_autofree char *label = text_of (self->name);
  g_autofree char *description = text_of (self->description);
  const char *file_name;
  GBytes *file = callout_icon_chooser_get_file (self->icon, &file_name);

  add_text (args, "label", self->step->label, label);
  add_text (args, "description", self->step->description, description);
  if (file != NULL)
    callout_args_add_file (args, "icon_file", file, file_name);
  else
    add_text (args, "icon", self->step->icon, callout_icon_chooser_get_icon (self->icon));
  if (self->fresh)
    {
      callout_args_add (args, "status", callout_enum_key (CALLOUT_TYPE_PORTAL_STATUS, chosen_status (self)));
      return args;
    }
  add_flag (args, "show_original_name", self->step->show_original_name, gtk_switch_get_active (self->original_name));
  add_flag (args, "show_original_icon", self->step->show_original_icon, gtk_switch_get_active (self->original_icon));
  return args;
}

static void
save_cb (CalloutStepDialog *self)
{
  g_autoptr (CalloutArgs) args = NULL;

  if (self->running || !gtk_widget_get_sensitive (GTK_WIDGET (self->save)))
    return;
  args = collect (self);
  if (callout_args_get_size (args) == 0)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  self->running = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), FALSE);
  callout_workflow_desk_run_async (self->desk, self->fresh ? "workflow.add-step" : "workflow.edit-step",
                                   self->step->key, args, &self->seen, saved_cb, g_object_ref (self));
}

static void
cancel_cb (CalloutStepDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
callout_step_dialog_dispose (GObject *object)
{
  CalloutStepDialog *self = CALLOUT_STEP_DIALOG (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->step);
  G_OBJECT_CLASS (callout_step_dialog_parent_class)->dispose (object);
}

static void
callout_step_dialog_class_init (CalloutStepDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_step_dialog_dispose;
  g_type_ensure (CALLOUT_TYPE_ICON_CHOOSER);
  g_type_ensure (CALLOUT_TYPE_MILESTONE_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/workflow/callout-step-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutStepDialog, save);
  gtk_widget_class_bind_template_child (widget_class, CalloutStepDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, CalloutStepDialog, line);
  gtk_widget_class_bind_template_child (widget_class, CalloutStepDialog, name);
  gtk_widget_class_bind_template_child (widget_class, CalloutStepDialog, description);
  gtk_widget_class_bind_template_child (widget_class, CalloutStepDialog, icon);
  gtk_widget_class_bind_template_child (widget_class, CalloutStepDialog, status);
  gtk_widget_class_bind_template_child (widget_class, CalloutStepDialog, original_name);
  gtk_widget_class_bind_template_child (widget_class, CalloutStepDialog, original_icon);
  gtk_widget_class_bind_template_child (widget_class, CalloutStepDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
callout_step_dialog_init (CalloutStepDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_statuses (CalloutStepDialog *self)
{
  const CalloutWorkflowSnap *snap = callout_workflow_desk_get_snap (self->desk);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint lane = 0; lane < CALLOUT_LANE_TRAY; lane++)
    {
      const char *key = callout_portal_status_key (callout_lane_status (lane));
      CalloutStatus *status = callout_workflow_desk_find_status (self->desk, key);
      g_autofree char *label = status != NULL
                                 ? callout_status_dup_label (status, snap->labels, callout_workflow_desk_get_language ())
                                 : g_strdup (callout_status_builtin_label (key));

      gtk_string_list_append (names, label);
    }
  gtk_string_list_append (names, _("Tray"));
  adw_combo_row_set_model (self->status, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->status, callout_lane_of_status (self->step->portal_status));
}

static CalloutStepDialog *
open_dialog (GtkWidget           *parent,
             CalloutWorkflowDesk *desk,
             CalloutStep         *step,
             gboolean             fresh)
{
  CalloutStepDialog *self = g_object_new (CALLOUT_TYPE_STEP_DIALOG, NULL);

  self->step = g_object_ref (step);
  self->seen = callout_workflow_desk_get_seen (desk);
  self->fresh = fresh;
  gtk_editable_set_text (GTK_EDITABLE (self->name), step->label != NULL ? step->label : "");
  gtk_editable_set_text (GTK_EDITABLE (self->description), step->description != NULL ? step->description : "");
  gtk_switch_set_active (self->original_name, step->show_original_name);
  gtk_switch_set_active (self->original_icon, step->show_original_icon);
  callout_icon_chooser_set (self->icon, callout_workflow_desk_get_icons (desk), step->icon);
  gtk_widget_set_visible (GTK_WIDGET (self->status), fresh);
  self->desk = g_object_ref (desk);
  if (fresh)
    fill_statuses (self);
  changed_cb (self);
  callout_dialog_fit (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

/**
 * callout_step_dialog_configure:
 * @rename: whether the name is what shall be typed
 */
void
callout_step_dialog_configure (GtkWidget           *parent,
                               CalloutWorkflowDesk *desk,
                               CalloutStep         *step,
                               gboolean             rename)
{
  CalloutStepDialog *self = open_dialog (parent, desk, step, FALSE);
  /* Translators: %s is a workflow step's name */
  g_autofree char *title = g_strdup_printf (_("Configuration of %s"), step->label);

  gtk_window_set_title (GTK_WINDOW (self), title);
  if (rename)
    gtk_widget_grab_focus (self->name);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->original_name));
}

/**
 * callout_step_dialog_add:
 * @status: under which it stands at first
 */
void
callout_step_dialog_add (GtkWidget           *parent,
                         CalloutWorkflowDesk *desk,
                         int                  status)
{
  g_autoptr (CalloutStep) step = g_object_new (CALLOUT_TYPE_STEP, NULL);
  CalloutStepDialog *self;

  step->portal_status = status;
  self = open_dialog (parent, desk, step, TRUE);
  gtk_window_set_title (GTK_WINDOW (self), _("New Step"));
  gtk_button_set_label (self->save, _("Add"));
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->original_name), GTK_TYPE_LIST_BOX), FALSE);
  gtk_widget_grab_focus (self->name);
}
