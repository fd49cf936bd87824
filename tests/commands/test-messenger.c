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

static gint64
unread_of (House      *house,
           const char *login,
           const char *ref)
{
  CalloutSight sight = sight_of (house, login);
  g_autoptr (CalloutEntity) ticket = callout_store_resolve (house->store, CALLOUT_KIND_TICKET, ref, NULL);
  g_autoptr (CalloutEntity) seen = NULL;

  callout_store_set_reader (house->store, &sight);
  seen = callout_store_get_seen (house->store, CALLOUT_KIND_TICKET, ticket->id, NULL);
  return CALLOUT_TICKET (seen)->unread;
}

/* What is not read: messages and updates of others that one may see, and nothing the house says. */
static void
test_unread (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house);
  ref = open_ticket (house);
  DO ("ada", "offer.accept", ref, NULL);
  g_assert_cmpint (unread_of (house, "kim", ref), ==, 0);
  DO ("ada", "message.post", ref, "text=One");
  DO ("ada", "message.post", ref, "text=Two");
  DO ("mona", "message.post", ref, "text=Among ourselves;thread=workspace");
  DO ("ada", "update.post", ref, "text=Seen;visibility=public");
  DO ("mona", "update.post", ref, "text=Mind the dog;visibility=internal");
  g_assert_cmpint (unread_of (house, "kim", ref), ==, 3);
  g_assert_cmpint (unread_of (house, "ada", ref), ==, 2);
  g_assert_cmpint (unread_of (house, "mona", ref), ==, 3);
  g_assert_cmpint (unread_of (house, "cora", ref), ==, 5);

  /* That it arrived is not that it was read; nor does what was read become unread. */
  DO ("kim", "message.mark-read", ref, "delivered=true");
  g_assert_cmpint (unread_of (house, "kim", ref), ==, 3);
  DO ("kim", "message.mark-read", ref, "to=MSG-3");
  g_assert_cmpint (unread_of (house, "kim", ref), ==, 2);
  DO ("kim", "message.mark-read", ref, NULL);
  DO ("kim", "message.mark-read", ref, "to=MSG-3");
  g_assert_cmpint (unread_of (house, "kim", ref), ==, 1);
  DO ("kim", "message.mark-read", ref, "thread=record");
  g_assert_cmpint (unread_of (house, "kim", ref), ==, 0);
  g_assert_cmpint (unread_of (house, "cora", ref), ==, 5);
  DO ("cora", "message.mark-read", ref, "thread=workspace");
  g_assert_cmpint (unread_of (house, "cora", ref), ==, 4);
  REFUSED ("kim", "message.mark-read", ref, "to=U-2;thread=record", NOT_FOUND); /* the internal one */
  REFUSED ("kim", "message.mark-read", ref, "to=MSG-99", NOT_FOUND);
  REFUSED ("kim", "message.mark-read", ref, "to=U-1", NOT_FOUND);

  /* It is a field like others: to filter by and to sort by, for who asks. */
  {
    g_autoptr (GPtrArray) mine = read_as (house, "kim", CALLOUT_KIND_TICKET, "unread>0");
    g_autoptr (GPtrArray) coras = read_as (house, "cora", CALLOUT_KIND_TICKET, "unread>0");
    g_autoptr (GPtrArray) talks = read_as (house, "cora", CALLOUT_KIND_CONVERSATION, "thread=messenger");
    g_autoptr (GPtrArray) marks = read_as (house, "ada", CALLOUT_KIND_READ_MARK, "thread=messenger and person=kim");

    g_assert_cmpuint (mine->len, ==, 0);
    g_assert_cmpuint (coras->len, ==, 1);
    g_assert_cmpuint (talks->len, ==, 1);
    g_assert_cmpint (CALLOUT_CONVERSATION (talks->pdata[0])->unread, ==, 2);
    g_assert_cmpstr (CALLOUT_CONVERSATION (talks->pdata[0])->last_text, ==, "Two");
    g_assert_cmpstr (CALLOUT_CONVERSATION (talks->pdata[0])->last_author_login, ==, "ada");
    g_assert_cmpstr (CALLOUT_CONVERSATION (talks->pdata[0])->groups, ==, "lights");
    g_assert_cmpuint (marks->len, ==, 1);
    g_assert_cmpint (CALLOUT_READ_MARK (marks->pdata[0])->read_to, ==, 4);
  }
  house_assert_sound (house);
  callout_clock_set (0);
}

