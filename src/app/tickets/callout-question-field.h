/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-plan.h"
#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutQuestionField:
 *
 * Asks one question of a flow, in the shape its kind asks for.
 *
 * Signals: `answered` (something else stands there now), `add-file`,
 * `add-picture` (GdkTexture *picture): drawn in it, in place of what answered it,
 * `remove-file` (const char *ref): empty: all, and `choose-place`: on a map.
 */
#define CALLOUT_TYPE_QUESTION_FIELD (callout_question_field_get_type ())
G_DECLARE_FINAL_TYPE (CalloutQuestionField, callout_question_field, CALLOUT, QUESTION_FIELD, GtkWidget)

GtkWidget  *callout_question_field_new         (const CalloutFlowQuestion *question,
                                                const char                *path,
                                                guint                      repeat,
                                                GTimeZone                 *zone);
const char *callout_question_field_get_path    (CalloutQuestionField      *self);
void        callout_question_field_set_answer  (CalloutQuestionField      *self,
                                                const char                *value);
char       *callout_question_field_dup_answer  (CalloutQuestionField      *self);
void        callout_question_field_set_files   (CalloutQuestionField      *self,
                                                CalloutSession            *session,
                                                GPtrArray                 *files);
void        callout_question_field_take_answer (CalloutQuestionField      *self,
                                                const char                *value);
const CalloutFlowQuestion *callout_question_field_get_question (CalloutQuestionField *self);
void        callout_question_field_set_problem (CalloutQuestionField      *self,
                                                const char                *sentence);

G_END_DECLS
