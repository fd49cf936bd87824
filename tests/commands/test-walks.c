/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Random walks: random people give random commands, sensible ones and
 * nonsense, take back what they did, and put the clock forward and back.
 * Whatever happens, the store stays sound, refusals leave nothing, and lists
 * that follow changes are what asking anew would give.
 *
 * CALLOUT_SEED repeats a walk; CALLOUT_SOAK makes it a long one.
 */
#include "callout-test-house.h"

#include <stdlib.h>
#include <string.h>

#define N_LISTS 40

#define REPORT "{\"steps\":[{\"title\":\"What\",\"questions\":[" \
  "{\"key\":\"what\",\"kind\":\"short\",\"label\":\"What?\",\"required\":true}," \
  "{\"key\":\"more\",\"kind\":\"short\",\"label\":\"What else?\",\"show_if\":{\"question\":\"what\",\"op\":\"~\",\"value\":\"a\"}}," \
  "{\"key\":\"title\",\"kind\":\"short\",\"label\":\"In a line?\"}]}]}"

typedef struct {
  CalloutQuery *query;
  CalloutSight  sight;
  char         *login;  /* whose sight; NULL: everything */
  GArray       *ids;
} List;

typedef struct {
  House     *house;
  GRand     *rand;
  gint64     seed;
  gint64     last;     /* event known */
  GPtrArray *lists;
  guint      done;
  guint      refused;
} Walk;

