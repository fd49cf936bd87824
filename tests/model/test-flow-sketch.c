/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-sketch.h"

#include <string.h>

/* A flow while it is being written: contract 2.10. */

static const char order[]
  = "{\"steps\":["
    "{\"title\":\"What\",\"questions\":["
    "{\"key\":\"intro\",\"kind\":\"text\",\"label\":\"Tell us.\"},"
    "{\"key\":\"what\",\"kind\":\"single\",\"label\":\"What is wrong?\",\"required\":true,"
    "\"options\":[{\"key\":\"noise\",\"label\":\"Noise\"},{\"key\":\"leak\",\"label\":\"A leak\"}]},"
    "{\"key\":\"litres\",\"kind\":\"number\",\"label\":\"How many litres?\",\"required\":true,\"min\":1,\"max\":500.5,"
    "\"show_if\":{\"question\":\"what\",\"op\":\"=\",\"value\":\"leak\"}}]},"
    "{\"title\":\"Parts\",\"questions\":["
    "{\"key\":\"parts\",\"kind\":\"form\",\"label\":\"Parts\",\"help\":\"One by one\",\"min\":1,\"max\":3,\"questions\":["
    "{\"key\":\"own\",\"kind\":\"single\",\"label\":\"Have one?\",\"options\":[{\"key\":\"yes\",\"label\":\"Yes\"},"
    "{\"key\":\"no\",\"label\":\"No\"}]},"
    "{\"key\":\"pieces\",\"kind\":\"number\",\"label\":\"How many?\","
    "\"show_if\":{\"question\":\"own\",\"op\":\"!=\",\"value\":\"yes\"}}]}]}]}";

static CalloutFlow *
make_flow (const char *plan)
{
  CalloutFlow *flow = g_object_new (CALLOUT_TYPE_FLOW, NULL);

  flow->key = g_strdup ("order");
  flow->name = g_strdup ("Order");
  flow->plan = g_strdup (plan);
  return flow;
}

static CalloutFlowSketch *
sketch_of (const char *plan)
{
  g_autoptr (CalloutFlow) flow = make_flow (plan);

  return callout_flow_sketch_new (flow);
}

static CalloutSketchStep *
step_at (CalloutFlowSketch *sketch,
         guint              i)
{
  return g_ptr_array_index (sketch->steps, i);
}

static CalloutSketchQuestion *
question_at (CalloutFlowSketch *sketch,
             guint              step,
             guint              i)
{
  return g_ptr_array_index (step_at (sketch, step)->questions, i);
}

/* Says what is wrong with a thing, or "". */
static char *
fault_of (CalloutFlowSketch *sketch,
          guint              id)
{
  g_autoptr (CalloutFlowPlan) plan = NULL;
  g_autoptr (GPtrArray) faults = callout_flow_sketch_check (sketch, &plan);

  g_assert_cmpint (plan == NULL, ==, faults->len > 0);
  for (guint i = 0; i < faults->len; i++)
    if (((CalloutSketchFault *) g_ptr_array_index (faults, i))->id == id)
      return g_strdup (((CalloutSketchFault *) g_ptr_array_index (faults, i))->sentence);
  return g_strdup ("");
}

static void
assert_fault (CalloutFlowSketch *sketch,
              guint              id,
              const char        *part)
{
  g_autofree char *says = fault_of (sketch, id);

  if (strstr (says, part) == NULL)
    g_error ("“%s” does not say “%s”", says, part);
}

static void
test_what_is_kept_comes_back (void)
{
  g_autoptr (CalloutFlowSketch) sketch = sketch_of (order);
  g_autoptr (CalloutFlowSketch) copy = callout_flow_sketch_copy (sketch);
  g_autofree char *json = callout_flow_sketch_to_json (copy);
  g_autofree char *says = fault_of (sketch, 0);

  g_assert_cmpstr (json, ==, order);
  g_assert_cmpstr (says, ==, "");
  g_assert_true (callout_flow_sketch_equal (sketch, copy));
  copy->visit = TRUE;
  g_assert_false (callout_flow_sketch_equal (sketch, copy));
}

