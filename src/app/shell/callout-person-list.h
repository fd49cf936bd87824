/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutPersonList:
 *
 * People to choose one of, those who dispatch first, and a search.
 *
 * Signal `chosen` (CalloutPerson *person).
 */
#define CALLOUT_TYPE_PERSON_LIST (callout_person_list_get_type ())
G_DECLARE_FINAL_TYPE (CalloutPersonList, callout_person_list, CALLOUT, PERSON_LIST, GtkWidget)

void  callout_person_list_set_session (CalloutPersonList *self,
                                       CalloutSession    *session);
void  callout_person_list_load        (CalloutPersonList *self);
char *callout_person_describe         (CalloutPerson     *person);

G_END_DECLS
