/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Who is told of what, how, and who is not.
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
  DO ("root", "person.edit", "ben", "email=ben@example.org");
  house_new_flow (house, TRUE);
}

static char *
open_ticket (House *house)
{
  char *ref = house_new_case (house, "Lamp is out", "kim", CALLOUT_PROGRESS_CLOSED);

  DO ("cora", "ticket.reopen", ref, NULL);
  return ref;
}

/* `topic:command …` of what a person has not read, newest last. */
static char *
unread_of (House      *house,
           const char *login)
{
  g_autoptr (GPtrArray) rows = callout_store_children (house->store, CALLOUT_KIND_NOTIFICATION, "person",
                                                       house_person (house, login), NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      CalloutNotification *row = g_ptr_array_index (rows, i);

      if (row->read_at == 0)
        g_string_append_printf (text, "%s%s:%s", text->len > 0 ? " " : "", callout_enum_key (CALLOUT_TYPE_TOPIC, row->topic),
                                row->command);
    }
  return g_string_free (text, FALSE);
}

static void
assert_unread (House      *house,
               const char *login,
               const char *expected)
{
  g_autofree char *unread = unread_of (house, login);

  g_test_message ("%s: %s", login, unread);
  g_assert_cmpstr (unread, ==, expected);
}

static void
later (guint minutes)
{
  callout_clock_set (callout_clock_now () + minutes * CALLOUT_MINUTE);
}

static void
test_who_is_told (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house);
  ref = open_ticket (house);
  assert_unread (house, "ada", "offer:ticket.offer");
  assert_unread (house, "ben", "offer:ticket.offer");
  assert_unread (house, "cem", ""); /* knows nothing of lamps, and sees nothing of it */
  assert_unread (house, "cora", ""); /* did it */
  assert_unread (house, "kim", "status:ticket.reopen");

  later (30);
  DO ("mona", "ticket.assign", ref, "person=zoe");
  assert_unread (house, "zoe", "assignment:ticket.assign status:ticket.assign");
  assert_unread (house, "mona", "");
  later (30);
  DO ("zoe", "ticket.done", ref, NULL);
  DO ("kim", "ticket.rate", ref, "stars=5");
  assert_unread (house, "zoe", "assignment:ticket.assign status:ticket.assign rating:ticket.rate status:ticket.close");
  later (30);
  DO ("mona", "ticket.reopen", ref, NULL);
  later (30);
  DO ("mona", "ticket.unassign", ref, "person=zoe"); /* the last they hear of it */
  assert_unread (house, "zoe", "assignment:ticket.assign status:ticket.assign rating:ticket.rate status:ticket.close"
                               " status:ticket.reopen assignment:ticket.unassign");
  callout_clock_set (0);
}

static void
test_updates (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *ref = NULL;

  furnish (house);
  ref = open_ticket (house);
  DO ("ada", "offer.accept", ref, NULL);
  later (30);
  DO ("ada", "notification.read", NULL, NULL);
  DO ("kim", "notification.read", NULL, NULL);
  /* An internal one is told to nobody outside, nor to whoever was only asked. */
  DO ("mona", "update.post", ref, "text=Mind the dog;visibility=internal");
  assert_unread (house, "ada", "update:update.post");
  assert_unread (house, "kim", "");
  DO ("ada", "update.post", ref, "text=On my way;visibility=public");
  assert_unread (house, "kim", "update:update.post");
  assert_unread (house, "ben", "offer:ticket.offer");
  /* What becomes internal is out of the customer's inbox, too. */
  DO ("mona", "ticket.set-visibility", ref, "visibility=internal");
  DO ("mona", "update.post", ref, "text=Public some day;visibility=public");
  {
    g_autoptr (CalloutEntity) kim = callout_store_resolve (house->store, CALLOUT_KIND_PERSON, "kim", NULL);
    CalloutSight sight = callout_commands_sight (CALLOUT_PERSON (kim));
    g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_NOTIFICATION);

    g_assert_cmpint (callout_store_count (house->store, query, &sight, NULL), ==, 0);
  }
  callout_clock_set (0);
}

static void
test_bursts (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (GPtrArray) letters = NULL;
  g_autofree char *ref = NULL;

  furnish (house);
  DO ("ben", "notification.set", NULL, "topic=update;email=true");
  ref = open_ticket (house);
  DO ("ada", "offer.accept", ref, NULL);
  DO ("ben", "offer.accept", ref, NULL);
  DO ("ben", "notification.read", NULL, NULL);
  for (guint i = 0; i < 5; i++)
    {
      later (1);
      DO ("ada", "update.post", ref, "text=One more thing");
    }
  /* Five in five minutes are told once, in the inbox and by e-mail. */
  assert_unread (house, "ben", "update:update.post");
  letters = callout_store_children (house->store, CALLOUT_KIND_OUTBOX, "person", house_person (house, "ben"), NULL);
  g_assert_cmpuint (letters->len, ==, 1);
  g_assert_cmpstr (CALLOUT_OUTBOX (g_ptr_array_index (letters, 0))->address, ==, "ben@example.org");
  g_assert_nonnull (strstr (CALLOUT_OUTBOX (g_ptr_array_index (letters, 0))->body, "Ada Engineer wrote an update on T-"));
  g_assert_nonnull (strstr (CALLOUT_OUTBOX (g_ptr_array_index (letters, 0))->subject, "Lamp is out"));
  /* What comes later, or after it was read, is told anew. */
  later (11);
  DO ("ada", "update.post", ref, "text=And another");
  assert_unread (house, "ben", "update:update.post update:update.post");
  DO ("ben", "notification.read", NULL, NULL);
  later (1);
  DO ("ada", "update.post", ref, "text=The last");
  assert_unread (house, "ben", "update:update.post");
  callout_clock_set (0);
}

