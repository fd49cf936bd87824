/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-question-form.h"

#include "callout-flow-rows.h"

#include <glib/gi18n-lib.h>

enum { LABEL, HELP, MIN, MAX, VALUE, KEY, N_TEXTS };

struct _CalloutFlowQuestionForm
{
  GtkWidget       parent_instance;

  /* Children */
  GtkWidget      *box;
  GtkWidget      *kind;
  GtkWidget      *texts[N_TEXTS];
  GtkWidget      *paragraph_frame;
  GtkTextBuffer  *paragraph;       /* a text's own words */
  GtkWidget      *required;
  GtkWidget      *required_row;
  GtkWidget      *limits;
  GtkWidget      *options_box;
  GtkListBox     *options;
  GtkWidget      *asked;
  GtkWidget      *op;
  GtkWidget      *value_choice;
  GtkWidget      *keys;
  GPtrArray      *option_keys;     /* of rows in @keys */

  /* Owned */
  CalloutFlowDoc *doc;
  GArray         *kinds;           /* of int: what the combo offers */
  GArray         *asked_ids;       /* of guint; the first is 0: always */
  GArray         *ops;             /* of int */
  GArray         *value_ids;       /* of guint: options */
  GArray         *option_ids;      /* of guint: as they are shown */

  guint           id;
  gboolean        filling;
};

G_DEFINE_FINAL_TYPE (CalloutFlowQuestionForm, callout_flow_question_form, GTK_TYPE_WIDGET)

static CalloutSketchQuestion *
question_of (CalloutFlowQuestionForm *self)
{
  return callout_flow_sketch_find (callout_flow_doc_get_sketch (self->doc), self->id, NULL);
}

static char *
merge_key (CalloutFlowQuestionForm *self,
           const char              *what,
           guint                    which)
{
  return g_strdup_printf ("%u.%s.%u", self->id, what, which);
}

/* Begins an edit; %NULL where there is nothing to be edited or it is only shown. */
static CalloutSketchQuestion *
begin (CalloutFlowQuestionForm *self,
       const char              *what,
       guint                    which,
       gboolean                 typed)
{
  g_autofree char *merge = typed ? merge_key (self, what, which) : NULL;

  if (self->filling || self->doc == NULL || question_of (self) == NULL)
    return NULL;
  callout_flow_doc_begin (self->doc, merge);
  return question_of (self);
}

static void
end (CalloutFlowQuestionForm *self)
{
  callout_flow_doc_end (self->doc);
}

static void
replace (char       **place,
         const char  *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

/* Texts */

static void
set_text (CalloutFlowQuestionForm *self,
          CalloutSketchQuestion   *question,
          guint                    which,
          const char              *text)
{
  CalloutFlowSketch *sketch = callout_flow_doc_get_sketch (self->doc);

  switch (which)
    {
    case LABEL:
      callout_flow_sketch_set_label (sketch, question, text);
      break;
    case HELP:
      replace (&question->help, text);
      break;
    case MIN:
      replace (&question->min, text);
      break;
    case MAX:
      replace (&question->max, text);
      break;
    case VALUE:
      replace (&question->if_value, text);
      break;
    default:
      question->follows = FALSE;
      replace (&question->key, text);
    }
}

static void
text_cb (CalloutFlowQuestionForm *self,
         GtkWidget               *row)
{
  guint which = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "which"));
  CalloutSketchQuestion *question = begin (self, "text", which, TRUE);

  if (question == NULL)
    return;
  set_text (self, question, which, gtk_editable_get_text (GTK_EDITABLE (row)));
  end (self);
}

static void
paragraph_cb (CalloutFlowQuestionForm *self)
{
  CalloutSketchQuestion *question = begin (self, "text", LABEL, TRUE);
  g_autofree char *text = NULL;

  if (question == NULL)
    return;
  g_object_get (self->paragraph, "text", &text, NULL);
  callout_flow_sketch_set_label (callout_flow_doc_get_sketch (self->doc), question, text);
  end (self);
}

static GtkWidget *
make_entry (CalloutFlowQuestionForm *self,
            guint                    which,
            const char              *title)
{
  GtkWidget *row = callout_flow_entry_new (title);

  g_object_set_data (G_OBJECT (row), "which", GUINT_TO_POINTER (which));
  g_signal_connect_object (row, "changed", G_CALLBACK (text_cb), self, G_CONNECT_SWAPPED);
  self->texts[which] = row;
  return row;
}

