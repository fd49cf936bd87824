/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-enums.h"
#include "callout-step.h"

G_BEGIN_DECLS

/*
 * How the steps of a workflow are ordered. The same functions decide in the
 * command and in the window while a step is being dragged.
 *
 * The line. All steps of a workflow stand in one line, by position 1, 2, 3 …;
 * technicians report them in that order, without skipping any.
 *
 * Columns. A step either stands under one of the five statuses or is unplaced,
 * “in the tray”. Along the line the statuses of placed steps never go back, so
 * that the line of the placed steps is the columns one after another. A step
 * under a status shows the customer that status when it is reported.
 *
 * The tray is no place in the line. A step that is put there keeps its place
 * in the line and is still reported; the customer is shown nothing of it. So
 * the tray shows its steps in the order of the line, and an index means
 * nothing there.
 *
 * Order. Accept comes before Travel before Work before Checkout before Close,
 * in the tray or out of it, and nothing comes after Close, which ends the work
 * order. Steps of the house's own may stand anywhere else, before Accept too:
 * those are reported before the work order is accepted.
 *
 * Reject is a branch: it stands beside Accept, has Accept's status, moves with
 * it and counts in no column.
 *
 * All functions take the steps of one workflow in order of position.
 */

/* The last place of a column that a step may have: before Close where that stands in it. */
#define CALLOUT_WORKFLOW_END G_MAXUINT

#define CALLOUT_STEP_ACCEPT "accept"
#define CALLOUT_STEP_REJECT "reject"
#define CALLOUT_STEP_TRAVEL "travel"
#define CALLOUT_STEP_WORK "work"
#define CALLOUT_STEP_CHECKOUT "checkout"
#define CALLOUT_STEP_CLOSE "close"

#define CALLOUT_STEP_LABEL_MAX 80 /* characters */

/* Placing */
gboolean     callout_workflow_may_place   (GPtrArray           *steps,
                                           const char          *key,
                                           CalloutPortalStatus  status,
                                           guint                index,
                                           GError             **error);
GPtrArray   *callout_workflow_place       (GPtrArray           *steps,
                                           const char          *key,
                                           CalloutPortalStatus  status,
                                           guint                index);
GPtrArray   *callout_workflow_insert      (GPtrArray           *steps,
                                           CalloutStep         *step,
                                           CalloutPortalStatus  status,
                                           guint                index);
GPtrArray   *callout_workflow_remove      (GPtrArray           *steps,
                                           const char          *key);
gboolean     callout_workflow_may_remove  (GPtrArray           *steps,
                                           const char          *key,
                                           GError             **error);
gboolean     callout_workflow_check       (GPtrArray           *steps,
                                           GPtrArray           *faults);

/* Looking */
CalloutStep *callout_workflow_find        (GPtrArray           *steps,
                                           const char          *key);
guint        callout_workflow_index       (GPtrArray           *steps,
                                           const char          *key);
CalloutStep *callout_workflow_next_step   (GPtrArray           *steps,
                                           const char          *last_key);
const char  *callout_workflow_reached_key (GPtrArray           *steps,
                                           int                  state,
                                           const char          *last_key);
int          callout_workflow_state_after (const char          *key,
                                           int                  present);

/* Names */
gboolean     callout_workflow_check_label (GPtrArray           *steps,
                                           const char          *key,
                                           const char          *label,
                                           GError             **error);
gboolean     callout_label_is_fit         (const char          *label,
                                           GError             **error);
char        *callout_workflow_make_key    (GPtrArray           *steps,
                                           const char          *label);

/* Comparing */
gboolean     callout_workflow_equal       (GPtrArray           *a,
                                           GPtrArray           *b);
GPtrArray   *callout_workflow_compare     (GPtrArray           *older,
                                           GPtrArray           *newer);

G_END_DECLS
