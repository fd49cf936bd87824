/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-sketch.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What is different between two versions of a flow, in sentences. */

static void
say (GPtrArray  *sentences,
     const char *format,
     ...) G_GNUC_PRINTF (2, 3);

static void
say (GPtrArray  *sentences,
     const char *format,
     ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (sentences, g_strdup_vprintf (format, args));
  va_end (args);
}

static gboolean
same (const char *a,
      const char *b)
{
  return g_strcmp0 (a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

static void
compare_facts (CalloutFlow *older,
               CalloutFlow *newer,
               GPtrArray   *sentences)
{
  if (!same (older->name, newer->name))
    say (sentences, _("It is called “%s” now"), newer->name);
  if (!same (older->description, newer->description))
    g_ptr_array_add (sentences, is_blank (newer->description) ? g_strdup (_("The description is gone"))
                                                              : g_strdup_printf (_("The description is now “%s”"), newer->description));
  if (!same (older->button, newer->button))
    g_ptr_array_add (sentences, is_blank (newer->button) ? g_strdup (_("No action button begins it any more"))
                                                         : g_strdup_printf (_("Its button says “%s” now"), newer->button));
  if (!older->visit != !newer->visit)
    say (sentences, "%s", newer->visit ? _("It needs a visit now") : _("It needs no visit any more"));
  if (!older->ratings != !newer->ratings)
    say (sentences, "%s", newer->ratings ? _("The customer is asked for a rating now") : _("No rating is asked for any more"));
  if (!same (older->skills, newer->skills))
    g_ptr_array_add (sentences, is_blank (newer->skills) ? g_strdup (_("It needs no skills any more"))
                                                         : g_strdup_printf (_("The skills it needs are now: %s"), newer->skills));
  if (!same (older->notify_group_key, newer->notify_group_key))
    g_ptr_array_add (sentences, is_blank (newer->notify_group_key)
                                  ? g_strdup (_("Nobody is told of new tickets any more"))
                                  : g_strdup_printf (_("The group “%s” is told of new tickets now"), newer->notify_group_key));
  if (!same (older->offer_group_key, newer->offer_group_key))
    g_ptr_array_add (sentences, is_blank (newer->offer_group_key)
                                  ? g_strdup (_("The default group receives the offers now"))
                                  : g_strdup_printf (_("The group “%s” receives the offers now"), newer->offer_group_key));
}

/* A question with where it stands. */
typedef struct {
  const CalloutFlowQuestion *question;
  const char                *where; /* the step's title, or the form's label */
  char                      *path;
} Placed;

static void
placed_free (gpointer data)
{
  Placed *self = data;

  g_free (self->path);
  g_free (self);
}

static void
list_questions (GPtrArray  *questions,
                const char *where,
                const char *prefix,
                GPtrArray  *list)
{
  for (guint i = 0; i < questions->len; i++)
    {
      Placed *placed = g_new0 (Placed, 1);
      g_autofree char *inner = NULL;

      placed->question = g_ptr_array_index (questions, i);
      placed->where = where;
      placed->path = g_strconcat (prefix, placed->question->key, NULL);
      inner = g_strconcat (placed->path, ".", NULL);
      g_ptr_array_add (list, placed);
      list_questions (placed->question->questions, placed->question->label, inner, list);
    }
}

static GPtrArray *
list_plan (CalloutFlowPlan *plan)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (placed_free);

  for (guint i = 0; plan != NULL && i < plan->steps->len; i++)
    {
      CalloutFlowPlanStep *step = g_ptr_array_index (plan->steps, i);

      list_questions (step->questions, step->title, "", list);
    }
  return list;
}

static Placed *
find_placed (GPtrArray  *list,
             const char *path)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((Placed *) g_ptr_array_index (list, i))->path, path))
      return g_ptr_array_index (list, i);
  return NULL;
}

static gboolean
same_number (double a,
             double b)
{
  return (isnan (a) && isnan (b)) || (!isnan (a) && !isnan (b) && fabs (a - b) < 1e-9);
}

