/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-query-private.h"

#include "callout-mapping.h"

#include <string.h>

/*
 * Making SQL of a query: its text with parameters, and their values.
 */

typedef struct {
  enum { VALUE_INT64, VALUE_REAL, VALUE_TEXT } type;
  gint64 integer;
  double real;
  char  *text;
} Value;

static void
value_free (gpointer data)
{
  g_free (((Value *) data)->text);
  g_free (data);
}

CalloutSelect *
callout_select_new (void)
{
  CalloutSelect *self = g_new0 (CalloutSelect, 1);

  self->sql = g_string_new (NULL);
  self->values = g_ptr_array_new_with_free_func (value_free);
  return self;
}

void
callout_select_free (CalloutSelect *self)
{
  g_string_free (self->sql, TRUE);
  g_ptr_array_unref (self->values);
  g_free (self);
}

static int
add_value (CalloutSelect *self,
           Value          value)
{
  g_ptr_array_add (self->values, g_memdup2 (&value, sizeof value));
  return (int) self->values->len;
}

int
callout_select_add_int64 (CalloutSelect *self,
                          gint64         value)
{
  return add_value (self, (Value) { VALUE_INT64, .integer = value });
}

int
callout_select_add_real (CalloutSelect *self,
                         double         value)
{
  return add_value (self, (Value) { VALUE_REAL, .real = value });
}

int
callout_select_add_text (CalloutSelect *self,
                         const char    *value)
{
  return add_value (self, (Value) { VALUE_TEXT, .text = g_strdup (value) });
}

CalloutStatement *
callout_select_prepare (CalloutSelect  *self,
                        CalloutDriver  *driver,
                        GError        **error)
{
  CalloutStatement *statement = callout_driver_prepare (driver, self->sql->str, error);

  if (statement == NULL)
    return NULL;
  for (guint i = 0; i < self->values->len; i++)
    {
      Value *value = g_ptr_array_index (self->values, i);

      if (value->type == VALUE_INT64)
        callout_statement_bind_int64 (statement, i + 1, value->integer);
      else if (value->type == VALUE_REAL)
        callout_statement_bind_real (statement, i + 1, value->real);
      else
        callout_statement_bind_text (statement, i + 1, value->text);
    }
  return statement;
}

/* Whether anybody else has a draft. As a rule nobody has, and then who sees the
 * whole house need not be asked of each of a million rows whether it is one. */
static gboolean
has_foreign_drafts (CalloutDriver *driver,
                    gint64         person)
{
  g_autoptr (CalloutStatementScope) statement = NULL;
  gboolean row = TRUE;

  statement = callout_driver_prepare (driver, "SELECT 1 FROM ticket WHERE progress = 'draft' AND created_by IS NOT $1 LIMIT 1",
                                      NULL);
  if (statement == NULL)
    return TRUE;
  callout_statement_bind_int64 (statement, 1, person);
  return !callout_statement_step (statement, &row, NULL) || row;
}

gboolean
callout_sight_is_whole (const CalloutSight *sight,
                        CalloutKind         kind)
{
  return sight->extent == CALLOUT_SIGHT_ALL && (sight->person == 0 || callout_mapping_get (kind)->all_sight == NULL);
}

static const char *
find_sight (const CalloutSight   *sight,
            const CalloutMapping *mapping,
            CalloutDriver        *driver)
{
  switch (sight->extent)
    {
    case CALLOUT_SIGHT_GROUPS:
      return mapping->groups_sight;
    case CALLOUT_SIGHT_OWN:
      return mapping->own_sight;
    case CALLOUT_SIGHT_CONTACT:
      return mapping->contact_sight;
    case CALLOUT_SIGHT_ALL:
    default:
      /* The house itself sees what is everybody's. */
      if (sight->person == 0 || mapping->all_sight == NULL)
        return NULL;
      return mapping->drafts_only && !has_foreign_drafts (driver, sight->person) ? NULL : mapping->all_sight;
    }
}

/**
 * callout_sight_clause:
 *
 * Returns: (nullable): the condition a person's sight puts on rows of a kind
 */
