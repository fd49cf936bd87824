/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-export.h"

#include "callout-csv-writer.h"

static gboolean
write_row (CalloutCsvWriter  *writer,
           GPtrArray         *cells,
           guint              n_columns,
           GError           **error)
{
  for (guint i = 0; i < n_columns; i++)
    callout_csv_writer_add (writer, i < cells->len ? g_ptr_array_index (cells, i) : NULL);
  return callout_csv_writer_end_row (writer, error);
}

/**
 * callout_export_csv:
 * @path: the file to write, replaced as a whole when all is written
 * @header: the columns' names
 * @func: gives the rows one after the other, as many as there are
 * @n_rows: (out) (optional): how many were written
 *
 * Writes a table that is safe to open in a spreadsheet: UTF-8, lines ending as
 * RFC 4180 has them, and no field a spreadsheet would take for a formula.
 *
 * Errors: %CALLOUT_ERROR_NO_SPACE or %CALLOUT_ERROR_FAILED with the file's
 * name, what @func sets, or %G_IO_ERROR_CANCELLED; nothing is left then.
 */
gboolean
callout_export_csv (const char         *path,
                    const char *const  *header,
                    CalloutExportRow    func,
                    gpointer            data,
                    GCancellable       *cancellable,
                    guint64            *n_rows,
                    GError            **error)
{
  g_autoptr (CalloutCsvWriter) writer = NULL;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  guint n_columns = g_strv_length ((char **) header);

  writer = callout_csv_writer_new_for_path (path, ',', CALLOUT_CSV_WRITER_FORMULAS | CALLOUT_CSV_WRITER_CRLF, error);
  if (writer == NULL)
    return FALSE;
  for (guint i = 0; i < n_columns; i++)
    callout_csv_writer_add (writer, header[i]);
  if (!callout_csv_writer_end_row (writer, error))
    return FALSE;

  for (guint64 row = 0;; row++)
    {
      g_ptr_array_set_size (cells, 0);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!func (row, cells, data, &local))
        {
          if (local != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&local));
              return FALSE;
            }
          if (n_rows != NULL)
            *n_rows = row;
          return callout_csv_writer_finish (writer, error);
        }
      if (!write_row (writer, cells, n_columns, error))
        return FALSE;
    }
}
