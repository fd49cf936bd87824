/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-plan.h"

G_BEGIN_DECLS

#define CALLOUT_FLOW_MAX_SHORT 200
#define CALLOUT_FLOW_MAX_LONG 4000
#define CALLOUT_FLOW_MAX_REPEATS 50
#define CALLOUT_FLOW_MAX_FILES 20

gboolean         callout_show_op_parse     (const char    *sign,
                                            CalloutShowOp *op);

CalloutFlowQuestion     *callout_question_new  (void);
void                 callout_question_free (CalloutFlowQuestion     *self);
CalloutFlowPlanStep *callout_flow_plan_step_new (void);
CalloutFlowPlan     *callout_flow_plan_new (void);
CalloutQuestionOption *callout_question_option_new (const char *key,
                                                    const char *label);

G_END_DECLS
