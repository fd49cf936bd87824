/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-session.h"

#include "callout-deeds.h"
#include "callout-error.h"
#include "callout-sentence.h"

#include <glib/gi18n-lib.h>

/* How often what says “in 5 minutes” says it anew. */
#define TICK_SECONDS 30

struct _CalloutSession
{
  GObject parent_instance;

  /* Owned */
  CalloutWorkspace *workspace;
  GSettings        *settings;
  CalloutPerson    *person;
  GTimeZone        *zone;
  CalloutDeeds     *deeds;
  GHashTable       *batches; /* number of a batch's last event -> GArray of all of them */

  gint64            last_batch;
  guint             tick;
  guint             busy;
};

enum { PROP_0, PROP_WORKSPACE, PROP_PERSON, PROP_SETTINGS, PROP_BUSY, PROP_CAN_REDO, N_PROPS };
enum { RAN, FAILED, TICK, OPEN, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutSession, callout_session, G_TYPE_OBJECT)

static void
add_busy (CalloutSession *self,
          int             by)
{
  guint before = self->busy;

  self->busy += by;
  if ((before == 0) != (self->busy == 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static gboolean
tick_cb (gpointer data)
{
  g_signal_emit (data, signals[TICK], 0);
  return G_SOURCE_CONTINUE;
}

static void
callout_session_dispose (GObject *object)
{
  CalloutSession *self = CALLOUT_SESSION (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  g_clear_object (&self->person);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->batches, g_hash_table_unref);
  g_clear_pointer (&self->deeds, callout_deeds_free);
  G_OBJECT_CLASS (callout_session_parent_class)->dispose (object);
}

static void
callout_session_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CalloutSession *self = CALLOUT_SESSION (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy > 0);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, callout_deeds_can_redo (self->deeds));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_session_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  CalloutSession *self = CALLOUT_SESSION (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      self->workspace = g_value_dup_object (value);
      break;
    case PROP_PERSON:
      callout_session_set_person (self, g_value_get_object (value));
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
callout_session_class_init (CalloutSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = callout_session_dispose;
  object_class->get_property = callout_session_get_property;
  object_class->set_property = callout_session_set_property;

  properties[PROP_WORKSPACE] =
    g_param_spec_object ("workspace", NULL, NULL, CALLOUT_TYPE_WORKSPACE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PERSON] =
    g_param_spec_object ("person", NULL, NULL, CALLOUT_TYPE_PERSON,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SETTINGS] =
    g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_CAN_REDO] =
    g_param_spec_boolean ("can-redo", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[RAN] = g_signal_new ("ran", CALLOUT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[FAILED] = g_signal_new ("failed", CALLOUT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[TICK] = g_signal_new ("tick", CALLOUT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[OPEN] = g_signal_new ("open", CALLOUT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT64);
}

static void
callout_session_init (CalloutSession *self)
{
  self->zone = g_time_zone_new_local ();
  self->deeds = callout_deeds_new ();
  self->batches = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
}

/* One command */

typedef struct {
  char        *command;
  char        *ref;
  CalloutArgs *args;
  char        *sentence; /* (nullable): what to tell when it is done */
  gboolean     again;    /* after it was taken back */
} Run;

static void
run_free (Run *run)
{
  g_free (run->command);
  g_free (run->ref);
  g_free (run->sentence);
  g_clear_pointer (&run->args, callout_args_unref);
  g_free (run);
}

static void
told_ran (CalloutSession *self,
          Run            *run,
          CalloutEntity  *entity,
          gint64          event)
{
  const CalloutCommand *known = callout_commands_find (run->command);
  g_autofree char *sentence = run->sentence != NULL ? g_strdup (run->sentence)
                                                    : callout_sentence_done (run->command, entity);
  static const char *const quiet[] = { "settings.set", "notification.set", "notification.read", NULL };

  /* What a person sets or reads for themselves, or moves with their own hand,
   * shows at once; telling it would only be noise. */
  if (g_strv_contains (quiet, run->command))
    return;
  self->last_batch = 0;
  if (known != NULL && known->undoable)
    callout_deeds_add (self->deeds, event, run->command, run->ref, run->args, run->again);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
  if (g_str_equal (run->command, "workflow.place-step"))
    return;
  g_signal_emit (self, signals[RAN], 0, event, sentence, known != NULL && known->undoable);
}

static void
run_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  CalloutSession *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  gint64 event = 0;
  CalloutEntity *entity = callout_workspace_run_finish (CALLOUT_WORKSPACE (object), result, &event, &error);

  add_busy (self, -1);
  if (entity == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  told_ran (self, run, entity, event);
  g_task_return_pointer (task, entity, g_object_unref);
}

static CalloutRequest *
make_request (CalloutSession *self,
              const char     *command,
              const char     *ref,
              CalloutArgs    *args,
              gint64          expected_version)
{
  CalloutRequest *request =
    callout_request_new (callout_session_get_person_id (self), CALLOUT_SOURCE_DESKTOP, command, ref, args);

  request->expected_version = expected_version;
  return request;
}

static void
give (CalloutSession      *self,
      const char          *command,
      const char          *ref,
      CalloutArgs         *args,
      gint64               expected_version,
      const char          *sentence,
      gboolean             again,
      GCancellable        *cancellable,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (CalloutRequest) request = NULL;
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, callout_session_run_async);
  run->command = g_strdup (command);
  run->ref = g_strdup (ref);
  run->args = args != NULL ? callout_args_ref (args) : NULL;
  run->sentence = g_strdup (sentence);
  run->again = again;
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  if (self->person == NULL)
    {
      g_task_return_new_error (task, CALLOUT_ERROR, CALLOUT_ERROR_NOT_ALLOWED,
                               _("Nobody is signed in; choose who you are first"));
      return;
    }
  request = make_request (self, command, ref, args, expected_version);
  add_busy (self, 1);
  callout_workspace_run_async (self->workspace, request, cancellable, run_cb, g_steal_pointer (&task));
}

/**
 * callout_session_run_async:
 * @ref: (nullable): the target as people write it
 * @args: (nullable) (transfer none)
 * @expected_version: the target's version the person looked at; 0: any
 *
 * Gives a command in the name of the person signed in. What it did is told by
 * `ran`; a refusal is the caller's to show, beside what was typed.
 */
void
callout_session_run_async (CalloutSession      *self,
                           const char          *command,
                           const char          *ref,
                           CalloutArgs         *args,
                           gint64               expected_version,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_SESSION (self));
  g_return_if_fail (command != NULL);
  give (self, command, ref, args, expected_version, NULL, FALSE, cancellable, callback, user_data);
}

/**
 * callout_session_run_saying_async:
 * @sentence: (nullable): what `ran` shall say, where the command's name and
 *   what it was done to do not tell it
 *
 * As callout_session_run_async(), and ended by callout_session_run_finish().
 */
void
callout_session_run_saying_async (CalloutSession      *self,
                                  const char          *command,
                                  const char          *ref,
                                  CalloutArgs         *args,
                                  gint64               expected_version,
                                  const char          *sentence,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_SESSION (self));
  g_return_if_fail (command != NULL);
  give (self, command, ref, args, expected_version, sentence, FALSE, cancellable, callback, user_data);
}

/**
 * callout_session_run_finish:
 *
 * Returns: (transfer full): the target as it now is. Errors: those of the command.
 */
CalloutEntity *
callout_session_run_finish (CalloutSession  *self,
                            GAsyncResult    *result,
                            GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  CalloutSessionFunc func;
  gpointer           user_data;
} Plain;

static void
plain_run_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  CalloutSession *self = CALLOUT_SESSION (object);
  g_autofree Plain *plain = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_session_run_finish (self, result, &error);

  if (entity == NULL)
    callout_session_fail (self, error);
  if (plain->func != NULL)
    plain->func (self, entity, error, plain->user_data);
}

/**
 * callout_session_run:
 * @callback: (nullable): told how it ended
 *
 * As callout_session_run_async(), for commands without a dialog of their own:
 * a refusal is told by `failed`.
 */
void
callout_session_run (CalloutSession     *self,
                     const char         *command,
                     const char         *ref,
                     CalloutArgs        *args,
                     gint64              expected_version,
                     CalloutSessionFunc  callback,
                     gpointer            user_data)
{
  Plain *plain = g_new0 (Plain, 1);

  plain->func = callback;
  plain->user_data = user_data;
  callout_session_run_async (self, command, ref, args, expected_version, NULL, plain_run_cb, plain);
}

/* Several commands, one after the other: each is a transaction of its own, so
 * that one refusal does not undo what was fine. */

typedef struct {
  char                 *command;
  char                **refs;
  CalloutArgs          *args;
  CalloutBatchProgress  progress;
  gpointer              progress_data;
  GPtrArray            *refusals; /* of char: a sentence each */
  GArray               *events;
  guint                 at;
} Batch;

static void
batch_free (Batch *batch)
{
  g_free (batch->command);
  g_strfreev (batch->refs);
  g_clear_pointer (&batch->args, callout_args_unref);
  g_clear_pointer (&batch->refusals, g_ptr_array_unref);
  g_clear_pointer (&batch->events, g_array_unref);
  g_free (batch);
}

static void batch_next (GTask *task);

static void
batch_end (GTask *task)
{
  CalloutSession *self = g_task_get_source_object (task);
  Batch *batch = g_task_get_task_data (task);
  guint n_done = batch->events->len;

  add_busy (self, -1);
  if (n_done > 0)
    {
      const CalloutCommand *known = callout_commands_find (batch->command);
      g_autofree char *sentence = callout_sentence_done_many (batch->command, n_done);
      gint64 last = g_array_index (batch->events, gint64, n_done - 1);

      g_hash_table_replace (self->batches, g_memdup2 (&last, sizeof last), g_array_ref (batch->events));
      self->last_batch = last;
      callout_deeds_clear (self->deeds);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
      g_signal_emit (self, signals[RAN], 0, last, sentence, known != NULL && known->undoable);
    }
  g_task_return_int (task, n_done);
}

static void
batch_ran_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  CalloutSession *self = g_task_get_source_object (task);
  Batch *batch = g_task_get_task_data (task);
  gint64 event = 0;
  g_autoptr (CalloutEntity) entity =
    callout_workspace_run_finish (CALLOUT_WORKSPACE (object), result, &event, &error);

  if (entity != NULL)
    g_array_append_val (batch->events, event);
  else
    g_ptr_array_add (batch->refusals, g_strdup (error->message));
  batch->at++;
  if (batch->progress != NULL)
    batch->progress (self, batch->at, g_strv_length (batch->refs), batch->progress_data);
  batch_next (g_steal_pointer (&task));
}

static void
batch_next (GTask *task)
{
  CalloutSession *self = g_task_get_source_object (task);
  Batch *batch = g_task_get_task_data (task);
  g_autoptr (CalloutRequest) request = NULL;

  if (batch->refs[batch->at] == NULL || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      batch_end (task);
      g_object_unref (task);
      return;
    }
  request = make_request (self, batch->command, batch->refs[batch->at], batch->args, 0);
  callout_workspace_run_async (self->workspace, request, NULL, batch_ran_cb, task);
}

/**
 * callout_session_run_many_async:
 * @progress: (nullable): called with @user_data after each
 *
 * Gives the same command to several things. Cancelling leaves done what is
 * done. All of it is undone at once.
 */
void
callout_session_run_many_async (CalloutSession       *self,
                                const char           *command,
                                const char *const    *refs,
                                CalloutArgs          *args,
                                CalloutBatchProgress  progress,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Batch *batch = g_new0 (Batch, 1);

  g_task_set_source_tag (task, callout_session_run_many_async);
  g_task_set_check_cancellable (task, FALSE);
  batch->command = g_strdup (command);
  batch->refs = g_strdupv ((char **) refs);
  batch->args = args != NULL ? callout_args_ref (args) : NULL;
  batch->progress = progress;
  batch->progress_data = user_data;
  batch->refusals = g_ptr_array_new_with_free_func (g_free);
  batch->events = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_task_set_task_data (task, batch, (GDestroyNotify) batch_free);
  add_busy (self, 1);
  batch_next (task);
}

/**
 * callout_session_run_many_finish:
 * @refusals: (out) (optional) (transfer full): of char, a sentence for each that was refused
 *
 * Returns: how many were done
 */
guint
callout_session_run_many_finish (CalloutSession  *self,
                                 GAsyncResult    *result,
                                 GPtrArray      **refusals)
{
  Batch *batch = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), 0);
  if (refusals != NULL)
    *refusals = g_ptr_array_ref (batch->refusals);
  return g_task_propagate_int (G_TASK (result), NULL);
}

