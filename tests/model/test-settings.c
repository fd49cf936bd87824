/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-error.h"
#include "callout-settings.h"

#include <string.h>

static const struct {
  const char *key;
  const char *value;
  int         refusal; /* -1: it is fine */
} cases[] = {
  { "site.time-zone", "UTC", -1 },
  { "site.time-zone", "America/New_York", -1 },
  { "site.time-zone", "America/Bosten", CALLOUT_ERROR_INVALID },
  { "site.time-zone", "", CALLOUT_ERROR_INVALID },
  { "site.time-zone", "../../etc/passwd", CALLOUT_ERROR_INVALID },
  { "dispatch.position-validity-minutes", "0", -1 },
  { "dispatch.position-validity-minutes", "120", -1 },
  { "dispatch.position-validity-minutes", "1000000", -1 },
  { "dispatch.position-validity-minutes", "1000001", CALLOUT_ERROR_INVALID },
  { "dispatch.position-validity-minutes", "-1", CALLOUT_ERROR_INVALID },
  { "dispatch.position-validity-minutes", "1.5", CALLOUT_ERROR_INVALID },
  { "dispatch.position-validity-minutes", "2h", CALLOUT_ERROR_INVALID },
  { "dispatch.position-validity-minutes", "", CALLOUT_ERROR_INVALID },
  { "dispatch.radius-km", "25", -1 },
  { "dispatch.radius-km", "99999999999999999999", CALLOUT_ERROR_INVALID },
  { "dispatch.auto-publish", "true", -1 },
  { "dispatch.auto-publish", "false", -1 },
  { "dispatch.auto-publish", "yes", CALLOUT_ERROR_INVALID },
  { "dispatch.auto-publish", "TRUE", CALLOUT_ERROR_INVALID },
  { "dispatch.return-reason-required", "false", -1 },
  { "dispatch.return-reason-required", "true|false", CALLOUT_ERROR_INVALID },
  { "view.pending.columns", "anything at all", -1 },
  { "view.", "", -1 },
  { "views.pending", "x", CALLOUT_ERROR_NOT_FOUND },
  { "dispatch.auto_publish", "true", CALLOUT_ERROR_NOT_FOUND },
  { "", "true", CALLOUT_ERROR_NOT_FOUND },
};

static void
test_validate (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean fine = callout_setting_validate (cases[i].key, cases[i].value, &error);

      g_test_message ("%s=%s", cases[i].key, cases[i].value);
      g_assert_cmpint (fine, ==, cases[i].refusal < 0);
      if (!fine)
        {
          g_assert_error (error, CALLOUT_ERROR, cases[i].refusal);
          g_assert_nonnull (strstr (error->message, cases[i].refusal == CALLOUT_ERROR_NOT_FOUND ? cases[i].key : cases[i].value));
        }
    }
}

/* What a setting is when nobody set it must itself be allowed. */
static void
test_fallbacks (void)
{
  guint n;
  const CalloutSettingInfo *infos = callout_setting_infos (&n);

  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;

      callout_setting_validate (infos[i].key, infos[i].fallback, &error);
      g_assert_no_error (error);
      g_assert_true (callout_setting_find (infos[i].key) == &infos[i]);
      g_assert_nonnull (infos[i].description);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (infos[i].key, !=, infos[j].key);
    }
  g_assert_null (callout_setting_find ("no.such.setting"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/settings/validate", test_validate);
  g_test_add_func ("/model/settings/fallbacks", test_fallbacks);
  return g_test_run ();
}
