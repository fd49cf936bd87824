/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Every door of the workspace, walked by those who must not learn of a thing: a
 * customer's contact, and a member who has nothing to do with it. Whatever they
 * must not read has the word “hush” in it, and is looked for in all they are
 * given: lists of every kind, counts, filters and orders, things by reference,
 * search, history, notifications, what commands give back.
 */
#include "callout-query-list.h"
#include "callout-test-house.h"
#include "callout-workspace.h"

#include <string.h>

#define DO(login, command, ref, args) g_object_unref (house_do (house, login, command, ref, args))

typedef struct {
  House            *house;
  CalloutWorkspace *workspace;
  char             *own;      /* Kim's ticket */
  char             *foreign;  /* Lea's */
  char             *internal; /* Kim's, but not for Kim any more */
  char             *order;    /* a visit of Kim's ticket */
} Scene;

static void
scene_set_up (Scene         *self,
              gconstpointer  data)
{
  House *house = self->house = house_new ();
  g_autoptr (CalloutEntity) order = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *args = NULL;

  DO ("root", "customer.create", NULL, "name=hush Corp");
  DO ("root", "person.create", NULL, "login=kim;name=Kim Customer;roles=code-user");
  DO ("root", "person.create", NULL, "login=lea;name=Lea hush;roles=code-user");
  house_new_flow (house, TRUE);
  self->own = house_new_case (house, "Lamp is out", "kim", CALLOUT_PROGRESS_CLOSED);
  self->foreign = house_new_case (house, "hush lamp", "lea", CALLOUT_PROGRESS_CLOSED);
  self->internal = house_new_case (house, "hush turned internal", "kim", CALLOUT_PROGRESS_CLOSED);
  for (guint i = 0; i < 3; i++)
    DO ("cora", "ticket.reopen", i == 0 ? self->own : i == 1 ? self->foreign : self->internal, "reason=hush reason");
  DO ("cora", "ticket.set-note", self->own, "note=hush note");
  DO ("cora", "ticket.edit", self->own, "vip=true;escalated=true");
  DO ("cora", "ticket.edit", self->foreign, "customer=C-1");
  DO ("cora", "update.post", self->own, "text=hush update;visibility=internal");
  DO ("cora", "update.post", self->own, "text=We are on it;visibility=public");
  DO ("cora", "update.post", self->internal, "text=hush public update;visibility=public");
  DO ("kim", "update.post", self->internal, "text=hush I wrote myself");
  DO ("ada", "offer.accept", self->own, NULL);
  DO ("ada", "offer.accept", self->internal, NULL);
  DO ("ben", "offer.decline", self->own, "reason=hush too far");
  DO ("mona", "message.post", self->own, "text=hush among ourselves, @cem;thread=workspace;file=aHVzaA== hush.txt");
  DO ("mona", "message.mark-read", self->own, "thread=workspace");
  DO ("mona", "message.post", self->internal, "text=hush public message");
  DO ("kim", "message.post", self->internal, "text=hush I wrote myself, too");
  DO ("mona", "snippet.save", NULL, "name=hush snippet;text=hush text");
  DO ("mona", "ticket.set-visibility", self->internal, "visibility=internal");
  args = g_strconcat ("ticket=", self->own, NULL);
  order = house_do (house, "dina", "work-order.create", NULL, args);
  self->order = callout_entity_dup_ref (order);
  DO ("dina", "work-order.assign", self->order, "lead=ada");
  self->workspace = callout_workspace_open_sync (house->uri, CALLOUT_STORE_OPEN, &error);
  g_assert_no_error (error);
}

static void
scene_tear_down (Scene         *self,
                 gconstpointer  data)
{
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->house, house_free);
  g_free (self->own);
  g_free (self->foreign);
  g_free (self->internal);
  g_free (self->order);
}

/* Every value of a row that is not a secret, as anybody prints it. */
static void
look_at (CalloutEntity *entity,
         const char    *door)
{
  guint n_fields;
  const CalloutField *fields = callout_kind_get_fields (callout_entity_get_kind (entity), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *value = (fields[i].flags & CALLOUT_FIELD_SECRET) == 0 ? callout_entity_dup_value (entity, &fields[i]) : NULL;

      if (value != NULL && strstr (value, "hush") != NULL)
        g_error ("%s leaks: %s %" G_GINT64_FORMAT ", %s: %s", door,
                 callout_enum_key (CALLOUT_TYPE_KIND, callout_entity_get_kind (entity)), entity->id, fields[i].name, value);
    }
}

