/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-deeds.h"

static void
do_it (CalloutDeeds *deeds,
       gint64        event,
       gboolean      again)
{
  g_autoptr (CalloutArgs) args = callout_args_new_with ("status", "work", "version", "7", NULL);

  callout_deeds_add (deeds, event, "workflow.place-step", "travel", args, again);
}

static void
test_back_and_forth (void)
{
  CalloutDeeds *deeds = callout_deeds_new ();
  g_autofree char *command = NULL;
  g_autofree char *ref = NULL;
  g_autoptr (CalloutArgs) args = NULL;

  g_assert_cmpint (callout_deeds_get_last (deeds), ==, 0);
  do_it (deeds, 11, FALSE);
  do_it (deeds, 12, FALSE);
  g_assert_cmpint (callout_deeds_get_last (deeds), ==, 12);
  g_assert_false (callout_deeds_can_redo (deeds));
  callout_deeds_undone (deeds, 12);
  g_assert_cmpint (callout_deeds_get_last (deeds), ==, 11);
  g_assert_true (callout_deeds_take_redo (deeds, &command, &ref, &args));
  g_assert_cmpstr (command, ==, "workflow.place-step");
  g_assert_cmpstr (ref, ==, "travel");
  g_assert_cmpstr (callout_args_get (args, "status"), ==, "work");
  /* What was looked at then says nothing about now. */
  g_assert_false (callout_args_has (args, "version"));
  g_assert_false (callout_deeds_can_redo (deeds));
  callout_deeds_free (deeds);
}

static void
test_something_else_ends_it (void)
{
  CalloutDeeds *deeds = callout_deeds_new ();

  do_it (deeds, 1, FALSE);
  do_it (deeds, 2, FALSE);
  callout_deeds_undone (deeds, 2);
  callout_deeds_undone (deeds, 1);
  do_it (deeds, 3, TRUE);
  g_assert_true (callout_deeds_can_redo (deeds));
  do_it (deeds, 4, FALSE);
  g_assert_false (callout_deeds_can_redo (deeds));
  callout_deeds_forget (deeds, 4);
  g_assert_cmpint (callout_deeds_get_last (deeds), ==, 3);
  callout_deeds_clear (deeds);
  g_assert_cmpint (callout_deeds_get_last (deeds), ==, 0);
  callout_deeds_free (deeds);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deeds/back-and-forth", test_back_and_forth);
  g_test_add_func ("/deeds/something-else-ends-it", test_something_else_ends_it);
  return g_test_run ();
}
