/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ticket-assistant.h"

#include "callout-dialog-fit.h"
#include "callout-draft-keeper.h"
#include "callout-draft-review.h"
#include "callout-people-row.h"
#include "callout-question-page.h"

#include <glib/gi18n-lib.h>

struct _CalloutTicketAssistant
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle  *heading;
  GtkWidget       *discard;
  GtkProgressBar  *progress;
  GtkStack        *stack;
  AdwStatusPage   *problem_page;
  GtkListBox      *whom;
  GtkListBox      *flows;
  CalloutQuestionPage *questions;
  GtkScrolledWindow *scroller;
  GtkCheckButton  *is_public;
  GtkCheckButton  *is_internal;
  CalloutDraftReview *review;
  GtkLabel        *problem;
  GtkWidget       *foot;
  GtkButton       *back;
  GtkButton       *next;

  CalloutPeopleRow *people; /* (nullable): to choose whom it is for */

  /* Owned */
  CalloutSession  *session;
  GCancellable    *cancellable;
  CalloutDraft    *draft;
  GHashTable      *answers; /* path → value: what stands there, kept or not yet */
  CalloutDraftKeeper *keeper; /* (nullable): of the draft, once there is one */
  GtkFileChooserNative *chooser;
  char            *file_path; /* the question a file is chosen for */

  gint64           ticket;
  guint            page;    /* a step of the plan; then visibility; then the review */
  gboolean         filling;
};

G_DEFINE_FINAL_TYPE (CalloutTicketAssistant, callout_ticket_assistant, ADW_TYPE_WINDOW)

static void show_page (CalloutTicketAssistant *self);

static void
tell_problem (CalloutTicketAssistant *self,
              const char             *sentence)
{
  gtk_label_set_text (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
fail (CalloutTicketAssistant *self,
      const GError           *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->problem_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  gtk_widget_set_visible (self->foot, FALSE);
}

static guint
n_steps (CalloutTicketAssistant *self)
{
  return self->draft->plan->steps->len;
}

static gboolean
is_customer (CalloutTicketAssistant *self)
{
  return callout_person_is_code_user (callout_session_get_person (self->session));
}

/* What customers begin they see; others are asked. */
static guint
review_page (CalloutTicketAssistant *self)
{
  return is_customer (self) ? n_steps (self) : n_steps (self) + 1;
}

static void
run (CalloutTicketAssistant *self,
     const char             *command,
     CalloutArgs            *args,
     GAsyncReadyCallback     callback)
{
  CalloutRequest *request = callout_request_new (callout_session_get_person_id (self->session), CALLOUT_SOURCE_DESKTOP,
                                                 command, NULL, args);

  callout_workspace_run_async (callout_session_get_workspace (self->session), request, NULL, callback, g_object_ref (self));
}

static void
keep_then (CalloutTicketAssistant  *self,
           void                   (*once_kept) (CalloutTicketAssistant *))
{
  callout_draft_keeper_flush (self->keeper, (void (*) (gpointer)) once_kept, self);
}

/* A step's questions */

static void
show_files (CalloutTicketAssistant *self,
            CalloutQuestionField   *field)
{
  const char *path = callout_question_field_get_path (field);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  for (guint i = 0; i < self->draft->files->len; i++)
    if (g_strcmp0 (((CalloutFile *) g_ptr_array_index (self->draft->files, i))->question, path) == 0)
      g_ptr_array_add (files, g_ptr_array_index (self->draft->files, i));
  callout_question_field_set_files (field, self->session, files);
}

static void
answered_cb (CalloutTicketAssistant *self,
             CalloutQuestionField   *field,
             const char             *value)
{
  /* Files are kept by themselves. */
  if (callout_question_is_file (callout_question_field_get_question (field)))
    return;
  tell_problem (self, NULL);
  callout_draft_keeper_set (self->keeper, callout_question_field_get_path (field), value);
}

static void
take_files (CalloutTicketAssistant *self,
            CalloutDraft           *draft)
{
  g_autoptr (GList) fields = callout_question_page_get_fields (self->questions);

  /* The plan in use stays: fields point into it. */
  g_clear_pointer (&self->draft->files, g_ptr_array_unref);
  g_clear_pointer (&self->draft->duplicates, g_ptr_array_unref);
  self->draft->files = g_ptr_array_ref (draft->files);
  self->draft->duplicates = g_ptr_array_ref (draft->duplicates);
  for (GList *l = fields; l != NULL; l = l->next)
    {
      CalloutQuestionField *field = l->data;
      const char *path = callout_question_field_get_path (field);
      const char *value = callout_draft_get_answer (draft, path);

      if (!callout_question_is_file (callout_question_field_get_question (field)))
        continue;
      if (value != NULL)
        g_hash_table_insert (self->answers, g_strdup (path), g_strdup (value));
      else
        g_hash_table_remove (self->answers, path);
      show_files (self, field);
    }
}

static void
reread_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutTicketAssistant) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutDraft) draft = callout_draft_read_finish (CALLOUT_SESSION (object), result, &error);

  if (self->session == NULL)
    return;
  if (draft != NULL)
    take_files (self, draft);
  else
    tell_problem (self, error->message);
}

