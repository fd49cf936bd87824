/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include "callout-token.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Equipment with its codes, and lists kept under a name. */

static gboolean
take_equipment (CalloutCall       *call,
                CalloutEquipment  *self,
                GError           **error)
{
  callout_call_take_fields (call, CALLOUT_ENTITY (self));
  if (callout_call_has (call, "customer"))
    {
      g_autoptr (CalloutEntity) customer = NULL;
      GError *failure = NULL;

      customer = callout_call_get_entity (call, "customer", &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      self->customer = customer != NULL ? customer->id : 0;
    }
  if (self->name == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("Equipment needs a name"));
      return FALSE;
    }
  if ((self->external_source == NULL) != (self->external_id == NULL))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("external_source and external_id go together"));
      return FALSE;
    }
  return callout_call_take_place (call, &self->latitude, &self->longitude, error);
}

static gboolean
check_known (CalloutCall       *call,
             CalloutEquipment  *self,
             GError           **error)
{
  gint64 known = 0;

  if (self->external_id != NULL)
    known = callout_store_find_external (call->store, CALLOUT_KIND_EQUIPMENT, self->external_source, self->external_id, error);
  if (known < 0)
    return FALSE;
  if (known > 0 && known != CALLOUT_ENTITY (self)->id)
    {
      g_autofree char *ref = callout_ref_format (CALLOUT_KIND_EQUIPMENT, known);

      callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("%s %s is %s already"), self->external_source, self->external_id, ref);
      return FALSE;
    }
  return TRUE;
}

/* Who has the code has the machine: one that is short is tried out. */
#define LEAST_CODE 8

static gboolean
check_code (CalloutCall       *call,
            CalloutEquipment  *self,
            GError           **error)
{
  g_autoptr (CalloutEntity) other = NULL;
  GError *failure = NULL;
  g_autofree char *ref = NULL;

  if (g_utf8_strlen (self->code, -1) < LEAST_CODE || strpbrk (self->code, " \t\n") != NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID,
                      _("“%s” is no code: it needs at least %d characters and no blanks; without one a code is made"), self->code,
                      LEAST_CODE);
      return FALSE;
    }
  other = callout_store_find (call->store, CALLOUT_KIND_EQUIPMENT, "code", self->code, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (other == NULL)
    return TRUE;
  ref = callout_entity_dup_ref (other);
  callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("The code “%s” is on %s already"), self->code, ref);
  return FALSE;
}

CALLOUT_APPLY (equipment_create)
{
  g_autoptr (CalloutEquipment) self = g_object_new (CALLOUT_TYPE_EQUIPMENT, NULL);

  self->active = TRUE;
  if (!take_equipment (call, self, error) || !check_known (call, self, error))
    return FALSE;
  if (self->code == NULL)
    self->code = callout_token_new ();
  else if (!check_code (call, self, error))
    return FALSE;
  if (!callout_store_insert (call->store, CALLOUT_ENTITY (self), error))
    return FALSE;
  call->target = CALLOUT_ENTITY (g_steal_pointer (&self));
  return TRUE;
}

CALLOUT_APPLY (equipment_edit)
{
  CalloutEquipment *self = CALLOUT_EQUIPMENT (call->target);

  if (!take_equipment (call, self, error) || !check_known (call, self, error))
    return FALSE;
  /* A label that was lost, or photographed by the wrong person, stops working. */
  if (callout_call_get_boolean (call, "new_code"))
    {
      g_free (self->code);
      self->code = callout_token_new ();
    }
  return callout_store_update (call->store, call->target, error);
}

/* Saved filters */

