/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * From the first question to the submitted ticket: flows in versions, drafts
 * that are their author's alone, what is hidden and what goes stale, files that
 * come as answers, and who is told that there is another of the same.
 */
#include "callout-test-house.h"

#include <string.h>

#define PLAN \
  "{\"steps\":[{\"title\":\"What\",\"questions\":[" \
  "{\"key\":\"title\",\"kind\":\"short\",\"label\":\"What?\",\"required\":true,\"min\":3}," \
  "{\"key\":\"urgent\",\"kind\":\"single\",\"label\":\"Urgent?\",\"required\":true," \
  "\"options\":[{\"key\":\"yes\",\"label\":\"Yes\"},{\"key\":\"no\",\"label\":\"No\"}]}," \
  "{\"key\":\"why\",\"kind\":\"long\",\"label\":\"Why?\",\"required\":true," \
  "\"show_if\":{\"question\":\"urgent\",\"op\":\"=\",\"value\":\"yes\"}}," \
  "{\"key\":\"scan\",\"kind\":\"photo\",\"label\":\"Scan\",\"max\":2," \
  "\"show_if\":{\"question\":\"urgent\",\"op\":\"=\",\"value\":\"yes\"}}," \
  "{\"key\":\"where\",\"kind\":\"location\",\"label\":\"Where?\"}," \
  "{\"key\":\"parts\",\"kind\":\"form\",\"label\":\"Parts\",\"max\":2,\"questions\":[" \
  "{\"key\":\"number\",\"kind\":\"short\",\"label\":\"Number\",\"required\":true}]}]}]}"

#define PNG_DIGITS \
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

#define DO(login, command, ref, args) g_object_unref (house_do (house, login, command, ref, args))

/* A house where anna and bert are customers' contacts, and a flow `order` is in force. */
static House *
furnished (void)
{
  House *house = house_new ();

  DO ("root", "customer.create", NULL, "name=Hotel");
  DO ("root", "person.create", NULL, "login=anna;name=Anna Guest;roles=code-user;customer=C-1");
  DO ("root", "person.create", NULL, "login=bert;name=Bert Guest;roles=code-user");
  DO ("root", "flow.create", NULL, "key=order;name=Order;visit=true;offer_group=lights;plan=" PLAN);
  DO ("root", "flow.publish", "order", NULL);
  return house;
}

static CalloutTicket *
get_ticket (House      *house,
            const char *ref)
{
  return CALLOUT_TICKET (callout_store_resolve (house->store, CALLOUT_KIND_TICKET, ref, NULL));
}

static gint64
count (House       *house,
       CalloutKind  kind,
       const char  *filter)
{
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autoptr (GError) error = NULL;
  gint64 n;

  if (filter != NULL)
    callout_query_add_filter (query, filter, &error);
  g_assert_no_error (error);
  n = callout_store_count (house->store, query, NULL, &error);
  g_assert_no_error (error);
  return n;
}

/* How many of a kind somebody sees. */
static gint64
seen_by (House       *house,
         const char  *login,
         CalloutKind  kind)
{
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autoptr (CalloutEntity) person = callout_store_resolve (house->store, CALLOUT_KIND_PERSON, login, NULL);
  CalloutSight sight = callout_commands_sight (CALLOUT_PERSON (person));
  g_autoptr (GError) error = NULL;
  gint64 n = callout_store_count (house->store, query, &sight, &error);
  g_autoptr (GArray) ids = callout_store_query_ids (house->store, query, &sight, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ids->len, ==, n);
  return n;
}

static char *
begin (House      *house,
       const char *login,
       const char *args)
{
  g_autoptr (CalloutEntity) ticket = house_do (house, login, "ticket.create", NULL, args);

  g_assert_cmpint (CALLOUT_TICKET (ticket)->progress, ==, CALLOUT_PROGRESS_DRAFT);
  return callout_entity_dup_ref (ticket);
}

static void
answer (House      *house,
        const char *login,
        const char *ref,
        const char *question,
        const char *value)
{
  g_autofree char *args = g_strdup_printf ("question=%s;value=%s", question, value);

  DO (login, "ticket.answer", ref, args);
}

