/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-store-private.h"

#include <glib/gi18n-lib.h>

/* Writing */

void
callout_store_bind_field (CalloutStatement   *statement,
                          int                 parameter,
                          CalloutEntity      *entity,
                          const CalloutField *field)
{
  /* An absent number of a counting kind is 0, not NULL. */
  if (callout_entity_is_absent (entity, field))
    {
      callout_statement_bind_null (statement, parameter);
      return;
    }
  switch (field->type)
    {
    case CALLOUT_FIELD_TEXT:
    case CALLOUT_FIELD_KEYS:
      callout_statement_bind_text (statement, parameter, CALLOUT_ENTITY_FIELD (entity, field, char *));
      break;
    case CALLOUT_FIELD_INTEGER:
    case CALLOUT_FIELD_TIME:
    case CALLOUT_FIELD_REF:
      callout_statement_bind_int64 (statement, parameter, CALLOUT_ENTITY_FIELD (entity, field, gint64));
      break;
    case CALLOUT_FIELD_BOOLEAN:
      callout_statement_bind_int64 (statement, parameter, CALLOUT_ENTITY_FIELD (entity, field, gboolean) ? 1 : 0);
      break;
    case CALLOUT_FIELD_REAL:
      callout_statement_bind_real (statement, parameter, CALLOUT_ENTITY_FIELD (entity, field, double));
      break;
    case CALLOUT_FIELD_ENUM:
      callout_statement_bind_text (statement, parameter,
                                   callout_enum_key (field->enum_type (), CALLOUT_ENTITY_FIELD (entity, field, int)));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
record (CalloutStore  *self,
        CalloutEntity *entity,
        const char    *field,
        char          *before,
        char          *after)
{
  CalloutChange change = { 0, callout_entity_get_kind (entity), entity->id, entity->version, g_strdup (field), before, after };

  if (change.kind == CALLOUT_KIND_WORKFLOW)
    self->workflow = 0;
  g_array_append_val (self->changes, change);
}

static gboolean
execute (CalloutStatement  *statement,
         GError           **error)
{
  gboolean row;

  return callout_statement_step (statement, &row, error);
}

static char *
insert_sql (const CalloutMapping *mapping,
            const CalloutField   *fields,
            guint                 n_fields,
            gboolean              with_id)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GString) values = g_string_new ("$1, $2, $3");
  int parameter = 3;

  g_string_append_printf (sql, "INSERT INTO %s (version, created_at, updated_at", mapping->table);
  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & CALLOUT_FIELD_DERIVED) == 0)
      {
        g_string_append_printf (sql, ", \"%s\"", fields[i].name);
        g_string_append_printf (values, ", $%d", ++parameter);
      }
  if (with_id)
    {
      g_string_append (sql, ", id");
      g_string_append_printf (values, ", $%d", ++parameter);
    }
  g_string_append_printf (sql, ") VALUES (%s)", values->str);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/**
 * callout_store_insert:
 * @entity: without an id; a creation time given is kept. With an id and the
 *   version it had, it is a row that was deleted and comes back as itself.
 *
 * Adds the row, gives the entity its id and records it in the current event.
 */
gboolean
callout_store_insert (CalloutStore   *self,
                      CalloutEntity  *entity,
                      GError        **error)
{
  CalloutKind kind = callout_entity_get_kind (entity);
  guint n_fields;
  const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);
  g_autofree char *again = NULL;
  g_autoptr (CalloutStatementScope) statement = NULL;
  gint64 former = entity->id != 0 ? entity->version : 0;
  int parameter = 3;

  CALLOUT_ASSERT_STORE_THREAD (self);
  g_return_val_if_fail (self->event != NULL, FALSE);

  if (entity->id != 0)
    again = insert_sql (callout_mapping_get (kind), fields, n_fields, TRUE);
  else if (self->inserts[kind] == NULL)
    self->inserts[kind] = insert_sql (callout_mapping_get (kind), fields, n_fields, FALSE);
  statement = callout_driver_prepare (self->driver, again != NULL ? again : self->inserts[kind], error);
  if (statement == NULL)
    return FALSE;

  entity->version = former + 1;
  entity->updated_at = self->event->at;
  if (entity->created_at == 0)
    entity->created_at = self->event->at;
  callout_statement_bind_int64 (statement, 1, entity->version);
  callout_statement_bind_int64 (statement, 2, entity->created_at);
  callout_statement_bind_int64 (statement, 3, entity->updated_at);
  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & CALLOUT_FIELD_DERIVED) == 0)
      callout_store_bind_field (statement, ++parameter, entity, &fields[i]);
  if (entity->id != 0)
    callout_statement_bind_int64 (statement, ++parameter, entity->id);
  if (!execute (statement, error))
    {
      entity->version = former;
      return FALSE;
    }
  self->again |= former != 0;
  if (entity->id == 0)
    entity->id = CALLOUT_DRIVER_GET_CLASS (self->driver)->last_id (self->driver);
  record (self, entity, "+", NULL, NULL);
  return CALLOUT_DRIVER_GET_CLASS (self->driver)->index_text (self->driver, NULL, entity, error);
}

static void
set_conflict (CalloutEntity  *entity,
              GError        **error)
{
  g_autofree char *ref = callout_entity_dup_ref (entity);

  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT, _("%s was changed by somebody else meanwhile"), ref);
}

