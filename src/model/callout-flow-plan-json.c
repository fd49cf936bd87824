/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-plan-private.h"

#include "callout-entity.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* Plans as JSON: read with every fault told at once, written in one way only,
 * so that equal plans are equal texts. */

#define MAX_BYTES (256 * 1024)
#define MAX_DEPTH 16
#define MAX_STEPS 50
#define MAX_QUESTIONS 200
#define MAX_OPTIONS 100
#define MAX_KEY 40
#define MAX_LABEL 300
#define MAX_HELP 1000
#define MAX_FAULTS 50

typedef struct {
  GPtrArray  *faults;
  GHashTable *keys;  /* key → CalloutFlowQuestion: of the steps before, and the form that is read */
  GPtrArray  *placed; /* (nullable): of CalloutFlowFault; faults need not say where they are then */
  int         step;
  int         question;
  int         inner;
  guint       n_questions;
} Reader;

static void
fault (Reader     *reader,
       const char *format,
       ...) G_GNUC_PRINTF (2, 3);

static void
fault (Reader     *reader,
       const char *format,
       ...)
{
  va_list args;
  char *sentence;

  if (reader->faults->len >= MAX_FAULTS)
    return;
  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (reader->faults, sentence);
  if (reader->placed != NULL)
    {
      CalloutFlowFault *placed = g_new0 (CalloutFlowFault, 1);

      placed->step = reader->step;
      placed->question = reader->question;
      placed->inner = reader->inner;
      placed->sentence = g_strdup (sentence);
      g_ptr_array_add (reader->placed, placed);
    }
}

/* Members */

static void
check_members (Reader            *reader,
               JsonObject        *object,
               const char        *where,
               const char *const *known)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      fault (reader, _("%s: “%s” is not known"), where, (const char *) l->data);
}

static const char *
get_text (Reader     *reader,
          JsonObject *object,
          const char *where,
          const char *name,
          gsize       max)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      fault (reader, _("%s: “%s” must be a text"), where, name);
      return NULL;
    }
  text = json_node_get_string (node);
  if (!g_utf8_validate (text, -1, NULL) || (gsize) g_utf8_strlen (text, -1) > max)
    {
      fault (reader, _("%s: “%s” is longer than %d characters"), where, name, (int) max);
      return NULL;
    }
  return *text != '\0' ? text : NULL;
}