/* Undo */

typedef struct {
  CalloutSession *session;
  GArray         *events;
  guint           left;
} Undo;

static void undo_next (Undo *undo);

static void
undo_free (Undo *undo)
{
  add_busy (undo->session, -1);
  g_object_unref (undo->session);
  g_array_unref (undo->events);
  g_free (undo);
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  Undo *undo = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *ref = NULL;
  g_autofree char *sentence = NULL;
  gint64 event = 0;
  guint n_events = undo->events->len;
  g_autoptr (CalloutEntity) entity =
    callout_workspace_undo_finish (CALLOUT_WORKSPACE (object), result, &event, &error);

  if (error != NULL)
    {
      callout_deeds_forget (undo->session->deeds, g_array_index (undo->events, gint64, undo->left));
      callout_session_fail (undo->session, error);
      undo_free (undo);
      return;
    }
  callout_deeds_undone (undo->session->deeds, g_array_index (undo->events, gint64, undo->left));
  g_object_notify_by_pspec (G_OBJECT (undo->session), properties[PROP_CAN_REDO]);
  if (undo->left > 0)
    {
      undo_next (undo);
      return;
    }
  ref = entity != NULL ? callout_entity_dup_ref (entity) : g_strdup ("");
  if (n_events > 1)
    sentence = g_strdup_printf (ngettext ("%u change undone", "%u changes undone", n_events), n_events);
  else
    /* Translators: the reference of what an undone command had changed, such as WO-12 */
    sentence = g_strdup_printf (_("Undone: %s is as it was"), ref);
  callout_session_tell (undo->session, sentence);
  undo_free (undo);
}

