/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-test-store.h"

#include <math.h>
#include <string.h>

/* Tickets with a letter each in their note, so that an answer is a word. */
static const struct {
  const char *letter;
  const char *pairs[17];
} tickets[] = {
  { "a", { "title", "Lamp is out", "type", "Street Lights", "priority", "high", "skills", "lamp", "due_latest", "3000000",
           "latitude", "42.36", "longitude", "-71.06", "vip", "1" } },
  { "b", { "title", "lamp flickers", "type", "Street Lights", "priority", "low", "skills", "ladder lamp", "due_latest", "1000000",
           "latitude", "0", "longitude", "0" } },
  { "c", { "title", "100% broken_sign \\ here", "type", "Signs", "priority", "normal", "district", "Back Bay", "due_latest", "2000000" } },
  { "d", { "title", "Ärger mit Straße", "type", NULL } },
  { "e", { "title", "Zoë \"quoted\" AND NOT column:title NEAR(x y) -minus", "type", "Other", "skills", "lamps", "progress", "closed" } },
  { "f", { "title", "Z", "type", "other", "progress", "in-progress", "external_source", "boston-311", "external_id", "101001232525" } },
};

static void
furnish (Fixture *fixture)
{
  write_begin (fixture->store, "test.furnish");
  for (guint i = 0; i < G_N_ELEMENTS (tickets); i++)
    {
      g_autoptr (CalloutEntity) ticket = callout_entity_new_for_kind (CALLOUT_KIND_TICKET);
      g_autoptr (GError) error = NULL;

      CALLOUT_TICKET (ticket)->note = g_strdup (tickets[i].letter);
      CALLOUT_TICKET (ticket)->progress = CALLOUT_PROGRESS_OPEN;
      CALLOUT_TICKET (ticket)->priority = CALLOUT_PRIORITY_NORMAL;
      for (guint j = 0; j < 16 && tickets[i].pairs[j] != NULL; j += 2)
        callout_entity_take_value (ticket, callout_kind_find_field (CALLOUT_KIND_TICKET, tickets[i].pairs[j]),
                                   tickets[i].pairs[j + 1]);
      callout_store_insert (fixture->store, ticket, &error);
      g_assert_no_error (error);
    }
  write_end (fixture->store);
}

static char *
ask (Fixture            *fixture,
     CalloutQuery       *query,
     const CalloutSight *sight)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = callout_store_query_ids (fixture->store, query, sight, NULL, &error);
  g_autoptr (GString) letters = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpint (callout_store_count (fixture->store, query, sight, NULL), ==, ids->len);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CalloutEntity) ticket = callout_store_get (fixture->store, CALLOUT_KIND_TICKET, g_array_index (ids, gint64, i), NULL);

      g_string_append (letters, CALLOUT_TICKET (ticket)->note);
    }
  return g_string_free (g_steal_pointer (&letters), FALSE);
}

