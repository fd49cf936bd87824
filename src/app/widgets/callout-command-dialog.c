/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-command-dialog.h"

#include "callout-dialog-fit.h"
#include "callout-people-row.h"

#include "callout-group-list.h"
#include "callout-param-row.h"

#include <glib/gi18n-lib.h>

struct _CalloutCommandDialog
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle       *heading;
  GtkStack             *stack;
  GtkLabel             *explanation;
  CalloutGroupList     *groups;
  GtkListBox           *rows;
  GtkLabel             *problem;
  GtkProgressBar       *progress;
  GtkButton            *cancel;
  GtkButton            *give;
  GtkLabel             *summary;
  GtkListBox           *refusals;

  /* Owned */
  CalloutSession       *session;
  GCancellable         *cancellable;
  char                **refs;

  const CalloutCommand *command;
  const CalloutParam   *group_param;
  gint64                version;
  gboolean              running;
};

G_DEFINE_FINAL_TYPE (CalloutCommandDialog, callout_command_dialog, ADW_TYPE_WINDOW)

/* Why somebody gives the command, and what follows: said before it is given. */
static const struct {
  const char *command;
  const char *text;
} explanations[] = {
  { "work-order.route", N_("The group’s dispatchers assign their own people. They can return it to you.") },
  { "work-order.reassign-group", N_("The work order goes to another service group; the dispatcher who routed it stays the same.") },
  { "work-order.return", N_("The work order goes back to the dispatcher who routed it, not to the group before.") },
  { "work-order.unpublish", N_("The engineer is told, and an acceptance is dropped.") },
  { "work-order.cancel", N_("A cancelled work order cannot be taken up again; the ticket lives on.") },
  { "work-order.override", N_("The visit has begun. Setting it back is written down with your reason.") },
  { "ticket.cancel", N_("A cancelled ticket cannot be taken up again; it can be cloned. Its open work orders are cancelled, too.") },
  { "ticket.set-visibility", N_("What is internal the customer cannot see; a link they have leads nowhere.") },
  { "ticket.rate", N_("The rating closes the ticket. It is given once a round and stays as it is.") },
  { "ticket.reopen", N_("A new round begins; the rating given so far is kept.") },
  { "ticket.pause", N_("The ticket goes back to those it is assigned to.") },
  { "ticket.resume", N_("The customer is not asked for a rating any more until it is done again.") },
  { "work-order.schedule", N_("When the engineer is to begin and end. The promised arrival window stays as it is.") },
};

static gboolean
is_destructive (const char *command)
{
  return g_str_equal (command, "work-order.cancel") || g_str_equal (command, "ticket.cancel") || g_str_equal (command, "work-order.reject");
}

static gboolean
can_give (CalloutCommandDialog *self)
{
  if (self->running)
    return FALSE;
  if (self->group_param != NULL && (self->group_param->flags & CALLOUT_PARAM_REQUIRED) != 0
      && callout_group_list_get_chosen (self->groups) == NULL)
    return FALSE;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (!callout_param_row_is_valid (row))
      return FALSE;
  return TRUE;
}

static void
changed_cb (CalloutCommandDialog *self)
{
  /* Rows tell of being taken down, too. */
  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->give), can_give (self));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
}

static void
set_running (CalloutCommandDialog *self,
             gboolean              running)
{
  self->running = running;
  gtk_widget_set_sensitive (GTK_WIDGET (self->rows), !running);
  gtk_widget_set_sensitive (GTK_WIDGET (self->groups), !running);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running && g_strv_length (self->refs) > 1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->give), can_give (self));
}

static void
show_problem (CalloutCommandDialog *self,
              const char           *sentence)
{
  gtk_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
given_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutCommandDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_session_run_finish (CALLOUT_SESSION (object), result, &error);

  set_running (self, FALSE);
  if (entity != NULL)
    gtk_window_close (GTK_WINDOW (self));
  else
    show_problem (self, error->message);
}

static void
progress_cb (CalloutSession *session,
             guint           done,
             guint           total,
             gpointer        data)
{
  CalloutCommandDialog *self = data;

  gtk_progress_bar_set_fraction (self->progress, (double) done / total);
}

