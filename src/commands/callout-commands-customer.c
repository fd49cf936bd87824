/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

static gboolean
take_customer (CalloutCall      *call,
               CalloutCustomer  *self,
               GError          **error)
{
  callout_call_take_fields (call, CALLOUT_ENTITY (self));
  if (self->name == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A customer needs a name"));
      return FALSE;
    }
  if ((self->external_source == NULL) != (self->external_id == NULL))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("external_source and external_id go together"));
      return FALSE;
    }
  if (self->time_zone != NULL)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (self->time_zone);

      if (zone == NULL)
        {
          callout_refuse (error, CALLOUT_ERROR_INVALID, _("“%s” is not a time zone; write it like America/New_York"),
                          self->time_zone);
          return FALSE;
        }
    }
  return callout_call_take_place (call, &self->latitude, &self->longitude, error);
}

static gboolean
check_external (CalloutCall      *call,
                CalloutCustomer  *self,
                GError          **error)
{
  gint64 known = 0;

  if (self->external_id != NULL)
    known = callout_store_find_external (call->store, CALLOUT_KIND_CUSTOMER, self->external_source, self->external_id, error);
  if (known < 0)
    return FALSE;
  if (known > 0 && known != CALLOUT_ENTITY (self)->id)
    {
      g_autofree char *ref = callout_ref_format (CALLOUT_KIND_CUSTOMER, known);

      callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("%s %s is %s already"), self->external_source, self->external_id, ref);
      return FALSE;
    }
  return TRUE;
}

CALLOUT_APPLY (customer_create)
{
  g_autoptr (CalloutCustomer) self = g_object_new (CALLOUT_TYPE_CUSTOMER, NULL);

  if (!take_customer (call, self, error) || !check_external (call, self, error)
      || !callout_store_insert (call->store, CALLOUT_ENTITY (self), error))
    return FALSE;
  call->target = CALLOUT_ENTITY (g_steal_pointer (&self));
  return TRUE;
}

CALLOUT_APPLY (customer_edit)
{
  CalloutCustomer *self = CALLOUT_CUSTOMER (call->target);

  return take_customer (call, self, error) && check_external (call, self, error)
         && callout_store_update (call->store, call->target, error);
}
