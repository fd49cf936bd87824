/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A ticket's life as the people of a house live it: offers, assignments, work,
 * the end, the rating, and anew. Each test names the rows it shows.
 */
#include "callout-test-house.h"

#include <string.h>

#define DO(login, command, ref, args) g_object_unref (house_do (house, login, command, ref, args))
#define REFUSED(login, command, ref, args, code) house_assert_refused (house, login, command, ref, args, CALLOUT_ERROR_##code)
#define ASSERT_PROGRESS(ref, name) g_assert_cmpint (progress_of (house, ref), ==, CALLOUT_PROGRESS_##name)

/* A flow whose tickets go to the lights group, and two customers' contacts. */
static void
furnish (House    *house,
         gboolean  ratings)
{
  DO ("root", "customer.create", NULL, "name=Public Works");
  DO ("root", "person.create", NULL, "login=kim;name=Kim Customer;roles=code-user;email=kim@example.org");
  DO ("root", "person.create", NULL, "login=lea;name=Lea Customer;roles=code-user");
  house_new_flow (house, ratings);
}

static char *
open_ticket (House *house)
{
  char *ref = house_new_case (house, "Lamp is out", "kim", CALLOUT_PROGRESS_CLOSED);

  DO ("cora", "ticket.reopen", ref, NULL);
  return ref;
}

static CalloutTicket *
get_ticket (House      *house,
            const char *ref)
{
  g_autoptr (GError) error = NULL;
  CalloutEntity *ticket = callout_store_resolve (house->store, CALLOUT_KIND_TICKET, ref, &error);

  g_assert_no_error (error);
  return CALLOUT_TICKET (ticket);
}

static int
progress_of (House      *house,
             const char *ref)
{
  g_autoptr (CalloutTicket) ticket = get_ticket (house, ref);

  return ticket->progress;
}

static char *
assignees_of (House      *house,
              const char *ref)
{
  g_autoptr (CalloutTicket) ticket = get_ticket (house, ref);

  return g_strdup (ticket->assignees != NULL ? ticket->assignees : "");
}

static void
assert_assignees (House      *house,
                  const char *ref,
                  const char *expected)
{
  g_autofree char *assignees = assignees_of (house, ref);

  g_assert_cmpstr (assignees, ==, expected);
}

/* `ada:offered ben:offered`, of the present cycle */
static char *
offers_of (House      *house,
           const char *ref)
{
  g_autoptr (CalloutTicket) ticket = get_ticket (house, ref);
  g_autoptr (GPtrArray) offers = callout_store_children (house->store, CALLOUT_KIND_OFFER, "ticket", CALLOUT_ENTITY (ticket)->id,
                                                         NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < offers->len; i++)
    {
      CalloutTicketOffer *offer = g_ptr_array_index (offers, i);

      if (offer->cycle == ticket->cycle)
        g_string_append_printf (text, "%s%s:%s", text->len > 0 ? " " : "", offer->login,
                                callout_enum_key (CALLOUT_TYPE_OFFER_STATE, offer->state));
    }
  return g_string_free (text, FALSE);
}

static void
assert_offers (House      *house,
               const char *ref,
               const char *expected)
{
  g_autofree char *offers = offers_of (house, ref);

  g_assert_cmpstr (offers, ==, expected);
}

/* The trail of a ticket: `command[*]`, a star where it came by itself. */
static char *
trail_of (House      *house,
          const char *ref)
{
  g_autoptr (CalloutTicket) ticket = get_ticket (house, ref);
  g_autoptr (GPtrArray) events = callout_store_events_of (house->store, CALLOUT_KIND_TICKET, CALLOUT_ENTITY (ticket)->id, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < events->len; i++)
    {
      CalloutEvent *event = g_ptr_array_index (events, i);

      g_string_append_printf (text, "%s%s%s", text->len > 0 ? " " : "", event->command,
                              event->source == CALLOUT_SOURCE_AUTO ? "*" : "");
      g_assert_cmpint (event->source == CALLOUT_SOURCE_AUTO && event->actor == 0, ==, event->cause != 0);
    }
  return g_string_free (text, FALSE);
}

