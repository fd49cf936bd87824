/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-query-private.h"

#include "callout-mapping.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  const char      *field; /* as in the mapping */
  CalloutOp        op;
  char           **values;
} Term;

struct _CalloutQuery
{
  CalloutKind kind;
  GPtrArray  *terms;
  char       *words;
  const char *sort; /* field; NULL: id */
  gboolean    descending;
  gint64      limit;
  gint64      offset;
};

G_DEFINE_BOXED_TYPE (CalloutQuery, callout_query, callout_query_copy, callout_query_free)

static void
term_free (gpointer data)
{
  Term *self = data;

  g_strfreev (self->values);
  g_free (self);
}

/**
 * callout_query_new:
 *
 * Everything of a kind, by number.
 */
CalloutQuery *
callout_query_new (CalloutKind kind)
{
  CalloutQuery *self = g_new0 (CalloutQuery, 1);

  self->kind = kind;
  self->terms = g_ptr_array_new_with_free_func (term_free);
  self->limit = -1;
  return self;
}

CalloutQuery *
callout_query_copy (CalloutQuery *self)
{
  CalloutQuery *copy = callout_query_new (self->kind);

  for (guint i = 0; i < self->terms->len; i++)
    {
      Term *term = g_ptr_array_index (self->terms, i);
      Term *twin = g_memdup2 (term, sizeof *term);

      twin->values = g_strdupv (term->values);
      g_ptr_array_add (copy->terms, twin);
    }
  copy->words = g_strdup (self->words);
  copy->sort = self->sort;
  copy->descending = self->descending;
  copy->limit = self->limit;
  copy->offset = self->offset;
  return copy;
}

void
callout_query_free (CalloutQuery *self)
{
  g_ptr_array_unref (self->terms);
  g_free (self->words);
  g_free (self);
}

gboolean
callout_query_equal (CalloutQuery *a,
                     CalloutQuery *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->kind != b->kind || g_strcmp0 (a->words, b->words) != 0
      || g_strcmp0 (a->sort, b->sort) != 0 || a->descending != b->descending || a->limit != b->limit
      || a->offset != b->offset || a->terms->len != b->terms->len)
    return FALSE;
  for (guint i = 0; i < a->terms->len; i++)
    {
      Term *x = g_ptr_array_index (a->terms, i);
      Term *y = g_ptr_array_index (b->terms, i);

      if (!g_str_equal (x->field, y->field) || x->op != y->op
          || !g_strv_equal ((const char *const *) x->values, (const char *const *) y->values))
        return FALSE;
    }
  return TRUE;
}

CalloutKind
callout_query_get_kind (CalloutQuery *self)
{
  return self->kind;
}

/**
 * callout_query_get_limit:
 *
 * Returns: how many rows at most; negative for all
 */
gint64
callout_query_get_limit (CalloutQuery *self)
{
  return self->limit;
}

gboolean
callout_query_is_limited (CalloutQuery *self)
{
  return self->limit >= 0 || self->offset > 0;
}

static void
set_unknown_field (CalloutKind   kind,
                   const char   *word,
                   GError      **error)
{
  const CalloutMapping *mapping = callout_mapping_get (kind);
  g_autoptr (GString) known = g_string_new (NULL);
  guint n_fields;
  const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & CALLOUT_FIELD_SECRET) == 0)
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", fields[i].name);
  for (guint i = 0; mapping->aliases[i].word != NULL; i++)
    if (callout_kind_find_field (kind, mapping->aliases[i].word) == NULL)
      g_string_append_printf (known, ", %s", mapping->aliases[i].word);
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("There is no field “%s”; there are %s"), word, known->str);
}

static gboolean
parse_date (const char   *text,
            CalloutTime  *time,
            GError      **error)
{
  if (strlen (text) == 10)
    {
      g_autofree char *midnight = g_strconcat (text, "T00:00:00Z", NULL);
      return callout_time_parse (midnight, time, error);
    }
  return callout_time_parse (text, time, error);
}

/* What a value must look like to be compared with the field: checked when the
 * query is made, so that reading it cannot fail on it. */
