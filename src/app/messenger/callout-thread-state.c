/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-thread-state.h"

/* So many messages keep their pictures while others are looked at. */
#define N_KEPT 60

struct _CalloutThreadState
{
  GObject         parent_instance;

  /* Owned */
  CalloutSession *session;
  GPtrArray      *marks;   /* (nullable): of CalloutReadMark, of this thread */
  GHashTable     *files;   /* message → GPtrArray of CalloutThreadFile; NULL: under way */
  GQueue          order;   /* of messages, the one that came last first */
  GCancellable   *cancellable;

  gint64          ticket;
  gint64          first_unread; /* 0: everything was read */
  int             thread;
};

enum { MARKS_CHANGED, FILES, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutThreadState, callout_thread_state, G_TYPE_OBJECT)

static void
thread_file_free (gpointer data)
{
  CalloutThreadFile *self = data;

  g_clear_object (&self->file);
  g_clear_object (&self->source);
  g_clear_object (&self->original);
  g_free (self);
}

static void
clear_files (gpointer data)
{
  g_clear_pointer ((GPtrArray **) &data, g_ptr_array_unref);
}

static void
callout_thread_state_dispose (GObject *object)
{
  CalloutThreadState *self = CALLOUT_THREAD_STATE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (callout_thread_state_parent_class)->dispose (object);
}

static void
callout_thread_state_finalize (GObject *object)
{
  CalloutThreadState *self = CALLOUT_THREAD_STATE (object);

  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_hash_table_unref (self->files);
  g_queue_clear_full (&self->order, g_free);
  G_OBJECT_CLASS (callout_thread_state_parent_class)->finalize (object);
}

static void
callout_thread_state_class_init (CalloutThreadStateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = callout_thread_state_dispose;
  object_class->finalize = callout_thread_state_finalize;
  signals[MARKS_CHANGED] = g_signal_new ("marks-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  signals[FILES] = g_signal_new ("files", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_INT64);
}

static void
callout_thread_state_init (CalloutThreadState *self)
{
  self->files = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, clear_files);
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->order);
}

CalloutThreadState *
callout_thread_state_new (CalloutSession *session,
                          gint64          ticket,
                          int             thread)
{
  CalloutThreadState *self = g_object_new (CALLOUT_TYPE_THREAD_STATE, NULL);

  self->session = g_object_ref (session);
  self->ticket = ticket;
  self->thread = thread;
  return self;
}

CalloutSession *
callout_thread_state_get_session (CalloutThreadState *self)
{
  return self->session;
}

/* How far it was read */

/**
 * callout_thread_state_set_marks:
 * @marks: (element-type CalloutReadMark): of the ticket, whatever the thread
 */
void
callout_thread_state_set_marks (CalloutThreadState *self,
                                GPtrArray          *marks)
{
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  self->marks = g_ptr_array_ref (marks);
  g_signal_emit (self, signals[MARKS_CHANGED], 0);
}

/* The marks of this thread that are somebody else's, or one's own. */
static CalloutReadMark *
nth_mark (CalloutThreadState *self,
          guint              *at,
          gboolean            own)
{
  gint64 me = callout_session_get_person_id (self->session);

  while (self->marks != NULL && *at < self->marks->len)
    {
      CalloutReadMark *mark = g_ptr_array_index (self->marks, (*at)++);

      if (mark->thread == self->thread && (mark->person == me) == own)
        return mark;
    }
  return NULL;
}

/* Up to which message the person signed in has read. */
gint64
callout_thread_state_get_read_to (CalloutThreadState *self)
{
  guint at = 0;
  CalloutReadMark *mark = nth_mark (self, &at, TRUE);

  return mark != NULL ? mark->read_to : 0;
}

void
callout_thread_state_set_first_unread (CalloutThreadState *self,
                                       gint64              message)
{
  self->first_unread = message;
}

/* As it was when the thread was opened; 0: there was none. */
gint64
callout_thread_state_get_first_unread (CalloutThreadState *self)
{
  return self->first_unread;
}

/* Whether a message has reached anybody else. */
gboolean
callout_thread_state_is_delivered (CalloutThreadState *self,
                                   gint64              message)
{
  guint at = 0;
  CalloutReadMark *mark;

  while ((mark = nth_mark (self, &at, FALSE)) != NULL)
    if (mark->delivered_to >= message || mark->read_to >= message)
      return TRUE;
  return FALSE;
}

/**
 * callout_thread_state_dup_readers:
 *
 * Returns: (transfer full) (nullable): who else has read a message; %NULL: nobody
 */
char *
callout_thread_state_dup_readers (CalloutThreadState *self,
                                  gint64              message)
{
  GString *names = NULL;
  guint at = 0;
  CalloutReadMark *mark;

  while ((mark = nth_mark (self, &at, FALSE)) != NULL)
    {
      if (mark->read_to < message)
        continue;
      if (names == NULL)
        names = g_string_new (NULL);
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", mark->name != NULL ? mark->name : mark->login);
    }
  return names != NULL ? g_string_free (names, FALSE) : NULL;
}

