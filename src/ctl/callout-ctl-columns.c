/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/*
 * A thing is printed by its table of fields. Only where the contract's words
 * differ from the fields, or a value is spelled out in another field, a row
 * stands here.
 */
typedef struct {
  CalloutKind  kind;
  const char  *field;
  const char  *name;        /* (nullable): the contract's word; NULL: not shown */
  const char  *text;        /* (nullable): the field that spells the reference out */
  gboolean     zero_absent;
} Exception;

static const Exception exceptions[] = {
  { CALLOUT_KIND_TICKET, "created_by", "created_by", "created_by_login", FALSE },
  { CALLOUT_KIND_TICKET, "created_by_login", NULL, NULL, FALSE },
  { CALLOUT_KIND_TICKET, "outcome", "outcome", NULL, TRUE },
  { CALLOUT_KIND_TICKET, "rating", "rating", NULL, TRUE },
  { CALLOUT_KIND_FLOW, "number", "number", NULL, TRUE },
  { CALLOUT_KIND_FLOW, "notify_group", "notify_group", "notify_group_key", FALSE },
  { CALLOUT_KIND_FLOW, "notify_group_key", NULL, NULL, FALSE },
  { CALLOUT_KIND_FLOW, "offer_group", "offer_group", "offer_group_key", FALSE },
  { CALLOUT_KIND_FLOW, "offer_group_key", NULL, NULL, FALSE },
  { CALLOUT_KIND_FLOW, "published_by", "published_by", "published_by_login", FALSE },
  { CALLOUT_KIND_FLOW, "published_by_login", NULL, NULL, FALSE },
  { CALLOUT_KIND_OFFER, "person", "person", "login", FALSE },
  { CALLOUT_KIND_OFFER, "login", NULL, NULL, FALSE },
  { CALLOUT_KIND_TICKET_ASSIGNEE, "person", "person", "login", FALSE },
  { CALLOUT_KIND_TICKET_ASSIGNEE, "login", NULL, NULL, FALSE },
  { CALLOUT_KIND_UPDATE, "author", "author", "author_login", FALSE },
  { CALLOUT_KIND_UPDATE, "author_login", NULL, NULL, FALSE },
  { CALLOUT_KIND_UPDATE, "corrected_by", "corrected_by", NULL, TRUE },
  { CALLOUT_KIND_FILE, "author", "author", "author_login", FALSE },
  { CALLOUT_KIND_FILE, "author_login", NULL, NULL, FALSE },
  { CALLOUT_KIND_FILE, "width", "width", NULL, TRUE },
  { CALLOUT_KIND_FILE, "height", "height", NULL, TRUE },
  { CALLOUT_KIND_RATING, "person", "person", "login", FALSE },
  { CALLOUT_KIND_RATING, "login", NULL, NULL, FALSE },
  { CALLOUT_KIND_NOTIFICATION, "person", "person", "login", FALSE },
  { CALLOUT_KIND_NOTIFICATION, "login", NULL, NULL, FALSE },
  { CALLOUT_KIND_NOTIFICATION, "kind", NULL, NULL, FALSE }, /* the target's reference tells */
  { CALLOUT_KIND_NOTIFICATION, "target", NULL, NULL, FALSE },
  { CALLOUT_KIND_NOTIFICATION, "target_ref", "target", NULL, FALSE },
  { CALLOUT_KIND_NOTIFICATION_PREF, "person", "person", "login", FALSE },
  { CALLOUT_KIND_NOTIFICATION_PREF, "login", NULL, NULL, FALSE },
  { CALLOUT_KIND_OUTBOX, "person", "person", "login", FALSE },
  { CALLOUT_KIND_OUTBOX, "login", NULL, NULL, FALSE },
  { CALLOUT_KIND_SAVED_FILTER, "person", "person", "login", FALSE },
  { CALLOUT_KIND_SAVED_FILTER, "login", NULL, NULL, FALSE },
  { CALLOUT_KIND_FILE, "duration", "duration", NULL, TRUE },
  { CALLOUT_KIND_MESSAGE, "author", "author", "author_login", FALSE },
  { CALLOUT_KIND_MESSAGE, "author_login", NULL, NULL, FALSE },
  { CALLOUT_KIND_MESSAGE, "undoes", "undoes", NULL, TRUE },
  { CALLOUT_KIND_READ_MARK, "person", "person", "login", FALSE },
  { CALLOUT_KIND_READ_MARK, "login", NULL, NULL, FALSE },
  { CALLOUT_KIND_CONVERSATION, "last_author", "last_author", "last_author_login", FALSE },
  { CALLOUT_KIND_CONVERSATION, "last_author_login", NULL, NULL, FALSE },
  { CALLOUT_KIND_SNIPPET, "person", "person", "login", FALSE },
  { CALLOUT_KIND_SNIPPET, "login", NULL, NULL, FALSE },
  { CALLOUT_KIND_ASSISTANT_ELEMENT, "parent", "parent", "parent_key", FALSE },
  { CALLOUT_KIND_ASSISTANT_ELEMENT, "parent_key", NULL, NULL, FALSE },
  { CALLOUT_KIND_PICTURE, "data", NULL, NULL, FALSE }, /* its bytes */
  { CALLOUT_KIND_WORK_ORDER, "service_order", "service_order", NULL, TRUE },
  { CALLOUT_KIND_WORK_ORDER, "routed_by", "routed_by", "routed_by_login", FALSE },
  { CALLOUT_KIND_WORK_ORDER, "routed_by_login", NULL, NULL, FALSE },
  { CALLOUT_KIND_WORK_ORDER, "group", "group", "group_key", FALSE },
  { CALLOUT_KIND_WORK_ORDER, "group_key", NULL, NULL, FALSE },
  { CALLOUT_KIND_WORK_ORDER, "duration", "duration", NULL, TRUE },
  { CALLOUT_KIND_WORK_ORDER, "outcome", "outcome", NULL, TRUE },
  { CALLOUT_KIND_WORKFLOW, "number", "number", NULL, TRUE },
  { CALLOUT_KIND_WORKFLOW, "published_by", "published_by", "published_by_login", FALSE },
  { CALLOUT_KIND_WORKFLOW, "published_by_login", NULL, NULL, FALSE },
  { CALLOUT_KIND_WORKFLOW, "base_number", "base_number", NULL, TRUE },
  { CALLOUT_KIND_STATUS_LABEL, "status", NULL, NULL, FALSE }, /* told with its status */
  { CALLOUT_KIND_ASSIGNMENT, "person", NULL, NULL, FALSE }, /* its login stands there */
  { CALLOUT_KIND_EVENT, "actor", "actor", "actor_login", FALSE },
  { CALLOUT_KIND_EVENT, "actor_login", NULL, NULL, FALSE },
  { CALLOUT_KIND_EVENT, "kind", NULL, NULL, FALSE }, /* the target's reference tells */
  { CALLOUT_KIND_EVENT, "target", NULL, NULL, FALSE },
  { CALLOUT_KIND_EVENT, "target_ref", "target", NULL, FALSE },
  { CALLOUT_KIND_EVENT, "from_state", "from", NULL, FALSE },
  { CALLOUT_KIND_EVENT, "to_state", "to", NULL, FALSE },
  { CALLOUT_KIND_EVENT, "cause", "cause", NULL, TRUE },
  { CALLOUT_KIND_EVENT, "undoes", "undoes", NULL, TRUE },
  { CALLOUT_KIND_EVENT, "undone_by", "undone_by", NULL, TRUE },
};

