/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#define TEST(name, function) \
  g_test_add (name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

/* History */

static char *
last_sentence (Fixture     *fixture,
               CalloutKind  kind,
               gint64       id,
               const char  *command)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  entries = callout_workspace_history_sync (fixture->workspace, 0, kind, id, &error);
  g_assert_no_error (error);
  for (guint i = entries->len; i-- > 0;)
    {
      CalloutHistoryEntry *entry = g_ptr_array_index (entries, i);

      if (command == NULL || g_str_equal (entry->event->command, command))
        return g_strdup (entry->sentence);
    }
  return NULL;
}

typedef struct {
  const char *actor; /* login; NULL: the dispatcher */
  const char *command;
  const char *args[8];
  const char *sentence;
} Line;

static void
assert_lines (Fixture     *fixture,
              CalloutKind  kind,
              const char  *ref,
              const Line  *lines,
              guint        n_lines)
{
  g_autoptr (CalloutEntity) target = callout_workspace_get_sync (fixture->workspace, 0, kind, ref, NULL);

  for (guint i = 0; i < n_lines; i++)
    {
      g_autoptr (CalloutArgs) args = callout_args_new ();
      g_autoptr (CalloutEntity) actor = NULL;
      g_autoptr (CalloutEntity) result = NULL;
      g_autoptr (CalloutRequest) request = NULL;
      g_autofree char *sentence = NULL;
      g_autoptr (GError) error = NULL;

      actor = callout_workspace_get_sync (fixture->workspace, 0, CALLOUT_KIND_PERSON,
                                          lines[i].actor != NULL ? lines[i].actor : "dora", &error);
      g_assert_no_error (error);
      for (guint a = 0; lines[i].args[a] != NULL; a += 2)
        callout_args_add (args, lines[i].args[a], lines[i].args[a + 1]);
      request = callout_request_new (actor->id, CALLOUT_SOURCE_DESKTOP, lines[i].command, ref, args);
      result = callout_workspace_run_sync (fixture->workspace, request, NULL, &error);
      g_assert_no_error (error);
      sentence = last_sentence (fixture, kind, target->id, lines[i].command);
      g_assert_cmpstr (sentence, ==, lines[i].sentence);
    }
}

static void
test_work_order (Fixture       *fixture,
                 gconstpointer  data)
{
  static const Line lines[] = {
    { NULL, "work-order.route", { "group", "parks", "note", "Swing in the Common" },
      "Routed to Parks: Swing in the Common" },
    { "patty", "work-order.return", { "reason", "wrong district" }, "Returned to dispatcher Dora Patch: wrong district" },
    { NULL, "work-order.route", { "group", "parks" }, "Routed to Parks" },
    { "patty", "work-order.reassign-group", { "group", "water" }, "Passed on from Parks to Water and Sewer" },
    { "greta", "work-order.assign", { "lead", "ann" }, "Assigned to Ann Ames" },
    { NULL, "work-order.reallocate", { "lead", "ben", "collaborator", "ann" },
      "Reallocated: Ben Ode is the lead now, Ann Ames helps" },
    { NULL, "work-order.reallocate", { "collaborator", "", "reason", "Ann is ill" },
      "Reallocated: Ann Ames is off it: Ann is ill" },
    { NULL, "work-order.schedule", { "planned_start", "2026-03-03T14:00:00Z", "planned_end", "2026-03-03T15:30:00Z" },
      "Planned from 3 Mar 2026, 14:00 to 3 Mar 2026, 15:30" },
    { NULL, "work-order.publish", { NULL }, "Sent to the engineers" },
    { NULL, "work-order.unpublish", { NULL }, "Taken back from the engineers" },
    { NULL, "work-order.lock", { NULL }, "Locked" },
    { NULL, "work-order.unlock", { NULL }, "Unlocked" },
    { NULL, "work-order.publish", { NULL }, "Sent to the engineers" },
    { "ben", "work-order.accept", { NULL }, "Accepted" },
    { "ben", "work-order.step", { "step", "travel" }, "Reported “Travel”" },
    { NULL, "work-order.override", { "reason", "Truck broke down" }, "Set back to accepted: Truck broke down" },
    { "ben", "work-order.reject", { "reason", "No truck" }, "Rejected: No truck" },
    { NULL, "work-order.cancel", { "reason", "Duplicate" }, "Cancelled: Duplicate" },
  };
  g_autofree char *ticket = NULL;
  g_autofree char *order = NULL;
  g_autofree char *made = NULL;

  fixture_people (fixture);
  make_person (fixture->workspace, fixture->admin, "patty", "Patty Green", "group-dispatcher", NULL);
  do_it (fixture->workspace, fixture->admin, "group.set-dispatchers", "parks", "person", "patty", NULL);
  do_it (fixture->workspace, fixture->admin, "person.set-grant", "greta", "grant", "reallocate", NULL);
  ticket = make_ticket (fixture->workspace, fixture->dora, "Swing broken", NULL);
  order = make_work_order (fixture->workspace, fixture->dora, ticket);
  made = last_sentence (fixture, CALLOUT_KIND_WORK_ORDER, id_of (order), "work-order.create");
  g_assert_cmpstr (made, ==, "Work order WO-1 made");
  assert_lines (fixture, CALLOUT_KIND_WORK_ORDER, order, lines, G_N_ELEMENTS (lines));
}

