/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-commands.h"

G_BEGIN_DECLS

char *callout_sentence_done      (const char    *command,
                                  CalloutEntity *target);
char *callout_sentence_done_many (const char    *command,
                                  guint          n_done);

G_END_DECLS
