/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-model.h"

#include <math.h>
#include <string.h>

#define EACH_KIND(kind) for (int kind = CALLOUT_KIND_NONE + 1; kind < CALLOUT_N_KINDS; kind++)

/* A value in stored form that no field has by itself; @n tells several apart. */
static char *
sample (const CalloutField *field,
        guint               n)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch (field->type)
    {
    case CALLOUT_FIELD_TEXT:
      return g_strdup_printf ("Wörter „%u“ of\n%s", n, field->name);
    case CALLOUT_FIELD_KEYS:
      return g_strdup_printf ("ladder lamp%u", n);
    case CALLOUT_FIELD_INTEGER:
    case CALLOUT_FIELD_TIME:
    case CALLOUT_FIELD_REF:
      return g_strdup_printf ("%" G_GINT64_FORMAT, G_GINT64_CONSTANT (1425797940000001) + n);
    case CALLOUT_FIELD_BOOLEAN:
      return g_strdup ("1");
    case CALLOUT_FIELD_REAL:
      return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, -71.05701980000001 + n));
    case CALLOUT_FIELD_ENUM:
      return g_strdup (callout_enum_key (field->enum_type (), 1));
    default:
      g_assert_not_reached ();
    }
}

static void
test_new_is_absent (void)
{
  EACH_KIND (kind)
    {
      g_autoptr (CalloutEntity) entity = callout_entity_new_for_kind (kind);
      guint n_fields;
      const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);

      g_assert_cmpint (callout_entity_get_kind (entity), ==, kind);
      g_assert_cmpuint (n_fields, >, 0);
      for (guint i = 0; i < n_fields; i++)
        switch (fields[i].type)
          {
          case CALLOUT_FIELD_TEXT:
          case CALLOUT_FIELD_KEYS:
          case CALLOUT_FIELD_TIME:
          case CALLOUT_FIELD_REF:
          case CALLOUT_FIELD_REAL: /* 0°, 0° is a place: a new one has none */
            g_assert_true (callout_entity_is_absent (entity, &fields[i]));
            g_assert_null (callout_entity_dup_value (entity, &fields[i]));
            break;
          case CALLOUT_FIELD_INTEGER:
          case CALLOUT_FIELD_BOOLEAN:
          case CALLOUT_FIELD_ENUM:
          default:
            g_assert_false (callout_entity_is_absent (entity, &fields[i]));
            break;
          }
    }
}

static void
test_values_round_trip (void)
{
  EACH_KIND (kind)
    {
      g_autoptr (CalloutEntity) entity = callout_entity_new_for_kind (kind);
      guint n_fields;
      const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);

      for (guint i = 0; i < n_fields; i++)
        {
          g_autofree char *value = sample (&fields[i], i);
          g_autofree char *back = NULL;

          g_assert_true (callout_entity_take_value (entity, &fields[i], value));
          back = callout_entity_dup_value (entity, &fields[i]);
          g_assert_cmpstr (back, ==, value);
          g_assert_true (callout_kind_find_field (kind, fields[i].name) == &fields[i]);
        }
    }
}

static void
test_bad_values (void)
{
  g_autoptr (CalloutEntity) order = callout_entity_new_for_kind (CALLOUT_KIND_WORK_ORDER);
  const CalloutField *duration = callout_kind_find_field (CALLOUT_KIND_WORK_ORDER, "duration");
  const CalloutField *state = callout_kind_find_field (CALLOUT_KIND_WORK_ORDER, "state");
  const CalloutField *latitude = callout_kind_find_field (CALLOUT_KIND_WORK_ORDER, "latitude");

  CALLOUT_WORK_ORDER (order)->duration = 45;
  g_assert_false (callout_entity_take_value (order, duration, ""));
  g_assert_false (callout_entity_take_value (order, duration, "45 minutes"));
  g_assert_false (callout_entity_take_value (order, state, "asleep"));
  g_assert_false (callout_entity_take_value (order, state, NULL));
  g_assert_false (callout_entity_take_value (order, latitude, "north"));
  g_assert_cmpint (CALLOUT_WORK_ORDER (order)->duration, ==, 45);
  g_assert_cmpint (CALLOUT_WORK_ORDER (order)->state, ==, CALLOUT_WORK_STATE_PENDING_DISPATCH);
  g_assert_null (callout_kind_find_field (CALLOUT_KIND_WORK_ORDER, "nonsense"));
}

static void
test_copy_and_equal (void)
{
  EACH_KIND (kind)
    {
      g_autoptr (CalloutEntity) entity = callout_entity_new_for_kind (kind);
      g_autoptr (CalloutEntity) copy = NULL;
      g_autoptr (CalloutEntity) other = callout_entity_new_for_kind (kind);
      guint n_fields;
      const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);

      for (guint i = 0; i < n_fields; i++)
        {
          g_autofree char *value = sample (&fields[i], i);

          g_assert_true (callout_entity_field_equal (entity, other, &fields[i]));
          callout_entity_take_value (entity, &fields[i], value);
          g_assert_false (callout_entity_field_equal (entity, other, &fields[i]));
        }
      entity->id = 7;
      entity->version = 3;
      copy = callout_entity_copy (entity);
      g_assert_cmpint (copy->id, ==, 7);
      g_assert_cmpint (copy->version, ==, 3);
      for (guint i = 0; i < n_fields; i++)
        g_assert_true (callout_entity_field_equal (entity, copy, &fields[i]));
    }
}

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           gpointer    data)
{
  g_hash_table_add (data, g_strdup (pspec->name));
}

