/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-doc.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutFlowOutline:
 *
 * The steps of a flow and the questions in them, one below the other, to be
 * opened, changed, and carried elsewhere by pointer or keyboard.
 *
 * Signals: `at-step` (guint step): which one somebody works at; `announce`
 * (const char *sentence): what was moved where.
 */
#define CALLOUT_TYPE_FLOW_OUTLINE (callout_flow_outline_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFlowOutline, callout_flow_outline, CALLOUT, FLOW_OUTLINE, GtkWidget)

void    callout_flow_outline_set_doc  (CalloutFlowOutline *self,
                                       CalloutFlowDoc     *doc);
GtkBox *callout_flow_outline_get_head (CalloutFlowOutline *self);
void    callout_flow_outline_show     (CalloutFlowOutline *self,
                                       guint               id);

G_END_DECLS
