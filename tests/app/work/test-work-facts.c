/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-test-house.h"
#include "callout-work-facts.h"

#include <string.h>

#define DO(login, command, ref, args) g_object_unref (house_do (house, login, command, ref, args))

/* A work order ada leads and ben helps with, sent out. */
static char *
offer (House *house)
{
  char *ref = house_new_order (house);

  DO ("dina", "work-order.assign", ref, "lead=ada;collaborator=ben");
  DO ("dina", "work-order.publish", ref, NULL);
  return ref;
}

static CalloutWorkFacts *
try_read (House       *house,
          const char  *login,
          const char  *ref,
          GError     **error)
{
  CalloutKind kind;
  gint64 id;

  g_assert_true (callout_ref_parse (ref, &kind, &id));
  return callout_work_facts_read (house->store, house_person (house, login), id, error);
}

static CalloutWorkFacts *
read_facts (House      *house,
            const char *login,
            const char *ref)
{
  g_autoptr (GError) error = NULL;
  CalloutWorkFacts *facts = try_read (house, login, ref, &error);

  g_assert_no_error (error);
  return facts;
}

/* The line in short: “+accept >travel work”: reported, next, to come. */
static char *
line_of (CalloutWorkFacts *facts)
{
  static const char *const signs[] = { "+", ">", "" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < facts->line->len; i++)
    {
      CalloutWorkStep *step = g_ptr_array_index (facts->line, i);

      g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", signs[step->mark], step->step->key);
      g_assert_true ((step->at != 0) == (step->mark == CALLOUT_WORK_MARK_DONE));
    }
  return g_string_free (text, FALSE);
}

static void
assert_line (House      *house,
             const char *login,
             const char *ref,
             const char *line)
{
  g_autoptr (CalloutWorkFacts) facts = read_facts (house, login, ref);
  g_autofree char *seen = line_of (facts);

  g_assert_cmpstr (seen, ==, line);
}

static void
assert_next (House      *house,
             const char *login,
             const char *ref,
             const char *command,
             const char *step,
             gboolean    allowed)
{
  g_autoptr (CalloutWorkFacts) facts = read_facts (house, login, ref);

  g_assert_cmpstr (facts->command, ==, command);
  g_assert_cmpstr (facts->next != NULL ? facts->next->key : NULL, ==, step);
  g_assert_cmpint (facts->allowed, ==, allowed);
  g_assert_true (allowed || command == NULL || (facts->why_not != NULL && *facts->why_not != '\0'));
}

static void
test_lead (void)
{
  static const char *const steps[] = { "travel", "work", "checkout", "close" };
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = offer (house);

  assert_line (house, "ada", ref, ">accept travel work checkout close");
  assert_next (house, "ada", ref, "work-order.accept", "accept", TRUE);
  DO ("ada", "work-order.accept", ref, NULL);
  assert_line (house, "ada", ref, "+accept >travel work checkout close");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (CalloutWorkFacts) facts = read_facts (house, "ada", ref);
      g_autofree char *args = g_strconcat ("step=", steps[i], NULL);

      g_assert_cmpstr (facts->next->key, ==, steps[i]);
      g_assert_cmpint (facts->ends, ==, g_str_equal (steps[i], "close"));
      /* Once on the way, it is not refused any more. */
      g_assert_cmpint (facts->can_reject, ==, i == 0);
      DO ("ada", facts->command, ref, args);
    }
  assert_line (house, "ada", ref, "+accept +travel +work +checkout +close");
  assert_next (house, "ada", ref, NULL, NULL, FALSE);
}

/* Set back by a dispatcher, what was reported after the acceptance is to be
 * reported again. */
static void
test_override (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = offer (house);

  DO ("ada", "work-order.accept", ref, NULL);
  DO ("ada", "work-order.step", ref, NULL);
  assert_line (house, "ada", ref, "+accept +travel >work checkout close");
  DO ("dina", "work-order.override", ref, "reason=Wrong road");
  assert_line (house, "ada", ref, "+accept >travel work checkout close");
}

