/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-notify-rules.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/**
 * callout_notify_wish_default:
 * @customer: for a code user, who has no window to look into
 *
 * How people are told who never said how, where the house did not either.
 */
CalloutNotifyWish
callout_notify_wish_default (CalloutTopic topic,
                             gboolean     customer)
{
  if (customer)
    return (CalloutNotifyWish) { .inbox = TRUE, .email = TRUE };
  return (CalloutNotifyWish) { .desktop = topic != CALLOUT_TOPIC_STATUS && topic != CALLOUT_TOPIC_RATING, .inbox = TRUE };
}

/**
 * callout_notify_wish_find:
 * @prefs: (element-type CalloutNotificationPref): all there are of the person and the house
 *
 * What was locked for everybody, else one's own choice, else the house's, else
 * what goes without saying.
 */
CalloutNotifyWish
callout_notify_wish_find (GPtrArray    *prefs,
                          gint64        person,
                          CalloutTopic  topic,
                          gboolean      customer)
{
  CalloutNotificationPref *own = NULL;
  CalloutNotificationPref *house = NULL;
  CalloutNotificationPref *chosen;

  for (guint i = 0; i < prefs->len; i++)
    {
      CalloutNotificationPref *pref = g_ptr_array_index (prefs, i);

      if (pref->topic != (int) topic)
        continue;
      if (pref->person == 0)
        house = pref;
      else if (pref->person == person)
        own = pref;
    }
  chosen = own == NULL || (house != NULL && house->locked) ? house : own;
  if (chosen == NULL)
    return callout_notify_wish_default (topic, customer);
  return (CalloutNotifyWish) { chosen->desktop, chosen->inbox, chosen->email, house != NULL && house->locked };
}

/* Minutes of the day; FALSE if it is not HH:MM-HH:MM. */
static gboolean
parse_hours (const char *hours,
             guint      *start,
             guint      *end)
{
  guint h1, m1, h2, m2;
  int length = 0;

  if (sscanf (hours, "%2u:%2u-%2u:%2u%n", &h1, &m1, &h2, &m2, &length) != 4 || hours[length] != '\0'
      || h1 > 23 || m1 > 59 || h2 > 23 || m2 > 59)
    return FALSE;
  *start = h1 * 60 + m1;
  *end = h2 * 60 + m2;
  return *start != *end;
}

/**
 * callout_quiet_hours_check:
 * @hours: like “22:00-06:30”; empty: none
 *
 * Errors: %CALLOUT_ERROR_INVALID.
 */
gboolean
callout_quiet_hours_check (const char  *hours,
                           GError     **error)
{
  guint start, end;

  if (*hours == '\0' || parse_hours (hours, &start, &end))
    return TRUE;
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("“%s” are no quiet hours; write them like 22:00-06:30"), hours);
  return FALSE;
}

/**
 * callout_quiet_hours_contain:
 * @hours: (nullable): begins, ends; past midnight where it ends before it begins
 * @zone: whose clock they go by
 *
 * Whether it is quiet at that moment: then nothing pops up, and waits in the inbox.
 */
gboolean
callout_quiet_hours_contain (const char  *hours,
                             GTimeZone   *zone,
                             CalloutTime  at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  guint start, end, minute;

  if (hours == NULL || local == NULL || !parse_hours (hours, &start, &end))
    return FALSE;
  minute = (guint) (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local));
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
}

/**
 * callout_notify_wish_pops_up:
 * @quiet_hours: (nullable): the person's
 *
 * Whether a notification that has just been told shows on the desktop: where
 * that is wished, it is not quiet, and nobody has read it meanwhile (contract 2.23).
 */
gboolean
callout_notify_wish_pops_up (const CalloutNotifyWish *self,
                             CalloutNotification     *notification,
                             const char              *quiet_hours,
                             GTimeZone               *zone,
                             CalloutTime              now)
{
  return self->desktop && (notification->read_at == 0 || !notification->kept)
         && !callout_quiet_hours_contain (quiet_hours, zone, now);
}

/**
 * callout_notification_count_times:
 *
 * Returns: how often the same was told before anybody read it; at least 1
 */