static void
files_changed_cb (CalloutTicketAssistant *self)
{
  if (self->session != NULL)
    callout_draft_read_async (self->session, self->ticket, self->cancellable, reread_cb, g_object_ref (self));
}

static void
file_chosen_cb (GtkNativeDialog        *chooser,
                int                     response,
                CalloutTicketAssistant *self)
{
  g_autoptr (GListModel) files = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser)) : NULL;

  tell_problem (self, NULL);
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      callout_draft_keeper_add_file (self->keeper, self->file_path, file);
    }
  g_clear_object (&self->chooser);
}

static void
add_file_cb (CalloutTicketAssistant *self,
             CalloutQuestionField   *field)
{
  if (self->chooser != NULL)
    return;
  g_free (self->file_path);
  self->file_path = g_strdup (callout_question_field_get_path (field));
  self->chooser = gtk_file_chooser_native_new (_("Add Files"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _("_Add"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser),
                                        callout_question_get_max (callout_question_field_get_question (field)) > 1);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
add_picture_cb (CalloutTicketAssistant *self,
                CalloutQuestionField   *field,
                GdkTexture             *picture)
{
  tell_problem (self, NULL);
  callout_draft_keeper_add_picture (self->keeper, callout_question_field_get_path (field), picture, _("Signature.png"));
}

static void
remove_file_cb (CalloutTicketAssistant *self,
                CalloutQuestionField   *field,
                const char             *ref)
{
  tell_problem (self, NULL);
  callout_draft_keeper_remove_file (self->keeper, callout_question_field_get_path (field), ref);
}

static void
choose_place_cb (CalloutTicketAssistant *self,
                 CalloutQuestionField   *field)
{
  callout_question_page_choose_place (field, self->session);
}

static void
field_made_cb (CalloutTicketAssistant *self,
               CalloutQuestionField   *field)
{
  if (callout_question_is_file (callout_question_field_get_question (field)))
    show_files (self, field);
}

/* Whether the page in front can be left; says at each question why not. */
static gboolean
check_page (CalloutTicketAssistant *self)
{
  if (self->page < n_steps (self))
    return callout_question_page_check (self->questions);
  if (g_hash_table_contains (self->answers, CALLOUT_DRAFT_VISIBILITY))
    return TRUE;
  tell_problem (self, _("Say whether the customer may see the ticket"));
  return FALSE;
}

/* The pages */

static void
duplicate_opened_cb (CalloutTicketAssistant *self,
                     gint64                  ticket)
{
  callout_session_open (self->session, CALLOUT_KIND_TICKET, ticket);
  gtk_window_close (GTK_WINDOW (self));
}

static void
review_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutTicketAssistant) self = data;

  reread_cb (object, result, g_object_ref (self));
  if (self->session == NULL)
    return;
  callout_draft_review_show (self->review, self->session, self->draft, self->answers);
  gtk_stack_set_visible_child_name (self->stack, "review");
  gtk_widget_set_sensitive (GTK_WIDGET (self->next), TRUE);
}

