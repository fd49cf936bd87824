/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-progress.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>

#define DRAFT CALLOUT_PROGRESS_DRAFT
#define OPEN CALLOUT_PROGRESS_OPEN
#define ASSIGNED CALLOUT_PROGRESS_ASSIGNED
#define IN_PROGRESS CALLOUT_PROGRESS_IN_PROGRESS
#define DONE CALLOUT_PROGRESS_DONE
#define CLOSED CALLOUT_PROGRESS_CLOSED
#define CANCELLED CALLOUT_PROGRESS_CANCELLED

#define NOBODY CALLOUT_MOVE_NOBODY
#define AUTHOR CALLOUT_MOVE_AUTHOR
#define EMPLOYEE CALLOUT_MOVE_EMPLOYEE
#define WORKERS (CALLOUT_MOVE_ASSIGNEE | CALLOUT_MOVE_MODERATOR)
#define OFFICE (CALLOUT_MOVE_MODERATOR | CALLOUT_MOVE_DISPATCHER)
#define CUSTOMER CALLOUT_MOVE_CUSTOMER

static const CalloutMove moves[] = {
  /* from, to, command, by whose hand, by itself */
  { DRAFT,       OPEN,        "ticket.submit",   AUTHOR,            FALSE },
  { OPEN,        ASSIGNED,    "ticket.assign",   NOBODY,            TRUE },  /* 2.13, 2.30 */
  { ASSIGNED,    OPEN,        "ticket.unassign", NOBODY,            TRUE },
  { ASSIGNED,    IN_PROGRESS, "ticket.start",    WORKERS,           TRUE },  /* 2.40 */
  { IN_PROGRESS, ASSIGNED,    "ticket.pause",    WORKERS,           FALSE },
  { ASSIGNED,    DONE,        "ticket.done",     WORKERS,           FALSE }, /* 2.47 */
  { IN_PROGRESS, DONE,        "ticket.done",     WORKERS,           FALSE },
  { DONE,        CLOSED,      "ticket.close",    NOBODY,            TRUE },  /* 2.48, 2.50 */
  { DONE,        IN_PROGRESS, "ticket.resume",   WORKERS,           FALSE },
  { CLOSED,      ASSIGNED,    "ticket.reopen",   EMPLOYEE,          FALSE }, /* 2.55 */
  { CLOSED,      OPEN,        "ticket.reopen",   EMPLOYEE,          FALSE },
  { DRAFT,       CANCELLED,   "ticket.cancel",   OFFICE | AUTHOR,   FALSE },
  { OPEN,        CANCELLED,   "ticket.cancel",   OFFICE | CUSTOMER, FALSE },
  { ASSIGNED,    CANCELLED,   "ticket.cancel",   OFFICE,            FALSE },
  { IN_PROGRESS, CANCELLED,   "ticket.cancel",   OFFICE,            FALSE },
};

/**
 * callout_progress_moves:
 *
 * The whole table; whatever is not in it never happens.
 */
const CalloutMove *
callout_progress_moves (guint *n_moves)
{
  *n_moves = G_N_ELEMENTS (moves);
  return moves;
}

/**
 * callout_progress_find:
 *
 * Returns: (nullable): the move from one progress to another
 */
const CalloutMove *
callout_progress_find (CalloutProgress from,
                       CalloutProgress to)
{
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].from == from && moves[i].to == to)
      return &moves[i];
  return NULL;
}

/**
 * callout_progress_states:
 *
 * From where a command moves a ticket, one bit for each progress.
 */
CalloutStates
callout_progress_states (const char *command)
{
  CalloutStates states = 0;

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (g_str_equal (moves[i].command, command))
      states |= CALLOUT_STATE_BIT (moves[i].from);
  return states;
}

static const struct {
  guint       who;
  const char *label;
} people[] = {
  { CALLOUT_MOVE_AUTHOR, NC_("who may", "whoever made the ticket") },
  { CALLOUT_MOVE_ASSIGNEE, NC_("who may", "whoever is assigned to it") },
  { CALLOUT_MOVE_MODERATOR, NC_("who may", "an administrator or moderator") },
  { CALLOUT_MOVE_DISPATCHER, NC_("who may", "a dispatcher") },
  { CALLOUT_MOVE_EMPLOYEE, NC_("who may", "anybody who works here") },
  { CALLOUT_MOVE_CUSTOMER, NC_("who may", "the customer whose ticket it is") },
};