static double
get_number (Reader     *reader,
            JsonObject *object,
            const char *where,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  double number;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NAN;
  if (!JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    {
      fault (reader, _("%s: “%s” must be a number"), where, name);
      return NAN;
    }
  number = json_node_get_double (node);
  if (isfinite (number) && fabs (number) < 1e15)
    return number + 0.0 == 0 ? 0 : number;
  fault (reader, _("%s: “%s” must be a number"), where, name);
  return NAN;
}

static gboolean
get_flag (Reader     *reader,
          JsonObject *object,
          const char *where,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return FALSE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  fault (reader, _("%s: “%s” must be true or false"), where, name);
  return FALSE;
}

static JsonArray *
get_array (Reader     *reader,
           JsonObject *object,
           const char *where,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  fault (reader, _("%s: “%s” must be a list"), where, name);
  return NULL;
}

static JsonObject *
get_element (Reader     *reader,
             JsonArray  *array,
             guint       i,
             const char *where)
{
  JsonNode *node = json_array_get_element (array, i);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  fault (reader, _("%s: number %u is not an object"), where, i + 1);
  return NULL;
}

static gboolean
is_key (const char *text)
{
  gsize length = strlen (text);

  return length <= MAX_KEY && g_ascii_islower (*text) && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-_") == length;
}

/* Questions */

static void
read_options (Reader          *reader,
              JsonObject      *object,
              const char      *where,
              CalloutFlowQuestion *question)
{
  static const char *const known[] = { "key", "label", NULL };
  JsonArray *array = get_array (reader, object, where, "options");
  gboolean chooses = question->kind == CALLOUT_QUESTION_SINGLE || question->kind == CALLOUT_QUESTION_MULTI;
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (chooses != (n > 0))
    fault (reader, chooses ? _("%s has nothing to choose from") : _("%s: only single and multi have options"), where);
  if (n > MAX_OPTIONS)
    fault (reader, _("%s has more than %d options"), where, MAX_OPTIONS);
  for (guint i = 0; i < MIN (n, MAX_OPTIONS); i++)
    {
      JsonObject *option = get_element (reader, array, i, where);
      const char *key, *label;

      if (option == NULL)
        continue;
      check_members (reader, option, where, known);
      key = get_text (reader, option, where, "key", MAX_KEY);
      label = get_text (reader, option, where, "label", MAX_LABEL);
      if (key == NULL || !is_key (key))
        fault (reader, _("%s: option %u needs a key of small letters, figures and hyphens"), where, i + 1);
      else if (callout_question_find_option (question, key) != NULL)
        fault (reader, _("%s has the option “%s” twice"), where, key);
      else
        g_ptr_array_add (question->options, callout_question_option_new (key, label != NULL ? label : key));
    }
}

static void
read_bounds (Reader          *reader,
             JsonObject      *object,
             const char      *where,
             CalloutFlowQuestion *question)
{
  gboolean whole = question->kind != CALLOUT_QUESTION_NUMBER;

  question->min = get_number (reader, object, where, "min");
  question->max = get_number (reader, object, where, "max");
  if (isnan (question->min) && isnan (question->max))
    return;
  if (!callout_question_counts (question->kind))
    fault (reader, _("%s: min and max mean nothing there"), where);
  else if (whole && (question->min < 0 || question->max < 0 || (!isnan (question->min) && floor (question->min) < question->min)
                     || (!isnan (question->max) && floor (question->max) < question->max)))
    fault (reader, _("%s: min and max must be whole and not negative"), where);
  else if (question->min > callout_question_get_max (question))
    fault (reader, _("%s: min is more than max"), where);
  else if (question->kind == CALLOUT_QUESTION_MULTI && question->min > question->options->len)
    fault (reader, _("%s: more must be chosen than there is to choose from"), where);
}

static gboolean
can_be_compared (CalloutQuestionKind kind)
{
  return kind == CALLOUT_QUESTION_NUMBER || kind == CALLOUT_QUESTION_DATE || kind == CALLOUT_QUESTION_DATETIME;
}

static gboolean
is_choice (CalloutQuestionKind kind)
{
  return kind == CALLOUT_QUESTION_SINGLE || kind == CALLOUT_QUESTION_MULTI;
}

static void
check_condition (Reader                *reader,
                 const char            *where,
                 const CalloutFlowQuestion *question,
                 const CalloutFlowQuestion *asked)
{
  g_autoptr (GError) error = NULL;
  /* Who sees the questions knows them by what they ask. */
  const char *name = reader->placed != NULL && asked != NULL ? asked->label : question->if_question;

  if (asked == NULL)
    fault (reader, _("%s hangs on “%s”, which is not asked before it"), where, name);
  else if (asked->kind == CALLOUT_QUESTION_TEXT || asked->kind == CALLOUT_QUESTION_FORM || callout_question_is_file (asked))
    fault (reader, _("%s hangs on “%s”, whose answer cannot be compared"), where, name);
  else if (question->if_op >= CALLOUT_SHOW_LESS && !can_be_compared (asked->kind))
    fault (reader, _("%s: only numbers and dates are less or more"), where);
  else if (is_choice (asked->kind) && callout_question_find_option (asked, question->if_value) == NULL)
    fault (reader, _("%s hangs on the answer “%s”, which “%s” does not have"), where, question->if_value, name);
  else if (can_be_compared (asked->kind) && question->if_op != CALLOUT_SHOW_CONTAINS)
    {
      CalloutFlowQuestion bare = { .kind = asked->kind, .label = asked->label, .min = NAN, .max = NAN, .options = asked->options };

      if (!callout_flow_plan_check_answer (&bare, question->if_value, &error))
        fault (reader, "%s: %s", where, error->message);
    }
}

static void
read_condition (Reader          *reader,
                JsonObject      *object,
                const char      *where,
                CalloutFlowQuestion *question)
{
  static const char *const known[] = { "question", "op", "value", NULL };
  JsonNode *node = json_object_get_member (object, "show_if");
  JsonObject *condition;
  const char *key, *op, *value;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      fault (reader, _("%s: “%s” must be an object"), where, "show_if");
      return;
    }
  condition = json_node_get_object (node);
  check_members (reader, condition, where, known);
  key = get_text (reader, condition, where, "question", MAX_KEY);
  op = get_text (reader, condition, where, "op", 2);
  value = get_text (reader, condition, where, "value", MAX_LABEL);
  if (key == NULL || value == NULL || !callout_show_op_parse (op != NULL ? op : "=", &question->if_op))
    {
      fault (reader, _("%s: show_if needs a question, one of = != ~ < > and a value"), where);
      return;
    }
  question->if_question = g_strdup (key);
  question->if_value = g_strdup (value);
  check_condition (reader, where, question, g_hash_table_lookup (reader->keys, key));
}

