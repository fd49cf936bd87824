/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* Edits of the workflow. All of them are done to the draft; where there is
 * none, the first one makes it as a copy of the current version. Every edit
 * counts up the draft's row, so that who looked at an older state of it is
 * told, and so that edits are taken back in the order they were done. */

#define MANY_MEANWHILE 3 /* of what was done meanwhile, so much is named */

typedef struct {
  CalloutWorkflow *draft;
  GPtrArray       *steps; /* its steps, in order */
} Draft;

static void
draft_clear (Draft *self)
{
  g_clear_object (&self->draft);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

/* Two at once */

static gboolean
wrote_since (CalloutCall  *call,
             CalloutEvent *event,
             gint64        workflow,
             gint64        version)
{
  g_autoptr (GPtrArray) changes = callout_store_event_changes (call->store, CALLOUT_ENTITY (event)->id, NULL);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      CalloutChange *change = g_ptr_array_index (changes, i);

      if (change->kind == CALLOUT_KIND_WORKFLOW && change->id == workflow && change->version > version)
        return TRUE;
    }
  return FALSE;
}

/* “Ann: Place Step travel; Ann: Publish Workflow”, the latest last. */
static char *
describe_since (CalloutCall *call,
                gint64       workflow,
                gint64       version)
{
  g_autoptr (GPtrArray) events = callout_store_events_of (call->store, CALLOUT_KIND_WORKFLOW, workflow, NULL);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      CalloutEvent *event = g_ptr_array_index (events, i);
      const CalloutCommand *command = callout_commands_find (event->command);
      const char *label = command != NULL ? callout_command_get_label (command) : event->command;
      const char *name = event->actor_name != NULL ? event->actor_name : _("Callout");
      const char *what = event->kind == CALLOUT_KIND_STEP && event->target_ref != NULL ? event->target_ref : "";

      if (!wrote_since (call, event, workflow, version))
        continue;
      if (words->len == MANY_MEANWHILE)
        g_ptr_array_remove_index (words, 0);
      /* Translators: who, what they did, and which step it was done to */
      g_ptr_array_add (words, event->undoes != 0 ? g_strdup_printf (_("%s took back “%s” %s"), name, label, what)
                                                 : g_strdup_printf (_("%s did “%s” %s"), name, label, what));
      g_strchomp (g_ptr_array_index (words, words->len - 1));
    }
  if (words->len == 0)
    return g_strdup (_("it was edited"));
  g_ptr_array_add (words, NULL);
  return g_strjoinv ("; ", (char **) words->pdata);
}

/* Whether what is to be edited is what the person looked at. */
static gboolean
check_seen (CalloutCall  *call,
            gint64        now,
            GError      **error)
{
  g_autoptr (CalloutEntity) seen = NULL;
  g_autoptr (CalloutEntity) row = NULL;
  g_autofree char *since = NULL;
  gint64 version = callout_call_get_integer (call, "version");
  g_autofree char *ref = callout_call_dup_text (call, "workflow");
  CalloutKind kind = CALLOUT_KIND_NONE;
  gint64 id = now;

  if (ref != NULL && (!callout_ref_parse (ref, &kind, &id) || kind != CALLOUT_KIND_WORKFLOW))
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no workflow “%s”"), ref);
      return FALSE;
    }
  row = callout_store_get (call->store, CALLOUT_KIND_WORKFLOW, now, error);
  if (row == NULL)
    return FALSE;
  if (id == now && (version == 0 || version == row->version))
    return TRUE;
  seen = id != now ? callout_store_get (call->store, CALLOUT_KIND_WORKFLOW, id, NULL) : NULL;
  /* The version looked at is still what it was, but somebody began a draft; or
   * it was a draft that is published or gone. */
  if (seen != NULL && seen->version == version && callout_workflow_is_draft (CALLOUT_WORKFLOW (row)))
    since = describe_since (call, now, 0);
  else
    since = describe_since (call, id, version);
  callout_refuse (error, CALLOUT_ERROR_CONFLICT,
                  _("The workflow was changed while you were looking at it: %s. Look at it again, then repeat what you wanted"),
                  since);
  return FALSE;
}

/* The draft */

static gboolean
copy_steps (CalloutCall  *call,
            gint64        from,
            gint64        to,
            GError      **error)
{
  g_autoptr (GPtrArray) steps = callout_store_workflow_steps (call->store, from, error);

  if (steps == NULL)
    return FALSE;
  for (guint i = 0; i < steps->len; i++)
    {
      g_autoptr (CalloutEntity) copy = callout_entity_copy (g_ptr_array_index (steps, i));

      copy->id = copy->version = 0;
      copy->created_at = 0;
      CALLOUT_STEP (copy)->workflow = to;
      if (!callout_store_insert (call->store, copy, error))
        return FALSE;
    }
  return TRUE;
}

