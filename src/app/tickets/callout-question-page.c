/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-question-page.h"

#include "callout-dialog-fit.h"
#include "callout-location-dialog.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _CalloutQuestionPage
{
  GtkWidget        parent_instance;

  /* Children */
  GtkWidget       *box;
  GtkWidget       *title;
  GtkBox          *questions;

  /* Owned */
  CalloutFlowPlan *plan;    /* (nullable) */
  GHashTable      *answers; /* path → value: what stands there */
  GHashTable      *fields;  /* path → CalloutQuestionField */
  GTimeZone       *zone;

  guint            step;
};

enum { ANSWERED, ADD_FILE, ADD_PICTURE, REMOVE_FILE, CHOOSE_PLACE, FIELD_MADE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutQuestionPage, callout_question_page, GTK_TYPE_WIDGET)

static void
answered_cb (CalloutQuestionPage  *self,
             CalloutQuestionField *field)
{
  g_autofree char *value = callout_question_field_dup_answer (field);
  const char *path = callout_question_field_get_path (field);

  if (*value == '\0')
    g_hash_table_remove (self->answers, path);
  else
    g_hash_table_insert (self->answers, g_strdup (path), g_strdup (value));
  g_signal_emit (self, signals[ANSWERED], 0, field, value);
  callout_question_page_refresh (self);
}

static void
add_file_cb (CalloutQuestionPage  *self,
             CalloutQuestionField *field)
{
  g_signal_emit (self, signals[ADD_FILE], 0, field);
}

static void
add_picture_cb (CalloutQuestionPage  *self,
                GdkTexture           *picture,
                CalloutQuestionField *field)
{
  g_signal_emit (self, signals[ADD_PICTURE], 0, field, picture);
}

static void
choose_place_cb (CalloutQuestionPage  *self,
                 CalloutQuestionField *field)
{
  g_signal_emit (self, signals[CHOOSE_PLACE], 0, field);
}

static void
remove_file_cb (CalloutQuestionPage  *self,
                const char           *ref,
                CalloutQuestionField *field)
{
  g_signal_emit (self, signals[REMOVE_FILE], 0, field, ref);
}

static GtkWidget *
ensure_field (CalloutQuestionPage  *self,
              CalloutShownQuestion *shown)
{
  GtkWidget *field = g_hash_table_lookup (self->fields, shown->path);

  if (field != NULL)
    return field;
  field = g_object_ref_sink (callout_question_field_new (shown->question, shown->path, shown->repeat, self->zone));
  callout_question_field_set_answer (CALLOUT_QUESTION_FIELD (field), g_hash_table_lookup (self->answers, shown->path));
  g_signal_connect_object (field, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field, "add-file", G_CALLBACK (add_file_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field, "add-picture", G_CALLBACK (add_picture_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field, "choose-place", G_CALLBACK (choose_place_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field, "remove-file", G_CALLBACK (remove_file_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->fields, g_strdup (shown->path), field);
  g_signal_emit (self, signals[FIELD_MADE], 0, field);
  return field;
}

static void
empty (CalloutQuestionPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->questions))) != NULL)
    gtk_box_remove (self->questions, child);
  g_hash_table_remove_all (self->fields);
}

static void
callout_question_page_dispose (GObject *object)
{
  CalloutQuestionPage *self = CALLOUT_QUESTION_PAGE (object);

  if (self->box != NULL)
    empty (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->fields, g_hash_table_unref);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->plan, callout_flow_plan_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (callout_question_page_parent_class)->dispose (object);
}

static void
callout_question_page_class_init (CalloutQuestionPageClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_question_page_dispose;
  signals[ANSWERED] = g_signal_new ("answered", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, CALLOUT_TYPE_QUESTION_FIELD, G_TYPE_STRING);
  signals[ADD_FILE] = g_signal_new ("add-file", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, CALLOUT_TYPE_QUESTION_FIELD);
  signals[ADD_PICTURE] = g_signal_new ("add-picture", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, CALLOUT_TYPE_QUESTION_FIELD, GDK_TYPE_TEXTURE);
  signals[CHOOSE_PLACE] = g_signal_new ("choose-place", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, CALLOUT_TYPE_QUESTION_FIELD);
  signals[REMOVE_FILE] = g_signal_new ("remove-file", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, CALLOUT_TYPE_QUESTION_FIELD, G_TYPE_STRING);
  signals[FIELD_MADE] = g_signal_new ("field-made", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, CALLOUT_TYPE_QUESTION_FIELD);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
callout_question_page_init (CalloutQuestionPage *self)
{
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  gtk_widget_add_css_class (self->title, "title-3");
  self->questions = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_box_append (GTK_BOX (self->box), self->title);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->questions));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * callout_question_page_set_plan:
 * @answers: (element-type utf8 utf8): by path; written to as they are given
 *
 * Asks by a plan from now on. What was shown is made anew.
 */
