/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-source-time.h"

#include "callout-error.h"

#include <string.h>

static const char *const boston_formats[] = { "%m/%d/%Y %I:%M:%S %p", NULL };

static CalloutSourceTime *
new_source (const char        *zone,
            const char *const *formats)
{
  g_autoptr (GError) error = NULL;
  CalloutSourceTime *source = callout_source_time_new (zone, formats, &error);

  g_assert_no_error (error);
  return source;
}

static void
assert_time (CalloutSourceTime *source,
             const char        *text,
             CalloutWall        expected_wall,
             const char        *expected)
{
  g_autofree char *written = NULL;
  CalloutTime time;
  CalloutWall wall;

  g_assert_cmpint (callout_source_time_parse (source, text, strlen (text), &time, &wall), ==, CALLOUT_DATE_OK);
  written = callout_time_format (time, callout_source_time_get_zone (source));
  g_assert_cmpstr (written, ==, expected);
  g_assert_cmpint (wall, ==, expected_wall);
}

static void
assert_bad (CalloutSourceTime *source,
            const char        *text,
            CalloutDateResult  expected)
{
  CalloutTime time;
  CalloutWall wall;

  g_assert_cmpint (callout_source_time_parse (source, text, strlen (text), &time, &wall), ==, expected);
}

static void
test_boston (void)
{
  g_autoptr (CalloutSourceTime) source = new_source ("America/New_York", boston_formats);

  assert_time (source, "01/13/2015 08:25:52 AM", CALLOUT_WALL_EXACT, "2015-01-13T08:25:52-05:00");
  assert_time (source, "07/23/2015 12:00:00 AM", CALLOUT_WALL_EXACT, "2015-07-23T00:00:00-04:00");
  assert_time (source, "07/23/2015 12:30:00 PM", CALLOUT_WALL_EXACT, "2015-07-23T12:30:00-04:00");
  assert_time (source, "12/31/2015 11:59:59 PM", CALLOUT_WALL_EXACT, "2015-12-31T23:59:59-05:00");
  assert_time (source, "01/01/2016 12:00:00 AM", CALLOUT_WALL_EXACT, "2016-01-01T00:00:00-05:00");
}

static void
test_clock_changes (void)
{
  g_autoptr (CalloutSourceTime) source = new_source ("America/New_York", boston_formats);

  assert_time (source, "03/08/2015 01:59:59 AM", CALLOUT_WALL_EXACT, "2015-03-08T01:59:59-05:00");
  assert_time (source, "03/08/2015 02:00:00 AM", CALLOUT_WALL_SKIPPED, "2015-03-08T03:00:00-04:00");
  assert_time (source, "03/08/2015 02:30:00 AM", CALLOUT_WALL_SKIPPED, "2015-03-08T03:30:00-04:00");
  assert_time (source, "03/08/2015 03:00:00 AM", CALLOUT_WALL_EXACT, "2015-03-08T03:00:00-04:00");
  assert_time (source, "11/01/2015 12:59:59 AM", CALLOUT_WALL_EXACT, "2015-11-01T00:59:59-04:00");
  assert_time (source, "11/01/2015 01:30:00 AM", CALLOUT_WALL_TWICE, "2015-11-01T01:30:00-04:00");
  assert_time (source, "11/01/2015 02:00:00 AM", CALLOUT_WALL_EXACT, "2015-11-01T02:00:00-05:00");
}

static void
test_impossible (void)
{
  g_autoptr (CalloutSourceTime) source = new_source ("America/New_York", boston_formats);

  assert_bad (source, "02/30/2015 08:00:00 AM", CALLOUT_DATE_NO_SUCH_DAY);
  assert_bad (source, "02/29/2015 08:00:00 AM", CALLOUT_DATE_NO_SUCH_DAY);
  assert_bad (source, "13/01/2015 08:00:00 AM", CALLOUT_DATE_NO_SUCH_DAY);
  assert_bad (source, "01/01/2015 13:00:00 AM", CALLOUT_DATE_NO_SUCH_DAY);
  assert_bad (source, "01/01/2015 00:00:00 AM", CALLOUT_DATE_NO_SUCH_DAY);
  assert_bad (source, "01/01/2015 08:61:00 AM", CALLOUT_DATE_NO_SUCH_DAY);
  assert_bad (source, "2015-01-01", CALLOUT_DATE_UNREADABLE);
  assert_bad (source, "01/01/2015 08:00:00 AM ", CALLOUT_DATE_UNREADABLE);
  assert_bad (source, "", CALLOUT_DATE_UNREADABLE);
  assert_time (source, "02/29/2016 08:00:00 AM", CALLOUT_WALL_EXACT, "2016-02-29T08:00:00-05:00");
}

static void
test_formats (void)
{
  static const char *const formats[] = { "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z", "%d. %b %Y", "%Y-%m-%d %H:%M", NULL };
  g_autoptr (CalloutSourceTime) source = new_source ("Europe/Berlin", formats);

  assert_time (source, "2026-03-08T14:30:00-05:00", CALLOUT_WALL_EXACT, "2026-03-08T20:30:00+01:00");
  assert_time (source, "2026-03-08T14:30:00.25Z", CALLOUT_WALL_EXACT, "2026-03-08T15:30:00.250000+01:00");
  assert_time (source, "7.  July 2026", CALLOUT_WALL_EXACT, "2026-07-07T00:00:00+02:00");
  assert_time (source, "2026-10-25 02:30", CALLOUT_WALL_TWICE, "2026-10-25T02:30:00+02:00");
}

/* Every hour of fifty years agrees with GLib wherever the hour exists. */
static void
test_agrees_with_glib (void)
{
  static const char *const zones[] = { "America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC" };

  for (guint z = 0; z < G_N_ELEMENTS (zones); z++)
    {
      g_autoptr (CalloutSourceTime) source = new_source (zones[z], boston_formats);
      GTimeZone *zone = callout_source_time_get_zone (source);
      gint64 end = callout_days_from_civil (2030, 1, 1) * 24;

      for (gint64 hour = callout_days_from_civil (1980, 1, 1) * 24; hour < end; hour++)
        {
          gint64 utc = hour * 3600;
          gint64 wall = utc + g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, utc));
          gint64 found;
          CalloutWall kind = callout_source_time_to_utc (source, wall, &found);

          g_assert_cmpint (kind, !=, CALLOUT_WALL_SKIPPED);
          if (kind == CALLOUT_WALL_EXACT)
            g_assert_cmpint (found, ==, utc);
          else
            g_assert_cmpint (found, <=, utc);
        }
    }
}

static void
test_refusals (void)
{
  static const char *const formats[] = { "%Q", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (callout_source_time_new ("America/Bostn", boston_formats, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "“America/Bostn” is not a time zone this machine knows; write it like Europe/Berlin");
  g_clear_error (&error);
  g_assert_null (callout_source_time_new (NULL, formats, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source-time/boston", test_boston);
  g_test_add_func ("/source-time/clock-changes", test_clock_changes);
  g_test_add_func ("/source-time/impossible", test_impossible);
  g_test_add_func ("/source-time/formats", test_formats);
  g_test_add_func ("/source-time/agrees-with-glib", test_agrees_with_glib);
  g_test_add_func ("/source-time/refusals", test_refusals);
  return g_test_run ();
}