static void
undo_next (Undo *undo)
{
  gint64 event = g_array_index (undo->events, gint64, --undo->left);

  callout_workspace_undo_async (undo->session->workspace, callout_session_get_person_id (undo->session),
                                CALLOUT_SOURCE_DESKTOP, event, NULL, undone_cb, undo);
}

/**
 * callout_session_undo:
 * @event: as told by `ran`; 0: the person's last one
 *
 * Takes back a command, or the whole batch it stands for, the last first.
 */
void
callout_session_undo (CalloutSession *self,
                      gint64          event)
{
  Undo *undo;
  GArray *events = g_hash_table_lookup (self->batches, &event);

  g_return_if_fail (CALLOUT_IS_SESSION (self));
  if (self->person == NULL)
    return;
  undo = g_new0 (Undo, 1);
  undo->session = g_object_ref (self);
  if (events != NULL)
    undo->events = g_array_ref (events);
  else
    {
      undo->events = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_val (undo->events, event);
    }
  undo->left = undo->events->len;
  if (self->last_batch == event)
    self->last_batch = 0;
  g_hash_table_remove (self->batches, &event);
  add_busy (self, 1);
  undo_next (undo);
}

/**
 * callout_session_undo_last:
 *
 * Takes back what the person did last, be it one command or a batch.
 */
