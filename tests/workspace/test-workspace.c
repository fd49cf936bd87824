/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#define TEST(name, function) \
  g_test_add (name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

/* Opening */

static void
test_open_missing (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "nothing.db", NULL);
  g_autoptr (CalloutWorkspace) workspace = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;

  workspace = callout_workspace_open_sync (path, CALLOUT_STORE_OPEN, &error);
  g_assert_null (workspace);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  callout_workspace_open_async (path, CALLOUT_STORE_OPEN, NULL, take_answer_cb, &answer);
  workspace = callout_workspace_open_finish (wait_for_answer (&answer), &error);
  g_assert_null (workspace);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
}

static void
test_open_foreign_file (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "letter.txt", NULL);
  g_autoptr (CalloutWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "Dear Sir or Madam, this is a letter and no store at all.", -1, NULL));
  workspace = callout_workspace_open_sync (path, CALLOUT_STORE_OPEN, &error);
  g_assert_null (workspace);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT);
}

static void
test_open_async (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (CalloutWorkspace) workspace = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (CalloutEntity) admin = NULL;
  g_autoptr (GError) error = NULL;

  callout_workspace_open_async (fixture->path, CALLOUT_STORE_OPEN, NULL, take_answer_cb, &answer);
  workspace = callout_workspace_open_finish (wait_for_answer (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (callout_workspace_get_uri (workspace), ==, fixture->path);
  admin = callout_workspace_get_sync (workspace, 0, CALLOUT_KIND_NONE, "admin", &error);
  g_assert_no_error (error);
  g_assert_cmpint (admin->id, ==, fixture->admin);
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (CalloutWorkspace) reader = NULL;
  g_autoptr (CalloutRequest) request = NULL;
  g_autoptr (CalloutArgs) args = callout_args_new_with ("title", "Leak", NULL);
  g_autoptr (CalloutEntity) entity = NULL;
  g_autoptr (GError) error = NULL;

  reader = callout_workspace_open_sync (fixture->path, CALLOUT_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  entity = callout_workspace_get_sync (reader, 0, CALLOUT_KIND_PERSON, "admin", &error);
  g_assert_no_error (error);
  g_clear_object (&entity);
  request = callout_request_new (fixture->admin, CALLOUT_SOURCE_DESKTOP, "ticket.create", NULL, args);
  entity = callout_workspace_run_sync (reader, request, NULL, &error);
  g_assert_null (entity);
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, CALLOUT_ERROR);
}

/* Commands */

static void
test_run_tells (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (CalloutArgs) args = callout_args_new_with ("title", "Water main break", "priority", "high", NULL);
  g_autoptr (CalloutRequest) request = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autoptr (GError) error = NULL;
  gint64 event = 0;

  request = callout_request_new (fixture->admin, CALLOUT_SOURCE_DESKTOP, "ticket.create", NULL, args);
  callout_workspace_run_async (fixture->workspace, request, NULL, take_answer_cb, &answer);
  g_clear_pointer (&request, callout_request_free); /* it need not be kept */
  ticket = callout_workspace_run_finish (fixture->workspace, wait_for_answer (&answer), &event, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (CALLOUT_TICKET (ticket)->title, ==, "Water main break");
  g_assert_cmpint (CALLOUT_TICKET (ticket)->priority, ==, CALLOUT_PRIORITY_HIGH);
  g_assert_cmpint (event, >, 0);
  g_assert_true (callout_workspace_lookup (fixture->workspace, CALLOUT_KIND_TICKET, ticket->id) == ticket);
}

static void
test_refusal_unchanged (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *ref = make_ticket (fixture->workspace, fixture->admin, "Leak", NULL);
  g_autoptr (CalloutArgs) args = callout_args_new_with ("priority", "high", NULL);
  g_autoptr (CalloutRequest) request = NULL;
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  gint64 event = 7;

  request = callout_request_new (fixture->admin, CALLOUT_SOURCE_DESKTOP, "ticket.set-priority", ref, args);
  request->expected_version = 1;
  ticket = callout_workspace_run_sync (fixture->workspace, request, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&ticket);

  /* Somebody who still looks at the first version is told, and nothing is written. */
  ticket = callout_workspace_run_sync (fixture->workspace, request, &event, &error);
  g_assert_null (ticket);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  g_assert_cmpint (event, ==, 0);
  g_clear_error (&error);
  callout_workspace_run_async (fixture->workspace, request, NULL, take_answer_cb, &answer);
  ticket = callout_workspace_run_finish (fixture->workspace, wait_for_answer (&answer), &event, &error);
  g_assert_null (ticket);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
}

static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *ref = make_ticket (fixture->workspace, fixture->admin, "Leak", NULL);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autoptr (GError) error = NULL;
  gint64 event = 0;

  do_it (fixture->workspace, fixture->admin, "ticket.set-priority", ref, "priority", "high", NULL);
  callout_workspace_undo_async (fixture->workspace, fixture->admin, CALLOUT_SOURCE_DESKTOP, 0, NULL, take_answer_cb,
                                &answer);
  ticket = callout_workspace_undo_finish (fixture->workspace, wait_for_answer (&answer), &event, &error);
  g_assert_no_error (error);
  g_assert_cmpint (CALLOUT_TICKET (ticket)->priority, ==, CALLOUT_PRIORITY_NORMAL);
  g_assert_cmpint (event, >, 0);
}

typedef struct {
  Fixture *fixture;
  gboolean fail;
  gboolean freed;
} Batch;

static gboolean
run_batch (CalloutStore  *store,
           gpointer       data,
           GError       **error)
{
  Batch *batch = data;
  g_autoptr (CalloutEntity) actor = callout_store_get (store, CALLOUT_KIND_PERSON, batch->fixture->admin, error);

  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (CalloutArgs) args = callout_args_new_with ("title", "One of ten", NULL);
      g_autoptr (CalloutRequest) request = NULL;
      g_autoptr (CalloutEntity) ticket = NULL;

      request = callout_request_new (batch->fixture->admin, CALLOUT_SOURCE_CTL, "ticket.create", NULL, args);
      ticket = callout_commands_run_inside (store, request, CALLOUT_PERSON (actor), NULL, error);
      if (ticket == NULL)
        return FALSE;
    }
  if (!batch->fail)
    return TRUE;
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, "Row 11 is not one");
  return FALSE;
}

