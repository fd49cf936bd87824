/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-source-time.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY ((gint64) 86400)

/*
 * A year of a zone is a handful of stretches with one offset each. They are
 * found once, by asking the zone day by day and bisecting where the answer
 * changes; after that a conversion is two comparisons, and the three hundred
 * thousand of a large file cost nothing worth counting.
 */

typedef struct {
  gint64 begin; /* UTC seconds, inclusive */
  gint64 end;   /* exclusive */
  gint32 offset;
} Stretch;

typedef struct {
  int      year;
  guint    n;
  Stretch  stretches[8];
} Year;

struct _CalloutSourceTime
{
  GTimeZone  *zone;
  GStrv       formats;
  GHashTable *years; /* int → owned Year */
  Year       *last;
};

typedef struct {
  int      year, month, day, hour, minute, second, microsecond;
  int      offset;
  gboolean has_offset, twelve, afternoon;
} Parts;

static gint32
offset_at (CalloutSourceTime *self,
           gint64             utc)
{
  return g_time_zone_get_offset (self->zone, g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, utc));
}

/* The first second of (before, after] with another offset than before's. */
static gint64
find_change (CalloutSourceTime *self,
             gint64             before,
             gint64             after)
{
  gint32 offset = offset_at (self, before);

  while (after - before > 1)
    {
      gint64 middle = before + (after - before) / 2;

      if (offset_at (self, middle) == offset)
        before = middle;
      else
        after = middle;
    }
  return after;
}

static Year *
build_year (CalloutSourceTime *self,
            int                number)
{
  Year *year = g_new0 (Year, 1);
  gint64 from = callout_days_from_civil (number, 1, 1) * DAY - 2 * DAY;
  gint64 to = callout_days_from_civil (number + 1, 1, 1) * DAY + 2 * DAY;

  year->year = number;
  year->stretches[0] = (Stretch) { from, G_MAXINT64, offset_at (self, from) };
  for (gint64 day = from; day < to; day += DAY)
    {
      Stretch *last = &year->stretches[year->n];
      gint64 change;

      if (offset_at (self, day + DAY) == last->offset || year->n + 1 == G_N_ELEMENTS (year->stretches))
        continue;
      change = find_change (self, day, day + DAY);
      last->end = change;
      year->stretches[++year->n] = (Stretch) { change, G_MAXINT64, offset_at (self, change) };
    }
  year->stretches[0].begin = G_MININT64 / 2;
  year->n++;
  return year;
}

static const Year *
get_year (CalloutSourceTime *self,
          int                number)
{
  Year *year;

  if (self->last != NULL && self->last->year == number)
    return self->last;
  year = g_hash_table_lookup (self->years, GINT_TO_POINTER (number));
  if (year == NULL)
    {
      year = build_year (self, number);
      g_hash_table_insert (self->years, GINT_TO_POINTER (number), year);
    }
  return self->last = year;
}

/* Days since 1 January 1970 of a day in the Gregorian calendar. */
gint64
callout_days_from_civil (int year,
                         int month,
                         int day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 of_era = y - era * 400;
  gint64 of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int
days_in_month (int year,
               int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month == 2 && (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)))
    return 29;
  return days[month - 1];
}

static gboolean
parse_digits (const char **at,
              const char  *end,
              int          most,
              int         *out)
{
  int value = 0;
  int n = 0;

  for (; n < most && *at < end && g_ascii_isdigit (**at); n++, (*at)++)
    value = value * 10 + (**at - '0');
  *out = value;
  return n > 0;
}

static gboolean
parse_half_day (const char **at,
                const char  *end,
                Parts       *parts)
{
  if (end - *at < 2 || g_ascii_tolower ((*at)[1]) != 'm')
    return FALSE;
  switch (g_ascii_tolower (**at))
    {
    case 'a': parts->afternoon = FALSE; break;
    case 'p': parts->afternoon = TRUE; break;
    default: return FALSE;
    }
  *at += 2;
  return TRUE;
}

