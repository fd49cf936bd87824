/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutDraftReview:
 *
 * All that was answered, before it is submitted, and the tickets that may be
 * about the same thing. Signal `opened` (gint64 ticket): one of those was chosen.
 */
#define CALLOUT_TYPE_DRAFT_REVIEW (callout_draft_review_get_type ())
G_DECLARE_FINAL_TYPE (CalloutDraftReview, callout_draft_review, CALLOUT, DRAFT_REVIEW, GtkWidget)

void       callout_draft_review_show (CalloutDraftReview *self,
                                      CalloutSession     *session,
                                      CalloutDraft       *draft,
                                      GHashTable         *answers);
GtkWidget *callout_fact_row_new      (const char         *title,
                                      const char         *text,
                                      gboolean            activatable);
void       callout_draft_add_answers (GtkListBox         *list,
                                      CalloutSession     *session,
                                      CalloutFlowPlan    *plan,
                                      GHashTable         *answers,
                                      GPtrArray          *files);

G_END_DECLS
