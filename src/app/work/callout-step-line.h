/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-work-facts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutStepLine:
 *
 * The steps of a work order from the first to the last: what was reported and
 * when, what is next, what is to come.
 */
#define CALLOUT_TYPE_STEP_LINE (callout_step_line_get_type ())
G_DECLARE_FINAL_TYPE (CalloutStepLine, callout_step_line, CALLOUT, STEP_LINE, GtkWidget)

void callout_step_line_set_facts (CalloutStepLine  *self,
                                  CalloutWorkFacts *facts,
                                  GTimeZone        *zone);

G_END_DECLS
