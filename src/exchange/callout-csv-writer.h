/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  CALLOUT_CSV_WRITER_PLAIN    = 0,
  CALLOUT_CSV_WRITER_FORMULAS = 1 << 0, /* make fields safe to open in a spreadsheet */
  CALLOUT_CSV_WRITER_CRLF     = 1 << 1, /* end lines as RFC 4180 does, not with LF */
} CalloutCsvWriterFlags;

typedef struct _CalloutCsvWriter CalloutCsvWriter;

CalloutCsvWriter *callout_csv_writer_new          (GOutputStream          *stream,
                                                   const char             *name,
                                                   char                    delimiter,
                                                   CalloutCsvWriterFlags   flags);
CalloutCsvWriter *callout_csv_writer_new_for_path (const char             *path,
                                                   char                    delimiter,
                                                   CalloutCsvWriterFlags   flags,
                                                   GError                **error);
void              callout_csv_writer_free         (CalloutCsvWriter       *self);

void              callout_csv_writer_add          (CalloutCsvWriter       *self,
                                                   const char             *text);
void              callout_csv_writer_add_len      (CalloutCsvWriter       *self,
                                                   const char             *text,
                                                   gsize                   length);
void              callout_csv_writer_add_raw      (CalloutCsvWriter       *self,
                                                   const char             *bytes,
                                                   gsize                   length);
gboolean          callout_csv_writer_end_row      (CalloutCsvWriter       *self,
                                                   GError                **error);
gboolean          callout_csv_writer_finish       (CalloutCsvWriter       *self,
                                                   GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutCsvWriter, callout_csv_writer_free)

G_END_DECLS