static const Exception *
find_exception (CalloutKind  kind,
                const char  *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (exceptions[i].kind == kind && g_str_equal (exceptions[i].field, field))
      return &exceptions[i];
  return NULL;
}

static void
add_column (GArray             *columns,
            const char         *name,
            int                 from,
            const CalloutField *field)
{
  CalloutCtlColumn column = { name, from, field, NULL, FALSE };

  g_array_append_val (columns, column);
}

/**
 * callout_ctl_columns:
 *
 * Everything of a kind that may be printed, in order. Secrets are not in it.
 *
 * Returns: (transfer full) (element-type CalloutCtlColumn)
 */
GArray *
callout_ctl_columns (CalloutKind kind)
{
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (CalloutCtlColumn));
  guint n_fields;
  const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);

  add_column (columns, "ref", CALLOUT_CTL_FROM_REF, NULL);
  if (kind == CALLOUT_KIND_EVENT)
    add_column (columns, "number", CALLOUT_CTL_FROM_NUMBER, NULL);
  for (guint i = 0; i < n_fields; i++)
    {
      const Exception *exception = find_exception (kind, fields[i].name);
      CalloutCtlColumn column = { fields[i].name, CALLOUT_CTL_FROM_FIELD, &fields[i], NULL, FALSE };

      if (fields[i].flags & CALLOUT_FIELD_SECRET)
        continue;
      if (exception != NULL)
        {
          if (exception->name == NULL)
            continue;
          column.name = exception->name;
          column.zero_absent = exception->zero_absent;
          if (exception->text != NULL)
            column.text = callout_kind_find_field (kind, exception->text);
        }
      g_array_append_val (columns, column);
    }
  add_column (columns, "version", CALLOUT_CTL_FROM_VERSION, NULL);
  add_column (columns, "created_at", CALLOUT_CTL_FROM_CREATED, NULL);
  add_column (columns, "updated_at", CALLOUT_CTL_FROM_UPDATED, NULL);
  return columns;
}