static void
compare_options (const CalloutFlowQuestion *older,
                 const CalloutFlowQuestion *newer,
                 GPtrArray                 *sentences)
{
  for (guint i = 0; i < newer->options->len; i++)
    {
      const CalloutQuestionOption *option = g_ptr_array_index (newer->options, i);
      const CalloutQuestionOption *before = callout_question_find_option (older, option->key);

      if (before == NULL)
        say (sentences, _("“%s” can be answered with “%s”"), newer->label, option->label);
      else if (!same (before->label, option->label))
        say (sentences, _("“%s”: the answer “%s” reads “%s” now"), newer->label, before->label, option->label);
    }
  for (guint i = 0; i < older->options->len; i++)
    {
      const CalloutQuestionOption *option = g_ptr_array_index (older->options, i);

      if (callout_question_find_option (newer, option->key) == NULL)
        say (sentences, _("“%s” can no longer be answered with “%s”"), newer->label, option->label);
    }
}

static void
compare_question (Placed    *older,
                  Placed    *newer,
                  GPtrArray *sentences)
{
  const CalloutFlowQuestion *before = older->question;
  const CalloutFlowQuestion *after = newer->question;

  if (!same (before->label, after->label))
    say (sentences, _("“%s” reads “%s” now"), before->label, after->label);
  if (before->kind != after->kind)
    /* Translators: a question, and what kind of question it has become, such as “Date” */
    say (sentences, _("“%s” is of another kind now: %s"), after->label, callout_question_kind_label (after->kind));
  if (!same (older->where, newer->where))
    /* Translators: a question, and a step of the flow */
    say (sentences, _("“%s” stands under “%s” now"), after->label, newer->where);
  if (!same (before->help, after->help))
    say (sentences, _("“%s” is explained in other words"), after->label);
  if (!before->required != !after->required)
    say (sentences, after->required ? _("“%s” must be answered now") : _("“%s” need not be answered any more"), after->label);
  if (!same_number (before->min, after->min) || !same_number (before->max, after->max))
    say (sentences, _("“%s” has other limits"), after->label);
  compare_options (before, after, sentences);
  if (!same (before->if_question, after->if_question) || !same (before->if_value, after->if_value) || before->if_op != after->if_op)
    say (sentences, after->if_question != NULL ? _("“%s” is shown only after certain answers, other than before")
                                               : _("“%s” is always shown now"), after->label);
}

/* Those that are in both, in the order of the first. */
static char *
common_order (GPtrArray *list,
              GPtrArray *other)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const char *path = ((Placed *) g_ptr_array_index (list, i))->path;

      if (find_placed (other, path) != NULL)
        g_string_append_printf (text, "%s ", path);
    }
  return g_string_free (text, FALSE);
}

static char *
titles (CalloutFlowPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; plan != NULL && i < plan->steps->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            ((CalloutFlowPlanStep *) g_ptr_array_index (plan->steps, i))->title);
  return g_string_free (text, FALSE);
}

/**
 * callout_flow_compare:
 *
 * Returns: (transfer full) (element-type utf8): what is different in the newer
 *   version, a sentence each without a full stop; empty if nothing is
 */
GPtrArray *
callout_flow_compare (CalloutFlow *older,
                      CalloutFlow *newer)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CalloutFlowPlan) plan_before = callout_flow_plan_parse (older->plan != NULL ? older->plan : "", NULL);
  g_autoptr (CalloutFlowPlan) plan_after = callout_flow_plan_parse (newer->plan != NULL ? newer->plan : "", NULL);
  g_autoptr (GPtrArray) before = list_plan (plan_before);
  g_autoptr (GPtrArray) after = list_plan (plan_after);
  g_autofree char *order_before = common_order (before, after);
  g_autofree char *order_after = common_order (after, before);
  g_autofree char *titles_before = titles (plan_before);
  g_autofree char *titles_after = titles (plan_after);

  compare_facts (older, newer, sentences);
  if (!g_str_equal (titles_before, titles_after))
    say (sentences, _("The steps are now: %s"), titles_after);
  for (guint i = 0; i < after->len; i++)
    {
      Placed *placed = g_ptr_array_index (after, i);
      Placed *known = find_placed (before, placed->path);

      if (known != NULL)
        compare_question (known, placed, sentences);
      else
        say (sentences, _("“%s” is asked anew, under “%s”"), placed->question->label, placed->where);
    }
  for (guint i = 0; i < before->len; i++)
    {
      Placed *placed = g_ptr_array_index (before, i);

      if (find_placed (after, placed->path) == NULL)
        say (sentences, _("“%s” is no longer asked"), placed->question->label);
    }
  if (!g_str_equal (order_before, order_after))
    say (sentences, "%s", _("The questions come in another order"));
  return sentences;
}
