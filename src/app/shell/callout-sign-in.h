/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signing in: as whom the window should begin, and asking for the password
 * where there is one. */

void           callout_sign_in_find_async  (CalloutSession       *session,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
CalloutPerson *callout_sign_in_find_finish (CalloutSession       *session,
                                            GAsyncResult         *result,
                                            GError              **error);
void           callout_sign_in             (GtkWindow            *parent,
                                            CalloutSession       *session,
                                            CalloutPerson        *person);

G_END_DECLS
