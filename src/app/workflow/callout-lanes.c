/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-lanes.h"

typedef struct {
  CalloutStep *step;
  GPtrArray   *branches; /* of CalloutStep, borrowed */
} Block;

struct _CalloutLanes
{
  GPtrArray *steps; /* of CalloutStep, in order */
  GPtrArray *lanes[CALLOUT_N_LANES];
};

static void
block_free (gpointer data)
{
  Block *self = data;

  g_ptr_array_unref (self->branches);
  g_free (self);
}

static int
compare_steps (gconstpointer a,
               gconstpointer b)
{
  const CalloutStep *first = *(CalloutStep *const *) a;
  const CalloutStep *second = *(CalloutStep *const *) b;

  return (first->position > second->position) - (first->position < second->position);
}

/**
 * callout_lane_status:
 * @lane: below %CALLOUT_N_LANES
 *
 * Returns: the status whose steps stand in the lane
 */
CalloutPortalStatus
callout_lane_status (guint lane)
{
  return lane < CALLOUT_LANE_TRAY ? CALLOUT_PORTAL_STATUS_OPEN + (int) lane : CALLOUT_PORTAL_STATUS_TRAY;
}

guint
callout_lane_of_status (int status)
{
  return status == CALLOUT_PORTAL_STATUS_TRAY ? CALLOUT_LANE_TRAY : (guint) (status - CALLOUT_PORTAL_STATUS_OPEN);
}

static void
add_block (CalloutLanes *self,
           CalloutStep  *step)
{
  Block *block = g_new0 (Block, 1);

  block->step = step;
  block->branches = g_ptr_array_new ();
  g_ptr_array_add (self->lanes[callout_lane_of_status (step->portal_status)], block);
}

/* Accept, which Reject stands beside; else whatever comes before the branch. */
static Block *
find_anchor (CalloutLanes *self,
             CalloutStep  *branch)
{
  GPtrArray *lane = self->lanes[callout_lane_of_status (branch->portal_status)];
  Block *before = NULL;
  guint at;
  guint index;

  if (callout_lanes_find (self, "accept", &at, &index))
    return g_ptr_array_index (self->lanes[at], index);
  for (guint i = 0; i < lane->len; i++)
    {
      Block *block = g_ptr_array_index (lane, i);

      if (before == NULL || block->step->position < branch->position)
        before = block;
    }
  return before;
}

/**
 * callout_lanes_new:
 * @steps: (element-type CalloutStep): all of a workflow, in any order
 */
CalloutLanes *
callout_lanes_new (GPtrArray *steps)
{
  CalloutLanes *self = g_new0 (CalloutLanes, 1);

  self->steps = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    self->lanes[i] = g_ptr_array_new_with_free_func (block_free);
  for (guint i = 0; i < steps->len; i++)
    g_ptr_array_add (self->steps, g_object_ref (g_ptr_array_index (steps, i)));
  g_ptr_array_sort (self->steps, compare_steps);

  for (guint i = 0; i < self->steps->len; i++)
    if (!CALLOUT_STEP (g_ptr_array_index (self->steps, i))->branch)
      add_block (self, g_ptr_array_index (self->steps, i));
  for (guint i = 0; i < self->steps->len; i++)
    {
      CalloutStep *step = g_ptr_array_index (self->steps, i);
      Block *anchor = step->branch ? find_anchor (self, step) : NULL;

      if (anchor != NULL)
        g_ptr_array_add (anchor->branches, step);
    }
  return self;
}

void
callout_lanes_free (CalloutLanes *self)
{
  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    g_ptr_array_unref (self->lanes[i]);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

guint
callout_lanes_get_size (CalloutLanes *self,
                        guint         lane)
{
  return self->lanes[lane]->len;
}

/**
 * callout_lanes_get_step:
 *
 * Returns: (transfer none)
 */
CalloutStep *
callout_lanes_get_step (CalloutLanes *self,
                        guint         lane,
                        guint         index)
{
  return ((Block *) g_ptr_array_index (self->lanes[lane], index))->step;
}

/**
 * callout_lanes_get_branches:
 *
 * Returns: (transfer none) (element-type CalloutStep): what stands beside the step
 */
GPtrArray *
callout_lanes_get_branches (CalloutLanes *self,
                            guint         lane,
                            guint         index)
{
  return ((Block *) g_ptr_array_index (self->lanes[lane], index))->branches;
}

/**
 * callout_lanes_find:
 *
 * Returns: whether a step of the line has that key; a branch is not in the line
 */
gboolean
callout_lanes_find (CalloutLanes *self,
                    const char   *key,
                    guint        *lane,
                    guint        *index)
{
  for (guint i = 0; i < CALLOUT_N_LANES; i++)
    for (guint j = 0; j < self->lanes[i]->len; j++)
      if (g_strcmp0 (callout_lanes_get_step (self, i, j)->key, key) == 0)
        {
          *lane = i;
          *index = j;
          return TRUE;
        }
  return FALSE;
}
