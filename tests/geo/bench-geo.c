/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast the roster ranks, beside SQLite's R*Tree asked the same questions on
 * the same data in the same run. With --export the data and the questions are
 * written as tables, for tests/bench/postgis.sh to ask PostGIS.
 *
 *   bench-geo [--rows N] [--questions N]
 *   bench-geo --export FOLDER [--rows N] [--questions N]
 *
 * The R*Tree is used at its best: unit vectors in three dimensions, so that it
 * ranks by the great circle too, and a scored query that walks the tree nearest
 * first and stops at the tenth row the other conditions let through. */

#include "callout-roster.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>

#define AT (G_GINT64_CONSTANT (1425900000) * CALLOUT_SECOND)
#define BEST 10

typedef struct {
  const char *name;
  const char *words;
} Scenario;

enum { OPEN, USUAL, RARE, N_SCENARIOS };

static const Scenario scenarios[N_SCENARIOS] = {
  { "open", "nobody left out but who is off duty" },
  { "usual", "a skill, half the groups, a position of the last hour, 20 km" },
  { "rare", "a skill one in a thousand has" },
};

static gint rows = 100000;
static gint n_questions = 200;
static char *folder = NULL;

static const GOptionEntry options[] = {
  { "rows", 'r', 0, G_OPTION_ARG_INT, &rows, "Resources (100000)", "N" },
  { "questions", 'q', 0, G_OPTION_ARG_INT, &n_questions, "Questions of each kind (200)", "N" },
  { "export", 'e', 0, G_OPTION_ARG_FILENAME, &folder, "Write the data as tables", "FOLDER" },
  { NULL }
};

/* Half live spread over the region, half round a few centres. */
static void
random_place (GRand        *rand,
              CalloutPoint *point)
{
  if (g_rand_boolean (rand))
    {
      guint centre = g_rand_int_range (rand, 0, 12);

      point->latitude = 42.2 + 0.025 * centre + g_rand_double_range (rand, -.01, .01);
      point->longitude = -71.2 + 0.04 * ((centre * 5) % 12) + g_rand_double_range (rand, -.01, .01);
    }
  else
    {
      point->latitude = g_rand_double_range (rand, 42.1, 42.6);
      point->longitude = g_rand_double_range (rand, -71.4, -70.8);
    }
}

static void
random_resource (GRand           *rand,
                 gint64           id,
                 CalloutResource *resource)
{
  callout_resource_clear (resource);
  resource->id = id;
  resource->has_position = g_rand_int_range (rand, 0, 20) != 0;
  random_place (rand, &resource->position);
  resource->position_at = AT - g_rand_int_range (rand, 0, 90 * 60) * CALLOUT_SECOND;
  resource->available = g_rand_int_range (rand, 0, 5) != 0;
  resource->duty_from = AT + g_rand_int_range (rand, -8, 3) * CALLOUT_HOUR;
  resource->duty_until = resource->duty_from + 8 * CALLOUT_HOUR;
  for (guint i = 0; i < 4; i++)
    callout_bits_add (&resource->skills, g_rand_int_range (rand, 0, 12));
  if (g_rand_int_range (rand, 0, 1000) == 0)
    callout_bits_add (&resource->skills, 20);
  callout_bits_add (&resource->groups, g_rand_int_range (rand, 0, 16));
  resource->external = g_rand_int_range (rand, 0, 5) == 0;
  resource->pending = g_rand_int_range (rand, 0, 20);
  resource->today = g_rand_int_range (rand, 0, 8);
}

static void
ask (guint            scenario,
     CalloutPoint     place,
     CalloutQuestion *question)
{
  callout_question_clear (question);
  question->has_place = TRUE;
  question->place = place;
  question->at = AT;
  question->any_group = TRUE;
  question->allow_external = TRUE;
  if (scenario == OPEN)
    {
      question->waived = CALLOUT_REASON_UNAVAILABLE;
      return;
    }
  question->position_validity = CALLOUT_HOUR;
  question->radius_m = 20000;
  callout_bits_add (&question->skills, scenario == RARE ? 20 : 3);
  if (scenario == USUAL)
    {
      question->any_group = FALSE;
      for (guint i = 0; i < 8; i++)
        callout_bits_add (&question->groups, i);
      question->allow_external = FALSE;
    }
}

/* -- the R*Tree ------------------------------------------------------------ */