/* Files */

typedef struct {
  CalloutThreadState *state;
  gint64              message;
} Reading;

static CalloutFile *
find_file (GPtrArray *files,
           gint64     id)
{
  for (guint i = 0; i < files->len; i++)
    if (callout_entity_get_id (g_ptr_array_index (files, i)) == id)
      return g_ptr_array_index (files, i);
  return NULL;
}

static gboolean
is_original (GPtrArray *files,
             gint64     id)
{
  for (guint i = 0; i < files->len; i++)
    if (((CalloutFile *) g_ptr_array_index (files, i))->original == id)
      return TRUE;
  return FALSE;
}

static GPtrArray *
arrange (CalloutThreadState *self,
         GPtrArray          *files)
{
  GPtrArray *arranged = g_ptr_array_new_with_free_func (thread_file_free);

  for (guint i = 0; i < files->len; i++)
    {
      CalloutFile *file = g_ptr_array_index (files, i);
      CalloutFile *original = file->original != 0 ? find_file (files, file->original) : NULL;
      CalloutThreadFile *entry;

      if (is_original (files, callout_entity_get_id (CALLOUT_ENTITY (file))))
        continue;
      entry = g_new0 (CalloutThreadFile, 1);
      entry->file = g_object_ref (file);
      entry->source = callout_file_source_new (self->session, file);
      entry->original = original != NULL ? g_object_ref (original) : NULL;
      g_ptr_array_add (arranged, entry);
    }
  return arranged;
}

static void
files_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autofree Reading *reading = data;
  g_autoptr (CalloutThreadState) self = reading->state;
  g_autoptr (GPtrArray) files = callout_workspace_list_finish (CALLOUT_WORKSPACE (object), result, NULL);

  if (self->session == NULL)
    return;
  if (files == NULL) /* asked again when it is shown again */
    {
      g_hash_table_remove (self->files, &reading->message);
      return;
    }
  g_hash_table_replace (self->files, g_memdup2 (&reading->message, sizeof (gint64)), arrange (self, files));
  g_queue_push_head (&self->order, g_memdup2 (&reading->message, sizeof (gint64)));
  while (self->order.length > N_KEPT)
    {
      g_autofree gint64 *oldest = g_queue_pop_tail (&self->order);

      g_hash_table_remove (self->files, oldest);
    }
  g_signal_emit (self, signals[FILES], 0, reading->message);
}

/**
 * callout_thread_state_get_files:
 *
 * Returns: (transfer none) (nullable) (element-type CalloutThreadFile): %NULL as
 *   long as they are being read; `files` follows
 */
GPtrArray *
callout_thread_state_get_files (CalloutThreadState *self,
                                gint64              message)
{
  g_autoptr (CalloutQuery) query = NULL;
  g_autofree char *id = NULL;
  const char *values[] = { NULL, NULL };
  Reading *reading;
  gpointer files;

  if (g_hash_table_lookup_extended (self->files, &message, NULL, &files))
    return files;
  g_hash_table_insert (self->files, g_memdup2 (&message, sizeof message), NULL);
  query = callout_query_new (CALLOUT_KIND_FILE);
  values[0] = id = callout_ref_format (CALLOUT_KIND_MESSAGE, message);
  callout_query_add (query, "message", CALLOUT_OP_IS, values, NULL);
  callout_query_set_sort (query, "id", FALSE, NULL);
  reading = g_new0 (Reading, 1);
  reading->state = g_object_ref (self);
  reading->message = message;
  callout_workspace_list_async (callout_session_get_workspace (self->session), callout_session_get_person_id (self->session),
                                query, self->cancellable, files_cb, reading);
  return NULL;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 first = callout_entity_get_id (*(CalloutEntity *const *) a);
  gint64 second = callout_entity_get_id (*(CalloutEntity *const *) b);

  return first < second ? -1 : first > second;
}

/**
 * callout_thread_state_dup_pictures:
 *
 * Returns: (transfer full) (element-type CalloutFile): those that were looked
 *   at of late, in the order in which they came
 */
GPtrArray *
callout_thread_state_dup_pictures (CalloutThreadState *self)
{
  GPtrArray *pictures = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (guint i = 0; value != NULL && i < ((GPtrArray *) value)->len; i++)
      {
        CalloutThreadFile *entry = g_ptr_array_index ((GPtrArray *) value, i);

        if (callout_file_source_get_look (entry->source) == CALLOUT_FILE_LOOK_PICTURE)
          g_ptr_array_add (pictures, g_object_ref (entry->file));
      }
  g_ptr_array_sort (pictures, compare_ids);
  return pictures;
}
