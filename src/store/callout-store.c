/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-store-private.h"

#include "callout-sqlite.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <errno.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (CalloutStore, callout_store, G_TYPE_OBJECT)

static void
clear_change (gpointer data)
{
  CalloutChange *change = data;

  g_free (change->field);
  g_free (change->before);
  g_free (change->after);
}

static void
callout_store_finalize (GObject *object)
{
  CalloutStore *self = CALLOUT_STORE (object);

  for (guint i = 0; i < CALLOUT_N_KINDS; i++)
    {
      g_free (self->selects[i]);
      g_free (self->gets[i]);
      g_free (self->seen[i]);
      g_free (self->plain[i]);
      g_free (self->inserts[i]);
    }
  g_clear_object (&self->event);
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_object (&self->driver);
  G_OBJECT_CLASS (callout_store_parent_class)->finalize (object);
}

static void
callout_store_class_init (CalloutStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = callout_store_finalize;
}

static void
callout_store_init (CalloutStore *self)
{
  self->thread = g_thread_self ();
  self->changes = g_array_new (FALSE, FALSE, sizeof (CalloutChange));
  g_array_set_clear_func (self->changes, clear_change);
}

static const char *
sqlite_path (const char *uri)
{
  return g_str_has_prefix (uri, "sqlite:") ? uri + strlen ("sqlite:") : uri;
}

static gboolean
check_uri (const char  *uri,
           GError     **error)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);

  if (scheme == NULL || g_str_equal (scheme, "sqlite"))
    return TRUE;
  g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
               _("There is no engine for “%s:”; stores are opened by a path or sqlite:PATH"), scheme);
  return FALSE;
}

/**
 * callout_store_default_uri:
 *
 * Returns: (transfer full): `$CALLOUT_STORE`, else the file in the user's data folder
 */
char *
callout_store_default_uri (void)
{
  const char *uri = g_getenv ("CALLOUT_STORE");

  if (uri != NULL && *uri != '\0')
    return g_strdup (uri);
  return g_build_filename (g_get_user_data_dir (), "callout", "callout.db", NULL);
}

/**
 * callout_store_exists:
 *
 * Whether something is there already, a store or not.
 */
gboolean
callout_store_exists (const char *uri)
{
  return g_file_test (sqlite_path (uri), G_FILE_TEST_EXISTS);
}

/**
 * callout_store_open:
 * @uri: a path or `sqlite:PATH`
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND, %CALLOUT_ERROR_CONFLICT (to be created,
 * but there), %CALLOUT_ERROR_CORRUPT (not a store, damaged, of a newer version).
 */
CalloutStore *
callout_store_open (const char        *uri,
                    CalloutStoreMode   mode,
                    GError           **error)
{
  g_autoptr (CalloutStore) self = g_object_new (CALLOUT_TYPE_STORE, NULL);
  const char *path = sqlite_path (uri);

  if (!check_uri (uri, error))
    return NULL;
  if (mode == CALLOUT_STORE_CREATE)
    {
      g_autofree char *folder = g_path_get_dirname (path);

      if (g_mkdir_with_parents (folder, 0700) != 0)
        {
          g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED, _("The folder “%s” cannot be made: %s"), folder,
                       g_strerror (errno));
          return NULL;
        }
    }
  self->driver = callout_sqlite_open (path, mode == CALLOUT_STORE_CREATE, mode == CALLOUT_STORE_READ_ONLY, error);
  return self->driver != NULL ? g_steal_pointer (&self) : NULL;
}

gboolean
callout_store_begin (CalloutStore  *self,
                     gboolean       writing,
                     GError       **error)
{
  CALLOUT_ASSERT_STORE_THREAD (self);

  self->spoilt = FALSE;
  self->workflow = 0;
  return callout_driver_begin (self->driver, writing, error);
}

