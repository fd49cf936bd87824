/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-assign-choice.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutAssignList:
 *
 * Candidates, the best first, in sections: on it now, eligible, not eligible.
 * Property `narrow`: stays in one column however wide it is.
 */
#define CALLOUT_TYPE_ASSIGN_LIST (callout_assign_list_get_type ())
G_DECLARE_FINAL_TYPE (CalloutAssignList, callout_assign_list, CALLOUT, ASSIGN_LIST, GtkWidget)

void callout_assign_list_set_choice     (CalloutAssignList   *self,
                                         CalloutAssignChoice *choice);
void callout_assign_list_set_neighbours (CalloutAssignList   *self,
                                         GPtrArray           *neighbours,
                                         const gint64        *present,
                                         guint                n_present);
void callout_assign_list_set_words      (CalloutAssignList   *self,
                                         const char          *words);
void callout_assign_list_set_compact    (CalloutAssignList   *self,
                                         gboolean             compact);
void callout_assign_list_point_at       (CalloutAssignList   *self,
                                         gint64               person);

G_END_DECLS
