/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workflow-view.h"

#include "callout-customer-strip.h"
#include "callout-publish-dialog.h"
#include "callout-status-dialog.h"
#include "callout-step-dialog.h"
#include "callout-versions-dialog.h"
#include "callout-width-bin.h"
#include "callout-workflow-board.h"
#include "callout-workflow-desk.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

struct _CalloutWorkflowView
{
  CalloutView           parent_instance;

  /* Template children */
  GtkStack             *stack;
  AdwStatusPage        *problem;
  CalloutWidthBin      *width_bin;
  GtkRevealer          *notice_revealer;
  GtkLabel             *notice;
  GtkLabel             *state;
  GtkLabel             *changes;
  GtkWidget            *redo;
  GtkWidget            *discard;
  GtkWidget            *publish;
  GtkScrolledWindow    *scroller;
  CalloutWorkflowBoard *board;
  GtkLabel             *announcement;
  CalloutCustomerStrip *strip;

  /* Owned */
  CalloutWorkflowDesk  *desk;
  char                 *focus_key; /* (nullable): whose card shall have the focus when it is there */
};

G_DEFINE_FINAL_TYPE (CalloutWorkflowView, callout_workflow_view, CALLOUT_TYPE_VIEW)

static CalloutSession *
session_of (CalloutWorkflowView *self)
{
  return callout_view_get_session (CALLOUT_VIEW (self));
}

/* What is shown */

static void
show_notice (CalloutWorkflowView *self,
             const char          *sentence)
{
  gtk_label_set_text (self->notice, sentence);
  gtk_revealer_set_reveal_child (self->notice_revealer, TRUE);
}

static void
close_notice_cb (CalloutWorkflowView *self)
{
  gtk_revealer_set_reveal_child (self->notice_revealer, FALSE);
}

static void
show_draft (CalloutWorkflowView       *self,
            const CalloutWorkflowSnap *snap)
{
  g_autoptr (GPtrArray) changes = callout_workflow_compare (snap->current_steps, snap->steps);
  g_autofree char *state = NULL;
  g_autofree char *count = NULL;

  /* Translators: the workflow's draft, and the number of the version it was taken from */
  state = g_strdup_printf (_("Draft based on version %" PRId64), snap->draft->base_number);
  count = changes->len == 0 ? g_strdup (_("No changes"))
                            : g_strdup_printf (ngettext ("%u change", "%u changes", changes->len), changes->len);
  g_ptr_array_add (changes, NULL);
  gtk_label_set_text (self->state, state);
  gtk_label_set_text (self->changes, count);
  if (changes->len > 1)
    {
      g_autofree char *list = g_strjoinv ("\n", (char **) changes->pdata);

      gtk_widget_set_tooltip_text (GTK_WIDGET (self->changes), list);
    }
  else
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->changes), NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "workflow.publish", changes->len > 1);
}

static void
show_published (CalloutWorkflowView       *self,
                const CalloutWorkflowSnap *snap)
{
  g_autofree char *when = callout_workflow_desk_dup_day (self->desk, snap->current->published_at);
  /* Translators: a version of the workflow, and when it was published: “Version 3, published 12 Nov” */
  g_autofree char *state = snap->current->published_at != 0
                             ? g_strdup_printf (_("Version %" PRId64 ", published %s"), snap->current->number, when)
                             : g_strdup_printf (_("Version %" PRId64), snap->current->number);

  gtk_label_set_text (self->state, state);
  gtk_label_set_text (self->changes, _("The first change begins a draft"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->changes), NULL);
}

static void
show_state (CalloutWorkflowView       *self,
            const CalloutWorkflowSnap *snap)
{
  gboolean draft = snap->draft != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "workflow.discard", draft);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "workflow.publish", draft);
  gtk_widget_set_visible (self->discard, draft);
  gtk_widget_set_visible (self->publish, draft);
  if (draft)
    show_draft (self, snap);
  else
    show_published (self, snap);
}

