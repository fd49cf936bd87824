/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that are no store, or not whole, or may not be written: a clear
 * sentence each, and not a byte of them changed. */
#include "callout-test-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void
add_customers (CalloutStore *store,
               guint         n)
{
  write_begin (store, "customer.create");
  for (guint i = 0; i < n; i++)
    g_object_unref (insert_row (store, CALLOUT_KIND_CUSTOMER, "name", "A customer with a name of some length, to fill pages", NULL));
  write_end (store);
}

static char *
digest (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
}

static void
assert_refused (const char       *path,
                CalloutStoreMode  mode,
                int               code)
{
  g_autofree char *before = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? digest (path) : NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutStore) store = callout_store_open (path, mode, &error);

  g_assert_null (store);
  g_assert_error (error, CALLOUT_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, path));
  after = before != NULL ? digest (path) : NULL;
  g_assert_cmpstr (before, ==, after);
}

static void
test_not_a_store (Fixture *fixture)
{
  g_autofree char *path = fixture_path (fixture, "other");
  g_autofree char *long_text = g_strnfill (70000, 'x');
  const char *contents[] = { "Dear customer,\n", long_text, "SQLite format 3" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      assert_refused (path, CALLOUT_STORE_OPEN, CALLOUT_ERROR_CORRUPT);
      assert_refused (path, CALLOUT_STORE_READ_ONLY, CALLOUT_ERROR_CORRUPT);
      assert_refused (path, CALLOUT_STORE_CREATE, CALLOUT_ERROR_CONFLICT);
    }
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  assert_refused (path, CALLOUT_STORE_OPEN, CALLOUT_ERROR_CORRUPT);
  assert_refused (path, CALLOUT_STORE_READ_ONLY, CALLOUT_ERROR_CORRUPT);
  assert_refused (fixture->folder, CALLOUT_STORE_OPEN, CALLOUT_ERROR_CORRUPT);
  assert_refused (fixture->folder, CALLOUT_STORE_CREATE, CALLOUT_ERROR_CORRUPT);
}

/* Another program's database is nobody's to touch. */
static void
test_foreign_database (Fixture *fixture)
{
  g_autofree char *path = fixture_path (fixture, "foreign.db");
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE person (name TEXT); PRAGMA user_version = 1", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  assert_refused (path, CALLOUT_STORE_OPEN, CALLOUT_ERROR_CORRUPT);
  assert_refused (path, CALLOUT_STORE_READ_ONLY, CALLOUT_ERROR_CORRUPT);
  assert_refused (path, CALLOUT_STORE_CREATE, CALLOUT_ERROR_CONFLICT);
}

static void
test_newer (Fixture *fixture)
{
  g_autofree char *path = fixture_path (fixture, "store.db");
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  g_clear_object (&fixture->store);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = 9999", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  assert_refused (path, CALLOUT_STORE_OPEN, CALLOUT_ERROR_CORRUPT);
  g_assert_null (callout_store_open (path, CALLOUT_STORE_READ_ONLY, &error));
  g_assert_nonnull (strstr (error->message, "9999"));
  g_assert_nonnull (strstr (error->message, "newer"));
}

/* Cut off at any length it is refused, or what check finds is told; it never
 * passes for whole, and never crashes. */
static void
test_truncated (Fixture *fixture)
{
  g_autofree char *path = fixture_path (fixture, "store.db");
  g_autofree char *cut = fixture_path (fixture, "cut.db");
  g_autofree char *bytes = NULL;
  gsize length;

  add_customers (fixture->store, 300);
  g_clear_object (&fixture->store);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (guint i = 1; i < 24; i++)
    {
      gsize kept = length * i / 24;
      g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;
      g_autoptr (CalloutStore) store = NULL;

      g_assert_true (g_file_set_contents (cut, bytes, kept, NULL));
      store = callout_store_open (cut, CALLOUT_STORE_READ_ONLY, &error);
      if (store != NULL && callout_store_check (store, faults, &error))
        g_assert_cmpuint (faults->len, >, 0);
      else
        g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT);
    }
}

