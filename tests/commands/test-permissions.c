/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The permission matrix: every command × every person × every situation, as
 * permissions.table says. That table is written by hand from the rules of the
 * house; this file only reads it, furnishes a house with a work order in every
 * situation, and tries.
 */
#include "callout-test-house.h"

#include <string.h>

/* Table */

typedef struct {
  char *name; /* as the table calls them */
  char *login;
} Who;

typedef struct {
  char       *command;
  char       *columns;  /* name of the column set */
  char       *locked;   /* refused, same, only; absent: there is nothing to lock */
  GHashTable *args;     /* column or "" → args */
  GHashTable *cells;    /* "who column" → the sign */
} Rule;

typedef struct {
  GHashTable *columns; /* set → GStrv */
  GPtrArray  *people;  /* of Who */
  GHashTable *rules;   /* command → Rule */
  GHashTable *sights;  /* column set → Rule */
} Table;

static Rule *
rule_new (const char *command,
          const char *columns)
{
  Rule *self = g_new0 (Rule, 1);

  self->command = g_strdup (command);
  self->columns = g_strdup (columns);
  self->args = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static void
rule_free (gpointer data)
{
  Rule *self = data;

  g_free (self->command);
  g_free (self->columns);
  g_free (self->locked);
  g_hash_table_unref (self->args);
  g_hash_table_unref (self->cells);
  g_free (self);
}

static void
who_free (gpointer data)
{
  Who *self = data;

  g_free (self->name);
  g_free (self->login);
  g_free (self);
}

static char **
split_words (const char *line)
{
  g_autofree char *normal = g_strstrip (g_strdup (line));
  g_auto (GStrv) words = g_strsplit_set (normal, " \t", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_strv_builder_add (builder, words[i]);
  return g_strv_builder_end (builder);
}

static gboolean
is_customer (const Who *who)
{
  return g_str_equal (who->name, "customer") || g_str_equal (who->name, "outsider");
}

static void
add_cells (Table *self,
           Rule  *rule,
           char **words)
{
  char **columns = g_hash_table_lookup (self->columns, rule->columns);
  guint n = g_strv_length (columns);

  g_test_message ("%s: %s", rule->command != NULL ? rule->command : rule->columns, words[0]);
  g_assert_cmpuint (g_strv_length (words), ==, n + 1);
  for (guint i = 0; i < n; i++)
    {
      gboolean everybody = g_str_equal (words[0], "everybody");
      gboolean known = FALSE; /* everybody who works here, that is */

      for (guint j = 0; j < self->people->len; j++)
        {
          Who *who = g_ptr_array_index (self->people, j);

          if (everybody ? is_customer (who) : !g_str_equal (who->name, words[0]))
            continue;
          known = TRUE;
          g_assert_true (g_hash_table_insert (rule->cells, g_strjoin (" ", who->name, columns[i], NULL),
                                              g_strdup (words[i + 1])));
        }
      g_assert_true (known);
    }
}

static void
read_line (Table       *self,
           const char  *line,
           Rule       **rule)
{
  g_auto (GStrv) words = split_words (line);

  if (words[0] == NULL || *words[0] == '#')
    return;
  if (g_str_equal (words[0], "columns"))
    g_hash_table_insert (self->columns, g_strdup (words[1]), g_strdupv (words + 2));
  else if (g_str_equal (words[0], "people"))
    for (guint i = 1; words[i] != NULL; i += 2)
      {
        Who *who = g_new0 (Who, 1);

        who->name = g_strdup (words[i]);
        who->login = g_strdup (words[i + 1]);
        g_ptr_array_add (self->people, who);
      }
  else if (g_str_equal (words[0], "sight"))
    {
      *rule = rule_new (NULL, words[1]);
      g_assert_true (g_hash_table_insert (self->sights, g_strdup (words[1]), *rule));
    }
  else if (g_str_equal (words[0], "command"))
    {
      *rule = rule_new (words[1], words[2]);
      g_assert_nonnull (g_hash_table_lookup (self->columns, words[2]));
      g_assert_true (g_hash_table_insert (self->rules, g_strdup (words[1]), *rule));
    }
  else if (g_str_equal (words[0], "locked"))
    (*rule)->locked = g_strdup (words[1]);
  else if (g_str_has_prefix (words[0], "args"))
    {
      const char *rest = g_strstr_len (line, -1, words[0]) + strlen (words[0]);

      g_hash_table_insert ((*rule)->args, g_strdup (words[0][4] == '@' ? words[0] + 5 : ""),
                           g_strstrip (g_strdup (rest)));
    }
  else
    add_cells (self, *rule, words);
}

static Table *
table_read (void)
{
  Table *self = g_new0 (Table, 1);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "permissions.table", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  Rule *rule = NULL;

  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  self->people = g_ptr_array_new_with_free_func (who_free);
  self->rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, rule_free);
  self->sights = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, rule_free);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    read_line (self, lines[i], &rule);
  return self;
}

