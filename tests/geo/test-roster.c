/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-roster.h"

#include <math.h>
#include <string.h>

#define NOON (G_GINT64_CONSTANT (1425900000) * CALLOUT_SECOND)

/* A random person; few different values, so that ties are common. */
static void
random_resource (GRand           *rand,
                 gint64           id,
                 guint            world,
                 CalloutResource *resource)
{
  callout_resource_clear (resource);
  resource->id = id;
  resource->has_position = g_rand_int_range (rand, 0, 8) != 0;
  switch (world)
    {
    case 0: /* a city, some at the same depot */
      resource->position.latitude = 42.36 + (g_rand_boolean (rand) ? g_rand_double_range (rand, -.1, .1) : 0);
      resource->position.longitude = -71.06 + (g_rand_boolean (rand) ? g_rand_double_range (rand, -.1, .1) : 0);
      break;
    case 1: /* all over the world */
      resource->position.latitude = g_rand_double_range (rand, -90, 90);
      resource->position.longitude = g_rand_double_range (rand, -180, 180);
      break;
    case 2: /* on both sides of the date line */
      resource->position.latitude = g_rand_double_range (rand, -1, 1);
      resource->position.longitude = g_rand_double_range (rand, 179, 181);
      if (resource->position.longitude > 180)
        resource->position.longitude -= 360;
      break;
    default: /* round the pole */
      resource->position.latitude = g_rand_double_range (rand, 89.5, 90);
      resource->position.longitude = g_rand_double_range (rand, -180, 180);
    }
  resource->position_at = NOON - g_rand_int_range (rand, -10, 240) * CALLOUT_MINUTE;
  resource->available = g_rand_int_range (rand, 0, 5) != 0;
  if (g_rand_boolean (rand))
    {
      resource->duty_from = NOON + g_rand_int_range (rand, -10, 4) * CALLOUT_HOUR;
      resource->duty_until = resource->duty_from + g_rand_int_range (rand, 0, 10) * CALLOUT_HOUR;
    }
  for (guint i = 0; i < 4; i++)
    callout_bits_add (&resource->skills, g_rand_int_range (rand, 0, 5) * 40);
  callout_bits_add (&resource->groups, g_rand_int_range (rand, 0, 6) * 30);
  if (g_rand_boolean (rand))
    callout_bits_add (&resource->groups, g_rand_int_range (rand, 0, 6) * 30);
  resource->external = g_rand_int_range (rand, 0, 4) == 0;
  resource->pending = g_rand_int_range (rand, 0, 4);
  resource->today = g_rand_int_range (rand, 0, 3);
}

