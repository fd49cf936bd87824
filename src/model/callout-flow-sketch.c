/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-sketch.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* So long a key gets that is made of a label. */
#define KEY_LENGTH 24

/* Making, copying and freeing */

static void
option_free (gpointer data)
{
  CalloutSketchOption *self = data;

  g_free (self->key);
  g_free (self->label);
  g_free (self);
}

static void
question_free (gpointer data)
{
  CalloutSketchQuestion *self = data;

  g_free (self->key);
  g_free (self->label);
  g_free (self->help);
  g_free (self->min);
  g_free (self->max);
  g_free (self->if_key);
  g_free (self->if_value);
  g_ptr_array_unref (self->options);
  g_ptr_array_unref (self->questions);
  g_free (self);
}

static void
step_free (gpointer data)
{
  CalloutSketchStep *self = data;

  g_free (self->title);
  g_ptr_array_unref (self->questions);
  g_free (self);
}

static CalloutSketchOption *
option_new (guint       id,
            const char *key,
            const char *label)
{
  CalloutSketchOption *self = g_new0 (CalloutSketchOption, 1);

  self->id = id;
  self->key = g_strdup (key);
  self->label = g_strdup (label);
  return self;
}

static CalloutSketchQuestion *
question_new (guint               id,
              CalloutQuestionKind kind)
{
  CalloutSketchQuestion *self = g_new0 (CalloutSketchQuestion, 1);

  self->id = id;
  self->kind = kind;
  self->key = g_strdup ("");
  self->label = g_strdup ("");
  self->help = g_strdup ("");
  self->min = g_strdup ("");
  self->max = g_strdup ("");
  self->if_key = g_strdup ("");
  self->if_value = g_strdup ("");
  self->options = g_ptr_array_new_with_free_func (option_free);
  self->questions = g_ptr_array_new_with_free_func (question_free);
  return self;
}

static void
set_text (char       **place,
          const char  *text)
{
  char *copy = g_strdup (text != NULL ? text : "");

  g_free (*place);
  *place = copy;
}

static GPtrArray *copy_questions (GPtrArray *questions);

static gpointer
copy_question (gconstpointer source,
               gpointer      data)
{
  const CalloutSketchQuestion *from = source;
  CalloutSketchQuestion *self = question_new (from->id, from->kind);

  set_text (&self->key, from->key);
  set_text (&self->label, from->label);
  set_text (&self->help, from->help);
  set_text (&self->min, from->min);
  set_text (&self->max, from->max);
  set_text (&self->if_key, from->if_key);
  set_text (&self->if_value, from->if_value);
  self->follows = from->follows;
  self->required = from->required;
  self->conditional = from->conditional;
  self->if_id = from->if_id;
  self->if_op = from->if_op;
  self->if_option = from->if_option;
  for (guint i = 0; i < from->options->len; i++)
    {
      const CalloutSketchOption *option = g_ptr_array_index (from->options, i);
      CalloutSketchOption *copy = option_new (option->id, option->key, option->label);

      copy->follows = option->follows;
      g_ptr_array_add (self->options, copy);
    }
  g_ptr_array_unref (self->questions);
  self->questions = copy_questions (from->questions);
  return self;
}

static GPtrArray *
copy_questions (GPtrArray *questions)
{
  GPtrArray *copy = g_ptr_array_copy (questions, copy_question, NULL);

  g_ptr_array_set_free_func (copy, question_free);
  return copy;
}

static gpointer
copy_step (gconstpointer source,
           gpointer      data)
{
  const CalloutSketchStep *from = source;
  CalloutSketchStep *self = g_new0 (CalloutSketchStep, 1);

  self->id = from->id;
  self->title = g_strdup (from->title);
  self->questions = copy_questions (from->questions);
  return self;
}

