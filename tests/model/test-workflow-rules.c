/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-error.h"
#include "callout-model.h"

#include <string.h>

/* Lines are written `key:status` apart by blanks; ! behind a key is a branch.
 * A key that begins with a letter of A to Z is the house's own. */
static GPtrArray *
read_line (const char *text)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], ":", 2);
      CalloutStep *step = g_object_new (CALLOUT_TYPE_STEP, NULL);

      step->branch = g_str_has_suffix (parts[0], "!");
      step->key = g_strndup (parts[0], strlen (parts[0]) - (step->branch ? 1 : 0));
      step->label = g_strdup (step->key);
      *step->label = g_ascii_toupper (*step->label);
      step->standard = g_ascii_islower (*step->key);
      step->position = i + 1;
      g_assert_true (callout_enum_parse (CALLOUT_TYPE_PORTAL_STATUS, parts[1], &step->portal_status));
      g_ptr_array_add (steps, step);
    }
  return steps;
}

static char *
write_line (GPtrArray *steps)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      CalloutStep *step = g_ptr_array_index (steps, i);

      g_assert_cmpint (step->position, ==, i + 1);
      g_string_append_printf (text, "%s%s%s:%s", i > 0 ? " " : "", step->key, step->branch ? "!" : "",
                              callout_enum_key (CALLOUT_TYPE_PORTAL_STATUS, step->portal_status));
    }
  return g_string_free (text, FALSE);
}

#define DEFAULT "accept:planned reject!:planned travel:travel work:work checkout:finished close:finished"

