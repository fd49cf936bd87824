/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-file-load.h"

#include "callout-error.h"
#include "callout-peek-client.h"

#include <glib/gi18n-lib.h>

/*
 * Files from outside: read piece by piece on a thread of their own, no further
 * than they may be large, and looked at there by the same check that the
 * command makes. So what is wrong with one is said before anything is sent.
 */

#define PIECE_BYTES (64 * 1024)
#define PICTURE_SIDE 96 /* pixels; twice what is shown, for fine screens */

typedef struct {
  GFile          *file;    /* (nullable) */
  GdkTexture     *texture; /* (nullable) */
  char           *name;
  CalloutFileUse  use;
  guint           max_mib;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_object (&load->file);
  g_clear_object (&load->texture);
  g_free (load->name);
  g_free (load);
}

static void
clear_loaded (CalloutLoadedFile *self)
{
  g_free (self->name);
  g_free (self->media_type);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->picture);
}

CalloutLoadedFile *
callout_loaded_file_ref (CalloutLoadedFile *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
callout_loaded_file_unref (CalloutLoadedFile *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_loaded);
}

/**
 * callout_file_is_picture:
 *
 * Returns: whether what is kept under that media type can be drawn here
 */
gboolean
callout_file_is_picture (const char *media_type)
{
  return media_type != NULL && g_str_has_prefix (media_type, "image/");
}

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError     **error,
        const char  *format,
        ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (CALLOUT_ERROR, CALLOUT_ERROR_INVALID, format, args);
  va_end (args);
  return FALSE;
}

/**
 * callout_file_draw:
 * @bytes: of a picture that passed callout_file_check()
 * @name: for the sentence
 * @side: it is drawn no larger than that, pixels
 *
 * For any thread: another process draws it, so that a picture made to break
 * what draws it breaks that one.
 *
 * Returns: (transfer full): errors: %CALLOUT_ERROR_INVALID
 */
GdkTexture *
callout_file_draw (GBytes      *bytes,
                   const char  *name,
                   int          side,
                   GError     **error)
{
  g_autoptr (CalloutPeek) peek = callout_peek_sync (bytes, CALLOUT_PEEK_PICTURE, (guint) side, NULL, NULL);

  if (peek != NULL && peek->texture != NULL)
    return g_steal_pointer (&peek->texture);
  refuse (error, _("“%s” is a picture that cannot be drawn; it may be damaged"), name);
  return NULL;
}

/* Only plain files end; a folder or a pipe would be waited for without end. */
static gboolean
check_kind (GFileInfo   *info,
            const char  *name,
            guint        max_mib,
            GError     **error)
{
  GFileType type = g_file_info_get_file_type (info);

  if (type == G_FILE_TYPE_DIRECTORY)
    return refuse (error, _("“%s” is a folder; pack it into a ZIP file first"), name);
  if (type != G_FILE_TYPE_REGULAR)
    return refuse (error, _("“%s” is no plain file and cannot be added"), name);
  if (g_file_info_get_size (info) <= (goffset) max_mib * 1024 * 1024)
    return TRUE;
  return refuse (error, _("“%s” is larger than %u MiB"), name, max_mib);
}

static GBytes *
read_pieces (GFile         *file,
             const char    *name,
             guint          max_mib,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GInputStream) stream = G_INPUT_STREAM (g_file_read (file, cancellable, error));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guchar *piece = g_malloc (PIECE_BYTES);

  for (;;)
    {
      gssize n = stream != NULL ? g_input_stream_read (stream, piece, PIECE_BYTES, cancellable, error) : -1;

      if (n < 0)
        return NULL;
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      g_byte_array_append (bytes, piece, (guint) n);
      if (bytes->len > (gsize) max_mib * 1024 * 1024)
        {
          refuse (error, _("“%s” is larger than %u MiB"), name, max_mib);
          return NULL;
        }
    }
}