CalloutFlowSketch *
callout_flow_sketch_copy (CalloutFlowSketch *self)
{
  CalloutFlowSketch *copy = g_new0 (CalloutFlowSketch, 1);

  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->description = g_strdup (self->description);
  copy->button = g_strdup (self->button);
  copy->skills = g_strdup (self->skills);
  copy->notify_group = g_strdup (self->notify_group);
  copy->offer_group = g_strdup (self->offer_group);
  copy->steps = g_ptr_array_copy (self->steps, copy_step, NULL);
  g_ptr_array_set_free_func (copy->steps, step_free);
  return copy;
}

void
callout_flow_sketch_free (CalloutFlowSketch *self)
{
  g_free (self->name);
  g_free (self->description);
  g_free (self->button);
  g_free (self->skills);
  g_free (self->notify_group);
  g_free (self->offer_group);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/* From a plan */

static char *
number_text (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (isnan (number) ? "" : g_ascii_formatd (buffer, sizeof buffer, "%.15g", number));
}

static void
take_questions (CalloutFlowSketch *self,
                GPtrArray         *from,
                GPtrArray         *questions)
{
  for (guint i = 0; i < from->len; i++)
    {
      const CalloutFlowQuestion *given = g_ptr_array_index (from, i);
      CalloutSketchQuestion *question = question_new (++self->last_id, given->kind);

      set_text (&question->key, given->key);
      set_text (&question->label, given->label);
      set_text (&question->help, given->help);
      question->required = given->required;
      g_free (question->min);
      g_free (question->max);
      question->min = number_text (given->min);
      question->max = number_text (given->max);
      for (guint j = 0; j < given->options->len; j++)
        {
          const CalloutQuestionOption *option = g_ptr_array_index (given->options, j);

          g_ptr_array_add (question->options, option_new (++self->last_id, option->key, option->label));
        }
      question->conditional = given->if_question != NULL;
      set_text (&question->if_key, given->if_question);
      set_text (&question->if_value, given->if_value);
      question->if_op = given->if_op;
      g_ptr_array_add (questions, question);
      take_questions (self, given->questions, question->questions);
    }
}

typedef void (*EachFunc) (CalloutFlowSketch     *self,
                          CalloutSketchQuestion *question,
                          gpointer               data);

static void
each_of (CalloutFlowSketch *self,
         GPtrArray         *questions,
         EachFunc           func,
         gpointer           data)
{
  for (guint i = 0; i < questions->len; i++)
    {
      CalloutSketchQuestion *question = g_ptr_array_index (questions, i);

      func (self, question, data);
      each_of (self, question->questions, func, data);
    }
}

static void
each (CalloutFlowSketch *self,
      EachFunc           func,
      gpointer           data)
{
  for (guint i = 0; i < self->steps->len; i++)
    each_of (self, ((CalloutSketchStep *) g_ptr_array_index (self->steps, i))->questions, func, data);
}

static guint
find_option (CalloutSketchQuestion *question,
             const char            *key)
{
  for (guint i = 0; question != NULL && i < question->options->len; i++)
    {
      CalloutSketchOption *option = g_ptr_array_index (question->options, i);

      if (g_str_equal (option->key, key))
        return option->id;
    }
  return 0;
}

/* Keys name questions in a plan, numbers do here. */
static void
tie_condition (CalloutFlowSketch     *self,
               CalloutSketchQuestion *question,
               gpointer               data)
{
  g_autoptr (GPtrArray) earlier = NULL;

  if (!question->conditional)
    return;
  earlier = callout_flow_sketch_earlier (self, question->id);
  for (guint i = 0; i < earlier->len; i++)
    {
      CalloutSketchQuestion *asked = g_ptr_array_index (earlier, i);

      if (!g_str_equal (asked->key, question->if_key))
        continue;
      question->if_id = asked->id;
      question->if_option = callout_question_kind_chooses (asked->kind) ? find_option (asked, question->if_value) : 0;
    }
}

/**
 * callout_flow_sketch_new:
 * @flow: of any version
 *
 * Returns: (transfer full)
 */
CalloutFlowSketch *
callout_flow_sketch_new (CalloutFlow *flow)
{
  CalloutFlowSketch *self = g_new0 (CalloutFlowSketch, 1);
  g_autoptr (CalloutFlowPlan) plan = flow->plan != NULL ? callout_flow_plan_parse (flow->plan, NULL) : NULL;

  set_text (&self->name, flow->name);
  set_text (&self->description, flow->description);
  set_text (&self->button, flow->button);
  set_text (&self->skills, flow->skills);
  set_text (&self->notify_group, flow->notify_group_key);
  set_text (&self->offer_group, flow->offer_group_key);
  self->visit = flow->visit;
  self->ratings = flow->ratings;
  self->steps = g_ptr_array_new_with_free_func (step_free);
  for (guint i = 0; plan != NULL && i < plan->steps->len; i++)
    {
      CalloutFlowPlanStep *given = g_ptr_array_index (plan->steps, i);
      CalloutSketchStep *step = g_new0 (CalloutSketchStep, 1);

      step->id = ++self->last_id;
      step->title = g_strdup (given->title);
      step->questions = g_ptr_array_new_with_free_func (question_free);
      g_ptr_array_add (self->steps, step);
      take_questions (self, given->questions, step->questions);
    }
  each (self, tie_condition, NULL);
  return self;
}

gboolean
callout_question_kind_chooses (CalloutQuestionKind kind)
{
  return kind == CALLOUT_QUESTION_SINGLE || kind == CALLOUT_QUESTION_MULTI;
}

/* Looking things up */

/**
 * callout_flow_sketch_find_step:
 * @index: (out) (optional)
 *
 * Returns: (transfer none) (nullable)
 */
CalloutSketchStep *
callout_flow_sketch_find_step (CalloutFlowSketch *self,
                               guint              id,
                               guint             *index)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      CalloutSketchStep *step = g_ptr_array_index (self->steps, i);

      if (step->id != id)
        continue;
      if (index != NULL)
        *index = i;
      return step;
    }
  return NULL;
}

