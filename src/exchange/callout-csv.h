/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A longer field, or a longer row, is reported as a fault and not kept. */
#define CALLOUT_CSV_FIELD_LIMIT  ((gsize) 1 << 20)
#define CALLOUT_CSV_RECORD_LIMIT ((gsize) 4 << 20)

/* What can be wrong with one row while the rest of the file is fine. */
typedef enum {
  CALLOUT_CSV_FAULT_NONE,
  CALLOUT_CSV_FAULT_ENCODING,     /* bytes that are not UTF-8 */
  CALLOUT_CSV_FAULT_NUL,          /* a zero byte */
  CALLOUT_CSV_FAULT_COLUMNS,      /* more or fewer fields than the header */
  CALLOUT_CSV_FAULT_AFTER_QUOTE,  /* text between a closing quote and the delimiter */
  CALLOUT_CSV_FAULT_UNTERMINATED, /* the file ended inside quotes */
  CALLOUT_CSV_FAULT_LONG_FIELD,   /* over CALLOUT_CSV_FIELD_LIMIT */
  CALLOUT_CSV_FAULT_LONG_RECORD,  /* over CALLOUT_CSV_RECORD_LIMIT */
} CalloutCsvFault;

/* Text of one field. Not NUL-terminated; valid until the next row is read. */
typedef struct {
  const char *text;
  gsize       length;
} CalloutCsvField;

/* One row. Everything in it belongs to the reader and lives until the next. */
typedef struct {
  const CalloutCsvField *fields;   /* as far as they could be told apart */
  guint                  n_fields;
  gint64                 line;     /* physical line the row begins on, from 1 */
  const char            *raw;      /* the bytes as they came, without the line's end */
  gsize                  raw_length;
  CalloutCsvFault        fault;
  guint                  fault_column; /* from 0, where the fault has one */
} CalloutCsvRecord;

typedef struct _CalloutCsvReader CalloutCsvReader;

CalloutCsvReader  *callout_csv_reader_new           (GInputStream      *stream,
                                                     const char        *name,
                                                     char               delimiter,
                                                     const char        *encoding,
                                                     GError           **error);
CalloutCsvReader  *callout_csv_reader_new_for_path  (const char        *path,
                                                     char               delimiter,
                                                     const char        *encoding,
                                                     GError           **error);
void               callout_csv_reader_free          (CalloutCsvReader  *self);

const char        *callout_csv_reader_get_name      (CalloutCsvReader  *self);
char               callout_csv_reader_get_delimiter (CalloutCsvReader  *self);
const char *const *callout_csv_reader_get_header    (CalloutCsvReader  *self);
guint              callout_csv_reader_get_n_columns (CalloutCsvReader  *self);
int                callout_csv_reader_find_column   (CalloutCsvReader  *self,
                                                     const char        *name);
gint64             callout_csv_reader_get_position  (CalloutCsvReader  *self);
const CalloutCsvField *
                   callout_csv_reader_get_raw_header (CalloutCsvReader *self);

const CalloutCsvRecord *
                   callout_csv_reader_next          (CalloutCsvReader  *self,
                                                     GCancellable      *cancellable,
                                                     GError           **error);

char              *callout_csv_record_describe_fault (const CalloutCsvRecord *record,
                                                      CalloutCsvReader       *reader);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutCsvReader, callout_csv_reader_free)

G_END_DECLS