static void
table_free (Table *self)
{
  g_hash_table_unref (self->columns);
  g_ptr_array_unref (self->people);
  g_hash_table_unref (self->rules);
  g_hash_table_unref (self->sights);
  g_free (self);
}

static gboolean
has_sign (Rule       *rule,
          const Who  *who,
          const char *column,
          const char *sign)
{
  g_autofree char *cell = g_strjoin (" ", who->name, column, NULL);

  return rule != NULL && g_strcmp0 (g_hash_table_lookup (rule->cells, cell), sign) == 0;
}

/* House */

typedef struct {
  House      *house;
  GHashTable *cases;     /* column → reference of a ticket of a flow */
  GHashTable *orders;    /* column, with " locked" behind it where locked → reference */
  char       *customer;  /* C-1 of an order the group holds */
  char       *stranger;  /* C-2 of nobody's order */
} Scene;

#define DO(login, command, ref, args) g_object_unref (house_do (self->house, login, command, ref, args))

static char *
add_order (Scene *self,
           char   letter,
           char   holder,
           gboolean locked)
{
  g_autofree char *title = g_strdup_printf ("title=Order in %c%c;customer=%s", letter, holder, self->customer);
  g_autoptr (CalloutEntity) ticket = NULL;
  g_autoptr (CalloutEntity) order = NULL;
  g_autofree char *ticket_ref = NULL;
  g_autofree char *args = NULL;
  char *ref;

  ticket = house_do (self->house, "root", "ticket.create", NULL, title);
  ticket_ref = callout_entity_dup_ref (ticket);
  args = g_strconcat ("ticket=", ticket_ref, NULL);
  order = house_do (self->house, "dina", "work-order.create", NULL, args);
  ref = callout_entity_dup_ref (order);

  if (holder != 'D')
    DO ("dina", "work-order.route", ref, holder == 'X' ? "group=night" : "group=lights");
  if (letter == 'Z')
    DO ("dina", "work-order.cancel", ref, "reason=duplicate");
  else if (letter != 'P')
    {
      DO (holder == 'D' ? "dina" : "gina", "work-order.assign", ref, "lead=ada;collaborator=ben");
      if (letter != 'A')
        DO ("dina", "work-order.publish", ref, NULL);
      if (strchr ("CTWOX", letter) != NULL)
        DO ("ada", "work-order.accept", ref, NULL);
      for (const char *step = "TWOX"; strchr ("TWOX", letter) != NULL; step++)
        {
          DO ("ada", "work-order.step", ref, NULL);
          if (*step == letter)
            break;
        }
    }
  if (locked)
    DO ("dina", "work-order.lock", ref, NULL);
  return ref;
}

/* A ticket of the customer's, offered to the lead and the collaborator; from A
 * on the lead has accepted. */
static char *
add_case (Scene *self,
          char   letter)
{
  char *ref = house_new_case (self->house, "Case", letter == 'F' ? "cora" : "kim",
                              letter == 'F' ? CALLOUT_PROGRESS_DRAFT : CALLOUT_PROGRESS_CLOSED);

  if (letter == 'F')
    {
      DO ("cora", "ticket.answer", ref, "question=visibility;value=public");
      return ref;
    }
  DO ("root", "ticket.reopen", ref, NULL);
  if (letter == 'X')
    DO ("root", "ticket.cancel", ref, "reason=duplicate");
  if (letter == 'N')
    DO ("root", "ticket.set-visibility", ref, "visibility=internal");
  if (strchr ("AIDC", letter) != NULL)
    DO ("ada", "offer.accept", ref, NULL);
  if (letter == 'I')
    DO ("ada", "ticket.start", ref, NULL);
  if (strchr ("DC", letter) != NULL)
    DO ("ada", "ticket.done", ref, NULL);
  if (letter == 'C')
    DO ("kim", "ticket.rate", ref, "stars=5");
  return ref;
}

