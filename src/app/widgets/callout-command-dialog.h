/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CalloutCommandDialog:
 *
 * Asks for what a command needs to know, as its row of the command table says,
 * and gives it to one or several things. What was typed stays on a refusal,
 * with the sentence why beside it.
 */
#define CALLOUT_TYPE_COMMAND_DIALOG (callout_command_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CalloutCommandDialog, callout_command_dialog, CALLOUT, COMMAND_DIALOG, AdwWindow)

void callout_command_dialog_give (GtkWidget          *parent,
                                  CalloutSession     *session,
                                  const char         *command,
                                  const char *const  *refs,
                                  gint64              version);

G_END_DECLS