static void
test_offers (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;
  g_autofree char *trail = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  ASSERT_PROGRESS (ref, OPEN);
  /* The group's members who can: Cem knows nothing of lamps, Zoe is in another group. */
  assert_offers (house, ref, "ada:offered ben:offered");
  assert_assignees (house, ref, "");

  DO ("ada", "offer.accept", ref, NULL);
  ASSERT_PROGRESS (ref, ASSIGNED);
  assert_assignees (house, ref, "ada");
  assert_offers (house, ref, "ada:accepted ben:offered");
  /* Both may: at least one is what is wanted. */
  DO ("ben", "offer.accept", ref, NULL);
  assert_assignees (house, ref, "ada ben");
  ASSERT_PROGRESS (ref, ASSIGNED);
  REFUSED ("ada", "offer.accept", ref, NULL, WRONG_STATE);
  REFUSED ("ada", "offer.decline", ref, NULL, WRONG_STATE);
  trail = trail_of (house, ref);
  g_assert_cmpstr (trail, ==, "ticket.create ticket.reopen ticket.offer* offer.accept ticket.assign* offer.accept");
  house_assert_sound (house);
}

static void
test_not_offered (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  /* Whoever was not offered it does not even know of it. */
  REFUSED ("cem", "offer.accept", ref, NULL, NOT_FOUND);
  REFUSED ("dina", "offer.accept", ref, NULL, NOT_ALLOWED);
  REFUSED ("kim", "offer.accept", ref, NULL, NOT_ALLOWED);
}

static void
test_refuser (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  DO ("ben", "offer.decline", ref, "reason=too far");
  DO ("ada", "offer.accept", ref, NULL);
  DO ("mona", "ticket.unassign", ref, "person=ada");
  ASSERT_PROGRESS (ref, OPEN);
  /* Sent again, but not to whoever refused. */
  assert_offers (house, ref, "ada:offered ben:declined");
  REFUSED ("ben", "offer.accept", ref, NULL, WRONG_STATE);
  house_assert_sound (house);
}

static void
test_work_order_refuser (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutEntity) order = NULL;
  g_autofree char *ref = NULL;
  g_autofree char *order_ref = NULL;
  g_autofree char *args = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  DO ("mona", "ticket.assign", ref, "person=cem");
  DO ("mona", "ticket.unassign", ref, "person=cem");
  args = g_strconcat ("ticket=", ref, NULL);
  order = house_do (house, "dina", "work-order.create", NULL, args);
  order_ref = callout_entity_dup_ref (order);
  DO ("root", "person.edit", "cem", "skills=lamp");
  DO ("dina", "work-order.assign", order_ref, "lead=cem");
  ASSERT_PROGRESS (ref, ASSIGNED);
  DO ("dina", "work-order.publish", order_ref, NULL);
  DO ("cem", "work-order.reject", order_ref, "reason=ill");
  ASSERT_PROGRESS (ref, OPEN);
  assert_offers (house, ref, "ada:offered ben:offered");
  house_assert_sound (house);
}

static void
test_accept_after_cancel (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) undone = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  DO ("mona", "ticket.cancel", ref, "reason=duplicate;comment=see T-1");
  ASSERT_PROGRESS (ref, CANCELLED);
  assert_offers (house, ref, "ada:withdrawn ben:withdrawn");
  REFUSED ("ada", "offer.accept", ref, NULL, WRONG_STATE);
  REFUSED ("ben", "offer.decline", ref, NULL, WRONG_STATE);
  /* It is final: only the trail's undo, and nothing else, brings it back. */
  REFUSED ("mona", "ticket.reopen", ref, NULL, WRONG_STATE);
  undone = callout_commands_undo (house->store, house_person (house, "mona"), CALLOUT_SOURCE_CTL, 0, NULL, &error);
  g_assert_no_error (error);
  assert_offers (house, ref, "ada:offered ben:offered");
  house_assert_sound (house);
}

static void
test_only_the_first (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house, TRUE);
  DO ("root", "settings.set", NULL, "key=tickets.withdraw-offers;value=true");
  ref = open_ticket (house);
  DO ("ada", "offer.accept", ref, NULL);
  assert_offers (house, ref, "ada:accepted ben:withdrawn");
  REFUSED ("ben", "offer.accept", ref, NULL, WRONG_STATE);
}