static void
sync_entry (GtkWidget  *row,
            const char *text)
{
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), text))
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* Kinds and flags */

static void
kind_cb (CalloutFlowQuestionForm *self)
{
  guint nth = adw_combo_row_get_selected (ADW_COMBO_ROW (self->kind));
  CalloutSketchQuestion *question;

  if (self->filling || nth >= self->kinds->len)
    return;
  question = begin (self, "kind", 0, FALSE);
  if (question == NULL)
    return;
  callout_flow_sketch_set_kind (callout_flow_doc_get_sketch (self->doc), question,
                                (CalloutQuestionKind) g_array_index (self->kinds, int, nth));
  end (self);
}

static void
required_cb (CalloutFlowQuestionForm *self)
{
  CalloutSketchQuestion *question = begin (self, "required", 0, FALSE);

  if (question == NULL)
    return;
  question->required = gtk_switch_get_active (GTK_SWITCH (self->required));
  end (self);
}

/* Answers to choose from */

static CalloutSketchOption *
option_at (CalloutSketchQuestion *question,
           guint                  id,
           guint                 *index)
{
  for (guint i = 0; i < question->options->len; i++)
    {
      CalloutSketchOption *option = g_ptr_array_index (question->options, i);

      if (option->id != id)
        continue;
      if (index != NULL)
        *index = i;
      return option;
    }
  return NULL;
}

static guint
option_id (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "option"));
}

static void
option_cb (CalloutFlowQuestionForm *self,
           GtkWidget               *entry)
{
  CalloutSketchQuestion *question = begin (self, "option", option_id (entry), TRUE);
  CalloutSketchOption *option = question != NULL ? option_at (question, option_id (entry), NULL) : NULL;

  if (option == NULL)
    return;
  callout_flow_sketch_set_option (callout_flow_doc_get_sketch (self->doc), question, option,
                                  gtk_editable_get_text (GTK_EDITABLE (entry)));
  end (self);
}

static void
option_key_cb (CalloutFlowQuestionForm *self,
               GtkWidget               *row)
{
  CalloutSketchQuestion *question = begin (self, "option-key", option_id (row), TRUE);
  CalloutSketchOption *option = question != NULL ? option_at (question, option_id (row), NULL) : NULL;

  if (option == NULL)
    return;
  option->follows = FALSE;
  replace (&option->key, gtk_editable_get_text (GTK_EDITABLE (row)));
  end (self);
}

static void
focus_option (CalloutFlowQuestionForm *self,
              guint                    index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->options, (int) index);

  if (row != NULL)
    gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

static void
add_option_cb (CalloutFlowQuestionForm *self)
{
  CalloutSketchQuestion *question = begin (self, "add-option", 0, FALSE);

  if (question == NULL)
    return;
  callout_flow_sketch_add_option (callout_flow_doc_get_sketch (self->doc), question);
  end (self);
  question = question_of (self);
  focus_option (self, question->options->len - 1);
}

static void
remove_option_cb (CalloutFlowQuestionForm *self,
                  GtkWidget               *button)
{
  CalloutSketchQuestion *question = begin (self, "remove-option", 0, FALSE);
  guint index = 0;

  if (question == NULL || option_at (question, option_id (button), &index) == NULL)
    return;
  g_ptr_array_remove_index (question->options, index);
  end (self);
  if (index > 0 || question->options->len > 0)
    focus_option (self, index > 0 ? index - 1 : 0);
}

static gboolean
move_option (CalloutFlowQuestionForm *self,
             guint                    id,
             int                      by)
{
  CalloutSketchQuestion *question = question_of (self);
  guint index = 0;
  gpointer option;

  if (question == NULL || option_at (question, id, &index) == NULL
      || (by < 0 ? index == 0 : index + 1 >= question->options->len))
    return FALSE;
  question = begin (self, "move-option", 0, FALSE);
  option = g_ptr_array_steal_index (question->options, index);
  index = by < 0 ? index - 1 : index + 1;
  g_ptr_array_insert (question->options, (int) index, option);
  end (self);
  focus_option (self, index);
  return TRUE;
}