static void
test_filters (Fixture *fixture)
{
  static const struct {
    const char *filter;
    const char *letters;
  } cases[] = {
    { "", "abcdef" },
    /* text */
    { "title=Z", "f" },
    { "title=z", "" },
    { "title!=Z", "abcde" },
    { "type=Street Lights", "ab" },
    { "type=", "d" },
    { "type!=", "abcef" },
    { "type=|Signs", "cd" },
    { "type!=|Signs", "abef" },
    { "type!=Street Lights", "cdef" },
    { "type!=Street Lights|Signs", "def" },
    { "title~lamp", "ab" },
    { "title~LAMP", "ab" },
    { "title~100%", "c" },
    { "title~%", "c" },
    { "title~_", "c" },
    { "title~broken_sign", "c" },
    { "title~brokenXsign", "" },
    { "title~\\", "c" },
    { "title~'", "" },
    { "title~Straße", "d" },
    { "title~lamp|sign", "abc" },
    /* as a list sorted by it has them: without regard to case */
    { "title<b", "c" },
    { "title>LAMP IS OUT", "def" },
    { "district<BACK BAZ", "c" },
    /* sets of keys: whole words */
    { "skills=lamp", "ab" },
    { "skill=lamp", "ab" },
    { "skills=ladder", "b" },
    { "skills=lam", "" },
    { "skills=l%p", "" },
    { "skills=", "cdf" },
    { "skills!=lamp", "cdef" },
    { "skills!=", "abe" },
    { "skills=ladder|lamps", "be" },
    /* numbers, truth, enums by rank */
    { "vip=true", "a" },
    { "vip=false", "bcdef" },
    { "vip!=true", "bcdef" },
    { "priority=high", "a" },
    { "priority>low", "acdef" },
    { "priority<high", "bcdef" },
    { "priority!=normal", "ab" },
    { "progress=open|in-progress", "abcdf" },
    { "progress>open", "ef" },
    { "cycle=0", "abcdef" },
    { "cycle>0", "" },
    { "latitude>42", "a" },
    { "latitude=0", "b" },
    { "latitude<1", "b" },
    { "latitude=", "cdef" },
    { "latitude!=", "ab" },
    /* times; what has none is neither before nor after */
    { "due_latest<1970-01-01T00:00:02Z", "b" },
    { "due_latest>1970-01-01T00:00:01Z", "ac" },
    { "due_latest=1970-01-01T00:00:02Z", "c" },
    { "due_latest>1970-01-01", "abc" },
    { "due_latest=", "def" },
    { "due_latest!=", "abc" },
    { "created_at>2026-01-01", "abcdef" },
    { "version=1", "abcdef" },
    /* several */
    { "type=Street Lights and priority=low", "b" },
    { "type=Street Lights AND priority=low", "b" },
    { "  type = Street Lights   and   skills=ladder ", "b" },
    { "title~lamp and title!=Lamp is out", "b" },
    { "external_id=101001232525", "f" },
    { "customer=", "abcdef" },
    { "assignee=", "abcdef" },
  };

  furnish (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
      g_autoptr (GError) error = NULL;
      g_autofree char *letters = NULL;

      g_test_message ("%s", cases[i].filter);
      callout_query_add_filter (query, cases[i].filter, &error);
      g_assert_no_error (error);
      letters = ask (fixture, query, NULL);
      g_assert_cmpstr (letters, ==, cases[i].letters);
    }
}

/* `~` passes over the case of every letter there is, and knows no signs. */
static void
test_contains (Fixture *fixture)
{
  static const struct {
    const char *title;
    const char *sought;
    gboolean found;
  } cases[] = {
    { "Ärger mit der Straße", "ärger", TRUE },
    { "ÜBERLAUF IM KELLER", "überlauf im", TRUE },
    { "überlauf im Keller", "ÜBERLAUF IM K", TRUE },
    { "Überlauf", "uberlauf", FALSE },
    { "Große Fuge", "GROßE", TRUE },
    { "GROẞE FUGE", "große", TRUE },
    { "Grosse Fuge", "große", FALSE },
    { "Разбитая Лампа", "лАМПА", TRUE },
    { "Разбитая Лампа", "лампы", FALSE },
    { "Разбитая лампа 77", "ЛАМПА 7", TRUE },
    { "ΟΔΟΣ ΕΡΜΟΥ", "οδος ερμου", TRUE },
    { "οδος Ερμού", "ΟΔΟΣ", TRUE },
    { "İstanbul kapısı", "kapisi", FALSE },
    { "İstanbul kapısı", "KAPıSı", TRUE },
    { "配水管破裂", "水管", TRUE },
    { "配水管破裂", "水破", FALSE },
    { "é*[x]?_%\\", "É*[X]?_%\\", TRUE },
    { "*É", "*é", TRUE },
    { "éa[x]", "É*[x]", FALSE },
    { "éax", "É[a-z]x", FALSE },
    { "éax", "É?x", FALSE },
    { "xé", "?É", FALSE },
    { "é^-]", "É^-]", TRUE },
    { "éa%b", "É_%", FALSE },
    { "naïve café", "VE CAFÉ", TRUE },
    { "naïve café", "VE", TRUE },
    { "naïve cafe", "VE CAFÉ", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CalloutEntity) ticket = callout_entity_new_for_kind (CALLOUT_KIND_TICKET);
      g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
      g_autoptr (GArray) ids = NULL;
      g_autoptr (GError) error = NULL;
      const char *values[] = { cases[i].sought, NULL };
      gboolean found = FALSE;

      write_begin (fixture->store, "test.contains");
      CALLOUT_TICKET (ticket)->title = g_strdup (cases[i].title);
      callout_store_insert (fixture->store, ticket, &error);
      g_assert_no_error (error);
      write_end (fixture->store);

      g_test_message ("%s ~ %s", cases[i].title, cases[i].sought);
      callout_query_add (query, "title", CALLOUT_OP_CONTAINS, values, &error);
      g_assert_no_error (error);
      ids = callout_store_query_ids (fixture->store, query, NULL, NULL, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < ids->len; j++)
        found = found || g_array_index (ids, gint64, j) == ticket->id;
      g_assert_cmpint (found, ==, cases[i].found);
    }
}

