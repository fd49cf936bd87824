/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What pops up, when it is quiet, and how often a thing was told. */
#include "callout-notify-rules.h"

#define AT(hour, minute) (((hour) * 60 + (minute)) * CALLOUT_MINUTE)

/* /tickets/2.23-quiet-hours */
static void
test_quiet_hours (void)
{
  static const struct {
    const char *hours;
    CalloutTime at;
    gboolean    quiet;
  } cases[] = {
    { "22:00-06:30", AT (21, 59), FALSE }, { "22:00-06:30", AT (22, 0), TRUE },   { "22:00-06:30", AT (0, 0), TRUE },
    { "22:00-06:30", AT (6, 29), TRUE },   { "22:00-06:30", AT (6, 30), FALSE },  { "12:00-13:00", AT (11, 59), FALSE },
    { "12:00-13:00", AT (12, 0), TRUE },   { "12:00-13:00", AT (13, 0), FALSE },  { "", AT (12, 0), FALSE },
    { NULL, AT (12, 0), FALSE },           { "25:00-26:00", AT (12, 0), FALSE },  { "12:00-12:00", AT (12, 0), FALSE },
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s at minute %d", cases[i].hours, (int) (cases[i].at / CALLOUT_MINUTE));
      g_assert_cmpint (callout_quiet_hours_contain (cases[i].hours, utc, cases[i].at), ==, cases[i].quiet);
    }
}

/* /tickets/2.23-desktop */
static void
test_pops_up (void)
{
  static const struct {
    gboolean    desktop;
    CalloutTime read_at;
    gboolean    kept;
    const char *hours;
    gboolean    pops;
  } cases[] = {
    { TRUE, 0, TRUE, "", TRUE },
    { FALSE, 0, TRUE, "", FALSE },
    { TRUE, AT (1, 0), TRUE, "", FALSE },          /* read meanwhile */
    { TRUE, AT (1, 0), FALSE, "", TRUE },          /* wanted on the desktop alone */
    { TRUE, 0, TRUE, "11:00-13:00", FALSE },
    { TRUE, 0, TRUE, "13:00-11:00", TRUE },
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CalloutNotification) told = g_object_new (CALLOUT_TYPE_NOTIFICATION, NULL);
      CalloutNotifyWish wish = { .desktop = cases[i].desktop };

      told->read_at = cases[i].read_at;
      told->kept = cases[i].kept;
      g_test_message ("case %u", i);
      g_assert_cmpint (callout_notify_wish_pops_up (&wish, told, cases[i].hours, utc, AT (12, 0)), ==, cases[i].pops);
    }
}

static void
test_counts_times (void)
{
  g_autoptr (CalloutNotification) told = g_object_new (CALLOUT_TYPE_NOTIFICATION, NULL);

  CALLOUT_ENTITY (told)->version = 1;
  g_assert_cmpuint (callout_notification_count_times (told), ==, 1);
  told->read_at = AT (1, 0); /* from the first: it only popped up */
  g_assert_cmpuint (callout_notification_count_times (told), ==, 1);
  CALLOUT_ENTITY (told)->version = 4; /* told three times, then read */
  g_assert_cmpuint (callout_notification_count_times (told), ==, 3);
  told->read_at = 0;
  g_assert_cmpuint (callout_notification_count_times (told), ==, 4);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tickets/2.23-quiet-hours", test_quiet_hours);
  g_test_add_func ("/tickets/2.23-desktop", test_pops_up);
  g_test_add_func ("/tickets/2.23-bursts", test_counts_times);
  return g_test_run ();
}
