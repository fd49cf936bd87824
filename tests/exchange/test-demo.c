/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-csv.h"
#include "callout-demo.h"

#include <glib/gstdio.h>
#include <string.h>

/* Before the hour, at night and at a weekend alike. */
#define NOW "2026-11-21T22:50:00-05:00"

typedef struct {
  char             *directory;
  CalloutWorkspace *workspace;
} Fixture;

static CalloutTime
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CalloutTime time;

  callout_time_parse (text, &time, &error);
  g_assert_no_error (error);
  return time;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) founder = NULL;
  g_autofree char *store = NULL;

  callout_clock_set (parse (NOW));
  fixture->directory = g_dir_make_tmp ("callout-demo-XXXXXX", NULL);
  store = g_build_filename (fixture->directory, "callout.db", NULL);
  fixture->workspace = callout_workspace_open_sync (store, CALLOUT_STORE_CREATE, &error);
  g_assert_no_error (error);
  callout_workspace_found_sync (fixture->workspace, "founder", "Founder", &error);
  g_assert_no_error (error);
  founder = callout_workspace_get_sync (fixture->workspace, 0, CALLOUT_KIND_PERSON, "founder", &error);
  g_assert_no_error (error);
  callout_demo_load_sync (fixture->workspace, founder->id, 1, DEMO, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) directory = NULL;
  const char *name;

  g_clear_object (&fixture->workspace);
  directory = g_dir_open (fixture->directory, 0, NULL);
  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
  callout_clock_set (0);
}

static GPtrArray *
list (Fixture     *fixture,
      CalloutKind  kind,
      const char  *filter)
{
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autoptr (GError) error = NULL;
  GPtrArray *found;

  if (filter != NULL)
    callout_query_add_filter (query, filter, &error);
  g_assert_no_error (error);
  found = callout_workspace_list_sync (fixture->workspace, 0, query, &error);
  g_assert_no_error (error);
  return found;
}

static guint
count (Fixture     *fixture,
       CalloutKind  kind,
       const char  *filter)
{
  g_autoptr (GPtrArray) found = list (fixture, kind, filter);

  return found->len;
}

static guint
count_on_duty (GPtrArray   *people,
               CalloutTime  now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  guint on_duty = 0;

  for (guint i = 0; i < people->len; i++)
    {
      CalloutPerson *person = g_ptr_array_index (people, i);
      g_autoptr (CalloutShift) shift = NULL;
      CalloutTime from, until;

      if (person->shift == NULL || !callout_person_is_engineer (person))
        continue;
      shift = callout_shift_parse (person->shift, NULL);
      g_assert_nonnull (shift);
      on_duty += callout_shift_find (shift, now, zone, &from, &until) && from <= now;
    }
  return on_duty;
}

static gpointer
check_cb (CalloutStore  *store,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return callout_store_check (store, data, error) ? data : NULL;
}

static void
test_city (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) people = list (fixture, CALLOUT_KIND_PERSON, "roles~member");
  g_autoptr (GPtrArray) tickets = list (fixture, CALLOUT_KIND_TICKET, NULL);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  CalloutTime newest = 0;
  guint homeless = 0, placed = 0;

  g_assert_cmpuint (people->len, ==, 60);
  g_assert_cmpuint (count (fixture, CALLOUT_KIND_GROUP, "type=in-house"), ==, 12);
  g_assert_cmpuint (count (fixture, CALLOUT_KIND_GROUP, "type=provider"), ==, 4);
  g_assert_cmpuint (tickets->len, ==, 8520);
  for (guint i = 0; i < tickets->len; i++)
    {
      CalloutTicket *ticket = g_ptr_array_index (tickets, i);

      newest = MAX (newest, CALLOUT_ENTITY (ticket)->created_at);
      homeless += ticket->progress != CALLOUT_PROGRESS_CLOSED && !callout_ticket_has_location (ticket);
    }
  g_assert_cmpint (newest, ==, parse (NOW));
  g_assert_cmpuint (homeless, ==, 20);

  g_assert_cmpuint (count (fixture, CALLOUT_KIND_WORK_ORDER, "state=pending-dispatch"), ==, 340);
  g_assert_cmpuint (count (fixture, CALLOUT_KIND_WORK_ORDER, "state=pending-group"), ==, 60);
  g_assert_cmpuint (count (fixture, CALLOUT_KIND_WORK_ORDER, "state=assigned|dispatched|accepted|travel|work|checked-out"), ==, 120);
  g_assert_cmpuint (count (fixture, CALLOUT_KIND_WORK_ORDER, "state=closed"), ==, 150);

  g_assert_cmpuint (count_on_duty (people, parse (NOW)), ==, 47);
  for (guint i = 0; i < people->len; i++)
    placed += ((CalloutPerson *) g_ptr_array_index (people, i))->position_at != 0;
  g_assert_cmpuint (placed, ==, 56);

  callout_workspace_read_sync (fixture->workspace, check_cb, faults, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);
}

/* A group's dispatcher is not shown the house, and both dispatchers have
 * something that can come back to them. */
static void
test_routed_by_known_people (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (GPtrArray) routed = list (fixture, CALLOUT_KIND_WORK_ORDER, "state=pending-group");
  g_autoptr (GHashTable) by = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < routed->len; i++)
    g_hash_table_add (by, GSIZE_TO_POINTER ((gsize) ((CalloutWorkOrder *) g_ptr_array_index (routed, i))->routed_by));
  g_assert_cmpuint (g_hash_table_size (by), ==, 2);
}

static void
test_rotation (void)
{
  static const struct {
    const char *shift;
    int         minutes;
    const char *expected;
  } cases[] = {
    { "Mo-Fr 07:00-15:30", 0, "Mo-Fr 07:00-15:30" },
    { "Mo-Fr 07:00-15:30", 90, "Mo-Fr 08:30-17:00" },
    { "Mo-Fr 07:00-15:30", 12 * 60, "Mo-Fr 19:00-03:30" },
    { "Mo-Fr 07:00-15:30", 20 * 60, "Tu-Sa 03:00-11:30" },
    { "Su-Th 22:00-06:00", 3 * 60, "Mo-Fr 01:00-09:00" },
    { "Mo-Fr 05:30-13:30; Sa 06:00-12:00", 6 * 24 * 60, "Su-Th 05:30-13:30; Fr 06:00-12:00" },
    { "sometimes", 60, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = callout_demo_rotate_shift (cases[i].shift, cases[i].minutes);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* The files themselves name nobody and nothing that is not there. */
static void
test_files (void)
{
  static const char *const names[] = { "customers.csv", "groups.csv", "people.csv", "tickets.csv", "work.csv" };
  goffset total = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (DEMO, names[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (CalloutCsvReader) reader = callout_csv_reader_new_for_path (path, ',', NULL, &error);
      const CalloutCsvRecord *record;
      GStatBuf info;

      g_assert_no_error (error);
      while ((record = callout_csv_reader_next (reader, NULL, &error)) != NULL)
        g_assert_cmpint (record->fault, ==, CALLOUT_CSV_FAULT_NONE);
      g_assert_no_error (error);
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      total += info.st_size;
    }
  g_assert_cmpint (total, <, 2000000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/rotation", test_rotation);
  g_test_add_func ("/demo/files", test_files);
  g_test_add ("/demo/city", Fixture, NULL, set_up, test_city, tear_down);
  g_test_add ("/demo/routed-by-known-people", Fixture, NULL, set_up, test_routed_by_known_people, tear_down);
  return g_test_run ();
}