char *
callout_sight_clause (const CalloutSight *sight,
                      CalloutKind         kind,
                      CalloutDriver      *driver,
                      CalloutSelect      *select)
{
  const char *clause = sight != NULL ? find_sight (sight, callout_mapping_get (kind), driver) : NULL;
  g_autoptr (GString) text = NULL;
  g_autofree char *parameter = NULL;

  if (clause == NULL)
    return NULL;
  text = g_string_new (clause);
  if (strstr (clause, "%1") == NULL)
    return g_string_free (g_steal_pointer (&text), FALSE);
  parameter = g_strdup_printf ("$%d", callout_select_add_int64 (select, sight->person));
  g_string_replace (text, "%1", parameter, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static int
add_typed_value (CalloutSelect      *select,
                 const CalloutField *field,
                 const char         *value)
{
  CalloutFieldType type = field != NULL ? field->type : CALLOUT_FIELD_INTEGER;

  switch (type)
    {
    case CALLOUT_FIELD_INTEGER:
    case CALLOUT_FIELD_BOOLEAN:
    case CALLOUT_FIELD_TIME:
    case CALLOUT_FIELD_REF:
      return callout_select_add_int64 (select, g_ascii_strtoll (value, NULL, 10));
    case CALLOUT_FIELD_REAL:
      return callout_select_add_real (select, g_ascii_strtod (value, NULL));
    case CALLOUT_FIELD_TEXT:
    case CALLOUT_FIELD_KEYS:
    case CALLOUT_FIELD_ENUM:
    default:
      return callout_select_add_text (select, value);
    }
}

static void
append_like (CalloutSelect *select,
             const char    *expression,
             const char    *before,
             const char    *text,
             gsize          length,
             const char    *after,
             GString       *sql)
{
  gboolean escaped;
  g_autofree char *pattern = callout_pattern_like (before, text, length, after, &escaped);

  g_string_append_printf (sql, "%s LIKE $%d%s", expression, callout_select_add_text (select, pattern),
                          escaped ? " ESCAPE '\\'" : "");
}

/* With letters beyond ASCII, a stretch of plain ones is looked for first: few
 * rows are left for the slower search. */
static void
append_contains (CalloutSelect *select,
                 const char    *expression,
                 const char    *value,
                 GString       *sql)
{
  g_auto (GStrv) globs = NULL;
  const char *plain;
  gsize length;

  if (!callout_pattern_is_wide (value))
    {
      append_like (select, expression, "%", value, strlen (value), "%", sql);
      return;
    }
  plain = callout_pattern_find_plain (value, &length);
  if (length > 0)
    {
      append_like (select, expression, "%", plain, length, "%", sql);
      g_string_append (sql, " AND ");
    }
  globs = callout_pattern_globs (value);
  for (guint i = 0; globs[i] != NULL; i++)
    g_string_append_printf (sql, "%s%s GLOB $%d", i > 0 ? " OR " : "(", expression,
                            callout_select_add_text (select, globs[i]));
  g_string_append_c (sql, ')');
}

static char *
rank_expression (const CalloutField *field,
                 const char         *expression)
{
  g_autoptr (GString) text = g_string_new ("CASE ");
  GEnumClass *klass = g_type_class_ref (field->enum_type ());

  g_string_append (text, expression);
  for (guint i = 0; i < klass->n_values; i++)
    g_string_append_printf (text, " WHEN '%s' THEN %u", klass->values[i].value_nick, i);
  g_string_append (text, " END");
  g_type_class_unref (klass);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static int
rank_of (const CalloutField *field,
         const char         *key)
{
  GEnumClass *klass = g_type_class_ref (field->enum_type ());
  int rank = -1;

  for (guint i = 0; i < klass->n_values; i++)
    if (g_str_equal (klass->values[i].value_nick, key))
      rank = (int) i;
  g_type_class_unref (klass);
  return rank;
}

static gboolean
is_text (const CalloutField *field)
{
  return field != NULL && (field->type == CALLOUT_FIELD_TEXT || field->type == CALLOUT_FIELD_KEYS);
}

static void
append_comparison (const CalloutField *field,
                   const char         *expression,
                   CalloutOp           op,
                   const char         *value,
                   CalloutSelect      *select,
                   GString            *sql)
{
  gboolean keys = field != NULL && field->type == CALLOUT_FIELD_KEYS;

  /* A counting field says 0 where there is nothing. */
  if (op <= CALLOUT_OP_IS_NOT && *value == '\0' && field != NULL && field->type == CALLOUT_FIELD_INTEGER)
    g_string_append_printf (sql, "coalesce(%s, 0) %s 0", expression, op == CALLOUT_OP_IS_NOT ? "<>" : "=");
  else if (op <= CALLOUT_OP_IS_NOT && *value == '\0')
    g_string_append_printf (sql, "%s IS %sNULL", expression, op == CALLOUT_OP_IS_NOT ? "NOT " : "");
  else if (op == CALLOUT_OP_CONTAINS)
    append_contains (select, expression, value, sql);
  else if (keys)
    {
      g_autofree char *set = g_strdup_printf ("coalesce(' ' || %s || ' ', '')%s", expression,
                                              op == CALLOUT_OP_IS_NOT ? " NOT" : "");

      append_like (select, set, "% ", value, strlen (value), " %", sql);
    }
  else if (op == CALLOUT_OP_IS)
    g_string_append_printf (sql, "%s = $%d", expression, add_typed_value (select, field, value));
  else if (op == CALLOUT_OP_IS_NOT)
    g_string_append_printf (sql, "(%s IS NULL OR %s <> $%d)", expression, expression,
                            add_typed_value (select, field, value));
  else if (field != NULL && field->type == CALLOUT_FIELD_ENUM)
    {
      g_autofree char *rank = rank_expression (field, expression);

      g_string_append_printf (sql, "%s %s %d", rank, op == CALLOUT_OP_LESS ? "<" : ">", rank_of (field, value));
    }
  else
    /* A text is before another where a list sorted by it has it before. */
    g_string_append_printf (sql, "%s%s %s $%d", expression, is_text (field) ? " COLLATE NOCASE" : "",
                            op == CALLOUT_OP_LESS ? "<" : ">", add_typed_value (select, field, value));
}

/* Rows with a value are found from where the value is. Rows without one, or
 * with others, are not; nor is what runs over several keys. */
static gboolean
can_look_up (const CalloutField *field,
             CalloutTerm        *term)
{
  if (term->op == CALLOUT_OP_IS_NOT || (field->type == CALLOUT_FIELD_KEYS && term->op != CALLOUT_OP_IS))
    return FALSE;
  for (guint i = 0; term->values[i] != NULL; i++)
    if (*term->values[i] == '\0')
      return FALSE;
  return TRUE;
}

static void
append_lookup (const CalloutField  *field,
               const CalloutLookup *lookup,
               CalloutOp            op,
               const char          *value,
               CalloutSelect       *select,
               GString             *sql)
{
  g_autoptr (GString) comparison = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (lookup->sql != NULL ? lookup->sql : "%c");

  if (field->type == CALLOUT_FIELD_KEYS)
    g_string_append_printf (comparison, "%s = $%d COLLATE NOCASE", lookup->expression, callout_select_add_text (select, value));
  else
    append_comparison (field, lookup->expression, op, value, select, comparison);
  g_string_replace (text, "%c", comparison->str, 0);
  g_string_append (sql, text->str);
}

/* What is internal is not there for a code user: neither to be found nor to be
 * told from the order of a list. */
static char *
seen_expression (const CalloutMapping *mapping,
                 const CalloutSight   *sight,
                 const char           *name)
{
  const CalloutField *field = callout_kind_find_field (mapping->kind, name);

  if (sight != NULL && sight->extent == CALLOUT_SIGHT_CONTACT && field != NULL && (field->flags & CALLOUT_FIELD_INTERNAL) != 0)
    return g_strdup ("NULL");
  return callout_mapping_expression (mapping, name, sight);
}

static void
append_term (CalloutQuery         *self,
             const CalloutMapping *mapping,
             const CalloutSight   *sight,
             CalloutTerm          *term,
             CalloutSelect        *select,
             GString              *where,
             GString              *joins)
{
  const CalloutField *field = callout_kind_find_field (self->kind, term->field);
  const CalloutLookup *lookup = callout_mapping_find_lookup (mapping, term->field);
  g_autofree char *expression = seen_expression (mapping, sight, term->field);
  const char *joint = term->op == CALLOUT_OP_IS_NOT ? " AND " : " OR ";

  if (lookup != NULL && (g_str_equal (expression, "NULL") || !can_look_up (field, term)))
    lookup = NULL;
  if (lookup != NULL && lookup->join != NULL && strstr (joins->str, lookup->join) == NULL)
    g_string_append_printf (joins, " %s", lookup->join);
  g_string_append (where, where->len > 0 ? " AND (" : "(");
  for (guint i = 0; term->values[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (where, joint);
      if (lookup != NULL)
        append_lookup (field, lookup, term->op, term->values[i], select, where);
      else
        append_comparison (field, expression, term->op, term->values[i], select, where);
    }
  g_string_append_c (where, ')');
}

static void
append_order (CalloutQuery         *self,
              const CalloutMapping *mapping,
              const CalloutSight   *sight,
              GString              *order)
{
  const char *direction = self->descending ? "DESC" : "ASC";
  const CalloutField *field = self->sort != NULL ? callout_kind_find_field (self->kind, self->sort) : NULL;
  g_autofree char *expression = NULL;

  if (self->sort == NULL || g_str_equal (self->sort, "id") || self->part == CALLOUT_PART_ABSENT)
    {
      g_string_append_printf (order, "r.id %s", direction);
      return;
    }
  if (self->part == CALLOUT_PART_PRESENT)
    {
      g_string_append_printf (order, "%s%s %s, r.id %s", callout_mapping_find_drive (mapping, self->sort)->expression,
                              is_text (field) ? " COLLATE NOCASE" : "", direction, direction);
      return;
    }
  expression = seen_expression (mapping, sight, self->sort);
  if (field != NULL && field->type == CALLOUT_FIELD_ENUM)
    {
      g_autofree char *rank = rank_expression (field, expression);
      g_string_append_printf (order, "%s %s", rank, direction);
    }
  else if (is_text (field))
    g_string_append_printf (order, "%s COLLATE NOCASE %s NULLS LAST", expression, direction);
  else
    g_string_append_printf (order, "%s %s NULLS LAST", expression, direction);
  g_string_append_printf (order, ", r.id %s", direction);
}

static void
append_limit (CalloutQuery  *self,
              CalloutSelect *select)
{
  if (callout_query_is_limited (self))
    g_string_append_printf (select->sql, " LIMIT %" G_GINT64_FORMAT " OFFSET %" G_GINT64_FORMAT, self->limit, self->offset);
}

/* Words alone, in the order of ids: the index of words knows the whole answer,
 * and no row need be looked up. */
static CalloutSelect *
select_by_words (CalloutQuery  *self,
                 CalloutDriver *driver,
                 gboolean       counting)
{
  CalloutDriverClass *klass = CALLOUT_DRIVER_GET_CLASS (driver);
  g_autofree char *ids = klass->match_ids != NULL ? klass->match_ids (driver, self->kind) : NULL;
  g_autofree char *text = NULL;
  CalloutSelect *select;

  if (ids == NULL || (self->sort != NULL && !g_str_equal (self->sort, "id")))
    return NULL;
  text = klass->match_text (driver, self->words);
  select = callout_select_new ();
  callout_select_add_text (select, text);
  if (counting)
    {
      g_string_append_printf (select->sql, "SELECT count(*) FROM (%s)", ids);
      return select;
    }
  g_string_append_printf (select->sql, "%s ORDER BY rowid %s", ids, self->descending ? "DESC" : "ASC");
  append_limit (self, select);
  return select;
}

/* The one ticket a query is about; 0: any. */
static gint64
find_ticket (CalloutQuery *self)
{
  for (guint i = 0; i < self->terms->len; i++)
    {
      CalloutTerm *term = g_ptr_array_index (self->terms, i);

      if (g_str_equal (term->field, "ticket") && term->op == CALLOUT_OP_IS && g_strv_length (term->values) == 1)
        return g_ascii_strtoll (term->values[0], NULL, 10);
    }
  return 0;
}

/* Of what hangs on one ticket its number is put for each row's: then whether
 * the ticket is in sight is asked once, and not for each of its hundred
 * thousand messages. */
static char *
dup_sight (CalloutQuery       *self,
           const CalloutSight *sight,
           CalloutDriver      *driver,
           CalloutSelect      *select)
{
  char *seen = callout_sight_clause (sight, self->kind, driver, select);
  gint64 ticket = seen != NULL ? find_ticket (self) : 0;
  g_autoptr (GString) text = NULL;
  g_autofree char *number = NULL;

  if (ticket == 0)
    return seen;
  text = g_string_new (seen);
  number = g_strdup_printf ("%" G_GINT64_FORMAT, ticket);
  g_string_replace (text, "r.ticket", number, 0);
  g_free (seen);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * callout_query_select:
 * @what: the columns, `r.id` or `count(*)`
 *
 * The query as SQL. Sorted unless it only counts.
 */
CalloutSelect *
callout_query_select (CalloutQuery       *self,
                      CalloutDriver      *driver,
                      const CalloutSight *sight,
                      const gint64       *only,
                      guint               n_only,
                      const char         *what)
{
  const CalloutMapping *mapping = callout_mapping_get (self->kind);
  g_autoptr (CalloutSelect) select = callout_select_new ();
  g_autoptr (GString) where = g_string_new (NULL);
  g_autoptr (GString) order = g_string_new (NULL);
  g_autoptr (GString) joins = g_string_new (NULL);
  g_autofree char *seen = dup_sight (self, sight, driver, select);
  gboolean counting = g_str_has_prefix (what, "count");

  if (self->words != NULL && self->terms->len == 0 && seen == NULL && only == NULL)
    {
      CalloutSelect *by_words = select_by_words (self, driver, counting);

      if (by_words != NULL)
        return by_words;
    }
  for (guint i = 0; i < self->terms->len; i++)
    append_term (self, mapping, sight, g_ptr_array_index (self->terms, i), select, where, joins);
  if (self->part == CALLOUT_PART_ABSENT)
    g_string_append_printf (where, "%s%s", where->len > 0 ? " AND " : "", callout_mapping_find_drive (mapping, self->sort)->absent);
  if (seen != NULL)
    g_string_append_printf (where, "%s%s", where->len > 0 ? " AND " : "", seen);
  if (self->words != NULL)
    {
      CalloutDriverClass *klass = CALLOUT_DRIVER_GET_CLASS (driver);
      g_autofree char *text = klass->match_text (driver, self->words);
      g_autofree char *clause = klass->match_clause (driver, self->kind, "r", (int) select->values->len + 1);

      if (clause != NULL)
        {
          callout_select_add_text (select, text);
          g_string_append_printf (where, "%s%s", where->len > 0 ? " AND " : "", clause);
        }
    }
  if (only != NULL)
    {
      g_string_append (where, where->len > 0 ? " AND r.id IN (" : "r.id IN (");
      for (guint i = 0; i < n_only; i++)
        g_string_append_printf (where, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", only[i]);
      g_string_append_c (where, ')');
    }
  if (!counting)
    append_order (self, mapping, sight, order);

  if (self->part == CALLOUT_PART_PRESENT)
    g_string_append_printf (select->sql, "SELECT %s FROM %s", what, callout_mapping_find_drive (mapping, self->sort)->from);
  else
    {
      g_string_append_printf (select->sql, "SELECT %s FROM %s r%s", what, mapping->table, joins->str);
      callout_mapping_add_joins (mapping, where->str, select->sql);
      callout_mapping_add_joins (mapping, order->str, select->sql);
    }
  if (where->len > 0)
    g_string_append_printf (select->sql, " WHERE %s", where->str);
  if (order->len > 0)
    g_string_append_printf (select->sql, " ORDER BY %s", order->str);
  if (!counting)
    append_limit (self, select);
  return g_steal_pointer (&select);
}
