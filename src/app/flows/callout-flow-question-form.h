/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-doc.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutFlowQuestionForm:
 *
 * All that can be said about one question of a flow.
 */
#define CALLOUT_TYPE_FLOW_QUESTION_FORM (callout_flow_question_form_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFlowQuestionForm, callout_flow_question_form, CALLOUT, FLOW_QUESTION_FORM, GtkWidget)

GtkWidget *callout_flow_question_form_new  (CalloutFlowDoc          *doc,
                                            guint                    id);
void       callout_flow_question_form_sync (CalloutFlowQuestionForm *self);

G_END_DECLS