static guint
told (House      *house,
      const char *login)
{
  g_autoptr (GPtrArray) rows = callout_store_children (house->store, CALLOUT_KIND_NOTIFICATION, "person", house_person (house, login),
                                                       NULL);
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      CalloutNotification *row = g_ptr_array_index (rows, i);

      n += row->topic == CALLOUT_TOPIC_MESSAGE && row->read_at == 0;
    }
  return n;
}

/* The parties of a thread are told, never the author, bursts at once (2.5, 2.6, 2.31). */
static void
test_told (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house);
  ref = open_ticket (house);
  /* Nobody has it yet: who is told of new tickets is told of this, too. */
  DO ("kim", "message.post", ref, "text=Hello?");
  g_assert_cmpuint (told (house, "ada"), ==, 1);
  g_assert_cmpuint (told (house, "kim"), ==, 0);
  DO ("ada", "offer.accept", ref, NULL);
  DO ("ada", "notification.read", NULL, NULL);
  DO ("ben", "notification.read", NULL, NULL);
  for (guint i = 0; i < 5; i++)
    DO ("kim", "message.post", ref, "text=One more thing");
  g_assert_cmpuint (told (house, "ada"), ==, 1);
  g_assert_cmpuint (told (house, "ben"), ==, 0);
  DO ("ada", "message.post", ref, "text=On my way");
  g_assert_cmpuint (told (house, "kim"), ==, 1);
  /* In the workspace nobody outside is told, and who is named is. */
  DO ("kim", "notification.read", NULL, NULL);
  DO ("ada", "message.post", ref, "text=@cora and @kim and @nobody: what about this?;thread=workspace");
  g_assert_cmpuint (told (house, "kim"), ==, 0);
  g_assert_cmpuint (told (house, "cora"), ==, 1);
  house_assert_sound (house);
  callout_clock_set (0);
}

#define PNG_DIGITS \
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

/* The smallest thing that is Opus in Ogg: its head, and a page that ends after two seconds. */
static char *
voice_args (guint32 samples)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 page[27] = "OggS";
  const guint8 head[19] = { 'O', 'p', 'u', 's', 'H', 'e', 'a', 'd', 1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0 };
  g_autofree char *digits = NULL;

  page[26] = 1;
  g_byte_array_append (bytes, page, sizeof page);
  g_byte_array_append (bytes, (const guint8 *) "\x13", 1);
  g_byte_array_append (bytes, head, sizeof head);
  for (guint i = 0; i < 4; i++)
    page[6 + i] = (guint8) (samples >> (8 * i));
  g_byte_array_append (bytes, page, sizeof page);
  g_byte_array_append (bytes, (const guint8 *) "\x01\x00", 2);
  digits = g_base64_encode (bytes->data, bytes->len);
  g_byte_array_unref (bytes);
  return g_strdup_printf ("voice=%s hello.opus", digits);
}

static GPtrArray *
files_of (House      *house,
          const char *login)
{
  return read_as (house, login, CALLOUT_KIND_FILE, "message!=");
}