static const CalloutCtlColumn *
find_column (GArray     *columns,
             const char *name)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_str_equal (g_array_index (columns, CalloutCtlColumn, i).name, name))
      return &g_array_index (columns, CalloutCtlColumn, i);
  return NULL;
}

static char *
join_names (GArray *columns)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", g_array_index (columns, CalloutCtlColumn, i).name);
  return g_string_free (text, FALSE);
}

/**
 * callout_ctl_pick_columns:
 * @names: names apart by commas
 *
 * Returns: (transfer full) (element-type CalloutCtlColumn): those columns; %NULL
 *   with wrong usage where there is none of such a name
 */
GArray *
callout_ctl_pick_columns (CalloutKind   kind,
                          const char   *names,
                          GError      **error)
{
  g_autoptr (GArray) columns = callout_ctl_columns (kind);
  g_autoptr (GArray) picked = g_array_new (FALSE, TRUE, sizeof (CalloutCtlColumn));
  g_auto (GStrv) words = g_strsplit (names, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const CalloutCtlColumn *column = find_column (columns, g_strstrip (words[i]));

      if (column == NULL)
        {
          g_autofree char *known = join_names (columns);

          callout_ctl_misused (error, _("There is no column “%s”; there are %s"), words[i], known);
          return NULL;
        }
      g_array_append_val (picked, *column);
    }
  return g_steal_pointer (&picked);
}

/* The reference in a field: spelled out beside it, or looked up. */
static char *
dup_field_ref (CalloutCtl             *self,
               CalloutEntity          *entity,
               const CalloutCtlColumn *column)
{
  gint64 id = CALLOUT_ENTITY_FIELD (entity, column->field, gint64);

  if (id != 0 && column->text != NULL && CALLOUT_ENTITY_FIELD (entity, column->text, char *) != NULL)
    return g_strdup (CALLOUT_ENTITY_FIELD (entity, column->text, char *));
  return callout_ctl_dup_ref (self, column->field->kind, id);
}

