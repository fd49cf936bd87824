/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DASH "–"

/* From when on a due time is pressing. */
#define SOON (2 * CALLOUT_HOUR)

/**
 * callout_urgency_of:
 * @due: 0: nothing is due
 */
CalloutUrgency
callout_urgency_of (CalloutTime due,
                    CalloutTime now)
{
  if (due == 0)
    return CALLOUT_URGENCY_NONE;
  if (due <= now)
    return CALLOUT_URGENCY_LATE;
  return due - now <= SOON ? CALLOUT_URGENCY_SOON : CALLOUT_URGENCY_CALM;
}

/**
 * callout_urgency_class:
 *
 * Returns: (nullable): the style class that goes with it; a second signal
 *   beside the words, never the only one
 */
const char *
callout_urgency_class (CalloutUrgency urgency)
{
  switch (urgency)
    {
    case CALLOUT_URGENCY_LATE:
      return "error";
    case CALLOUT_URGENCY_SOON:
      return "warning";
    case CALLOUT_URGENCY_NONE:
      return "dim-label";
    case CALLOUT_URGENCY_CALM:
    default:
      return NULL;
    }
}

/**
 * callout_format_span:
 * @span: not negative
 *
 * Returns: (transfer full): a length of time in its two largest units at most
 */
char *
callout_format_span (CalloutTime span)
{
  gint64 minutes = span / CALLOUT_MINUTE;
  gint64 hours = minutes / 60;
  gint64 days = hours / 24;

  if (minutes < 60)
    return g_strdup_printf (ngettext ("%d min", "%d min", (int) minutes), (int) minutes);
  if (hours < 6 && minutes % 60 != 0)
    /* Translators: hours and minutes */
    return g_strdup_printf (_("%d h %d min"), (int) hours, (int) (minutes % 60));
  if (hours < 48)
    return g_strdup_printf (ngettext ("%d h", "%d h", (int) hours), (int) hours);
  if (days < 730)
    return g_strdup_printf (ngettext ("%d day", "%d days", (int) days), (int) days);
  return g_strdup_printf (ngettext ("%d year", "%d years", (int) (days / 365)), (int) (days / 365));
}

/**
 * callout_format_due:
 * @due: 0: nothing is due
 *
 * Returns: (transfer full): how long there is still, or by how much it is late
 */
char *
callout_format_due (CalloutTime due,
                    CalloutTime now)
{
  g_autofree char *span = NULL;

  if (due == 0)
    return g_strdup (DASH);
  if (ABS (due - now) < CALLOUT_MINUTE)
    return g_strdup (_("Due now"));
  span = callout_format_span (ABS (due - now));
  if (due < now)
    /* Translators: %s is a length of time such as “3 h” */
    return g_strdup_printf (_("Late by %s"), span);
  /* Translators: %s is a length of time such as “3 h” */
  return g_strdup_printf (_("%s left"), span);
}

/**
 * callout_format_age:
 * @age: negative: not known
 *
 * Returns: (transfer full): how long ago
 */
char *
callout_format_age (CalloutTime age)
{
  g_autofree char *span = NULL;

  if (age < 0)
    return g_strdup (DASH);
  if (age < CALLOUT_MINUTE)
    return g_strdup (_("just now"));
  span = callout_format_span (age);
  /* Translators: %s is a length of time such as “3 h” */
  return g_strdup_printf (_("%s ago"), span);
}

/**
 * callout_format_distance:
 * @metres: negative or NaN: not known
 */
char *
callout_format_distance (double metres)
{
  if (!(metres >= 0))
    return g_strdup (DASH);
  if (metres < 995)
    return g_strdup_printf (_("%d m"), (int) (round (metres / 10) * 10));
  if (metres < 99500)
    return g_strdup_printf (_("%.1f km"), metres / 1000);
  return g_strdup_printf (_("%.0f km"), metres / 1000);
}

/* Whether the house's clocks show something else than this computer's. */
static gboolean
zone_differs (GDateTime *moment)
{
  g_autoptr (GDateTime) local = g_date_time_to_local (moment);

  return local != NULL && g_date_time_get_utc_offset (local) != g_date_time_get_utc_offset (moment);
}

static int
day_number (GDateTime *moment)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (moment),
                  (GDateMonth) g_date_time_get_month (moment), g_date_time_get_year (moment));
  return g_date_get_julian (&date);
}

static GDateTime *
moment_in (CalloutTime time,
           GTimeZone  *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / CALLOUT_SECOND);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

static char *
format_moment (GDateTime *moment,
               GDateTime *today)
{
  int days = day_number (moment) - day_number (today);

  if (days == 0)
    /* Translators: a time of today, see g_date_time_format() */
    return g_date_time_format (moment, _("Today %H:%M"));
  if (days == 1)
    return g_date_time_format (moment, _("Tomorrow %H:%M"));
  if (days == -1)
    return g_date_time_format (moment, _("Yesterday %H:%M"));
  if (g_date_time_get_year (moment) == g_date_time_get_year (today))
    /* Translators: a time of this year: day, month's short name, hours, minutes */
    return g_date_time_format (moment, _("%-d %b, %H:%M"));
  /* Translators: a time of another year: day, month's short name, year, hours, minutes */
  return g_date_time_format (moment, _("%-d %b %Y, %H:%M"));
}

