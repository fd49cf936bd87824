/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-error.h"
#include "callout-shift.h"

#include <string.h>

static CalloutTime
moment (const char *text)
{
  g_autoptr (GError) error = NULL;
  CalloutTime time;

  callout_time_parse (text, &time, &error);
  g_assert_no_error (error);
  return time;
}

/* At a moment, the window that holds it or the next one. New York's clocks
 * went forward on 8 March 2015 at 02:00 and back on 1 November at 02:00. */
static const struct {
  const char *shift;
  const char *at;
  const char *from;
  const char *until;
} cases[] = {
  /* An ordinary week; 2 March 2015 is a Monday. */
  { "Mo-Fr 07:00-15:30", "2015-03-02T06:59:59-05:00", "2015-03-02T07:00:00-05:00", "2015-03-02T15:30:00-05:00" },
  { "Mo-Fr 07:00-15:30", "2015-03-02T07:00:00-05:00", "2015-03-02T07:00:00-05:00", "2015-03-02T15:30:00-05:00" },
  { "Mo-Fr 07:00-15:30", "2015-03-02T15:29:59-05:00", "2015-03-02T07:00:00-05:00", "2015-03-02T15:30:00-05:00" },
  /* The end is exclusive. */
  { "Mo-Fr 07:00-15:30", "2015-03-02T15:30:00-05:00", "2015-03-03T07:00:00-05:00", "2015-03-03T15:30:00-05:00" },
  /* Friday evening to Monday, over the clock change. */
  { "Mo-Fr 07:00-15:30", "2015-03-06T16:00:00-05:00", "2015-03-09T07:00:00-04:00", "2015-03-09T15:30:00-04:00" },
  { "Fr 07:00-15:30", "2015-03-06T16:00:00-05:00", "2015-03-13T07:00:00-04:00", "2015-03-13T15:30:00-04:00" },

  /* A night: the end lies on the next day. */
  { "Mo-Fr 22:00-06:00", "2015-03-03T01:00:00-05:00", "2015-03-02T22:00:00-05:00", "2015-03-03T06:00:00-05:00" },
  { "Mo-Fr 22:00-06:00", "2015-03-03T06:00:00-05:00", "2015-03-03T22:00:00-05:00", "2015-03-04T06:00:00-05:00" },
  { "Fr 22:00-06:00", "2015-03-07T05:59:00-05:00", "2015-03-06T22:00:00-05:00", "2015-03-07T06:00:00-05:00" },
  /* Sunday night runs into Monday, and the week begins again. */
  { "Su 22:00-06:00", "2015-03-02T03:00:00-05:00", "2015-03-01T22:00:00-05:00", "2015-03-02T06:00:00-05:00" },
  { "Sa-Mo 08:00-12:00", "2015-03-01T09:00:00-05:00", "2015-03-01T08:00:00-05:00", "2015-03-01T12:00:00-05:00" },
  { "Sa-Mo 08:00-12:00", "2015-03-01T13:00:00-05:00", "2015-03-02T08:00:00-05:00", "2015-03-02T12:00:00-05:00" },
  { "Sa-Mo 08:00-12:00", "2015-03-02T13:00:00-05:00", "2015-03-07T08:00:00-05:00", "2015-03-07T12:00:00-05:00" },
  /* Whole days. */
  { "Mo 00:00-24:00", "2015-03-02T12:00:00-05:00", "2015-03-02T00:00:00-05:00", "2015-03-03T00:00:00-05:00" },
  { "Mo 08:00-08:00", "2015-03-03T07:00:00-05:00", "2015-03-02T08:00:00-05:00", "2015-03-03T08:00:00-05:00" },
  { "Su 00:00-24:00", "2015-03-08T12:00:00-04:00", "2015-03-08T00:00:00-05:00", "2015-03-09T00:00:00-04:00" },

  /* The day of 23 hours: a shift over the gap is an hour short. */
  { "Sa 22:00-06:00", "2015-03-08T01:30:00-05:00", "2015-03-07T22:00:00-05:00", "2015-03-08T06:00:00-04:00" },
  { "Sa 22:00-06:00", "2015-03-08T05:59:00-04:00", "2015-03-07T22:00:00-05:00", "2015-03-08T06:00:00-04:00" },
  { "Su 07:00-15:00", "2015-03-08T00:00:00-05:00", "2015-03-08T07:00:00-04:00", "2015-03-08T15:00:00-04:00" },
  { "Su 00:00-06:00", "2015-03-08T03:00:00-04:00", "2015-03-08T00:00:00-05:00", "2015-03-08T06:00:00-04:00" },
  /* The day of 25 hours: an hour longer. */
  { "Sa 22:00-06:00", "2015-11-01T01:30:00-05:00", "2015-10-31T22:00:00-04:00", "2015-11-01T06:00:00-05:00" },
  { "Su 07:00-15:00", "2015-11-01T00:00:00-04:00", "2015-11-01T07:00:00-05:00", "2015-11-01T15:00:00-05:00" },
  { "Su 00:00-24:00", "2015-11-01T12:00:00-05:00", "2015-11-01T00:00:00-04:00", "2015-11-02T00:00:00-05:00" },

  /* Several windows: the nearest one is it, in whatever order they are written. */
  { "Sa 08:00-12:00; Mo-Fr 07:00-15:30", "2015-03-06T15:30:00-05:00", "2015-03-07T08:00:00-05:00", "2015-03-07T12:00:00-05:00" },
  { "Mo 13:00-17:00;Mo 08:00-12:00", "2015-03-02T12:30:00-05:00", "2015-03-02T13:00:00-05:00", "2015-03-02T17:00:00-05:00" },
  { "Mo 13:00-17:00;Mo 08:00-12:00", "2015-03-02T07:30:00-05:00", "2015-03-02T08:00:00-05:00", "2015-03-02T12:00:00-05:00" },
  { "mo-FR 07:00-15:30", "2015-03-02T08:00:00-05:00", "2015-03-02T07:00:00-05:00", "2015-03-02T15:30:00-05:00" },
};

