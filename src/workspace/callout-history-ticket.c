/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-history-private.h"

#include <glib/gi18n-lib.h>

/*
 * What happened to a ticket itself, as sentences: who was asked and who took
 * it, how it went on, what was written and how it was rated.
 */

static gint64
number_of (const char *value)
{
  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

static CalloutChange *
find_change (GPtrArray   *changes,
             CalloutKind  kind,
             const char  *field)
{
  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);

      if (change->kind == kind && g_str_equal (change->field, field))
        return change;
    }
  return NULL;
}

/* A row that is gone is told of by what it was. */
static gint64
person_of (CalloutScene  *scene,
           CalloutChange *change)
{
  g_autoptr (CalloutEntity) row = NULL;

  if (g_str_equal (change->field, "person"))
    return number_of (change->before);
  row = callout_store_get (scene->store, change->kind, change->id, NULL);
  if (row == NULL)
    return 0;
  return change->kind == CALLOUT_KIND_OFFER ? CALLOUT_TICKET_OFFER (row)->person : CALLOUT_TICKET_ASSIGNEE (row)->person;
}

static gboolean
is_about (CalloutChange *change,
          CalloutKind    kind,
          const char    *field)
{
  if (change->kind != kind)
    return FALSE;
  if (g_str_equal (field, "-")) /* what is deleted says who it was about */
    return g_str_equal (change->field, "person") && change->after == NULL;
  if (kind == CALLOUT_KIND_OFFER && g_str_equal (change->field, "state"))
    return g_strcmp0 (change->after, "offered") == 0;
  return g_str_equal (change->field, field);
}

static char *
names_of (CalloutScene *scene,
          GPtrArray    *changes,
          CalloutKind   kind,
          const char   *field)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);
      gint64 person = is_about (change, kind, field) ? person_of (scene, change) : 0;

      if (person != 0)
        g_ptr_array_add (names, g_strdup (callout_scene_get_name (scene, CALLOUT_KIND_PERSON, person)));
    }
  return names->len > 0 ? callout_history_join (names) : NULL;
}

static char *
tell_people (CalloutScene *scene,
             CalloutEvent *event,
             GPtrArray    *changes)
{
  gboolean offers = g_str_equal (event->command, "ticket.offer");
  gboolean gone = g_str_equal (event->command, "ticket.unassign");
  g_autofree char *names = names_of (scene, changes, offers ? CALLOUT_KIND_OFFER : CALLOUT_KIND_TICKET_ASSIGNEE, gone ? "-" : "+");

  if (names == NULL)
    return NULL;
  /* Translators: one name or several */
  return g_strdup_printf (offers ? _("Offered to %s") : gone ? _("%s withdrawn") : _("Assigned to %s"), names);
}

static char *
tell_done (CalloutScene *scene,
           CalloutEvent *event,
           GPtrArray    *changes)
{
  CalloutChange *change = find_change (changes, CALLOUT_KIND_TICKET, "outcome");
  int outcome;

  if (change == NULL || !callout_enum_parse (CALLOUT_TYPE_OUTCOME, change->after, &outcome))
    return g_strdup (C_("history", "Done"));
  /* Translators: what came of the work */
  return g_strdup_printf (_("Done: %s"), callout_enum_label (CALLOUT_TYPE_OUTCOME, outcome));
}

static char *
tell_rating (CalloutScene *scene,
             CalloutEvent *event,
             GPtrArray    *changes)
{
  CalloutChange *change = find_change (changes, CALLOUT_KIND_RATING, "+");
  g_autoptr (CalloutEntity) row = change != NULL ? callout_store_get (scene->store, CALLOUT_KIND_RATING, change->id, NULL) : NULL;
  CalloutRating *rating;

  if (row == NULL)
    return NULL;
  rating = CALLOUT_RATING (row);
  if (rating->comment == NULL)
    return g_strdup_printf (ngettext ("Rated with %d star", "Rated with %d stars", (gulong) rating->stars), (int) rating->stars);
  return g_strdup_printf (ngettext ("Rated with %d star: %s", "Rated with %d stars: %s", (gulong) rating->stars),
                          (int) rating->stars, rating->comment);
}

