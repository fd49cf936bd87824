/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutWorkflow:
 *
 * A version of the steps technicians report (document 0). The current one is
 * the published one with the highest number; new work orders are made under
 * it and keep it. There is at most one draft, with copies of all steps, and
 * every edit of one of them counts up @edits and so the row's version.
 */
#define CALLOUT_TYPE_WORKFLOW (callout_workflow_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWorkflow, callout_workflow, CALLOUT, WORKFLOW, CalloutEntity)

struct _CalloutWorkflow
{
  CalloutEntity parent_instance;

  gint64      number;              /* 1, 2, 3 … in order of publishing; 0 while a draft */
  int         state;               /* CalloutWorkflowState */
  gint64      base;                /* the version it was taken from; 0: none */
  gint64      edits;               /* how many were done to it and not taken back */
  CalloutTime published_at;
  gint64      published_by;        /* 0: the house itself */
  char       *note;                /* why it was published */

  /* Derived */
  gint64      n_steps;
  gint64      base_number;
  char       *published_by_login;
  char       *published_by_name;
};

gboolean callout_workflow_is_draft (CalloutWorkflow *self);

G_END_DECLS
