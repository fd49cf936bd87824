/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalloutIconInfo:
 *
 * An icon that comes with the program and may stand for a step or a status.
 */
typedef struct {
  const char *name;  /* e.g. callout-step-travel-symbolic */
  const char *words; /* translatable: what it shows, and what else people look for it by */
} CalloutIconInfo;

const CalloutIconInfo *callout_icon_set_get   (guint                 *n_icons);
gboolean               callout_icon_set_has   (const char            *name);
const char            *callout_icon_info_get_words (const CalloutIconInfo *self);

G_END_DECLS
