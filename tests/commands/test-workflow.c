/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The workflow's draft, versions and what work orders keep of them. */
#include "callout-test-house.h"

#include <string.h>

#define DO(login, command, ref, args) g_object_unref (house_do (house, login, command, ref, args))

/* The steps of a version, or of the draft or current one, as `key:status`. */
static char *
line_of (House  *house,
         gint64  workflow)
{
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  if (workflow == 0)
    workflow = callout_store_draft_workflow (house->store, NULL);
  if (workflow == 0)
    workflow = callout_store_current_workflow (house->store, NULL);
  steps = callout_store_workflow_steps (house->store, workflow, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < steps->len; i++)
    {
      CalloutStep *step = g_ptr_array_index (steps, i);

      g_assert_cmpint (step->position, ==, i + 1);
      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", step->key,
                              callout_enum_key (CALLOUT_TYPE_PORTAL_STATUS, step->portal_status));
    }
  return g_string_free (text, FALSE);
}

#define ASSERT_LINE(workflow, expected) \
  G_STMT_START { \
    g_autofree char *line_ = line_of (house, workflow); \
    g_assert_cmpstr (line_, ==, expected); \
  } G_STMT_END

#define DEFAULT "accept:planned reject:planned travel:travel work:work checkout:finished close:finished"

static void
undo (House      *house,
      const char *login)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) result = callout_commands_undo (house->store, house_person (house, login), CALLOUT_SOURCE_CTL, 0, NULL,
                                                            &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
}

static void
test_draft_and_publish (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutEntity) step = NULL;
  g_autoptr (CalloutEntity) published = NULL;
  g_autoptr (CalloutEntity) draft = NULL;

  ASSERT_LINE (0, DEFAULT);
  g_assert_cmpint (callout_store_draft_workflow (house->store, NULL), ==, 0);
  house_assert_refused (house, "root", "workflow.publish", NULL, NULL, CALLOUT_ERROR_WRONG_STATE);
  house_assert_refused (house, "root", "workflow.discard", NULL, NULL, CALLOUT_ERROR_WRONG_STATE);

  step = house_do (house, "root", "workflow.add-step", NULL, "label=Take photos;status=work");
  g_assert_cmpstr (CALLOUT_STEP (step)->key, ==, "take-photos");
  g_assert_cmpint (CALLOUT_STEP (step)->workflow, ==, 2);
  ASSERT_LINE (0, "accept:planned reject:planned travel:travel work:work take-photos:work checkout:finished close:finished");
  ASSERT_LINE (1, DEFAULT);
  DO ("root", "workflow.place-step", "take-photos", "status=work;index=0");
  DO ("root", "workflow.edit-step", "travel", "label=Drive;show_original_name=true");
  draft = house_do (house, "root", "workflow.edit-step", "work", "description=With gloves");
  g_assert_cmpstr (CALLOUT_STEP (draft)->label, ==, "Work");
  g_assert_false (CALLOUT_STEP (draft)->show_original_name);
  house_assert_sound (house);

  published = house_do (house, "root", "workflow.publish", NULL, "note=Photos first");
  g_assert_cmpint (CALLOUT_WORKFLOW (published)->number, ==, 2);
  g_assert_cmpint (CALLOUT_WORKFLOW (published)->base, ==, 1);
  g_assert_cmpint (CALLOUT_WORKFLOW (published)->state, ==, CALLOUT_WORKFLOW_STATE_PUBLISHED);
  g_assert_cmpstr (CALLOUT_WORKFLOW (published)->published_by_name, ==, "Rita Root");
  g_assert_cmpstr (CALLOUT_WORKFLOW (published)->note, ==, "Photos first");
  g_assert_cmpint (CALLOUT_WORKFLOW (published)->n_steps, ==, 7);
  ASSERT_LINE (0, "accept:planned reject:planned travel:travel take-photos:work work:work checkout:finished close:finished");
  ASSERT_LINE (1, DEFAULT);
  house_assert_sound (house);

  /* An old one as a new draft. */
  DO ("root", "workflow.take-up", "WF-1", NULL);
  ASSERT_LINE (0, DEFAULT);
  house_assert_refused (house, "root", "workflow.take-up", "WF-2", NULL, CALLOUT_ERROR_WRONG_STATE);
  g_clear_object (&published);
  published = house_do (house, "root", "workflow.publish", NULL, NULL);
  g_assert_cmpint (CALLOUT_WORKFLOW (published)->number, ==, 3);

  /* Nothing to publish in what is as it was. */
  DO ("root", "workflow.take-up", "WF-1", NULL);
  house_assert_refused (house, "root", "workflow.publish", NULL, NULL, CALLOUT_ERROR_INVALID);
  DO ("root", "workflow.discard", NULL, NULL);
  g_assert_cmpint (callout_store_draft_workflow (house->store, NULL), ==, 0);
  house_assert_sound (house);
}

