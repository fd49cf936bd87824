/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

G_BEGIN_DECLS

/**
 * CalloutStepCache:
 *
 * The steps of published workflows. They never change, so that each version is
 * read once, when somebody first asks for it.
 *
 * Signal `loaded`: a version that was asked for is there.
 */
#define CALLOUT_TYPE_STEP_CACHE (callout_step_cache_get_type ())
G_DECLARE_FINAL_TYPE (CalloutStepCache, callout_step_cache, CALLOUT, STEP_CACHE, GObject)

CalloutStepCache *callout_step_cache_new (CalloutSession   *session);
GPtrArray        *callout_step_cache_get (CalloutStepCache *self,
                                          gint64            workflow);

G_END_DECLS
