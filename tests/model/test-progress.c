/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-model.h"

#include "callout-error.h"

#include <string.h>

#define P(name) CALLOUT_PROGRESS_##name

/* The states of a ticket's life as the rules of the house have them, written
 * out: a letter for each move that is ever made; h by hand, a by itself, b both. */
static const char *const expected[] = {
  /* to: draft, open, assigned, in progress, done, closed, cancelled */
  ".h....h", /* from draft */
  "..a...h", /* open */
  ".a.bh.h", /* assigned */
  "..h.h.h", /* in progress */
  "...h.a.", /* done */
  ".hh....", /* closed */
  ".......", /* cancelled: it is final */
};

static void
test_table (void)
{
  for (int from = P (DRAFT); from <= P (CANCELLED); from++)
    for (int to = P (DRAFT); to <= P (CANCELLED); to++)
      {
        const CalloutMove *move = callout_progress_find (from, to);
        char sign = '.';

        if (move != NULL)
          sign = move->who != CALLOUT_MOVE_NOBODY && move->by_itself ? 'b' : move->by_itself ? 'a' : 'h';
        g_test_message ("%s to %s", callout_enum_key (CALLOUT_TYPE_PROGRESS, from), callout_enum_key (CALLOUT_TYPE_PROGRESS, to));
        g_assert_cmpint (sign, ==, expected[from][to]);
      }
}

/* By whose hand: A author, S assignee, M moderator, D dispatcher, E employee, C customer. */
static const struct {
  const char *command;
  int         from;
  const char *who;
} hands[] = {
  { "ticket.submit", P (DRAFT), "A" },
  { "ticket.start", P (ASSIGNED), "SM" },
  { "ticket.pause", P (IN_PROGRESS), "SM" },
  { "ticket.done", P (ASSIGNED), "SM" },
  { "ticket.done", P (IN_PROGRESS), "SM" },
  { "ticket.resume", P (DONE), "SM" },
  { "ticket.reopen", P (CLOSED), "E" },
  { "ticket.cancel", P (DRAFT), "AMD" },
  { "ticket.cancel", P (OPEN), "MDC" },
  { "ticket.cancel", P (ASSIGNED), "MD" },
  { "ticket.cancel", P (IN_PROGRESS), "MD" },
};

static void
test_whose_hand (void)
{
  static const char letters[] = "ASMDEC";

  for (guint i = 0; i < G_N_ELEMENTS (hands); i++)
    for (guint j = 0; letters[j] != '\0'; j++)
      {
        g_autoptr (GError) error = NULL;
        gboolean may = callout_progress_check_who (hands[i].command, hands[i].from, 1u << j, "Ada", &error);

        g_test_message ("%s from %d by %c", hands[i].command, hands[i].from, letters[j]);
        g_assert_cmpint (may, ==, strchr (hands[i].who, letters[j]) != NULL);
        if (may)
          continue;
        g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_ALLOWED);
        g_assert_nonnull (strstr (error->message, "Ada"));
        g_assert_null (strchr (error->message, '%'));
      }
}

static CalloutTicketFacts
facts_in (int progress)
{
  return (CalloutTicketFacts) { .progress = progress, .visibility = CALLOUT_VISIBILITY_PUBLIC, .ratings = TRUE, .customer = TRUE,
                                .outcome = progress >= P (DONE) ? CALLOUT_OUTCOME_COMPLETED : CALLOUT_OUTCOME_NONE };
}

static void
test_by_itself (void)
{
  CalloutTicketFacts facts = facts_in (P (OPEN));

  g_assert_cmpint (callout_progress_next (&facts), ==, P (OPEN));
  facts.anybody = TRUE;
  g_assert_cmpint (callout_progress_next (&facts), ==, P (ASSIGNED));
  facts.progress = P (ASSIGNED);
  g_assert_cmpint (callout_progress_next (&facts), ==, P (ASSIGNED));
  facts.begun = TRUE;
  g_assert_cmpint (callout_progress_next (&facts), ==, P (IN_PROGRESS));
  /* What somebody set by hand stays, whoever goes. */
  facts = facts_in (P (IN_PROGRESS));
  g_assert_cmpint (callout_progress_next (&facts), ==, P (IN_PROGRESS));
  facts.progress = P (ASSIGNED);
  g_assert_cmpint (callout_progress_next (&facts), ==, P (OPEN));
  for (int i = 0; i < 2; i++)
    {
      facts = facts_in (i == 0 ? P (CLOSED) : P (CANCELLED));
      facts.anybody = TRUE;
      g_assert_cmpint (callout_progress_next (&facts), ==, facts.progress);
    }
}

