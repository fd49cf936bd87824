/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

G_BEGIN_DECLS

void callout_visit_open (CalloutSession *session,
                         gint64          ticket,
                         GCancellable   *cancellable);

G_END_DECLS
