/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The demonstration city. Its files hold what happened in so many seconds
 * before the newest request; loading moves that request to now. Everything is
 * done by commands, each at its own moment and by the person who did it, so
 * that the history of a demonstration is as whole as that of a real store.
 */
#include "callout-demo.h"

#include "callout-csv.h"
#include "callout-data.h"
#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define ZONE "America/New_York"
#define WEEK_MINUTES (7 * 24 * 60)
/* The newest request came on a Thursday at 10:43. */
#define NEWEST_MINUTE (3 * 24 * 60 + 10 * 60 + 43)

/* A file, whole: they are small. */
typedef struct {
  GStrv      columns;
  GPtrArray *rows; /* of GStrv */
} Table;

typedef enum {
  ACTION_TICKET,
  ACTION_WORK,
} ActionKind;

/* Something that happened, to be done in the order of time. */
typedef struct {
  CalloutTime at;
  ActionKind  kind; /* of two at one moment the ticket comes first */
  guint       row;
} Action;

typedef struct {
  CalloutStore *store;
  CalloutTime   now;
  guint32       seed;
  gint64        founder;
  Table        *groups, *people, *customers, *tickets, *work;
  GHashTable   *actors;    /* login → owned CalloutPerson */
  GHashTable   *customer_refs; /* external id → owned reference */
  GHashTable   *ticket_refs;
  GHashTable   *order_refs;    /* ticket's external id → owned reference */
} Demo;

static void
table_free (Table *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->columns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static void
free_strv (gpointer data)
{
  g_strfreev (data);
}

static Table *
read_table (const char  *directory,
            const char  *name,
            GError     **error)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr (CalloutCsvReader) reader = callout_csv_reader_new_for_path (path, ',', NULL, error);
  g_autoptr (GError) local = NULL;
  const CalloutCsvRecord *record;
  Table *self;

  if (reader == NULL)
    return NULL;
  self = g_new0 (Table, 1);
  self->columns = g_strdupv ((char **) callout_csv_reader_get_header (reader));
  self->rows = g_ptr_array_new_with_free_func (free_strv);
  while ((record = callout_csv_reader_next (reader, NULL, &local)) != NULL)
    {
      char **row = g_new0 (char *, record->n_fields + 1);

      for (guint i = 0; i < record->n_fields; i++)
        row[i] = g_strndup (record->fields[i].text, record->fields[i].length);
      g_ptr_array_add (self->rows, row);
      if (record->fault == CALLOUT_CSV_FAULT_NONE)
        continue;
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT, _("Line %" PRId64 " of “%s” is damaged"), record->line, path);
      table_free (self);
      return NULL;
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      g_clear_pointer (&self, table_free);
    }
  return self;
}

/* (nullable): what a row has in a column, %NULL for nothing */
static const char *
cell (Table      *table,
      guint       row,
      const char *column)
{
  for (guint i = 0; table->columns[i] != NULL; i++)
    if (g_str_equal (table->columns[i], column))
      {
        const char *text = ((GStrv) g_ptr_array_index (table->rows, row))[i];

        return *text != '\0' ? text : NULL;
      }
  return NULL;
}

static CalloutTime
moment (Demo       *demo,
        const char *seconds_ago)
{
  return demo->now - g_ascii_strtoll (seconds_ago, NULL, 10) * CALLOUT_SECOND;
}

static CalloutPerson *
find_actor (Demo        *demo,
            const char  *login,
            GError     **error)
{
  CalloutPerson *actor = g_hash_table_lookup (demo->actors, login);

  if (actor == NULL)
    {
      actor = CALLOUT_PERSON (callout_store_resolve (demo->store, CALLOUT_KIND_PERSON, login, error));
      if (actor != NULL)
        g_hash_table_insert (demo->actors, g_strdup (login), actor);
    }
  return actor;
}

static CalloutEntity *
run (Demo           *demo,
     CalloutPerson  *actor,
     CalloutTime     at,
     const char     *command,
     const char     *ref,
     CalloutArgs    *args,
     GError        **error)
{
  g_autoptr (CalloutRequest) request = callout_request_new (CALLOUT_ENTITY (actor)->id, CALLOUT_SOURCE_CTL, command, ref, args);
  CalloutEntity *entity;

  request->at = at;
  request->bulk = TRUE; /* one refusal ends it all anyway */
  entity = callout_commands_run_inside (demo->store, request, actor, NULL, error);
  if (entity == NULL)
    g_prefix_error (error, _("The demonstration city cannot be created, as %s was refused: "), command);
  return entity;
}

