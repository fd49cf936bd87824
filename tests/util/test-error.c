/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-error.h"
#include "callout-password.h"

#include <string.h>

/* The words are what scripts compare with: they may grow, never change. */
static void
test_keys (void)
{
  static const struct {
    CalloutError code;
    const char *key;
  } keys[] = {
    { CALLOUT_ERROR_FAILED, "FAILED" },         { CALLOUT_ERROR_NOT_ALLOWED, "NOT_ALLOWED" },
    { CALLOUT_ERROR_WRONG_STATE, "WRONG_STATE" }, { CALLOUT_ERROR_INVALID, "INVALID" },
    { CALLOUT_ERROR_CONFLICT, "CONFLICT" },     { CALLOUT_ERROR_NOT_FOUND, "NOT_FOUND" },
    { CALLOUT_ERROR_BUSY, "BUSY" },             { CALLOUT_ERROR_CONSTRAINT, "CONSTRAINT" },
    { CALLOUT_ERROR_CORRUPT, "CORRUPT" },       { CALLOUT_ERROR_NO_SPACE, "NO_SPACE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GError) error = g_error_new (CALLOUT_ERROR, (int) keys[i].code, "A sentence.");

      g_assert_cmpstr (callout_error_key (error), ==, keys[i].key);
    }
}

static void
test_foreign (void)
{
  g_autoptr (GError) foreign = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "A sentence.");
  g_autoptr (GError) unknown = g_error_new (CALLOUT_ERROR, 4711, "A sentence.");

  g_assert_cmpstr (callout_error_key (foreign), ==, "FAILED");
  g_assert_cmpstr (callout_error_key (unknown), ==, "FAILED");
}

static void
test_password (void)
{
  static const char *const passwords[] = { "lamp", "", "Pass wörd mit Leerzeichen", "密码", "$y$j9T$x" };

  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *hash = callout_password_hash (passwords[i], &error);
      g_autofree char *again = callout_password_hash (passwords[i], NULL);
      g_autofree char *wrong = g_strconcat (passwords[i], "x", NULL);

      g_assert_no_error (error);
      g_assert_cmpstr (hash, !=, again); /* a salt each */
      g_assert_true (*passwords[i] == '\0' || strstr (hash, passwords[i]) == NULL || g_str_has_prefix (hash, passwords[i]));
      g_assert_true (callout_password_verify (passwords[i], hash));
      g_assert_false (callout_password_verify (wrong, hash));
    }
}

static void
test_password_odd_hashes (void)
{
  g_assert_true (callout_password_verify ("anything", NULL)); /* nobody set one */
  g_assert_false (callout_password_verify ("x", ""));
  g_assert_false (callout_password_verify ("x", "x"));
  g_assert_false (callout_password_verify ("", ""));
  g_assert_false (callout_password_verify ("*", "*"));
  g_assert_false (callout_password_verify ("*0", "*0"));
  g_assert_false (callout_password_verify ("x", "$y$j9T$"));
  g_assert_false (callout_password_verify ("x", "$nonsense$salt$hash"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/util/error/keys", test_keys);
  g_test_add_func ("/util/error/foreign", test_foreign);
  g_test_add_func ("/util/password/verify", test_password);
  g_test_add_func ("/util/password/odd-hashes", test_password_odd_hashes);
  return g_test_run ();
}