static int
nearest_cb (sqlite3_rtree_query_info *info)
{
  const double *point = info->aParam;
  const double *box = info->aCoord;
  double sum = 0;

  /* how near a box, or a point as one, comes to the place */
  for (int i = 0; i < 3; i++)
    {
      double off = point[i] < box[2 * i] ? box[2 * i] - point[i]
                   : point[i] > box[2 * i + 1] ? point[i] - box[2 * i + 1] : 0;

      sum += off * off;
    }
  info->rScore = sum;
  info->eWithin = PARTLY_WITHIN;
  return SQLITE_OK;
}

static void
must (int      code,
      sqlite3 *db)
{
  if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
    g_error ("SQLite: %s", sqlite3_errmsg (db));
}

static sqlite3 *
tree_new (GArray *people)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *tree, *row;

  must (sqlite3_open (":memory:", &db), db);
  must (sqlite3_rtree_query_callback (db, "nearest", nearest_cb, NULL, NULL), db);
  must (sqlite3_exec (db,
                      "CREATE VIRTUAL TABLE place USING rtree(id, x1, x2, y1, y2, z1, z2);"
                      "CREATE TABLE resource (id INTEGER PRIMARY KEY, position_at INTEGER, available INTEGER,"
                      "  duty_from INTEGER, duty_until INTEGER, skills INTEGER, groups INTEGER, external INTEGER);"
                      "BEGIN", NULL, NULL, NULL), db);
  must (sqlite3_prepare_v2 (db, "INSERT INTO place VALUES ($1, $2, $2, $3, $3, $4, $4)", -1, &tree, NULL), db);
  must (sqlite3_prepare_v2 (db, "INSERT INTO resource VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", -1, &row, NULL), db);
  for (guint i = 0; i < people->len; i++)
    {
      const CalloutResource *person = &g_array_index (people, CalloutResource, i);

      if (person->has_position)
        {
          double vector[3];

          callout_point_to_vector (&person->position, vector);
          sqlite3_bind_int64 (tree, 1, person->id);
          for (int j = 0; j < 3; j++)
            sqlite3_bind_double (tree, 2 + j, vector[j]);
          must (sqlite3_step (tree), db);
          sqlite3_reset (tree);
        }
      sqlite3_bind_int64 (row, 1, person->id);
      sqlite3_bind_int64 (row, 2, person->position_at);
      sqlite3_bind_int (row, 3, person->available);
      sqlite3_bind_int64 (row, 4, person->duty_from);
      sqlite3_bind_int64 (row, 5, person->duty_until);
      sqlite3_bind_int64 (row, 6, (gint64) callout_bits_word (&person->skills, 0));
      sqlite3_bind_int64 (row, 7, (gint64) callout_bits_word (&person->groups, 0));
      sqlite3_bind_int (row, 8, person->external);
      must (sqlite3_step (row), db);
      sqlite3_reset (row);
    }
  sqlite3_finalize (tree);
  sqlite3_finalize (row);
  must (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), db);
  return db;
}

/* The tree hands out rows nearest first, so the first ten are the ten best. */
static sqlite3_stmt *
tree_question (sqlite3 *db)
{
  sqlite3_stmt *statement;

  must (sqlite3_prepare_v2 (db,
                            "SELECT place.id FROM place CROSS JOIN resource AS r ON r.id = place.id"
                            " WHERE place.id MATCH nearest($1, $2, $3)"
                            " AND r.duty_from <= $4 AND r.duty_until > $4"
                            " AND (r.available OR $5)"
                            " AND (r.skills & $6) = $6 AND (r.groups & $7) <> 0"
                            " AND (r.external = 0 OR $8)"
                            " AND r.position_at >= $9"
                            " AND (x1 - $1) * (x1 - $1) + (y1 - $2) * (y1 - $2) + (z1 - $3) * (z1 - $3) <= $10"
                            " LIMIT 10", -1, &statement, NULL), db);
  return statement;
}