static void
random_question (GRand           *rand,
                 guint            world,
                 CalloutQuestion *question)
{
  CalloutResource somewhere = { 0 };

  callout_question_clear (question);
  do
    random_resource (rand, 0, world, &somewhere);
  while (!somewhere.has_position);
  question->has_place = g_rand_int_range (rand, 0, 6) != 0;
  question->place = somewhere.position;
  question->at = NOON;
  for (int i = g_rand_int_range (rand, 0, 3); i > 0; i--)
    callout_bits_add (&question->skills, g_rand_int_range (rand, 0, 5) * 40);
  if (g_rand_int_range (rand, 0, 10) == 0)
    callout_bits_add (&question->skills, 999);
  question->any_group = g_rand_boolean (rand);
  for (int i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    callout_bits_add (&question->groups, g_rand_int_range (rand, 0, 8) * 30);
  question->allow_external = g_rand_boolean (rand);
  if (g_rand_boolean (rand))
    question->position_validity = g_rand_int_range (rand, 1, 200) * CALLOUT_MINUTE;
  if (g_rand_boolean (rand))
    question->radius_m = g_rand_double_range (rand, 100, world == 1 ? 1.5e7 : 60000);
  if (g_rand_int_range (rand, 0, 4) == 0)
    question->waived = CALLOUT_REASON_UNAVAILABLE | CALLOUT_REASON_NO_POSITION;
  callout_resource_clear (&somewhere);
}

static gboolean
bits_meet (const CalloutBits *a,
           const CalloutBits *b)
{
  for (guint i = 0; i < 1024; i++)
    if (callout_bits_has (a, i) && callout_bits_has (b, i))
      return TRUE;
  return FALSE;
}

/* The rules as one would say them, one person at a time in double precision. */
static CalloutReasons
plain_reasons (const CalloutResource *resource,
               const CalloutQuestion *question)
{
  CalloutReasons reasons = 0;

  if (!question->any_group && !bits_meet (&resource->groups, &question->groups))
    reasons |= CALLOUT_REASON_NOT_IN_GROUP;
  if ((resource->duty_from != 0 || resource->duty_until != 0) &&
      (question->at < resource->duty_from || question->at >= resource->duty_until))
    reasons |= CALLOUT_REASON_OFF_DUTY;
  if (!resource->available)
    reasons |= CALLOUT_REASON_UNAVAILABLE;
  for (guint i = 0; i < 1024; i++)
    if (callout_bits_has (&question->skills, i) && !callout_bits_has (&resource->skills, i))
      reasons |= CALLOUT_REASON_MISSING_SKILL;
  if (resource->external && !question->allow_external)
    reasons |= CALLOUT_REASON_EXTERNAL_NOT_ALLOWED;
  for (guint i = 0; i < question->n_assigned; i++)
    if (question->assigned[i] == resource->id)
      reasons |= CALLOUT_REASON_ALREADY_ASSIGNED;
  if (question->has_place && !resource->has_position)
    reasons |= CALLOUT_REASON_NO_POSITION;
  if (question->has_place && resource->has_position)
    {
      if (question->position_validity > 0 &&
          question->at - resource->position_at > question->position_validity)
        reasons |= CALLOUT_REASON_POSITION_TOO_OLD;
      if (question->radius_m > 0 &&
          callout_point_distance (&resource->position, &question->place) > question->radius_m)
        reasons |= CALLOUT_REASON_TOO_FAR;
    }
  return reasons;
}

static double
plain_distance (const CalloutResource *resource,
                const CalloutQuestion *question)
{
  if (!question->has_place || !resource->has_position)
    return -1;
  return callout_point_distance (&resource->position, &question->place);
}

/* How far off a distance may be: chords hardly grow any more where they end. */
static double
tolerance (double metres)
{
  double rest = G_PI * CALLOUT_EARTH_RADIUS_M - metres;

  return 0.02 + metres * 2e-7 + 1.5e7 / MAX (rest, 3000) * (rest < 1.5e7);
}

static void
assert_line (const CalloutCandidate *line,
             const CalloutResource  *resource,
             const CalloutQuestion  *question)
{
  CalloutReasons expected = plain_reasons (resource, question);
  double metres = plain_distance (resource, question);

  if (metres < 0)
    g_assert_cmpfloat (line->distance_m, <, 0);
  else
    g_assert_cmpfloat_with_epsilon (line->distance_m, metres, tolerance (metres));
  if (question->radius_m > 0 && fabs (metres - question->radius_m) < tolerance (metres))
    expected = (expected & ~CALLOUT_REASON_TOO_FAR) | (line->reasons & CALLOUT_REASON_TOO_FAR);
  g_assert_cmphex (line->reasons, ==, expected);
  if (resource->has_position)
    g_assert_cmpint (line->position_age, ==, MAX (question->at - resource->position_at, 0));
  else
    g_assert_cmpint (line->position_age, ==, -1);
  g_assert_cmpint (line->pending, ==, resource->pending);
  g_assert_cmpint (line->today, ==, resource->today);
}

static void
assert_order (const CalloutCandidate *before,
              const CalloutCandidate *after,
              const CalloutResource  *before_is,
              const CalloutResource  *after_is,
              const CalloutQuestion  *question)
{
  gboolean before_out = !callout_candidate_is_eligible (before, question);
  gboolean after_out = !callout_candidate_is_eligible (after, question);
  double near_m = plain_distance (before_is, question);
  double far_m = plain_distance (after_is, question);

  g_assert_cmpint (before_out, <=, after_out);
  if (before_out != after_out)
    return;
  if (near_m < 0)
    g_assert_cmpfloat (far_m, <, 0);
  else if (far_m >= 0)
    {
      g_assert_cmpfloat (near_m, <=, far_m + 2 * tolerance (far_m));
      g_assert_cmpfloat (before->distance_m, <=, after->distance_m);
    }
  if ((near_m < 0 && far_m < 0) ||
      (near_m >= 0 && far_m >= 0 && callout_point_equal (&before_is->position, &after_is->position)))
    {
      g_assert_cmpint (before->pending, <=, after->pending);
      if (before->pending == after->pending)
        {
          g_assert_cmpint (before->today, <=, after->today);
          if (before->today == after->today)
            g_assert_cmpint (before->id, <, after->id);
        }
    }
}

static void
assert_answer (CalloutRoster         *roster,
               CalloutResource       *people,
               guint                  n_people,
               const CalloutQuestion *question)
{
  static const guint limits[] = { 1, 10, 47, 100000 };
  g_autoptr (GArray) all = callout_roster_rank (roster, question, 0, TRUE);
  g_autoptr (GArray) eligible = callout_roster_rank (roster, question, 0, FALSE);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n_eligible = 0;

  g_assert_cmpuint (all->len, ==, n_people);
  for (guint i = 0; i < all->len; i++)
    {
      CalloutCandidate *line = &g_array_index (all, CalloutCandidate, i);
      CalloutCandidate alone;

      g_assert_true (g_hash_table_add (seen, GINT_TO_POINTER (line->id)));
      assert_line (line, &people[line->id], question);
      g_assert_true (callout_roster_judge (roster, question, line->id, &alone));
      g_assert_cmpmem (&alone, sizeof alone, line, sizeof *line);
      n_eligible += callout_candidate_is_eligible (line, question);
      if (i > 0)
        assert_order (line - 1, line, &people[line[-1].id], &people[line->id], question);
    }

  g_assert_cmpmem (eligible->data, eligible->len * sizeof (CalloutCandidate),
                   all->data, n_eligible * sizeof (CalloutCandidate));
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autoptr (GArray) best = callout_roster_rank (roster, question, limits[i], FALSE);
      g_autoptr (GArray) first = callout_roster_rank (roster, question, limits[i], TRUE);

      g_assert_cmpuint (first->len, ==, MIN (limits[i], n_people));
      g_assert_cmpmem (best->data, best->len * sizeof (CalloutCandidate),
                       all->data, MIN (limits[i], n_eligible) * sizeof (CalloutCandidate));
    }
}