static Scene *
scene_new (Table *all)
{
  char **cases = g_hash_table_lookup (all->columns, "cases");
  Scene *self = g_new0 (Scene, 1);
  g_autoptr (CalloutEntity) customer = NULL;
  g_autoptr (CalloutEntity) stranger = NULL;
  char **columns = g_hash_table_lookup (all->columns, "orders");

  self->house = house_new ();
  self->orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  DO ("root", "person.create", NULL, "login=admi;name=Admi Admin;roles=admin");
  DO ("root", "person.create", NULL, "login=gise;name=Gise Group;roles=group-dispatcher;grants=reallocate");
  DO ("root", "person.create", NULL, "login=luca;name=Luca Left;roles=admin,dispatcher,member;grants=reallocate");
  DO ("root", "person.deactivate", "luca", NULL);
  DO ("root", "person.set-grant", "gert", "grant=reallocate");
  DO ("root", "person.create", NULL, "login=kim;name=Kim Customer;roles=code-user");
  DO ("root", "person.create", NULL, "login=lea;name=Lea Customer;roles=code-user");
  DO ("root", "flow.create", NULL, "key=survey;name=Survey;plan={\"steps\":[{\"title\":\"S\",\"questions\":["
                                   "{\"key\":\"a\",\"kind\":\"short\",\"label\":\"A\"}]}]}");
  DO ("root", "equipment.create", NULL, "name=Lift");
  DO ("root", "assistant.add", NULL, "title=Dark?;key=dark");
  DO ("root", "snippet.save", NULL, "name=Hello;text=Hello;house=true");
  DO ("dina", "snippet.save", NULL, "name=Bye;text=Bye");
  DO ("dina", "filter.save", NULL, "view=tickets;name=Ours;shared=true");
  DO ("dina", "filter.save", NULL, "view=tickets;name=Mine");
  DO ("root", "group.create", NULL, "key=night;name=Night;mode=grab");
  DO ("root", "group.add-member", "night", "person=ada;person=ben;person=cem");
  DO ("root", "group.set-dispatchers", "night", "person=gina;person=gise");
  DO ("root", "group.set-dispatchers", "lights", "person=gina;person=gise");
  customer = house_do (self->house, "root", "customer.create", NULL, "name=Public Works");
  stranger = house_do (self->house, "root", "customer.create", NULL, "name=Parks");
  self->customer = callout_entity_dup_ref (customer);
  self->stranger = callout_entity_dup_ref (stranger);

  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_hash_table_insert (self->orders, g_strdup (columns[i]), add_order (self, columns[i][0], columns[i][1], FALSE));
      if (strchr ("XZ", columns[i][0]) == NULL)
        g_hash_table_insert (self->orders, g_strconcat (columns[i], " locked", NULL),
                             add_order (self, columns[i][0], columns[i][1], TRUE));
    }
  house_new_flow (self->house, TRUE);
  self->cases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; cases[i] != NULL; i++)
    g_hash_table_insert (self->cases, g_strdup (cases[i]), add_case (self, *cases[i]));
  /* The orders go on by the steps they were made under. */
  DO ("root", "workflow.add-step", NULL, "label=Photo;status=finished");
  DO ("root", "workflow.publish", NULL, NULL);
  return self;
}

static gboolean
wants_draft (const char *column)
{
  return g_str_has_suffix (column, "draft");
}

/* Within the transaction that is open: a draft that is different from the current version. */
static void
make_draft (House *house)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) step = house_try_inside (house, "root", "workflow.edit-step", "work", "label=Repair", &error);

  g_assert_no_error (error);
}

