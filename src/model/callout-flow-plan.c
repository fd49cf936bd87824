/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-plan-private.h"

#include "callout-clock.h"
#include "callout-entity.h"
#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

G_DEFINE_ENUM_TYPE (CalloutQuestionKind, callout_question_kind,
                    G_DEFINE_ENUM_VALUE (CALLOUT_QUESTION_TEXT, "text"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_QUESTION_SHORT, "short"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_QUESTION_LONG, "long"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_QUESTION_NUMBER, "number"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_QUESTION_SINGLE, "single"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_QUESTION_MULTI, "multi"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_QUESTION_DATE, "date"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_QUESTION_DATETIME, "datetime"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_QUESTION_LOCATION, "location"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_QUESTION_PHOTO, "photo"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_QUESTION_ATTACHMENT, "attachment"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_QUESTION_SIGNATURE, "signature"),
                    G_DEFINE_ENUM_VALUE (CALLOUT_QUESTION_FORM, "form"))

G_DEFINE_BOXED_TYPE (CalloutFlowPlan, callout_flow_plan, callout_flow_plan_ref, callout_flow_plan_unref)

/**
 * callout_question_kind_label:
 *
 * What people call a kind of question.
 */
const char *
callout_question_kind_label (CalloutQuestionKind kind)
{
  static const char *const labels[] = {
    N_("Paragraph"), N_("Short text"), N_("Long text"), N_("Number"), N_("Single choice"), N_("Multiple choice"), N_("Date"),
    N_("Date and time"), N_("Location"), N_("Photo"), N_("Attachment"), N_("Signature"), N_("Repeatable form"),
  };

  return kind < CALLOUT_N_QUESTIONS ? _(labels[kind]) : "";
}

static const char *const signs[] = { "=", "!=", "~", "<", ">" };

const char *
callout_show_op_sign (CalloutShowOp op)
{
  return signs[op];
}

gboolean
callout_show_op_parse (const char    *sign,
                       CalloutShowOp *op)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_strcmp0 (signs[i], sign) == 0)
      {
        *op = i;
        return TRUE;
      }
  return FALSE;
}

/* Making and freeing */

CalloutQuestionOption *
callout_question_option_new (const char *key,
                             const char *label)
{
  CalloutQuestionOption *self = g_new0 (CalloutQuestionOption, 1);

  self->key = g_strdup (key);
  self->label = g_strdup (label);
  return self;
}

static void
option_free (gpointer data)
{
  CalloutQuestionOption *self = data;

  g_free (self->key);
  g_free (self->label);
  g_free (self);
}

CalloutFlowQuestion *
callout_question_new (void)
{
  CalloutFlowQuestion *self = g_new0 (CalloutFlowQuestion, 1);

  self->min = self->max = NAN;
  self->options = g_ptr_array_new_with_free_func (option_free);
  self->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_question_free);
  return self;
}

void
callout_question_free (CalloutFlowQuestion *self)
{
  g_free (self->key);
  g_free (self->label);
  g_free (self->help);
  g_free (self->if_question);
  g_free (self->if_value);
  g_ptr_array_unref (self->options);
  g_ptr_array_unref (self->questions);
  g_free (self);
}

static void
step_free (gpointer data)
{
  CalloutFlowPlanStep *self = data;

  g_free (self->title);
  g_ptr_array_unref (self->questions);
  g_free (self);
}

CalloutFlowPlanStep *
callout_flow_plan_step_new (void)
{
  CalloutFlowPlanStep *self = g_new0 (CalloutFlowPlanStep, 1);

  self->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_question_free);
  return self;
}

CalloutFlowPlan *
callout_flow_plan_new (void)
{
  CalloutFlowPlan *self = g_atomic_rc_box_new0 (CalloutFlowPlan);

  self->steps = g_ptr_array_new_with_free_func (step_free);
  return self;
}