static char *
format_time (CalloutTime time,
             GTimeZone  *zone,
             CalloutTime now,
             gboolean    name_zone)
{
  g_autoptr (GDateTime) moment = time != 0 ? moment_in (time, zone) : NULL;
  g_autoptr (GDateTime) today = moment_in (now, zone);
  g_autofree char *text = NULL;

  if (moment == NULL || today == NULL)
    return g_strdup (DASH);
  text = format_moment (moment, today);
  if (!name_zone || !zone_differs (moment))
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s %s", text, g_date_time_get_timezone_abbreviation (moment));
}

/**
 * callout_format_time:
 * @time: 0: not known
 * @zone: the zone that matters to who reads it
 *
 * Returns: (transfer full): the moment by the clocks of @zone, which is named
 *   where they differ from this computer's
 */
char *
callout_format_time (CalloutTime time,
                     GTimeZone  *zone,
                     CalloutTime now)
{
  return format_time (time, zone, now, TRUE);
}

/**
 * callout_format_time_short:
 *
 * As callout_format_time() without the zone's name, for columns that name it
 * once.
 */
char *
callout_format_time_short (CalloutTime time,
                           GTimeZone  *zone,
                           CalloutTime now)
{
  return format_time (time, zone, now, FALSE);
}

/**
 * callout_format_window:
 *
 * Returns: (transfer full): from when until when
 */
char *
callout_format_window (CalloutTime from,
                       CalloutTime until,
                       GTimeZone  *zone,
                       CalloutTime now)
{
  g_autoptr (GDateTime) start = NULL;
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (from == 0 && until == 0)
    return g_strdup (DASH);
  if (from == 0 || until == 0)
    return callout_format_time (from != 0 ? from : until, zone, now);
  start = moment_in (from, zone);
  end = moment_in (until, zone);
  if (start == NULL || end == NULL)
    return g_strdup (DASH);
  first = callout_format_time_short (from, zone, now);
  if (day_number (start) == day_number (end))
    second = g_date_time_format (end, zone_differs (end) ? "%H:%M %Z" : "%H:%M");
  else
    second = callout_format_time (until, zone, now);
  return g_strdup_printf ("%s – %s", first, second);
}

/**
 * callout_format_minutes:
 * @minutes: 0: not known
 */
char *
callout_format_minutes (gint64 minutes)
{
  return minutes > 0 ? callout_format_span (minutes * CALLOUT_MINUTE) : g_strdup (DASH);
}

/**
 * callout_format_key:
 * @key: (nullable): such as `street-lights`
 *
 * Returns: (transfer full): the key as a word people read
 */
char *
callout_format_key (const char *key)
{
  g_autofree char *words = NULL;
  g_autofree char *first = NULL;

  if (key == NULL || *key == '\0')
    return g_strdup (DASH);
  words = g_strdelimit (g_strdup (key), "-_", ' ');
  first = g_utf8_strup (words, g_utf8_next_char (words) - words);
  return g_strconcat (first, g_utf8_next_char (words), NULL);
}

/**
 * callout_format_keys:
 * @keys: (nullable): keys apart by blanks
 */
char *
callout_format_keys (const char *keys)
{
  g_auto (GStrv) words = NULL;
  GString *text;

  if (keys == NULL || *keys == '\0')
    return g_strdup (DASH);
  words = g_strsplit (keys, " ", -1);
  text = g_string_new (NULL);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = callout_format_key (words[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", word);
    }
  return g_string_free (text, FALSE);
}

/**
 * callout_format_text:
 *
 * Returns: (transfer full): the text, or a dash where there is none
 */
char *
callout_format_text (const char *text)
{
  return g_strdup (text != NULL && *text != '\0' ? text : DASH);
}

/**
 * callout_priority_icon:
 *
 * Returns: (nullable): an icon's name; the word stands beside it
 */
const char *
callout_priority_icon (CalloutPriority priority)
{
  switch (priority)
    {
    case CALLOUT_PRIORITY_HIGH:
      return "callout-priority-high-symbolic";
    case CALLOUT_PRIORITY_LOW:
      return "callout-priority-low-symbolic";
    case CALLOUT_PRIORITY_NORMAL:
    default:
      return NULL;
    }
}

/**
 * callout_availability_icon:
 *
 * Returns: an icon's name; the word stands beside it
 */
const char *
callout_availability_icon (CalloutAvailability availability)
{
  switch (availability)
    {
    case CALLOUT_AVAILABILITY_AVAILABLE:
      return "object-select-symbolic";
    case CALLOUT_AVAILABILITY_BUSY:
      return "preferences-system-time-symbolic";
    case CALLOUT_AVAILABILITY_BREAK:
      return "media-playback-pause-symbolic";
    case CALLOUT_AVAILABILITY_OFFLINE:
    default:
      return "window-close-symbolic";
    }
}

/**
 * callout_format_stars:
 * @stars: 0 to 5; 0: no rating
 */
char *
callout_format_stars (gint64 stars)
{
  GString *text = g_string_new (NULL);

  if (stars <= 0)
    g_string_append (text, DASH);
  else
    for (gint64 i = 1; i <= 5; i++)
      g_string_append (text, i <= stars ? "★" : "☆");
  return g_string_free (text, FALSE);
}
