/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-filter-text.h"

#include <string.h>

#define SIGNS "=!~<>"

typedef struct {
  char     *text;
  char     *field;
  char     *op;
  char    **values;
  gboolean  taken;
} Condition;

struct _CalloutFilterText
{
  GPtrArray *conditions; /* of Condition */
};

/* The choices of the chip for due times; the words mean a moment each time anew. */
static const struct {
  const char *chosen;
  const char *op;
  const char *value;
} dues[] = {
  { "late", "<", "now" },
  { "soon", "<", "now+2h" },
  { "today", "<", "today" },
  { "none", "=", "" },
};

static void
condition_free (gpointer data)
{
  Condition *condition = data;

  g_free (condition->text);
  g_free (condition->field);
  g_free (condition->op);
  g_strfreev (condition->values);
  g_free (condition);
}

static Condition *
condition_new (const char *text)
{
  Condition *condition = g_new0 (Condition, 1);
  gsize at = strcspn (text, SIGNS);
  gsize length = g_str_has_prefix (text + at, "!=") ? 2 : text[at] != '\0' ? 1 : 0;

  condition->text = g_strdup (text);
  condition->field = g_strstrip (g_strndup (text, at));
  condition->op = g_strndup (text + at, length);
  condition->values = callout_filter_split_values (text + at + length);
  return condition;
}

/**
 * callout_filter_text_new:
 * @text: (nullable)
 */
CalloutFilterText *
callout_filter_text_new (const char *text)
{
  CalloutFilterText *self = g_new0 (CalloutFilterText, 1);
  g_auto (GStrv) parts = callout_filter_split_conditions (text != NULL ? text : "");

  self->conditions = g_ptr_array_new_with_free_func (condition_free);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (self->conditions, condition_new (parts[i]));
  return self;
}

void
callout_filter_text_free (CalloutFilterText *self)
{
  g_ptr_array_unref (self->conditions);
  g_free (self);
}

static Condition *
find (CalloutFilterText *self,
      const char        *field,
      const char        *op)
{
  for (guint i = 0; i < self->conditions->len; i++)
    {
      Condition *condition = g_ptr_array_index (self->conditions, i);

      if (!condition->taken && g_str_equal (condition->field, field) && g_str_equal (condition->op, op))
        return condition;
    }
  return NULL;
}

/**
 * callout_filter_text_take:
 *
 * Returns: (transfer full) (nullable): the values of the first such condition,
 *   which is then not left any more
 */
char **
callout_filter_text_take (CalloutFilterText *self,
                          const char        *field,
                          const char        *op)
{
  Condition *condition = find (self, field, op);

  if (condition == NULL)
    return NULL;
  condition->taken = TRUE;
  return g_strdupv (condition->values);
}

/**
 * callout_filter_text_take_is:
 *
 * Returns: whether there was a condition that @field is one of just these
 *   values; it is then not left any more
 */
gboolean
callout_filter_text_take_is (CalloutFilterText *self,
                             const char        *field,
                             const char *const *values)
{
  Condition *condition = find (self, field, "=");

  if (condition == NULL || !g_strv_equal ((const char *const *) condition->values, values))
    return FALSE;
  condition->taken = TRUE;
  return TRUE;
}

/**
 * callout_filter_text_dup_rest:
 *
 * Returns: (transfer full): the conditions nobody has taken
 */
char *
callout_filter_text_dup_rest (CalloutFilterText *self)
{
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; i < self->conditions->len; i++)
    {
      Condition *condition = g_ptr_array_index (self->conditions, i);

      if (!condition->taken)
        callout_filter_text_append (rest, condition->text);
    }
  return g_string_free (g_steal_pointer (&rest), FALSE);
}

/**
 * callout_filter_text_append:
 * @rest: further conditions; may be empty
 */
void
callout_filter_text_append (GString    *text,
                            const char *rest)
{
  if (*rest == '\0')
    return;
  g_string_append_printf (text, "%s%s", text->len > 0 ? " and " : "", rest);
}

/* A value in quotes means what it says, whatever it holds. */
static gboolean
needs_quotes (const char *value)
{
  return *value != '\0' && value[strcspn (value, "| \t\n\r\"")] != '\0';
}

/**
 * callout_filter_text_add:
 * @values: one of which it is to be; none adds nothing
 */
void
callout_filter_text_add (GString           *text,
                         const char        *field,
                         const char        *op,
                         const char *const *values)
{
  g_autoptr (GString) condition = g_string_new (field);

  if (values[0] == NULL)
    return;
  g_string_append (condition, op);
  for (guint i = 0; values[i] != NULL; i++)
    {
      const char *quote = needs_quotes (values[i]) ? "\"" : "";

      g_string_append_printf (condition, "%s%s%s%s", i > 0 ? "|" : "", quote, values[i], quote);
    }
  callout_filter_text_append (text, condition->str);
}

void
callout_filter_text_add_one (GString    *text,
                             const char *field,
                             const char *op,
                             const char *value)
{
  const char *values[] = { value, NULL };

  callout_filter_text_add (text, field, op, values);
}

void
callout_filter_text_add_chip (GString           *text,
                              CalloutFilterChip *chip,
                              const char        *field,
                              const char        *op)
{
  g_auto (GStrv) chosen = callout_filter_chip_get_chosen (chip);

  callout_filter_text_add (text, field, op, (const char *const *) chosen);
}

void
callout_filter_text_take_chip (CalloutFilterText *self,
                               CalloutFilterChip *chip,
                               const char        *field,
                               const char        *op)
{
  g_auto (GStrv) values = callout_filter_text_take (self, field, op);

  callout_filter_chip_set_chosen (chip, (const char *const *) values);
}

/**
 * callout_filter_text_add_due:
 * @chip: filled by callout_filter_fill_due()
 */
void
callout_filter_text_add_due (GString           *text,
                             CalloutFilterChip *chip)
{
  g_auto (GStrv) chosen = callout_filter_chip_get_chosen (chip);

  for (guint i = 0; i < G_N_ELEMENTS (dues) && chosen[0] != NULL; i++)
    if (g_str_equal (dues[i].chosen, chosen[0]))
      callout_filter_text_add_one (text, "due_latest", dues[i].op, dues[i].value);
}

void
callout_filter_text_take_due (CalloutFilterText *self,
                              CalloutFilterChip *chip)
{
  callout_filter_chip_set_chosen (chip, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dues); i++)
    {
      const char *values[] = { dues[i].value, NULL };
      const char *chosen[] = { dues[i].chosen, NULL };
      Condition *condition = find (self, "due_latest", dues[i].op);

      if (condition == NULL || !g_strv_equal ((const char *const *) condition->values, values))
        continue;
      condition->taken = TRUE;
      callout_filter_chip_set_chosen (chip, chosen);
      return;
    }
}
