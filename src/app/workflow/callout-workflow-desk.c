/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workflow-desk.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* An edit that waits for its turn. */
typedef struct {
  char                *command;
  char                *ref;
  CalloutArgs         *args;
  CalloutWorkflowSeen  seen;     /* workflow 0: whatever is looked at when its turn comes */
} Edit;

struct _CalloutWorkflowDesk
{
  GObject              parent_instance;

  /* Owned */
  CalloutSession      *session;
  CalloutIconBook     *icons;
  CalloutWorkflowSnap *snap;        /* NULL until it was first read */
  GCancellable        *cancellable;
  GError              *error;
  GQueue               edits;       /* of GTask */

  gboolean             reading;
  gboolean             stale;       /* something changed while it was read */
  gboolean             running;     /* an edit is under way */
};

enum { PROP_0, PROP_ERROR, N_PROPS };
enum { CHANGED, DISTURBED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutWorkflowDesk, callout_workflow_desk, G_TYPE_OBJECT)

static void next_edit (CalloutWorkflowDesk *self);

static void
snap_free (CalloutWorkflowSnap *self)
{
  g_clear_pointer (&self->workflows, g_ptr_array_unref);
  g_clear_object (&self->current);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->current_steps, g_ptr_array_unref);
  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->icons, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutWorkflowSnap, snap_free)

static void
edit_free (gpointer data)
{
  Edit *self = data;

  g_free (self->command);
  g_free (self->ref);
  g_clear_pointer (&self->args, callout_args_unref);
  g_free (self);
}

/* Reading, on the worker's thread */

static GPtrArray *
list_all (CalloutStore  *store,
          CalloutKind    kind,
          const char    *sort,
          gboolean       descending,
          GError       **error)
{
  const CalloutSight sight = { CALLOUT_SIGHT_ALL, 0 };
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) ids = NULL;

  if (sort != NULL && !callout_query_set_sort (query, sort, descending, error))
    return NULL;
  ids = callout_store_query_ids (store, query, &sight, NULL, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      CalloutEntity *entity = callout_store_get (store, kind, g_array_index (ids, gint64, i), error);

      if (entity == NULL)
        return NULL;
      g_ptr_array_add (all, entity);
    }
  return ids != NULL ? g_steal_pointer (&all) : NULL;
}

static gboolean
take_versions (CalloutStore         *store,
               CalloutWorkflowSnap  *snap,
               GError              **error)
{
  gint64 current = callout_store_current_workflow (store, error);
  gint64 draft = current >= 0 ? callout_store_draft_workflow (store, error) : -1;

  if (current < 0 || draft < 0)
    return FALSE;
  snap->workflows = list_all (store, CALLOUT_KIND_WORKFLOW, "number", TRUE, error);
  if (snap->workflows == NULL)
    return FALSE;
  for (guint i = snap->workflows->len; i > 0; i--)
    {
      CalloutEntity *workflow = g_ptr_array_index (snap->workflows, i - 1);

      if (workflow->id == current)
        snap->current = CALLOUT_WORKFLOW (g_object_ref (workflow));
      if (workflow->id == draft)
        {
          snap->draft = CALLOUT_WORKFLOW (g_object_ref (workflow));
          g_ptr_array_remove_index (snap->workflows, i - 1);
        }
    }
  snap->current_steps = callout_store_workflow_steps (store, current, error);
  snap->steps = draft == 0 && snap->current_steps != NULL ? g_ptr_array_ref (snap->current_steps)
                                                         : callout_store_workflow_steps (store, draft, error);
  return snap->steps != NULL && snap->current_steps != NULL;
}

static gpointer
read_snap (CalloutStore  *store,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (CalloutWorkflowSnap) snap = g_new0 (CalloutWorkflowSnap, 1);

  if (!take_versions (store, snap, error)
      || (snap->statuses = list_all (store, CALLOUT_KIND_STATUS, "position", FALSE, error)) == NULL
      || (snap->labels = list_all (store, CALLOUT_KIND_STATUS_LABEL, NULL, FALSE, error)) == NULL
      || (snap->icons = list_all (store, CALLOUT_KIND_ICON, NULL, FALSE, error)) == NULL)
    return NULL;
  return g_steal_pointer (&snap);
}

/* Reading, as seen from here */

