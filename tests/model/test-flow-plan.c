/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-error.h"
#include "callout-flow-plan.h"

#include <math.h>
#include <string.h>

/* What a flow asks: contract 2.10, and the questions that are shown only after
 * certain answers. */

static const char problem[]
  = "{\"steps\":["
    "{\"title\":\"What\",\"questions\":["
    "{\"key\":\"intro\",\"kind\":\"text\",\"label\":\"Tell us.\"},"
    "{\"key\":\"what\",\"kind\":\"single\",\"label\":\"What is wrong?\",\"required\":true,"
    "\"options\":[{\"key\":\"noise\",\"label\":\"Noise\"},{\"key\":\"leak\",\"label\":\"A leak\"}]},"
    "{\"key\":\"litres\",\"kind\":\"number\",\"label\":\"How many litres?\",\"required\":true,\"min\":1,\"max\":500,"
    "\"show_if\":{\"question\":\"what\",\"op\":\"=\",\"value\":\"leak\"}},"
    "{\"key\":\"shut\",\"kind\":\"short\",\"label\":\"Is the tap shut?\","
    "\"show_if\":{\"question\":\"litres\",\"op\":\">\",\"value\":\"100\"}}]},"
    "{\"title\":\"Parts\",\"questions\":["
    "{\"key\":\"parts\",\"kind\":\"form\",\"label\":\"Parts\",\"min\":1,\"max\":3,\"questions\":["
    "{\"key\":\"number\",\"kind\":\"short\",\"label\":\"Number\",\"required\":true,\"max\":10},"
    "{\"key\":\"own\",\"kind\":\"single\",\"label\":\"Have one?\",\"options\":[{\"key\":\"yes\",\"label\":\"Yes\"},"
    "{\"key\":\"no\",\"label\":\"No\"}]},"
    "{\"key\":\"pieces\",\"kind\":\"number\",\"label\":\"How many?\",\"required\":true,"
    "\"show_if\":{\"question\":\"own\",\"op\":\"!=\",\"value\":\"yes\"}}]}]}]}";

static CalloutFlowPlan *
parse (const char *json)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  CalloutFlowPlan *plan = callout_flow_plan_parse (json, faults);

  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (faults, i));
  g_assert_nonnull (plan);
  g_assert_cmpuint (faults->len, ==, 0);
  return plan;
}

/* "what=leak litres=5" */
static GHashTable *
answers (const char *text)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) pairs = g_strsplit (text, " ", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');

      if (equals != NULL)
        g_hash_table_insert (table, g_strndup (pairs[i], equals - pairs[i]), g_strdup (equals + 1));
    }
  return table;
}

static void
test_round_trip (void)
{
  g_autoptr (CalloutFlowPlan) plan = parse (problem);
  g_autofree char *json = callout_flow_plan_to_json (plan);
  g_autoptr (CalloutFlowPlan) again = parse ("  { \"steps\" : [ { \"questions\" : [ { \"label\" : \"\\u00dc \\\"x\\\" \\\\ \\n\" ,"
                                             "\"kind\":\"short\",\"max\":5.0,\"min\":null,\"key\":\"a\",\"required\":false} ],"
                                             "\"title\":\"T\" } ] } ");
  g_autofree char *tidy = callout_flow_plan_to_json (again);

  g_assert_cmpstr (json, ==, problem);
  g_assert_cmpstr (tidy, ==, "{\"steps\":[{\"title\":\"T\",\"questions\":[{\"key\":\"a\",\"kind\":\"short\","
                             "\"label\":\"Ü \\\"x\\\" \\\\ \\u000a\",\"max\":5}]}]}");
  g_assert_cmpuint (callout_flow_plan_count (plan), ==, 6);
  {
    g_autoptr (CalloutFlowPlan) empty = parse ("{\"steps\":[]}");

    g_assert_cmpuint (callout_flow_plan_count (empty), ==, 0);
  }
}