static char *
normalise_value (CalloutKind    kind,
                 const char    *name,
                 CalloutOp      op,
                 const char    *value,
                 GError       **error)
{
  const CalloutField *field = callout_kind_find_field (kind, name);
  CalloutFieldType type = field != NULL ? field->type : g_str_has_suffix (name, "_at") ? CALLOUT_FIELD_TIME
                                                                                       : CALLOUT_FIELD_REF;
  CalloutKind ref_kind, wanted;
  CalloutTime time;
  gint64 id;
  char *end;
  int enum_value;

  if (*value == '\0' && (op == CALLOUT_OP_IS || op == CALLOUT_OP_IS_NOT))
    return g_strdup (""); /* absent */

  switch (type)
    {
    case CALLOUT_FIELD_ENUM:
      if (callout_enum_parse (field->enum_type (), value, &enum_value) || op == CALLOUT_OP_CONTAINS)
        return g_strdup (value);
      {
        g_autoptr (GString) keys = g_string_new (NULL);
        GEnumClass *klass = g_type_class_peek (field->enum_type ());

        for (guint i = 0; klass != NULL && i < klass->n_values; i++)
          g_string_append_printf (keys, "%s%s", i > 0 ? ", " : "", klass->values[i].value_nick);
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("%s is never “%s”; it is one of %s"), name, value, keys->str);
        return NULL;
      }
    case CALLOUT_FIELD_TIME:
      if (!parse_date (value, &time, error))
        return NULL;
      return g_strdup_printf ("%" G_GINT64_FORMAT, time);
    case CALLOUT_FIELD_BOOLEAN:
      if (g_str_equal (value, "true") || g_str_equal (value, "1"))
        return g_strdup ("1");
      if (g_str_equal (value, "false") || g_str_equal (value, "0"))
        return g_strdup ("0");
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("%s is true or false, not “%s”"), name, value);
      return NULL;
    case CALLOUT_FIELD_REF:
      wanted = field != NULL ? field->kind : kind;
      if (callout_ref_parse (value, &ref_kind, &id))
        {
          if (ref_kind == wanted)
            return g_strdup_printf ("%" G_GINT64_FORMAT, id);
          g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("%s is never “%s”; that is another kind of thing"), name,
                       value);
          return NULL;
        }
      G_GNUC_FALLTHROUGH;
    case CALLOUT_FIELD_INTEGER:
      id = g_ascii_strtoll (value, &end, 10);
      if (end != value && *end == '\0')
        return g_strdup_printf ("%" G_GINT64_FORMAT, id);
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("%s is a number, not “%s”"), name, value);
      return NULL;
    case CALLOUT_FIELD_REAL:
      g_ascii_strtod (value, &end);
      if (end != value && *end == '\0')
        return g_strdup (value);
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("%s is a number, not “%s”"), name, value);
      return NULL;
    case CALLOUT_FIELD_TEXT:
    case CALLOUT_FIELD_KEYS:
    default:
      return g_strdup (value);
    }
}

/**
 * callout_query_add:
 * @field: a field of the kind, or another filter word for one
 * @values: at least one; several mean any of them
 *
 * One more condition; all must hold. An empty value asks for absence.
 *
 * Errors: %CALLOUT_ERROR_INVALID with the fields or values there are.
 */
gboolean
callout_query_add (CalloutQuery       *self,
                   const char         *field,
                   CalloutOp           op,
                   const char *const  *values,
                   GError            **error)
{
  g_autoptr (GPtrArray) normal = g_ptr_array_new_with_free_func (g_free);
  const char *name = callout_mapping_resolve (callout_mapping_get (self->kind), field);
  Term *term;

  if (name == NULL)
    {
      set_unknown_field (self->kind, field, error);
      return FALSE;
    }
  for (guint i = 0; values[i] != NULL; i++)
    {
      char *value = normalise_value (self->kind, name, op, values[i], error);

      if (value == NULL)
        return FALSE;
      g_ptr_array_add (normal, value);
    }
  g_ptr_array_add (normal, NULL);

  term = g_new0 (Term, 1);
  term->field = name;
  term->op = op;
  term->values = (char **) g_ptr_array_free (g_steal_pointer (&normal), FALSE);
  g_ptr_array_add (self->terms, term);
  return TRUE;
}