static void
test_versions (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutEntity) draft = NULL;
  g_autoptr (CalloutFlow) current = NULL;

  /* Three ship with every house. */
  g_assert_cmpint (count (house, CALLOUT_KIND_FLOW, "state=published and current=true"), ==, 3);
  house_assert_refused (house, "root", "flow.create", NULL, "key=general-inquiry;name=X", CALLOUT_ERROR_CONFLICT);
  house_assert_refused (house, "root", "flow.create", NULL, "key=x;name=X;plan={\"steps\":7}", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "root", "flow.create", NULL, "key=Ü;name=X", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "dina", "flow.create", NULL, "key=x;name=X", CALLOUT_ERROR_NOT_ALLOWED);
  house_assert_refused (house, "root", "flow.create", NULL, "key=x;name=X;offer_group=nobody", CALLOUT_ERROR_NOT_FOUND);

  DO ("root", "flow.create", NULL, "key=order;name=Order");
  house_assert_refused (house, "root", "flow.publish", "order", NULL, CALLOUT_ERROR_INVALID); /* asks nothing */
  house_assert_refused (house, "dina", "ticket.create", NULL, "flow=order", CALLOUT_ERROR_NOT_FOUND);
  DO ("root", "flow.edit", "order", "plan=" PLAN);
  DO ("root", "flow.publish", "order", NULL);
  house_assert_refused (house, "root", "flow.publish", "order", NULL, CALLOUT_ERROR_WRONG_STATE);
  house_assert_refused (house, "root", "flow.discard", "order", NULL, CALLOUT_ERROR_WRONG_STATE);

  /* Editing makes a draft; what is in force stays as it is. */
  draft = house_do (house, "root", "flow.edit", "order", "name=Order more");
  g_assert_cmpint (CALLOUT_FLOW (draft)->state, ==, CALLOUT_FLOW_STATE_DRAFT);
  g_assert_cmpint (CALLOUT_FLOW (draft)->number, ==, 0);
  g_assert_false (CALLOUT_FLOW (draft)->current);
  current = callout_store_current_flow (house->store, "order", NULL);
  g_assert_cmpstr (current->name, ==, "Order");
  g_assert_true (current->current);
  /* Two administrators: the second is told. */
  DO ("root", "flow.edit", "order", "name=Order most;version=1");
  house_assert_refused (house, "root", "flow.edit", "order", "name=X;version=1", CALLOUT_ERROR_CONFLICT);
  DO ("root", "flow.publish", "order", "version=2;seen=0;note=More of it");
  /* What was looked at has been published meanwhile: its number tells. */
  house_assert_refused (house, "root", "flow.edit", "order", "name=X;version=3;seen=0", CALLOUT_ERROR_CONFLICT);
  g_clear_object (&current);
  current = callout_store_current_flow (house->store, "order", NULL);
  g_assert_cmpint (current->number, ==, 2);
  DO ("root", "flow.edit", "order", "name=Never");
  DO ("root", "flow.discard", "order", NULL);
  g_assert_cmpint (count (house, CALLOUT_KIND_FLOW, "key=order"), ==, 2);

  DO ("root", "flow.retire", "order", NULL);
  house_assert_refused (house, "root", "flow.retire", "order", NULL, CALLOUT_ERROR_WRONG_STATE);
  house_assert_refused (house, "dina", "ticket.create", NULL, "flow=order", CALLOUT_ERROR_WRONG_STATE);
  house_assert_sound (house);
}

/* 2.1, 2.14: a customer begins; each answer is kept; nothing goes out before it is submitted. */
static void
test_customer (void)
{
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = begin (house, "anna", "flow=order");
  g_autoptr (CalloutTicket) ticket = NULL;

  house_assert_refused (house, "anna", "ticket.create", NULL, "title=Plain", CALLOUT_ERROR_NOT_ALLOWED);
  house_assert_refused (house, "anna", "ticket.create", NULL, "flow=order;visibility=internal", CALLOUT_ERROR_NOT_ALLOWED);
  house_assert_refused (house, "anna", "ticket.create", NULL, "flow=order;closed=true", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "anna", "ticket.create", NULL, "flow=nothing", CALLOUT_ERROR_NOT_FOUND);
  house_assert_refused (house, "anna", "ticket.submit", ref, NULL, CALLOUT_ERROR_WRONG_STATE);
  answer (house, "anna", ref, "title", "Lamps");
  answer (house, "anna", ref, "urgent", "no");
  answer (house, "anna", ref, "where", "2 Beacon St");
  answer (house, "anna", ref, "where", "42.36,-71.06");
  g_assert_cmpint (count (house, CALLOUT_KIND_OFFER, NULL), ==, 0);
  house_assert_refused (house, "anna", "ticket.answer", ref, "question=visibility;value=internal", CALLOUT_ERROR_NOT_ALLOWED);
  DO ("anna", "ticket.submit", ref, NULL);
  ticket = get_ticket (house, ref);
  g_assert_cmpint (ticket->progress, ==, CALLOUT_PROGRESS_OPEN);
  g_assert_cmpint (ticket->visibility, ==, CALLOUT_VISIBILITY_PUBLIC);
  g_assert_cmpint (ticket->contact, ==, house_person (house, "anna"));
  g_assert_cmpint (ticket->customer, ==, 1);
  g_assert_cmpstr (ticket->title, ==, "Lamps");
  g_assert_cmpstr (ticket->address, ==, "2 Beacon St");
  g_assert_cmpfloat (ticket->latitude, ==, 42.36);
  g_assert_cmpstr (ticket->flow_name, ==, "Order");
  /* 2.15: offers went out, and the visit it needs was made, each by itself. */
  g_assert_cmpint (count (house, CALLOUT_KIND_OFFER, "state=offered"), >, 0);
  g_assert_cmpint (count (house, CALLOUT_KIND_EVENT, "source=auto and command=work-order.create"), >=, 1);
  house_assert_refused (house, "anna", "ticket.answer", ref, "question=title;value=Other", CALLOUT_ERROR_WRONG_STATE);
  house_assert_refused (house, "anna", "ticket.submit", ref, NULL, CALLOUT_ERROR_WRONG_STATE);
  house_assert_sound (house);
}

