/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-plan.h"
#include "callout-session.h"

G_BEGIN_DECLS

/* What employees are asked besides what the flow asks. */
#define CALLOUT_DRAFT_VISIBILITY "visibility"

/**
 * CalloutDraft:
 * @answers: path → value, as they are kept
 * @files: (element-type CalloutFile)
 * @duplicates: (element-type CalloutTicket): what may be about the same thing
 *
 * A ticket that is being begun, with the version of the flow it began under.
 */
typedef struct {
  CalloutTicket   *ticket;
  CalloutFlow     *flow;
  CalloutFlowPlan *plan;
  GHashTable      *answers;
  GPtrArray       *files;
  GPtrArray       *duplicates;
} CalloutDraft;

void          callout_draft_free          (CalloutDraft         *self);
const char   *callout_draft_get_answer    (CalloutDraft         *self,
                                           const char           *path);
char         *callout_draft_spell_answer  (const CalloutFlowQuestion *question,
                                           const char           *value,
                                           GTimeZone            *zone);
void          callout_draft_read_async    (CalloutSession       *session,
                                           gint64                ticket,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
CalloutDraft *callout_draft_read_finish   (CalloutSession       *session,
                                           GAsyncResult         *result,
                                           GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutDraft, callout_draft_free)

G_END_DECLS
