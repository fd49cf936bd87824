/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ticket-assistant.h"

#include "callout-dialog-fit.h"
#include "callout-draft.h"
#include "callout-format.h"
#include "callout-question-page.h"

#include <glib/gi18n-lib.h>

/* So long after the last key what was typed is kept. */
#define KEEP_MS 700

struct _CalloutTicketAssistant
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle  *heading;
  GtkWidget       *discard;
  GtkProgressBar  *progress;
  GtkStack        *stack;
  AdwStatusPage   *problem_page;
  GtkListBox      *flows;
  CalloutQuestionPage *questions;
  GtkScrolledWindow *scroller;
  GtkCheckButton  *is_public;
  GtkCheckButton  *is_internal;
  GtkWidget       *duplicates_box;
  GtkListBox      *duplicates;
  GtkListBox      *summary;
  GtkLabel        *problem;
  GtkWidget       *foot;
  GtkButton       *back;
  GtkButton       *next;

  /* Owned */
  CalloutSession  *session;
  GCancellable    *cancellable;
  CalloutDraft    *draft;
  GHashTable      *answers; /* path → value: what stands there, kept or not yet */
  GQueue          *unkept;  /* of paths */
  GtkFileChooserNative *chooser;
  char            *file_path; /* the question a file is chosen for */

  gint64           ticket;
  guint            page;    /* a step of the plan; then visibility; then the review */
  guint            keep_timer;
  gboolean         keeping;
  gboolean         filling;
  void           (*once_kept) (CalloutTicketAssistant *self);
};

G_DEFINE_FINAL_TYPE (CalloutTicketAssistant, callout_ticket_assistant, ADW_TYPE_WINDOW)

static void show_page (CalloutTicketAssistant *self);
static void keep_next (CalloutTicketAssistant *self);

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

/* Keeping: one answer after the other, each when the one before is kept */

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CalloutTicketAssistant) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_run_finish (CALLOUT_WORKSPACE (object), result, NULL, &error);

  self->keeping = FALSE;
  if (self->session == NULL)
    return;
  if (entity == NULL)
    {
      self->once_kept = NULL;
      tell_problem (self, error->message);
    }
  keep_next (self);
}

static void
run (CalloutTicketAssistant *self,
     const char             *command,
     CalloutArgs            *args,
     GAsyncReadyCallback     callback)
{
  g_autofree char *ref = self->ticket != 0 ? callout_ref_format (CALLOUT_KIND_TICKET, self->ticket) : NULL;
  CalloutRequest *request = callout_request_new (callout_session_get_person_id (self->session), CALLOUT_SOURCE_DESKTOP,
                                                 command, ref, args);

  callout_workspace_run_async (callout_session_get_workspace (self->session), request, NULL, callback, g_object_ref (self));
}

/* What cannot be taken yet, like half a date, stays with the person. */
static gboolean
is_sound (CalloutTicketAssistant *self,
          const char             *path,
          const char             *value)
{
  const CalloutFlowQuestion *question = callout_flow_plan_find (self->draft->plan, path, NULL);

  return question == NULL || *value == '\0' || callout_flow_plan_check_answer (question, value, NULL);
}

static void
keep_next (CalloutTicketAssistant *self)
{
  g_autofree char *path = NULL;
  g_autoptr (CalloutArgs) args = NULL;
  const char *value;

  if (self->keeping)
    return;
  path = g_queue_pop_head (self->unkept);
  if (path == NULL)
    {
      void (*once_kept) (CalloutTicketAssistant *) = g_steal_pointer (&self->once_kept);

      if (once_kept != NULL)
        once_kept (self);
      return;
    }
  value = g_hash_table_lookup (self->answers, path);
  value = value != NULL ? value : "";
  if (!is_sound (self, path, value))
    {
      keep_next (self);
      return;
    }
  args = callout_args_new_with ("question", path, "value", value, NULL);
  self->keeping = TRUE;
  run (self, "ticket.answer", args, kept_cb);
}

static gboolean
keep_cb (gpointer data)
{
  CalloutTicketAssistant *self = data;

  self->keep_timer = 0;
  keep_next (self);
  return G_SOURCE_REMOVE;
}

static void
set_answer (CalloutTicketAssistant *self,
            const char             *path,
            const char             *value)
{
  if (*value == '\0')
    g_hash_table_remove (self->answers, path);
  else
    g_hash_table_insert (self->answers, g_strdup (path), g_strdup (value));
  if (g_queue_find_custom (self->unkept, path, (GCompareFunc) g_strcmp0) == NULL)
    g_queue_push_tail (self->unkept, g_strdup (path));
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  self->keep_timer = g_timeout_add (KEEP_MS, keep_cb, self);
}

