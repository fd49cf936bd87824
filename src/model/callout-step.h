/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutStep:
 *
 * A workflow step: what the technician reports. A branch step (Reject)
 * stands beside the line and is never a next step. Each version of the
 * workflow has steps of its own; the key tells which are the same step, and
 * callout-workflow-rules.h how they are ordered.
 */
#define CALLOUT_TYPE_STEP (callout_step_get_type ())
G_DECLARE_FINAL_TYPE (CalloutStep, callout_step, CALLOUT, STEP, CalloutEntity)

struct _CalloutStep
{
  CalloutEntity parent_instance;

  gint64      workflow;
  char       *key;                 /* unique within the workflow */
  char       *label;
  char       *description;
  char       *icon;                /* name of a shipped icon, or the key of one of the house's own */
  gint64      position;            /* 1, 2, 3 … in the technician's line */
  int         portal_status;       /* CalloutPortalStatus */
  gboolean    standard;
  gboolean    branch;
  gboolean    show_original_name;
  gboolean    show_original_icon;
};

G_END_DECLS
