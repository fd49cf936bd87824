/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-query-private.h"

#include "callout-mapping.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (CalloutQuery, callout_query, callout_query_copy, callout_query_free)

static void
term_free (gpointer data)
{
  CalloutTerm *self = data;

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
      CalloutTerm *term = g_ptr_array_index (self->terms, i);
      CalloutTerm *twin = g_memdup2 (term, sizeof *term);

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
      CalloutTerm *x = g_ptr_array_index (a->terms, i);
      CalloutTerm *y = g_ptr_array_index (b->terms, i);

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

/* The end of this day where the reader is. */
static CalloutTime
end_of_today (void)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (callout_clock_now () / CALLOUT_SECOND);
  g_autoptr (GDateTime) here = g_date_time_to_local (utc);
  g_autoptr (GDateTime) midnight = g_date_time_new_local (g_date_time_get_year (here), g_date_time_get_month (here),
                                                          g_date_time_get_day_of_month (here), 0, 0, 0);
  g_autoptr (GDateTime) next = g_date_time_add_days (midnight, 1);

  return g_date_time_to_unix (next) * CALLOUT_SECOND;
}

/* A moment that is another each time: `now`, `now+2h`, `now-30m`, `today`. */
static gboolean
parse_moment (const char  *text,
              CalloutTime *time)
{
  static const struct { char unit; CalloutTime length; } units[] = {
    { 'm', CALLOUT_MINUTE }, { 'h', CALLOUT_HOUR }, { 'd', CALLOUT_DAY },
  };
  gint64 n;
  char *end;

  if (g_str_equal (text, "today"))
    {
      *time = end_of_today ();
      return TRUE;
    }
  if (!g_str_has_prefix (text, "now"))
    return FALSE;
  *time = callout_clock_now ();
  if (text[3] == '\0')
    return TRUE;
  if ((text[3] != '+' && text[3] != '-') || !g_ascii_isdigit (text[4]))
    return FALSE;
  n = g_ascii_strtoll (text + 4, &end, 10);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (end[0] == units[i].unit && end[1] == '\0' && n <= 100000)
      {
        *time += (text[3] == '-' ? -n : n) * units[i].length;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_date (const char   *text,
            CalloutTime  *time,
            GError      **error)
{
  if (parse_moment (text, time))
    return TRUE;
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
  CalloutTerm *term;

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

  term = g_new0 (CalloutTerm, 1);
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
 *   a value may stand in double quotes; a time may be `now`, `now+2h`,
 *   `now-3d` or `today`, whose end is meant
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

/* With more values and no index, looking for one after the other may take
 * longer than sorting once. */
#define FEW_VALUES 3

/**
 * callout_query_copy_rank:
 * @nth: which value of the field it is sorted by, in the order of the list
 * @limit: how many rows at most
 *
 * The part of a limited query that holds one value of what it is sorted by:
 * one part after the other is the query, and where the first are enough
 * nothing need be sorted. Where there are conditions they may not be enough,
 * and looking for all of them costs as many times as much.
 *
 * Returns: (transfer full) (nullable): %NULL behind the last part, and for a
 *   query that is not to be taken apart
 */
CalloutQuery *
callout_query_copy_rank (CalloutQuery *self,
                         guint         nth,
                         gint64        limit)
{
  const CalloutField *field = self->sort != NULL ? callout_kind_find_field (self->kind, self->sort) : NULL;
  g_autoptr (GTypeClass) klass = NULL;
  const GEnumClass *values;
  CalloutQuery *part;
  CalloutTerm *term;
  guint n_parts;

  if (self->limit < 0 || self->offset > 0 || self->terms->len > 0 || self->words != NULL || field == NULL
      || field->type != CALLOUT_FIELD_ENUM)
    return NULL;
  klass = g_type_class_ref (field->enum_type ());
  values = (const GEnumClass *) klass;
  n_parts = values->n_values + 1; /* who has none comes before the lowest */
  if (nth >= n_parts
      || (values->n_values > FEW_VALUES
          && g_strcmp0 (callout_mapping_get (self->kind)->indexed_rank, self->sort) != 0))
    return NULL;
  if (self->descending)
    nth = n_parts - 1 - nth;

  part = callout_query_copy (self);
  part->sort = NULL;
  part->limit = limit;
  term = g_new0 (CalloutTerm, 1);
  term->field = self->sort;
  term->op = CALLOUT_OP_IS;
  term->values = g_new0 (char *, 2);
  term->values[0] = g_strdup (nth > 0 ? values->values[nth - 1].value_nick : "");
  g_ptr_array_add (part->terms, term);
  return part;
}

/**
 * callout_query_copy_part:
 * @nth: 0 for the rows with a value of what it is sorted by, 1 for those without
 * @limit: how many rows at most; -1 for all
 *
 * Where a whole list is sorted by what some rows have from others, these are
 * read from the others and the rest by number: one after the other they are
 * the query.
 *
 * Returns: (transfer full) (nullable): %NULL behind the last part, and for a
 *   query that is not to be taken apart
 */
CalloutQuery *
callout_query_copy_part (CalloutQuery *self,
                         guint         nth,
                         gint64        limit)
{
  CalloutQuery *part;

  if (nth > 1 || self->offset > 0 || self->terms->len > 0 || self->words != NULL
      || callout_mapping_find_drive (callout_mapping_get (self->kind), self->sort) == NULL)
    return NULL;
  part = callout_query_copy (self);
  part->limit = limit;
  part->part = nth == 0 ? CALLOUT_PART_PRESENT : CALLOUT_PART_ABSENT;
  return part;
}
