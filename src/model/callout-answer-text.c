/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-answer-text.h"

#include "callout-clock.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static char *
dup_options (const CalloutFlowQuestion *question,
             const char                *value)
{
  g_auto (GStrv) keys = g_strsplit (value, " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const CalloutQuestionOption *option = callout_question_find_option (question, keys[i]);

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", option != NULL ? option->label : keys[i]);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_place (const char *value)
{
  g_autofree char *address = NULL;
  double latitude, longitude;

  if (!callout_answer_parse_location (value, &latitude, &longitude, &address, NULL) || address == NULL)
    return g_strdup (value);
  return g_steal_pointer (&address);
}

static char *
dup_moment (const char *value,
            GTimeZone  *zone)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) there = NULL;
  CalloutTime at;

  if (!callout_time_parse (value, &at, NULL))
    return g_strdup (value);
  utc = g_date_time_new_from_unix_utc (at / CALLOUT_SECOND);
  there = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  /* Translators: a day and the time of day, see g_date_time_format() */
  return there != NULL ? g_date_time_format (there, C_("date and time", "%-d %b %Y, %H:%M")) : g_strdup (value);
}

/**
 * callout_answer_dup_text:
 * @value: as it is kept
 * @zone: (nullable): in which moments are told; %NULL: as they are kept
 *
 * Returns: (transfer full): an answer as people read it; of files their references
 */
char *
callout_answer_dup_text (const CalloutFlowQuestion *question,
                         const char                *value,
                         GTimeZone                 *zone)
{
  if (question->options->len > 0)
    return dup_options (question, value);
  if (question->kind == CALLOUT_QUESTION_LOCATION && zone != NULL)
    return dup_place (value);
  if (question->kind == CALLOUT_QUESTION_DATETIME && zone != NULL)
    return dup_moment (value, zone);
  return g_strdup (value);
}