static void
ask_review (CalloutTicketAssistant *self)
{
  callout_draft_read_async (self->session, self->ticket, self->cancellable, review_cb, g_object_ref (self));
}

static void
show_visibility (CalloutTicketAssistant *self)
{
  const char *value = g_hash_table_lookup (self->answers, CALLOUT_DRAFT_VISIBILITY);

  self->filling = TRUE;
  gtk_check_button_set_active (self->is_public, g_strcmp0 (value, "public") == 0);
  gtk_check_button_set_active (self->is_internal, g_strcmp0 (value, "internal") == 0);
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "visibility");
}

static void
show_step (CalloutTicketAssistant *self)
{
  callout_question_page_show_step (self->questions, self->page);
  gtk_stack_set_visible_child_name (self->stack, "step");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  gtk_widget_child_focus (GTK_WIDGET (self->questions), GTK_DIR_TAB_FORWARD);
}

static void
show_page (CalloutTicketAssistant *self)
{
  guint last = review_page (self);
  g_autofree char *where = g_strdup_printf (_("Step %u of %u"), self->page + 1, last + 1);

  tell_problem (self, NULL);
  adw_window_title_set_title (self->heading, self->draft->flow->name);
  adw_window_title_set_subtitle (self->heading, where);
  gtk_progress_bar_set_fraction (self->progress, (self->page + 1.0) / (last + 1.0));
  gtk_widget_set_visible (self->foot, TRUE);
  gtk_widget_set_visible (self->discard, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back), self->page > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next), self->page < last);
  gtk_button_set_label (self->next, self->page == last ? _("Submit") : _("Next"));
  if (self->page < n_steps (self))
    show_step (self);
  else if (self->page < last)
    show_visibility (self);
  else
    ask_review (self);
}

static void
visibility_cb (CalloutTicketAssistant *self,
               GtkCheckButton         *check)
{
  if (self->filling || !gtk_check_button_get_active (check))
    return;
  tell_problem (self, NULL);
  callout_draft_keeper_set (self->keeper, CALLOUT_DRAFT_VISIBILITY, check == self->is_public ? "public" : "internal");
}

static void
submitted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (CalloutTicketAssistant) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_session_run_finish (CALLOUT_SESSION (object), result, &error);

  if (self->session == NULL)
    return;
  if (entity == NULL)
    {
      tell_problem (self, error->message);
      gtk_widget_set_sensitive (GTK_WIDGET (self->next), TRUE);
      return;
    }
  callout_session_open (self->session, CALLOUT_KIND_TICKET, self->ticket);
  gtk_window_close (GTK_WINDOW (self));
}

static void
submit (CalloutTicketAssistant *self)
{
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_TICKET, self->ticket);
  /* Translators: %s is a ticket's reference */
  g_autofree char *said = g_strdup_printf (_("%s submitted"), ref);

  gtk_widget_set_sensitive (GTK_WIDGET (self->next), FALSE);
  callout_session_run_saying_async (self->session, "ticket.submit", ref, NULL, 0, said, NULL, submitted_cb,
                                    g_object_ref (self));
}

static void
go_on (CalloutTicketAssistant *self)
{
  do
    self->page++;
  while (self->page < n_steps (self) && !callout_question_page_is_asked (self->questions, self->page));
  show_page (self);
}

static void
next_cb (CalloutTicketAssistant *self)
{
  if (self->draft == NULL)
    return;
  if (self->page >= review_page (self))
    submit (self);
  else if (check_page (self))
    keep_then (self, go_on);
}