static CalloutSketchQuestion *
find_in (GPtrArray          *questions,
         guint               id,
         CalloutSketchPlace *place)
{
  guint around = place->form;

  for (guint i = 0; i < questions->len; i++)
    {
      CalloutSketchQuestion *question = g_ptr_array_index (questions, i);
      CalloutSketchQuestion *inner;

      place->index = i;
      if (question->id == id)
        return question;
      if (question->questions->len == 0)
        continue;
      place->form = question->id;
      inner = find_in (question->questions, id, place);
      if (inner != NULL)
        return inner;
      place->form = around;
    }
  return NULL;
}

/**
 * callout_flow_sketch_find:
 * @place: (out) (optional): where it stands
 *
 * Returns: (transfer none) (nullable)
 */
CalloutSketchQuestion *
callout_flow_sketch_find (CalloutFlowSketch  *self,
                          guint               id,
                          CalloutSketchPlace *place)
{
  for (guint i = 0; id != 0 && i < self->steps->len; i++)
    {
      CalloutSketchStep *step = g_ptr_array_index (self->steps, i);
      CalloutSketchPlace at = { step->id, 0, 0 };
      CalloutSketchQuestion *question = find_in (step->questions, id, &at);

      if (question == NULL)
        continue;
      if (place != NULL)
        *place = at;
      return question;
    }
  return NULL;
}

static GPtrArray *
list_at (CalloutFlowSketch        *self,
         const CalloutSketchPlace *place)
{
  CalloutSketchStep *step = callout_flow_sketch_find_step (self, place->step, NULL);
  CalloutSketchQuestion *form = callout_flow_sketch_find (self, place->form, NULL);

  if (place->form != 0)
    return form != NULL ? form->questions : NULL;
  return step != NULL ? step->questions : NULL;
}