/* What customers are never shown is not there for them. */
static gboolean
is_hidden (CalloutCtl             *self,
           const CalloutCtlColumn *column)
{
  return (column->field->flags & CALLOUT_FIELD_INTERNAL) != 0 && self->person != NULL && callout_person_is_code_user (self->person);
}

static gboolean
is_absent (CalloutEntity          *entity,
           const CalloutCtlColumn *column)
{
  if (callout_entity_is_absent (entity, column->field))
    return TRUE;
  if (!column->zero_absent)
    return FALSE;
  if (column->field->type == CALLOUT_FIELD_ENUM)
    return CALLOUT_ENTITY_FIELD (entity, column->field, int) == 0;
  return CALLOUT_ENTITY_FIELD (entity, column->field, gint64) == 0;
}

/* A status without a name of the house's own has the built-in one. */
static const char *
builtin_text (CalloutEntity      *entity,
              const CalloutField *field)
{
  if (!CALLOUT_IS_STATUS (entity) || !g_str_equal (field->name, "label") || CALLOUT_STATUS (entity)->label != NULL)
    return NULL;
  return callout_status_builtin_label (CALLOUT_STATUS (entity)->key);
}

static void
write_field (CalloutCtl             *self,
             CalloutCtlJson         *json,
             CalloutEntity          *entity,
             const CalloutCtlColumn *column)
{
  const CalloutField *field = column->field;
  g_autofree char *text = NULL;

  if (is_hidden (self, column))
    {
      if (field->type == CALLOUT_FIELD_KEYS)
        callout_ctl_json_words (json, NULL);
      else
        callout_ctl_json_null (json);
      return;
    }
  if (builtin_text (entity, field) != NULL)
    {
      callout_ctl_json_text (json, builtin_text (entity, field));
      return;
    }
  /* A set without members is an empty array, not an absent value. */
  if (field->type != CALLOUT_FIELD_KEYS && is_absent (entity, column))
    {
      callout_ctl_json_null (json);
      return;
    }

  switch (field->type)
    {
    case CALLOUT_FIELD_TEXT:
      callout_ctl_json_text (json, CALLOUT_ENTITY_FIELD (entity, field, char *));
      break;
    case CALLOUT_FIELD_KEYS:
      callout_ctl_json_words (json, CALLOUT_ENTITY_FIELD (entity, field, char *));
      break;
    case CALLOUT_FIELD_INTEGER:
      callout_ctl_json_integer (json, CALLOUT_ENTITY_FIELD (entity, field, gint64));
      break;
    case CALLOUT_FIELD_BOOLEAN:
      callout_ctl_json_boolean (json, CALLOUT_ENTITY_FIELD (entity, field, gboolean));
      break;
    case CALLOUT_FIELD_REAL:
      callout_ctl_json_real (json, CALLOUT_ENTITY_FIELD (entity, field, double));
      break;
    case CALLOUT_FIELD_TIME:
      text = callout_ctl_format_time (self, CALLOUT_ENTITY_FIELD (entity, field, CalloutTime));
      callout_ctl_json_text (json, text);
      break;
    case CALLOUT_FIELD_ENUM:
      callout_ctl_json_text (json, callout_enum_key (field->enum_type (), CALLOUT_ENTITY_FIELD (entity, field, int)));
      break;
    case CALLOUT_FIELD_REF:
      text = dup_field_ref (self, entity, column);
      callout_ctl_json_text (json, text);
      break;
    default:
      g_assert_not_reached ();
    }
}

static char *
dup_own_ref (CalloutEntity *entity)
{
  if (callout_entity_get_kind (entity) == CALLOUT_KIND_EVENT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, entity->id);
  return callout_entity_dup_ref (entity);
}

/**
 * callout_ctl_write_value:
 *
 * Writes one value of a thing as the contract words it.
 */
