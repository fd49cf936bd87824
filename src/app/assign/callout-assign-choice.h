/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-nearest.h"

G_BEGIN_DECLS

/**
 * CalloutAssignChoice:
 *
 * Who shall be on a work order: one lead, any number of collaborators. Nobody
 * is both. Signal `changed`.
 */
#define CALLOUT_TYPE_ASSIGN_CHOICE (callout_assign_choice_get_type ())
G_DECLARE_FINAL_TYPE (CalloutAssignChoice, callout_assign_choice, CALLOUT, ASSIGN_CHOICE, GObject)

CalloutAssignChoice *callout_assign_choice_new              (void);
void                 callout_assign_choice_set_lead         (CalloutAssignChoice *self,
                                                             CalloutPerson       *person);
void                 callout_assign_choice_set_collaborator (CalloutAssignChoice *self,
                                                             CalloutPerson       *person,
                                                             gboolean             on);
CalloutPerson       *callout_assign_choice_get_lead         (CalloutAssignChoice *self);
GPtrArray           *callout_assign_choice_get_collaborators (CalloutAssignChoice *self);
gboolean             callout_assign_choice_is_lead          (CalloutAssignChoice *self,
                                                             gint64               person);
gboolean             callout_assign_choice_is_collaborator  (CalloutAssignChoice *self,
                                                             gint64               person);
void                 callout_assign_choice_toggle           (CalloutAssignChoice *self,
                                                             CalloutPerson       *person);
char                *callout_assign_choice_describe         (CalloutAssignChoice *self);

G_END_DECLS
