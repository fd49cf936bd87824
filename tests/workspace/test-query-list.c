/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#define TEST(name, function) \
  g_test_add (name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

/* Enough for a list to be long: hundreds of pages, far more than are kept. */
#define MANY 20000

/* A copy of a list's ids kept by nothing but what the list tells. */
typedef struct {
  GListModel *model;
  GArray     *ids;
  guint       n_signals;
  guint       n_removed;
  guint       n_added;
} Mirror;

static void
mirror_cb (GListModel *model,
           guint       position,
           guint       removed,
           guint       added,
           gpointer    data)
{
  Mirror *mirror = data;

  g_assert_cmpuint (position + removed, <=, mirror->ids->len);
  if (removed > 0)
    g_array_remove_range (mirror->ids, position, removed);
  for (guint i = position; i < position + added; i++)
    {
      gint64 id = callout_query_list_get_nth_id (CALLOUT_QUERY_LIST (model), i);

      g_assert_cmpint (id, >, 0);
      g_array_insert_val (mirror->ids, i, id);
    }
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, mirror->ids->len);
  mirror->n_signals++;
  mirror->n_removed += removed;
  mirror->n_added += added;
}

static void
mirror_init (Mirror           *mirror,
             CalloutQueryList *list)
{
  *mirror = (Mirror) { G_LIST_MODEL (list), g_array_new (FALSE, FALSE, sizeof (gint64)), 0, 0, 0 };
  g_signal_connect (list, "items-changed", G_CALLBACK (mirror_cb), mirror);
}

static void
mirror_clear (Mirror *mirror)
{
  g_signal_handlers_disconnect_by_data (mirror->model, mirror);
  g_array_unref (mirror->ids);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mirror, mirror_clear)

static gpointer
query_ids (CalloutStore  *store,
           gpointer       query,
           GCancellable  *cancellable,
           GError       **error)
{
  return callout_store_query_ids (store, query, NULL, cancellable, error);
}

/* The list, its mirror, and the query asked afresh must agree. */
static void
assert_true_to_query (CalloutQueryList *list,
                      Mirror           *mirror,
                      CalloutWorkspace *workspace)
{
  g_autoptr (GArray) fresh = NULL;
  g_autoptr (GError) error = NULL;

  fresh = callout_workspace_read_sync (workspace, query_ids, callout_query_list_get_query (list), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, fresh->len);
  g_assert_cmpmem (mirror->ids->data, mirror->ids->len * sizeof (gint64), fresh->data, fresh->len * sizeof (gint64));
  for (guint i = 0; i < fresh->len; i++)
    g_assert_cmpint (callout_query_list_get_nth_id (list, i), ==, g_array_index (fresh, gint64, i));
}

static CalloutQuery *
ticket_query (const char *filter,
              const char *sort)
{
  CalloutQuery *query = callout_query_new (CALLOUT_KIND_TICKET);
  g_autoptr (GError) error = NULL;

  if (filter != NULL)
    callout_query_add_filter (query, filter, &error);
  g_assert_no_error (error);
  if (sort != NULL)
    callout_query_parse_sort (query, sort, &error);
  g_assert_no_error (error);
  return query;
}

static void
set_query_and_wait (CalloutQueryList *list,
                    CalloutQuery     *query)
{
  callout_query_list_set_query (list, query);
  WAIT_UNTIL (!callout_query_list_get_loading (list));
  g_assert_null (callout_query_list_get_error (list));
}

/* Tickets straight into the store: what is tested is the list. */
static gboolean
fill (CalloutStore  *store,
      gpointer       data,
      GError       **error)
{
  guint n = GPOINTER_TO_UINT (data);
  g_autoptr (CalloutEvent) event = g_object_new (CALLOUT_TYPE_EVENT, NULL);

  event->at = callout_clock_now ();
  event->command = g_strdup ("ticket.create");
  event->kind = CALLOUT_KIND_TICKET;
  event->source = CALLOUT_SOURCE_CTL;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CalloutTicket) ticket = g_object_new (CALLOUT_TYPE_TICKET, NULL);

      ticket->title = g_strdup_printf ("Ticket %05u", (i * 7919) % n);
      ticket->priority = i % 3;
      ticket->progress = CALLOUT_PROGRESS_OPEN;
      CALLOUT_ENTITY (event)->id = 0;
      callout_store_begin_event (store, event);
      if (!callout_store_insert (store, CALLOUT_ENTITY (ticket), error))
        return FALSE;
      event->target = CALLOUT_ENTITY (ticket)->id;
      if (!callout_store_end_event (store, error))
        return FALSE;
    }
  return TRUE;
}