static void
list_free (gpointer data)
{
  List *self = data;

  callout_query_free (self->query);
  g_free (self->login);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

static guint
pick (Walk *self,
      guint n)
{
  return (guint) g_rand_int_range (self->rand, 0, (gint32) n);
}

static gboolean
chance (Walk *self,
        guint percent)
{
  return pick (self, 100) < percent;
}

static GArray *
all_ids (Walk        *self,
         CalloutKind  kind)
{
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autoptr (GError) error = NULL;
  GArray *ids = callout_store_query_ids (self->house->store, query, NULL, NULL, &error);

  g_assert_no_error (error);
  return ids;
}

/* The reference of a random row; NULL if there is none of the kind. */
static char *
random_ref (Walk        *self,
            CalloutKind  kind)
{
  g_autoptr (GArray) ids = all_ids (self, kind);
  g_autoptr (CalloutEntity) entity = NULL;

  if (ids->len == 0)
    return NULL;
  entity = callout_store_get (self->house->store, kind, g_array_index (ids, gint64, pick (self, ids->len)), NULL);
  return callout_entity_dup_ref (entity);
}

static char *
random_key (Walk       *self,
            const char *words)
{
  g_auto (GStrv) keys = g_strsplit (words, "|", -1);

  return g_strdup (keys[pick (self, g_strv_length (keys))]);
}

static char *
random_text (Walk       *self,
             const char *name)
{
  if (g_str_equal (name, "corrects"))
    return random_key (self, "U-1|U-2|U-5|");
  if (g_str_equal (name, "grant"))
    return random_key (self, "reallocate|create_order");
  if (g_str_equal (name, "question"))
    return random_key (self, "visibility|visibility|what|what|title|more|nothing");
  if (g_str_equal (name, "view"))
    return random_key (self, "tickets|pending");
  if (g_str_equal (name, "shift"))
    return random_key (self, "Mo-Fr 07:00-15:30|Sa-Su 22:00-06:00|nonsense|");
  if (g_str_equal (name, "time_zone"))
    return random_key (self, "America/New_York|Europe/Berlin|Nowhere/Land|");
  if (g_str_equal (name, "key"))
    return random_key (self, "dispatch.auto-publish|dispatch.return-reason-required|site.time-zone|view.pending.columns|trees|g1|g2");
  if (g_str_equal (name, "value"))
    return random_key (self, "true|false|America/New_York||internal|public|Lamp");
  if (g_str_equal (name, "icon"))
    return random_key (self, "callout-step-travel-symbolic|callout-status-work-symbolic|no-such-icon|");
  if (g_str_equal (name, "language"))
    return random_key (self, "de|de_AT|fr|Deutsch|");
  if (g_str_equal (name, "label"))
    return g_strdup_printf ("%s %u", pick (self, 2) == 0 ? "Photo" : "تصوير", pick (self, 20));
  if (g_str_equal (name, "login"))
    return g_strdup_printf ("p%u", pick (self, 40));
  if (g_str_equal (name, "external_source") || g_str_equal (name, "external_id"))
    return random_key (self, "|boston-311|42|43");
  return random_key (self, "Lamp|lamp flickers|Ärger|Zoë Öz|'; DROP TABLE ticket; --|  |100%|a|Z|z|\xe8\xb7\xaf");
}

static char *
random_value (Walk               *self,
              const CalloutParam *param)
{
  static const char *const garbage[] = { "", "??", "\xff", "WO-0", "-1", "1e999", "nan", "2026-02-30T00:00:00Z", "T-99999999" };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *value = NULL;

  if (chance (self, 4))
    return g_strdup (garbage[pick (self, G_N_ELEMENTS (garbage))]);
  switch (param->type)
    {
    case CALLOUT_PARAM_TEXT:
      return random_text (self, param->name);
    case CALLOUT_PARAM_INTEGER:
      if (g_str_equal (param->name, "stars"))
        return g_strdup_printf ("%u", pick (self, 7));
      if (g_str_equal (param->name, "index"))
        return g_strdup_printf ("%u", pick (self, 6));
      return g_strdup_printf ("%d", (int) pick (self, 200) - 5);
    case CALLOUT_PARAM_REAL:
      return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, chance (self, 10) ? 0.0 : g_rand_double_range (self->rand, -92, 92)));
    case CALLOUT_PARAM_BOOLEAN:
      return random_key (self, "true|false");
    case CALLOUT_PARAM_TIME:
      {
        g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
        return callout_time_format (callout_clock_now () + ((gint64) pick (self, 4000) - 2000) * CALLOUT_MINUTE, utc);
      }
    case CALLOUT_PARAM_ENUM:
      {
        GEnumClass *klass = g_type_class_ref (param->enum_type ());

        value = g_strdup (klass->values[pick (self, klass->n_values)].value_nick);
        g_type_class_unref (klass);
        return value;
      }
    case CALLOUT_PARAM_KEYS:
      if (g_str_equal (param->name, "roles"))
        return random_key (self, "member|member|dispatcher|group-dispatcher|admin dispatcher|dispatcher member|coordinator|king");
      if (g_str_equal (param->name, "providers"))
        return random_key (self, "contractor|contractor|lights|");
      if (g_str_equal (param->name, "grants"))
        return random_key (self, "reallocate|");
      return random_key (self, "lamp|ladder|lamp ladder|");
    case CALLOUT_PARAM_PERSON:
      if (chance (self, 80))
        return random_key (self, "ada|ben|cem|zoe|zoe");
      return random_ref (self, CALLOUT_KIND_PERSON);
    case CALLOUT_PARAM_GROUP:
      return random_ref (self, CALLOUT_KIND_GROUP);
    case CALLOUT_PARAM_CUSTOMER:
      value = random_ref (self, CALLOUT_KIND_CUSTOMER);
      return value != NULL ? value : g_strdup ("");
    case CALLOUT_PARAM_TICKET:
      return random_ref (self, CALLOUT_KIND_TICKET);
    case CALLOUT_PARAM_STEP:
      return random_ref (self, CALLOUT_KIND_STEP);
    case CALLOUT_PARAM_WORKFLOW:
      return random_ref (self, CALLOUT_KIND_WORKFLOW);
    case CALLOUT_PARAM_FLOW:
      return random_key (self, "problem|report|report|report");
    case CALLOUT_PARAM_EQUIPMENT:
      value = random_ref (self, CALLOUT_KIND_EQUIPMENT);
      return value != NULL ? value : g_strdup ("");
    case CALLOUT_PARAM_LONG:
      return g_strdup (chance (self, 50) ? REPORT : "{\"steps\":[]}");
    case CALLOUT_PARAM_FILE: /* <svg/>, <svg><a/></svg>, and what is none */
      return random_key (self, "PHN2Zy8+ small.svg|PHN2Zz48YS8+PC9zdmc+|PHN2Zy8+ small.png|AAAA|");
    case CALLOUT_PARAM_SECRET: /* hashing is slow on purpose */
    default:
      return g_strdup ("");
    }
}

