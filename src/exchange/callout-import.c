/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-import.h"

#include "callout-csv-writer.h"
#include "callout-error.h"
#include "callout-import-batch.h"

#include <glib/gi18n-lib.h>

/*
 * One thread reads and maps, the store's thread writes; small batches go round
 * between them, so that neither waits for the other for long and memory is
 * that of a few batches, however long the file. What goes round stays small
 * enough for the processor's caches: what one thread has just written, the
 * other reads without going to memory. Transactions are larger than batches:
 * each costs the disk's patience and the full-text index a merge; half a
 * second is as long as others who want to write should wait.
 */
#define BATCHES 4
#define TRANSACTION_ROWS 20000
#define PENDING_BYTES ((gsize) 8 << 20)

typedef struct {
  const CalloutImportOptions *options;
  CalloutImportMapping       *mapping;
  CalloutCsvReader           *reader;
  CalloutImportMapper        *mapper;
  CalloutCsvWriter           *rejects; /* (nullable) */
  gboolean                    was_rejects; /* the file is a rejects file itself */
  gint64                      total;

  GAsyncQueue                *empty; /* of CalloutImportBatch */
  GAsyncQueue                *full;
  GThread                    *thread;
  GCancellable               *stop;
} Import;

/* A row that was not taken, until it is certain that its transaction stands. */
typedef struct {
  gint64   line;
  char    *reason;
  GBytes  *raw;
  gboolean torn;
} Reject;

/* One transaction, of as many batches as go into it. */
typedef struct {
  Import              *import;
  CalloutImportWriter *writer;
  GCancellable        *cancellable;
  guint64              skip;    /* rows that were settled before the reader was opened again */
  CalloutImportResult  counted;
  GPtrArray           *rejects; /* of Reject */
  gsize                reject_bytes;
  gint64               position;
  gboolean             last;
  GError              *read_error;
} Transaction;

/* Ends the transaction of a dry run; never leaves this file. */
static G_DEFINE_QUARK (callout-import-dry-run, dry_run)

static void
reject_free (gpointer data)
{
  Reject *reject = data;

  g_free (reject->reason);
  g_bytes_unref (reject->raw);
  g_free (reject);
}

/* The parser's thread: fills batches until the file ends or it is told to stop. */
static gpointer
parse_thread (gpointer data)
{
  Import *import = data;
  const char *source = callout_import_mapping_get_source (import->mapping);
  gboolean last = FALSE;

  while (!last)
    {
      CalloutImportBatch *batch = g_async_queue_pop (import->empty);
      const CalloutCsvRecord *record = NULL;

      callout_import_batch_clear (batch);
      while (batch->n_items < CALLOUT_IMPORT_BATCH && batch->raw->len < CALLOUT_IMPORT_BATCH_BYTES &&
             (record = callout_csv_reader_next (import->reader, import->stop, &batch->error)) != NULL)
        {
          CalloutImportItem *item = callout_import_batch_add (batch, record);

          if (callout_import_mapper_map (import->mapper, record, item->row))
            callout_import_batch_prepare (item, import->options->kind, source);
        }
      batch->position = callout_csv_reader_get_position (import->reader);
      last = batch->last = record == NULL;
      g_async_queue_push (import->full, batch);
    }
  return NULL;
}

static gboolean
write_header (Import  *import,
              GError **error)
{
  const CalloutCsvField *raw = callout_csv_reader_get_raw_header (import->reader);

  if (import->was_rejects)
    callout_csv_writer_add_raw (import->rejects, raw->text, raw->length);
  else
    {
      callout_csv_writer_add (import->rejects, "line");
      callout_csv_writer_add (import->rejects, "reason");
      callout_csv_writer_add_raw (import->rejects, raw->text, raw->length);
    }
  return callout_csv_writer_end_row (import->rejects, error);
}

/* The rest of a row that begins with the line and reason of an import before. */
static const char *
skip_two_fields (const char *text,
                 const char *end,
                 char        delimiter)
{
  gboolean quoted = FALSE;
  guint skipped = 0;

  for (; text < end && skipped < 2; text++)
    {
      if (*text == '"')
        quoted = !quoted;
      else if (*text == delimiter && !quoted)
        skipped++;
    }
  return text;
}