/**
 * callout_store_update:
 * @entity: as read, with fields changed
 *
 * Writes the fields that differ from the row and records each; nothing if none
 * does. On success the entity has the new version.
 *
 * Errors: %CALLOUT_ERROR_CONFLICT if the row has another version than @entity.
 */
gboolean
callout_store_update (CalloutStore   *self,
                      CalloutEntity  *entity,
                      GError        **error)
{
  CalloutKind kind = callout_entity_get_kind (entity);
  const CalloutMapping *mapping = callout_mapping_get (kind);
  guint n_fields;
  const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);
  g_autoptr (CalloutEntity) before = NULL;
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (CalloutStatementScope) statement = NULL;
  int parameter = 4;

  CALLOUT_ASSERT_STORE_THREAD (self);
  g_return_val_if_fail (self->event != NULL, FALSE);

  before = callout_store_get (self, kind, entity->id, error);
  if (before == NULL)
    return FALSE;
  if (before->version != entity->version)
    {
      set_conflict (before, error);
      return FALSE;
    }

  g_string_append_printf (sql, "UPDATE %s SET version = $1, updated_at = $2", mapping->table);
  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & CALLOUT_FIELD_DERIVED) == 0 && !callout_entity_field_equal (before, entity, &fields[i]))
      g_string_append_printf (sql, ", \"%s\" = $%d", fields[i].name, ++parameter);
  if (parameter == 4)
    return TRUE;
  g_string_append (sql, " WHERE id = $3 AND version = $4");

  statement = callout_driver_prepare (self->driver, sql->str, error);
  if (statement == NULL)
    return FALSE;
  callout_statement_bind_int64 (statement, 1, before->version + 1);
  callout_statement_bind_int64 (statement, 2, self->event->at);
  callout_statement_bind_int64 (statement, 3, entity->id);
  callout_statement_bind_int64 (statement, 4, before->version);
  parameter = 4;
  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & CALLOUT_FIELD_DERIVED) == 0 && !callout_entity_field_equal (before, entity, &fields[i]))
      callout_store_bind_field (statement, ++parameter, entity, &fields[i]);
  if (!execute (statement, error)
      || !CALLOUT_DRIVER_GET_CLASS (self->driver)->index_text (self->driver, before, entity, error))
    return FALSE;

  entity->version = before->version + 1;
  entity->updated_at = self->event->at;
  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & CALLOUT_FIELD_DERIVED) == 0 && !callout_entity_field_equal (before, entity, &fields[i]))
      {
        gboolean secret = (fields[i].flags & CALLOUT_FIELD_SECRET) != 0;

        record (self, entity, fields[i].name, secret ? NULL : callout_entity_dup_value (before, &fields[i]),
                secret ? NULL : callout_entity_dup_value (entity, &fields[i]));
      }
  return TRUE;
}

/**
 * callout_store_delete:
 *
 * Takes the row away. Every field it had is recorded, so that undo can bring
 * it back.
 */
gboolean
callout_store_delete (CalloutStore   *self,
                      CalloutEntity  *entity,
                      GError        **error)
{
  CalloutKind kind = callout_entity_get_kind (entity);
  guint n_fields;
  const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);
  g_autofree char *sql = NULL;
  g_autoptr (CalloutStatementScope) statement = NULL;

  CALLOUT_ASSERT_STORE_THREAD (self);
  g_return_val_if_fail (self->event != NULL, FALSE);

  sql = g_strdup_printf ("DELETE FROM %s WHERE id = $1 AND version = $2 RETURNING id", callout_mapping_get (kind)->table);
  statement = callout_driver_prepare (self->driver, sql, error);
  if (statement == NULL)
    return FALSE;
  callout_statement_bind_int64 (statement, 1, entity->id);
  callout_statement_bind_int64 (statement, 2, entity->version);
  {
    gboolean row;

    if (!callout_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      {
        set_conflict (entity, error);
        return FALSE;
      }
  }
  if (!CALLOUT_DRIVER_GET_CLASS (self->driver)->index_text (self->driver, entity, NULL, error))
    return FALSE;
  record (self, entity, "-", NULL, NULL);
  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & (CALLOUT_FIELD_DERIVED | CALLOUT_FIELD_SECRET)) == 0
        && !callout_entity_is_absent (entity, &fields[i]))
      record (self, entity, fields[i].name, callout_entity_dup_value (entity, &fields[i]), NULL);
  return TRUE;
}

static gboolean
delete_all (CalloutStore  *self,
            CalloutKind    kind,
            gint64         ticket,
            GError       **error)
{
  g_autoptr (GPtrArray) rows = callout_store_children (self, kind, "ticket", ticket, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!callout_store_delete (self, g_ptr_array_index (rows, i), error))
      return FALSE;
  return rows != NULL;
}

/**
 * callout_store_forget_threads:
 * @ticket: a draft, which was submitted once and taken back
 *
 * Takes away what the house said of it and how far it was read. As these never
 * stood in the trail, their going does not either.
 */
gboolean
callout_store_forget_threads (CalloutStore  *self,
                              gint64         ticket,
                              GError       **error)
{
  guint n_changes = self->changes->len;
  gboolean gone;

  CALLOUT_ASSERT_STORE_THREAD (self);

  gone = delete_all (self, CALLOUT_KIND_READ_MARK, ticket, error) && delete_all (self, CALLOUT_KIND_MESSAGE, ticket, error);
  g_array_set_size (self->changes, n_changes);
  return gone;
}
