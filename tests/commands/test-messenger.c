/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The messenger, the workspace beside it, and the Assistant: who writes what,
 * who reads it, and what is refused (contract 2.2–2.4, 2.29–2.42, 0.28–0.29, 1.2).
 */
#include "callout-test-house.h"

#include <string.h>

#define DO(login, command, ref, args) g_object_unref (house_do (house, login, command, ref, args))
#define REFUSED(login, command, ref, args, code) house_assert_refused (house, login, command, ref, args, CALLOUT_ERROR_##code)

static void
furnish (House *house)
{
  callout_clock_set (G_GINT64_CONSTANT (1425790000000000));
  DO ("root", "person.create", NULL, "login=kim;name=Kim Customer;roles=code-user;email=kim@example.org");
  DO ("root", "person.create", NULL, "login=lea;name=Lea Customer;roles=code-user");
  house_new_flow (house, TRUE);
}

static char *
open_ticket (House *house)
{
  char *ref = house_new_case (house, "Lamp is out", "kim", CALLOUT_PROGRESS_CLOSED);

  DO ("cora", "ticket.reopen", ref, NULL);
  return ref;
}

static CalloutSight
sight_of (House      *house,
          const char *login)
{
  g_autoptr (CalloutEntity) person = callout_store_resolve (house->store, CALLOUT_KIND_PERSON, login, NULL);

  return callout_commands_sight (CALLOUT_PERSON (person));
}

/* What somebody reads of a kind, by a filter, in order. */
static GPtrArray *
read_as (House       *house,
         const char  *login,
         CalloutKind  kind,
         const char  *filter)
{
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  CalloutSight sight = sight_of (house, login);
  GPtrArray *rows;

  if (filter != NULL)
    callout_query_add_filter (query, filter, &error);
  g_assert_no_error (error);
  callout_store_set_reader (house->store, &sight);
  ids = callout_store_query_ids (house->store, query, &sight, NULL, &error);
  g_assert_no_error (error);
  rows = callout_store_get_many (house->store, kind, (const gint64 *) (gpointer) ids->data, ids->len, &error);
  g_assert_no_error (error);
  if (sight.extent == CALLOUT_SIGHT_CONTACT)
    for (guint i = 0; i < rows->len; i++)
      callout_entity_hide_internal (g_ptr_array_index (rows, i));
  return rows;
}

/* `author: text | …` of a thread as somebody reads it; lines of the house as `*sentence`. */
static char *
thread_as (House         *house,
           const char    *login,
           const char    *ref,
           CalloutThread  thread)
{
  g_autofree char *filter = g_strdup_printf ("ticket=%s and thread=%s", ref, callout_enum_key (CALLOUT_TYPE_THREAD, thread));
  g_autoptr (GPtrArray) rows = read_as (house, login, CALLOUT_KIND_MESSAGE, filter);
  gboolean customer = sight_of (house, login).extent == CALLOUT_SIGHT_CONTACT;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      CalloutMessage *message = g_ptr_array_index (rows, i);

      g_string_append (text, i > 0 ? " | " : "");
      if (message->kind == CALLOUT_MESSAGE_KIND_SYSTEM)
        {
          g_autofree char *sentence = callout_message_dup_sentence (message, !customer);
          g_string_append_printf (text, "*%s", sentence);
        }
      else
        g_string_append_printf (text, "%s: %s", message->author_login, message->text != NULL ? message->text : "");
    }
  return g_string_free (text, FALSE);
}

static void
assert_thread (House         *house,
               const char    *login,
               const char    *ref,
               CalloutThread  thread,
               const char    *expected)
{
  g_autofree char *found = thread_as (house, login, ref, thread);

  /* How the ticket came to be open again is the furniture's. */
  g_test_message ("%s: %s", login, found);
  g_assert_true (g_str_has_suffix (found, expected));
}

#define MESSENGER CALLOUT_THREAD_MESSENGER
#define WORKSPACE CALLOUT_THREAD_WORKSPACE