static void
test_with_helpers (Fixture       *fixture,
                   gconstpointer  data)
{
  static const Line lines[] = {
    { NULL, "work-order.assign", { "lead", "ann", "collaborator", "ben", "collaborator", "mia" },
      "Assigned to Ann Ames (lead) with Ben Ode and Mia Li" },
    { NULL, "work-order.publish", { NULL }, "Sent to the engineers" },
    { "mia", "work-order.reject", { "reason", "On holiday" }, "Mia Li stepped down: On holiday" },
    { "ann", "work-order.accept", { NULL }, "Accepted" },
    { "ann", "work-order.step", { "step", "travel" }, "Reported “Travel”" },
    { "ann", "work-order.step", { "step", "work" }, "Reported “Work”" },
    { "ann", "work-order.step", { "step", "checkout" }, "Reported “Checkout”" },
    { "ann", "work-order.step", { "step", "close", "outcome", "completed" }, "Reported “Close”: Completed" },
  };
  g_autofree char *ticket = NULL;
  g_autofree char *order = NULL;

  fixture_people (fixture);
  ticket = make_ticket (fixture->workspace, fixture->dora, "Swing broken", NULL);
  order = make_work_order (fixture->workspace, fixture->dora, ticket);
  assert_lines (fixture, CALLOUT_KIND_WORK_ORDER, order, lines, G_N_ELEMENTS (lines));
}

static void
test_ticket (Fixture       *fixture,
             gconstpointer  data)
{
  static const Line lines[] = {
    { NULL, "ticket.set-priority", { "priority", "high" }, "Priority changed from Normal to High" },
    { NULL, "ticket.edit", { "title", "Big leak", "vip", "true" },
      "Title changed from “Leak” to “Big leak”; VIP mark changed from no to yes" },
    { NULL, "ticket.edit", { "district", "Back Bay" }, "District set to “Back Bay”" },
    { NULL, "ticket.edit", { "district", "" }, "District taken away, it was “Back Bay”" },
    { NULL, "ticket.edit", { "description", "Water comes out of the wall beside the stairs, all the way down to the cellar." },
      "Description changed" },
    { NULL, "ticket.edit", { "due_latest", "2026-03-03T17:00:00-05:00" }, "Due time set to 3 Mar 2026, 22:00" },
    { NULL, "ticket.set-location", { "latitude", "42.36", "longitude", "-71.06" }, "Location changed" },
    { NULL, "ticket.set-note", { "note", "Mind the dog" }, "Private note set to “Mind the dog”" },
  };
  g_autofree char *ticket = NULL;
  g_autofree char *opened = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  fixture_people (fixture);
  ticket = make_ticket (fixture->workspace, fixture->dora, "Leak", NULL);
  opened = last_sentence (fixture, CALLOUT_KIND_TICKET, id_of (ticket), NULL);
  g_assert_cmpstr (opened, ==, "Ticket opened");
  assert_lines (fixture, CALLOUT_KIND_TICKET, ticket, lines, G_N_ELEMENTS (lines));

  g_object_unref (callout_workspace_undo_sync (fixture->workspace, fixture->dora, CALLOUT_SOURCE_DESKTOP, 0, NULL, &error));
  g_assert_no_error (error);
  undone = last_sentence (fixture, CALLOUT_KIND_TICKET, id_of (ticket), NULL);
  g_assert_cmpstr (undone, ==, "Undone: Private Note");
}

static void
test_people (Fixture       *fixture,
             gconstpointer  data)
{
  static const Line person[] = {
    { NULL, "person.set-availability", { "availability", "break" }, "Availability changed from Available to On a break" },
    { NULL, "person.set-location", { "latitude", "42.36", "longitude", "-71.06" }, "Position reported" },
    { "admin", "person.set-roles", { "roles", "member", "roles", "supervisor" },
      "Roles changed from Engineer to Engineer and Supervisor" },
    { "admin", "person.set-password", { "password", "correct horse battery" }, "Password changed" },
    { "admin", "person.edit", { "phone", "617 555 0100" }, "Telephone number set to “617 555 0100”" },
    { "admin", "person.deactivate", { NULL }, "Deactivated" },
  };
  static const Line group[] = {
    { "admin", "group.add-member", { "person", "ann", "person", "zoe" }, "Ann Ames and Zoe Extern added to Parks" },
    { "admin", "group.remove-member", { "person", "zoe" }, "Zoe Extern taken out of Parks" },
    { "admin", "group.set-dispatchers", { "person", "greta" }, "New dispatchers for Parks: Greta Brook" },
    { "admin", "group.edit", { "mode", "grab" }, "Mode changed from Manual to Grab" },
  };

  fixture_people (fixture);
  assert_lines (fixture, CALLOUT_KIND_PERSON, "mia", person, G_N_ELEMENTS (person));
  assert_lines (fixture, CALLOUT_KIND_GROUP, "parks", group, G_N_ELEMENTS (group));
}