/* Every automatic move that is ever wanted stands in the table. */
static void
test_by_itself_along_the_table (void)
{
  for (guint bits = 0; bits < 1u << 11; bits++)
    for (int progress = P (DRAFT); progress <= P (CANCELLED); progress++)
      {
        CalloutTicketFacts facts = { .progress = progress, .visibility = bits & 1, .outcome = (bits >> 1) & 3, .ratings = (bits >> 3) & 1,
                                     .customer = (bits >> 4) & 1, .rated = (bits >> 5) & 1, .anybody = (bits >> 6) & 1,
                                     .begun = (bits >> 7) & 1, .unfinished = (bits >> 8) & 1 };
        CalloutProgress next = callout_progress_next (&facts);
        const CalloutMove *move;
        guint steps = 0;

        if (next == (CalloutProgress) progress)
          continue;
        move = callout_progress_find (progress, next);
        g_assert_nonnull (move);
        g_assert_true (move->by_itself);
        /* And it comes to rest. */
        for (; callout_progress_next (&facts) != (CalloutProgress) facts.progress; steps++)
          facts.progress = callout_progress_next (&facts);
        g_assert_cmpuint (steps, <=, 2);
      }
}

static void
test_closed_at_once (void)
{
  CalloutTicketFacts facts = facts_in (P (DONE));

  g_assert_cmpint (callout_progress_next (&facts), ==, P (DONE));
  facts.ratings = FALSE;
  g_assert_cmpint (callout_progress_next (&facts), ==, P (CLOSED));
  facts = facts_in (P (DONE));
  facts.visibility = CALLOUT_VISIBILITY_INTERNAL;
  g_assert_cmpint (callout_progress_next (&facts), ==, P (CLOSED));
  facts = facts_in (P (DONE));
  facts.outcome = CALLOUT_OUTCOME_NOT_PERFORMED;
  g_assert_cmpint (callout_progress_next (&facts), ==, P (CLOSED));
  facts = facts_in (P (DONE));
  facts.customer = FALSE;
  g_assert_cmpint (callout_progress_next (&facts), ==, P (CLOSED));
  facts = facts_in (P (DONE));
  facts.rated = TRUE;
  g_assert_cmpint (callout_progress_next (&facts), ==, P (CLOSED));
}

static void
test_rating (void)
{
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 8; i++)
    {
      CalloutTicketFacts facts = facts_in (P (DONE));
      g_autoptr (GError) error = NULL;

      if (i == 1)
        facts.progress = P (IN_PROGRESS);
      else if (i == 2)
        facts.progress = P (CLOSED);
      else if (i == 3)
        facts.rated = TRUE;
      else if (i == 4)
        facts.visibility = CALLOUT_VISIBILITY_INTERNAL;
      else if (i == 5)
        facts.ratings = FALSE;
      else if (i == 6)
        facts.outcome = CALLOUT_OUTCOME_NOT_PERFORMED;
      else if (i == 7)
        facts.progress = P (CANCELLED);
      g_assert_cmpint (callout_progress_check_rating (&facts, "T-7", &error), ==, i == 0);
      if (i == 0)
        continue;
      g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_WRONG_STATE);
      g_assert_nonnull (strstr (error->message, "T-7"));
      g_assert_true (g_hash_table_add (sentences, g_strdup (error->message))); /* each its own */
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/progress/2.12-2.20-table", test_table);
  g_test_add_func ("/model/progress/2.12-2.28-whose-hand", test_whose_hand);
  g_test_add_func ("/model/progress/2.13-2.30-by-itself", test_by_itself);
  g_test_add_func ("/model/progress/by-itself-along-the-table", test_by_itself_along_the_table);
  g_test_add_func ("/model/progress/2.48-2.50-closed-at-once", test_closed_at_once);
  g_test_add_func ("/model/progress/0.30-0.31-rating-early-late-twice", test_rating);
  return g_test_run ();
}
