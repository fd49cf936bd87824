/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Every rule of check, by the fault it is there for: a foreign hand plants one
 * in a sound store, and check must say that sentence and no other.
 */
#include "callout-test-store.h"

#include <sqlite3.h>
#include <string.h>

/* People 1 ada and 2 ben; group 1; tickets 1001 to 1003; WO-1 assigned to ada,
 * WO-2 waiting in the group, WO-3 closed by ada, WO-4 accepted by ben; the
 * workflow everybody works by, and a draft with a step more. */
static const char house[] =
  "INSERT INTO workflow (id, version, created_at, updated_at, number, state, base, edits, published_at) VALUES"
  " (1, 1, 1, 1, 0, 'draft', NULL, 0, 1);"
  "INSERT INTO step (version, created_at, updated_at, workflow, key, label, position, portal_status, standard, branch,"
  " show_original_name, show_original_icon) VALUES (1, 1, 1, 1, 'accept', 'Accept', 1, 'planned', 1, 0, 0, 0),"
  " (1, 1, 1, 1, 'reject', 'Reject', 2, 'planned', 1, 1, 0, 0), (1, 1, 1, 1, 'travel', 'Travel', 3, 'travel', 1, 0, 0, 0),"
  " (1, 1, 1, 1, 'work', 'Work', 4, 'work', 1, 0, 0, 0), (1, 1, 1, 1, 'checkout', 'Checkout', 5, 'finished', 1, 0, 0, 0),"
  " (1, 1, 1, 1, 'close', 'Close', 6, 'finished', 1, 0, 0, 0);"
  "UPDATE workflow SET state = 'published', number = 1;"
  "INSERT INTO workflow (id, version, created_at, updated_at, number, state, base, edits) VALUES (2, 1, 1, 1, 0, 'draft', 1, 1);"
  "INSERT INTO step (version, created_at, updated_at, workflow, key, label, position, portal_status, standard, branch,"
  " show_original_name, show_original_icon) SELECT 1, 1, 1, 2, key, label, position, portal_status, standard, branch, 0, 0 FROM step;"
  "INSERT INTO step (version, created_at, updated_at, workflow, key, label, icon, position, portal_status, standard, branch,"
  " show_original_name, show_original_icon) VALUES (1, 1, 1, 2, 'photo', 'Photo',"
  " 'sha256-d4dc56669143034f31aa309635d4113d9ad76a02b1739da22c965ed2049be9e6', 6, 'finished', 0, 0, 0, 0);"
  "UPDATE step SET position = 7 WHERE workflow = 2 AND key = 'close';"
  "INSERT INTO icon (version, created_at, updated_at, key, media_type, data, width, height) VALUES (1, 1, 1,"
  " 'sha256-d4dc56669143034f31aa309635d4113d9ad76a02b1739da22c965ed2049be9e6', 'image/svg+xml', 'PHN2Zy8+', 0, 0);"
  "INSERT INTO person (id, version, created_at, updated_at, login, name, availability, active) VALUES"
  " (1, 1, 1, 1, 'ada', 'Ada', 'available', 1), (2, 1, 1, 1, 'ben', 'Ben', 'available', 1);"
  "INSERT INTO service_group (id, version, created_at, updated_at, key, name, type, mode, allow_cross_group)"
  " VALUES (1, 1, 1, 1, 'lights', 'Lights', 'in-house', 'manual', 0);"
  "INSERT INTO ticket (id, version, created_at, updated_at, title, progress, visibility, priority, outcome, cycle, vip, escalated)"
  " VALUES (1001, 1, 1, 1, 'Lamp', 'assigned', 'public', 'normal', 'none', 0, 0, 0),"
  " (1002, 1, 1, 1, 'Sign', 'in-progress', 'public', 'normal', 'none', 0, 0, 0),"
  " (1003, 1, 1, 1, 'Tree', 'assigned', 'public', 'normal', 'none', 0, 0, 0);"
  "INSERT INTO ticket_search (rowid, title) VALUES (1001, 'Lamp'), (1002, 'Sign'), (1003, 'Tree');"
  "INSERT INTO person_search (rowid, login, name) VALUES (1, 'ada', 'Ada'), (2, 'ben', 'Ben');"
  "INSERT INTO work_order (id, version, created_at, updated_at, ticket, state, \"group\", duration, published_at, outcome, locked)"
  " VALUES (1, 1, 1, 1, 1001, 'assigned', NULL, 0, NULL, 'none', 0),"
  " (2, 1, 1, 1, 1003, 'pending-group', 1, 0, NULL, 'none', 0),"
  " (3, 1, 1, 1, 1002, 'closed', NULL, 0, 5, 'completed', 0),"
  " (4, 1, 1, 1, 1001, 'accepted', NULL, 0, 5, 'none', 0);"
  "INSERT INTO assignment (id, version, created_at, updated_at, work_order, person, part, state) VALUES"
  " (1, 1, 1, 1, 1, 1, 'lead', 'assigned'), (3, 1, 1, 1, 3, 1, 'lead', 'accepted'), (4, 1, 1, 1, 4, 2, 'lead', 'accepted');"
  "INSERT INTO ticket_assignee (version, created_at, updated_at, ticket, person, via) VALUES (1, 1, 1, 1003, 2, 'offer');"
  "INSERT INTO event (id, at, source, command, kind, target) VALUES (1, 1, 'ctl', 'ticket.create', 'ticket', 1001),"
  " (2, 1, 'ctl', 'ticket.create', 'ticket', 1002), (3, 1, 'ctl', 'ticket.create', 'ticket', 1003),"
  " (4, 1, 'ctl', 'work-order.create', 'work-order', 1), (5, 1, 'ctl', 'work-order.create', 'work-order', 2),"
  " (6, 1, 'ctl', 'work-order.create', 'work-order', 3), (7, 1, 'ctl', 'work-order.create', 'work-order', 4),"
  " (8, 1, 'ctl', 'person.create', 'person', 1), (9, 1, 'ctl', 'person.create', 'person', 2);";