static gboolean
write_reject (Import        *import,
              const Reject  *reject,
              GError       **error)
{
  gsize length;
  const char *raw = g_bytes_get_data (reject->raw, &length);
  const char *end = raw + length;
  g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT, reject->line);

  callout_csv_writer_add (import->rejects, line);
  callout_csv_writer_add (import->rejects, reject->reason);
  if (import->was_rejects && !reject->torn)
    raw = skip_two_fields (raw, end, callout_csv_reader_get_delimiter (import->reader));
  if (reject->torn)
    callout_csv_writer_add_len (import->rejects, raw, (gsize) (end - raw));
  else
    callout_csv_writer_add_raw (import->rejects, raw, (gsize) (end - raw));
  return callout_csv_writer_end_row (import->rejects, error);
}

static void
keep_reject (Transaction             *transaction,
             CalloutImportBatch      *batch,
             const CalloutImportItem *item)
{
  Reject *reject = g_new0 (Reject, 1);

  reject->line = item->row->line;
  reject->reason = g_strdup (item->row->reason);
  reject->raw = g_bytes_new (batch->raw->str + item->raw_offset, item->raw_length);
  reject->torn = item->torn;
  transaction->reject_bytes += item->raw_length;
  g_ptr_array_add (transaction->rejects, reject);
}

/* Counts a written batch and keeps what was rejected. */
static void
settle (Transaction        *transaction,
        CalloutImportBatch *batch,
        guint               first)
{
  CalloutImportResult *counted = &transaction->counted;

  for (guint i = first; i < batch->n_items; i++)
    {
      const CalloutImportItem *item = g_ptr_array_index (batch->items, i);

      counted->read++;
      if (item->fate == CALLOUT_FATE_REJECTED)
        {
          counted->rejected++;
          if (transaction->import->rejects != NULL)
            keep_reject (transaction, batch, item);
          continue;
        }
      if (item->fate == CALLOUT_FATE_CREATED)
        counted->created++;
      else
        counted->unchanged++;
      for (guint note = 0; note < CALLOUT_N_NOTES; note++)
        counted->noted[note] += (item->row->notes >> note) & 1;
    }
}

static gboolean
write_next_batch (Transaction    *transaction,
                  CalloutStore   *store,
                  CalloutPerson  *actor,
                  GError        **error)
{
  CalloutImportBatch *batch = g_async_queue_pop (transaction->import->full);
  guint first = (guint) MIN (transaction->skip, batch->n_items);
  gboolean written;

  written = !g_cancellable_set_error_if_cancelled (transaction->cancellable, error) &&
            callout_import_batch_write (batch, transaction->writer, store, actor, first, error);
  if (written)
    {
      transaction->skip -= first;
      settle (transaction, batch, first);
      transaction->position = batch->position;
      transaction->last = batch->last;
      transaction->read_error = g_steal_pointer (&batch->error);
    }
  g_async_queue_push (transaction->import->empty, batch);
  return written;
}

/* On the store's thread. What could be read before reading failed is written. */
static gboolean
transaction_cb (CalloutStore  *store,
                gpointer       data,
                GError       **error)
{
  Transaction *transaction = data;
  g_autoptr (CalloutEntity) actor = callout_store_get (store, CALLOUT_KIND_PERSON, transaction->writer->actor, error);

  if (actor == NULL)
    return FALSE;
  while (!transaction->last && transaction->read_error == NULL && transaction->counted.read < TRANSACTION_ROWS &&
         transaction->reject_bytes < PENDING_BYTES)
    if (!write_next_batch (transaction, store, CALLOUT_PERSON (actor), error))
      return FALSE;
  if (transaction->import->options->dry_run)
    {
      g_set_error_literal (error, dry_run_quark (), 0, "dry run");
      return FALSE;
    }
  return TRUE;
}

static void
add_counts (CalloutImportResult       *sum,
            const CalloutImportResult *more)
{
  sum->read += more->read;
  sum->created += more->created;
  sum->unchanged += more->unchanged;
  sum->rejected += more->rejected;
  for (guint note = 0; note < CALLOUT_N_NOTES; note++)
    sum->noted[note] += more->noted[note];
}

/* One transaction, and what follows from its standing. A dry run does exactly
 * the same and then takes it back, so that it counts the same. */