static void read_questions (Reader     *reader,
                            JsonArray  *array,
                            const char *where,
                            GPtrArray  *questions,
                            gboolean    inside);

static void
read_form (Reader          *reader,
           JsonObject      *object,
           const char      *where,
           CalloutFlowQuestion *question,
           gboolean         inside)
{
  JsonArray *array = get_array (reader, object, where, "questions");
  gboolean form = question->kind == CALLOUT_QUESTION_FORM;

  if (form && inside)
    fault (reader, _("%s: a form cannot stand within a form"), where);
  else if (form && (array == NULL || json_array_get_length (array) == 0))
    fault (reader, _("%s: a form needs questions"), where);
  else if (!form && array != NULL)
    fault (reader, _("%s: only a form has questions of its own"), where);
  else if (form)
    {
      read_questions (reader, array, where, question->questions, TRUE);
      /* Nobody outside can tell which repetition is meant. */
      for (guint i = 0; i < question->questions->len; i++)
        g_hash_table_remove (reader->keys, ((CalloutFlowQuestion *) g_ptr_array_index (question->questions, i))->key);
    }
}

static CalloutFlowQuestion *
read_question (Reader     *reader,
               JsonObject *object,
               const char *place,
               gboolean    inside)
{
  static const char *const known[] = { "key", "kind", "label", "help", "required", "min", "max", "options", "show_if", "questions",
                                       NULL };
  CalloutFlowQuestion *question = callout_question_new ();
  const char *key = get_text (reader, object, place, "key", MAX_KEY);
  const char *kind = get_text (reader, object, place, "kind", MAX_KEY);
  g_autofree char *where = reader->placed != NULL ? g_strdup (_("The question"))
                           : key != NULL ? g_strdup_printf ("“%s”", key) : g_strdup (place);
  int value = CALLOUT_QUESTION_SHORT;

  check_members (reader, object, where, known);
  if (key == NULL || !is_key (key))
    fault (reader, _("%s needs a key of small letters, figures and hyphens"), where);
  if (kind == NULL)
    fault (reader, _("%s does not say of which kind it is"), where);
  else if (!callout_enum_parse (CALLOUT_TYPE_QUESTION_KIND, kind, &value))
    fault (reader, _("%s is of the kind “%s”, which there is not"), where, kind);
  question->kind = value;
  question->key = g_strdup (key != NULL ? key : "");
  question->label = g_strdup (get_text (reader, object, where, "label",
                                        question->kind == CALLOUT_QUESTION_TEXT ? MAX_HELP : MAX_LABEL));
  if (question->label == NULL)
    {
      fault (reader, _("%s has no label"), where);
      question->label = g_strdup (question->key);
    }
  question->help = g_strdup (get_text (reader, object, where, "help", MAX_HELP));
  question->required = get_flag (reader, object, where, "required");
  if (question->required && question->kind == CALLOUT_QUESTION_TEXT)
    fault (reader, _("%s asks nothing, so it cannot be required"), where);
  read_options (reader, object, where, question);
  read_bounds (reader, object, where, question);
  read_condition (reader, object, where, question);
  if (g_str_equal (question->key, "visibility"))
    fault (reader, _("“visibility” is what the house itself asks; choose another key"));
  if (g_hash_table_contains (reader->keys, question->key))
    fault (reader, _("%s stands there twice"), where);
  read_form (reader, object, where, question, inside);
  return question;
}