static void
test_preferences (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutEntity) undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *ref = NULL;

  furnish (house);
  DO ("ada", "notification.set", NULL, "topic=offer;inbox=false;desktop=false");
  ref = open_ticket (house);
  assert_unread (house, "ada", "");
  assert_unread (house, "ben", "offer:ticket.offer");
  REFUSED ("mona", "notification.set", NULL, "topic=offer;inbox=true;house=true", NOT_ALLOWED);
  REFUSED ("ada", "notification.set", NULL, "topic=offer;locked=true", INVALID);
  DO ("root", "notification.set", NULL, "topic=offer;inbox=true;house=true;locked=true");
  REFUSED ("ada", "notification.set", NULL, "topic=offer;inbox=false", NOT_ALLOWED);
  DO ("mona", "ticket.cancel", ref, "reason=over");
  g_free (ref);
  ref = open_ticket (house);
  assert_unread (house, "ada", "offer:ticket.offer"); /* whatever Ada chose */
  undone = callout_commands_undo (house->store, house_person (house, "root"), CALLOUT_SOURCE_CTL, 0, NULL, &error);
  g_assert_no_error (error);
  DO ("ada", "notification.set", NULL, "topic=offer;inbox=false");
  REFUSED ("ada", "notification.read", NULL, "notification=N-999", NOT_FOUND);
  REFUSED ("ada", "notification.read", NULL, "notification=N-1", NOT_FOUND); /* somebody else's */
  DO ("ada", "settings.set", NULL, "key=notify.quiet-hours;value=22:00-06:30;person=ada");
  REFUSED ("ada", "settings.set", NULL, "key=notify.quiet-hours;value=at night;person=ada", INVALID);
  REFUSED ("ada", "settings.set", NULL, "key=notify.quiet-hours;value=22:00-06:30;person=ben", NOT_ALLOWED);
  house_assert_sound (house);
  callout_clock_set (0);
}

/* What was sent is not taken back with what it told of. */
static void
test_undo (void)
{
  g_autoptr (House) house = house_new ();
  g_autoptr (CalloutEntity) undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *ref = NULL;

  furnish (house);
  ref = open_ticket (house);
  DO ("ada", "offer.accept", ref, NULL);
  DO ("kim", "notification.read", NULL, NULL);
  undone = callout_commands_undo (house->store, house_person (house, "ada"), CALLOUT_SOURCE_CTL, 0, NULL, &error);
  g_assert_no_error (error);
  house_assert_sound (house);
  callout_clock_set (0);
}

static void
test_work_orders (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *order = NULL;

  furnish (house);
  order = house_new_order (house);
  DO ("otto", "work-order.assign", order, "lead=ada;collaborator=ben");
  assert_unread (house, "ada", ""); /* it is not on the device yet */
  DO ("otto", "work-order.publish", order, NULL);
  assert_unread (house, "ada", "assignment:work-order.publish");
  later (30);
  DO ("dina", "work-order.reallocate", order, "lead=ada;collaborator=cem");
  assert_unread (house, "ben", "assignment:work-order.publish assignment:work-order.reallocate");
  later (30);
  DO ("ada", "work-order.reject", order, "reason=ill");
  assert_unread (house, "otto", "return:work-order.reject");
  callout_clock_set (0);
}

static void
test_quiet_hours (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GDateTime) night = g_date_time_new (zone, 2015, 3, 8, 23, 30, 0);
  g_autoptr (GDateTime) morning = g_date_time_new (zone, 2015, 3, 8, 6, 30, 0);

#define AT(time) (g_date_time_to_unix (time) * G_USEC_PER_SEC)
  g_assert_true (callout_quiet_hours_contain ("22:00-06:30", zone, AT (night)));
  g_assert_false (callout_quiet_hours_contain ("22:00-06:30", zone, AT (morning)));
  g_assert_true (callout_quiet_hours_contain ("06:00-07:00", zone, AT (morning)));
  g_assert_false (callout_quiet_hours_contain ("", zone, AT (night)));
  g_assert_false (callout_quiet_hours_contain (NULL, zone, AT (night)));
  g_assert_false (callout_quiet_hours_check ("25:00-06:00", NULL));
  g_assert_false (callout_quiet_hours_check ("22:00-22:00", NULL));
  g_assert_false (callout_quiet_hours_check ("22:00", NULL));
  g_assert_true (callout_quiet_hours_check ("", NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notify/2.5-2.13-2.23-who-is-told", test_who_is_told);
  g_test_add_func ("/notify/2.22-2.46-updates", test_updates);
  g_test_add_func ("/notify/2.23-bursts", test_bursts);
  g_test_add_func ("/notify/2.23-2.24-preferences", test_preferences);
  g_test_add_func ("/notify/2.24-quiet-hours", test_quiet_hours);
  g_test_add_func ("/notify/undo", test_undo);
  g_test_add_func ("/notify/work-orders", test_work_orders);
  return g_test_run ();
}
