/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-roster.h"

#include <glib/gi18n-lib.h>

static char *
format_distance (double metres)
{
  if (metres < 1000)
    /* Translators: a distance in metres */
    return g_strdup_printf (_("%.0f m"), metres);
  /* Translators: a distance in kilometres */
  return g_strdup_printf (metres < 100000 ? _("%.1f km") : _("%.0f km"), metres / 1000);
}

static char *
format_age (CalloutTime age)
{
  if (age < CALLOUT_HOUR)
    /* Translators: how old something is, in minutes */
    return g_strdup_printf (_("%d min"), (int) (age / CALLOUT_MINUTE));
  if (age < 2 * CALLOUT_DAY)
    /* Translators: how old something is, in hours and minutes */
    return g_strdup_printf (_("%d h %02d min"), (int) (age / CALLOUT_HOUR),
                            (int) (age % CALLOUT_HOUR / CALLOUT_MINUTE));
  return g_strdup_printf (ngettext ("%d day", "%d days", (int) (age / CALLOUT_DAY)),
                          (int) (age / CALLOUT_DAY));
}

static char *
describe_age (const CalloutCandidate *candidate,
              const CalloutQuestion  *question)
{
  g_autofree char *age = format_age (candidate->position_age);
  g_autofree char *allowed = format_age (question->position_validity);

  /* Translators: both are lengths of time, as in “2 h 05 min” */
  return g_strdup_printf (_("The position is %s old; it counts for %s"), age, allowed);
}

static char *
describe_distance (const CalloutCandidate *candidate,
                   const CalloutQuestion  *question)
{
  g_autofree char *distance = format_distance (candidate->distance_m);
  g_autofree char *radius = format_distance (question->radius_m);

  /* Translators: both are distances, as in “12.4 km” */
  return g_strdup_printf (_("%s away; the radius is %s"), distance, radius);
}

/**
 * callout_candidate_is_eligible:
 *
 * Whether nothing but waived reasons speaks against the candidate.
 */
gboolean
callout_candidate_is_eligible (const CalloutCandidate *self,
                               const CalloutQuestion  *question)
{
  g_return_val_if_fail (self != NULL && question != NULL, FALSE);

  return (self->reasons & ~question->waived) == 0;
}

/**
 * callout_reason_key:
 * @reason: exactly one reason
 *
 * The stable word for it, as it stands in JSON; %NULL for what is not one.
 */
const char *
callout_reason_key (CalloutReasons reason)
{
  switch (reason)
    {
    case CALLOUT_REASON_NOT_IN_GROUP:
      return "not-in-group";
    case CALLOUT_REASON_OFF_DUTY:
      return "off-duty";
    case CALLOUT_REASON_UNAVAILABLE:
      return "unavailable";
    case CALLOUT_REASON_MISSING_SKILL:
      return "missing-skill";
    case CALLOUT_REASON_NO_POSITION:
      return "no-position";
    case CALLOUT_REASON_POSITION_TOO_OLD:
      return "position-too-old";
    case CALLOUT_REASON_TOO_FAR:
      return "too-far";
    case CALLOUT_REASON_EXTERNAL_NOT_ALLOWED:
      return "external-not-allowed";
    case CALLOUT_REASON_ALREADY_ASSIGNED:
      return "already-assigned";
    default:
      return NULL;
    }
}

/**
 * callout_reason_describe:
 * @reason: exactly one reason
 * @candidate: whom it is about
 * @question: what was asked
 * @missing_skills: (nullable): the names of the skills that lack, as one text
 *
 * Returns: (transfer full) (nullable): a sentence for a person to read, without
 *   a full stop; %NULL for what is not one reason
 */
char *
callout_reason_describe (CalloutReasons          reason,
                         const CalloutCandidate *candidate,
                         const CalloutQuestion  *question,
                         const char             *missing_skills)
{
  g_return_val_if_fail (candidate != NULL && question != NULL, NULL);

  switch (reason)
    {
    case CALLOUT_REASON_NOT_IN_GROUP:
      return g_strdup (_("Not in the service group"));
    case CALLOUT_REASON_OFF_DUTY:
      return g_strdup (_("Off duty at that time"));
    case CALLOUT_REASON_UNAVAILABLE:
      return g_strdup (_("Not available"));
    case CALLOUT_REASON_MISSING_SKILL:
      if (missing_skills != NULL && *missing_skills != '\0')
        return g_strdup_printf (_("Lacks the skill %s"), missing_skills);
      return g_strdup (_("Lacks a skill the work needs"));
    case CALLOUT_REASON_NO_POSITION:
      return g_strdup (_("No position is known"));
    case CALLOUT_REASON_POSITION_TOO_OLD:
      return describe_age (candidate, question);
    case CALLOUT_REASON_TOO_FAR:
      return describe_distance (candidate, question);
    case CALLOUT_REASON_EXTERNAL_NOT_ALLOWED:
      return g_strdup (_("Works for a provider, and only own people may be assigned"));
    case CALLOUT_REASON_ALREADY_ASSIGNED:
      return g_strdup (_("Has this work already"));
    default:
      return NULL;
    }
}