static gboolean
is_comparable (CalloutSketchQuestion *question)
{
  switch (question->kind)
    {
    case CALLOUT_QUESTION_TEXT:
    case CALLOUT_QUESTION_FORM:
    case CALLOUT_QUESTION_PHOTO:
    case CALLOUT_QUESTION_ATTACHMENT:
    case CALLOUT_QUESTION_SIGNATURE:
      return FALSE;
    default:
      return TRUE;
    }
}

/**
 * callout_flow_sketch_earlier:
 * @id: a question
 *
 * Returns: (transfer container) (element-type CalloutSketchQuestion): the
 *   questions on whose answer it can hang, in order
 */
GPtrArray *
callout_flow_sketch_earlier (CalloutFlowSketch *self,
                             guint              id)
{
  GPtrArray *earlier = g_ptr_array_new ();

  for (guint i = 0; i < self->steps->len; i++)
    {
      CalloutSketchStep *step = g_ptr_array_index (self->steps, i);

      for (guint j = 0; j < step->questions->len; j++)
        {
          CalloutSketchQuestion *question = g_ptr_array_index (step->questions, j);
          CalloutSketchPlace place = { 0 };

          if (question->id == id)
            return earlier;
          if (is_comparable (question))
            g_ptr_array_add (earlier, question);
          if (find_in (question->questions, id, &place) == NULL)
            continue;
          for (guint k = 0; k < place.index; k++)
            if (is_comparable (g_ptr_array_index (question->questions, k)))
              g_ptr_array_add (earlier, g_ptr_array_index (question->questions, k));
          return earlier;
        }
    }
  return earlier;
}

static CalloutSketchOption *
condition_option (CalloutSketchQuestion *asked,
                  CalloutSketchQuestion *question)
{
  for (guint i = 0; asked != NULL && question->if_option != 0 && i < asked->options->len; i++)
    {
      CalloutSketchOption *option = g_ptr_array_index (asked->options, i);

      if (option->id == question->if_option)
        return option;
    }
  return NULL;
}

/**
 * callout_flow_sketch_dup_condition:
 *
 * Returns: (transfer full) (nullable): when a question is shown, in words;
 *   %NULL: always
 */
char *
callout_flow_sketch_dup_condition (CalloutFlowSketch     *self,
                                   CalloutSketchQuestion *question)
{
  /* Translators: a question and an answer to it */
  static const char *const texts[] = {
    N_("Only if “%s” is “%s”"), N_("Only if “%s” is not “%s”"), N_("Only if “%s” contains “%s”"),
    N_("Only if “%s” is less than “%s”"), N_("Only if “%s” is more than “%s”"),
  };
  CalloutSketchQuestion *asked = callout_flow_sketch_find (self, question->if_id, NULL);
  CalloutSketchOption *option = condition_option (asked, question);
  g_auto (GStrv) parts = NULL;

  if (!question->conditional)
    return NULL;
  parts = g_strsplit (_(texts[question->if_op]), "%s", 3);
  return g_strconcat (parts[0], asked != NULL ? asked->label : question->if_key, parts[1],
                      option != NULL ? option->label : question->if_value, parts[2], NULL);
}

/* Keys */

static gboolean
key_taken (GPtrArray  *questions,
           const char *key,
           guint       but)
{
  for (guint i = 0; i < questions->len; i++)
    {
      CalloutSketchQuestion *question = g_ptr_array_index (questions, i);

      if ((question->id != but && g_str_equal (question->key, key)) || key_taken (question->questions, key, but))
        return TRUE;
    }
  return FALSE;
}

/* “What is the problem?” becomes what-is-the-problem; letters of other
 * alphabets that have no Latin ones leave only what kind of thing it is. */
