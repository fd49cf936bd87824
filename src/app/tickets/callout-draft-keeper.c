/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-draft-keeper.h"

#include "callout-file-load.h"

/* So long after the last key what was typed is kept. */
#define KEEP_MS 700

/* What is far too large is not read to its end; the command knows the house's
 * own limit, which is less. */
#define MAX_MIB 256

struct _CalloutDraftKeeper
{
  GObject          parent_instance;

  /* Owned */
  CalloutSession  *session;
  CalloutFlowPlan *plan;
  GHashTable      *answers; /* path → value: what stands there, kept or not yet */
  GQueue          *unkept;  /* of paths */
  char            *under_way; /* (nullable): the path of what is being kept */

  gint64           ticket;
  guint            timer;
  guint            n_files; /* being read or kept */
  void           (*done) (gpointer data);
  gpointer         data;
};

enum { PROBLEM, FILES_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutDraftKeeper, callout_draft_keeper, G_TYPE_OBJECT)

static void keep_next (CalloutDraftKeeper *self);

static void
give (CalloutDraftKeeper  *self,
      CalloutArgs         *args,
      GAsyncReadyCallback  callback)
{
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_TICKET, self->ticket);
  CalloutRequest *request = callout_request_new (callout_session_get_person_id (self->session), CALLOUT_SOURCE_DESKTOP,
                                                 "ticket.answer", ref, args);

  callout_workspace_run_async (callout_session_get_workspace (self->session), request, NULL, callback, g_object_ref (self));
}

/* What is refused stays with the person, and whoever wanted to go on stays, too. */
static void
refuse (CalloutDraftKeeper *self,
        const GError       *error)
{
  self->done = NULL;
  g_signal_emit (self, signals[PROBLEM], 0, error->message);
}

/* Words: one answer after the other, each when the one before is kept */

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CalloutDraftKeeper) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_run_finish (CALLOUT_WORKSPACE (object), result, NULL, &error);

  g_clear_pointer (&self->under_way, g_free);
  if (entity == NULL)
    refuse (self, error);
  keep_next (self);
}

/* What cannot be taken yet, like half a date, stays with the person. */
static gboolean
is_sound (CalloutDraftKeeper *self,
          const char         *path,
          const char         *value)
{
  const CalloutFlowQuestion *question = callout_flow_plan_find (self->plan, path, NULL);

  return question == NULL || *value == '\0' || callout_flow_plan_check_answer (question, value, NULL);
}

static void
finish (CalloutDraftKeeper *self)
{
  void (*done) (gpointer) = g_steal_pointer (&self->done);

  if (done != NULL)
    done (self->data);
}

static void
keep_next (CalloutDraftKeeper *self)
{
  while (self->under_way == NULL && !g_queue_is_empty (self->unkept))
    {
      g_autofree char *path = g_queue_pop_head (self->unkept);
      const char *value = g_hash_table_lookup (self->answers, path);
      g_autoptr (CalloutArgs) args = NULL;

      value = value != NULL ? value : "";
      if (!is_sound (self, path, value))
        continue;
      args = callout_args_new_with ("question", path, "value", value, NULL);
      self->under_way = g_steal_pointer (&path);
      give (self, args, kept_cb);
    }
  if (self->under_way == NULL && self->n_files == 0)
    finish (self);
}

static gboolean
rest_cb (gpointer data)
{
  CalloutDraftKeeper *self = data;

  self->timer = 0;
  keep_next (self);
  return G_SOURCE_REMOVE;
}

/**
 * callout_draft_keeper_set:
 * @value: empty: no answer
 */
void
callout_draft_keeper_set (CalloutDraftKeeper *self,
                          const char         *path,
                          const char         *value)
{
  if (*value == '\0')
    g_hash_table_remove (self->answers, path);
  else
    g_hash_table_insert (self->answers, g_strdup (path), g_strdup (value));
  if (g_queue_find_custom (self->unkept, path, (GCompareFunc) g_strcmp0) == NULL)
    g_queue_push_tail (self->unkept, g_strdup (path));
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (KEEP_MS, rest_cb, self);
}

/* Files: read, made into text, and kept */

typedef struct {
  CalloutDraftKeeper *self;
  CalloutArgs        *args;
} Step;

static void
file_done (CalloutDraftKeeper *self,
           const GError       *error)
{
  self->n_files--;
  if (error != NULL)
    refuse (self, error);
  g_signal_emit (self, signals[FILES_CHANGED], 0);
  keep_next (self);
}

static void
file_kept_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (CalloutDraftKeeper) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_run_finish (CALLOUT_WORKSPACE (object), result, NULL, &error);

  file_done (self, error);
}

static void
collected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  Step *step = data;

  callout_loaded_files_collect_finish (result, NULL);
  give (step->self, step->args, file_kept_cb);
  g_object_unref (step->self);
  callout_args_unref (step->args);
  g_free (step);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  Step *step = data;
  g_autoptr (GError) error = NULL;
  CalloutLoadedFile *file = callout_file_load_finish (result, &error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_loaded_file_unref);

  if (file != NULL)
    {
      g_ptr_array_add (files, file);
      callout_loaded_files_collect_async (files, step->args, "file", NULL, collected_cb, step);
      return;
    }
  file_done (step->self, error);
  g_object_unref (step->self);
  callout_args_unref (step->args);
  g_free (step);
}