static void
batch_freed (gpointer data)
{
  ((Batch *) data)->freed = TRUE;
}

static gint64
count_tickets (CalloutWorkspace *workspace)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 count;

  callout_workspace_count_async (workspace, 0, query, NULL, take_answer_cb, &answer);
  count = callout_workspace_count_finish (workspace, wait_for_answer (&answer), &error);
  g_assert_no_error (error);
  return count;
}

static void
test_batch (Fixture       *fixture,
            gconstpointer  data)
{
  Batch batch = { fixture, TRUE, FALSE };
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (callout_workspace_batch_sync (fixture->workspace, run_batch, &batch, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (count_tickets (fixture->workspace), ==, 0);

  batch.fail = FALSE;
  callout_workspace_batch_async (fixture->workspace, run_batch, &batch, batch_freed, NULL, take_answer_cb, &answer);
  g_assert_true (callout_workspace_batch_finish (fixture->workspace, wait_for_answer (&answer), &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_tickets (fixture->workspace), ==, 10);
  g_clear_object (&answer);
  WAIT_UNTIL (batch.freed);
}

/* Reading */

static gpointer
read_titles (CalloutStore  *store,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (CalloutEntity) ticket = callout_store_resolve (store, CALLOUT_KIND_TICKET, data, error);

  return ticket != NULL ? g_strdup (CALLOUT_TICKET (ticket)->title) : NULL;
}

static void
test_read (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *ref = make_ticket (fixture->workspace, fixture->admin, "Leak", NULL);
  g_autofree char *title = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;

  title = callout_workspace_read_sync (fixture->workspace, read_titles, ref, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (title, ==, "Leak");
  callout_workspace_read_async (fixture->workspace, read_titles, g_strdup (ref), g_free, g_free, NULL, take_answer_cb,
                                &answer);
  again = callout_workspace_read_finish (fixture->workspace, wait_for_answer (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, "Leak");
  g_clear_object (&answer);

  callout_workspace_read_async (fixture->workspace, read_titles, g_strdup ("T-99"), g_free, g_free, NULL, take_answer_cb,
                                &answer);
  g_assert_null (callout_workspace_read_finish (fixture->workspace, wait_for_answer (&answer), &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
}

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *one = make_ticket (fixture->workspace, fixture->admin, "Beta", NULL);
  g_autofree char *other = make_ticket (fixture->workspace, fixture->admin, "Alpha", NULL);
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (callout_query_parse_sort (query, "title", NULL));
  callout_workspace_list_async (fixture->workspace, 0, query, NULL, take_answer_cb, &answer);
  rows = callout_workspace_list_finish (fixture->workspace, wait_for_answer (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (CALLOUT_TICKET (g_ptr_array_index (rows, 0))->title, ==, "Alpha");
  g_assert_cmpstr (CALLOUT_TICKET (g_ptr_array_index (rows, 1))->title, ==, "Beta");
}

static void
test_offers (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *ref = make_ticket (fixture->workspace, fixture->admin, "Leak", NULL);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  callout_workspace_offer_async (fixture->workspace, fixture->admin, CALLOUT_KIND_TICKET, id_of (ref), NULL,
                                 take_answer_cb, &answer);
  offers = callout_workspace_offer_finish (fixture->workspace, wait_for_answer (&answer), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < offers->len; i++)
    {
      CalloutOffer *offer = g_ptr_array_index (offers, i);

      g_assert_cmpint (offer->command->target, ==, CALLOUT_KIND_TICKET);
      if (g_str_equal (offer->command->name, "ticket.set-priority"))
        found = offer->allowed;
    }
  g_assert_true (found);
  g_clear_pointer (&offers, g_ptr_array_unref);

  /* What makes something new has no thing it is offered for. */
  offers = callout_workspace_offer_sync (fixture->workspace, fixture->admin, CALLOUT_KIND_NONE, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (offers->len, >, 0);
}

static void
test_out_of_sight (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *ticket = NULL;
  g_autofree char *order = NULL;
  g_autoptr (CalloutEntity) seen = NULL;
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GError) error = NULL;

  fixture_people (fixture);
  ticket = make_ticket (fixture->workspace, fixture->dora, "Leak", NULL);
  order = make_work_order (fixture->workspace, fixture->dora, ticket);

  seen = callout_workspace_get_sync (fixture->workspace, fixture->greta, CALLOUT_KIND_WORK_ORDER, order, &error);
  g_assert_null (seen);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  offers = callout_workspace_offer_sync (fixture->workspace, fixture->greta, CALLOUT_KIND_WORK_ORDER, id_of (order),
                                         &error);
  g_assert_null (offers);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  do_it (fixture->workspace, fixture->dora, "work-order.route", order, "group", "water", NULL);
  seen = callout_workspace_get_sync (fixture->workspace, fixture->greta, CALLOUT_KIND_WORK_ORDER, order, &error);
  g_assert_no_error (error);
  g_assert_nonnull (seen);
}

static void
test_settings (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *fallback = NULL;
  g_autofree char *set = NULL;
  g_autofree char *unknown = NULL;

  fallback = callout_workspace_get_setting_sync (fixture->workspace, CALLOUT_SETTING_RADIUS, 0);
  g_assert_cmpstr (fallback, ==, "0");
  do_it (fixture->workspace, fixture->admin, "settings.set", NULL, "key", CALLOUT_SETTING_RADIUS, "value", "25", NULL);
  set = callout_workspace_get_setting_sync (fixture->workspace, CALLOUT_SETTING_RADIUS, fixture->admin);
  g_assert_cmpstr (set, ==, "25");
  unknown = callout_workspace_get_setting_sync (fixture->workspace, "view.nothing", 0);
  g_assert_null (unknown);
}

/* Living objects and the feed */

static void
count_notify (GObject    *object,
              GParamSpec *pspec,
              gpointer    counter)
{
  ++*(guint *) counter;
}

static void
keep_feed_cb (CalloutWorkspace *workspace,
              CalloutFeed      *feed,
              gpointer          data)
{
  g_ptr_array_add (data, callout_feed_copy (feed));
}

static gboolean
touches (CalloutFeed *feed,
         CalloutKind  kind,
         gint64       id)
{
  guint n = 0;

  for (guint i = 0; i < feed->touched->len; i++)
    {
      CalloutTouch *touch = &g_array_index (feed->touched, CalloutTouch, i);

      n += touch->kind == kind && touch->id == id;
    }
  g_assert_cmpuint (n, <=, 1);
  return n == 1;
}

static void
test_living (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *ref = make_ticket (fixture->workspace, fixture->admin, "Leak", NULL);
  g_autoptr (GPtrArray) feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_feed_free);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autoptr (CalloutEntity) same = NULL;
  g_autoptr (GError) error = NULL;
  guint n_notified = 0;

  callout_workspace_get_async (fixture->workspace, 0, CALLOUT_KIND_TICKET, ref, NULL, take_answer_cb, &answer);
  ticket = callout_workspace_get_finish (fixture->workspace, wait_for_answer (&answer), &error);
  g_assert_no_error (error);
  callout_workspace_get_async (fixture->workspace, 0, CALLOUT_KIND_NONE, ref, NULL, take_answer_cb, &second);
  same = callout_workspace_get_finish (fixture->workspace, wait_for_answer (&second), &error);
  g_assert_true (same == ticket);
  g_clear_object (&same);

  g_signal_connect (ticket, "notify::priority", G_CALLBACK (count_notify), &n_notified);
  g_signal_connect (fixture->workspace, "changed", G_CALLBACK (keep_feed_cb), feeds);
  do_it (fixture->workspace, fixture->admin, "ticket.set-priority", ref, "priority", "high", NULL);
  WAIT_UNTIL (feeds->len > 0 && touches (g_ptr_array_index (feeds, feeds->len - 1), CALLOUT_KIND_TICKET, ticket->id)
              && n_notified > 0);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpint (CALLOUT_TICKET (ticket)->priority, ==, CALLOUT_PRIORITY_HIGH);
  g_signal_handlers_disconnect_by_data (fixture->workspace, feeds);

  {
    gint64 id = ticket->id;

    g_clear_object (&answer);
    g_clear_object (&second);
    WAIT_UNTIL (G_OBJECT (ticket)->ref_count == 1);
    g_clear_object (&ticket);
    g_assert_null (callout_workspace_lookup (fixture->workspace, CALLOUT_KIND_TICKET, id));
  }
}

static gint64
last_event (Fixture *fixture)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_EVENT);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  gint64 last = 0;

  events = callout_workspace_list_sync (fixture->workspace, 0, query, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < events->len; i++)
    last = MAX (last, ((CalloutEntity *) g_ptr_array_index (events, i))->id);
  return last;
}

/* The last event that was told; 0 if none. */
static gint64
last_told (GPtrArray *feeds)
{
  CalloutFeed *feed = feeds->len > 0 ? g_ptr_array_index (feeds, feeds->len - 1) : NULL;

  return feed != NULL ? ((CalloutEntity *) g_ptr_array_index (feed->events, feed->events->len - 1))->id : 0;
}

/* Every event exactly once and in order, and with it what it changed elsewhere. */
static void
test_feed (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_feed_free);
  g_autofree char *ticket = NULL;
  g_autofree char *order = NULL;
  g_autoptr (CalloutEntity) ann = NULL;
  CalloutFeed *feed;
  gint64 last = 0;
  guint n_events = 0;

  fixture_people (fixture);
  ann = callout_workspace_get_sync (fixture->workspace, 0, CALLOUT_KIND_PERSON, "ann", NULL);
  ticket = make_ticket (fixture->workspace, fixture->dora, "Leak", NULL);
  order = make_work_order (fixture->workspace, fixture->dora, ticket);
  g_signal_connect (fixture->workspace, "changed", G_CALLBACK (keep_feed_cb), feeds);
  WAIT_UNTIL (last_told (feeds) == last_event (fixture));
  g_ptr_array_set_size (feeds, 0);

  do_it (fixture->workspace, fixture->dora, "work-order.assign", order, "lead", "ann", "collaborator", "ben", NULL);
  WAIT_UNTIL (feeds->len > 0);
  feed = g_ptr_array_index (feeds, 0);
  g_assert_true (touches (feed, CALLOUT_KIND_WORK_ORDER, id_of (order)));
  g_assert_true (touches (feed, CALLOUT_KIND_TICKET, id_of (ticket)));
  g_assert_true (touches (feed, CALLOUT_KIND_PERSON, ann->id));
  g_assert_true (callout_feed_touches (feed, CALLOUT_KIND_EVENT));
  g_assert_false (callout_feed_touches (feed, CALLOUT_KIND_CUSTOMER));

  do_it (fixture->workspace, fixture->dora, "work-order.publish", order, NULL);
  do_it (fixture->workspace, fixture->dora, "work-order.unpublish", order, NULL);
  WAIT_UNTIL (last_told (feeds) == last_event (fixture));
  for (guint i = 0; i < feeds->len; i++)
    {
      feed = g_ptr_array_index (feeds, i);
      for (guint j = 0; j < feed->events->len; j++)
        {
          CalloutEntity *event = g_ptr_array_index (feed->events, j);

          g_assert_cmpint (event->id, ==, last == 0 ? event->id : last + 1);
          last = event->id;
          n_events++;
        }
    }
  g_assert_cmpuint (n_events, >=, 3);
  g_signal_handlers_disconnect_by_data (fixture->workspace, feeds);
}

/* What another process commits is seen without anybody asking for it. */
static void
test_foreign_commit (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *ref = make_ticket (fixture->workspace, fixture->admin, "Leak", NULL);
  g_autoptr (CalloutWorkspace) other = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autoptr (GError) error = NULL;

  callout_workspace_get_async (fixture->workspace, 0, CALLOUT_KIND_TICKET, ref, NULL, take_answer_cb, &answer);
  ticket = callout_workspace_get_finish (fixture->workspace, wait_for_answer (&answer), &error);
  g_assert_no_error (error);

  other = callout_workspace_open_sync (fixture->path, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  do_it (other, fixture->admin, "ticket.set-priority", ref, "priority", "high", NULL);
  WAIT_UNTIL (CALLOUT_TICKET (ticket)->priority == CALLOUT_PRIORITY_HIGH);

  /* And the other way round, at once where somebody does ask. */
  g_clear_object (&answer);
  g_clear_object (&ticket);
  callout_workspace_get_async (other, 0, CALLOUT_KIND_TICKET, ref, NULL, take_answer_cb, &answer);
  ticket = callout_workspace_get_finish (other, wait_for_answer (&answer), &error);
  do_it (fixture->workspace, fixture->admin, "ticket.set-priority", ref, "priority", "low", NULL);
  callout_workspace_poll (other);
  WAIT_UNTIL (CALLOUT_TICKET (ticket)->priority == CALLOUT_PRIORITY_LOW);
}

/* Two people at once: each change is there in the end, or somebody was told. */
static void
test_two_writers (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *ref = make_ticket (fixture->workspace, fixture->admin, "Leak", NULL);
  g_autoptr (CalloutWorkspace) other = callout_workspace_open_sync (fixture->path, CALLOUT_STORE_OPEN, NULL);
  CalloutWorkspace *seats[] = { fixture->workspace, other };
  g_autoptr (CalloutEntity) ticket = NULL;
  guint n_done = 0;
  guint n_refused = 0;

  for (guint i = 0; i < 20; i++)
    {
      GAsyncResult *answers[2] = { NULL, NULL };

      for (guint s = 0; s < 2; s++)
        {
          g_autofree char *title = g_strdup_printf ("Leak %u from seat %u", i, s);
          g_autoptr (CalloutArgs) args = callout_args_new_with ("title", title, NULL);
          g_autoptr (CalloutRequest) request = NULL;

          request = callout_request_new (fixture->admin, CALLOUT_SOURCE_DESKTOP, "ticket.edit", ref, args);
          request->expected_version = n_done + 1;
          callout_workspace_run_async (seats[s], request, NULL, take_answer_cb, &answers[s]);
        }
      for (guint s = 0; s < 2; s++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (CalloutEntity) result = NULL;

          result = callout_workspace_run_finish (seats[s], wait_for_answer (&answers[s]), NULL, &error);
          if (result == NULL)
            g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
          n_refused += result == NULL;
          g_object_unref (answers[s]);
        }
      n_done++;
    }
  g_assert_cmpuint (n_refused, ==, 20);
  ticket = callout_workspace_get_sync (other, 0, CALLOUT_KIND_TICKET, ref, NULL);
  g_assert_cmpint (ticket->version, ==, 21);
}

/* Giving up */

/* What holds the worker up, so that what is asked for meanwhile waits. */
typedef struct {
  GMutex mutex;
  int    reached;
} Gate;

static gpointer
wait_for_gate (CalloutStore  *store,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Gate *gate = data;

  g_atomic_int_set (&gate->reached, TRUE);
  g_mutex_lock (&gate->mutex);
  g_mutex_unlock (&gate->mutex);
  return NULL;
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) gate_answer = NULL;
  g_autoptr (GAsyncResult) list_answer = NULL;
  g_autoptr (GAsyncResult) run_answer = NULL;
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
  g_autoptr (CalloutArgs) args = callout_args_new_with ("title", "Never", NULL);
  g_autoptr (CalloutRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  Gate gate = { .reached = FALSE };

  g_mutex_init (&gate.mutex);
  g_mutex_lock (&gate.mutex);
  callout_workspace_read_async (fixture->workspace, wait_for_gate, &gate, NULL, NULL, NULL, take_answer_cb, &gate_answer);
  while (!g_atomic_int_get (&gate.reached))
    g_thread_yield ();
  callout_workspace_list_async (fixture->workspace, 0, query, cancellable, take_answer_cb, &list_answer);
  request = callout_request_new (fixture->admin, CALLOUT_SOURCE_DESKTOP, "ticket.create", NULL, args);
  callout_workspace_run_async (fixture->workspace, request, cancellable, take_answer_cb, &run_answer);
  g_cancellable_cancel (cancellable);
  g_mutex_unlock (&gate.mutex);

  g_assert_null (callout_workspace_list_finish (fixture->workspace, wait_for_answer (&list_answer), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (callout_workspace_run_finish (fixture->workspace, wait_for_answer (&run_answer), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wait_for_answer (&gate_answer);
  g_assert_cmpint (count_tickets (fixture->workspace), ==, 0);
  g_mutex_clear (&gate.mutex);
}

static gpointer
list_and_give_up (CalloutStore  *store,
                  gpointer       data,
                  GCancellable  *unused,
                  GError       **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
  g_autoptr (GArray) ids = NULL;

  g_cancellable_cancel (cancellable);
  return callout_store_query_ids (store, query, NULL, cancellable, error);
}

/* A list given up is no matter to the next one. */
static void
test_give_up (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *ref = make_ticket (fixture->workspace, fixture->admin, "Leak", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (callout_workspace_read_sync (fixture->workspace, list_and_give_up, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count_tickets (fixture->workspace), ==, 1);
  do_it (fixture->workspace, fixture->admin, "ticket.set-priority", ref, "priority", "high", NULL);
}

/* Whoever lets go of the workspace with work under way loses nothing of it. */
static void
test_dispose_busy (Fixture       *fixture,
                   gconstpointer  data)
{
  CalloutWorkspace *other = callout_workspace_open_sync (fixture->path, CALLOUT_STORE_OPEN, NULL);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (CalloutArgs) args = callout_args_new_with ("title", "On the way out", NULL);
      g_autoptr (CalloutRequest) request = NULL;

      request = callout_request_new (fixture->admin, CALLOUT_SOURCE_DESKTOP, "ticket.create", NULL, args);
      callout_workspace_run_async (other, request, NULL, NULL, NULL);
      callout_workspace_poll (other);
    }
  g_object_add_weak_pointer (G_OBJECT (other), (gpointer *) &other);
  g_object_unref (other);
  WAIT_UNTIL (other == NULL);
  g_assert_cmpint (count_tickets (fixture->workspace), ==, 20);
}

static void
test_without_main_loop (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (CalloutWorkspace) other = callout_workspace_open_sync (fixture->path, CALLOUT_STORE_OPEN, NULL);
  g_autofree char *ref = make_ticket (other, fixture->admin, "Leak", NULL);

  /* News nobody fetches is no reason to stay. */
  do_it (other, fixture->admin, "ticket.set-priority", ref, "priority", "high", NULL);
  g_object_add_weak_pointer (G_OBJECT (other), (gpointer *) &other);
  g_object_unref (other);
  g_assert_null (other);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/workspace/open/missing", test_open_missing);
  TEST ("/workspace/open/foreign-file", test_open_foreign_file);
  TEST ("/workspace/open/async", test_open_async);
  TEST ("/workspace/open/read-only", test_read_only);
  TEST ("/workspace/run/tells", test_run_tells);
  TEST ("/workspace/run/refusal-unchanged", test_refusal_unchanged);
  TEST ("/workspace/run/undo", test_undo);
  TEST ("/workspace/run/batch", test_batch);
  TEST ("/workspace/run/two-writers", test_two_writers);
  TEST ("/workspace/read/anything", test_read);
  TEST ("/workspace/read/list", test_list);
  TEST ("/workspace/read/offers", test_offers);
  TEST ("/workspace/read/out-of-sight", test_out_of_sight);
  TEST ("/workspace/read/settings", test_settings);
  TEST ("/workspace/feed/living", test_living);
  TEST ("/workspace/feed/events", test_feed);
  TEST ("/workspace/feed/foreign-commit", test_foreign_commit);
  TEST ("/workspace/end/cancel", test_cancel);
  TEST ("/workspace/end/give-up", test_give_up);
  TEST ("/workspace/end/dispose-busy", test_dispose_busy);
  TEST ("/workspace/end/without-main-loop", test_without_main_loop);
  return g_test_run ();
}