/* 2.8, 2.9: who works here says besides whether it is internal or public. */
static void
test_employee (void)
{
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = begin (house, "ada", "flow=order");
  g_autofree char *other = begin (house, "dina", "flow=order;visibility=public");
  g_autoptr (CalloutTicket) ticket = NULL;

  answer (house, "ada", ref, "title", "Lamps");
  answer (house, "ada", ref, "urgent", "no");
  house_assert_refused (house, "ada", "ticket.submit", ref, NULL, CALLOUT_ERROR_WRONG_STATE);
  house_assert_refused (house, "ada", "ticket.answer", ref, "question=visibility;value=secret", CALLOUT_ERROR_INVALID);
  answer (house, "ada", ref, "visibility", "internal");
  DO ("ada", "ticket.submit", ref, NULL);
  ticket = get_ticket (house, ref);
  g_assert_cmpint (ticket->visibility, ==, CALLOUT_VISIBILITY_INTERNAL);
  /* Said at the beginning, it need not be said again. */
  answer (house, "dina", other, "title", "Lamps");
  answer (house, "dina", other, "urgent", "no");
  DO ("dina", "ticket.submit", other, NULL);
  house_assert_sound (house);
}

/* Field-notes 9: a hidden step neither blocks nor keeps its answer. */
static void
test_stale (void)
{
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = begin (house, "anna", "flow=order");

  house_assert_refused (house, "anna", "ticket.answer", ref, "question=why;value=Fire", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "anna", "ticket.answer", ref, "question=nothing;value=x", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "anna", "ticket.answer", ref, "question=title;value=ab", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "anna", "ticket.answer", ref, "question=urgent;value=maybe", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "anna", "ticket.answer", ref, "question=title", CALLOUT_ERROR_INVALID);
  answer (house, "anna", ref, "title", "Lamps");
  answer (house, "anna", ref, "urgent", "yes");
  answer (house, "anna", ref, "why", "Fire");
  DO ("anna", "ticket.answer", ref, "question=scan;file=" PNG_DIGITS " scan.png");
  g_assert_cmpint (count (house, CALLOUT_KIND_FILE, NULL), ==, 1);
  answer (house, "anna", ref, "urgent", "no");
  g_assert_cmpint (count (house, CALLOUT_KIND_ANSWER, "question=why"), ==, 0);
  g_assert_cmpint (count (house, CALLOUT_KIND_ANSWER, "question=scan"), ==, 0);
  g_assert_cmpint (count (house, CALLOUT_KIND_FILE, NULL), ==, 0);
  /* A form is counted up by being answered, one after the other, and down with what was in it. */
  house_assert_refused (house, "anna", "ticket.answer", ref, "question=parts[2].number;value=7", CALLOUT_ERROR_INVALID);
  answer (house, "anna", ref, "parts[1].number", "6");
  answer (house, "anna", ref, "parts[2].number", "7");
  house_assert_refused (house, "anna", "ticket.answer", ref, "question=parts[3].number;value=8", CALLOUT_ERROR_INVALID);
  answer (house, "anna", ref, "parts", "1");
  g_assert_cmpint (count (house, CALLOUT_KIND_ANSWER, "question~parts[2]"), ==, 0);
  answer (house, "anna", ref, "parts", "2");
  house_assert_refused (house, "anna", "ticket.submit", ref, NULL, CALLOUT_ERROR_WRONG_STATE);
  answer (house, "anna", ref, "parts", "1");
  /* An empty answer takes it away. */
  answer (house, "anna", ref, "title", "");
  house_assert_refused (house, "anna", "ticket.submit", ref, NULL, CALLOUT_ERROR_WRONG_STATE);
  answer (house, "anna", ref, "title", "Lamps");
  DO ("anna", "ticket.submit", ref, NULL);
  house_assert_sound (house);
}

static void
test_files (void)
{
  static const struct {
    const char *args;
  } bad[] = {
    { "question=scan;file= empty.png" },
    { "question=scan;file=" PNG_DIGITS " ../x.png" },
    { "question=scan;file=" PNG_DIGITS },
    { "question=scan;file=" PNG_DIGITS " x.jpg" },
    { "question=scan;file=aGVsbG8= x.png" },
    { "question=scan;file=aGVsbG8= x.txt" },
    { "question=scan;file=iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ cut.png" },
    { "question=scan;value=F-99" },
    { "question=scan;file=" PNG_DIGITS " 1.png;file=" PNG_DIGITS " 2.png;file=" PNG_DIGITS " 3.png" },
    { "question=title;file=" PNG_DIGITS " x.png" },
  };
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = begin (house, "anna", "flow=order");
  g_autoptr (CalloutEntity) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  answer (house, "anna", ref, "urgent", "yes");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i].args);
      house_assert_refused (house, "anna", "ticket.answer", ref, bad[i].args, CALLOUT_ERROR_INVALID);
    }
  g_assert_cmpint (count (house, CALLOUT_KIND_FILE, NULL), ==, 0);
  DO ("anna", "ticket.answer", ref, "question=scan;file=" PNG_DIGITS " one.png");
  DO ("anna", "ticket.answer", ref, "question=scan;file=" PNG_DIGITS " two.png");
  house_assert_refused (house, "anna", "ticket.answer", ref, "question=scan;file=" PNG_DIGITS " three.png", CALLOUT_ERROR_INVALID);
  g_assert_cmpint (count (house, CALLOUT_KIND_FILE, "width=1 and height=1 and media_type=image/png"), ==, 2);
  file = callout_store_resolve (house->store, CALLOUT_KIND_FILE, "F-1", NULL);
  if (file == NULL) /* numbers of what was refused are not given again */
    {
      g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_FILE);
      g_autoptr (GArray) ids = callout_store_query_ids (house->store, query, NULL, NULL, NULL);

      file = callout_store_get (house->store, CALLOUT_KIND_FILE, g_array_index (ids, gint64, 0), NULL);
    }
  bytes = callout_store_read_file (house->store, file->id, &error);
  g_assert_no_error (error);
  {
    g_autofree guchar *expected = g_base64_decode (PNG_DIGITS, &length);

    g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, length);
  }
  /* A value names what stays. */
  {
    g_autofree char *keep = g_strdup_printf ("question=scan;value=F-%d", (int) file->id);

    DO ("anna", "ticket.answer", ref, keep);
  }
  g_assert_cmpint (count (house, CALLOUT_KIND_FILE, NULL), ==, 1);
  house_assert_sound (house);
}