static void
test_bad_filters (Fixture *fixture)
{
  static const struct {
    CalloutKind kind;
    const char *filter;
    const char *said; /* what the sentence must hold */
  } cases[] = {
    { CALLOUT_KIND_TICKET, "colour=red", "title, type, description" },
    { CALLOUT_KIND_TICKET, "=red", "There is no field" },
    { CALLOUT_KIND_TICKET, "title", "title~lamp" },
    { CALLOUT_KIND_TICKET, "title!lamp", "title~lamp" },
    { CALLOUT_KIND_TICKET, "priority=urgent", "low, normal, high" },
    { CALLOUT_KIND_TICKET, "priority<", "low, normal, high" },
    { CALLOUT_KIND_TICKET, "vip=maybe", "true or false" },
    { CALLOUT_KIND_TICKET, "cycle=two", "number" },
    { CALLOUT_KIND_TICKET, "cycle=2x", "number" },
    { CALLOUT_KIND_TICKET, "latitude=north", "number" },
    { CALLOUT_KIND_TICKET, "due_latest<soon", "soon" },
    { CALLOUT_KIND_TICKET, "due_latest<2026-02-30", "2026-02-30" },
    { CALLOUT_KIND_TICKET, "due_latest<", "date" },
    { CALLOUT_KIND_TICKET, "customer=Public Works", "customer" },
    { CALLOUT_KIND_TICKET, "title=x and nonsense", "condition" },
    /* Another kind's number is no answer. */
    { CALLOUT_KIND_TICKET, "customer=T-1", "T-1" },
    { CALLOUT_KIND_TICKET, "id=WO-1", "WO-1" },
    { CALLOUT_KIND_WORK_ORDER, "ticket=C-1", "C-1" },
    { CALLOUT_KIND_PERSON, "password_hash=x", "There is no field" },
    { CALLOUT_KIND_PERSON, "password_hash~$", "There is no field" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CalloutQuery) query = callout_query_new (cases[i].kind);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].filter);
      g_assert_false (callout_query_add_filter (query, cases[i].filter, &error));
      g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].said));
      g_assert_null (strstr (error->message, ", password_hash"));
    }
}

/* Every field that may be seen can be filtered by and sorted by, of every kind. */
static void
test_every_field (Fixture *fixture)
{
  static const struct {
    CalloutOp op;
    const char *value;
  } questions[] = {
    { CALLOUT_OP_IS, "" }, { CALLOUT_OP_IS_NOT, "" }, { CALLOUT_OP_IS, NULL }, { CALLOUT_OP_IS_NOT, NULL },
    { CALLOUT_OP_LESS, NULL }, { CALLOUT_OP_MORE, NULL }, { CALLOUT_OP_CONTAINS, NULL },
  };

  furnish (fixture);
  for (int kind = CALLOUT_KIND_NONE + 1; kind < CALLOUT_N_KINDS; kind++)
    {
      guint n_fields;
      const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);

      for (guint i = 0; i < n_fields; i++)
        for (guint j = 0; j < G_N_ELEMENTS (questions); j++)
          {
            g_autoptr (CalloutQuery) query = callout_query_new (kind);
            g_autoptr (GError) error = NULL;
            g_autoptr (GArray) ids = NULL;
            CalloutSight sights[] = { { CALLOUT_SIGHT_ALL, 1 }, { CALLOUT_SIGHT_GROUPS, 1 }, { CALLOUT_SIGHT_OWN, 1 } };
            const char *values[] = { questions[j].value, NULL };

            if (fields[i].flags & CALLOUT_FIELD_SECRET)
              continue;
            if (values[0] == NULL)
              values[0] = fields[i].type == CALLOUT_FIELD_TIME ? "2026-03-08" : "1";
            if (fields[i].type == CALLOUT_FIELD_ENUM && questions[j].value == NULL)
              values[0] = callout_enum_key (fields[i].enum_type (), 1);
            g_test_message ("%s.%s, question %u", callout_enum_key (CALLOUT_TYPE_KIND, kind), fields[i].name, j);
            callout_query_add (query, fields[i].name, questions[j].op, values, &error);
            g_assert_no_error (error);
            callout_query_set_sort (query, fields[i].name, j % 2 == 0, &error);
            g_assert_no_error (error);
            callout_query_set_words (query, j % 3 == 0 ? "lamp" : NULL);
            ids = callout_store_query_ids (fixture->store, query, &sights[j % 3], NULL, &error);
            g_assert_no_error (error);
            g_assert_cmpint (callout_store_count (fixture->store, query, &sights[j % 3], &error), ==, ids->len);
            g_assert_no_error (error);
          }
    }
}

