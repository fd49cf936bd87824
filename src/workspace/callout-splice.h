/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-store.h"

G_BEGIN_DECLS

/**
 * CalloutSplice:
 *
 * What to change in a list of ids: at a position of the old list so many are
 * gone, and so many that start at a position of the new one are there instead.
 */
typedef struct {
  guint old_position;
  guint n_removed;
  guint new_position;
  guint n_added;
} CalloutSplice;

/* Up to this length several changes count as one, so that who looks for a
 * moved row in what was added finds it there. */
#define CALLOUT_SPLICE_SPAN 256

GArray *callout_splices_find (GArray       *old_ids,
                              GArray       *new_ids,
                              GHashTable   *moved);
GArray *callout_splices_all  (guint         n_old,
                              guint         n_new);

G_END_DECLS