/* Pictures, videos and other files; voice; video sessions (2.34, 2.35, 2.38, 2.42). */
static void
test_files (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;
  g_autofree char *voice = voice_args (96000);
  g_autofree char *silent = voice_args (0);
  g_autofree char *shaped = g_strconcat (voice, ";shape=00ff7f", NULL);
  g_autofree char *misshaped = g_strconcat (voice, ";shape=0x", NULL);
  g_autofree char *crowded = g_strconcat (voice, ";file=" PNG_DIGITS " a.png", NULL);

  furnish (house);
  ref = open_ticket (house);
  DO ("ada", "offer.accept", ref, NULL);
  DO ("kim", "message.post", ref, "text=Look;file=" PNG_DIGITS " lamp.png;file=aGVsbG8= notes.txt");
  DO ("kim", "message.post", ref, "file=" PNG_DIGITS " big.png;original=" PNG_DIGITS " big.png");
  DO ("kim", "message.post", ref, shaped);
  DO ("ada", "message.post", ref, "video=true;text=Let us look at it together");
  DO ("mona", "message.post", ref, "thread=workspace;file=aGVsbG8= inside.txt");
  {
    g_autoptr (GPtrArray) kims = files_of (house, "kim");
    g_autoptr (GPtrArray) adas = files_of (house, "ada");
    g_autoptr (GPtrArray) messages = read_as (house, "kim", CALLOUT_KIND_MESSAGE, "kind!=system");
    CalloutFile *small = kims->pdata[2], *original = kims->pdata[3], *sound = kims->pdata[4];
    CalloutMessage *video = messages->pdata[3];
    g_autofree char *session = callout_message_dup_session (video);

    g_assert_cmpuint (kims->len, ==, 5);
    g_assert_cmpuint (adas->len, ==, 6);
    g_assert_cmpstr (CALLOUT_FILE (kims->pdata[0])->media_type, ==, "image/png");
    g_assert_cmpint (small->original, ==, CALLOUT_ENTITY (original)->id);
    g_assert_cmpint (original->original, ==, 0);
    g_assert_cmpint (sound->duration, ==, 2000);
    g_assert_cmpstr (sound->shape, ==, "00ff7f");
    g_assert_cmpint (CALLOUT_MESSAGE (messages->pdata[0])->kind, ==, CALLOUT_MESSAGE_KIND_MEDIA);
    g_assert_cmpint (CALLOUT_MESSAGE (messages->pdata[0])->n_files, ==, 2);
    g_assert_cmpint (CALLOUT_MESSAGE (messages->pdata[2])->kind, ==, CALLOUT_MESSAGE_KIND_VOICE);
    g_assert_cmpint (video->kind, ==, CALLOUT_MESSAGE_KIND_VIDEO_LINK);
    g_assert_true (g_str_has_prefix (session, "https://meet.jit.si/Callout-"));
    g_assert_cmpuint (strlen (session), >=, strlen ("https://meet.jit.si/Callout-") + 22);
  }
  DO ("root", "settings.set", NULL, "key=messenger.video-base;value=https://video.example.org/");
  REFUSED ("root", "settings.set", NULL, "key=messenger.video-base;value=http://video.example.org/", INVALID);
  REFUSED ("root", "settings.set", NULL, "key=messenger.video-base;value=javascript:alert(1)/", INVALID);
  DO ("kim", "message.post", ref, "video=true");
  REFUSED ("kim", "message.post", ref, "file=aGVsbG8= lamp.png", INVALID);
  REFUSED ("kim", "message.post", ref, "file=aGVsbG8= ../notes.txt", INVALID);
  REFUSED ("kim", "message.post", ref, "voice=aGVsbG8= hello.opus", INVALID);
  REFUSED ("kim", "message.post", ref, silent, INVALID);
  REFUSED ("kim", "message.post", ref, misshaped, INVALID);
  REFUSED ("kim", "message.post", ref, crowded, INVALID);
  REFUSED ("kim", "message.post", ref, "text=x;shape=00", INVALID);
  REFUSED ("kim", "message.post", ref, "text=x;original=" PNG_DIGITS " a.png", INVALID);
  REFUSED ("kim", "message.post", ref, "file=" PNG_DIGITS " a.png;original=" PNG_DIGITS " b.png", INVALID);
  house_assert_sound (house);
  callout_clock_set (0);
}

static CalloutAssistantElement *
find_element (House      *house,
              const char *key)
{
  return CALLOUT_ASSISTANT_ELEMENT (callout_store_resolve (house->store, CALLOUT_KIND_ASSISTANT_ELEMENT, key, NULL));
}

