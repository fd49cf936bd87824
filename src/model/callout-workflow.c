/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workflow.h"

static const CalloutField workflow_fields[] = {
  CALLOUT_FIELD (CalloutWorkflow, number, INTEGER),
  CALLOUT_FIELD_E (CalloutWorkflow, state, callout_workflow_state_get_type),
  CALLOUT_FIELD_R (CalloutWorkflow, base, WORKFLOW),
  CALLOUT_FIELD (CalloutWorkflow, edits, INTEGER),
  CALLOUT_FIELD (CalloutWorkflow, published_at, TIME),
  CALLOUT_FIELD_R (CalloutWorkflow, published_by, PERSON),
  CALLOUT_FIELD (CalloutWorkflow, note, TEXT),
  CALLOUT_FIELD_D (CalloutWorkflow, n_steps, INTEGER),
  CALLOUT_FIELD_D (CalloutWorkflow, base_number, INTEGER),
  CALLOUT_FIELD_D (CalloutWorkflow, published_by_login, TEXT),
  CALLOUT_FIELD_D (CalloutWorkflow, published_by_name, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutWorkflow, callout_workflow, CALLOUT_TYPE_ENTITY)

static void
callout_workflow_class_init (CalloutWorkflowClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_WORKFLOW,
                                   workflow_fields, G_N_ELEMENTS (workflow_fields), NULL);
}

static void
callout_workflow_init (CalloutWorkflow *self)
{
}

gboolean
callout_workflow_is_draft (CalloutWorkflow *self)
{
  g_return_val_if_fail (CALLOUT_IS_WORKFLOW (self), FALSE);

  return self->state == CALLOUT_WORKFLOW_STATE_DRAFT;
}
