/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-doc.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutFlowSection:
 *
 * One step in the outline: its title, and the cards of its questions.
 */
#define CALLOUT_TYPE_FLOW_SECTION (callout_flow_section_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFlowSection, callout_flow_section, CALLOUT, FLOW_SECTION, GtkWidget)

CalloutFlowSection *callout_flow_section_new         (CalloutFlowDoc     *doc,
                                                      guint               id);
guint               callout_flow_section_get_id      (CalloutFlowSection *self);
GtkBox             *callout_flow_section_get_cards   (CalloutFlowSection *self);
GtkWidget          *callout_flow_section_get_handle  (CalloutFlowSection *self);
void                callout_flow_section_sync        (CalloutFlowSection *self,
                                                      guint               number,
                                                      const char         *fault);

G_END_DECLS