/* What was not done stays on the screen, a sentence each. */
static void
show_refusals (CalloutCommandDialog *self,
               guint                 n_done,
               GPtrArray            *refusals)
{
  g_autofree char *done = g_strdup_printf (ngettext ("%u done", "%u done", n_done), n_done);
  g_autofree char *refused = g_strdup_printf (ngettext ("%u was refused", "%u were refused", refusals->len), refusals->len);
  /* Translators: “3 done, 2 were refused” */
  g_autofree char *text = g_strdup_printf (_("%s, %s:"), done, refused);

  for (guint i = 0; i < refusals->len; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *escaped = g_markup_escape_text (g_ptr_array_index (refusals, i), -1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
      gtk_list_box_append (self->refusals, row);
    }
  gtk_label_set_text (self->summary, text);
  gtk_stack_set_visible_child_name (self->stack, "refusals");
  gtk_button_set_label (self->cancel, _("Close"));
  gtk_widget_set_visible (GTK_WIDGET (self->give), FALSE);
}

static void
given_many_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (CalloutCommandDialog) self = data;
  g_autoptr (GPtrArray) refusals = NULL;
  guint n_done = callout_session_run_many_finish (CALLOUT_SESSION (object), result, &refusals);

  set_running (self, FALSE);
  if (refusals->len == 0)
    gtk_window_close (GTK_WINDOW (self));
  else
    show_refusals (self, n_done, refusals);
}

static CalloutArgs *
collect (CalloutCommandDialog *self)
{
  CalloutArgs *args = callout_args_new ();

  if (self->group_param != NULL && callout_group_list_get_chosen (self->groups) != NULL)
    callout_args_add (args, self->group_param->name, callout_group_list_get_chosen (self->groups));
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    callout_param_row_collect (row, args);
  if (g_str_equal (self->command->name, "ticket.rate"))
    {
      gboolean customer = callout_person_is_code_user (callout_session_get_person (self->session));

      callout_args_add (args, "source", customer ? "assistant" : "e-mail");
    }
  return args;
}

static void
give_cb (CalloutCommandDialog *self)
{
  g_autoptr (CalloutArgs) args = NULL;

  if (!can_give (self))
    return;
  args = collect (self);
  set_running (self, TRUE);
  if (g_strv_length (self->refs) > 1)
    callout_session_run_many_async (self->session, self->command->name, (const char *const *) self->refs, args,
                                    progress_cb, self->cancellable, given_many_cb, g_object_ref (self));
  else
    callout_session_run_async (self->session, self->command->name, self->refs[0], args, self->version, NULL,
                               given_cb, g_object_ref (self));
}

static void
cancel_cb (CalloutCommandDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  if (!self->running)
    gtk_window_close (GTK_WINDOW (self));
}

static void
callout_command_dialog_dispose (GObject *object)
{
  CalloutCommandDialog *self = CALLOUT_COMMAND_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->refs, g_strfreev);
  G_OBJECT_CLASS (callout_command_dialog_parent_class)->dispose (object);
}

static void
callout_command_dialog_class_init (CalloutCommandDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_command_dialog_dispose;

  g_type_ensure (CALLOUT_TYPE_GROUP_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/widgets/callout-command-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CalloutCommandDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, CalloutCommandDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CalloutCommandDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, CalloutCommandDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, CalloutCommandDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, CalloutCommandDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CalloutCommandDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, CalloutCommandDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, CalloutCommandDialog, give);
  gtk_widget_class_bind_template_child (widget_class, CalloutCommandDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, CalloutCommandDialog, refusals);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, give_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
callout_command_dialog_init (CalloutCommandDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

static void
explain (CalloutCommandDialog *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (explanations); i++)
    if (g_str_equal (explanations[i].command, self->command->name))
      {
        gtk_label_set_text (self->explanation, _(explanations[i].text));
        gtk_widget_set_visible (GTK_WIDGET (self->explanation), TRUE);
      }
}

/* How a rating came in is no question here: a customer gives it in person,
 * anybody else passes on what came by e-mail. */
static gboolean
is_understood (CalloutCommandDialog *self,
               const CalloutParam   *param)
{
  return g_str_equal (self->command->name, "ticket.rate") && g_str_equal (param->name, "source");
}

static void
add_params (CalloutCommandDialog *self)
{
  for (const CalloutParam *param = self->command->params; param != NULL && param->name != NULL; param++)
    if (param->type == CALLOUT_PARAM_GROUP && self->group_param == NULL)
      self->group_param = param;
    else if (!is_understood (self, param))
      {
        GtkWidget *row = callout_param_row_new (param, self->session);

        callout_param_row_watch (row, G_CALLBACK (changed_cb), self);
        gtk_list_box_append (self->rows, row);
      }
  gtk_widget_set_visible (GTK_WIDGET (self->groups), self->group_param != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), gtk_widget_get_first_child (GTK_WIDGET (self->rows)) != NULL);
}

/* Who can be meant by a command: engineers, but for what says otherwise. */
static const struct {
  const char *param;
  const char *filter;
} people_filters[] = {
  { "contact", "active=true and roles=code-user" },
};

