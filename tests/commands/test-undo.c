/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Taking back what was done around a ticket before it is one, and around what
 * the house goes by: flows, drafts, copies, new things. While nothing was
 * built on it; then never, with a sentence that says why.
 */
#include "callout-test-house.h"

#include <string.h>

#define PLAN \
  "{\"steps\":[{\"title\":\"What\",\"questions\":[" \
  "{\"key\":\"title\",\"kind\":\"short\",\"label\":\"What?\",\"required\":true}," \
  "{\"key\":\"urgent\",\"kind\":\"single\",\"label\":\"Urgent?\",\"required\":true," \
  "\"options\":[{\"key\":\"yes\",\"label\":\"Yes\"},{\"key\":\"no\",\"label\":\"No\"}]}," \
  "{\"key\":\"why\",\"kind\":\"long\",\"label\":\"Why?\"," \
  "\"show_if\":{\"question\":\"urgent\",\"op\":\"=\",\"value\":\"yes\"}}," \
  "{\"key\":\"scan\",\"kind\":\"photo\",\"label\":\"Scan\"}]}]}"

#define PNG_DIGITS \
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

#define DO(login, command, ref, args) g_object_unref (house_do (house, login, command, ref, args))

static House *
furnished (void)
{
  House *house = house_new ();

  DO ("root", "flow.create", NULL, "key=order;name=Order;visit=true;offer_group=lights;notify_group=lights;plan=" PLAN);
  DO ("root", "flow.publish", "order", NULL);
  return house;
}

static gint64
last_event (House      *house,
            const char *login)
{
  g_autoptr (GError) error = NULL;
  gint64 number = callout_store_last_event_by (house->store, house_person (house, login), &error);

  g_assert_no_error (error);
  return number;
}

static void
undo (House      *house,
      const char *login,
      gint64      event)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) target = NULL;

  target = callout_commands_undo (house->store, house_person (house, login), CALLOUT_SOURCE_CTL, event, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (target);
  house_assert_sound (house);
}

/* @says: what the refusal's sentence must name */
static void
assert_kept (House        *house,
             const char   *login,
             gint64        event,
             CalloutError  code,
             const char   *says)
{
  g_autoptr (GError) error = NULL;
  gint64 before = callout_store_last_event (house->store, NULL);

  g_assert_null (callout_commands_undo (house->store, house_person (house, login), CALLOUT_SOURCE_CTL, event, NULL, &error));
  g_assert_error (error, CALLOUT_ERROR, (int) code);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not name “%s”", error->message, says);
  g_assert_cmpint (callout_store_last_event (house->store, NULL), ==, before);
}

/* How many somebody sees; everything where @login is NULL. */
static gint64
count (House       *house,
       const char  *login,
       CalloutKind  kind,
       const char  *filter)
{
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autoptr (CalloutEntity) person = login != NULL ? callout_store_resolve (house->store, CALLOUT_KIND_PERSON, login, NULL) : NULL;
  CalloutSight sight = { CALLOUT_SIGHT_ALL, 0 };
  g_autoptr (GError) error = NULL;
  gint64 n;

  if (person != NULL)
    sight = callout_commands_sight (CALLOUT_PERSON (person));
  if (filter != NULL)
    callout_query_add_filter (query, filter, &error);
  g_assert_no_error (error);
  n = callout_store_count (house->store, query, &sight, &error);
  g_assert_no_error (error);
  return n;
}

static char *
begin (House      *house,
       const char *login)
{
  g_autoptr (CalloutEntity) ticket = house_do (house, login, "ticket.create", NULL, "flow=order");

  return callout_entity_dup_ref (ticket);
}

/* A draft with all that is asked. */
static char *
fill (House      *house,
      const char *login)
{
  char *ref = begin (house, login);

  DO (login, "ticket.answer", ref, "question=visibility;value=public");
  DO (login, "ticket.answer", ref, "question=title;value=Lamp");
  DO (login, "ticket.answer", ref, "question=urgent;value=no");
  return ref;
}

static int
progress_of (House      *house,
             const char *ref)
{
  g_autoptr (CalloutEntity) ticket = callout_store_resolve (house->store, CALLOUT_KIND_TICKET, ref, NULL);

  return CALLOUT_TICKET (ticket)->progress;
}

