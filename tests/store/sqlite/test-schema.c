/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A store of every released schema is kept as SQL in fixtures/. Opening it
 * must make of it what a fresh one is, and lose nothing. The files of released
 * schemas are never changed: what is new goes into the next number.
 */
#include "callout-test-store.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define OPENERS 4

static sqlite3 *
open_file (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  return db;
}

static void
run_file (sqlite3    *db,
          const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "fixtures", name, NULL);
  g_autofree char *script = NULL;
  g_autoptr (GError) error = NULL;
  char *message = NULL;

  g_file_get_contents (path, &script, NULL, &error);
  g_assert_no_error (error);
  sqlite3_exec (db, script, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
}

/* Everything that was declared, without regard to blanks. */
static char *
read_schema (const char *path)
{
  g_autoptr (GRegex) blanks = g_regex_new ("\\s+", 0, 0, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  sqlite3 *db = open_file (path);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name", -1, &statement,
                                       NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autofree char *sql = g_regex_replace (blanks, (const char *) sqlite3_column_text (statement, 2), -1, 0, " ", 0, NULL);

      g_string_append_printf (text, "%s %s: %s\n", sqlite3_column_text (statement, 0), sqlite3_column_text (statement, 1), sql);
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_from_001 (Fixture *fixture)
{
  g_autofree char *fresh = fixture_path (fixture, "store.db");
  g_autofree char *old = fixture_path (fixture, "old.db");
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autoptr (CalloutStore) store = NULL;
  g_autoptr (CalloutEntity) person = NULL;
  g_autoptr (CalloutEntity) order = NULL;
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autoptr (CalloutQuery) words = callout_query_new (CALLOUT_KIND_TICKET);
  g_autoptr (GError) error = NULL;
  sqlite3 *db = open_file (old);
  int version = callout_store_get_schema_version (fixture->store);

  run_file (db, "schema-001.sql");
  sqlite3_close (db);
  store = callout_store_open (old, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (callout_store_get_schema_version (store), ==, version);
  assert_no_faults (store);

  person = callout_store_resolve (store, CALLOUT_KIND_PERSON, "ada", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (CALLOUT_PERSON (person)->name, ==, "Ada Engineer");
  g_assert_cmpfloat (CALLOUT_PERSON (person)->latitude, ==, 42.36);
  g_assert_cmpstr (CALLOUT_PERSON (person)->groups, ==, "lights");
  order = callout_store_resolve (store, CALLOUT_KIND_WORK_ORDER, "WO-1", &error);
  g_assert_no_error (error);
  g_assert_cmpint (CALLOUT_WORK_ORDER (order)->state, ==, CALLOUT_WORK_STATE_ACCEPTED);
  g_assert_cmpstr (CALLOUT_WORK_ORDER (order)->lead, ==, "ada");
  g_assert_cmpstr (CALLOUT_WORK_ORDER (order)->customer_name, ==, "Public Works");
  ticket = callout_store_resolve (store, CALLOUT_KIND_TICKET, "T-1001", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (CALLOUT_TICKET (ticket)->note, ==, "mind the dog");
  callout_query_set_words (words, "flicker");
  g_assert_cmpint (callout_store_count (store, words, NULL, NULL), ==, 1);
  {
    g_autofree char *setting = callout_store_get_setting (store, "site.time-zone", 0, NULL);
    g_assert_cmpstr (setting, ==, "America/New_York");
  }
  g_assert_cmpint (callout_store_last_event (store, NULL), ==, 3);

  /* And it can be worked with. */
  write_begin (store, "customer.create");
  g_object_unref (insert_row (store, CALLOUT_KIND_CUSTOMER, "name", "Parks", NULL));
  write_end (store);
  g_clear_object (&store);

  g_clear_object (&fixture->store);
  expected = read_schema (fresh);
  found = read_schema (old);
  g_assert_cmpstr (found, ==, expected);
}

/* A backup that an older Callout made is read, checked and restored as any other, and stays as it is. */
static void
test_backup_of_001 (Fixture *fixture)
{
  g_autofree char *fresh = fixture_path (fixture, "store.db");
  g_autofree char *old = fixture_path (fixture, "backup.db");
  g_autoptr (CalloutStore) backup = NULL;
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  sqlite3 *db = open_file (old);
  int version = callout_store_get_schema_version (fixture->store);
  gsize length_before, length_after;

  run_file (db, "schema-001.sql");
  sqlite3_close (db);
  g_assert_true (g_file_get_contents (old, &before, &length_before, NULL));

  backup = callout_store_open (old, CALLOUT_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  assert_no_faults (backup);
  g_clear_object (&backup);

  g_clear_object (&fixture->store);
  g_assert_true (callout_store_restore (fresh, old, faults, &error));
  g_assert_no_error (error);
  fixture->store = callout_store_open (fresh, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (callout_store_get_schema_version (fixture->store), ==, version);
  assert_no_faults (fixture->store);
  ticket = callout_store_resolve (fixture->store, CALLOUT_KIND_TICKET, "T-1001", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (CALLOUT_TICKET (ticket)->note, ==, "mind the dog");

  g_assert_true (g_file_get_contents (old, &after, &length_after, NULL));
  g_assert_cmpmem (after, length_after, before, length_before);
}

/* A real town's second schema: two published versions, a draft, and what an administrator had named. */
static void
assert_town_of_002 (CalloutStore *store)
{
  g_autoptr (CalloutEntity) draft = callout_store_resolve (store, CALLOUT_KIND_WORKFLOW, "WF-3", NULL);
  g_autoptr (CalloutEntity) order = callout_store_resolve (store, CALLOUT_KIND_WORK_ORDER, "WO-1", NULL);
  g_autoptr (CalloutEntity) later = callout_store_resolve (store, CALLOUT_KIND_WORK_ORDER, "WO-2", NULL);
  g_autoptr (CalloutEntity) ticket = callout_store_resolve (store, CALLOUT_KIND_TICKET, "T-1003", NULL);
  g_autoptr (CalloutQuery) words = callout_query_new (CALLOUT_KIND_TICKET);
  g_autoptr (CalloutQuery) labels = callout_query_new (CALLOUT_KIND_STATUS_LABEL);
  g_autoptr (CalloutQuery) icons = callout_query_new (CALLOUT_KIND_ICON);
  g_autoptr (GPtrArray) first = callout_store_workflow_steps (store, 1, NULL);
  g_autoptr (GPtrArray) second = callout_store_workflow_steps (store, 2, NULL);
  g_autoptr (GPtrArray) third = callout_store_workflow_steps (store, 3, NULL);
  CalloutStep *own;

  assert_no_faults (store);
  g_assert_cmpint (callout_store_current_workflow (store, NULL), ==, 2);
  g_assert_cmpint (callout_store_draft_workflow (store, NULL), ==, 3);
  g_assert_cmpint (CALLOUT_WORKFLOW (draft)->base, ==, 2);
  g_assert_cmpuint (first->len, ==, 6);
  g_assert_cmpuint (second->len, ==, 7);
  g_assert_cmpuint (third->len, ==, 7);
  g_assert_cmpint (callout_workflow_find (second, "checkout")->portal_status, ==, CALLOUT_PORTAL_STATUS_TRAY);
  own = callout_workflow_find (third, "call-ahead");
  g_assert_cmpstr (own->description, ==, "A quarter of an hour before");
  g_assert_true (g_str_has_prefix (own->icon, "sha256-"));
  g_assert_true (own->show_original_icon);
  g_assert_cmpint (CALLOUT_WORK_ORDER (order)->workflow, ==, 1);
  g_assert_cmpint (CALLOUT_WORK_ORDER (order)->state, ==, CALLOUT_WORK_STATE_ACCEPTED);
  g_assert_cmpint (CALLOUT_WORK_ORDER (later)->workflow, ==, 2);
  g_assert_cmpstr (CALLOUT_TICKET (ticket)->note, ==, NULL);
  callout_query_set_words (words, "flickers");
  g_assert_cmpint (callout_store_count (store, words, NULL, NULL), ==, 1);
  g_assert_cmpint (callout_store_count (store, labels, NULL, NULL), ==, 2);
  g_assert_cmpint (callout_store_count (store, icons, NULL, NULL), ==, 1);
}

static void
test_from_002 (Fixture *fixture)
{
  g_autofree char *fresh = fixture_path (fixture, "store.db");
  g_autofree char *old = fixture_path (fixture, "old.db");
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autoptr (CalloutStore) store = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db = open_file (old);
  int version = callout_store_get_schema_version (fixture->store);

  run_file (db, "schema-002.sql");
  sqlite3_close (db);
  store = callout_store_open (old, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (callout_store_get_schema_version (store), ==, version);
  assert_town_of_002 (store);
  g_assert_cmpint (callout_store_last_event (store, NULL), ==, 36);

  write_begin (store, "customer.create");
  g_object_unref (insert_row (store, CALLOUT_KIND_CUSTOMER, "name", "Parks", NULL));
  write_end (store);
  g_clear_object (&store);

  g_clear_object (&fixture->store);
  expected = read_schema (fresh);
  found = read_schema (old);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_backup_of_002 (Fixture *fixture)
{
  g_autofree char *fresh = fixture_path (fixture, "store.db");
  g_autofree char *old = fixture_path (fixture, "backup.db");
  g_autoptr (CalloutStore) backup = NULL;
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  sqlite3 *db = open_file (old);
  gsize length_before, length_after;

  run_file (db, "schema-002.sql");
  sqlite3_close (db);
  g_assert_true (g_file_get_contents (old, &before, &length_before, NULL));

  backup = callout_store_open (old, CALLOUT_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  assert_town_of_002 (backup);
  g_clear_object (&backup);

  g_clear_object (&fixture->store);
  g_assert_true (callout_store_restore (fresh, old, faults, &error));
  g_assert_no_error (error);
  fixture->store = callout_store_open (fresh, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  assert_town_of_002 (fixture->store);

  g_assert_true (g_file_get_contents (old, &after, &length_after, NULL));
  g_assert_cmpmem (after, length_after, before, length_before);
}

static gint64
ask_number (const char *path,
            const char *sql)
{
  sqlite3 *db = open_file (path);
  sqlite3_stmt *statement = NULL;
  gint64 number;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return number;
}

static char *
old_store (Fixture *fixture)
{
  char *path = fixture_path (fixture, "old.db");
  sqlite3 *db = open_file (path);

  run_file (db, "schema-001.sql");
  sqlite3_close (db);
  return path;
}

/* The second schema brought workflows: what people worked by is the first
 * version, and every work order keeps it. */
static void
test_workflow_of_001 (Fixture *fixture)
{
  static const char *const keys[] = { "accept", "reject", "travel", "work", "checkout", "close" };
  g_autofree char *old = old_store (fixture);
  g_autofree char *copy = g_strconcat (old, ".schema-1", NULL);
  g_autoptr (CalloutStore) store = NULL;
  g_autoptr (CalloutEntity) workflow = NULL;
  g_autoptr (CalloutEntity) order = NULL;
  g_autoptr (CalloutEntity) step = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (CalloutQuery) statuses = callout_query_new (CALLOUT_KIND_STATUS);
  g_autoptr (CalloutCustomerFacts) facts = NULL;
  g_autoptr (CalloutCustomerView) view = NULL;
  g_autoptr (GError) error = NULL;

  store = callout_store_open (old, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (callout_store_current_workflow (store, NULL), ==, 1);
  g_assert_cmpint (callout_store_draft_workflow (store, NULL), ==, 0);
  workflow = callout_store_resolve (store, CALLOUT_KIND_WORKFLOW, "WF-1", &error);
  g_assert_no_error (error);
  g_assert_cmpint (CALLOUT_WORKFLOW (workflow)->number, ==, 1);
  g_assert_cmpint (CALLOUT_WORKFLOW (workflow)->state, ==, CALLOUT_WORKFLOW_STATE_PUBLISHED);
  g_assert_cmpint (CALLOUT_WORKFLOW (workflow)->published_at, ==, G_GINT64_CONSTANT (1425797940000000));
  steps = callout_store_workflow_steps (store, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (steps->len, ==, G_N_ELEMENTS (keys));
  for (guint i = 0; i < steps->len; i++)
    {
      g_assert_cmpstr (((CalloutStep *) g_ptr_array_index (steps, i))->key, ==, keys[i]);
      g_assert_true (((CalloutStep *) g_ptr_array_index (steps, i))->standard);
    }
  g_assert_true (callout_workflow_check (steps, NULL));
  /* The row that was there is the same row. */
  step = callout_store_resolve (store, CALLOUT_KIND_STEP, "accept", NULL);
  g_assert_cmpint (step->id, ==, 1);
  g_assert_cmpint (step->created_at, ==, G_GINT64_CONSTANT (1425797940000000));
  order = callout_store_resolve (store, CALLOUT_KIND_WORK_ORDER, "WO-1", NULL);
  g_assert_cmpint (CALLOUT_WORK_ORDER (order)->workflow, ==, 1);
  g_assert_cmpstr (CALLOUT_WORK_ORDER (order)->step, ==, "accept");
  g_assert_cmpint (callout_store_count (store, statuses, NULL, NULL), ==, 12);
  facts = callout_store_customer_facts (store, 1001, NULL, &error);
  g_assert_no_error (error);
  view = callout_customer_view_new (facts);
  g_assert_cmpstr (view->customer_portal->status, ==, "ticket-dispatched");
  assert_no_faults (store);

  /* Before anything was changed, a copy was made. */
  g_assert_cmpint (ask_number (copy, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (ask_number (copy, "SELECT count(*) FROM step"), ==, 1);
  g_assert_cmpint (ask_number (copy, "SELECT count(*) FROM work_order"), ==, 1);
  g_assert_cmpint (ask_number (old, "SELECT count(*) FROM sqlite_master WHERE name = 'ticket_type'"), ==, 0);

  /* Opened again it is what it is. */
  g_clear_object (&store);
  g_assert_cmpint (g_remove (copy), ==, 0);
  store = callout_store_open (old, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

static pid_t
open_elsewhere (const char *path,
                int         start,
                int         other_end)
{
  pid_t child = fork ();
  char go;

  g_assert_cmpint (child, >=, 0);
  if (child != 0)
    return child;
  /* The word to begin is that nobody holds the other end any more. */
  close (other_end);
  if (read (start, &go, 1) == 0)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CalloutStore) store = callout_store_open (path, CALLOUT_STORE_OPEN, &error);

      if (store != NULL && callout_store_current_workflow (store, NULL) == 1)
        _exit (0);
      g_printerr ("# %s\n", error != NULL ? error->message : "no workflow");
    }
  _exit (1);
}

/* The window and the portal start at once after an update: both open the
 * store, one of them brings it up to date, and the copy is of what was before. */
static void
test_many_at_once (Fixture *fixture)
{
  for (guint round = 0; round < 6; round++)
    {
      g_autofree char *name = g_strdup_printf ("many-%u.db", round);
      g_autofree char *old = fixture_path (fixture, name);
      g_autofree char *copy = g_strconcat (old, ".schema-1", NULL);
      g_autofree char *second = g_strconcat (copy, ".2", NULL);
      pid_t children[OPENERS];
      int start[2];
      sqlite3 *db = open_file (old);

      run_file (db, "schema-001.sql");
      sqlite3_close (db);
      g_assert_cmpint (pipe (start), ==, 0);
      for (guint i = 0; i < OPENERS; i++)
        children[i] = open_elsewhere (old, start[0], start[1]);
      close (start[1]);
      for (guint i = 0; i < OPENERS; i++)
        {
          int status;

          g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
          g_assert_cmpint (status, ==, 0);
        }
      close (start[0]);
      g_assert_cmpint (ask_number (copy, "PRAGMA user_version"), ==, 1);
      g_assert_cmpint (ask_number (copy, "SELECT count(*) FROM step"), ==, 1);
      g_assert_cmpint (ask_number (old, "SELECT count(*) FROM step"), ==, 6);
      g_assert_false (g_file_test (second, G_FILE_TEST_EXISTS));
    }
}

/* Whoever lays an old file over a store has two old ones: neither copy is lost. */
static void
test_a_copy_is_never_overwritten (Fixture *fixture)
{
  g_autofree char *old = old_store (fixture);
  g_autofree char *copy = g_strconcat (old, ".schema-1", NULL);
  g_autofree char *second = g_strconcat (copy, ".2", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (CalloutStore) store = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (copy, "precious", -1, NULL));
  store = callout_store_open (old, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (copy, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "precious");
  g_assert_cmpint (ask_number (second, "PRAGMA user_version"), ==, 1);
}

/* What cannot be brought up to date is left as it was, with no copy beside it. */
static void
test_failed_leaves_nothing (Fixture *fixture)
{
  g_autofree char *old = old_store (fixture);
  g_autofree char *copy = g_strconcat (old, ".schema-1", NULL);
  g_autoptr (GError) error = NULL;
  sqlite3 *db = open_file (old);

  g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE icon (x)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_null (callout_store_open (old, CALLOUT_STORE_OPEN, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (ask_number (old, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (ask_number (old, "SELECT count(*) FROM step"), ==, 1);
  g_assert_cmpint (ask_number (old, "SELECT count(*) FROM sqlite_master WHERE name = 'workflow'"), ==, 0);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

/* A published version cannot be changed by whoever has the file open. */
static void
test_published_is_fixed (Fixture *fixture)
{
  static const char *const attempts[] = {
    "UPDATE step SET label = 'X'",
    "DELETE FROM step",
    "DELETE FROM workflow",
    "INSERT INTO step (version, created_at, updated_at, workflow, key, label, position, portal_status, standard, branch,"
    " show_original_name, show_original_icon) VALUES (1, 1, 1, 1, 'x', 'X', 7, 'tray', 0, 0, 0, 0)",
    "INSERT INTO workflow (version, created_at, updated_at, number, state, edits) VALUES (1, 1, 1, 0, 'draft', 0), (1, 1, 1, 0, 'draft', 0)",
    "INSERT INTO workflow (version, created_at, updated_at, number, state, edits) VALUES (1, 1, 1, 1, 'published', 0)",
  };
  g_autofree char *old = old_store (fixture);
  g_autoptr (CalloutStore) store = callout_store_open (old, CALLOUT_STORE_OPEN, NULL);
  sqlite3 *db;

  g_assert_nonnull (store);
  g_clear_object (&store);
  db = open_file (old);
  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_test_message ("%s", attempts[i]);
      g_assert_cmpint (sqlite3_exec (db, attempts[i], NULL, NULL, NULL), ==, SQLITE_CONSTRAINT);
    }
  sqlite3_close (db);
}

/* What the second schema kept stays, and what the third brought is not there yet. */
static void
test_tickets_of_002 (Fixture *fixture)
{
  g_autofree char *old = fixture_path (fixture, "old.db");
  g_autoptr (CalloutStore) store = NULL;
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autoptr (CalloutEntity) person = NULL;
  g_autoptr (CalloutQuery) flows = callout_query_new (CALLOUT_KIND_FLOW);
  g_autoptr (GError) error = NULL;
  sqlite3 *db = open_file (old);

  run_file (db, "schema-002.sql");
  sqlite3_close (db);
  store = callout_store_open (old, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  ticket = callout_store_resolve (store, CALLOUT_KIND_TICKET, "T-1001", &error);
  g_assert_no_error (error);
  g_assert_cmpint (CALLOUT_TICKET (ticket)->flow, ==, 0);
  g_assert_cmpint (CALLOUT_TICKET (ticket)->equipment, ==, 0);
  g_assert_cmpint (CALLOUT_TICKET (ticket)->contact, ==, 0);
  g_assert_cmpint (CALLOUT_TICKET (ticket)->grabbed_by, ==, 0);
  g_assert_cmpint (CALLOUT_TICKET (ticket)->done_at, ==, 0);
  g_assert_cmpint (CALLOUT_TICKET (ticket)->rating, ==, 0);
  g_assert_nonnull (CALLOUT_TICKET (ticket)->assignees);
  person = callout_store_resolve (store, CALLOUT_KIND_PERSON, "ada", &error);
  g_assert_no_error (error);
  g_assert_cmpint (CALLOUT_PERSON (person)->customer, ==, 0);
  g_assert_cmpint (callout_store_count (store, flows, NULL, &error), ==, 0);
  g_assert_no_error (error);
  assert_no_faults (store);
  {
    g_autofree char *copy = g_strconcat (old, ".schema-2", NULL);

    g_assert_cmpint (ask_number (copy, "PRAGMA user_version"), ==, 2);
    g_assert_cmpint (ask_number (copy, "SELECT count(*) FROM sqlite_master WHERE name = 'flow'"), ==, 0);
  }
}

/* A firm of the third schema: a case closed and rated, with its record and files, and drafts. */
static void
assert_firm_of_003 (CalloutStore *store)
{
  g_autoptr (CalloutEntity) ticket = callout_store_resolve (store, CALLOUT_KIND_TICKET, "T-1001", NULL);
  g_autoptr (CalloutEntity) draft = callout_store_resolve (store, CALLOUT_KIND_TICKET, "T-1002", NULL);
  g_autoptr (CalloutFlow) flow = callout_store_current_flow (store, "lamp", NULL);
  g_autoptr (GPtrArray) updates = callout_store_children (store, CALLOUT_KIND_UPDATE, "ticket", 1001, NULL);
  g_autoptr (GPtrArray) files = callout_store_children (store, CALLOUT_KIND_FILE, "ticket", 1001, NULL);
  g_autoptr (CalloutQuery) messages = callout_query_new (CALLOUT_KIND_MESSAGE);
  g_autoptr (CalloutQuery) words = callout_query_new (CALLOUT_KIND_UPDATE);
  g_autoptr (GBytes) bytes = NULL;

  assert_no_faults (store);
  g_assert_cmpint (CALLOUT_TICKET (ticket)->progress, ==, CALLOUT_PROGRESS_CLOSED);
  g_assert_cmpint (CALLOUT_TICKET (ticket)->rating, ==, 4);
  g_assert_cmpstr (CALLOUT_TICKET (ticket)->assignees, ==, "ada");
  g_assert_cmpint (CALLOUT_TICKET (ticket)->unread, ==, 0); /* nobody asks */
  g_assert_cmpint (CALLOUT_TICKET (draft)->progress, ==, CALLOUT_PROGRESS_DRAFT);
  g_assert_cmpint (flow->number, ==, 1);
  g_assert_cmpuint (updates->len, ==, 3);
  g_assert_cmpuint (files->len, ==, 2);
  for (guint i = 0; i < files->len; i++)
    {
      CalloutFile *file = g_ptr_array_index (files, i);

      g_assert_cmpint (file->message, ==, 0);
      g_assert_cmpint (file->duration, ==, 0);
      g_assert_cmpint (file->original, ==, 0);
      g_assert_null (file->shape);
    }
  bytes = callout_store_read_file (store, CALLOUT_ENTITY (g_ptr_array_index (files, 1))->id, NULL);
  g_assert_nonnull (bytes);
  callout_query_set_words (words, "ballast");
  g_assert_cmpint (callout_store_count (store, words, NULL, NULL), ==, 1);
  g_assert_cmpint (callout_store_count (store, messages, NULL, NULL), ==, 0);
}

static void
test_from_003 (Fixture *fixture)
{
  g_autofree char *fresh = fixture_path (fixture, "store.db");
  g_autofree char *old = fixture_path (fixture, "old.db");
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autoptr (CalloutStore) store = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db = open_file (old);
  int version = callout_store_get_schema_version (fixture->store);

  run_file (db, "schema-003.sql");
  sqlite3_close (db);
  store = callout_store_open (old, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (callout_store_get_schema_version (store), ==, version);
  assert_firm_of_003 (store);
  g_assert_cmpint (callout_store_last_event (store, NULL), ==, 45);

  write_begin (store, "message.post");
  g_object_unref (insert_row (store, CALLOUT_KIND_MESSAGE, "ticket", "1001", "author", "2", "text", "Hello", NULL));
  write_end (store);
  assert_no_faults (store);
  g_clear_object (&store);

  g_clear_object (&fixture->store);
  expected = read_schema (fresh);
  found = read_schema (old);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_backup_of_003 (Fixture *fixture)
{
  g_autofree char *fresh = fixture_path (fixture, "store.db");
  g_autofree char *old = fixture_path (fixture, "backup.db");
  g_autoptr (CalloutStore) backup = NULL;
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  sqlite3 *db = open_file (old);
  gsize length_before, length_after;

  run_file (db, "schema-003.sql");
  sqlite3_close (db);
  g_assert_true (g_file_get_contents (old, &before, &length_before, NULL));
  backup = callout_store_open (old, CALLOUT_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  assert_firm_of_003 (backup);
  g_clear_object (&backup);

  g_clear_object (&fixture->store);
  g_assert_true (callout_store_restore (fresh, old, faults, &error));
  g_assert_no_error (error);
  fixture->store = callout_store_open (fresh, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  assert_firm_of_003 (fixture->store);
  g_assert_true (g_file_get_contents (old, &after, &length_after, NULL));
  g_assert_cmpmem (after, length_after, before, length_before);
}

/* What was said stays said, and what was read stays read. */
static void
test_messages_are_fixed (Fixture *fixture)
{
  static const char *const attempts[] = {
    "UPDATE message SET text = 'X'",
    "UPDATE message SET thread = 'messenger'",
    "DELETE FROM message",
    "DELETE FROM file WHERE message IS NOT NULL",
    "INSERT INTO message (version, created_at, updated_at, ticket, thread, kind) VALUES (1, 1, 1, 1001, 'messenger', 'system')",
    "UPDATE read_mark SET read_to = 1",
    "UPDATE read_mark SET delivered_to = 1",
    "UPDATE read_mark SET person = 3",
    "INSERT INTO read_mark (version, created_at, updated_at, person, ticket, thread, read_to, delivered_to)"
    " VALUES (1, 1, 1, 2, 1001, 'workspace', 2, 2)",
  };
  static const char rows[]
    = "INSERT INTO message (id, version, created_at, updated_at, ticket, thread, author, kind, text)"
      " VALUES (1, 1, 1, 1, 1001, 'workspace', 2, 'text', 'a'), (2, 1, 1, 1, 1001, 'workspace', 2, 'text', 'b');"
      "INSERT INTO message (id, version, created_at, updated_at, ticket, thread, kind, event) VALUES (3, 1, 1, 1, 1001, 'messenger', 'system', 1);"
      "INSERT INTO file (version, created_at, updated_at, name, media_type, bytes, sha256, width, height, ticket, message)"
      " VALUES (1, 1, 1, 'a', 'text/plain', 1, 'x', 0, 0, 1001, 1);"
      "INSERT INTO read_mark (version, created_at, updated_at, person, ticket, thread, read_to, delivered_to)"
      " VALUES (1, 1, 1, 2, 1001, 'workspace', 2, 2)";
  g_autofree char *old = fixture_path (fixture, "old.db");
  g_autoptr (CalloutStore) store = NULL;
  sqlite3 *db = open_file (old);

  run_file (db, "schema-003.sql");
  sqlite3_close (db);
  store = callout_store_open (old, CALLOUT_STORE_OPEN, NULL);
  g_assert_nonnull (store);
  g_clear_object (&store);
  db = open_file (old);
  g_assert_cmpint (sqlite3_exec (db, rows, NULL, NULL, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_test_message ("%s", attempts[i]);
      g_assert_cmpint (sqlite3_exec (db, attempts[i], NULL, NULL, NULL), ==, SQLITE_CONSTRAINT);
    }
  g_assert_cmpint (sqlite3_exec (db, "UPDATE read_mark SET version = 2, delivered_to = 9", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  /* Each move has a number; the last message of a thread is found without looking. */
  g_assert_cmpint (ask_number (old, "SELECT stamp FROM read_mark"), ==, 2);
  g_assert_cmpint (ask_number (old, "SELECT last FROM conversation WHERE thread = 'workspace'"), ==, 2);
  g_assert_cmpint (ask_number (old, "SELECT count(*) FROM conversation"), ==, 2);
}

/* The record and what was published cannot be changed by whoever has the file open. */
static void
test_record_is_fixed (Fixture *fixture)
{
  static const char *const attempts[] = {
    "UPDATE ticket_update SET text = 'X'",
    "UPDATE ticket_update SET visibility = 'public'",
    "DELETE FROM ticket_update",
    "UPDATE flow SET plan = '{}'",
    "UPDATE flow SET state = 'draft'",
    "UPDATE flow SET number = 9",
    "DELETE FROM flow",
    "UPDATE file_chunk SET data = x'00'",
    "DELETE FROM file",
    "INSERT INTO rating (version, created_at, updated_at, ticket, cycle, stars, source) VALUES (1, 1, 1, 1001, 1, 6, 'portal')",
    "INSERT INTO rating (version, created_at, updated_at, ticket, cycle, stars, source)"
    " VALUES (1, 1, 1, 1001, 0, 5, 'portal'), (1, 1, 1, 1001, 0, 4, 'e-mail')",
    "INSERT INTO offer (version, created_at, updated_at, ticket, person, cycle, state)"
    " VALUES (1, 1, 1, 1001, 2, 0, 'offered'), (1, 1, 1, 1001, 2, 0, 'offered')",
    "INSERT INTO notification_pref (version, created_at, updated_at, person, topic, desktop, inbox, email, locked)"
    " VALUES (1, 1, 1, 2, 'offer', 1, 1, 1, 1)",
  };
  static const char rows[]
    = "INSERT INTO flow (version, created_at, updated_at, key, number, state, name, plan, visit, ratings)"
      " VALUES (1, 1, 1, 'a', 1, 'published', 'A', '{\"steps\":[]}', 0, 1);"
      "INSERT INTO ticket_update (id, version, created_at, updated_at, ticket, author, visibility, text)"
      " VALUES (1, 1, 1, 1, 1001, 2, 'internal', 'words');"
      "INSERT INTO file (id, version, created_at, updated_at, name, media_type, bytes, sha256, width, height, ticket, update_ref)"
      " VALUES (1, 1, 1, 1, 'a', 'text/plain', 1, 'x', 0, 0, 1001, 1);"
      "INSERT INTO file_chunk (file, number, data) VALUES (1, 0, x'41')";
  g_autofree char *old = fixture_path (fixture, "old.db");
  g_autoptr (CalloutStore) store = NULL;
  sqlite3 *db = open_file (old);

  run_file (db, "schema-002.sql");
  sqlite3_close (db);
  store = callout_store_open (old, CALLOUT_STORE_OPEN, NULL);
  g_assert_nonnull (store);
  g_clear_object (&store);
  db = open_file (old);
  g_assert_cmpint (sqlite3_exec (db, rows, NULL, NULL, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_test_message ("%s", attempts[i]);
      g_assert_cmpint (sqlite3_exec (db, attempts[i], NULL, NULL, NULL), ==, SQLITE_CONSTRAINT);
    }
  /* Retiring is the one thing that may happen to a published flow. */
  g_assert_cmpint (sqlite3_exec (db, "UPDATE flow SET state = 'retired'", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_store_test ("schema/from-001", test_from_001);
  add_store_test ("schema/workflow-of-001", test_workflow_of_001);
  add_store_test ("schema/backup-of-001", test_backup_of_001);
  add_store_test ("schema/from-002", test_from_002);
  add_store_test ("schema/backup-of-002", test_backup_of_002);
  add_store_test ("schema/tickets-of-002", test_tickets_of_002);
  add_store_test ("schema/record-is-fixed", test_record_is_fixed);
  add_store_test ("schema/from-003", test_from_003);
  add_store_test ("schema/backup-of-003", test_backup_of_003);
  add_store_test ("schema/messages-are-fixed", test_messages_are_fixed);
  add_store_test ("schema/many-at-once", test_many_at_once);
  add_store_test ("schema/a-copy-is-never-overwritten", test_a_copy_is_never_overwritten);
  add_store_test ("schema/failed-leaves-nothing", test_failed_leaves_nothing);
  add_store_test ("schema/published-is-fixed", test_published_is_fixed);
  return g_test_run ();
}
