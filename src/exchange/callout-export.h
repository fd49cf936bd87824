/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CalloutExportRow:
 * @row: from 0
 * @cells: (element-type utf8): empty; to be filled with as many texts as there
 *   are columns, %NULL for nothing; they are freed
 *
 * Gives one row. Returns %FALSE without @error when there are no more.
 */
typedef gboolean (*CalloutExportRow) (guint64     row,
                                      GPtrArray  *cells,
                                      gpointer    data,
                                      GError    **error);

gboolean callout_export_csv (const char         *path,
                             const char *const  *header,
                             CalloutExportRow    func,
                             gpointer            data,
                             GCancellable       *cancellable,
                             guint64            *n_rows,
                             GError            **error);

G_END_DECLS