static void
test_sort (Fixture *fixture)
{
  static const struct {
    const char *sort;
    const char *letters;
  } cases[] = {
    { "id", "abcdef" },
    { "-id", "fedcba" },
    { "title", "cbafed" },       /* without regard to case; letters beyond ASCII last */
    { "-title", "defabc" },
    { "due_latest", "bcadef" },  /* who has none comes last */
    { "-due_latest", "acbfed" }, /* either way */
    { "latitude", "bacdef" },
    { "-latitude", "abfedc" },
    { "priority", "bcdefa" },    /* by rank, not by the alphabet */
    { "-priority", "afedcb" },
    { "progress", "abcdfe" },
    { "type", "efcabd" },
    { "district", "cabdef" },
  };

  furnish (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
      g_autoptr (GError) error = NULL;
      g_autofree char *letters = NULL;

      callout_query_parse_sort (query, cases[i].sort, &error);
      g_assert_no_error (error);
      letters = ask (fixture, query, NULL);
      g_test_message ("%s: %s", cases[i].sort, letters);
      g_assert_cmpstr (letters, ==, cases[i].letters);
    }
  {
    g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
    g_autoptr (GError) error = NULL;

    g_assert_false (callout_query_parse_sort (query, "-colour", &error));
    g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
    g_clear_error (&error);
    g_assert_false (callout_query_parse_sort (query, "title; DROP TABLE ticket", &error));
    g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
    g_clear_error (&error);
    g_assert_false (callout_query_parse_sort (query, "", &error));
    g_assert_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID);
  }
}

static void
test_limit (Fixture *fixture)
{
  static const struct {
    gint64 limit;
    gint64 offset;
    const char *letters;
  } cases[] = {
    { 2, 0, "ab" }, { 2, 2, "cd" }, { 2, 5, "f" }, { 2, 9, "" }, { 0, 0, "" }, { -1, 0, "abcdef" }, { -1, 4, "ef" }, { 3, -1, "abc" },
  };

  furnish (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
      g_autoptr (GArray) ids = NULL;

      callout_query_set_limit (query, cases[i].limit, cases[i].offset);
      ids = callout_store_query_ids (fixture->store, query, NULL, NULL, NULL);
      g_assert_cmpuint (ids->len, ==, strlen (cases[i].letters));
      g_assert_cmpint (callout_store_count (fixture->store, query, NULL, NULL), ==, 6); /* how many there are in all */
      if (ids->len > 0)
        g_assert_cmpint (g_array_index (ids, gint64, 0) % 1000 - 1, ==, cases[i].letters[0] - 'a');
    }
}

/* The first rows in any order are the first of all of them. */
static void
test_limit_sorted (Fixture *fixture)
{
  static const char *const sorts[] = { "priority", "-priority", "visibility", "-visibility", "progress", "-progress", "-title", "vip", "due_latest" };
  static const char *const filters[] = { "", "priority!=high", "priority=normal", "title~a and progress=open" };

  furnish (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (sorts) * G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
      g_autoptr (GArray) all = NULL;
      g_autoptr (GError) error = NULL;

      callout_query_parse_sort (query, sorts[i % G_N_ELEMENTS (sorts)], &error);
      g_assert_no_error (error);
      callout_query_add_filter (query, filters[i / G_N_ELEMENTS (sorts)], &error);
      g_assert_no_error (error);
      all = callout_store_query_ids (fixture->store, query, NULL, NULL, &error);
      g_assert_no_error (error);
      for (guint limit = 0; limit <= all->len + 1; limit++)
        for (guint offset = 0; offset <= all->len; offset++)
          {
            g_autoptr (GArray) some = NULL;

            g_test_message ("%s, %s: %u from %u", sorts[i % G_N_ELEMENTS (sorts)], filters[i / G_N_ELEMENTS (sorts)], limit, offset);
            callout_query_set_limit (query, limit, offset);
            some = callout_store_query_ids (fixture->store, query, NULL, NULL, &error);
            g_assert_no_error (error);
            g_assert_cmpuint (some->len, ==, MIN (limit, all->len - offset));
            for (guint j = 0; j < some->len; j++)
              g_assert_cmpint (g_array_index (some, gint64, j), ==, g_array_index (all, gint64, offset + j));
          }
    }
}