static char *
make_key (const char *label,
          const char *otherwise)
{
  g_autofree char *plain = g_str_to_ascii (label, "C");
  g_autoptr (GString) key = g_string_new (NULL);
  glong n_letters = 0;
  glong n_kept = 0;

  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p))
    n_letters += g_unichar_isalpha (g_utf8_get_char (p));
  for (const char *p = plain; *p != '\0'; p++)
    n_kept += g_ascii_isalpha (*p);
  if (n_kept * 2 < n_letters)
    return g_strdup (otherwise);

  for (const char *p = plain; *p != '\0' && key->len < KEY_LENGTH; p++)
    if (g_ascii_isalpha (*p) || (g_ascii_isdigit (*p) && key->len > 0))
      g_string_append_c (key, g_ascii_tolower (*p));
    else if (key->len > 0 && key->str[key->len - 1] != '-' && *p != '\'' && *p != '?')
      g_string_append_c (key, '-');
  while (key->len > 0 && key->str[key->len - 1] == '-')
    g_string_truncate (key, key->len - 1);
  return g_strdup (key->len > 0 ? key->str : otherwise);
}

static char *
free_key (CalloutFlowSketch     *self,
          CalloutSketchQuestion *question)
{
  g_autofree char *wish = make_key (question->label, callout_enum_key (CALLOUT_TYPE_QUESTION_KIND, question->kind));
  char *key = g_strdup (wish);

  for (guint n = 2;; n++)
    {
      gboolean taken = g_str_equal (key, "visibility");

      for (guint i = 0; i < self->steps->len && !taken; i++)
        taken = key_taken (((CalloutSketchStep *) g_ptr_array_index (self->steps, i))->questions, key, question->id);
      if (!taken)
        return key;
      g_free (key);
      key = g_strdup_printf ("%s-%u", wish, n);
    }
}

/* Changing */

void
callout_flow_sketch_set_label (CalloutFlowSketch     *self,
                               CalloutSketchQuestion *question,
                               const char            *label)
{
  set_text (&question->label, label);
  if (!question->follows)
    return;
  g_free (question->key);
  question->key = free_key (self, question);
}

/* What another kind would not use stays, in case it was the right one after all. */
void
callout_flow_sketch_set_kind (CalloutFlowSketch     *self,
                              CalloutSketchQuestion *question,
                              CalloutQuestionKind    kind)
{
  question->kind = kind;
  if (callout_question_kind_chooses (kind) && question->options->len == 0)
    {
      callout_flow_sketch_add_option (self, question);
      callout_flow_sketch_add_option (self, question);
    }
  if (question->follows)
    callout_flow_sketch_set_label (self, question, question->label);
}

/**
 * callout_flow_sketch_set_condition:
 * @asked: the question whose answer decides; 0: it is always shown
 */
void
callout_flow_sketch_set_condition (CalloutFlowSketch     *self,
                                   CalloutSketchQuestion *question,
                                   guint                  asked)
{
  CalloutSketchQuestion *other = callout_flow_sketch_find (self, asked, NULL);

  question->conditional = other != NULL;
  if (other == NULL || question->if_id == asked)
    return;
  question->if_id = asked;
  question->if_op = CALLOUT_SHOW_IS;
  question->if_option = 0;
  set_text (&question->if_key, other->key);
  set_text (&question->if_value, "");
  if (callout_question_kind_chooses (other->kind) && other->options->len > 0)
    question->if_option = ((CalloutSketchOption *) g_ptr_array_index (other->options, 0))->id;
}

CalloutSketchOption *
callout_flow_sketch_add_option (CalloutFlowSketch     *self,
                                CalloutSketchQuestion *question)
{
  CalloutSketchOption *option = option_new (++self->last_id, "", "");

  option->follows = TRUE;
  g_ptr_array_add (question->options, option);
  callout_flow_sketch_set_option (self, question, option, "");
  return option;
}

void
callout_flow_sketch_set_option (CalloutFlowSketch     *self,
                                CalloutSketchQuestion *question,
                                CalloutSketchOption   *option,
                                const char            *label)
{
  g_autofree char *wish = NULL;

  set_text (&option->label, label);
  if (!option->follows)
    return;
  wish = make_key (option->label, "option");
  set_text (&option->key, "");
  for (guint n = 1; *option->key == '\0'; n++)
    {
      g_autofree char *key = n == 1 ? g_strdup (wish) : g_strdup_printf ("%s-%u", wish, n);

      if (find_option (question, key) == 0)
        set_text (&option->key, key);
    }
}