static void
scene_free (Scene *self)
{
  house_free (self->house);
  g_hash_table_unref (self->cases);
  g_hash_table_unref (self->orders);
  g_free (self->customer);
  g_free (self->stranger);
  g_free (self);
}

static const char *
next_step (const char *column)
{
  static const char *const steps[] = { "travel", "work", "checkout", "close" };
  const char *place = strchr ("CTWO", column[0]);

  return steps[place != NULL && *place != '\0' ? place - "CTWO" : 0];
}

static char *
fill_args (Scene      *self,
           Rule       *rule,
           const Who  *who,
           const char *column)
{
  const char *args = g_hash_table_lookup (rule->args, column);
  gboolean engineer = strstr ("lead collaborator member stranger provider", who->name) != NULL;
  g_autoptr (GString) text = NULL;

  if (args == NULL)
    args = g_hash_table_lookup (rule->args, "");
  text = g_string_new (args);
  if (strstr (text->str, "{ticket}") != NULL)
    {
      g_autoptr (CalloutWorkOrder) order = house_order (self->house, g_hash_table_lookup (self->orders, "PD"));
      g_autofree char *ref = callout_ref_format (CALLOUT_KIND_TICKET, order->ticket);

      g_string_replace (text, "{ticket}", ref, 0);
    }
  g_string_replace (text, "{me-or-lead}", engineer ? who->login : "ada", 0);
  g_string_replace (text, "{me}", who->login, 0);
  g_string_replace (text, "{other}", g_str_equal (who->login, "sven") ? "cora" : "sven", 0);
  g_string_replace (text, "{next}", next_step (column), 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The reference of what a column means to a person; NULL: the column is not for them. */
static char *
find_ref (Scene                *self,
          const CalloutCommand *command,
          const Rule           *rule,
          const Who            *who,
          const char           *column,
          gboolean              locked)
{
  g_autofree char *key = g_strconcat (column, locked ? " locked" : "", NULL);
  const char *order = g_hash_table_lookup (self->orders, key);
  const char *login;

  if (g_str_equal (rule->columns, "orders"))
    {
      if (order == NULL || command->target == CALLOUT_KIND_WORK_ORDER)
        return g_strdup (order);
      {
        g_autoptr (CalloutWorkOrder) work_order = house_order (self->house, order);
        return callout_ref_format (CALLOUT_KIND_TICKET, work_order->ticket);
      }
    }
  if (g_str_equal (rule->columns, "cases"))
    return g_strdup (g_hash_table_lookup (self->cases, column));
  if (g_str_equal (rule->columns, "flows"))
    return g_strdup (g_str_equal (column, "draft") ? "survey" : "general-inquiry");
  if (g_str_equal (rule->columns, "machines"))
    return g_strdup ("EQ-1");
  if (g_str_equal (rule->columns, "elements"))
    return g_strdup ("dark");
  if (g_str_equal (rule->columns, "snippets"))
    return g_strdup (g_str_equal (column, "house") ? "SN-1" : "SN-2");
  if (g_str_equal (rule->columns, "filters"))
    return g_strdup (g_str_equal (column, "shared") ? "SF-1" : "SF-2");
  if (g_str_equal (rule->columns, "groups"))
    return g_strdup (g_str_equal (column, "own") ? "lights" : "trees");
  if (g_str_equal (rule->columns, "customers"))
    return g_strdup (g_str_equal (column, "own") ? self->customer : self->stranger);
  if (g_str_equal (rule->columns, "steps"))
    return g_strdup (g_str_has_prefix (column, "own") ? "photo" : "travel");
  if (g_str_equal (rule->columns, "statuses"))
    return g_strdup (g_str_equal (column, "chat") ? "travel" : "on-route");
  if (g_str_equal (rule->columns, "versions"))
    return g_strdup (g_str_equal (column, "current") ? "WF-2" : "WF-1");
  g_assert_cmpstr (rule->columns, ==, "people");
  login = g_str_equal (column, "own") ? "cem"
          : g_str_equal (column, "foreign") ? "zoe"
          : g_str_equal (column, "office") ? "sven" : who->login;
  return !g_str_equal (column, "me") && g_str_equal (login, who->login) ? NULL : g_strdup (login);
}

static gint64
count_events (House *house)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_EVENT);
  g_autoptr (GError) error = NULL;
  gint64 n = callout_store_count (house->store, query, NULL, &error);

  g_assert_no_error (error);
  return n;
}