static void
narrow_people (CalloutCommandDialog *self,
               GtkWidget            *row,
               const CalloutParam   *param,
               CalloutEntity        *entity)
{
  gboolean withdraws = g_str_equal (self->command->name, "ticket.unassign");
  const char *filter = withdraws ? "active=true" : "active=true and roles=member";
  const char *assignees = entity != NULL && CALLOUT_IS_TICKET (entity) ? CALLOUT_TICKET (entity)->assignees : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (people_filters); i++)
    if (g_str_equal (people_filters[i].param, param->name))
      filter = people_filters[i].filter;
  callout_people_row_set_choice (CALLOUT_PEOPLE_ROW (row), filter, withdraws ? assignees : NULL,
                                 withdraws ? NULL : assignees);
  if ((param->flags & CALLOUT_PARAM_REQUIRED) != 0)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
}

/* What stands there already is shown, where it is one thing that is at hand. */
static void
fill_rows (CalloutCommandDialog *self)
{
  CalloutEntity *entity = NULL;
  CalloutKind kind;
  gint64 id;

  if (g_strv_length (self->refs) == 1 && callout_ref_parse (self->refs[0], &kind, &id))
    entity = callout_workspace_lookup (callout_session_get_workspace (self->session), kind, id);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (CALLOUT_IS_PEOPLE_ROW (row))
      narrow_people (self, row, callout_param_row_get_param (row), entity);
    else if (entity != NULL)
      callout_param_row_fill (row, entity);
}

/* People come only once they are read: there shall be room for them at once. */
static void
make_room (CalloutCommandDialog *self,
           GtkWidget            *parent)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (CALLOUT_IS_PEOPLE_ROW (row) && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
      {
        gtk_window_set_default_size (GTK_WINDOW (self), 460, 560);
        callout_dialog_fit (GTK_WINDOW (self), parent);
        return;
      }
}

static void
open_dialog (GtkWidget            *parent,
             CalloutSession       *session,
             const CalloutCommand *command,
             const char *const    *refs,
             gint64                version)
{
  CalloutCommandDialog *self = g_object_new (CALLOUT_TYPE_COMMAND_DIALOG,
                                             "transient-for", gtk_widget_get_root (parent), NULL);
  const char *label = callout_command_get_label (command);
  guint n = g_strv_length ((char **) refs);
  g_autofree char *many = g_strdup_printf (command->target == CALLOUT_KIND_TICKET
                                             ? ngettext ("%u Ticket", "%u Tickets", n)
                                             : ngettext ("%u Work Order", "%u Work Orders", n), n);
  /* Translators: what a dialog does, and to what: “Route to Group – WO-12” */
  g_autofree char *title = g_strdup_printf (_("%s – %s"), label, n > 1 ? many : refs[0]);

  self->session = g_object_ref (session);
  self->command = command;
  self->refs = g_strdupv ((char **) refs);
  self->version = version;
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->heading, label);
  adw_window_title_set_subtitle (self->heading, n > 1 ? many : refs[0]);
  gtk_button_set_label (self->give, label);
  gtk_widget_add_css_class (GTK_WIDGET (self->give),
                            is_destructive (command->name) ? "destructive-action" : "suggested-action");
  explain (self);
  add_params (self);
  fill_rows (self);
  if (self->group_param != NULL)
    callout_group_list_load (self->groups, session, g_str_equal (command->name, "work-order.reassign-group") && n == 1 ? refs[0] : NULL);
  make_room (self, parent);
  changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_child_focus (GTK_WIDGET (self->group_param != NULL ? GTK_WIDGET (self->groups) : GTK_WIDGET (self->rows)),
                          GTK_DIR_TAB_FORWARD);
}

/* Refusals of a batch without a dialog: one sentence has to do. */
static void
quiet_many_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  CalloutSession *session = CALLOUT_SESSION (object);
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (GError) error = NULL;

  callout_session_run_many_finish (session, result, &refusals);
  if (refusals->len == 0)
    return;
  if (refusals->len == 1)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, g_ptr_array_index (refusals, 0));
  else
    error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED,
                         ngettext ("%u refused; the first: %s", "%u refused; the first: %s", refusals->len),
                         refusals->len, (char *) g_ptr_array_index (refusals, 0));
  callout_session_fail (session, error);
}

/**
 * callout_command_dialog_give:
 * @parent: a widget in the window it belongs to
 * @refs: what the command is given to
 * @version: of the one thing the person looked at; 0 for several
 *
 * Gives a command: at once where nothing is to be asked, else through a dialog.
 */
void
callout_command_dialog_give (GtkWidget         *parent,
                             CalloutSession    *session,
                             const char        *command,
                             const char *const *refs,
                             gint64             version)
{
  const CalloutCommand *known = callout_commands_find (command);

  g_return_if_fail (known != NULL);
  if (refs == NULL || refs[0] == NULL)
    return;
  if (known->params != NULL && known->params[0].name != NULL)
    open_dialog (parent, session, known, refs, version);
  else if (refs[1] == NULL)
    callout_session_run (session, command, refs[0], NULL, version, NULL, NULL);
  else
    callout_session_run_many_async (session, command, refs, NULL, NULL, NULL, quiet_many_cb, NULL);
}