guint
callout_flow_sketch_add_step (CalloutFlowSketch *self,
                              guint              index)
{
  CalloutSketchStep *step = g_new0 (CalloutSketchStep, 1);

  step->id = ++self->last_id;
  step->title = g_strdup ("");
  step->questions = g_ptr_array_new_with_free_func (question_free);
  g_ptr_array_insert (self->steps, (int) MIN (index, self->steps->len), step);
  return step->id;
}

/**
 * callout_flow_sketch_add_question:
 *
 * Returns: its id; 0 where none can be
 */
guint
callout_flow_sketch_add_question (CalloutFlowSketch        *self,
                                  const CalloutSketchPlace *place,
                                  CalloutQuestionKind       kind)
{
  GPtrArray *list = list_at (self, place);
  CalloutSketchQuestion *question;

  if (list == NULL || (place->form != 0 && kind == CALLOUT_QUESTION_FORM))
    return 0;
  question = question_new (++self->last_id, kind);
  question->follows = TRUE;
  g_ptr_array_insert (list, (int) MIN (place->index, list->len), question);
  callout_flow_sketch_set_kind (self, question, kind);
  return question->id;
}

typedef struct {
  guint from;
  guint to;
} Renaming;

static void
rename_condition (CalloutFlowSketch     *self,
                  CalloutSketchQuestion *question,
                  gpointer               data)
{
  Renaming *renaming = data;

  if (question->if_id == renaming->from)
    question->if_id = renaming->to;
  if (question->if_option == renaming->from)
    question->if_option = renaming->to;
}

/* A copy's own questions hang on each other, not on those they were copied from. */
static void
renumber (CalloutFlowSketch     *self,
          CalloutSketchQuestion *question,
          GPtrArray             *within)
{
  Renaming renaming = { question->id, ++self->last_id };

  question->id = renaming.to;
  each_of (self, within, rename_condition, &renaming);
  for (guint i = 0; i < question->options->len; i++)
    {
      CalloutSketchOption *option = g_ptr_array_index (question->options, i);

      renaming = (Renaming) { option->id, ++self->last_id };
      option->id = renaming.to;
      each_of (self, within, rename_condition, &renaming);
    }
  question->follows = TRUE;
  callout_flow_sketch_set_label (self, question, question->label);
}

/**
 * callout_flow_sketch_duplicate:
 *
 * Returns: the id of a copy of a question, right behind it; 0: there is none
 */
guint
callout_flow_sketch_duplicate (CalloutFlowSketch *self,
                               guint              id)
{
  CalloutSketchPlace place;
  CalloutSketchQuestion *question = callout_flow_sketch_find (self, id, &place);
  CalloutSketchQuestion *copy;

  if (question == NULL)
    return 0;
  copy = copy_question (question, NULL);
  g_ptr_array_insert (list_at (self, &place), (int) place.index + 1, copy);
  renumber (self, copy, copy->questions);
  for (guint i = 0; i < copy->questions->len; i++)
    renumber (self, g_ptr_array_index (copy->questions, i), copy->questions);
  return copy->id;
}

/**
 * callout_flow_sketch_remove:
 * @id: a step with its questions, or a question
 */
void
callout_flow_sketch_remove (CalloutFlowSketch *self,
                            guint              id)
{
  CalloutSketchPlace place;
  guint index;

  if (callout_flow_sketch_find_step (self, id, &index) != NULL)
    g_ptr_array_remove_index (self->steps, index);
  else if (callout_flow_sketch_find (self, id, &place) != NULL)
    g_ptr_array_remove_index (list_at (self, &place), place.index);
}

/**
 * callout_flow_sketch_may_move:
 *
 * Returns: whether a question could stand there: a form not within a form
 */