CalloutFlowPlan *
callout_flow_plan_ref (CalloutFlowPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
plan_clear (gpointer data)
{
  g_ptr_array_unref (((CalloutFlowPlan *) data)->steps);
}

void
callout_flow_plan_unref (CalloutFlowPlan *self)
{
  g_atomic_rc_box_release_full (self, plan_clear);
}

void
callout_shown_question_free (CalloutShownQuestion *self)
{
  g_free (self->path);
  g_free (self);
}

/* Looking things up */

gboolean
callout_question_is_file (const CalloutFlowQuestion *question)
{
  return question->kind == CALLOUT_QUESTION_PHOTO || question->kind == CALLOUT_QUESTION_ATTACHMENT
         || question->kind == CALLOUT_QUESTION_SIGNATURE;
}

/* Whether min and max mean something there. */
gboolean
callout_question_counts (CalloutQuestionKind kind)
{
  switch (kind)
    {
    case CALLOUT_QUESTION_SHORT:
    case CALLOUT_QUESTION_LONG:
    case CALLOUT_QUESTION_NUMBER:
    case CALLOUT_QUESTION_MULTI:
    case CALLOUT_QUESTION_PHOTO:
    case CALLOUT_QUESTION_ATTACHMENT:
    case CALLOUT_QUESTION_FORM:
      return TRUE;
    case CALLOUT_QUESTION_TEXT:
    case CALLOUT_QUESTION_SINGLE:
    case CALLOUT_QUESTION_DATE:
    case CALLOUT_QUESTION_DATETIME:
    case CALLOUT_QUESTION_LOCATION:
    case CALLOUT_QUESTION_SIGNATURE:
    case CALLOUT_N_QUESTIONS:
    default:
      return FALSE;
    }
}

/**
 * callout_question_get_max:
 *
 * The most there may be, also where the question itself says none; infinite
 * for numbers.
 */
double
callout_question_get_max (const CalloutFlowQuestion *question)
{
  double limit = INFINITY;

  if (question->kind == CALLOUT_QUESTION_SHORT)
    limit = CALLOUT_FLOW_MAX_SHORT;
  else if (question->kind == CALLOUT_QUESTION_LONG)
    limit = CALLOUT_FLOW_MAX_LONG;
  else if (question->kind == CALLOUT_QUESTION_FORM)
    limit = CALLOUT_FLOW_MAX_REPEATS;
  else if (question->kind == CALLOUT_QUESTION_SIGNATURE)
    limit = 1;
  else if (callout_question_is_file (question))
    limit = CALLOUT_FLOW_MAX_FILES;
  return isnan (question->max) ? limit : MIN (question->max, limit);
}

const CalloutQuestionOption *
callout_question_find_option (const CalloutFlowQuestion *question,
                              const char            *key)
{
  for (guint i = 0; i < question->options->len; i++)
    {
      const CalloutQuestionOption *option = g_ptr_array_index (question->options, i);

      if (g_str_equal (option->key, key))
        return option;
    }
  return NULL;
}

static const CalloutFlowQuestion *
find_in (GPtrArray  *questions,
         const char *key,
         gsize       length)
{
  for (guint i = 0; i < questions->len; i++)
    {
      const CalloutFlowQuestion *question = g_ptr_array_index (questions, i);

      if (strlen (question->key) == length && strncmp (question->key, key, length) == 0)
        return question;
    }
  return NULL;
}

static const CalloutFlowQuestion *
find_top (CalloutFlowPlan *self,
          const char      *key,
          gsize            length)
{
  const CalloutFlowQuestion *found = NULL;

  for (guint i = 0; i < self->steps->len && found == NULL; i++)
    found = find_in (((CalloutFlowPlanStep *) g_ptr_array_index (self->steps, i))->questions, key, length);
  return found;
}

/**
 * callout_flow_plan_find:
 * @path: `what`, or `parts[2].number`
 * @repeat: (out) (optional): the repetition, from 1; 0: outside of any form
 *
 * Returns: (nullable) (transfer none): the question; %NULL if there is none
 */
const CalloutFlowQuestion *
callout_flow_plan_find (CalloutFlowPlan *self,
                        const char      *path,
                        guint           *repeat)
{
  const char *bracket = strchr (path, '[');
  const CalloutFlowQuestion *form;
  guint64 number = 0;
  char *end = NULL;

  if (repeat != NULL)
    *repeat = 0;
  if (bracket == NULL)
    return find_top (self, path, strlen (path));
  form = find_top (self, path, bracket - path);
  /* One way of writing it, so that a path is found again: no sign, no zeros in front. */
  if (form == NULL || form->kind != CALLOUT_QUESTION_FORM || !g_ascii_isdigit (bracket[1]) || bracket[1] == '0')
    return NULL;
  number = g_ascii_strtoull (bracket + 1, &end, 10);
  if (number > CALLOUT_FLOW_MAX_REPEATS || strncmp (end, "].", 2) != 0)
    return NULL;
  if (repeat != NULL)
    *repeat = (guint) number;
  return find_in (form->questions, end + 2, strlen (end + 2));
}

/**
 * callout_flow_plan_find_kind:
 *
 * Returns: (nullable) (transfer none): the first question of a kind outside of forms
 */
const CalloutFlowQuestion *
callout_flow_plan_find_kind (CalloutFlowPlan     *self,
                             CalloutQuestionKind  kind)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      CalloutFlowPlanStep *step = g_ptr_array_index (self->steps, i);

      for (guint j = 0; j < step->questions->len; j++)
        if (((CalloutFlowQuestion *) g_ptr_array_index (step->questions, j))->kind == kind)
          return g_ptr_array_index (step->questions, j);
    }
  return NULL;
}

