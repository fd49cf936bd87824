/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-file-access.h"

#include "callout-compat.h"
#include "callout-error.h"
#include "callout-file-load.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define THUMBNAIL_SIDE 96
#define MAX_THUMBNAILS 400 /* of at most 36 KiB each */
#define MAX_NAME_BYTES 180 /* file systems take 255 */

/* Reading */

typedef struct {
  gint64 person;
  gint64 file;
} Question;

static gpointer
read_bytes (CalloutStore  *store,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Question *question = data;
  g_autoptr (CalloutEntity) actor = callout_store_get (store, CALLOUT_KIND_PERSON, question->person, error);
  GError *failure = NULL;
  CalloutSight sight;

  if (actor == NULL)
    return NULL;
  sight = callout_commands_sight (CALLOUT_PERSON (actor));
  if (callout_store_can_see (store, CALLOUT_KIND_FILE, question->file, &sight, &failure))
    return callout_store_read_file (store, question->file, error);
  if (failure == NULL)
    g_set_error_literal (&failure, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("The file is not there any more, or you may not see it"));
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
 * callout_file_read_async:
 *
 * Reads what came, byte for byte.
 */
void
callout_file_read_async (CalloutSession      *session,
                         CalloutFile         *file,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, callout_file_read_async);
  question->person = callout_session_get_person_id (session);
  question->file = callout_entity_get_id (CALLOUT_ENTITY (file));
  callout_workspace_read_async (callout_session_get_workspace (session), read_bytes, question, g_free,
                                (GDestroyNotify) g_bytes_unref, cancellable, read_cb, task);
}

/**
 * callout_file_read_finish:
 *
 * Returns: (transfer full): errors: %CALLOUT_ERROR_NOT_FOUND for what the
 *   person may not see; %CALLOUT_ERROR_CORRUPT for what is not what it was
 */
GBytes *
callout_file_read_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, callout_file_read_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Pictures: read there, drawn on a thread of their own, shown here */

typedef struct {
  char   *name;
  GBytes *bytes;
  int     side;
} Drawing;

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;

  g_clear_pointer (&drawing->bytes, g_bytes_unref);
  g_free (drawing->name);
  g_free (drawing);
}

static void
draw_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Drawing *drawing = data;
  GError *error = NULL;
  GdkTexture *texture = callout_file_draw (drawing->bytes, drawing->name, drawing->side, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
bytes_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  Drawing *drawing = g_task_get_task_data (task);
  GError *error = NULL;

  drawing->bytes = callout_file_read_finish (result, &error);
  if (drawing->bytes != NULL)
    g_task_run_in_thread (task, draw_thread);
  else
    g_task_return_error (task, error);
}

/**
 * callout_file_picture_async:
 * @side: it is drawn no larger than that, pixels
 */
void
callout_file_picture_async (CalloutSession      *session,
                            CalloutFile         *file,
                            int                  side,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Drawing *drawing = g_new0 (Drawing, 1);

  drawing->name = g_strdup (file->name != NULL ? file->name : "");
  drawing->side = side;
  g_task_set_source_tag (task, callout_file_picture_async);
  g_task_set_task_data (task, drawing, drawing_free);
  callout_file_read_async (session, file, cancellable, bytes_cb, task);
}

/**
 * callout_file_picture_finish:
 *
 * Returns: (transfer full)
 */
GdkTexture *
callout_file_picture_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, callout_file_picture_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Small ones are kept: lists are made anew whenever something is added. What is
 * in a file never changes, so its sum is its name. */
static GHashTable *
thumbnails (void)
{
  static GHashTable *table;

  if (table == NULL)
    table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  if (g_hash_table_size (table) > MAX_THUMBNAILS)
    g_hash_table_remove_all (table);
  return table;
}

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GdkTexture *texture = callout_file_picture_finish (result, &error);

  if (texture == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_hash_table_insert (thumbnails (), g_strdup (g_task_get_task_data (task)), g_object_ref (texture));
  g_task_return_pointer (task, texture, g_object_unref);
}

