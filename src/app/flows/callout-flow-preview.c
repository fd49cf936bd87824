/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-preview.h"

#include "callout-draft.h"
#include "callout-question-page.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* While somebody types, the questions need not be made anew at every letter. */
#define REFRESH_MS 250

#define FIRST_FILE G_GINT64_CONSTANT (1000000000000)

struct _CalloutFlowPreview
{
  GtkWidget            parent_instance;

  /* Template children */
  GtkWidget           *box;
  GtkLabel            *where;
  GtkProgressBar      *progress;
  GtkStack            *stack;
  GtkScrolledWindow   *scroller;
  CalloutQuestionPage *page;
  GtkListBox          *summary;
  GtkWidget           *stale;
  GtkWidget           *back;
  GtkWidget           *next;
  GtkWidget           *again;

  /* Owned */
  CalloutFlowDoc      *doc;     /* (nullable) */
  CalloutFlowPlan     *plan;    /* (nullable): the one that is walked */
  GHashTable          *answers;

  guint                step;
  guint                timer;
  guint                n_files;
};

G_DEFINE_FINAL_TYPE (CalloutFlowPreview, callout_flow_preview, GTK_TYPE_WIDGET)

static guint
n_steps (CalloutFlowPreview *self)
{
  return self->plan != NULL ? self->plan->steps->len : 0;
}

static void
show_summary (CalloutFlowPreview *self)
{
  g_autoptr (GPtrArray) shown = callout_flow_plan_shown (self->plan, self->answers);
  CalloutSession *session = callout_flow_desk_get_session (callout_flow_doc_get_desk (self->doc));
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->summary))) != NULL)
    gtk_list_box_remove (self->summary, row);
  for (guint i = 0; i < shown->len; i++)
    {
      CalloutShownQuestion *question = g_ptr_array_index (shown, i);
      const char *value = g_hash_table_lookup (self->answers, question->path);
      g_autofree char *title = g_markup_escape_text (question->question->label, -1);
      g_autofree char *text = NULL;
      g_autofree char *subtitle = NULL;

      if (value == NULL)
        continue;
      text = callout_draft_spell_answer (question->question, value, callout_session_get_zone (session));
      subtitle = g_markup_escape_text (text, -1);
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
      gtk_widget_add_css_class (row, "fact");
      gtk_list_box_append (self->summary, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->summary), gtk_widget_get_first_child (GTK_WIDGET (self->summary)) != NULL);
}

static void
show (CalloutFlowPreview *self)
{
  guint n = n_steps (self);
  gboolean sound = self->doc != NULL && callout_flow_doc_get_n_faults (self->doc) == 0;
  g_autofree char *where = NULL;

  gtk_widget_set_visible (self->stale, !sound);
  gtk_widget_set_sensitive (self->back, n > 0 && self->step > 0);
  gtk_widget_set_visible (self->next, n > 0 && self->step < n);
  gtk_widget_set_visible (self->again, n > 0 && self->step >= n);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), n > 0);
  if (n == 0)
    {
      gtk_label_set_text (self->where, "");
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  where = self->step < n ? g_strdup_printf (_("Step %u of %u"), self->step + 1, n) : g_strdup (_("All is asked"));
  gtk_label_set_text (self->where, where);
  gtk_progress_bar_set_fraction (self->progress, MIN (self->step + 1.0, n) / n);
  if (self->step >= n)
    {
      show_summary (self);
      gtk_stack_set_visible_child_name (self->stack, "end");
      return;
    }
  callout_question_page_show_step (self->page, self->step);
  gtk_stack_set_visible_child_name (self->stack, "step");
}