static char *
describe_people (guint who)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (who & people[i].who)
      g_string_append_printf (text, "%s%s", text->len > 0 ? _(" or ") : "", g_dpgettext2 (GETTEXT_PACKAGE, "who may", people[i].label));
  return g_string_free (text, FALSE);
}

/**
 * callout_progress_check_who:
 * @command: one of the table, legal from @from
 * @who: what the person is to the ticket, CalloutMoveWho bits
 * @name: what the person is called
 *
 * Errors: %CALLOUT_ERROR_NOT_ALLOWED, saying who may.
 */
gboolean
callout_progress_check_who (const char       *command,
                            CalloutProgress   from,
                            guint             who,
                            const char       *name,
                            GError          **error)
{
  g_autofree char *others = NULL;
  guint may = CALLOUT_MOVE_NOBODY;

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].from == from && g_str_equal (moves[i].command, command))
      may |= moves[i].who;
  if (may & who)
    return TRUE;
  others = describe_people (may);
  /* Translators: the second is a list like “whoever is assigned to it or an administrator or moderator” */
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_ALLOWED, _("%s may not do this; it is for %s"), name, others);
  return FALSE;
}

/**
 * callout_progress_awaits_rating:
 *
 * Whether a ticket that is done is kept for its rating (C9; contract 0.30,
 * 2.49): not if it is internal, if its flow asks for none, if nothing was
 * performed, or if there is nobody who could give it.
 */
gboolean
callout_progress_awaits_rating (const CalloutTicketFacts *facts)
{
  return facts->visibility == CALLOUT_VISIBILITY_PUBLIC && facts->ratings && facts->customer
         && facts->outcome != CALLOUT_OUTCOME_NOT_PERFORMED && !facts->rated;
}

/**
 * callout_progress_next:
 *
 * Returns: what follows by itself from how things are; the present progress if
 *   nothing does
 */
CalloutProgress
callout_progress_next (const CalloutTicketFacts *facts)
{
  switch ((CalloutProgress) facts->progress)
    {
    case OPEN:
      return facts->anybody ? ASSIGNED : OPEN;
    case ASSIGNED:
      return facts->begun ? IN_PROGRESS : facts->anybody ? ASSIGNED : OPEN;
    case DONE:
      return callout_progress_awaits_rating (facts) ? DONE : CLOSED;
    case DRAFT:
    case IN_PROGRESS:
    case CLOSED:
    case CANCELLED:
    default:
      return facts->progress;
    }
}

/**
 * callout_progress_is_sound:
 *
 * Whether a ticket can be what it says it is: nothing waits to follow by
 * itself, and no visit goes on for what is done.
 */
gboolean
callout_progress_is_sound (const CalloutTicketFacts *facts)
{
  return callout_progress_next (facts) == (CalloutProgress) facts->progress
         && (facts->progress < DONE || !facts->unfinished)
         && (facts->progress != DRAFT || (!facts->unfinished && !facts->anybody));
}

/**
 * callout_progress_check_rating:
 * @ref: what the ticket is called
 *
 * Whether a rating may be given now: once a cycle, after it is done and before
 * anything else closed it (contract 0.30, 0.31, 2.49).
 *
 * Errors: %CALLOUT_ERROR_WRONG_STATE too early, too late, for the second time,
 * or where none is asked for; each with its sentence.
 */
gboolean
callout_progress_check_rating (const CalloutTicketFacts  *facts,
                               const char                *ref,
                               GError                   **error)
{
  g_autoptr (GString) text = NULL;
  const char *sentence;

  if (facts->rated)
    sentence = _("%s was rated already; it can be rated again only after it was reopened and done anew");
  else if (facts->progress == CANCELLED)
    sentence = _("%s was cancelled; there is nothing to rate");
  else if (facts->visibility != CALLOUT_VISIBILITY_PUBLIC)
    sentence = _("%s is internal; only public tickets are rated");
  else if (!facts->ratings)
    sentence = _("No rating is asked for %s");
  else if (facts->progress < DONE)
    sentence = _("%s is not done yet; it can be rated when it is");
  else if (facts->outcome == CALLOUT_OUTCOME_NOT_PERFORMED)
    sentence = _("For %s nothing was performed; there is nothing to rate");
  else if (facts->progress == CLOSED)
    sentence = _("%s is closed; it is too late to rate it");
  else
    return TRUE;
  text = g_string_new (sentence);
  g_string_replace (text, "%s", ref, 1);
  g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_WRONG_STATE, text->str);
  return FALSE;
}