static void
undo_last (House      *house,
           const char *login)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) undone
    = callout_commands_undo (house->store, house_person (house, login), CALLOUT_SOURCE_CTL, 0, NULL, &error);

  g_assert_no_error (error);
}

/* The Assistant: a tree that stays one; its button is offered only while it
 * names a flow in force, and begins a ticket then (2.2–2.4, 2.11, 2.37). */
static void
test_assistant (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house);
  ref = open_ticket (house);
  DO ("root", "assistant.add", NULL, "title=Is the lamp dark?;text=Look **up**;picture=" PNG_DIGITS " lamp.png");
  DO ("root", "assistant.add", NULL, "title=Yes, dark!;kind=answer;under=is-the-lamp-dark;button=Report it");
  DO ("root", "assistant.add", NULL, "title=No;kind=answer;under=is-the-lamp-dark;index=0");
  {
    g_autoptr (CalloutAssistantElement) question = find_element (house, "is-the-lamp-dark");
    g_autoptr (CalloutAssistantElement) yes = find_element (house, "yes-dark");
    g_autoptr (CalloutAssistantElement) no = find_element (house, "no");

    g_assert_true (g_str_has_prefix (question->picture, "sha256-"));
    g_assert_cmpint (question->n_children, ==, 2);
    g_assert_cmpint (yes->position, ==, 1);
    g_assert_cmpint (no->position, ==, 0);
    g_assert_cmpstr (yes->parent_key, ==, "is-the-lamp-dark");
    g_assert_false (yes->offered); /* a button without a flow is none */
  }
  DO ("root", "assistant.edit", "yes-dark", "flow=problem-report");
  {
    g_autoptr (CalloutAssistantElement) yes = find_element (house, "yes-dark");
    g_autoptr (GPtrArray) seen = read_as (house, "kim", CALLOUT_KIND_ASSISTANT_ELEMENT, "offered=true");

    g_assert_true (yes->offered);
    g_assert_cmpstr (yes->button_text, ==, "Report it");
    g_assert_cmpuint (seen->len, ==, 1); /* for customers, too */
  }
  DO ("kim", "ticket.create", NULL, "flow=problem-report");
  DO ("root", "flow.retire", "problem-report", NULL);
  {
    g_autoptr (CalloutAssistantElement) yes = find_element (house, "yes-dark");
    g_assert_false (yes->offered);
  }
  REFUSED ("kim", "ticket.create", NULL, "flow=problem-report", WRONG_STATE);

  REFUSED ("root", "assistant.add", NULL, "title=No;key=no", CONFLICT);
  REFUSED ("root", "assistant.add", NULL, "title=x;under=nowhere", NOT_FOUND);
  REFUSED ("root", "assistant.add", NULL, "title=x;flow=nowhere", NOT_FOUND);
  REFUSED ("root", "assistant.add", NULL, "title=x;picture=aGVsbG8= a.txt", INVALID);
  REFUSED ("root", "assistant.place", "is-the-lamp-dark", "under=no", INVALID);
  REFUSED ("root", "assistant.place", "no", "under=no", INVALID);
  REFUSED ("root", "assistant.remove", "is-the-lamp-dark", NULL, WRONG_STATE);
  DO ("root", "assistant.place", "yes-dark", "index=0");
  DO ("root", "assistant.place", "no", "under=yes-dark");
  undo_last (house, "root");
  undo_last (house, "root");
  {
    g_autoptr (CalloutAssistantElement) yes = find_element (house, "yes-dark");
    g_autoptr (CalloutAssistantElement) no = find_element (house, "no");

    g_assert_cmpint (yes->position, ==, 1);
    g_assert_cmpstr (no->parent_key, ==, "is-the-lamp-dark");
  }
  DO ("root", "assistant.remove", "no", NULL);
  undo_last (house, "root");
  house_assert_sound (house);

  /* A link into it leads somewhere. */
  DO ("ada", "offer.accept", ref, NULL);
  DO ("ada", "message.post", ref, "text=See [[assistant:is-the-lamp-dark|Is it dark?]]");
  REFUSED ("ada", "message.post", ref, "text=See [[assistant:nowhere|this]]", NOT_FOUND);
  {
    g_autoptr (GPtrArray) links = read_as (house, "kim", CALLOUT_KIND_MESSAGE, "kind=assistant-link");
    g_assert_cmpuint (links->len, ==, 1);
  }
  house_assert_sound (house);
  callout_clock_set (0);
}

