/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

G_BEGIN_DECLS

/**
 * CalloutWorkMark:
 *
 * Where a step stands in somebody's line.
 */
typedef enum {
  CALLOUT_WORK_MARK_DONE,
  CALLOUT_WORK_MARK_NEXT,
  CALLOUT_WORK_MARK_COMING,
} CalloutWorkMark;

/**
 * CalloutWorkStep:
 * @at: when it was reported; 0: it was not
 * @by: (nullable): who reported it, where that is not the person looking
 * @located: whether the position was recorded with it
 * @lead_at: for a collaborator, when the lead reported it; 0: not yet
 */
typedef struct {
  CalloutStep     *step;
  CalloutWorkMark  mark;
  CalloutTime      at;
  char            *by;
  gboolean         located;
  CalloutTime      lead_at;
} CalloutWorkStep;

/**
 * CalloutWorkFacts:
 * @ticket: (nullable)
 * @part: the #CalloutPart of the person looking; -1: none
 * @line: (element-type CalloutWorkStep): the steps of the version it was made
 *   under, in order, without branches
 * @icons: (element-type CalloutIcon): the house's own pictures on these steps
 * @next: (nullable): what the person is to report next; %NULL: nothing is left
 * @command: (nullable): the command that reports it
 * @ends: whether it ends the work order, so that an outcome is to be said
 * @allowed: whether the command is possible now
 * @why_not: (nullable): the sentence why it is not
 * @can_reject: whether the person may refuse it now
 *
 * All that is shown of one work order to one who is on it, read at one moment.
 */
typedef struct {
  CalloutWorkOrder *work_order;
  CalloutTicket    *ticket;
  GPtrArray        *assignments;
  int               part;
  GPtrArray        *line;
  GPtrArray        *icons;
  CalloutStep      *next;
  const char       *command;
  gboolean          ends;
  gboolean          allowed;
  char             *why_not;
  gboolean          can_reject;
} CalloutWorkFacts;

void              callout_work_facts_free   (CalloutWorkFacts    *self);
CalloutWorkFacts *callout_work_facts_read   (CalloutStore        *store,
                                             gint64               person,
                                             gint64               work_order,
                                             GError             **error);
void              callout_work_facts_async  (CalloutSession      *session,
                                             gint64               work_order,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
CalloutWorkFacts *callout_work_facts_finish (CalloutSession      *session,
                                             GAsyncResult        *result,
                                             GError             **error);

guint             callout_work_count_done   (GPtrArray           *steps,
                                             CalloutWorkOrder    *work_order,
                                             guint               *n_steps);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutWorkFacts, callout_work_facts_free)

G_END_DECLS
