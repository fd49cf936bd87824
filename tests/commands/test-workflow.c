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

static void
assert_not_undone (House      *house,
                   gint64      event,
                   const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (callout_commands_undo (house->store, house_person (house, "root"), CALLOUT_SOURCE_CTL, event, NULL, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
}

/* What cannot be taken back any more says why. */
static void
test_undo_refused (void)
{
  g_autoptr (House) house = house_new ();
  gint64 begun, discarded, published;

  DO ("root", "workflow.add-step", NULL, "label=Photo");
  begun = callout_store_last_event (house->store, NULL);
  DO ("root", "workflow.discard", NULL, NULL);
  discarded = callout_store_last_event (house->store, NULL);
  DO ("root", "workflow.add-step", NULL, "label=Sketch");
  assert_not_undone (house, discarded, "another draft");
  assert_not_undone (house, begun, "Discard Draft");

  DO ("root", "workflow.publish", NULL, NULL);
  published = callout_store_last_event (house->store, NULL);
  DO ("root", "workflow.edit-step", "sketch", "label=Drawing");
  assert_not_undone (house, published, "another draft");
  DO ("root", "workflow.publish", NULL, NULL);
  assert_not_undone (house, published, "newer version");
  house_assert_sound (house);
}

/* Sixty steps and more. */
static void
test_many_steps (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (GPtrArray) steps = NULL;

  for (guint i = 0; i < 80; i++)
    {
      g_autofree char *args = g_strdup_printf ("label=Step %u;status=work", i);

      DO ("root", "workflow.add-step", NULL, args);
    }
  DO ("root", "workflow.place-step", "step-79", "status=open");
  DO ("root", "workflow.place-step", "step-78", "status=work;index=0");
  DO ("root", "workflow.publish", NULL, NULL);
  steps = callout_store_workflow_steps (house->store, callout_store_current_workflow (house->store, NULL), NULL);
  g_assert_cmpuint (steps->len, ==, 86);
  g_assert_cmpstr (((CalloutStep *) g_ptr_array_index (steps, 0))->key, ==, "step-79");
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

/* Two administrators at once: the second is told what the first one did. */
static void
test_two_at_once (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutEntity) row = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *args = NULL;
  g_autofree char *fresh = NULL;

  DO ("root", "person.create", NULL, "login=admi;name=Admi Admin;roles=admin");

  /* Both look at the version everybody works by; one begins a draft. */
  DO ("root", "workflow.place-step", "work", "status=travel;workflow=WF-1;version=2");
  g_assert_null (house_try (house, "admi", "workflow.edit-step", "travel", "label=Drive;workflow=WF-1;version=2", &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "Rita Root did “Place Step” work"));
  g_clear_error (&error);

  /* Both look at the draft; one edits it. */
  row = callout_store_resolve (house->store, CALLOUT_KIND_WORKFLOW, "WF-2", NULL);
  args = g_strdup_printf ("label=Drive;workflow=WF-2;version=%" G_GINT64_FORMAT, row->version);
  DO ("root", "workflow.add-step", NULL, "label=Photo;status=work");
  DO ("root", "workflow.edit-step", "photo", "description=Two of them");
  g_assert_null (house_try (house, "admi", "workflow.edit-step", "travel", args, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "Rita Root did “Add Step” photo; Rita Root did “Edit Step” photo"));
  g_clear_error (&error);
  g_object_unref (row);
  row = callout_store_resolve (house->store, CALLOUT_KIND_WORKFLOW, "WF-2", NULL);
  fresh = g_strdup_printf ("label=Drive;workflow=WF-2;version=%" G_GINT64_FORMAT, row->version);
  DO ("admi", "workflow.edit-step", "travel", fresh);

  /* One publishes or discards what the other one edits. */
  DO ("root", "workflow.publish", NULL, NULL);
  g_assert_null (house_try (house, "admi", "workflow.discard", NULL, fresh + strlen ("label=Drive;"), &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "Publish Workflow"));
  g_clear_error (&error);
  g_assert_null (house_try (house, "admi", "workflow.edit-step", "travel", "label=Ride;workflow=WF-2;version=99", &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  g_clear_error (&error);
  DO ("root", "workflow.edit-step", "travel", "label=Ride");
  DO ("root", "workflow.discard", NULL, NULL);
  g_assert_null (house_try (house, "admi", "workflow.edit-step", "travel", "label=Fly;workflow=WF-3;version=1", &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "Discard Draft"));
  g_clear_error (&error);
  /* What was undone is told as well. */
  DO ("root", "workflow.edit-step", "travel", "label=Ride");
  DO ("root", "workflow.edit-step", "travel", "label=Sail");
  undo (house, "root");
  g_assert_null (house_try (house, "admi", "workflow.edit-step", "travel", "label=Fly;workflow=WF-4;version=2", &error));
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "Rita Root took back “Edit Step” travel"));
  house_assert_sound (house);
}

#define PNG_16 \
  "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAYAAAAf8/9hAAAAEklEQVR4nGNgGAWjYBSMAggAAAQQAAFVN1rQAAAAAElFTkSuQmCC dot.png"

static void
test_icons (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutEntity) step = NULL;
  g_autoptr (CalloutEntity) other = NULL;
  g_autoptr (CalloutEntity) icon = NULL;
  g_autoptr (CalloutEntity) status = NULL;
  g_autoptr (CalloutQuery) all = callout_query_new (CALLOUT_KIND_ICON);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *again = NULL;

  step = house_do (house, "root", "workflow.edit-step", "travel", "icon_file=" PNG_16);
  g_assert_true (g_str_has_prefix (CALLOUT_STEP (step)->icon, "sha256-"));
  icon = callout_store_resolve (house->store, CALLOUT_KIND_ICON, CALLOUT_STEP (step)->icon, NULL);
  g_assert_cmpstr (CALLOUT_ICON (icon)->media_type, ==, "image/png");
  g_assert_cmpstr (CALLOUT_ICON (icon)->name, ==, "dot.png");
  g_assert_cmpint (CALLOUT_ICON (icon)->width, ==, 16);
  bytes = callout_icon_dup_bytes (CALLOUT_ICON (icon));
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 75);

  /* The same file is kept once; by its key it can be chosen again. */
  other = house_do (house, "root", "workflow.edit-step", "work", "icon_file=" PNG_16);
  g_assert_cmpstr (CALLOUT_STEP (other)->icon, ==, CALLOUT_STEP (step)->icon);
  g_assert_cmpint (callout_store_count (house->store, all, NULL, NULL), ==, 1);
  again = g_strconcat ("icon=", CALLOUT_STEP (step)->icon, NULL);
  DO ("root", "portal.edit-status", "on-route", again);

  house_assert_refused (house, "root", "workflow.edit-step", "close", "icon=sha256-00", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "root", "workflow.edit-step", "close", "icon=travel;icon_file=" PNG_16, CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "root", "workflow.edit-step", "close", "icon_file=not base64", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "root", "workflow.edit-step", "close", "icon_file=", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "root", "workflow.edit-step", "close", "icon_file=PHN2Zz48c2NyaXB0Lz48L3N2Zz4= a.svg", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "root", "workflow.edit-step", "close", "icon_file=PHN2Zy8+ a.png", CALLOUT_ERROR_INVALID);

  /* A step may have none; a status always has one. */
  g_clear_object (&step);
  step = house_do (house, "root", "workflow.edit-step", "travel", "icon=");
  g_assert_null (CALLOUT_STEP (step)->icon);
  status = house_do (house, "root", "portal.edit-status", "on-route", "icon=");
  g_assert_cmpstr (CALLOUT_STATUS (status)->icon, ==, "callout-status-travel-symbolic");

  /* Taking everything back leaves the picture where it is. */
  for (guint i = 0; i < 5; i++)
    undo (house, "root");
  g_assert_cmpint (callout_store_draft_workflow (house->store, NULL), ==, 0);
  g_assert_cmpint (callout_store_count (house->store, all, NULL, NULL), ==, 1);
  house_assert_sound (house);
}