static gboolean
run_transaction (Transaction          *transaction,
                 CalloutWorkspace     *workspace,
                 CalloutImportResult  *result,
                 GError              **error)
{
  g_autoptr (GError) local = NULL;

  if (!callout_workspace_batch_sync (workspace, transaction_cb, transaction, &local) && local->domain != dry_run_quark ())
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  add_counts (result, &transaction->counted);
  for (guint i = 0; i < transaction->rejects->len; i++)
    if (!write_reject (transaction->import, g_ptr_array_index (transaction->rejects, i), error))
      return FALSE;
  if (transaction->read_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&transaction->read_error));
      return FALSE;
    }
  return TRUE;
}

static gboolean
pump (Import                 *import,
      CalloutWorkspace       *workspace,
      CalloutImportWriter    *writer,
      CalloutImportProgress   progress,
      gpointer                progress_data,
      GCancellable           *cancellable,
      CalloutImportResult    *result,
      GError                **error)
{
  guint64 skip = result->read;
  gboolean last = FALSE;

  while (!last)
    {
      Transaction transaction = { import, writer, cancellable, skip };
      gboolean done;

      transaction.rejects = g_ptr_array_new_with_free_func (reject_free);
      done = run_transaction (&transaction, workspace, result, error);
      g_ptr_array_unref (transaction.rejects);
      g_clear_error (&transaction.read_error);
      if (!done)
        return FALSE;
      skip = transaction.skip;
      last = transaction.last;
      if (progress != NULL)
        progress (result, transaction.position, import->total, progress_data);
    }
  return TRUE;
}

static void
batch_free (gpointer data)
{
  callout_import_batch_free (data);
}

/* Lets the parser's thread run out, wherever it is. */
static void
stop (Import *import)
{
  g_cancellable_cancel (import->stop);
  for (guint i = 0; i < BATCHES; i++)
    g_async_queue_push (import->empty, callout_import_batch_new ());
  g_thread_join (import->thread);
}

static gint64
file_size (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info != NULL ? g_file_info_get_size (info) : 0;
}

static CalloutImportMapping *
open_mapping (CalloutWorkspace            *workspace,
              const CalloutImportOptions  *options,
              GError                     **error)
{
  g_autoptr (CalloutImportMapping) mapping = NULL;

  if (options->mapping == NULL)
    {
      g_autofree char *zone = callout_workspace_get_setting_sync (workspace, CALLOUT_SETTING_TIME_ZONE, 0);

      return callout_import_mapping_new_plain (options->kind, zone, error);
    }
  mapping = callout_import_mapping_load (options->mapping, error);
  if (mapping == NULL)
    return NULL;
  if (callout_import_mapping_get_kind (mapping) != options->kind)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("The mapping “%s” is for %s, not for %s"),
                   options->mapping, callout_import_kind_key (callout_import_mapping_get_kind (mapping)),
                   callout_import_kind_key (options->kind));
      return NULL;
    }
  return g_steal_pointer (&mapping);
}

static gboolean
open_reader (Import   *import,
             GError  **error)
{
  const char *const *header;

  g_clear_pointer (&import->mapper, callout_import_mapper_free);
  g_clear_pointer (&import->reader, callout_csv_reader_free);
  import->reader = callout_csv_reader_new_for_path (import->options->file, callout_import_mapping_get_delimiter (import->mapping),
                                                    callout_import_mapping_get_encoding (import->mapping), error);
  if (import->reader == NULL)
    return FALSE;
  import->mapper = callout_import_mapper_new (import->mapping, import->reader, error);
  if (import->mapper == NULL)
    return FALSE;
  header = callout_csv_reader_get_header (import->reader);
  import->was_rejects = header[0] != NULL && header[1] != NULL && g_str_equal (header[0], "line") && g_str_equal (header[1], "reason");
  return TRUE;
}

static gboolean
open_rejects (Import   *import,
              GError  **error)
{
  if (import->options->rejects == NULL)
    return TRUE;
  import->rejects = callout_csv_writer_new_for_path (import->options->rejects, callout_csv_reader_get_delimiter (import->reader),
                                                     CALLOUT_CSV_WRITER_PLAIN, error);
  return import->rejects != NULL && write_header (import, error);
}