static void
test_workflow (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct {
    const char *command;
    const char *ref;
    const char *args[6];
    const char *sentence;
  } lines[] = {
    { "workflow.add-step", NULL, { "label", "Take photos" }, "Step “Take photos” added" },
    { "workflow.place-step", "take-photos", { "status", "work" }, "Step “Take photos” moved from “Tray” to “Work”" },
    { "workflow.place-step", "take-photos", { "status", "work", "index", "0" }, "Step “Take photos” moved within its status" },
    { "workflow.place-step", "travel", { "status", "tray" }, "Step “Travel” put in the tray" },
    { "workflow.edit-step", "take-photos", { "label", "Photos" }, "Step “Photos”: Name changed from “Take photos” to “Photos”" },
    { "workflow.edit-step", "work", { "icon", "callout-status-work-symbolic", "show_original_icon", "true" },
      "Step “Work”: Icon changed; Own icon for customers changed from no to yes" },
    { "workflow.remove-step", "take-photos", { NULL }, "Step “Photos” removed" },
    { "workflow.publish", NULL, { "note", "Travel is nobody’s business" }, "Published as version 2: Travel is nobody’s business" },
    { "workflow.take-up", "WF-1", { NULL }, "Version 1 taken up as the draft" },
    { "workflow.discard", NULL, { NULL }, "Draft discarded" },
    { "portal.edit-status", "travel", { "label", "Unterwegs", "language", "de" }, "Called “Unterwegs” in the language “de”" },
    { "portal.edit-status", "travel", { "label", "On the way", "icon", "callout-step-travel-symbolic" },
      "Called “On the way”; Icon changed" },
    { "portal.edit-status", "travel", { "label", "" }, "Name taken away" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (CalloutArgs) args = callout_args_new ();
      g_autoptr (CalloutRequest) request = NULL;
      g_autoptr (CalloutEntity) result = NULL;
      g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_EVENT);
      g_autoptr (GPtrArray) events = NULL;
      g_autofree char *sentence = NULL;
      g_autofree char *filter = NULL;
      g_autoptr (GError) error = NULL;
      CalloutEvent *event;
      gint64 number;

      for (guint a = 0; lines[i].args[a] != NULL; a += 2)
        callout_args_add (args, lines[i].args[a], lines[i].args[a + 1]);
      request = callout_request_new (fixture->admin, CALLOUT_SOURCE_DESKTOP, lines[i].command, lines[i].ref, args);
      result = callout_workspace_run_sync (fixture->workspace, request, &number, &error);
      g_assert_no_error (error);
      filter = g_strdup_printf ("id=%" G_GINT64_FORMAT, number);
      g_assert_true (callout_query_add_filter (query, filter, NULL));
      events = callout_workspace_list_sync (fixture->workspace, 0, query, &error);
      g_assert_no_error (error);
      event = g_ptr_array_index (events, 0);
      g_assert_nonnull (event->target_ref);
      /* What is gone is told where it was. */
      if (g_str_equal (lines[i].command, "workflow.remove-step"))
        sentence = last_sentence (fixture, CALLOUT_KIND_WORKFLOW, 2, lines[i].command);
      else if (!g_str_equal (lines[i].command, "workflow.discard"))
        sentence = last_sentence (fixture, event->kind, event->target, lines[i].command);
      if (sentence != NULL)
        g_assert_cmpstr (sentence, ==, lines[i].sentence);
    }
}