static void
test_faults (void)
{
#define Q(question) "{\"steps\":[{\"title\":\"S\",\"questions\":[" question "]}]}"
#define A "{\"key\":\"a\",\"kind\":\"short\",\"label\":\"A\"}"
#define N "{\"key\":\"n\",\"kind\":\"number\",\"label\":\"N\"}"
  static const struct {
    const char *json;
    const char *says;
  } cases[] = {
    { "", "object" },
    { "{", "JSON" },
    { "{\"steps\":[}", "JSON" },
    { "[]", "object" },
    { "{\"steps\":3}", "list" },
    { "{\"stairs\":[]}", "stairs" },
    { "{\"steps\":[4]}", "number 1" },
    { "{\"steps\":[{\"questions\":[]}]}", "title" },
    { Q ("7"), "number 1" },
    { Q ("{\"kind\":\"short\",\"label\":\"A\"}"), "key" },
    { Q ("{\"key\":\"Big\",\"kind\":\"short\",\"label\":\"A\"}"), "small letters" },
    { Q ("{\"key\":\"a[1]\",\"kind\":\"short\",\"label\":\"A\"}"), "small letters" },
    { Q ("{\"key\":\"a\",\"label\":\"A\"}"), "kind" },
    { Q ("{\"key\":\"a\",\"kind\":\"riddle\",\"label\":\"A\"}"), "riddle" },
    { Q ("{\"key\":\"a\",\"kind\":\"short\"}"), "label" },
    { Q ("{\"key\":\"a\",\"kind\":\"short\",\"label\":7}"), "text" },
    { Q ("{\"key\":\"a\",\"kind\":\"short\",\"label\":\"A\",\"required\":\"yes\"}"), "true or false" },
    { Q ("{\"key\":\"a\",\"kind\":\"short\",\"label\":\"A\",\"colour\":1}"), "colour" },
    { Q (A "," A), "twice" },
    { Q ("{\"key\":\"a\",\"kind\":\"number\",\"label\":\"A\",\"min\":5,\"max\":4}"), "min is more" },
    { Q ("{\"key\":\"a\",\"kind\":\"number\",\"label\":\"A\",\"min\":\"5\"}"), "number" },
    { Q ("{\"key\":\"a\",\"kind\":\"number\",\"label\":\"A\",\"min\":1e300}"), "number" },
    { Q ("{\"key\":\"a\",\"kind\":\"short\",\"label\":\"A\",\"max\":2.5}"), "whole" },
    { Q ("{\"key\":\"a\",\"kind\":\"short\",\"label\":\"A\",\"min\":-1}"), "whole" },
    { Q ("{\"key\":\"a\",\"kind\":\"short\",\"label\":\"A\",\"min\":500}"), "min is more" },
    { Q ("{\"key\":\"a\",\"kind\":\"date\",\"label\":\"A\",\"max\":5}"), "mean nothing" },
    { Q ("{\"key\":\"a\",\"kind\":\"single\",\"label\":\"A\"}"), "choose from" },
    { Q ("{\"key\":\"a\",\"kind\":\"multi\",\"label\":\"A\",\"options\":[]}"), "choose from" },
    { Q ("{\"key\":\"a\",\"kind\":\"multi\",\"label\":\"A\",\"min\":2,\"options\":[{\"key\":\"x\"}]}"), "more must be chosen" },
    { Q ("{\"key\":\"a\",\"kind\":\"short\",\"label\":\"A\",\"options\":[{\"key\":\"x\"}]}"), "only single" },
    { Q ("{\"key\":\"a\",\"kind\":\"single\",\"label\":\"A\",\"options\":[{\"key\":\"x\"},{\"key\":\"x\"}]}"), "twice" },
    { Q ("{\"key\":\"a\",\"kind\":\"single\",\"label\":\"A\",\"options\":[{\"label\":\"x\"}]}"), "option 1" },
    { Q ("{\"key\":\"a\",\"kind\":\"text\",\"label\":\"A\",\"required\":true}"), "asks nothing" },
    { Q ("{\"key\":\"a\",\"kind\":\"form\",\"label\":\"A\"}"), "needs questions" },
    { Q ("{\"key\":\"a\",\"kind\":\"short\",\"label\":\"A\",\"questions\":[" N "]}"), "only a form" },
    { Q ("{\"key\":\"f\",\"kind\":\"form\",\"label\":\"F\",\"questions\":[{\"key\":\"g\",\"kind\":\"form\",\"label\":\"G\","
         "\"questions\":[" A "]}]}"), "within a form" },
    { Q ("{\"key\":\"b\",\"kind\":\"short\",\"label\":\"B\",\"show_if\":{\"question\":\"a\",\"value\":\"1\"}}," A), "not asked before" },
    { Q ("{\"key\":\"b\",\"kind\":\"short\",\"label\":\"B\",\"show_if\":{\"question\":\"b\",\"value\":\"1\"}}"), "not asked before" },
    { Q (A ",{\"key\":\"b\",\"kind\":\"short\",\"label\":\"B\",\"show_if\":{\"question\":\"a\",\"op\":\"?\",\"value\":\"1\"}}"), "= != ~" },
    { Q (A ",{\"key\":\"b\",\"kind\":\"short\",\"label\":\"B\",\"show_if\":{\"question\":\"a\",\"op\":\"<\",\"value\":\"1\"}}"),
      "less or more" },
    { Q (N ",{\"key\":\"b\",\"kind\":\"short\",\"label\":\"B\",\"show_if\":{\"question\":\"n\",\"op\":\"<\",\"value\":\"x\"}}"), "number" },
    { Q ("{\"key\":\"s\",\"kind\":\"single\",\"label\":\"S\",\"options\":[{\"key\":\"x\"}]},"
         "{\"key\":\"b\",\"kind\":\"short\",\"label\":\"B\",\"show_if\":{\"question\":\"s\",\"value\":\"y\"}}"), "does not have" },
    { Q ("{\"key\":\"p\",\"kind\":\"photo\",\"label\":\"P\"},"
         "{\"key\":\"b\",\"kind\":\"short\",\"label\":\"B\",\"show_if\":{\"question\":\"p\",\"value\":\"y\"}}"), "cannot be compared" },
    /* Which repetition's answer would be meant? */
    { Q ("{\"key\":\"f\",\"kind\":\"form\",\"label\":\"F\",\"questions\":[" A "]},"
         "{\"key\":\"b\",\"kind\":\"short\",\"label\":\"B\",\"show_if\":{\"question\":\"a\",\"value\":\"y\"}}"), "not asked before" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

      g_test_message ("%s", cases[i].json);
      g_assert_null (callout_flow_plan_parse (cases[i].json, faults));
      g_assert_cmpuint (faults->len, >=, 1);
      g_test_message ("%s", (char *) g_ptr_array_index (faults, 0));
      g_assert_nonnull (strstr (g_ptr_array_index (faults, 0), cases[i].says));
      g_assert_null (callout_flow_plan_parse (cases[i].json, NULL));
    }
}

/* All of them at once, so that nobody has to come back for each. */
static void
test_every_fault_is_told (void)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

  g_assert_null (callout_flow_plan_parse (Q ("{\"key\":\"A\",\"kind\":\"riddle\"},{\"key\":\"b\",\"kind\":\"single\",\"label\":\"B\"}"),
                                          faults));
  g_assert_cmpuint (faults->len, ==, 4);
}

