/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-doc.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutFlowFacts:
 *
 * What there is to say of a flow besides its questions: its name, its button,
 * who is told, to whom it is offered, what it needs.
 */
#define CALLOUT_TYPE_FLOW_FACTS (callout_flow_facts_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFlowFacts, callout_flow_facts, CALLOUT, FLOW_FACTS, GtkWidget)

void callout_flow_facts_set_doc (CalloutFlowFacts *self,
                                 CalloutFlowDoc   *doc);

G_END_DECLS
