/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-assign-choice.h"

static CalloutPerson *
person (gint64      id,
        const char *name)
{
  CalloutPerson *self = g_object_new (CALLOUT_TYPE_PERSON, NULL);

  CALLOUT_ENTITY (self)->id = id;
  self->name = g_strdup (name);
  return self;
}

static void
count_cb (CalloutAssignChoice *choice,
          guint               *n)
{
  (*n)++;
}

static void
assert_says (CalloutAssignChoice *choice,
             const char          *text)
{
  g_autofree char *said = callout_assign_choice_describe (choice);

  g_assert_cmpstr (said, ==, text);
}

static void
test_nobody_is_both (void)
{
  g_autoptr (CalloutAssignChoice) choice = callout_assign_choice_new ();
  g_autoptr (CalloutPerson) ann = person (1, "Ann");
  g_autoptr (CalloutPerson) bob = person (2, "Bob");
  guint n = 0;

  g_signal_connect (choice, "changed", G_CALLBACK (count_cb), &n);
  assert_says (choice, "Choose the engineer who leads");
  callout_assign_choice_set_collaborator (choice, ann, TRUE);
  assert_says (choice, "Choose the engineer who leads; with Ann");
  callout_assign_choice_set_lead (choice, ann);
  assert_says (choice, "Ann leads");
  g_assert_false (callout_assign_choice_is_collaborator (choice, 1));
  callout_assign_choice_set_collaborator (choice, bob, TRUE);
  assert_says (choice, "Ann leads, with Bob");
  callout_assign_choice_set_collaborator (choice, ann, TRUE);
  g_assert_null (callout_assign_choice_get_lead (choice));
  assert_says (choice, "Choose the engineer who leads; with Bob, Ann");
  g_assert_cmpuint (n, ==, 4);
}

static void
test_nothing_new_is_no_change (void)
{
  g_autoptr (CalloutAssignChoice) choice = callout_assign_choice_new ();
  g_autoptr (CalloutPerson) ann = person (1, "Ann");
  g_autoptr (CalloutPerson) again = person (1, "Ann");
  g_autoptr (CalloutPerson) cy = person (3, "Cy");
  guint n = 0;

  callout_assign_choice_set_lead (choice, ann);
  g_signal_connect (choice, "changed", G_CALLBACK (count_cb), &n);
  callout_assign_choice_set_lead (choice, again);
  callout_assign_choice_set_collaborator (choice, cy, FALSE);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_a_double_click_leads_then_helps_then_leaves (void)
{
  g_autoptr (CalloutAssignChoice) choice = callout_assign_choice_new ();
  g_autoptr (CalloutPerson) ann = person (1, "Ann");
  g_autoptr (CalloutPerson) bob = person (2, "Bob");

  callout_assign_choice_toggle (choice, ann);
  callout_assign_choice_toggle (choice, bob);
  assert_says (choice, "Ann leads, with Bob");
  callout_assign_choice_toggle (choice, bob);
  assert_says (choice, "Ann leads");
  callout_assign_choice_toggle (choice, ann);
  assert_says (choice, "Choose the engineer who leads");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/choice/nobody-is-both", test_nobody_is_both);
  g_test_add_func ("/app/choice/no-change", test_nothing_new_is_no_change);
  g_test_add_func ("/app/choice/double-click", test_a_double_click_leads_then_helps_then_leaves);
  return g_test_run ();
}
