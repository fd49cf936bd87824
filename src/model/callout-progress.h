/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-enums.h"

G_BEGIN_DECLS

/*
 * The life of a ticket (domain section 3-A) as one table: which progress may
 * follow which, by whose hand or by itself. Commands obey it, the check of a
 * store asks it, and screens may ask it beforehand.
 */

/**
 * CalloutMoveWho:
 *
 * Who may make a move by hand, as a set of bits: what a person is to the
 * ticket, or in the house. None: it only ever happens by itself.
 */
typedef enum {
  CALLOUT_MOVE_NOBODY     = 0,
  CALLOUT_MOVE_AUTHOR     = 1 << 0, /* who made the ticket */
  CALLOUT_MOVE_ASSIGNEE   = 1 << 1, /* who took it or was assigned, or is on one of its work orders */
  CALLOUT_MOVE_MODERATOR  = 1 << 2, /* administrators and moderators */
  CALLOUT_MOVE_DISPATCHER = 1 << 3,
  CALLOUT_MOVE_EMPLOYEE   = 1 << 4, /* anybody who works here and sees it */
  CALLOUT_MOVE_CUSTOMER   = 1 << 5, /* the code user whose ticket it is */
} CalloutMoveWho;

/**
 * CalloutMove:
 *
 * A row of the table. The command's name stands in the trail for it whether it
 * was given by hand or came by itself.
 */
typedef struct {
  CalloutProgress from;
  CalloutProgress to;
  const char     *command;
  guint           who;       /* CalloutMoveWho bits */
  gboolean        by_itself;
} CalloutMove;

/**
 * CalloutTicketFacts:
 *
 * All that a ticket's progress depends on.
 */
typedef struct {
  int      progress;   /* CalloutProgress */
  int      visibility; /* CalloutVisibility */
  int      outcome;    /* CalloutOutcome */
  gboolean ratings;    /* its flow asks for one */
  gboolean customer;   /* there is somebody who could give one */
  gboolean rated;      /* in this cycle */
  gboolean anybody;    /* is assigned to it, or on a work order that is not at its end */
  gboolean begun;      /* a work order is at Travel, Work or Checkout */
  gboolean unfinished; /* a work order is not at its end */
} CalloutTicketFacts;

const CalloutMove *callout_progress_moves         (guint                    *n_moves);
const CalloutMove *callout_progress_find          (CalloutProgress           from,
                                                   CalloutProgress           to);
CalloutStates      callout_progress_states        (const char               *command);
gboolean           callout_progress_check_who     (const char               *command,
                                                   CalloutProgress           from,
                                                   guint                     who,
                                                   const char               *name,
                                                   GError                  **error);
CalloutProgress    callout_progress_next          (const CalloutTicketFacts *facts);
gboolean           callout_progress_is_sound      (const CalloutTicketFacts *facts);
gboolean           callout_progress_awaits_rating (const CalloutTicketFacts *facts);
gboolean           callout_progress_check_rating  (const CalloutTicketFacts *facts,
                                                   const char               *ref,
                                                   GError                  **error);

G_END_DECLS
