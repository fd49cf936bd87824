/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutStep:
 *
 * A workflow step: what the technician reports. A branch step (Reject)
 * stands beside the line and is never a next step.
 */
#define CALLOUT_TYPE_STEP (callout_step_get_type ())
G_DECLARE_FINAL_TYPE (CalloutStep, callout_step, CALLOUT, STEP, CalloutEntity)

struct _CalloutStep
{
  CalloutEntity parent_instance;

  char       *key;
  char       *label;
  char       *description;
  char       *icon;
  gint64      position;
  int         portal_status;       /* CalloutPortalStatus */
  gboolean    standard;
  gboolean    branch;
  gboolean    show_original_name;
  gboolean    show_original_icon;
};

G_END_DECLS
