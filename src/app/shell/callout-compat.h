/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What is asked differently of different versions of the toolkit, here alone. */

void     callout_compat_scroll_to   (GtkWidget  *list,
                                     guint       position);
gboolean callout_compat_sort_column (GtkSorter  *sorter,
                                     gpointer   *column,
                                     gboolean   *descending);
gboolean callout_compat_in_browser  (GtkWidget  *widget);

void     callout_compat_open_file_async  (GtkWindow            *parent,
                                          GFile                *file,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean callout_compat_open_file_finish (GAsyncResult         *result,
                                          GError              **error);

GtkSorter *callout_compat_column_sorter_new (gpointer column);

G_END_DECLS