static void
keep_then (CalloutTicketAssistant  *self,
           void                   (*once_kept) (CalloutTicketAssistant *))
{
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  self->once_kept = once_kept;
  keep_next (self);
}

/* A step's questions */

static void
show_files (CalloutTicketAssistant *self,
            CalloutQuestionField   *field)
{
  const char *path = callout_question_field_get_path (field);
  g_autoptr (GStrvBuilder) refs = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) ref_list = NULL;
  g_auto (GStrv) name_list = NULL;

  for (guint i = 0; i < self->draft->files->len; i++)
    {
      CalloutFile *file = g_ptr_array_index (self->draft->files, i);
      g_autofree char *ref = NULL;

      if (g_strcmp0 (file->question, path) != 0)
        continue;
      ref = callout_entity_dup_ref (CALLOUT_ENTITY (file));
      g_strv_builder_add (refs, ref);
      g_strv_builder_add (names, file->name != NULL ? file->name : ref);
    }
  ref_list = g_strv_builder_end (refs);
  name_list = g_strv_builder_end (names);
  callout_question_field_set_files (field, (const char *const *) ref_list, (const char *const *) name_list);
}

static void
answered_cb (CalloutTicketAssistant *self,
             CalloutQuestionField   *field,
             const char             *value)
{
  tell_problem (self, NULL);
  set_answer (self, callout_question_field_get_path (field), value);
}

static void
reread_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutTicketAssistant) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutDraft) draft = callout_draft_read_finish (CALLOUT_SESSION (object), result, &error);
  g_autoptr (GList) fields = NULL;

  if (self->session == NULL || draft == NULL)
    {
      if (self->session != NULL && error != NULL)
        tell_problem (self, error->message);
      return;
    }
  /* The plan in use stays: fields point into it. */
  g_clear_pointer (&self->draft->files, g_ptr_array_unref);
  g_clear_pointer (&self->draft->duplicates, g_ptr_array_unref);
  self->draft->files = g_ptr_array_ref (draft->files);
  self->draft->duplicates = g_ptr_array_ref (draft->duplicates);
  fields = callout_question_page_get_fields (self->questions);
  for (GList *l = fields; l != NULL; l = l->next)
    {
      CalloutQuestionField *field = l->data;
      const char *path = callout_question_field_get_path (field);
      const CalloutFlowQuestion *question = callout_flow_plan_find (self->draft->plan, path, NULL);
      const char *value = callout_draft_get_answer (draft, path);

      if (!callout_question_is_file (question))
        continue;
      if (value != NULL)
        g_hash_table_insert (self->answers, g_strdup (path), g_strdup (value));
      else
        g_hash_table_remove (self->answers, path);
      show_files (self, field);
    }
}

static void
file_kept_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (CalloutTicketAssistant) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_run_finish (CALLOUT_WORKSPACE (object), result, NULL, &error);

  if (self->session == NULL)
    return;
  tell_problem (self, error != NULL ? error->message : NULL);
  callout_draft_read_async (self->session, self->ticket, self->cancellable, reread_cb, g_object_ref (self));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CalloutTicketAssistant) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (object), result, NULL, &error);
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  g_autoptr (CalloutArgs) args = NULL;

  if (self->session == NULL)
    return;
  if (bytes == NULL)
    {
      tell_problem (self, error->message);
      return;
    }
  args = callout_args_new_with ("question", self->file_path, NULL);
  callout_args_add_file (args, "file", bytes, name);
  run (self, "ticket.answer", args, file_kept_cb);
}

