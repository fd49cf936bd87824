/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-clock.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>

static CalloutTime fixed_now = 0; /* atomic; 0 means the real clock */

static gpointer
read_environment (gpointer unused)
{
  const char *text = g_getenv ("CALLOUT_NOW");
  CalloutTime now;

  if (text != NULL && *text != '\0' && callout_time_parse (text, &now, NULL))
    __atomic_store_n (&fixed_now, now, __ATOMIC_RELEASE);
  return NULL;
}

/**
 * callout_clock_now:
 *
 * The present moment in microseconds UTC, or the moment the clock was set to:
 * `CALLOUT_NOW` in the environment (RFC 3339) or callout_clock_set().
 */
CalloutTime
callout_clock_now (void)
{
  static GOnce once = G_ONCE_INIT;
  CalloutTime fixed;

  g_once (&once, read_environment, NULL);
  fixed = __atomic_load_n (&fixed_now, __ATOMIC_ACQUIRE);
  return fixed != 0 ? fixed : g_get_real_time ();
}

/**
 * callout_clock_set:
 * @now: the moment to stand still at, or 0 for the real clock again
 */
void
callout_clock_set (CalloutTime now)
{
  callout_clock_now (); /* the environment is read first, so that this wins */
  __atomic_store_n (&fixed_now, now, __ATOMIC_RELEASE);
}

/**
 * callout_time_parse:
 * @text: an RFC 3339 date and time with offset, e.g. `2015-03-08T01:59:00-05:00`
 * @out: where the time goes
 *
 * Errors: %CALLOUT_ERROR_INVALID for anything else, days that do not exist and
 * times without an offset included.
 */
gboolean
callout_time_parse (const char   *text,
                    CalloutTime  *out,
                    GError      **error)
{
  g_autoptr (GDateTime) moment = NULL;

  g_return_val_if_fail (text != NULL && out != NULL, FALSE);

  moment = g_date_time_new_from_iso8601 (text, NULL);
  if (moment == NULL)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("“%s” is not a date and time; write it like 2026-03-08T14:30:00-05:00"), text);
      return FALSE;
    }

  *out = g_date_time_to_unix (moment) * CALLOUT_SECOND + g_date_time_get_microsecond (moment);
  return TRUE;
}

/**
 * callout_time_format:
 * @time: microseconds UTC
 * @zone: (nullable): the zone to write it in, %NULL for the machine's
 *
 * RFC 3339 with offset, to the second where there is no fraction.
 */
char *
callout_time_format (CalloutTime  time,
                     GTimeZone   *zone)
{
  g_autoptr (GTimeZone) local = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) there = NULL;
  CalloutTime seconds = time / CALLOUT_SECOND;
  CalloutTime fraction = time % CALLOUT_SECOND;
  g_autofree char *base = NULL;
  g_autofree char *offset = NULL;

  if (fraction < 0)
    {
      fraction += CALLOUT_SECOND;
      seconds--;
    }

  utc = g_date_time_new_from_unix_utc (seconds);
  if (utc == NULL)
    return g_strdup ("");
  there = g_date_time_to_timezone (utc, local);
  base = g_date_time_format (there, "%Y-%m-%dT%H:%M:%S");
  offset = g_date_time_format (there, "%:z");
  if (fraction == 0)
    return g_strconcat (base, offset, NULL);
  return g_strdup_printf ("%s.%06d%s", base, (int) fraction, offset);
}
