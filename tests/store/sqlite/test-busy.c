/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What happens while another process holds the store for longer than anybody waits. */
#include "callout-test-store.h"

#include <sqlite3.h>
#include <string.h>

static sqlite3 *
hold (Fixture *fixture)
{
  g_autofree char *path = fixture_path (fixture, "store.db");
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE; UPDATE setting SET version = version + 1", NULL, NULL, NULL), ==, SQLITE_OK);
  return db;
}

static void
test_writing (Fixture *fixture)
{
  sqlite3 *db = hold (fixture);
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_CUSTOMER);
  g_autoptr (GError) error = NULL;

  /* Who only reads does not wait. */
  g_assert_cmpint (callout_store_count (fixture->store, query, NULL, &error), ==, 0);
  g_assert_no_error (error);

  g_assert_false (callout_store_begin (fixture->store, TRUE, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "store.db"));
  sqlite3_close (db);
  g_clear_error (&error);

  /* Once it is let go of, all goes on. */
  g_assert_true (callout_store_begin (fixture->store, TRUE, &error));
  g_assert_no_error (error);
  callout_store_rollback (fixture->store);
}

/* Check tells that it could not look; it finds no fault that is not there. */
static void
test_check (Fixture *fixture)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  sqlite3 *db = hold (fixture);

  g_assert_false (callout_store_check (fixture->store, faults, &error));
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_BUSY);
  sqlite3_close (db);
}

/* Nor does a restore wait for ever. */
static void
test_restore (Fixture *fixture)
{
  g_autofree char *backup = fixture_path (fixture, "backup.db");
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_assert_true (callout_store_backup (fixture->store, backup, NULL));
  db = hold (fixture);
  g_assert_false (callout_store_restore (fixture->uri, backup, faults, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_BUSY);
  sqlite3_close (db);
  g_clear_error (&error);
  g_assert_true (callout_store_restore (fixture->uri, backup, faults, &error));
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_store_test ("busy/writing", test_writing);
  add_store_test ("busy/check", test_check);
  add_store_test ("busy/restore", test_restore);
  return g_test_run ();
}