static void
test_place (void)
{
  static const struct {
    const char *line;
    const char *key;
    const char *status;
    int         index; /* -1: the end */
    const char *result; /* as it becomes, or the sentence why not */
  } cases[] = {
    /* Between columns, to an empty one, to the ends and into the middle. */
    { DEFAULT " ", "accept", "open", -1,
      "accept:open reject!:open travel:travel work:work checkout:finished close:finished" },
    { DEFAULT " ", "travel", "planned", -1,
      "accept:planned reject!:planned travel:planned work:work checkout:finished close:finished" },
    { DEFAULT " ", "checkout", "work", -1,
      "accept:planned reject!:planned travel:travel work:work checkout:work close:finished" },
    { DEFAULT " ", "work", "finished", 0,
      "accept:planned reject!:planned travel:travel work:finished checkout:finished close:finished" },
    { DEFAULT " ", "work", "travel", 1,
      "accept:planned reject!:planned travel:travel work:travel checkout:finished close:finished" },
    { DEFAULT " Photo:tray", "Photo", "travel", 0,
      "accept:planned reject!:planned Photo:travel travel:travel work:work checkout:finished close:finished" },
    { DEFAULT " Photo:tray", "Photo", "planned", 0,
      "Photo:planned accept:planned reject!:planned travel:travel work:work checkout:finished close:finished" },
    { DEFAULT " Photo:tray", "Photo", "planned", 1,
      "accept:planned reject!:planned Photo:planned travel:travel work:work checkout:finished close:finished" },
    { DEFAULT " Photo:tray", "Photo", "open", 7,
      "Photo:open accept:planned reject!:planned travel:travel work:work checkout:finished close:finished" },
    /* The end of Finished is before Close, but not behind it. */
    { DEFAULT " Photo:tray", "Photo", "finished", -1,
      "accept:planned reject!:planned travel:travel work:work checkout:finished Photo:finished close:finished" },
    { DEFAULT " Photo:tray", "Photo", "finished", 2, "“Close” ends the work order, so no step can come after it" },
    /* Where nothing changes. */
    { DEFAULT " ", "work", "work", 0, DEFAULT },
    { DEFAULT " ", "close", "finished", -1, DEFAULT },
    /* Close stays the last of the line, whatever stands unplaced before it. */
    { "accept:planned reject!:planned travel:travel work:work checkout:finished A:tray B:tray close:finished", "close", "finished", 1,
      "accept:planned reject!:planned travel:travel work:work checkout:finished A:tray B:tray close:finished" },
    { "accept:planned reject!:planned travel:travel work:work checkout:finished A:tray B:tray close:tray", "close", "finished", -1,
      "accept:planned reject!:planned travel:travel work:work checkout:finished A:tray B:tray close:finished" },
    { "accept:planned reject!:planned travel:travel work:work checkout:finished A:tray close:finished", "close", "finished", 0,
      "“Checkout” must come before “Close”" },
    /* Order. */
    { DEFAULT " ", "travel", "work", -1, "“Travel” must come before “Work”" },
    { DEFAULT " ", "travel", "work", 0,
      "accept:planned reject!:planned travel:work work:work checkout:finished close:finished" },
    { DEFAULT " ", "accept", "travel", -1, "“Accept” must come before “Travel”" },
    { DEFAULT " ", "work", "travel", 0, "“Travel” must come before “Work”" },
    { DEFAULT " ", "close", "open", -1, "“Accept” must come before “Travel”|“Checkout” must come before “Close”" },
    { DEFAULT " ", "checkout", "finished", 1, "“Checkout” must come before “Close”" },
    { DEFAULT " ", "reject", "open", -1, "“Reject” stands beside “Accept” and moves with it" },
    { DEFAULT " ", "nothing", "open", -1, "There is no workflow step “nothing”" },
    /* Into the tray and out of it: the place in the line is kept. */
    { DEFAULT " ", "travel", "tray", -1,
      "accept:planned reject!:planned travel:tray work:work checkout:finished close:finished" },
    { DEFAULT " ", "accept", "tray", 3,
      "accept:tray reject!:tray travel:travel work:work checkout:finished close:finished" },
    { "accept:tray reject!:tray travel:travel work:work checkout:finished close:finished", "accept", "planned", 0, DEFAULT },
    { "accept:planned reject!:planned travel:tray work:work checkout:finished close:finished", "travel", "finished", -1,
      "“Travel” must come before “Work”" },
    { "accept:planned reject!:planned travel:tray work:work Photo:work checkout:finished close:finished", "Photo", "travel", -1,
      "accept:planned reject!:planned Photo:travel travel:tray work:work checkout:finished close:finished" },
    /* Unplaced steps between placed ones stay where they are. */
    { "accept:planned reject!:planned A:tray travel:travel B:tray work:work checkout:finished close:finished", "work", "travel", -1,
      "accept:planned reject!:planned A:tray travel:travel work:travel B:tray checkout:finished close:finished" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *trimmed = g_strstrip (g_strdup (cases[i].line));
      /* The tray's steps stand before Close. */
      g_autoptr (GString) text = g_string_new (trimmed);
      g_autoptr (GPtrArray) steps = NULL;
      g_autoptr (GPtrArray) line = NULL;
      g_autofree char *written = NULL;
      g_autoptr (GError) error = NULL;
      guint index = cases[i].index < 0 ? CALLOUT_WORKFLOW_END : (guint) cases[i].index;
      int status = 0;

      if (g_str_has_suffix (text->str, " close:finished Photo:tray"))
        g_string_replace (text, " close:finished Photo:tray", " Photo:tray close:finished", 1);
      steps = read_line (text->str);
      g_assert_true (callout_workflow_check (steps, NULL));
      g_assert_true (callout_enum_parse (CALLOUT_TYPE_PORTAL_STATUS, cases[i].status, &status));
      g_test_message ("%u: %s to %s", i, cases[i].key, cases[i].status);
      if (callout_workflow_may_place (steps, cases[i].key, status, index, &error))
        {
          g_assert_no_error (error);
          line = callout_workflow_place (steps, cases[i].key, status, index);
          written = write_line (line);
          g_assert_cmpstr (written, ==, cases[i].result);
          g_assert_true (callout_workflow_check (line, NULL));
        }
      else
        {
          g_test_message ("%s", error->message);
          g_assert_true (error->domain == CALLOUT_ERROR);
          g_assert_nonnull (strstr (cases[i].result, error->message));
        }
      g_clear_pointer (&written, g_free);
      written = write_line (steps); /* what was asked about is as it was */
      g_assert_cmpstr (written, ==, text->str);
    }
}

static void
test_index (void)
{
  g_autoptr (GPtrArray) steps = read_line ("A:open accept:planned reject!:planned B:planned C:tray travel:travel work:work D:tray"
                                           " checkout:finished close:finished");
  static const struct {
    const char *key;
    guint index;
  } cases[] = {
    { "A", 0 }, { "accept", 0 }, { "reject", CALLOUT_WORKFLOW_END }, { "B", 1 }, { "C", 0 }, { "D", 1 }, { "close", 1 },
    { "nothing", CALLOUT_WORKFLOW_END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (callout_workflow_index (steps, cases[i].key), ==, cases[i].index);
}

static void
test_insert_and_remove (void)
{
  g_autoptr (GPtrArray) steps = read_line (DEFAULT);
  g_autoptr (CalloutStep) fresh = g_object_new (CALLOUT_TYPE_STEP, NULL);
  g_autoptr (GPtrArray) unplaced = NULL;
  g_autoptr (GPtrArray) placed = NULL;
  g_autoptr (GPtrArray) without = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  fresh->key = g_strdup ("Photo");
  fresh->label = g_strdup ("Photo");
  unplaced = callout_workflow_insert (steps, fresh, CALLOUT_PORTAL_STATUS_TRAY, 0);
  first = write_line (unplaced);
  g_assert_cmpstr (first, ==, "accept:planned reject!:planned travel:travel work:work checkout:finished Photo:tray close:finished");
  placed = callout_workflow_insert (steps, fresh, CALLOUT_PORTAL_STATUS_WORK, 0);
  second = write_line (placed);
  g_assert_cmpstr (second, ==, "accept:planned reject!:planned travel:travel Photo:work work:work checkout:finished close:finished");
  without = callout_workflow_remove (placed, "Photo");
  third = write_line (without);
  g_assert_cmpstr (third, ==, DEFAULT);
  g_assert_true (callout_workflow_equal (steps, without));
  g_assert_false (callout_workflow_equal (steps, placed));
  g_assert_true (callout_workflow_may_remove (placed, "Photo", NULL));
  g_assert_false (callout_workflow_may_remove (placed, "travel", NULL));
  g_assert_false (callout_workflow_may_remove (placed, "reject", NULL));
}

static void
test_line (void)
{
  g_autoptr (GPtrArray) steps = read_line ("A:open accept:planned reject!:planned travel:travel B:tray work:work checkout:finished"
                                           " close:finished");
  static const struct {
    int         state;
    const char *last;
    const char *reached;
    const char *next;
  } cases[] = {
    { CALLOUT_WORK_STATE_PENDING_DISPATCH, NULL, NULL, "A" },
    { CALLOUT_WORK_STATE_PENDING_DISPATCH, "work", NULL, "A" }, /* rejected after it was worked on */
    { CALLOUT_WORK_STATE_ASSIGNED, "accept", NULL, "A" },
    { CALLOUT_WORK_STATE_DISPATCHED, NULL, NULL, "A" },
    { CALLOUT_WORK_STATE_DISPATCHED, "A", "A", "accept" },
    { CALLOUT_WORK_STATE_DISPATCHED, "accept", NULL, "A" },     /* somebody else's */
    { CALLOUT_WORK_STATE_DISPATCHED, "gone", NULL, "A" },
    { CALLOUT_WORK_STATE_ACCEPTED, "accept", "accept", "travel" },
    { CALLOUT_WORK_STATE_ACCEPTED, NULL, "accept", "travel" },
    { CALLOUT_WORK_STATE_ACCEPTED, "gone", "accept", "travel" },
    { CALLOUT_WORK_STATE_TRAVEL, "travel", "travel", "B" },
    { CALLOUT_WORK_STATE_TRAVEL, "B", "B", "work" },
    { CALLOUT_WORK_STATE_CHECKED_OUT, "checkout", "checkout", "close" },
    { CALLOUT_WORK_STATE_CLOSED, "close", "close", NULL },
    { CALLOUT_WORK_STATE_CANCELLED, "accept", NULL, "A" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *reached = callout_workflow_reached_key (steps, cases[i].state, cases[i].last);
      CalloutStep *next = callout_workflow_next_step (steps, reached);

      g_test_message ("%u", i);
      g_assert_cmpstr (reached, ==, cases[i].reached);
      g_assert_cmpstr (next != NULL ? next->key : NULL, ==, cases[i].next);
    }
}

/* Every rule, by what breaks it. */
static void
test_check (void)
{
  static const struct {
    const char *line;
    const char *fault;
  } cases[] = {
    { DEFAULT, NULL },
    { "accept:planned reject!:planned travel:travel work:work checkout:finished", "the standard step “close” is missing" },
    { "accept:planned travel:travel work:work checkout:finished close:finished", "the standard step “reject” is missing" },
    { "accept:planned reject:planned travel:travel work:work checkout:finished close:finished",
      "the standard step “reject” is missing" },
    { "accept:planned reject!:open travel:travel work:work checkout:finished close:finished",
      "“Reject” does not stand beside “Accept”" },
    { "accept:planned travel:travel reject!:planned work:work checkout:finished close:finished",
      "“Reject” does not stand beside “Accept”" },
    { "accept:planned reject!:planned work:travel travel:work checkout:finished close:finished",
      "“Travel” must come before “Work”" },
    { "accept:planned reject!:planned travel:work work:travel checkout:finished close:finished",
      "“Work” comes after “Travel”, but stands under an earlier status" },
    { "accept:planned reject!:planned travel:travel work:work checkout:finished close:finished X:finished",
      "“Close” ends the work order, so no step can come after it" },
    { "accept:planned reject!:planned travel:travel X:travel x:tray work:work checkout:finished close:finished",
      "There is a step called “X” already" },
    { "accept:planned reject!:planned travel:travel X:travel X:tray work:work checkout:finished close:finished",
      "two steps have the key “X”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) steps = read_line (cases[i].line);
      g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

      g_assert_true (callout_workflow_check (steps, faults) == (cases[i].fault == NULL));
      for (guint j = 0; j < faults->len; j++)
        g_test_message ("%u: %s", i, (char *) faults->pdata[j]);
      if (cases[i].fault != NULL)
        g_assert_true (g_ptr_array_find_with_equal_func (faults, cases[i].fault, g_str_equal, NULL));
    }
}

static void
test_labels (void)
{
  g_autoptr (GPtrArray) steps = read_line (DEFAULT);
  g_autofree char *long_one = g_strnfill (80, 'x');
  g_autofree char *too_long = g_strnfill (300, 'x');
  g_autoptr (GString) arabic = g_string_new (NULL);
  const char *good[] = { "Photo", "تصوير الموقع", "צילום", "照片", "e\xcc\x81tape", long_one, "a\xe2\x80\x8d" "b", "50 %s" };
  const char *bad[] = { "", " ", "\xc2\xa0\xe2\x80\x83", "a\nb", "a\tb", "\x1b[31m", "a\xe2\x80\xae" "b", "\xe2\x81\xa6" "b", "\xff",
                        too_long, "a\xe2\x80\xa8" "b", "travel", "TRAVEL", "\xef\xbc\xb4ravel", "Tra\xe2\x80\x8bvel", "Travel\xc2\xa0" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *key = callout_workflow_make_key (steps, good[i]);

      callout_workflow_check_label (steps, NULL, good[i], &error);
      g_assert_no_error (error);
      g_test_message ("%s", key);
      g_assert_cmpuint (strspn (key, "abcdefghijklmnopqrstuvwxyz0123456789-"), ==, strlen (key));
      g_assert_cmpuint (strlen (key), >, 0);
      g_assert_cmpuint (strlen (key), <=, 64);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (callout_workflow_check_label (steps, NULL, bad[i], &error));
      g_test_message ("%s", error->message);
      g_assert_true (error->domain == CALLOUT_ERROR);
    }
  /* 80 characters, whatever their bytes. */
  for (guint i = 0; i < 80; i++)
    g_string_append (arabic, "ت");
  g_assert_true (callout_workflow_check_label (steps, NULL, arabic->str, NULL));
  g_string_append (arabic, "ت");
  g_assert_false (callout_workflow_check_label (steps, NULL, arabic->str, NULL));
  /* To keep one's own name is no double. */
  g_assert_true (callout_workflow_check_label (steps, "travel", "TRAVEL", NULL));
}

static void
test_keys (void)
{
  g_autoptr (GPtrArray) steps = read_line ("A:open " DEFAULT);
  static const struct {
    const char *label;
    const char *key;
  } cases[] = {
    { "Take photos", "take-photos" }, { "Straße — fegen!", "strasse-fegen" }, { "Travel", "travel-2" }, { "照片", "step-1" },
    { "  --x--  ", "x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = callout_workflow_make_key (steps, cases[i].label);

      g_assert_cmpstr (key, ==, cases[i].key);
    }
}

static void
test_compare (void)
{
  g_autoptr (GPtrArray) older = read_line ("accept:planned reject!:planned travel:travel Wash:travel work:work Old:work"
                                           " checkout:finished close:finished");
  g_autoptr (GPtrArray) newer = read_line ("accept:planned reject!:planned Wash:travel travel:travel work:work New:tray"
                                           " checkout:work close:finished");
  g_autoptr (GPtrArray) none = callout_workflow_compare (older, older);
  g_autoptr (GPtrArray) sentences = NULL;
  CalloutStep *step = callout_workflow_find (newer, "work");
  static const char *const expected[] = {
    "“Work” is called “Repair” now", "“Repair” shows the customer its own name", "“Checkout” moves from “Finished” to “Work”",
    "“New” is new, under “Tray”", "“Old” is gone", "The order is now Accept, Wash, Travel, Repair, New, Checkout, Close",
  };

  g_assert_cmpuint (none->len, ==, 0);
  g_free (step->label);
  step->label = g_strdup ("Repair");
  step->show_original_name = TRUE;
  sentences = callout_workflow_compare (older, newer);
  for (guint i = 0; i < sentences->len; i++)
    g_test_message ("%s", (char *) sentences->pdata[i]);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    if (!g_ptr_array_find_with_equal_func (sentences, expected[i], g_str_equal, NULL))
      g_error ("not said: %s", expected[i]);
  g_assert_cmpuint (sentences->len, ==, G_N_ELEMENTS (expected));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/workflow-rules/place", test_place);
  g_test_add_func ("/model/workflow-rules/index", test_index);
  g_test_add_func ("/model/workflow-rules/insert-and-remove", test_insert_and_remove);
  g_test_add_func ("/model/workflow-rules/line", test_line);
  g_test_add_func ("/model/workflow-rules/check", test_check);
  g_test_add_func ("/model/workflow-rules/labels", test_labels);
  g_test_add_func ("/model/workflow-rules/keys", test_keys);
  g_test_add_func ("/model/workflow-rules/compare", test_compare);
  return g_test_run ();
}