static void
show_statuses (CalloutWorkflowView *self)
{
  for (guint lane = 0; lane < CALLOUT_LANE_TRAY; lane++)
    {
      const char *key = callout_portal_status_key (callout_lane_status (lane));
      CalloutStatus *status = callout_workflow_desk_find_status (self->desk, key);
      const CalloutWorkflowSnap *snap = callout_workflow_desk_get_snap (self->desk);
      g_autofree char *label = NULL;

      if (status == NULL)
        continue;
      label = callout_status_dup_label (status, snap->labels, callout_workflow_desk_get_language ());
      callout_workflow_board_set_status (self->board, lane, label, status->icon);
    }
  callout_workflow_board_set_status (self->board, CALLOUT_LANE_TRAY, NULL, "callout-tray-symbolic");
}

static void
desk_changed_cb (CalloutWorkflowView *self)
{
  const CalloutWorkflowSnap *snap = callout_workflow_desk_get_snap (self->desk);
  const GError *error = callout_workflow_desk_get_error (self->desk);
  GtkWidget *card;

  if (snap == NULL)
    {
      if (error != NULL)
        {
          g_autofree char *escaped = g_markup_escape_text (error->message, -1);

          adw_status_page_set_description (self->problem, escaped);
          gtk_stack_set_visible_child_name (self->stack, "problem");
        }
      return;
    }
  show_statuses (self);
  show_state (self, snap);
  /* While edits wait for their turn, the board is ahead of what was read. */
  if (!callout_workflow_desk_is_busy (self->desk))
    callout_workflow_board_set_steps (self->board, snap->steps);
  gtk_stack_set_visible_child_name (self->stack, "board");
  card = callout_workflow_board_find_card (self->board, self->focus_key);
  if (card != NULL)
    {
      gtk_widget_grab_focus (card);
      g_clear_pointer (&self->focus_key, g_free);
    }
}

static void
error_cb (CalloutWorkflowView *self)
{
  desk_changed_cb (self);
}

static void
compact_cb (CalloutWorkflowView *self)
{
  gboolean compact = callout_width_bin_get_compact (self->width_bin);

  callout_workflow_board_set_compact (self->board, compact);
  callout_customer_strip_set_compact (self->strip, compact);
  gtk_scrolled_window_set_policy (self->scroller, compact ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_AUTOMATIC);
}

static void
announcement_cb (CalloutWorkflowView *self)
{
  const char *text = callout_workflow_board_get_announcement (self->board);

  gtk_label_set_text (self->announcement, text != NULL ? text : "");
}

/* Edits */

/* What was refused because somebody else was quicker stays to be read: what was
 * meant is to be done again upon what is there now. */
static void
tell_refusal (CalloutWorkflowView *self,
              const GError        *error)
{
  if (g_error_matches (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT))
    show_notice (self, error->message);
  else
    callout_session_fail (session_of (self), error);
}

static void
placed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutWorkflowView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity =
    callout_workflow_desk_run_finish (CALLOUT_WORKFLOW_DESK (object), result, &error);

  if (entity != NULL)
    return;
  if (callout_workflow_desk_get_snap (self->desk) != NULL)
    callout_workflow_board_set_steps (self->board, callout_workflow_desk_get_snap (self->desk)->steps);
  tell_refusal (self, error);
}

static void
place_cb (CalloutWorkflowView *self,
          CalloutStep         *step,
          int                  status,
          guint                index)
{
  g_autoptr (CalloutArgs) args =
    callout_args_new_with ("status", callout_enum_key (CALLOUT_TYPE_PORTAL_STATUS, status), NULL);
  g_autofree char *place = g_strdup_printf ("%u", index);

  if (status != CALLOUT_PORTAL_STATUS_TRAY)
    callout_args_add (args, "index", place);
  callout_workflow_desk_run_async (self->desk, "workflow.place-step", step->key, args, NULL, placed_cb,
                                   g_object_ref (self));
}

static void
edited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutWorkflowView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity =
    callout_workflow_desk_run_finish (CALLOUT_WORKFLOW_DESK (object), result, &error);

  if (entity == NULL)
    tell_refusal (self, error);
}

/* Actions */

static void
configure_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CalloutWorkflowView *self = CALLOUT_WORKFLOW_VIEW (widget);
  CalloutStep *step = callout_workflow_desk_find_step (self->desk, g_variant_get_string (parameter, NULL));

  if (step != NULL)
    callout_step_dialog_configure (widget, self->desk, step, g_str_equal (name, "workflow.rename"));
}