/* Returns: (transfer full) (nullable): the person's own of that name */
static CalloutSavedFilter *
find_filter (CalloutCall  *call,
             gint64        person,
             const char   *view,
             const char   *name,
             GError      **error)
{
  g_autoptr (GPtrArray) own = callout_store_children (call->store, CALLOUT_KIND_SAVED_FILTER, "person",
                                                      person, error);

  for (guint i = 0; own != NULL && i < own->len; i++)
    {
      CalloutSavedFilter *filter = g_ptr_array_index (own, i);

      if (g_strcmp0 (filter->view, view) == 0 && g_strcmp0 (filter->name, name) == 0)
        return g_object_ref (filter);
    }
  return NULL;
}

/* A filter that is none would only be found out by who opens it later. */
static gboolean
check_filter (CalloutSavedFilter  *self,
              GError             **error)
{
  g_autoptr (CalloutQuery) query = NULL;

  if (!callout_check_key (_("A view"), self->view, error))
    return FALSE;
  if (self->name == NULL || *self->name == '\0')
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A filter is found again by its name; give it one"));
      return FALSE;
    }
  if (!g_str_equal (self->view, "tickets"))
    return TRUE;
  query = callout_query_new (CALLOUT_KIND_TICKET);
  return (self->filter == NULL || callout_query_add_filter (query, self->filter, error))
         && (self->sort == NULL || callout_query_parse_sort (query, self->sort, error));
}

static gboolean
refuse_second (const char  *name,
               GError     **error)
{
  callout_refuse (error, CALLOUT_ERROR_CONSTRAINT, _("There is already a filter “%s” here; give this one another name"), name);
  return FALSE;
}

CALLOUT_APPLY (filter_save)
{
  g_autofree char *view = callout_call_dup_text (call, "view");
  g_autofree char *name = callout_call_dup_text (call, "name");
  g_autoptr (CalloutSavedFilter) self = NULL;
  GError *failure = NULL;
  gboolean known;

  self = find_filter (call, CALLOUT_ENTITY (call->actor)->id, view, name, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  known = self != NULL;
  if (known && callout_call_get_boolean (call, "new"))
    return refuse_second (name, error);
  if (!known)
    {
      self = g_object_new (CALLOUT_TYPE_SAVED_FILTER, NULL);
      self->person = CALLOUT_ENTITY (call->actor)->id;
    }
  callout_call_take_fields (call, CALLOUT_ENTITY (self));
  if (!check_filter (self, error))
    return FALSE;
  if (!(known ? callout_store_update (call->store, CALLOUT_ENTITY (self), error)
              : callout_store_insert (call->store, CALLOUT_ENTITY (self), error)))
    return FALSE;
  call->target = CALLOUT_ENTITY (g_steal_pointer (&self));
  return TRUE;
}

static gboolean
check_whose (CalloutCall  *call,
             GError      **error)
{
  if (CALLOUT_SAVED_FILTER (call->target)->person == CALLOUT_ENTITY (call->actor)->id
      || callout_actor_is (call, CALLOUT_ROLE_ADMIN))
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("“%s” belongs to %s, who alone can change it"),
                  CALLOUT_SAVED_FILTER (call->target)->name, CALLOUT_SAVED_FILTER (call->target)->login);
  return FALSE;
}

CALLOUT_GUARD (filter_edit)
{
  return check_whose (call, error);
}

CALLOUT_APPLY (filter_edit)
{
  CalloutSavedFilter *self = CALLOUT_SAVED_FILTER (call->target);
  g_autoptr (CalloutSavedFilter) other = NULL;
  GError *failure = NULL;

  callout_call_take_fields (call, call->target);
  other = find_filter (call, self->person, self->view, self->name, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (other != NULL && CALLOUT_ENTITY (other)->id != call->target->id)
    return refuse_second (self->name, error);
  return check_filter (self, error) && callout_store_update (call->store, call->target, error);
}

CALLOUT_GUARD (filter_remove)
{
  return check_whose (call, error);
}

CALLOUT_APPLY (filter_remove)
{
  call->result = g_object_ref (CALLOUT_ENTITY (call->actor));
  return callout_store_delete (call->store, call->target, error);
}