gboolean
callout_store_commit (CalloutStore  *self,
                      GError       **error)
{
  CALLOUT_ASSERT_STORE_THREAD (self);
  g_return_val_if_fail (self->event == NULL, FALSE);

  if (self->spoilt)
    {
      callout_store_rollback (self);
      g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_FAILED,
                           _("A command failed half-way, so nothing of the transaction was kept"));
      return FALSE;
    }
  if (callout_driver_commit (self->driver, error))
    return TRUE;
  callout_driver_rollback (self->driver);
  return FALSE;
}

void
callout_store_rollback (CalloutStore *self)
{
  CALLOUT_ASSERT_STORE_THREAD (self);

  callout_store_drop_event (self);
  callout_driver_rollback (self->driver);
}

static gboolean
run_cached (CalloutStore  *self,
            const char    *sql,
            GError       **error)
{
  g_autoptr (CalloutStatementScope) statement = callout_driver_prepare (self->driver, sql, error);
  gboolean row;

  return statement != NULL && callout_statement_step (statement, &row, error);
}

/**
 * callout_store_savepoint:
 *
 * What is written from here to callout_store_release() can be taken back alone.
 */
gboolean
callout_store_savepoint (CalloutStore  *self,
                         GError       **error)
{
  return run_cached (self, "SAVEPOINT command", error);
}

void
callout_store_release (CalloutStore *self)
{
  run_cached (self, "RELEASE command", NULL);
}

void
callout_store_rollback_to_savepoint (CalloutStore *self)
{
  callout_store_drop_event (self);
  self->workflow = 0;
  run_cached (self, "ROLLBACK TO command", NULL);
  run_cached (self, "RELEASE command", NULL);
}

/* Rows */

#define N_COMMON 4

static char *
make_select (const CalloutMapping *mapping,
             const CalloutSight   *reader)
{
  static const char *const common[N_COMMON] = { "id", "version", "created_at", "updated_at" };
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  guint n_fields;
  const CalloutField *fields;

  for (guint i = 0; i < N_COMMON; i++)
    {
      g_autofree char *expression = callout_mapping_expression (mapping, common[i], reader);
      g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", expression);
    }
  fields = callout_kind_get_fields (mapping->kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *expression = callout_mapping_expression (mapping, fields[i].name, reader);
      g_string_append_printf (sql, ", %s", expression);
    }
  g_string_append_printf (sql, " FROM %s r", mapping->table);
  for (guint i = 0; mapping->joins[i].alias != NULL; i++)
    g_string_append_printf (sql, " %s", mapping->joins[i].sql);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

const char *
callout_store_get_select (CalloutStore *self,
                          CalloutKind   kind)
{
  if (self->selects[kind] == NULL)
    self->selects[kind] = make_select (callout_mapping_get (kind), NULL);
  return self->selects[kind];
}

/**
 * callout_store_set_reader:
 * @reader: (nullable): who asks, and how far they see; %NULL: nobody in particular
 */
void
callout_store_set_reader (CalloutStore       *self,
                          const CalloutSight *reader)
{
  static const CalloutSight nobody = { CALLOUT_SIGHT_ALL, 0 };

  CALLOUT_ASSERT_STORE_THREAD (self);

  if (reader == NULL)
    reader = &nobody;
  if (self->reader.person == reader->person && self->reader.extent == reader->extent)
    return;
  self->reader = *reader;
  for (int kind = CALLOUT_KIND_NONE + 1; kind < CALLOUT_N_KINDS; kind++)
    g_clear_pointer (&self->seen[kind], g_free);
}

static void
read_field (CalloutEntity      *entity,
            const CalloutField *field,
            CalloutStatement   *statement,
            int                 column)
{
  int value = 0;

  switch (field->type)
    {
    case CALLOUT_FIELD_TEXT:
    case CALLOUT_FIELD_KEYS:
      CALLOUT_ENTITY_FIELD (entity, field, char *) = g_strdup (callout_statement_get_text (statement, column));
      break;
    case CALLOUT_FIELD_INTEGER:
    case CALLOUT_FIELD_TIME:
    case CALLOUT_FIELD_REF:
      CALLOUT_ENTITY_FIELD (entity, field, gint64) = callout_statement_get_int64 (statement, column);
      break;
    case CALLOUT_FIELD_BOOLEAN:
      CALLOUT_ENTITY_FIELD (entity, field, gboolean) = callout_statement_get_int64 (statement, column) != 0;
      break;
    case CALLOUT_FIELD_REAL:
      CALLOUT_ENTITY_FIELD (entity, field, double)
        = callout_statement_is_null (statement, column) ? NAN : callout_statement_get_real (statement, column);
      break;
    case CALLOUT_FIELD_ENUM:
      /* An unknown key can only come from outside; check() tells of it. */
      if (callout_enum_parse (field->enum_type (), callout_statement_get_text (statement, column), &value))
        CALLOUT_ENTITY_FIELD (entity, field, int) = value;
      break;
    default:
      g_assert_not_reached ();
    }
}

CalloutEntity *
callout_store_read_row (CalloutKind       kind,
                        CalloutStatement *statement)
{
  CalloutEntity *entity = callout_entity_new_for_kind (kind);
  guint n_fields;
  const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);

  entity->id = callout_statement_get_int64 (statement, 0);
  entity->version = callout_statement_get_int64 (statement, 1);
  entity->created_at = callout_statement_get_int64 (statement, 2);
  entity->updated_at = callout_statement_get_int64 (statement, 3);
  for (guint i = 0; i < n_fields; i++)
    read_field (entity, &fields[i], statement, N_COMMON + i);
  return entity;
}