static gboolean
parse_offset (const char **at,
              const char  *end,
              Parts       *parts)
{
  int hours = 0, minutes = 0;
  gboolean west;

  parts->has_offset = TRUE;
  if (*at < end && (**at == 'Z' || **at == 'z'))
    {
      (*at)++;
      return TRUE;
    }
  if (*at >= end || (**at != '+' && **at != '-'))
    return FALSE;
  west = *(*at)++ == '-';
  if (!parse_digits (at, end, 2, &hours))
    return FALSE;
  if (*at < end && **at == ':')
    (*at)++;
  if (*at < end && !parse_digits (at, end, 2, &minutes))
    return FALSE;
  parts->offset = (hours * 60 + minutes) * (west ? -60 : 60);
  return hours < 24 && minutes < 60;
}

static gboolean
parse_month_name (const char **at,
                  const char  *end,
                  int         *month)
{
  static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

  if (end - *at < 3)
    return FALSE;
  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (*at, names + i * 3, 3) == 0)
      {
        *month = i + 1;
        while (*at < end && g_ascii_isalpha (**at))
          (*at)++;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_fraction (const char **at,
                const char  *end,
                Parts       *parts)
{
  int scale = 100000;

  if (*at >= end || !g_ascii_isdigit (**at))
    return FALSE;
  for (; *at < end && g_ascii_isdigit (**at); (*at)++, scale /= 10)
    parts->microsecond += (**at - '0') * scale;
  return TRUE;
}

static gboolean
parse_conversion (char         conversion,
                  const char **at,
                  const char  *end,
                  Parts       *parts)
{
  switch (conversion)
    {
    case 'Y': return parse_digits (at, end, 4, &parts->year);
    case 'm': return parse_digits (at, end, 2, &parts->month);
    case 'd': return parse_digits (at, end, 2, &parts->day);
    case 'b': return parse_month_name (at, end, &parts->month);
    case 'H': return parse_digits (at, end, 2, &parts->hour);
    case 'I': parts->twelve = TRUE; return parse_digits (at, end, 2, &parts->hour);
    case 'M': return parse_digits (at, end, 2, &parts->minute);
    case 'S': return parse_digits (at, end, 2, &parts->second);
    case 'f': return parse_fraction (at, end, parts);
    case 'p': return parse_half_day (at, end, parts);
    case 'z': return parse_offset (at, end, parts);
    default: return FALSE;
    }
}

static gboolean
match (const char *format,
       const char *at,
       const char *end,
       Parts      *parts)
{
  for (; *format != '\0'; format++)
    {
      if (*format == '%')
        {
          if (!parse_conversion (*++format, &at, end, parts))
            return FALSE;
        }
      else if (*format == ' ')
        {
          if (at >= end || *at != ' ')
            return FALSE;
          while (at < end && *at == ' ')
            at++;
        }
      else if (at >= end || *at++ != *format)
        return FALSE;
    }
  return at == end;
}

static gboolean
is_possible (const Parts *parts)
{
  if (parts->month < 1 || parts->month > 12 || parts->year < 1)
    return FALSE;
  if (parts->day < 1 || parts->day > days_in_month (parts->year, parts->month))
    return FALSE;
  if (parts->twelve ? (parts->hour < 1 || parts->hour > 12) : parts->hour > 23)
    return FALSE;
  return parts->minute < 60 && parts->second < 60;
}

static gboolean
check_format (const char  *format,
              GError     **error)
{
  for (const char *p = format; (p = strchr (p, '%')) != NULL; p += 2)
    if (p[1] == '\0' || strchr ("YmdbHIMSfpz", p[1]) == NULL)
      {
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                     _("The date format “%s” is not understood; it may use %%Y %%m %%d %%b %%H %%I %%M %%S %%f %%p %%z"),
                     format);
        return FALSE;
      }
  return TRUE;
}

/**
 * callout_source_time_new:
 * @zone: (nullable): the zone whose wall clock the dates show, as
 *   `America/New_York`; %NULL for the machine's
 * @formats: the ways dates are written, tried in turn. A subset of strptime:
 *   `%Y %m %d %b %H %I %M %S %f %p %z`; a space stands for one or more.
 *
 * Returns: (transfer full) (nullable): a parser, or %NULL with
 * %CALLOUT_ERROR_INVALID
 */
