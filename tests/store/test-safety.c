/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-test-store.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static CalloutEntity *
add_customer (CalloutStore *store,
              const char   *name)
{
  return insert_row (store, CALLOUT_KIND_CUSTOMER, "name", name, NULL);
}

static gint64
count (CalloutStore *store,
       CalloutKind   kind)
{
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autoptr (GError) error = NULL;
  gint64 n = callout_store_count (store, query, NULL, &error);

  g_assert_no_error (error);
  return n;
}

static void
test_rollback (Fixture *fixture)
{
  write_begin (fixture->store, "test.lost");
  g_object_unref (add_customer (fixture->store, "Lost"));
  callout_store_rollback (fixture->store);
  g_assert_cmpint (count (fixture->store, CALLOUT_KIND_CUSTOMER), ==, 0);
  g_assert_cmpint (callout_store_last_event (fixture->store, NULL), ==, 0);

  /* A second rollback, or one without anything to take back, harms nothing. */
  callout_store_rollback (fixture->store);
  write_begin (fixture->store, "test.kept");
  g_object_unref (add_customer (fixture->store, "Kept"));
  write_end (fixture->store);
  g_assert_cmpint (count (fixture->store, CALLOUT_KIND_CUSTOMER), ==, 1);
}

static CalloutEvent *
begin_event (CalloutStore *store)
{
  CalloutEvent *event = g_object_new (CALLOUT_TYPE_EVENT, NULL);

  event->command = g_strdup ("test.step");
  callout_store_begin_event (store, event);
  return event;
}

/* A command that fails inside a batch leaves nothing; those before and after it stay. */
static void
test_savepoints (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  callout_store_begin (fixture->store, TRUE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (CalloutEvent) event = NULL;
      g_autofree char *name = g_strdup_printf ("Customer %u", i);

      g_assert_true (callout_store_savepoint (fixture->store, &error));
      event = begin_event (fixture->store);
      g_object_unref (add_customer (fixture->store, name));
      if (i % 2 == 0)
        {
          g_assert_true (callout_store_end_event (fixture->store, &error));
          callout_store_release (fixture->store);
        }
      else
        callout_store_rollback_to_savepoint (fixture->store);
    }
  g_assert_true (callout_store_commit (fixture->store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture->store, CALLOUT_KIND_CUSTOMER), ==, 2);
  g_assert_cmpint (count (fixture->store, CALLOUT_KIND_EVENT), ==, 2);
}

/* Another connection sees what was committed, and only then. */
static void
test_two_connections (Fixture *fixture)
{
  g_autoptr (CalloutStore) other = fixture_open (fixture, CALLOUT_STORE_OPEN);
  gint64 before = callout_store_data_version (other);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GArray) touched = NULL;
  g_autoptr (CalloutEntity) customer = NULL;

  write_begin (fixture->store, "customer.create");
  customer = add_customer (fixture->store, "Public Works");
  g_assert_cmpint (count (other, CALLOUT_KIND_CUSTOMER), ==, 0);
  write_end (fixture->store);
  g_assert_cmpint (count (other, CALLOUT_KIND_CUSTOMER), ==, 1);
  g_assert_cmpint (callout_store_data_version (other), !=, before);
  events = callout_store_events_after (other, 0, &touched, NULL);
  g_assert_cmpuint (events->len, ==, 1);

  /* Both read the same version; the second to write is told. */
  {
    g_autoptr (CalloutEntity) theirs = callout_store_get (other, CALLOUT_KIND_CUSTOMER, customer->id, NULL);
    g_autoptr (GError) error = NULL;

    write_begin (other, "customer.edit");
    change_row (other, theirs, "phone", "1");
    write_end (other);
    write_begin (fixture->store, "customer.edit");
    CALLOUT_CUSTOMER (customer)->phone = g_strdup ("2");
    g_assert_false (callout_store_update (fixture->store, customer, &error));
    g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
    callout_store_rollback (fixture->store);
  }
}