static void
test_collaborator (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = offer (house);
  g_autoptr (CalloutWorkFacts) facts = NULL;

  assert_line (house, "ben", ref, "accept >travel work checkout close");
  assert_next (house, "ben", ref, "work-order.step", "travel", FALSE);
  DO ("ada", "work-order.accept", ref, NULL);
  DO ("ada", "work-order.step", ref, NULL);
  assert_next (house, "ben", ref, "work-order.step", "travel", TRUE);
  facts = read_facts (house, "ben", ref);
  g_assert_cmpint (((CalloutWorkStep *) g_ptr_array_index (facts->line, 1))->lead_at, !=, 0);
  g_assert_cmpstr (((CalloutWorkStep *) g_ptr_array_index (facts->line, 0))->by, ==, "Ada Engineer");

  DO ("ben", "work-order.step", ref, "step=travel");
  assert_line (house, "ben", ref, "+accept +travel >work checkout close");
  /* His time moved nothing of the lead's. */
  assert_line (house, "ada", ref, "+accept +travel >work checkout close");
  DO ("ben", "work-order.step", ref, "step=work");
  DO ("ben", "work-order.step", ref, "step=checkout");
  g_clear_pointer (&facts, callout_work_facts_free);
  facts = read_facts (house, "ben", ref);
  g_assert_cmpstr (facts->next->key, ==, "close");
  g_assert_false (facts->ends);
}

/* Every work order has the steps it was made with. */
static void
test_versions (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *old = offer (house);
  g_autofree char *fresh = NULL;

  DO ("root", "workflow.add-step", NULL, "label=Look at it;status=planned;index=0");
  DO ("root", "workflow.add-step", NULL, "label=On my way;status=travel;index=0");
  DO ("root", "workflow.publish", NULL, NULL);
  fresh = offer (house);
  assert_line (house, "ada", old, ">accept travel work checkout close");
  assert_line (house, "ada", fresh, ">look-at-it accept on-my-way travel work checkout close");
  /* What stands before Accept is reported before it. */
  assert_next (house, "ada", fresh, "work-order.step", "look-at-it", TRUE);
  DO ("ada", "work-order.step", fresh, "step=look-at-it");
  assert_next (house, "ada", fresh, "work-order.accept", "accept", TRUE);
  DO ("ada", "work-order.accept", fresh, NULL);
  assert_line (house, "ada", fresh, "+look-at-it +accept >on-my-way travel work checkout close");
}

static void
assert_gone (House      *house,
             const char *login,
             const char *ref)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutWorkFacts) facts = try_read (house, login, ref, &error);

  g_assert_null (facts);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, ref));
}

static void
test_gone (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = offer (house);

  /* A dispatcher sees it, and is not on it. */
  assert_gone (house, "dina", ref);
  DO ("ben", "work-order.reject", ref, "reason=Too far");
  assert_gone (house, "ben", ref);
  DO ("dina", "work-order.unpublish", ref, NULL);
  assert_gone (house, "ada", ref);
}

/* Why nothing was done is kept with the last step, and asked of no other. */
static void
test_reason (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = offer (house);
  g_autoptr (CalloutWorkOrder) order = NULL;

  DO ("ada", "work-order.accept", ref, NULL);
  house_assert_refused (house, "ada", "work-order.step", ref, "step=travel;reason=Rain", CALLOUT_ERROR_INVALID);
  for (guint i = 0; i < 3; i++)
    DO ("ada", "work-order.step", ref, NULL);
  DO ("ada", "work-order.step", ref, "outcome=not-performed;reason=Nobody was there");
  order = house_order (house, ref);
  g_assert_cmpint (order->outcome, ==, CALLOUT_OUTCOME_NOT_PERFORMED);
  house_assert_sound (house);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/facts/lead", test_lead);
  g_test_add_func ("/work/facts/override", test_override);
  g_test_add_func ("/work/facts/collaborator", test_collaborator);
  g_test_add_func ("/work/facts/versions", test_versions);
  g_test_add_func ("/work/facts/gone", test_gone);
  g_test_add_func ("/work/facts/reason", test_reason);
  return g_test_run ();
}