/* Whether the command goes; what it did is taken back at once. */
static gboolean
really_try (House          *house,
            const char     *login,
            const char     *command,
            const char     *ref,
            const char     *args,
            gboolean        with_draft,
            GError        **error)
{
  g_autoptr (CalloutEntity) result = NULL;
  gint64 first, before, after;

  first = count_events (house);
  callout_store_begin (house->store, TRUE, NULL);
  if (with_draft)
    make_draft (house);
  before = count_events (house);
  result = house_try_inside (house, login, command, ref, args, error);
  after = count_events (house);
  if (result != NULL && callout_commands_find (command)->quiet)
    g_assert_cmpint (after, ==, before);
  else if (result != NULL)
    g_assert_cmpint (after, >, before);
  else
    g_assert_cmpint (after, ==, before); /* nothing stays of what was refused */
  callout_store_rollback (house->store);
  g_assert_cmpint (count_events (house), ==, first);
  return result != NULL;
}

static guint n_tried;

static void
check_offer (Scene                *self,
             const CalloutCommand *command,
             const Who            *who,
             const char           *ref,
             const char           *column,
             gboolean              expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalloutEntity) target = NULL;
  g_autoptr (GPtrArray) offers = NULL;
  gboolean found = FALSE;

  callout_store_begin (self->house->store, TRUE, NULL);
  if (wants_draft (column))
    make_draft (self->house);
  target = callout_store_resolve (self->house->store, command->target, ref, &error);
  g_assert_no_error (error);
  offers = callout_commands_offer (self->house->store, house_person (self->house, who->login), target, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < offers->len; i++)
    {
      CalloutOffer *offer = g_ptr_array_index (offers, i);

      g_assert_true (offer->allowed == (offer->why_not == NULL));
      if (offer->command != command)
        continue;
      found = TRUE;
      if (offer->allowed != expected)
        g_error ("offered: %s by %s in %s should be %s (%s)", command->name, who->name, column,
                 expected ? "possible" : "refused", offer->why_not);
    }
  callout_store_rollback (self->house->store);
  g_assert_true (found);
}

static void
check_cell (Table                *all,
            Scene                *self,
            const CalloutCommand *command,
            Rule                 *rule,
            const Who            *who,
            const char           *column,
            gboolean              locked)
{
  gboolean expected = has_sign (rule, who, column, "+");
  gboolean targeted = command->target != CALLOUT_KIND_NONE;
  g_autofree char *ref = targeted ? find_ref (self, command, rule, who, column, locked) : NULL;
  g_autofree char *args = fill_args (self, rule, who, column);
  g_autoptr (GError) error = NULL;
  gboolean done, seen;

  if (targeted && ref == NULL)
    return;
  if (rule->locked != NULL && g_str_equal (rule->locked, locked ? "refused" : "only"))
    expected = FALSE;
  seen = !targeted || has_sign (g_hash_table_lookup (all->sights, rule->columns), who, column, "v");
  done = really_try (self->house, who->login, command->name, ref, args, wants_draft (column), &error);
  n_tried++;
  if (done != expected)
    g_error ("%s by %s in %s%s should be %s (%s)", command->name, who->name, column, locked ? ", locked," : "",
             expected ? "possible" : "refused", error != NULL ? error->message : "it went");
  if (expected)
    g_assert_true (seen);
  else
    {
      g_test_message ("%s by %s in %s: %s", command->name, who->name, column, error->message);
      g_assert_true (error->domain == CALLOUT_ERROR);
      g_assert_cmpuint (strlen (error->message), >, 8);
      if (!seen && !(g_str_has_prefix (command->name, "offer.")
                     && has_sign (g_hash_table_lookup (all->sights, rule->columns), who, column, "k")))
        g_assert_true (error->code == CALLOUT_ERROR_NOT_FOUND || error->code == CALLOUT_ERROR_NOT_ALLOWED);
      else
        g_assert_true (error->code == CALLOUT_ERROR_NOT_ALLOWED || error->code == CALLOUT_ERROR_WRONG_STATE);
    }
  if (targeted && seen)
    check_offer (self, command, who, ref, column, expected);
}

