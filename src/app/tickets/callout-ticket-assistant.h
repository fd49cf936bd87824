/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutTicketAssistant:
 *
 * Begins a ticket: chooses a flow, walks its steps one at a time, and submits
 * it. What was answered is kept as a draft all the while, so that it can be
 * left and taken up again.
 */
#define CALLOUT_TYPE_TICKET_ASSISTANT (callout_ticket_assistant_get_type ())
G_DECLARE_FINAL_TYPE (CalloutTicketAssistant, callout_ticket_assistant, CALLOUT, TICKET_ASSISTANT, AdwWindow)

void callout_ticket_assistant_open (GtkWindow      *parent,
                                    CalloutSession *session,
                                    gint64          draft);

G_END_DECLS