/**
 * callout_flow_plan_count:
 *
 * How many questions there are to answer, those in forms counted once.
 */
guint
callout_flow_plan_count (CalloutFlowPlan *self)
{
  guint n = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      CalloutFlowPlanStep *step = g_ptr_array_index (self->steps, i);

      for (guint j = 0; j < step->questions->len; j++)
        {
          CalloutFlowQuestion *question = g_ptr_array_index (step->questions, j);

          n += question->kind == CALLOUT_QUESTION_TEXT ? 0 : MAX (question->questions->len, 1);
        }
    }
  return n;
}

/* Answers */

static gboolean
refuse (GError    **error,
        const char *format,
        ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError    **error,
        const char *format,
        ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (CALLOUT_ERROR, CALLOUT_ERROR_INVALID, format, args);
  va_end (args);
  return FALSE;
}

static gboolean
parse_number (const char *text,
              double     *number)
{
  char *end = NULL;

  /* Hexadecimal, infinity and the like are numbers to strtod(), but not to people. */
  if (strspn (text, "+-.0123456789eE") != strlen (text))
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*number);
}

/* @sentence: with two %s, the question's label and the bound */
static gboolean
refuse_bound (GError               **error,
              const char            *sentence,
              const CalloutFlowQuestion *question,
              double                 bound)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", 3);

  return refuse (error, "%s%s%s%s%s", parts[0], question->label, parts[1], g_ascii_formatd (buffer, sizeof buffer, "%.15g", bound),
                 parts[2]);
}

static gboolean
check_bounds (const CalloutFlowQuestion *question,
              double                 number,
              const char            *low,
              const char            *high,
              GError               **error)
{
  double max = callout_question_get_max (question);

  if (!isnan (question->min) && number < question->min)
    return refuse_bound (error, low, question, question->min);
  if (number > max)
    return refuse_bound (error, high, question, max);
  return TRUE;
}

static gboolean
check_options (const CalloutFlowQuestion *question,
               const char            *value,
               GError               **error)
{
  g_auto (GStrv) words = g_strsplit (value, " ", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (callout_question_find_option (question, words[i]) == NULL)
        return refuse (error, _("“%s” cannot be answered with “%s”"), question->label, words[i]);
      for (guint j = 0; j < i; j++)
        if (g_str_equal (words[i], words[j]))
          return refuse (error, _("“%s”: “%s” is chosen twice"), question->label, words[i]);
      n++;
    }
  if (question->kind == CALLOUT_QUESTION_SINGLE && n > 1)
    return refuse (error, _("“%s”: only one can be chosen"), question->label);
  return check_bounds (question, n, _("“%s”: at least %s must be chosen"), _("“%s”: at most %s can be chosen"), error);
}