static char *
about (const char *ref)
{
  return g_strdup_printf ("target=%s", ref);
}

static void
test_submit (void)
{
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = fill (house, "dina");
  g_autofree char *events = about (ref);

  g_assert_cmpint (count (house, "root", CALLOUT_KIND_EVENT, events), ==, 0);
  DO ("dina", "ticket.submit", ref, NULL);
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_OFFER, "state=offered"), ==, 1 + 2);
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_WORK_ORDER, NULL), ==, 1);
  g_assert_cmpint (count (house, "ada", CALLOUT_KIND_NOTIFICATION, NULL), >, 0);
  g_assert_cmpint (count (house, "root", CALLOUT_KIND_EVENT, events), >, 4);

  undo (house, "dina", 0);
  g_assert_cmpint (progress_of (house, ref), ==, CALLOUT_PROGRESS_DRAFT);
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_OFFER, NULL), ==, 0);
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_WORK_ORDER, NULL), ==, 0);
  /* It is its author's alone again, down to what was said of it. */
  g_assert_cmpint (count (house, "ada", CALLOUT_KIND_NOTIFICATION, NULL), ==, 0);
  g_assert_cmpint (count (house, "root", CALLOUT_KIND_EVENT, events), ==, 0);
  g_assert_cmpint (count (house, "root", CALLOUT_KIND_EVENT, "target=WO-1"), ==, 0);
  g_assert_cmpint (count (house, "dina", CALLOUT_KIND_EVENT, events), >, 4);
  /* And can be submitted again. */
  DO ("dina", "ticket.submit", ref, NULL);
  g_assert_cmpint (count (house, "root", CALLOUT_KIND_EVENT, events), >, 4);
  house_assert_sound (house);
}

static void
test_submit_built_on (void)
{
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = fill (house, "dina");
  g_autofree char *other = fill (house, "dina");
  gint64 submitted;

  DO ("dina", "ticket.submit", ref, NULL);
  submitted = last_event (house, "dina");
  DO ("ada", "offer.accept", ref, NULL);
  assert_kept (house, "dina", submitted, CALLOUT_ERROR_CONFLICT, "Accept Offer");
  undo (house, "ada", 0);
  undo (house, "dina", submitted);

  /* What was posted stays, and hangs on no draft. */
  DO ("dina", "ticket.submit", other, NULL);
  submitted = last_event (house, "dina");
  DO ("root", "update.post", other, "text=I shall look at it");
  assert_kept (house, "dina", submitted, CALLOUT_ERROR_CONFLICT, "Post Update");
  assert_kept (house, "dina", submitted, CALLOUT_ERROR_CONFLICT, "Rita Root");
}

static void
test_answers (void)
{
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = begin (house, "dina");
  g_autoptr (CalloutEntity) ticket = NULL;

  DO ("dina", "ticket.answer", ref, "question=title;value=Lamp");
  DO ("dina", "ticket.answer", ref, "question=urgent;value=yes");
  DO ("dina", "ticket.answer", ref, "question=why;value=It smokes");
  /* What an answer hides is gone with it, and comes back with it. */
  DO ("dina", "ticket.answer", ref, "question=urgent;value=no");
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_ANSWER, "question=why"), ==, 0);
  undo (house, "dina", 0);
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_ANSWER, "question=why and value=It smokes"), ==, 1);
  undo (house, "dina", 0);
  undo (house, "dina", 0);
  undo (house, "dina", 0);
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_ANSWER, NULL), ==, 0);
  ticket = callout_store_resolve (house->store, CALLOUT_KIND_TICKET, ref, NULL);
  g_assert_cmpstr (CALLOUT_TICKET (ticket)->title, !=, "Lamp");

  /* A file comes off again; one that was thrown away does not come back. */
  DO ("dina", "ticket.answer", ref, "question=scan;file=" PNG_DIGITS " lamp.png");
  undo (house, "dina", 0);
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_FILE, NULL), ==, 0);
  DO ("dina", "ticket.answer", ref, "question=scan;file=" PNG_DIGITS " lamp.png");
  DO ("dina", "ticket.answer", ref, "question=scan;value=");
  assert_kept (house, "dina", 0, CALLOUT_ERROR_CONFLICT, "lamp.png");
}

