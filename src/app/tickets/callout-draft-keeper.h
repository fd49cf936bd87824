/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-flow-plan.h"
#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutDraftKeeper:
 *
 * Keeps what is answered while it is being answered, so that neither closing
 * the window nor the end of the program loses it: words a moment after the last
 * key, files as soon as they are read.
 *
 * Signals:
 *  - `problem` (const char *sentence): why something was not kept
 *  - `files-changed`: the answers that are files are others now
 */
#define CALLOUT_TYPE_DRAFT_KEEPER (callout_draft_keeper_get_type ())
G_DECLARE_FINAL_TYPE (CalloutDraftKeeper, callout_draft_keeper, CALLOUT, DRAFT_KEEPER, GObject)

CalloutDraftKeeper *callout_draft_keeper_new         (CalloutSession     *session,
                                                      gint64              ticket,
                                                      CalloutFlowPlan    *plan,
                                                      GHashTable         *answers);
void                callout_draft_keeper_set         (CalloutDraftKeeper *self,
                                                      const char         *path,
                                                      const char         *value);
void                callout_draft_keeper_add_file    (CalloutDraftKeeper *self,
                                                      const char         *path,
                                                      GFile              *file);
void                callout_draft_keeper_add_picture (CalloutDraftKeeper *self,
                                                      const char         *path,
                                                      GdkTexture         *picture,
                                                      const char         *name);
void                callout_draft_keeper_remove_file (CalloutDraftKeeper *self,
                                                      const char         *path,
                                                      const char         *ref);
gboolean            callout_draft_keeper_is_busy     (CalloutDraftKeeper *self);
void                callout_draft_keeper_flush       (CalloutDraftKeeper *self,
                                                      void              (*done) (gpointer data),
                                                      gpointer            data);
void                callout_draft_keeper_drop        (CalloutDraftKeeper *self);

G_END_DECLS