static const struct {
  const char *name;
  const char *plant;
  const char *fault;
} plants[] = {
  { "no-lead", "UPDATE assignment SET state = 'removed' WHERE id = 1", "WO-1 is assigned but has no lead" },
  { "engineers-though-pending",
    "INSERT INTO assignment (version, created_at, updated_at, work_order, person, part, state)"
    " VALUES (1, 1, 1, 2, 1, 'collaborator', 'assigned')",
    "WO-2 has engineers although it is not assigned" },
  { "in-no-group", "UPDATE work_order SET \"group\" = NULL WHERE id = 2", "WO-2 waits in a group but has none" },
  { "held-by-group", "UPDATE work_order SET state = 'pending-dispatch' WHERE id = 2",
    "WO-2 waits for the dispatchers but is held by a group" },
  { "never-published", "UPDATE work_order SET published_at = NULL WHERE id = 4", "WO-4 is under way but was never published" },
  { "published-to-nobody", "UPDATE work_order SET published_at = 5 WHERE id = 2",
    "WO-2 counts as published although nobody has it" },
  { "outcome-too-early", "UPDATE work_order SET outcome = 'completed' WHERE id = 4",
    "WO-4 has an outcome that does not fit its state" },
  { "no-outcome", "UPDATE work_order SET outcome = 'none' WHERE id = 3", "WO-3 has an outcome that does not fit its state" },
  { "ends-before-it-begins", "UPDATE work_order SET planned_start = 10, planned_end = 9 WHERE id = 1",
    "WO-1 is planned to end before it begins" },
  { "not-accepted-by-lead", "UPDATE assignment SET state = 'assigned' WHERE id = 4", "WO-4 is accepted, but not by its lead" },
  { "open-though-assigned", "UPDATE ticket SET progress = 'open' WHERE id = 1001",
    "T-1001 is open although somebody is assigned" },
  { "not-in-progress", "UPDATE work_order SET state = 'travel' WHERE id = 4",
    "T-1001 is not in progress although work has begun" },
  { "at-its-end", "UPDATE ticket SET progress = 'cancelled' WHERE id = 1003",
    "T-1003 is at its end although a work order is not" },
  { "due-before-it-may-begin", "UPDATE ticket SET due_earliest = 10, due_latest = 9 WHERE id = 1003",
    "T-1003 is due before it may begin" },
  { "position-without-time", "UPDATE person SET latitude = 0, longitude = 0 WHERE id = 1",
    "ada has a position without a time" },
  { "ticket-changed-in-silence", "UPDATE ticket SET version = 2, note = 'x' WHERE id = 1002", "T-1002 was changed without a trace" },
  { "order-changed-in-silence", "UPDATE work_order SET version = 2, locked = 1 WHERE id = 1", "WO-1 was changed without a trace" },
  { "person-changed-in-silence", "UPDATE person SET version = 2, phone = 'x' WHERE id = 2", "ben was changed without a trace" },
  { "ticket-from-nowhere",
    "INSERT INTO ticket (id, version, created_at, updated_at, title, progress, visibility, priority, outcome, cycle, vip, escalated)"
    " VALUES (1004, 1, 1, 1, 'X', 'open', 'public', 'normal', 'none', 0, 0, 0);"
    "INSERT INTO ticket_search (rowid, title) VALUES (1004, 'X')",
    "T-1004 appeared without an event" },
  { "order-from-nowhere",
    "INSERT INTO work_order (id, version, created_at, updated_at, ticket, state, duration, outcome, locked)"
    " VALUES (5, 1, 1, 1, 1003, 'pending-dispatch', 0, 'none', 0)",
    "WO-5 appeared without an event" },
  { "unknown-key", "UPDATE ticket SET priority = 'urgent' WHERE id = 1002", "ticket.priority holds an unknown key in row 1002: urgent" },
  { "unknown-role-of-a-row", "UPDATE service_group SET mode = 'lottery'", "service_group.mode holds an unknown key in row 1: lottery" },
  { "workflow-without-a-number", "UPDATE workflow SET number = 0 WHERE id = 1; DELETE FROM assignment; DELETE FROM work_order;"
    " DELETE FROM ticket_assignee; UPDATE ticket SET progress = 'open'",
    "WF-1 has a number, a state and a time of publishing that do not fit together" },
  { "draft-with-a-number", "UPDATE workflow SET number = 2 WHERE id = 2",
    "WF-2 has a number, a state and a time of publishing that do not fit together" },
  { "workflow-changed-in-silence", "UPDATE workflow SET version = 2, edits = 2 WHERE id = 2", "WF-2 was changed without a trace" },
  { "status-changed-in-silence", "UPDATE status SET version = 2, icon = NULL WHERE key = 'travel'", "travel was changed without a trace" },
  { "order-by-a-draft", "UPDATE work_order SET workflow = 2 WHERE id = 2", "WO-2 goes by a workflow that was never published" },
  { "order-by-nothing", "UPDATE work_order SET workflow = 3 WHERE id = 2", "WO-2 goes by a workflow that was never published" },
  { "a-step-from-nowhere",
    "INSERT INTO step_event (version, created_at, updated_at, work_order, person, step, log_only, at)"
    " VALUES (1, 1, 1, 4, 2, 'photo', 0, 1)",
    "a step was reported on WO-4 that its workflow does not have" },
  { "a-picture-from-nowhere", "UPDATE step SET icon = 'sha256-00' WHERE key = 'photo'", "photo shows a picture that is not there" },
  { "a-picture-that-was-changed", "UPDATE icon SET data = 'PHN2Zz4='", NULL },
  { "eleven-statuses", "DELETE FROM status WHERE key = 'on-route'", "the status on-route is missing" },
  { "travel-after-work", "UPDATE step SET position = 7 - position, portal_status = 'tray' WHERE workflow = 2 AND key IN ('travel', 'work')",
    "WF-2: “Travel” must come before “Work”" },
  { "a-step-taken-out", "DELETE FROM step WHERE workflow = 2 AND key = 'close'", "WF-2: the standard step “close” is missing" },
  { "words-do-not-follow", "UPDATE ticket SET title = 'Lantern' WHERE id = 1001",
    "the full-text index ticket_search does not match its rows" },
  { "points-to-nothing", "PRAGMA foreign_keys = OFF; DELETE FROM service_group", NULL },
  { "flow-draft-with-a-number",
    "INSERT INTO flow (version, created_at, updated_at, key, number, state, name, plan, visit, ratings) "
    "VALUES (1, 1, 1, 'lift', 3, 'draft', 'Lift', '{}', 0, 1)",
    "a version of lift has a number, a state and a time of publishing that do not fit together" },
  { "flow-with-a-broken-plan",
    "INSERT INTO flow (version, created_at, updated_at, key, number, state, name, plan, visit, ratings) "
    "VALUES (1, 1, 1, 'lift', 0, 'draft', 'Lift', '[]', 0, 1)",
    "lift: A plan is an object with steps" },
  { "ticket-of-a-draft-flow",
    "INSERT INTO flow (id, version, created_at, updated_at, key, number, state, name, plan, visit, "
    "ratings) VALUES (1, 1, 1, 1, 'lift', 0, 'draft', 'Lift', '{}', 0, 1); UPDATE ticket SET flow = 1 "
    "WHERE id = 1003",
    "T-1003 goes by a flow that was never published" },
  { "answers-without-a-flow",
    "INSERT INTO answer (version, created_at, updated_at, ticket, question, value) VALUES (1, 1, 1, "
    "1003, 'a', 'b')",
    "T-1003 was asked nothing but has answers" },
  { "draft-with-an-update",
    "UPDATE ticket SET progress = 'draft' WHERE id = 1003; DELETE FROM work_order WHERE id = 2; DELETE FROM ticket_assignee;"
    " INSERT INTO ticket_update (id, version, created_at, updated_at, ticket, visibility, text)"
    " VALUES (1, 1, 1, 1, 1003, 'public', 'x'); INSERT INTO update_search (rowid, text) VALUES (1, 'x')",
    "T-1003 is a draft although others have it already" },
  { "update-that-corrects-another-ticket",
    "INSERT INTO ticket_update (id, version, created_at, updated_at, ticket, visibility, text, corrects) "
    "VALUES (1, 1, 1, 1, 1001, 'public', 'x', NULL), (2, 1, 1, 1, 1003, 'public', 'x', 1); INSERT INTO "
    "update_search (rowid, text) VALUES (1, 'x'), (2, 'x')",
    "U-2 corrects what it cannot correct" },
  { "file-of-nothing",
    "INSERT INTO file (id, version, created_at, updated_at, name, media_type, bytes, sha256, width, "
    "height, ticket) VALUES (1, 1, 1, 1, 'a', 'text/plain', 0, "
    "'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, 0, 1003)",
    "F-1 hangs neither on an update, nor on a message, nor on an answer of its ticket" },
  { "message-in-the-record",
    "INSERT INTO message (id, version, created_at, updated_at, ticket, thread, author, kind, text)"
    " VALUES (1, 1, 1, 1, 1003, 'record', 1, 'text', 'x'); INSERT INTO message_search (rowid, text) VALUES (1, 'x')",
    "MSG-1 is no message as anybody can write one" },
  { "line-of-another-ticket",
    "INSERT INTO message (id, version, created_at, updated_at, ticket, thread, kind, event)"
    " SELECT 1, 1, 1, 1, 1003, 'messenger', 'system', min(id) FROM event WHERE kind = 'ticket' AND target <> 1003;"
    "INSERT INTO message_search (rowid, text) VALUES (1, NULL)",
    "MSG-1 tells of what happened to another ticket" },
  { "last-that-is-not",
    "INSERT INTO message (id, version, created_at, updated_at, ticket, thread, author, kind, text)"
    " VALUES (1, 1, 1, 1, 1003, 'workspace', 1, 'text', 'x'), (2, 1, 1, 1, 1003, 'workspace', 1, 'text', 'x');"
    "INSERT INTO message_search (rowid, text) VALUES (1, 'x'), (2, 'x'); UPDATE conversation SET last = 1",
    "T-1003 has a last message that is not its last" },
  { "read-before-it-came",
    "INSERT INTO read_mark (id, version, created_at, updated_at, person, ticket, thread, read_to, delivered_to)"
    " VALUES (1, 1, 1, 1, 1, 1003, 'messenger', 5, 4)",
    "RM-1 was read before it arrived" },
  { "assistant-in-a-circle",
    "INSERT INTO assistant_element (id, version, created_at, updated_at, key, parent, position, kind, title)"
    " VALUES (1, 1, 1, 1, 'a', 2, 0, 'question', 'A'), (2, 1, 1, 1, 'b', 2, 0, 'answer', 'B'); DELETE FROM assistant_element WHERE id = 1",
    "b hangs in a circle" },
  { "assistant-without-its-picture",
    "INSERT INTO assistant_element (id, version, created_at, updated_at, key, position, kind, title, picture)"
    " VALUES (1, 1, 1, 1, 'a', 0, 'question', 'A', 'sha256-x')",
    "a shows a picture that is not there" },
  { "picture-that-is-another",
    "INSERT INTO picture (id, version, created_at, updated_at, key, media_type, data, width, height)"
    " VALUES (1, 1, 1, 1, 'sha256-x', 'image/png', 'eA==', 1, 1)",
    "the picture sha256-x is not what it was when it came" },
  { "file-that-is-another",
    "INSERT INTO file (id, version, created_at, updated_at, name, media_type, bytes, sha256, width, "
    "height, ticket, question) VALUES (1, 1, 1, 1, 'a', 'text/plain', 1, "
    "'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, 0, 1003, 'q'); INSERT INTO "
    "file_chunk (file, number, data) VALUES (1, 0, x'41')",
    "the file F-1 is not what it was when it came" },
  { "customer-who-works-here",
    "UPDATE person SET roles = 'code-user member' WHERE id = 1",
    "ada is a customer and works here" },
};