static guint
tree_ask (sqlite3_stmt          *statement,
          const CalloutQuestion *question,
          gint64                *ids)
{
  double vector[3];
  double chord = question->radius_m > 0 ? 2 * sin (question->radius_m / (2 * CALLOUT_EARTH_RADIUS_M)) : 2;
  guint n = 0;

  callout_point_to_vector (&question->place, vector);
  for (int i = 0; i < 3; i++)
    sqlite3_bind_double (statement, 1 + i, vector[i]);
  sqlite3_bind_int64 (statement, 4, question->at);
  sqlite3_bind_int (statement, 5, (question->waived & CALLOUT_REASON_UNAVAILABLE) != 0);
  sqlite3_bind_int64 (statement, 6, (gint64) callout_bits_word (&question->skills, 0));
  sqlite3_bind_int64 (statement, 7, question->any_group ? -1 : (gint64) callout_bits_word (&question->groups, 0));
  sqlite3_bind_int (statement, 8, question->allow_external);
  sqlite3_bind_int64 (statement, 9, question->position_validity > 0 ? question->at - question->position_validity : 0);
  sqlite3_bind_double (statement, 10, chord * chord);
  while (n < BEST && sqlite3_step (statement) == SQLITE_ROW)
    ids[n++] = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return n;
}

/* -- measuring ------------------------------------------------------------- */

static gint64
now_ns (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec * G_GINT64_CONSTANT (1000000000) + time.tv_nsec;
}

