/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-import.h"

G_BEGIN_DECLS

/* So few that what the parser has just made is still at hand for the store. */
#define CALLOUT_IMPORT_BATCH 128
#define CALLOUT_IMPORT_BATCH_BYTES ((gsize) 1 << 20)

typedef enum {
  CALLOUT_FATE_REJECTED,
  CALLOUT_FATE_CREATED,
  CALLOUT_FATE_UNCHANGED,
} CalloutImportFate;

/* A row with its original bytes, for the rejects file. */
typedef struct {
  CalloutImportRow  *row;
  CalloutRequest    *request; /* the command, but for what only the store knows; %NULL if rejected */
  CalloutEntity     *made;    /* (nullable): kept, so that the parser's thread frees what it allocated */
  gsize              raw_offset;
  gsize              raw_length;
  gboolean           torn;    /* the original cannot stand as fields of its own */
  CalloutImportFate  fate;
} CalloutImportItem;

/**
 * CalloutImportBatch:
 *
 * So many rows on their way from the parser to the store and back. Used over
 * and over: next to nothing in it is allocated anew.
 */
typedef struct {
  GPtrArray *items;     /* of CalloutImportItem; the first n_items are in use */
  guint      n_items;
  GString   *raw;
  gint64     position;  /* bytes of the file read so far */
  gboolean   last;
  GError    *error;     /* reading stopped here */
} CalloutImportBatch;

/* What the store's thread needs to know to write batches. */
typedef struct {
  CalloutImportKind  kind;
  const char        *source_name; /* external_source */
  gint64             actor;
  CalloutSource      source;
  gboolean           bulk;        /* without a savepoint a row: a late failure takes the transaction with it */
  GHashTable        *seen;        /* (nullable): keys a dry run would have written before */
} CalloutImportWriter;

CalloutImportBatch *callout_import_batch_new    (void);
void                callout_import_batch_free   (CalloutImportBatch     *self);
void                callout_import_batch_clear  (CalloutImportBatch     *self);
CalloutImportItem  *callout_import_batch_add    (CalloutImportBatch     *self,
                                                 const CalloutCsvRecord *record);
void                callout_import_batch_prepare (CalloutImportItem     *item,
                                                 CalloutImportKind      kind,
                                                 const char            *source_name);
gboolean            callout_import_batch_write  (CalloutImportBatch     *self,
                                                 CalloutImportWriter    *writer,
                                                 CalloutStore           *store,
                                                 CalloutPerson          *actor,
                                                 guint                   first,
                                                 GError                **error);

G_END_DECLS