static void
next_cb (CalloutFlowPreview *self)
{
  if (!callout_question_page_check (self->page))
    return;
  do
    self->step++;
  while (self->step < n_steps (self) && !callout_question_page_is_asked (self->page, self->step));
  show (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
back_cb (CalloutFlowPreview *self)
{
  if (self->step == 0)
    return;
  do
    self->step--;
  while (self->step > 0 && !callout_question_page_is_asked (self->page, self->step));
  show (self);
}

static void
again_cb (CalloutFlowPreview *self)
{
  g_hash_table_remove_all (self->answers);
  self->step = 0;
  if (self->plan != NULL)
    callout_question_page_set_plan (self->page, self->plan, self->answers,
                                    callout_session_get_zone (callout_flow_desk_get_session (callout_flow_doc_get_desk (self->doc))));
  show (self);
}

/* Files */

static CalloutSession *
session_of (CalloutFlowPreview *self)
{
  return callout_flow_desk_get_session (callout_flow_doc_get_desk (self->doc));
}

static void
show_files (CalloutFlowPreview   *self,
            CalloutQuestionField *field)
{
  const char *value = g_hash_table_lookup (self->answers, callout_question_field_get_path (field));
  g_auto (GStrv) refs = g_strsplit (value != NULL ? value : "", " ", -1);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  if (!callout_question_is_file (callout_question_field_get_question (field)))
    return;
  for (guint i = 0; value != NULL && refs[i] != NULL; i++)
    {
      CalloutFile *file = g_object_new (CALLOUT_TYPE_FILE, NULL);

      CALLOUT_ENTITY (file)->id = g_ascii_strtoll (refs[i] + strlen ("F-"), NULL, 10);
      /* Translators: a file that is not there, for trying out a flow; %u is a number */
      file->name = g_strdup_printf (_("Example file %u"), i + 1);
      g_ptr_array_add (files, file);
    }
  callout_question_field_set_files (field, session_of (self), files);
}

/* No file is read: that there would be one is enough to go on. */
static void
add_file_cb (CalloutFlowPreview   *self,
             CalloutQuestionField *field)
{
  const char *path = callout_question_field_get_path (field);
  const char *value = g_hash_table_lookup (self->answers, path);
  /* Of a number that no file of the house has. */
  gint64 id = FIRST_FILE + self->n_files++;
  char *more = value != NULL ? g_strdup_printf ("%s F-%" PRId64, value, id) : g_strdup_printf ("F-%" PRId64, id);

  g_hash_table_insert (self->answers, g_strdup (path), more);
  callout_question_field_set_problem (field, NULL);
  show_files (self, field);
}

static void
remove_file_cb (CalloutFlowPreview   *self,
                CalloutQuestionField *field,
                const char           *ref)
{
  const char *path = callout_question_field_get_path (field);
  const char *value = g_hash_table_lookup (self->answers, path);
  g_auto (GStrv) refs = g_strsplit (value != NULL ? value : "", " ", -1);
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; refs[i] != NULL; i++)
    if (*ref != '\0' && !g_str_equal (refs[i], ref))
      g_string_append_printf (rest, "%s%s", rest->len > 0 ? " " : "", refs[i]);
  if (rest->len > 0)
    g_hash_table_insert (self->answers, g_strdup (path), g_strdup (rest->str));
  else
    g_hash_table_remove (self->answers, path);
  show_files (self, field);
}

/* What is drawn takes the place of what was drawn before. */
static void
add_picture_cb (CalloutFlowPreview   *self,
                CalloutQuestionField *field,
                GdkTexture           *picture)
{
  g_hash_table_remove (self->answers, callout_question_field_get_path (field));
  add_file_cb (self, field);
}

static void
choose_place_cb (CalloutFlowPreview   *self,
                 CalloutQuestionField *field)
{
  callout_question_page_choose_place (field, session_of (self));
}

/* What is walked */

static gboolean
same_plan (CalloutFlowPlan *a,
           CalloutFlowPlan *b)
{
  g_autofree char *x = a != NULL ? callout_flow_plan_to_json (a) : NULL;
  g_autofree char *y = b != NULL ? callout_flow_plan_to_json (b) : NULL;

  return g_strcmp0 (x, y) == 0;
}

/* Answers that the new plan would not take would only be in the way. */
static void
drop_unfit (CalloutFlowPreview *self)
{
  GHashTableIter iter;
  gpointer path, value;

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, &path, &value))
    {
      const CalloutFlowQuestion *question = callout_flow_plan_find (self->plan, path, NULL);

      if (question == NULL || !callout_flow_plan_check_answer (question, value, NULL))
        g_hash_table_iter_remove (&iter);
    }
}

static void
refresh (CalloutFlowPreview *self)
{
  CalloutFlowPlan *plan = self->doc != NULL ? callout_flow_doc_get_plan (self->doc) : NULL;

  if (plan != NULL && !same_plan (plan, self->plan))
    {
      CalloutSession *session = callout_flow_desk_get_session (callout_flow_doc_get_desk (self->doc));
      CalloutFlowPlan *old = self->plan;

      self->plan = callout_flow_plan_ref (plan);
      drop_unfit (self);
      callout_question_page_set_plan (self->page, plan, self->answers, callout_session_get_zone (session));
      g_clear_pointer (&old, callout_flow_plan_unref);
      if (self->step > n_steps (self))
        self->step = n_steps (self);
    }
  show (self);
}

static gboolean
timer_cb (gpointer data)
{
  CalloutFlowPreview *self = data;

  self->timer = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
edited_cb (CalloutFlowPreview *self)
{
  if (self->timer == 0)
    self->timer = g_timeout_add (REFRESH_MS, timer_cb, self);
}

static void
callout_flow_preview_dispose (GObject *object)
{
  CalloutFlowPreview *self = CALLOUT_FLOW_PREVIEW (object);

  callout_flow_preview_set_doc (self, NULL);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->plan, callout_flow_plan_unref);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  G_OBJECT_CLASS (callout_flow_preview_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, CalloutFlowPreview, child)

static void
callout_flow_preview_class_init (CalloutFlowPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_flow_preview_dispose;
  g_type_ensure (CALLOUT_TYPE_QUESTION_PAGE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "flowpreview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/calloutdesk/Callout/flows/callout-flow-preview.ui");
  BIND (box);
  BIND (where);
  BIND (progress);
  BIND (stack);
  BIND (scroller);
  BIND (page);
  BIND (summary);
  BIND (stale);
  BIND (back);
  BIND (next);
  BIND (again);
  gtk_widget_class_bind_template_callback (widget_class, add_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_picture_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_place_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_files);
}

static void
callout_flow_preview_init (CalloutFlowPreview *self)
{
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * callout_flow_preview_set_doc:
 * @doc: (nullable)
 */
void
callout_flow_preview_set_doc (CalloutFlowPreview *self,
                              CalloutFlowDoc     *doc)
{
  if (self->doc == doc)
    return;
  if (self->doc != NULL)
    g_signal_handlers_disconnect_by_func (self->doc, edited_cb, self);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_set_object (&self->doc, doc);
  if (doc == NULL)
    return;
  g_signal_connect_object (doc, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_remove_all (self->answers);
  g_clear_pointer (&self->plan, callout_flow_plan_unref);
  self->step = 0;
  refresh (self);
}

/**
 * callout_flow_preview_show_step:
 *
 * Shows the step somebody works at.
 */
void
callout_flow_preview_show_step (CalloutFlowPreview *self,
                                guint               step)
{
  if (step >= n_steps (self) || step == self->step)
    return;
  self->step = step;
  show (self);
}