static void
test_refused (void)
{
  static const struct {
    const char *command;
    const char *ref;
    const char *args;
    CalloutError code;
  } cases[] = {
    { "workflow.add-step", NULL, "label=", CALLOUT_ERROR_INVALID },
    { "workflow.add-step", NULL, "label=   ", CALLOUT_ERROR_INVALID },
    { "workflow.add-step", NULL, "label=TRAVEL", CALLOUT_ERROR_CONFLICT },
    { "workflow.add-step", NULL, "label=a\x01" "b", CALLOUT_ERROR_INVALID },
    { "workflow.add-step", NULL, "label=Photo;key=Photo!", CALLOUT_ERROR_INVALID },
    { "workflow.add-step", NULL, "label=Photo;key=travel", CALLOUT_ERROR_CONFLICT },
    { "workflow.add-step", NULL, "label=Photo;status=nowhere", CALLOUT_ERROR_INVALID },
    { "workflow.add-step", NULL, "label=Photo;status=finished;index=2", CALLOUT_ERROR_INVALID },
    { "workflow.add-step", NULL, "label=Photo;index=-1", CALLOUT_ERROR_INVALID },
    { "workflow.add-step", NULL, "label=Photo;icon=no-such-icon-symbolic", CALLOUT_ERROR_INVALID },
    { "workflow.edit-step", "travel", NULL, CALLOUT_ERROR_INVALID },
    { "workflow.edit-step", "travel", "label=Travel", CALLOUT_ERROR_INVALID },
    { "workflow.edit-step", "travel", "label=", CALLOUT_ERROR_INVALID },
    { "workflow.edit-step", "travel", "label=work", CALLOUT_ERROR_CONFLICT },
    { "workflow.edit-step", "nothing", "label=X", CALLOUT_ERROR_NOT_FOUND },
    { "workflow.place-step", "travel", "status=work", CALLOUT_ERROR_INVALID },
    { "workflow.place-step", "travel", "status=travel", CALLOUT_ERROR_INVALID },
    { "workflow.place-step", "reject", "status=tray", CALLOUT_ERROR_INVALID },
    { "workflow.place-step", "travel", NULL, CALLOUT_ERROR_INVALID },
    { "workflow.remove-step", "close", NULL, CALLOUT_ERROR_WRONG_STATE },
    { "workflow.remove-step", "reject", NULL, CALLOUT_ERROR_WRONG_STATE },
    { "workflow.take-up", "WF-9", NULL, CALLOUT_ERROR_NOT_FOUND },
  };
  g_autoptr (House) house = house_new ();
  g_autofree char *long_label = g_strnfill (300, 'x');
  g_autofree char *long_args = g_strconcat ("label=", long_label, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    house_assert_refused (house, "root", cases[i].command, cases[i].ref, cases[i].args, cases[i].code);
  house_assert_refused (house, "root", "workflow.add-step", NULL, long_args, CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "dina", "workflow.add-step", NULL, "label=Photo", CALLOUT_ERROR_NOT_ALLOWED);
  /* What was refused made no draft. */
  g_assert_cmpint (callout_store_draft_workflow (house->store, NULL), ==, 0);
  ASSERT_LINE (0, DEFAULT);
  house_assert_sound (house);
}

static void
test_undo (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) result = NULL;
  gint64 first;

  DO ("root", "workflow.add-step", NULL, "label=Photo;status=travel");
  first = callout_store_last_event (house->store, NULL);
  DO ("root", "workflow.place-step", "photo", "status=open");
  DO ("root", "workflow.remove-step", "photo", NULL);
  ASSERT_LINE (0, DEFAULT);
  undo (house, "root");
  ASSERT_LINE (0, "photo:open " DEFAULT);
  /* In the order they were done, not out of it. */
  result = callout_commands_undo (house->store, house_person (house, "root"), CALLOUT_SOURCE_CTL, first, NULL, &error);
  g_assert_null (result);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  g_test_message ("%s", error->message);
  undo (house, "root");
  undo (house, "root");
  g_assert_cmpint (callout_store_draft_workflow (house->store, NULL), ==, 0);
  house_assert_sound (house);

  /* A draft that was discarded comes back with everything in it. */
  DO ("root", "workflow.add-step", NULL, "label=Photo;status=travel;description=Two of them");
  DO ("root", "workflow.discard", NULL, NULL);
  undo (house, "root");
  ASSERT_LINE (0, "accept:planned reject:planned travel:travel photo:travel work:work checkout:finished close:finished");
  house_assert_sound (house);

  /* What was published goes back to being a draft, as long as nobody works by it. */
  DO ("root", "workflow.publish", NULL, NULL);
  undo (house, "root");
  g_assert_cmpint (callout_store_draft_workflow (house->store, NULL), >, 0);
  DO ("root", "workflow.publish", NULL, NULL);
  g_free (house_new_order (house));
  g_clear_error (&error);
  result = callout_commands_undo (house->store, house_person (house, "root"), CALLOUT_SOURCE_CTL, 0, NULL, &error);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "1 work order"));
  house_assert_sound (house);
}