/* Both threads at work, from the reader's first row to its last. */
static gboolean
run_threads (Import                 *import,
             CalloutWorkspace       *workspace,
             CalloutImportWriter    *writer,
             CalloutImportProgress   progress,
             gpointer                progress_data,
             GCancellable           *cancellable,
             CalloutImportResult    *result,
             GError                **error)
{
  gboolean fine;

  import->empty = g_async_queue_new_full (batch_free);
  import->full = g_async_queue_new_full (batch_free);
  import->stop = g_cancellable_new ();
  for (guint i = 0; i < BATCHES; i++)
    g_async_queue_push (import->empty, callout_import_batch_new ());
  import->thread = g_thread_new ("import", parse_thread, import);
  fine = pump (import, workspace, writer, progress, progress_data, cancellable, result, error);
  stop (import);
  g_async_queue_unref (import->empty);
  g_async_queue_unref (import->full);
  g_object_unref (import->stop);
  return fine;
}

static gboolean
run_import (Import                 *import,
            CalloutWorkspace       *workspace,
            CalloutImportProgress   progress,
            gpointer                progress_data,
            GCancellable           *cancellable,
            CalloutImportResult    *result,
            GError                **error)
{
  const CalloutImportOptions *options = import->options;
  g_autoptr (GHashTable) seen = NULL;
  g_autoptr (GError) local = NULL;
  CalloutImportWriter writer = {
    options->kind, callout_import_mapping_get_source (import->mapping), options->actor, options->source, TRUE, NULL,
  };
  gboolean fine;

  if (options->dry_run)
    writer.seen = seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fine = run_threads (import, workspace, &writer, progress, progress_data, cancellable, result, &local);
  if (!fine && import->total > 0 && g_error_matches (local, CALLOUT_ERROR, CALLOUT_ERROR_FAILED) && open_reader (import, NULL))
    {
      /* One row may have spoilt its transaction: on from there, each row by
       * itself, so that it is that row alone that is kept out. */
      g_clear_error (&local);
      writer.bulk = FALSE;
      fine = run_threads (import, workspace, &writer, progress, progress_data, cancellable, result, &local);
    }
  /* What was rejected of the transactions that stand is worth keeping either way. */
  if (import->rejects != NULL && !callout_csv_writer_finish (import->rejects, fine ? &local : NULL))
    fine = FALSE;
  if (!fine)
    g_propagate_error (error, g_steal_pointer (&local));
  return fine;
}

static gboolean
check_kind (CalloutImportKind   kind,
            GError            **error)
{
  if (kind != CALLOUT_IMPORT_HOLIDAYS)
    return TRUE;
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("This version cannot import %s yet"), callout_import_kind_key (kind));
  return FALSE;
}

/**
 * callout_import_sync:
 * @progress: (nullable): called after each transaction
 * @result: (out): the counts, also of what was written before a failure
 *
 * Imports a table. Rows are written in transactions of ten thousand through
 * the commands and with their events; a row that is here already, by its
 * source and external id or by its login, is left as it is, so that an import
 * that was broken off is simply started again. Rows in doubt are kept out and
 * go to the rejects file, see data/mappings/README.md.
 *
 * Errors: what is wrong with the file or the mapping as a whole
 * (%CALLOUT_ERROR_INVALID, %CALLOUT_ERROR_NOT_FOUND), %CALLOUT_ERROR_NOT_ALLOWED
 * if the actor may not create such things, the store's own; cancelling
 * keeps the transactions that stand.
 */
gboolean
callout_import_sync (CalloutWorkspace            *workspace,
                     const CalloutImportOptions  *options,
                     CalloutImportProgress        progress,
                     gpointer                     progress_data,
                     GCancellable                *cancellable,
                     CalloutImportResult         *result,
                     GError                     **error)
{
  Import import = { .options = options };
  gboolean fine = FALSE;

  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (workspace), FALSE);

  *result = (CalloutImportResult) { 0 };
  if (!check_kind (options->kind, error))
    return FALSE;
  import.mapping = open_mapping (workspace, options, error);
  import.total = file_size (options->file);
  if (import.mapping != NULL && open_reader (&import, error) && open_rejects (&import, error))
    fine = run_import (&import, workspace, progress, progress_data, cancellable, result, error);
  g_clear_pointer (&import.rejects, callout_csv_writer_free);
  g_clear_pointer (&import.mapper, callout_import_mapper_free);
  g_clear_pointer (&import.reader, callout_csv_reader_free);
  g_clear_pointer (&import.mapping, callout_import_mapping_free);
  return fine;
}
