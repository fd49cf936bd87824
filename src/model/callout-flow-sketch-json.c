/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-plan-private.h"
#include "callout-flow-sketch.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* A sketch as the plan it would be: where it is sound the text is one that is
 * kept, and where it is not the reader of plans says why. */

static void
write_text (GString    *json,
            const char *name,
            const char *text)
{
  if (json->str[json->len - 1] != '{')
    g_string_append_c (json, ',');
  g_string_append_printf (json, "\"%s\":\"", name);
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (json, "\\%c", *p);
    else if (*p < 0x20)
      g_string_append_printf (json, "\\u%04x", *p);
    else
      g_string_append_c (json, (char) *p);
  g_string_append_c (json, '"');
}

/* Blanks around what was typed mean nothing. */
static void
write_tidy (GString    *json,
            const char *name,
            const char *text)
{
  g_autofree char *tidy = g_strstrip (g_strdup (text));

  write_text (json, name, tidy);
}

/* What is no number is written as what it is, for the reader to refuse. */
static void
write_number (GString    *json,
              const char *name,
              const char *text)
{
  g_autofree char *tidy = g_strdelimit (g_strstrip (g_strdup (text)), ",", '.');
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *end = NULL;
  double number = g_ascii_strtod (tidy, &end);

  if (*tidy == '\0')
    return;
  if (*end == '\0' && isfinite (number) && strspn (tidy, "+-.0123456789") == strlen (tidy))
    g_string_append_printf (json, ",\"%s\":%s", name, g_ascii_formatd (buffer, sizeof buffer, "%.17g", number));
  else
    write_text (json, name, text);
}

