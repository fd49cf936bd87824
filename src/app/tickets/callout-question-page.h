/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-question-field.h"
#include "callout-session.h"

G_BEGIN_DECLS

/**
 * CalloutQuestionPage:
 *
 * One step of a flow as it is asked: its title and the questions that the
 * answers so far bring. Where the answers are kept is the owner's business.
 *
 * Signals: `answered` (CalloutQuestionField *field, const char *value),
 * `add-file` (CalloutQuestionField *field), `add-picture`
 * (CalloutQuestionField *field, GdkTexture *picture), `remove-file`
 * (CalloutQuestionField *field, const char *ref), `choose-place`
 * (CalloutQuestionField *field), `field-made`
 * (CalloutQuestionField *field): for what a field cannot know, like its files.
 */
#define CALLOUT_TYPE_QUESTION_PAGE (callout_question_page_get_type ())
G_DECLARE_FINAL_TYPE (CalloutQuestionPage, callout_question_page, CALLOUT, QUESTION_PAGE, GtkWidget)

void                  callout_question_page_set_plan   (CalloutQuestionPage *self,
                                                        CalloutFlowPlan     *plan,
                                                        GHashTable          *answers,
                                                        GTimeZone           *zone);
void                  callout_question_page_show_step  (CalloutQuestionPage *self,
                                                        guint                step);
void                  callout_question_page_refresh    (CalloutQuestionPage *self);
gboolean              callout_question_page_is_asked   (CalloutQuestionPage *self,
                                                        guint                step);
gboolean              callout_question_page_check      (CalloutQuestionPage *self);
GList                *callout_question_page_get_fields (CalloutQuestionPage *self);
void                  callout_question_page_choose_place (CalloutQuestionField *field,
                                                        CalloutSession      *session);

G_END_DECLS