static gboolean
run_founder (Demo         *demo,
             const char   *command,
             const char   *ref,
             CalloutArgs  *args,
             GError      **error)
{
  g_autoptr (CalloutPerson) founder = CALLOUT_PERSON (callout_store_get (demo->store, CALLOUT_KIND_PERSON, demo->founder, error));
  g_autoptr (CalloutEntity) entity = NULL;

  if (founder == NULL)
    return FALSE;
  entity = run (demo, founder, demo->now, command, ref, args, error);
  return entity != NULL;
}

static void
add_cell (CalloutArgs *args,
          Table       *table,
          guint        row,
          const char  *column)
{
  const char *text = cell (table, row, column);

  if (text != NULL)
    callout_args_add (args, column, text);
}

static void
add_cells (CalloutArgs       *args,
           Table             *table,
           guint              row,
           const char *const *columns)
{
  for (; *columns != NULL; columns++)
    add_cell (args, table, row, *columns);
}

/* Moves one window of a shift; its length stays. */
static gboolean
rotate_part (const char *part,
             int         minutes,
             GString    *out)
{
  static const char days[7][3] = { "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su" };
  char first_day[3] = "", last_day[3] = "";
  int start_hour, start_minute, end_hour, end_minute, start, length, carry, first = 0, last = 0;

  if (sscanf (part, "%2[A-Za-z]-%2[A-Za-z] %d:%d-%d:%d", first_day, last_day, &start_hour, &start_minute, &end_hour, &end_minute) != 6)
    {
      if (sscanf (part, "%2[A-Za-z] %d:%d-%d:%d", first_day, &start_hour, &start_minute, &end_hour, &end_minute) != 5)
        return FALSE;
      memcpy (last_day, first_day, sizeof last_day);
    }
  for (int i = 0; i < 7; i++)
    {
      first = g_str_equal (days[i], first_day) ? i : first;
      last = g_str_equal (days[i], last_day) ? i : last;
    }

  length = (end_hour * 60 + end_minute - start_hour * 60 - start_minute + 1440) % 1440;
  start = start_hour * 60 + start_minute + minutes;
  carry = start / 1440;
  start %= 1440;
  first = (first + carry) % 7;
  last = (last + carry) % 7;
  g_string_append_printf (out, "%s%s", out->len > 0 ? "; " : "", days[first]);
  if (last != first)
    g_string_append_printf (out, "-%s", days[last]);
  g_string_append_printf (out, " %02d:%02d-%02d:%02d", start / 60, start % 60, (start + length) % 1440 / 60, (start + length) % 60);
  return TRUE;
}

/**
 * callout_demo_rotate_shift:
 * @shift: as `Mo-Fr 07:00-15:30; Sa 08:00-12:00`
 * @minutes: 0 to a week
 *
 * Moves duty hours by so much, days and all.
 *
 * Returns: (transfer full) (nullable): the moved shift, %NULL if @shift is none
 */
char *
callout_demo_rotate_shift (const char *shift,
                           int         minutes)
{
  g_auto (GStrv) parts = g_strsplit (shift, ";", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    if (!rotate_part (g_strstrip (parts[i]), minutes, out))
      return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* How far the city's week is turned, so that its clock shows Thursday morning
 * now: in half hours, as duty hours are. */
static int
week_offset (CalloutTime now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / CALLOUT_SECOND);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone != NULL ? zone : g_date_time_get_timezone (utc));
  int minute = (g_date_time_get_day_of_week (local) - 1) * 1440 + g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
  int offset = (minute - NEWEST_MINUTE + WEEK_MINUTES + 15) % WEEK_MINUTES;

  return offset - offset % 30;
}

