/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A writer that is killed at any moment: what it was told is on the disk is
 * there afterwards, what it was not told is there whole or not at all.
 *
 * CALLOUT_SEED repeats a campaign; CALLOUT_SOAK makes it a thousand kills.
 */
#include "callout-test-store.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Writes until it is killed, and says the number of each event on @out as soon
 * as it was acknowledged. */
static void
write_for_ever (Fixture *fixture,
                int      out)
{
  g_autoptr (CalloutStore) store = fixture_open (fixture, CALLOUT_STORE_OPEN);

  for (guint i = 0;; i++)
    {
      g_autoptr (CalloutEntity) ticket = NULL;
      g_autofree char *title = g_strdup_printf ("Ticket %u", i);
      gint64 number;

      /* Three rows at once: none of them alone. */
      write_begin (store, "ticket.create");
      ticket = insert_row (store, CALLOUT_KIND_TICKET, "title", title, "note", "first", "progress", "open", NULL);
      for (guint j = 0; j < 2; j++)
        {
          g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, ticket->id);
          g_object_unref (insert_row (store, CALLOUT_KIND_WORK_ORDER, "ticket", id, "workflow", "1", NULL));
        }
      change_row (store, ticket, "note", "second");
      number = write_end (store);
      if (write (out, &number, sizeof number) != sizeof number)
        _exit (0);
    }
}

/* Reads every number that was said; the last one, or 0. */
static gint64
read_numbers (int in)
{
  gint64 number, last = 0;

  while (read (in, &number, sizeof number) == sizeof number)
    last = number;
  return last;
}

static gint64
count (CalloutStore *store,
       CalloutKind   kind,
       const char   *filter)
{
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autoptr (GError) error = NULL;
  gint64 n;

  callout_query_add_filter (query, filter, &error);
  g_assert_no_error (error);
  n = callout_store_count (store, query, NULL, &error);
  g_assert_no_error (error);
  return n;
}

static void
assert_pages_are_sound (CalloutStore *store)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  callout_store_check (store, faults, &error);
  g_assert_no_error (error);
  /* These rows come without commands and without a house to stand in. */
  for (guint i = 0; i < faults->len; i++)
    if (strstr (faults->pdata[i], "without an event") == NULL && strstr (faults->pdata[i], "goes by a workflow") == NULL)
      g_error ("%s", (char *) faults->pdata[i]);
}

static void
test_kill (Fixture *fixture)
{
  const char *given = g_getenv ("CALLOUT_SEED");
  gboolean soak = g_getenv ("CALLOUT_SOAK") != NULL;
  guint32 seed = given != NULL && *given != '\0' ? (guint32) g_ascii_strtoull (given, NULL, 10) : soak ? g_random_int () : 7;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n = soak ? 1000 : 20;
  gint64 written = 0;

  g_test_message ("seed %u", seed);
  g_clear_object (&fixture->store);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CalloutStore) store = NULL;
      gint64 acknowledged, there;
      int pipes[2], status;
      pid_t writer;

      g_assert_cmpint (pipe (pipes), ==, 0);
      writer = fork ();
      g_assert_cmpint (writer, >=, 0);
      if (writer == 0)
        {
          close (pipes[0]);
          write_for_ever (fixture, pipes[1]);
        }
      close (pipes[1]);
      g_usleep ((gulong) g_rand_int_range (rand, 0, 60000));
      kill (writer, SIGKILL);
      g_assert_cmpint (waitpid (writer, &status, 0), ==, writer);
      g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
      acknowledged = read_numbers (pipes[0]);
      close (pipes[0]);

      store = fixture_open (fixture, CALLOUT_STORE_OPEN);
      there = callout_store_last_event (store, NULL);
      g_assert_cmpint (there, >=, MAX (acknowledged, written));
      if (acknowledged > 0)
        g_assert_cmpint (there, <=, acknowledged + 1); /* the one that was under way may have come through */
      g_assert_cmpint (count (store, CALLOUT_KIND_TICKET, ""), ==, there);
      g_assert_cmpint (count (store, CALLOUT_KIND_WORK_ORDER, ""), ==, 2 * there);
      g_assert_cmpint (count (store, CALLOUT_KIND_TICKET, "note=second and version=2"), ==, there);
      if (i % 10 == 9 || i + 1 == n)
        assert_pages_are_sound (store);
      written = there;
    }
  g_test_message ("%u kills, %" G_GINT64_FORMAT " events", n, written);
  g_assert_cmpint (written, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_store_test ("kill", test_kill);
  return g_test_run ();
}
