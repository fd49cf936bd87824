/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-store-private.h"

#include <glib/gi18n-lib.h>

/* The bytes of files, in pieces beside their rows. */

#define CHUNK_BYTES (64 * 1024)

static gboolean
add_chunk (CalloutStore  *self,
           gint64         file,
           guint          number,
           const guchar  *data,
           gsize          length,
           GError       **error)
{
  g_autoptr (CalloutStatementScope) statement = NULL;
  gboolean row;

  statement = callout_driver_prepare (self->driver, "INSERT INTO file_chunk (file, number, data) VALUES ($1, $2, $3)", error);
  if (statement == NULL)
    return FALSE;
  callout_statement_bind_int64 (statement, 1, file);
  callout_statement_bind_int64 (statement, 2, number);
  callout_statement_bind_blob (statement, 3, data, length);
  return callout_statement_step (statement, &row, error);
}

/**
 * callout_store_add_file:
 * @file: new; its size and hash are set here
 *
 * Adds the row with its bytes, and records it in the current event.
 */
gboolean
callout_store_add_file (CalloutStore  *self,
                        CalloutFile   *file,
                        GBytes        *bytes,
                        GError       **error)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);

  CALLOUT_ASSERT_STORE_THREAD (self);

  g_free (file->sha256);
  file->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  file->bytes = (gint64) length;
  if (!callout_store_insert (self, CALLOUT_ENTITY (file), error))
    return FALSE;
  for (gsize at = 0; at < length; at += CHUNK_BYTES)
    if (!add_chunk (self, CALLOUT_ENTITY (file)->id, at / CHUNK_BYTES, data + at, MIN (CHUNK_BYTES, length - at), error))
      return FALSE;
  return TRUE;
}

/* Hands every piece on in order; whether together they are what came is in @whole. */
static gboolean
walk (CalloutStore  *self,
      CalloutFile   *file,
      GByteArray    *into,
      gboolean      *whole,
      GError       **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (CalloutStatementScope) statement = NULL;
  gint64 length = 0;
  gboolean row;

  statement = callout_driver_prepare (self->driver, "SELECT data FROM file_chunk WHERE file = $1 ORDER BY number", error);
  if (statement == NULL)
    return FALSE;
  callout_statement_bind_int64 (statement, 1, CALLOUT_ENTITY (file)->id);
  for (;;)
    {
      const guchar *data;
      gsize n;

      if (!callout_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      data = callout_statement_get_blob (statement, 0, &n);
      length += (gint64) n;
      g_checksum_update (checksum, data, (gssize) n);
      if (into != NULL)
        g_byte_array_append (into, data, (guint) n);
    }
  *whole = length == file->bytes && g_strcmp0 (g_checksum_get_string (checksum), file->sha256) == 0;
  return TRUE;
}

/**
 * callout_store_read_file:
 *
 * Returns: (transfer full): what came, byte for byte
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND; %CALLOUT_ERROR_CORRUPT if it is not what it was.
 */
GBytes *
callout_store_read_file (CalloutStore  *self,
                         gint64         id,
                         GError       **error)
{
  g_autoptr (CalloutEntity) file = callout_store_get_plain (self, CALLOUT_KIND_FILE, id, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean whole = FALSE;

  CALLOUT_ASSERT_STORE_THREAD (self);

  if (file == NULL || !walk (self, CALLOUT_FILE (file), bytes, &whole, error))
    return NULL;
  if (whole)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT, _("the file F-%d is not what it was when it came"), (int) id);
  return NULL;
}

/**
 * callout_store_check_files:
 * @faults: (element-type utf8): each file that is not what it was
 */
gboolean
callout_store_check_files (CalloutStore  *self,
                           GPtrArray     *faults,
                           GError       **error)
{
  g_autoptr (GPtrArray) files = callout_store_all_plain (self, CALLOUT_KIND_FILE, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      CalloutFile *file = g_ptr_array_index (files, i);
      gboolean whole;

      if (!walk (self, file, NULL, &whole, error))
        return FALSE;
      if (!whole)
        g_ptr_array_add (faults, g_strdup_printf (_("the file F-%d is not what it was when it came"), (int) CALLOUT_ENTITY (file)->id));
    }
  return files != NULL;
}