static gboolean
add_condition (CalloutQuery  *self,
               const char    *text,
               GError       **error)
{
  g_autofree char *field = NULL;
  g_auto (GStrv) values = NULL;
  gsize at = strcspn (text, "=!~<>");
  CalloutOp op;
  gsize length = 1;

  switch (text[at])
    {
    case '=':
      op = CALLOUT_OP_IS;
      break;
    case '~':
      op = CALLOUT_OP_CONTAINS;
      break;
    case '<':
      op = CALLOUT_OP_LESS;
      break;
    case '>':
      op = CALLOUT_OP_MORE;
      break;
    case '!':
      if (text[at + 1] == '=')
        {
          op = CALLOUT_OP_IS_NOT;
          length = 2;
          break;
        }
      G_GNUC_FALLTHROUGH;
    default:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("“%s” is not a condition; write it like state=open, title~lamp or due_latest<2026-03-08"), text);
      return FALSE;
    }
  field = g_strstrip (g_strndup (text, at));
  values = callout_filter_split_values (text + at + length);
  return callout_query_add (self, field, op, (const char *const *) values, error);
}

/**
 * callout_query_add_filter:
 * @expression: `field=value and field!=a|b and field~text`, also `<` and `>`;
 *   a value may stand in double quotes
 */
gboolean
callout_query_add_filter (CalloutQuery  *self,
                          const char    *expression,
                          GError       **error)
{
  g_auto (GStrv) conditions = NULL;

  if (!g_utf8_validate (expression, -1, NULL))
    {
      g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID, _("The filter is not valid UTF-8 text"));
      return FALSE;
    }
  conditions = callout_filter_split_conditions (expression);
  for (guint i = 0; conditions[i] != NULL; i++)
    if (*conditions[i] != '\0' && !add_condition (self, conditions[i], error))
      return FALSE;
  return TRUE;
}

/**
 * callout_query_set_words:
 * @words: (nullable): to be found by full text, each as the beginning of a word
 */
void
callout_query_set_words (CalloutQuery *self,
                         const char   *words)
{
  g_free (self->words);
  self->words = words != NULL && strspn (words, " \t\n\r") < strlen (words) ? g_utf8_make_valid (words, -1) : NULL;
}

const char *
callout_query_get_words (CalloutQuery *self)
{
  return self->words;
}

gboolean
callout_query_set_sort (CalloutQuery  *self,
                        const char    *field,
                        gboolean       descending,
                        GError       **error)
{
  const char *name = callout_mapping_resolve (callout_mapping_get (self->kind), field);

  if (name == NULL)
    {
      set_unknown_field (self->kind, field, error);
      return FALSE;
    }
  self->sort = name;
  self->descending = descending;
  return TRUE;
}

/**
 * callout_query_parse_sort:
 * @text: a field, with `-` before it for descending
 */
gboolean
callout_query_parse_sort (CalloutQuery  *self,
                          const char    *text,
                          GError       **error)
{
  gboolean descending = *text == '-';

  return callout_query_set_sort (self, text + (descending ? 1 : 0), descending, error);
}

void
callout_query_set_limit (CalloutQuery *self,
                         gint64        limit,
                         gint64        offset)
{
  self->limit = limit;
  self->offset = MAX (offset, 0);
}

/**
 * callout_query_copy_order:
 *
 * A query of the same kind and order that holds everything.
 */
CalloutQuery *
callout_query_copy_order (CalloutQuery *self)
{
  CalloutQuery *order = callout_query_new (self->kind);

  order->sort = self->sort;
  order->descending = self->descending;
  return order;
}

/* Making SQL of it */

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

/**
 * callout_sight_clause:
 *
 * Returns: (nullable): the condition a person's sight puts on rows of a kind
 */