/* A new step comes under the status in which somebody works now. */
static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  CalloutWorkflowView *self = CALLOUT_WORKFLOW_VIEW (widget);
  CalloutStep *beside = callout_workflow_board_get_focus_step (self->board);

  if (callout_workflow_desk_get_snap (self->desk) != NULL)
    callout_step_dialog_add (widget, self->desk,
                             beside != NULL ? beside->portal_status : (int) CALLOUT_PORTAL_STATUS_TRAY);
}

static void
remember_neighbour (CalloutWorkflowView *self,
                    CalloutStep         *step)
{
  GPtrArray *steps = callout_workflow_desk_get_snap (self->desk)->steps;
  CalloutStep *neighbour = NULL;
  guint at;

  if (!g_ptr_array_find (steps, step, &at))
    return;
  if (at + 1 < steps->len)
    neighbour = g_ptr_array_index (steps, at + 1);
  else if (at > 0)
    neighbour = g_ptr_array_index (steps, at - 1);
  g_free (self->focus_key);
  self->focus_key = neighbour != NULL ? g_strdup (neighbour->key) : NULL;
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CalloutWorkflowView *self = CALLOUT_WORKFLOW_VIEW (widget);
  CalloutStep *step = callout_workflow_desk_find_step (self->desk, g_variant_get_string (parameter, NULL));
  g_autoptr (GError) error = NULL;

  if (step == NULL)
    return;
  if (!callout_workflow_may_remove (callout_workflow_desk_get_snap (self->desk)->steps, step->key, &error))
    {
      callout_session_fail (session_of (self), error);
      return;
    }
  remember_neighbour (self, step);
  callout_workflow_desk_run_async (self->desk, "workflow.remove-step", step->key, NULL, NULL, edited_cb,
                                   g_object_ref (self));
}

static void
edit_status_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  CalloutWorkflowView *self = CALLOUT_WORKFLOW_VIEW (widget);
  CalloutStatus *status = callout_workflow_desk_find_status (self->desk, g_variant_get_string (parameter, NULL));

  if (status != NULL)
    callout_status_dialog_open (widget, self->desk, status);
}

static void
publish_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  callout_publish_dialog_open (widget, CALLOUT_WORKFLOW_VIEW (widget)->desk);
}

static void
discard_response_cb (CalloutWorkflowView *self,
                     const char          *response)
{
  if (g_str_equal (response, "discard"))
    callout_workflow_desk_run_async (self->desk, "workflow.discard", NULL, NULL, NULL, edited_cb, g_object_ref (self));
}

static void
discard_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CalloutWorkflowView *self = CALLOUT_WORKFLOW_VIEW (widget);
  const CalloutWorkflowSnap *snap = callout_workflow_desk_get_snap (self->desk);
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (snap == NULL || snap->draft == NULL)
    return;
  /* Translators: the number of a version of the workflow */
  body = g_strdup_printf (_("All changes since version %" PRId64 " are dropped. You can undo this."),
                          snap->draft->base_number);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _("Discard the Draft?"), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "discard", _("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (discard_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
versions_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CalloutWorkflowView *self = CALLOUT_WORKFLOW_VIEW (widget);

  if (callout_workflow_desk_get_snap (self->desk) != NULL)
    callout_versions_dialog_open (widget, self->desk);
}

static void
undo_cb (CalloutWorkflowView *self)
{
  callout_session_undo_last (session_of (self));
}

static void
redo_cb (CalloutWorkflowView *self)
{
  callout_session_redo (session_of (self));
}

/* The header bar's buttons are not within the view while it is shown. */
static void
add_cb (CalloutWorkflowView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "workflow.add-step", NULL);
}

static void
versions_cb (CalloutWorkflowView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "workflow.versions", NULL);
}

/* What the window asks of every view */

static gboolean
callout_workflow_view_allows (CalloutView *view,
                              const char  *command)
{
  const CalloutWorkflowSnap *snap = callout_workflow_desk_get_snap (CALLOUT_WORKFLOW_VIEW (view)->desk);

  if (snap == NULL)
    return FALSE;
  if (g_str_equal (command, "workflow.add-step"))
    return TRUE;
  return snap->draft != NULL && (g_str_equal (command, "workflow.publish") || g_str_equal (command, "workflow.discard"));
}

