/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-format.h"

#include <math.h>

static CalloutTime
moment (const char *text)
{
  CalloutTime time = 0;

  g_assert_true (callout_time_parse (text, &time, NULL));
  return time;
}

static void
test_due (void)
{
  const CalloutTime now = moment ("2026-03-12T10:43:00-04:00");
  static const struct {
    CalloutTime    left;
    const char    *text;
    CalloutUrgency urgency;
  } rows[] = {
    { 30 * CALLOUT_SECOND, "Due now", CALLOUT_URGENCY_SOON },
    { -30 * CALLOUT_SECOND, "Due now", CALLOUT_URGENCY_LATE },
    { 45 * CALLOUT_MINUTE, "45 min left", CALLOUT_URGENCY_SOON },
    { 2 * CALLOUT_HOUR, "2 h left", CALLOUT_URGENCY_SOON },
    { 2 * CALLOUT_HOUR + CALLOUT_MINUTE, "2 h 1 min left", CALLOUT_URGENCY_CALM },
    { 47 * CALLOUT_HOUR, "47 h left", CALLOUT_URGENCY_CALM },
    { 48 * CALLOUT_HOUR, "2 days left", CALLOUT_URGENCY_CALM },
    { -26 * CALLOUT_HOUR, "Late by 26 h", CALLOUT_URGENCY_LATE },
    { -91 * CALLOUT_DAY, "Late by 91 days", CALLOUT_URGENCY_LATE },
    { -800 * CALLOUT_DAY, "Late by 2 years", CALLOUT_URGENCY_LATE },
  };
  g_autofree char *none = callout_format_due (0, now);

  g_assert_cmpstr (none, ==, "–");
  g_assert_cmpint (callout_urgency_of (0, now), ==, CALLOUT_URGENCY_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = callout_format_due (now + rows[i].left, now);

      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_cmpint (callout_urgency_of (now + rows[i].left, now), ==, rows[i].urgency);
    }
}

static void
test_distance_and_age (void)
{
  static const struct {
    double      metres;
    const char *text;
  } distances[] = {
    { 0, "0 m" }, { 93, "90 m" }, { 994, "990 m" }, { 996, "1.0 km" }, { 7640, "7.6 km" },
    { 99400, "99.4 km" }, { 120300, "120 km" }, { -1, "–" }, { NAN, "–" },
  };
  static const struct {
    CalloutTime age;
    const char *text;
  } ages[] = {
    { 0, "just now" }, { 59 * CALLOUT_SECOND, "just now" }, { 5 * CALLOUT_MINUTE, "5 min ago" },
    { 3 * CALLOUT_DAY, "3 days ago" }, { -1, "–" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (distances); i++)
    {
      g_autofree char *text = callout_format_distance (distances[i].metres);

      g_assert_cmpstr (text, ==, distances[i].text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      g_autofree char *text = callout_format_age (ages[i].age);

      g_assert_cmpstr (text, ==, ages[i].text);
    }
}

/* Whoever sits in New York reads New York's times bare, and Berlin's by name. */
static void
test_times_name_a_zone_that_is_not_ones_own (void)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (GTimeZone) there = g_time_zone_new_identifier ("Europe/Berlin");
  const CalloutTime now = moment ("2026-03-12T10:43:00-04:00");
  const struct {
    const char *time;
    GTimeZone  *zone;
    const char *text;
  } rows[] = {
    { "2026-03-12T09:05:00-04:00", here, "Today 09:05" },
    { "2026-03-12T09:05:00-04:00", there, "Today 14:05 CET" },
    { "2026-03-12T23:30:00-04:00", there, "Tomorrow 04:30 CET" },
    { "2026-03-11T00:00:00-04:00", here, "Yesterday 00:00" },
    { "2026-03-08T03:30:00-04:00", here, "8 Mar, 03:30" },
    { "2026-03-08T01:30:00-05:00", here, "8 Mar, 01:30" },
    { "2025-12-31T23:00:00-05:00", here, "31 Dec 2025, 23:00" },
  };
  g_autofree char *none = callout_format_time (0, here, now);

  g_assert_cmpstr (none, ==, "–");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = callout_format_time (moment (rows[i].time), rows[i].zone, now);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_windows_say_a_day_once (void)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_identifier ("America/New_York");
  const CalloutTime now = moment ("2026-03-12T10:43:00-04:00");
  g_autofree char *same = callout_format_window (moment ("2026-03-12T13:00:00-04:00"),
                                                 moment ("2026-03-12T15:00:00-04:00"), here, now);
  g_autofree char *over = callout_format_window (moment ("2026-03-12T23:00:00-04:00"),
                                                 moment ("2026-03-13T01:00:00-04:00"), here, now);
  g_autofree char *open = callout_format_window (0, moment ("2026-03-12T15:00:00-04:00"), here, now);

  g_assert_cmpstr (same, ==, "Today 13:00 – 15:00");
  g_assert_cmpstr (over, ==, "Today 23:00 – Tomorrow 01:00");
  g_assert_cmpstr (open, ==, "Today 15:00");
}

static void
test_keys_are_words (void)
{
  static const struct {
    const char *keys;
    const char *text;
  } rows[] = {
    { "street-lights", "Street lights" }, { "a_b c", "A b, C" }, { "épaves-x", "Épaves x" }, { "", "–" }, { NULL, "–" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = callout_format_keys (rows[i].keys);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/format/due", test_due);
  g_test_add_func ("/app/format/distance-and-age", test_distance_and_age);
  g_test_add_func ("/app/format/zone", test_times_name_a_zone_that_is_not_ones_own);
  g_test_add_func ("/app/format/window", test_windows_say_a_day_once);
  g_test_add_func ("/app/format/keys", test_keys_are_words);
  return g_test_run ();
}
