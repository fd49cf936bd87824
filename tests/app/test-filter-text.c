/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Filters as text: what is written is read, and what nobody knows is kept. */
#include "callout-filter-text.h"

static void
test_writes (void)
{
  static const char *const names[] = { "Trees and Parks", "North", "a|b", "", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (GString) text = g_string_new (NULL);

  callout_filter_text_add_one (text, "priority", "=", "high");
  callout_filter_text_add (text, "group_name", "!=", names);
  callout_filter_text_add (text, "state", "=", none);
  callout_filter_text_append (text, "");
  callout_filter_text_append (text, "title~lamp");
  g_assert_cmpstr (text->str, ==,
                   "priority=high and group_name!=\"Trees and Parks\"|North|\"a|b\"| and title~lamp");
}

static void
test_takes (void)
{
  static const char *const high[] = { "high", NULL };
  g_autoptr (CalloutFilterText) text =
    callout_filter_text_new ("priority=high and group_name!=\"Trees and Parks\"|North and title~lamp and due_latest<now");
  g_auto (GStrv) names = callout_filter_text_take (text, "group_name", "!=");
  g_autofree char *rest = NULL;
  g_autofree char *nothing = NULL;

  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[0], ==, "Trees and Parks");
  g_assert_null (callout_filter_text_take (text, "group_name", "!="));
  g_assert_null (callout_filter_text_take (text, "title", "="));
  g_assert_true (callout_filter_text_take_is (text, "priority", high));
  rest = callout_filter_text_dup_rest (text);
  g_assert_cmpstr (rest, ==, "title~lamp and due_latest<now");

  callout_filter_text_free (g_steal_pointer (&text));
  text = callout_filter_text_new (NULL);
  nothing = callout_filter_text_dup_rest (text);
  g_assert_cmpstr (nothing, ==, "");
}

/* What is written comes back, whatever stands in it. */
static void
test_random (void)
{
  static const char *const words[] = { "and", " ", "|", "=", "~", "x", "ä", "", "now", "a and b", "<" };

  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) value = g_string_new (NULL);
      g_autoptr (CalloutFilterText) read = NULL;
      g_autofree char *rest = NULL;

      for (int n = g_test_rand_int_range (0, 6); n > 0; n--)
        g_string_append (value, words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
      callout_filter_text_add_one (text, "title", "=", value->str);
      callout_filter_text_add_one (text, "priority", "=", "high");
      read = callout_filter_text_new (text->str);
      rest = callout_filter_text_dup_rest (read);
      g_assert_cmpstr (rest, ==, text->str);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/filter-text/writes", test_writes);
  g_test_add_func ("/app/filter-text/takes", test_takes);
  g_test_add_func ("/app/filter-text/random", test_random);
  return g_test_run ();
}