GPtrArray *
callout_store_read_rows (CalloutKind        kind,
                         CalloutStatement  *statement,
                         GError           **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row;

  for (;;)
    {
      if (!callout_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, callout_store_read_row (kind, statement));
    }
}

static void
set_not_found (CalloutKind   kind,
               const char   *ref,
               GError      **error)
{
  switch (kind)
    {
    case CALLOUT_KIND_PERSON:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no person with the login “%s”"), ref);
      break;
    case CALLOUT_KIND_GROUP:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no group “%s”"), ref);
      break;
    case CALLOUT_KIND_STEP:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no workflow step “%s”"), ref);
      break;
    case CALLOUT_KIND_CUSTOMER:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no customer “%s”"), ref);
      break;
    case CALLOUT_KIND_TICKET:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no ticket “%s”"), ref);
      break;
    case CALLOUT_KIND_WORK_ORDER:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no work order “%s”"), ref);
      break;
    case CALLOUT_KIND_WORKFLOW:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no workflow “%s”"), ref);
      break;
    case CALLOUT_KIND_STATUS:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no status “%s”"), ref);
      break;
    case CALLOUT_KIND_FLOW:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no flow “%s”"), ref);
      break;
    case CALLOUT_KIND_EQUIPMENT:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no equipment “%s”"), ref);
      break;
    case CALLOUT_KIND_ASSISTANT_ELEMENT:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("The Assistant has no element “%s”"), ref);
      break;
    case CALLOUT_KIND_NONE:
    case CALLOUT_KIND_MEMBERSHIP:
    case CALLOUT_KIND_ASSIGNMENT:
    case CALLOUT_KIND_STEP_EVENT:
    case CALLOUT_KIND_SETTING:
    case CALLOUT_KIND_EVENT:
    case CALLOUT_KIND_STATUS_LABEL:
    case CALLOUT_KIND_ICON:
    case CALLOUT_KIND_ANSWER:
    case CALLOUT_KIND_OFFER:
    case CALLOUT_KIND_TICKET_ASSIGNEE:
    case CALLOUT_KIND_UPDATE:
    case CALLOUT_KIND_FILE:
    case CALLOUT_KIND_RATING:
    case CALLOUT_KIND_NOTIFICATION:
    case CALLOUT_KIND_NOTIFICATION_PREF:
    case CALLOUT_KIND_OUTBOX:
    case CALLOUT_KIND_SAVED_FILTER:
    case CALLOUT_KIND_MESSAGE:
    case CALLOUT_KIND_READ_MARK:
    case CALLOUT_KIND_CONVERSATION:
    case CALLOUT_KIND_SNIPPET:
    case CALLOUT_KIND_PICTURE:
    case CALLOUT_N_KINDS:
    default:
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no “%s”"), ref);
      break;
    }
}

