/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-cell.h"

G_BEGIN_DECLS

/**
 * CalloutWorkOrderColumn:
 *
 * A fact a list of work orders can show. @key is what is kept of a person's
 * choice; it never changes.
 */
typedef struct {
  const char      *key;
  const char      *title;   /* translatable, with the context “column” */
  const char      *sort;    /* the query's field; NULL: not sorted by */
  gboolean         shown;   /* unless a person chose otherwise */
  gboolean         expand;
  int              width;   /* pixels: fixed, so that nothing jumps while rows arrive */
  CalloutCellFunc  fill;
} CalloutWorkOrderColumn;

const CalloutWorkOrderColumn *callout_work_order_columns       (guint      *n_columns);
const CalloutWorkOrderColumn *callout_work_order_column_find   (const char *key);
const char                   *callout_work_order_column_title  (const CalloutWorkOrderColumn *self);
char                         *callout_work_order_columns_default (void);
gboolean                      callout_work_order_columns_parse (const char  *text,
                                                                GPtrArray  **columns);
void                          callout_work_order_fill_compact  (CalloutCell    *cell,
                                                                CalloutEntity  *entity,
                                                                CalloutSession *session);

G_END_DECLS