static gboolean
option_up_cb (GtkWidget *widget,
              GVariant  *args,
              gpointer   data)
{
  move_option (CALLOUT_FLOW_QUESTION_FORM (data), option_id (widget), -1);
  return TRUE;
}

static gboolean
option_down_cb (GtkWidget *widget,
                GVariant  *args,
                gpointer   data)
{
  move_option (CALLOUT_FLOW_QUESTION_FORM (data), option_id (widget), 1);
  return TRUE;
}

static void
add_option_keys (CalloutFlowQuestionForm *self,
                 GtkWidget               *entry)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  /* Before the list moves the focus and the card moves the question. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Up, GDK_ALT_MASK), gtk_callback_action_new (option_up_cb, self, NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Down, GDK_ALT_MASK), gtk_callback_action_new (option_down_cb, self, NULL)));
  gtk_widget_add_controller (entry, keys);
}

static GtkWidget *
make_option_row (CalloutFlowQuestionForm *self,
                 CalloutSketchOption     *option,
                 guint                    nth)
{
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *title = g_strdup_printf (_("Answer %u"), nth + 1);
  GtkWidget *row = callout_flow_entry_new (title);
  g_autofree char *label = g_strdup_printf (_("Remove answer %u"), nth + 1);

  gtk_editable_set_text (GTK_EDITABLE (row), option->label);
  g_object_set_data (G_OBJECT (row), "option", GUINT_TO_POINTER (option->id));
  g_object_set_data (G_OBJECT (remove), "option", GUINT_TO_POINTER (option->id));
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), remove);
  g_signal_connect_object (row, "changed", G_CALLBACK (option_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (add_option_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_option_cb), self, G_CONNECT_SWAPPED);
  add_option_keys (self, row);
  return row;
}

static gboolean
options_are_shown (CalloutFlowQuestionForm *self,
                   CalloutSketchQuestion   *question)
{
  if (self->option_ids->len != question->options->len)
    return FALSE;
  for (guint i = 0; i < question->options->len; i++)
    if (g_array_index (self->option_ids, guint, i) != ((CalloutSketchOption *) g_ptr_array_index (question->options, i))->id)
      return FALSE;
  return TRUE;
}

static void
make_options (CalloutFlowQuestionForm *self,
              CalloutSketchQuestion   *question)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->options))) != NULL)
    gtk_list_box_remove (self->options, row);
  for (guint i = 0; i < self->option_keys->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self->keys), g_ptr_array_index (self->option_keys, i));
  g_ptr_array_set_size (self->option_keys, 0);
  g_array_set_size (self->option_ids, 0);
  for (guint i = 0; i < question->options->len; i++)
    {
      CalloutSketchOption *option = g_ptr_array_index (question->options, i);

      g_array_append_val (self->option_ids, option->id);
      gtk_list_box_append (self->options, make_option_row (self, option, i));
      row = callout_flow_entry_new ("");
      g_object_set_data (G_OBJECT (row), "option", GUINT_TO_POINTER (option->id));
      g_signal_connect_object (row, "changed", G_CALLBACK (option_key_cb), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->option_keys, row);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self->keys), row);
    }
}

static void
sync_options (CalloutFlowQuestionForm *self,
              CalloutSketchQuestion   *question)
{
  gboolean chooses = callout_question_kind_chooses (question->kind);

  gtk_widget_set_visible (self->options_box, chooses);
  if (!options_are_shown (self, question))
    make_options (self, question);
  for (guint i = 0; i < question->options->len; i++)
    {
      CalloutSketchOption *option = g_ptr_array_index (question->options, i);
      GtkWidget *key = g_ptr_array_index (self->option_keys, i);
      g_autofree char *title = g_strdup_printf (_("Answer %u"), i + 1);
      /* Translators: %s is an answer that can be chosen */
      g_autofree char *named = g_strdup_printf (_("Key of “%s”"), *option->label != '\0' ? option->label : title);

      sync_entry (GTK_WIDGET (gtk_list_box_get_row_at_index (self->options, (int) i)), option->label);
      sync_entry (key, option->key);
      callout_flow_entry_entitle (key, named);
      gtk_widget_set_visible (key, chooses);
    }
}

/* Shown only if */