gboolean
callout_flow_sketch_may_move (CalloutFlowSketch        *self,
                              guint                     id,
                              const CalloutSketchPlace *place)
{
  CalloutSketchQuestion *question = callout_flow_sketch_find (self, id, NULL);
  CalloutSketchPlace within = { 0 };

  return question != NULL && list_at (self, place) != NULL && place->form != id
         && (place->form == 0 || (question->kind != CALLOUT_QUESTION_FORM && find_in (question->questions, place->form, &within) == NULL));
}

/**
 * callout_flow_sketch_move:
 * @place: with the index it has before the question is taken out of its place
 *
 * Returns: whether it stands elsewhere now
 */
gboolean
callout_flow_sketch_move (CalloutFlowSketch        *self,
                          guint                     id,
                          const CalloutSketchPlace *place)
{
  CalloutSketchPlace from;
  CalloutSketchQuestion *question = callout_flow_sketch_find (self, id, &from);
  GPtrArray *old, *new;
  guint index = place->index;

  if (question == NULL || !callout_flow_sketch_may_move (self, id, place))
    return FALSE;
  old = list_at (self, &from);
  new = list_at (self, place);
  if (old == new && (index == from.index || index == from.index + 1))
    return FALSE;
  if (old == new && index > from.index)
    index--;
  question = g_ptr_array_steal_index (old, from.index);
  g_ptr_array_insert (new, (int) MIN (index, new->len), question);
  return TRUE;
}

static gboolean
move_to_neighbour (CalloutFlowSketch        *self,
                   guint                     id,
                   const CalloutSketchPlace *place,
                   int                       by)
{
  CalloutSketchPlace target = { 0, 0, 0 };
  CalloutSketchStep *step;
  guint index = 0;

  callout_flow_sketch_find_step (self, place->step, &index);
  if ((by < 0 && index == 0) || (by > 0 && index + 1 >= self->steps->len))
    return FALSE;
  step = g_ptr_array_index (self->steps, by < 0 ? index - 1 : index + 1);
  target.step = step->id;
  target.index = by < 0 ? step->questions->len : 0;
  return callout_flow_sketch_move (self, id, &target);
}

/**
 * callout_flow_sketch_move_by:
 * @by: -1: before what stands before it; 1: behind what comes after it
 *
 * Moves a question or a step by one place; at the end of its step a question
 * goes over to the next.
 */
gboolean
callout_flow_sketch_move_by (CalloutFlowSketch *self,
                             guint              id,
                             int                by)
{
  CalloutSketchPlace place;
  GPtrArray *list;
  guint index;

  if (callout_flow_sketch_find_step (self, id, &index) != NULL)
    {
      if ((by < 0 && index == 0) || (by > 0 && index + 1 >= self->steps->len))
        return FALSE;
      callout_flow_sketch_move_step (self, id, by < 0 ? index - 1 : index + 2);
      return TRUE;
    }
  if (callout_flow_sketch_find (self, id, &place) == NULL)
    return FALSE;
  list = list_at (self, &place);
  if ((by < 0 && place.index > 0) || (by > 0 && place.index + 1 < list->len))
    {
      place.index = by < 0 ? place.index - 1 : place.index + 2;
      return callout_flow_sketch_move (self, id, &place);
    }
  return place.form == 0 && move_to_neighbour (self, id, &place, by);
}

/**
 * callout_flow_sketch_move_step:
 * @index: before it is taken out of its place
 */
void
callout_flow_sketch_move_step (CalloutFlowSketch *self,
                               guint              id,
                               guint              index)
{
  guint from = 0;
  CalloutSketchStep *step = callout_flow_sketch_find_step (self, id, &from);

  if (step == NULL)
    return;
  step = g_ptr_array_steal_index (self->steps, from);
  g_ptr_array_insert (self->steps, (int) MIN (index > from ? index - 1 : index, self->steps->len), step);
}