static GBytes *
read_file (Load          *load,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (load->file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, &failure);
  GBytes *bytes = NULL;

  if (info != NULL && !check_kind (info, load->name, load->max_mib, error))
    return NULL;
  if (info != NULL)
    bytes = read_pieces (load->file, load->name, load->max_mib, cancellable, &failure);
  if (bytes != NULL)
    return bytes;
  if (failure->domain == CALLOUT_ERROR || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    refuse (error, _("“%s” cannot be read: %s"), load->name, failure->message);
  return NULL;
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Load *load = data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalloutLoadedFile) loaded = g_atomic_rc_box_new0 (CalloutLoadedFile);
  CalloutFileFacts facts;
  GError *error = NULL;

  bytes = load->texture != NULL ? gdk_texture_save_to_png_bytes (load->texture) : read_file (load, cancellable, &error);
  if (bytes == NULL || !callout_file_check (bytes, load->name, load->use, load->max_mib, &facts, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  loaded->name = g_strdup (load->name);
  loaded->media_type = g_strdup (facts.media_type);
  loaded->bytes = g_bytes_ref (bytes);
  if (callout_file_is_picture (facts.media_type))
    loaded->picture = callout_file_draw (bytes, load->name, PICTURE_SIDE, &error);
  /* Not every machine can draw a WebP; that says nothing against it. */
  if (error != NULL && g_str_equal (facts.media_type, "image/webp"))
    g_clear_error (&error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&loaded), (GDestroyNotify) callout_loaded_file_unref);
}

static void
begin (Load                *load,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, callout_file_load_async);
  g_task_set_task_data (task, load, load_free);
  g_task_run_in_thread (task, load_thread);
}

/**
 * callout_file_load_async:
 * @max_mib: no more is read than that
 */
void
callout_file_load_async (GFile               *file,
                         CalloutFileUse       use,
                         guint                max_mib,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Load *load = g_new0 (Load, 1);
  g_autofree char *base = g_file_get_basename (file);

  load->file = g_object_ref (file);
  load->name = base != NULL ? g_utf8_make_valid (base, -1) : g_strdup ("");
  load->use = use;
  load->max_mib = max_mib;
  begin (load, cancellable, callback, user_data);
}

/**
 * callout_file_load_texture_async:
 * @texture: a picture from the clipboard, or one that was drawn here
 * @name: it shall be known by
 */
void
callout_file_load_texture_async (GdkTexture          *texture,
                                 const char          *name,
                                 CalloutFileUse       use,
                                 guint                max_mib,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  Load *load = g_new0 (Load, 1);

  load->texture = g_object_ref (texture);
  load->name = g_strdup (name);
  load->use = use;
  load->max_mib = max_mib;
  begin (load, cancellable, callback, user_data);
}

/**
 * callout_file_load_finish:
 *
 * Returns: (transfer full): errors: %CALLOUT_ERROR_INVALID, one sentence
 */
CalloutLoadedFile *
callout_file_load_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, callout_file_load_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Handing on: a command takes files as text, and of many that is much. */

typedef struct {
  CalloutArgs *args;
  char        *name;
  GPtrArray   *files;
} Collection;

static void
collection_free (gpointer data)
{
  Collection *collection = data;

  callout_args_unref (collection->args);
  g_ptr_array_unref (collection->files);
  g_free (collection->name);
  g_free (collection);
}

static void
collect_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Collection *collection = data;

  for (guint i = 0; i < collection->files->len; i++)
    {
      CalloutLoadedFile *file = g_ptr_array_index (collection->files, i);

      callout_args_add_file (collection->args, collection->name, file->bytes, file->name);
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * callout_loaded_files_collect_async:
 * @files: (element-type CalloutLoadedFile): neither to be touched, nor
 * @args: until it is done
 * @name: of the parameter that takes files
 *
 * Adds files to a command's parameters.
 */
void
callout_loaded_files_collect_async (GPtrArray           *files,
                                    CalloutArgs         *args,
                                    const char          *name,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Collection *collection = g_new0 (Collection, 1);

  collection->args = callout_args_ref (args);
  collection->name = g_strdup (name);
  collection->files = g_ptr_array_ref (files);
  g_task_set_source_tag (task, callout_loaded_files_collect_async);
  g_task_set_task_data (task, collection, collection_free);
  g_task_run_in_thread (task, collect_thread);
}

gboolean
callout_loaded_files_collect_finish (GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, callout_loaded_files_collect_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
