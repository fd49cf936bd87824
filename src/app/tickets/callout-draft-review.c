/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-draft-review.h"

#include "callout-file-row.h"
#include "callout-format.h"

#include <glib/gi18n-lib.h>

struct _CalloutDraftReview
{
  GtkWidget parent_instance;

  /* Children */
  GtkWidget  *box;
  GtkWidget  *duplicates_box;
  GtkListBox *duplicates;
  GtkListBox *summary;

  /* Owned */
  GPtrArray  *others; /* (nullable): of CalloutTicket */
};

enum { OPENED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutDraftReview, callout_draft_review, GTK_TYPE_WIDGET)

/**
 * callout_fact_row_new:
 * @activatable: whether it leads somewhere
 *
 * Returns: (transfer floating): a row that says what something is
 */
GtkWidget *
callout_fact_row_new (const char *title,
                      const char *text,
                      gboolean    activatable)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 6);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), activatable);
  if (activatable)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  else
    gtk_widget_add_css_class (row, "fact");
  return row;
}

static void
add_files (GtkListBox     *list,
           CalloutSession *session,
           const char     *path,
           GPtrArray      *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      CalloutFile *file = g_ptr_array_index (files, i);

      if (g_strcmp0 (file->question, path) == 0)
        gtk_list_box_append (list, callout_file_row_new (session, file));
    }
}

/**
 * callout_draft_add_answers:
 * @list: of facts; it must open the #CalloutFileRow among them
 * @files: (element-type CalloutFile): of the ticket
 *
 * Adds what was answered, as people read it, with the files under their question.
 */
void
callout_draft_add_answers (GtkListBox      *list,
                           CalloutSession  *session,
                           CalloutFlowPlan *plan,
                           GHashTable      *answers,
                           GPtrArray       *files)
{
  g_autoptr (GPtrArray) shown = callout_flow_plan_shown (plan, answers);

  for (guint i = 0; i < shown->len; i++)
    {
      CalloutShownQuestion *question = g_ptr_array_index (shown, i);
      const char *value = g_hash_table_lookup (answers, question->path);
      g_autofree char *text = NULL;

      if (value == NULL || *value == '\0')
        continue;
      text = callout_draft_spell_answer (question->question, value, callout_session_get_zone (session));
      gtk_list_box_append (list, callout_fact_row_new (question->question->label, text, FALSE));
      if (callout_question_is_file (question->question))
        add_files (list, session, question->path, files);
    }
}

static void
duplicate_activated_cb (CalloutDraftReview *self,
                        GtkListBoxRow      *row)
{
  CalloutEntity *other = g_ptr_array_index (self->others, (guint) gtk_list_box_row_get_index (row));

  g_signal_emit (self, signals[OPENED], 0, callout_entity_get_id (other));
}

static void
answer_activated_cb (CalloutDraftReview *self,
                     GtkListBoxRow      *row)
{
  if (CALLOUT_IS_FILE_ROW (row))
    callout_file_row_open (CALLOUT_FILE_ROW (row));
}

static void
callout_draft_review_dispose (GObject *object)
{
  CalloutDraftReview *self = CALLOUT_DRAFT_REVIEW (object);

  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (callout_draft_review_parent_class)->dispose (object);
}

static void
callout_draft_review_class_init (CalloutDraftReviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_draft_review_dispose;
  signals[OPENED] = g_signal_new ("opened", CALLOUT_TYPE_DRAFT_REVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkListBox *
make_list (const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_LIST_BOX (list);
}

static GtkWidget *
make_label (const char *text,
            const char *style_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (label, style_class);
  return label;
}

static void
callout_draft_review_init (CalloutDraftReview *self)
{
  GtkWidget *warning = make_label (_("Is it one of these already? They are about the same place or customer."), "heading");

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->duplicates_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->duplicates = make_list (_("Possible duplicates"));
  self->summary = make_list (_("Answers"));
  gtk_widget_add_css_class (warning, "warning");
  gtk_box_append (GTK_BOX (self->duplicates_box), warning);
  gtk_box_append (GTK_BOX (self->duplicates_box), GTK_WIDGET (self->duplicates));
  gtk_box_append (GTK_BOX (self->box), make_label (_("Ready to Submit"), "title-3"));
  gtk_box_append (GTK_BOX (self->box), self->duplicates_box);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->summary));
  g_signal_connect_object (self->duplicates, "row-activated", G_CALLBACK (duplicate_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->summary, "row-activated", G_CALLBACK (answer_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
empty_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

/**
 * callout_draft_review_show:
 * @answers: path → value: as they stand
 */
void
callout_draft_review_show (CalloutDraftReview *self,
                           CalloutSession     *session,
                           CalloutDraft       *draft,
                           GHashTable         *answers)
{
  CalloutTime now = callout_clock_now ();

  empty_list (self->summary);
  empty_list (self->duplicates);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  self->others = g_ptr_array_ref (draft->duplicates);
  callout_draft_add_answers (self->summary, session, draft->plan, answers, draft->files);
  for (guint i = 0; i < self->others->len; i++)
    {
      CalloutEntity *other = g_ptr_array_index (self->others, i);
      CalloutTicket *ticket = CALLOUT_TICKET (other);
      g_autofree char *ref = callout_entity_dup_ref (other);
      g_autofree char *age = callout_format_age (MAX (now - other->created_at, 0));
      g_autofree char *text = g_strjoin (" · ", ref, callout_enum_label (CALLOUT_TYPE_PROGRESS, ticket->progress), age,
                                         ticket->address, NULL);

      gtk_list_box_append (self->duplicates, callout_fact_row_new (ticket->title != NULL ? ticket->title : ref, text, TRUE));
    }
  gtk_widget_set_visible (self->duplicates_box, self->others->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), gtk_widget_get_first_child (GTK_WIDGET (self->summary)) != NULL);
}