static void
write_options (GString               *json,
               CalloutSketchQuestion *question)
{
  g_string_append (json, ",\"options\":[");
  for (guint i = 0; i < question->options->len; i++)
    {
      CalloutSketchOption *option = g_ptr_array_index (question->options, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      write_text (json, "key", option->key);
      write_tidy (json, "label", option->label);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
write_condition (CalloutFlowSketch     *self,
                 GString               *json,
                 CalloutSketchQuestion *question)
{
  CalloutSketchQuestion *asked = callout_flow_sketch_find (self, question->if_id, NULL);
  const char *value = question->if_value;

  for (guint i = 0; asked != NULL && callout_question_kind_chooses (asked->kind) && i < asked->options->len; i++)
    {
      CalloutSketchOption *option = g_ptr_array_index (asked->options, i);

      if (option->id == question->if_option)
        value = option->key;
    }
  g_string_append (json, ",\"show_if\":{");
  write_text (json, "question", asked != NULL ? asked->key : question->if_key);
  write_text (json, "op", callout_show_op_sign (question->if_op));
  write_tidy (json, "value", value);
  g_string_append_c (json, '}');
}

static void
write_questions (CalloutFlowSketch *self,
                 GString           *json,
                 GPtrArray         *questions)
{
  g_string_append (json, ",\"questions\":[");
  for (guint i = 0; i < questions->len; i++)
    {
      CalloutSketchQuestion *question = g_ptr_array_index (questions, i);
      g_autofree char *help = g_strstrip (g_strdup (question->help));

      g_string_append (json, i > 0 ? ",{" : "{");
      write_text (json, "key", question->key);
      write_text (json, "kind", callout_enum_key (CALLOUT_TYPE_QUESTION_KIND, question->kind));
      write_tidy (json, "label", question->label);
      if (*help != '\0')
        write_text (json, "help", help);
      if (question->required && question->kind != CALLOUT_QUESTION_TEXT)
        g_string_append (json, ",\"required\":true");
      if (callout_question_counts (question->kind))
        {
          write_number (json, "min", question->min);
          write_number (json, "max", question->max);
        }
      if (callout_question_kind_chooses (question->kind))
        write_options (json, question);
      if (question->conditional)
        write_condition (self, json, question);
      if (question->kind == CALLOUT_QUESTION_FORM)
        write_questions (self, json, question->questions);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

/**
 * callout_flow_sketch_to_json:
 *
 * Returns: (transfer full): as callout_flow_plan_parse() reads it, faults and all
 */
char *
callout_flow_sketch_to_json (CalloutFlowSketch *self)
{
  GString *json = g_string_new ("{\"steps\":[");

  for (guint i = 0; i < self->steps->len; i++)
    {
      CalloutSketchStep *step = g_ptr_array_index (self->steps, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      write_tidy (json, "title", step->title);
      write_questions (self, json, step->questions);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

static gboolean
same_text (const char *a,
           const char *b)
{
  g_autofree char *x = g_strstrip (g_strdup (a));
  g_autofree char *y = g_strstrip (g_strdup (b));

  return g_str_equal (x, y);
}

/**
 * callout_flow_sketch_equal:
 *
 * Returns: whether both would be kept as the same
 */
gboolean
callout_flow_sketch_equal (CalloutFlowSketch *self,
                           CalloutFlowSketch *other)
{
  g_autofree char *mine = callout_flow_sketch_to_json (self);
  g_autofree char *theirs = callout_flow_sketch_to_json (other);

  return g_str_equal (mine, theirs) && same_text (self->name, other->name)
         && same_text (self->description, other->description) && same_text (self->button, other->button)
         && same_text (self->skills, other->skills) && g_str_equal (self->notify_group, other->notify_group)
         && g_str_equal (self->offer_group, other->offer_group) && !self->visit == !other->visit
         && !self->ratings == !other->ratings;
}

/* What it is that a fault's place names here. */
static guint
id_at (CalloutFlowSketch *self,
       CalloutFlowFault  *fault)
{
  CalloutSketchStep *step;
  CalloutSketchQuestion *question;

  if (fault->step < 0 || (guint) fault->step >= self->steps->len)
    return 0;
  step = g_ptr_array_index (self->steps, (guint) fault->step);
  if (fault->question < 0 || (guint) fault->question >= step->questions->len)
    return step->id;
  question = g_ptr_array_index (step->questions, (guint) fault->question);
  if (fault->inner < 0 || (guint) fault->inner >= question->questions->len)
    return question->id;
  return ((CalloutSketchQuestion *) g_ptr_array_index (question->questions, (guint) fault->inner))->id;
}

static void
add_fault (GPtrArray  *faults,
           guint       id,
           const char *sentence)
{
  CalloutSketchFault *fault = g_new0 (CalloutSketchFault, 1);

  fault->id = id;
  fault->sentence = g_strdup (sentence);
  g_ptr_array_add (faults, fault);
}

void
callout_sketch_fault_free (CalloutSketchFault *self)
{
  g_free (self->sentence);
  g_free (self);
}

/* The reader of plans would let an answer be called by its key; a person who
 * has only forgotten to write it would not want that. */
static void
check_options (CalloutFlowSketch *self,
               GPtrArray         *questions,
               GPtrArray         *faults)
{
  for (guint i = 0; i < questions->len; i++)
    {
      CalloutSketchQuestion *question = g_ptr_array_index (questions, i);

      for (guint j = 0; callout_question_kind_chooses (question->kind) && j < question->options->len; j++)
        if (same_text (((CalloutSketchOption *) g_ptr_array_index (question->options, j))->label, ""))
          {
            g_autofree char *sentence = g_strdup_printf (_("Answer %u to choose from is empty"), j + 1);

            add_fault (faults, question->id, sentence);
            break;
          }
      if (question->kind == CALLOUT_QUESTION_FORM)
        check_options (self, question->questions, faults);
    }
}

/**
 * callout_flow_sketch_check:
 * @plan: (out) (nullable) (transfer full): the plan it is, if nothing is wrong
 *
 * Returns: (transfer full) (element-type CalloutSketchFault): in order
 */
GPtrArray *
callout_flow_sketch_check (CalloutFlowSketch  *self,
                           CalloutFlowPlan   **plan)
{
  g_autofree char *json = callout_flow_sketch_to_json (self);
  g_autoptr (GPtrArray) found = callout_flow_plan_find_faults (json, plan);
  GPtrArray *faults = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_sketch_fault_free);

  for (guint i = 0; i < found->len; i++)
    {
      CalloutFlowFault *fault = g_ptr_array_index (found, i);

      add_fault (faults, id_at (self, fault), fault->sentence);
    }
  for (guint i = 0; i < self->steps->len; i++)
    check_options (self, ((CalloutSketchStep *) g_ptr_array_index (self->steps, i))->questions, faults);
  if (faults->len > 0)
    g_clear_pointer (plan, callout_flow_plan_unref);
  return faults;
}