static Step *
step_new (CalloutDraftKeeper *self,
          const char         *path)
{
  Step *step = g_new0 (Step, 1);

  self->n_files++;
  step->self = g_object_ref (self);
  step->args = callout_args_new_with ("question", path, NULL);
  return step;
}

static CalloutFileUse
use_of (CalloutDraftKeeper *self,
        const char         *path)
{
  const CalloutFlowQuestion *question = callout_flow_plan_find (self->plan, path, NULL);

  if (question != NULL && question->kind == CALLOUT_QUESTION_PHOTO)
    return CALLOUT_FILE_PHOTO;
  if (question != NULL && question->kind == CALLOUT_QUESTION_SIGNATURE)
    return CALLOUT_FILE_SIGNATURE;
  return CALLOUT_FILE_ANY;
}

void
callout_draft_keeper_add_file (CalloutDraftKeeper *self,
                               const char         *path,
                               GFile              *file)
{
  callout_file_load_async (file, use_of (self, path), MAX_MIB, NULL, loaded_cb, step_new (self, path));
}

/**
 * callout_draft_keeper_add_picture:
 * @picture: drawn here
 * @name: it shall be known by
 */
void
callout_draft_keeper_add_picture (CalloutDraftKeeper *self,
                                  const char         *path,
                                  GdkTexture         *picture,
                                  const char         *name)
{
  callout_file_load_texture_async (picture, name, use_of (self, path), MAX_MIB, NULL, loaded_cb, step_new (self, path));
}

/**
 * callout_draft_keeper_remove_file:
 * @ref: of one of the files that answer it; empty: all of them
 */
void
callout_draft_keeper_remove_file (CalloutDraftKeeper *self,
                                  const char         *path,
                                  const char         *ref)
{
  /* A value names the files that stay. */
  const char *value = g_hash_table_lookup (self->answers, path);
  g_auto (GStrv) present = g_strsplit (value != NULL ? value : "", " ", -1);
  g_autoptr (GString) kept = g_string_new (NULL);
  g_autoptr (CalloutArgs) args = NULL;

  for (guint i = 0; *ref != '\0' && present[i] != NULL; i++)
    if (!g_str_equal (present[i], ref))
      g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "", present[i]);
  args = callout_args_new_with ("question", path, "value", kept->str, NULL);
  self->n_files++;
  give (self, args, file_kept_cb);
}

/**
 * callout_draft_keeper_is_busy:
 *
 * Returns: whether something is not kept yet
 */
gboolean
callout_draft_keeper_is_busy (CalloutDraftKeeper *self)
{
  return self->under_way != NULL || self->n_files > 0 || !g_queue_is_empty (self->unkept);
}

/**
 * callout_draft_keeper_flush:
 * @done: (nullable): called once all is kept; never, if something is refused
 */
void
callout_draft_keeper_flush (CalloutDraftKeeper  *self,
                            void               (*done) (gpointer data),
                            gpointer             data)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->done = done;
  self->data = data;
  keep_next (self);
}

/**
 * callout_draft_keeper_drop:
 *
 * What is not kept yet need not be any more, and nobody waits for it.
 */
void
callout_draft_keeper_drop (CalloutDraftKeeper *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_queue_clear_full (self->unkept, g_free);
  self->done = NULL;
}

static void
callout_draft_keeper_finalize (GObject *object)
{
  CalloutDraftKeeper *self = CALLOUT_DRAFT_KEEPER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_queue_free_full (self->unkept, g_free);
  g_free (self->under_way);
  g_clear_object (&self->session);
  g_clear_pointer (&self->plan, callout_flow_plan_unref);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  G_OBJECT_CLASS (callout_draft_keeper_parent_class)->finalize (object);
}

static void
callout_draft_keeper_class_init (CalloutDraftKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = callout_draft_keeper_finalize;
  signals[PROBLEM] = g_signal_new ("problem", CALLOUT_TYPE_DRAFT_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FILES_CHANGED] = g_signal_new ("files-changed", CALLOUT_TYPE_DRAFT_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
callout_draft_keeper_init (CalloutDraftKeeper *self)
{
  self->unkept = g_queue_new ();
}

/**
 * callout_draft_keeper_new:
 * @ticket: the draft
 * @answers: path → value; kept up with what is answered
 */
CalloutDraftKeeper *
callout_draft_keeper_new (CalloutSession  *session,
                          gint64           ticket,
                          CalloutFlowPlan *plan,
                          GHashTable      *answers)
{
  CalloutDraftKeeper *self = g_object_new (CALLOUT_TYPE_DRAFT_KEEPER, NULL);

  self->session = g_object_ref (session);
  self->ticket = ticket;
  self->plan = callout_flow_plan_ref (plan);
  self->answers = g_hash_table_ref (answers);
  return self;
}