static void
test_keys_are_made_of_labels_until_there_are_some (void)
{
  g_autoptr (CalloutFlowSketch) sketch = sketch_of (order);
  CalloutSketchPlace place = { step_at (sketch, 0)->id, 0, 99 };
  CalloutSketchQuestion *question;

  question = callout_flow_sketch_find (sketch, callout_flow_sketch_add_question (sketch, &place, CALLOUT_QUESTION_SHORT), NULL);
  g_assert_cmpstr (question->key, ==, "short");
  callout_flow_sketch_set_label (sketch, question, "Größe des Rohrs?");
  g_assert_true (g_str_has_suffix (question->key, "e-des-rohrs"));
  callout_flow_sketch_set_label (sketch, question, "What");
  g_assert_cmpstr (question->key, ==, "what-2");
  callout_flow_sketch_set_label (sketch, question, "Visibility");
  g_assert_cmpstr (question->key, ==, "visibility-2");
  callout_flow_sketch_set_label (sketch, question, "ما المشكلة");
  g_assert_cmpstr (question->key, ==, "short");
  /* What has been published keeps its key. */
  question = question_at (sketch, 0, 1);
  callout_flow_sketch_set_label (sketch, question, "What is broken?");
  g_assert_cmpstr (question->key, ==, "what");
}

static void
test_a_condition_follows (void)
{
  g_autoptr (CalloutFlowSketch) sketch = sketch_of (order);
  CalloutSketchQuestion *what = question_at (sketch, 0, 1);
  CalloutSketchQuestion *litres = question_at (sketch, 0, 2);
  CalloutSketchOption *leak = g_ptr_array_index (what->options, 1);
  g_autofree char *before = callout_flow_sketch_dup_condition (sketch, litres);
  g_autofree char *json = NULL;

  g_assert_cmpstr (before, ==, "Only if “What is wrong?” is “A leak”");
  g_free (what->key);
  what->key = g_strdup ("trouble");
  g_free (leak->key);
  leak->key = g_strdup ("water");
  json = callout_flow_sketch_to_json (sketch);
  g_assert_nonnull (strstr (json, "\"show_if\":{\"question\":\"trouble\",\"op\":\"=\",\"value\":\"water\"}"));
  assert_fault (sketch, litres->id, "");

  g_assert_true (callout_flow_sketch_move_by (sketch, litres->id, -1));
  assert_fault (sketch, litres->id, "hangs on");
  g_assert_true (callout_flow_sketch_move_by (sketch, litres->id, 1));
  callout_flow_sketch_remove (sketch, what->id);
  assert_fault (sketch, litres->id, "not asked before it");
}

static void
test_faults_stand_where_they_are (void)
{
  g_autoptr (CalloutFlowSketch) sketch = sketch_of (order);
  CalloutSketchQuestion *form = question_at (sketch, 1, 0);
  CalloutSketchQuestion *pieces = g_ptr_array_index (form->questions, 1);
  g_autofree char *none = NULL;

  g_free (pieces->min);
  pieces->min = g_strdup ("many");
  assert_fault (sketch, pieces->id, "must be a number");
  assert_fault (sketch, pieces->id, "The question");
  g_free (pieces->min);
  pieces->min = g_strdup (" 2,5 ");
  none = fault_of (sketch, pieces->id);
  g_assert_cmpstr (none, ==, "");
  callout_flow_sketch_set_label (sketch, form, "  ");
  assert_fault (sketch, form->id, "no label");
  g_free (step_at (sketch, 0)->title);
  step_at (sketch, 0)->title = g_strdup ("");
  assert_fault (sketch, step_at (sketch, 0)->id, "no title");
}

static void
test_another_kind_and_back (void)
{
  g_autoptr (CalloutFlowSketch) sketch = sketch_of (order);
  CalloutSketchQuestion *what = question_at (sketch, 0, 1);
  g_autofree char *json = NULL;

  callout_flow_sketch_remove (sketch, question_at (sketch, 0, 2)->id);
  callout_flow_sketch_set_kind (sketch, what, CALLOUT_QUESTION_DATE);
  assert_fault (sketch, what->id, "");
  callout_flow_sketch_set_kind (sketch, what, CALLOUT_QUESTION_SINGLE);
  json = callout_flow_sketch_to_json (sketch);
  g_assert_nonnull (strstr (json, "\"noise\""));
}

