/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <math.h>

#define TEST(name, function) \
  g_test_add (name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

/* The work is in Park Street: Ann is nearest, then Ben, Mia, and Zoe of the provider. */
static char *
make_work (Fixture    *fixture,
           const char *skills)
{
  g_autofree char *ticket = make_ticket (fixture->workspace, fixture->dora, "Water main break", "latitude", "42.3564",
                                         "longitude", "-71.0624", "skills", skills, NULL);

  return make_work_order (fixture->workspace, fixture->dora, ticket);
}

static GPtrArray *
ask (Fixture    *fixture,
     gint64      person,
     const char *order,
     guint       limit,
     double      within_km,
     gboolean    all)
{
  CalloutNearestQuestion question = { person, id_of (order), limit, within_km, all };
  g_autoptr (GError) error = NULL;
  GPtrArray *answer = callout_workspace_nearest_sync (fixture->workspace, &question, &error);

  g_assert_no_error (error);
  return answer;
}

/* “ann ben -mia”: who, best first, with a minus where not eligible. */
static char *
logins (GPtrArray *answer)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < answer->len; i++)
    {
      CalloutNeighbour *neighbour = g_ptr_array_index (answer, i);

      g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", neighbour->eligible ? "" : "-", neighbour->person->login);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_answer (Fixture    *fixture,
               gint64      person,
               const char *order,
               gboolean    all,
               const char *expected)
{
  g_autoptr (GPtrArray) answer = ask (fixture, person, order, 0, 0, all);
  g_autofree char *text = logins (answer);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
has (GPtrArray  *answer,
     const char *login)
{
  for (guint i = 0; i < answer->len; i++)
    if (g_str_equal (((CalloutNeighbour *) g_ptr_array_index (answer, i))->person->login, login))
      return TRUE;
  return FALSE;
}

static CalloutNeighbour *
find (GPtrArray  *answer,
      const char *login)
{
  for (guint i = 0; i < answer->len; i++)
    {
      CalloutNeighbour *neighbour = g_ptr_array_index (answer, i);

      if (g_str_equal (neighbour->person->login, login))
        return neighbour;
    }
  g_assert_not_reached ();
}

static void
assert_sentence (GPtrArray  *answer,
                 const char *login,
                 const char *sentence)
{
  CalloutNeighbour *neighbour = find (answer, login);

  g_assert_cmpuint (g_strv_length (neighbour->sentences), ==, 1);
  g_assert_cmpstr (neighbour->sentences[0], ==, sentence);
}

/* Held by the dispatchers: everybody is asked, externals too. */
static void
test_dispatcher (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *order = NULL;
  g_autoptr (GPtrArray) answer = NULL;
  g_autoptr (GPtrArray) two = NULL;
  CalloutNeighbour *ann;

  fixture_people (fixture);
  order = make_work (fixture, "");
  answer = ask (fixture, fixture->dora, order, 0, 0, FALSE);
  g_assert_cmpuint (answer->len, ==, 4);
  assert_answer (fixture, fixture->dora, order, FALSE, "ann ben mia zoe");
  two = ask (fixture, fixture->dora, order, 2, 0, TRUE);
  g_assert_cmpuint (two->len, ==, 2);

  ann = g_ptr_array_index (answer, 0);
  g_assert_cmpfloat_with_epsilon (ann->distance_m, 307, 5);
  g_assert_cmpint (ann->position_age, ==, 0);
  g_assert_true (ann->on_duty);
  g_assert_cmpint (ann->duty_from, ==, 0);
  g_assert_cmpuint (ann->pending, ==, 0);
  g_assert_cmpuint (g_strv_length (ann->sentences), ==, 0);
  g_assert_null (ann->skills_missing);
  g_assert_cmpstr (ann->group_key, ==, "water");
  g_assert_cmpstr (ann->group_name, ==, "Water and Sewer");
}

static void
test_skills (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *order = NULL;
  g_autoptr (GPtrArray) answer = NULL;

  fixture_people (fixture);
  order = make_work (fixture, "pumps fire-hydrants");
  answer = ask (fixture, fixture->dora, order, 0, 0, TRUE);
  assert_sentence (answer, "ben", "Lacks the skill fire hydrants");
  g_clear_pointer (&order, g_free);
  g_clear_pointer (&answer, g_ptr_array_unref);
  order = make_work (fixture, "pumps pipes");
  assert_answer (fixture, fixture->dora, order, FALSE, "ben");
  answer = ask (fixture, fixture->dora, order, 0, 0, TRUE);
  g_assert_cmpuint (answer->len, ==, 4);
  g_assert_cmpstr (find (answer, "ann")->skills_missing, ==, "pumps");
  assert_sentence (answer, "ann", "Lacks the skill pumps");
  g_assert_true (callout_keys_contain (find (answer, "mia")->skills_missing, "pipes")
                 && callout_keys_contain (find (answer, "mia")->skills_missing, "pumps"));
}

/* Held by a group: its members, its providers, all where it says so; and its
 * dispatcher learns of nobody else. */
static void
test_groups (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *order = NULL;

  fixture_people (fixture);
  order = make_work (fixture, "");
  do_it (fixture->workspace, fixture->dora, "work-order.route", order, "group", "water", NULL);
  assert_answer (fixture, fixture->dora, order, TRUE, "ann ben -mia -zoe");
  assert_answer (fixture, fixture->greta, order, FALSE, "ann ben");
  assert_answer (fixture, fixture->greta, order, TRUE, "ann ben");

  do_it (fixture->workspace, fixture->admin, "group.edit", "water", "providers", "pipeworks", NULL);
  assert_answer (fixture, fixture->dora, order, TRUE, "ann ben zoe -mia");
  assert_answer (fixture, fixture->greta, order, TRUE, "ann ben zoe");

  do_it (fixture->workspace, fixture->admin, "group.edit", "water", "allow_cross_group", "true", NULL);
  assert_answer (fixture, fixture->dora, order, TRUE, "ann ben mia zoe");
  assert_answer (fixture, fixture->greta, order, TRUE, "ann ben zoe");
}

static void
test_out_of_sight (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *order = NULL;
  CalloutNearestQuestion question = { 0 };
  g_autoptr (GPtrArray) answer = NULL;
  g_autoptr (GError) error = NULL;

  fixture_people (fixture);
  order = make_work (fixture, "");
  question = (CalloutNearestQuestion) { fixture->greta, id_of (order), 0, 0, FALSE };
  answer = callout_workspace_nearest_sync (fixture->workspace, &question, &error);
  g_assert_null (answer);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
}

/* What changes in the store is in the next answer. */
static void
test_kept_current (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *order = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GPtrArray) answer = NULL;

  fixture_people (fixture);
  order = make_work (fixture, "");
  other = make_work (fixture, "");
  assert_answer (fixture, fixture->dora, order, FALSE, "ann ben mia zoe");

  do_it (fixture->workspace, fixture->dora, "person.set-location", "mia", "latitude", "42.3565", "longitude", "-71.0625",
         NULL);
  assert_answer (fixture, fixture->dora, order, FALSE, "mia ann ben zoe");

  do_it (fixture->workspace, fixture->dora, "person.set-availability", "mia", "availability", "break", NULL);
  answer = ask (fixture, fixture->dora, order, 0, 0, TRUE);
  g_assert_false (find (answer, "mia")->eligible);
  assert_sentence (answer, "mia", "Not available");
  g_clear_pointer (&answer, g_ptr_array_unref);

  do_it (fixture->workspace, fixture->dora, "work-order.assign", other, "lead", "ann", "collaborator", "ben", NULL);
  answer = ask (fixture, fixture->dora, order, 0, 0, TRUE);
  g_assert_cmpuint (find (answer, "ann")->pending, ==, 1);
  g_assert_cmpuint (find (answer, "ann")->today, ==, 1);
  g_assert_cmpuint (find (answer, "ben")->pending, ==, 1);
  g_clear_pointer (&answer, g_ptr_array_unref);

  /* Who is on it already is told so, who was taken off it is not. */
  answer = ask (fixture, fixture->dora, other, 0, 0, TRUE);
  assert_sentence (answer, "ann", "Has this work already");
  g_clear_pointer (&answer, g_ptr_array_unref);
  do_it (fixture->workspace, fixture->dora, "work-order.reallocate", other, "lead", "zoe", "collaborator", "", NULL);
  answer = ask (fixture, fixture->dora, other, 0, 0, TRUE);
  g_assert_true (find (answer, "ann")->eligible);
  g_assert_cmpuint (find (answer, "ann")->pending, ==, 0);
  g_assert_cmpuint (find (answer, "ben")->pending, ==, 0);
  g_assert_cmpuint (find (answer, "zoe")->pending, ==, 1);
  g_clear_pointer (&answer, g_ptr_array_unref);

  /* People come, change groups and skills, and go. */
  make_person (fixture->workspace, fixture->admin, "kim", "Kim New", "member", "latitude", "42.3564", "longitude",
               "-71.0624", "position_at", NOON_ISH, NULL);
  assert_answer (fixture, fixture->dora, order, FALSE, "kim ann ben zoe");
  do_it (fixture->workspace, fixture->admin, "person.deactivate", "kim", NULL);
  do_it (fixture->workspace, fixture->admin, "person.set-roles", "ben", "roles", "moderator", NULL);
  assert_answer (fixture, fixture->dora, order, TRUE, "ann zoe -mia");
  do_it (fixture->workspace, fixture->dora, "work-order.route", order, "group", "parks", NULL);
  assert_answer (fixture, fixture->dora, order, TRUE, "-mia -ann -zoe");
  do_it (fixture->workspace, fixture->admin, "group.add-member", "parks", "person", "ann", NULL);
  assert_answer (fixture, fixture->dora, order, FALSE, "ann");
}