/* What a person types is words, whatever signs are in it. */
static void
test_words (Fixture *fixture)
{
  static const struct {
    const char *words;
    const char *letters;
  } cases[] = {
    { "lamp", "ab" },
    { "LAMP", "ab" },
    { "lam", "ab" },
    { "lamp out", "a" },
    { "out lamp", "a" },
    { "amp", "" },
    { "arger", "d" }, /* accents do not matter */
    { "ÄRGER", "d" },
    { "zoe", "e" },
    { "\"quoted\"", "e" },
    { "\"", "" },
    { "\"lamp", "ab" },
    { "lamp \" out", "a" },
    { "AND", "e" },
    { "lamp AND out", "" },
    { "lamp OR sign", "" },
    { "NOT", "e" },
    { "NEAR(x y)", "e" },
    { "column:title", "e" },
    { "title:lamp", "" },
    { "{title}", "e" },
    { "-minus", "e" },
    { "lamp -out", "a" },
    { "^lamp", "ab" },
    { "lamp*", "ab" },
    { "*", "" },
    { "lamp *", "ab" },
    { "- lamp", "ab" },
    { "()", "" },
    { "100%", "c" },
    { "street lights", "ab" },
    { "back bay", "c" },
    { "101001232525", "f" },
    { "1010012", "f" },
    { "", "abcdef" },
    { " \t\n", "abcdef" },
    { "' OR 1=1 --", "" },
    { "\xff\xfe lamp", "ab" },
  };

  furnish (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
      g_autofree char *readable = g_utf8_make_valid (cases[i].words, -1);
      g_autofree char *letters = NULL;

      callout_query_set_words (query, cases[i].words);
      letters = ask (fixture, query, NULL);
      g_test_message ("“%s”: %s", readable, letters);
      g_assert_cmpstr (letters, ==, cases[i].letters);
    }
}

/* The words of a row follow it: changed, taken back, deleted. */
static void
test_words_follow (Fixture *fixture)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_CUSTOMER);
  g_autoptr (CalloutEntity) customer = NULL;

  callout_query_set_words (query, "harbour");
  write_begin (fixture->store, "customer.create");
  customer = insert_row (fixture->store, CALLOUT_KIND_CUSTOMER, "name", "Harbour Office", NULL);
  write_end (fixture->store);
  g_assert_cmpint (callout_store_count (fixture->store, query, NULL, NULL), ==, 1);

  write_begin (fixture->store, "customer.edit");
  change_row (fixture->store, customer, "name", "Airport Office");
  write_end (fixture->store);
  g_assert_cmpint (callout_store_count (fixture->store, query, NULL, NULL), ==, 0);

  write_begin (fixture->store, "customer.edit");
  change_row (fixture->store, customer, "address", "1 Harbour Street");
  g_assert_cmpint (callout_store_count (fixture->store, query, NULL, NULL), ==, 1);
  callout_store_rollback (fixture->store);
  g_assert_cmpint (callout_store_count (fixture->store, query, NULL, NULL), ==, 0);

  g_clear_object (&customer);
  {
    g_autoptr (GArray) ids = NULL;

    callout_query_set_words (query, "airport");
    ids = callout_store_query_ids (fixture->store, query, NULL, NULL, NULL);
    g_assert_cmpuint (ids->len, ==, 1);
    customer = callout_store_get (fixture->store, CALLOUT_KIND_CUSTOMER, g_array_index (ids, gint64, 0), NULL);
  }
  write_begin (fixture->store, "customer.delete");
  g_assert_true (callout_store_delete (fixture->store, customer, NULL));
  write_end (fixture->store);
  g_assert_cmpint (callout_store_count (fixture->store, query, NULL, NULL), ==, 0);
  assert_no_faults (fixture->store);
}

/* An id as text; good until the eighth one after it. */
static const char *
number_of (CalloutEntity *entity)
{
  static char numbers[8][24];
  static guint n = 0;
  char *text = numbers[n++ % G_N_ELEMENTS (numbers)];

  g_snprintf (text, sizeof numbers[0], "%" G_GINT64_FORMAT, entity->id);
  return text;
}

static CalloutEntity *
add_person (CalloutStore *store,
            const char   *login,
            const char   *roles)
{
  return insert_row (store, CALLOUT_KIND_PERSON, "login", login, "name", login, "roles", roles, "active", "1", NULL);
}

/* Loads of engineers: what waits is neither checked out nor ended, and today's
 * is what is planned today, or was given today where nothing is planned. */