void
callout_session_undo_last (CalloutSession *self)
{
  callout_session_undo (self, self->last_batch != 0 ? self->last_batch : callout_deeds_get_last (self->deeds));
}

/**
 * callout_session_redo:
 *
 * Does again what the person took back last, if they have done nothing else
 * since.
 */
void
callout_session_redo (CalloutSession *self)
{
  g_autofree char *command = NULL;
  g_autofree char *ref = NULL;
  g_autoptr (CalloutArgs) args = NULL;

  g_return_if_fail (CALLOUT_IS_SESSION (self));
  if (!callout_deeds_take_redo (self->deeds, &command, &ref, &args))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
  give (self, command, ref, args, 0, NULL, TRUE, NULL, plain_run_cb, g_new0 (Plain, 1));
}

/* What views tell the window */

/**
 * callout_session_open:
 *
 * Asks the window to show a thing in the view it belongs to.
 */
void
callout_session_open (CalloutSession *self,
                      CalloutKind     kind,
                      gint64          id)
{
  g_signal_emit (self, signals[OPEN], 0, (int) kind, id);
}

/**
 * callout_session_tell:
 *
 * Tells the person something has happened that cannot be undone.
 */
void
callout_session_tell (CalloutSession *self,
                      const char     *sentence)
{
  g_signal_emit (self, signals[RAN], 0, (gint64) 0, sentence, FALSE);
}

