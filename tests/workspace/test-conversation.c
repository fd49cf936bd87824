/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Two sides talk through one store, each in a process of its own (contract
 * 2.31, 1.2): each writes its half and follows the thread in a living list, and
 * neither loses nor doubles one of all messages. And what a person has not read
 * is told to them alone, without a trace in the trail.
 */
#include "callout-query-list.h"
#include "callout-test-house.h"
#include "callout-workspace.h"

#include <string.h>

#define DO(login, command, ref, args) g_object_unref (house_do (house, login, command, ref, args))

static const char *program;

/* One side, which is a process of its own */

typedef struct {
  CalloutWorkspace *workspace;
  CalloutQueryList *list;
  const char       *login;
  const char       *ticket;
  gint64            person;
  guint             n_all;  /* of both sides together */
  guint             n_sent;
  GPtrArray        *held;   /* of CalloutRow: what a view holds */
} Side;

static void send_next (Side *self);

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) ticket = callout_workspace_run_finish (CALLOUT_WORKSPACE (source), result, NULL, &error);

  g_assert_no_error (error);
  send_next (user_data);
}

static void
send_next (Side *self)
{
  g_autofree char *text = NULL;
  g_autoptr (CalloutArgs) args = NULL;
  g_autoptr (CalloutRequest) request = NULL;

  if (self->n_sent == self->n_all / 2)
    return;
  text = g_strdup_printf ("%s-%u", self->login, self->n_sent++);
  args = callout_args_new_with ("text", text, NULL);
  request = callout_request_new (self->person, CALLOUT_SOURCE_DESKTOP, "message.post", self->ticket, args);
  callout_workspace_run_async (self->workspace, request, NULL, sent_cb, self);
}

static CalloutMessage *
message_at (Side  *self,
            guint  position)
{
  CalloutRow *row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  CalloutEntity *entity;

  g_ptr_array_add (self->held, row);
  while ((entity = callout_row_get_entity (row)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return CALLOUT_MESSAGE (entity);
}

/* Every message once, and those of each side in the order they were sent. */
static void
assert_whole (Side *self)
{
  g_autoptr (GHashTable) next = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->n_all; i++)
    {
      CalloutMessage *message = message_at (self, i);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (next, message->author_login));
      g_autofree char *expected = g_strdup_printf ("%s-%u", message->author_login, number);

      g_assert_cmpstr (message->text, ==, expected);
      g_hash_table_insert (next, g_strdup (message->author_login), GUINT_TO_POINTER (number + 1));
      if (self->held->len > 100)
        g_ptr_array_set_size (self->held, 0);
    }
  g_assert_cmpuint (g_hash_table_size (next), ==, 2);
}

static int
be_a_side (char **argv)
{
  Side self = { NULL, .login = argv[2], .ticket = argv[4], .n_all = (guint) g_ascii_strtoull (argv[5], NULL, 10) };
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_MESSAGE);
  g_autofree char *filter = g_strdup_printf ("ticket=%s and thread=messenger and kind=text", self.ticket);
  g_autoptr (CalloutEntity) me = NULL;
  g_autoptr (GError) error = NULL;

  self.workspace = callout_workspace_open_sync (argv[3], CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  me = callout_workspace_get_sync (self.workspace, 0, CALLOUT_KIND_PERSON, self.login, &error);
  g_assert_no_error (error);
  self.person = me->id;
  self.held = g_ptr_array_new_with_free_func (g_object_unref);
  self.list = callout_query_list_new (self.workspace, self.person);
  callout_query_add_filter (query, filter, &error);
  g_assert_no_error (error);
  callout_query_list_set_query (self.list, query);
  send_next (&self);
  while (g_list_model_get_n_items (G_LIST_MODEL (self.list)) < self.n_all || self.n_sent < self.n_all / 2
         || callout_query_list_get_loading (self.list))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self.list)), ==, self.n_all);
  assert_whole (&self);
  g_ptr_array_unref (self.held);
  g_object_unref (self.list);
  g_object_unref (self.workspace);
  return 0;
}

