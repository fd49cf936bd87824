/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-test-store.h"

#include <math.h>
#include <string.h>

#define ID(entity) g_strdup_printf ("%" G_GINT64_FORMAT, (entity)->id)

/* Something each kind of row can hang on. */
typedef struct {
  char *person;
  char *group;
  char *customer;
  char *ticket;
  char *workflow;
  char *status;
  char *work_order;
  char *flow;
  char *equipment;
  char *update;
  char *event;
  char *message;
  char *file;
  char *element;
} Pegs;

static void
pegs_init (Pegs         *self,
           CalloutStore *store)
{
  g_autoptr (CalloutEntity) person = insert_row (store, CALLOUT_KIND_PERSON, "login", "peg", "name", "Peg", NULL);
  g_autoptr (CalloutEntity) group = insert_row (store, CALLOUT_KIND_GROUP, "key", "peg", "name", "Peg", NULL);
  g_autoptr (CalloutEntity) customer = insert_row (store, CALLOUT_KIND_CUSTOMER, "name", "Peg", NULL);
  g_autoptr (CalloutEntity) ticket = insert_row (store, CALLOUT_KIND_TICKET, "title", "Peg", NULL);
  g_autoptr (CalloutEntity) workflow = insert_row (store, CALLOUT_KIND_WORKFLOW, "number", "1000", NULL);
  g_autoptr (CalloutEntity) status = insert_row (store, CALLOUT_KIND_STATUS, "key", "peg", NULL);
  g_autoptr (CalloutEntity) order = NULL;

  self->workflow = ID (workflow);
  self->status = ID (status);
  self->person = ID (person);
  self->group = ID (group);
  self->customer = ID (customer);
  self->ticket = ID (ticket);
  order = insert_row (store, CALLOUT_KIND_WORK_ORDER, "ticket", self->ticket, "workflow", self->workflow, NULL);
  self->work_order = ID (order);
  {
    g_autoptr (CalloutEntity) flow
      = insert_row (store, CALLOUT_KIND_FLOW, "key", "peg", "number", "1", "state", "published", "name", "Peg", "plan", "{}", NULL);
    g_autoptr (CalloutEntity) equipment = insert_row (store, CALLOUT_KIND_EQUIPMENT, "name", "Peg", "code", "peg", NULL);
    g_autoptr (CalloutEntity) update = insert_row (store, CALLOUT_KIND_UPDATE, "ticket", self->ticket, "text", "Peg", NULL);
    g_autoptr (CalloutEntity) message = insert_row (store, CALLOUT_KIND_MESSAGE, "ticket", self->ticket, "text", "Peg", NULL);
    g_autoptr (CalloutEntity) file = insert_row (store, CALLOUT_KIND_FILE, "ticket", self->ticket, "name", "peg", "media_type", "text/plain",
                                                 "sha256", "peg", NULL);
    g_autoptr (CalloutEntity) element = insert_row (store, CALLOUT_KIND_ASSISTANT_ELEMENT, "key", "peg", "title", "Peg", NULL);

    self->flow = ID (flow);
    self->equipment = ID (equipment);
    self->update = ID (update);
    self->message = ID (message);
    self->file = ID (file);
    self->element = ID (element);
    self->event = g_strdup_printf ("%" G_GINT64_FORMAT, callout_store_last_event (store, NULL));
  }
}

static void
pegs_clear (Pegs *self)
{
  g_free (self->person);
  g_free (self->group);
  g_free (self->customer);
  g_free (self->ticket);
  g_free (self->workflow);
  g_free (self->status);
  g_free (self->work_order);
  g_free (self->flow);
  g_free (self->equipment);
  g_free (self->update);
  g_free (self->event);
  g_free (self->message);
  g_free (self->file);
  g_free (self->element);
}

