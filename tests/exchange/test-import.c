/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables go through the commands into a real store. */
#include "callout-error.h"
#include "callout-import.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define BOSTON MAPPINGS "/boston311.ini"
#define ROWS FIXTURES "/boston-rows.csv"

typedef struct {
  char             *directory;
  char             *rejects;
  CalloutWorkspace *workspace;
  gint64            admin;
} Fixture;

static gint64
find_person (Fixture    *fixture,
             const char *login)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) person = callout_workspace_get_sync (fixture->workspace, 0, CALLOUT_KIND_PERSON, login, &error);

  g_assert_no_error (error);
  return person->id;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *store = NULL;

  fixture->directory = g_dir_make_tmp ("callout-import-XXXXXX", NULL);
  fixture->rejects = g_build_filename (fixture->directory, "rejects.csv", NULL);
  store = g_build_filename (fixture->directory, "callout.db", NULL);
  fixture->workspace = callout_workspace_open_sync (store, CALLOUT_STORE_CREATE, &error);
  g_assert_no_error (error);
  callout_workspace_found_sync (fixture->workspace, "admin", "Ada Admin", &error);
  g_assert_no_error (error);
  fixture->admin = find_person (fixture, "admin");
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
  g_free (fixture->rejects);
}

static char *
write_file (Fixture    *fixture,
            const char *name,
            const char *text)
{
  char *path = g_build_filename (fixture->directory, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static CalloutImportResult
import (Fixture           *fixture,
        CalloutImportKind  kind,
        const char        *file,
        const char        *mapping)
{
  CalloutImportOptions options = {
    kind, file, mapping, fixture->rejects, FALSE, fixture->admin, CALLOUT_SOURCE_CTL,
  };
  CalloutImportResult result;
  g_autoptr (GError) error = NULL;

  callout_import_sync (fixture->workspace, &options, NULL, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.read, ==, result.created + result.unchanged + result.rejected);
  return result;
}

static void
assert_counts (const CalloutImportResult *result,
               guint64                    created,
               guint64                    unchanged,
               guint64                    rejected)
{
  g_assert_cmpuint (result->created, ==, created);
  g_assert_cmpuint (result->unchanged, ==, unchanged);
  g_assert_cmpuint (result->rejected, ==, rejected);
}

static gint64
count (Fixture     *fixture,
       CalloutKind  kind,
       const char  *filter)
{
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  if (filter != NULL)
    callout_query_add_filter (query, filter, &error);
  g_assert_no_error (error);
  found = callout_workspace_list_sync (fixture->workspace, 0, query, &error);
  g_assert_no_error (error);
  return found->len;
}

static CalloutTicket *
find_ticket (Fixture    *fixture,
             const char *external_id)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
  const char *values[] = { external_id, NULL };
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  callout_query_add (query, "external_id", CALLOUT_OP_IS, values, &error);
  g_assert_no_error (error);
  found = callout_workspace_list_sync (fixture->workspace, 0, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (g_ptr_array_index (found, 0));
}

static void
assert_file (const char *path,
             const char *expected)
{
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, expected);
}

static void
test_boston (Fixture       *fixture,
             gconstpointer  data)
{
  CalloutImportResult result = import (fixture, CALLOUT_IMPORT_TICKETS, ROWS, BOSTON);
  g_autoptr (CalloutTicket) plain = find_ticket (fixture, "101001240735");
  g_autoptr (CalloutTicket) nowhere = find_ticket (fixture, "101001240754");
  g_autoptr (CalloutTicket) hasty = find_ticket (fixture, "101001371095");
  g_autofree char *opened = callout_time_format (CALLOUT_ENTITY (plain)->created_at, NULL);

  assert_counts (&result, 9, 0, 0);
  g_assert_cmpuint (result.noted[0], ==, 2); /* default points */
  g_assert_cmpuint (result.noted[1], ==, 1); /* closed before opened */

  g_assert_cmpstr (plain->external_source, ==, "boston311");
  g_assert_cmpstr (plain->address, ==, "145-151 Ipswich St, Boston, MA 02215");
  g_assert_cmpstr (plain->channel, ==, "Citizens Connect App");
  g_assert_cmpint (CALLOUT_ENTITY (plain)->created_at, ==, 1420089923 * CALLOUT_SECOND);
  g_assert_cmpint (plain->progress, ==, CALLOUT_PROGRESS_CLOSED);
  g_assert_cmpfloat (plain->latitude, ==, 42.3474);

  g_assert_false (callout_ticket_has_location (nowhere));
  g_assert_cmpstr (nowhere->address, ==, "1744 Washington St, Roxbury, MA 02118");
  g_assert_cmpint (nowhere->progress, ==, CALLOUT_PROGRESS_OPEN);

  g_assert_cmpint (hasty->progress, ==, CALLOUT_PROGRESS_CLOSED);
  g_assert_cmpint (hasty->closed_at, ==, 0);

  /* Those still open wait for a dispatcher, those closed do not. */
  g_assert_cmpint (count (fixture, CALLOUT_KIND_WORK_ORDER, NULL), ==, 3);
  g_assert_cmpint (count (fixture, CALLOUT_KIND_WORK_ORDER, "state=pending-dispatch"), ==, 3);
}

static void
test_twice (Fixture       *fixture,
            gconstpointer  data)
{
  CalloutImportResult first = import (fixture, CALLOUT_IMPORT_TICKETS, ROWS, BOSTON);
  CalloutImportResult second = import (fixture, CALLOUT_IMPORT_TICKETS, ROWS, BOSTON);

  assert_counts (&first, 9, 0, 0);
  assert_counts (&second, 0, 9, 0);
  g_assert_cmpint (count (fixture, CALLOUT_KIND_TICKET, NULL), ==, 9);
  g_assert_cmpint (count (fixture, CALLOUT_KIND_WORK_ORDER, NULL), ==, 3);
}

static const char faulty[] = "external_id,title,latitude,longitude,opened_at,priority\r\n"
                             "1,Good,42.3,-71.1,2015-01-02 08:00,high\r\n"
                             "2,\"North, \"\"far\"\"\",95,-71.1,2015-01-02 08:00,\r\n"
                             "3,Half,42.3,,2015-01-02 08:00,\r\n"
                             "4,No day,,,2015-02-30 08:00,\r\n"
                             "5,Nowhere,,,2015-01-02 08:00,\r\n"
                             "1,Again,42.3,-71.1,2015-01-02 08:00,\r\n"
                             "6,Short,42.3\r\n"
                             "7,Odd,,,2015-01-02 08:00,urgent\r\n"
                             "8,\"torn\" here,,,,\r\n";

static void
test_rejects (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *file = write_file (fixture, "faulty.csv", faulty);
  CalloutImportResult result = import (fixture, CALLOUT_IMPORT_TICKETS, file, NULL);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;

  assert_counts (&result, 2, 1, 6);
  g_file_get_contents (fixture->rejects, &contents, NULL, NULL);
  lines = g_strsplit (contents, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 8);
  g_assert_cmpstr (lines[0], ==, "line,reason,external_id,title,latitude,longitude,opened_at,priority");
  g_assert_cmpstr (lines[1], ==, "3,95 is no latitude; it must lie between -90 and 90,"
                                 "2,\"North, \"\"far\"\"\",95,-71.1,2015-01-02 08:00,");
  g_assert_cmpstr (lines[2], ==, "4,it has a latitude but no longitude,3,Half,42.3,,2015-01-02 08:00,");
  g_assert_cmpstr (lines[3], ==, "5,“2015-02-30 08:00” in column “opened_at” is a date or time that does not exist,"
                                 "4,No day,,,2015-02-30 08:00,");
  g_assert_cmpstr (lines[4], ==, "8,3 columns where the header has 6,6,Short,42.3");
  g_assert_true (g_str_has_prefix (lines[5], "9,"));
  g_assert_true (g_str_has_suffix (lines[5], "7,Odd,,,2015-01-02 08:00,urgent"));
  g_assert_cmpstr (lines[6], ==, "10,column “title” goes on after its closing quote,\"8,\"\"torn\"\" here,,,,\"");
}

/* What was put right in the rejects file goes in from there. */
static void
test_rejects_come_back (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *file = write_file (fixture, "faulty.csv", "external_id,title,latitude,longitude\n2,North,95,-71.1\n3,South,-95,-71.1\n");
  CalloutImportResult result = import (fixture, CALLOUT_IMPORT_TICKETS, file, NULL);
  g_autofree char *again = NULL;

  assert_counts (&result, 0, 0, 2);
  again = write_file (fixture, "again.csv", "line,reason,external_id,title,latitude,longitude\n"
                                            "2,\"95 is no latitude, they say\",2,North,42.5,-71.1\n"
                                            "3,x,3,South,-95,-71.1\n");
  result = import (fixture, CALLOUT_IMPORT_TICKETS, again, NULL);
  assert_counts (&result, 1, 0, 1);
  assert_file (fixture->rejects, "line,reason,external_id,title,latitude,longitude\n"
                                 "3,-95 is no latitude; it must lie between -90 and 90,3,South,-95,-71.1\n");
}

static void
test_dry_run (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *file = write_file (fixture, "faulty.csv", faulty);
  CalloutImportOptions options = { CALLOUT_IMPORT_TICKETS, file, NULL, fixture->rejects, TRUE, fixture->admin, CALLOUT_SOURCE_CTL };
  CalloutImportResult rehearsal, result;
  g_autoptr (GError) error = NULL;

  g_assert_true (callout_import_sync (fixture->workspace, &options, NULL, NULL, NULL, &rehearsal, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, CALLOUT_KIND_TICKET, NULL), ==, 0);
  result = import (fixture, CALLOUT_IMPORT_TICKETS, file, NULL);
  g_assert_cmpmem (&rehearsal, sizeof rehearsal, &result, sizeof result);
}

static void
plant (Fixture    *fixture,
       const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->directory, "callout.db", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* A row that fails when half of it is written costs nobody else their place. */
static void
test_late_failure (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *file = write_file (fixture, "late.csv", "external_id,title\n1,Good\n2,Boom\n3,Good\n2,Boom\n");
  CalloutImportResult result;

  plant (fixture, "CREATE TRIGGER planted BEFORE INSERT ON event"
                  " WHEN (SELECT title FROM ticket WHERE id = new.target) = 'Boom'"
                  " BEGIN SELECT raise (ABORT, 'planted'); END");
  result = import (fixture, CALLOUT_IMPORT_TICKETS, file, NULL);
  assert_counts (&result, 2, 0, 2);
  g_assert_cmpint (count (fixture, CALLOUT_KIND_TICKET, NULL), ==, 2);
  g_assert_cmpint (count (fixture, CALLOUT_KIND_TICKET, "title=Boom"), ==, 0);
}

static char *
write_many (Fixture *fixture,
            guint    n)
{
  g_autoptr (GString) text = g_string_new ("external_id,title,latitude,longitude\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%u,Request %u,%s,-71.1\n", i, i, i % 100 == 50 ? "95" : "42.3");
  return write_file (fixture, "many.csv", text->str);
}

static void
cancel_cb (const CalloutImportResult *result,
           gint64                     done,
           gint64                     total,
           gpointer                   data)
{
  g_assert_cmpint (done, <=, total);
  g_assert_cmpuint (result->read, >, 0);
  g_cancellable_cancel (data);
}

static void
test_cancelled_and_resumed (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autofree char *file = write_many (fixture, 24000);
  CalloutImportOptions options = { CALLOUT_IMPORT_TICKETS, file, NULL, NULL, FALSE, fixture->admin, CALLOUT_SOURCE_CTL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  CalloutImportResult broken, resumed;
  gint64 there;

  g_assert_false (callout_import_sync (fixture->workspace, &options, cancel_cb, cancellable, cancellable, &broken, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  there = count (fixture, CALLOUT_KIND_TICKET, NULL);
  g_assert_cmpint (there, ==, (gint64) broken.created);
  g_assert_cmpint (there, >, 0);
  g_assert_cmpint (there, <, 23760);

  resumed = import (fixture, CALLOUT_IMPORT_TICKETS, file, NULL);
  assert_counts (&resumed, 23760 - (guint64) there, (guint64) there, 240);
  g_assert_cmpint (count (fixture, CALLOUT_KIND_TICKET, NULL), ==, 23760);
}

static void
test_people (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *file = write_file (fixture, "people.csv",
                                      "login,name,roles,skills,shift,latitude,longitude,groups\n"
                                      "kofi,Kofi Asante-Mensah,member,lighting electrical,Mo-Fr 07:00-15:30,42.3,-71.1,\n"
                                      "mei,王小梅,member,lighting,,,,no-such-group\n"
                                      "nils,Nils,member,,Mo-Fr 25:00-15:30,,,\n"
                                      "orla,Orla,member,,,42.3,,\n"
                                      "dana,Dana,dispatcher,,,,,\n");
  CalloutImportResult first = import (fixture, CALLOUT_IMPORT_PEOPLE, file, NULL);
  CalloutImportResult second = import (fixture, CALLOUT_IMPORT_PEOPLE, file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) kofi = callout_workspace_get_sync (fixture->workspace, 0, CALLOUT_KIND_PERSON, "kofi", &error);

  assert_counts (&first, 2, 0, 3);
  assert_counts (&second, 0, 2, 3);
  g_assert_cmpstr (CALLOUT_PERSON (kofi)->skills, ==, "electrical lighting");
  g_assert_cmpstr (CALLOUT_PERSON (kofi)->shift, ==, "Mo-Fr 07:00-15:30");
  /* Somebody whose group is not there is not half made. */
  g_assert_null (callout_workspace_get_sync (fixture->workspace, 0, CALLOUT_KIND_PERSON, "mei", &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
}

static void
run_command (Fixture     *fixture,
             const char  *command,
             const char  *ref,
             CalloutArgs *args)
{
  g_autoptr (CalloutRequest) request = callout_request_new (fixture->admin, CALLOUT_SOURCE_CTL, command, ref, args);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_run_sync (fixture->workspace, request, NULL, &error);

  g_assert_no_error (error);
}

static void
test_people_in_groups (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *file = write_file (fixture, "people.csv",
                                      "login,name,roles,groups,dispatches\n"
                                      "kofi,Kofi,member,lights,\n"
                                      "luz,Luz,group-dispatcher,,lights\n"
                                      "henrik,Henrik,group-dispatcher,,lights\n");
  g_autoptr (CalloutArgs) args = callout_args_new_with ("key", "lights", "name", "Street Lights", NULL);
  CalloutImportResult result;
  g_autoptr (CalloutEntity) group = NULL;

  run_command (fixture, "group.create", NULL, args);
  result = import (fixture, CALLOUT_IMPORT_PEOPLE, file, NULL);
  assert_counts (&result, 3, 0, 0);
  group = callout_workspace_get_sync (fixture->workspace, 0, CALLOUT_KIND_GROUP, "lights", NULL);
  g_assert_cmpstr (CALLOUT_GROUP (group)->members, ==, "kofi");
  g_assert_cmpstr (CALLOUT_GROUP (group)->dispatchers, ==, "henrik luz");
}

static void
test_customers (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *customers = write_file (fixture, "customers.csv", "external_id,name,latitude,longitude\nK1,Café Möbius,42.3,-71.1\n");
  g_autofree char *tickets = write_file (fixture, "tickets.csv", "external_id,title,customer\n1,Leak,K1\n2,Leak,C-1\n3,Leak,K9\n");
  CalloutImportResult result = import (fixture, CALLOUT_IMPORT_CUSTOMERS, customers, NULL);
  g_autoptr (CalloutTicket) ticket = NULL;

  assert_counts (&result, 1, 0, 0);
  result = import (fixture, CALLOUT_IMPORT_CUSTOMERS, customers, NULL);
  assert_counts (&result, 0, 1, 0);
  result = import (fixture, CALLOUT_IMPORT_TICKETS, tickets, NULL);
  assert_counts (&result, 2, 0, 1);
  ticket = find_ticket (fixture, "1");
  g_assert_cmpstr (ticket->customer_name, ==, "Café Möbius");
  assert_file (fixture->rejects, "line,reason,external_id,title,customer\n"
                                 "4,There is no customer “K9”; import the customers first,3,Leak,K9\n");
}

/* Machines with the codes that are on them, and with ones nobody can guess. */
static void
test_equipment (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *customers = write_file (fixture, "customers.csv", "external_id,name\nK1,Café Möbius\n");
  g_autofree char *machines = write_file (fixture, "machines.csv",
                                          "external_id,name,template,serial,code,customer,address,latitude,longitude,active\n"
                                          "M1,Lift 1,Elevator,77,label-0001,K1,12 Beacon St,42.3,-71.1,true\n"
                                          "M2,Lift 2,Elevator,,,C-1,,,,\n"
                                          "M3,Boiler,,,,,,,,false\n"
                                          "M4,Twin,,,label-0001,,,,,\n"
                                          "M5,Short,,,1234,,,,,\n"
                                          "M6,Nobody's,,,,K9,,,,\n"
                                          "M7,,,,,,,,,\n");
  CalloutImportResult result = import (fixture, CALLOUT_IMPORT_CUSTOMERS, customers, NULL);
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_EQUIPMENT);
  g_autoptr (GPtrArray) found = NULL;
  CalloutEquipment *first, *second, *third;

  result = import (fixture, CALLOUT_IMPORT_EQUIPMENT, machines, NULL);
  assert_counts (&result, 3, 0, 4);
  assert_file (fixture->rejects,
               "line,reason,external_id,name,template,serial,code,customer,address,latitude,longitude,active\n"
               "5,The code “label-0001” is on EQ-1 already,M4,Twin,,,label-0001,,,,,\n"
               "6,“1234” is no code: it needs at least 8 characters and no blanks; without one a code is made,"
               "M5,Short,,,1234,,,,,\n"
               "7,There is no customer “K9”; import the customers first,M6,Nobody's,,,,K9,,,,\n"
               "8,\"there is nothing in column “name”, which gives the name\",M7,,,,,,,,,\n");
  found = callout_workspace_list_sync (fixture->workspace, 0, query, NULL);
  g_assert_cmpuint (found->len, ==, 3);
  first = g_ptr_array_index (found, 0);
  second = g_ptr_array_index (found, 1);
  third = g_ptr_array_index (found, 2);
  g_assert_cmpstr (first->code, ==, "label-0001");
  g_assert_cmpstr (first->customer_name, ==, "Café Möbius");
  g_assert_cmpfloat (first->latitude, ==, 42.3);
  g_assert_cmpstr (second->customer_name, ==, "Café Möbius");
  g_assert_cmpuint (strlen (second->code), ==, 26);
  g_assert_cmpuint (strlen (third->code), ==, 26);
  g_assert_cmpstr (second->code, !=, third->code);
  g_assert_true (second->active);
  g_assert_false (third->active);
  /* A second time nothing is made twice, and no code is made anew. */
  result = import (fixture, CALLOUT_IMPORT_EQUIPMENT, machines, NULL);
  assert_counts (&result, 0, 3, 4);
  g_clear_pointer (&found, g_ptr_array_unref);
  g_assert_cmpint (count (fixture, CALLOUT_KIND_EQUIPMENT, "code=label-0001"), ==, 1);
}

static void
test_not_allowed (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *people = write_file (fixture, "people.csv", "login,name,roles\nkofi,Kofi,member\n");
  g_autofree char *more = write_file (fixture, "more.csv", "login,name,roles\nmei,Mei,admin\n");
  CalloutImportOptions options = { CALLOUT_IMPORT_PEOPLE, more, NULL, fixture->rejects, FALSE, 0, CALLOUT_SOURCE_CTL };
  CalloutImportResult result = import (fixture, CALLOUT_IMPORT_PEOPLE, people, NULL);
  g_autoptr (GError) error = NULL;

  options.actor = find_person (fixture, "kofi");
  g_assert_false (callout_import_sync (fixture->workspace, &options, NULL, NULL, NULL, &result, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_ALLOWED);
  g_assert_cmpint (count (fixture, CALLOUT_KIND_PERSON, NULL), ==, 2);
}

static void
assert_refused (Fixture           *fixture,
                CalloutImportKind  kind,
                const char        *file,
                const char        *mapping,
                CalloutError       code,
                const char        *sentence)
{
  CalloutImportOptions options = { kind, file, mapping, fixture->rejects, FALSE, fixture->admin, CALLOUT_SOURCE_CTL };
  CalloutImportResult result;
  g_autoptr (GError) error = NULL;

  g_assert_false (callout_import_sync (fixture->workspace, &options, NULL, NULL, NULL, &result, &error));
  g_assert_error (error, CALLOUT_ERROR, (int) code);
  if (sentence != NULL)
    g_assert_cmpstr (error->message, ==, sentence);
  g_assert_cmpuint (result.read, ==, 0);
  g_assert_false (g_file_test (fixture->rejects, G_FILE_TEST_EXISTS));
}

static void
test_refused_as_a_whole (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *wrong = write_file (fixture, "wrong.csv", "a,b\n1,2\n");
  g_autofree char *utf16 = g_build_filename (fixture->directory, "utf16.csv", NULL);

  g_file_set_contents (utf16, "\xff\xfei\0d\0\n\0", 8, NULL);
  assert_refused (fixture, CALLOUT_IMPORT_TICKETS, wrong, NULL, CALLOUT_ERROR_INVALID, NULL);
  assert_refused (fixture, CALLOUT_IMPORT_TICKETS, wrong, BOSTON, CALLOUT_ERROR_INVALID,
                  "“wrong.csv” has no column “CASE_ENQUIRY_ID”, which gives the external_id; its columns are a, b");
  assert_refused (fixture, CALLOUT_IMPORT_TICKETS, utf16, BOSTON, CALLOUT_ERROR_INVALID,
                  "“utf16.csv” is not UTF-8 but looks like UTF-16; save it as UTF-8, or name its encoding in the mapping");
  assert_refused (fixture, CALLOUT_IMPORT_TICKETS, "no-such.csv", BOSTON, CALLOUT_ERROR_NOT_FOUND, "There is no file “no-such.csv”");
  assert_refused (fixture, CALLOUT_IMPORT_TICKETS, wrong, "no-such.ini", CALLOUT_ERROR_NOT_FOUND, "There is no mapping “no-such.ini”");
  assert_refused (fixture, CALLOUT_IMPORT_PEOPLE, ROWS, BOSTON, CALLOUT_ERROR_INVALID, NULL);
  assert_refused (fixture, CALLOUT_IMPORT_HOLIDAYS, wrong, NULL, CALLOUT_ERROR_INVALID, "This version cannot import holidays yet");
}

static void
test_bad_rejects_path (Fixture       *fixture,
                       gconstpointer  data)
{
  CalloutImportOptions options = { CALLOUT_IMPORT_TICKETS, ROWS, BOSTON, "/no/such/folder/r.csv", FALSE, fixture->admin, CALLOUT_SOURCE_CTL };
  CalloutImportResult result;
  g_autoptr (GError) error = NULL;

  g_assert_false (callout_import_sync (fixture->workspace, &options, NULL, NULL, NULL, &result, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED);
  g_assert_cmpint (count (fixture, CALLOUT_KIND_TICKET, NULL), ==, 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/import/boston", test_boston);
  ADD ("/import/twice", test_twice);
  ADD ("/import/rejects", test_rejects);
  ADD ("/import/rejects-come-back", test_rejects_come_back);
  ADD ("/import/dry-run", test_dry_run);
  ADD ("/import/late-failure", test_late_failure);
  ADD ("/import/cancelled-and-resumed", test_cancelled_and_resumed);
  ADD ("/import/people", test_people);
  ADD ("/import/people-in-groups", test_people_in_groups);
  ADD ("/import/customers", test_customers);
  ADD ("/import/equipment", test_equipment);
  ADD ("/import/not-allowed", test_not_allowed);
  ADD ("/import/refused-as-a-whole", test_refused_as_a_whole);
  ADD ("/import/bad-rejects-path", test_bad_rejects_path);
  return g_test_run ();
}
