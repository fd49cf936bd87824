/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-filter-chip.h"
#include "callout-session.h"

G_BEGIN_DECLS

/**
 * CalloutFilterBar:
 *
 * A row of filters above a list, which scrolls where it does not fit, and the
 * button that takes all of them off.
 *
 * Properties: `child` (the filters), `narrowed` (whether the button shows).
 * Signal `clear`: the button was pressed.
 */
#define CALLOUT_TYPE_FILTER_BAR (callout_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFilterBar, callout_filter_bar, CALLOUT, FILTER_BAR, GtkWidget)

void callout_filter_bar_set_narrowed (CalloutFilterBar  *self,
                                      gboolean           narrowed);

/* What filters say, as conditions of a query */
void callout_filter_add              (CalloutQuery      *query,
                                      const char        *field,
                                      CalloutOp          op,
                                      const char        *value,
                                      ...) G_GNUC_NULL_TERMINATED;
void callout_filter_add_time         (CalloutQuery      *query,
                                      const char        *field,
                                      CalloutOp          op,
                                      CalloutTime        time);
void callout_filter_add_chosen       (CalloutFilterChip *chip,
                                      CalloutQuery      *query,
                                      const char        *field,
                                      CalloutOp          op);
void callout_filter_fill_priority    (CalloutFilterChip *chip);
void callout_filter_fill_due         (CalloutFilterChip *chip);
void callout_filter_add_due          (CalloutFilterChip *chip,
                                      CalloutQuery      *query,
                                      GTimeZone         *zone);

G_END_DECLS
