/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-doc.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutFlowCard:
 *
 * One question in the outline: what it asks, when it is shown, what is wrong
 * with it. Opened, it holds the form to change that; a sub-form holds the
 * cards of its own questions.
 */
#define CALLOUT_TYPE_FLOW_CARD (callout_flow_card_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFlowCard, callout_flow_card, CALLOUT, FLOW_CARD, GtkWidget)

CalloutFlowCard *callout_flow_card_new        (guint            id);
guint            callout_flow_card_get_id     (CalloutFlowCard *self);
GtkBox          *callout_flow_card_get_inner  (CalloutFlowCard *self);
GtkWidget       *callout_flow_card_get_handle (CalloutFlowCard *self);
GtkWidget       *callout_flow_card_get_header (CalloutFlowCard *self);
gboolean         callout_flow_card_is_open    (CalloutFlowCard *self);
void             callout_flow_card_open       (CalloutFlowCard *self,
                                               CalloutFlowDoc  *doc);
void             callout_flow_card_close      (CalloutFlowCard *self);
void             callout_flow_card_sync       (CalloutFlowCard *self,
                                               CalloutFlowDoc  *doc,
                                               guint            step,
                                               const char      *fault);

GtkWidget       *callout_flow_kind_menu_new   (guint            step,
                                               guint            form,
                                               const char      *label);

G_END_DECLS