static void
test_resources (Fixture *fixture)
{
  CalloutTime midnight = G_GINT64_CONSTANT (1772928000000000);
  static const struct {
    const char *state;
    gint64 planned; /* hours from midnight; G_MININT64: not planned */
    gint64 given;
  } orders[] = {
    { "assigned", 9, -48 },             /* today */
    { "travel", G_MININT64, 8 },        /* today */
    { "dispatched", 24, 8 },            /* tomorrow at midnight */
    { "accepted", G_MININT64, -1 },     /* yesterday's */
    { "checked-out", 9, 8 }, { "closed", 9, 8 },
  };
  g_autoptr (CalloutEntity) ada = NULL, ben = NULL, gone = NULL, desk = NULL, lights = NULL, company = NULL, ticket = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GError) error = NULL;
  CalloutResourceRow *row;
  gint64 only[1];

  write_begin (fixture->store, "test.furnish");
  ada = insert_row (fixture->store, CALLOUT_KIND_PERSON, "login", "ada", "name", "Ada", "roles", "dispatcher member", "active", "1",
                    "latitude", "0", "longitude", "0", "position_at", "5", "skills", "lamp", "shift", "Mo-Fr 07:00-15:30",
                    "availability", "busy", NULL);
  ben = add_person (fixture->store, "ben", "member");
  gone = insert_row (fixture->store, CALLOUT_KIND_PERSON, "login", "gone", "name", "Gone", "roles", "member", "active", "0", NULL);
  desk = add_person (fixture->store, "desk", "dispatcher");
  lights = insert_row (fixture->store, CALLOUT_KIND_GROUP, "key", "lights", "name", "Lights", NULL);
  company = insert_row (fixture->store, CALLOUT_KIND_GROUP, "key", "company", "name", "Company", "type", "provider", NULL);
  g_object_unref (insert_row (fixture->store, CALLOUT_KIND_MEMBERSHIP, "group", number_of (lights), "person", number_of (ada), NULL));
  g_object_unref (insert_row (fixture->store, CALLOUT_KIND_MEMBERSHIP, "group", number_of (company), "person", number_of (ben), NULL));
  g_object_unref (insert_row (fixture->store, CALLOUT_KIND_MEMBERSHIP, "group", number_of (lights), "person", number_of (ben), "part",
                              "dispatcher", NULL));
  ticket = insert_row (fixture->store, CALLOUT_KIND_TICKET, "title", "Lamp", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (CalloutEntity) order = NULL;
      gint64 planned_start = orders[i].planned == G_MININT64 ? 0 : midnight + orders[i].planned * CALLOUT_HOUR;
      g_autofree char *planned = g_strdup_printf ("%" G_GINT64_FORMAT, planned_start);
      g_autofree char *given = g_strdup_printf ("%" G_GINT64_FORMAT, midnight + orders[i].given * CALLOUT_HOUR);

      order = insert_row (fixture->store, CALLOUT_KIND_WORK_ORDER, "ticket", number_of (ticket), "workflow", "1", "state", orders[i].state,
                          "planned_start", planned, NULL);
      g_object_unref (insert_row (fixture->store, CALLOUT_KIND_ASSIGNMENT, "work_order", number_of (order), "person", number_of (ada),
                                  "assigned_at", given, "state", i == 0 ? "accepted" : "assigned", NULL));
      g_object_unref (insert_row (fixture->store, CALLOUT_KIND_ASSIGNMENT, "work_order", number_of (order), "person", number_of (ben), "part",
                                  "collaborator", "state", i % 2 == 0 ? "removed" : "rejected", NULL));
    }
  write_end (fixture->store);

  rows = callout_store_resources (fixture->store, midnight, midnight + CALLOUT_DAY, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2); /* neither who left nor who sits at the desk */
  row = rows->pdata[0];
  g_assert_cmpint (row->person, ==, ada->id);
  g_assert_cmpfloat (row->latitude, ==, 0);
  g_assert_cmpfloat (row->longitude, ==, 0);
  g_assert_cmpint (row->position_at, ==, 5);
  g_assert_cmpint (row->availability, ==, CALLOUT_AVAILABILITY_BUSY);
  g_assert_cmpstr (row->shift, ==, "Mo-Fr 07:00-15:30");
  g_assert_cmpstr (row->skills, ==, "lamp");
  g_assert_false (row->external);
  g_assert_cmpuint (row->groups->len, ==, 1);
  g_assert_cmpint (g_array_index (row->groups, gint64, 0), ==, lights->id);
  g_assert_cmpuint (row->pending, ==, 4);
  g_assert_cmpuint (row->today, ==, 2);
  row = rows->pdata[1];
  g_assert_true (isnan (row->latitude));
  g_assert_true (row->external);
  g_assert_cmpuint (row->groups->len, ==, 1); /* who only dispatches for a group is not in it */
  g_assert_cmpuint (row->pending, ==, 0);

  only[0] = ben->id;
  some = callout_store_resources (fixture->store, midnight, midnight + CALLOUT_DAY, only, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_cmpint (((CalloutResourceRow *) some->pdata[0])->person, ==, ben->id);
  g_clear_pointer (&some, g_ptr_array_unref);
  some = callout_store_resources (fixture->store, midnight, midnight + CALLOUT_DAY, only, 0, &error);
  g_assert_cmpuint (some->len, ==, 0);
}

