/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The files that are kept, as the person signed in may see them. */

void        callout_file_read_async       (CalloutSession       *session,
                                           CalloutFile          *file,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GBytes     *callout_file_read_finish      (GAsyncResult         *result,
                                           GError              **error);
void        callout_file_picture_async    (CalloutSession       *session,
                                           CalloutFile          *file,
                                           int                   side,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GdkTexture *callout_file_picture_finish   (GAsyncResult         *result,
                                           GError              **error);
void        callout_file_thumbnail_async  (CalloutSession       *session,
                                           CalloutFile          *file,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GdkTexture *callout_file_thumbnail_finish (GAsyncResult         *result,
                                           GError              **error);
void        callout_file_open             (GtkWidget            *parent,
                                           CalloutSession       *session,
                                           CalloutFile          *file);
void        callout_file_save             (GtkWidget            *parent,
                                           CalloutSession       *session,
                                           CalloutFile          *file);
char       *callout_file_safe_name        (CalloutFile          *file);

G_END_DECLS
