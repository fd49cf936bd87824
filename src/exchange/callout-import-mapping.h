/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-csv.h"
#include "callout-source-time.h"

G_BEGIN_DECLS

/* What a table's rows become. */
typedef enum {
  CALLOUT_IMPORT_TICKETS,
  CALLOUT_IMPORT_PEOPLE,
  CALLOUT_IMPORT_CUSTOMERS,
  CALLOUT_IMPORT_EQUIPMENT,
  CALLOUT_IMPORT_HOLIDAYS,
  CALLOUT_N_IMPORTS
} CalloutImportKind;

const char *callout_import_kind_key   (CalloutImportKind   kind);
gboolean    callout_import_kind_parse (const char         *key,
                                       CalloutImportKind  *out,
                                       GError            **error);

/* What was noticed about a row that was taken all the same; bits. */
typedef enum {
  CALLOUT_NOTE_DEFAULT_POINT        = 1 << 0, /* its position only says that nobody knew it */
  CALLOUT_NOTE_CLOSED_BEFORE_OPENED = 1 << 1, /* closed, but nobody knows when */
  CALLOUT_NOTE_SKIPPED_HOUR         = 1 << 2, /* a time the clocks were put forward over */
  CALLOUT_NOTE_REPEATED_HOUR        = 1 << 3, /* a time that came twice */
  CALLOUT_NOTE_NO_LOCATION          = 1 << 4, /* neither coordinate */
  CALLOUT_NOTE_NO_ADDRESS           = 1 << 5,
  CALLOUT_N_NOTES                   = 6
} CalloutNote;

const char *callout_note_key          (CalloutNote note);
char       *callout_note_describe     (CalloutNote note,
                                       guint       n_rows);

/**
 * CalloutImportMapping:
 *
 * How a source's columns become the parameters of a command: an INI file, see
 * data/mappings/README.md. Immutable.
 */
typedef struct _CalloutImportMapping CalloutImportMapping;

CalloutImportMapping *callout_import_mapping_load          (const char            *path,
                                                            GError               **error);
CalloutImportMapping *callout_import_mapping_new_from_data (const char            *text,
                                                            const char            *name,
                                                            GError               **error);
CalloutImportMapping *callout_import_mapping_new_plain     (CalloutImportKind      kind,
                                                            const char            *time_zone,
                                                            GError               **error);
void                  callout_import_mapping_free          (CalloutImportMapping  *self);

CalloutImportKind     callout_import_mapping_get_kind      (CalloutImportMapping  *self);
const char           *callout_import_mapping_get_source    (CalloutImportMapping  *self);
const char           *callout_import_mapping_get_encoding  (CalloutImportMapping  *self);
char                  callout_import_mapping_get_delimiter (CalloutImportMapping  *self);

/* What a parameter is made from. */
typedef enum {
  CALLOUT_TARGET_TEXT,     /* one line, blanks tidied */
  CALLOUT_TARGET_PARAGRAPH,/* text with its lines */
  CALLOUT_TARGET_KEYS,     /* several keys */
  CALLOUT_TARGET_KEY,      /* one of a few fixed words; an unknown one rejects the row */
  CALLOUT_TARGET_TIME,
  CALLOUT_TARGET_NUMBER,
  CALLOUT_TARGET_BOOLEAN,
  CALLOUT_TARGET_ADDRESS,
  CALLOUT_TARGET_POSTCODE,
} CalloutTargetType;

typedef struct {
  const char        *name;
  CalloutTargetType  type;
  gboolean           required;
} CalloutTarget;

const CalloutTarget *callout_import_kind_get_targets (CalloutImportKind  kind,
                                                      guint             *n_targets);

/* One parameter's value. Text belongs to the row. */
typedef struct {
  const CalloutTarget *target;
  char                *text;   /* TEXT, PARAGRAPH, KEYS (blank-separated), KEY, ADDRESS, POSTCODE, NUMBER */
  CalloutTime          time;
  double               number; /* NUMBER, and BOOLEAN as 0 or 1 */
} CalloutImportValue;

/**
 * CalloutImportRow:
 *
 * A row ready to be handed to a command, or the reason why it is not.
 */
typedef struct {
  gint64  line;
  GArray *values; /* of CalloutImportValue; only those that are there */
  guint   notes;  /* CalloutNote */
  char   *reason; /* why the row is rejected; %NULL if it is not */
} CalloutImportRow;

CalloutImportRow         *callout_import_row_new      (void);
void                      callout_import_row_free     (CalloutImportRow       *self);
const CalloutImportValue *callout_import_row_find     (const CalloutImportRow *self,
                                                       const char             *target);
const char               *callout_import_row_get_text (const CalloutImportRow *self,
                                                       const char             *target);

/**
 * CalloutImportMapper:
 *
 * A mapping bound to the columns of one file.
 */
typedef struct _CalloutImportMapper CalloutImportMapper;

CalloutImportMapper *callout_import_mapper_new  (CalloutImportMapping    *mapping,
                                                 CalloutCsvReader        *reader,
                                                 GError                 **error);
void                 callout_import_mapper_free (CalloutImportMapper     *self);
gboolean             callout_import_mapper_map  (CalloutImportMapper     *self,
                                                 const CalloutCsvRecord  *record,
                                                 CalloutImportRow        *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutImportMapping, callout_import_mapping_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutImportMapper, callout_import_mapper_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutImportRow, callout_import_row_free)

G_END_DECLS
