/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

/* Creation flows in versions (contract 2.10): a draft is edited, what was
 * published stays as it is, and tickets keep the version they began under. */

static const char empty_plan[] = "{\"steps\":[]}";

/* All faults as one refusal: who wrote the plan wants to see them together. */
static gboolean
refuse_faults (GPtrArray  *faults,
               GError    **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < faults->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", (char *) g_ptr_array_index (faults, i));
  callout_refuse (error, CALLOUT_ERROR_INVALID, "%s", text->str);
  return FALSE;
}

static gboolean
take_plan (CalloutCall  *call,
           CalloutFlow  *self,
           GError      **error)
{
  g_autofree char *given = callout_call_dup_text (call, "plan");
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CalloutFlowPlan) plan = NULL;

  if (given == NULL && self->plan != NULL)
    return TRUE;
  plan = callout_flow_plan_parse (given != NULL ? given : empty_plan, faults);
  if (plan == NULL)
    return refuse_faults (faults, error);
  g_free (self->plan);
  self->plan = callout_flow_plan_to_json (plan);
  return TRUE;
}

static gboolean
take_group (CalloutCall  *call,
            const char   *name,
            gint64       *group,
            GError      **error)
{
  g_autoptr (CalloutEntity) given = NULL;
  GError *failure = NULL;

  if (!callout_call_has (call, name))
    return TRUE;
  given = callout_call_get_entity (call, name, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  *group = given != NULL ? given->id : 0;
  return TRUE;
}

static gboolean
take_flow (CalloutCall  *call,
           CalloutFlow  *self,
           GError      **error)
{
  g_autofree char *plan = g_steal_pointer (&self->plan);

  /* The plan is not taken as it is given. */
  callout_call_take_fields (call, CALLOUT_ENTITY (self));
  g_clear_pointer (&self->plan, g_free);
  self->plan = g_steal_pointer (&plan);
  if (self->name == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A flow needs a name"));
      return FALSE;
    }
  return take_plan (call, self, error) && take_group (call, "notify_group", &self->notify_group, error)
         && take_group (call, "offer_group", &self->offer_group, error);
}

CALLOUT_APPLY (flow_create)
{
  g_autoptr (CalloutFlow) self = g_object_new (CALLOUT_TYPE_FLOW, NULL);
  g_autoptr (CalloutEntity) other = NULL;
  GError *failure = NULL;

  self->ratings = TRUE;
  if (!take_flow (call, self, error) || !callout_check_key (_("A flow’s key"), self->key, error))
    return FALSE;
  other = callout_store_find (call->store, CALLOUT_KIND_FLOW, "key", self->key, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (other != NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("There is a flow “%s” already"), self->key);
      return FALSE;
    }
  if (!callout_store_insert (call->store, CALLOUT_ENTITY (self), error))
    return FALSE;
  call->target = CALLOUT_ENTITY (g_steal_pointer (&self));
  return TRUE;
}

static CalloutFlow *
flow (CalloutCall *call)
{
  return CALLOUT_FLOW (call->target);
}

static gboolean
is_draft (CalloutCall *call)
{
  return flow (call)->state == CALLOUT_FLOW_STATE_DRAFT;
}

/* Two administrators at once: the second is told. A draft begins to count its
 * versions anew, so that the number says which of them was meant. */
static gboolean
check_seen (CalloutCall  *call,
            GError      **error)
{
  gint64 version = callout_call_get_integer (call, "version");
  gboolean same = !callout_call_has (call, "seen") || callout_call_get_integer (call, "seen") == flow (call)->number;

  if (same && (version == 0 || version == call->target->version))
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_CONFLICT,
                  _("The flow “%s” was changed while you were looking at it; look at it again, then repeat what you wanted"),
                  flow (call)->key);
  return FALSE;
}

/* Edits the draft; where there is none, one is made from what was published. */
CALLOUT_APPLY (flow_edit)
{
  if (!check_seen (call, error))
    return FALSE;
  if (!is_draft (call))
    {
      g_autoptr (CalloutEntity) copy = callout_entity_copy (call->target);

      copy->id = copy->version = 0;
      copy->created_at = 0;
      CALLOUT_FLOW (copy)->state = CALLOUT_FLOW_STATE_DRAFT;
      CALLOUT_FLOW (copy)->number = 0;
      CALLOUT_FLOW (copy)->published_at = 0;
      CALLOUT_FLOW (copy)->published_by = 0;
      if (!take_flow (call, CALLOUT_FLOW (copy), error) || !callout_store_insert (call->store, copy, error))
        return FALSE;
      call->result = g_steal_pointer (&copy);
      return TRUE;
    }
  return take_flow (call, flow (call), error) && callout_store_update (call->store, call->target, error);
}

CALLOUT_GUARD (flow_draft)
{
  if (is_draft (call))
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_WRONG_STATE, _("The flow “%s” has no draft; edit it first"), flow (call)->key);
  return FALSE;
}

CALLOUT_APPLY (flow_publish)
{
  CalloutFlow *self = flow (call);
  g_autoptr (CalloutFlow) current = NULL;
  g_autoptr (CalloutFlowPlan) plan = NULL;
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;

  if (!check_seen (call, error))
    return FALSE;
  plan = callout_flow_plan_parse (self->plan, faults);
  if (plan == NULL)
    return refuse_faults (faults, error);
  if (callout_flow_plan_count (plan) == 0)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("The flow “%s” asks nothing yet; it needs at least one question"), self->key);
      return FALSE;
    }
  current = callout_store_current_flow (call->store, self->key, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  self->number = current != NULL ? current->number + 1 : 1;
  self->state = CALLOUT_FLOW_STATE_PUBLISHED;
  self->published_at = call->now;
  self->published_by = CALLOUT_ENTITY (call->actor)->id;
  return callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (flow_discard)
{
  g_autoptr (CalloutFlow) current = NULL;
  g_autoptr (GError) failure = NULL;

  if (!check_seen (call, error))
    return FALSE;
  current = callout_store_current_flow (call->store, flow (call)->key, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!callout_store_delete (call->store, call->target, error))
    return FALSE;
  /* What is left of it, or nothing but who discarded it. */
  call->result = current != NULL ? CALLOUT_ENTITY (g_steal_pointer (&current)) : g_object_ref (CALLOUT_ENTITY (call->actor));
  return TRUE;
}

/* What is in force, whether or not it is edited besides. */
static CalloutFlow *
find_current (CalloutCall  *call,
              GError      **error)
{
  return callout_store_current_flow (call->store, flow (call)->key, error);
}

CALLOUT_GUARD (flow_retire)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalloutFlow) current = find_current (call, &failure);

  if (current != NULL && current->state == CALLOUT_FLOW_STATE_PUBLISHED)
    return TRUE;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    callout_refuse (error, CALLOUT_ERROR_WRONG_STATE,
                    current != NULL ? _("The flow “%s” is retired already") : _("The flow “%s” was never published"), flow (call)->key);
  return FALSE;
}

/* No new ticket begins under it; drafts that did may still be submitted. */
CALLOUT_APPLY (flow_retire)
{
  CalloutFlow *current = find_current (call, error);

  if (current == NULL)
    return FALSE;
  current->state = CALLOUT_FLOW_STATE_RETIRED;
  call->result = CALLOUT_ENTITY (current);
  return callout_store_update (call->store, call->result, error);
}