/* 2.43: an update is text, files, or both; those of an internal one are internal, too (2.46). */
static void
test_update_files (void)
{
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = begin (house, "anna", "flow=order");

  answer (house, "anna", ref, "title", "Lamps");
  answer (house, "anna", ref, "urgent", "no");
  DO ("anna", "ticket.submit", ref, NULL);
  DO ("anna", "update.post", ref, "file=" PNG_DIGITS " one.png;file=" PNG_DIGITS " two.png");
  DO ("dina", "update.post", ref, "text=Seen;visibility=internal;file=aGVsbG8= notes.txt");
  house_assert_refused (house, "dina", "update.post", ref, "text=Bad;file=aGVsbG8= x.png", CALLOUT_ERROR_INVALID);
  g_assert_cmpint (count (house, CALLOUT_KIND_UPDATE, NULL), ==, 2);
  g_assert_cmpint (count (house, CALLOUT_KIND_UPDATE, "n_files=2"), ==, 1);
  g_assert_cmpint (seen_by (house, "dina", CALLOUT_KIND_FILE), ==, 3);
  g_assert_cmpint (seen_by (house, "anna", CALLOUT_KIND_FILE), ==, 2);
  g_assert_cmpint (seen_by (house, "bert", CALLOUT_KIND_FILE), ==, 0);
  house_assert_sound (house);
}

/* A file of many pieces is read back byte for byte, and check finds a flipped bit. */
static void
test_large_file (void)
{
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = begin (house, "dina", "flow=general-inquiry");
  gsize length = 3 * 1024 * 1024 + 17;
  g_autofree guchar *data = g_malloc (length);
  g_autofree char *digits = NULL;
  g_autofree char *args = NULL;
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_FILE);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < length; i++)
    data[i] = (guchar) (i * 31 + i / 251);
  digits = g_base64_encode (data, length);
  args = g_strconcat ("question=papers;file=", digits, " big.bin", NULL);
  DO ("dina", "ticket.answer", ref, args);
  ids = callout_store_query_ids (house->store, query, NULL, NULL, NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  bytes = callout_store_read_file (house->store, g_array_index (ids, gint64, 0), NULL);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), data, length);
  house_assert_sound (house);
  DO ("root", "settings.set", NULL, "key=tickets.file-max-mib;value=3");
  house_assert_refused (house, "dina", "ticket.answer", ref, args, CALLOUT_ERROR_INVALID);
}