/* One for all: every try is taken back. */
static Table *table;
static Scene *scene;

static void
test_matrix (gconstpointer data)
{
  const CalloutCommand *command = data;
  Rule *rule = g_hash_table_lookup (table->rules, command->name);
  char **columns;

  n_tried = 0;
  if (rule == NULL)
    g_error ("%s is in no row of permissions.table: say there who may do it", command->name);
  columns = g_hash_table_lookup (table->columns, rule->columns);
  for (guint i = 0; i < table->people->len; i++)
    for (guint j = 0; columns[j] != NULL; j++)
      {
        check_cell (table, scene, command, rule, g_ptr_array_index (table->people, i), columns[j], FALSE);
        if (rule->locked != NULL)
          check_cell (table, scene, command, rule, g_ptr_array_index (table->people, i), columns[j], TRUE);
      }
  g_test_message ("%s: %u tried", command->name, n_tried);
  g_assert_cmpuint (n_tried, >=, table->people->len);
  house_assert_sound (scene->house);
}

static void
test_table_is_whole (void)
{
  GHashTableIter iter;
  gpointer name;

  /* Nor does the table speak of commands there are not. */
  g_hash_table_iter_init (&iter, table->rules);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (callout_commands_find (name) == NULL)
      g_error ("permissions.table speaks of %s, which is no command", (char *) name);
}

/* What is out of sight is not there: in lists, in counts, by its number. */
static void
test_sight (void)
{
  Rule *rule = g_hash_table_lookup (table->sights, "orders");
  char **columns = g_hash_table_lookup (table->columns, "orders");

  for (guint i = 0; i < table->people->len; i++)
    {
      Who *who = g_ptr_array_index (table->people, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (CalloutEntity) person = NULL;
      CalloutSight sight;

      if (g_str_equal (who->name, "left"))
        continue;
      person = callout_store_resolve (scene->house->store, CALLOUT_KIND_PERSON, who->login, &error);
      g_assert_no_error (error);
      sight = callout_commands_sight (CALLOUT_PERSON (person));
      for (guint j = 0; columns[j] != NULL; j++)
        {
          g_autoptr (CalloutWorkOrder) order = house_order (scene->house, g_hash_table_lookup (scene->orders, columns[j]));
          g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_WORK_ORDER);
          g_autoptr (CalloutQuery) tickets = callout_query_new (CALLOUT_KIND_TICKET);
          g_autofree char *filter = g_strdup_printf ("id=%" G_GINT64_FORMAT, CALLOUT_ENTITY (order)->id);
          g_autofree char *ticket = g_strdup_printf ("id=%" G_GINT64_FORMAT, order->ticket);
          gint64 expected = has_sign (rule, who, columns[j], "v");

          g_test_message ("%s in %s", who->name, columns[j]);
          g_assert_true (callout_query_add_filter (query, filter, NULL));
          g_assert_true (callout_query_add_filter (tickets, ticket, NULL));
          g_assert_cmpint (callout_store_count (scene->house->store, query, &sight, NULL), ==, expected);
          g_assert_cmpint (callout_store_count (scene->house->store, tickets, &sight, NULL), ==, expected);
          g_assert_cmpint (callout_store_can_see (scene->house->store, CALLOUT_KIND_WORK_ORDER, CALLOUT_ENTITY (order)->id,
                                                  &sight, NULL), ==, expected);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  guint n_commands;
  const CalloutCommand *commands = callout_commands_get (&n_commands);

  int failed;

  g_test_init (&argc, &argv, NULL);
  table = table_read ();
  scene = scene_new (table);
  g_test_add_func ("/commands/permissions/table-is-whole", test_table_is_whole);
  g_test_add_func ("/commands/permissions/sight", test_sight);
  for (guint i = 0; i < n_commands; i++)
    {
      g_autofree char *path = g_strconcat ("/commands/permissions/", commands[i].name, NULL);

      g_test_add_data_func (path, &commands[i], test_matrix);
    }
  failed = g_test_run ();
  scene_free (scene);
  table_free (table);
  return failed;
}