static void
test_assign (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  REFUSED ("ada", "ticket.assign", ref, "person=ada", NOT_ALLOWED);
  REFUSED ("dina", "ticket.assign", ref, "person=ada", NOT_ALLOWED);
  REFUSED ("mona", "ticket.assign", ref, "person=kim", INVALID);
  DO ("mona", "ticket.assign", ref, "person=zoe;person=sven");
  ASSERT_PROGRESS (ref, ASSIGNED);
  assert_assignees (house, ref, "sven zoe");
  REFUSED ("mona", "ticket.assign", ref, "person=zoe", INVALID);
  REFUSED ("mona", "ticket.unassign", ref, "person=ada", INVALID);
  DO ("mona", "ticket.unassign", ref, "person=zoe");
  ASSERT_PROGRESS (ref, ASSIGNED);
  DO ("mona", "ticket.unassign", ref, "person=sven");
  ASSERT_PROGRESS (ref, OPEN);
  house_assert_sound (house);
}

static void
test_grab (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutTicket) ticket = NULL;
  g_autofree char *ref = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  REFUSED ("ada", "ticket.grab", ref, NULL, NOT_ALLOWED);
  DO ("dina", "ticket.grab", ref, NULL);
  REFUSED ("otto", "ticket.grab", ref, NULL, WRONG_STATE);
  REFUSED ("otto", "ticket.release", ref, NULL, NOT_ALLOWED);
  DO ("mona", "ticket.release", ref, NULL);
  REFUSED ("mona", "ticket.release", ref, NULL, WRONG_STATE);
  DO ("ada", "offer.accept", ref, NULL);
  DO ("ada", "ticket.grab", ref, NULL);
  /* Whoever is withdrawn looks after it no longer. */
  DO ("mona", "ticket.unassign", ref, "person=ada");
  ticket = get_ticket (house, ref);
  g_assert_cmpint (ticket->grabbed_by, ==, 0);
  house_assert_sound (house);
}

/* Manual moves are logged as such, and only along the table. */
static void
test_by_hand (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;
  g_autofree char *trail = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  REFUSED ("mona", "ticket.start", ref, NULL, WRONG_STATE);
  REFUSED ("mona", "ticket.done", ref, NULL, WRONG_STATE);
  DO ("ada", "offer.accept", ref, NULL);
  REFUSED ("ben", "ticket.start", ref, NULL, NOT_ALLOWED);
  REFUSED ("dina", "ticket.start", ref, NULL, NOT_ALLOWED);
  DO ("ada", "ticket.start", ref, NULL);
  ASSERT_PROGRESS (ref, IN_PROGRESS);
  DO ("ada", "ticket.pause", ref, NULL);
  ASSERT_PROGRESS (ref, ASSIGNED);
  DO ("mona", "ticket.start", ref, NULL);
  DO ("ada", "ticket.done", ref, "outcome=completed");
  ASSERT_PROGRESS (ref, DONE);
  DO ("ada", "ticket.resume", ref, NULL);
  ASSERT_PROGRESS (ref, IN_PROGRESS);
  trail = trail_of (house, ref);
  g_assert_cmpstr (trail, ==, "ticket.create ticket.reopen ticket.offer* offer.accept ticket.assign* ticket.start ticket.pause"
                              " ticket.start ticket.done ticket.resume");
  house_assert_sound (house);
}

static char *
new_order (House      *house,
           const char *ref)
{
  g_autofree char *args = g_strconcat ("ticket=", ref, NULL);
  g_autoptr (CalloutEntity) order = house_do (house, "dina", "work-order.create", NULL, args);

  return callout_entity_dup_ref (order);
}

static void
test_work_orders_in_the_way (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;
  g_autofree char *order = NULL;
  g_autoptr (CalloutWorkOrder) row = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  order = new_order (house, ref);
  DO ("dina", "work-order.assign", order, "lead=ada");
  DO ("dina", "work-order.publish", order, NULL);
  REFUSED ("ada", "ticket.done", ref, NULL, WRONG_STATE);
  REFUSED ("mona", "ticket.cancel", ref, "reason=over", WRONG_STATE);
  DO ("ada", "work-order.accept", order, NULL);
  DO ("ada", "work-order.step", order, "step=travel");
  ASSERT_PROGRESS (ref, IN_PROGRESS);
  REFUSED ("ada", "ticket.pause", ref, NULL, WRONG_STATE);
  DO ("dina", "work-order.override", order, "reason=wrong way");
  DO ("dina", "work-order.unpublish", order, NULL);
  DO ("dina", "work-order.lock", order, NULL);
  REFUSED ("mona", "ticket.cancel", ref, "reason=over", WRONG_STATE);
  DO ("dina", "work-order.unlock", order, NULL);
  REFUSED ("mona", "ticket.cancel", ref, NULL, INVALID); /* without saying why */
  DO ("mona", "ticket.cancel", ref, "reason=over");
  row = house_order (house, order);
  g_assert_cmpint (row->state, ==, CALLOUT_WORK_STATE_CANCELLED);
  g_assert_null (row->assignees);
  house_assert_sound (house);
}