static void
set_error (CalloutWorkflowDesk *self,
           GError              *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
take_icons (CalloutWorkflowDesk *self)
{
  for (guint i = 0; i < self->snap->icons->len; i++)
    {
      CalloutIcon *icon = g_ptr_array_index (self->snap->icons, i);

      callout_icon_book_add (self->icons, icon->key, icon->data);
    }
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CalloutWorkflowDesk) self = data;
  g_autoptr (GError) error = NULL;
  CalloutWorkflowSnap *snap = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);

  self->reading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (snap != NULL)
    {
      g_clear_pointer (&self->snap, snap_free);
      self->snap = snap;
      take_icons (self);
    }
  set_error (self, g_steal_pointer (&error));
  if (self->stale)
    callout_workflow_desk_refresh (self);
  else
    {
      g_signal_emit (self, signals[CHANGED], 0);
      next_edit (self);
    }
}

/* What somebody else did, in a sentence; NULL if it was only this person. */
static char *
describe_others (CalloutWorkflowDesk *self,
                 CalloutFeed         *feed)
{
  gint64 own = callout_session_get_person_id (self->session);

  for (guint i = feed->events->len; i > 0; i--)
    {
      CalloutEvent *event = g_ptr_array_index (feed->events, i - 1);
      const CalloutCommand *command = callout_commands_find (event->command);

      if (event->actor == own || event->actor_name == NULL || command == NULL
          || !g_str_has_prefix (event->command, "workflow."))
        continue;
      if (event->kind != CALLOUT_KIND_STEP || event->target_ref == NULL)
        /* Translators: who, and the name of a command */
        return g_strdup_printf (_("%s is editing the workflow too: “%s”. What you see is the latest."),
                                event->actor_name, callout_command_get_label (command));
      /* Translators: who, the name of a command, and the step it was given to */
      return g_strdup_printf (_("%s is editing the workflow too: “%s” %s. What you see is the latest."),
                              event->actor_name, callout_command_get_label (command), event->target_ref);
    }
  return NULL;
}

static void
feed_cb (CalloutWorkflowDesk *self,
         CalloutFeed         *feed)
{
  g_autofree char *others = NULL;

  if (!callout_feed_touches (feed, CALLOUT_KIND_WORKFLOW) && !callout_feed_touches (feed, CALLOUT_KIND_STEP)
      && !callout_feed_touches (feed, CALLOUT_KIND_STATUS) && !callout_feed_touches (feed, CALLOUT_KIND_STATUS_LABEL)
      && !callout_feed_touches (feed, CALLOUT_KIND_ICON))
    return;
  callout_workflow_desk_refresh (self);
  others = describe_others (self, feed);
  if (others != NULL)
    g_signal_emit (self, signals[DISTURBED], 0, others);
}

/* Edits */

static void
edited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  CalloutWorkflowDesk *self = g_task_get_source_object (task);
  GError *error = NULL;
  CalloutEntity *entity = callout_session_run_finish (CALLOUT_SESSION (object), result, &error);

  self->running = FALSE;
  /* Whether it was done or refused for being too late: look again. */
  callout_workflow_desk_refresh (self);
  if (entity != NULL)
    g_task_return_pointer (task, entity, g_object_unref);
  else
    g_task_return_error (task, error);
}

static CalloutArgs *
with_seen (CalloutWorkflowDesk *self,
           Edit                *edit)
{
  CalloutWorkflowSeen seen = edit->seen.workflow != 0 ? edit->seen : callout_workflow_desk_get_seen (self);
  g_autofree char *workflow = callout_ref_format (CALLOUT_KIND_WORKFLOW, seen.workflow);
  g_autofree char *version = g_strdup_printf ("%" PRId64, seen.version);
  CalloutArgs *args = callout_args_new ();

  for (guint i = 0; edit->args != NULL && i < callout_args_get_size (edit->args); i++)
    {
      const char *value;
      const char *name = callout_args_get_nth (edit->args, i, &value);

      callout_args_add (args, name, value);
    }
  callout_args_add (args, "workflow", workflow);
  callout_args_add (args, "version", version);
  return args;
}

static gboolean
takes_seen (const char *command)
{
  const CalloutCommand *known = callout_commands_find (command);

  for (const CalloutParam *param = known != NULL ? known->params : NULL; param != NULL && param->name != NULL; param++)
    if (g_str_equal (param->name, "workflow"))
      return TRUE;
  return FALSE;
}