static void
test_statuses (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutEntity) status = NULL;
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autoptr (CalloutCustomerFacts) facts = NULL;
  g_autoptr (CalloutCustomerView) view = NULL;
  g_autofree char *long_label = g_strnfill (300, 'x');
  g_autofree char *long_args = g_strconcat ("label=", long_label, NULL);

  DO ("root", "portal.edit-status", "open", "label=Noted");
  DO ("root", "portal.edit-status", "open", "label=Notiert;language=de");
  status = house_do (house, "root", "portal.edit-status", "ticket-received", "label=وصلت التذكرة;language=ar");
  g_assert_null (CALLOUT_STATUS (status)->label);
  house_assert_refused (house, "root", "portal.edit-status", "open", "label=Noted", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "root", "portal.edit-status", "open", "label=A;language=Deutsch", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "root", "portal.edit-status", "open", "label=a\x02", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "root", "portal.edit-status", "open", "language=de", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "root", "portal.edit-status", "open", long_args, CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "root", "portal.edit-status", "tray", "label=A", CALLOUT_ERROR_NOT_FOUND);
  house_assert_refused (house, "dina", "portal.edit-status", "open", "label=A", CALLOUT_ERROR_NOT_ALLOWED);

  ticket = house_do (house, "dina", "ticket.create", NULL, "title=Lamp");
  facts = callout_store_customer_facts (house->store, ticket->id, "de", NULL);
  view = callout_customer_view_new (facts);
  g_assert_cmpstr (view->chat_portal->label, ==, "Notiert");
  g_assert_cmpstr (view->customer_portal->label, ==, "Ticket Received");

  /* Empty: the built-in name again; and back. */
  g_clear_object (&status);
  status = house_do (house, "root", "portal.edit-status", "open", "label=");
  g_assert_null (CALLOUT_STATUS (status)->label);
  undo (house, "root");
  g_clear_object (&status);
  status = callout_store_resolve (house->store, CALLOUT_KIND_STATUS, "open", NULL);
  g_assert_cmpstr (CALLOUT_STATUS (status)->label, ==, "Noted");
  for (guint i = 0; i < 3; i++)
    undo (house, "root");
  house_assert_sound (house);
}

