/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-file-source.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>

struct _CalloutFileSource
{
  GObject         parent_instance;

  /* Owned */
  CalloutSession *session;    /* (nullable): not in the store */
  char           *name;
  char           *media_type;
  GBytes         *bytes;      /* (nullable): of one that is not in the store */
  GdkTexture     *texture;    /* (nullable): how it looked when last asked */

  gint64          id;
  gint64          size;
  guint           width;
  guint           height;
};

G_DEFINE_FINAL_TYPE (CalloutFileSource, callout_file_source, G_TYPE_OBJECT)

static void
callout_file_source_finalize (GObject *object)
{
  CalloutFileSource *self = CALLOUT_FILE_SOURCE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  g_free (self->media_type);
  G_OBJECT_CLASS (callout_file_source_parent_class)->finalize (object);
}

static void
callout_file_source_class_init (CalloutFileSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = callout_file_source_finalize;
}

static void
callout_file_source_init (CalloutFileSource *self)
{
}

/**
 * callout_file_source_new:
 *
 * Returns: (transfer full): a file of the store, read as the person signed in
 */
CalloutFileSource *
callout_file_source_new (CalloutSession *session,
                         CalloutFile    *file)
{
  CalloutFileSource *self = g_object_new (CALLOUT_TYPE_FILE_SOURCE, NULL);

  self->session = g_object_ref (session);
  self->id = callout_entity_get_id (CALLOUT_ENTITY (file));
  self->name = g_strdup (file->name != NULL ? file->name : "");
  self->media_type = g_strdup (file->media_type != NULL ? file->media_type : "");
  self->size = file->bytes;
  self->width = (guint) file->width;
  self->height = (guint) file->height;
  return self;
}

/**
 * callout_file_source_new_for_bytes:
 *
 * Returns: (transfer full): a file that is not in the store, or not yet
 */
CalloutFileSource *
callout_file_source_new_for_bytes (const char *name,
                                   const char *media_type,
                                   GBytes     *bytes)
{
  CalloutFileSource *self = g_object_new (CALLOUT_TYPE_FILE_SOURCE, NULL);

  self->name = g_strdup (name);
  self->media_type = g_strdup (media_type);
  self->bytes = g_bytes_ref (bytes);
  self->size = (gint64) g_bytes_get_size (bytes);
  return self;
}

gint64
callout_file_source_get_id (CalloutFileSource *self)
{
  return self->id;
}

const char *
callout_file_source_get_name (CalloutFileSource *self)
{
  return self->name;
}

const char *
callout_file_source_get_media_type (CalloutFileSource *self)
{
  return self->media_type;
}

/* In bytes. */
gint64
callout_file_source_get_size (CalloutFileSource *self)
{
  return self->size;
}

/* In pixels; 0: no picture, or unknown. */
guint
callout_file_source_get_width (CalloutFileSource *self)
{
  return self->width;
}

guint
callout_file_source_get_height (CalloutFileSource *self)
{
  return self->height;
}

CalloutFileLook
callout_file_source_get_look (CalloutFileSource *self)
{
  if (g_str_has_prefix (self->media_type, "image/"))
    return CALLOUT_FILE_LOOK_PICTURE;
  if (g_str_has_prefix (self->media_type, "video/"))
    return CALLOUT_FILE_LOOK_VIDEO;
  return g_str_has_prefix (self->media_type, "audio/") ? CALLOUT_FILE_LOOK_SOUND : CALLOUT_FILE_LOOK_OTHER;
}

/**
 * callout_file_source_get_texture:
 *
 * Returns: (transfer none) (nullable): what the last peek saw
 */
GdkTexture *
callout_file_source_get_texture (CalloutFileSource *self)
{
  return self->texture;
}

/* Its bytes */

typedef struct {
  gint64 person;
  gint64 file;
} Question;

static gpointer
read_file (CalloutStore  *store,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Question *question = data;
  g_autoptr (CalloutEntity) actor = callout_store_get (store, CALLOUT_KIND_PERSON, question->person, error);
  CalloutSight sight;
  GError *failure = NULL;

  if (actor == NULL)
    return NULL;
  sight = callout_commands_sight (CALLOUT_PERSON (actor));
  if (callout_store_can_see (store, CALLOUT_KIND_FILE, question->file, &sight, &failure))
    return callout_store_read_file (store, question->file, error);
  if (failure == NULL)
    g_set_error_literal (&failure, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no such file, or you may not see it"));
  g_propagate_error (error, failure);
  return NULL;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GBytes *bytes = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/**
 * callout_file_source_load_async:
 *
 * Reads the whole file; what was changed under the store's feet is not handed on.
 */
void
callout_file_source_load_async (CalloutFileSource   *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Question *question;

  g_task_set_source_tag (task, callout_file_source_load_async);
  if (self->bytes != NULL)
    {
      g_task_return_pointer (task, g_bytes_ref (self->bytes), (GDestroyNotify) g_bytes_unref);
      g_object_unref (task);
      return;
    }
  question = g_new0 (Question, 1);
  question->person = callout_session_get_person_id (self->session);
  question->file = self->id;
  callout_workspace_read_async (callout_session_get_workspace (self->session), read_file, question, g_free,
                                (GDestroyNotify) g_bytes_unref, cancellable, read_cb, task);
}

/**
 * callout_file_source_load_finish:
 *
 * Returns: (transfer full): errors: %CALLOUT_ERROR_NOT_FOUND, %CALLOUT_ERROR_CORRUPT
 */
GBytes *
callout_file_source_load_finish (CalloutFileSource  *self,
                                 GAsyncResult       *result,
                                 GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What it looks like */

static void
peeked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  CalloutFileSource *self = g_task_get_source_object (task);
  GError *error = NULL;
  CalloutPeek *peek = callout_peek_finish (result, &error);

  if (peek == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_set_object (&self->texture, peek->texture);
  g_task_return_pointer (task, peek, (GDestroyNotify) callout_peek_free);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  static const CalloutPeekKind kinds[] = { CALLOUT_PEEK_PICTURE, CALLOUT_PEEK_VIDEO, CALLOUT_PEEK_SOUND, CALLOUT_PEEK_PICTURE };
  GTask *task = data;
  CalloutFileSource *self = CALLOUT_FILE_SOURCE (object);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = callout_file_source_load_finish (self, result, &error);

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  callout_peek_async (bytes, kinds[callout_file_source_get_look (self)], GPOINTER_TO_UINT (g_task_get_task_data (task)),
                      g_task_get_cancellable (task), peeked_cb, task);
}

/**
 * callout_file_source_peek_async:
 * @side: pixels of the longer side, at most
 */
void
callout_file_source_peek_async (CalloutFileSource   *self,
                                guint                side,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, callout_file_source_peek_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (side), NULL);
  callout_file_source_load_async (self, cancellable, loaded_cb, task);
}

/**
 * callout_file_source_peek_finish:
 *
 * Returns: (transfer full)
 */
CalloutPeek *
callout_file_source_peek_finish (CalloutFileSource  *self,
                                 GAsyncResult       *result,
                                 GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