#define N_WRITERS 4

/* Each writer's; the long campaign takes minutes. */
static guint
n_writes (void)
{
  return g_getenv ("CALLOUT_SOAK") != NULL ? 20000 : 60;
}

/* Adds one to a number, again and again, as everybody else does: read, add,
 * write if nobody wrote meanwhile. Returns how often somebody had. */
static int
count_up (Fixture *fixture,
          gint64   id)
{
  g_autoptr (CalloutStore) store = fixture_open (fixture, CALLOUT_STORE_OPEN);
  int conflicts = 0;

  for (guint done = 0; done < n_writes ();)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CalloutEntity) ticket = callout_store_get (store, CALLOUT_KIND_TICKET, id, &error);
      g_autoptr (CalloutEvent) event = NULL;

      g_assert_no_error (error);
      CALLOUT_TICKET (ticket)->cycle++;
      if (done % 7 == 0)
        g_usleep (1000); /* somebody looks at it for a while */
      callout_store_begin (store, TRUE, &error);
      g_assert_no_error (error);
      event = begin_event (store);
      if (callout_store_update (store, ticket, &error) && callout_store_end_event (store, &error)
          && callout_store_commit (store, &error))
        done++;
      else
        {
          g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
          callout_store_rollback (store);
          conflicts++;
        }
    }
  return conflicts;
}

static void
test_many_writers (Fixture *fixture)
{
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autoptr (CalloutEntity) after = NULL;
  pid_t writers[N_WRITERS];

  write_begin (fixture->store, "ticket.create");
  ticket = insert_row (fixture->store, CALLOUT_KIND_TICKET, "title", "Counter", NULL);
  write_end (fixture->store);
  g_clear_object (&fixture->store); /* no connection may cross a fork */

  for (guint i = 0; i < N_WRITERS; i++)
    {
      writers[i] = fork ();
      g_assert_cmpint (writers[i], >=, 0);
      if (writers[i] == 0)
        {
          count_up (fixture, ticket->id);
          _exit (0);
        }
    }
  for (guint i = 0; i < N_WRITERS; i++)
    {
      int status = -1;

      g_assert_cmpint (waitpid (writers[i], &status, 0), ==, writers[i]);
      g_assert_cmpint (status, ==, 0);
    }
  fixture->store = fixture_open (fixture, CALLOUT_STORE_OPEN);
  after = callout_store_get (fixture->store, CALLOUT_KIND_TICKET, ticket->id, NULL);
  g_assert_cmpint (CALLOUT_TICKET (after)->cycle, ==, N_WRITERS * n_writes ());
  g_assert_cmpint (after->version, ==, 1 + N_WRITERS * n_writes ());
  g_assert_cmpint (count (fixture->store, CALLOUT_KIND_EVENT), ==, 1 + N_WRITERS * n_writes ());
}

static void
test_backup_and_restore (Fixture *fixture)
{
  g_autofree char *file = fixture_path (fixture, "backup.db");
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gint64 last;

  write_begin (fixture->store, "customer.create");
  g_object_unref (add_customer (fixture->store, "First"));
  last = write_end (fixture->store);
  callout_store_backup (fixture->store, file, &error);
  g_assert_no_error (error);

  write_begin (fixture->store, "customer.create");
  g_object_unref (add_customer (fixture->store, "Second"));
  write_end (fixture->store);
  g_clear_object (&fixture->store);

  callout_store_restore (fixture->uri, file, faults, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);
  fixture->store = fixture_open (fixture, CALLOUT_STORE_OPEN);
  g_assert_cmpint (count (fixture->store, CALLOUT_KIND_CUSTOMER), ==, 1);
  g_assert_cmpint (callout_store_last_event (fixture->store, NULL), ==, last);

  /* It can be written to as before, and words are found. */
  write_begin (fixture->store, "customer.create");
  g_object_unref (add_customer (fixture->store, "Third"));
  write_end (fixture->store);
  g_assert_cmpint (count (fixture->store, CALLOUT_KIND_CUSTOMER), ==, 2);

  /* A second backup of that name takes the first one's place. */
  callout_store_backup (fixture->store, file, &error);
  g_assert_no_error (error);
  {
    g_autoptr (CalloutStore) copy = callout_store_open (file, CALLOUT_STORE_READ_ONLY, &error);

    g_assert_no_error (error);
    g_assert_cmpint (count (copy, CALLOUT_KIND_CUSTOMER), ==, 2);
  }
}

