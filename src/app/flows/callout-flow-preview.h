/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-doc.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutFlowPreview:
 *
 * A flow as it will be asked, walked by the assistant's own page. Answers hide
 * and bring questions as they will; they are kept nowhere.
 */
#define CALLOUT_TYPE_FLOW_PREVIEW (callout_flow_preview_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFlowPreview, callout_flow_preview, CALLOUT, FLOW_PREVIEW, GtkWidget)

void callout_flow_preview_set_doc   (CalloutFlowPreview *self,
                                     CalloutFlowDoc     *doc);
void callout_flow_preview_show_step (CalloutFlowPreview *self,
                                     guint               step);

G_END_DECLS
