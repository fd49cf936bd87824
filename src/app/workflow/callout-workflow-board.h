/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-lanes.h"
#include "callout-icon-book.h"

G_BEGIN_DECLS

/**
 * CalloutWorkflowBoard:
 *
 * The steps of a workflow as cards beneath the Chat/Portal statuses, and the
 * tray. A card is carried to another place by the pointer or by the keyboard:
 * while it is on its way the rules of the model are asked, a gap opens where
 * it would land, and where it may not stand the reason is shown. Letting go
 * emits `place`; the card stays where it was let go until the steps are set
 * anew or it is given up. It belongs into a scrolled window.
 *
 * Properties: `announcement`, what is going on in words, for a line of status.
 *
 * Signals: `place` (CalloutStep *step, int status, guint index).
 */
#define CALLOUT_TYPE_WORKFLOW_BOARD (callout_workflow_board_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWorkflowBoard, callout_workflow_board, CALLOUT, WORKFLOW_BOARD, GtkWidget)

GtkWidget   *callout_workflow_board_new             (void);
void         callout_workflow_board_set_icons       (CalloutWorkflowBoard *self,
                                                     CalloutIconBook      *icons);
void         callout_workflow_board_set_status      (CalloutWorkflowBoard *self,
                                                     guint                 lane,
                                                     const char           *label,
                                                     const char           *icon);
void         callout_workflow_board_set_steps       (CalloutWorkflowBoard *self,
                                                     GPtrArray            *steps);
void         callout_workflow_board_set_compact     (CalloutWorkflowBoard *self,
                                                     gboolean              compact);
GtkWidget   *callout_workflow_board_find_card       (CalloutWorkflowBoard *self,
                                                     const char           *key);
CalloutStep *callout_workflow_board_get_focus_step  (CalloutWorkflowBoard *self);
const char  *callout_workflow_board_get_announcement (CalloutWorkflowBoard *self);

G_END_DECLS