static void
test_drafts (void)
{
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = fill (house, "dina");
  g_autofree char *events = about (ref);
  gint64 thrown;

  DO ("dina", "ticket.delete-draft", ref, NULL);
  thrown = last_event (house, "dina");
  /* Nobody else learns that there ever was one, not even by a number. */
  g_assert_cmpint (count (house, "root", CALLOUT_KIND_EVENT, events), ==, 0);
  g_assert_cmpint (count (house, "otto", CALLOUT_KIND_EVENT, events), ==, 0);
  g_assert_cmpint (count (house, "ada", CALLOUT_KIND_EVENT, events), ==, 0);
  g_assert_cmpint (count (house, "dina", CALLOUT_KIND_EVENT, events), >, 0);
  assert_kept (house, "root", thrown, CALLOUT_ERROR_NOT_FOUND, "no event");
  undo (house, "dina", 0);
  g_assert_cmpint (progress_of (house, ref), ==, CALLOUT_PROGRESS_DRAFT);
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_ANSWER, NULL), ==, 3);
  DO ("dina", "ticket.submit", ref, NULL);
  undo (house, "dina", 0);

  /* Back to before it was begun. */
  for (guint i = 0; i < 4; i++)
    undo (house, "dina", 0);
  g_assert_null (callout_store_resolve (house->store, CALLOUT_KIND_TICKET, ref, NULL));
  g_assert_cmpint (count (house, "root", CALLOUT_KIND_EVENT, events), ==, 0);
}

static void
test_foreign_draft (void)
{
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = fill (house, "dina");
  g_autoptr (CalloutEntity) target = NULL;
  g_autoptr (GError) error = NULL;

  assert_kept (house, "root", last_event (house, "dina"), CALLOUT_ERROR_NOT_FOUND, "no event");
  assert_kept (house, "otto", last_event (house, "dina"), CALLOUT_ERROR_NOT_ALLOWED, "may undo only");
  /* An administrator who takes back what made it everybody's does not see it afterwards. */
  DO ("dina", "ticket.submit", ref, NULL);
  target = callout_commands_undo (house->store, house_person (house, "root"), CALLOUT_SOURCE_CTL, last_event (house, "dina"), NULL,
                                  &error);
  g_assert_no_error (error);
  g_assert_cmpint (callout_entity_get_kind (target), ==, CALLOUT_KIND_PERSON);
}

static void
test_copies (void)
{
  g_autoptr (House) house = furnished ();
  g_autofree char *ref = fill (house, "dina");
  g_autoptr (CalloutEntity) copy = NULL;
  g_autofree char *again = NULL;
  gint64 cloned;

  DO ("dina", "ticket.submit", ref, NULL);
  copy = house_do (house, "dina", "ticket.clone", ref, NULL);
  again = callout_entity_dup_ref (copy);
  g_assert_cmpstr (again, !=, ref);
  cloned = last_event (house, "dina");
  undo (house, "dina", 0);
  g_assert_null (callout_store_resolve (house->store, CALLOUT_KIND_TICKET, again, NULL));
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_ANSWER, NULL), ==, 3);

  g_clear_object (&copy);
  g_free (again);
  copy = house_do (house, "dina", "ticket.clone", ref, NULL);
  again = callout_entity_dup_ref (copy);
  cloned = last_event (house, "dina");
  DO ("dina", "ticket.answer", again, "question=title;value=Another");
  assert_kept (house, "dina", cloned, CALLOUT_ERROR_CONFLICT, "Answer");
  undo (house, "dina", 0);
  undo (house, "dina", cloned);
}

