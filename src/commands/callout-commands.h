/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-command.h"
#include "callout-store.h"

G_BEGIN_DECLS

/**
 * CalloutRequest:
 *
 * Who wants which command done to what, through which door.
 */
typedef struct {
  gint64       actor;   /* a person's id */
  CalloutSource source;
  char        *command;
  char        *ref;     /* (nullable): the target as people write it */
  CalloutArgs *args;    /* (nullable) */
  CalloutTime  at;      /* 0: now; else the moment it counts as done, for imports and demonstrations */
  gint64       expected_version; /* 0: any; else the target's version the person looked at */
  const CalloutCommand *prepared; /* (nullable): set by callout_request_prepare(), as is the draft */
  CalloutEntity        *draft;    /* (nullable): of what it will make */
  gboolean     bulk;    /* one of very many in a batch: if it fails after it has written, the whole
                           batch fails; the result is as the command left it, without derived fields */
} CalloutRequest;

CalloutRequest *callout_request_new  (gint64          actor,
                                      CalloutSource   source,
                                      const char     *command,
                                      const char     *ref,
                                      CalloutArgs    *args);
void            callout_request_free (CalloutRequest *self);
gboolean        callout_request_prepare (CalloutRequest *self,
                                         GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutRequest, callout_request_free)

/* All on the store's thread. */
CalloutEntity *callout_commands_run        (CalloutStore    *store,
                                            CalloutRequest  *request,
                                            gint64          *event,
                                            GError         **error);
CalloutEntity *callout_commands_run_inside (CalloutStore    *store,
                                            CalloutRequest  *request,
                                            CalloutPerson   *actor,
                                            gint64          *event,
                                            GError         **error);
GPtrArray     *callout_commands_offer      (CalloutStore    *store,
                                            gint64           actor,
                                            CalloutEntity   *target,
                                            GError         **error);
CalloutEntity *callout_commands_undo       (CalloutStore    *store,
                                            gint64           actor,
                                            CalloutSource    source,
                                            gint64           event,
                                            gint64          *undo_event,
                                            GError         **error);
CalloutSight   callout_commands_sight      (CalloutPerson   *person);
gboolean       callout_commands_found      (CalloutStore    *store,
                                            const char      *admin_login,
                                            const char      *admin_name,
                                            GError         **error);

G_END_DECLS
