/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-step.h"

static const CalloutField step_fields[] = {
  CALLOUT_FIELD_R (CalloutStep, workflow, WORKFLOW),
  CALLOUT_FIELD (CalloutStep, key, TEXT),
  CALLOUT_FIELD (CalloutStep, label, TEXT),
  CALLOUT_FIELD (CalloutStep, description, TEXT),
  CALLOUT_FIELD (CalloutStep, icon, TEXT),
  CALLOUT_FIELD (CalloutStep, position, INTEGER),
  CALLOUT_FIELD_E (CalloutStep, portal_status, callout_portal_status_get_type),
  CALLOUT_FIELD (CalloutStep, standard, BOOLEAN),
  CALLOUT_FIELD (CalloutStep, branch, BOOLEAN),
  CALLOUT_FIELD (CalloutStep, show_original_name, BOOLEAN),
  CALLOUT_FIELD (CalloutStep, show_original_icon, BOOLEAN),
};

G_DEFINE_FINAL_TYPE (CalloutStep, callout_step, CALLOUT_TYPE_ENTITY)

static void
callout_step_class_init (CalloutStepClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_STEP,
                                   step_fields, G_N_ELEMENTS (step_fields), "key");
}

static void
callout_step_init (CalloutStep *self)
{
}