static void
test_flows (void)
{
  g_autoptr (House) house = furnished ();
  g_autoptr (CalloutFlow) flow = NULL;
  gint64 discarded, published;

  /* An edit of what is in force makes a draft, and not. */
  DO ("root", "flow.edit", "order", "name=Orders");
  undo (house, "root", 0);
  g_assert_null (callout_store_draft_flow (house->store, "order", NULL));
  DO ("root", "flow.edit", "order", "name=Orders");
  DO ("root", "flow.edit", "order", "name=Commands");
  undo (house, "root", 0);
  flow = callout_store_draft_flow (house->store, "order", NULL);
  g_assert_cmpstr (flow->name, ==, "Orders");

  DO ("root", "flow.discard", "order", NULL);
  discarded = last_event (house, "root");
  undo (house, "root", 0);
  g_clear_object (&flow);
  flow = callout_store_draft_flow (house->store, "order", NULL);
  g_assert_cmpstr (flow->name, ==, "Orders");
  DO ("root", "flow.discard", "order", NULL);
  discarded = last_event (house, "root");
  DO ("root", "flow.edit", "order", "name=Others");
  assert_kept (house, "root", discarded, CALLOUT_ERROR_CONFLICT, "another draft");

  /* A version is taken back while no ticket has begun under it. */
  DO ("root", "flow.publish", "order", NULL);
  undo (house, "root", 0);
  g_clear_object (&flow);
  flow = callout_store_current_flow (house->store, "order", NULL);
  g_assert_cmpint (flow->number, ==, 1);
  DO ("root", "flow.publish", "order", NULL);
  published = last_event (house, "root");
  g_object_unref (house_do (house, "dina", "ticket.create", NULL, "flow=order"));
  assert_kept (house, "root", published, CALLOUT_ERROR_CONFLICT, "1 ticket began");
  undo (house, "dina", 0);
  DO ("root", "flow.edit", "order", "name=Yet others");
  assert_kept (house, "root", published, CALLOUT_ERROR_CONFLICT, "another draft");
  undo (house, "root", 0);
  undo (house, "root", published);
  DO ("root", "flow.discard", "order", NULL);

  DO ("root", "flow.retire", "order", NULL);
  house_assert_refused (house, "dina", "ticket.create", NULL, "flow=order", CALLOUT_ERROR_WRONG_STATE);
  undo (house, "root", 0);
  DO ("dina", "ticket.create", NULL, "flow=order");

  DO ("root", "flow.create", NULL, "key=new;name=New");
  undo (house, "root", 0);
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_FLOW, "key=new"), ==, 0);
  DO ("root", "flow.create", NULL, "key=new;name=New");
}

static void
test_new_things (void)
{
  g_autoptr (House) house = furnished ();
  gint64 made;

  DO ("dina", "customer.create", NULL, "name=Hotel");
  made = last_event (house, "dina");
  DO ("dina", "ticket.create", NULL, "title=Lamp;customer=C-1");
  assert_kept (house, "dina", made, CALLOUT_ERROR_CONFLICT, "in use");
  undo (house, "dina", 0);
  undo (house, "dina", made);
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_CUSTOMER, NULL), ==, 0);

  DO ("dina", "ticket.create", NULL, "title=Lamp;visit=true");
  made = last_event (house, "dina");
  DO ("dina", "work-order.lock", "WO-1", NULL);
  assert_kept (house, "dina", made, CALLOUT_ERROR_CONFLICT, "Lock");
  undo (house, "dina", 0);
  undo (house, "dina", 0);
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_WORK_ORDER, NULL), ==, 0);

  DO ("dina", "filter.save", NULL, "view=tickets;name=Mine;filter=progress=open");
  DO ("dina", "filter.save", NULL, "view=tickets;name=Mine;filter=progress=done");
  undo (house, "dina", 0);
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_SAVED_FILTER, "filter=progress=open"), ==, 1);
  undo (house, "dina", 0);
  g_assert_cmpint (count (house, NULL, CALLOUT_KIND_SAVED_FILTER, NULL), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/undo/submit", test_submit);
  g_test_add_func ("/undo/submit-built-on", test_submit_built_on);
  g_test_add_func ("/undo/answers", test_answers);
  g_test_add_func ("/undo/drafts", test_drafts);
  g_test_add_func ("/undo/foreign-draft", test_foreign_draft);
  g_test_add_func ("/undo/copies", test_copies);
  g_test_add_func ("/undo/flows", test_flows);
  g_test_add_func ("/undo/new-things", test_new_things);
  return g_test_run ();
}