/* Both sides talk; the text is kept as it was written (2.31, 2.33, 2.36, 2.41). */
static void
test_talk (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house);
  ref = open_ticket (house);
  DO ("ada", "offer.accept", ref, NULL);
  DO ("kim", "message.post", ref, "text=It is **dark**, see https://example.org/lamp");
  DO ("ada", "message.post", ref, "text=  *On* my way  ");
  assert_thread (house, "kim", ref, MESSENGER,
                 "kim: It is **dark**, see https://example.org/lamp | ada: *On* my way");
  assert_thread (house, "ada", ref, MESSENGER,
                 "kim: It is **dark**, see https://example.org/lamp | ada: *On* my way");
  /* What is not said is no message; what is too long is told so. */
  REFUSED ("ada", "message.post", ref, NULL, INVALID);
  REFUSED ("ada", "message.post", ref, "text=   ", INVALID);
  REFUSED ("ada", "message.post", ref, "text=\xe2\x80\x8b\xe2\x80\x8d\xef\xbb\xbf", INVALID);
  {
    g_autofree char *hundred_kb = g_strnfill (100 * 1024, 'x');
    g_autofree char *args = g_strconcat ("text=", hundred_kb, NULL);

    REFUSED ("ada", "message.post", ref, args, INVALID);
  }
  house_assert_sound (house);
  callout_clock_set (0);
}

/* Members before they take it, and nobody else's customer, write nothing (2.27–2.29). */
static void
test_who_writes (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house);
  ref = open_ticket (house);
  REFUSED ("ada", "message.post", ref, "text=Hello", NOT_ALLOWED);
  REFUSED ("ada", "message.post", ref, "text=Hello;thread=workspace", NOT_ALLOWED);
  DO ("ada", "offer.accept", ref, NULL);
  DO ("ada", "message.post", ref, "text=Hello");
  DO ("mona", "ticket.assign", ref, "person=ben");
  DO ("ben", "message.post", ref, "text=Hello from Ben");
  REFUSED ("zoe", "message.post", ref, "text=Hello", NOT_FOUND);
  REFUSED ("lea", "message.post", ref, "text=Hello", NOT_FOUND);
  REFUSED ("kim", "message.post", ref, "text=psst;thread=workspace", NOT_ALLOWED);
  REFUSED ("mona", "message.post", ref, "text=x;thread=record", INVALID);
  house_assert_sound (house);
  callout_clock_set (0);
}

/* After its end the customer reads, and writes by no door; employees may (2.19, 2.53, 2.54). */
static void
test_closed (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house);
  ref = open_ticket (house);
  DO ("ada", "offer.accept", ref, NULL);
  DO ("ada", "ticket.done", ref, NULL);
  DO ("kim", "message.post", ref, "text=Thank you");
  DO ("kim", "ticket.rate", ref, "stars=5");
  REFUSED ("kim", "message.post", ref, "text=One more thing", WRONG_STATE);
  DO ("ada", "message.post", ref, "text=Goodbye");
  assert_thread (house, "kim", ref, MESSENGER, "kim: Thank you | *The ticket is closed | ada: Goodbye");
  DO ("cora", "ticket.reopen", ref, NULL);
  DO ("kim", "message.post", ref, "text=It is dark again");
  DO ("mona", "ticket.cancel", ref, "reason=twice");
  REFUSED ("kim", "message.post", ref, "text=Hello?", WRONG_STATE);
  house_assert_sound (house);
  callout_clock_set (0);
}

