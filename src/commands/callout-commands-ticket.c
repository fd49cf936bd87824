/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What a parameter alone does not tell. */
static gboolean
check_ticket (CalloutCall    *call,
              CalloutTicket  *self,
              GError        **error)
{
  if (callout_call_has (call, "customer"))
    {
      g_autoptr (CalloutEntity) given = NULL;
      GError *failure = NULL;

      given = callout_call_get_entity (call, "customer", &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      self->customer = given != NULL ? given->id : 0;
    }
  if (self->title == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A ticket needs a title"));
      return FALSE;
    }
  if (self->due_earliest != 0 && self->due_latest != 0 && self->due_latest < self->due_earliest)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A ticket cannot be due before it may begin"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_external (CalloutTicket  *self,
                GError        **error)
{
  if ((self->external_source == NULL) == (self->external_id == NULL))
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_INVALID, _("external_source and external_id go together"));
  return FALSE;
}

/* The store refuses a second of the same; only then is it asked for the first. */
static gboolean
insert_new (CalloutCall    *call,
            CalloutTicket  *self,
            GError        **error)
{
  GError *failure = NULL;
  g_autofree char *ref = NULL;
  gint64 known;

  if (callout_store_insert (call->store, CALLOUT_ENTITY (self), &failure))
    return TRUE;
  known = self->external_id != NULL && g_error_matches (failure, CALLOUT_ERROR, CALLOUT_ERROR_CONSTRAINT)
          ? callout_store_find_external (call->store, CALLOUT_KIND_TICKET, self->external_source, self->external_id, NULL)
          : 0;
  if (known <= 0)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_error_free (failure);
  ref = callout_ref_format (CALLOUT_KIND_TICKET, known);
  callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("%s %s is %s already"), self->external_source, self->external_id, ref);
  return FALSE;
}

static gboolean
is_given (CalloutCall *call,
          const char  *name)
{
  const char *value = callout_args_get (call->args, name);

  return value != NULL && *value != '\0';
}

static gboolean
begin_draft (CalloutCall     *call,
             CalloutTicket  **self,
             GError         **error)
{
  g_autofree char *title = NULL;

  /* What it is about will be asked. */
  if ((*self)->title == NULL)
    (*self)->title = title = g_strdup ("-");
  if (!is_given (call, "priority"))
    (*self)->priority = CALLOUT_PRIORITY_NORMAL;
  if (!check_ticket (call, *self, error) || !callout_call_take_place (call, &(*self)->latitude, &(*self)->longitude, error))
    {
      if (title != NULL)
        (*self)->title = NULL;
      return FALSE;
    }
  if (title != NULL)
    (*self)->title = NULL;
  if (!callout_call_begin_draft (call, *self, error))
    return FALSE;
  call->target = CALLOUT_ENTITY (g_steal_pointer (self));
  return TRUE;
}

CALLOUT_APPLY (ticket_create)
{
  g_autoptr (CalloutTicket) self = CALLOUT_TICKET (callout_call_make_entity (call, CALLOUT_KIND_TICKET));
  CalloutTime opened_at = callout_call_get_time (call, "opened_at");

  self->progress = CALLOUT_PROGRESS_OPEN;
  self->created_by = CALLOUT_ENTITY (call->actor)->id;
  if (is_given (call, "flow"))
    return begin_draft (call, &self, error);
  if (callout_person_is_code_user (call->actor))
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s begins a ticket by one of the flows"), call->actor->name);
      return FALSE;
    }
  if (!is_given (call, "visibility"))
    self->visibility = CALLOUT_VISIBILITY_PUBLIC;
  if (!is_given (call, "priority"))
    self->priority = CALLOUT_PRIORITY_NORMAL;
  if (!check_ticket (call, self, error) || !callout_call_take_place (call, &self->latitude, &self->longitude, error)
      || !callout_call_take_parties (call, self, error) || !check_external (self, error))
    return FALSE;
  CALLOUT_ENTITY (self)->created_at = opened_at;
  if (self->closed_at != 0 || callout_call_get_boolean (call, "closed"))
    {
      if (self->closed_at != 0 && self->closed_at < (opened_at != 0 ? opened_at : call->now))
        {
          callout_refuse (error, CALLOUT_ERROR_INVALID, _("A ticket cannot be closed before it was opened"));
          return FALSE;
        }
      self->progress = CALLOUT_PROGRESS_CLOSED;
      self->outcome = CALLOUT_OUTCOME_COMPLETED;
    }
  if (!insert_new (call, self, error))
    return FALSE;
  if (callout_call_get_boolean (call, "visit") && self->progress == CALLOUT_PROGRESS_OPEN)
    callout_call_follow_visit (call, CALLOUT_ENTITY (self)->id);
  call->target = CALLOUT_ENTITY (g_steal_pointer (&self));
  return TRUE;
}

CALLOUT_APPLY (ticket_edit)
{
  callout_call_take_fields (call, call->target);
  /* What is done and becomes internal, or has no customer any more, waits for no rating. */
  if (callout_call_has (call, "visibility") || callout_call_has (call, "customer"))
    callout_call_follow_ticket (call, call->target->id);
  return check_ticket (call, CALLOUT_TICKET (call->target), error)
         && callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (ticket_set_location)
{
  CalloutTicket *self = CALLOUT_TICKET (call->target);

  if (callout_args_get_size (call->args) == 0)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("Say where: latitude and longitude, or an address"));
      return FALSE;
    }
  callout_call_take_fields (call, call->target);
  return callout_call_take_place (call, &self->latitude, &self->longitude, error)
         && callout_store_update (call->store, call->target, error);
}