static gint64
count (Scene        *self,
       gint64        person,
       CalloutQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = callout_workspace_list_sync (self->workspace, person, query, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    look_at (g_ptr_array_index (rows, i), "a list");
  return rows->len;
}

static void
walk_lists (Scene  *self,
            gint64  person)
{
  for (int kind = CALLOUT_KIND_NONE + 1; kind < CALLOUT_N_KINDS; kind++)
    {
      g_autoptr (CalloutQuery) query = callout_query_new (kind);
      guint n_fields;
      const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);

      count (self, person, query);
      /* Nor may a filter tell what is not shown. */
      for (guint i = 0; i < n_fields; i++)
        {
          g_autoptr (CalloutQuery) asking = callout_query_new (kind);
          const char *hush[] = { "hush", NULL };

          if (fields[i].type == CALLOUT_FIELD_TEXT && (fields[i].flags & CALLOUT_FIELD_SECRET) == 0
              && callout_query_add (asking, fields[i].name, CALLOUT_OP_CONTAINS, hush, NULL))
            g_assert_cmpint (count (self, person, asking), ==, 0);
        }
    }
}

/* Words are looked up at once, and the rows read when they are asked for. */
static void
walk_pages (Scene  *self,
            gint64  person)
{
  g_autoptr (CalloutQueryList) list = callout_query_list_new (self->workspace, person);
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);

  callout_query_set_words (query, "lamp");
  callout_query_list_set_query (list, query);
  while (callout_query_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (CalloutRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

      while (callout_row_get_entity (row) == NULL)
        g_main_context_iteration (NULL, TRUE);
      look_at (callout_row_get_entity (row), "a page");
    }
}

static void
assert_not_there (Scene       *self,
                  gint64       person,
                  CalloutKind  kind,
                  const char  *ref)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) entity = callout_workspace_get_sync (self->workspace, person, kind, ref, &error);
  g_autoptr (CalloutEntity) whole = callout_workspace_get_sync (self->workspace, 0, kind, ref, NULL);
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GPtrArray) hits = NULL;

  g_test_message ("%s", ref);
  g_assert_nonnull (whole);
  g_assert_null (entity);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
  g_assert_null (strstr (error->message, "hush"));
  g_clear_error (&error);
  history = callout_workspace_history_sync (self->workspace, person, kind, whole->id, &error);
  g_assert_null (history);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  offers = callout_workspace_offer_sync (self->workspace, person, kind, whole->id, &error);
  g_assert_null (offers);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  hits = callout_workspace_search_sync (self->workspace, person, ref, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 0);
}

static void
walk_search (Scene  *self,
             gint64  person)
{
  static const char *const words[] = { "hush", "hush lamp", "hush update", "Corp", "too far" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) hits = callout_workspace_search_sync (self->workspace, person, words[i], 10, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (hits->len, ==, 0);
    }
}

static void
assert_refused (Scene      *self,
                gint64      person,
                const char *command,
                const char *ref)
{
  g_autoptr (CalloutArgs) args = callout_args_new_with ("text", "x", NULL);
  g_autoptr (CalloutRequest) request = callout_request_new (person, CALLOUT_SOURCE_PORTAL, command, ref, args);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) result = callout_workspace_run_sync (self->workspace, request, NULL, &error);

  g_assert_null (result);
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
}

