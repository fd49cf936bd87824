/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-icon-book.h"
#include "callout-model.h"

G_BEGIN_DECLS

/**
 * CalloutStepCard:
 *
 * A workflow step as a card: icon, name, what it is for, the lock of a standard
 * step, and its Configuration. It can have the focus; what keys and the pointer
 * do with it is the board's.
 *
 * Actions: `step.configure`, `step.rename`, `step.remove`, which the view has.
 */
#define CALLOUT_TYPE_STEP_CARD (callout_step_card_get_type ())
G_DECLARE_FINAL_TYPE (CalloutStepCard, callout_step_card, CALLOUT, STEP_CARD, GtkWidget)

GtkWidget   *callout_step_card_new       (void);
void         callout_step_card_set       (CalloutStepCard *self,
                                          CalloutStep     *step,
                                          CalloutIconBook *icons,
                                          const char      *place);
CalloutStep *callout_step_card_get_step  (CalloutStepCard *self);
void         callout_step_card_announce  (CalloutStepCard *self,
                                          const char      *sentence);

G_END_DECLS