static void
fill_with (Fixture *fixture,
           guint    n)
{
  g_autoptr (GError) error = NULL;

  callout_workspace_batch_sync (fixture->workspace, fill, GUINT_TO_POINTER (n), &error);
  g_assert_no_error (error);
}

static char *
title_at (CalloutQueryList *list,
          guint             position)
{
  g_autoptr (CalloutRow) row = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_nonnull (row);
  WAIT_UNTIL (callout_row_get_entity (row) != NULL);
  return g_strdup (CALLOUT_TICKET (callout_row_get_entity (row))->title);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (CalloutQueryList) list = callout_query_list_new (fixture->workspace, 0);
  g_autoptr (CalloutQuery) query = ticket_query (NULL, NULL);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 0));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == CALLOUT_TYPE_ROW);
  g_assert_false (callout_query_list_get_loading (list));
  callout_query_list_set_query (list, query);
  g_assert_true (callout_query_list_get_loading (list));
  WAIT_UNTIL (!callout_query_list_get_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_false (callout_query_list_find (list, 1001, NULL));
  g_assert_cmpint (callout_query_list_get_nth_id (list, 0), ==, 0);
}

/* Any row of a long list, in any order of asking. */
static void
test_long (Fixture       *fixture,
           gconstpointer  data)
{
  static const guint positions[] = { 0, 1, 63, 64, MANY / 2, MANY - 1, 17, 9999 };
  g_autoptr (CalloutQueryList) list = callout_query_list_new (fixture->workspace, 0);
  g_autoptr (CalloutQuery) query = ticket_query (NULL, "title");
  g_auto (Mirror) mirror = { 0 };

  fill_with (fixture, MANY);
  mirror_init (&mirror, list);
  set_query_and_wait (list, query);
  assert_true_to_query (list, &mirror, fixture->workspace);

  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      g_autofree char *title = title_at (list, positions[i]);
      g_autofree char *expected = g_strdup_printf ("Ticket %05u", positions[i]);
      guint position = 0;

      g_assert_cmpstr (title, ==, expected);
      g_assert_true (callout_query_list_find (list, callout_query_list_get_nth_id (list, positions[i]), &position));
      g_assert_cmpuint (position, ==, positions[i]);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), MANY));
}

/* What fits a window is there before the rest, and stays where it is. */
static void
test_first_rows_first (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (CalloutQueryList) list = callout_query_list_new (fixture->workspace, 0);
  g_autoptr (CalloutQuery) query = ticket_query (NULL, "title");
  g_autoptr (CalloutRow) row = NULL;
  g_autoptr (CalloutRow) later = NULL;
  g_auto (Mirror) mirror = { 0 };

  fill_with (fixture, MANY);
  mirror_init (&mirror, list);
  callout_query_list_set_query (list, query);
  WAIT_UNTIL (mirror.n_signals > 0);
  g_assert_true (callout_query_list_get_loading (list));
  g_assert_cmpuint (mirror.ids->len, >=, 2160 / 34); /* a tall screen, by the height of a row */
  g_assert_cmpuint (mirror.ids->len, <, MANY);
  row = g_list_model_get_item (G_LIST_MODEL (list), 50);
  WAIT_UNTIL (!callout_query_list_get_loading (list));
  g_assert_cmpuint (mirror.n_signals, ==, 2);
  g_assert_cmpuint (mirror.n_removed, ==, 0);
  assert_true_to_query (list, &mirror, fixture->workspace);
  later = g_list_model_get_item (G_LIST_MODEL (list), 50);
  g_assert_true (later == row);
}