/* While another process writes, a backup is a moment of it, whole. */
static void
test_backup_while_written (Fixture *fixture)
{
  g_autofree char *file = fixture_path (fixture, "backup.db");
  pid_t writer;
  int status = -1;

  g_clear_object (&fixture->store);
  writer = fork ();
  g_assert_cmpint (writer, >=, 0);
  if (writer == 0)
    {
      g_autoptr (CalloutStore) store = fixture_open (fixture, CALLOUT_STORE_OPEN);

      for (guint i = 0; i < 150; i++)
        {
          write_begin (store, "customer.create");
          g_object_unref (add_customer (store, "One"));
          g_object_unref (add_customer (store, "Other"));
          write_end (store);
        }
      g_clear_object (&store);
      _exit (0);
    }
  fixture->store = fixture_open (fixture, CALLOUT_STORE_OPEN);
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (CalloutStore) copy = NULL;
      g_autoptr (GError) error = NULL;

      callout_store_backup (fixture->store, file, &error);
      g_assert_no_error (error);
      copy = callout_store_open (file, CALLOUT_STORE_READ_ONLY, &error);
      g_assert_no_error (error);
      g_assert_cmpint (count (copy, CALLOUT_KIND_CUSTOMER), ==, 2 * count (copy, CALLOUT_KIND_EVENT));
    }
  g_assert_cmpint (waitpid (writer, &status, 0), ==, writer);
  g_assert_cmpint (status, ==, 0);
}