/* Another process moves somebody; the roster hears of it. */
static void
test_foreign_change (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (CalloutWorkspace) other = NULL;
  g_autofree char *order = NULL;
  g_autoptr (GError) error = NULL;
  gboolean moved = FALSE;

  fixture_people (fixture);
  order = make_work (fixture, "");
  assert_answer (fixture, fixture->dora, order, FALSE, "ann ben mia zoe");
  other = callout_workspace_open_sync (fixture->path, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  do_it (other, fixture->dora, "person.set-location", "zoe", "latitude", "42.3565", "longitude", "-71.0625", NULL);
  while (!moved)
    {
      g_autoptr (GPtrArray) answer = NULL;

      g_main_context_iteration (NULL, TRUE);
      answer = ask (fixture, fixture->dora, order, 1, 0, FALSE);
      moved = has (answer, "zoe");
    }
}

static void
set_clock (const char *text)
{
  CalloutTime now;

  g_assert_true (callout_time_parse (text, &now, NULL));
  callout_clock_set (now);
}

/* Shifts begin and end without anything being stored. */
static void
test_shifts (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *order = NULL;
  g_autoptr (GPtrArray) answer = NULL;
  CalloutTime seven, three;

  fixture_people (fixture);
  do_it (fixture->workspace, fixture->admin, "settings.set", NULL, "key", CALLOUT_SETTING_TIME_ZONE, "value",
         "America/New_York", NULL);
  do_it (fixture->workspace, fixture->admin, "settings.set", NULL, "key", CALLOUT_SETTING_POSITION_VALIDITY, "value",
         "0", NULL);
  do_it (fixture->workspace, fixture->admin, "person.edit", "ann", "shift", "Mo-Fr 07:00-15:30", NULL);
  order = make_work (fixture, "");

  /* Ten in London is five in Boston. */
  answer = ask (fixture, fixture->dora, order, 0, 0, TRUE);
  assert_sentence (answer, "ann", "Off duty at that time");
  g_assert_true (callout_time_parse ("2026-03-02T07:00:00-05:00", &seven, NULL));
  g_assert_true (callout_time_parse ("2026-03-02T15:30:00-05:00", &three, NULL));
  g_assert_cmpint (find (answer, "ann")->duty_from, ==, seven);
  g_assert_cmpint (find (answer, "ann")->duty_until, ==, three);
  g_assert_false (find (answer, "ann")->on_duty);
  g_clear_pointer (&answer, g_ptr_array_unref);

  set_clock ("2026-03-02T07:00:00-05:00");
  assert_answer (fixture, fixture->dora, order, FALSE, "ann ben mia zoe");
  set_clock ("2026-03-02T15:29:59-05:00");
  assert_answer (fixture, fixture->dora, order, FALSE, "ann ben mia zoe");
  set_clock ("2026-03-02T15:30:00-05:00");
  assert_answer (fixture, fixture->dora, order, FALSE, "ben mia zoe");
  set_clock ("2026-03-07T12:00:00-05:00"); /* a Saturday */
  assert_answer (fixture, fixture->dora, order, FALSE, "ben mia zoe");
  set_clock ("2026-03-02T12:00:00-05:00"); /* and back, as in a demonstration */
  assert_answer (fixture, fixture->dora, order, FALSE, "ann ben mia zoe");
}

static void
test_distance (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *order = NULL;
  g_autofree char *nowhere = NULL;
  g_autofree char *ticket = NULL;
  g_autofree char *within = NULL;
  g_autofree char *anywhere = NULL;
  g_autoptr (GPtrArray) near = NULL;
  g_autoptr (GPtrArray) far = NULL;
  g_autoptr (GPtrArray) placeless = NULL;

  fixture_people (fixture);
  make_person (fixture->workspace, fixture->admin, "lost", "Lost Soul", "member", NULL);
  do_it (fixture->workspace, fixture->admin, "settings.set", NULL, "key", CALLOUT_SETTING_RADIUS, "value", "2", NULL);
  order = make_work (fixture, "");
  assert_answer (fixture, fixture->dora, order, FALSE, "ann ben");
  near = ask (fixture, fixture->dora, order, 0, 0.4, FALSE);
  within = logins (near);
  g_assert_cmpstr (within, ==, "ann");
  far = ask (fixture, fixture->dora, order, 0, -1, TRUE);
  anywhere = logins (far);
  g_assert_cmpstr (anywhere, ==, "ann ben mia zoe -lost");
  assert_sentence (far, "lost", "No position is known");

  set_clock ("2026-03-02T12:00:01Z");
  assert_answer (fixture, fixture->dora, order, FALSE, "");
  set_clock (NOON_ISH);

  /* Work without a place is nobody's distance. */
  ticket = make_ticket (fixture->workspace, fixture->dora, "Complaint", NULL);
  nowhere = make_work_order (fixture->workspace, fixture->dora, ticket);
  placeless = ask (fixture, fixture->dora, nowhere, 0, 0, FALSE);
  g_assert_cmpuint (placeless->len, ==, 5);
  g_assert_cmpfloat (((CalloutNeighbour *) g_ptr_array_index (placeless, 0))->distance_m, <, 0);
}

/* In the window an answer's people are living objects. */
static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  CalloutNearestQuestion question = { 0 };
  g_autofree char *order = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) answer = NULL;
  g_autoptr (GError) error = NULL;
  CalloutPerson *ann;

  fixture_people (fixture);
  order = make_work (fixture, "");
  question = (CalloutNearestQuestion) { fixture->dora, id_of (order), 1, 0, FALSE };
  callout_workspace_nearest_async (fixture->workspace, &question, NULL, take_answer_cb, &result);
  answer = callout_workspace_nearest_finish (fixture->workspace, wait_for_answer (&result), &error);
  g_assert_no_error (error);
  ann = ((CalloutNeighbour *) g_ptr_array_index (answer, 0))->person;
  do_it (fixture->workspace, fixture->admin, "person.edit", "ann", "name", "Ann Newname", NULL);
  WAIT_UNTIL (g_str_equal (ann->name, "Ann Newname"));
}