/* 2.14, 2.21: nobody learns of another's draft, not even by a number. */
static void
test_sight (void)
{
  static const char *const others[] = { "root", "dina", "ada", "gina", "bert" };
  g_autoptr (House) house = furnished ();
  gint64 before[G_N_ELEMENTS (others)], events[G_N_ELEMENTS (others)];
  g_autofree char *ref = NULL;
  g_autofree char *internal = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      before[i] = seen_by (house, others[i], CALLOUT_KIND_TICKET);
      events[i] = seen_by (house, others[i], CALLOUT_KIND_EVENT);
    }
  ref = begin (house, "anna", "flow=order");
  answer (house, "anna", ref, "title", "Lamps");
  g_assert_cmpint (seen_by (house, "anna", CALLOUT_KIND_TICKET), ==, 1);
  g_assert_cmpint (seen_by (house, "anna", CALLOUT_KIND_ANSWER), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_test_message ("%s", others[i]);
      g_assert_cmpint (seen_by (house, others[i], CALLOUT_KIND_TICKET), ==, before[i]);
      g_assert_cmpint (seen_by (house, others[i], CALLOUT_KIND_EVENT), ==, events[i]);
      g_assert_cmpint (seen_by (house, others[i], CALLOUT_KIND_ANSWER), ==, 0);
      house_assert_refused (house, others[i], "ticket.answer", ref, "question=title;value=Mine", CALLOUT_ERROR_NOT_FOUND);
      house_assert_refused (house, others[i], "ticket.submit", ref, NULL, CALLOUT_ERROR_NOT_FOUND);
      house_assert_refused (house, others[i], "ticket.delete-draft", ref, NULL, CALLOUT_ERROR_NOT_FOUND);
      house_assert_refused (house, others[i], "ticket.clone", ref, NULL, CALLOUT_ERROR_NOT_FOUND);
    }
  answer (house, "anna", ref, "urgent", "no");
  DO ("anna", "ticket.submit", ref, NULL);
  g_assert_cmpint (seen_by (house, "dina", CALLOUT_KIND_TICKET), ==, before[1] + 1);
  g_assert_cmpint (seen_by (house, "ada", CALLOUT_KIND_TICKET), ==, before[2] + 1); /* it was offered to her */
  g_assert_cmpint (seen_by (house, "bert", CALLOUT_KIND_TICKET), ==, 0);
  /* What an employee begins for a customer is not there for them before it is submitted, nor ever if it is internal. */
  internal = begin (house, "dina", "flow=order;contact=bert;visibility=public");
  g_assert_cmpint (seen_by (house, "bert", CALLOUT_KIND_TICKET), ==, 0);
  answer (house, "dina", internal, "title", "Lamps");
  answer (house, "dina", internal, "urgent", "no");
  DO ("dina", "ticket.submit", internal, NULL);
  g_assert_cmpint (seen_by (house, "bert", CALLOUT_KIND_TICKET), ==, 1);
  DO ("dina", "ticket.set-visibility", internal, "visibility=internal");
  g_assert_cmpint (seen_by (house, "bert", CALLOUT_KIND_TICKET), ==, 0);
  /* A customer sees themselves of all people, and nothing of the house. */
  g_assert_cmpint (seen_by (house, "bert", CALLOUT_KIND_PERSON), ==, 1);
  g_assert_cmpint (seen_by (house, "bert", CALLOUT_KIND_GROUP), ==, 0);
  g_assert_cmpint (seen_by (house, "bert", CALLOUT_KIND_WORK_ORDER), ==, 0);
  g_assert_cmpint (seen_by (house, "anna", CALLOUT_KIND_OFFER), ==, 0);
  g_assert_cmpint (seen_by (house, "anna", CALLOUT_KIND_CUSTOMER), ==, 1);
  house_assert_sound (house);
}

/* What is internal is not found out by asking for it either. */
static void
test_internal_fields (void)
{
  static const char *const guesses[] = { "note~dog", "vip=true", "escalated=true", "assignees~a", "created_by=anna", "grabbed_by!=" };
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = begin (house, "anna", "flow=order");
  g_autoptr (CalloutEntity) person = callout_store_resolve (house->store, CALLOUT_KIND_PERSON, "anna", NULL);
  CalloutSight sight = callout_commands_sight (CALLOUT_PERSON (person));
  g_autoptr (CalloutTicket) ticket = NULL;

  answer (house, "anna", ref, "title", "Lamps");
  answer (house, "anna", ref, "urgent", "no");
  DO ("anna", "ticket.submit", ref, NULL);
  DO ("dina", "ticket.edit", ref, "note=mind the dog;vip=true;escalated=true");
  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", guesses[i]);
      callout_query_add_filter (query, guesses[i], &error);
      g_assert_no_error (error);
      g_assert_cmpint (callout_store_count (house->store, query, &sight, &error), ==, 0);
      g_assert_no_error (error);
    }
  ticket = get_ticket (house, ref);
  callout_entity_hide_internal (CALLOUT_ENTITY (ticket));
  g_assert_null (ticket->note);
  g_assert_false (ticket->vip || ticket->escalated);
  g_assert_null (ticket->created_by_login);
  g_assert_cmpstr (ticket->title, ==, "Lamps");
}

/* A flow changed while a draft is open: the draft stays with what it began under. */
static void
test_changed_meanwhile (void)
{
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = begin (house, "anna", "flow=order");
  g_autofree char *later = NULL;
  g_autoptr (CalloutTicket) ticket = NULL;
  g_autoptr (CalloutTicket) other = NULL;

  DO ("root", "flow.edit", "order", "plan={\"steps\":[{\"title\":\"S\",\"questions\":[{\"key\":\"new\",\"kind\":\"short\","
                                    "\"label\":\"New?\",\"required\":true}]}]}");
  DO ("root", "flow.publish", "order", NULL);
  later = begin (house, "anna", "flow=order");
  DO ("root", "flow.retire", "order", NULL);
  answer (house, "anna", ref, "title", "Lamps");
  answer (house, "anna", ref, "urgent", "no");
  house_assert_refused (house, "anna", "ticket.answer", ref, "question=new;value=x", CALLOUT_ERROR_INVALID);
  DO ("anna", "ticket.submit", ref, NULL);
  answer (house, "anna", later, "new", "yes");
  DO ("anna", "ticket.submit", later, NULL);
  ticket = get_ticket (house, ref);
  other = get_ticket (house, later);
  g_assert_cmpint (ticket->flow, !=, other->flow);
  house_assert_refused (house, "anna", "ticket.create", NULL, "flow=order", CALLOUT_ERROR_WRONG_STATE);
  house_assert_sound (house);
}

