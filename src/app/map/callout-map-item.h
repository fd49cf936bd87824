/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-enums.h"
#include "callout-point.h"

G_BEGIN_DECLS

typedef enum {
  CALLOUT_MAP_ITEM_EXTERNAL     = 1 << 0, /* engineer: works for a provider */
  CALLOUT_MAP_ITEM_STALE        = 1 << 1, /* engineer: the position is too old to rely on */
  CALLOUT_MAP_ITEM_OFF          = 1 << 2, /* engineer: off duty, or says they are not available */
  CALLOUT_MAP_ITEM_LEFT_OUT     = 1 << 3, /* engineer: not eligible for the work order in question */
  CALLOUT_MAP_ITEM_LEAD         = 1 << 4, /* engineer: chosen */
  CALLOUT_MAP_ITEM_COLLABORATOR = 1 << 5, /* engineer: chosen */
  CALLOUT_MAP_ITEM_TAKEN        = 1 << 6, /* work order: somebody is on it */
  CALLOUT_MAP_ITEM_CENTRE       = 1 << 7, /* work order: the one the map is about */
} CalloutMapItemFlags;

/* These stand alone, whatever lies near them. */
#define CALLOUT_MAP_ITEM_ALONE (CALLOUT_MAP_ITEM_LEAD | CALLOUT_MAP_ITEM_COLLABORATOR | CALLOUT_MAP_ITEM_CENTRE)

/**
 * CalloutMapItem:
 * @kind: %CALLOUT_KIND_PERSON or %CALLOUT_KIND_WORK_ORDER
 * @priority: a #CalloutPriority, of a work order
 * @name: what stands beside it and what a screen reader says first
 * @age: (nullable): how old a position is, in few letters
 * @details: (nullable): plain text, for the tooltip
 *
 * One thing on the map, by value: ten thousand of them are an array.
 */
typedef struct {
  CalloutKind          kind;
  gint64               id;
  CalloutPoint         point;
  CalloutMapItemFlags  flags;
  int                  priority;
  char                *name;
  char                *age;
  char                *details;
} CalloutMapItem;

GArray *callout_map_items_new   (guint           reserved);
void    callout_map_item_clear  (CalloutMapItem *self);

G_END_DECLS
