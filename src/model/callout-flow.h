/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutFlow:
 *
 * A version of a creation flow (domain section 2): the questions a ticket begins
 * with, and what happens once they are answered. Current is the one with the
 * highest number of its key; tickets keep the version they began under.
 */
#define CALLOUT_TYPE_FLOW (callout_flow_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFlow, callout_flow, CALLOUT, FLOW, CalloutEntity)

struct _CalloutFlow
{
  CalloutEntity parent_instance;

  char       *key;
  gint64      number;              /* 0 while a draft */
  int         state;               /* CalloutFlowState */
  char       *name;
  char       *description;
  char       *button;              /* an action button's words; absent: none */
  char       *plan;                /* see CalloutFlowPlan */
  gboolean    visit;               /* submitting makes a work order */
  gboolean    ratings;             /* the customer is asked for one */
  char       *skills;
  gint64      notify_group;
  gint64      offer_group;         /* 0: the house's default */
  CalloutTime published_at;
  gint64      published_by;

  /* Derived */
  gboolean    current;             /* the highest number of its key */
  char       *notify_group_key;
  char       *offer_group_key;
  char       *published_by_login;
};

/**
 * CalloutAnswer:
 *
 * What was answered to one question of a ticket's flow. Inside a repeated
 * sub-form the question is a path: `parts[2].number`.
 */
#define CALLOUT_TYPE_ANSWER (callout_answer_get_type ())
G_DECLARE_FINAL_TYPE (CalloutAnswer, callout_answer, CALLOUT, ANSWER, CalloutEntity)

struct _CalloutAnswer
{
  CalloutEntity parent_instance;

  gint64      ticket;
  char       *question;
  char       *value;
};

G_END_DECLS
