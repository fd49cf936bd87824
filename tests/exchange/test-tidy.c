/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-import-mapping-private.h"

#include <string.h>

static const char *const intersections[] = { "INTERSECTION of", "INTERSECTION", NULL };

static void
test_address (void)
{
  static const struct {
    const char *given, *postcode, *expected;
  } cases[] = {
    { "33 Beacon St  Boston  MA  02108", NULL, "33 Beacon St, Boston, MA 02108" },
    { "33 Beacon St  Boston  MA  02108", "02108", "33 Beacon St, Boston, MA 02108" },
    { "33 Beacon St", "02108", "33 Beacon St 02108" },
    { "INTERSECTION of Chauncy St & Summer St  Boston  MA", NULL, "Chauncy St & Summer St, Boston, MA" },
    { "INTERSECTION Chauncy St & Summer St", NULL, "Chauncy St & Summer St" },
    { "INTERSECTION OF MAIN ST & 10A ELM ST  BOSTON  MA", NULL, "Main St & 10A Elm St, Boston, MA" },
    { "Intersectional Way  Boston  MA", NULL, "Intersectional Way, Boston, MA" },
    { "  1   Jewish War\nVeterans Dr ", NULL, "1, Jewish War Veterans Dr" },
    { "ÉCOLE ST  ÅRHUS", NULL, "École St, Århus" },
    { "INTERSECTION of", NULL, NULL },
    { "   ", "02108", NULL },
    { "", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = callout_tidy_address (cases[i].given, strlen (cases[i].given), intersections, cases[i].postcode);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_postcode (void)
{
  static const struct {
    const char *given;
    guint       digits;
    const char *expected;
  } cases[] = {
    { "2215.0", 5, "02215" }, { "2215", 5, "02215" }, { "02215", 5, "02215" }, { " 2108.0 ", 5, "02108" },
    { "2215.5", 5, "2215.5" }, { "02215-1234", 5, "02215-1234" }, { "SW1A 1AA", 5, "SW1A 1AA" },
    { "123456", 5, "123456" }, { "2215.0", 0, "2215.0" }, { "", 5, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = callout_tidy_postcode (cases[i].given, strlen (cases[i].given), cases[i].digits);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_text (void)
{
  static const struct {
    const char *given, *expected;
  } cases[] = {
    { "New Sign  Crosswalk or Pavement Marking", "New Sign Crosswalk or Pavement Marking" },
    { "\t a\r\nb\x01\x7f c ", "a b c" }, { "é", "é" }, { " \n", NULL }, { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = callout_tidy_text (cases[i].given, strlen (cases[i].given));

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tidy/address", test_address);
  g_test_add_func ("/tidy/postcode", test_postcode);
  g_test_add_func ("/tidy/text", test_text);
  return g_test_run ();
}
