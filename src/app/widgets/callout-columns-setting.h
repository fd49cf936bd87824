/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

G_BEGIN_DECLS

/* Which columns the person signed in has chosen, kept in the store for them alone. */

void  callout_columns_setting_load_async  (CalloutSession       *session,
                                           const char           *name,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
char *callout_columns_setting_load_finish (CalloutSession       *session,
                                           GAsyncResult         *result,
                                           GError              **error);
void  callout_columns_setting_keep        (CalloutSession       *session,
                                           const char           *name,
                                           const char           *columns);

G_END_DECLS
