/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-sketch.h"
#include "callout-session.h"

G_BEGIN_DECLS

/* One flow with all its versions. */
typedef struct {
  char        *key;
  CalloutFlow *draft;    /* (nullable) */
  CalloutFlow *current;  /* (nullable): what was published last, even if it is retired */
  GPtrArray   *versions; /* of CalloutFlow, the newest first; the draft is not among them */
} CalloutFlowEntry;

/**
 * CalloutFlowDesk:
 *
 * The flows as they are kept, read anew whenever the change feed says so.
 *
 * Signals:
 *  - `changed`: something else was read.
 *  - `disturbed` (const char *key, const char *sentence): somebody else has
 *    edited a flow.
 */
#define CALLOUT_TYPE_FLOW_DESK (callout_flow_desk_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFlowDesk, callout_flow_desk, CALLOUT, FLOW_DESK, GObject)

CalloutFlowDesk        *callout_flow_desk_new         (CalloutSession  *session);
guint                   callout_flow_desk_refresh     (CalloutFlowDesk *self);
CalloutSession         *callout_flow_desk_get_session (CalloutFlowDesk *self);
guint                   callout_flow_desk_get_serial  (CalloutFlowDesk *self);
const GError           *callout_flow_desk_get_error   (CalloutFlowDesk *self);
GPtrArray              *callout_flow_desk_get_entries (CalloutFlowDesk *self);
const CalloutFlowEntry *callout_flow_desk_find        (CalloutFlowDesk *self,
                                                       const char      *key);
GPtrArray              *callout_flow_desk_get_groups  (CalloutFlowDesk *self);
const char             *callout_flow_desk_get_note    (CalloutFlowDesk *self,
                                                       CalloutFlow     *flow);
char                   *callout_flow_desk_dup_day     (CalloutFlowDesk *self,
                                                       CalloutTime      time);

CalloutFlow            *callout_flow_entry_get_shown  (const CalloutFlowEntry *self);

G_END_DECLS