static CalloutWorkflow *
begin_draft (CalloutCall  *call,
             gint64        base,
             GError      **error)
{
  g_autoptr (CalloutWorkflow) draft = g_object_new (CALLOUT_TYPE_WORKFLOW, NULL);

  draft->base = base;
  if (!callout_store_insert (call->store, CALLOUT_ENTITY (draft), error)
      || !copy_steps (call, base, CALLOUT_ENTITY (draft)->id, error))
    return NULL;
  return g_steal_pointer (&draft);
}

/* The draft there is, or a new one from the current version. */
static gboolean
open_draft (CalloutCall  *call,
            Draft        *self,
            GError      **error)
{
  gint64 draft = callout_store_draft_workflow (call->store, error);
  gint64 current = draft == 0 ? callout_store_current_workflow (call->store, error) : 0;

  if (draft < 0 || current < 0 || !check_seen (call, draft != 0 ? draft : current, error))
    return FALSE;
  self->draft = draft != 0 ? CALLOUT_WORKFLOW (callout_store_get (call->store, CALLOUT_KIND_WORKFLOW, draft, error))
                           : begin_draft (call, current, error);
  if (self->draft == NULL)
    return FALSE;
  self->steps = callout_store_workflow_steps (call->store, CALLOUT_ENTITY (self->draft)->id, error);
  return self->steps != NULL;
}

static gboolean
count_edit (CalloutCall  *call,
            Draft        *self,
            GError      **error)
{
  self->draft->edits++;
  return callout_store_update (call->store, CALLOUT_ENTITY (self->draft), error);
}

/* Writes what is different of a line made from the draft's steps. */
static gboolean
write_line (CalloutCall  *call,
            GPtrArray    *line,
            GError      **error)
{
  for (guint i = 0; i < line->len; i++)
    {
      CalloutEntity *step = g_ptr_array_index (line, i);

      if (step->id != 0 && !callout_store_update (call->store, step, error))
        return FALSE;
    }
  return TRUE;
}

/* The event is about the draft's step, which may only just have been made. */
static void
set_target (CalloutCall   *call,
            CalloutEntity *target)
{
  g_set_object (&call->target, target);
  call->event->kind = callout_entity_get_kind (target);
  call->event->target = target->id;
}

static guint
get_index (CalloutCall *call)
{
  gint64 index = callout_call_has (call, "index") ? callout_call_get_integer (call, "index") : -1;

  return index < 0 ? CALLOUT_WORKFLOW_END : (guint) MIN (index, G_MAXINT);
}

static gboolean
check_index (CalloutCall  *call,
             GError      **error)
{
  if (!callout_call_has (call, "index") || callout_call_get_integer (call, "index") >= 0)
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_INVALID, _("The index counts from 0, the uppermost place of the column"));
  return FALSE;
}

/* Commands */

CALLOUT_APPLY (workflow_add_step)
{
  g_auto (Draft) draft = { NULL, NULL };
  g_autoptr (CalloutStep) self = g_object_new (CALLOUT_TYPE_STEP, NULL);
  g_autoptr (GPtrArray) line = NULL;
  CalloutPortalStatus status = callout_call_get_enum (call, "status");
  CalloutStep *placed;

  if (!check_index (call, error) || !open_draft (call, &draft, error))
    return FALSE;
  callout_call_take_fields (call, CALLOUT_ENTITY (self));
  if (!callout_workflow_check_label (draft.steps, NULL, self->label, error) || !callout_call_take_icon (call, &self->icon, error))
    return FALSE;
  if (self->key == NULL)
    self->key = callout_workflow_make_key (draft.steps, self->label);
  if (!callout_check_key (_("A step’s key"), self->key, error))
    return FALSE;
  if (callout_workflow_find (draft.steps, self->key) != NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("The key “%s” is taken by another step"), self->key);
      return FALSE;
    }
  self->workflow = CALLOUT_ENTITY (draft.draft)->id;
  line = callout_workflow_insert (draft.steps, self, CALLOUT_PORTAL_STATUS_TRAY, CALLOUT_WORKFLOW_END);
  if (!callout_workflow_may_place (line, self->key, status, get_index (call), error))
    return FALSE;
  g_ptr_array_unref (line);
  line = callout_workflow_insert (draft.steps, self, status, get_index (call));
  placed = callout_workflow_find (line, self->key);
  if (!write_line (call, line, error) || !callout_store_insert (call->store, CALLOUT_ENTITY (placed), error)
      || !count_edit (call, &draft, error))
    return FALSE;
  call->target = g_object_ref (CALLOUT_ENTITY (placed));
  return TRUE;
}