static void
read_questions (Reader     *reader,
                JsonArray  *array,
                const char *where,
                GPtrArray  *questions,
                gboolean    inside)
{
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = get_element (reader, array, i, where);
      /* Translators: a step's title, then the number of a question in it */
      g_autofree char *place = g_strdup_printf (_("%s, question %u"), where, i + 1);
      CalloutFlowQuestion *question;

      *(inside ? &reader->inner : &reader->question) = (int) i;
      if (object == NULL)
        continue;
      if (++reader->n_questions > MAX_QUESTIONS)
        {
          if (reader->n_questions == MAX_QUESTIONS + 1)
            fault (reader, _("There are more than %d questions"), MAX_QUESTIONS);
          return;
        }
      question = read_question (reader, object, place, inside);
      g_ptr_array_add (questions, question);
      g_hash_table_insert (reader->keys, g_strdup (question->key), question);
    }
  *(inside ? &reader->inner : &reader->question) = -1;
}

static void
read_steps (Reader          *reader,
            JsonNode        *root,
            CalloutFlowPlan *plan)
{
  static const char *const known[] = { "steps", NULL };
  static const char *const known_step[] = { "title", "questions", NULL };
  JsonArray *array;
  guint n;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      fault (reader, _("A plan is an object with steps"));
      return;
    }
  check_members (reader, json_node_get_object (root), _("The plan"), known);
  array = get_array (reader, json_node_get_object (root), _("The plan"), "steps");
  n = array != NULL ? json_array_get_length (array) : 0;
  if (n > MAX_STEPS)
    fault (reader, _("There are more than %d steps"), MAX_STEPS);
  for (guint i = 0; i < MIN (n, MAX_STEPS); i++)
    {
      g_autofree char *place = reader->placed != NULL ? g_strdup (_("The step")) : g_strdup_printf (_("Step %u"), i + 1);
      JsonObject *object = get_element (reader, array, i, _("The plan"));
      CalloutFlowPlanStep *step;

      reader->step = (int) i;
      if (object == NULL)
        continue;
      check_members (reader, object, place, known_step);
      step = callout_flow_plan_step_new ();
      g_ptr_array_add (plan->steps, step);
      step->title = g_strdup (get_text (reader, object, place, "title", MAX_LABEL));
      if (step->title == NULL)
        {
          fault (reader, _("%s has no title"), place);
          step->title = g_strdup (place);
        }
      read_questions (reader, get_array (reader, object, place, "questions"), step->title, step->questions, FALSE);
    }
  reader->step = -1;
}

/* The parser goes down into every bracket: who sends a million of them must
 * not find the end of the stack. */
static gboolean
is_deep (const char *json)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (; *json != '\0'; json++)
    {
      if (quoted && *json == '\\' && json[1] != '\0')
        json++;
      else if (*json == '"')
        quoted = !quoted;
      else if (!quoted && (*json == '[' || *json == '{') && ++depth > MAX_DEPTH)
        return TRUE;
      else if (!quoted && (*json == ']' || *json == '}') && depth > 0)
        depth--;
    }
  return FALSE;
}

static CalloutFlowPlan *
parse (const char *json,
       GPtrArray  *faults,
       GPtrArray  *placed)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (CalloutFlowPlan) plan = callout_flow_plan_new ();
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  Reader reader = { .faults = found, .keys = keys, .placed = placed, .step = -1, .question = -1, .inner = -1 };

  if (strlen (json) > MAX_BYTES)
    fault (&reader, _("The plan is longer than %d KiB"), MAX_BYTES / 1024);
  else if (!g_utf8_validate (json, -1, NULL))
    fault (&reader, _("The plan is not valid UTF-8 text"));
  else if (is_deep (json))
    fault (&reader, _("The plan is nested too deep"));
  else if (!json_parser_load_from_data (parser, json, -1, &error))
    fault (&reader, _("The plan is not JSON: %s"), error->message);
  else
    read_steps (&reader, json_parser_get_root (parser), plan);
  if (found->len == 0)
    return g_steal_pointer (&plan);
  for (guint i = 0; faults != NULL && i < found->len; i++)
    g_ptr_array_add (faults, g_strdup (g_ptr_array_index (found, i)));
  return NULL;
}

/**
 * callout_flow_plan_parse:
 * @faults: (nullable) (element-type utf8): every fault is added, a sentence each
 *
 * Returns: (transfer full) (nullable): the plan; %NULL if it has a fault
 */