static int
compare_times (const void *a,
               const void *b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

static double
median_us (gint64 *times,
           guint   n)
{
  qsort (times, n, sizeof (gint64), compare_times);
  return times[n / 2] / 1000.0;
}

/* Distances of two answers must agree; ids may differ where the tree's single
 * precision cannot tell two people apart. */
static guint
disagreements (CalloutRoster         *roster,
               const CalloutQuestion *question,
               const GArray          *answer,
               const gint64          *ids,
               guint                  n_ids)
{
  guint n = ABS ((int) answer->len - (int) n_ids);

  for (guint i = 0; i < MIN (answer->len, n_ids); i++)
    {
      CalloutCandidate line;

      g_assert_true (callout_roster_judge (roster, question, ids[i], &line));
      n += !callout_candidate_is_eligible (&line, question) ||
           fabs (line.distance_m - g_array_index (answer, CalloutCandidate, i).distance_m) > 2;
    }
  return n;
}

static void
measure (CalloutRoster      *roster,
         sqlite3_stmt       *tree,
         guint               scenario,
         const CalloutPoint *places)
{
  g_autofree gint64 *all = g_new (gint64, n_questions);
  g_autofree gint64 *eligible = g_new (gint64, n_questions);
  g_autofree gint64 *best = g_new (gint64, n_questions);
  g_autofree gint64 *yardstick = g_new (gint64, n_questions);
  g_auto (CalloutQuestion) question = { 0 };
  guint wrong = 0, n_eligible = 0;
  double best_us, yardstick_us;

  for (int i = 0; i < n_questions; i++)
    {
      g_autoptr (GArray) everybody = NULL;
      g_autoptr (GArray) those = NULL;
      g_autoptr (GArray) ten = NULL;
      gint64 ids[BEST];
      guint n_ids;
      gint64 t0, t1, t2, t3, t4;

      ask (scenario, places[i], &question);
      t0 = now_ns ();
      everybody = callout_roster_rank (roster, &question, 0, TRUE);
      t1 = now_ns ();
      those = callout_roster_rank (roster, &question, 0, FALSE);
      t2 = now_ns ();
      ten = callout_roster_rank (roster, &question, BEST, FALSE);
      t3 = now_ns ();
      n_ids = tree_ask (tree, &question, ids);
      t4 = now_ns ();
      all[i] = t1 - t0;
      eligible[i] = t2 - t1;
      best[i] = t3 - t2;
      yardstick[i] = t4 - t3;
      n_eligible += those->len;
      wrong += disagreements (roster, &question, ten, ids, n_ids);
    }

  best_us = median_us (best, n_questions);
  yardstick_us = median_us (yardstick, n_questions);
  g_print ("%-6s %9u %10.2f ms %8.2f ms %9.3f ms %9.3f ms %8.2f x %7u\n",
           scenarios[scenario].name, n_eligible / n_questions,
           median_us (all, n_questions) / 1000, median_us (eligible, n_questions) / 1000,
           best_us / 1000, yardstick_us / 1000, yardstick_us / best_us, wrong);
}

/* -- the tables for others ------------------------------------------------- */

static void
export_tables (CalloutRoster      *roster,
               GArray             *people,
               const CalloutPoint *places)
{
  g_autofree char *resources = g_build_filename (folder, "resource.csv", NULL);
  g_autofree char *questions = g_build_filename (folder, "question.csv", NULL);
  FILE *stream = g_fopen (resources, "w");

  if (stream == NULL)
    g_error ("%s cannot be written", resources);
  for (guint i = 0; i < people->len; i++)
    {
      const CalloutResource *p = &g_array_index (people, CalloutResource, i);
      char where[100] = "";

      if (p->has_position)
        g_snprintf (where, sizeof where, "SRID=4326;POINT(%.9f %.9f)", p->position.longitude, p->position.latitude);
      fprintf (stream, "%" G_GINT64_FORMAT ",%s,%" G_GINT64_FORMAT ",%d,%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT
               ",%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT ",%d\n",
               p->id, where, p->position_at, p->available, p->duty_from, p->duty_until,
               callout_bits_word (&p->skills, 0), callout_bits_word (&p->groups, 0), p->external);
    }
  fclose (stream);

  stream = g_fopen (questions, "w");
  if (stream == NULL)
    g_error ("%s cannot be written", questions);
  for (guint scenario = 0; scenario < N_SCENARIOS; scenario++)
    {
      g_autofree gint64 *times = g_new (gint64, n_questions);
      g_auto (CalloutQuestion) q = { 0 };

      for (int i = 0; i < n_questions; i++)
        {
          g_autoptr (GArray) ten = NULL;
          double furthest = -1;
          gint64 start;

          ask (scenario, places[i], &q);
          start = now_ns ();
          ten = callout_roster_rank (roster, &q, BEST, FALSE);
          times[i] = now_ns () - start;
          if (ten->len > 0)
            furthest = g_array_index (ten, CalloutCandidate, ten->len - 1).distance_m;
          fprintf (stream, "%s,%d,SRID=4326;POINT(%.9f %.9f),%" G_GINT64_FORMAT ",%d,%" G_GUINT64_FORMAT ",%" G_GINT64_FORMAT
                   ",%d,%" G_GINT64_FORMAT ",%.1f,%u,%.3f\n",
                   scenarios[scenario].name, i, q.place.longitude, q.place.latitude, q.at,
                   (q.waived & CALLOUT_REASON_UNAVAILABLE) != 0, callout_bits_word (&q.skills, 0),
                   q.any_group ? (gint64) -1 : (gint64) callout_bits_word (&q.groups, 0), q.allow_external,
                   q.position_validity > 0 ? q.at - q.position_validity : 0,
                   q.radius_m > 0 ? q.radius_m : 3e7, ten->len, furthest);
        }
      /* what the yardstick is compared with */
      g_print ("%s %.4f\n", scenarios[scenario].name, median_us (times, n_questions) / 1000);
    }
  fclose (stream);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutRoster) roster = callout_roster_new ();
  g_autoptr (GArray) people = g_array_new (FALSE, TRUE, sizeof (CalloutResource));
  g_autoptr (GRand) rand = g_rand_new_with_seed (311);
  g_autofree CalloutPoint *places = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || rows < 1 || n_questions < 1)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "At least one row and one question are needed");
      return 2;
    }

  g_array_set_clear_func (people, (GDestroyNotify) callout_resource_clear);
  g_array_set_size (people, rows);
  places = g_new (CalloutPoint, n_questions);
  for (int i = 0; i < rows; i++)
    {
      CalloutResource *person = &g_array_index (people, CalloutResource, i);

      random_resource (rand, i + 1, person);
      callout_roster_set (roster, person);
    }
  for (int i = 0; i < n_questions; i++)
    random_place (rand, &places[i]);

  if (folder != NULL)
    {
      export_tables (roster, people, places);
    }
  else
    {
      sqlite3 *db = tree_new (people);
      sqlite3_stmt *tree = tree_question (db);

      g_print ("%d resources, medians of %d questions\n\n", rows, n_questions);
      g_print ("%-6s %9s %13s %11s %12s %12s %10s %7s\n", "", "eligible", "all+reasons", "eligible",
               "ten best", "R*Tree ten", "ratio", "differ");
      for (guint i = 0; i < N_SCENARIOS; i++)
        measure (roster, tree, i, places);
      g_print ("\n");
      for (guint i = 0; i < N_SCENARIOS; i++)
        g_print ("%s: %s\n", scenarios[i].name, scenarios[i].words);
      sqlite3_finalize (tree);
      sqlite3_close (db);
    }
  return 0;
}