static CalloutArgs *
random_args (Walk                 *self,
             const CalloutCommand *command)
{
  CalloutArgs *args = callout_args_new ();
  gboolean place = chance (self, 30);

  for (const CalloutParam *param = command->params; param->name != NULL; param++)
    {
      gboolean required = (param->flags & CALLOUT_PARAM_REQUIRED) != 0;
      guint n = (param->flags & CALLOUT_PARAM_MANY) != 0 ? pick (self, 3) : 1;
      gboolean of_place = g_str_equal (param->name, "latitude") || g_str_equal (param->name, "longitude");

      gboolean answer = g_str_equal (command->name, "ticket.answer") && g_str_equal (param->name, "value");

      if (of_place ? !place && !required : required || answer ? chance (self, 2) : !chance (self, 25))
        continue;
      for (guint i = 0; i < MAX (n, required ? 1 : 0); i++)
        {
          g_autofree char *value = random_value (self, param);

          callout_args_add (args, param->name, value);
        }
    }
  if (chance (self, 2))
    callout_args_add (args, "colour", "red");
  return args;
}

/* Lists that follow */

static void
set_sight (Walk *self,
           List *list)
{
  g_autoptr (CalloutEntity) person = NULL;

  if (list->login == NULL)
    return;
  person = callout_store_resolve (self->house->store, CALLOUT_KIND_PERSON, list->login, NULL);
  list->sight = callout_commands_sight (CALLOUT_PERSON (person));
}

static GArray *
ask (Walk *self,
     List *list)
{
  g_autoptr (GError) error = NULL;
  GArray *ids = callout_store_query_ids (self->house->store, list->query, list->login != NULL ? &list->sight : NULL, NULL, &error);

  g_assert_no_error (error);
  return ids;
}

static void
random_filter (Walk         *self,
               CalloutQuery *query)
{
  guint n_fields;
  const CalloutField *fields = callout_kind_get_fields (callout_query_get_kind (query), &n_fields);
  const CalloutField *field = &fields[pick (self, n_fields)];
  const char *values[] = { "", NULL };
  CalloutOp op = chance (self, 50) ? CALLOUT_OP_IS : CALLOUT_OP_IS_NOT;

  if ((field->flags & CALLOUT_FIELD_SECRET) != 0)
    return;
  if (field->type == CALLOUT_FIELD_BOOLEAN)
    values[0] = "true";
  else if (field->type == CALLOUT_FIELD_INTEGER)
    {
      values[0] = "0";
      op = CALLOUT_OP_MORE;
    }
  else if (field->type == CALLOUT_FIELD_ENUM)
    values[0] = callout_enum_key (field->enum_type (), 1);
  else if (field->type == CALLOUT_FIELD_TEXT)
    {
      values[0] = "a";
      op = CALLOUT_OP_CONTAINS;
    }
  else if (field->type == CALLOUT_FIELD_KEYS && chance (self, 50))
    values[0] = chance (self, 50) ? "lamp" : "ada";
  g_assert_true (callout_query_add (query, field->name, op, values, NULL));
}