static gboolean
check_date (const CalloutFlowQuestion *question,
            const char            *value,
            GError               **error)
{
  GDate date;
  int year = 0, month = 0, day = 0;

  if (strlen (value) == 10 && value[4] == '-' && value[7] == '-' && strspn (value, "0123456789-") == 10)
    {
      year = atoi (value);
      month = atoi (value + 5);
      day = atoi (value + 8);
    }
  g_date_clear (&date, 1);
  if (year > 0 && month > 0 && month <= 12 && day > 0 && g_date_valid_dmy (day, month, year))
    return TRUE;
  return refuse (error, _("“%s”: “%s” is not a date; write it like 2026-03-08"), question->label, value);
}

static gboolean
check_files (const CalloutFlowQuestion *question,
             const char            *value,
             GError               **error)
{
  g_auto (GStrv) words = g_strsplit (value, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (!g_str_has_prefix (words[i], "F-") || words[i][2] == '\0' || words[i][2] == '0'
        || strspn (words[i] + 2, "0123456789") != strlen (words[i] + 2))
      return refuse (error, _("“%s” is answered with a file"), question->label);
  return check_bounds (question, g_strv_length (words), _("“%s”: at least %s files are needed"), _("“%s”: at most %s files can be given"),
                       error);
}

/**
 * callout_flow_plan_check_answer:
 * @value: not empty; what is not answered is not checked
 *
 * Whether a value can answer a question, by whatever door it comes.
 *
 * Errors: %CALLOUT_ERROR_INVALID, with the question's own words.
 */
gboolean
callout_flow_plan_check_answer (const CalloutFlowQuestion *question,
                                const char            *value,
                                GError               **error)
{
  g_autoptr (GError) bad = NULL;
  CalloutTime time;
  double number;

  if (!g_utf8_validate (value, -1, NULL))
    return refuse (error, _("“%s”: the answer is not valid UTF-8 text"), question->label);
  switch (question->kind)
    {
    case CALLOUT_QUESTION_SHORT:
      if (strpbrk (value, "\n\r") != NULL)
        return refuse (error, _("“%s” is answered in one line"), question->label);
      G_GNUC_FALLTHROUGH;
    case CALLOUT_QUESTION_LONG:
      return check_bounds (question, g_utf8_strlen (value, -1), _("“%s” needs at least %s characters"),
                           _("“%s” can have at most %s characters"), error);
    case CALLOUT_QUESTION_NUMBER:
      if (!parse_number (value, &number))
        return refuse (error, _("“%s” must be a number, not “%s”"), question->label, value);
      return check_bounds (question, number, _("“%s” must be at least %s"), _("“%s” can be at most %s"), error);
    case CALLOUT_QUESTION_SINGLE:
    case CALLOUT_QUESTION_MULTI:
      return check_options (question, value, error);
    case CALLOUT_QUESTION_DATE:
      return check_date (question, value, error);
    case CALLOUT_QUESTION_DATETIME:
      if (callout_time_parse (value, &time, NULL))
        return TRUE;
      return refuse (error, _("“%s”: “%s” is not a date and time"), question->label, value);
    case CALLOUT_QUESTION_LOCATION:
      if (callout_answer_parse_location (value, &number, &number, NULL, &bad))
        return TRUE;
      return refuse (error, _("“%s”: %s"), question->label, bad->message);
    case CALLOUT_QUESTION_PHOTO:
    case CALLOUT_QUESTION_ATTACHMENT:
    case CALLOUT_QUESTION_SIGNATURE:
      return check_files (question, value, error);
    case CALLOUT_QUESTION_FORM:
      if (strspn (value, "0123456789") != strlen (value) || *value == '\0' || strlen (value) > 4
          || (*value == '0' && value[1] != '\0'))
        return refuse (error, _("“%s” is answered with how many there are, not “%s”"), question->label, value);
      return check_bounds (question, atoi (value), _("“%s”: at least %s are needed"), _("“%s”: at most %s can be given"), error);
    case CALLOUT_QUESTION_TEXT:
    case CALLOUT_N_QUESTIONS:
    default:
      return refuse (error, _("“%s” asks nothing"), question->label);
    }
}

static gboolean
is_degrees (const char *text,
            gsize       length,
            double      bound,
            double     *degrees)
{
  g_autofree char *copy = g_strstrip (g_strndup (text, length));

  return parse_number (copy, degrees) && fabs (*degrees) <= bound;
}

static gboolean
says_something (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/**
 * callout_answer_parse_location:
 * @latitude: (out): NaN where only an address was given
 * @address: (out) (optional) (nullable) (transfer full)
 */
gboolean
callout_answer_parse_location (const char  *value,
                               double      *latitude,
                               double      *longitude,
                               char       **address,
                               GError     **error)
{
  gsize length = strcspn (value, ";");
  const char *comma = memchr (value, ',', length);
  gboolean numbers = comma != NULL && strspn (value, " +-.,0123456789eE") >= length;
  g_autofree char *words = NULL;

  *latitude = *longitude = NAN;
  if (numbers)
    {
      double north, east;

      if (!is_degrees (value, comma - value, 90, &north) || !is_degrees (comma + 1, length - (comma + 1 - value), 180, &east))
        return refuse (error, _("“%s” is no place: latitudes go from -90 to 90, longitudes from -180 to 180"), value);
      *latitude = north;
      *longitude = east;
      words = g_strdup (value[length] == ';' ? value + length + 1 : "");
    }
  else
    words = g_strdup (value);
  g_strstrip (words);
  if (!numbers && !says_something (words))
    return refuse (error, _("An address or a place on the map is needed"));
  if (g_utf8_strlen (words, -1) > CALLOUT_FLOW_MAX_SHORT)
    return refuse (error, _("The address is longer than %d characters"), CALLOUT_FLOW_MAX_SHORT);
  if (address != NULL)
    *address = *words != '\0' ? g_steal_pointer (&words) : NULL;
  return TRUE;
}

/* What is shown */

typedef struct {
  CalloutFlowPlan *plan;
  GHashTable      *answers;
  GHashTable      *seen;  /* path → CalloutShownQuestion, of what is shown so far */
  GPtrArray       *shown;
} Walk;

static const char *
get_answer (GHashTable *answers,
            const char *path)
{
  const char *value = g_hash_table_lookup (answers, path);

  return value != NULL && *value != '\0' ? value : NULL;
}

static int
compare_values (const CalloutFlowQuestion *question,
                const char            *answer,
                const char            *value)
{
  CalloutTime a, b;
  double x, y;

  if (question->kind == CALLOUT_QUESTION_DATETIME && callout_time_parse (answer, &a, NULL) && callout_time_parse (value, &b, NULL))
    return (a > b) - (a < b);
  if (question->kind == CALLOUT_QUESTION_NUMBER && parse_number (answer, &x) && parse_number (value, &y))
    return (x > y) - (x < y);
  return strcmp (answer, value);
}

static gboolean
contains (const char *answer,
          const char *value)
{
  g_autofree char *where = g_utf8_casefold (answer, -1);
  g_autofree char *what = g_utf8_casefold (value, -1);

  return strstr (where, what) != NULL;
}

static gboolean
matches (const CalloutFlowQuestion *asked,
         CalloutShowOp          op,
         const char            *answer,
         const char            *value)
{
  gboolean same = asked->kind == CALLOUT_QUESTION_MULTI ? callout_keys_contain (answer, value)
                                                        : compare_values (asked, answer, value) == 0;

  switch (op)
    {
    case CALLOUT_SHOW_IS:
      return same;
    case CALLOUT_SHOW_IS_NOT:
      return !same;
    case CALLOUT_SHOW_CONTAINS:
      return contains (answer, value);
    case CALLOUT_SHOW_LESS:
      return compare_values (asked, answer, value) < 0;
    case CALLOUT_SHOW_MORE:
      return compare_values (asked, answer, value) > 0;
    default:
      g_assert_not_reached ();
    }
}

/* @prefix: `parts[2].` within a form, where its own questions come first. */
static gboolean
is_shown (Walk                  *walk,
          const CalloutFlowQuestion *question,
          const char            *prefix)
{
  g_autofree char *inside = NULL;
  CalloutShownQuestion *asked = NULL;
  const char *answer;

  if (question->if_question == NULL)
    return TRUE;
  inside = g_strconcat (prefix, question->if_question, NULL);
  asked = g_hash_table_lookup (walk->seen, inside);
  if (asked == NULL)
    asked = g_hash_table_lookup (walk->seen, question->if_question);
  /* What is hidden answers nothing. */
  answer = asked != NULL ? get_answer (walk->answers, asked->path) : NULL;
  return answer != NULL && matches (asked->question, question->if_op, answer, question->if_value);
}

static void
walk_questions (Walk       *walk,
                GPtrArray  *questions,
                guint       step,
                const char *prefix,
                guint       repeat)
{
  for (guint i = 0; i < questions->len; i++)
    {
      const CalloutFlowQuestion *question = g_ptr_array_index (questions, i);
      CalloutShownQuestion *one;
      const char *answer;

      if (!is_shown (walk, question, prefix))
        continue;
      one = g_new0 (CalloutShownQuestion, 1);
      one->path = g_strconcat (prefix, question->key, NULL);
      one->step = step;
      one->repeat = repeat;
      one->question = question;
      g_ptr_array_add (walk->shown, one);
      g_hash_table_insert (walk->seen, one->path, one);
      answer = question->kind == CALLOUT_QUESTION_FORM ? get_answer (walk->answers, one->path) : NULL;
      for (int n = 1; answer != NULL && n <= MIN (atoi (answer), CALLOUT_FLOW_MAX_REPEATS); n++)
        {
          g_autofree char *inner = g_strdup_printf ("%s[%d].", question->key, n);

          walk_questions (walk, question->questions, step, inner, n);
        }
    }
}

/**
 * callout_flow_plan_shown:
 * @answers: (element-type utf8 utf8): by path
 *
 * What is asked now, in order, with each repetition of a form that there is.
 *
 * Returns: (transfer full) (element-type CalloutShownQuestion)
 */
GPtrArray *
callout_flow_plan_shown (CalloutFlowPlan *self,
                         GHashTable      *answers)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  Walk walk = { self, answers, seen, g_ptr_array_new_with_free_func ((GDestroyNotify) callout_shown_question_free) };

  for (guint i = 0; i < self->steps->len; i++)
    walk_questions (&walk, ((CalloutFlowPlanStep *) g_ptr_array_index (self->steps, i))->questions, i, "", 0);
  return walk.shown;
}

/**
 * callout_flow_plan_stale:
 *
 * Returns: (transfer full) (element-type utf8): paths of answers to what is no
 *   longer asked; nothing shown hangs on them
 */
GPtrArray *
callout_flow_plan_stale (CalloutFlowPlan *self,
                         GHashTable      *answers)
{
  g_autoptr (GPtrArray) shown = callout_flow_plan_shown (self, answers);
  GPtrArray *stale = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, answers);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    {
      gboolean asked = FALSE;

      for (guint i = 0; i < shown->len && !asked; i++)
        asked = g_str_equal (((CalloutShownQuestion *) g_ptr_array_index (shown, i))->path, path);
      if (!asked)
        g_ptr_array_add (stale, g_strdup (path));
    }
  return stale;
}

/**
 * callout_flow_plan_next_missing:
 * @step: (out) (optional): the step it stands in
 * @why: (out) (optional): what is wrong with it, as a sentence
 *
 * Returns: (transfer full) (nullable): the path of the first question that
 *   stands in the way: required and not answered, or answered with what it does
 *   not take; %NULL when everything is there
 */
char *
callout_flow_plan_next_missing (CalloutFlowPlan  *self,
                                GHashTable       *answers,
                                guint            *step,
                                GError          **why)
{
  g_autoptr (GPtrArray) shown = callout_flow_plan_shown (self, answers);

  for (guint i = 0; i < shown->len; i++)
    {
      CalloutShownQuestion *one = g_ptr_array_index (shown, i);
      const char *answer = get_answer (answers, one->path);
      gboolean none = answer == NULL || (one->question->kind == CALLOUT_QUESTION_FORM && g_str_equal (answer, "0"));

      if (none && !one->question->required)
        continue;
      if (none)
        refuse (why, _("“%s” must be answered"), one->question->label);
      else if (callout_flow_plan_check_answer (one->question, answer, why))
        continue;
      if (step != NULL)
        *step = one->step;
      return g_strdup (one->path);
    }
  return NULL;
}
