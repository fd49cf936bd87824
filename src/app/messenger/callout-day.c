/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-bubble.h"

#include <glib/gi18n-lib.h>

/* Days and hours as a conversation words them. */

static GDateTime *
moment_in (CalloutTime  time,
           GTimeZone   *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / CALLOUT_SECOND);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

/* Days since the beginning of time, so that their distance is a number. */
static guint32
day_of (GDateTime *moment)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (moment), (GDateMonth) g_date_time_get_month (moment),
                  (GDateYear) g_date_time_get_year (moment));
  return g_date_get_julian (&date);
}

gboolean
callout_same_day (CalloutTime  a,
                  CalloutTime  b,
                  GTimeZone   *zone)
{
  g_autoptr (GDateTime) first = moment_in (a, zone);
  g_autoptr (GDateTime) second = moment_in (b, zone);

  return first != NULL && second != NULL && day_of (first) == day_of (second);
}

/**
 * callout_format_day:
 *
 * Returns: (transfer full): “Today”, “Yesterday”, or which day it was
 */
char *
callout_format_day (CalloutTime  time,
                    GTimeZone   *zone,
                    CalloutTime  now)
{
  g_autoptr (GDateTime) moment = moment_in (time, zone);
  g_autoptr (GDateTime) today = moment_in (now, zone);
  gint64 ago;

  if (moment == NULL || today == NULL)
    return g_strdup ("");
  ago = (gint64) day_of (today) - day_of (moment);
  if (ago == 0)
    return g_strdup (_("Today"));
  if (ago == 1)
    return g_strdup (_("Yesterday"));
  if (ago > 0 && ago < 7)
    return g_date_time_format (moment, "%A");
  /* Translators: a day of this year, and of another; see strftime() */
  return g_date_time_format (moment, g_date_time_get_year (moment) == g_date_time_get_year (today) ? _("%A, %e %B")
                                                                                                  : _("%e %B %Y"));
}

/**
 * callout_format_clock:
 *
 * Returns: (transfer full): the hour and minute
 */
char *
callout_format_clock (CalloutTime  time,
                      GTimeZone   *zone)
{
  g_autoptr (GDateTime) moment = moment_in (time, zone);

  return moment != NULL ? g_date_time_format (moment, "%H:%M") : g_strdup ("");
}
