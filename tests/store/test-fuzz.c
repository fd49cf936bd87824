/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What people and programs type, broken at random: it is understood or refused
 * in a sentence, and what was understood can be asked.
 *
 * CALLOUT_SEED repeats a run; CALLOUT_SOAK makes it a long one.
 */
#include "callout-test-store.h"

#include <string.h>

static const char *const seeds[] = {
  "title~lamp", "state=pending-group|assigned and priority!=high", "due_latest<2026-03-08T14:30:00-05:00", "vip=true and escalated=false",
  "customer=C-1", "skills=lamp|ladder", "latitude>42.3 and longitude<-71", "created_at>2026-01-01", "type=", "cycle>0 AND version<9",
  "-title", "due_latest", "Mo-Fr 07:00-15:30; Sa 22:00-06:00", "2015-03-08T01:59:00.123456-05:00", "T-1001", "WO-12", "lamp \"street light\" 42*",
};

static const char *const pieces[] = {
  "=", "!=", "~", "<", ">", "|", " and ", " AND ", "\"", "'", "*", "(", ")", ":", "-", "%", "_", "\\", "\n", "\t", " ", "", "\xff", "\xc3",
  "\xe2\x80\xae", "\xf0\x9f\x92\xa1", "NULL", "0", "9223372036854775808", "1e400", "nan", "title", "state", "id", "$1", "--", ";", "x",
};

static guint
pick (GRand *rand,
      guint  n)
{
  return (guint) g_rand_int_range (rand, 0, (gint32) n);
}

/* A seed with pieces put in, cut out, doubled and bytes changed. */
static char *
broken (GRand *rand)
{
  g_autoptr (GString) text = g_string_new (seeds[pick (rand, G_N_ELEMENTS (seeds))]);
  guint n = pick (rand, 6);

  for (guint i = 0; i < n; i++)
    {
      gssize at = pick (rand, (guint) text->len + 1);

      switch (pick (rand, 4))
        {
        case 0:
          g_string_insert (text, at, pieces[pick (rand, G_N_ELEMENTS (pieces))]);
          break;
        case 1:
          if (text->len > 0)
            g_string_erase (text, MIN ((gsize) at, text->len - 1), 1);
          break;
        case 2:
          {
            g_autofree char *tail = g_strdup (text->str + at);
            g_string_append (text, tail);
          }
          break;
        default:
          if (text->len > 0)
            text->str[MIN ((gsize) at, text->len - 1)] = (char) (1 + pick (rand, 255));
          break;
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_sentence (const GError *error,
                 const char   *text)
{
  if (error == NULL || error->domain != CALLOUT_ERROR || error->code != CALLOUT_ERROR_INVALID || strlen (error->message) < 9)
    g_error ("“%s”: %s", text, error != NULL ? error->message : "refused without a word");
}

static void
ask (Fixture      *fixture,
     CalloutQuery *query,
     const char   *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = callout_store_query_ids (fixture->store, query, NULL, NULL, &error);

  if (ids == NULL)
    g_error ("“%s” was taken, but cannot be asked: %s", text, error->message);
  g_assert_cmpint (callout_store_count (fixture->store, query, NULL, &error), >=, 0);
}

static void
test_fuzz (Fixture *fixture)
{
  const char *given = g_getenv ("CALLOUT_SEED");
  gboolean soak = g_getenv ("CALLOUT_SOAK") != NULL;
  guint32 seed = given != NULL && *given != '\0' ? (guint32) g_ascii_strtoull (given, NULL, 10) : soak ? g_random_int () : 42;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n = soak ? 2000000 : 6000;
  guint understood = 0;

  g_test_message ("seed %u", seed);
  write_begin (fixture->store, "test.furnish");
  g_object_unref (insert_row (fixture->store, CALLOUT_KIND_TICKET, "title", "Lamp", "latitude", "0", "longitude", "0", NULL));
  write_end (fixture->store);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = broken (rand);
      CalloutKind kind = CALLOUT_KIND_NONE + 1 + pick (rand, CALLOUT_N_KINDS - 1);
      g_autoptr (CalloutQuery) query = callout_query_new (kind);
      g_autoptr (CalloutShift) shift = NULL;
      g_autoptr (CalloutEntity) entity = NULL;
      g_autoptr (GError) error = NULL;
      CalloutTime time;

      if (callout_query_add_filter (query, text, &error))
        {
          understood++;
          ask (fixture, query, text);
        }
      else
        assert_sentence (error, text);
      g_clear_error (&error);

      if (!callout_query_parse_sort (query, text, &error))
        assert_sentence (error, text);
      g_clear_error (&error);
      callout_query_set_words (query, text);
      ask (fixture, query, text);

      if (!callout_time_parse (text, &time, &error))
        assert_sentence (error, text);
      g_clear_error (&error);
      shift = callout_shift_parse (text, &error);
      if (shift == NULL)
        assert_sentence (error, text);
      g_clear_error (&error);
      entity = callout_store_resolve (fixture->store, kind, text, &error);
      g_assert_true (entity != NULL || g_error_matches (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND));
    }
  g_test_message ("%u of %u understood", understood, n);
  g_assert_cmpuint (understood, >, n / 50);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_store_test ("fuzz", test_fuzz);
  return g_test_run ();
}
