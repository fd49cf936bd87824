/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-icon-book.h"
#include "callout-model.h"

G_BEGIN_DECLS

/**
 * CalloutMilestoneLine:
 *
 * The milestones a customer is shown, from left to right: what is reached is
 * filled, what holds now stands out, the rest waits. It draws what the model
 * has computed and decides nothing.
 *
 * Where milestones can be edited, each is a button; clicking it runs the
 * action `workflow.edit-status` with its key.
 */
#define CALLOUT_TYPE_MILESTONE_LINE (callout_milestone_line_get_type ())
G_DECLARE_FINAL_TYPE (CalloutMilestoneLine, callout_milestone_line, CALLOUT, MILESTONE_LINE, GtkWidget)

void callout_milestone_line_set_editable (CalloutMilestoneLine *self,
                                          gboolean              editable);
void callout_milestone_line_show         (CalloutMilestoneLine *self,
                                          CalloutIconBook      *icons,
                                          CalloutStatusLine    *line,
                                          GTimeZone            *zone);

G_END_DECLS