static CalloutStep *
find_step (CalloutCall  *call,
           Draft        *draft,
           GError      **error)
{
  CalloutStep *step = callout_workflow_find (draft->steps, CALLOUT_STEP (call->target)->key);

  if (step == NULL)
    callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no workflow step “%s”"), CALLOUT_STEP (call->target)->key);
  return step;
}

static gboolean
refuse_no_change (CalloutStep  *step,
                  GError      **error)
{
  callout_refuse (error, CALLOUT_ERROR_INVALID, _("“%s” is so already"), step->label);
  return FALSE;
}

CALLOUT_APPLY (workflow_edit_step)
{
  g_auto (Draft) draft = { NULL, NULL };
  CalloutStep *step;
  gint64 version;

  if (!open_draft (call, &draft, error) || (step = find_step (call, &draft, error)) == NULL)
    return FALSE;
  version = CALLOUT_ENTITY (step)->version;
  callout_call_take_fields (call, CALLOUT_ENTITY (step));
  if (!callout_workflow_check_label (draft.steps, step->key, step->label, error) || !callout_call_take_icon (call, &step->icon, error)
      || !callout_store_update (call->store, CALLOUT_ENTITY (step), error))
    return FALSE;
  if (CALLOUT_ENTITY (step)->version == version)
    return refuse_no_change (step, error);
  set_target (call, CALLOUT_ENTITY (step));
  return count_edit (call, &draft, error);
}

CALLOUT_APPLY (workflow_place_step)
{
  g_auto (Draft) draft = { NULL, NULL };
  g_autoptr (GPtrArray) line = NULL;
  CalloutPortalStatus status = callout_call_get_enum (call, "status");
  guint index = get_index (call);
  CalloutStep *step;

  if (!check_index (call, error) || !open_draft (call, &draft, error) || (step = find_step (call, &draft, error)) == NULL
      || !callout_workflow_may_place (draft.steps, step->key, status, index, error))
    return FALSE;
  line = callout_workflow_place (draft.steps, step->key, status, index);
  if (callout_workflow_equal (draft.steps, line))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("“%s” stands there already"), step->label);
      return FALSE;
    }
  set_target (call, CALLOUT_ENTITY (callout_workflow_find (line, step->key)));
  return write_line (call, line, error) && count_edit (call, &draft, error);
}

/* How many work orders have just this step as their last one, in the versions
 * the draft was made from, one after another. */
static gboolean
count_standing (CalloutCall  *call,
                Draft        *draft,
                const char   *key,
                gint64       *n,
                GError      **error)
{
  static const char *const under_way[] = { "dispatched", "accepted", "travel", "work", "checked-out", NULL };
  const char *values[] = { key, NULL };

  *n = 0;
  for (gint64 workflow = draft->draft->base; workflow != 0;)
    {
      g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_WORK_ORDER);
      g_autofree char *number = g_strdup_printf ("%" PRId64, workflow);
      const char *workflows[] = { number, NULL };
      g_autoptr (CalloutEntity) row = callout_store_get (call->store, CALLOUT_KIND_WORKFLOW, workflow, error);
      gint64 found;

      callout_query_add (query, "state", CALLOUT_OP_IS, under_way, NULL);
      callout_query_add (query, "workflow", CALLOUT_OP_IS, workflows, NULL);
      callout_query_add (query, "step", CALLOUT_OP_IS, values, NULL);
      found = row != NULL ? callout_store_count (call->store, query, NULL, error) : -1;
      if (found < 0)
        return FALSE;
      *n += found;
      workflow = CALLOUT_WORKFLOW (row)->base;
    }
  return TRUE;
}

CALLOUT_GUARD (workflow_remove_step)
{
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();

  g_ptr_array_add (alone, call->target);
  return callout_workflow_may_remove (alone, CALLOUT_STEP (call->target)->key, error);
}

CALLOUT_APPLY (workflow_remove_step)
{
  g_auto (Draft) draft = { NULL, NULL };
  g_autoptr (GPtrArray) line = NULL;
  CalloutStep *step;
  gint64 standing;

  if (!open_draft (call, &draft, error) || (step = find_step (call, &draft, error)) == NULL
      || !count_standing (call, &draft, step->key, &standing, error))
    return FALSE;
  if (standing > 0)
    {
      callout_refuse (error, CALLOUT_ERROR_WRONG_STATE,
                      ngettext ("“%s” cannot be removed: %d open work order stands on it",
                                "“%s” cannot be removed: %d open work orders stand on it", (gulong) standing),
                      step->label, (int) standing);
      return FALSE;
    }
  set_target (call, CALLOUT_ENTITY (step));
  line = callout_workflow_remove (draft.steps, step->key);
  if (!callout_store_delete (call->store, CALLOUT_ENTITY (step), error) || !write_line (call, line, error)
      || !count_edit (call, &draft, error))
    return FALSE;
  call->result = g_object_ref (CALLOUT_ENTITY (draft.draft));
  return TRUE;
}