/* A view that scrolls through everything leaves no more behind than is kept. */
static void
test_scroll_through (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (CalloutQueryList) list = callout_query_list_new (fixture->workspace, 0);
  g_autoptr (CalloutQuery) query = ticket_query (NULL, NULL);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_living = 0;

  fill_with (fixture, MANY);
  set_query_and_wait (list, query);
  for (guint start = 0; start < MANY; start += 100)
    {
      g_ptr_array_set_size (shown, 0);
      for (guint i = start; i < start + 100; i++)
        g_ptr_array_add (shown, g_list_model_get_item (G_LIST_MODEL (list), i));
      WAIT_UNTIL (callout_row_get_entity (g_ptr_array_index (shown, 0)) != NULL
                  && callout_row_get_entity (g_ptr_array_index (shown, 99)) != NULL);
    }
  for (guint i = 0; i < MANY; i++)
    n_living += callout_workspace_lookup (fixture->workspace, CALLOUT_KIND_TICKET, callout_query_list_get_nth_id (list, i))
                != NULL;
  g_assert_cmpuint (n_living, >=, 100);
  g_assert_cmpuint (n_living, <, 2000);

  /* One row is one object for as long as somebody has it. */
  {
    g_autoptr (CalloutRow) again = g_list_model_get_item (G_LIST_MODEL (list), MANY - 1);

    g_assert_true (again == g_ptr_array_index (shown, 99));
  }
}

/* Rows passed by quickly are not read: where the scrollbar rests is. */
static void
test_passed_by (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (CalloutQueryList) list = callout_query_list_new (fixture->workspace, 0);
  g_autoptr (CalloutQuery) query = ticket_query (NULL, NULL);
  g_autofree char *title = NULL;
  guint n_living = 0;

  fill_with (fixture, MANY);
  set_query_and_wait (list, query);
  for (guint i = 0; i < MANY; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), i));
  title = title_at (list, 12345);
  for (guint i = 0; i < MANY; i++)
    n_living += callout_workspace_lookup (fixture->workspace, CALLOUT_KIND_TICKET, callout_query_list_get_nth_id (list, i))
                != NULL;
  g_assert_cmpuint (n_living, <=, 64);
}

/* One change in a long list is told as one change, and nothing else moves. */
static void
test_small_changes (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (CalloutQueryList) list = callout_query_list_new (fixture->workspace, 0);
  g_autoptr (CalloutQuery) query = ticket_query (NULL, "title");
  g_auto (Mirror) mirror = { 0 };
  g_autofree char *ref = NULL;
  g_autoptr (CalloutRow) row = NULL;
  guint position = 0;

  fill_with (fixture, MANY);
  mirror_init (&mirror, list);
  set_query_and_wait (list, query);
  mirror.n_signals = mirror.n_removed = mirror.n_added = 0;

  ref = make_ticket (fixture->workspace, fixture->admin, "Ticket 10000 and a half", NULL);
  WAIT_UNTIL (mirror.ids->len == MANY + 1);
  g_assert_cmpuint (mirror.n_signals, ==, 1);
  g_assert_cmpuint (mirror.n_added, ==, 1);
  g_assert_cmpuint (mirror.n_removed, ==, 0);
  g_assert_true (callout_query_list_find (list, id_of (ref), &position));
  g_assert_cmpuint (position, ==, 10001);
  row = g_list_model_get_item (G_LIST_MODEL (list), position);

  /* Far away: it leaves here and arrives there, still the same row. */
  do_it (fixture->workspace, fixture->admin, "ticket.edit", ref, "title", "Ticket 00000 first of all", NULL);
  WAIT_UNTIL (callout_query_list_find (list, id_of (ref), &position) && position == 1);
  g_assert_cmpuint (mirror.n_removed, ==, 1);
  g_assert_cmpuint (mirror.n_added, ==, 2);
  {
    g_autoptr (CalloutRow) moved = g_list_model_get_item (G_LIST_MODEL (list), 1);

    g_assert_true (moved == row);
  }

  /* Nothing the list sorts or filters by: the row tells, the list does not. */
  mirror.n_signals = 0;
  WAIT_UNTIL (callout_row_get_entity (row) != NULL);
  do_it (fixture->workspace, fixture->admin, "ticket.set-note", ref, "note", "Mind the dog", NULL);
  WAIT_UNTIL (g_strcmp0 (CALLOUT_TICKET (callout_row_get_entity (row))->note, "Mind the dog") == 0);
  g_assert_cmpuint (mirror.n_signals, ==, 0);
  assert_true_to_query (list, &mirror, fixture->workspace);
}

