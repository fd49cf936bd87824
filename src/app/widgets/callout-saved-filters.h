/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutSavedFilters:
 *
 * The button beside a list's filters: what is shown is kept under a name, for
 * oneself or for everybody, and found again (contract 2.1).
 *
 * Signals: `ask-present` (the view shall say what is shown now), `apply`
 * (filter, sort: the view shall show that).
 */
#define CALLOUT_TYPE_SAVED_FILTERS (callout_saved_filters_get_type ())
G_DECLARE_FINAL_TYPE (CalloutSavedFilters, callout_saved_filters, CALLOUT, SAVED_FILTERS, GtkWidget)

void callout_saved_filters_set_session (CalloutSavedFilters *self,
                                        CalloutSession      *session,
                                        const char          *view);
void callout_saved_filters_set_present (CalloutSavedFilters *self,
                                        const char          *filter,
                                        const char          *sort);

G_END_DECLS