/* Running work orders keep the version they were made under. */
static void
test_orders_keep_theirs (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *old = house_new_order (house);
  g_autofree char *fresh = NULL;
  g_autoptr (CalloutWorkOrder) order = NULL;

  DO ("root", "workflow.add-step", NULL, "label=Parking;status=travel");
  DO ("root", "workflow.add-step", NULL, "label=Read the file;status=open");
  DO ("root", "workflow.publish", NULL, NULL);
  fresh = house_new_order (house);
  DO ("dina", "work-order.assign", old, "lead=ada");
  DO ("dina", "work-order.publish", old, NULL);
  DO ("dina", "work-order.assign", fresh, "lead=ben");
  DO ("dina", "work-order.publish", fresh, NULL);

  DO ("ada", "work-order.accept", old, NULL);
  DO ("ada", "work-order.step", old, "step=travel");
  house_assert_refused (house, "ada", "work-order.step", old, "step=parking", CALLOUT_ERROR_NOT_FOUND);
  DO ("ada", "work-order.step", old, "step=work");

  /* What stands before Accept is reported before it. */
  house_assert_refused (house, "ben", "work-order.accept", fresh, NULL, CALLOUT_ERROR_WRONG_STATE);
  DO ("ben", "work-order.step", fresh, NULL);
  house_assert_refused (house, "ben", "work-order.step", fresh, NULL, CALLOUT_ERROR_WRONG_STATE);
  DO ("ben", "work-order.accept", fresh, NULL);
  DO ("ben", "work-order.step", fresh, "step=travel");
  house_assert_refused (house, "ben", "work-order.step", fresh, "step=work", CALLOUT_ERROR_WRONG_STATE);
  DO ("ben", "work-order.step", fresh, "step=parking");
  order = house_order (house, fresh);
  g_assert_cmpint (order->state, ==, CALLOUT_WORK_STATE_TRAVEL);
  g_assert_cmpstr (order->step, ==, "parking");
  g_assert_cmpint (order->workflow, ==, 2);

  /* Somebody stands on it. */
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (house_try (house, "root", "workflow.remove-step", "parking", NULL, &error));
    g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_WRONG_STATE);
    g_assert_cmpstr (error->message, ==, "“Parking” cannot be removed: 1 open work order stands on it");
  }
  DO ("ben", "work-order.step", fresh, "step=work");
  DO ("root", "workflow.remove-step", "parking", NULL);
  house_assert_sound (house);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/commands/workflow/draft-and-publish", test_draft_and_publish);
  g_test_add_func ("/commands/workflow/refused", test_refused);
  g_test_add_func ("/commands/workflow/undo", test_undo);
  g_test_add_func ("/commands/workflow/orders-keep-theirs", test_orders_keep_theirs);
  return g_test_run ();
}