/* What is taken back must not hang below what hangs below it by now. */
static void
test_assistant_undo (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutEntity) undone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 moved;

  DO ("root", "assistant.add", NULL, "title=A;key=a");
  DO ("root", "assistant.add", NULL, "title=B;key=b;under=a");
  DO ("root", "assistant.place", "b", "under=");
  moved = callout_store_last_event (house->store, NULL);
  DO ("root", "assistant.place", "a", "under=b");
  undone = callout_commands_undo (house->store, house_person (house, "root"), CALLOUT_SOURCE_CTL, moved, NULL, &error);
  g_assert_null (undone);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  house_assert_sound (house);
}

static void
test_snippets (void)
{
  g_autoptr (House) house = house_new ();

  furnish (house);
  DO ("root", "snippet.save", NULL, "name=Hello;text=Hello {customer};house=true");
  DO ("ada", "snippet.save", NULL, "name=Bye;text=Bye, {me}");
  DO ("ada", "snippet.save", NULL, "name=Bye;text=Goodbye, {me}");
  REFUSED ("ada", "snippet.save", NULL, "name=Hello;text=x;house=true", NOT_ALLOWED);
  REFUSED ("ada", "snippet.save", NULL, "name=Empty;text=\xe2\x80\x8b", INVALID);
  {
    g_autoptr (GPtrArray) adas = read_as (house, "ada", CALLOUT_KIND_SNIPPET, NULL);
    g_autoptr (GPtrArray) bens = read_as (house, "ben", CALLOUT_KIND_SNIPPET, NULL);
    g_autoptr (GPtrArray) kims = read_as (house, "kim", CALLOUT_KIND_SNIPPET, NULL);

    g_assert_cmpuint (adas->len, ==, 2);
    g_assert_cmpstr (CALLOUT_SNIPPET (adas->pdata[1])->text, ==, "Goodbye, {me}");
    g_assert_cmpuint (bens->len, ==, 1);
    g_assert_cmpuint (kims->len, ==, 0);
  }
  REFUSED ("ada", "snippet.remove", "SN-1", NULL, NOT_ALLOWED);
  REFUSED ("ben", "snippet.remove", "SN-2", NULL, NOT_FOUND);
  DO ("ada", "snippet.remove", "SN-2", NULL);
  undo_last (house, "ada");
  house_assert_sound (house);
  callout_clock_set (0);
}

/* Ratings come by the Assistant as by the portal, once, and beside each other (0.28, 0.29). */
static void
test_rating (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house);
  ref = open_ticket (house);
  DO ("ada", "offer.accept", ref, NULL);
  DO ("ada", "ticket.done", ref, NULL);
  DO ("kim", "ticket.rate", ref, "stars=5;comment=Quick;source=assistant");
  REFUSED ("kim", "ticket.rate", ref, "stars=1;source=portal", WRONG_STATE);
  {
    g_autoptr (GPtrArray) ratings = read_as (house, "kim", CALLOUT_KIND_RATING, "source=assistant and comment=Quick");
    g_assert_cmpuint (ratings->len, ==, 1);
  }
  assert_thread (house, "kim", ref, MESSENGER, "*The ticket is done | *The ticket is closed");
  callout_clock_set (0);
}

