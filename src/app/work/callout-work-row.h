/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-query-list.h"
#include "callout-step-cache.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutWorkRow:
 *
 * A work order in the list of My Work: what, where, when, and how far it is.
 */
#define CALLOUT_TYPE_WORK_ROW (callout_work_row_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWorkRow, callout_work_row, CALLOUT, WORK_ROW, GtkListBoxRow)

GtkWidget *callout_work_row_new    (CalloutSession   *session,
                                    CalloutStepCache *steps,
                                    CalloutRow       *row);
gint64     callout_work_row_get_id (CalloutWorkRow   *self);

G_END_DECLS