static void
back_cb (CalloutTicketAssistant *self)
{
  if (self->draft == NULL || self->page == 0)
    return;
  keep_then (self, NULL);
  do
    self->page--;
  while (self->page > 0 && self->page < n_steps (self) && !callout_question_page_is_asked (self->questions, self->page));
  show_page (self);
}

static void
discard_cb (CalloutTicketAssistant *self)
{
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_TICKET, self->ticket);

  if (self->keeper != NULL)
    callout_draft_keeper_drop (self->keeper);
  callout_session_run (self->session, "ticket.delete-draft", ref, NULL, 0, NULL, NULL);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Beginning */

static void
draft_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutTicketAssistant) self = data;
  g_autoptr (GError) error = NULL;
  CalloutDraft *draft = callout_draft_read_finish (CALLOUT_SESSION (object), result, &error);
  GHashTableIter iter;
  gpointer path, value;
  g_autofree char *missing = NULL;

  if (self->session == NULL || draft == NULL)
    {
      g_clear_pointer (&draft, callout_draft_free);
      if (self->session != NULL)
        fail (self, error);
      return;
    }
  self->draft = draft;
  g_hash_table_iter_init (&iter, draft->answers);
  while (g_hash_table_iter_next (&iter, &path, &value))
    g_hash_table_insert (self->answers, g_strdup (path), g_strdup (value));
  self->keeper = callout_draft_keeper_new (self->session, self->ticket, draft->plan, self->answers);
  g_signal_connect_object (self->keeper, "problem", G_CALLBACK (tell_problem), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keeper, "files-changed", G_CALLBACK (files_changed_cb), self, G_CONNECT_SWAPPED);
  callout_question_page_set_plan (self->questions, draft->plan, self->answers, callout_session_get_zone (self->session));
  missing = callout_flow_plan_next_missing (draft->plan, self->answers, &self->page, NULL);
  if (missing == NULL)
    self->page = g_hash_table_size (self->answers) > 0 ? n_steps (self) : 0;
  show_page (self);
}

static void
read_draft (CalloutTicketAssistant *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  callout_draft_read_async (self->session, self->ticket, self->cancellable, draft_cb, g_object_ref (self));
}

static void
begun_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutTicketAssistant) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_run_finish (CALLOUT_WORKSPACE (object), result, NULL, &error);

  if (self->session == NULL)
    return;
  if (entity == NULL)
    {
      fail (self, error);
      return;
    }
  self->ticket = callout_entity_get_id (entity);
  read_draft (self);
}

static void
flow_activated_cb (CalloutTicketAssistant *self,
                   GtkListBoxRow          *row)
{
  g_autoptr (CalloutArgs) args = callout_args_new_with ("flow", g_object_get_data (G_OBJECT (row), "key"), NULL);

  if (self->people != NULL)
    {
      g_auto (GStrv) chosen = callout_people_row_dup_chosen (self->people);

      if (chosen[0] != NULL)
        callout_args_add (args, "contact", chosen[0]);
    }
  gtk_stack_set_visible_child_name (self->stack, "loading");
  run (self, "ticket.create", args, begun_cb);
}

static void
flows_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CalloutTicketAssistant) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) flows = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (self->session == NULL)
    return;
  if (flows == NULL)
    {
      fail (self, error);
      return;
    }
  for (guint i = 0; i < flows->len; i++)
    {
      CalloutFlow *flow = g_ptr_array_index (flows, i);

      gtk_list_box_append (self->flows, callout_fact_row_new (flow->name, flow->description != NULL ? flow->description : "", TRUE));
      g_object_set_data_full (G_OBJECT (gtk_widget_get_last_child (GTK_WIDGET (self->flows))), "key",
                              g_strdup (flow->key), g_free);
    }
  gtk_stack_set_visible_child_name (self->stack, flows->len > 0 ? "flows" : "none");
}

