/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-doc.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutFlowVersions:
 *
 * The versions of a flow, what is different between any two of them, and an
 * old one as a new draft.
 */
#define CALLOUT_TYPE_FLOW_VERSIONS (callout_flow_versions_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFlowVersions, callout_flow_versions, CALLOUT, FLOW_VERSIONS, AdwWindow)

void callout_flow_versions_open (GtkWidget      *parent,
                                 CalloutFlowDoc *doc);

G_END_DECLS
