/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-flow-doc.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* So long after the last key what was typed is kept. */
#define KEEP_MS 700

/* So many steps back are remembered. */
#define MAX_UNDO 200

struct _CalloutFlowDoc
{
  GObject            parent_instance;

  /* Owned */
  CalloutFlowDesk   *desk;
  char              *key;
  CalloutFlowSketch *sketch;
  CalloutFlowSketch *kept;     /* what the store has */
  CalloutFlow       *seen;     /* the row that is */
  CalloutFlow       *theirs;   /* (nullable): what somebody else made of it meanwhile */
  GPtrArray         *undo;     /* of CalloutFlowSketch */
  GPtrArray         *redo;
  char              *merge;    /* (nullable): what was edited last */
  CalloutFlowPlan   *plan;     /* (nullable): the last sound one */
  GHashTable        *faults;   /* id → sentence */
  char              *problem;  /* (nullable): why it could not be kept */

  CalloutFlowDocFunc once_kept;
  gpointer           once_data;
  guint              first_fault;
  guint              serial;   /* what the desk has read before is older than what was kept */
  guint              timer;
  gboolean           keeping;
  gboolean           sound;
};

enum { EDITED, STATE_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalloutFlowDoc, callout_flow_doc, G_TYPE_OBJECT)

static void keep_now (CalloutFlowDoc *self);

static void
check (CalloutFlowDoc *self)
{
  g_autoptr (CalloutFlowPlan) plan = NULL;
  g_autoptr (GPtrArray) faults = callout_flow_sketch_check (self->sketch, &plan);
  g_autofree char *name = g_strstrip (g_strdup (self->sketch->name));

  g_hash_table_remove_all (self->faults);
  self->first_fault = 0;
  if (*name == '\0')
    g_hash_table_insert (self->faults, GUINT_TO_POINTER (0), g_strdup (_("The flow needs a name")));
  for (guint i = 0; i < faults->len; i++)
    {
      CalloutSketchFault *fault = g_ptr_array_index (faults, i);

      if (self->first_fault == 0)
        self->first_fault = fault->id;
      if (!g_hash_table_contains (self->faults, GUINT_TO_POINTER (fault->id)))
        g_hash_table_insert (self->faults, GUINT_TO_POINTER (fault->id), g_strdup (fault->sentence));
    }
  self->sound = g_hash_table_size (self->faults) == 0;
  if (plan == NULL)
    return;
  g_clear_pointer (&self->plan, callout_flow_plan_unref);
  self->plan = g_steal_pointer (&plan);
}