static void
do_it (House      *house,
       const char *ref,
       const char *outcome)
{
  g_autofree char *args = g_strconcat ("outcome=", outcome, NULL);

  DO ("ada", "offer.accept", ref, NULL);
  DO ("ada", "ticket.done", ref, args);
}

static void
test_rating (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutTicket) ticket = NULL;
  g_autoptr (GPtrArray) ratings = NULL;
  g_autofree char *ref = NULL;
  g_autofree char *trail = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  REFUSED ("kim", "ticket.rate", ref, "stars=5", WRONG_STATE); /* early */
  do_it (house, ref, "completed");
  ASSERT_PROGRESS (ref, DONE);
  REFUSED ("lea", "ticket.rate", ref, "stars=5", NOT_FOUND);
  REFUSED ("ada", "ticket.rate", ref, "stars=5", NOT_ALLOWED);
  REFUSED ("kim", "ticket.rate", ref, "stars=6", INVALID);
  REFUSED ("kim", "ticket.rate", ref, "stars=0", INVALID);
  REFUSED ("mona", "ticket.rate", ref, "stars=5;source=portal", NOT_ALLOWED);
  DO ("kim", "ticket.rate", ref, "stars=4;comment=quick;source=portal");
  ASSERT_PROGRESS (ref, CLOSED);
  REFUSED ("kim", "ticket.rate", ref, "stars=1", WRONG_STATE); /* twice */
  ticket = get_ticket (house, ref);
  g_assert_cmpint (ticket->rating, ==, 4);
  g_assert_cmpint (ticket->closed_at, !=, 0);
  trail = trail_of (house, ref);
  g_assert_true (g_str_has_suffix (trail, "ticket.done ticket.rate ticket.close*"));

  /* A new cycle, a new rating; the old one is kept. */
  DO ("sven", "ticket.reopen", ref, NULL);
  ASSERT_PROGRESS (ref, ASSIGNED);
  g_object_unref (ticket);
  ticket = get_ticket (house, ref);
  g_assert_cmpint (ticket->cycle, ==, 2);
  g_assert_cmpint (ticket->rating, ==, 0);
  DO ("ada", "ticket.done", ref, NULL);
  DO ("mona", "ticket.rate", ref, "stars=2;source=e-mail");
  ratings = callout_store_children (house->store, CALLOUT_KIND_RATING, "ticket", CALLOUT_ENTITY (ticket)->id, NULL);
  g_assert_cmpuint (ratings->len, ==, 2);
  g_assert_cmpint (CALLOUT_RATING (g_ptr_array_index (ratings, 0))->stars, ==, 4);
  g_assert_cmpint (CALLOUT_RATING (g_ptr_array_index (ratings, 1))->source, ==, CALLOUT_RATING_SOURCE_EMAIL);
  house_assert_sound (house);
}

static void
test_closed_at_once (void)
{
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (House) house = house_new ();
      g_autofree char *ref = NULL;
      g_autofree char *trail = NULL;

      furnish (house, i != 0);
      ref = open_ticket (house);
      if (i == 1)
        DO ("mona", "ticket.set-visibility", ref, "visibility=internal");
      do_it (house, ref, i == 2 ? "not-performed" : "completed");
      ASSERT_PROGRESS (ref, CLOSED);
      trail = trail_of (house, ref);
      g_assert_true (g_str_has_suffix (trail, "ticket.done ticket.close*"));
      assert_offers (house, ref, "ada:accepted ben:withdrawn");
      REFUSED ("mona", "ticket.rate", ref, "stars=5", WRONG_STATE);
      house_assert_sound (house);
    }
}