void
callout_file_thumbnail_async (CalloutSession      *session,
                              CalloutFile         *file,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  GdkTexture *known = file->sha256 != NULL ? g_hash_table_lookup (thumbnails (), file->sha256) : NULL;

  g_task_set_source_tag (task, callout_file_thumbnail_async);
  g_task_set_task_data (task, g_strdup (file->sha256 != NULL ? file->sha256 : ""), g_free);
  if (known == NULL)
    {
      callout_file_picture_async (session, file, THUMBNAIL_SIDE, cancellable, drawn_cb, task);
      return;
    }
  g_task_return_pointer (task, g_object_ref (known), g_object_unref);
  g_object_unref (task);
}

GdkTexture *
callout_file_thumbnail_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, callout_file_thumbnail_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Names */

/* Endings whose programs only show what is in a file. What is text by its
 * contents, but is called otherwise, might be run or rendered. */
static gboolean
is_called_text (const char *name)
{
  static const char *const endings[] = { ".txt", ".csv", ".log", ".md", ".json", ".xml", ".ics", ".vcf" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

/**
 * callout_file_safe_name:
 *
 * Returns: (transfer full): the name a copy may have in a folder: no path, not
 *   hidden, no signs that deceive
 */
char *
callout_file_safe_name (CalloutFile *file)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *whole = g_utf8_make_valid (file->name != NULL ? file->name : "", -1);
  const char *ending = strrchr (whole, '.');
  gsize room = MAX_NAME_BYTES;

  if (ending == NULL || ending == whole || strlen (ending) > 12 || strchr (ending, '/') != NULL)
    ending = "";
  room -= strlen (ending);
  for (const char *p = whole; strlen (p) > strlen (ending); p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (name->len + 6 > room)
        break;
      if (name->len == 0 && (c == '.' || g_unichar_isspace (c)))
        continue;
      if (c == '/' || c == '\\')
        g_string_append_c (name, '_');
      else if (g_unichar_isprint (c) && g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (name, c);
    }
  if (name->len == 0)
    g_string_append (name, _("File"));
  g_string_append (name, ending);
  if (file->media_type != NULL && g_str_equal (file->media_type, "text/plain") && !is_called_text (name->str))
    g_string_append (name, ".txt");
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* Opening: a copy only this person can read and nobody change, which goes when
 * the program ends; those of one that was killed go with the next. */

static char *copies_folder;

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_unlink (inner) != 0)
        remove_folder (inner);
    }
  g_rmdir (path);
}

static void
remove_copies (void)
{
  if (copies_folder != NULL)
    remove_folder (copies_folder);
}

static void
remove_orphans (const char *base)
{
  g_autoptr (GDir) folder = g_dir_open (base, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (base, name, NULL);
      gint64 number = g_ascii_strtoll (name, NULL, 10);

      if (number > 0 && kill ((pid_t) number, 0) != 0 && errno == ESRCH)
        remove_folder (path);
    }
}

static char *
make_folder (GError **error)
{
  g_autofree char *base = g_build_filename (g_get_user_runtime_dir (), "callout", NULL);
  g_autofree char *within = NULL;

  if (copies_folder == NULL)
    {
      g_autofree char *own = g_strdup_printf ("%s/%d", base, (int) getpid ());

      if (g_mkdir_with_parents (own, 0700) != 0)
        {
          g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("No copy can be made to be opened: %s"), g_strerror (errno));
          return NULL;
        }
      remove_orphans (base);
      copies_folder = g_steal_pointer (&own);
      atexit (remove_copies);
    }
  /* One each: two files may have the same name. */
  within = g_build_filename (copies_folder, "XXXXXX", NULL);
  if (g_mkdtemp_full (within, 0700) != NULL)
    return g_steal_pointer (&within);
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("No copy can be made to be opened: %s"), g_strerror (errno));
  return NULL;
}

