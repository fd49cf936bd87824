/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutPeopleRow:
 *
 * A row that opens to people one can be chosen of, or several, with a search;
 * closed it names who was chosen. Signal `changed`.
 */
#define CALLOUT_TYPE_PEOPLE_ROW (callout_people_row_get_type ())
G_DECLARE_FINAL_TYPE (CalloutPeopleRow, callout_people_row, CALLOUT, PEOPLE_ROW, AdwExpanderRow)

GtkWidget *callout_people_row_new        (CalloutSession   *session,
                                          gboolean          many);
void       callout_people_row_set_choice (CalloutPeopleRow *self,
                                          const char       *filter,
                                          const char       *only,
                                          const char       *except);
char     **callout_people_row_dup_chosen (CalloutPeopleRow *self);

G_END_DECLS