static void
asked_cb (CalloutFlowQuestionForm *self)
{
  guint nth = adw_combo_row_get_selected (ADW_COMBO_ROW (self->asked));
  CalloutSketchQuestion *question;

  if (self->filling || nth >= self->asked_ids->len)
    return;
  question = begin (self, "asked", 0, FALSE);
  if (question == NULL)
    return;
  callout_flow_sketch_set_condition (callout_flow_doc_get_sketch (self->doc), question,
                                     g_array_index (self->asked_ids, guint, nth));
  end (self);
}

static void
op_cb (CalloutFlowQuestionForm *self)
{
  guint nth = adw_combo_row_get_selected (ADW_COMBO_ROW (self->op));
  CalloutSketchQuestion *question;

  if (self->filling || nth >= self->ops->len)
    return;
  question = begin (self, "op", 0, FALSE);
  if (question == NULL)
    return;
  question->if_op = (CalloutShowOp) g_array_index (self->ops, int, nth);
  end (self);
}

static void
value_choice_cb (CalloutFlowQuestionForm *self)
{
  guint nth = adw_combo_row_get_selected (ADW_COMBO_ROW (self->value_choice));
  CalloutSketchQuestion *question;

  if (self->filling || nth >= self->value_ids->len)
    return;
  question = begin (self, "value", 0, FALSE);
  if (question == NULL)
    return;
  question->if_option = g_array_index (self->value_ids, guint, nth);
  end (self);
}

/* Replaced only where it says something else: a list that is open stays so. */
static void
set_strings (GtkWidget     *row,
             GtkStringList *strings,
             guint          selected)
{
  GListModel *present = adw_combo_row_get_model (ADW_COMBO_ROW (row));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (strings));
  gboolean same = present != NULL && g_list_model_get_n_items (present) == n;

  for (guint i = 0; same && i < n; i++)
    same = g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (present), i), gtk_string_list_get_string (strings, i));
  if (!same)
    adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (strings));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
}

static void
append_text (GtkStringList *strings,
             const char    *text)
{
  gtk_string_list_append (strings, *text != '\0' ? text : _("(no words yet)"));
}

static void
sync_asked (CalloutFlowQuestionForm *self,
            CalloutSketchQuestion   *question)
{
  CalloutFlowSketch *sketch = callout_flow_doc_get_sketch (self->doc);
  g_autoptr (GPtrArray) earlier = callout_flow_sketch_earlier (sketch, self->id);
  g_autoptr (GtkStringList) strings = gtk_string_list_new (NULL);
  CalloutSketchQuestion *asked = callout_flow_sketch_find (sketch, question->if_id, NULL);
  guint always = 0;
  guint selected = 0;

  g_array_set_size (self->asked_ids, 0);
  g_array_append_val (self->asked_ids, always);
  gtk_string_list_append (strings, _("Always"));
  for (guint i = 0; i < earlier->len; i++)
    {
      CalloutSketchQuestion *other = g_ptr_array_index (earlier, i);

      if (question->conditional && question->if_id == other->id)
        selected = self->asked_ids->len;
      g_array_append_val (self->asked_ids, other->id);
      append_text (strings, other->label);
    }
  /* What cannot be meant any more is still what was said. */
  if (question->conditional && selected == 0)
    {
      selected = self->asked_ids->len;
      g_array_append_val (self->asked_ids, question->if_id);
      append_text (strings, asked != NULL ? asked->label : question->if_key);
    }
  set_strings (self->asked, strings, selected);
}

static void
sync_op (CalloutFlowQuestionForm *self,
         CalloutSketchQuestion   *question,
         CalloutSketchQuestion   *asked)
{
  static const char *const labels[] = { N_("is"), N_("is not"), N_("contains"), N_("is less than"), N_("is more than") };
  g_autoptr (GtkStringList) strings = gtk_string_list_new (NULL);
  gboolean measured = asked != NULL && (asked->kind == CALLOUT_QUESTION_NUMBER || asked->kind == CALLOUT_QUESTION_DATE
                                        || asked->kind == CALLOUT_QUESTION_DATETIME);
  gboolean chosen = asked != NULL && callout_question_kind_chooses (asked->kind);
  guint selected = 0;

  g_array_set_size (self->ops, 0);
  for (int op = CALLOUT_SHOW_IS; op <= CALLOUT_SHOW_MORE; op++)
    {
      gboolean fits = op <= CALLOUT_SHOW_IS_NOT || (op == CALLOUT_SHOW_CONTAINS && !measured && !chosen)
                      || (op >= CALLOUT_SHOW_LESS && measured);

      if (!fits && (int) question->if_op != op)
        continue;
      if ((int) question->if_op == op)
        selected = self->ops->len;
      g_array_append_val (self->ops, op);
      gtk_string_list_append (strings, _(labels[op]));
    }
  set_strings (self->op, strings, selected);
}