/* A ticket that somebody began by a flow and submitted. */
static char *
submit_ticket (House      *house,
               const char *login)
{
  g_autoptr (CalloutEntity) ticket = NULL;
  char *ref;

  DO ("root", "flow.create", NULL, "key=lamp;name=Lamp;offer_group=lights;plan={\"steps\":[{\"title\":\"S\",\"questions\":["
                                   "{\"key\":\"title\",\"kind\":\"short\",\"label\":\"What?\"}]}]}");
  DO ("root", "flow.publish", "lamp", NULL);
  ticket = house_do (house, login, "ticket.create", NULL, "flow=lamp");
  ref = callout_entity_dup_ref (ticket);
  DO (login, "ticket.answer", ref, "question=title;value=Lamp is out");
  if (!g_str_equal (login, "kim"))
    DO (login, "ticket.answer", ref, "question=visibility;value=public");
  DO (login, "ticket.submit", ref, NULL);
  return ref;
}

/* What is said is gathered before anybody drives there: pictures, words, and
 * the answers of the customer, in one place for who judges the case (2.25, 2.26, 2.42). */
static void
test_gathered (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;
  g_autoptr (CalloutQuery) words = callout_query_new (CALLOUT_KIND_MESSAGE);
  CalloutSight ada;

  furnish (house);
  ref = submit_ticket (house, "kim");
  DO ("ada", "offer.accept", ref, NULL);
  DO ("ada", "message.post", ref, "text=Which lamp is it?");
  DO ("kim", "message.post", ref, "text=The green one by the fountain;file=" PNG_DIGITS " lamp.png");
  ada = sight_of (house, "ada");
  callout_query_set_words (words, "fountain");
  g_assert_cmpint (callout_store_count (house->store, words, &ada, NULL), ==, 1);
  {
    g_autofree char *filter = g_strdup_printf ("ticket=%s", ref);
    g_autoptr (GPtrArray) answers = read_as (house, "ada", CALLOUT_KIND_ANSWER, filter);
    g_autoptr (GPtrArray) files = files_of (house, "ada");

    g_assert_cmpuint (answers->len, >, 0);
    g_assert_cmpuint (files->len, ==, 1);
  }
  callout_clock_set (0);
}

/* A submission taken back, and its draft thrown away, leave nothing; with what somebody said it stays. */
static void
test_draft_again (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house);
  ref = submit_ticket (house, "dina");
  DO ("dina", "message.mark-read", ref, "thread=workspace");
  undo_last (house, "dina");
  house_assert_sound (house);
  DO ("dina", "ticket.delete-draft", ref, NULL);
  {
    g_autoptr (GPtrArray) messages = read_as (house, "root", CALLOUT_KIND_MESSAGE, NULL);
    g_autoptr (GPtrArray) conversations = read_as (house, "root", CALLOUT_KIND_CONVERSATION, NULL);

    g_assert_cmpuint (messages->len, ==, 0);
    g_assert_cmpuint (conversations->len, ==, 0);
  }
  house_assert_sound (house);
  callout_clock_set (0);
}

static void
test_submission_spoken_of (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;
  g_autoptr (CalloutEntity) undone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 submitted;

  furnish (house);
  ref = submit_ticket (house, "dina");
  submitted = callout_store_last_event_by (house->store, house_person (house, "dina"), NULL);
  DO ("mona", "message.post", ref, "text=What about this?;thread=workspace");
  undone = callout_commands_undo (house->store, house_person (house, "dina"), CALLOUT_SOURCE_CTL, submitted, NULL, &error);
  g_assert_null (undone);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
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
  g_test_add_func ("/messenger/unread", test_unread);
  g_test_add_func ("/messenger/2.5-2.6-2.31-told", test_told);
  g_test_add_func ("/messenger/2.34-2.35-2.38-files", test_files);
  g_test_add_func ("/messenger/2.2-2.3-2.4-2.11-2.37-assistant", test_assistant);
  g_test_add_func ("/messenger/assistant-undo", test_assistant_undo);
  g_test_add_func ("/messenger/snippets", test_snippets);
  g_test_add_func ("/messenger/0.28-0.29-rating-by-the-assistant", test_rating);
  g_test_add_func ("/messenger/2.25-2.26-2.32-2.42-gathered", test_gathered);
  g_test_add_func ("/messenger/draft-again", test_draft_again);
  g_test_add_func ("/messenger/submission-spoken-of", test_submission_spoken_of);
  return g_test_run ();
}
