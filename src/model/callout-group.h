/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutGroup:
 *
 * A service group: a team with its own dispatchers. A group of type PROVIDER
 * is an external company; an in-house group may name providers whose people
 * it can send (domain C13).
 */
#define CALLOUT_TYPE_GROUP (callout_group_get_type ())
G_DECLARE_FINAL_TYPE (CalloutGroup, callout_group, CALLOUT, GROUP, CalloutEntity)

struct _CalloutGroup
{
  CalloutEntity parent_instance;

  char       *key;
  char       *name;
  int         type;                /* CalloutGroupType */
  int         mode;                /* CalloutGroupMode */
  gboolean    allow_cross_group;
  char       *providers;           /* keys of linked provider groups */

  /* Derived */
  gint64      n_members;
  gint64      pending;             /* work orders waiting in the group */
  char       *members;             /* logins */
  char       *dispatchers;         /* logins */
};

/**
 * CalloutMembership:
 *
 * A person in a group, as a member or as its dispatcher.
 */
#define CALLOUT_TYPE_MEMBERSHIP (callout_membership_get_type ())
G_DECLARE_FINAL_TYPE (CalloutMembership, callout_membership, CALLOUT, MEMBERSHIP, CalloutEntity)

struct _CalloutMembership
{
  CalloutEntity parent_instance;

  gint64      group;
  gint64      person;
  int         part;                /* CalloutMembershipPart */
};

G_END_DECLS
