/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-entity.h"

G_BEGIN_DECLS

/**
 * CalloutEvent:
 *
 * A line of the audit trail: one command done. Never changed, never deleted;
 * its id is the event's number and counts up. Changes hang on it only where
 * they were asked for.
 */
#define CALLOUT_TYPE_EVENT (callout_event_get_type ())
G_DECLARE_FINAL_TYPE (CalloutEvent, callout_event, CALLOUT, EVENT, CalloutEntity)

struct _CalloutEvent
{
  CalloutEntity parent_instance;

  CalloutTime at;
  gint64      actor;               /* 0: the house itself */
  int         source;              /* CalloutSource */
  char       *command;
  int         kind;                /* CalloutKind */
  gint64      target;              /* id of that kind */
  char       *from_state;
  char       *to_state;
  char       *reason;
  gint64      cause;               /* number of the event this follows from */
  gint64      undoes;              /* number of the event this takes back */

  /* Derived */
  char       *actor_login;
  char       *actor_name;
  char       *target_ref;
  gint64      undone_by;
};

/**
 * CalloutChange:
 *
 * One field of one row before and after an event, in stored text form
 * (callout_entity_dup_value()). @field is `+` for a row that came to be and
 * `-` for one that went. @version is the row's version after the event.
 */
typedef struct {
  gint64      event;
  CalloutKind kind;
  gint64      id;
  gint64      version;
  char       *field;
  char       *before;
  char       *after;
} CalloutChange;

void callout_change_free (CalloutChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutChange, callout_change_free)

G_END_DECLS