static void
run_sql (const char *path,
         const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

static GPtrArray *
find_faults (Fixture *fixture)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  callout_store_check (fixture->store, faults, &error);
  g_assert_no_error (error);
  return faults;
}

static void
plant_each (Fixture *fixture)
{
  g_autofree char *path = fixture_path (fixture, "store.db");
  g_autofree char *backup = fixture_path (fixture, "sound.db");

  run_sql (path, house);
  assert_no_faults (fixture->store);
  g_assert_true (callout_store_backup (fixture->store, backup, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (plants); i++)
    {
      g_autoptr (GPtrArray) faults = NULL;
      g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;

      run_sql (path, plants[i].plant);
      faults = find_faults (fixture);
      for (guint j = 0; j < faults->len; j++)
        g_test_message ("%s: %s", plants[i].name, (char *) faults->pdata[j]);
      g_assert_cmpuint (faults->len, ==, 1);
      if (plants[i].fault != NULL)
        g_assert_cmpstr (faults->pdata[0], ==, plants[i].fault);
      else
        g_assert_true (strstr (faults->pdata[0], "work_order points to a row of service_group") != NULL
                       || strstr (faults->pdata[0], "is not what it was when it came") != NULL);

      g_clear_object (&fixture->store);
      callout_store_restore (fixture->uri, backup, none, &error);
      g_assert_no_error (error);
      fixture->store = fixture_open (fixture, CALLOUT_STORE_OPEN);
      assert_no_faults (fixture->store);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_store_test ("check/each-rule", plant_each);
  return g_test_run ();
}