/* Tickets with what they have from other rows: some of it, in any combination. */
static void
furnish_around (Fixture *fixture)
{
  static const char *const names[] = { "Hotel", "hotel", "Bakery", "Zoo", "Ärzte" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  gint64 customers[5], machines[4], people[4];

  write_begin (fixture->store, "test.furnish");
  for (guint i = 0; i < G_N_ELEMENTS (customers); i++)
    {
      g_autoptr (CalloutEntity) row = insert_row (fixture->store, CALLOUT_KIND_CUSTOMER, "name", names[i], NULL);

      customers[i] = row->id;
    }
  for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
    {
      g_autofree char *code = g_strdup_printf ("code-%u", i);
      g_autoptr (CalloutEntity) row = insert_row (fixture->store, CALLOUT_KIND_EQUIPMENT, "name", names[i], "code", code, NULL);

      machines[i] = row->id;
    }
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      static const char *const logins[] = { "ada", "Ben", "cem", "zoe" };
      g_autoptr (CalloutEntity) row = insert_row (fixture->store, CALLOUT_KIND_PERSON, "login", logins[i], "name", names[i], NULL);

      people[i] = row->id;
    }
  for (guint i = 0; i < 80; i++)
    {
      g_autoptr (CalloutTicket) ticket = g_object_new (CALLOUT_TYPE_TICKET, NULL);
      g_autoptr (CalloutWorkOrder) order = g_object_new (CALLOUT_TYPE_WORK_ORDER, NULL);
      gint64 id;

      ticket->title = g_strdup_printf ("Ticket %u", i);
      ticket->customer = g_rand_boolean (rand) ? customers[g_rand_int_range (rand, 0, 5)] : 0;
      ticket->equipment = g_rand_boolean (rand) ? machines[g_rand_int_range (rand, 0, 4)] : 0;
      ticket->contact = g_rand_boolean (rand) ? people[g_rand_int_range (rand, 0, 4)] : 0;
      ticket->created_by = g_rand_boolean (rand) ? people[g_rand_int_range (rand, 0, 4)] : 0;
      ticket->cycle = g_rand_int_range (rand, 0, 2);
      g_assert_true (callout_store_insert (fixture->store, CALLOUT_ENTITY (ticket), NULL));
      id = CALLOUT_ENTITY (ticket)->id;
      for (gint64 cycle = 0; cycle <= ticket->cycle; cycle++)
        if (g_rand_boolean (rand))
          {
            g_autoptr (CalloutRating) rating = g_object_new (CALLOUT_TYPE_RATING, NULL);

            rating->ticket = id;
            rating->cycle = cycle;
            rating->stars = g_rand_int_range (rand, 1, 6);
            g_assert_true (callout_store_insert (fixture->store, CALLOUT_ENTITY (rating), NULL));
          }
      order->ticket = id;
      order->workflow = 1;
      g_assert_true (callout_store_insert (fixture->store, CALLOUT_ENTITY (order), NULL));
      for (guint j = 0; j < G_N_ELEMENTS (people); j++)
        {
          g_autoptr (CalloutTicketAssignee) assignee = g_object_new (CALLOUT_TYPE_TICKET_ASSIGNEE, NULL);
          g_autoptr (CalloutAssignment) assignment = g_object_new (CALLOUT_TYPE_ASSIGNMENT, NULL);

          assignee->ticket = id;
          assignee->person = assignment->person = people[j];
          assignment->work_order = CALLOUT_ENTITY (order)->id;
          assignment->part = CALLOUT_PART_COLLABORATOR;
          assignment->state = g_rand_boolean (rand) ? CALLOUT_ASSIGNMENT_STATE_ASSIGNED : CALLOUT_ASSIGNMENT_STATE_REMOVED;
          if (g_rand_int_range (rand, 0, 4) == 0)
            g_assert_true (callout_store_insert (fixture->store, CALLOUT_ENTITY (assignee), NULL));
          if (g_rand_int_range (rand, 0, 4) == 0)
            g_assert_true (callout_store_insert (fixture->store, CALLOUT_ENTITY (assignment), NULL));
        }
    }
  write_end (fixture->store);
}