static void
sync_value (CalloutFlowQuestionForm *self,
            CalloutSketchQuestion   *question,
            CalloutSketchQuestion   *asked)
{
  g_autoptr (GtkStringList) strings = gtk_string_list_new (NULL);
  gboolean chosen = asked != NULL && callout_question_kind_chooses (asked->kind);
  guint selected = GTK_INVALID_LIST_POSITION;

  gtk_widget_set_visible (self->value_choice, question->conditional && chosen);
  gtk_widget_set_visible (self->texts[VALUE], question->conditional && !chosen);
  callout_flow_entry_entitle (self->texts[VALUE],
                              asked != NULL && asked->kind == CALLOUT_QUESTION_DATE ? _("Answer (YYYY-MM-DD)")
                              : asked != NULL && asked->kind == CALLOUT_QUESTION_DATETIME
                                  ? _("Answer (like 2026-03-08T14:30:00Z)") : _("Answer"));
  sync_entry (self->texts[VALUE], question->if_value);
  g_array_set_size (self->value_ids, 0);
  for (guint i = 0; chosen && i < asked->options->len; i++)
    {
      CalloutSketchOption *option = g_ptr_array_index (asked->options, i);

      if (option->id == question->if_option)
        selected = i;
      g_array_append_val (self->value_ids, option->id);
      append_text (strings, option->label);
    }
  set_strings (self->value_choice, strings, selected);
}

static void
sync_condition (CalloutFlowQuestionForm *self,
                CalloutSketchQuestion   *question)
{
  CalloutSketchQuestion *asked = callout_flow_sketch_find (callout_flow_doc_get_sketch (self->doc), question->if_id, NULL);

  sync_asked (self, question);
  gtk_widget_set_visible (self->op, question->conditional);
  sync_op (self, question, asked);
  sync_value (self, question, asked);
}

/* All of it */

static void
name_limits (CalloutFlowQuestionForm *self,
             CalloutQuestionKind      kind)
{
  const char *min = _("At Least");
  const char *max = _("At Most");

  if (kind == CALLOUT_QUESTION_SHORT || kind == CALLOUT_QUESTION_LONG)
    {
      min = _("At Least So Many Characters");
      max = _("At Most So Many Characters");
    }
  else if (kind == CALLOUT_QUESTION_NUMBER)
    {
      min = _("Smallest Number");
      max = _("Largest Number");
    }
  else if (kind == CALLOUT_QUESTION_MULTI)
    {
      min = _("At Least So Many Answers");
      max = _("At Most So Many Answers");
    }
  else if (kind == CALLOUT_QUESTION_FORM)
    {
      min = _("At Least So Many Entries");
      max = _("At Most So Many Entries");
    }
  else if (kind == CALLOUT_QUESTION_PHOTO || kind == CALLOUT_QUESTION_ATTACHMENT)
    {
      min = _("At Least So Many Files");
      max = _("At Most So Many Files");
    }
  callout_flow_entry_entitle (self->texts[MIN], min);
  callout_flow_entry_entitle (self->texts[MAX], max);
}

static void
sync_kind (CalloutFlowQuestionForm *self,
           CalloutSketchQuestion   *question)
{
  gboolean text = question->kind == CALLOUT_QUESTION_TEXT;
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->kinds->len; i++)
    if (g_array_index (self->kinds, int, i) == (int) question->kind)
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->kind), i);
  gtk_widget_set_visible (self->texts[LABEL], !text);
  gtk_widget_set_visible (self->texts[HELP], !text);
  gtk_widget_set_visible (self->required_row, !text);
  gtk_widget_set_visible (self->paragraph_frame, text);
  gtk_widget_set_visible (self->limits, callout_question_counts (question->kind));
  name_limits (self, question->kind);
  sync_entry (self->texts[LABEL], question->label);
  g_object_get (self->paragraph, "text", &words, NULL);
  if (!g_str_equal (words, question->label))
    gtk_text_buffer_set_text (self->paragraph, question->label, -1);
}