static gboolean
load_groups (Demo    *demo,
             GError **error)
{
  static const char *const columns[] = { "key", "name", "type", "mode", NULL };

  for (guint i = 0; i < demo->groups->rows->len; i++)
    {
      g_autoptr (CalloutArgs) args = callout_args_new ();

      add_cells (args, demo->groups, i, columns);
      if (!run_founder (demo, "group.create", NULL, args, error))
        return FALSE;
    }
  /* Linked once they are all there. */
  for (guint i = 0; i < demo->groups->rows->len; i++)
    if (cell (demo->groups, i, "providers") != NULL)
      {
        g_autoptr (CalloutArgs) args = callout_args_new_with ("providers", cell (demo->groups, i, "providers"), NULL);

        if (!run_founder (demo, "group.edit", cell (demo->groups, i, "key"), args, error))
          return FALSE;
      }
  return TRUE;
}

/* Whose place a person gets: their own, or with a seed another one's. */
static guint *
deal_places (Demo *demo)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (demo->seed);
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = demo->people->rows->len;
  guint *places = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    {
      places[i] = i;
      if (cell (demo->people, i, "latitude") != NULL)
        g_array_append_val (placed, i);
    }
  for (guint i = placed->len; demo->seed != 0 && i > 1; i--)
    {
      guint a = g_array_index (placed, guint, i - 1);
      guint b = g_array_index (placed, guint, (guint) g_rand_int_range (rand, 0, (gint32) i));
      guint keep = places[a];

      places[a] = places[b];
      places[b] = keep;
    }
  return places;
}

static gboolean
load_person (Demo    *demo,
             guint    row,
             guint    place,
             GError **error)
{
  static const char *const columns[] = { "login", "name", "email", "phone", "roles", "grants", "skills", "availability", NULL };
  g_autoptr (CalloutArgs) args = callout_args_new ();
  const char *shift = cell (demo->people, row, "shift");
  const char *age = cell (demo->people, row, "position_age");

  add_cells (args, demo->people, row, columns);
  if (shift != NULL)
    {
      g_autofree char *rotated = callout_demo_rotate_shift (shift, week_offset (demo->now));

      callout_args_add (args, "shift", rotated != NULL ? rotated : shift);
    }
  if (age != NULL)
    {
      add_cell (args, demo->people, place, "latitude");
      add_cell (args, demo->people, place, "longitude");
      callout_args_add_time (args, "position_at", moment (demo, age));
    }
  return run_founder (demo, "person.create", NULL, args, error);
}