static CalloutEntity *
read_found (CalloutStatement  *statement,
            CalloutKind        kind,
            GError           **error)
{
  gboolean row;

  return callout_statement_step (statement, &row, error) && row ? callout_store_read_row (kind, statement) : NULL;
}

/* Every command and every view asks this. */
static CalloutEntity *
get_numbered (CalloutStore  *self,
              CalloutKind    kind,
              gint64         id,
              GError       **error)
{
  g_autoptr (CalloutStatementScope) statement = NULL;

  if (self->gets[kind] == NULL)
    self->gets[kind] = g_strconcat (callout_store_get_select (self, kind), " WHERE r.id = $1", NULL);
  statement = callout_driver_prepare (self->driver, self->gets[kind], error);
  if (statement == NULL)
    return NULL;
  callout_statement_bind_int64 (statement, 1, id);
  return read_found (statement, kind, error);
}

/* The same, as the reader sees it. */
static CalloutEntity *
get_seen (CalloutStore  *self,
          CalloutKind    kind,
          gint64         id,
          GError       **error)
{
  g_autoptr (CalloutStatementScope) statement = NULL;

  if (self->reader.person == 0 || !callout_mapping_has_reader (callout_mapping_get (kind)))
    return get_numbered (self, kind, id, error);
  if (self->seen[kind] == NULL)
    {
      g_autofree char *select = make_select (callout_mapping_get (kind), &self->reader);

      self->seen[kind] = g_strconcat (select, " WHERE r.id = $1", NULL);
    }
  statement = callout_driver_prepare (self->driver, self->seen[kind], error);
  if (statement == NULL)
    return NULL;
  callout_statement_bind_int64 (statement, 1, id);
  return read_found (statement, kind, error);
}

static CalloutEntity *
get_named (CalloutStore  *self,
           CalloutKind    kind,
           const char    *column,
           const char    *text,
           GError       **error)
{
  /* Each version of the workflow has a step of the same key, and each version
   * of a flow its flow's: meant is the draft's, or where there is none the
   * current version's. */
  const char *which
    = kind == CALLOUT_KIND_STEP
        ? " AND r.workflow = (SELECT w.id FROM workflow w ORDER BY w.state = 'draft' DESC, w.number DESC LIMIT 1)"
        : kind == CALLOUT_KIND_FLOW ? " ORDER BY r.state = 'draft' DESC, r.number DESC LIMIT 1" : "";
  g_autofree char *sql = g_strdup_printf ("%s WHERE r.\"%s\" = $1%s", callout_store_get_select (self, kind), column, which);
  g_autoptr (CalloutStatementScope) statement = callout_driver_prepare (self->driver, sql, error);

  if (statement == NULL)
    return NULL;
  callout_statement_bind_text (statement, 1, text);
  return read_found (statement, kind, error);
}

/**
 * callout_store_get:
 *
 * Returns: (transfer full): the row; %NULL with %CALLOUT_ERROR_NOT_FOUND if there is none
 */
CalloutEntity *
callout_store_get (CalloutStore  *self,
                   CalloutKind    kind,
                   gint64         id,
                   GError       **error)
{
  CalloutEntity *entity;
  GError *failure = NULL;

  CALLOUT_ASSERT_STORE_THREAD (self);

  entity = get_numbered (self, kind, id, &failure);
  if (entity == NULL && failure == NULL)
    {
      g_autofree char *ref = callout_ref_format (kind, id);
      set_not_found (kind, ref, error);
    }
  else if (entity == NULL)
    g_propagate_error (error, failure);
  return entity;
}

/**
 * callout_store_get_seen:
 *
 * As callout_store_get(), with what is the reader's own: what they have not read.
 */
