/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-peek-client.h"

#include "callout-error.h"
#include "callout-peek-format.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A folder full of pictures must not start as many processes. */
#define MAX_AT_ONCE 2
#define PATIENCE (30 * G_TIME_SPAN_SECOND)

typedef struct {
  GBytes          *bytes;
  CalloutPeekKind  kind;
  guint            side;
} Question;

static void
question_free (Question *self)
{
  g_bytes_unref (self->bytes);
  g_free (self);
}

void
callout_peek_free (CalloutPeek *self)
{
  g_clear_object (&self->texture);
  g_clear_pointer (&self->levels, g_bytes_unref);
  g_free (self);
}

/* Beside the program as it is built, or where it was installed to. */
static char *
find_program (void)
{
  const char *given = g_getenv ("CALLOUT_PEEK");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, "media", "callout-peek", NULL) : NULL;

  if (given != NULL && *given != '\0')
    return g_strdup (given);
  return beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&beside)
                                                                            : g_strdup (CALLOUT_PEEK_PROGRAM);
}

/**
 * callout_memory_file:
 *
 * A file that has no name and is in memory alone.
 *
 * Returns: its descriptor, which is the caller's to close; -1 with @error
 */
int
callout_memory_file (GBytes  *bytes,
                     GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  int file = memfd_create ("callout", MFD_CLOEXEC);

  for (gsize at = 0; file >= 0 && at < length;)
    {
      gssize n = write (file, data + at, length - at);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          close (file);
          file = -1;
          break;
        }
      at += (gsize) n;
    }
  if (file < 0 || lseek (file, 0, SEEK_SET) != 0)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_BUSY, _("There is not enough memory to show this file"));
      if (file >= 0)
        close (file);
      return -1;
    }
  return file;
}

static const char *
describe_fault (CalloutPeekKind kind,
                int             status)
{
  if (status == CALLOUT_PEEK_TOO_LARGE)
    return _("This picture is too large to be shown; it can be saved");
  if (status == CALLOUT_PEEK_NO_DECODER)
    return kind == CALLOUT_PEEK_PICTURE ? _("Pictures of this kind cannot be shown here; it can be saved")
                                        : _("There is no decoder for this recording here; it can be saved");
  if (kind == CALLOUT_PEEK_PICTURE)
    return _("This picture is damaged and cannot be shown");
  return kind == CALLOUT_PEEK_VIDEO ? _("This video is damaged and cannot be played")
                                    : _("This recording is damaged and cannot be played");
}

/* Everything it says, as long as it is not too long and does not take too long. */
static GByteArray *
listen (int           pipe,
        gsize         most,
        GCancellable *cancellable)
{
  g_autoptr (GByteArray) said = g_byte_array_new ();
  gint64 end = g_get_monotonic_time () + PATIENCE;
  struct pollfd polled[] = { { pipe, POLLIN, 0 }, { g_cancellable_get_fd (cancellable), POLLIN, 0 } };
  guint n_polled = polled[1].fd >= 0 ? 2 : 1;
  GByteArray *answer = NULL;
  guchar buffer[65536];

  while (answer == NULL && g_get_monotonic_time () < end && !g_cancellable_is_cancelled (cancellable))
    {
      gssize n;

      if (poll (polled, n_polled, (int) ((end - g_get_monotonic_time ()) / 1000 + 1)) <= 0
          || (polled[0].revents & (POLLIN | POLLHUP | POLLERR)) == 0)
        continue;
      n = read (pipe, buffer, sizeof buffer);
      if (n == 0)
        answer = g_steal_pointer (&said);
      else if (n < 0 && errno != EINTR)
        break;
      else if (n > 0 && said->len + (gsize) n > most)
        break;
      else if (n > 0)
        g_byte_array_append (said, buffer, (guint) n);
    }
  if (n_polled == 2)
    g_cancellable_release_fd (cancellable);
  return answer;
}

