/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutWorkOrder:
 *
 * One visit for a ticket (domain sections 2 and 3-C). Its holder is the
 * group where one is set, else the dispatchers. Who is on it stands in its
 * assignments.
 */
#define CALLOUT_TYPE_WORK_ORDER (callout_work_order_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWorkOrder, callout_work_order, CALLOUT, WORK_ORDER, CalloutEntity)

struct _CalloutWorkOrder
{
  CalloutEntity parent_instance;

  gint64      ticket;
  gint64      service_order;
  int         state;               /* CalloutWorkState */
  gint64      routed_by;           /* the original dispatcher; 0 when a rule routed it */
  gint64      group;               /* 0: held by the dispatchers */
  CalloutTime planned_start;
  CalloutTime planned_end;
  gint64      duration;            /* minutes; 0 unknown */
  CalloutTime published_at;
  int         outcome;             /* CalloutOutcome */
  gboolean    locked;
  gint64      workflow;            /* the version it was made under, for ever */

  /* Derived from the ticket */
  char       *title;
  char       *type;
  char       *address;
  char       *district;
  int         priority;            /* CalloutPriority */
  char       *skills;
  CalloutTime due_earliest;
  CalloutTime due_latest;
  CalloutTime opened_at;
  double      latitude;
  double      longitude;
  char       *external_id;
  char       *customer_name;
  int         progress;            /* CalloutProgress */

  /* Derived from people, groups and steps */
  char       *holder;              /* the group's key, or `dispatcher` */
  char       *group_key;
  char       *group_name;
  char       *routed_by_login;
  char       *routed_by_name;
  char       *lead;                /* login */
  char       *lead_name;
  char       *collaborators;       /* logins */
  char       *assignees;           /* logins of the lead and the collaborators */
  char       *step;                /* key of the last step reported */
};

/**
 * CalloutAssignment:
 *
 * A person on a work order. Rows are kept when somebody is taken off: the
 * state tells.
 */
#define CALLOUT_TYPE_ASSIGNMENT (callout_assignment_get_type ())
G_DECLARE_FINAL_TYPE (CalloutAssignment, callout_assignment, CALLOUT, ASSIGNMENT, CalloutEntity)

struct _CalloutAssignment
{
  CalloutEntity parent_instance;

  gint64      work_order;
  gint64      person;
  int         part;                /* CalloutPart */
  int         state;               /* CalloutAssignmentState */
  char       *reason;              /* why rejected */
  gint64      assigned_by;
  CalloutTime assigned_at;

  /* Derived */
  char       *login;
  char       *name;
};

/**
 * CalloutStepEvent:
 *
 * A workflow step reported by a person, with time and, where known,
 * position.
 */
#define CALLOUT_TYPE_STEP_EVENT (callout_step_event_get_type ())
G_DECLARE_FINAL_TYPE (CalloutStepEvent, callout_step_event, CALLOUT, STEP_EVENT, CalloutEntity)

struct _CalloutStepEvent
{
  CalloutEntity parent_instance;

  gint64      work_order;
  gint64      person;
  char       *step;                /* key */
  gboolean    log_only;            /* a collaborator's own time: moves nothing */
  CalloutTime at;
  double      latitude;
  double      longitude;
};

gboolean callout_work_order_has_location (CalloutWorkOrder  *self);
gboolean callout_work_order_is_pending   (CalloutWorkOrder  *self);
gboolean callout_assignment_is_active    (CalloutAssignment *self);

G_END_DECLS
