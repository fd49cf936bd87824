/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-test-house.h"

#include <string.h>

static int
state_of (House      *house,
          const char *ref)
{
  g_autoptr (CalloutWorkOrder) order = house_order (house, ref);

  return order->state;
}

static int
progress_of (House      *house,
             const char *ref)
{
  g_autoptr (CalloutWorkOrder) order = house_order (house, ref);

  return order->progress;
}

#define DO(login, command, ref, args) g_object_unref (house_do (house, login, command, ref, args))

static void
test_assign_and_undo (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = house_new_order (house);
  g_autoptr (CalloutWorkOrder) order = NULL;
  g_autoptr (CalloutEntity) undone = NULL;
  g_autoptr (GError) error = NULL;

  DO ("dina", "work-order.assign", ref, "lead=ada;collaborator=ben;collaborator=zoe");
  order = house_order (house, ref);
  g_assert_cmpint (order->state, ==, CALLOUT_WORK_STATE_ASSIGNED);
  g_assert_cmpstr (order->lead, ==, "ada");
  g_assert_cmpstr (order->lead_name, ==, "Ada Engineer");
  g_assert_cmpstr (order->collaborators, ==, "ben zoe");
  g_assert_cmpint (order->progress, ==, CALLOUT_PROGRESS_ASSIGNED);

  undone = callout_commands_undo (house->store, house_person (house, "dina"), CALLOUT_SOURCE_CTL, 0, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&order);
  order = house_order (house, ref);
  g_assert_cmpint (order->state, ==, CALLOUT_WORK_STATE_PENDING_DISPATCH);
  g_assert_null (order->lead);
  g_assert_null (order->collaborators);
  g_assert_cmpint (order->progress, ==, CALLOUT_PROGRESS_OPEN);
  house_assert_sound (house);
}

static void
test_undo_refuses_when_built_on (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = house_new_order (house);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) undone = NULL;

  DO ("dina", "work-order.assign", ref, "lead=ada");
  DO ("otto", "work-order.publish", ref, NULL);
  undone = callout_commands_undo (house->store, house_person (house, "dina"), CALLOUT_SOURCE_CTL, 0, NULL, &error);
  g_assert_null (undone);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Otto Desk"));
  g_clear_error (&error);

  undone = callout_commands_undo (house->store, house_person (house, "otto"), CALLOUT_SOURCE_CTL, 0, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&undone);
  g_assert_cmpint (state_of (house, ref), ==, CALLOUT_WORK_STATE_ASSIGNED);
  house_assert_sound (house);
}

/* A collaborator's refusal is taken back only while there is something to come back to. */
static void
test_undo_of_a_refusal (void)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (House) house = house_new ();
      g_autofree char *ref = house_new_order (house);
      g_autoptr (GError) error = NULL;
      g_autoptr (CalloutEntity) undone = NULL;

      DO ("dina", "work-order.assign", ref, "lead=ada;collaborator=ben");
      DO ("dina", "work-order.publish", ref, NULL);
      DO ("ben", "work-order.reject", ref, "reason=no ladder");
      if (i == 1)
        {
          DO ("dina", "work-order.unpublish", ref, NULL);
          DO ("dina", "work-order.cancel", ref, "reason=duplicate");
        }
      if (i == 2)
        DO ("dina", "work-order.reallocate", ref, "collaborator=ben");
      undone = callout_commands_undo (house->store, house_person (house, "ben"), CALLOUT_SOURCE_CTL, 0, NULL, &error);
      if (i == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
      if (error != NULL)
        g_test_message ("%s", error->message);
      house_assert_sound (house);
    }
}