static char *
tell_update (CalloutScene *scene,
             CalloutEvent *event,
             GPtrArray    *changes)
{
  CalloutChange *change = find_change (changes, CALLOUT_KIND_UPDATE, "+");
  g_autoptr (CalloutEntity) row = change != NULL ? callout_store_get (scene->store, CALLOUT_KIND_UPDATE, change->id, NULL) : NULL;
  gboolean internal;

  if (row == NULL)
    return NULL;
  internal = CALLOUT_UPDATE (row)->visibility == CALLOUT_VISIBILITY_INTERNAL;
  if (CALLOUT_UPDATE (row)->corrects != 0)
    return g_strdup_printf (internal ? _("Corrected the internal update U-%d") : _("Corrected the update U-%d"),
                            (int) CALLOUT_UPDATE (row)->corrects);
  return g_strdup (internal ? _("Wrote an internal update") : _("Wrote an update"));
}

static const struct {
  const char *command;
  char     *(*tell) (CalloutScene *scene, CalloutEvent *event, GPtrArray *changes);
  const char *sentence; /* said if there is nothing more to say */
  gboolean    reason;   /* and why, if that was said */
} tellers[] = {
  { "ticket.offer", tell_people, NULL, FALSE },
  { "ticket.assign", tell_people, N_("Somebody has it now"), FALSE },
  { "ticket.unassign", tell_people, N_("Nobody has it any more"), FALSE },
  { "ticket.start", NULL, N_("Work has begun"), FALSE },
  { "ticket.pause", NULL, N_("Work is paused"), TRUE },
  { "ticket.done", tell_done, NULL, FALSE },
  { "ticket.resume", NULL, N_("Not solved after all"), TRUE },
  { "ticket.close", NULL, NC_("history", "Closed"), FALSE },
  { "ticket.reopen", NULL, N_("Opened again"), TRUE },
  { "ticket.cancel", NULL, NC_("history", "Cancelled"), TRUE },
  { "ticket.grab", NULL, N_("Looks after it"), FALSE },
  { "ticket.release", NULL, N_("Looks after it no longer"), FALSE },
  { "ticket.rate", tell_rating, NULL, FALSE },
  { "offer.accept", NULL, N_("Accepted the offer"), FALSE },
  { "offer.decline", NULL, N_("Declined the offer"), TRUE },
  { "update.post", tell_update, NULL, FALSE },
  { "message.post", NULL, N_("Sent a message"), FALSE },
};

/**
 * callout_history_ticket:
 *
 * Returns: (transfer full) (nullable): the sentence, if the event is about the
 *   life of a ticket
 */
char *
callout_history_ticket (CalloutScene *scene,
                        CalloutEvent *event,
                        GPtrArray    *changes)
{
  for (guint i = 0; i < G_N_ELEMENTS (tellers); i++)
    {
      g_autofree char *sentence = NULL;
      const char *translated;

      if (g_strcmp0 (tellers[i].command, event->command) != 0)
        continue;
      sentence = tellers[i].tell != NULL ? tellers[i].tell (scene, event, changes) : NULL;
      if (sentence != NULL || tellers[i].sentence == NULL)
        return g_steal_pointer (&sentence);
      translated = g_dpgettext2 (GETTEXT_PACKAGE, "history", tellers[i].sentence);
      if (translated == tellers[i].sentence)
        translated = _(tellers[i].sentence);
      if (!tellers[i].reason || event->reason == NULL)
        return g_strdup (translated);
      /* Translators: what was done, and why */
      return g_strdup_printf (C_("reason", "%s: %s"), translated, event->reason);
    }
  return NULL;
}