/* The facts as they are read of real work orders. */
static void
test_customer_facts (void)
{
  g_autoptr (House) house = NULL;
  g_autofree char *ref = NULL;
  g_autoptr (CalloutWorkOrder) order = NULL;
  static const struct {
    const char *login;
    const char *command;
    const char *args;
    const char *chat;
    const char *portal;
  } acts[] = {
    { "dina", "work-order.schedule", "planned_start=2026-03-09T09:00:00Z", "planned", "ticket-scheduling" },
    { "dina", "work-order.assign", "lead=ada;collaborator=ben", "planned", "ticket-scheduling" },
    { "dina", "work-order.publish", NULL, "planned", "ticket-dispatched" },
    { "ada", "work-order.accept", NULL, "planned", "ticket-dispatched" },
    { "ben", "work-order.step", "step=work", "planned", "ticket-dispatched" },
    { "ada", "work-order.step", "step=travel", "travel", "on-route" },
    { "dina", "work-order.override", "reason=car broke down", "planned", "ticket-dispatched" },
    { "ada", "work-order.reject", "reason=no car", "planned", "ticket-scheduling" },
    { "dina", "work-order.schedule", "planned_start=", "open", "ticket-received" },
    { "dina", "work-order.assign", "lead=ben", "open", "ticket-received" },
    { "dina", "work-order.publish", NULL, "planned", "ticket-dispatched" },
    { "ben", "work-order.accept", NULL, "planned", "ticket-dispatched" },
    { "ben", "work-order.step", NULL, "travel", "on-route" },
    { "ben", "work-order.step", NULL, "work", "arrived-onsite" },
    { "ben", "work-order.step", NULL, "finished", "visit-completed" },
    { "ben", "work-order.step", NULL, "finished", "visit-completed" },
  };

  callout_clock_set (G_GINT64_CONSTANT (1772980200000000));
  house = house_new ();
  ref = house_new_order (house);
  order = house_order (house, ref);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (CalloutCustomerFacts) facts = NULL;
      g_autoptr (CalloutCustomerView) view = NULL;
      CalloutTime now = callout_clock_now () + CALLOUT_MINUTE;
      CalloutTime reached = 0;

      callout_clock_set (now);
      DO (acts[i].login, acts[i].command, ref, acts[i].args);
      facts = callout_store_customer_facts (house->store, order->ticket, NULL, NULL);
      view = callout_customer_view_new (facts);
      g_test_message ("%u: %s", i, acts[i].command);
      g_assert_cmpstr (view->chat_portal->status, ==, acts[i].chat);
      g_assert_cmpstr (view->customer_portal->status, ==, acts[i].portal);
      for (guint j = 0; j < view->customer_portal->milestones->len; j++)
        {
          CalloutMilestone *milestone = g_ptr_array_index (view->customer_portal->milestones, j);

          if (milestone->current)
            reached = milestone->reached_at;
        }
      if (i == 0 || i == 2 || i == 5 || i == 10 || i == 12 || i == 13 || i == 14)
        g_assert_cmpint (reached, ==, now);
      else
        g_assert_cmpint (reached, <, now);
      g_assert_cmpstr (view->engineer, ==, i == 5 ? "Ada Engineer" : i == 12 ? "Ben Engineer" : NULL);
    }
  callout_clock_set (0);
}