/* A list read from where its order comes from is the list sorted row by row. */
static void
test_sort_by_others (Fixture *fixture)
{
  static const char *const fields[] = {
    "customer_name", "equipment_name", "contact_name", "rating", "assignees", "created_by_login", "flow_name",
  };
  static const char *const zero[] = { "0", NULL };

  furnish_around (fixture);
  for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
    for (guint way = 0; way < 6; way++)
      {
        g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
        g_autoptr (CalloutQuery) slow = NULL;
        g_autoptr (GArray) ids = NULL;
        g_autoptr (GArray) expected = NULL;
        g_autofree char *got = NULL;
        g_autofree char *wanted = NULL;
        g_autoptr (GError) error = NULL;

        g_assert_true (callout_query_set_sort (query, fields[f], way % 2 == 1, NULL));
        if (way >= 2)
          callout_query_set_limit (query, way < 4 ? 7 : 70, 0);
        slow = callout_query_copy (query);
        g_assert_true (callout_query_add (slow, "version", CALLOUT_OP_MORE, zero, NULL));
        ids = callout_store_query_ids (fixture->store, query, NULL, NULL, &error);
        g_assert_no_error (error);
        expected = callout_store_query_ids (fixture->store, slow, NULL, NULL, &error);
        g_assert_no_error (error);
        got = join_ids (ids);
        wanted = join_ids (expected);
        g_assert_cmpuint (ids->len, ==, way < 2 ? 80 : way < 4 ? 7 : 70);
        g_assert_cmpstr (got, ==, wanted);
      }
}

/* Rows found from the other side are those that say so themselves. */
static void
test_filter_by_others (Fixture *fixture)
{
  static const struct {
    const char *filter;
    const char *field;
    const char *value; /* what the field holds, or one of its keys is */
  } cases[] = {
    { "customer_name=Hotel", "customer_name", "Hotel" },
    { "equipment_name=Zoo", "equipment_name", "Zoo" },
    { "contact_name=Bakery", "contact_name", "Bakery" },
    { "created_by=Ben", "created_by_login", "Ben" },
    { "rating=3", "rating", "3" },
    { "assignees=ada", "assignees", "ada" },
    { "assignee=BEN", "assignees", "Ben" },
    { "assignees=nobody", "assignees", "nobody" },
  };

  furnish_around (fixture);
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_TICKET);
      g_autoptr (CalloutQuery) all = callout_query_new (CALLOUT_KIND_TICKET);
      g_autoptr (GArray) ids = NULL;
      g_autoptr (GArray) every = callout_store_query_ids (fixture->store, all, NULL, NULL, NULL);
      g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autofree char *got = NULL;
      g_autofree char *wanted = NULL;
      g_autoptr (GError) error = NULL;

      callout_query_add_filter (query, cases[c].filter, &error);
      g_assert_no_error (error);
      ids = callout_store_query_ids (fixture->store, query, NULL, NULL, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < every->len; i++)
        {
          gint64 id = g_array_index (every, gint64, i);
          g_autoptr (CalloutEntity) ticket = callout_store_get (fixture->store, CALLOUT_KIND_TICKET, id, NULL);
          const CalloutField *field = callout_kind_find_field (CALLOUT_KIND_TICKET, cases[c].field);
          g_autofree char *value = callout_entity_dup_value (ticket, field);

          if (field->type == CALLOUT_FIELD_KEYS ? callout_keys_contain (value, cases[c].value)
                                                : g_strcmp0 (value, cases[c].value) == 0)
            g_array_append_val (expected, id);
        }
      g_assert_cmpuint (expected->len > 0, ==, !g_str_equal (cases[c].value, "nobody"));
      got = join_ids (ids);
      wanted = join_ids (expected);
      g_assert_cmpstr (got, ==, wanted);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_store_test ("lists/filters", test_filters);
  add_store_test ("lists/contains", test_contains);
  add_store_test ("lists/bad-filters", test_bad_filters);
  add_store_test ("lists/every-field", test_every_field);
  add_store_test ("lists/sort", test_sort);
  add_store_test ("lists/limit", test_limit);
  add_store_test ("lists/limit-sorted", test_limit_sorted);
  add_store_test ("lists/words", test_words);
  add_store_test ("lists/words-follow", test_words_follow);
  add_store_test ("lists/resources", test_resources);
  add_store_test ("lists/sort-by-others", test_sort_by_others);
  add_store_test ("lists/filter-by-others", test_filter_by_others);
  return g_test_run ();
}