static void
test_customer (Scene         *self,
               gconstpointer  data)
{
  gint64 kim = house_person (self->house, "kim");
  g_autoptr (CalloutArgs) args = callout_args_new_with ("text", "Hello", NULL);
  g_autoptr (CalloutRequest) request = callout_request_new (kim, CALLOUT_SOURCE_PORTAL, "update.post", self->own, args);
  g_autoptr (CalloutQuery) tickets = callout_query_new (CALLOUT_KIND_TICKET);
  g_autoptr (CalloutQuery) updates = callout_query_new (CALLOUT_KIND_UPDATE);
  g_autoptr (CalloutEntity) own = NULL;
  g_autoptr (CalloutEntity) result = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  walk_pages (self, kim);
  walk_lists (self, kim);
  walk_search (self, kim);
  g_assert_cmpint (count (self, kim, tickets), ==, 1);
  g_assert_cmpint (count (self, kim, updates), ==, 1);
  assert_not_there (self, kim, CALLOUT_KIND_TICKET, self->foreign);
  assert_not_there (self, kim, CALLOUT_KIND_TICKET, self->internal);
  assert_not_there (self, kim, CALLOUT_KIND_WORK_ORDER, self->order);
  assert_not_there (self, kim, CALLOUT_KIND_PERSON, "ada");
  assert_not_there (self, kim, CALLOUT_KIND_PERSON, "lea");
  assert_not_there (self, kim, CALLOUT_KIND_CUSTOMER, "C-1");
  assert_not_there (self, kim, CALLOUT_KIND_UPDATE, "U-1");
  assert_refused (self, kim, "update.post", self->foreign);
  assert_refused (self, kim, "update.post", self->internal);

  own = callout_workspace_get_sync (self->workspace, kim, CALLOUT_KIND_TICKET, self->own, &error);
  g_assert_no_error (error);
  look_at (own, "a reference");
  g_assert_false (CALLOUT_TICKET (own)->vip);
  g_assert_false (CALLOUT_TICKET (own)->escalated);
  g_assert_null (CALLOUT_TICKET (own)->assignees);
  hits = callout_workspace_search_sync (self->workspace, kim, "lamp", 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 1);
  look_at (((CalloutHit *) g_ptr_array_index (hits, 0))->entity, "search");
  result = callout_workspace_run_sync (self->workspace, request, NULL, &error);
  g_assert_no_error (error);
  look_at (result, "what a command gives back");
  history = callout_workspace_history_sync (self->workspace, kim, CALLOUT_KIND_TICKET, own->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, >, 0);
  for (guint i = 0; i < history->len; i++)
    {
      CalloutHistoryEntry *entry = g_ptr_array_index (history, i);

      g_assert_cmpint (entry->event->actor, ==, kim);
      g_assert_null (strstr (entry->sentence, "hush"));
    }
}

static void
test_member (Scene         *self,
             gconstpointer  data)
{
  gint64 cem = house_person (self->house, "cem");
  static const CalloutKind kinds[] = {
    CALLOUT_KIND_TICKET, CALLOUT_KIND_WORK_ORDER, CALLOUT_KIND_UPDATE, CALLOUT_KIND_OFFER, CALLOUT_KIND_TICKET_ASSIGNEE,
    CALLOUT_KIND_RATING, CALLOUT_KIND_NOTIFICATION, CALLOUT_KIND_CUSTOMER, CALLOUT_KIND_ANSWER, CALLOUT_KIND_FILE,
    CALLOUT_KIND_OUTBOX, CALLOUT_KIND_ASSIGNMENT, CALLOUT_KIND_STEP_EVENT,
  };

  walk_lists (self, cem);
  walk_search (self, cem);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (CalloutQuery) query = callout_query_new (kinds[i]);

      g_assert_cmpint (count (self, cem, query), ==, 0); /* not even by a number */
    }
  assert_not_there (self, cem, CALLOUT_KIND_TICKET, self->own);
  assert_not_there (self, cem, CALLOUT_KIND_TICKET, self->foreign);
  assert_not_there (self, cem, CALLOUT_KIND_WORK_ORDER, self->order);
  assert_refused (self, cem, "update.post", self->own);
}

/* Who declined an offer is out of it again. */
static void
test_refuser (Scene         *self,
              gconstpointer  data)
{
  gint64 ben = house_person (self->house, "ben");

  assert_not_there (self, ben, CALLOUT_KIND_TICKET, self->own);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sight/2.21-2.22-2.46-customer", Scene, NULL, scene_set_up, test_customer, scene_tear_down);
  g_test_add ("/sight/2.27-member-not-involved", Scene, NULL, scene_set_up, test_member, scene_tear_down);
  g_test_add ("/sight/2.27-who-declined", Scene, NULL, scene_set_up, test_refuser, scene_tear_down);
  return g_test_run ();
}