static void
test_moving (void)
{
  g_autoptr (CalloutFlowSketch) sketch = sketch_of (order);
  CalloutSketchQuestion *intro = question_at (sketch, 0, 0);
  CalloutSketchQuestion *form = question_at (sketch, 1, 0);
  CalloutSketchPlace inside = { step_at (sketch, 1)->id, form->id, 0 };
  CalloutSketchPlace found;

  g_assert_true (callout_flow_sketch_move (sketch, intro->id, &inside));
  g_assert_true (callout_flow_sketch_find (sketch, intro->id, &found) == intro);
  g_assert_cmpuint (found.form, ==, form->id);
  g_assert_cmpuint (found.index, ==, 0);
  g_assert_false (callout_flow_sketch_move (sketch, form->id, &inside));
  g_assert_cmpuint (callout_flow_sketch_add_question (sketch, &inside, CALLOUT_QUESTION_FORM), ==, 0);
  /* Over the end of a step, into the next. */
  g_assert_true (callout_flow_sketch_move_by (sketch, question_at (sketch, 0, 1)->id, 1));
  g_assert_cmpstr (question_at (sketch, 1, 0)->key, ==, "litres");
  g_assert_true (callout_flow_sketch_move_by (sketch, step_at (sketch, 1)->id, -1));
  g_assert_cmpstr (step_at (sketch, 0)->title, ==, "Parts");
  g_assert_false (callout_flow_sketch_move_by (sketch, step_at (sketch, 0)->id, -1));
}

static void
test_a_copy_hangs_on_itself (void)
{
  g_autoptr (CalloutFlowSketch) sketch = sketch_of (order);
  CalloutSketchQuestion *form = question_at (sketch, 1, 0);
  CalloutSketchQuestion *copy = callout_flow_sketch_find (sketch, callout_flow_sketch_duplicate (sketch, form->id), NULL);
  CalloutSketchQuestion *own, *pieces;
  g_autofree char *says = NULL;

  g_assert_cmpstr (copy->key, ==, "parts-2");
  own = g_ptr_array_index (copy->questions, 0);
  pieces = g_ptr_array_index (copy->questions, 1);
  g_assert_cmpuint (pieces->if_id, ==, own->id);
  g_assert_cmpuint (pieces->if_option, ==, ((CalloutSketchOption *) g_ptr_array_index (own->options, 0))->id);
  says = fault_of (sketch, copy->id);
  g_assert_cmpstr (says, ==, "");
}

static void
assert_says (GPtrArray  *sentences,
             const char *sentence)
{
  for (guint i = 0; i < sentences->len; i++)
    if (g_str_equal (g_ptr_array_index (sentences, i), sentence))
      return;
  g_error ("“%s” is not said", sentence);
}

static void
test_compare (void)
{
  g_autoptr (CalloutFlow) older = make_flow (order);
  g_autoptr (CalloutFlow) newer = make_flow (order);
  g_autoptr (CalloutFlowSketch) sketch = sketch_of (order);
  g_autoptr (GPtrArray) nothing = callout_flow_compare (older, newer);
  g_autoptr (GPtrArray) sentences = NULL;
  CalloutSketchPlace place = { step_at (sketch, 1)->id, 0, 99 };
  CalloutSketchQuestion *question;

  g_assert_cmpuint (nothing->len, ==, 0);
  callout_flow_sketch_set_label (sketch, question_at (sketch, 0, 1), "What is broken?");
  question_at (sketch, 0, 1)->required = FALSE;
  callout_flow_sketch_remove (sketch, question_at (sketch, 0, 0)->id);
  callout_flow_sketch_set_condition (sketch, question_at (sketch, 0, 1), 0);
  question = callout_flow_sketch_find (sketch, callout_flow_sketch_add_question (sketch, &place, CALLOUT_QUESTION_DATE), NULL);
  callout_flow_sketch_set_label (sketch, question, "Until when?");
  g_free (newer->plan);
  newer->plan = callout_flow_sketch_to_json (sketch);
  newer->visit = TRUE;
  newer->button = g_strdup ("Order");
  sentences = callout_flow_compare (older, newer);
  assert_says (sentences, "It needs a visit now");
  assert_says (sentences, "Its button says “Order” now");
  assert_says (sentences, "“What is wrong?” reads “What is broken?” now");
  assert_says (sentences, "“What is broken?” need not be answered any more");
  assert_says (sentences, "“Tell us.” is no longer asked");
  assert_says (sentences, "“How many litres?” is always shown now");
  assert_says (sentences, "“Until when?” is asked anew, under “Parts”");
  g_assert_cmpuint (sentences->len, ==, 7);
}