static gboolean
is_offered (House      *house,
            const char *login,
            const char *command)
{
  g_autoptr (GPtrArray) offers = callout_commands_offer (house->store, house_person (house, login), NULL, NULL);

  for (guint i = 0; i < offers->len; i++)
    {
      CalloutOffer *offer = g_ptr_array_index (offers, i);

      if (g_str_equal (offer->command->name, command))
        return offer->allowed;
    }
  g_assert_not_reached ();
}

/* What is not possible without a draft is not offered without one. */
static void
test_offers (void)
{
  g_autoptr (House) house = house_new ();

  g_assert_true (is_offered (house, "root", "workflow.add-step"));
  g_assert_false (is_offered (house, "root", "workflow.publish"));
  g_assert_false (is_offered (house, "root", "workflow.discard"));
  DO ("root", "workflow.edit-step", "work", "label=Repair");
  g_assert_true (is_offered (house, "root", "workflow.publish"));
  g_assert_true (is_offered (house, "root", "workflow.discard"));
  g_assert_false (is_offered (house, "dina", "workflow.publish"));
  g_assert_false (is_offered (house, "dina", "workflow.add-step"));
}

/* Thousands of edits at random */

static char *
random_step (House *house,
             GRand *rand)
{
  gint64 draft = callout_store_draft_workflow (house->store, NULL);
  g_autoptr (GPtrArray) steps = NULL;

  steps = callout_store_workflow_steps (house->store, draft != 0 ? draft : callout_store_current_workflow (house->store, NULL), NULL);
  return g_strdup (((CalloutStep *) g_ptr_array_index (steps, g_rand_int_range (rand, 0, (int) steps->len)))->key);
}

static gboolean
random_edit (House *house,
             GRand *rand,
             guint  n)
{
  static const char *const statuses[] = { "tray", "open", "planned", "travel", "work", "finished" };
  const char *login = g_rand_boolean (rand) ? "root" : "admi";
  const char *status = statuses[g_rand_int_range (rand, 0, 6)];
  int dice = g_rand_int_range (rand, 0, 100);
  g_autofree char *key = random_step (house, rand);
  g_autofree char *args = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) result = NULL;

  if (dice < 70)
    {
      args = g_rand_boolean (rand) ? g_strdup_printf ("status=%s;index=%d", status, g_rand_int_range (rand, 0, 5))
                                   : g_strdup_printf ("status=%s", status);
      result = house_try (house, login, "workflow.place-step", key, args, &error);
    }
  else if (dice < 80)
    {
      args = g_strdup_printf ("label=%s %u;status=%s", g_rand_boolean (rand) ? "Photo" : "تصوير", n, status);
      result = house_try (house, login, "workflow.add-step", NULL, args, &error);
    }
  else if (dice < 88)
    {
      args = g_strdup_printf ("label=Step %d;show_original_name=%s", g_rand_int_range (rand, 0, 40),
                              g_rand_boolean (rand) ? "true" : "false");
      result = house_try (house, login, "workflow.edit-step", key, args, &error);
    }
  else if (dice < 94)
    result = house_try (house, login, "workflow.remove-step", key, NULL, &error);
  else if (dice < 97)
    result = house_try (house, login, "workflow.publish", NULL, NULL, &error);
  else if (dice < 98)
    result = house_try (house, login, "workflow.discard", NULL, NULL, &error);
  else
    {
      args = g_strdup_printf ("WF-%d", g_rand_int_range (rand, 1, 6));
      result = house_try (house, login, "workflow.take-up", args, NULL, &error);
    }
  if (result == NULL && (error->domain != CALLOUT_ERROR || error->code == CALLOUT_ERROR_CONSTRAINT || error->code == CALLOUT_ERROR_FAILED))
    g_error ("edit %u: %s", n, error->message);
  return result != NULL;
}

