/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-work-order.h"

#include <math.h>

static const CalloutField work_order_fields[] = {
  CALLOUT_FIELD_R (CalloutWorkOrder, ticket, TICKET),
  CALLOUT_FIELD (CalloutWorkOrder, service_order, INTEGER),
  CALLOUT_FIELD_E (CalloutWorkOrder, state, callout_work_state_get_type),
  CALLOUT_FIELD_R (CalloutWorkOrder, routed_by, PERSON),
  CALLOUT_FIELD_R (CalloutWorkOrder, group, GROUP),
  CALLOUT_FIELD (CalloutWorkOrder, planned_start, TIME),
  CALLOUT_FIELD (CalloutWorkOrder, planned_end, TIME),
  CALLOUT_FIELD (CalloutWorkOrder, duration, INTEGER),
  CALLOUT_FIELD (CalloutWorkOrder, published_at, TIME),
  CALLOUT_FIELD_E (CalloutWorkOrder, outcome, callout_outcome_get_type),
  CALLOUT_FIELD (CalloutWorkOrder, locked, BOOLEAN),
  CALLOUT_FIELD_R (CalloutWorkOrder, workflow, WORKFLOW),
  CALLOUT_FIELD_D (CalloutWorkOrder, title, TEXT),
  CALLOUT_FIELD_D (CalloutWorkOrder, type, TEXT),
  CALLOUT_FIELD_D (CalloutWorkOrder, address, TEXT),
  CALLOUT_FIELD_D (CalloutWorkOrder, district, TEXT),
  CALLOUT_FIELD_DE (CalloutWorkOrder, priority, callout_priority_get_type),
  CALLOUT_FIELD_D (CalloutWorkOrder, skills, KEYS),
  CALLOUT_FIELD_D (CalloutWorkOrder, due_earliest, TIME),
  CALLOUT_FIELD_D (CalloutWorkOrder, due_latest, TIME),
  CALLOUT_FIELD_D (CalloutWorkOrder, opened_at, TIME),
  CALLOUT_FIELD_D (CalloutWorkOrder, latitude, REAL),
  CALLOUT_FIELD_D (CalloutWorkOrder, longitude, REAL),
  CALLOUT_FIELD_D (CalloutWorkOrder, external_id, TEXT),
  CALLOUT_FIELD_D (CalloutWorkOrder, customer_name, TEXT),
  CALLOUT_FIELD_DE (CalloutWorkOrder, progress, callout_progress_get_type),
  CALLOUT_FIELD_D (CalloutWorkOrder, holder, TEXT),
  CALLOUT_FIELD_D (CalloutWorkOrder, group_key, TEXT),
  CALLOUT_FIELD_D (CalloutWorkOrder, group_name, TEXT),
  CALLOUT_FIELD_D (CalloutWorkOrder, routed_by_login, TEXT),
  CALLOUT_FIELD_D (CalloutWorkOrder, routed_by_name, TEXT),
  CALLOUT_FIELD_D (CalloutWorkOrder, lead, TEXT),
  CALLOUT_FIELD_D (CalloutWorkOrder, lead_name, TEXT),
  CALLOUT_FIELD_D (CalloutWorkOrder, collaborators, KEYS),
  CALLOUT_FIELD_D (CalloutWorkOrder, assignees, KEYS),
  CALLOUT_FIELD_D (CalloutWorkOrder, step, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutWorkOrder, callout_work_order, CALLOUT_TYPE_ENTITY)

static void
callout_work_order_class_init (CalloutWorkOrderClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_WORK_ORDER,
                                   work_order_fields, G_N_ELEMENTS (work_order_fields), NULL);
}

static void
callout_work_order_init (CalloutWorkOrder *self)
{
}

static const CalloutField assignment_fields[] = {
  CALLOUT_FIELD_R (CalloutAssignment, work_order, WORK_ORDER),
  CALLOUT_FIELD_R (CalloutAssignment, person, PERSON),
  CALLOUT_FIELD_E (CalloutAssignment, part, callout_part_get_type),
  CALLOUT_FIELD_E (CalloutAssignment, state, callout_assignment_state_get_type),
  CALLOUT_FIELD (CalloutAssignment, reason, TEXT),
  CALLOUT_FIELD_R (CalloutAssignment, assigned_by, PERSON),
  CALLOUT_FIELD (CalloutAssignment, assigned_at, TIME),
  CALLOUT_FIELD_D (CalloutAssignment, login, TEXT),
  CALLOUT_FIELD_D (CalloutAssignment, name, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutAssignment, callout_assignment, CALLOUT_TYPE_ENTITY)

static void
callout_assignment_class_init (CalloutAssignmentClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_ASSIGNMENT,
                                   assignment_fields, G_N_ELEMENTS (assignment_fields), NULL);
}

static void
callout_assignment_init (CalloutAssignment *self)
{
}

static const CalloutField step_event_fields[] = {
  CALLOUT_FIELD_R (CalloutStepEvent, work_order, WORK_ORDER),
  CALLOUT_FIELD_R (CalloutStepEvent, person, PERSON),
  CALLOUT_FIELD (CalloutStepEvent, step, TEXT),
  CALLOUT_FIELD (CalloutStepEvent, log_only, BOOLEAN),
  CALLOUT_FIELD (CalloutStepEvent, at, TIME),
  CALLOUT_FIELD (CalloutStepEvent, latitude, REAL),
  CALLOUT_FIELD (CalloutStepEvent, longitude, REAL),
};

G_DEFINE_FINAL_TYPE (CalloutStepEvent, callout_step_event, CALLOUT_TYPE_ENTITY)

static void
callout_step_event_class_init (CalloutStepEventClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_STEP_EVENT,
                                   step_event_fields, G_N_ELEMENTS (step_event_fields), NULL);
}

static void
callout_step_event_init (CalloutStepEvent *self)
{
}

gboolean
callout_work_order_has_location (CalloutWorkOrder *self)
{
  g_return_val_if_fail (CALLOUT_IS_WORK_ORDER (self), FALSE);

  return !isnan (self->latitude) && !isnan (self->longitude);
}

/**
 * callout_work_order_is_pending:
 *
 * Whether it still waits for somebody to be assigned, at the dispatchers' or in a group.
 */
gboolean
callout_work_order_is_pending (CalloutWorkOrder *self)
{
  g_return_val_if_fail (CALLOUT_IS_WORK_ORDER (self), FALSE);

  return self->state == CALLOUT_WORK_STATE_PENDING_DISPATCH || self->state == CALLOUT_WORK_STATE_PENDING_GROUP;
}

/**
 * callout_assignment_is_active:
 *
 * Whether the person is on the work order now.
 */
gboolean
callout_assignment_is_active (CalloutAssignment *self)
{
  g_return_val_if_fail (CALLOUT_IS_ASSIGNMENT (self), FALSE);

  return self->state == CALLOUT_ASSIGNMENT_STATE_ASSIGNED || self->state == CALLOUT_ASSIGNMENT_STATE_ACCEPTED;
}
