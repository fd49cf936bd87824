/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether this desktop shows notifications at all: GLib would try, and
 * complain in the log. */

void     callout_notification_server_find_async  (GApplication         *application,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean callout_notification_server_find_finish (GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