/* Random people and random questions, against the plain rules; people change,
 * leave and come back meanwhile, in no order. */
static void
test_against_plain_rules (gconstpointer data)
{
  const guint world = GPOINTER_TO_UINT (data);
  const guint n_people = 5000;
  g_autoptr (CalloutRoster) roster = callout_roster_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (1492 + world);
  g_autofree CalloutResource *people = g_new0 (CalloutResource, n_people);
  CalloutQuestion question = { 0 };

  for (guint i = 0; i < n_people; i++)
    random_resource (rand, i, world, &people[i]);
  for (guint i = 0; i < n_people; i++)
    callout_roster_set (roster, &people[(i * 7919) % n_people]);
  g_assert_cmpuint (callout_roster_get_size (roster), ==, n_people);

  for (guint round = 0; round < 12; round++)
    {
      gint64 assigned[] = { 3, 1000000, g_rand_int_range (rand, 0, n_people) };

      random_question (rand, world, &question);
      question.assigned = assigned;
      question.n_assigned = round % 4;
      assert_answer (roster, people, n_people, &question);

      for (guint change = 0; change < 50; change++)
        {
          gint64 id = g_rand_int_range (rand, 0, n_people);

          g_assert_true (callout_roster_remove (roster, id));
          g_assert_false (callout_roster_remove (roster, id));
          random_resource (rand, id, world, &people[id]);
          callout_roster_set (roster, &people[id]);

          id = g_rand_int_range (rand, 0, n_people);
          people[id].pending = 7;
          g_assert_true (callout_roster_set_load (roster, id, 7, people[id].today));
          people[id].has_position = change % 2;
          people[id].position = (CalloutPoint) { 42.3, -71.1 };
          people[id].position_at = NOON;
          g_assert_true (callout_roster_set_position (roster, id,
                                                      change % 2 ? &people[id].position : NULL, NOON));
        }
    }

  for (guint i = 0; i < n_people; i++)
    callout_resource_clear (&people[i]);
  callout_question_clear (&question);
}

/* People who move, lose their position and find it again, while the few best
 * are asked for often: the same as the first of all. */