/* A ticket's history has its visits' in it, in order, and what followed by itself. */
static void
test_ticket_with_visits (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *ticket = NULL;
  g_autofree char *order = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  gboolean assigned = FALSE;
  gboolean by_itself = FALSE;
  gint64 last = 0;

  fixture_people (fixture);
  ticket = make_ticket (fixture->workspace, fixture->dora, "Leak", NULL);
  order = make_work_order (fixture->workspace, fixture->dora, ticket);
  do_it (fixture->workspace, fixture->dora, "work-order.assign", order, "lead", "ann", NULL);
  callout_workspace_history_async (fixture->workspace, fixture->dora, CALLOUT_KIND_TICKET, id_of (ticket), NULL,
                                   take_answer_cb, &answer);
  entries = callout_workspace_history_finish (fixture->workspace, wait_for_answer (&answer), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      CalloutHistoryEntry *entry = g_ptr_array_index (entries, i);

      g_assert_cmpint (CALLOUT_ENTITY (entry->event)->id, >, last);
      g_assert_nonnull (entry->changes);
      g_assert_cmpstr (entry->sentence, !=, "");
      last = CALLOUT_ENTITY (entry->event)->id;
      g_test_message ("%s: %s", entry->event->command, entry->sentence);
      assigned |= g_str_equal (entry->sentence, "Assigned to Ann Ames");
      by_itself |= entry->event->source == CALLOUT_SOURCE_AUTO
                   && g_str_equal (entry->sentence, "Somebody has it now");
    }
  g_assert_true (assigned);
  g_assert_true (by_itself);
}

/* Search */

static char *
find (Fixture    *fixture,
      gint64      person,
      const char *words,
      guint       limit)
{
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  hits = callout_workspace_search_sync (fixture->workspace, person, words, limit, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < hits->len; i++)
    {
      CalloutHit *hit = g_ptr_array_index (hits, i);
      g_autofree char *ref = callout_entity_dup_ref (hit->entity);

      g_assert_cmpint (hit->kind, ==, callout_entity_get_kind (hit->entity));
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ref);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    const char *words;
    const char *found;
  } cases[] = {
    { "T-1001", "T-1001" },
    { "t-1001", "T-1001" },
    { "T-4711", "" },
    { "WO-1", "WO-1" },
    { "ann", "ann" },
    { "parks", "parks" },
    { "hydrant", "T-1001 WO-1" },
    { "hydr", "T-1001 WO-1" },
    { "HYDRANT open", "T-1001 WO-1" },
    { "hydrant swing", "" },
    { "Ode", "ben" },
    { "brook", "T-1002 greta C-1" },
    { "", "" },
    { "   ", "" },
    { "\"", "" },
    { "* OR NOT", "" },
  };
  g_autofree char *ticket = NULL;
  g_autofree char *order = NULL;

  fixture_people (fixture);
  ticket = make_ticket (fixture->workspace, fixture->dora, "Hydrant open", NULL);
  order = make_work_order (fixture->workspace, fixture->dora, ticket);
  g_free (make_ticket (fixture->workspace, fixture->dora, "Flood at the brook", NULL));
  do_it (fixture->workspace, fixture->dora, "customer.create", NULL, "name", "Brook House", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find (fixture, fixture->dora, cases[i].words, 20);

      g_test_message ("“%s”", cases[i].words);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

/* Many tickets do not crowd out the one person of that name. */
static void
test_search_shares (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *found = NULL;
  g_auto (GStrv) refs = NULL;

  fixture_people (fixture);
  for (guint i = 0; i < 30; i++)
    g_free (make_ticket (fixture->workspace, fixture->dora, "Ames Street light out", NULL));
  found = find (fixture, fixture->dora, "ames", 10);
  refs = g_strsplit (found, " ", -1);
  g_assert_cmpuint (g_strv_length (refs), ==, 10);
  g_assert_true (g_strv_contains ((const char *const *) refs, "ann"));
  g_assert_cmpstr (refs[0], ==, "T-1030");
}

/* What a person may not see is not found either, not even by its number. */
static void
test_search_sight (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *ticket = NULL;
  g_autofree char *order = NULL;
  g_autofree char *before = NULL;
  g_autofree char *by_number = NULL;
  g_autofree char *after = NULL;

  fixture_people (fixture);
  ticket = make_ticket (fixture->workspace, fixture->dora, "Hydrant open", NULL);
  order = make_work_order (fixture->workspace, fixture->dora, ticket);
  before = find (fixture, fixture->greta, "hydrant", 10);
  by_number = find (fixture, fixture->greta, order, 10);
  g_assert_cmpstr (before, ==, "");
  g_assert_cmpstr (by_number, ==, "");
  do_it (fixture->workspace, fixture->dora, "work-order.route", order, "group", "water", NULL);
  after = find (fixture, fixture->greta, "hydrant", 10);
  g_assert_cmpstr (after, ==, "T-1001 WO-1");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/workspace/history/workflow", test_workflow);
  TEST ("/workspace/history/work-order", test_work_order);
  TEST ("/workspace/history/with-helpers", test_with_helpers);
  TEST ("/workspace/history/ticket", test_ticket);
  TEST ("/workspace/history/people", test_people);
  TEST ("/workspace/history/ticket-with-visits", test_ticket_with_visits);
  TEST ("/workspace/search/words", test_search);
  TEST ("/workspace/search/shares", test_search_shares);
  TEST ("/workspace/search/sight", test_search_sight);
  return g_test_run ();
}