static void
test_deep_and_long (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) many = g_string_new ("{\"steps\":[{\"title\":\"S\",\"questions\":[");
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (callout_flow_plan_parse (deep->str, faults));
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (many, "%s{\"key\":\"q%u\",\"kind\":\"short\",\"label\":\"Q\"}", i > 0 ? "," : "", i);
  g_string_append (many, "]}]}");
  g_assert_null (callout_flow_plan_parse (many->str, faults));
  g_assert_cmpuint (faults->len, ==, 2);
}

static void
test_answers (void)
{
  static const struct {
    const char *question;
    const char *good; /* apart by | */
    const char *bad;
  } cases[] = {
    { "\"kind\":\"short\",\"min\":2,\"max\":4", "ab|abcd|Ü路é", "a|abcde|a\nb" },
    { "\"kind\":\"long\",\"max\":5", "a\nb", "abcdef" },
    { "\"kind\":\"number\",\"min\":1,\"max\":5", "1|5|2.5|5e0|+3", "0|5.1|x|1 2|0x3|nan|inf|1,5|--1|1e999" },
    { "\"kind\":\"number\"", "-7|0|123456", "" "seven|1e400" },
    { "\"kind\":\"single\",\"options\":[{\"key\":\"a\"},{\"key\":\"b\"}]", "a|b", "c|a b|A| " },
    { "\"kind\":\"multi\",\"min\":1,\"max\":2,\"options\":[{\"key\":\"a\"},{\"key\":\"b\"},{\"key\":\"c\"}]", "a|a b|c a", "a a|d|a b c|a  b" },
    { "\"kind\":\"date\"", "2026-03-08|2024-02-29", "2025-02-29|2026-13-01|08.03.2026|2026-3-8|2026-03-08T10:00:00Z|0000-01-01" },
    { "\"kind\":\"datetime\"", "2026-03-08T10:00:00+01:00|2026-03-08T10:00:00Z", "2026-03-08X|10:00|yesterday" },
    { "\"kind\":\"location\"", "42.36,-71.06|42.36, -71.06; 2 Beacon St|2 Beacon St|0,0|Main St 5, Bonn", "91,0|0,181|1,2,3|,|;" },
    { "\"kind\":\"photo\",\"max\":2", "F-1|F-1 F-22", "F-1 F-2 F-3|x|F-|F-01|f-1|../F-1" },
    { "\"kind\":\"signature\"", "F-9", "F-1 F-2|anna" },
    { "\"kind\":\"form\",\"min\":1,\"max\":3,\"questions\":[{\"key\":\"x\",\"kind\":\"short\",\"label\":\"X\"}]", "1|3", "0|4|-1|1.5|x|01|99999" },
    { "\"kind\":\"text\"", "", "anything" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf (Q ("{\"key\":\"q\",\"label\":\"How %%s?\",%s}"), cases[i].question);
      g_autoptr (CalloutFlowPlan) plan = parse (json);
      const CalloutFlowQuestion *question = callout_flow_plan_find (plan, "q", NULL);
      g_auto (GStrv) good = g_strsplit (cases[i].good, "|", -1);
      g_auto (GStrv) bad = g_strsplit (cases[i].bad, "|", -1);

      for (guint j = 0; good[j] != NULL; j++)
        {
          g_autoptr (GError) error = NULL;

          g_test_message ("%s: %s", cases[i].question, good[j]);
          g_assert_true (callout_flow_plan_check_answer (question, good[j], &error));
          g_assert_no_error (error);
        }
      for (guint j = 0; bad[j] != NULL; j++)
        {
          g_autoptr (GError) error = NULL;

          g_test_message ("%s: not %s", cases[i].question, bad[j]);
          g_assert_false (callout_flow_plan_check_answer (question, bad[j], &error));
          g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
          /* In the question's own words, and those as they stand. */
          g_assert_nonnull (strstr (error->message, "How %s?"));
          g_assert_false (callout_flow_plan_check_answer (question, bad[j], NULL));
        }
    }
}

static void
test_location (void)
{
  double north, east;
  g_autofree char *address = NULL;
  g_autofree char *words = NULL;

  g_assert_true (callout_answer_parse_location ("42.36, -71.06; 2 Beacon St", &north, &east, &address, NULL));
  g_assert_cmpfloat (north, ==, 42.36);
  g_assert_cmpfloat (east, ==, -71.06);
  g_assert_cmpstr (address, ==, "2 Beacon St");
  g_assert_true (callout_answer_parse_location ("1 Way, 5", &north, &east, &words, NULL));
  g_assert_true (isnan (north) && isnan (east));
  g_assert_cmpstr (words, ==, "1 Way, 5");
}

static void
test_shown (void)
{
  static const struct {
    const char *answers;
    const char *shown;
    const char *missing;
    const char *stale;
  } cases[] = {
    { "", "intro what parts", "what", "" },
    { "what=noise", "intro what parts", NULL, "" },
    { "what=leak", "intro what litres parts", "litres", "" },
    { "what=leak litres=50", "intro what litres parts", NULL, "" },
    { "what=leak litres=500", "intro what litres shut parts", NULL, "" },
    /* What came by another door is not taken. */
    { "what=leak litres=501", "intro what litres shut parts", "litres", "" },
    { "what=other", "intro what parts", "what", "" },
    /* An earlier answer hides later ones: they neither block nor are kept, nor show anything else. */
    { "what=noise litres=500 shut=yes", "intro what parts", NULL, "litres shut" },
    { "what=noise parts=0", "intro what parts", NULL, "" },
    { "what=noise parts=1", "intro what parts parts[1].number parts[1].own", "parts[1].number", "" },
    { "what=noise parts=1 parts[1].number=5", "intro what parts parts[1].number parts[1].own", NULL, "" },
    { "what=noise parts=1 parts[1].number=5 parts[1].own=yes parts[1].pieces=2", "intro what parts parts[1].number parts[1].own", NULL,
      "parts[1].pieces" },
    { "what=noise parts=2 parts[1].number=5 parts[2].number=6 parts[2].own=no",
      "intro what parts parts[1].number parts[1].own parts[2].number parts[2].own parts[2].pieces", "parts[2].pieces", "" },
    { "what=noise parts=1 parts[1].number=5 parts[2].number=6", "intro what parts parts[1].number parts[1].own", NULL,
      "parts[2].number" },
    { "what=noise parts=4", "intro what parts parts[1].number parts[1].own parts[2].number parts[2].own parts[3].number parts[3].own"
      " parts[4].number parts[4].own", "parts", "" },
    { "what=noise nonsense=1", "intro what parts", NULL, "nonsense" },
  };
  g_autoptr (CalloutFlowPlan) plan = parse (problem);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GHashTable) given = answers (cases[i].answers);
      g_autoptr (GPtrArray) shown = callout_flow_plan_shown (plan, given);
      g_autoptr (GPtrArray) stale = callout_flow_plan_stale (plan, given);
      g_autoptr (GString) paths = g_string_new (NULL);
      g_autoptr (GError) why = NULL;
      guint step = 9;
      g_autofree char *missing = callout_flow_plan_next_missing (plan, given, &step, &why);
      g_auto (GStrv) expected = g_strsplit (cases[i].stale, " ", -1);

      g_test_message ("%s", cases[i].answers);
      for (guint j = 0; j < shown->len; j++)
        g_string_append_printf (paths, "%s%s", j > 0 ? " " : "", ((CalloutShownQuestion *) g_ptr_array_index (shown, j))->path);
      g_assert_cmpstr (paths->str, ==, cases[i].shown);
      g_assert_cmpstr (missing, ==, cases[i].missing);
      g_assert_true ((missing == NULL) == (why == NULL));
      if (missing != NULL)
        g_assert_cmpuint (step, ==, g_str_has_prefix (missing, "parts") ? 1 : 0);
      g_assert_cmpuint (stale->len, ==, *cases[i].stale == '\0' ? 0 : g_strv_length (expected));
      for (guint j = 0; j < stale->len; j++)
        g_assert_true (g_strv_contains ((const char *const *) expected, g_ptr_array_index (stale, j)));
    }
}

