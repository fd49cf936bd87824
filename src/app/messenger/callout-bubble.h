/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-thread-state.h"

G_BEGIN_DECLS

/**
 * CalloutBubble:
 *
 * One message of a thread: on one's own side or the others', with the day above
 * it where a day begins, and the author where they begin to speak.
 */
#define CALLOUT_TYPE_BUBBLE (callout_bubble_get_type ())
G_DECLARE_FINAL_TYPE (CalloutBubble, callout_bubble, CALLOUT, BUBBLE, GtkWidget)

GtkWidget  *callout_bubble_new    (void);
void        callout_bubble_set    (CalloutBubble      *self,
                                   CalloutThreadState *state,
                                   CalloutRow         *row,
                                   CalloutRow         *previous);
void        callout_bubble_unset  (CalloutBubble      *self);
CalloutRow *callout_bubble_get_row (CalloutBubble     *self);
void        callout_bubble_flash  (CalloutBubble      *self);

/* Moments as a conversation words them. */
char       *callout_format_day    (CalloutTime         time,
                                   GTimeZone          *zone,
                                   CalloutTime         now);
char       *callout_format_clock  (CalloutTime         time,
                                   GTimeZone          *zone);
gboolean    callout_same_day      (CalloutTime         a,
                                   CalloutTime         b,
                                   GTimeZone          *zone);

G_END_DECLS
