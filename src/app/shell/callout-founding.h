/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void     callout_founding_async  (const char           *uri,
                                  gboolean              demo,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
gboolean callout_founding_finish (GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