/* Of the workspace a customer learns nothing: no row, no count, no word, no mark (C12). */
static void
test_workspace (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;
  g_autoptr (CalloutQuery) words = callout_query_new (CALLOUT_KIND_MESSAGE);
  CalloutSight kim, ada;

  furnish (house);
  ref = open_ticket (house);
  DO ("ada", "offer.accept", ref, NULL);
  DO ("mona", "message.post", ref, "text=The *abracadabra* fuse;thread=workspace");
  DO ("mona", "message.mark-read", ref, "thread=workspace");
  assert_thread (house, "ada", ref, WORKSPACE, "mona: The *abracadabra* fuse");
  assert_thread (house, "kim", ref, WORKSPACE, "");
  kim = sight_of (house, "kim");
  ada = sight_of (house, "ada");
  callout_query_set_words (words, "abracadabra");
  g_assert_cmpint (callout_store_count (house->store, words, &ada, NULL), ==, 1);
  g_assert_cmpint (callout_store_count (house->store, words, &kim, NULL), ==, 0);
  {
    g_autoptr (GPtrArray) conversations = read_as (house, "kim", CALLOUT_KIND_CONVERSATION, "thread=workspace");
    g_autoptr (GPtrArray) marks = read_as (house, "kim", CALLOUT_KIND_READ_MARK, NULL);

    g_assert_cmpuint (conversations->len, ==, 0);
    g_assert_cmpuint (marks->len, ==, 0);
  }
  REFUSED ("kim", "message.mark-read", ref, "thread=workspace", NOT_ALLOWED);
  REFUSED ("kim", "message.mark-read", ref, "to=MSG-3", NOT_FOUND);
  house_assert_sound (house);
  callout_clock_set (0);
}

/* What was written about an internal ticket does not come out when it becomes public. */
static void
test_internal (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house);
  ref = open_ticket (house);
  DO ("mona", "ticket.set-visibility", ref, "visibility=internal");
  REFUSED ("mona", "message.post", ref, "text=x;thread=messenger", WRONG_STATE);
  DO ("mona", "message.post", ref, "text=Mind the dog"); /* in the workspace */
  REFUSED ("kim", "message.post", ref, "text=Hello", NOT_FOUND);
  DO ("mona", "ticket.set-visibility", ref, "visibility=public");
  DO ("kim", "message.post", ref, "text=Hello");
  assert_thread (house, "kim", ref, MESSENGER, "kim: Hello");
  assert_thread (house, "mona", ref, WORKSPACE, "mona: Mind the dog");
  {
    g_autofree char *all = thread_as (house, "kim", ref, MESSENGER);
    g_assert_null (strstr (all, "dog"));
  }
  house_assert_sound (house);
  callout_clock_set (0);
}

/* The house says what happened: who came and went, and how it moved on (2.30, 2.40).
 * Customers are not told names. */
static void
test_lines (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;
  g_autoptr (CalloutEntity) undone = NULL;
  g_autoptr (GError) error = NULL;

  furnish (house);
  ref = open_ticket (house);
  DO ("ada", "offer.accept", ref, NULL);
  DO ("ada", "ticket.start", ref, NULL);
  DO ("mona", "ticket.unassign", ref, "person=ada");
  assert_thread (house, "mona", ref, MESSENGER,
                 "*Cora Coordinator opened the ticket again | *Ada Engineer takes care of the ticket | *Ada Engineer began to work"
                 " | *Ada Engineer no longer takes care of the ticket");
  assert_thread (house, "kim", ref, MESSENGER,
                 "*The ticket was opened again | *Somebody takes care of the ticket | *The work has begun"
                 " | *Somebody no longer takes care of the ticket");
  undone = callout_commands_undo (house->store, house_person (house, "mona"), CALLOUT_SOURCE_CTL, 0, NULL, &error);
  g_assert_no_error (error);
  assert_thread (house, "mona", ref, MESSENGER, " | *Ada Engineer takes care of the ticket");
  /* What came by no flow has no readers: imports make no lines. */
  {
    g_autoptr (CalloutEntity) ticket = house_do (house, "cora", "ticket.create", NULL, "title=Imported");
    g_autofree char *imported = callout_entity_dup_ref (ticket);

    DO ("mona", "ticket.assign", imported, "person=ada");
    {
      g_autofree char *all = thread_as (house, "mona", imported, MESSENGER);
      g_assert_cmpstr (all, ==, "");
    }
  }
  house_assert_sound (house);
  callout_clock_set (0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/messenger/2.31-2.33-2.36-2.41-talk", test_talk);
  g_test_add_func ("/messenger/2.27-2.29-who-writes", test_who_writes);
  g_test_add_func ("/messenger/2.19-2.53-2.54-closed", test_closed);
  g_test_add_func ("/messenger/c12-workspace", test_workspace);
  g_test_add_func ("/messenger/internal", test_internal);
  g_test_add_func ("/messenger/2.30-2.40-lines-of-the-house", test_lines);
  return g_test_run ();
}