static List *
random_list (Walk *self,
             guint n)
{
  static const CalloutKind kinds[] = {
    CALLOUT_KIND_WORK_ORDER, CALLOUT_KIND_TICKET, CALLOUT_KIND_PERSON, CALLOUT_KIND_WORK_ORDER, CALLOUT_KIND_GROUP,
    CALLOUT_KIND_CUSTOMER, CALLOUT_KIND_ASSIGNMENT, CALLOUT_KIND_EVENT, CALLOUT_KIND_TICKET, CALLOUT_KIND_STEP_EVENT,
    CALLOUT_KIND_STEP, CALLOUT_KIND_WORKFLOW, CALLOUT_KIND_STATUS, CALLOUT_KIND_OFFER, CALLOUT_KIND_TICKET_ASSIGNEE,
    CALLOUT_KIND_UPDATE, CALLOUT_KIND_RATING, CALLOUT_KIND_NOTIFICATION, CALLOUT_KIND_NOTIFICATION_PREF,
    CALLOUT_KIND_FLOW, CALLOUT_KIND_ANSWER, CALLOUT_KIND_EQUIPMENT, CALLOUT_KIND_SAVED_FILTER, CALLOUT_KIND_OUTBOX,
  };
  static const char *const people[] = { NULL, "gina", "ada", "dina", "gert", "zoe", "kim" };
  CalloutKind kind = kinds[n % G_N_ELEMENTS (kinds)];
  List *list = g_new0 (List, 1);
  guint n_fields;
  const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);
  const CalloutField *sort = &fields[pick (self, n_fields)];

  list->query = callout_query_new (kind);
  list->login = g_strdup (people[pick (self, G_N_ELEMENTS (people))]);
  if ((sort->flags & CALLOUT_FIELD_SECRET) == 0)
    callout_query_set_sort (list->query, sort->name, chance (self, 50), NULL);
  if (chance (self, 50))
    random_filter (self, list->query);
  if (chance (self, 20))
    callout_query_set_words (list->query, chance (self, 50) ? "lamp" : "z");
  if (chance (self, 10))
    callout_query_set_limit (list->query, 5, pick (self, 3));
  set_sight (self, list);
  list->ids = ask (self, list);
  return list;
}

static gboolean
same_ids (GArray *a,
          GArray *b)
{
  /* An empty one has no data, and memcmp() wants some even of no length. */
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0);
}

static void
describe_list (List   *list,
               GArray *followed,
               GArray *asked)
{
  CalloutKind kind = callout_query_get_kind (list->query);

  g_printerr ("# %s list of %s: followed", callout_enum_key (CALLOUT_TYPE_KIND, kind), list->login != NULL ? list->login : "all");
  for (guint i = 0; i < followed->len; i++)
    g_printerr (" %" G_GINT64_FORMAT, g_array_index (followed, gint64, i));
  g_printerr ("; asked");
  for (guint i = 0; i < asked->len; i++)
    g_printerr (" %" G_GINT64_FORMAT, g_array_index (asked, gint64, i));
  g_printerr ("\n");
}

static void
follow_lists (Walk *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) touched = NULL;
  g_autoptr (GPtrArray) events = callout_store_events_after (self->house->store, self->last, &touched, &error);

  g_assert_no_error (error);
  if (events->len > 0)
    self->last = CALLOUT_ENTITY (g_ptr_array_index (events, events->len - 1))->id;
  for (guint i = 0; i < self->lists->len; i++)
    {
      List *list = g_ptr_array_index (self->lists, i);
      int extent = list->sight.extent;
      g_autoptr (GArray) followed = NULL;
      g_autoptr (GArray) asked = NULL;

      set_sight (self, list);
      asked = ask (self, list);
      if (extent != (int) list->sight.extent) /* another role is another list */
        followed = g_array_ref (asked);
      else
        followed = callout_store_refresh_ids (self->house->store, list->query, list->login != NULL ? &list->sight : NULL, list->ids,
                                              (const CalloutTouch *) (gpointer) touched->data, touched->len, &error);
      g_assert_no_error (error);
      if (!same_ids (followed, asked))
        {
          describe_list (list, followed, asked);
          for (guint j = 0; j < events->len; j++)
            g_printerr ("# after %s\n", CALLOUT_EVENT (g_ptr_array_index (events, j))->command);
          g_error ("seed %" G_GINT64_FORMAT ", list %u does not follow", self->seed, i);
        }
      g_array_unref (list->ids);
      list->ids = g_steal_pointer (&followed);
    }
}

/* Walking */

