/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

G_BEGIN_DECLS

/**
 * CalloutThreadFacts:
 *
 * What a conversation needs to know of its ticket, read in one go.
 */
typedef struct {
  CalloutTicket *ticket;
  char          *customer; /* (nullable): the name */
  GPtrArray     *marks;    /* of CalloutReadMark */
  gboolean       allowed;  /* to write */
  char          *why_not;  /* (nullable) */
} CalloutThreadFacts;

void                callout_thread_facts_free   (CalloutThreadFacts   *self);
void                callout_thread_facts_async  (CalloutSession       *session,
                                                 gint64                ticket,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
CalloutThreadFacts *callout_thread_facts_finish (GAsyncResult         *result,
                                                 GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutThreadFacts, callout_thread_facts_free)

G_END_DECLS