static void
test_best_while_moving (gconstpointer data)
{
  const guint world = GPOINTER_TO_UINT (data);
  const guint n_people = 6000;
  g_autoptr (CalloutRoster) roster = callout_roster_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (1776 + world);
  CalloutResource person = { 0 };
  CalloutQuestion question = { 0 };

  for (guint i = 0; i < n_people; i++)
    {
      random_resource (rand, i, world, &person);
      callout_roster_set (roster, &person);
    }
  for (guint round = 0; round < 400; round++)
    {
      guint limit = g_rand_int_range (rand, 1, 60);
      g_autoptr (GArray) best = NULL;
      g_autoptr (GArray) all = NULL;

      random_question (rand, world, &question);
      best = callout_roster_rank (roster, &question, limit, FALSE);
      all = callout_roster_rank (roster, &question, 0, FALSE);
      g_assert_cmpmem (best->data, best->len * sizeof (CalloutCandidate),
                       all->data, MIN (limit, all->len) * sizeof (CalloutCandidate));

      for (guint i = 0; i < 12; i++)
        {
          gint64 id = g_rand_int_range (rand, 0, n_people);

          random_resource (rand, id, world, &person);
          if (round % 100 != 99)
            g_assert_true (callout_roster_lookup (roster, id, &person));
          if (person.has_position)
            callout_point_destination (&person.position, i * 30, g_rand_int_range (rand, 0, 30000),
                                       &person.position);
          callout_roster_set (roster, &person);
          if (i == 0)
            callout_roster_set_position (roster, id, NULL, 0);
        }
    }
  callout_resource_clear (&person);
  callout_question_clear (&question);
}

static void
add_person (CalloutRoster *roster,
            gint64         id,
            double         latitude,
            double         longitude)
{
  CalloutResource resource = {
    .id = id, .available = TRUE, .has_position = TRUE,
    .position = { latitude, longitude }, .position_at = NOON,
  };

  callout_roster_set (roster, &resource);
}

/* Two desks in one room are told apart, as single-precision vectors could not. */
static void
test_neighbours (void)
{
  g_autoptr (CalloutRoster) roster = callout_roster_new ();
  g_autoptr (GArray) answer = NULL;
  CalloutQuestion question = { .has_place = TRUE, .place = { 42.36, -71.06 }, .at = NOON, .any_group = TRUE };
  const gint64 n = 200;

  for (gint64 i = 0; i < n; i++)
    {
      CalloutPoint there;

      callout_point_destination (&question.place, i * 67, 0.05 * (n - i), &there);
      add_person (roster, i, there.latitude, there.longitude);
    }
  answer = callout_roster_rank (roster, &question, 0, FALSE);
  g_assert_cmpuint (answer->len, ==, n);
  for (gint64 i = 0; i < n; i++)
    {
      CalloutCandidate *line = &g_array_index (answer, CalloutCandidate, i);

      g_assert_cmpint (line->id, ==, n - 1 - i);
      g_assert_cmpfloat_with_epsilon (line->distance_m, 0.05 * (i + 1), 0.012);
    }
}

/* 0°, 0° is a place in the sea, not a missing value. */
static void
test_null_island (void)
{
  g_autoptr (CalloutRoster) roster = callout_roster_new ();
  g_autoptr (GArray) answer = NULL;
  CalloutQuestion question = { .has_place = TRUE, .at = NOON, .any_group = TRUE };
  CalloutResource nowhere = { .id = 1, .available = TRUE };

  callout_roster_set (roster, &nowhere);
  add_person (roster, 2, 0, 0);
  answer = callout_roster_rank (roster, &question, 0, TRUE);
  g_assert_cmpuint (answer->len, ==, 2);
  g_assert_cmpint (g_array_index (answer, CalloutCandidate, 0).id, ==, 2);
  g_assert_cmpfloat (g_array_index (answer, CalloutCandidate, 0).distance_m, ==, 0);
  g_assert_cmphex (g_array_index (answer, CalloutCandidate, 1).reasons, ==, CALLOUT_REASON_NO_POSITION);
  g_assert_cmpfloat (g_array_index (answer, CalloutCandidate, 1).distance_m, <, 0);
}

/* A position nobody could have counts as none. */
static void
test_impossible_position (void)
{
  g_autoptr (CalloutRoster) roster = callout_roster_new ();
  g_auto (CalloutResource) back = { 0 };

  add_person (roster, 1, 95, -71);
  add_person (roster, 2, NAN, NAN);
  for (gint64 id = 1; id <= 2; id++)
    {
      g_assert_true (callout_roster_lookup (roster, id, &back));
      g_assert_false (back.has_position);
    }
}