/* A flow that asks something, and drafts begun by it. */
static void
new_report (House *house)
{
  g_autoptr (CalloutArgs) args = callout_args_new_with ("key", "report", "name", "Report", "plan", REPORT, "visit", "true",
                                                        "offer_group", "lights", NULL);
  g_autoptr (CalloutRequest) request = callout_request_new (house_person (house, "root"), CALLOUT_SOURCE_CTL, "flow.create", NULL,
                                                            args);
  g_autoptr (GError) error = NULL;
  static const char *const authors[] = { "dina", "dina", "mona", "root", "kim" };

  g_object_unref (callout_commands_run (house->store, request, NULL, &error));
  g_assert_no_error (error);
  g_object_unref (house_do (house, "root", "flow.publish", "report", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (authors); i++)
    {
      g_autoptr (CalloutEntity) ticket = house_do (house, authors[i], "ticket.create", NULL, "flow=report");
      g_autofree char *ref = callout_entity_dup_ref (ticket);

      if (i % 2 == 0)
        g_object_unref (house_do (house, authors[i], "ticket.answer", ref, "question=what;value=Lamp"));
      if (i == 0)
        g_object_unref (house_do (house, authors[i], "ticket.answer", ref, "question=visibility;value=public"));
    }
}

static Walk *
walk_new (gint64 seed)
{
  Walk *self = g_new0 (Walk, 1);

  callout_clock_set (G_GINT64_CONSTANT (1425790000000000)); /* the night New York's clocks go forward */
  self->house = house_new ();
  self->seed = seed;
  self->rand = g_rand_new_with_seed ((guint32) seed);
  self->lists = g_ptr_array_new_with_free_func (list_free);
  g_object_unref (house_do (self->house, "root", "person.create", NULL, "login=admi;name=Admi;roles=admin"));
  g_object_unref (house_do (self->house, "root", "customer.create", NULL, "name=Public Works"));
  g_object_unref (house_do (self->house, "root", "customer.create", NULL, "name=Parks"));
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *ref = house_new_order (self->house);

      if (i % 2 == 0)
        g_object_unref (house_do (self->house, "dina", "work-order.route", ref, i % 4 == 0 ? "group=lights" : "group=trees"));
    }
  g_object_unref (house_do (self->house, "root", "person.create", NULL, "login=kim;name=Kim;roles=code-user"));
  house_new_flow (self->house, TRUE);
  new_report (self->house);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *ref = house_new_case (self->house, "Case", "kim", CALLOUT_PROGRESS_CLOSED);

      g_object_unref (house_do (self->house, "root", "ticket.reopen", ref, NULL));
    }
  self->last = callout_store_last_event (self->house->store, NULL);
  return self;
}

static void
walk_free (Walk *self)
{
  g_ptr_array_unref (self->lists);
  g_rand_free (self->rand);
  house_free (self->house);
  callout_clock_set (0);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Walk, walk_free)

static void
move_clock (Walk *self)
{
  gint64 minutes = chance (self, 3) ? -(gint64) pick (self, 90) : (gint64) pick (self, 45);

  callout_clock_set (callout_clock_now () + minutes * CALLOUT_MINUTE + pick (self, 1000));
}

static gint64
random_person (Walk *self)
{
  /* Those with something to do more often than others. */
  static const char *const busy[] = { "dina", "dina", "otto", "gina", "gert", "ada", "ada", "ben", "zoe", "root", "root", "mona", "kim" };
  g_autofree char *anybody = NULL;

  if (chance (self, 80))
    return house_person (self->house, busy[pick (self, G_N_ELEMENTS (busy))]);
  anybody = random_ref (self, CALLOUT_KIND_PERSON);
  return house_person (self->house, anybody);
}

/* What customers did nobody can take back. */
static gint64
random_employee (Walk *self)
{
  for (;;)
    {
      gint64 id = random_person (self);
      g_autoptr (CalloutEntity) person = callout_store_get (self->house->store, CALLOUT_KIND_PERSON, id, NULL);

      if (!callout_person_is_code_user (CALLOUT_PERSON (person)))
        return id;
    }
}

/* A command that somebody is offered for something: most walks by commands
 * alone would end at a refusal. */