static const char *
peg_for (Pegs        *self,
         CalloutKind  kind)
{
  switch (kind)
    {
    case CALLOUT_KIND_PERSON:
      return self->person;
    case CALLOUT_KIND_GROUP:
      return self->group;
    case CALLOUT_KIND_CUSTOMER:
      return self->customer;
    case CALLOUT_KIND_TICKET:
      return self->ticket;
    case CALLOUT_KIND_WORK_ORDER:
      return self->work_order;
    case CALLOUT_KIND_WORKFLOW:
      return self->workflow;
    case CALLOUT_KIND_STATUS:
      return self->status;
    case CALLOUT_KIND_FLOW:
      return self->flow;
    case CALLOUT_KIND_EQUIPMENT:
      return self->equipment;
    case CALLOUT_KIND_UPDATE:
      return self->update;
    case CALLOUT_KIND_EVENT:
      return self->event;
    case CALLOUT_KIND_MESSAGE:
      return self->message;
    case CALLOUT_KIND_FILE:
      return self->file;
    case CALLOUT_KIND_ASSISTANT_ELEMENT:
      return self->element;
    case CALLOUT_KIND_NONE:
    case CALLOUT_KIND_MEMBERSHIP:
    case CALLOUT_KIND_ASSIGNMENT:
    case CALLOUT_KIND_STEP_EVENT:
    case CALLOUT_KIND_STEP:
    case CALLOUT_KIND_SETTING:
    case CALLOUT_KIND_STATUS_LABEL:
    case CALLOUT_KIND_ICON:
    case CALLOUT_KIND_ANSWER:
    case CALLOUT_KIND_OFFER:
    case CALLOUT_KIND_TICKET_ASSIGNEE:
    case CALLOUT_KIND_RATING:
    case CALLOUT_KIND_NOTIFICATION:
    case CALLOUT_KIND_NOTIFICATION_PREF:
    case CALLOUT_KIND_OUTBOX:
    case CALLOUT_KIND_SAVED_FILTER:
    case CALLOUT_KIND_READ_MARK:
    case CALLOUT_KIND_CONVERSATION:
    case CALLOUT_KIND_SNIPPET:
    case CALLOUT_KIND_PICTURE:
    case CALLOUT_N_KINDS:
    default:
      g_assert_not_reached ();
    }
}

static const CalloutKind kinds[] = {
  CALLOUT_KIND_PERSON, CALLOUT_KIND_GROUP, CALLOUT_KIND_MEMBERSHIP, CALLOUT_KIND_CUSTOMER, CALLOUT_KIND_TICKET,
  CALLOUT_KIND_WORK_ORDER, CALLOUT_KIND_ASSIGNMENT, CALLOUT_KIND_STEP_EVENT, CALLOUT_KIND_STEP, CALLOUT_KIND_SETTING,
  CALLOUT_KIND_WORKFLOW, CALLOUT_KIND_STATUS, CALLOUT_KIND_STATUS_LABEL, CALLOUT_KIND_ICON,
  CALLOUT_KIND_FLOW, CALLOUT_KIND_ANSWER, CALLOUT_KIND_OFFER, CALLOUT_KIND_TICKET_ASSIGNEE, CALLOUT_KIND_UPDATE, CALLOUT_KIND_FILE,
  CALLOUT_KIND_RATING, CALLOUT_KIND_EQUIPMENT, CALLOUT_KIND_NOTIFICATION, CALLOUT_KIND_NOTIFICATION_PREF, CALLOUT_KIND_OUTBOX,
  CALLOUT_KIND_SAVED_FILTER, CALLOUT_KIND_MESSAGE, CALLOUT_KIND_READ_MARK, CALLOUT_KIND_SNIPPET, CALLOUT_KIND_ASSISTANT_ELEMENT,
  CALLOUT_KIND_PICTURE,
};

static gboolean
is_stored (const CalloutField *field)
{
  return (field->flags & CALLOUT_FIELD_DERIVED) == 0;
}

/* Every field with a value that is easy to lose: quotes, line ends, letters
 * beyond ASCII, the last bit of a number. */