static void
test_find (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");

  g_assert_nonnull (zone);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CalloutShift) shift = callout_shift_parse (cases[i].shift, &error);
      g_autofree char *from_text = NULL;
      g_autofree char *until_text = NULL;
      CalloutTime from, until;

      g_assert_no_error (error);
      g_test_message ("%s at %s", cases[i].shift, cases[i].at);
      g_assert_true (callout_shift_find (shift, moment (cases[i].at), zone, &from, &until));
      from_text = callout_time_format (from, zone);
      until_text = callout_time_format (until, zone);
      g_assert_cmpstr (from_text, ==, cases[i].from);
      g_assert_cmpstr (until_text, ==, cases[i].until);
    }
}

static void
test_lengths_of_days (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (CalloutShift) shift = callout_shift_parse ("Mo-Su 00:00-24:00", NULL);
  CalloutTime from, until;

  g_assert_true (callout_shift_find (shift, moment ("2015-03-08T12:00:00-04:00"), zone, &from, &until));
  g_assert_cmpint (until - from, ==, 23 * CALLOUT_HOUR);
  g_assert_true (callout_shift_find (shift, moment ("2015-11-01T12:00:00-05:00"), zone, &from, &until));
  g_assert_cmpint (until - from, ==, 25 * CALLOUT_HOUR);
}

/* Walking through a year window by window: no window is lost or comes twice. */
static void
test_year (void)
{
  static const char *const zones[] = { "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "UTC" };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);
      g_autoptr (CalloutShift) shift = callout_shift_parse ("Mo-Fr 07:00-15:30; Sa-Su 22:00-05:00", NULL);
      CalloutTime at = moment ("2015-01-05T00:00:00Z") + 12 * CALLOUT_HOUR;
      CalloutTime end = at + 364 * CALLOUT_DAY;
      guint n = 0;

      g_assert_nonnull (zone);
      while (at < end)
        {
          CalloutTime from, until;

          g_assert_true (callout_shift_find (shift, at, zone, &from, &until));
          g_assert_cmpint (until, >, at);
          g_assert_cmpint (from, <, until);
          g_assert_true (n == 0 || from >= at);
          at = until;
          n++;
        }
      g_assert_cmpuint (n, >=, 7 * 52);
      g_assert_cmpuint (n, <=, 7 * 52 + 1);
    }
}

static void
test_refuses (void)
{
  static const char *const bad[] = {
    "", ";", "Mo", "Mo 7:00-15:30", "Mo 07:00", "Mo 07:00-", "Mo 07:00-25:00", "Mo 07:60-15:00", "Mo 24:01-25:00",
    "Xx 07:00-15:30", "Mo- 07:00-15:30", "Mo-Xx 07:00-15:30", "Monday 07:00-15:30", "Mo 07:00-15:30 junk",
    "Mo 07:00-15:30,Tu 07:00-15:30", "Mo-Fr07:00-15:30", "Mo 07:00–15:30", "always",
    "Mo-Su 00:00-01:00; Mo-Su 02:00-03:00; Mo-Su 04:00-05:00; Mo-Su 06:00-07:00; Mo-Su 08:00-09:00",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CalloutShift) shift = callout_shift_parse (bad[i], &error);

      g_test_message ("“%s”", bad[i]);
      g_assert_null (shift);
      g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "Mo-Fr 07:00-15:30"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/shift/find", test_find);
  g_test_add_func ("/model/shift/lengths-of-days", test_lengths_of_days);
  g_test_add_func ("/model/shift/year", test_year);
  g_test_add_func ("/model/shift/refuses", test_refuses);
  return g_test_run ();
}