static char *
furnish (House *house)
{
  char *ref;

  DO ("root", "person.create", NULL, "login=kim;name=Kim Customer;roles=code-user");
  house_new_flow (house, TRUE);
  ref = house_new_case (house, "Lamp is out", "kim", CALLOUT_PROGRESS_CLOSED);
  DO ("cora", "ticket.reopen", ref, NULL);
  DO ("ada", "offer.accept", ref, NULL);
  return ref;
}

static void
test_two_sides (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = furnish (house);
  const char *n_all = g_getenv ("CALLOUT_SOAK") != NULL ? "10000" : "200";
  static const char *const logins[] = { "kim", "ada" };
  GSubprocess *sides[G_N_ELEMENTS (logins)];
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_MESSAGE);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (logins); i++)
    {
      sides[i] = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--side", logins[i], house->uri, ref, n_all, NULL);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (logins); i++)
    {
      g_subprocess_wait_check (sides[i], NULL, &error);
      g_assert_no_error (error);
      g_object_unref (sides[i]);
    }
  callout_query_add_filter (query, "kind=text", &error);
  g_assert_no_error (error);
  g_assert_cmpint (callout_store_count (house->store, query, NULL, NULL), ==, (gint64) g_ascii_strtoull (n_all, NULL, 10));
  house_assert_sound (house);
}

/* What is unread */

typedef struct {
  CalloutWorkspace *workspace;
  CalloutEntity    *ticket; /* living */
  guint             n_events;
  guint             n_feeds;
} Window;

static void
changed_cb (CalloutWorkspace *workspace,
            CalloutFeed      *feed,
            gpointer          data)
{
  Window *window = data;

  window->n_events += feed->events->len;
  window->n_feeds++;
}

static void
take_ticket_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  Window *window = data;

  window->ticket = callout_workspace_get_finish (window->workspace, result, NULL);
}

static void
window_open (Window     *self,
             House      *house,
             const char *login,
             const char *ref)
{
  g_autoptr (GError) error = NULL;

  self->workspace = callout_workspace_open_sync (house->uri, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_signal_connect (self->workspace, "changed", G_CALLBACK (changed_cb), self);
  callout_workspace_get_async (self->workspace, house_person (house, login), CALLOUT_KIND_TICKET, ref, NULL, take_ticket_cb, self);
  while (self->ticket == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
window_close (Window *self)
{
  g_clear_object (&self->ticket);
  g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->workspace);
}

static gint64
unread (Window *self)
{
  return CALLOUT_TICKET (self->ticket)->unread;
}

/* Both are of this thread: what comes for one may come while the other is waited for. */
static void
wait_for_unread (Window *self,
                 gint64  expected)
{
  callout_workspace_poll (self->workspace);
  while (unread (self) != expected)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_feed (Window *self,
               guint   before)
{
  callout_workspace_poll (self->workspace);
  while (self->n_feeds == before)
    g_main_context_iteration (NULL, TRUE);
}

/* A mark reaches other processes, makes the ticket read for who read it and for
 * nobody else, and is no event. */
static void
test_marks_travel (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = furnish (house);
  Window ada = { NULL }, kim = { NULL };
  guint n_feeds;

  window_open (&ada, house, "ada", ref);
  window_open (&kim, house, "kim", ref);
  g_assert_cmpint (unread (&ada), ==, 0);
  DO ("kim", "message.post", ref, "text=Hello");
  DO ("kim", "message.post", ref, "text=Is anybody there?");
  wait_for_unread (&ada, 2);
  while (kim.n_events < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (unread (&kim), ==, 0);
  ada.n_events = kim.n_events = 0;

  n_feeds = kim.n_feeds;
  DO ("ada", "message.mark-read", ref, NULL);
  wait_for_unread (&ada, 0);
  wait_for_feed (&kim, n_feeds);
  g_assert_cmpuint (ada.n_events + kim.n_events, ==, 0);
  window_close (&ada);
  window_close (&kim);
  house_assert_sound (house);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 6 && g_str_equal (argv[1], "--side"))
    return be_a_side (argv);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conversation/1.2-2.31-two-sides", test_two_sides);
  g_test_add_func ("/conversation/marks-travel", test_marks_travel);
  return g_test_run ();
}