static void
next_edit (CalloutWorkflowDesk *self)
{
  g_autoptr (CalloutArgs) args = NULL;
  GTask *task;
  Edit *edit;

  if (self->running || self->reading || self->snap == NULL || (task = g_queue_pop_head (&self->edits)) == NULL)
    return;
  edit = g_task_get_task_data (task);
  self->running = TRUE;
  args = takes_seen (edit->command) ? with_seen (self, edit)
                                    : (edit->args != NULL ? callout_args_ref (edit->args) : NULL);
  callout_session_run_async (self->session, edit->command, edit->ref, args, 0, NULL, edited_cb, task);
}

static void
callout_workflow_desk_dispose (GObject *object)
{
  CalloutWorkflowDesk *self = CALLOUT_WORKFLOW_DESK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->icons);
  g_clear_object (&self->session);
  g_clear_pointer (&self->snap, snap_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (callout_workflow_desk_parent_class)->dispose (object);
}

static void
callout_workflow_desk_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  if (prop_id == PROP_ERROR)
    g_value_set_boxed (value, CALLOUT_WORKFLOW_DESK (object)->error);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
callout_workflow_desk_class_init (CalloutWorkflowDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = callout_workflow_desk_dispose;
  object_class->get_property = callout_workflow_desk_get_property;
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DISTURBED] = g_signal_new ("disturbed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                     G_TYPE_STRING);
}

static void
callout_workflow_desk_init (CalloutWorkflowDesk *self)
{
  self->cancellable = g_cancellable_new ();
  self->icons = callout_icon_book_new ();
  g_queue_init (&self->edits);
}

/**
 * callout_workflow_desk_new:
 *
 * Returns: (transfer full): a desk on which there is nothing until it was refreshed
 */