/* What it says is not taken at its word either. */
static CalloutPeek *
read_answer (GByteArray     *said,
             const Question *question)
{
  CalloutPeekHead head;
  CalloutPeek *self;
  gsize n_pixels;

  if (said == NULL || said->len < sizeof head)
    return NULL;
  memcpy (&head, said->data, sizeof head);
  if (head.magic != CALLOUT_PEEK_MAGIC || head.width > question->side || head.height > question->side
      || (head.width == 0) != (head.height == 0) || head.n_levels > CALLOUT_PEEK_N_LEVELS)
    return NULL;
  n_pixels = (gsize) head.width * head.height * 4;
  if (said->len != sizeof head + n_pixels + head.n_levels)
    return NULL;

  self = g_new0 (CalloutPeek, 1);
  self->full_width = head.full_width;
  self->full_height = head.full_height;
  self->duration = MAX (head.duration, 0);
  if (n_pixels > 0)
    {
      g_autoptr (GBytes) pixels = g_bytes_new (said->data + sizeof head, n_pixels);

      self->texture = gdk_memory_texture_new ((int) head.width, (int) head.height, GDK_MEMORY_R8G8B8A8, pixels,
                                              (gsize) head.width * 4);
    }
  if (head.n_levels > 0)
    self->levels = g_bytes_new (said->data + sizeof head + n_pixels, head.n_levels);
  return self;
}

static CalloutPeek *
ask (const Question *question,
     GCancellable   *cancellable,
     GError        **error)
{
  static const char *const words[] = { "picture", "video", "sound" };
  g_autofree char *program = find_program ();
  g_autofree char *side = g_strdup_printf ("%u", question->side);
  /* What decoders complain of is of no use to anybody here. */
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GByteArray) said = NULL;
  CalloutPeek *answer;
  GInputStream *pipe;
  int file = callout_memory_file (question->bytes, error);
  int status = -1;

  if (file < 0)
    return NULL;
  g_subprocess_launcher_take_stdin_fd (launcher, file);
  process = g_subprocess_launcher_spawn (launcher, error, program, words[question->kind], side, NULL);
  if (process == NULL)
    return NULL;
  pipe = g_subprocess_get_stdout_pipe (process);
  said = listen (g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (pipe)),
                 sizeof (CalloutPeekHead) + (gsize) question->side * question->side * 4 + CALLOUT_PEEK_N_LEVELS, cancellable);
  if (said == NULL)
    g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (g_subprocess_get_if_exited (process))
    status = g_subprocess_get_exit_status (process);
  answer = status == CALLOUT_PEEK_DONE ? read_answer (said, question) : NULL;
  if (answer == NULL)
    g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, describe_fault (question->kind, status));
  return answer;
}

/**
 * callout_peek_sync:
 *
 * As callout_peek_async(), for threads that may wait.
 *
 * Returns: (transfer full)
 */
CalloutPeek *
callout_peek_sync (GBytes           *bytes,
                   CalloutPeekKind   kind,
                   guint             side,
                   GCancellable     *cancellable,
                   GError          **error)
{
  Question question = { bytes, kind, CLAMP (side, 16, CALLOUT_PEEK_MAX_SIDE) };

  return ask (&question, cancellable, error);
}

static void
work (gpointer data,
      gpointer unused)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CalloutPeek *answer;

  if (g_task_return_error_if_cancelled (task))
    return;
  answer = ask (g_task_get_task_data (task), g_task_get_cancellable (task), &error);
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) callout_peek_free);
  else
    g_task_return_error (task, error);
}

static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool;

  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool, g_thread_pool_new (work, NULL, MAX_AT_ONCE, FALSE, NULL));
  return pool;
}

/**
 * callout_peek_async:
 * @bytes: the whole file
 * @side: pixels that the longer side of the answer shall have at most
 *
 * Has a file from outside decoded by a process that may take only so much time
 * and memory. Errors: %CALLOUT_ERROR_INVALID, in one sentence, whatever became
 * of that process.
 */
void
callout_peek_async (GBytes              *bytes,
                    CalloutPeekKind      kind,
                    guint                side,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, callout_peek_async);
  question->bytes = g_bytes_ref (bytes);
  question->kind = kind;
  question->side = CLAMP (side, 16, CALLOUT_PEEK_MAX_SIDE);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_thread_pool_push (get_pool (), task, NULL);
}

/**
 * callout_peek_finish:
 *
 * Returns: (transfer full)
 */
CalloutPeek *
callout_peek_finish (GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