/**
 * callout_flow_question_form_sync:
 *
 * Shows what the document says now; what is typed at is left alone.
 */
void
callout_flow_question_form_sync (CalloutFlowQuestionForm *self)
{
  CalloutSketchQuestion *question = self->doc != NULL ? question_of (self) : NULL;

  if (question == NULL)
    return;
  self->filling = TRUE;
  sync_kind (self, question);
  sync_entry (self->texts[HELP], question->help);
  sync_entry (self->texts[MIN], question->min);
  sync_entry (self->texts[MAX], question->max);
  sync_entry (self->texts[KEY], question->key);
  gtk_switch_set_active (GTK_SWITCH (self->required), question->required);
  sync_options (self, question);
  sync_condition (self, question);
  self->filling = FALSE;
}

/* Building */

static GtkWidget *
add_list (CalloutFlowQuestionForm *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_box_append (GTK_BOX (self->box), list);
  return list;
}

static GtkWidget *
make_combo (CalloutFlowQuestionForm *self,
            const char              *title,
            GCallback                callback)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_object (row, "notify::selected", callback, self, G_CONNECT_SWAPPED);
  return row;
}

static void
add_paragraph (CalloutFlowQuestionForm *self)
{
  GtkWidget *view = gtk_text_view_new ();
  /* It grows with what is written: within the page that is scrolled, a second
   * one would only catch the wheel. */
  GtkWidget *frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  g_object_set (view, "top-margin", 9, "bottom-margin", 9, "left-margin", 12, "right-margin", 12, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Paragraph"), -1);
  gtk_widget_set_size_request (view, -1, 96);
  gtk_widget_add_css_class (frame, "card");
  gtk_widget_set_overflow (frame, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (frame), view);
  self->paragraph = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_enable_undo (self->paragraph, FALSE);
  g_signal_connect_object (self->paragraph, "changed", G_CALLBACK (paragraph_cb), self, G_CONNECT_SWAPPED);
  self->paragraph_frame = frame;
  gtk_box_append (GTK_BOX (self->box), frame);
}

static void
fill_kinds (CalloutFlowQuestionForm *self,
            gboolean                 inside)
{
  g_autoptr (GtkStringList) strings = gtk_string_list_new (NULL);

  for (int kind = 0; kind < CALLOUT_N_QUESTIONS; kind++)
    if (!inside || kind != CALLOUT_QUESTION_FORM)
      {
        g_array_append_val (self->kinds, kind);
        gtk_string_list_append (strings, callout_question_kind_label ((CalloutQuestionKind) kind));
      }
  adw_combo_row_set_model (ADW_COMBO_ROW (self->kind), G_LIST_MODEL (strings));
}

static void
add_words (CalloutFlowQuestionForm *self)
{
  GtkWidget *list = add_list (self);

  self->kind = make_combo (self, _("Kind"), G_CALLBACK (kind_cb));
  gtk_list_box_append (GTK_LIST_BOX (list), self->kind);
  gtk_list_box_append (GTK_LIST_BOX (list), make_entry (self, LABEL, _("Question")));
  gtk_list_box_append (GTK_LIST_BOX (list), make_entry (self, HELP, _("Help (optional)")));
  self->required_row = adw_action_row_new ();
  self->required = gtk_switch_new ();
  gtk_widget_set_valign (self->required, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->required_row), _("Must Be Answered"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->required), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Must Be Answered"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->required_row), self->required);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->required_row), self->required);
  g_signal_connect_object (self->required, "notify::active", G_CALLBACK (required_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (list), self->required_row);
  add_paragraph (self);
  self->limits = add_list (self);
  gtk_list_box_append (GTK_LIST_BOX (self->limits), make_entry (self, MIN, _("At Least")));
  gtk_list_box_append (GTK_LIST_BOX (self->limits), make_entry (self, MAX, _("At Most")));
}

static void
add_options (CalloutFlowQuestionForm *self)
{
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "label", _("Answers to Choose From"), "xalign", 0.0, "wrap", TRUE, NULL);
  GtkWidget *add = gtk_button_new_with_label (_("Add Answer"));

  self->options_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->options = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->options, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->options), "boxed-list");
  gtk_widget_add_css_class (heading, "caption-heading");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->options), _("Alt+Up and Alt+Down move an answer"));
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->options), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Answers to Choose From"), -1);
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_option_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->options_box), heading);
  gtk_box_append (GTK_BOX (self->options_box), GTK_WIDGET (self->options));
  gtk_box_append (GTK_BOX (self->options_box), add);
  gtk_box_append (GTK_BOX (self->box), self->options_box);
}