/* A living object tells of exactly what changed. */
static void
test_update_notifies (void)
{
  g_autoptr (CalloutTicket) ticket = g_object_new (CALLOUT_TYPE_TICKET, NULL);
  g_autoptr (CalloutEntity) fresh = NULL;
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  ticket->title = g_strdup ("Lamp is out");
  fresh = callout_entity_copy (CALLOUT_ENTITY (ticket));
  g_signal_connect (ticket, "notify", G_CALLBACK (notify_cb), told);

  g_assert_false (callout_entity_update_from (CALLOUT_ENTITY (ticket), fresh));
  g_assert_cmpuint (g_hash_table_size (told), ==, 0);

  fresh->version = 2;
  CALLOUT_TICKET (fresh)->due_latest = 5;
  CALLOUT_TICKET (fresh)->latitude = 0;
  CALLOUT_TICKET (fresh)->longitude = 0;
  g_assert_true (callout_entity_update_from (CALLOUT_ENTITY (ticket), fresh));
  g_assert_true (g_hash_table_contains (told, "version"));
  g_assert_true (g_hash_table_contains (told, "due-latest"));
  g_assert_true (g_hash_table_contains (told, "latitude"));
  g_assert_false (g_hash_table_contains (told, "title"));
  g_assert_false (g_hash_table_contains (told, "note"));
  g_assert_true (callout_ticket_has_location (ticket));
}

static void
test_location (void)
{
  g_autoptr (CalloutWorkOrder) order = g_object_new (CALLOUT_TYPE_WORK_ORDER, NULL);

  g_assert_false (callout_work_order_has_location (order));
  order->latitude = 0;
  g_assert_false (callout_work_order_has_location (order));
  order->longitude = 0;
  g_assert_true (callout_work_order_has_location (order));
}

static void
test_properties (void)
{
  EACH_KIND (kind)
    {
      g_autoptr (CalloutEntity) entity = callout_entity_new_for_kind (kind);
      guint n_fields;
      const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);

      for (guint i = 0; i < n_fields; i++)
        {
          g_autofree char *name = g_strdelimit (g_strdup (fields[i].name), "_", '-');
          g_auto (GValue) value = G_VALUE_INIT;
          g_autofree char *text = sample (&fields[i], i);

          callout_entity_take_value (entity, &fields[i], text);
          g_object_get_property (G_OBJECT (entity), name, &value);
          if (fields[i].type == CALLOUT_FIELD_TEXT)
            g_assert_cmpstr (g_value_get_string (&value), ==, text);
          else if (fields[i].type == CALLOUT_FIELD_TIME)
            g_assert_cmpint (g_value_get_int64 (&value), ==, g_ascii_strtoll (text, NULL, 10));
        }
    }
}

static void
test_person (void)
{
  g_autoptr (CalloutPerson) person = g_object_new (CALLOUT_TYPE_PERSON, NULL);
  g_autofree char *ref = NULL;

  person->login = g_strdup ("ada");
  person->roles = g_strdup ("dispatcher member");
  ref = callout_entity_dup_ref (CALLOUT_ENTITY (person));
  g_assert_cmpstr (ref, ==, "ada");
  g_assert_cmpuint (callout_person_get_roles (person), ==,
                    CALLOUT_ROLE_BIT (CALLOUT_ROLE_DISPATCHER) | CALLOUT_ROLE_BIT (CALLOUT_ROLE_MEMBER));
  g_assert_false (callout_person_is_engineer (person)); /* not active */
  person->active = TRUE;
  g_assert_true (callout_person_is_engineer (person));
  g_assert_false (callout_person_has_grant (person, "reallocate"));
  person->grants = g_strdup ("create_order reallocate");
  g_assert_true (callout_person_has_grant (person, "reallocate"));
  /* A role is a whole word: "group-dispatcher" is no "dispatcher". */
  g_free (person->roles);
  person->roles = g_strdup ("group-dispatcher");
  g_assert_false (callout_person_has_role (person, CALLOUT_ROLE_DISPATCHER));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/entity/new-is-absent", test_new_is_absent);
  g_test_add_func ("/model/entity/values-round-trip", test_values_round_trip);
  g_test_add_func ("/model/entity/bad-values", test_bad_values);
  g_test_add_func ("/model/entity/copy-and-equal", test_copy_and_equal);
  g_test_add_func ("/model/entity/update-notifies", test_update_notifies);
  g_test_add_func ("/model/entity/location", test_location);
  g_test_add_func ("/model/entity/properties", test_properties);
  g_test_add_func ("/model/entity/person", test_person);
  return g_test_run ();
}