static gboolean
check_publishable (CalloutCall  *call,
                   Draft        *draft,
                   GError      **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) current = NULL;
  gint64 workflow = callout_store_current_workflow (call->store, error);

  if (workflow < 0 || (current = callout_store_workflow_steps (call->store, workflow, error)) == NULL)
    return FALSE;
  if (!callout_workflow_check (draft->steps, faults))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("The draft cannot be published: %s"),
                      (char *) g_ptr_array_index (faults, 0));
      return FALSE;
    }
  if (!callout_workflow_equal (current, draft->steps))
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_INVALID, _("The draft is no different from the current version; there is nothing to publish"));
  return FALSE;
}

/* By what is there alone, so that it is known before anybody asks. */
CALLOUT_GUARD (workflow_draft)
{
  gint64 draft = callout_store_draft_workflow (call->store, error);
  gint64 current = draft == 0 ? callout_store_current_workflow (call->store, error) : 0;

  /* Who looked at one is told what became of it. */
  if (draft != 0 || current < 0 || !check_seen (call, current, error))
    return draft > 0;
  callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("There is no draft; the first edit makes one"));
  return FALSE;
}

CALLOUT_APPLY (workflow_publish)
{
  g_auto (Draft) draft = { NULL, NULL };
  g_autoptr (CalloutEntity) current = NULL;

  if (!open_draft (call, &draft, error) || !check_publishable (call, &draft, error))
    return FALSE;
  current = callout_store_get (call->store, CALLOUT_KIND_WORKFLOW, callout_store_current_workflow (call->store, NULL), error);
  if (current == NULL)
    return FALSE;
  call->event->from_state = g_strdup (callout_enum_key (CALLOUT_TYPE_WORKFLOW_STATE, CALLOUT_WORKFLOW_STATE_DRAFT));
  draft.draft->state = CALLOUT_WORKFLOW_STATE_PUBLISHED;
  draft.draft->number = CALLOUT_WORKFLOW (current)->number + 1;
  draft.draft->published_at = call->now;
  draft.draft->published_by = CALLOUT_ENTITY (call->actor)->id;
  draft.draft->note = callout_call_dup_text (call, "note");
  if (!callout_store_update (call->store, CALLOUT_ENTITY (draft.draft), error))
    return FALSE;
  call->target = g_object_ref (CALLOUT_ENTITY (draft.draft));
  return TRUE;
}

CALLOUT_APPLY (workflow_discard)
{
  g_auto (Draft) draft = { NULL, NULL };

  if (!open_draft (call, &draft, error))
    return FALSE;
  for (guint i = 0; i < draft.steps->len; i++)
    if (!callout_store_delete (call->store, g_ptr_array_index (draft.steps, i), error))
      return FALSE;
  if (!callout_store_delete (call->store, CALLOUT_ENTITY (draft.draft), error))
    return FALSE;
  call->event->from_state = g_strdup (callout_enum_key (CALLOUT_TYPE_WORKFLOW_STATE, CALLOUT_WORKFLOW_STATE_DRAFT));
  call->target = g_object_ref (CALLOUT_ENTITY (draft.draft));
  call->result = callout_store_get (call->store, CALLOUT_KIND_WORKFLOW, callout_store_current_workflow (call->store, NULL), error);
  return call->result != NULL;
}

/* By the target alone, so that it can be offered. */
CALLOUT_GUARD (workflow_take_up)
{
  gint64 draft = callout_store_draft_workflow (call->store, error);
  gint64 current = callout_store_current_workflow (call->store, error);

  if (draft < 0 || current < 0)
    return FALSE;
  if (draft == call->target->id)
    callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("This is the draft already"));
  else if (draft != 0)
    callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("There is a draft already; publish or discard it first"));
  else
    return TRUE;
  return FALSE;
}

CALLOUT_APPLY (workflow_take_up)
{
  g_autoptr (CalloutWorkflow) draft = begin_draft (call, call->target->id, error);

  if (draft == NULL)
    return FALSE;
  set_target (call, CALLOUT_ENTITY (draft));
  g_clear_pointer (&call->event->from_state, g_free);
  return TRUE;
}