static void
add_condition (CalloutFlowQuestionForm *self)
{
  GtkWidget *list = add_list (self);

  self->asked = make_combo (self, _("Shown"), G_CALLBACK (asked_cb));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->asked), _("Always, or only if an earlier answer matches"));
  self->op = make_combo (self, _("If It"), G_CALLBACK (op_cb));
  self->value_choice = make_combo (self, _("Answer"), G_CALLBACK (value_choice_cb));
  gtk_list_box_append (GTK_LIST_BOX (list), self->asked);
  gtk_list_box_append (GTK_LIST_BOX (list), self->op);
  gtk_list_box_append (GTK_LIST_BOX (list), self->value_choice);
  gtk_list_box_append (GTK_LIST_BOX (list), make_entry (self, VALUE, _("Answer")));
}

static void
add_keys (CalloutFlowQuestionForm *self)
{
  GtkWidget *list = add_list (self);

  self->keys = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->keys), _("Keys"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->keys),
                                 _("What answers are called in exports. The keys title, description and priority fill the ticket’s own fields."));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->keys), make_entry (self, KEY, _("Key of the Question")));
  gtk_list_box_append (GTK_LIST_BOX (list), self->keys);
}

static gboolean
callout_flow_question_form_grab_focus (GtkWidget *widget)
{
  CalloutFlowQuestionForm *self = CALLOUT_FLOW_QUESTION_FORM (widget);

  return gtk_widget_get_visible (self->texts[LABEL]) ? gtk_widget_grab_focus (self->texts[LABEL])
                                                     : gtk_widget_child_focus (self->paragraph_frame, GTK_DIR_TAB_FORWARD);
}

static void
callout_flow_question_form_dispose (GObject *object)
{
  CalloutFlowQuestionForm *self = CALLOUT_FLOW_QUESTION_FORM (object);

  self->filling = TRUE;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->doc);
  g_clear_pointer (&self->kinds, g_array_unref);
  g_clear_pointer (&self->asked_ids, g_array_unref);
  g_clear_pointer (&self->ops, g_array_unref);
  g_clear_pointer (&self->value_ids, g_array_unref);
  g_clear_pointer (&self->option_ids, g_array_unref);
  g_clear_pointer (&self->option_keys, g_ptr_array_unref);
  G_OBJECT_CLASS (callout_flow_question_form_parent_class)->dispose (object);
}

static void
callout_flow_question_form_class_init (CalloutFlowQuestionFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_flow_question_form_dispose;
  widget_class->grab_focus = callout_flow_question_form_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
callout_flow_question_form_init (CalloutFlowQuestionForm *self)
{
  self->filling = TRUE;
  self->kinds = g_array_new (FALSE, FALSE, sizeof (int));
  self->asked_ids = g_array_new (FALSE, FALSE, sizeof (guint));
  self->ops = g_array_new (FALSE, FALSE, sizeof (int));
  self->value_ids = g_array_new (FALSE, FALSE, sizeof (guint));
  self->option_ids = g_array_new (FALSE, FALSE, sizeof (guint));
  self->option_keys = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  add_words (self);
  add_options (self);
  add_condition (self);
  add_keys (self);
}

/**
 * callout_flow_question_form_new:
 * @id: a question
 *
 * Returns: (transfer floating)
 */
GtkWidget *
callout_flow_question_form_new (CalloutFlowDoc *doc,
                                guint           id)
{
  CalloutFlowQuestionForm *self = g_object_new (CALLOUT_TYPE_FLOW_QUESTION_FORM, NULL);
  CalloutSketchPlace place = { 0 };

  self->doc = g_object_ref (doc);
  self->id = id;
  callout_flow_sketch_find (callout_flow_doc_get_sketch (doc), id, &place);
  fill_kinds (self, place.form != 0);
  callout_flow_question_form_sync (self);
  return GTK_WIDGET (self);
}