void
callout_question_page_set_plan (CalloutQuestionPage *self,
                                CalloutFlowPlan     *plan,
                                GHashTable          *answers,
                                GTimeZone           *zone)
{
  empty (self);
  callout_flow_plan_ref (plan);
  g_hash_table_ref (answers);
  g_time_zone_ref (zone);
  g_clear_pointer (&self->plan, callout_flow_plan_unref);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->plan = plan;
  self->answers = answers;
  self->zone = zone;
}

/**
 * callout_question_page_refresh:
 *
 * Fields that are asked already stay where the keyboard is; what an answer
 * hides goes, what it brings comes in its place.
 */
void
callout_question_page_refresh (CalloutQuestionPage *self)
{
  g_autoptr (GPtrArray) shown = callout_flow_plan_shown (self->plan, self->answers);
  GtkWidget *before = NULL;
  GtkWidget *rest;

  for (guint i = 0; i < shown->len; i++)
    {
      CalloutShownQuestion *question = g_ptr_array_index (shown, i);
      GtkWidget *field;

      if (question->step != self->step)
        continue;
      field = ensure_field (self, question);
      if (gtk_widget_get_parent (field) == NULL)
        gtk_box_insert_child_after (self->questions, field, before);
      else
        gtk_box_reorder_child_after (self->questions, field, before);
      before = field;
    }
  rest = before != NULL ? gtk_widget_get_next_sibling (before) : gtk_widget_get_first_child (GTK_WIDGET (self->questions));
  while (rest != NULL)
    {
      GtkWidget *after = gtk_widget_get_next_sibling (rest);

      gtk_box_remove (self->questions, rest);
      rest = after;
    }
}

void
callout_question_page_show_step (CalloutQuestionPage *self,
                                 guint                step)
{
  CalloutFlowPlanStep *shown = g_ptr_array_index (self->plan->steps, step);

  self->step = step;
  gtk_label_set_text (GTK_LABEL (self->title), shown->title);
  callout_question_page_refresh (self);
}

/**
 * callout_question_page_is_asked:
 *
 * Returns: whether a step has questions after the answers so far
 */
gboolean
callout_question_page_is_asked (CalloutQuestionPage *self,
                                guint                step)
{
  g_autoptr (GPtrArray) shown = callout_flow_plan_shown (self->plan, self->answers);

  for (guint i = 0; i < shown->len; i++)
    if (((CalloutShownQuestion *) g_ptr_array_index (shown, i))->step == step)
      return TRUE;
  return FALSE;
}

/**
 * callout_question_page_check:
 *
 * Returns: whether the step can be left; where not, each question says why,
 *   and the first has the focus
 */
gboolean
callout_question_page_check (CalloutQuestionPage *self)
{
  GtkWidget *first = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->questions)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      CalloutQuestionField *field = CALLOUT_QUESTION_FIELD (child);
      const char *path = callout_question_field_get_path (field);
      const CalloutFlowQuestion *question = callout_flow_plan_find (self->plan, path, NULL);
      const char *value = g_hash_table_lookup (self->answers, path);
      g_autoptr (GError) error = NULL;

      if (question->kind == CALLOUT_QUESTION_TEXT)
        continue;
      if (value == NULL || *value == '\0')
        {
          if (question->required)
            g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("This has to be answered"));
        }
      else
        callout_flow_plan_check_answer (question, value, &error);
      callout_question_field_set_problem (field, error != NULL ? error->message : NULL);
      if (error != NULL && first == NULL)
        first = child;
    }
  if (first != NULL)
    gtk_widget_child_focus (first, GTK_DIR_TAB_FORWARD);
  return first == NULL;
}

/**
 * callout_question_page_get_fields:
 *
 * Returns: (transfer container) (element-type CalloutQuestionField): all that were made so far
 */
GList *
callout_question_page_get_fields (CalloutQuestionPage *self)
{
  return g_hash_table_get_values (self->fields);
}

static void
place_chosen_cb (CalloutQuestionField *field,
                 double                latitude,
                 double                longitude,
                 const char           *address)
{
  char north[G_ASCII_DTOSTR_BUF_SIZE], east[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *value = g_strdup_printf ("%s,%s;%s", g_ascii_formatd (north, sizeof north, "%.6f", latitude),
                                            g_ascii_formatd (east, sizeof east, "%.6f", longitude), address);

  callout_question_field_take_answer (field, value);
}

/**
 * callout_question_page_choose_place:
 *
 * Opens the map for a question of where, beginning where the answer so far says.
 */
void
callout_question_page_choose_place (CalloutQuestionField *field,
                                    CalloutSession       *session)
{
  g_autofree char *value = callout_question_field_dup_answer (field);
  g_autofree char *address = NULL;
  double latitude = NAN, longitude = NAN;
  GtkWidget *dialog;

  if (*value != '\0')
    callout_answer_parse_location (value, &latitude, &longitude, &address, NULL);
  dialog = callout_location_dialog_new_to_choose (session, address, latitude, longitude);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (place_chosen_cb), field, G_CONNECT_SWAPPED);
  callout_dialog_fit (GTK_WINDOW (dialog), GTK_WIDGET (field));
  gtk_window_present (GTK_WINDOW (dialog));
}