CalloutEntity *
callout_store_get_seen (CalloutStore  *self,
                        CalloutKind    kind,
                        gint64         id,
                        GError       **error)
{
  CalloutEntity *entity;
  GError *failure = NULL;

  CALLOUT_ASSERT_STORE_THREAD (self);

  entity = get_seen (self, kind, id, &failure);
  if (entity == NULL && failure == NULL)
    {
      g_autofree char *ref = callout_ref_format (kind, id);
      set_not_found (kind, ref, error);
    }
  else if (entity == NULL)
    g_propagate_error (error, failure);
  return entity;
}

/**
 * callout_store_find:
 * @field: a unique text field
 *
 * Returns: (transfer full) (nullable): the row; %NULL without error if there is none
 */
CalloutEntity *
callout_store_find (CalloutStore  *self,
                    CalloutKind    kind,
                    const char    *field,
                    const char    *value,
                    GError       **error)
{
  CALLOUT_ASSERT_STORE_THREAD (self);

  return get_named (self, kind, field, value, error);
}

/**
 * callout_store_resolve:
 * @kind: what it must be; %CALLOUT_KIND_NONE: whatever it is
 * @ref: as people write it: `T-1001`, `WO-12`, a login, a key
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND; %CALLOUT_ERROR_INVALID for another kind's reference.
 */
CalloutEntity *
callout_store_resolve (CalloutStore  *self,
                       CalloutKind    kind,
                       const char    *ref,
                       GError       **error)
{
  static const CalloutKind keyed[] = {
    CALLOUT_KIND_PERSON, CALLOUT_KIND_GROUP, CALLOUT_KIND_STEP, CALLOUT_KIND_STATUS, CALLOUT_KIND_SETTING, CALLOUT_KIND_ICON,
    CALLOUT_KIND_FLOW, CALLOUT_KIND_ASSISTANT_ELEMENT, CALLOUT_KIND_PICTURE,
  };
  CalloutKind found;
  gint64 id;
  GError *failure = NULL;

  CALLOUT_ASSERT_STORE_THREAD (self);

  if (callout_ref_parse (ref, &found, &id) && (kind == CALLOUT_KIND_NONE || found == kind))
    return callout_store_get (self, found, id, error);

  for (guint i = 0; i < G_N_ELEMENTS (keyed); i++)
    {
      CalloutEntity *entity;

      if (kind != CALLOUT_KIND_NONE && kind != keyed[i])
        continue;
      entity = callout_store_find (self, keyed[i], callout_kind_get_key_field (keyed[i]), ref, &failure);
      if (entity != NULL)
        return entity;
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
    }
  set_not_found (kind, ref, error);
  return NULL;
}

gint64
callout_store_find_external (CalloutStore  *self,
                             CalloutKind    kind,
                             const char    *source,
                             const char    *external_id,
                             GError       **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (CalloutStatementScope) statement = NULL;
  gboolean row;

  CALLOUT_ASSERT_STORE_THREAD (self);

  sql = g_strdup_printf ("SELECT id FROM %s WHERE external_source = $1 AND external_id = $2", callout_mapping_get (kind)->table);
  statement = callout_driver_prepare (self->driver, sql, error);
  if (statement == NULL)
    return -1;
  callout_statement_bind_text (statement, 1, source);
  callout_statement_bind_text (statement, 2, external_id);
  if (!callout_statement_step (statement, &row, error))
    return -1;
  return row ? callout_statement_get_int64 (statement, 0) : 0;
}

/**
 * callout_store_get_many:
 *
 * As the reader sees them.
 *
 * Returns: (transfer full): the rows that are there, in the order of @ids
 */
