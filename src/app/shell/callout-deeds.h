/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-workspace.h"

G_BEGIN_DECLS

/**
 * CalloutDeeds:
 *
 * What a person did since they signed in, so that it can be taken back in
 * order, and what they took back, so that it can be done again. Doing again is
 * giving the same command once more: it is judged anew, and is an event of its
 * own.
 */
typedef struct _CalloutDeeds CalloutDeeds;

CalloutDeeds *callout_deeds_new        (void);
void          callout_deeds_free       (CalloutDeeds  *self);
void          callout_deeds_add        (CalloutDeeds  *self,
                                        gint64         event,
                                        const char    *command,
                                        const char    *ref,
                                        CalloutArgs   *args,
                                        gboolean       again);
void          callout_deeds_undone     (CalloutDeeds  *self,
                                        gint64         event);
void          callout_deeds_forget     (CalloutDeeds  *self,
                                        gint64         event);
void          callout_deeds_clear      (CalloutDeeds  *self);
gint64        callout_deeds_get_last   (CalloutDeeds  *self);
gboolean      callout_deeds_can_redo   (CalloutDeeds  *self);
gboolean      callout_deeds_take_redo  (CalloutDeeds  *self,
                                        char         **command,
                                        char         **ref,
                                        CalloutArgs  **args);

G_END_DECLS