static char *
callout_workflow_view_dup_subject (CalloutView *view)
{
  return g_strdup (_("Workflow"));
}

static void
callout_workflow_view_shown (CalloutView *view)
{
  CalloutWorkflowView *self = CALLOUT_WORKFLOW_VIEW (view);

  if (callout_workflow_desk_get_snap (self->desk) == NULL)
    callout_workflow_desk_refresh (self->desk);
}

static gboolean
callout_workflow_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (CALLOUT_WORKFLOW_VIEW (widget)->board), GTK_DIR_TAB_FORWARD);
}

static void
callout_workflow_view_constructed (GObject *object)
{
  CalloutWorkflowView *self = CALLOUT_WORKFLOW_VIEW (object);

  G_OBJECT_CLASS (callout_workflow_view_parent_class)->constructed (object);
  self->desk = callout_workflow_desk_new (session_of (self));
  callout_workflow_board_set_icons (self->board, callout_workflow_desk_get_icons (self->desk));
  callout_customer_strip_set_desk (self->strip, self->desk);
  g_object_bind_property (session_of (self), "can-redo", self->redo, "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::error", G_CALLBACK (error_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "disturbed", G_CALLBACK (show_notice), self, G_CONNECT_SWAPPED);
}

static void
callout_workflow_view_dispose (GObject *object)
{
  CalloutWorkflowView *self = CALLOUT_WORKFLOW_VIEW (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->focus_key, g_free);
  G_OBJECT_CLASS (callout_workflow_view_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutWorkflowView, child)

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "workflow.configure", "s", configure_action);
  gtk_widget_class_install_action (widget_class, "workflow.rename", "s", configure_action);
  gtk_widget_class_install_action (widget_class, "workflow.remove", "s", remove_action);
  gtk_widget_class_install_action (widget_class, "workflow.edit-status", "s", edit_status_action);
  gtk_widget_class_install_action (widget_class, "workflow.add-step", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "workflow.publish", NULL, publish_action);
  gtk_widget_class_install_action (widget_class, "workflow.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "workflow.versions", NULL, versions_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "workflow.add-step", NULL);
}

static void
callout_workflow_view_class_init (CalloutWorkflowViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CalloutViewClass *view_class = CALLOUT_VIEW_CLASS (klass);

  object_class->constructed = callout_workflow_view_constructed;
  object_class->dispose = callout_workflow_view_dispose;
  widget_class->grab_focus = callout_workflow_view_grab_focus;
  view_class->allows = callout_workflow_view_allows;
  view_class->dup_subject = callout_workflow_view_dup_subject;
  view_class->shown = callout_workflow_view_shown;

  g_type_ensure (CALLOUT_TYPE_CUSTOMER_STRIP);
  g_type_ensure (CALLOUT_TYPE_WIDTH_BIN);
  g_type_ensure (CALLOUT_TYPE_WORKFLOW_BOARD);
  g_type_class_unref (g_type_class_ref (CALLOUT_TYPE_WORKFLOW_BOARD));
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/workflow/callout-workflow-view.ui");
  BIND (stack);
  BIND (problem);
  BIND (width_bin);
  BIND (notice_revealer);
  BIND (notice);
  BIND (state);
  BIND (changes);
  BIND (redo);
  BIND (discard);
  BIND (publish);
  BIND (scroller);
  BIND (board);
  BIND (announcement);
  BIND (strip);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, announcement_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_notice_cb);
  gtk_widget_class_bind_template_callback (widget_class, compact_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_cb);
  gtk_widget_class_bind_template_callback (widget_class, redo_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_cb);
  gtk_widget_class_bind_template_callback (widget_class, versions_cb);
  install_actions (widget_class);
}

static void
callout_workflow_view_init (CalloutWorkflowView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_workflow_view_new:
 *
 * Returns: (transfer floating)
 */
CalloutView *
callout_workflow_view_new (CalloutSession *session)
{
  return g_object_new (CALLOUT_TYPE_WORKFLOW_VIEW, "session", session, NULL);
}
