/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-cell.h"

G_BEGIN_DECLS

/**
 * CalloutColumn:
 *
 * A fact a list can show. @key is what is kept of a person's choice; it never
 * changes.
 */
typedef struct {
  const char      *key;
  const char      *title;   /* translatable, with the context “column” */
  const char      *sort;    /* the query's field; NULL: not sorted by */
  gboolean         shown;   /* unless a person chose otherwise */
  gboolean         expand;
  int              width;   /* pixels: fixed, so that nothing jumps while rows arrive */
  CalloutCellFunc  fill;
} CalloutColumn;

/**
 * CalloutColumnSet:
 * @name: what a person's choice is kept under: “view.NAME.columns”
 * @sorted_by: key of the column it is sorted by until somebody chooses another
 * @fill_compact: everything that matters in one cell, for where there is no
 *   room for columns
 *
 * All the facts a list can show.
 */
typedef struct {
  const char          *name;
  const CalloutColumn *columns;
  guint                n_columns;
  const char          *sorted_by;
  gboolean             descending;
  CalloutCellFunc      fill_compact;
} CalloutColumnSet;

const char          *callout_column_title       (const CalloutColumn     *self);
const CalloutColumn *callout_column_set_find    (const CalloutColumnSet  *self,
                                                 const char              *key);
char                *callout_column_set_default (const CalloutColumnSet  *self);
gboolean             callout_column_set_parse   (const CalloutColumnSet  *self,
                                                 const char              *text,
                                                 GPtrArray              **chosen);

G_END_DECLS