static void
fill (CalloutEntity *entity,
      Pegs          *pegs,
      guint          round)
{
  guint n_fields;
  const CalloutField *fields = callout_kind_get_fields (callout_entity_get_kind (entity), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      const CalloutField *field = &fields[i];

      if (!is_stored (field))
        continue;
      switch (field->type)
        {
        case CALLOUT_FIELD_TEXT:
          CALLOUT_ENTITY_FIELD (entity, field, char *)
            = g_strdup_printf ("%s %u 'quoted' \"twice\" %%s $1 ; -- \\ \n\t Straße 路 e\xcc\x81 \xf0\x9f\x92\xa1", field->name, round);
          break;
        case CALLOUT_FIELD_KEYS:
          CALLOUT_ENTITY_FIELD (entity, field, char *) = g_strdup ("ladder lamp");
          break;
        case CALLOUT_FIELD_INTEGER:
          CALLOUT_ENTITY_FIELD (entity, field, gint64) = round % 2 == 0 ? G_MAXINT64 : G_MININT64;
          break;
        case CALLOUT_FIELD_TIME:
          CALLOUT_ENTITY_FIELD (entity, field, gint64) = round % 2 == 0 ? -1 : G_GINT64_CONSTANT (1772980200000001);
          break;
        case CALLOUT_FIELD_REF:
          CALLOUT_ENTITY_FIELD (entity, field, gint64) = g_ascii_strtoll (peg_for (pegs, field->kind), NULL, 10);
          break;
        case CALLOUT_FIELD_BOOLEAN:
          CALLOUT_ENTITY_FIELD (entity, field, gboolean) = round % 2 == 0;
          break;
        case CALLOUT_FIELD_REAL:
          CALLOUT_ENTITY_FIELD (entity, field, double)
            = round == 0 ? 0.0 : round == 1 ? -71.05701980000001 : nextafter (90, 0);
          break;
        case CALLOUT_FIELD_ENUM:
          {
            GEnumClass *klass = g_type_class_ref (field->enum_type ());

            CALLOUT_ENTITY_FIELD (entity, field, int) = klass->values[round % klass->n_values].value;
            g_type_class_unref (klass);
          }
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

/* What the tables themselves insist on. */
static void
keep_to_rules (CalloutEntity *entity)
{
  if (CALLOUT_IS_RATING (entity))
    CALLOUT_RATING (entity)->stars = 1 + CALLOUT_RATING (entity)->source;
  if (CALLOUT_IS_NOTIFICATION_PREF (entity) && CALLOUT_NOTIFICATION_PREF (entity)->locked)
    CALLOUT_NOTIFICATION_PREF (entity)->person = 0;
  if (CALLOUT_IS_MESSAGE (entity) && CALLOUT_MESSAGE (entity)->kind != CALLOUT_MESSAGE_KIND_SYSTEM)
    CALLOUT_MESSAGE (entity)->event = 0;
}

static void
assert_equal_rows (CalloutEntity *a,
                   CalloutEntity *b)
{
  guint n_fields;
  const CalloutField *fields = callout_kind_get_fields (callout_entity_get_kind (a), &n_fields);

  g_assert_cmpint (a->id, ==, b->id);
  g_assert_cmpint (a->version, ==, b->version);
  g_assert_cmpint (a->created_at, ==, b->created_at);
  g_assert_cmpint (a->updated_at, ==, b->updated_at);
  for (guint i = 0; i < n_fields; i++)
    if (is_stored (&fields[i]))
      {
        g_autofree char *x = callout_entity_dup_value (a, &fields[i]);
        g_autofree char *y = callout_entity_dup_value (b, &fields[i]);

        g_test_message ("%s", fields[i].name);
        g_assert_cmpstr (x, ==, y);
        g_assert_true (callout_entity_field_equal (a, b, &fields[i]));
      }
}

static void
test_every_field (Fixture *fixture)
{
  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
      {
        g_autoptr (CalloutEntity) entity = callout_entity_new_for_kind (kinds[i]);
        g_autoptr (CalloutEntity) back = NULL;
        g_autoptr (GError) error = NULL;
        Pegs pegs;

        /* Nothing of it is kept, so that every kind finds its pegs free. */
        write_begin (fixture->store, "test.fill");
        pegs_init (&pegs, fixture->store);
        fill (entity, &pegs, round);
        if (kinds[i] == CALLOUT_KIND_WORKFLOW) /* the one draft there may be is a peg */
          CALLOUT_WORKFLOW (entity)->state = CALLOUT_WORKFLOW_STATE_PUBLISHED;
        keep_to_rules (entity);
        g_test_message ("%s, round %u", callout_enum_key (CALLOUT_TYPE_KIND, kinds[i]), round);
        callout_store_insert (fixture->store, entity, &error);
        g_assert_no_error (error);
        g_assert_cmpint (entity->id, >, 0);
        g_assert_cmpint (entity->version, ==, 1);
        back = callout_store_get (fixture->store, kinds[i], entity->id, &error);
        g_assert_no_error (error);
        assert_equal_rows (entity, back);
        callout_store_rollback (fixture->store);
        pegs_clear (&pegs);
      }
}

/* What is not given is absent, and absent it comes back: no 0°, no 1970, no "". */
static void
test_absent (Fixture *fixture)
{
  static const struct {
    CalloutKind kind;
    const char *given[4];
  } least[] = {
    { CALLOUT_KIND_PERSON, { "login", "name" } },
    { CALLOUT_KIND_GROUP, { "key", "name" } },
    { CALLOUT_KIND_MEMBERSHIP, { "group", "person" } },
    { CALLOUT_KIND_CUSTOMER, { "name" } },
    { CALLOUT_KIND_TICKET, { "title" } },
    { CALLOUT_KIND_WORK_ORDER, { "ticket", "workflow" } },
    { CALLOUT_KIND_ASSIGNMENT, { "work_order", "person" } },
    { CALLOUT_KIND_STEP_EVENT, { "work_order", "person", "at" } },
    { CALLOUT_KIND_STEP, { "workflow", "key", "label" } },
    { CALLOUT_KIND_SETTING, { "key" } },
    { CALLOUT_KIND_WORKFLOW, { "state" } },
    { CALLOUT_KIND_STATUS, { "key" } },
    { CALLOUT_KIND_STATUS_LABEL, { "status", "language" } },
    { CALLOUT_KIND_ICON, { "key", "media_type", "data" } },
    { CALLOUT_KIND_FLOW, { "key", "name", "plan" } },
    { CALLOUT_KIND_ANSWER, { "ticket", "question" } },
    { CALLOUT_KIND_OFFER, { "ticket", "person" } },
    { CALLOUT_KIND_TICKET_ASSIGNEE, { "ticket", "person" } },
    { CALLOUT_KIND_UPDATE, { "ticket" } },
    { CALLOUT_KIND_FILE, { "name", "media_type", "sha256", "ticket" } },
    { CALLOUT_KIND_RATING, { "ticket", "stars" } },
    { CALLOUT_KIND_EQUIPMENT, { "name", "code" } },
    { CALLOUT_KIND_NOTIFICATION, { "person" } },
    { CALLOUT_KIND_NOTIFICATION_PREF, { "topic" } },
    { CALLOUT_KIND_OUTBOX, { "address" } },
    { CALLOUT_KIND_SAVED_FILTER, { "person", "view", "name" } },
    { CALLOUT_KIND_MESSAGE, { "ticket" } },
    { CALLOUT_KIND_READ_MARK, { "person", "ticket" } },
    { CALLOUT_KIND_SNIPPET, { "name", "text" } },
    { CALLOUT_KIND_ASSISTANT_ELEMENT, { "key", "title" } },
    { CALLOUT_KIND_PICTURE, { "key", "media_type", "data" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (least); i++)
    {
      g_autoptr (CalloutEntity) full = callout_entity_new_for_kind (least[i].kind);
      g_autoptr (CalloutEntity) entity = callout_entity_new_for_kind (least[i].kind);
      g_autoptr (CalloutEntity) back = NULL;
      g_autoptr (GError) error = NULL;
      Pegs pegs;

      write_begin (fixture->store, "test.fill");
      pegs_init (&pegs, fixture->store);
      fill (full, &pegs, 1);
      keep_to_rules (full);
      for (guint j = 0; j < 4 && least[i].given[j] != NULL; j++)
        {
          const CalloutField *field = callout_kind_find_field (least[i].kind, least[i].given[j]);
          g_autofree char *value = callout_entity_dup_value (full, field);

          callout_entity_take_value (entity, field, value);
        }
      if (least[i].kind == CALLOUT_KIND_STEP_EVENT)
        CALLOUT_STEP_EVENT (entity)->step = g_strdup ("travel");
      g_test_message ("%s", callout_enum_key (CALLOUT_TYPE_KIND, least[i].kind));
      callout_store_insert (fixture->store, entity, &error);
      g_assert_no_error (error);
      back = callout_store_get (fixture->store, least[i].kind, entity->id, &error);
      g_assert_no_error (error);
      assert_equal_rows (entity, back);
      callout_store_rollback (fixture->store);
      pegs_clear (&pegs);
    }
}

/* From a value to none and back, field by field. */
static void
test_clear_and_set (Fixture *fixture)
{
  g_autoptr (CalloutEntity) ticket = NULL;
  guint n_fields;
  const CalloutField *fields = callout_kind_get_fields (CALLOUT_KIND_CUSTOMER, &n_fields);

  write_begin (fixture->store, "test.make");
  ticket = insert_row (fixture->store, CALLOUT_KIND_CUSTOMER, "name", "Public Works", "latitude", "0", "longitude", "0", NULL);
  write_end (fixture->store);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autoptr (CalloutEntity) back = NULL;

      if (g_str_equal (fields[i].name, "name") || fields[i].type == CALLOUT_FIELD_REAL)
        continue;
      write_begin (fixture->store, "test.set");
      change_row (fixture->store, ticket, fields[i].name, "something");
      write_end (fixture->store);
      write_begin (fixture->store, "test.clear");
      change_row (fixture->store, ticket, fields[i].name, NULL);
      write_end (fixture->store);
      back = callout_store_get (fixture->store, CALLOUT_KIND_CUSTOMER, ticket->id, NULL);
      g_assert_true (callout_entity_is_absent (back, &fields[i]));
      assert_equal_rows (ticket, back);
    }
  g_assert_cmpfloat (CALLOUT_CUSTOMER (ticket)->latitude, ==, 0);
}

static CalloutEntity *
make_ticket (Fixture    *fixture,
             const char *title)
{
  CalloutEntity *ticket;

  write_begin (fixture->store, "ticket.create");
  ticket = insert_row (fixture->store, CALLOUT_KIND_TICKET, "title", title, NULL);
  write_end (fixture->store);
  return ticket;
}

static void
test_versions (Fixture *fixture)
{
  g_autoptr (CalloutEntity) mine = make_ticket (fixture, "Lamp");
  g_autoptr (CalloutEntity) theirs = callout_store_get (fixture->store, CALLOUT_KIND_TICKET, mine->id, NULL);
  g_autoptr (CalloutEntity) back = NULL;
  g_autoptr (GError) error = NULL;

  callout_clock_set (callout_clock_now () + CALLOUT_HOUR);
  write_begin (fixture->store, "ticket.edit");
  change_row (fixture->store, theirs, "note", "theirs");
  write_end (fixture->store);
  g_assert_cmpint (theirs->version, ==, 2);
  g_assert_cmpint (theirs->updated_at, ==, mine->updated_at + CALLOUT_HOUR);
  g_assert_cmpint (theirs->created_at, ==, mine->created_at);

  write_begin (fixture->store, "ticket.edit");
  CALLOUT_TICKET (mine)->note = g_strdup ("mine");
  g_assert_false (callout_store_update (fixture->store, mine, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "T-"));
  g_clear_error (&error);
  g_assert_cmpint (mine->version, ==, 1);
  g_assert_false (callout_store_delete (fixture->store, mine, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT);
  g_clear_error (&error);
  callout_store_rollback (fixture->store);

  back = callout_store_get (fixture->store, CALLOUT_KIND_TICKET, mine->id, NULL);
  g_assert_cmpstr (CALLOUT_TICKET (back)->note, ==, "theirs");

  /* Nothing changed is nothing written. */
  write_begin (fixture->store, "ticket.edit");
  g_assert_true (callout_store_update (fixture->store, back, NULL));
  write_end (fixture->store);
  g_assert_cmpint (back->version, ==, 2);

  write_begin (fixture->store, "ticket.edit");
  mine->id = 999999;
  g_assert_false (callout_store_update (fixture->store, mine, &error));
  g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND);
  callout_store_rollback (fixture->store);
}

/* The store's own rules, which no program error gets round. */
static void
test_constraints (Fixture *fixture)
{
  static const struct {
    CalloutKind kind;
    const char *pairs[8];
  } refused[] = {
    { CALLOUT_KIND_TICKET, { NULL } },
    { CALLOUT_KIND_PERSON, { "login", "peg", "name", "Another Peg" } },
    { CALLOUT_KIND_PERSON, { "login", "x", "name", "X", "latitude", "91", "longitude", "0" } },
    { CALLOUT_KIND_PERSON, { "login", "x", "name", "X", "latitude", "1" } },
    { CALLOUT_KIND_TICKET, { "title", "X", "latitude", "0", "longitude", "181" } },
    { CALLOUT_KIND_TICKET, { "title", "X", "customer", "4711" } },
    { CALLOUT_KIND_WORK_ORDER, { "ticket", "4711", "workflow", "1" } },
    { CALLOUT_KIND_WORK_ORDER, { "ticket", "1001" } },
    { CALLOUT_KIND_STATUS, { "key", "travel" } },
    { CALLOUT_KIND_GROUP, { "key", "peg", "name", "Another" } },
    { CALLOUT_KIND_SETTING, { "key", "peg" } },
  };
  Pegs pegs;
  g_autoptr (CalloutEntity) setting = NULL;

  write_begin (fixture->store, "test.pegs");
  pegs_init (&pegs, fixture->store);
  setting = insert_row (fixture->store, CALLOUT_KIND_SETTING, "key", "peg", NULL);
  write_end (fixture->store);
  pegs_clear (&pegs);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (CalloutEntity) entity = callout_entity_new_for_kind (refused[i].kind);
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < 8 && refused[i].pairs[j] != NULL; j += 2)
        callout_entity_take_value (entity, callout_kind_find_field (refused[i].kind, refused[i].pairs[j]), refused[i].pairs[j + 1]);
      write_begin (fixture->store, "test.refused");
      g_test_message ("case %u", i);
      g_assert_false (callout_store_insert (fixture->store, entity, &error)
                      && callout_store_end_event (fixture->store, &error) && callout_store_commit (fixture->store, &error));
      g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONSTRAINT);
      g_assert_cmpint (entity->id, ==, 0);
      callout_store_rollback (fixture->store);
    }
}

/* Two leads, or one person twice, cannot be. */
static void
test_one_lead (Fixture *fixture)
{
  Pegs pegs;
  g_autoptr (CalloutEntity) other = NULL;
  g_autoptr (CalloutEntity) lead = NULL;
  g_autofree char *other_id = NULL;
  const char *pairs[3][2];

  write_begin (fixture->store, "test.pegs");
  pegs_init (&pegs, fixture->store);
  other = insert_row (fixture->store, CALLOUT_KIND_PERSON, "login", "other", "name", "Other", NULL);
  other_id = ID (other);
  lead = insert_row (fixture->store, CALLOUT_KIND_ASSIGNMENT, "work_order", pegs.work_order, "person", pegs.person, "part", "lead",
                     "state", "assigned", NULL);
  write_end (fixture->store);

  pairs[0][0] = other_id, pairs[0][1] = "lead";          /* a second lead */
  pairs[1][0] = pegs.person, pairs[1][1] = "collaborator"; /* the same one twice */
  pairs[2][0] = other_id, pairs[2][1] = "collaborator";  /* a help: fine */
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (CalloutEntity) assignment = callout_entity_new_for_kind (CALLOUT_KIND_ASSIGNMENT);
      g_autoptr (GError) error = NULL;

      CALLOUT_ASSIGNMENT (assignment)->work_order = g_ascii_strtoll (pegs.work_order, NULL, 10);
      CALLOUT_ASSIGNMENT (assignment)->person = g_ascii_strtoll (pairs[i][0], NULL, 10);
      callout_entity_take_value (assignment, callout_kind_find_field (CALLOUT_KIND_ASSIGNMENT, "part"), pairs[i][1]);
      write_begin (fixture->store, "test.assign");
      g_assert_cmpint (callout_store_insert (fixture->store, assignment, &error), ==, i == 2);
      if (i < 2)
        g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONSTRAINT);
      callout_store_rollback (fixture->store);
    }
  pegs_clear (&pegs);
}