static void
test_delete_and_clone (void)
{
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = begin (house, "anna", "flow=order");
  g_autoptr (CalloutEntity) again = NULL;
  g_autoptr (CalloutEntity) plain = NULL;
  g_autoptr (CalloutEntity) copy = NULL;
  g_autofree char *plain_ref = NULL;
  g_autofree char *again_ref = NULL;

  answer (house, "anna", ref, "urgent", "yes");
  DO ("anna", "ticket.answer", ref, "question=scan;file=" PNG_DIGITS " one.png");
  DO ("anna", "ticket.delete-draft", ref, NULL);
  g_assert_cmpint (count (house, CALLOUT_KIND_ANSWER, NULL), ==, 0);
  g_assert_cmpint (count (house, CALLOUT_KIND_FILE, NULL), ==, 0);
  house_assert_refused (house, "anna", "ticket.submit", ref, NULL, CALLOUT_ERROR_NOT_FOUND);

  g_free (ref);
  ref = begin (house, "anna", "flow=order");
  answer (house, "anna", ref, "title", "Lamps");
  answer (house, "anna", ref, "urgent", "yes");
  answer (house, "anna", ref, "why", "Fire");
  DO ("anna", "ticket.answer", ref, "question=scan;file=" PNG_DIGITS " one.png");
  house_assert_refused (house, "anna", "ticket.clone", ref, NULL, CALLOUT_ERROR_WRONG_STATE);
  DO ("anna", "ticket.submit", ref, NULL);
  house_assert_refused (house, "anna", "ticket.delete-draft", ref, NULL, CALLOUT_ERROR_WRONG_STATE);
  DO ("root", "ticket.cancel", ref, "reason=duplicate");
  again = house_do (house, "anna", "ticket.clone", ref, NULL);
  again_ref = callout_entity_dup_ref (again);
  g_assert_cmpstr (again_ref, !=, ref);
  g_assert_cmpint (CALLOUT_TICKET (again)->progress, ==, CALLOUT_PROGRESS_DRAFT);
  g_assert_cmpstr (CALLOUT_TICKET (again)->title, ==, "Lamps");
  g_assert_cmpint (count (house, CALLOUT_KIND_FILE, NULL), ==, 2);
  DO ("anna", "ticket.submit", again_ref, NULL);

  /* Without a flow in force it is open at once, and only for those who work here. */
  plain = house_do (house, "dina", "ticket.create", NULL, "title=Plain;note=secret;external_source=x;external_id=1");
  plain_ref = callout_entity_dup_ref (plain);
  copy = house_do (house, "dina", "ticket.clone", plain_ref, NULL);
  g_assert_cmpint (CALLOUT_TICKET (copy)->progress, ==, CALLOUT_PROGRESS_OPEN);
  g_assert_null (CALLOUT_TICKET (copy)->external_id);
  g_assert_null (CALLOUT_TICKET (copy)->note);
  DO ("root", "flow.retire", "order", NULL);
  house_assert_refused (house, "anna", "ticket.clone", ref, NULL, CALLOUT_ERROR_WRONG_STATE);
  house_assert_sound (house);
}

static void
assert_duplicates (House      *house,
                   const char *login,
                   const char *ref,
                   guint       expected)
{
  g_autoptr (CalloutTicket) ticket = get_ticket (house, ref);
  g_autoptr (CalloutEntity) person = callout_store_resolve (house->store, CALLOUT_KIND_PERSON, login, NULL);
  CalloutSight sight = callout_commands_sight (CALLOUT_PERSON (person));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = callout_store_duplicates (house->store, ticket, &sight, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, expected);
}

static char *
submitted (House      *house,
           const char *login,
           const char *args,
           const char *where)
{
  char *ref = begin (house, login, args);

  answer (house, login, ref, "title", "Lamps");
  answer (house, login, ref, "urgent", "no");
  answer (house, login, ref, "where", where);
  DO (login, "ticket.submit", ref, NULL);
  return ref;
}

/* The same customer or place, the same flow, not long ago, and to be seen. */
static void
test_duplicates (void)
{
  g_autoptr (House) house = furnished ();
  g_autofree char *same = submitted (house, "anna", "flow=order", "42,-71");
  g_autofree char *near = submitted (house, "dina", "flow=order;visibility=internal", "10,10");
  g_autofree char *draft = begin (house, "dina", "flow=order;visibility=public");
  g_autofree char *other = begin (house, "anna", "flow=general-inquiry");
  g_autofree char *bert = begin (house, "bert", "flow=order");

  assert_duplicates (house, "dina", draft, 0);
  answer (house, "dina", draft, "where", "42.0005,-71.0005"); /* about 70 m */
  assert_duplicates (house, "dina", draft, 1);
  answer (house, "dina", draft, "where", "42.0008,-71.0008"); /* about 110 m */
  assert_duplicates (house, "dina", draft, 0);
  answer (house, "dina", draft, "where", "10.0001,10");
  assert_duplicates (house, "dina", draft, 1);
  DO ("dina", "ticket.edit", draft, "customer=C-1");
  assert_duplicates (house, "dina", draft, 2);
  /* Another flow's is no duplicate, and nobody is told of what they may not see. */
  assert_duplicates (house, "anna", other, 0);
  answer (house, "bert", bert, "where", "10,10");
  assert_duplicates (house, "bert", bert, 0);
  DO ("root", "ticket.cancel", near, "reason=wrong");
  assert_duplicates (house, "dina", draft, 1);
  callout_clock_set (callout_clock_now () + 15 * CALLOUT_DAY);
  assert_duplicates (house, "dina", draft, 0);
  DO ("root", "settings.set", NULL, "key=tickets.duplicate-days;value=20");
  assert_duplicates (house, "dina", draft, 1);
  DO ("root", "settings.set", NULL, "key=tickets.duplicate-days;value=0");
  assert_duplicates (house, "dina", draft, 0);
  g_assert_nonnull (same);
}