static void
test_lookup (void)
{
  g_autoptr (CalloutRoster) roster = callout_roster_new ();
  g_auto (CalloutResource) given = {
    .id = G_MAXINT64, .has_position = TRUE, .position = { 42.3601234567, -71.0587654321 },
    .position_at = NOON, .available = TRUE, .duty_from = NOON, .duty_until = NOON + CALLOUT_HOUR,
    .external = TRUE, .pending = 65535, .today = 3,
  };
  g_auto (CalloutResource) back = { 0 };

  callout_bits_add (&given.skills, 0);
  callout_bits_add (&given.skills, 700);
  callout_bits_add (&given.groups, 64);
  callout_roster_set (roster, &given);
  g_assert_false (callout_roster_lookup (roster, 1, &back));
  g_assert_true (callout_roster_lookup (roster, G_MAXINT64, &back));
  g_assert_true (callout_point_equal (&back.position, &given.position));
  g_assert_cmpint (back.position_at, ==, NOON);
  g_assert_cmpint (back.duty_until, ==, NOON + CALLOUT_HOUR);
  g_assert_true (back.available && back.external && back.has_position);
  g_assert_cmpint (back.pending, ==, 65535);
  g_assert_cmpint (back.today, ==, 3);
  g_assert_true (callout_bits_equal (&back.skills, &given.skills));
  g_assert_true (callout_bits_equal (&back.groups, &given.groups));
  callout_roster_remove_all (roster);
  g_assert_cmpuint (callout_roster_get_size (roster), ==, 0);
  g_assert_false (callout_roster_lookup (roster, G_MAXINT64, &back));
}

/* The shift's first moment is on duty, its last is not. */
static void
test_shift_ends (void)
{
  static const struct {
    CalloutTime from, until;
    gboolean on_duty;
  } table[] = {
    { 0, 0, TRUE },
    { NOON, NOON + 1, TRUE },
    { NOON - CALLOUT_HOUR, NOON, FALSE },
    { NOON + 1, NOON + CALLOUT_HOUR, FALSE },
    { NOON, NOON, FALSE },
    { G_MININT64, G_MAXINT64, TRUE },
  };
  g_autoptr (CalloutRoster) roster = callout_roster_new ();
  CalloutQuestion question = { .at = NOON, .any_group = TRUE };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      CalloutResource resource = {
        .id = 1, .available = TRUE, .duty_from = table[i].from, .duty_until = table[i].until,
      };
      CalloutCandidate line;

      callout_roster_set (roster, &resource);
      g_assert_true (callout_roster_judge (roster, &question, 1, &line));
      g_assert_cmphex (line.reasons, ==, table[i].on_duty ? 0 : CALLOUT_REASON_OFF_DUTY);
    }
}

/* Nearness is only asked where there is a place; else the load decides. */
static void
test_without_a_place (void)
{
  g_autoptr (CalloutRoster) roster = callout_roster_new ();
  g_autoptr (GArray) answer = NULL;
  CalloutQuestion question = {
    .at = NOON, .any_group = TRUE, .position_validity = CALLOUT_MINUTE, .radius_m = 1,
  };

  add_person (roster, 1, 10, 10);
  add_person (roster, 2, 20, 20);
  callout_roster_set_position (roster, 1, NULL, 0);
  callout_roster_set_position (roster, 2, &(CalloutPoint) { 20, 20 }, NOON - CALLOUT_DAY);
  callout_roster_set_load (roster, 1, 1, 0);
  answer = callout_roster_rank (roster, &question, 0, FALSE);
  g_assert_cmpuint (answer->len, ==, 2);
  g_assert_cmpint (g_array_index (answer, CalloutCandidate, 0).id, ==, 2);
  g_assert_cmpint (g_array_index (answer, CalloutCandidate, 0).position_age, ==, CALLOUT_DAY);
}