/* Contract rows of document 4: assign within the group only, reassign, return. */
static void
test_group (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = house_new_order (house);
  g_autoptr (CalloutWorkOrder) order = NULL;

  house_assert_refused (house, "gina", "work-order.route", ref, "group=lights", CALLOUT_ERROR_NOT_ALLOWED);
  DO ("otto", "work-order.route", ref, "group=trees;note=near the park");
  g_assert_cmpint (state_of (house, ref), ==, CALLOUT_WORK_STATE_PENDING_GROUP);

  /* Gina does not even see what lies in Trees; the dispatchers do, but it is not theirs now. */
  house_assert_refused (house, "gina", "work-order.return", ref, "reason=no", CALLOUT_ERROR_NOT_FOUND);
  house_assert_refused (house, "dina", "work-order.assign", ref, "lead=zoe", CALLOUT_ERROR_NOT_ALLOWED);

  DO ("gert", "work-order.reassign-group", ref, "group=lights");
  order = house_order (house, ref);
  g_assert_cmpstr (order->group_key, ==, "lights");
  g_assert_cmpstr (order->routed_by_login, ==, "otto");
  g_clear_object (&order);

  house_assert_refused (house, "gina", "work-order.assign", ref, "lead=zoe", CALLOUT_ERROR_NOT_ALLOWED);
  house_assert_refused (house, "gina", "work-order.assign", ref, "lead=ada;collaborator=zoe", CALLOUT_ERROR_NOT_ALLOWED);
  house_assert_refused (house, "gina", "work-order.return", ref, NULL, CALLOUT_ERROR_INVALID);
  DO ("gina", "work-order.return", ref, "reason=wrong district");
  order = house_order (house, ref);
  g_assert_cmpint (order->state, ==, CALLOUT_WORK_STATE_PENDING_DISPATCH);
  g_assert_null (order->group_key);
  g_assert_cmpstr (order->routed_by_login, ==, "otto"); /* the original dispatcher, not the group before */
  g_clear_object (&order);

  DO ("dina", "work-order.route", ref, "group=lights");
  DO ("gina", "work-order.assign", ref, "lead=ada;collaborator=pia");
  g_assert_cmpint (state_of (house, ref), ==, CALLOUT_WORK_STATE_ASSIGNED);
  house_assert_sound (house);
}

static void
test_grab (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = house_new_order (house);

  DO ("dina", "work-order.route", ref, "group=lights");
  house_assert_refused (house, "ada", "work-order.assign", ref, "lead=ada", CALLOUT_ERROR_NOT_FOUND);
  DO ("gina", "work-order.reassign-group", ref, "group=trees");
  house_assert_refused (house, "zoe", "work-order.assign", ref, "lead=zoe;collaborator=ada", CALLOUT_ERROR_NOT_ALLOWED);
  DO ("zoe", "work-order.assign", ref, "lead=zoe");
  g_assert_cmpint (state_of (house, ref), ==, CALLOUT_WORK_STATE_ASSIGNED);
}

static void
test_reallocate (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = house_new_order (house);
  g_autoptr (CalloutWorkOrder) order = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  gint64 id;

  DO ("dina", "work-order.assign", ref, "lead=ada;collaborator=ben;collaborator=cem");
  house_assert_refused (house, "otto", "work-order.reallocate", ref, "lead=ben", CALLOUT_ERROR_NOT_ALLOWED);
  DO ("dina", "work-order.publish", ref, NULL);
  DO ("ada", "work-order.accept", ref, NULL);
  order = house_order (house, ref);
  id = CALLOUT_ENTITY (order)->id;
  before = callout_store_children (house->store, CALLOUT_KIND_ASSIGNMENT, "work_order", id, NULL);

  /* Only one collaborator is replaced: who stays keeps the row and its times. */
  DO ("dina", "work-order.reallocate", ref, "collaborator=ben;collaborator=zoe");
  after = callout_store_children (house->store, CALLOUT_KIND_ASSIGNMENT, "work_order", id, NULL);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (CALLOUT_ENTITY (after->pdata[i])->version, ==, CALLOUT_ENTITY (before->pdata[i])->version);
  g_clear_object (&order);
  order = house_order (house, ref);
  g_assert_cmpstr (order->collaborators, ==, "ben zoe");
  g_assert_cmpint (order->state, ==, CALLOUT_WORK_STATE_ACCEPTED);

  /* A new lead accepts anew; the old one may stay as a help. */
  DO ("dina", "work-order.reallocate", ref, "lead=ben;collaborator=ada");
  g_clear_object (&order);
  order = house_order (house, ref);
  g_assert_cmpstr (order->lead, ==, "ben");
  g_assert_cmpstr (order->collaborators, ==, "ada");
  g_assert_cmpint (order->state, ==, CALLOUT_WORK_STATE_ASSIGNED);
  g_assert_cmpint (order->published_at, ==, 0);
  house_assert_refused (house, "dina", "work-order.reallocate", ref, "lead=ben;collaborator=ada", CALLOUT_ERROR_INVALID);
  house_assert_sound (house);
}

static void
test_reject (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = house_new_order (house);
  g_autoptr (CalloutWorkOrder) order = NULL;

  DO ("dina", "work-order.route", ref, "group=lights");
  DO ("gina", "work-order.assign", ref, "lead=ada;collaborator=ben");
  house_assert_refused (house, "ada", "work-order.accept", ref, NULL, CALLOUT_ERROR_NOT_FOUND); /* not published yet */
  DO ("gina", "work-order.publish", ref, NULL);
  house_assert_refused (house, "ben", "work-order.accept", ref, NULL, CALLOUT_ERROR_NOT_ALLOWED);
  house_assert_refused (house, "ben", "work-order.reject", ref, NULL, CALLOUT_ERROR_INVALID);
  DO ("ben", "work-order.reject", ref, "reason=no ladder");
  g_assert_cmpint (state_of (house, ref), ==, CALLOUT_WORK_STATE_DISPATCHED);
  DO ("ada", "work-order.reject", ref, "reason=schedule conflict");
  order = house_order (house, ref);
  g_assert_cmpint (order->state, ==, CALLOUT_WORK_STATE_PENDING_GROUP);
  g_assert_cmpstr (order->group_key, ==, "lights");
  g_assert_null (order->lead);
  g_assert_cmpint (order->progress, ==, CALLOUT_PROGRESS_OPEN);
  house_assert_sound (house);
}