static void
test_equipment (void)
{
  g_autoptr (House) house = furnished ();
  g_autoptr (CalloutEntity) lift = house_do (house, "root", "equipment.create", NULL,
                                             "name=Lift;template=Elevator;serial=7;customer=C-1;address=2 Beacon St;latitude=42;longitude=-71");
  g_autoptr (CalloutEntity) other = house_do (house, "root", "equipment.create", NULL, "name=Boiler");
  g_autoptr (CalloutEntity) edited = NULL;
  g_autoptr (CalloutTicket) ticket = NULL;
  g_autofree char *ref = NULL;

  /* Unique, and nobody guesses it. */
  g_assert_cmpint (strlen (CALLOUT_EQUIPMENT (lift)->code), ==, 26);
  g_assert_cmpstr (CALLOUT_EQUIPMENT (lift)->code, !=, CALLOUT_EQUIPMENT (other)->code);
  house_assert_refused (house, "ada", "equipment.create", NULL, "name=X", CALLOUT_ERROR_NOT_ALLOWED);
  house_assert_refused (house, "root", "equipment.create", NULL, "name=X;latitude=1", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "root", "equipment.create", NULL, "name=X;customer=C-9", CALLOUT_ERROR_NOT_FOUND);
  ref = begin (house, "anna", "flow=order;equipment=EQ-1");
  ticket = get_ticket (house, ref);
  g_assert_cmpstr (ticket->equipment_name, ==, "Lift");
  g_assert_cmpstr (ticket->address, ==, "2 Beacon St");
  g_assert_cmpfloat (ticket->latitude, ==, 42);
  /* Another's machine is not there for them. */
  house_assert_refused (house, "anna", "ticket.create", NULL, "flow=order;equipment=EQ-2", CALLOUT_ERROR_NOT_FOUND);
  edited = house_do (house, "root", "equipment.edit", "EQ-1", "new_code=true;active=false");
  g_assert_cmpstr (CALLOUT_EQUIPMENT (edited)->code, !=, CALLOUT_EQUIPMENT (lift)->code);
  house_assert_refused (house, "anna", "ticket.create", NULL, "flow=order;equipment=EQ-1", CALLOUT_ERROR_WRONG_STATE);
  house_assert_sound (house);
}

static void
test_filters (void)
{
  g_autoptr (House) house = furnished ();

  DO ("dina", "filter.save", NULL, "view=tickets;name=Mine;filter=progress=open;sort=-created_at");
  DO ("dina", "filter.save", NULL, "view=tickets;name=Mine;filter=progress=done");
  g_assert_cmpint (count (house, CALLOUT_KIND_SAVED_FILTER, NULL), ==, 1);
  DO ("dina", "filter.save", NULL, "view=tickets;name=All;shared=true");
  house_assert_refused (house, "dina", "filter.save", NULL, "view=tickets;name=X;filter=nothing=1", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "anna", "filter.save", NULL, "view=tickets;name=X", CALLOUT_ERROR_NOT_ALLOWED);
  g_assert_cmpint (seen_by (house, "dina", CALLOUT_KIND_SAVED_FILTER), ==, 2);
  g_assert_cmpint (seen_by (house, "otto", CALLOUT_KIND_SAVED_FILTER), ==, 1);
  g_assert_cmpint (seen_by (house, "ada", CALLOUT_KIND_SAVED_FILTER), ==, 1);
  house_assert_refused (house, "otto", "filter.remove", "SF-2", NULL, CALLOUT_ERROR_NOT_ALLOWED);
  house_assert_refused (house, "otto", "filter.remove", "SF-1", NULL, CALLOUT_ERROR_NOT_FOUND);
  house_assert_refused (house, "dina", "filter.save", NULL, "view=tickets;name=Mine;new=true", CALLOUT_ERROR_CONSTRAINT);
  DO ("dina", "filter.save", NULL, "view=dispatch;name=Mine;new=true;filter=list=pending");
  house_assert_refused (house, "dina", "filter.edit", "SF-1", "name=All", CALLOUT_ERROR_CONSTRAINT);
  house_assert_refused (house, "dina", "filter.edit", "SF-1", "filter=nothing=1", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "dina", "filter.edit", "SF-1", "name=", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "otto", "filter.edit", "SF-2", "name=Ours", CALLOUT_ERROR_NOT_ALLOWED);
  DO ("dina", "filter.edit", "SF-1", "name=Mine;shared=true"); /* its own name is no second one */
  DO ("dina", "filter.edit", "SF-1", "name=Done ones");
  g_assert_cmpint (count (house, CALLOUT_KIND_SAVED_FILTER, "name=\"Done ones\" and filter=progress=done and shared=true"), ==, 1);
  DO ("root", "filter.edit", "SF-1", "name=Done");
  DO ("dina", "filter.remove", "SF-1", NULL);
  DO ("root", "filter.remove", "SF-2", NULL);
  house_assert_sound (house);
}