static void
test_missing_skills (void)
{
  g_autoptr (CalloutRoster) roster = callout_roster_new ();
  g_auto (CalloutResource) person = { .id = 1, .available = TRUE };
  g_auto (CalloutQuestion) question = { .at = NOON, .any_group = TRUE };
  g_auto (CalloutBits) missing = CALLOUT_BITS_INIT;
  g_autofree char *sentence = NULL;
  CalloutCandidate line;

  callout_bits_add (&person.skills, 5);
  callout_roster_set (roster, &person);
  callout_bits_add (&question.skills, 5);
  callout_bits_add (&question.skills, 130);
  g_assert_true (callout_roster_judge (roster, &question, 1, &line));
  g_assert_cmphex (line.reasons, ==, CALLOUT_REASON_MISSING_SKILL);
  callout_roster_missing_skills (roster, &question, 1, &missing);
  g_assert_cmpuint (callout_bits_count (&missing), ==, 1);
  g_assert_true (callout_bits_has (&missing, 130));
  sentence = callout_reason_describe (line.reasons, &line, &question, "Hydraulics");
  g_assert_cmpstr (sentence, ==, "Lacks the skill Hydraulics");
}

static void
test_sentences (void)
{
  CalloutQuestion question = { .radius_m = 5000, .position_validity = CALLOUT_HOUR };
  CalloutCandidate line = { .distance_m = 12440, .position_age = 125 * CALLOUT_MINUTE };
  g_autofree char *far_away = NULL;
  g_autofree char *old = NULL;

  for (guint i = 0; i < CALLOUT_N_REASONS; i++)
    {
      g_autofree char *sentence = callout_reason_describe (1 << i, &line, &question, NULL);

      g_assert_nonnull (sentence);
      g_assert_nonnull (callout_reason_key (1 << i));
    }
  g_assert_null (callout_reason_key (1 << CALLOUT_N_REASONS));
  far_away = callout_reason_describe (CALLOUT_REASON_TOO_FAR, &line, &question, NULL);
  g_assert_cmpstr (far_away, ==, "12.4 km away; the radius is 5.0 km");
  old = callout_reason_describe (CALLOUT_REASON_POSITION_TOO_OLD, &line, &question, NULL);
  g_assert_cmpstr (old, ==, "The position is 2 h 05 min old; it counts for 1 h 00 min");
}

static void
test_nobody (void)
{
  g_autoptr (CalloutRoster) roster = callout_roster_new ();
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) best = NULL;
  CalloutQuestion question = { .has_place = TRUE, .at = NOON, .any_group = TRUE };

  all = callout_roster_rank (roster, &question, 0, TRUE);
  best = callout_roster_rank (roster, &question, 10, FALSE);
  g_assert_cmpuint (all->len, ==, 0);
  g_assert_cmpuint (best->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/geo/roster/plain-rules/city", GUINT_TO_POINTER (0), test_against_plain_rules);
  g_test_add_data_func ("/geo/roster/plain-rules/world", GUINT_TO_POINTER (1), test_against_plain_rules);
  g_test_add_data_func ("/geo/roster/plain-rules/date-line", GUINT_TO_POINTER (2), test_against_plain_rules);
  g_test_add_data_func ("/geo/roster/plain-rules/pole", GUINT_TO_POINTER (3), test_against_plain_rules);
  g_test_add_data_func ("/geo/roster/best-while-moving/city", GUINT_TO_POINTER (0), test_best_while_moving);
  g_test_add_data_func ("/geo/roster/best-while-moving/world", GUINT_TO_POINTER (1), test_best_while_moving);
  g_test_add_data_func ("/geo/roster/best-while-moving/date-line", GUINT_TO_POINTER (2), test_best_while_moving);
  g_test_add_data_func ("/geo/roster/best-while-moving/pole", GUINT_TO_POINTER (3), test_best_while_moving);
  g_test_add_func ("/geo/roster/neighbours", test_neighbours);
  g_test_add_func ("/geo/roster/null-island", test_null_island);
  g_test_add_func ("/geo/roster/impossible-position", test_impossible_position);
  g_test_add_func ("/geo/roster/lookup", test_lookup);
  g_test_add_func ("/geo/roster/shift-ends", test_shift_ends);
  g_test_add_func ("/geo/roster/without-a-place", test_without_a_place);
  g_test_add_func ("/geo/roster/missing-skills", test_missing_skills);
  g_test_add_func ("/geo/roster/sentences", test_sentences);
  g_test_add_func ("/geo/roster/nobody", test_nobody);
  return g_test_run ();
}
