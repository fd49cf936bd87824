/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The boxes of the roster: rows with a position, sorted along a curve that
 * keeps neighbours together, and cut into pieces of equal number, each with the
 * box its unit vectors lie in. */

#include "callout-roster-private.h"

#include <math.h>

/* Spreads the bits of a 16-bit number to every second place. */
static guint32
spread_bits (guint32 value)
{
  value = (value | value << 8) & 0x00ff00ff;
  value = (value | value << 4) & 0x0f0f0f0f;
  value = (value | value << 2) & 0x33333333;
  return (value | value << 1) & 0x55555555;
}

/* Four standard deviations to either side hold all but strays, which must not
 * make the cells of all others coarse. */
static void
get_range (const CalloutRoster *roster,
           const double        *values,
           double              *start,
           double              *span)
{
  double sum = 0, squares = 0, mean, deviation;
  guint n = 0;

  for (guint row = 0; row < roster->n_rows; row++)
    {
      if (roster->flags[row] & FLAG_NO_POSITION)
        continue;
      sum += values[row];
      squares += values[row] * values[row];
      n++;
    }
  mean = sum / MAX (n, 1);
  deviation = sqrt (MAX (squares / MAX (n, 1) - mean * mean, 1e-12));
  *start = mean - 4 * deviation;
  *span = 8 * deviation;
}

static guint32
cell_of (double value,
         double start,
         double span)
{
  return (guint32) CLAMP ((value - start) / span * 65535, 0, 65535);
}

static void
grow_box (Nearby *self,
          guint   slot)
{
  const gint32 at[3] = { self->x[slot], self->y[slot], self->z[slot] };
  guint box = slot / BOX_SLOTS;

  for (guint axis = 0; axis < 3; axis++)
    {
      self->low[axis][box] = MIN (self->low[axis][box], at[axis]);
      self->high[axis][box] = MAX (self->high[axis][box], at[axis]);
    }
}

static void
take_slot (Nearby              *self,
           const CalloutRoster *roster,
           guint                slot,
           guint                row)
{
  self->x[slot] = roster->x[row];
  self->y[slot] = roster->y[row];
  self->z[slot] = roster->z[row];
  self->row[slot] = row;
  self->slot[row] = slot;
  grow_box (self, slot);
}

static void
nearby_allocate (Nearby *self,
                 guint   n_rows,
                 guint   n_slots)
{
  self->n_slots = n_slots;
  self->n_boxes = (n_slots + BOX_SLOTS - 1) / BOX_SLOTS;
  self->x = g_new (gint32, n_slots + 1);
  self->y = g_new (gint32, n_slots + 1);
  self->z = g_new (gint32, n_slots + 1);
  self->row = g_new (guint32, n_slots + 1);
  self->slot = g_new (guint32, n_rows + 1);
  for (guint row = 0; row < n_rows; row++)
    self->slot[row] = NO_SLOT;
  for (guint axis = 0; axis < 3; axis++)
    {
      self->low[axis] = g_new (gint32, self->n_boxes + 1);
      self->high[axis] = g_new (gint32, self->n_boxes + 1);
      for (guint box = 0; box < self->n_boxes; box++)
        {
          self->low[axis][box] = G_MAXINT32;
          self->high[axis][box] = G_MININT32;
        }
    }
}

/*
 * callout_nearby_new:
 *
 * Returns: (transfer full): boxes for the roster as it is now
 */
Nearby *
callout_nearby_new (const CalloutRoster *roster)
{
  Nearby *self = g_new0 (Nearby, 1);
  g_autofree guint64 *items = g_new (guint64, roster->n_rows + 1);
  g_autofree guint64 *spare = g_new (guint64, roster->n_rows + 1);
  double north, height, west, width;
  guint64 *sorted;
  guint n = 0;

  get_range (roster, roster->latitude, &north, &height);
  get_range (roster, roster->longitude, &west, &width);
  for (guint row = 0; row < roster->n_rows; row++)
    {
      guint32 cell;

      if (roster->flags[row] & FLAG_NO_POSITION)
        continue;
      cell = spread_bits (cell_of (roster->latitude[row], north, height)) |
             spread_bits (cell_of (roster->longitude[row], west, width)) << 1;
      items[n++] = (guint64) cell << 32 | row;
    }
  sorted = callout_rank_sort (items, spare, n);

  nearby_allocate (self, roster->n_rows, n);
  for (guint slot = 0; slot < n; slot++)
    take_slot (self, roster, slot, (guint32) sorted[slot]);
  return self;
}

/*
 * callout_nearby_free:
 * @self: (transfer full): boxes
 */
void
callout_nearby_free (Nearby *self)
{
  g_free (self->x);
  g_free (self->y);
  g_free (self->z);
  g_free (self->row);
  g_free (self->slot);
  for (guint axis = 0; axis < 3; axis++)
    {
      g_free (self->low[axis]);
      g_free (self->high[axis]);
    }
  g_free (self);
}

/*
 * callout_nearby_move:
 * @row: whose position changed
 *
 * Keeps up with a position. Whoever has lost theirs keeps the slot, at the
 * earth's centre with the rest of those without; the box stays as large.
 *
 * Returns: FALSE when the boxes are no longer worth keeping
 */
gboolean
callout_nearby_move (Nearby              *self,
                     const CalloutRoster *roster,
                     guint                row)
{
  guint32 slot = self->slot[row];

  if (slot == NO_SLOT)
    return (roster->flags[row] & FLAG_NO_POSITION) != 0;
  if (roster->x[row] == self->x[slot] && roster->y[row] == self->y[slot] && roster->z[row] == self->z[slot])
    return TRUE;
  self->x[slot] = roster->x[row];
  self->y[slot] = roster->y[row];
  self->z[slot] = roster->z[row];
  if ((roster->flags[row] & FLAG_NO_POSITION) == 0)
    grow_box (self, slot);
  return ++self->n_moved <= self->n_slots / 8;
}