static void
file_chosen_cb (GtkNativeDialog        *chooser,
                int                     response,
                CalloutTicketAssistant *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;

  if (file != NULL)
    g_file_load_bytes_async (file, self->cancellable, loaded_cb, g_object_ref (self));
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
  self->chooser = gtk_file_chooser_native_new (_("Add a File"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _("_Add"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* A value names the files that stay. */
static void
remove_file_cb (CalloutTicketAssistant *self,
                CalloutQuestionField   *field,
                const char             *ref)
{
  const char *path = callout_question_field_get_path (field);
  g_auto (GStrv) present = g_strsplit (g_hash_table_contains (self->answers, path)
                                         ? g_hash_table_lookup (self->answers, path) : "", " ", -1);
  g_autoptr (GString) kept = g_string_new (NULL);
  g_autoptr (CalloutArgs) args = NULL;

  for (guint i = 0; present[i] != NULL; i++)
    if (!g_str_equal (present[i], ref))
      g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "", present[i]);
  args = callout_args_new_with ("question", path, "value", kept->str, NULL);
  run (self, "ticket.answer", args, file_kept_cb);
}

static void
field_made_cb (CalloutTicketAssistant *self,
               CalloutQuestionField   *field)
{
  const char *path = callout_question_field_get_path (field);

  if (callout_question_is_file (callout_flow_plan_find (self->draft->plan, path, NULL)))
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
duplicate_activated_cb (CalloutTicketAssistant *self,
                        GtkListBoxRow          *row)
{
  CalloutTicket *other = g_ptr_array_index (self->draft->duplicates, (guint) gtk_list_box_row_get_index (row));

  callout_session_open (self->session, CALLOUT_KIND_TICKET, callout_entity_get_id (CALLOUT_ENTITY (other)));
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_fact (GtkListBox *list,
          const char *title,
          const char *text,
          gboolean    activatable)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), activatable);
  if (activatable)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  else
    gtk_widget_add_css_class (row, "fact");
  gtk_list_box_append (list, row);
}

static void
empty_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
show_review (CalloutTicketAssistant *self)
{
  g_autoptr (GPtrArray) shown = callout_flow_plan_shown (self->draft->plan, self->answers);
  CalloutTime now = callout_clock_now ();

  empty_list (self->summary);
  empty_list (self->duplicates);
  for (guint i = 0; i < shown->len; i++)
    {
      CalloutShownQuestion *question = g_ptr_array_index (shown, i);
      const char *value = g_hash_table_lookup (self->answers, question->path);
      g_autofree char *text = value != NULL && *value != '\0' ? callout_draft_spell_answer (question->question, value) : NULL;

      if (text != NULL)
        add_fact (self->summary, question->question->label, text, FALSE);
    }
  for (guint i = 0; i < self->draft->duplicates->len; i++)
    {
      CalloutEntity *other = g_ptr_array_index (self->draft->duplicates, i);
      CalloutTicket *ticket = CALLOUT_TICKET (other);
      g_autofree char *ref = callout_entity_dup_ref (other);
      g_autofree char *age = callout_format_age (MAX (now - other->created_at, 0));
      g_autofree char *text = g_strjoin (" · ", ref, callout_enum_label (CALLOUT_TYPE_PROGRESS, ticket->progress), age,
                                         ticket->address, NULL);

      add_fact (self->duplicates, ticket->title != NULL ? ticket->title : ref, text, TRUE);
    }
  gtk_widget_set_visible (self->duplicates_box, self->draft->duplicates->len > 0);
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
  show_review (self);
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
  guint last = n_steps (self) + 1;
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
  else if (self->page == n_steps (self))
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
  set_answer (self, CALLOUT_DRAFT_VISIBILITY, check == self->is_public ? "public" : "internal");
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
  if (self->page > n_steps (self))
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

  g_queue_clear_full (self->unkept, g_free);
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

      add_fact (self->flows, flow->name, flow->description != NULL ? flow->description : "", TRUE);
      g_object_set_data_full (G_OBJECT (gtk_widget_get_last_child (GTK_WIDGET (self->flows))), "key",
                              g_strdup (flow->key), g_free);
    }
  gtk_stack_set_visible_child_name (self->stack, flows->len > 0 ? "flows" : "none");
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

  if (self->draft != NULL && (self->keeping || !g_queue_is_empty (self->unkept)))
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
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->draft, callout_draft_free);
  if (self->unkept != NULL)
    g_queue_free_full (self->unkept, g_free);
  self->unkept = NULL;
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
  g_type_ensure (CALLOUT_TYPE_QUESTION_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/calloutdesk/Callout/tickets/callout-ticket-assistant.ui");
  BIND (heading);
  BIND (discard);
  BIND (progress);
  BIND (stack);
  BIND (problem_page);
  BIND (flows);
  BIND (questions);
  BIND (scroller);
  BIND (is_public);
  BIND (is_internal);
  BIND (duplicates_box);
  BIND (duplicates);
  BIND (summary);
  BIND (problem);
  BIND (foot);
  BIND (back);
  BIND (next);
  gtk_widget_class_bind_template_callback (widget_class, add_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, duplicate_activated_cb);
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
  self->unkept = g_queue_new ();
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
    read_flows (self);
  callout_dialog_fit (GTK_WINDOW (self), GTK_WIDGET (parent));
  gtk_window_present (GTK_WINDOW (self));
}