/* Damage in the middle. */
static void
test_damaged (Fixture *fixture)
{
  g_autofree char *path = fixture_path (fixture, "store.db");
  g_autofree char *backup = fixture_path (fixture, "backup.db");
  g_autofree char *bytes = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gsize length;

  add_customers (fixture->store, 300);
  g_assert_true (callout_store_backup (fixture->store, backup, NULL));
  g_clear_object (&fixture->store);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memset (bytes + 100, 0x5a, length - 100);
  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  assert_refused (path, CALLOUT_STORE_OPEN, CALLOUT_ERROR_CORRUPT);

  /* What cannot be read is not written over either: it may be all there is. */
  before = digest (path);
  g_assert_false (callout_store_restore (path, backup, faults, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "another place"));
  after = digest (path);
  g_assert_cmpstr (before, ==, after);
}

/* Runs @func in a process that has no special rights. */
static void
as_nobody (void   (*func) (gpointer),
           gpointer data)
{
  int status = -1;
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
        _exit (99);
      func (data);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
}

static void
open_unwritable (gpointer data)
{
  const char *path = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutStore) store = callout_store_open (path, CALLOUT_STORE_OPEN, &error);

  if (store != NULL)
    {
      g_assert_false (callout_store_begin (store, TRUE, &error) && (add_customers (store, 1), TRUE));
    }
  g_assert_nonnull (error);
  g_assert_true (error->domain == CALLOUT_ERROR);
  g_printerr ("# %s\n", error->message);
  g_assert_nonnull (strstr (error->message, path));
}

static void
create_unwritable (gpointer data)
{
  g_autofree char *path = g_build_filename (data, "new.db", NULL);
  g_autofree char *deep = g_build_filename (data, "a", "b", "new.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (callout_store_open (path, CALLOUT_STORE_CREATE, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, g_strerror (EACCES)));
  g_clear_error (&error);
  g_assert_null (callout_store_open (deep, CALLOUT_STORE_CREATE, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED);
}

static void
open_unreadable (gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (callout_store_open (data, CALLOUT_STORE_READ_ONLY, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, g_strerror (EACCES)));
}

/* A backup on a disk that may only be read can be looked at. */
static void
open_reading (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutStore) store = callout_store_open (data, CALLOUT_STORE_READ_ONLY, &error);
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_CUSTOMER);

  g_assert_no_error (error);
  g_assert_cmpint (callout_store_count (store, query, NULL, &error), ==, 3);
  g_assert_no_error (error);
  assert_no_faults (store);
}

static void
test_rights (Fixture *fixture)
{
  g_autofree char *path = fixture_path (fixture, "store.db");
  g_autofree char *backup = fixture_path (fixture, "backup.db");

  add_customers (fixture->store, 3);
  g_assert_true (callout_store_backup (fixture->store, backup, NULL));
  g_clear_object (&fixture->store);

  g_chmod (path, 0444);
  g_chmod (backup, 0444);
  g_chmod (fixture->folder, 0555);
  as_nobody (open_unwritable, path);
  as_nobody (create_unwritable, fixture->folder);
  as_nobody (open_reading, backup);
  g_chmod (path, 0);
  as_nobody (open_unreadable, path);
  g_chmod (fixture->folder, 0755);
}

static void
fill_up (gpointer data)
{
  const char *path = data;
  struct rlimit limit;
  GStatBuf info;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutStore) store = callout_store_open (path, CALLOUT_STORE_OPEN, &error);
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_CUSTOMER);
  guint written = 0;

  g_assert_no_error (error);
  /* No file may grow beyond this: what a full disk is to a program. */
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  limit.rlim_cur = limit.rlim_max = info.st_size + 65536;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  while (error == NULL)
    {
      g_autoptr (CalloutEvent) event = g_object_new (CALLOUT_TYPE_EVENT, NULL);
      gboolean done = callout_store_begin (store, TRUE, &error);

      event->command = g_strdup ("customer.create");
      if (done)
        callout_store_begin_event (store, event);
      for (guint i = 0; i < 20 && done; i++)
        {
          g_autoptr (CalloutEntity) customer = callout_entity_new_for_kind (CALLOUT_KIND_CUSTOMER);

          CALLOUT_CUSTOMER (customer)->name = g_strdup ("A customer with a name of some length, to fill pages");
          done = callout_store_insert (store, customer, &error);
        }
      if (done && callout_store_end_event (store, &error) && callout_store_commit (store, &error))
        written += 20;
      else
        callout_store_rollback (store);
    }
  g_printerr ("# %s (after %u)\n", error->message, written);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, path));
  /* Of what failed nothing is there, of what was acknowledged everything. */
  g_assert_cmpint (callout_store_count (store, query, NULL, NULL), ==, written);
  /* Nor does a backup leave a stump behind. */
  g_clear_error (&error);
  {
    g_autofree char *backup = g_strconcat (path, ".backup", NULL);
    g_autofree char *part = g_strconcat (backup, ".part", NULL);

    limit.rlim_cur = 8192;
    g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
    g_assert_false (callout_store_backup (store, backup, &error));
    g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NO_SPACE);
    g_printerr ("# %s\n", error->message);
    g_assert_nonnull (strstr (error->message, backup));
    g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));
    g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  }
}