/**
 * callout_session_fail:
 *
 * Tells the person what was refused. Cancelled work is no failure.
 */
void
callout_session_fail (CalloutSession *self,
                      const GError   *error)
{
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

/**
 * callout_session_new:
 *
 * Returns: (transfer full): a session in which nobody is signed in yet
 */
CalloutSession *
callout_session_new (CalloutWorkspace *workspace,
                     GSettings        *settings)
{
  return g_object_new (CALLOUT_TYPE_SESSION, "workspace", workspace, "settings", settings, NULL);
}

/**
 * callout_session_get_workspace:
 *
 * Returns: (transfer none)
 */
CalloutWorkspace *
callout_session_get_workspace (CalloutSession *self)
{
  g_return_val_if_fail (CALLOUT_IS_SESSION (self), NULL);
  return self->workspace;
}

/**
 * callout_session_get_settings:
 *
 * Returns: (transfer none): the desktop's settings, not the house's
 */
GSettings *
callout_session_get_settings (CalloutSession *self)
{
  g_return_val_if_fail (CALLOUT_IS_SESSION (self), NULL);
  return self->settings;
}

/**
 * callout_session_get_person:
 *
 * Returns: (transfer none) (nullable): who is signed in
 */
CalloutPerson *
callout_session_get_person (CalloutSession *self)
{
  g_return_val_if_fail (CALLOUT_IS_SESSION (self), NULL);
  return self->person;
}

/**
 * callout_session_get_person_id:
 *
 * Returns: the id of who is signed in; 0: nobody
 */
gint64
callout_session_get_person_id (CalloutSession *self)
{
  g_return_val_if_fail (CALLOUT_IS_SESSION (self), 0);
  return self->person != NULL ? callout_entity_get_id (CALLOUT_ENTITY (self->person)) : 0;
}

/**
 * callout_session_set_person:
 * @person: (nullable): the living object of who signs in
 */
void
callout_session_set_person (CalloutSession *self,
                            CalloutPerson  *person)
{
  g_return_if_fail (CALLOUT_IS_SESSION (self));
  if (!g_set_object (&self->person, person))
    return;
  self->last_batch = 0;
  callout_deeds_clear (self->deeds);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
  g_hash_table_remove_all (self->batches);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
}

/**
 * callout_session_get_zone:
 *
 * Returns: (transfer none): the zone the site's times are shown in
 */
GTimeZone *
callout_session_get_zone (CalloutSession *self)
{
  g_return_val_if_fail (CALLOUT_IS_SESSION (self), NULL);
  return self->zone;
}

void
callout_session_set_zone (CalloutSession *self,
                          GTimeZone      *zone)
{
  g_return_if_fail (CALLOUT_IS_SESSION (self));
  g_time_zone_ref (zone);
  g_time_zone_unref (self->zone);
  self->zone = zone;
  g_signal_emit (self, signals[TICK], 0);
}