/* What is done and becomes internal has nobody to rate it. */
static void
test_internal_closes (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  do_it (house, ref, "completed");
  ASSERT_PROGRESS (ref, DONE);
  DO ("mona", "ticket.set-visibility", ref, "visibility=internal");
  ASSERT_PROGRESS (ref, CLOSED);
  REFUSED ("kim", "ticket.rate", ref, "stars=5", NOT_FOUND);
  house_assert_sound (house);
}

static void
test_customer (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutEntity) undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *ref = NULL;
  g_autofree char *other = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  other = open_ticket (house);
  DO ("kim", "ticket.cancel", other, "reason=works again");
  undone = callout_commands_undo (house->store, house_person (house, "kim"), CALLOUT_SOURCE_CTL, 0, NULL, &error);
  g_assert_null (undone);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_ALLOWED);
  DO ("kim", "update.post", ref, "text=It smells of smoke");
  REFUSED ("kim", "update.post", ref, "text=secret;visibility=internal", NOT_ALLOWED);
  REFUSED ("lea", "update.post", ref, "text=mine too", NOT_FOUND);
  DO ("ada", "offer.accept", ref, NULL);
  REFUSED ("kim", "ticket.cancel", ref, "reason=works again", NOT_ALLOWED); /* somebody is on it */
  REFUSED ("kim", "ticket.start", ref, NULL, NOT_ALLOWED);
  REFUSED ("kim", "ticket.reopen", ref, NULL, NOT_ALLOWED);
  DO ("ada", "ticket.done", ref, NULL);
  DO ("kim", "update.post", ref, "text=Thank you");
  DO ("kim", "ticket.rate", ref, "stars=5");
  /* From here on a customer only reads. */
  REFUSED ("kim", "update.post", ref, "text=One more thing", WRONG_STATE);
  REFUSED ("kim", "ticket.reopen", ref, NULL, NOT_ALLOWED);
  DO ("sven", "ticket.reopen", ref, NULL);
  DO ("kim", "update.post", ref, "text=One more thing");
  DO ("mona", "ticket.set-visibility", ref, "visibility=internal");
  REFUSED ("kim", "update.post", ref, "text=Hello?", NOT_FOUND);
  house_assert_sound (house);
}

static void
test_member_writes (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  REFUSED ("ada", "update.post", ref, "text=On my way", NOT_ALLOWED);
  DO ("cora", "update.post", ref, "text=Called the customer");
  DO ("ada", "offer.accept", ref, NULL);
  DO ("ada", "update.post", ref, "text=On my way");
  REFUSED ("ben", "update.post", ref, "text=Me too", NOT_ALLOWED);
  DO ("mona", "ticket.assign", ref, "person=ben");
  DO ("ben", "update.post", ref, "text=Me too");
  DO ("mona", "ticket.unassign", ref, "person=ben");
  REFUSED ("ben", "update.post", ref, "text=And again", NOT_FOUND);
}

static void
test_corrections (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutEntity) update = NULL;
  g_autofree char *ref = NULL;
  g_autoptr (GError) error = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  DO ("cora", "update.post", ref, "text=The fuse is blown;visibility=internal");
  DO ("cora", "update.post", ref, "text=It is the lamp;corrects=U-1");
  update = callout_store_get (house->store, CALLOUT_KIND_UPDATE, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpint (CALLOUT_UPDATE (update)->visibility, ==, CALLOUT_VISIBILITY_INTERNAL);
  g_object_unref (update);
  update = callout_store_get (house->store, CALLOUT_KIND_UPDATE, 1, &error);
  g_assert_cmpint (CALLOUT_UPDATE (update)->corrected_by, ==, 2);
  g_assert_cmpstr (CALLOUT_UPDATE (update)->text, ==, "The fuse is blown"); /* as it was */
  REFUSED ("cora", "update.post", ref, "text=x;corrects=U-1;visibility=public", INVALID);
  REFUSED ("dina", "update.post", ref, "text=x;corrects=U-1", NOT_ALLOWED);
  REFUSED ("cora", "update.post", ref, "text=x;corrects=U-9", NOT_FOUND);
  REFUSED ("kim", "update.post", ref, "text=x;corrects=U-1", NOT_FOUND); /* nor does Kim learn that there is one */
  REFUSED ("cora", "update.post", ref, NULL, INVALID);
  DO ("mona", "update.post", ref, "text=It is the lamp indeed;corrects=U-1");
}

