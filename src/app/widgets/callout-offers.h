/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

G_BEGIN_DECLS

/**
 * CalloutOfferSum:
 *
 * What a person may do with several things at once: to how many of them, and
 * if there are others, the first reason why not.
 */
typedef struct {
  const CalloutCommand *command;
  guint                 n_allowed;
  guint                 n_asked;
  gboolean              fits;    /* the state of one of them at least is one the command is for */
  char                 *why_not; /* (nullable) */
} CalloutOfferSum;

void             callout_offer_sum_free   (CalloutOfferSum     *self);
void             callout_offers_async     (CalloutSession      *session,
                                           CalloutKind          kind,
                                           const gint64        *ids,
                                           guint                n_ids,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
GPtrArray       *callout_offers_finish    (CalloutSession      *session,
                                           GAsyncResult        *result,
                                           GError             **error);
CalloutOfferSum *callout_offers_find      (GPtrArray           *offers,
                                           const char          *command);

G_END_DECLS