/* Moments that are others each time. */
static void
test_moments (void)
{
  static const struct {
    const char *filter;
    int         n; /* -1: it is none */
  } cases[] = {
    { "due_latest<now", 1 },        { "due_latest<now+2h", 2 },   { "due_latest<now+1d", 2 },  { "due_latest<now+3d", 3 },
    { "due_latest<now-1h", 0 },     { "due_latest<now-30m", 0 },  { "due_latest<today", 2 },   { "due_latest>now", 2 },
    { "due_latest<now+", -1 },      { "due_latest<now+2", -1 },   { "due_latest<now+2w", -1 }, { "due_latest<now+-2h", -1 },
    { "due_latest<now+999999h", -1 }, { "due_latest<nowhere", -1 }, { "due_latest<Today", -1 },
  };
  g_autoptr (House) house = NULL;

  callout_clock_set (G_GINT64_CONSTANT (1425808800000000)); /* 10:00 by Greenwich */
  house = house_new ();
  DO ("dina", "ticket.create", NULL, "title=Late;due_latest=2015-03-08T09:59:00Z");
  DO ("dina", "ticket.create", NULL, "title=Soon;due_latest=2015-03-08T11:00:00Z");
  DO ("dina", "ticket.create", NULL, "title=Then;due_latest=2015-03-10T11:00:00Z");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
      gboolean good = callout_query_add_filter (query, cases[i].filter, NULL);

      g_test_message ("%s", cases[i].filter);
      g_assert_cmpint (good, ==, cases[i].n >= 0);
      if (good)
        g_assert_cmpint (callout_store_count (house->store, query, NULL, NULL), ==, cases[i].n);
    }
  callout_clock_set (0);
}

static void
test_code_users (void)
{
  g_autoptr (House) house = furnished ();

  house_assert_refused (house, "root", "person.create", NULL, "login=x;name=X;roles=code-user,member", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "root", "person.set-roles", "anna", "roles=code-user;roles=admin", CALLOUT_ERROR_INVALID);
  house_assert_refused (house, "dina", "ticket.create", NULL, "flow=order;contact=ada", CALLOUT_ERROR_INVALID);
}

/* A code user chooses among what is in force: no version that was superseded, none that is retired. */
static void
test_code_users_flows (void)
{
  g_autoptr (House) house = furnished ();
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_FLOW);
  g_autoptr (CalloutEntity) anna = callout_store_resolve (house->store, CALLOUT_KIND_PERSON, "anna", NULL);
  CalloutSight sight = callout_commands_sight (CALLOUT_PERSON (anna));
  g_autofree char *ref = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n = seen_by (house, "anna", CALLOUT_KIND_FLOW);

  callout_query_add_filter (query, "key=order", NULL);
  g_assert_cmpint (callout_store_count (house->store, query, &sight, &error), ==, 1);
  ref = begin (house, "anna", "flow=order");
  DO ("root", "flow.edit", "order", "name=Orders");
  DO ("root", "flow.publish", "order", NULL);
  DO ("root", "flow.edit", "order", "name=Unpublished");
  g_assert_cmpint (seen_by (house, "anna", CALLOUT_KIND_FLOW), ==, n);
  g_assert_cmpint (callout_store_count (house->store, query, &sight, &error), ==, 1);
  callout_query_add_filter (query, "name=Orders and current=true", NULL);
  g_assert_cmpint (callout_store_count (house->store, query, &sight, &error), ==, 1);
  g_assert_no_error (error);
  DO ("root", "flow.discard", "order", NULL);
  DO ("root", "flow.retire", "order", NULL);
  g_assert_cmpint (seen_by (house, "anna", CALLOUT_KIND_FLOW), ==, n - 1);
  /* Their draft goes on under the version it began under. */
  answer (house, "anna", ref, "title", "Lamp");
  answer (house, "anna", ref, "urgent", "no");
  DO ("anna", "ticket.submit", ref, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flows/2.10-versions", test_versions);
  g_test_add_func ("/flows/2.1-2.14-2.15-customer", test_customer);
  g_test_add_func ("/flows/2.7-2.9-employee", test_employee);
  g_test_add_func ("/flows/2.10-hidden-and-stale", test_stale);
  g_test_add_func ("/flows/2.10-files", test_files);
  g_test_add_func ("/flows/2.43-2.46-update-files", test_update_files);
  g_test_add_func ("/flows/large-file", test_large_file);
  g_test_add_func ("/flows/2.14-2.21-2.22-sight", test_sight);
  g_test_add_func ("/flows/2.21-internal-fields", test_internal_fields);
  g_test_add_func ("/flows/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/flows/2.20-delete-and-clone", test_delete_and_clone);
  g_test_add_func ("/flows/duplicates", test_duplicates);
  g_test_add_func ("/flows/equipment", test_equipment);
  g_test_add_func ("/flows/filters", test_filters);
  g_test_add_func ("/flows/moments", test_moments);
  g_test_add_func ("/flows/code-users", test_code_users);
  g_test_add_func ("/tickets/2.10-code-users-flows", test_code_users_flows);
  return g_test_run ();
}
