/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-parcel.h"

#include "callout-file-check.h"
#include "callout-peek-client.h"

#include <string.h>

/*
 * Files made ready to be sent: large pictures smaller, and everything as the
 * command takes it. On a thread of its own, as of many files it is much.
 */

#define QUALITY "85"

typedef struct {
  GPtrArray            *files;
  CalloutArgs          *args;
  GFileProgressCallback progress;
  gpointer              progress_data;
  gboolean              originals;
} Parcel;

typedef struct {
  GFileProgressCallback progress;
  gpointer              data;
  GTask                *task;
  guint                 done;
  guint                 total;
} Step;

static void
parcel_free (gpointer data)
{
  Parcel *parcel = data;

  g_ptr_array_unref (parcel->files);
  callout_args_unref (parcel->args);
  g_free (parcel);
}

/* What can be written again as what it is; of others nothing is lost by leaving them. */
static const char *
writable_type (const char *media_type)
{
  if (g_strcmp0 (media_type, "image/jpeg") == 0)
    return "jpeg";
  return g_strcmp0 (media_type, "image/png") == 0 ? "png" : NULL;
}

static gboolean
is_large (CalloutLoadedFile *file)
{
  CalloutFileFacts facts;

  return writable_type (file->media_type) != NULL
         && callout_file_check (file->bytes, file->name, CALLOUT_FILE_ANY, G_MAXUINT / (1024 * 1024), &facts, NULL)
         && MAX (facts.width, facts.height) > CALLOUT_PARCEL_SIDE;
}

/**
 * callout_parcel_is_large:
 * @files: (element-type CalloutLoadedFile)
 *
 * Returns: whether one of them is a picture that would be made smaller
 */
gboolean
callout_parcel_is_large (GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    if (is_large (g_ptr_array_index (files, i)))
      return TRUE;
  return FALSE;
}

static GBytes *
write_picture (GdkTexture *texture,
               const char *type)
{
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  char *data = NULL;
  gsize length = 0;
  gboolean written;

  gdk_texture_download (texture, cairo_image_surface_get_data (surface), (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);
  pixbuf = gdk_pixbuf_get_from_surface (surface, 0, 0, width, height);
  cairo_surface_destroy (surface);
  written = g_str_equal (type, "jpeg")
              ? gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, type, NULL, "quality", QUALITY, NULL)
              : gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, type, NULL, NULL);
  return written ? g_bytes_new_take (data, length) : NULL;
}

/* (nullable): it goes as it is */
static GBytes *
make_smaller (CalloutLoadedFile *file,
              GCancellable      *cancellable)
{
  g_autoptr (CalloutPeek) peek = is_large (file) ? callout_peek_sync (file->bytes, CALLOUT_PEEK_PICTURE, CALLOUT_PARCEL_SIDE,
                                                                      cancellable, NULL) : NULL;
  g_autoptr (GBytes) smaller = peek != NULL && peek->texture != NULL
                                 ? write_picture (peek->texture, writable_type (file->media_type)) : NULL;

  /* Some are larger afterwards. */
  return smaller != NULL && g_bytes_get_size (smaller) < g_bytes_get_size (file->bytes) ? g_steal_pointer (&smaller) : NULL;
}

static gboolean
step_cb (gpointer data)
{
  g_autofree Step *step = data;
  g_autoptr (GTask) task = step->task;

  if (!g_task_get_completed (task))
    step->progress (step->done, step->total, step->data);
  return G_SOURCE_REMOVE;
}

static void
tell (GTask  *task,
      Parcel *parcel,
      guint   done)
{
  Step *step = g_new0 (Step, 1);

  step->progress = parcel->progress;
  step->data = parcel->progress_data;
  step->task = g_object_ref (task);
  step->done = done;
  step->total = parcel->files->len;
  g_main_context_invoke (g_task_get_context (task), step_cb, step);
}

static void
pack (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Parcel *parcel = data;

  for (guint i = 0; i < parcel->files->len; i++)
    {
      CalloutLoadedFile *file = g_ptr_array_index (parcel->files, i);
      g_autoptr (GBytes) smaller = NULL;

      if (g_task_return_error_if_cancelled (task))
        return;
      smaller = make_smaller (file, cancellable);
      callout_args_add_file (parcel->args, "file", smaller != NULL ? smaller : file->bytes, file->name);
      if (smaller != NULL && parcel->originals)
        callout_args_add_file (parcel->args, "original", file->bytes, file->name);
      tell (task, parcel, i + 1);
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * callout_parcel_async:
 * @files: (element-type CalloutLoadedFile)
 * @originals: whether pictures that are made smaller go along as they were, too
 * @args: not to be touched until it is done
 * @progress: told after each file how many of them are ready; with @user_data
 */
void
callout_parcel_async (GPtrArray             *files,
                      gboolean               originals,
                      CalloutArgs           *args,
                      GCancellable          *cancellable,
                      GFileProgressCallback  progress,
                      GAsyncReadyCallback    callback,
                      gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Parcel *parcel = g_new0 (Parcel, 1);

  g_task_set_source_tag (task, callout_parcel_async);
  parcel->files = g_ptr_array_ref (files);
  parcel->args = callout_args_ref (args);
  parcel->progress = progress;
  parcel->progress_data = user_data;
  parcel->originals = originals;
  g_task_set_task_data (task, parcel, parcel_free);
  g_task_run_in_thread (task, pack);
}

gboolean
callout_parcel_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