static void
assert_rules (House *house,
              gint64 workflow)
{
  g_autoptr (GPtrArray) steps = workflow > 0 ? callout_store_workflow_steps (house->store, workflow, NULL) : NULL;
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

  if (steps != NULL && !callout_workflow_check (steps, faults))
    g_error ("WF-%" G_GINT64_FORMAT ": %s", workflow, (char *) g_ptr_array_index (faults, 0));
}

/* Everything of every version, as it is stored. */
static char *
snapshot (House *house)
{
  g_autoptr (GPtrArray) workflows = callout_store_all_plain (house->store, CALLOUT_KIND_WORKFLOW, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < workflows->len; i++)
    {
      CalloutWorkflow *workflow = g_ptr_array_index (workflows, i);
      g_autofree char *line = line_of (house, CALLOUT_ENTITY (workflow)->id);

      g_string_append_printf (text, "%" G_GINT64_FORMAT " %d %s\n", workflow->number, workflow->state, line);
    }
  return g_string_free (text, FALSE);
}

static void
test_random_edits (void)
{
  gboolean soak = g_getenv ("CALLOUT_SOAK") != NULL;
  guint32 seed = soak ? g_random_int () : 4711;

  for (guint round = 0; round < (soak ? 50u : 2u); round++, seed++)
    {
      g_autoptr (House) house = house_new ();
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GPtrArray) snapshots = g_ptr_array_new_with_free_func (g_free);

      g_test_message ("seed %u", seed);
      DO ("root", "person.create", NULL, "login=admi;name=Admi Admin;roles=admin");
      for (guint i = 0; i < 1100; i++)
        {
          char *before = snapshot (house);
          gint64 event;

          if (!random_edit (house, rand, i))
            {
              g_autofree char *after = snapshot (house);

              g_assert_cmpstr (after, ==, before); /* what was refused left nothing */
              g_free (before);
              continue;
            }
          event = callout_store_last_event (house->store, NULL);
          g_array_append_val (events, event);
          g_ptr_array_add (snapshots, before);
          assert_rules (house, callout_store_draft_workflow (house->store, NULL));
          assert_rules (house, callout_store_current_workflow (house->store, NULL));
          if (i % 100 == 0)
            house_assert_sound (house);
        }
      house_assert_sound (house);
      g_test_message ("%u edits", events->len);
      g_assert_cmpuint (events->len, >, 300);
      /* And back, each to what was before it. */
      for (guint i = events->len; i > 0; i--)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (CalloutEntity) result = NULL;
          g_autofree char *now = NULL;

          result = callout_commands_undo (house->store, house_person (house, "root"), CALLOUT_SOURCE_CTL,
                                          g_array_index (events, gint64, i - 1), NULL, &error);
          g_assert_no_error (error);
          g_assert_nonnull (result);
          now = snapshot (house);
          g_assert_cmpstr (now, ==, g_ptr_array_index (snapshots, i - 1));
          if (i % 100 == 0)
            house_assert_sound (house);
        }
      house_assert_sound (house);
      g_assert_cmpint (callout_store_draft_workflow (house->store, NULL), ==, 0);
      ASSERT_LINE (0, DEFAULT);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/commands/workflow/draft-and-publish", test_draft_and_publish);
  g_test_add_func ("/commands/workflow/refused", test_refused);
  g_test_add_func ("/commands/workflow/undo", test_undo);
  g_test_add_func ("/commands/workflow/undo-refused", test_undo_refused);
  g_test_add_func ("/commands/workflow/many-steps", test_many_steps);
  g_test_add_func ("/commands/workflow/orders-keep-theirs", test_orders_keep_theirs);
  g_test_add_func ("/commands/workflow/two-at-once", test_two_at_once);
  g_test_add_func ("/commands/workflow/offers", test_offers);
  g_test_add_func ("/commands/workflow/icons", test_icons);
  g_test_add_func ("/commands/workflow/statuses", test_statuses);
  g_test_add_func ("/commands/workflow/customer-facts", test_customer_facts);
  g_test_add_func ("/commands/workflow/random-edits", test_random_edits);
  return g_test_run ();
}