/* Adds everybody who has a group in @column to it, a command a group. */
static gboolean
load_memberships (Demo        *demo,
                  const char  *column,
                  const char  *command,
                  GError     **error)
{
  for (guint g = 0; g < demo->groups->rows->len; g++)
    {
      const char *key = cell (demo->groups, g, "key");
      g_autoptr (CalloutArgs) args = callout_args_new ();

      for (guint i = 0; i < demo->people->rows->len; i++)
        if (g_strcmp0 (cell (demo->people, i, column), key) == 0)
          callout_args_add (args, "person", cell (demo->people, i, "login"));
      if (callout_args_get_size (args) > 0 && !run_founder (demo, command, key, args, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_people (Demo    *demo,
             GError **error)
{
  g_autofree guint *places = deal_places (demo);

  for (guint i = 0; i < demo->people->rows->len; i++)
    if (!load_person (demo, i, places[i], error))
      return FALSE;
  return load_memberships (demo, "groups", "group.add-member", error) &&
         load_memberships (demo, "dispatches", "group.set-dispatchers", error);
}

static void
keep_ref (GHashTable    *refs,
          const char    *key,
          CalloutEntity *entity)
{
  g_hash_table_insert (refs, (gpointer) key, callout_entity_dup_ref (entity));
}

static gboolean
load_customers (Demo    *demo,
                GError **error)
{
  static const char *const columns[] = { "external_id", "name", "email", "phone", "address", "latitude", "longitude", NULL };

  for (guint i = 0; i < demo->customers->rows->len; i++)
    {
      g_autoptr (CalloutArgs) args = callout_args_new_with ("external_source", "demo", "time_zone", ZONE, NULL);
      g_autoptr (CalloutPerson) founder = CALLOUT_PERSON (callout_store_get (demo->store, CALLOUT_KIND_PERSON, demo->founder, error));
      g_autoptr (CalloutEntity) entity = NULL;

      add_cells (args, demo->customers, i, columns);
      if (founder != NULL)
        entity = run (demo, founder, demo->now, "customer.create", NULL, args, error);
      if (entity == NULL)
        return FALSE;
      keep_ref (demo->customer_refs, cell (demo->customers, i, "external_id"), entity);
    }
  return TRUE;
}

static gboolean
load_ticket (Demo    *demo,
             guint    row,
             GError **error)
{
  static const char *const columns[] = {
    "external_id", "type", "priority", "skills", "address", "district", "latitude", "longitude", "channel", NULL,
  };
  Table *tickets = demo->tickets;
  g_autoptr (CalloutArgs) args = callout_args_new_with ("external_source", "demo", NULL);
  CalloutPerson *actor = find_actor (demo, "cora", error);
  const char *title = cell (tickets, row, "title");
  const char *due = cell (tickets, row, "due");
  const char *closed = cell (tickets, row, "closed");
  const char *customer = cell (tickets, row, "customer");
  CalloutTime opened = moment (demo, cell (tickets, row, "opened"));
  g_autoptr (CalloutEntity) entity = NULL;

  callout_args_add (args, "title", title != NULL ? title : cell (tickets, row, "type"));
  callout_args_add (args, "visibility", "public");
  add_cells (args, tickets, row, columns);
  callout_args_add_time (args, "opened_at", opened);
  if (due != NULL)
    callout_args_add_time (args, "due_latest", moment (demo, due));
  if (closed != NULL)
    callout_args_add_time (args, "closed_at", moment (demo, closed));
  if (customer != NULL)
    callout_args_add (args, "customer", g_hash_table_lookup (demo->customer_refs, customer));
  if (actor != NULL)
    entity = run (demo, actor, opened, "ticket.create", NULL, args, error);
  if (entity == NULL)
    return FALSE;
  keep_ref (demo->ticket_refs, cell (tickets, row, "external_id"), entity);
  return TRUE;
}

/* `lead=kofi; planned_start=-1800`: planned times are seconds ago as all
 * others, and fall on a quarter of an hour as people plan. */
static CalloutArgs *
parse_arguments (Demo       *demo,
                 const char *text)
{
  CalloutArgs *args = callout_args_new ();
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "; ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *value = strchr (parts[i], '=');

      if (value == NULL)
        continue;
      *value++ = '\0';
      if (g_str_has_prefix (parts[i], "planned_"))
        {
          CalloutTime at = moment (demo, value) + 15 * CALLOUT_MINUTE / 2;

          callout_args_add_time (args, parts[i], at - at % (15 * CALLOUT_MINUTE));
        }
      else
        callout_args_add (args, parts[i], value);
    }
  return args;
}

static gboolean
load_work (Demo         *demo,
           const Action *action,
           GError      **error)
{
  const char *ticket = cell (demo->work, action->row, "ticket");
  const char *command = cell (demo->work, action->row, "command");
  g_autoptr (CalloutArgs) args = parse_arguments (demo, cell (demo->work, action->row, "arguments"));
  CalloutPerson *actor = find_actor (demo, cell (demo->work, action->row, "by"), error);
  g_autoptr (CalloutEntity) entity = NULL;
  gboolean creates = g_str_equal (command, "work-order.create");

  if (creates)
    callout_args_add (args, "ticket", g_hash_table_lookup (demo->ticket_refs, ticket));
  if (actor != NULL)
    entity = run (demo, actor, action->at, command, creates ? NULL : g_hash_table_lookup (demo->order_refs, ticket), args, error);
  if (entity == NULL)
    return FALSE;
  if (creates)
    keep_ref (demo->order_refs, ticket, entity);
  return TRUE;
}

static int
compare_actions (gconstpointer a,
                 gconstpointer b)
{
  const Action *first = a, *second = b;

  if (first->at != second->at)
    return first->at < second->at ? -1 : 1;
  if (first->kind != second->kind)
    return first->kind < second->kind ? -1 : 1;
  return first->row < second->row ? -1 : first->row > second->row;
}

static void
add_actions (Demo       *demo,
             Table      *table,
             const char *column,
             ActionKind  kind,
             GArray     *actions)
{
  for (guint i = 0; i < table->rows->len; i++)
    {
      Action action = { moment (demo, cell (table, i, column)), kind, i };

      g_array_append_val (actions, action);
    }
}

static gboolean
load_events (Demo    *demo,
             GError **error)
{
  g_autoptr (GArray) actions = g_array_new (FALSE, FALSE, sizeof (Action));

  add_actions (demo, demo->tickets, "opened", ACTION_TICKET, actions);
  add_actions (demo, demo->work, "ago", ACTION_WORK, actions);
  g_array_sort (actions, compare_actions);
  for (guint i = 0; i < actions->len; i++)
    {
      const Action *action = &g_array_index (actions, Action, i);
      gboolean done = action->kind == ACTION_TICKET ? load_ticket (demo, action->row, error) : load_work (demo, action, error);

      if (!done)
        return FALSE;
    }
  return TRUE;
}

/* On the store's thread, in one transaction: the city is there or it is not. */
static gboolean
load_cb (CalloutStore  *store,
         gpointer       data,
         GError       **error)
{
  Demo *demo = data;
  g_autoptr (CalloutArgs) zone = callout_args_new_with ("key", CALLOUT_SETTING_TIME_ZONE, "value", ZONE, NULL);

  demo->store = store;
  return run_founder (demo, "settings.set", NULL, zone, error) && load_groups (demo, error) && load_people (demo, error) &&
         load_customers (demo, error) && load_events (demo, error);
}

static gboolean
read_tables (Demo        *demo,
             const char  *directory,
             GError     **error)
{
  return (demo->groups = read_table (directory, "groups.csv", error)) != NULL &&
         (demo->people = read_table (directory, "people.csv", error)) != NULL &&
         (demo->customers = read_table (directory, "customers.csv", error)) != NULL &&
         (demo->tickets = read_table (directory, "tickets.csv", error)) != NULL &&
         (demo->work = read_table (directory, "work.csv", error)) != NULL;
}

typedef gboolean (*Runner) (Demo *demo, gpointer door, GError **error);

static gboolean
load_through (gpointer      door,
              Runner        runner,
              gint64        actor,
              guint32       seed,
              const char   *directory,
              GError      **error)
{
  g_autofree char *shipped = callout_data_path ("demo", NULL);
  Demo demo = { .now = callout_clock_now (), .seed = seed, .founder = actor };
  gboolean loaded;

  demo.actors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  demo.customer_refs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  demo.ticket_refs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  demo.order_refs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  loaded = read_tables (&demo, directory != NULL ? directory : shipped, error) && runner (&demo, door, error);
  g_hash_table_unref (demo.order_refs);
  g_hash_table_unref (demo.ticket_refs);
  g_hash_table_unref (demo.customer_refs);
  g_hash_table_unref (demo.actors);
  table_free (demo.work);
  table_free (demo.tickets);
  table_free (demo.customers);
  table_free (demo.people);
  table_free (demo.groups);
  return loaded;
}

static gboolean
run_by_workspace (Demo      *demo,
                  gpointer   door,
                  GError   **error)
{
  return callout_workspace_batch_sync (door, load_cb, demo, error);
}

static gboolean
run_by_store (Demo      *demo,
              gpointer   door,
              GError   **error)
{
  if (!callout_store_begin (door, TRUE, error))
    return FALSE;
  if (load_cb (door, demo, error))
    return callout_store_commit (door, error);
  callout_store_rollback (door);
  return FALSE;
}

/**
 * callout_demo_load_sync:
 * @workspace: a store that was just founded
 * @actor: its first administrator
 * @seed: 0 for the city as it ships; any other deals the engineers other places
 * @directory: (nullable): where its files are, %NULL for those that ship
 *
 * Fills a store with the demonstration city, its newest ticket at "now". The
 * city's whole week is turned with it: whenever it is made, its clocks show
 * Thursday morning and the day shift is out. See data/demo/README.md.
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND if the files are not installed, and the store's.
 */
gboolean
callout_demo_load_sync (CalloutWorkspace  *workspace,
                        gint64             actor,
                        guint32            seed,
                        const char        *directory,
                        GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (workspace), FALSE);

  return load_through (workspace, run_by_workspace, actor, seed, directory, error);
}

/**
 * callout_demo_load:
 * @store: a store that was just founded, with no workspace over it yet
 *
 * As callout_demo_load_sync(), on the store's own thread: for who makes a store
 * away from the thread that shows it.
 */
gboolean
callout_demo_load (CalloutStore  *store,
                   gint64         actor,
                   guint32        seed,
                   const char    *directory,
                   GError       **error)
{
  g_return_val_if_fail (CALLOUT_IS_STORE (store), FALSE);

  return load_through (store, run_by_store, actor, seed, directory, error);
}
