/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-map-item.h"

void
callout_map_item_clear (CalloutMapItem *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->age, g_free);
  g_clear_pointer (&self->details, g_free);
}

/**
 * callout_map_items_new:
 *
 * Returns: (transfer full): an empty array of #CalloutMapItem that frees what its items own
 */
GArray *
callout_map_items_new (guint reserved)
{
  GArray *items = g_array_sized_new (FALSE, TRUE, sizeof (CalloutMapItem), reserved);

  g_array_set_clear_func (items, (GDestroyNotify) callout_map_item_clear);
  return items;
}
