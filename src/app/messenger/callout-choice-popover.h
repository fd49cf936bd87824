/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutChoicePopover:
 *
 * A short list to choose one text of: snippets, or elements of the Assistant.
 *
 * Signals: `chosen` (CalloutEntity *).
 */
#define CALLOUT_TYPE_CHOICE_POPOVER (callout_choice_popover_get_type ())
G_DECLARE_FINAL_TYPE (CalloutChoicePopover, callout_choice_popover, CALLOUT, CHOICE_POPOVER, GtkPopover)

GtkWidget *callout_choice_popover_new  (CalloutSession       *session,
                                        CalloutKind           kind,
                                        const char           *empty);

G_END_DECLS