static void
test_resources (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) own = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GError) error = NULL;

  fixture_people (fixture);
  make_person (fixture->workspace, fixture->admin, "lost", "Lost Soul", "member", NULL);
  do_it (fixture->workspace, fixture->dora, "person.set-availability", "ben", "availability", "offline", NULL);
  callout_workspace_resources_async (fixture->workspace, fixture->dora, NULL, take_answer_cb, &result);
  all = callout_workspace_resources_finish (fixture->workspace, wait_for_answer (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 4);
  g_assert_false (has (all, "lost"));
  g_assert_true (find (all, "ann")->eligible);
  g_assert_false (find (all, "ben")->eligible);
  g_assert_cmpstr (find (all, "zoe")->group_key, ==, "pipeworks");

  callout_workspace_resources_async (fixture->workspace, fixture->greta, NULL, take_answer_cb, &own);
  some = callout_workspace_resources_finish (fixture->workspace, wait_for_answer (&own), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (some->len, ==, 2);
  g_assert_true (has (some, "ann"));
  g_assert_true (has (some, "ben"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/workspace/nearest/dispatcher", test_dispatcher);
  TEST ("/workspace/nearest/skills", test_skills);
  TEST ("/workspace/nearest/groups", test_groups);
  TEST ("/workspace/nearest/out-of-sight", test_out_of_sight);
  TEST ("/workspace/nearest/kept-current", test_kept_current);
  TEST ("/workspace/nearest/foreign-change", test_foreign_change);
  TEST ("/workspace/nearest/shifts", test_shifts);
  TEST ("/workspace/nearest/distance", test_distance);
  TEST ("/workspace/nearest/async", test_async);
  TEST ("/workspace/nearest/resources", test_resources);
  return g_test_run ();
}
