/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-shift.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_WINDOWS 32

typedef struct {
  guint8 day;   /* 0 Monday … 6 Sunday */
  gint16 start; /* minutes of that day's wall clock */
  gint16 end;   /* past 1440: on the next day */
} Window;

struct _CalloutShift
{
  guint  n_windows;
  Window windows[MAX_WINDOWS];
};

G_DEFINE_BOXED_TYPE (CalloutShift, callout_shift, callout_shift_copy, callout_shift_free)

static int
parse_day (const char *text)
{
  static const char days[7][3] = { "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su" };

  for (int i = 0; i < 7; i++)
    if (g_ascii_strncasecmp (text, days[i], 2) == 0)
      return i;
  return -1;
}

static gboolean
parse_minutes (const char **text,
               int         *minutes)
{
  const char *p = *text;
  int hour, minute;

  if (!(g_ascii_isdigit (p[0]) && g_ascii_isdigit (p[1]) && p[2] == ':' && g_ascii_isdigit (p[3])
        && g_ascii_isdigit (p[4])))
    return FALSE;
  hour = (p[0] - '0') * 10 + p[1] - '0';
  minute = (p[3] - '0') * 10 + p[4] - '0';
  if (hour > 24 || minute > 59 || (hour == 24 && minute > 0))
    return FALSE;
  *minutes = hour * 60 + minute;
  *text = p + 5;
  return TRUE;
}

static gboolean
parse_part (CalloutShift *self,
            const char   *part)
{
  int first, last, start, end;

  first = parse_day (part);
  if (first < 0)
    return FALSE;
  last = first;
  part += 2;
  if (*part == '-')
    {
      last = parse_day (part + 1);
      if (last < 0)
        return FALSE;
      part += 3;
    }
  if (*part++ != ' ')
    return FALSE;
  if (!parse_minutes (&part, &start) || *part++ != '-' || !parse_minutes (&part, &end) || *part != '\0')
    return FALSE;
  if (end <= start)
    end += 24 * 60;

  for (int day = first;; day = (day + 1) % 7)
    {
      if (self->n_windows == MAX_WINDOWS)
        return FALSE;
      self->windows[self->n_windows++] = (Window) { day, start, end };
      if (day == last)
        return TRUE;
    }
}

/**
 * callout_shift_parse:
 *
 * Errors: %CALLOUT_ERROR_INVALID with how it is written.
 */
CalloutShift *
callout_shift_parse (const char  *text,
                     GError     **error)
{
  g_autoptr (CalloutShift) self = g_new0 (CalloutShift, 1);
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);

  /* An empty text is no part: it would be a shift that never begins. */
  for (guint i = 0; i == 0 || parts[i] != NULL; i++)
    if (parts[i] == NULL || !parse_part (self, g_strstrip (parts[i])))
      {
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                     _("“%s” is not a shift; write it like “Mo-Fr 07:00-15:30; Sa 22:00-06:00”"), text);
        return NULL;
      }
  return g_steal_pointer (&self);
}

CalloutShift *
callout_shift_copy (CalloutShift *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
callout_shift_free (CalloutShift *self)
{
  g_free (self);
}

/* The instant of a wall clock: on a day of 23 or 25 hours the hands decide,
 * not the hours since midnight. */
static CalloutTime
wall_clock (GDateTime *day,
            int        minutes,
            GTimeZone *zone)
{
  g_autoptr (GDateTime) that_day = g_date_time_add_days (day, minutes / (24 * 60));
  g_autoptr (GDateTime) moment = NULL;
  int rest = minutes % (24 * 60);

  moment = g_date_time_new (zone, g_date_time_get_year (that_day), g_date_time_get_month (that_day),
                            g_date_time_get_day_of_month (that_day), rest / 60, rest % 60, 0);
  return g_date_time_to_unix (moment) * CALLOUT_SECOND;
}

/**
 * callout_shift_find:
 * @at: the moment asked about
 * @zone: where the shift's hands turn
 * @from: (out): start of the window that holds @at, or of the next one
 * @until: (out): its end, exclusive
 *
 * Returns: %FALSE if there is none within eight days, so never
 */
gboolean
callout_shift_find (CalloutShift *self,
                    CalloutTime   at,
                    GTimeZone    *zone,
                    CalloutTime  *from,
                    CalloutTime  *until)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / CALLOUT_SECOND);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) midnight = NULL;
  gboolean found = FALSE;

  midnight = g_date_time_new_utc (g_date_time_get_year (local), g_date_time_get_month (local),
                                  g_date_time_get_day_of_month (local), 0, 0, 0);
  for (int offset = -1; offset <= 7 && !found; offset++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (midnight, offset);
      int weekday = g_date_time_get_day_of_week (day) - 1;

      for (guint i = 0; i < self->n_windows; i++)
        if (self->windows[i].day == weekday)
          {
            CalloutTime start = wall_clock (day, self->windows[i].start, zone);
            CalloutTime end = wall_clock (day, self->windows[i].end, zone);

            if (end <= at || (found && start >= *from))
              continue;
            *from = start;
            *until = end;
            found = TRUE;
          }
    }
  return found;
}