static guint
any_id (CalloutFlowSketch *sketch,
        GRand             *rand)
{
  return (guint) g_rand_int_range (rand, 0, (int) sketch->last_id + 2);
}

/* Whatever is done to it, what is sound is kept and comes back as it was. */
static void
test_random_walk (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (17);
  guint sound = 0;

  for (guint walk = 0; walk < 60; walk++)
    {
      g_autoptr (CalloutFlowSketch) sketch = sketch_of (order);

      for (guint i = 0; i < 60; i++)
        {
          g_autoptr (CalloutFlowPlan) plan = NULL;
          g_autoptr (GPtrArray) faults = NULL;
          g_autofree char *json = NULL;
          g_autoptr (CalloutFlowSketch) again = NULL;
          CalloutSketchPlace place = { any_id (sketch, rand), g_rand_boolean (rand) ? any_id (sketch, rand) : 0,
                                       (guint) g_rand_int_range (rand, 0, 5) };
          CalloutSketchQuestion *question = callout_flow_sketch_find (sketch, any_id (sketch, rand), NULL);
          int what = g_rand_int_range (rand, 0, 9);

          if (what == 0)
            callout_flow_sketch_add_question (sketch, &place, g_rand_int_range (rand, 0, CALLOUT_N_QUESTIONS));
          else if (what == 1)
            callout_flow_sketch_move (sketch, any_id (sketch, rand), &place);
          else if (what == 2)
            callout_flow_sketch_move_by (sketch, any_id (sketch, rand), g_rand_boolean (rand) ? 1 : -1);
          else if (what == 3 && i % 4 == 0)
            callout_flow_sketch_remove (sketch, any_id (sketch, rand));
          else if (what == 4 && sketch->last_id < 200)
            callout_flow_sketch_duplicate (sketch, any_id (sketch, rand));
          else if (what == 5 && question != NULL)
            callout_flow_sketch_set_kind (sketch, question, g_rand_int_range (rand, 0, CALLOUT_N_QUESTIONS));
          else if (what == 6 && question != NULL)
            callout_flow_sketch_set_condition (sketch, question, any_id (sketch, rand));
          else if (what == 7 && question != NULL)
            callout_flow_sketch_set_label (sketch, question, g_rand_boolean (rand) ? "A \"label\"" : "B");
          else if (what == 8)
            callout_flow_sketch_add_step (sketch, (guint) g_rand_int_range (rand, 0, 3));
          faults = callout_flow_sketch_check (sketch, &plan);
          g_assert_cmpint (plan == NULL, ==, faults->len > 0);
          if (plan == NULL)
            continue;
          sound++;
          json = callout_flow_plan_to_json (plan);
          again = sketch_of (json);
          g_assert_true (callout_flow_sketch_equal (sketch, again));
        }
    }
  g_assert_cmpuint (sound, >, 20);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flows/2.10-sketch/what-is-kept-comes-back", test_what_is_kept_comes_back);
  g_test_add_func ("/flows/2.10-sketch/keys-are-made-of-labels", test_keys_are_made_of_labels_until_there_are_some);
  g_test_add_func ("/flows/2.10-sketch/a-condition-follows", test_a_condition_follows);
  g_test_add_func ("/flows/2.10-sketch/faults-stand-where-they-are", test_faults_stand_where_they_are);
  g_test_add_func ("/flows/2.10-sketch/another-kind-and-back", test_another_kind_and_back);
  g_test_add_func ("/flows/2.10-sketch/moving", test_moving);
  g_test_add_func ("/flows/2.10-sketch/a-copy-hangs-on-itself", test_a_copy_hangs_on_itself);
  g_test_add_func ("/flows/2.10-sketch/compare", test_compare);
  g_test_add_func ("/flows/2.10-sketch/random-walk", test_random_walk);
  return g_test_run ();
}
