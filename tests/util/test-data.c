/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-data.h"

static void
test_installed (void)
{
  g_autofree char *path = NULL;

  g_unsetenv ("CALLOUT_DATA_DIR");
  path = callout_data_path ("mappings", "boston-311.ini", NULL);
  g_assert_cmpstr (path, ==, PKGDATADIR "/mappings/boston-311.ini");
}

static void
test_environment_wins (void)
{
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;

  g_setenv ("CALLOUT_DATA_DIR", "/elsewhere", TRUE);
  path = callout_data_path ("demo", "city.csv", NULL);
  g_assert_cmpstr (path, ==, "/elsewhere/demo/city.csv");
  folder = callout_data_path ("basemap", NULL);
  g_assert_cmpstr (folder, ==, "/elsewhere/basemap");

  g_setenv ("CALLOUT_LOCALE_DIR", "/words", TRUE);
  g_assert_cmpstr (callout_locale_dir (), ==, "/words");
}

static void
test_empty_is_unset (void)
{
  g_autofree char *path = NULL;

  g_setenv ("CALLOUT_DATA_DIR", "", TRUE);
  g_setenv ("CALLOUT_LOCALE_DIR", "", TRUE);
  path = callout_data_path ("demo", NULL);
  g_assert_cmpstr (path, ==, PKGDATADIR "/demo");
  g_assert_cmpstr (callout_locale_dir (), ==, LOCALEDIR);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/util/data/installed", test_installed);
  g_test_add_func ("/util/data/environment-wins", test_environment_wins);
  g_test_add_func ("/util/data/empty-is-unset", test_empty_is_unset);
  return g_test_run ();
}
