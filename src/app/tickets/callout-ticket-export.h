/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-columns.h"

G_BEGIN_DECLS

void callout_ticket_export (GtkWindow      *parent,
                            CalloutSession *session,
                            CalloutQuery   *query,
                            GPtrArray      *columns);

G_END_DECLS
