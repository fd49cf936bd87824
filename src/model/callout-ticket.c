/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ticket.h"

#include <math.h>

static const CalloutField ticket_fields[] = {
  CALLOUT_FIELD (CalloutTicket, title, TEXT),
  CALLOUT_FIELD (CalloutTicket, type, TEXT),
  CALLOUT_FIELD (CalloutTicket, description, TEXT),
  CALLOUT_FIELD_R (CalloutTicket, customer, CUSTOMER),
  CALLOUT_FIELD_E (CalloutTicket, progress, callout_progress_get_type),
  CALLOUT_FIELD_E (CalloutTicket, visibility, callout_visibility_get_type),
  CALLOUT_FIELD_E (CalloutTicket, priority, callout_priority_get_type),
  CALLOUT_FIELD_IR (CalloutTicket, created_by, PERSON),
  CALLOUT_FIELD (CalloutTicket, due_earliest, TIME),
  CALLOUT_FIELD (CalloutTicket, due_latest, TIME),
  CALLOUT_FIELD (CalloutTicket, closed_at, TIME),
  CALLOUT_FIELD (CalloutTicket, skills, KEYS),
  CALLOUT_FIELD_E (CalloutTicket, outcome, callout_outcome_get_type),
  CALLOUT_FIELD (CalloutTicket, cycle, INTEGER),
  CALLOUT_FIELD (CalloutTicket, address, TEXT),
  CALLOUT_FIELD (CalloutTicket, district, TEXT),
  CALLOUT_FIELD (CalloutTicket, latitude, REAL),
  CALLOUT_FIELD (CalloutTicket, longitude, REAL),
  CALLOUT_FIELD_I (CalloutTicket, note, TEXT),
  CALLOUT_FIELD_I (CalloutTicket, vip, BOOLEAN),
  CALLOUT_FIELD_I (CalloutTicket, escalated, BOOLEAN),
  CALLOUT_FIELD (CalloutTicket, channel, TEXT),
  CALLOUT_FIELD (CalloutTicket, external_source, TEXT),
  CALLOUT_FIELD (CalloutTicket, external_id, TEXT),
  CALLOUT_FIELD_R (CalloutTicket, flow, FLOW),
  CALLOUT_FIELD_R (CalloutTicket, equipment, EQUIPMENT),
  CALLOUT_FIELD_R (CalloutTicket, contact, PERSON),
  CALLOUT_FIELD_IR (CalloutTicket, grabbed_by, PERSON),
  CALLOUT_FIELD (CalloutTicket, done_at, TIME),
  CALLOUT_FIELD_D (CalloutTicket, customer_name, TEXT),
  CALLOUT_FIELD_DI (CalloutTicket, created_by_login, TEXT),
  CALLOUT_FIELD_DI (CalloutTicket, assignees, KEYS),
  CALLOUT_FIELD_D (CalloutTicket, rating, INTEGER),
  CALLOUT_FIELD_D (CalloutTicket, flow_name, TEXT),
  CALLOUT_FIELD_D (CalloutTicket, equipment_name, TEXT),
  CALLOUT_FIELD_D (CalloutTicket, contact_name, TEXT),
  CALLOUT_FIELD_D (CalloutTicket, unread, INTEGER),
};

G_DEFINE_FINAL_TYPE (CalloutTicket, callout_ticket, CALLOUT_TYPE_ENTITY)

static void
callout_ticket_class_init (CalloutTicketClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_TICKET,
                                   ticket_fields, G_N_ELEMENTS (ticket_fields), NULL);
}

static void
callout_ticket_init (CalloutTicket *self)
{
}

/**
 * callout_ticket_has_location:
 *
 * 0°, 0° is a place; only a missing coordinate is none.
 */
gboolean
callout_ticket_has_location (CalloutTicket *self)
{
  g_return_val_if_fail (CALLOUT_IS_TICKET (self), FALSE);

  return !isnan (self->latitude) && !isnan (self->longitude);
}