static const CalloutCommand *
offered_command (Walk    *self,
                 gint64   actor,
                 gboolean undoable_only,
                 char   **ref)
{
  static const CalloutKind kinds[] = {
    CALLOUT_KIND_WORK_ORDER, CALLOUT_KIND_WORK_ORDER, CALLOUT_KIND_WORK_ORDER, CALLOUT_KIND_WORK_ORDER,
    CALLOUT_KIND_TICKET, CALLOUT_KIND_TICKET, CALLOUT_KIND_TICKET, CALLOUT_KIND_TICKET,
    CALLOUT_KIND_PERSON, CALLOUT_KIND_GROUP, CALLOUT_KIND_CUSTOMER, CALLOUT_KIND_STEP,
    CALLOUT_KIND_STEP, CALLOUT_KIND_WORKFLOW, CALLOUT_KIND_STATUS, CALLOUT_KIND_FLOW, CALLOUT_KIND_FLOW,
    CALLOUT_KIND_EQUIPMENT, CALLOUT_KIND_SAVED_FILTER,
  };
  CalloutKind kind = kinds[pick (self, G_N_ELEMENTS (kinds))];
  g_autoptr (CalloutEntity) person = callout_store_get (self->house->store, CALLOUT_KIND_PERSON, actor, NULL);
  CalloutSight sight = callout_commands_sight (CALLOUT_PERSON (person));
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (CalloutEntity) target = NULL;
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GPtrArray) possible = g_ptr_array_new ();

  /* There is little to do with a draft, and few may do it. */
  if (kind == CALLOUT_KIND_TICKET && chance (self, 30))
    callout_query_add_filter (query, "progress=draft", NULL);
  ids = callout_store_query_ids (self->house->store, query, &sight, NULL, NULL);
  if (ids->len == 0)
    return NULL;
  target = callout_store_get (self->house->store, kind, g_array_index (ids, gint64, pick (self, ids->len)), NULL);
  offers = callout_commands_offer (self->house->store, actor, target, NULL);
  for (guint i = 0; i < offers->len; i++)
    {
      CalloutOffer *offer = g_ptr_array_index (offers, i);

      if (offer->allowed && (offer->command->undoable || !undoable_only))
        g_ptr_array_add (possible, (gpointer) offer->command);
    }
  if (possible->len == 0)
    return NULL;
  *ref = callout_entity_dup_ref (target);
  return g_ptr_array_index (possible, pick (self, possible->len));
}

/* The number of the event; 0 if it was refused. */
static gint64
random_command (Walk     *self,
                gboolean  undoable_only)
{
  guint n_commands;
  const CalloutCommand *commands = callout_commands_get (&n_commands);
  const CalloutCommand *command = NULL;
  g_autoptr (CalloutArgs) args = NULL;
  g_autoptr (CalloutRequest) request = NULL;
  g_autoptr (CalloutEntity) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *ref = NULL;
  gint64 actor = undoable_only ? random_employee (self) : random_person (self);
  gint64 before = callout_store_last_event (self->house->store, NULL);
  gint64 event = 0;

  if (chance (self, 75))
    command = offered_command (self, actor, undoable_only, &ref);
  while (command == NULL || (undoable_only && !command->undoable))
    command = &commands[pick (self, n_commands)];
  args = random_args (self, command);
  if (ref == NULL && command->target != CALLOUT_KIND_NONE && !chance (self, 1))
    ref = random_ref (self, command->target);
  request = callout_request_new (actor, CALLOUT_SOURCE_CTL, command->name, ref, args);
  result = callout_commands_run (self->house->store, request, &event, &error);
  if (result == NULL)
    {
      if (error == NULL)
        g_error ("seed %" G_GINT64_FORMAT ": %s was refused without a word", self->seed, command->name);
      if (error->domain != CALLOUT_ERROR || error->code == CALLOUT_ERROR_FAILED || error->code == CALLOUT_ERROR_CONSTRAINT)
        g_error ("seed %" G_GINT64_FORMAT ": %s: %s", self->seed, command->name, error->message);
      g_assert_cmpint (callout_store_last_event (self->house->store, NULL), ==, before);
      self->refused++;
      return 0;
    }
  g_assert_no_error (error);
  self->done++;
  if (command->quiet)
    {
      g_assert_cmpint (callout_store_last_event (self->house->store, NULL), ==, before);
      return 0;
    }
  g_assert_cmpint (event, ==, before + 1);
  g_assert_cmpint (callout_store_last_event (self->house->store, NULL), >=, event);
  return event;
}

static void
random_undo (Walk *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) result = NULL;
  gint64 before = callout_store_last_event (self->house->store, NULL);
  gint64 undo = 0;

  result = callout_commands_undo (self->house->store, random_person (self), CALLOUT_SOURCE_CTL,
                                  chance (self, 70) ? 0 : 1 + pick (self, (guint) before), &undo, &error);
  if (result != NULL)
    {
      g_assert_cmpint (undo, ==, before + 1);
      return;
    }
  if (error->domain != CALLOUT_ERROR || error->code == CALLOUT_ERROR_FAILED || error->code == CALLOUT_ERROR_CONSTRAINT)
    g_error ("seed %" G_GINT64_FORMAT ": undo: %s", self->seed, error->message);
  g_assert_cmpint (callout_store_last_event (self->house->store, NULL), ==, before);
}