guint
callout_notification_count_times (CalloutNotification *self)
{
  /* Each time writes the row once, reading it once more. */
  gint64 times = CALLOUT_ENTITY (self)->version - (self->read_at != 0 ? 1 : 0);

  return (guint) CLAMP (times, 1, G_MAXINT);
}

/* With one %s for the thing; @named has a second one before it, who did it. */
static const struct {
  int         topic;
  const char *command; /* NULL: any */
  const char *named;
  const char *sentence;
} sentences[] = {
  { CALLOUT_TOPIC_NEW_TICKET, NULL, NULL, N_("There is a new ticket, %s") },
  { CALLOUT_TOPIC_OFFER, NULL, NULL, N_("%s is offered to you") },
  { CALLOUT_TOPIC_ASSIGNMENT, "ticket.assign", N_("%s assigned %s to you"), N_("%s was assigned to you") },
  { CALLOUT_TOPIC_ASSIGNMENT, "ticket.unassign", N_("%s withdrew you from %s"), N_("You were withdrawn from %s") },
  { CALLOUT_TOPIC_ASSIGNMENT, "work-order.publish", NULL, N_("%s was sent to you") },
  { CALLOUT_TOPIC_ASSIGNMENT, "work-order.unpublish", NULL, N_("%s was taken back from you") },
  { CALLOUT_TOPIC_ASSIGNMENT, NULL, N_("%s reallocated %s"), N_("%s was reallocated") },
  { CALLOUT_TOPIC_MESSAGE, NULL, N_("%s wrote a message on %s"), N_("There is a message on %s") },
  { CALLOUT_TOPIC_UPDATE, NULL, N_("%s wrote an update on %s"), N_("There is an update on %s") },
  { CALLOUT_TOPIC_STATUS, "ticket.assign", NULL, N_("Somebody takes care of %s now") },
  { CALLOUT_TOPIC_STATUS, "ticket.unassign", NULL, N_("%s is open again") },
  { CALLOUT_TOPIC_STATUS, "ticket.start", NULL, N_("Work on %s has begun") },
  { CALLOUT_TOPIC_STATUS, "ticket.pause", NULL, N_("Work on %s is paused") },
  { CALLOUT_TOPIC_STATUS, "ticket.done", NULL, N_("%s is done") },
  { CALLOUT_TOPIC_STATUS, "ticket.resume", NULL, N_("Work on %s goes on") },
  { CALLOUT_TOPIC_STATUS, "ticket.close", NULL, N_("%s is closed") },
  { CALLOUT_TOPIC_STATUS, "ticket.reopen", N_("%s opened %s again"), N_("%s was opened again") },
  { CALLOUT_TOPIC_STATUS, "ticket.cancel", N_("%s cancelled %s"), N_("%s was cancelled") },
  { CALLOUT_TOPIC_STATUS, NULL, NULL, N_("%s goes on") },
  { CALLOUT_TOPIC_RATING, NULL, NULL, N_("%s was rated") },
  { CALLOUT_TOPIC_APPROVAL, NULL, NULL, N_("%s waits for approval") },
  { CALLOUT_TOPIC_RETURN, "work-order.reject", N_("%s rejected %s"), N_("%s was rejected") },
  { CALLOUT_TOPIC_RETURN, NULL, N_("%s returned %s"), N_("%s was returned") },
};

/**
 * callout_notification_dup_sentence:
 * @names: whether to say who did it; customers are not told
 *
 * Returns: (transfer full): what it tells, without a full stop; from the
 *   topic and the event, as both are kept
 */
char *
callout_notification_dup_sentence (CalloutNotification *self,
                                   gboolean             names)
{
  const char *ref = self->target_ref != NULL ? self->target_ref : "";

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autoptr (GString) text = NULL;
      gboolean named = names && self->actor_name != NULL && sentences[i].named != NULL;

      if (sentences[i].topic != self->topic
          || (sentences[i].command != NULL && g_strcmp0 (sentences[i].command, self->command) != 0))
        continue;
      text = g_string_new (named ? _(sentences[i].named) : _(sentences[i].sentence));
      if (named)
        g_string_replace (text, "%s", self->actor_name, 1);
      g_string_replace (text, "%s", ref, 1);
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  return g_strdup (ref);
}