static void
test_find (Fixture *fixture)
{
  Pegs pegs;
  gint64 ids[] = { 999999, 0, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) second = NULL;
  g_autoptr (CalloutEntity) outside = NULL;
  g_autoptr (GPtrArray) many = NULL;
  g_autoptr (GPtrArray) children = NULL;
  CalloutEntity *entity;

  write_begin (fixture->store, "test.pegs");
  pegs_init (&pegs, fixture->store);
  second = insert_row (fixture->store, CALLOUT_KIND_WORK_ORDER, "ticket", pegs.ticket, "workflow", pegs.workflow, NULL);
  outside = insert_row (fixture->store, CALLOUT_KIND_TICKET, "title", "From outside", "external_source", "boston-311", "external_id",
                        "101001 ' OR 1=1", NULL);
  write_end (fixture->store);

  entity = callout_store_find (fixture->store, CALLOUT_KIND_PERSON, "login", "peg", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (CALLOUT_PERSON (entity)->name, ==, "Peg");
  g_object_unref (entity);
  g_assert_null (callout_store_find (fixture->store, CALLOUT_KIND_PERSON, "login", "nobody", &error));
  g_assert_null (callout_store_find (fixture->store, CALLOUT_KIND_PERSON, "login", "' OR '1'='1", &error));
  g_assert_no_error (error);

  g_assert_cmpint (callout_store_find_external (fixture->store, CALLOUT_KIND_TICKET, "boston-311", "101001 ' OR 1=1", NULL), ==, outside->id);
  g_assert_cmpint (callout_store_find_external (fixture->store, CALLOUT_KIND_TICKET, "boston-311", "101002", NULL), ==, 0);
  g_assert_cmpint (callout_store_find_external (fixture->store, CALLOUT_KIND_TICKET, "elsewhere", "101001 ' OR 1=1", NULL), ==, 0);

  children = callout_store_children (fixture->store, CALLOUT_KIND_WORK_ORDER, "ticket", g_ascii_strtoll (pegs.ticket, NULL, 10), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (children->len, ==, 2);
  g_assert_cmpint (CALLOUT_ENTITY (children->pdata[0])->id, <, CALLOUT_ENTITY (children->pdata[1])->id);

  /* In the order asked for, without those that are not there. */
  ids[1] = second->id;
  ids[2] = g_ascii_strtoll (pegs.work_order, NULL, 10);
  many = callout_store_get_many (fixture->store, CALLOUT_KIND_WORK_ORDER, ids, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (many->len, ==, 2);
  g_assert_cmpint (CALLOUT_ENTITY (many->pdata[0])->id, ==, second->id);
  pegs_clear (&pegs);
}

static void
test_resolve (Fixture *fixture)
{
  Pegs pegs;
  g_autofree char *ticket_ref = NULL;
  g_autofree char *small_ref = NULL;
  struct {
    CalloutKind kind;
    const char *ref;
    CalloutKind found; /* NONE: refused */
    int code;
  } cases[] = {
    { CALLOUT_KIND_TICKET, NULL, CALLOUT_KIND_TICKET, 0 },
    { CALLOUT_KIND_TICKET, NULL, CALLOUT_KIND_TICKET, 0 },
    { CALLOUT_KIND_NONE, NULL, CALLOUT_KIND_TICKET, 0 },
    { CALLOUT_KIND_WORK_ORDER, NULL, CALLOUT_KIND_NONE, CALLOUT_ERROR_NOT_FOUND },
    { CALLOUT_KIND_PERSON, "peg", CALLOUT_KIND_PERSON, 0 },
    { CALLOUT_KIND_GROUP, "peg", CALLOUT_KIND_GROUP, 0 },
    { CALLOUT_KIND_NONE, "peg", CALLOUT_KIND_PERSON, 0 },
    { CALLOUT_KIND_PERSON, "Peg", CALLOUT_KIND_NONE, CALLOUT_ERROR_NOT_FOUND },
    { CALLOUT_KIND_PERSON, "wo-1", CALLOUT_KIND_PERSON, 0 }, /* an odd login, but a login */
    { CALLOUT_KIND_TICKET, "T-999999", CALLOUT_KIND_NONE, CALLOUT_ERROR_NOT_FOUND },
    { CALLOUT_KIND_TICKET, "nonsense", CALLOUT_KIND_NONE, CALLOUT_ERROR_NOT_FOUND },
    { CALLOUT_KIND_NONE, "nonsense", CALLOUT_KIND_NONE, CALLOUT_ERROR_NOT_FOUND },
    { CALLOUT_KIND_STEP, "", CALLOUT_KIND_NONE, CALLOUT_ERROR_NOT_FOUND },
  };

  write_begin (fixture->store, "test.pegs");
  pegs_init (&pegs, fixture->store);
  g_object_unref (insert_row (fixture->store, CALLOUT_KIND_PERSON, "login", "wo-1", "name", "Odd", NULL));
  write_end (fixture->store);
  ticket_ref = g_strconcat ("T-", pegs.ticket, NULL);
  small_ref = g_strconcat ("t-", pegs.ticket, NULL);
  cases[0].ref = cases[2].ref = cases[3].ref = ticket_ref;
  cases[1].ref = small_ref;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CalloutEntity) entity = callout_store_resolve (fixture->store, cases[i].kind, cases[i].ref, &error);

      g_test_message ("%s", cases[i].ref);
      if (cases[i].found == CALLOUT_KIND_NONE)
        {
          g_assert_null (entity);
          g_assert_error (error, CALLOUT_ERROR, cases[i].code);
          g_assert_nonnull (strstr (error->message, cases[i].ref));
        }
      else
        {
          g_assert_no_error (error);
          g_assert_cmpint (callout_entity_get_kind (entity), ==, cases[i].found);
        }
    }
  pegs_clear (&pegs);
}

/* Settings: one's own, else the house's, else what it is when nobody said. */
static void
test_settings (Fixture *fixture)
{
  Pegs pegs;
  gint64 person;
  g_autoptr (CalloutEntity) house = NULL;
  g_autoptr (CalloutEntity) own = NULL;

#define ASSERT_SETTING(who, value) \
  do { \
    g_autofree char *got = callout_store_get_setting (fixture->store, "dispatch.radius-km", (who), NULL); \
    g_assert_cmpstr (got, ==, (value)); \
  } while (0)

  write_begin (fixture->store, "test.pegs");
  pegs_init (&pegs, fixture->store);
  write_end (fixture->store);
  person = g_ascii_strtoll (pegs.person, NULL, 10);

  ASSERT_SETTING (0, "0");
  ASSERT_SETTING (person, "0");
  write_begin (fixture->store, "settings.set");
  house = insert_row (fixture->store, CALLOUT_KIND_SETTING, "key", "dispatch.radius-km", "value", "25", NULL);
  write_end (fixture->store);
  ASSERT_SETTING (0, "25");
  ASSERT_SETTING (person, "25");
  write_begin (fixture->store, "settings.set");
  own = insert_row (fixture->store, CALLOUT_KIND_SETTING, "key", "dispatch.radius-km", "person", pegs.person, "value", "5", NULL);
  write_end (fixture->store);
  ASSERT_SETTING (0, "25");
  ASSERT_SETTING (person, "5");
  /* Taken back, one's own no longer hides the house's. */
  write_begin (fixture->store, "settings.set");
  change_row (fixture->store, own, "value", NULL);
  write_end (fixture->store);
  ASSERT_SETTING (person, "25");
  write_begin (fixture->store, "settings.set");
  change_row (fixture->store, house, "value", NULL);
  write_end (fixture->store);
  ASSERT_SETTING (person, "0");
  g_assert_null (callout_store_get_setting (fixture->store, "view.unknown", person, NULL));
  pegs_clear (&pegs);
}

static void
test_events (Fixture *fixture)
{
  g_autoptr (CalloutEntity) ticket = make_ticket (fixture, "Lamp");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) story = NULL;
  g_autoptr (GPtrArray) newer = NULL;
  g_autoptr (GArray) touched = NULL;
  g_autoptr (CalloutEntity) event = NULL;
  g_autoptr (CalloutEntity) again = NULL;
  gint64 number, created;
  CalloutChange *change;

  created = callout_store_last_event (fixture->store, NULL);
  write_begin (fixture->store, "ticket.edit");
  /* Written twice in one event: it went from what it was to what it is. */
  change_row (fixture->store, ticket, "note", "once");
  change_row (fixture->store, ticket, "note", "twice");
  number = write_end (fixture->store);
  g_assert_cmpint (number, ==, created + 1);

  changes = callout_store_event_changes (fixture->store, number, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 1);
  change = changes->pdata[0];
  g_assert_cmpstr (change->field, ==, "note");
  g_assert_null (change->before);
  g_assert_cmpstr (change->after, ==, "twice");
  g_assert_cmpint (change->version, ==, ticket->version);
  g_assert_cmpint (change->id, ==, ticket->id);

  story = callout_store_events_of (fixture->store, CALLOUT_KIND_TICKET, ticket->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (story->len, >=, 1);
  g_assert_cmpint (CALLOUT_ENTITY (story->pdata[story->len - 1])->id, ==, number);

  newer = callout_store_events_after (fixture->store, created, &touched, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (newer->len, ==, 1);
  g_assert_cmpstr (CALLOUT_EVENT (newer->pdata[0])->command, ==, "ticket.edit");

  /* Events are never changed and never deleted. */
  event = callout_store_get (fixture->store, CALLOUT_KIND_EVENT, number, &error);
  g_assert_no_error (error);
  write_begin (fixture->store, "event.forge");
  g_free (CALLOUT_EVENT (event)->command);
  CALLOUT_EVENT (event)->command = g_strdup ("nothing.happened");
  g_assert_false (callout_store_update (fixture->store, event, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (callout_store_delete (fixture->store, event, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  callout_store_rollback (fixture->store);
  again = callout_store_get (fixture->store, CALLOUT_KIND_EVENT, number, NULL);
  g_assert_cmpstr (CALLOUT_EVENT (again)->command, ==, "ticket.edit");
}

/* A number once given is never given again, not even to what was taken back. */
static void
test_numbers_are_not_reused (Fixture *fixture)
{
  g_autoptr (CalloutEntity) first = make_ticket (fixture, "First");
  g_autoptr (CalloutEntity) second = NULL;

  g_assert_cmpint (first->id, >, 1000); /* people read T-1001, not T-1 */
  write_begin (fixture->store, "ticket.delete");
  g_assert_true (callout_store_delete (fixture->store, first, NULL));
  write_end (fixture->store);
  second = make_ticket (fixture, "Second");
  g_assert_cmpint (second->id, >, first->id);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_store_test ("rows/every-field", test_every_field);
  add_store_test ("rows/absent", test_absent);
  add_store_test ("rows/clear-and-set", test_clear_and_set);
  add_store_test ("rows/versions", test_versions);
  add_store_test ("rows/constraints", test_constraints);
  add_store_test ("rows/one-lead", test_one_lead);
  add_store_test ("rows/find", test_find);
  add_store_test ("rows/resolve", test_resolve);
  add_store_test ("rows/settings", test_settings);
  add_store_test ("rows/events", test_events);
  add_store_test ("rows/numbers-are-not-reused", test_numbers_are_not_reused);
  return g_test_run ();
}