static guint
length_of (guint short_form)
{
  return g_getenv ("CALLOUT_SOAK") != NULL ? short_form * 100 : short_form;
}

static gint64
seed_of (gint64 own)
{
  const char *text = g_getenv ("CALLOUT_SEED");

  if (text != NULL && *text != '\0')
    return g_ascii_strtoll (text, NULL, 10);
  return g_getenv ("CALLOUT_SOAK") != NULL ? g_random_int () : own;
}

static void
test_sound (void)
{
  guint done = 0, n = length_of (8);

  for (guint round = 0; round < n; round++)
    {
      g_autoptr (Walk) walk = walk_new (seed_of (1000) + round);

      g_test_message ("seed %" G_GINT64_FORMAT, walk->seed);
      for (guint i = 0; i < 300; i++)
        {
          move_clock (walk);
          if (chance (walk, 8))
            random_undo (walk);
          else
            random_command (walk, FALSE);
          if (i % 25 == 24)
            house_assert_sound (walk->house);
        }
      house_assert_sound (walk->house);
      done += walk->done;
    }
  g_test_message ("%u done", done);
  g_assert_cmpuint (done, >, 60 * n); /* it was a walk, not a row of refusals */
}

static void
test_lists_follow (void)
{
  guint n = length_of (4);

  for (guint round = 0; round < n; round++)
    {
      g_autoptr (Walk) walk = walk_new (seed_of (2000) + round);

      for (guint i = 0; i < N_LISTS; i++)
        g_ptr_array_add (walk->lists, random_list (walk, i));
      for (guint i = 0; i < 120; i++)
        {
          gint64 before = callout_store_last_event (walk->house->store, NULL);

          if (chance (walk, 10))
            random_undo (walk);
          else
            random_command (walk, FALSE);
          if (callout_store_last_event (walk->house->store, NULL) != before)
            follow_lists (walk);
        }
    }
}

static int
compare_lines (const void *a,
               const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
snapshot_kind (Walk        *self,
               CalloutKind  kind,
               GString     *text)
{
  g_autoptr (GArray) ids = all_ids (self, kind);
  guint n_fields;
  const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CalloutEntity) entity = callout_store_get (self->house->store, kind, g_array_index (ids, gint64, i), NULL);

      /* A row that was taken away and came back is another row of the same content. */
      if (callout_kind_get_prefix (kind) != NULL && kind != CALLOUT_KIND_MEMBERSHIP)
        g_string_append_printf (text, "%" G_GINT64_FORMAT, entity->id);
      g_string_append_printf (text, " %s:", callout_enum_key (CALLOUT_TYPE_KIND, kind));
      for (guint j = 0; j < n_fields; j++)
        if ((fields[j].flags & CALLOUT_FIELD_DERIVED) == 0)
          {
            g_autofree char *value = callout_entity_dup_value (entity, &fields[j]);

            g_string_append_printf (text, " %s=%s", fields[j].name, value != NULL ? value : "-");
          }
      g_string_append_c (text, '\n');
    }
}

/* Everything stored but for how often and when it was last written. Events are
 * never taken back, pictures stay, and who was told was told. */
static char *
snapshot (Walk *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  for (int kind = CALLOUT_KIND_NONE + 1; kind < CALLOUT_N_KINDS; kind++)
    if (kind != CALLOUT_KIND_EVENT && kind != CALLOUT_KIND_ICON && kind != CALLOUT_KIND_NOTIFICATION && kind != CALLOUT_KIND_OUTBOX
        && kind != CALLOUT_KIND_MESSAGE && kind != CALLOUT_KIND_CONVERSATION && kind != CALLOUT_KIND_READ_MARK)
      snapshot_kind (self, kind, text);
  lines = g_strsplit (text->str, "\n", -1);
  qsort (lines, g_strv_length (lines), sizeof *lines, compare_lines);
  return g_strjoinv ("\n", lines);
}