static void
test_find (void)
{
  static const char *const bad[] = { "", "nothing", "parts[0].number", "parts[].number", "parts[1]number", "parts[1].", "parts[x].number",
                                     "parts[1].nothing", "what[1].number", "parts[01].number", "parts[-1].number", "parts[51].number",
                                     "parts[99999999999999999999].number", "[1].number", "number" };
  g_autoptr (CalloutFlowPlan) plan = parse (problem);
  guint repeat = 9;

  g_assert_cmpstr (callout_flow_plan_find (plan, "parts[2].number", &repeat)->label, ==, "Number");
  g_assert_cmpuint (repeat, ==, 2);
  g_assert_cmpstr (callout_flow_plan_find (plan, "litres", &repeat)->label, ==, "How many litres?");
  g_assert_cmpuint (repeat, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (callout_flow_plan_find (plan, bad[i], NULL));
  g_assert_cmpstr (callout_flow_plan_find_kind (plan, CALLOUT_QUESTION_FORM)->key, ==, "parts");
  g_assert_null (callout_flow_plan_find_kind (plan, CALLOUT_QUESTION_PHOTO));
}

/* Random plans and answers: whatever comes, a plan that was taken is written
 * and read again as itself, nothing hidden is asked for, and dropping what is
 * stale leaves what is shown as it was. */
static char *
random_plan (GRand *rand)
{
  static const char *const kinds[] = { "text", "short", "long", "number", "single", "multi", "date", "datetime", "location", "photo",
                                       "attachment", "signature", "form", "riddle" };
  static const char *const ops[] = { "=", "!=", "~", "<", ">", "?" };
  g_autoptr (GString) json = g_string_new ("{\"steps\":[");
  guint n = 0;

  for (int s = 0; s < g_rand_int_range (rand, 1, 4); s++)
    {
      g_string_append_printf (json, "%s{\"title\":\"S\",\"questions\":[", s > 0 ? "," : "");
      for (int q = 0; q < 4; q++)
        {
          guint kind = g_rand_int_range (rand, 0, g_rand_int_range (rand, 0, 30) == 0 ? 14 : 13);

          g_string_append_printf (json, "%s{\"key\":\"q%u\",\"kind\":\"%s\",\"label\":\"Q\"", q > 0 ? "," : "", n, kinds[kind]);
          if (kind == 4 || kind == 5)
            g_string_append (json, ",\"options\":[{\"key\":\"a\"},{\"key\":\"b\"}]");
          if (kind == 12)
            g_string_append (json, ",\"max\":2,\"questions\":[{\"key\":\"x\",\"kind\":\"short\",\"label\":\"X\",\"required\":true},"
                                   "{\"key\":\"y\",\"kind\":\"short\",\"label\":\"Y\",\"show_if\":{\"question\":\"x\",\"value\":\"a\"}}]");
          if (kind != 0 && g_rand_boolean (rand))
            g_string_append (json, ",\"required\":true");
          if (n > 0 && g_rand_int_range (rand, 0, 3) == 0)
            g_string_append_printf (json, ",\"show_if\":{\"question\":\"q%d\",\"op\":\"%s\",\"value\":\"%s\"}",
                                    g_rand_int_range (rand, 0, n), ops[g_rand_int_range (rand, 0, 5)],
                                    g_rand_boolean (rand) ? "a" : "1");
          g_string_append_c (json, '}');
          n++;
        }
      g_string_append (json, "]}");
    }
  g_string_append (json, "]}");
  /* Sometimes it is damaged on the way. */
  if (g_rand_int_range (rand, 0, 3) == 0)
    json->str[g_rand_int_range (rand, 0, json->len)] = (char) g_rand_int_range (rand, 1, 127);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static GHashTable *
random_answers (GRand *rand)
{
  static const char *const values[] = { "a", "b", "a b", "1", "2", "-5", "F-1", "2026-03-08", "2026-03-08T10:00:00Z", "1,2", "", "0", "99" };
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < 14; i++)
    if (g_rand_boolean (rand))
      g_hash_table_insert (table,
                           g_rand_int_range (rand, 0, 4) > 0
                               ? g_strdup_printf ("q%d", g_rand_int_range (rand, 0, 13))
                               : g_strdup_printf ("q%d[%d].%c", g_rand_int_range (rand, 0, 13), g_rand_int_range (rand, 0, 4),
                                                  'x' + g_rand_int_range (rand, 0, 2)),
                           g_strdup (values[g_rand_int_range (rand, 0, G_N_ELEMENTS (values))]));
  return table;
}

static char *
describe_shown (CalloutFlowPlan *plan,
                GHashTable      *given)
{
  g_autoptr (GPtrArray) shown = callout_flow_plan_shown (plan, given);
  GString *paths = g_string_new (NULL);

  for (guint i = 0; i < shown->len; i++)
    g_string_append_printf (paths, "%s ", ((CalloutShownQuestion *) g_ptr_array_index (shown, i))->path);
  return g_string_free (paths, FALSE);
}

static void
test_fuzz (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  guint taken = 0;
  guint complete = 0;

  for (guint i = 0; i < 6000; i++)
    {
      g_autofree char *json = random_plan (rand);
      g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (CalloutFlowPlan) plan = callout_flow_plan_parse (json, faults);
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      g_assert_true ((plan == NULL) == (faults->len > 0));
      if (plan == NULL)
        continue;
      taken++;
      first = callout_flow_plan_to_json (plan);
      {
        g_autoptr (CalloutFlowPlan) again = parse (first);

        second = callout_flow_plan_to_json (again);
      }
      g_assert_cmpstr (first, ==, second);
      for (guint j = 0; j < 4; j++)
        {
          g_autoptr (GHashTable) given = random_answers (rand);
          g_autoptr (GPtrArray) stale = callout_flow_plan_stale (plan, given);
          g_autofree char *before = describe_shown (plan, given);
          g_autofree char *missing = callout_flow_plan_next_missing (plan, given, NULL, NULL);
          g_autofree char *after = NULL;
          g_autofree char *still = NULL;

          for (guint k = 0; k < stale->len; k++)
            g_assert_true (g_hash_table_remove (given, g_ptr_array_index (stale, k)));
          after = describe_shown (plan, given);
          still = callout_flow_plan_next_missing (plan, given, NULL, NULL);
          g_assert_cmpstr (after, ==, before);
          g_assert_cmpstr (still, ==, missing);
          if (missing != NULL)
            {
              g_autofree char *word = g_strconcat (missing, " ", NULL);

              g_assert_nonnull (strstr (before, word));
              g_assert_nonnull (callout_flow_plan_find (plan, missing, NULL));
            }
          complete += missing == NULL;
        }
    }
  g_test_message ("%u plans taken, %u times everything was answered", taken, complete);
  g_assert_cmpuint (taken, >, 300);
  g_assert_cmpuint (complete, >, 50);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow-plan/2.10-round-trip", test_round_trip);
  g_test_add_func ("/flow-plan/faults", test_faults);
  g_test_add_func ("/flow-plan/every-fault-is-told", test_every_fault_is_told);
  g_test_add_func ("/flow-plan/deep-and-long", test_deep_and_long);
  g_test_add_func ("/flow-plan/2.10-answers", test_answers);
  g_test_add_func ("/flow-plan/location", test_location);
  g_test_add_func ("/flow-plan/2.10-2.14-shown", test_shown);
  g_test_add_func ("/flow-plan/find", test_find);
  g_test_add_func ("/flow-plan/fuzz", test_fuzz);
  return g_test_run ();
}