CalloutFlowPlan *
callout_flow_plan_parse (const char *json,
                         GPtrArray  *faults)
{
  return parse (json, faults, NULL);
}

static void
placed_free (gpointer data)
{
  CalloutFlowFault *self = data;

  g_free (self->sentence);
  g_free (self);
}

/**
 * callout_flow_plan_find_faults:
 * @plan: (out) (optional) (nullable) (transfer full): the plan, if it has none
 *
 * The faults of a plan for who has its questions before their eyes: each with
 * its place, and not saying it in words.
 *
 * Returns: (transfer full) (element-type CalloutFlowFault)
 */
GPtrArray *
callout_flow_plan_find_faults (const char       *json,
                               CalloutFlowPlan **plan)
{
  GPtrArray *placed = g_ptr_array_new_with_free_func (placed_free);
  g_autoptr (CalloutFlowPlan) read = parse (json, NULL, placed);

  if (plan != NULL)
    *plan = g_steal_pointer (&read);
  return placed;
}

/* Writing */

static void
write_text (GString    *json,
            const char *text)
{
  g_string_append_c (json, '"');
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (json, "\\%c", *p);
    else if (*p < 0x20)
      g_string_append_printf (json, "\\u%04x", *p);
    else
      g_string_append_c (json, (char) *p);
  g_string_append_c (json, '"');
}

static void
write_member (GString    *json,
              const char *name,
              const char *text)
{
  if (json->str[json->len - 1] != '{')
    g_string_append_c (json, ',');
  g_string_append_printf (json, "\"%s\":", name);
  if (text != NULL)
    write_text (json, text);
}

static void
write_number (GString    *json,
              const char *name,
              double      number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (number))
    return;
  write_member (json, name, NULL);
  g_string_append (json, g_ascii_formatd (buffer, sizeof buffer, "%.17g", number));
}

static void write_questions (GString   *json,
                             GPtrArray *questions);

static void
write_question (GString               *json,
                const CalloutFlowQuestion *question)
{
  g_string_append_c (json, '{');
  write_member (json, "key", question->key);
  write_member (json, "kind", callout_enum_key (CALLOUT_TYPE_QUESTION_KIND, question->kind));
  write_member (json, "label", question->label);
  if (question->help != NULL)
    write_member (json, "help", question->help);
  if (question->required)
    g_string_append (json, ",\"required\":true");
  write_number (json, "min", question->min);
  write_number (json, "max", question->max);
  if (question->options->len > 0)
    {
      write_member (json, "options", NULL);
      for (guint i = 0; i < question->options->len; i++)
        {
          CalloutQuestionOption *option = g_ptr_array_index (question->options, i);

          g_string_append (json, i == 0 ? "[{" : ",{");
          write_member (json, "key", option->key);
          write_member (json, "label", option->label);
          g_string_append_c (json, '}');
        }
      g_string_append_c (json, ']');
    }
  if (question->if_question != NULL)
    {
      g_string_append (json, ",\"show_if\":{");
      write_member (json, "question", question->if_question);
      write_member (json, "op", callout_show_op_sign (question->if_op));
      write_member (json, "value", question->if_value);
      g_string_append_c (json, '}');
    }
  if (question->questions->len > 0)
    {
      write_member (json, "questions", NULL);
      write_questions (json, question->questions);
    }
  g_string_append_c (json, '}');
}

static void
write_questions (GString   *json,
                 GPtrArray *questions)
{
  g_string_append_c (json, '[');
  for (guint i = 0; i < questions->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      write_question (json, g_ptr_array_index (questions, i));
    }
  g_string_append_c (json, ']');
}

/**
 * callout_flow_plan_to_json:
 *
 * Returns: (transfer full): the one text of this plan
 */
char *
callout_flow_plan_to_json (CalloutFlowPlan *self)
{
  GString *json = g_string_new ("{\"steps\":[");

  for (guint i = 0; i < self->steps->len; i++)
    {
      CalloutFlowPlanStep *step = g_ptr_array_index (self->steps, i);

      g_string_append (json, i == 0 ? "{" : ",{");
      write_member (json, "title", step->title);
      write_member (json, "questions", NULL);
      write_questions (json, step->questions);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}