static void
test_steps (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = house_new_order (house);

  DO ("dina", "work-order.assign", ref, "lead=ada;collaborator=ben");
  DO ("dina", "work-order.publish", ref, NULL);
  DO ("ada", "work-order.accept", ref, "latitude=42.3;longitude=-71.1");
  house_assert_refused (house, "ada", "work-order.step", ref, "step=work", CALLOUT_ERROR_WRONG_STATE);
  DO ("ada", "work-order.step", ref, "step=travel");
  g_assert_cmpint (progress_of (house, ref), ==, CALLOUT_PROGRESS_IN_PROGRESS);
  house_assert_refused (house, "dina", "work-order.reallocate", ref, "lead=ben", CALLOUT_ERROR_WRONG_STATE);
  house_assert_refused (house, "dina", "work-order.cancel", ref, "reason=x", CALLOUT_ERROR_WRONG_STATE);
  DO ("otto", "work-order.override", ref, "reason=car broke down");
  g_assert_cmpint (state_of (house, ref), ==, CALLOUT_WORK_STATE_ACCEPTED);
  DO ("ada", "work-order.step", ref, NULL);
  DO ("ben", "work-order.step", ref, "step=work"); /* a help logs times and moves nothing */
  g_assert_cmpint (state_of (house, ref), ==, CALLOUT_WORK_STATE_TRAVEL);
  DO ("ada", "work-order.step", ref, NULL);
  g_assert_cmpint (state_of (house, ref), ==, CALLOUT_WORK_STATE_WORK);
  DO ("ada", "work-order.step", ref, NULL);
  /* Whoever comes later must be able to read why. */
  house_assert_refused (house, "ada", "work-order.step", ref, "outcome=not-performed", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "ada", "work-order.step", ref, "outcome=not-performed;reason=  ", CALLOUT_ERROR_INVALID);
  g_assert_cmpint (state_of (house, ref), ==, CALLOUT_WORK_STATE_CHECKED_OUT);
  DO ("ada", "work-order.step", ref, "outcome=not-performed;reason=nobody was in");
  g_assert_cmpint (state_of (house, ref), ==, CALLOUT_WORK_STATE_CLOSED);
  house_assert_refused (house, "ada", "work-order.step", ref, NULL, CALLOUT_ERROR_WRONG_STATE);
  g_assert_cmpint (progress_of (house, ref), ==, CALLOUT_PROGRESS_IN_PROGRESS);
  house_assert_sound (house);
}

static void
test_bad_input (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = house_new_order (house);
  g_autofree char *huge = g_strnfill (5000, 'x');
  g_autofree char *huge_args = g_strconcat ("title=", huge, NULL);

  house_assert_refused (house, "dina", "ticket.create", NULL, "title=x;latitude=95;longitude=0", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "dina", "ticket.create", NULL, "title=x;latitude=5", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "dina", "ticket.create", NULL, "title=  ", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "dina", "ticket.create", NULL, huge_args, CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "dina", "ticket.create", NULL, "title=x;due_latest=2026-02-30T00:00:00Z", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "dina", "ticket.create", NULL, "title=x;colour=red", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "dina", "work-order.assign", ref, "lead=nobody", CALLOUT_ERROR_NOT_FOUND);
  house_assert_refused (house, "dina", "work-order.assign", ref, "lead=otto", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "dina", "work-order.assign", ref, "lead=ada;collaborator=ada", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "dina", "work-order.assign", "WO-999", "lead=ada", CALLOUT_ERROR_NOT_FOUND);
  house_assert_refused (house, "root", "person.set-roles", "root", "roles=dispatcher", CALLOUT_ERROR_NOT_ALLOWED);
  g_assert_cmpint (state_of (house, ref), ==, CALLOUT_WORK_STATE_PENDING_DISPATCH);
  DO ("dina", "ticket.create", NULL, "title=On the equator;latitude=0;longitude=0");
  house_assert_sound (house);
}