static gboolean
timer_cb (gpointer data)
{
  CalloutFlowDoc *self = data;

  self->timer = 0;
  keep_now (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (CalloutFlowDoc *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (KEEP_MS, timer_cb, self);
}

static void
tell_edited (CalloutFlowDoc *self)
{
  check (self);
  g_signal_emit (self, signals[EDITED], 0);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

static void
set_problem (CalloutFlowDoc *self,
             const char     *sentence)
{
  g_free (self->problem);
  self->problem = g_strdup (sentence);
}

/* Keeping */

static void
add_text (CalloutArgs *args,
          const char  *name,
          const char  *text)
{
  g_autofree char *tidy = g_strstrip (g_strdup (text));

  callout_args_add (args, name, tidy);
}

/**
 * callout_flow_doc_add_seen:
 *
 * Adds what was looked at, for a command that shall be refused if it is not
 * that any more.
 */
void
callout_flow_doc_add_seen (CalloutFlowDoc *self,
                           CalloutArgs    *args)
{
  g_autofree char *number = g_strdup_printf ("%" PRId64, self->seen->number);
  g_autofree char *version = g_strdup_printf ("%" PRId64, CALLOUT_ENTITY (self->seen)->version);

  callout_args_add (args, "seen", number);
  callout_args_add (args, "version", version);
}

static CalloutArgs *
collect (CalloutFlowDoc *self)
{
  CalloutArgs *args = callout_args_new ();
  g_autofree char *plan = callout_flow_plan_to_json (self->plan);

  callout_args_add (args, "plan", plan);
  add_text (args, "name", self->sketch->name);
  add_text (args, "description", self->sketch->description);
  add_text (args, "button", self->sketch->button);
  add_text (args, "skills", self->sketch->skills);
  callout_args_add (args, "notify_group", self->sketch->notify_group);
  callout_args_add (args, "offer_group", self->sketch->offer_group);
  callout_args_add (args, "visit", self->sketch->visit ? "true" : "false");
  callout_args_add (args, "ratings", self->sketch->ratings ? "true" : "false");
  callout_flow_doc_add_seen (self, args);
  return args;
}

static void
set_kept (CalloutFlowDoc    *self,
          CalloutFlowSketch *sketch,
          CalloutFlow       *row)
{
  g_autoptr (CalloutFlow) seen = CALLOUT_FLOW (callout_entity_copy (CALLOUT_ENTITY (row)));

  g_clear_pointer (&self->kept, callout_flow_sketch_free);
  self->kept = sketch;
  /* As it was: the row itself goes along with what others make of it. */
  g_set_object (&self->seen, seen);
}

typedef struct {
  CalloutFlowDoc    *doc;
  CalloutFlowSketch *sent;
} Keeping;

static void
end_keeping (CalloutFlowDoc *self)
{
  CalloutFlowDocFunc func = g_steal_pointer (&self->once_kept);

  if (func != NULL)
    func (self, g_steal_pointer (&self->once_data));
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autofree Keeping *keeping = data;
  g_autoptr (CalloutFlowDoc) self = keeping->doc;
  g_autoptr (CalloutFlowSketch) sent = keeping->sent;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_run_finish (CALLOUT_WORKSPACE (object), result, NULL, &error);

  self->keeping = FALSE;
  if (self->desk == NULL)
    return;
  self->serial = callout_flow_desk_refresh (self->desk);
  if (entity != NULL)
    {
      set_problem (self, NULL);
      set_kept (self, g_steal_pointer (&sent), CALLOUT_FLOW (entity));
      if (!callout_flow_doc_is_kept (self))
        {
          keep_now (self);
          return;
        }
    }
  /* Who was quicker is seen when the desk has been read. */
  else if (!g_error_matches (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT))
    set_problem (self, error->message);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
  end_keeping (self);
}

static void
keep_now (CalloutFlowDoc *self)
{
  CalloutSession *session = callout_flow_desk_get_session (self->desk);
  g_autoptr (CalloutArgs) args = NULL;
  CalloutRequest *request;
  Keeping *keeping;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->keeping)
    return;
  if (callout_flow_doc_is_kept (self) || !self->sound || self->theirs != NULL)
    {
      end_keeping (self);
      return;
    }
  keeping = g_new0 (Keeping, 1);
  keeping->doc = g_object_ref (self);
  keeping->sent = callout_flow_sketch_copy (self->sketch);
  args = collect (self);
  request = callout_request_new (callout_session_get_person_id (session), CALLOUT_SOURCE_DESKTOP, "flow.edit", self->key, args);
  self->keeping = TRUE;
  callout_workspace_run_async (callout_session_get_workspace (session), request, NULL, kept_cb, keeping);
}

/**
 * callout_flow_doc_keep:
 * @func: told when all that can be kept is
 */
void
callout_flow_doc_keep (CalloutFlowDoc     *self,
                       CalloutFlowDocFunc  func,
                       gpointer            data)
{
  self->once_kept = func;
  self->once_data = data;
  keep_now (self);
}

/* What others do */

static void
remember (CalloutFlowDoc *self)
{
  g_ptr_array_add (self->undo, callout_flow_sketch_copy (self->sketch));
  if (self->undo->len > MAX_UNDO)
    g_ptr_array_remove_index (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
}

static void
replace_sketch (CalloutFlowDoc    *self,
                CalloutFlowSketch *sketch)
{
  g_clear_pointer (&self->merge, g_free);
  g_clear_pointer (&self->sketch, callout_flow_sketch_free);
  self->sketch = sketch;
}

static void
adopt (CalloutFlowDoc *self,
       CalloutFlow    *row)
{
  g_autoptr (CalloutFlowSketch) theirs = callout_flow_sketch_new (row);
  gboolean other = !callout_flow_sketch_equal (theirs, self->sketch);

  if (other)
    {
      remember (self);
      replace_sketch (self, callout_flow_sketch_copy (theirs));
    }
  set_kept (self, g_steal_pointer (&theirs), row);
  if (other)
    tell_edited (self);
  else
    g_signal_emit (self, signals[STATE_CHANGED], 0);
}

static gboolean
is_seen (CalloutFlowDoc *self,
         CalloutFlow    *row)
{
  return CALLOUT_ENTITY (row)->id == CALLOUT_ENTITY (self->seen)->id
         && CALLOUT_ENTITY (row)->version == CALLOUT_ENTITY (self->seen)->version;
}

static void
desk_changed_cb (CalloutFlowDoc *self)
{
  const CalloutFlowEntry *entry = callout_flow_desk_find (self->desk, self->key);
  CalloutFlow *row = entry != NULL ? callout_flow_entry_get_shown (entry) : NULL;
  g_autoptr (CalloutFlowSketch) theirs = NULL;

  if (row == NULL || self->keeping || callout_flow_desk_get_serial (self->desk) < self->serial)
    return;
  if (is_seen (self, row))
    {
      g_clear_object (&self->theirs);
      g_signal_emit (self, signals[STATE_CHANGED], 0);
      return;
    }
  theirs = callout_flow_sketch_new (row);
  /* Nothing of one's own is lost by going along. */
  if (callout_flow_doc_is_kept (self) || callout_flow_sketch_equal (theirs, self->sketch)
      || callout_flow_sketch_equal (theirs, self->kept))
    {
      g_clear_object (&self->theirs);
      if (callout_flow_sketch_equal (theirs, self->kept) && !callout_flow_doc_is_kept (self))
        {
          set_kept (self, g_steal_pointer (&theirs), row);
          schedule (self);
          g_signal_emit (self, signals[STATE_CHANGED], 0);
        }
      else
        adopt (self, row);
      return;
    }
  g_set_object (&self->theirs, row);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

/**
 * callout_flow_doc_settle:
 * @mine: whether what was typed here shall stand; %FALSE: what the other made
 *
 * Ends a conflict. What does not stand is one undo away.
 */
void
callout_flow_doc_settle (CalloutFlowDoc *self,
                         gboolean        mine)
{
  g_autoptr (CalloutFlow) theirs = g_steal_pointer (&self->theirs);
  g_autoptr (CalloutFlowSketch) own = NULL;

  if (theirs == NULL)
    return;
  own = callout_flow_sketch_copy (self->sketch);
  adopt (self, theirs);
  if (!mine)
    return;
  remember (self);
  replace_sketch (self, g_steal_pointer (&own));
  tell_edited (self);
  schedule (self);
}

static void
callout_flow_doc_dispose (GObject *object)
{
  CalloutFlowDoc *self = CALLOUT_FLOW_DOC (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (callout_flow_doc_parent_class)->dispose (object);
}

static void
callout_flow_doc_finalize (GObject *object)
{
  CalloutFlowDoc *self = CALLOUT_FLOW_DOC (object);

  g_clear_pointer (&self->sketch, callout_flow_sketch_free);
  g_clear_pointer (&self->kept, callout_flow_sketch_free);
  g_clear_pointer (&self->plan, callout_flow_plan_unref);
  g_clear_object (&self->seen);
  g_clear_object (&self->theirs);
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_hash_table_unref (self->faults);
  g_free (self->key);
  g_free (self->merge);
  g_free (self->problem);
  G_OBJECT_CLASS (callout_flow_doc_parent_class)->finalize (object);
}

static void
callout_flow_doc_class_init (CalloutFlowDocClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = callout_flow_doc_dispose;
  G_OBJECT_CLASS (klass)->finalize = callout_flow_doc_finalize;
  signals[EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STATE_CHANGED] = g_signal_new ("state-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
callout_flow_doc_init (CalloutFlowDoc *self)
{
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_flow_sketch_free);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_flow_sketch_free);
  self->faults = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/**
 * callout_flow_doc_new:
 * @key: of a flow that is on the desk
 *
 * Returns: (transfer full)
 */
CalloutFlowDoc *
callout_flow_doc_new (CalloutFlowDesk *desk,
                      const char      *key)
{
  CalloutFlowDoc *self = g_object_new (CALLOUT_TYPE_FLOW_DOC, NULL);
  CalloutFlow *row = callout_flow_entry_get_shown (callout_flow_desk_find (desk, key));

  self->desk = g_object_ref (desk);
  self->key = g_strdup (key);
  self->sketch = callout_flow_sketch_new (row);
  set_kept (self, callout_flow_sketch_new (row), row);
  check (self);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

const char *
callout_flow_doc_get_key (CalloutFlowDoc *self)
{
  return self->key;
}

CalloutFlowDesk *
callout_flow_doc_get_desk (CalloutFlowDoc *self)
{
  return self->desk;
}

CalloutFlowSketch *
callout_flow_doc_get_sketch (CalloutFlowDoc *self)
{
  return self->sketch;
}

/**
 * callout_flow_doc_get_plan:
 *
 * Returns: (transfer none) (nullable): what would be asked, as it was when
 *   nothing was wrong with it last
 */
CalloutFlowPlan *
callout_flow_doc_get_plan (CalloutFlowDoc *self)
{
  return self->plan;
}

/**
 * callout_flow_doc_get_seen:
 *
 * Returns: (transfer none): the draft or version that is worked on, as it is kept
 */
CalloutFlow *
callout_flow_doc_get_seen (CalloutFlowDoc *self)
{
  return self->seen;
}

/**
 * callout_flow_doc_get_fault:
 * @id: of a step or a question; 0: of the flow itself
 *
 * Returns: (nullable): what is wrong with it, as a sentence
 */
const char *
callout_flow_doc_get_fault (CalloutFlowDoc *self,
                            guint           id)
{
  return g_hash_table_lookup (self->faults, GUINT_TO_POINTER (id));
}

guint
callout_flow_doc_get_n_faults (CalloutFlowDoc *self)
{
  return g_hash_table_size (self->faults);
}

guint
callout_flow_doc_get_first_fault (CalloutFlowDoc *self)
{
  return self->first_fault;
}

gboolean
callout_flow_doc_is_kept (CalloutFlowDoc *self)
{
  return callout_flow_sketch_equal (self->sketch, self->kept);
}

const char *
callout_flow_doc_get_problem (CalloutFlowDoc *self)
{
  return self->problem;
}

gboolean
callout_flow_doc_is_in_conflict (CalloutFlowDoc *self)
{
  return self->theirs != NULL;
}

/**
 * callout_flow_doc_begin:
 * @merge: (nullable): what is edited; going on with the same is one step back
 */
void
callout_flow_doc_begin (CalloutFlowDoc *self,
                        const char     *merge)
{
  if (merge != NULL && g_strcmp0 (merge, self->merge) == 0)
    return;
  remember (self);
  g_free (self->merge);
  self->merge = g_strdup (merge);
}

void
callout_flow_doc_end (CalloutFlowDoc *self)
{
  set_problem (self, NULL);
  tell_edited (self);
  schedule (self);
}

gboolean
callout_flow_doc_can_undo (CalloutFlowDoc *self)
{
  return self->undo->len > 0;
}

gboolean
callout_flow_doc_can_redo (CalloutFlowDoc *self)
{
  return self->redo->len > 0;
}

static void
go (CalloutFlowDoc *self,
    GPtrArray      *from,
    GPtrArray      *to)
{
  CalloutFlowSketch *sketch;

  if (from->len == 0)
    return;
  sketch = g_ptr_array_steal_index (from, from->len - 1);
  /* What is made afterwards has a number of its own. */
  sketch->last_id = MAX (sketch->last_id, self->sketch->last_id);
  g_ptr_array_add (to, callout_flow_sketch_copy (self->sketch));
  replace_sketch (self, sketch);
  tell_edited (self);
  schedule (self);
}

void
callout_flow_doc_undo (CalloutFlowDoc *self)
{
  go (self, self->undo, self->redo);
}

void
callout_flow_doc_redo (CalloutFlowDoc *self)
{
  go (self, self->redo, self->undo);
}

/**
 * callout_flow_doc_revert:
 *
 * Goes back to what is kept.
 */
void
callout_flow_doc_revert (CalloutFlowDoc *self)
{
  if (callout_flow_doc_is_kept (self))
    return;
  remember (self);
  replace_sketch (self, callout_flow_sketch_copy (self->kept));
  tell_edited (self);
}

/**
 * callout_flow_doc_take_up:
 *
 * Goes on from an old version.
 */
void
callout_flow_doc_take_up (CalloutFlowDoc *self,
                          CalloutFlow    *version)
{
  remember (self);
  replace_sketch (self, callout_flow_sketch_new (version));
  tell_edited (self);
  callout_flow_doc_keep (self, NULL, NULL);
}