void
callout_ctl_write_value (CalloutCtl             *self,
                         CalloutCtlJson         *json,
                         CalloutEntity          *entity,
                         const CalloutCtlColumn *column)
{
  g_autofree char *text = NULL;

  switch (column->from)
    {
    case CALLOUT_CTL_FROM_FIELD:
      write_field (self, json, entity, column);
      return;
    case CALLOUT_CTL_FROM_NUMBER:
      callout_ctl_json_integer (json, entity->id);
      return;
    case CALLOUT_CTL_FROM_VERSION:
      callout_ctl_json_integer (json, entity->version);
      return;
    case CALLOUT_CTL_FROM_REF:
      text = dup_own_ref (entity);
      break;
    case CALLOUT_CTL_FROM_CREATED:
      text = entity->created_at != 0 ? callout_ctl_format_time (self, entity->created_at) : NULL;
      break;
    case CALLOUT_CTL_FROM_UPDATED:
      text = entity->updated_at != 0 ? callout_ctl_format_time (self, entity->updated_at) : NULL;
      break;
    default:
      g_assert_not_reached ();
    }
  callout_ctl_json_text (json, text);
}

static char *
dup_time (CalloutCtl  *self,
          CalloutTime  time,
          gboolean     readable)
{
  if (time == 0)
    return g_strdup ("");
  return readable ? callout_ctl_readable_time (self, time) : callout_ctl_format_time (self, time);
}

static char *
dup_field (CalloutCtl             *self,
           CalloutEntity          *entity,
           const CalloutCtlColumn *column,
           gboolean                readable)
{
  const CalloutField *field = column->field;
  char *text = NULL;

  if (is_hidden (self, column))
    return g_strdup ("");
  if (builtin_text (entity, field) != NULL)
    return g_strdup (builtin_text (entity, field));
  if (is_absent (entity, column))
    return g_strdup ("");

  switch (field->type)
    {
    case CALLOUT_FIELD_TIME:
      return dup_time (self, CALLOUT_ENTITY_FIELD (entity, field, CalloutTime), readable);
    case CALLOUT_FIELD_REF:
      text = dup_field_ref (self, entity, column);
      return text != NULL ? text : g_strdup ("");
    case CALLOUT_FIELD_BOOLEAN:
      if (readable)
        return g_strdup (CALLOUT_ENTITY_FIELD (entity, field, gboolean) ? _("yes") : _("no"));
      return g_strdup (CALLOUT_ENTITY_FIELD (entity, field, gboolean) ? "true" : "false");
    case CALLOUT_FIELD_REAL:
      return callout_ctl_real_to_text (CALLOUT_ENTITY_FIELD (entity, field, double));
    case CALLOUT_FIELD_TEXT:
    case CALLOUT_FIELD_KEYS:
    case CALLOUT_FIELD_INTEGER:
    case CALLOUT_FIELD_ENUM:
    default:
      return callout_entity_dup_value (entity, field);
    }
}

/**
 * callout_ctl_dup_value:
 * @readable: for people; else in the forms of JSON, for other programs
 *
 * Returns: (transfer full): one value as text; empty where it is absent
 */
char *
callout_ctl_dup_value (CalloutCtl             *self,
                       CalloutEntity          *entity,
                       const CalloutCtlColumn *column,
                       gboolean                readable)
{
  switch (column->from)
    {
    case CALLOUT_CTL_FROM_FIELD:
      return dup_field (self, entity, column, readable);
    case CALLOUT_CTL_FROM_REF:
      return dup_own_ref (entity);
    case CALLOUT_CTL_FROM_NUMBER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, entity->id);
    case CALLOUT_CTL_FROM_VERSION:
      return g_strdup_printf ("%" G_GINT64_FORMAT, entity->version);
    case CALLOUT_CTL_FROM_CREATED:
      return dup_time (self, entity->created_at, readable);
    case CALLOUT_CTL_FROM_UPDATED:
      return dup_time (self, entity->updated_at, readable);
    default:
      return g_strdup ("");
    }
}

