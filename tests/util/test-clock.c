/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-clock.h"
#include "callout-error.h"

#include <string.h>

static const struct {
  const char *text;
  CalloutTime time;
} good[] = {
  { "1970-01-01T00:00:00Z", 0 },
  { "1970-01-01T01:00:00+01:00", 0 },
  { "1969-12-31T19:00:00-05:00", 0 },
  { "1969-12-31T23:59:59.5Z", -CALLOUT_SECOND / 2 },
  { "2015-03-08T01:59:00-05:00", G_GINT64_CONSTANT (1425797940000000) },
  { "2015-03-08T03:01:00-04:00", G_GINT64_CONSTANT (1425798060000000) },
  { "2016-02-29T12:00:00+05:45", G_GINT64_CONSTANT (1456726500000000) },
  { "2026-03-08T14:30:00.000001Z", G_GINT64_CONSTANT (1772980200000001) },
  { "2026-03-08T14:30:00.999999Z", G_GINT64_CONSTANT (1772980200999999) },
  { "2026-03-08T14:30:00.123456-05:00", G_GINT64_CONSTANT (1772998200123456) },
};

static const char *const bad[] = {
  "", " ", "now", "2026", "2026-03", "2026-03-08", "14:30:00Z",
  "2026-03-08T14:30:00",       /* whose half past two? */
  "2026-02-29T00:00:00Z",      /* no leap year */
  "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z", "2026-04-31T00:00:00Z",
  "2026-03-08T25:00:00Z", "2026-03-08T14:60:00Z", "2026-03-08T14:30:75Z",
  "2026-03-08T14:30:00+25:00", "2026-03-08T14:30:00 EST", "2026-03-08T14:30:00Zjunk",
  "08/03/2026 14:30", "٢٠٢٦-٠٣-٠٨T14:30:00Z",
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      CalloutTime time = -1;

      g_test_message ("%s", good[i].text);
      g_assert_true (callout_time_parse (good[i].text, &time, &error));
      g_assert_no_error (error);
      g_assert_cmpint (time, ==, good[i].time);
    }
}

static void
test_parse_refuses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      CalloutTime time = 42;

      g_test_message ("“%s”", bad[i]);
      g_assert_false (callout_time_parse (bad[i], &time, &error));
      g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, bad[i]));
      g_assert_cmpint (time, ==, 42);
    }
}

static void
test_format (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GTimeZone) boston = g_time_zone_new_identifier ("America/New_York");
  static const struct {
    CalloutTime time;
    gboolean in_boston;
    const char *text;
  } cases[] = {
    { 0, FALSE, "1970-01-01T00:00:00+00:00" },
    { -1, FALSE, "1969-12-31T23:59:59.999999+00:00" },
    { -CALLOUT_SECOND, FALSE, "1969-12-31T23:59:59+00:00" },
    { 1, FALSE, "1970-01-01T00:00:00.000001+00:00" },
    { G_GINT64_CONSTANT (1425797940000000), TRUE, "2015-03-08T01:59:00-05:00" },
    { G_GINT64_CONSTANT (1425798000000000), TRUE, "2015-03-08T03:00:00-04:00" },
    { G_GINT64_CONSTANT (1446354000000000), TRUE, "2015-11-01T01:00:00-04:00" },
    { G_GINT64_CONSTANT (1446357600000000), TRUE, "2015-11-01T01:00:00-05:00" },
  };

  g_assert_nonnull (boston);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = callout_time_format (cases[i].time, cases[i].in_boston ? boston : utc);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* What is written is read back to the microsecond, in whatever zone. */
static void
test_round_trip (void)
{
  static const char *const zones[] = { "UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Chatham" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20150308);

  for (guint i = 0; i < 4000; i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i % G_N_ELEMENTS (zones)]);
      CalloutTime time = (gint64) (g_rand_double_range (rand, -2e9, 4e9) * 1e6);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      CalloutTime back;

      /* Before 1970 zones had offsets with seconds, which RFC 3339 has no place for. */
      if (time < 0 && i % G_N_ELEMENTS (zones) != 0)
        time = -time;
      text = callout_time_format (time, zone);
      g_assert_true (callout_time_parse (text, &back, &error));
      g_assert_no_error (error);
      g_assert_cmpint (back, ==, time);
    }
}

static void
test_set (void)
{
  CalloutTime before = g_get_real_time ();

  callout_clock_set (42 * CALLOUT_SECOND);
  g_assert_cmpint (callout_clock_now (), ==, 42 * CALLOUT_SECOND);
  g_assert_cmpint (callout_clock_now (), ==, 42 * CALLOUT_SECOND);
  callout_clock_set (0);
  g_assert_cmpint (callout_clock_now (), >=, before);
}

static void
test_environment (void)
{
  if (g_test_subprocess ())
    {
      g_assert_cmpint (callout_clock_now (), ==, G_GINT64_CONSTANT (1425797940000000));
      callout_clock_set (7);
      g_assert_cmpint (callout_clock_now (), ==, 7);
      return;
    }
  g_setenv ("CALLOUT_NOW", "2015-03-08T01:59:00-05:00", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_unsetenv ("CALLOUT_NOW");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/util/clock/parse", test_parse);
  g_test_add_func ("/util/clock/parse-refuses", test_parse_refuses);
  g_test_add_func ("/util/clock/format", test_format);
  g_test_add_func ("/util/clock/round-trip", test_round_trip);
  g_test_add_func ("/util/clock/set", test_set);
  g_test_add_func ("/util/clock/environment", test_environment);
  return g_test_run ();
}