CalloutWorkflowDesk *
callout_workflow_desk_new (CalloutSession *session)
{
  CalloutWorkflowDesk *self = g_object_new (CALLOUT_TYPE_WORKFLOW_DESK, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (callout_session_get_workspace (session), "changed", G_CALLBACK (feed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
callout_workflow_desk_refresh (CalloutWorkflowDesk *self)
{
  if (self->session == NULL)
    return;
  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  callout_workspace_read_async (callout_session_get_workspace (self->session), read_snap, NULL, NULL,
                                (GDestroyNotify) snap_free, self->cancellable, read_cb, g_object_ref (self));
}

/**
 * callout_workflow_desk_get_snap:
 *
 * Returns: (transfer none) (nullable): what was read last; it holds until `changed`
 */
const CalloutWorkflowSnap *
callout_workflow_desk_get_snap (CalloutWorkflowDesk *self)
{
  return self->snap;
}

const GError *
callout_workflow_desk_get_error (CalloutWorkflowDesk *self)
{
  return self->error;
}

/**
 * callout_workflow_desk_is_busy:
 *
 * Returns: whether an edit is under way or waits
 */
gboolean
callout_workflow_desk_is_busy (CalloutWorkflowDesk *self)
{
  return self->running || !g_queue_is_empty (&self->edits);
}

CalloutSession *
callout_workflow_desk_get_session (CalloutWorkflowDesk *self)
{
  return self->session;
}

CalloutIconBook *
callout_workflow_desk_get_icons (CalloutWorkflowDesk *self)
{
  return self->icons;
}

/**
 * callout_workflow_desk_get_seen:
 *
 * Returns: which state the snap shows, for a dialog that is opened upon it
 */
CalloutWorkflowSeen
callout_workflow_desk_get_seen (CalloutWorkflowDesk *self)
{
  CalloutWorkflowSeen seen = { 0, 0 };
  CalloutEntity *shown = NULL;

  if (self->snap != NULL)
    shown = CALLOUT_ENTITY (self->snap->draft != NULL ? self->snap->draft : self->snap->current);
  if (shown != NULL)
    {
      seen.workflow = shown->id;
      seen.version = shown->version;
    }
  return seen;
}

/**
 * callout_workflow_desk_find_step:
 *
 * Returns: (transfer none) (nullable)
 */
CalloutStep *
callout_workflow_desk_find_step (CalloutWorkflowDesk *self,
                                 const char          *key)
{
  return self->snap != NULL ? callout_workflow_find (self->snap->steps, key) : NULL;
}

/**
 * callout_workflow_desk_find_status:
 *
 * Returns: (transfer none) (nullable)
 */
CalloutStatus *
callout_workflow_desk_find_status (CalloutWorkflowDesk *self,
                                   const char          *key)
{
  for (guint i = 0; self->snap != NULL && i < self->snap->statuses->len; i++)
    {
      CalloutStatus *status = g_ptr_array_index (self->snap->statuses, i);

      if (g_strcmp0 (status->key, key) == 0)
        return status;
    }
  return NULL;
}

/**
 * callout_workflow_desk_get_language:
 *
 * Returns: the language in which the window shows customers' words, e.g. "de_DE"
 */
const char *
callout_workflow_desk_get_language (void)
{
  const char *language = g_get_language_names ()[0];

  return g_str_equal (language, "C") || g_str_has_prefix (language, "C.") ? "" : language;
}

/**
 * callout_workflow_desk_dup_day:
 *
 * Returns: (transfer full): the day of a moment at the site, with its year if
 *   that is not this one
 */
char *
callout_workflow_desk_dup_day (CalloutWorkflowDesk *self,
                               CalloutTime          time)
{
  GTimeZone *zone = callout_session_get_zone (self->session);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / CALLOUT_SECOND);
  g_autoptr (GDateTime) now_utc = g_date_time_new_from_unix_utc (callout_clock_now () / CALLOUT_SECOND);
  g_autoptr (GDateTime) day = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) now = g_date_time_to_timezone (now_utc, zone);

  /* Translators: a day and a month, in the order they are written, see strftime: “12 Nov” */
  return g_date_time_format (day, g_date_time_get_year (day) == g_date_time_get_year (now) ? _("%-d %b")
                                  /* Translators: the same with the year: “12 Nov 2025” */
                                  : _("%-d %b %Y"));
}

/**
 * callout_workflow_desk_run_async:
 * @seen: (nullable): the state the person looked at; %NULL: what is on the
 *   desk when the edits before are through
 *
 * Gives an edit. A refusal is the caller's to show.
 */
void
callout_workflow_desk_run_async (CalloutWorkflowDesk       *self,
                                 const char                *command,
                                 const char                *ref,
                                 CalloutArgs               *args,
                                 const CalloutWorkflowSeen *seen,
                                 GAsyncReadyCallback        callback,
                                 gpointer                   user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Edit *edit = g_new0 (Edit, 1);

  g_task_set_source_tag (task, callout_workflow_desk_run_async);
  edit->command = g_strdup (command);
  edit->ref = g_strdup (ref);
  edit->args = args != NULL ? callout_args_ref (args) : NULL;
  if (seen != NULL)
    edit->seen = *seen;
  g_task_set_task_data (task, edit, edit_free);
  g_queue_push_tail (&self->edits, task);
  next_edit (self);
}

/**
 * callout_workflow_desk_run_finish:
 *
 * Returns: (transfer full): the target as it now is. Errors: those of the command.
 */
CalloutEntity *
callout_workflow_desk_run_finish (CalloutWorkflowDesk  *self,
                                  GAsyncResult         *result,
                                  GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
read_steps (CalloutStore  *store,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return callout_store_workflow_steps (store, *(gint64 *) data, error);
}

static void
steps_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GPtrArray *steps = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (steps != NULL)
    g_task_return_pointer (task, steps, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * callout_workflow_desk_steps_async:
 *
 * Reads the steps of any version.
 */
void
callout_workflow_desk_steps_async (CalloutWorkflowDesk *self,
                                   gint64               workflow,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, callout_workflow_desk_steps_async);
  callout_workspace_read_async (callout_session_get_workspace (self->session), read_steps,
                                g_memdup2 (&workflow, sizeof workflow), g_free, (GDestroyNotify) g_ptr_array_unref,
                                cancellable, steps_cb, task);
}

/**
 * callout_workflow_desk_steps_finish:
 *
 * Returns: (transfer full) (element-type CalloutStep): in order
 */
GPtrArray *
callout_workflow_desk_steps_finish (CalloutWorkflowDesk  *self,
                                    GAsyncResult         *result,
                                    GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