/* What is under way with one file for one window */
typedef struct {
  GtkWidget            *parent;
  CalloutSession       *session;
  CalloutFile          *file;
  GFile                *target; /* (nullable) */
  GtkFileChooserNative *chooser;
} Job;

static Job *
job_new (GtkWidget      *parent,
         CalloutSession *session,
         CalloutFile    *file)
{
  Job *job = g_new0 (Job, 1);

  job->parent = g_object_ref (parent);
  job->session = g_object_ref (session);
  job->file = g_object_ref (file);
  return job;
}

static void
job_free (Job *job)
{
  g_clear_object (&job->chooser);
  g_clear_object (&job->target);
  g_object_unref (job->file);
  g_object_unref (job->session);
  g_object_unref (job->parent);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static GtkWindow *
window_of (Job *job)
{
  GtkRoot *root = gtk_widget_get_root (job->parent);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
launched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) said = NULL;

  if (callout_compat_open_file_finish (result, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  said = g_error_new (CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("No program here opens “%s”; save it instead"), job->file->name);
  callout_session_fail (job->session, said);
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  GtkWindow *window = window_of (job);

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    {
      callout_session_fail (job->session, error);
      return;
    }
  g_chmod (g_file_peek_path (G_FILE (object)), 0400);
  callout_compat_open_file_async (window, G_FILE (object), launched_cb, g_steal_pointer (&job));
}

static void
open_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = callout_file_read_finish (result, &error);
  g_autofree char *folder = bytes != NULL ? make_folder (&error) : NULL;
  g_autofree char *name = callout_file_safe_name (job->file);
  g_autoptr (GFile) copy = NULL;

  if (folder == NULL)
    {
      callout_session_fail (job->session, error);
      return;
    }
  copy = g_file_new_build_filename (folder, name, NULL);
  g_file_replace_contents_bytes_async (copy, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, copied_cb, g_steal_pointer (&job));
}

/**
 * callout_file_open:
 *
 * Hands a copy that cannot be changed to the program that opens such files.
 * What nobody can tell what it is, is only saved.
 */
void
callout_file_open (GtkWidget      *parent,
                   CalloutSession *session,
                   CalloutFile    *file)
{
  if (file->media_type == NULL || g_str_equal (file->media_type, "application/octet-stream"))
    callout_file_save (parent, session, file);
  else
    callout_file_read_async (session, file, NULL, open_read_cb, job_new (parent, session, file));
}

/* Saving */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  /* Translators: %s is a file's name */
  g_autofree char *said = g_strdup_printf (_("“%s” saved"), name);

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    callout_session_tell (job->session, said);
  else
    callout_session_fail (job->session, error);
}

static void
save_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = callout_file_read_finish (result, &error);
  GFile *target = job->target;

  if (bytes == NULL)
    callout_session_fail (job->session, error);
  else
    g_file_replace_contents_bytes_async (target, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved_cb, g_steal_pointer (&job));
}

static void
save_response_cb (GtkNativeDialog *chooser,
                  int              response,
                  Job             *data)
{
  g_autoptr (Job) job = data;
  CalloutSession *session = job->session;
  CalloutFile *file = job->file;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  job->target = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (job->target != NULL)
    callout_file_read_async (session, file, NULL, save_read_cb, g_steal_pointer (&job));
}

/**
 * callout_file_save:
 *
 * Asks where to, and writes a copy there.
 */
void
callout_file_save (GtkWidget      *parent,
                   CalloutSession *session,
                   CalloutFile    *file)
{
  Job *job = job_new (parent, session, file);
  g_autofree char *name = callout_file_safe_name (file);

  job->chooser = gtk_file_chooser_native_new (_("Save File"), window_of (job), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"),
                                              _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (job->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (job->chooser), name);
  g_signal_connect (job->chooser, "response", G_CALLBACK (save_response_cb), job);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (job->chooser));
}
