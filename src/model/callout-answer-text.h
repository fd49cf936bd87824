/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-plan.h"

G_BEGIN_DECLS

char *callout_answer_dup_text (const CalloutFlowQuestion *question,
                               const char                *value,
                               GTimeZone                 *zone);

G_END_DECLS
