/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutPerson:
 *
 * Somebody who works here: domain section 2, User. The position is the last
 * one reported, with its time; an engineer is a person with the role MEMBER.
 */
#define CALLOUT_TYPE_PERSON (callout_person_get_type ())
G_DECLARE_FINAL_TYPE (CalloutPerson, callout_person, CALLOUT, PERSON, CalloutEntity)

struct _CalloutPerson
{
  CalloutEntity parent_instance;

  char       *login;
  char       *name;
  char       *email;
  char       *phone;
  char       *roles;               /* keys of CalloutRole */
  char       *grants;              /* e.g. reallocate */
  char       *skills;
  int         availability;        /* CalloutAvailability */
  char       *shift;               /* see CalloutShift; absent: always */
  double      latitude;            /* WGS-84, with longitude or not at all */
  double      longitude;
  CalloutTime position_at;
  gboolean    active;
  char       *password_hash;       /* crypt(3); absent: no password */
  gint64      customer;            /* a code user's */

  /* Derived */
  char       *groups;              /* keys of the groups a member of */
  char       *dispatches;          /* keys of the groups a dispatcher of */
  gboolean    external;            /* member of a provider */
  gint64      pending;             /* work orders assigned, not yet begun or ended */
  char       *customer_name;
};

CalloutRoles callout_person_get_roles  (CalloutPerson *self);
gboolean     callout_person_has_role   (CalloutPerson *self,
                                        CalloutRole    role);
gboolean     callout_person_has_grant  (CalloutPerson *self,
                                        const char    *grant);
gboolean     callout_person_is_engineer (CalloutPerson *self);
gboolean     callout_person_is_code_user (CalloutPerson *self);

G_END_DECLS