GPtrArray *
callout_store_get_many (CalloutStore  *self,
                        CalloutKind    kind,
                        const gint64  *ids,
                        guint          n_ids,
                        GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  GError *failure = NULL;

  CALLOUT_ASSERT_STORE_THREAD (self);

  for (guint i = 0; i < n_ids; i++)
    {
      CalloutEntity *entity = get_seen (self, kind, ids[i], &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
      if (entity != NULL)
        g_ptr_array_add (rows, entity);
    }
  return g_steal_pointer (&rows);
}

static char *
dup_plain_select (CalloutKind kind)
{
  g_autoptr (GString) sql = g_string_new ("SELECT id, version, created_at, updated_at");
  guint n_fields;
  const CalloutField *fields = callout_kind_get_fields (kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & CALLOUT_FIELD_DERIVED) != 0)
      g_string_append (sql, ", NULL");
    else
      g_string_append_printf (sql, ", \"%s\"", fields[i].name);
  g_string_append_printf (sql, " FROM %s", callout_mapping_get (kind)->table);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/**
 * callout_store_get_plain:
 *
 * As callout_store_get(), without what is derived from other rows.
 */
CalloutEntity *
callout_store_get_plain (CalloutStore  *self,
                         CalloutKind    kind,
                         gint64         id,
                         GError       **error)
{
  g_autoptr (CalloutStatementScope) statement = NULL;
  gboolean row;

  CALLOUT_ASSERT_STORE_THREAD (self);

  if (self->plain[kind] == NULL)
    {
      g_autofree char *select = dup_plain_select (kind);

      self->plain[kind] = g_strconcat (select, " WHERE id = $1", NULL);
    }
  statement = callout_driver_prepare (self->driver, self->plain[kind], error);
  if (statement == NULL)
    return NULL;
  callout_statement_bind_int64 (statement, 1, id);
  if (!callout_statement_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      g_autofree char *ref = callout_ref_format (kind, id);

      set_not_found (kind, ref, error);
      return NULL;
    }
  return callout_store_read_row (kind, statement);
}

/**
 * callout_store_all_plain:
 *
 * Every row of a short kind, by number, without what is derived from other
 * rows: of a group with thousands of members that is most of the work.
 *
 * Returns: (transfer full)
 */
GPtrArray *
callout_store_all_plain (CalloutStore  *self,
                         CalloutKind    kind,
                         GError       **error)
{
  g_autofree char *select = dup_plain_select (kind);
  g_autofree char *sql = g_strconcat (select, " ORDER BY id", NULL);
  g_autoptr (CalloutStatementScope) statement = NULL;

  CALLOUT_ASSERT_STORE_THREAD (self);

  statement = callout_driver_prepare (self->driver, sql, error);
  return statement != NULL ? callout_store_read_rows (kind, statement, error) : NULL;
}

/**
 * callout_store_children:
 * @field: the reference field of @kind
 *
 * Returns: (transfer full): the rows whose @field is @parent, oldest first
 */
GPtrArray *
callout_store_children (CalloutStore  *self,
                        CalloutKind    kind,
                        const char    *field,
                        gint64         parent,
                        GError       **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (CalloutStatementScope) statement = NULL;

  CALLOUT_ASSERT_STORE_THREAD (self);

  sql = g_strdup_printf ("%s WHERE r.\"%s\" = $1 ORDER BY r.id", callout_store_get_select (self, kind), field);
  statement = callout_driver_prepare (self->driver, sql, error);
  if (statement == NULL)
    return NULL;
  callout_statement_bind_int64 (statement, 1, parent);
  return callout_store_read_rows (kind, statement, error);
}

/**
 * callout_store_get_setting:
 * @person: whose; 0: the house's
 *
 * Returns: (transfer full) (nullable): the person's own value, else the house's,
 *   else what the setting is when nobody set it
 */
char *
callout_store_get_setting (CalloutStore  *self,
                           const char    *key,
                           gint64         person,
                           GError       **error)
{
  const CalloutSettingInfo *info = callout_setting_find (key);
  g_autoptr (CalloutStatementScope) statement = NULL;
  gboolean row;

  CALLOUT_ASSERT_STORE_THREAD (self);

  statement = callout_driver_prepare (self->driver,
                                      "SELECT value FROM setting WHERE key = $1 AND (person = $2 OR person IS NULL)"
                                      " AND value IS NOT NULL ORDER BY person IS NULL LIMIT 1", error);
  if (statement == NULL)
    return NULL;
  callout_statement_bind_text (statement, 1, key);
  callout_statement_bind_int64 (statement, 2, person);
  if (!callout_statement_step (statement, &row, error))
    return NULL;
  if (row)
    return g_strdup (callout_statement_get_text (statement, 0));
  return g_strdup (info != NULL ? info->fallback : NULL);
}

/* Keeping house */

const char *
callout_store_get_engine (CalloutStore *self)
{
  return CALLOUT_DRIVER_GET_CLASS (self->driver)->engine;
}

int
callout_store_get_schema_version (CalloutStore *self)
{
  CALLOUT_ASSERT_STORE_THREAD (self);

  return CALLOUT_DRIVER_GET_CLASS (self->driver)->schema_version (self->driver, NULL);
}

/**
 * callout_store_get_size:
 *
 * In bytes.
 */
gint64
callout_store_get_size (CalloutStore *self)
{
  CALLOUT_ASSERT_STORE_THREAD (self);

  return CALLOUT_DRIVER_GET_CLASS (self->driver)->size (self->driver);
}

gint64
callout_store_data_version (CalloutStore *self)
{
  CALLOUT_ASSERT_STORE_THREAD (self);

  return CALLOUT_DRIVER_GET_CLASS (self->driver)->data_version (self->driver);
}

char *
callout_store_dup_watch (CalloutStore *self)
{
  return CALLOUT_DRIVER_GET_CLASS (self->driver)->dup_watch (self->driver);
}

/**
 * callout_store_check:
 * @faults: (element-type utf8): what is wrong is added, a sentence each
 *
 * Looks at everything: pages, references, state rules, the audit trail.
 *
 * Returns: %FALSE only if it could not look
 */
gboolean
callout_store_check (CalloutStore  *self,
                     GPtrArray     *faults,
                     GError       **error)
{
  CALLOUT_ASSERT_STORE_THREAD (self);

  return CALLOUT_DRIVER_GET_CLASS (self->driver)->check (self->driver, faults, error)
         && (faults->len > 0 || callout_store_check_rules (self, faults, error));
}

/**
 * callout_store_backup:
 *
 * A whole, consistent copy while others write. An existing @file is replaced
 * only once the new one is complete.
 */
gboolean
callout_store_backup (CalloutStore  *self,
                      const char    *file,
                      GError       **error)
{
  CALLOUT_ASSERT_STORE_THREAD (self);

  return CALLOUT_DRIVER_GET_CLASS (self->driver)->backup (self->driver, file, error);
}

/**
 * callout_store_restore:
 * @uri: the store to be replaced, or to be made
 * @file: a backup
 * @faults: what check found in the backup; with any, nothing is touched
 */
gboolean
callout_store_restore (const char  *uri,
                       const char  *file,
                       GPtrArray   *faults,
                       GError     **error)
{
  g_autoptr (CalloutStore) backup = callout_store_open (file, CALLOUT_STORE_READ_ONLY, error);
  g_autoptr (CalloutStore) target = NULL;
  g_autoptr (GError) failure = NULL;

  if (backup == NULL || !callout_store_check (backup, faults, error))
    return FALSE;
  if (faults->len > 0)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT,
                   _("“%s” is damaged and was not restored; the store is as it was"), file);
      return FALSE;
    }
  g_clear_object (&backup);
  target = callout_store_open (uri, callout_store_exists (uri) ? CALLOUT_STORE_OPEN : CALLOUT_STORE_CREATE, &failure);
  /* What cannot be read may still be somebody's only copy. */
  if (target == NULL && g_error_matches (failure, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT))
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT,
                   _("“%s” is damaged or not a store and is not written over; move it to another place, then restore again"),
                   sqlite_path (uri));
      return FALSE;
    }
  if (target == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return callout_sqlite_restore (target->driver, file, error);
}