char *
callout_sight_clause (const CalloutSight *sight,
                      CalloutKind         kind,
                      CalloutSelect      *select)
{
  const CalloutMapping *mapping = callout_mapping_get (kind);
  const char *clause = NULL;
  g_autoptr (GString) text = NULL;
  g_autofree char *parameter = NULL;

  if (sight == NULL || sight->extent == CALLOUT_SIGHT_ALL)
    return NULL;
  clause = sight->extent == CALLOUT_SIGHT_GROUPS ? mapping->groups_sight : mapping->own_sight;
  if (clause == NULL)
    return NULL;
  parameter = g_strdup_printf ("$%d", callout_select_add_int64 (select, sight->person));
  text = g_string_new (clause);
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

static int
add_pattern (CalloutSelect *select,
             const char    *before,
             const char    *value,
             const char    *after)
{
  g_autoptr (GString) pattern = g_string_new (before);

  for (const char *p = value; *p != '\0'; p++)
    {
      if (strchr ("%_\\", *p) != NULL)
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *p);
    }
  g_string_append (pattern, after);
  return callout_select_add_text (select, pattern->str);
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
    g_string_append_printf (sql, "%s LIKE $%d ESCAPE '\\'", expression, add_pattern (select, "%", value, "%"));
  else if (keys)
    g_string_append_printf (sql, "coalesce(' ' || %s || ' ', '') %sLIKE $%d ESCAPE '\\'", expression,
                            op == CALLOUT_OP_IS_NOT ? "NOT " : "", add_pattern (select, "% ", value, " %"));
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
    g_string_append_printf (sql, "%s %s $%d", expression, op == CALLOUT_OP_LESS ? "<" : ">",
                            add_typed_value (select, field, value));
}

static void
append_term (CalloutQuery         *self,
             const CalloutMapping *mapping,
             Term                 *term,
             CalloutSelect        *select,
             GString              *where)
{
  const CalloutField *field = callout_kind_find_field (self->kind, term->field);
  g_autofree char *expression = callout_mapping_expression (mapping, term->field);
  const char *joint = term->op == CALLOUT_OP_IS_NOT ? " AND " : " OR ";

  g_string_append (where, where->len > 0 ? " AND (" : "(");
  for (guint i = 0; term->values[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (where, joint);
      append_comparison (field, expression, term->op, term->values[i], select, where);
    }
  g_string_append_c (where, ')');
}

static void
append_order (CalloutQuery         *self,
              const CalloutMapping *mapping,
              GString              *order)
{
  const char *direction = self->descending ? "DESC" : "ASC";
  const CalloutField *field = self->sort != NULL ? callout_kind_find_field (self->kind, self->sort) : NULL;
  g_autofree char *expression = NULL;

  if (self->sort == NULL || g_str_equal (self->sort, "id"))
    {
      g_string_append_printf (order, "r.id %s", direction);
      return;
    }
  expression = callout_mapping_expression (mapping, self->sort);
  if (field != NULL && field->type == CALLOUT_FIELD_ENUM)
    {
      g_autofree char *rank = rank_expression (field, expression);
      g_string_append_printf (order, "%s %s", rank, direction);
    }
  else if (field != NULL && (field->type == CALLOUT_FIELD_TEXT || field->type == CALLOUT_FIELD_KEYS))
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
  g_autofree char *seen = callout_sight_clause (sight, self->kind, select);
  gboolean counting = g_str_has_prefix (what, "count");

  if (self->words != NULL && self->terms->len == 0 && seen == NULL && only == NULL)
    {
      CalloutSelect *by_words = select_by_words (self, driver, counting);

      if (by_words != NULL)
        return by_words;
    }
  for (guint i = 0; i < self->terms->len; i++)
    append_term (self, mapping, g_ptr_array_index (self->terms, i), select, where);
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
    append_order (self, mapping, order);

  g_string_append_printf (select->sql, "SELECT %s FROM %s r", what, mapping->table);
  callout_mapping_add_joins (mapping, where->str, select->sql);
  callout_mapping_add_joins (mapping, order->str, select->sql);
  if (where->len > 0)
    g_string_append_printf (select->sql, " WHERE %s", where->str);
  if (order->len > 0)
    g_string_append_printf (select->sql, " ORDER BY %s", order->str);
  if (!counting)
    append_limit (self, select);
  return g_steal_pointer (&select);
}
