/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-lanes.h"

static GPtrArray *
make_steps (void)
{
  static const struct { const char *key; int status; gboolean branch; gint64 position; } rows[] = {
    { "close", CALLOUT_PORTAL_STATUS_FINISHED, FALSE, 6 },
    { "reject", CALLOUT_PORTAL_STATUS_PLANNED, TRUE, 3 },
    { "call", CALLOUT_PORTAL_STATUS_TRAY, FALSE, 5 },
    { "accept", CALLOUT_PORTAL_STATUS_PLANNED, FALSE, 2 },
    { "drive", CALLOUT_PORTAL_STATUS_TRAVEL, FALSE, 4 },
    { "prepare", CALLOUT_PORTAL_STATUS_PLANNED, FALSE, 1 },
  };
  GPtrArray *steps = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CalloutStep *step = g_object_new (CALLOUT_TYPE_STEP, NULL);

      step->key = g_strdup (rows[i].key);
      step->portal_status = rows[i].status;
      step->branch = rows[i].branch;
      step->position = rows[i].position;
      g_ptr_array_add (steps, step);
    }
  return steps;
}

static void
test_statuses (void)
{
  for (guint lane = 0; lane < CALLOUT_N_LANES; lane++)
    g_assert_cmpuint (callout_lane_of_status (callout_lane_status (lane)), ==, lane);
  g_assert_cmpint (callout_lane_status (0), ==, CALLOUT_PORTAL_STATUS_OPEN);
  g_assert_cmpint (callout_lane_status (CALLOUT_LANE_TRAY), ==, CALLOUT_PORTAL_STATUS_TRAY);
}

static void
test_order (void)
{
  g_autoptr (GPtrArray) steps = make_steps ();
  g_autoptr (CalloutLanes) lanes = callout_lanes_new (steps);
  static const guint sizes[CALLOUT_N_LANES] = { 0, 2, 1, 0, 1, 1 };

  for (guint lane = 0; lane < CALLOUT_N_LANES; lane++)
    g_assert_cmpuint (callout_lanes_get_size (lanes, lane), ==, sizes[lane]);
  g_assert_cmpstr (callout_lanes_get_step (lanes, 1, 0)->key, ==, "prepare");
  g_assert_cmpstr (callout_lanes_get_step (lanes, 1, 1)->key, ==, "accept");
  g_assert_cmpstr (callout_lanes_get_step (lanes, CALLOUT_LANE_TRAY, 0)->key, ==, "call");
}

static void
test_branch (void)
{
  g_autoptr (GPtrArray) steps = make_steps ();
  g_autoptr (CalloutLanes) lanes = callout_lanes_new (steps);
  GPtrArray *branches = callout_lanes_get_branches (lanes, 1, 1);
  guint lane;
  guint index;

  g_assert_cmpuint (branches->len, ==, 1);
  g_assert_cmpstr (CALLOUT_STEP (g_ptr_array_index (branches, 0))->key, ==, "reject");
  g_assert_cmpuint (callout_lanes_get_branches (lanes, 1, 0)->len, ==, 0);
  g_assert_false (callout_lanes_find (lanes, "reject", &lane, &index));
  g_assert_true (callout_lanes_find (lanes, "accept", &lane, &index));
  g_assert_cmpuint (lane, ==, 1);
  g_assert_cmpuint (index, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lanes/statuses", test_statuses);
  g_test_add_func ("/lanes/order", test_order);
  g_test_add_func ("/lanes/branch", test_branch);
  return g_test_run ();
}