/* Whom it is for: they see it, and rate it when it is done. */
static void
offer_customers (CalloutTicketAssistant *self)
{
  if (is_customer (self))
    return;
  self->people = CALLOUT_PEOPLE_ROW (callout_people_row_new (self->session, FALSE));
  callout_people_row_set_choice (self->people, "active=true and roles=code-user", NULL, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->people), _("For a Customer (optional)"));
  gtk_list_box_append (self->whom, GTK_WIDGET (self->people));
  gtk_widget_set_visible (GTK_WIDGET (self->whom), TRUE);
}

static void
read_flows (CalloutTicketAssistant *self)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_FLOW);
  const char *published[] = { "published", NULL };
  const char *yes[] = { "true", NULL };

  callout_query_add (query, "state", CALLOUT_OP_IS, published, NULL);
  callout_query_add (query, "current", CALLOUT_OP_IS, yes, NULL);
  callout_query_set_sort (query, "name", FALSE, NULL);
  callout_workspace_list_async (callout_session_get_workspace (self->session), callout_session_get_person_id (self->session),
                                query, self->cancellable, flows_cb, g_object_ref (self));
}

/* What is not kept yet is kept before the window goes. */
static gboolean
callout_ticket_assistant_close_request (GtkWindow *window)
{
  CalloutTicketAssistant *self = CALLOUT_TICKET_ASSISTANT (window);

  if (self->draft != NULL && callout_draft_keeper_is_busy (self->keeper))
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      keep_then (self, (void (*) (CalloutTicketAssistant *)) gtk_window_destroy);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (callout_ticket_assistant_parent_class)->close_request (window);
}

static void
callout_ticket_assistant_dispose (GObject *object)
{
  CalloutTicketAssistant *self = CALLOUT_TICKET_ASSISTANT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->draft, callout_draft_free);
  g_clear_object (&self->keeper);
  g_clear_pointer (&self->file_path, g_free);
  g_clear_object (&self->chooser);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (callout_ticket_assistant_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutTicketAssistant, child)

static void
callout_ticket_assistant_class_init (CalloutTicketAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_ticket_assistant_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = callout_ticket_assistant_close_request;
  g_type_ensure (CALLOUT_TYPE_DRAFT_REVIEW);
  g_type_ensure (CALLOUT_TYPE_QUESTION_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/tickets/callout-ticket-assistant.ui");
  BIND (heading);
  BIND (discard);
  BIND (progress);
  BIND (stack);
  BIND (problem_page);
  BIND (whom);
  BIND (flows);
  BIND (questions);
  BIND (scroller);
  BIND (is_public);
  BIND (is_internal);
  BIND (review);
  BIND (problem);
  BIND (foot);
  BIND (back);
  BIND (next);
  gtk_widget_class_bind_template_callback (widget_class, add_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_picture_cb);
  gtk_widget_class_bind_template_callback (widget_class, answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_place_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, duplicate_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, field_made_cb);
  gtk_widget_class_bind_template_callback (widget_class, flow_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, visibility_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
callout_ticket_assistant_init (CalloutTicketAssistant *self)
{
  self->cancellable = g_cancellable_new ();
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_ticket_assistant_open:
 * @draft: id of a draft to be taken up again; 0: a new ticket
 */
void
callout_ticket_assistant_open (GtkWindow      *parent,
                               CalloutSession *session,
                               gint64          draft)
{
  CalloutTicketAssistant *self = g_object_new (CALLOUT_TYPE_TICKET_ASSISTANT, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->ticket = draft;
  if (draft != 0)
    read_draft (self);
  else
    {
      offer_customers (self);
      read_flows (self);
    }
  callout_dialog_fit (GTK_WINDOW (self), GTK_WIDGET (parent));
  gtk_window_present (GTK_WINDOW (self));
}