static void
test_lock_and_auto_publish (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = house_new_order (house);
  g_autofree char *other = house_new_order (house);

  DO ("dina", "work-order.lock", ref, NULL);
  house_assert_refused (house, "dina", "work-order.lock", ref, NULL, CALLOUT_ERROR_WRONG_STATE);
  house_assert_refused (house, "otto", "work-order.assign", ref, "lead=ada", CALLOUT_ERROR_WRONG_STATE);
  DO ("otto", "work-order.unlock", ref, NULL);
  DO ("root", "settings.set", NULL, "key=dispatch.auto-publish;value=true");
  DO ("otto", "work-order.assign", ref, "lead=ada");
  g_assert_cmpint (state_of (house, ref), ==, CALLOUT_WORK_STATE_DISPATCHED);
  g_object_unref (callout_commands_undo (house->store, house_person (house, "otto"), CALLOUT_SOURCE_CTL, 0, NULL, NULL));
  g_assert_cmpint (state_of (house, ref), ==, CALLOUT_WORK_STATE_PENDING_DISPATCH);
  DO ("mona", "work-order.cancel", other, "reason=duplicate");
  g_assert_cmpint (state_of (house, other), ==, CALLOUT_WORK_STATE_CANCELLED);
  house_assert_sound (house);
}

static void
undo_last (House      *house,
           const char *login)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) undone = NULL;

  undone = callout_commands_undo (house->store, house_person (house, login), CALLOUT_SOURCE_CTL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (undone);
}

/* What one took for oneself is out of one's sight until it is published, and
 * can be taken back all the same. */
static void
test_undo_own_grab (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = house_new_order (house);

  DO ("dina", "work-order.route", ref, "group=trees");
  DO ("zoe", "work-order.assign", ref, "lead=zoe");
  house_assert_refused (house, "zoe", "work-order.accept", ref, NULL, CALLOUT_ERROR_NOT_FOUND);
  undo_last (house, "zoe");
  g_assert_cmpint (state_of (house, ref), ==, CALLOUT_WORK_STATE_PENDING_GROUP);
}

/* Who was taken out of a group and put back is in it as before: also what was
 * done before that can still be taken back. */
static void
test_undo_membership (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutEntity) group = NULL;

  DO ("root", "group.add-member", "trees", "person=ada");
  DO ("root", "group.remove-member", "trees", "person=ada");
  undo_last (house, "root");
  group = callout_store_resolve (house->store, CALLOUT_KIND_GROUP, "trees", NULL);
  g_assert_cmpstr (CALLOUT_GROUP (group)->members, ==, "ada zoe");
  undo_last (house, "root");
  g_clear_object (&group);
  group = callout_store_resolve (house->store, CALLOUT_KIND_GROUP, "trees", NULL);
  g_assert_cmpstr (CALLOUT_GROUP (group)->members, ==, "zoe");
  house_assert_sound (house);
}

static void
test_empty_and_taken (void)
{
  g_autoptr (House) house = house_new ();

  DO ("root", "settings.set", NULL, "key=dispatch.radius-km;value=5;person=");
  house_assert_refused (house, "root", "settings.set", NULL, "key=dispatch.radius-km;value=5;person=nobody", CALLOUT_ERROR_NOT_FOUND);
  DO ("dina", "customer.create", NULL, "name=One;external_source=crm;external_id=1");
  DO ("dina", "customer.create", NULL, "name=Two;external_source=crm;external_id=2");
  house_assert_refused (house, "dina", "customer.edit", "C-2", "external_id=1", CALLOUT_ERROR_CONFLICT);
  DO ("dina", "customer.edit", "C-2", "external_id=2;phone=5");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/commands/dispatch/assign-and-undo", test_assign_and_undo);
  g_test_add_func ("/commands/dispatch/undo-refuses-when-built-on", test_undo_refuses_when_built_on);
  g_test_add_func ("/commands/dispatch/undo-of-a-refusal", test_undo_of_a_refusal);
  g_test_add_func ("/commands/dispatch/group", test_group);
  g_test_add_func ("/commands/dispatch/grab", test_grab);
  g_test_add_func ("/commands/dispatch/reallocate", test_reallocate);
  g_test_add_func ("/commands/dispatch/reject", test_reject);
  g_test_add_func ("/commands/dispatch/steps", test_steps);
  g_test_add_func ("/commands/dispatch/bad-input", test_bad_input);
  g_test_add_func ("/commands/dispatch/lock-and-auto-publish", test_lock_and_auto_publish);
  g_test_add_func ("/commands/dispatch/undo-own-grab", test_undo_own_grab);
  g_test_add_func ("/commands/dispatch/undo-membership", test_undo_membership);
  g_test_add_func ("/commands/dispatch/empty-and-taken", test_empty_and_taken);
  return g_test_run ();
}