static void
test_filter_in_and_out (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (CalloutQueryList) list = callout_query_list_new (fixture->workspace, 0);
  g_autoptr (CalloutQuery) query = ticket_query ("priority=high", "-id");
  g_auto (Mirror) mirror = { 0 };
  g_autofree char *calm = make_ticket (fixture->workspace, fixture->admin, "Calm", NULL);
  g_autofree char *urgent = make_ticket (fixture->workspace, fixture->admin, "Urgent", "priority", "high", NULL);

  mirror_init (&mirror, list);
  set_query_and_wait (list, query);
  g_assert_cmpuint (mirror.ids->len, ==, 1);
  do_it (fixture->workspace, fixture->admin, "ticket.set-priority", calm, "priority", "high", NULL);
  WAIT_UNTIL (mirror.ids->len == 2);
  assert_true_to_query (list, &mirror, fixture->workspace);
  do_it (fixture->workspace, fixture->admin, "ticket.set-priority", urgent, "priority", "low", NULL);
  WAIT_UNTIL (mirror.ids->len == 1);
  g_assert_cmpint (callout_query_list_get_nth_id (list, 0), ==, id_of (calm));
}

/* The old rows stay until the new ones are there; the same rows say nothing. */
static void
test_change_query (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (CalloutQueryList) list = callout_query_list_new (fixture->workspace, 0);
  g_autoptr (CalloutQuery) by_title = ticket_query (NULL, "title");
  g_autoptr (CalloutQuery) by_title_again = ticket_query (NULL, "title");
  g_autoptr (CalloutQuery) backwards = ticket_query (NULL, "-title");
  g_autoptr (CalloutQuery) same_rows = ticket_query ("progress=open", "-title");
  g_auto (Mirror) mirror = { 0 };

  fill_with (fixture, 500);
  mirror_init (&mirror, list);
  set_query_and_wait (list, by_title);
  mirror.n_signals = 0;
  callout_query_list_set_query (list, by_title_again);
  g_assert_false (callout_query_list_get_loading (list));

  callout_query_list_set_query (list, backwards);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 500);
  WAIT_UNTIL (!callout_query_list_get_loading (list));
  g_assert_cmpuint (mirror.n_signals, ==, 1);
  assert_true_to_query (list, &mirror, fixture->workspace);

  set_query_and_wait (list, same_rows);
  g_assert_cmpuint (mirror.n_signals, ==, 1);

  /* Of many queries in a row only the last one counts. */
  for (guint i = 0; i < 20; i++)
    callout_query_list_set_query (list, i % 2 == 0 ? by_title : backwards);
  WAIT_UNTIL (!callout_query_list_get_loading (list));
  g_assert_true (callout_query_equal (callout_query_list_get_query (list), backwards));
  assert_true_to_query (list, &mirror, fixture->workspace);

  callout_query_list_set_query (list, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_cmpuint (mirror.ids->len, ==, 0);
}