static void
test_backup_refuses (Fixture *fixture)
{
  g_autofree char *nowhere = fixture_path (fixture, "no/such/folder/backup.db");
  g_autofree char *path = fixture_path (fixture, "store.db");
  const char *bad[] = { nowhere, fixture->folder, path };

  write_begin (fixture->store, "customer.create");
  g_object_unref (add_customer (fixture->store, "First"));
  write_end (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_false (callout_store_backup (fixture->store, bad[i], &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == CALLOUT_ERROR);
      g_test_message ("%s", error->message);
    }
  /* The store over itself least of all. */
  write_begin (fixture->store, "customer.create");
  g_object_unref (add_customer (fixture->store, "Second"));
  write_end (fixture->store);
  g_clear_object (&fixture->store);
  fixture->store = fixture_open (fixture, CALLOUT_STORE_OPEN);
  g_assert_cmpint (count (fixture->store, CALLOUT_KIND_CUSTOMER), ==, 2);
}

static void
test_restore_refuses (Fixture *fixture)
{
  g_autofree char *backup = fixture_path (fixture, "backup.db");
  g_autofree char *damaged = fixture_path (fixture, "damaged.db");
  g_autofree char *foreign = fixture_path (fixture, "letter.txt");
  g_autofree char *missing = fixture_path (fixture, "missing.db");
  g_autofree char *bytes = NULL;
  gsize length;
  const char *bad[] = { damaged, foreign, missing };

  write_begin (fixture->store, "customer.create");
  for (guint i = 0; i < 400; i++)
    g_object_unref (add_customer (fixture->store, "A customer with a rather long name, so that there are many pages"));
  write_end (fixture->store);
  g_assert_true (callout_store_backup (fixture->store, backup, NULL));
  g_clear_object (&fixture->store);
  g_assert_true (g_file_get_contents (backup, &bytes, &length, NULL));
  for (gsize i = length / 2; i < length - 64; i += 512)
    memset (bytes + i, 0xa5, 64);
  g_assert_true (g_file_set_contents (damaged, bytes, length, NULL));
  g_assert_true (g_file_set_contents (foreign, "Dear customer,\n", -1, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;
      int code = i == 2 ? CALLOUT_ERROR_NOT_FOUND : CALLOUT_ERROR_CORRUPT;

      g_test_message ("%s", bad[i]);
      g_assert_false (callout_store_restore (fixture->uri, bad[i], faults, &error));
      g_assert_error (error, CALLOUT_ERROR, code);
      g_assert_nonnull (strstr (error->message, bad[i]));
    }
  fixture->store = fixture_open (fixture, CALLOUT_STORE_OPEN);
  g_assert_cmpint (count (fixture->store, CALLOUT_KIND_CUSTOMER), ==, 400);
}

/* Into a place where nothing is yet. */
static void
test_restore_anew (Fixture *fixture)
{
  g_autofree char *backup = fixture_path (fixture, "backup.db");
  g_autofree char *fresh = fixture_path (fixture, "new/house/store.db");
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CalloutStore) store = NULL;
  g_autoptr (GError) error = NULL;

  write_begin (fixture->store, "customer.create");
  g_object_unref (add_customer (fixture->store, "First"));
  write_end (fixture->store);
  g_assert_true (callout_store_backup (fixture->store, backup, NULL));
  callout_store_restore (fresh, backup, faults, &error);
  g_assert_no_error (error);
  store = callout_store_open (fresh, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (store, CALLOUT_KIND_CUSTOMER), ==, 1);
}

static void
test_open_modes (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutStore) reader = NULL;
  g_autofree char *nowhere = NULL;

  g_assert_true (callout_store_exists (fixture->uri));
  g_assert_null (callout_store_open (fixture->uri, CALLOUT_STORE_CREATE, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  g_clear_error (&error);
  nowhere = g_strconcat (fixture->uri, ".not-there", NULL);
  g_assert_false (callout_store_exists (nowhere));
  g_assert_null (callout_store_open (nowhere, CALLOUT_STORE_OPEN, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (callout_store_open (nowhere, CALLOUT_STORE_READ_ONLY, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (callout_store_exists (nowhere));
  g_assert_null (callout_store_open ("mysql://localhost/callout", CALLOUT_STORE_OPEN, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
  g_clear_error (&error);

  reader = fixture_open (fixture, CALLOUT_STORE_READ_ONLY);
  g_assert_cmpint (count (reader, CALLOUT_KIND_CUSTOMER), ==, 0);
  {
    g_autoptr (CalloutEntity) customer = callout_entity_new_for_kind (CALLOUT_KIND_CUSTOMER);
    g_autoptr (CalloutEvent) event = NULL;

    CALLOUT_CUSTOMER (customer)->name = g_strdup ("Nobody");
    if (callout_store_begin (reader, TRUE, &error))
      {
        event = begin_event (reader);
        g_assert_false (callout_store_insert (reader, customer, &error));
        callout_store_rollback (reader);
      }
    g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED);
    g_test_message ("%s", error->message);
  }
  assert_no_faults (reader);
  g_assert_cmpint (callout_store_get_schema_version (reader), >=, 1);
  g_assert_cmpint (callout_store_get_size (reader), >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_store_test ("safety/rollback", test_rollback);
  add_store_test ("safety/savepoints", test_savepoints);
  add_store_test ("safety/two-connections", test_two_connections);
  add_store_test ("safety/many-writers", test_many_writers);
  add_store_test ("safety/backup-and-restore", test_backup_and_restore);
  add_store_test ("safety/backup-while-written", test_backup_while_written);
  add_store_test ("safety/backup-refuses", test_backup_refuses);
  add_store_test ("safety/restore-refuses", test_restore_refuses);
  add_store_test ("safety/restore-anew", test_restore_anew);
  add_store_test ("safety/open-modes", test_open_modes);
  return g_test_run ();
}
