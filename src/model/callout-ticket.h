/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutTicket:
 *
 * The case: what a customer asked for (domain section 2). created_at is when
 * it was opened, also where that was before it was imported.
 */
#define CALLOUT_TYPE_TICKET (callout_ticket_get_type ())
G_DECLARE_FINAL_TYPE (CalloutTicket, callout_ticket, CALLOUT, TICKET, CalloutEntity)

struct _CalloutTicket
{
  CalloutEntity parent_instance;

  char       *title;
  char       *type;
  char       *description;
  gint64      customer;
  int         progress;            /* CalloutProgress */
  int         visibility;          /* CalloutVisibility */
  int         priority;            /* CalloutPriority */
  gint64      created_by;
  CalloutTime due_earliest;
  CalloutTime due_latest;
  CalloutTime closed_at;
  char       *skills;
  int         outcome;             /* CalloutOutcome */
  gint64      cycle;               /* reopened so many times */
  char       *address;
  char       *district;
  double      latitude;            /* with longitude or not at all */
  double      longitude;
  char       *note;                /* private note */
  gboolean    vip;
  gboolean    escalated;
  char       *channel;             /* how it came in */
  char       *external_source;
  char       *external_id;
  gint64      flow;                /* the version it was begun under; 0: none */
  gint64      equipment;
  gint64      contact;             /* the code user it is for */
  gint64      grabbed_by;          /* who of the assignees sees to it now */
  CalloutTime done_at;

  /* Derived */
  char       *customer_name;
  char       *created_by_login;
  char       *assignees;           /* logins of everyone who took it or is on its work orders */
  gint64      rating;              /* the stars of this cycle; 0: none */
  char       *flow_name;
  char       *equipment_name;
  char       *contact_name;
  gint64      unread;              /* messages and updates that whoever asks has neither written nor read */
};

gboolean callout_ticket_has_location (CalloutTicket *self);

G_END_DECLS