/* Another kind of thing has other rows, even where the numbers are the same. */
static void
test_change_kind (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (CalloutQueryList) list = callout_query_list_new (fixture->workspace, 0);
  g_autoptr (CalloutQuery) people = callout_query_new (CALLOUT_KIND_PERSON);
  g_autoptr (CalloutQuery) groups = callout_query_new (CALLOUT_KIND_GROUP);
  g_autoptr (CalloutRow) person = NULL;
  g_autoptr (CalloutRow) group = NULL;

  fixture_people (fixture);
  set_query_and_wait (list, people);
  person = g_list_model_get_item (G_LIST_MODEL (list), 0);
  callout_query_list_set_query (list, groups);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  WAIT_UNTIL (!callout_query_list_get_loading (list));
  group = g_list_model_get_item (G_LIST_MODEL (list), 0);
  WAIT_UNTIL (callout_row_get_entity (group) != NULL);
  g_assert_true (CALLOUT_IS_GROUP (callout_row_get_entity (group)));
  g_assert_false (person == group);
}

/* Living objects are shared among lists. */
static void
test_two_lists (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (CalloutQueryList) one = callout_query_list_new (fixture->workspace, 0);
  g_autoptr (CalloutQueryList) other = callout_query_list_new (fixture->workspace, fixture->admin);
  g_autoptr (CalloutQuery) all = ticket_query (NULL, NULL);
  g_autoptr (CalloutQuery) high = ticket_query ("priority=high", NULL);
  g_autofree char *ref = make_ticket (fixture->workspace, fixture->admin, "Urgent", "priority", "high", NULL);
  g_autoptr (CalloutRow) first = NULL;
  g_autoptr (CalloutRow) second = NULL;

  set_query_and_wait (one, all);
  set_query_and_wait (other, high);
  first = g_list_model_get_item (G_LIST_MODEL (one), 0);
  second = g_list_model_get_item (G_LIST_MODEL (other), 0);
  WAIT_UNTIL (callout_row_get_entity (first) != NULL && callout_row_get_entity (second) != NULL);
  g_assert_true (callout_row_get_entity (first) == callout_row_get_entity (second));
}

/* What a person may see follows their groups at once. */
static void
test_sight (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (CalloutQueryList) list = NULL;
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_WORK_ORDER);
  g_autofree char *ticket = NULL;
  g_autofree char *order = NULL;

  fixture_people (fixture);
  ticket = make_ticket (fixture->workspace, fixture->dora, "Swing broken", NULL);
  order = make_work_order (fixture->workspace, fixture->dora, ticket);
  list = callout_query_list_new (fixture->workspace, fixture->greta);
  set_query_and_wait (list, query);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);

  do_it (fixture->workspace, fixture->dora, "work-order.route", order, "group", "parks", NULL);
  do_it (fixture->workspace, fixture->admin, "group.set-dispatchers", "parks", "person", "greta", NULL);
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (list)) == 1);
  do_it (fixture->workspace, fixture->admin, "group.set-dispatchers", "parks", NULL);
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0);
  do_it (fixture->workspace, fixture->admin, "person.set-roles", "greta", "roles", "dispatcher", NULL);
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (list)) == 1);
  callout_query_list_set_person (list, id_of ("T-1001"));
  WAIT_UNTIL (!callout_query_list_get_loading (list));
  g_assert_nonnull (callout_query_list_get_error (list)); /* nobody of that number */
}

/* A list of events grows with what is done. */
static void
test_events (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (CalloutQueryList) list = callout_query_list_new (fixture->workspace, 0);
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_EVENT);
  g_autofree char *ref = NULL;
  guint before;

  set_query_and_wait (list, query);
  before = g_list_model_get_n_items (G_LIST_MODEL (list));
  ref = make_ticket (fixture->workspace, fixture->admin, "Leak", NULL);
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (list)) == before + 1);
}

static void
test_let_go (Fixture       *fixture,
             gconstpointer  data)
{
  CalloutQueryList *list = callout_query_list_new (fixture->workspace, 0);
  g_autoptr (CalloutQuery) query = ticket_query (NULL, NULL);
  g_autoptr (CalloutRow) row = NULL;

  fill_with (fixture, 200);
  set_query_and_wait (list, query);
  row = g_list_model_get_item (G_LIST_MODEL (list), 100);

  /* With a page, another query and a change under way. */
  g_main_context_iteration (NULL, FALSE);
  do_it (fixture->workspace, fixture->admin, "ticket.set-priority", "T-1001", "priority", "high", NULL);
  callout_query_list_set_query (list, NULL);
  callout_query_list_set_query (list, query);
  g_object_add_weak_pointer (G_OBJECT (list), (gpointer *) &list);
  g_object_unref (list);
  WAIT_UNTIL (list == NULL);
  g_assert_cmpint (callout_row_get_id (row), ==, 1101);
}