CalloutSourceTime *
callout_source_time_new (const char         *zone,
                         const char *const  *formats,
                         GError            **error)
{
  g_autoptr (GTimeZone) found = zone != NULL ? g_time_zone_new_identifier (zone) : g_time_zone_new_local ();
  CalloutSourceTime *self;

  if (found == NULL)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("“%s” is not a time zone this machine knows; write it like Europe/Berlin"), zone);
      return NULL;
    }
  for (guint i = 0; formats[i] != NULL; i++)
    if (!check_format (formats[i], error))
      return NULL;

  self = g_new0 (CalloutSourceTime, 1);
  self->zone = g_steal_pointer (&found);
  self->formats = g_strdupv ((char **) formats);
  self->years = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

void
callout_source_time_free (CalloutSourceTime *self)
{
  if (self == NULL)
    return;
  g_time_zone_unref (self->zone);
  g_strfreev (self->formats);
  g_hash_table_unref (self->years);
  g_free (self);
}

/* The zone the dates are in. (transfer none) */
GTimeZone *
callout_source_time_get_zone (CalloutSourceTime *self)
{
  return self->zone;
}

/**
 * callout_source_time_to_utc:
 * @wall_seconds: what a wall clock shows, counted as if it were UTC
 * @utc_seconds: where the moment goes
 *
 * A time that came twice, when clocks were put back, is its first occurrence:
 * nothing in such a source tells the two apart, and the earlier one never
 * makes a request look younger than it is. A time that was skipped, when
 * clocks were put forward, was read off a clock nobody had put forward yet,
 * so it is the moment that clock meant: 02:30 is what others call 03:30.
 *
 * Returns: which of the three it was
 */
CalloutWall
callout_source_time_to_utc (CalloutSourceTime *self,
                            gint64             wall_seconds,
                            gint64            *utc_seconds)
{
  /* A year's table reaches two days past both ends, so an estimate will do. */
  const Year *year = get_year (self, (int) (1970 + (wall_seconds - 43200) / 31556952));
  guint found = 0;

  for (guint i = 0; i < year->n; i++)
    {
      const Stretch *stretch = &year->stretches[i];
      gint64 utc = wall_seconds - stretch->offset;

      if (utc < stretch->begin || utc >= stretch->end)
        continue;
      if (found++ == 0)
        *utc_seconds = utc;
    }
  if (found > 0)
    return found == 1 ? CALLOUT_WALL_EXACT : CALLOUT_WALL_TWICE;

  for (guint i = 0; i + 1 < year->n; i++)
    if (wall_seconds - year->stretches[i].offset >= year->stretches[i].end &&
        wall_seconds - year->stretches[i + 1].offset < year->stretches[i + 1].begin)
      *utc_seconds = wall_seconds - year->stretches[i].offset;
  return CALLOUT_WALL_SKIPPED;
}

/**
 * callout_source_time_parse:
 * @text: a date as the source writes it; need not be NUL-terminated
 * @out: where the moment goes
 * @wall: where goes what had to be decided
 */
CalloutDateResult
callout_source_time_parse (CalloutSourceTime *self,
                           const char        *text,
                           gsize              length,
                           CalloutTime       *out,
                           CalloutWall       *wall)
{
  CalloutDateResult result = CALLOUT_DATE_UNREADABLE;

  for (guint i = 0; self->formats[i] != NULL; i++)
    {
      Parts parts = { .month = 1, .day = 1 };
      gint64 seconds, utc;

      if (!match (self->formats[i], text, text + length, &parts))
        continue;
      if (!is_possible (&parts))
        {
          result = CALLOUT_DATE_NO_SUCH_DAY;
          continue;
        }
      if (parts.twelve)
        parts.hour = parts.hour % 12 + (parts.afternoon ? 12 : 0);

      seconds = callout_days_from_civil (parts.year, parts.month, parts.day) * DAY +
                parts.hour * 3600 + parts.minute * 60 + parts.second;
      *wall = CALLOUT_WALL_EXACT;
      if (parts.has_offset)
        utc = seconds - parts.offset;
      else
        *wall = callout_source_time_to_utc (self, seconds, &utc);
      *out = utc * CALLOUT_SECOND + parts.microsecond;
      return CALLOUT_DATE_OK;
    }
  return result;
}
