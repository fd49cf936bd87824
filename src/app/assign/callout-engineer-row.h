/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-assign-choice.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutEngineerRow:
 *
 * A candidate with every figure a dispatcher weighs, a mark for the lead and a
 * tick for a collaborator.
 */
#define CALLOUT_TYPE_ENGINEER_ROW (callout_engineer_row_get_type ())
G_DECLARE_FINAL_TYPE (CalloutEngineerRow, callout_engineer_row, CALLOUT, ENGINEER_ROW, GtkWidget)

GtkWidget        *callout_engineer_row_new           (CalloutAssignChoice *choice);
void              callout_engineer_row_set_neighbour (CalloutEngineerRow  *self,
                                                      CalloutNeighbour    *neighbour,
                                                      gboolean             may_be_chosen);
CalloutNeighbour *callout_engineer_row_get_neighbour (CalloutEngineerRow  *self);
void              callout_engineer_row_set_compact   (CalloutEngineerRow  *self,
                                                      gboolean             compact);
void              callout_engineer_row_set_pointed   (CalloutEngineerRow  *self,
                                                      gboolean             pointed);

G_END_DECLS