/* After any changes, from here and from another seat, the list is what the
 * query gives; and it told every step of the way. */
static void
test_random (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const sorts[] = { "title", "-priority", "-id", "due_latest" };
  static const char *const priorities[] = { "low", "normal", "high" };
  g_autoptr (CalloutWorkspace) other = callout_workspace_open_sync (fixture->path, CALLOUT_STORE_OPEN, NULL);
  CalloutQueryList *lists[G_N_ELEMENTS (sorts)] = { NULL };
  Mirror mirrors[G_N_ELEMENTS (sorts)];
  guint n_tickets = 1500;

  fill_with (fixture, n_tickets);
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autoptr (CalloutQuery) query = ticket_query (i % 2 == 0 ? "priority!=low" : NULL, sorts[i]);

      lists[i] = callout_query_list_new (fixture->workspace, 0);
      mirror_init (&mirrors[i], lists[i]);
      set_query_and_wait (lists[i], query);
    }

  for (guint i = 0; i < 200; i++)
    {
      CalloutWorkspace *seat = g_test_rand_bit () ? fixture->workspace : other;
      g_autofree char *ref = g_strdup_printf ("T-%d", 1001 + g_test_rand_int_range (0, n_tickets));
      g_autofree char *title = g_strdup_printf ("Ticket %05d", g_test_rand_int_range (0, 2000));

      switch (g_test_rand_int_range (0, 4))
        {
        case 0:
          g_free (make_ticket (seat, fixture->admin, title, "priority", priorities[g_test_rand_int_range (0, 3)], NULL));
          n_tickets++;
          break;
        case 1:
          do_it (seat, fixture->admin, "ticket.edit", ref, "title", title, NULL);
          break;
        case 2:
          do_it (seat, fixture->admin, "ticket.edit", ref, "due_latest",
                 g_test_rand_bit () ? "2026-03-05T12:00:00Z" : "", NULL);
          break;
        default:
          do_it (seat, fixture->admin, "ticket.set-priority", ref, "priority", priorities[g_test_rand_int_range (0, 3)],
                 NULL);
        }
      if (g_test_rand_int_range (0, 5) == 0)
        g_main_context_iteration (NULL, FALSE);
    }

  /* A last ticket, after which every list must be there. */
  {
    g_autofree char *last = make_ticket (other, fixture->admin, "Ticket 99999", "priority", "high", NULL);

    callout_workspace_poll (fixture->workspace);
    for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
      {
        WAIT_UNTIL (callout_query_list_find (lists[i], id_of (last), NULL));
        assert_true_to_query (lists[i], &mirrors[i], fixture->workspace);
        mirror_clear (&mirrors[i]);
        g_clear_object (&lists[i]);
      }
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/workspace/query-list/empty", test_empty);
  TEST ("/workspace/query-list/long", test_long);
  TEST ("/workspace/query-list/first-rows-first", test_first_rows_first);
  TEST ("/workspace/query-list/scroll-through", test_scroll_through);
  TEST ("/workspace/query-list/passed-by", test_passed_by);
  TEST ("/workspace/query-list/small-changes", test_small_changes);
  TEST ("/workspace/query-list/filter-in-and-out", test_filter_in_and_out);
  TEST ("/workspace/query-list/change-query", test_change_query);
  TEST ("/workspace/query-list/change-kind", test_change_kind);
  TEST ("/workspace/query-list/two-lists", test_two_lists);
  TEST ("/workspace/query-list/sight", test_sight);
  TEST ("/workspace/query-list/events", test_events);
  TEST ("/workspace/query-list/let-go", test_let_go);
  TEST ("/workspace/query-list/random", test_random);
  return g_test_run ();
}