/**
 * callout_ctl_write_members:
 * @columns: (element-type CalloutCtlColumn)
 *
 * Writes a thing's values into an object already begun.
 */
void
callout_ctl_write_members (CalloutCtl     *self,
                           CalloutCtlJson *json,
                           CalloutEntity  *entity,
                           GArray         *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const CalloutCtlColumn *column = &g_array_index (columns, CalloutCtlColumn, i);

      callout_ctl_json_name (json, column->name);
      callout_ctl_write_value (self, json, entity, column);
    }
}

/* One side of a change. The stored text is read into a thing of its kind, so
 * that it comes out as that thing's own values do. */
static void
write_side (CalloutCtl          *self,
            CalloutCtlJson      *json,
            const CalloutChange *change,
            const char          *value)
{
  const CalloutField *field = callout_kind_find_field (change->kind, change->field);
  const Exception *exception = find_exception (change->kind, change->field);
  g_autoptr (CalloutEntity) entity = NULL;

  if (value == NULL || (field != NULL && (field->flags & CALLOUT_FIELD_SECRET)))
    {
      callout_ctl_json_null (json);
      return;
    }
  if (field != NULL)
    {
      CalloutCtlColumn column = { field->name, CALLOUT_CTL_FROM_FIELD, field, NULL,
                                  exception != NULL && exception->zero_absent };

      entity = callout_entity_new_for_kind (change->kind);
      if (callout_entity_take_value (entity, field, value))
        {
          callout_ctl_write_value (self, json, entity, &column);
          return;
        }
    }
  callout_ctl_json_text (json, value);
}

/**
 * callout_ctl_write_changes:
 * @changes: (element-type CalloutChange)
 *
 * Writes an event's array of changes.
 */
void
callout_ctl_write_changes (CalloutCtl     *self,
                           CalloutCtlJson *json,
                           GPtrArray      *changes)
{
  callout_ctl_json_begin_array (json);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const CalloutChange *change = g_ptr_array_index (changes, i);
      g_autofree char *target = callout_ctl_dup_ref (self, change->kind, change->id);

      callout_ctl_json_begin_object (json);
      callout_ctl_json_name (json, "target");
      callout_ctl_json_text (json, target);
      callout_ctl_json_name (json, "field");
      callout_ctl_json_text (json, change->field);
      callout_ctl_json_name (json, "before");
      write_side (self, json, change, change->before);
      callout_ctl_json_name (json, "after");
      write_side (self, json, change, change->after);
      callout_ctl_json_end_object (json);
    }
  callout_ctl_json_end_array (json);
}

/**
 * callout_ctl_print_entity:
 *
 * Prints one thing: a JSON object, or a line a value for people.
 */
void
callout_ctl_print_entity (CalloutCtl    *self,
                          CalloutEntity *entity)
{
  g_autoptr (GArray) columns = callout_ctl_columns (callout_entity_get_kind (entity));
  g_autoptr (CalloutCtlTable) table = NULL;

  if (self->json)
    {
      g_autoptr (CalloutCtlJson) json = callout_ctl_json_new (stdout, TRUE);

      callout_ctl_json_begin_object (json);
      callout_ctl_write_members (self, json, entity, columns);
      callout_ctl_json_end_object (json);
      return;
    }

  table = callout_ctl_table_new ();
  callout_ctl_table_add_column (table, NULL, FALSE);
  callout_ctl_table_add_column (table, NULL, FALSE);
  for (guint i = 0; i < columns->len; i++)
    {
      const CalloutCtlColumn *column = &g_array_index (columns, CalloutCtlColumn, i);
      g_autofree char *text = callout_ctl_dup_value (self, entity, column, TRUE);

      if (*text == '\0')
        continue;
      callout_ctl_table_take (table, g_strconcat (column->name, ":", NULL));
      callout_ctl_table_add (table, text);
    }
  callout_ctl_table_print_whole (table, stdout);
}