static void
test_no_space (Fixture *fixture)
{
  g_autofree char *path = fixture_path (fixture, "store.db");

  g_clear_object (&fixture->store);
  g_chmod (fixture->folder, 0777);
  g_chmod (path, 0666);
  as_nobody (fill_up, path);
  fixture->store = fixture_open (fixture, CALLOUT_STORE_OPEN);
  assert_no_faults (fixture->store);
}

/* Whether somebody else holds a lock on the file, asked as another process. */
static gboolean
is_locked (const char *path)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
      int fd = open (path, O_RDWR | O_CLOEXEC);

      _exit (fd >= 0 && fcntl (fd, F_GETLK, &lock) == 0 ? lock.l_type != F_UNLCK : 2);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), <, 2);
  return WEXITSTATUS (status) == 1;
}

/* What a file chooser does in a folder: of what it does not know by its name
 * it reads the beginning. */
static void
look_around (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE,
                                                                 G_FILE_QUERY_INFO_NONE, NULL, NULL);
  guint n = 0;

  for (;;)
    {
      g_autoptr (GFileInfo) info = g_file_enumerator_next_file (files, NULL, NULL);

      if (info == NULL)
        break;
      g_assert_nonnull (g_file_info_get_content_type (info));
      n++;
    }
  g_assert_cmpuint (n, >=, 3);
}

/* Locks go when any descriptor of the file is closed, unless they belong to the
 * one they were taken with. */
static void
test_looked_at (Fixture *fixture)
{
  g_autofree char *path = fixture_path (fixture, "store.db");
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);
  g_autofree char *bytes = NULL;

  write_begin (fixture->store, "customer.create");
  g_object_unref (insert_row (fixture->store, CALLOUT_KIND_CUSTOMER, "name", "Somebody", NULL));
  g_assert_true (is_locked (path));
  g_assert_true (is_locked (shared));
  look_around (fixture->folder);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_true (is_locked (path));
  g_assert_true (is_locked (shared));
  write_end (fixture->store);
  g_clear_object (&fixture->store);
  g_assert_false (is_locked (path));
  fixture->store = fixture_open (fixture, CALLOUT_STORE_OPEN);
  assert_no_faults (fixture->store);
}

/* Two connections of one process are one to all others, whichever goes first. */
static void
test_two_at_once (Fixture *fixture)
{
  g_autofree char *path = fixture_path (fixture, "store.db");
  g_autoptr (CalloutStore) other = fixture_open (fixture, CALLOUT_STORE_OPEN);

  add_customers (other, 1);
  add_customers (fixture->store, 1);
  g_clear_object (&fixture->store);
  g_assert_true (is_locked (path));
  add_customers (other, 1);
  look_around (fixture->folder);
  g_assert_true (is_locked (path));
  fixture->store = fixture_open (fixture, CALLOUT_STORE_OPEN);
  g_clear_object (&other);
  add_customers (fixture->store, 1);
  assert_no_faults (fixture->store);
  g_clear_object (&fixture->store);
  g_assert_false (is_locked (path));
  fixture->store = fixture_open (fixture, CALLOUT_STORE_OPEN);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_store_test ("files/not-a-store", test_not_a_store);
  add_store_test ("files/foreign-database", test_foreign_database);
  add_store_test ("files/newer", test_newer);
  add_store_test ("files/truncated", test_truncated);
  add_store_test ("files/damaged", test_damaged);
  add_store_test ("files/looked-at", test_looked_at);
  add_store_test ("files/two-at-once", test_two_at_once);
  add_store_test ("files/rights", test_rights);
  add_store_test ("files/no-space", test_no_space);
  return g_test_run ();
}