/* What was said of a ticket stays, and the ticket with it. */
static gboolean
was_spoken_of (Walk         *self,
               CalloutEvent *event)
{
  g_autoptr (GPtrArray) messages = NULL;

  if (!g_str_equal (event->command, "ticket.create"))
    return FALSE;
  messages = callout_store_children (self->house->store, CALLOUT_KIND_MESSAGE, "ticket", event->target, NULL);
  return messages->len > 0;
}

/* The number of a ticket that stays nevertheless; 0 as a rule. */
static gint64
take_back (Walk   *self,
           gint64  number)
{
  g_autoptr (CalloutEntity) event = callout_store_get (self->house->store, CALLOUT_KIND_EVENT, number, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) result = NULL;
  static const char *const others[] = { "root", "admi", "dina" };

  result = callout_commands_undo (self->house->store, CALLOUT_EVENT (event)->actor, CALLOUT_SOURCE_CTL, number, NULL, &error);
  /* Who gave away their own right to it needs an administrator. */
  for (guint i = 0; result == NULL && i < G_N_ELEMENTS (others)
                    && (error->code == CALLOUT_ERROR_NOT_ALLOWED || error->code == CALLOUT_ERROR_NOT_FOUND); i++)
    {
      g_clear_error (&error);
      result = callout_commands_undo (self->house->store, house_person (self->house, others[i]), CALLOUT_SOURCE_CTL, number, NULL,
                                      &error);
    }
  if (result == NULL && was_spoken_of (self, CALLOUT_EVENT (event)))
    return CALLOUT_EVENT (event)->target;
  if (result == NULL)
    g_error ("seed %" G_GINT64_FORMAT ": event %" G_GINT64_FORMAT " (%s by %s): %s", self->seed, number,
             CALLOUT_EVENT (event)->command, CALLOUT_EVENT (event)->actor_login, error->message);
  return 0;
}

/* Without the lines that tell of a ticket. */
static char *
leave_out (char       *text,
           GHashTable *tickets)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GList) ids = g_hash_table_get_keys (tickets);
      gboolean told = FALSE;

      for (GList *l = ids; l != NULL; l = l->next)
        {
          g_autofree char *own = g_strdup_printf ("%d ticket:", GPOINTER_TO_INT (l->data));
          g_autofree char *child = g_strdup_printf (" ticket=%d ", GPOINTER_TO_INT (l->data));

          told |= g_str_has_prefix (lines[i], own) || strstr (lines[i], child) != NULL;
        }
      if (!told)
        g_string_append_printf (rest, "%s\n", lines[i]);
    }
  g_free (text);
  return g_string_free (g_steal_pointer (&rest), FALSE);
}

static void
test_back_to_the_start (void)
{
  guint n = length_of (6);

  for (guint round = 0; round < n; round++)
    {
      g_autoptr (Walk) walk = walk_new (seed_of (3000) + round);
      g_autofree char *before = snapshot (walk);
      g_autofree char *after = NULL;
      g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);
      g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (gint64));

      for (guint i = 0; i < 200; i++)
        {
          gint64 event;

          move_clock (walk);
          event = random_command (walk, TRUE);
          if (event != 0)
            g_array_append_val (events, event);
        }
      g_assert_cmpuint (events->len, >, 10);
      for (guint i = events->len; i > 0; i--)
        {
          gint64 spoken = take_back (walk, g_array_index (events, gint64, i - 1));

          if (spoken != 0)
            g_hash_table_add (kept, GINT_TO_POINTER ((int) spoken));
        }
      before = leave_out (before, kept);
      after = leave_out (snapshot (walk), kept);
      if (!g_str_equal (before, after))
        {
          g_printerr ("# before\n%s\n# after\n%s\n", before, after);
          g_error ("seed %" G_GINT64_FORMAT ": not back where it began", walk->seed);
        }
      house_assert_sound (walk->house);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/commands/walks/sound", test_sound);
  g_test_add_func ("/commands/walks/lists-follow", test_lists_follow);
  g_test_add_func ("/commands/walks/back-to-the-start", test_back_to_the_start);
  return g_test_run ();
}
