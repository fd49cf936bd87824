/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-doc.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutFlowEditor:
 *
 * One flow: what it asks on one side, how that will look on the other; on a
 * phone one after the other.
 */
#define CALLOUT_TYPE_FLOW_EDITOR (callout_flow_editor_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFlowEditor, callout_flow_editor, CALLOUT, FLOW_EDITOR, GtkWidget)

CalloutFlowDoc *callout_flow_editor_get_doc     (CalloutFlowEditor *self);
void            callout_flow_editor_set_doc     (CalloutFlowEditor *self,
                                                 CalloutFlowDoc    *doc);
void            callout_flow_editor_show_notice (CalloutFlowEditor *self,
                                                 const char        *sentence);
gboolean        callout_flow_editor_undo        (CalloutFlowEditor *self,
                                                 gboolean           redo);

G_END_DECLS
