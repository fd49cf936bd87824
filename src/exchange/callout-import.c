/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-import.h"

#include "callout-csv-writer.h"
#include "callout-error.h"
#include "callout-import-batch.h"

#include <glib/gi18n-lib.h>

/*
 * One thread reads and maps, the store's thread writes; three batches go round
 * between them, so that neither waits for the other for long and memory is
 * that of three batches, however long the file.
 */
#define BATCHES 3
#define BATCH_BYTES ((gsize) 8 << 20)

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

/* The parser's thread: fills batches until the file ends or it is told to stop. */
static gpointer
parse_thread (gpointer data)
{
  Import *import = data;
  gboolean last = FALSE;

  while (!last)
    {
      CalloutImportBatch *batch = g_async_queue_pop (import->empty);
      const CalloutCsvRecord *record = NULL;

      callout_import_batch_clear (batch);
      while (batch->n_items < CALLOUT_IMPORT_BATCH && batch->raw->len < BATCH_BYTES &&
             (record = callout_csv_reader_next (import->reader, import->stop, &batch->error)) != NULL)
        {
          CalloutImportItem *item = callout_import_batch_add (batch, record);

          if (callout_import_mapper_map (import->mapper, record, item->row))
            callout_import_batch_prepare (item, import->options->kind, callout_import_mapping_get_source (import->mapping));
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
write_reject (Import                  *import,
              CalloutImportBatch      *batch,
              const CalloutImportItem *item,
              GError                 **error)
{
  const char *raw = batch->raw->str + item->raw_offset;
  const char *end = raw + item->raw_length;
  g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT, item->row->line);

  callout_csv_writer_add (import->rejects, line);
  callout_csv_writer_add (import->rejects, item->row->reason);
  if (import->was_rejects && !item->torn)
    raw = skip_two_fields (raw, end, callout_csv_reader_get_delimiter (import->reader));
  if (item->torn)
    callout_csv_writer_add_len (import->rejects, raw, (gsize) (end - raw));
  else
    callout_csv_writer_add_raw (import->rejects, raw, (gsize) (end - raw));
  return callout_csv_writer_end_row (import->rejects, error);
}

/* Counts a written batch and keeps what was rejected. */
static gboolean
settle (Import               *import,
        CalloutImportBatch   *batch,
        CalloutImportResult  *result,
        GError              **error)
{
  for (guint i = 0; i < batch->n_items; i++)
    {
      const CalloutImportItem *item = g_ptr_array_index (batch->items, i);

      result->read++;
      if (item->fate == CALLOUT_FATE_REJECTED)
        {
          result->rejected++;
          if (import->rejects != NULL && !write_reject (import, batch, item, error))
            return FALSE;
          continue;
        }
      if (item->fate == CALLOUT_FATE_CREATED)
        result->created++;
      else
        result->unchanged++;
      for (guint note = 0; note < CALLOUT_N_NOTES; note++)
        result->noted[note] += (item->row->notes >> note) & 1;
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
  for (;;)
    {
      CalloutImportBatch *batch = g_async_queue_pop (import->full);
      gboolean last = batch->last;
      gboolean fine;

      fine = !g_cancellable_set_error_if_cancelled (cancellable, error) &&
             callout_import_batch_write (batch, writer, workspace, error) &&
             settle (import, batch, result, error);
      if (fine && batch->error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&batch->error));
          fine = FALSE;
        }
      if (fine && progress != NULL)
        progress (result, batch->position, import->total, progress_data);
      g_async_queue_push (import->empty, batch);
      if (!fine || last)
        return fine;
    }
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
open_files (Import   *import,
            GError  **error)
{
  const CalloutImportOptions *options = import->options;
  const char *const *header;

  import->reader = callout_csv_reader_new_for_path (options->file, callout_import_mapping_get_delimiter (import->mapping),
                                                    callout_import_mapping_get_encoding (import->mapping), error);
  if (import->reader == NULL)
    return FALSE;
  import->mapper = callout_import_mapper_new (import->mapping, import->reader, error);
  if (import->mapper == NULL)
    return FALSE;
  import->total = file_size (options->file);

  header = callout_csv_reader_get_header (import->reader);
  import->was_rejects = header[0] != NULL && header[1] != NULL && g_str_equal (header[0], "line") && g_str_equal (header[1], "reason");
  if (options->rejects == NULL)
    return TRUE;
  import->rejects = callout_csv_writer_new_for_path (options->rejects, callout_csv_reader_get_delimiter (import->reader),
                                                     CALLOUT_CSV_WRITER_PLAIN, error);
  return import->rejects != NULL && write_header (import, error);
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
  CalloutImportWriter writer = {
    options->kind, callout_import_mapping_get_source (import->mapping), options->actor, options->source, options->dry_run, NULL,
  };
  gboolean fine;

  if (options->dry_run)
    writer.seen = seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  import->empty = g_async_queue_new_full (batch_free);
  import->full = g_async_queue_new_full (batch_free);
  import->stop = g_cancellable_new ();
  for (guint i = 0; i < BATCHES; i++)
    g_async_queue_push (import->empty, callout_import_batch_new ());
  import->thread = g_thread_new ("import", parse_thread, import);

  fine = pump (import, workspace, &writer, progress, progress_data, cancellable, result, error);
  stop (import);
  g_async_queue_unref (import->empty);
  g_async_queue_unref (import->full);
  g_object_unref (import->stop);
  /* What was rejected of the batches that stand is worth keeping either way. */
  if (import->rejects != NULL && !callout_csv_writer_finish (import->rejects, fine ? error : NULL))
    fine = FALSE;
  return fine;
}

static gboolean
check_kind (CalloutImportKind   kind,
            GError            **error)
{
  if (kind == CALLOUT_IMPORT_TICKETS || kind == CALLOUT_IMPORT_PEOPLE || kind == CALLOUT_IMPORT_CUSTOMERS)
    return TRUE;
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("This version cannot import %s yet"), callout_import_kind_key (kind));
  return FALSE;
}

/**
 * callout_import_sync:
 * @progress: (nullable): called after each batch
 * @result: (out): the counts, also of what was written before a failure
 *
 * Imports a table. Rows are written in batches, each one transaction through
 * the commands and with their events; a row that is here already, by its
 * source and external id or by its login, is left as it is, so that an import
 * that was broken off is simply started again. Rows in doubt are kept out and
 * go to the rejects file, see data/mappings/README.md.
 *
 * Errors: what is wrong with the file or the mapping as a whole
 * (%CALLOUT_ERROR_INVALID, %CALLOUT_ERROR_NOT_FOUND), %CALLOUT_ERROR_NOT_ALLOWED
 * if the actor may not create such things, the store's own; cancelling
 * keeps the batches that were written.
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
  if (import.mapping != NULL && open_files (&import, error))
    fine = run_import (&import, workspace, progress, progress_data, cancellable, result, error);
  g_clear_pointer (&import.rejects, callout_csv_writer_free);
  g_clear_pointer (&import.mapper, callout_import_mapper_free);
  g_clear_pointer (&import.reader, callout_csv_reader_free);
  g_clear_pointer (&import.mapping, callout_import_mapping_free);
  return fine;
}