static void
test_undo (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) undone = NULL;
  g_autofree char *ref = NULL;
  g_autofree char *order = NULL;

  furnish (house, TRUE);
  ref = open_ticket (house);
  DO ("ada", "offer.accept", ref, NULL);
  undone = callout_commands_undo (house->store, house_person (house, "ada"), CALLOUT_SOURCE_CTL, 0, NULL, &error);
  g_assert_no_error (error);
  ASSERT_PROGRESS (ref, OPEN);
  assert_offers (house, ref, "ada:offered ben:offered");
  assert_assignees (house, ref, "");
  g_clear_object (&undone);

  /* Started by hand, then gone on by a visit: the start can no longer be taken back. */
  DO ("ada", "offer.accept", ref, NULL);
  DO ("ada", "ticket.start", ref, NULL);
  order = new_order (house, ref);
  DO ("dina", "work-order.assign", order, "lead=ben");
  DO ("dina", "work-order.publish", order, NULL);
  DO ("ben", "work-order.accept", order, NULL);
  DO ("ben", "work-order.step", order, "step=travel");
  undone = callout_commands_undo (house->store, house_person (house, "ada"), CALLOUT_SOURCE_CTL, 0, NULL, &error);
  g_assert_null (undone);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  ASSERT_PROGRESS (ref, IN_PROGRESS);
  house_assert_sound (house);
}

/* Without a flow, too, whom it is for and which machine it is about are kept. */
static void
test_taken_down (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutEntity) equipment = NULL;
  g_autoptr (CalloutEntity) given = NULL;
  g_autofree char *machine = NULL;
  g_autofree char *args = NULL;
  CalloutTicket *ticket;

  furnish (house, TRUE);
  equipment = house_do (house, "root", "equipment.create", NULL, "name=Boiler;address=4 Mill Road;latitude=42.35;longitude=-71.06");
  machine = callout_entity_dup_ref (equipment);
  args = g_strdup_printf ("title=It is cold;contact=kim;equipment=%s", machine);
  given = house_do (house, "dina", "ticket.create", NULL, args);
  ticket = CALLOUT_TICKET (given);
  g_assert_cmpint (ticket->contact, ==, house_person (house, "kim"));
  g_assert_cmpint (ticket->equipment, ==, equipment->id);
  g_assert_cmpstr (ticket->address, ==, "4 Mill Road");
  g_assert_true (callout_ticket_has_location (ticket));
  REFUSED ("dina", "ticket.create", NULL, "title=It is cold;contact=ben", INVALID);
  house_assert_sound (house);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tickets/2.13-2.16-first-acceptance", test_offers);
  g_test_add_func ("/tickets/2.27-not-offered", test_not_offered);
  g_test_add_func ("/tickets/2.15-2.16-refuser-is-not-asked-again", test_refuser);
  g_test_add_func ("/tickets/2.15-work-order-refuser", test_work_order_refuser);
  g_test_add_func ("/tickets/2.20-accepted-after-cancellation", test_accept_after_cancel);
  g_test_add_func ("/tickets/2.16-only-the-first", test_only_the_first);
  g_test_add_func ("/tickets/2.13-2.28-2.30-assigned-by-others", test_assign);
  g_test_add_func ("/tickets/2.12-looked-after", test_grab);
  g_test_add_func ("/tickets/2.12-2.17-2.40-by-hand", test_by_hand);
  g_test_add_func ("/tickets/2.18-2.20-2.47-work-orders-in-the-way", test_work_orders_in_the_way);
  g_test_add_func ("/tickets/0.30-0.33-2.49-2.50-2.55-rating", test_rating);
  g_test_add_func ("/tickets/2.48-2.51-closed-at-once", test_closed_at_once);
  g_test_add_func ("/tickets/2.21-2.22-internal-closes", test_internal_closes);
  g_test_add_func ("/tickets/2.19-2.22-2.53-2.54-customer", test_customer);
  g_test_add_func ("/tickets/2.27-2.29-2.31-member-writes", test_member_writes);
  g_test_add_func ("/tickets/2.43-2.46-corrections", test_corrections);
  g_test_add_func ("/tickets/2.12-undo", test_undo);
  g_test_add_func ("/tickets/2.7-taken-down-by-an-employee", test_taken_down);
  return g_test_run ();
}
