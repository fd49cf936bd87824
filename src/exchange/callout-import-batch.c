/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-import-batch.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A batch on the store's thread. */
typedef struct {
  CalloutImportBatch  *batch;
  CalloutImportWriter *writer;
  CalloutStore        *store;
  CalloutPerson       *actor;
} Writing;

static void
item_free (gpointer data)
{
  CalloutImportItem *item = data;

  callout_import_row_free (item->row);
  g_clear_pointer (&item->request, callout_request_free);
  g_clear_object (&item->made);
  g_free (item);
}

CalloutImportBatch *
callout_import_batch_new (void)
{
  CalloutImportBatch *self = g_new0 (CalloutImportBatch, 1);

  self->items = g_ptr_array_new_with_free_func (item_free);
  self->raw = g_string_sized_new (1 << 20);
  return self;
}

void
callout_import_batch_free (CalloutImportBatch *self)
{
  g_ptr_array_unref (self->items);
  g_string_free (self->raw, TRUE);
  g_clear_error (&self->error);
  g_free (self);
}

/* Empties a batch and keeps its memory. */
void
callout_import_batch_clear (CalloutImportBatch *self)
{
  for (guint i = 0; i < self->n_items; i++)
    {
      CalloutImportItem *item = g_ptr_array_index (self->items, i);

      g_clear_pointer (&item->request, callout_request_free);
      g_clear_object (&item->made);
    }
  self->n_items = 0;
  self->last = FALSE;
  g_string_truncate (self->raw, 0);
  g_clear_error (&self->error);
}

/* Adds a row and keeps its bytes; the caller maps it. */
CalloutImportItem *
callout_import_batch_add (CalloutImportBatch     *self,
                          const CalloutCsvRecord *record)
{
  CalloutImportItem *item;

  if (self->n_items == self->items->len)
    {
      item = g_new0 (CalloutImportItem, 1);
      item->row = callout_import_row_new ();
      g_ptr_array_add (self->items, item);
    }
  item = g_ptr_array_index (self->items, self->n_items++);
  item->raw_offset = self->raw->len;
  item->raw_length = record->raw_length;
  item->torn = record->fault == CALLOUT_CSV_FAULT_AFTER_QUOTE || record->fault == CALLOUT_CSV_FAULT_UNTERMINATED ||
               record->fault == CALLOUT_CSV_FAULT_LONG_RECORD;
  item->fate = CALLOUT_FATE_REJECTED;
  g_string_append_len (self->raw, record->raw, (gssize) record->raw_length);
  return item;
}

static void
reject_item (CalloutImportItem *item,
             const char        *reason)
{
  item->fate = CALLOUT_FATE_REJECTED;
  g_free (item->row->reason);
  item->row->reason = g_strdup (reason);
}

static const char *
key_field (CalloutImportKind kind)
{
  return kind == CALLOUT_IMPORT_PEOPLE ? "login" : "external_id";
}

static CalloutKind
entity_kind (CalloutImportKind kind)
{
  switch (kind)
    {
    case CALLOUT_IMPORT_PEOPLE: return CALLOUT_KIND_PERSON;
    case CALLOUT_IMPORT_CUSTOMERS: return CALLOUT_KIND_CUSTOMER;
    case CALLOUT_IMPORT_TICKETS: return CALLOUT_KIND_TICKET;
    case CALLOUT_IMPORT_EQUIPMENT: return CALLOUT_KIND_EQUIPMENT;
    case CALLOUT_IMPORT_HOLIDAYS:
    case CALLOUT_N_IMPORTS:
    default: g_return_val_if_reached (CALLOUT_KIND_NONE);
    }
}

/* The key by which a row is known again. */
static const char *
row_key (Writing          *writing,
         CalloutImportRow *row)
{
  return callout_import_row_get_text (row, key_field (writing->writer->kind));
}

/* Whether a row's thing is here, from an import before or a row before. */
static gboolean
find_present (Writing     *writing,
              const char  *key,
              gboolean    *present,
              GError     **error)
{
  CalloutImportWriter *writer = writing->writer;
  GError *failure = NULL;

  if (writer->kind == CALLOUT_IMPORT_PEOPLE)
    {
      g_autoptr (CalloutEntity) person = callout_store_find (writing->store, CALLOUT_KIND_PERSON, "login", key, &failure);

      *present = person != NULL;
    }
  else
    *present = callout_store_find_external (writing->store, entity_kind (writer->kind), writer->source_name, key, &failure) > 0;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

/* What stands under a customer's name in a row: our own reference, or
 * the source's. */
static gboolean
add_customer (Writing      *writing,
              const char   *text,
              CalloutArgs  *args,
              GError      **error)
{
  g_autofree char *ref = NULL;
  CalloutKind kind;
  gint64 id;

  if (callout_ref_parse (text, &kind, &id) && kind == CALLOUT_KIND_CUSTOMER)
    {
      callout_args_add (args, "customer", text);
      return TRUE;
    }
  id = callout_store_find_external (writing->store, CALLOUT_KIND_CUSTOMER, writing->writer->source_name, text, error);
  if (id < 0)
    return FALSE;
  if (id == 0)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no customer “%s”; import the customers first"), text);
      return FALSE;
    }
  ref = callout_ref_format (CALLOUT_KIND_CUSTOMER, id);
  callout_args_add (args, "customer", ref);
  return TRUE;
}

static void
add_value (const CalloutImportValue *value,
           CalloutArgs              *args)
{
  switch (value->target->type)
    {
    case CALLOUT_TARGET_TIME:
      callout_args_add_time (args, value->target->name, value->time);
      break;
    case CALLOUT_TARGET_NUMBER:
      callout_args_add (args, value->target->name, value->text); /* as it was written: no figure is lost */
      break;
    case CALLOUT_TARGET_BOOLEAN:
      callout_args_add (args, value->target->name, value->number != 0 ? "true" : "false");
      break;
    case CALLOUT_TARGET_TEXT:
    case CALLOUT_TARGET_PARAGRAPH:
    case CALLOUT_TARGET_KEYS:
    case CALLOUT_TARGET_KEY:
    case CALLOUT_TARGET_ADDRESS:
    case CALLOUT_TARGET_POSTCODE:
    default:
      callout_args_add (args, value->target->name, value->text);
      break;
    }
}

static const char *
command_name (CalloutImportKind kind)
{
  switch (kind)
    {
    case CALLOUT_IMPORT_PEOPLE: return "person.create";
    case CALLOUT_IMPORT_CUSTOMERS: return "customer.create";
    case CALLOUT_IMPORT_TICKETS: return "ticket.create";
    case CALLOUT_IMPORT_EQUIPMENT: return "equipment.create";
    case CALLOUT_IMPORT_HOLIDAYS:
    case CALLOUT_N_IMPORTS:
    default: g_return_val_if_reached (NULL);
    }
}

/* Parameters that are not of the command that makes the thing. */
static gboolean
is_separate (CalloutImportKind  kind,
             const char        *name)
{
  if (kind == CALLOUT_IMPORT_PEOPLE)
    return g_str_equal (name, "groups") || g_str_equal (name, "dispatches");
  return g_str_equal (name, "group") || g_str_equal (name, "customer");
}

/**
 * callout_import_batch_prepare:
 *
 * Makes a mapped row's command and checks its parameters. On the parser's
 * thread, as all that need not be done while the store waits.
 */
void
callout_import_batch_prepare (CalloutImportItem *item,
                              CalloutImportKind  kind,
                              const char        *source_name)
{
  g_autoptr (CalloutArgs) args = callout_args_new ();
  GArray *values = item->row->values;
  g_autoptr (GError) fault = NULL;

  if (kind != CALLOUT_IMPORT_PEOPLE)
    callout_args_add (args, "external_source", source_name);
  for (guint i = 0; i < values->len; i++)
    {
      const CalloutImportValue *value = &g_array_index (values, CalloutImportValue, i);

      if (!is_separate (kind, value->target->name))
        add_value (value, args);
    }
  item->request = callout_request_new (0, CALLOUT_SOURCE_AUTO, command_name (kind), NULL, args);
  if (!callout_request_prepare (item->request, &fault))
    reject_item (item, fault->message);
}

static CalloutEntity *
run_request (Writing         *writing,
             CalloutRequest  *request,
             GError         **error)
{
  CalloutImportWriter *writer = writing->writer;

  request->actor = writer->actor;
  request->source = writer->source;
  request->bulk = writer->bulk && writer->kind != CALLOUT_IMPORT_PEOPLE;
  return callout_commands_run_inside (writing->store, request, writing->actor, NULL, error);
}

static gboolean
run (Writing      *writing,
     const char   *command,
     const char   *ref,
     CalloutArgs  *args,
     GError      **error)
{
  g_autoptr (CalloutRequest) request = callout_request_new (0, CALLOUT_SOURCE_AUTO, command, ref, args);
  g_autoptr (CalloutEntity) entity = run_request (writing, request, error);

  return entity != NULL;
}

/* The keys of one of a row's parameters, none if it is not given. */
static GStrv
split_keys (CalloutImportRow *row,
            const char       *target)
{
  const char *text = callout_import_row_get_text (row, target);

  return text != NULL ? g_strsplit (text, " ", -1) : g_new0 (char *, 1);
}

static gboolean
join_groups (Writing           *writing,
             CalloutImportRow  *row,
             GError           **error)
{
  g_auto (GStrv) groups = split_keys (row, "groups");

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autoptr (CalloutArgs) args = callout_args_new_with ("person", callout_import_row_get_text (row, "login"), NULL);

      if (!run (writing, "group.add-member", groups[i], args, error))
        return FALSE;
    }
  return TRUE;
}

/* The command sets all of a group's dispatchers at once. */
static gboolean
join_dispatchers (Writing           *writing,
                  CalloutImportRow  *row,
                  GError           **error)
{
  g_auto (GStrv) groups = split_keys (row, "dispatches");

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autoptr (CalloutEntity) group = callout_store_resolve (writing->store, CALLOUT_KIND_GROUP, groups[i], error);
      g_autoptr (CalloutArgs) args = callout_args_new_with ("person", callout_import_row_get_text (row, "login"), NULL);
      g_auto (GStrv) present = NULL;

      if (group == NULL)
        return FALSE;
      present = g_strsplit (CALLOUT_GROUP (group)->dispatchers != NULL ? CALLOUT_GROUP (group)->dispatchers : "", " ", -1);
      for (guint j = 0; present[j] != NULL; j++)
        if (present[j][0] != '\0')
          callout_args_add (args, "person", present[j]);
      if (!run (writing, "group.set-dispatchers", groups[i], args, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
create (Writing            *writing,
        CalloutImportItem  *item,
        GError            **error)
{
  const char *customer = writing->writer->kind != CALLOUT_IMPORT_PEOPLE ? callout_import_row_get_text (item->row, "customer") : NULL;

  if (customer != NULL && !callout_args_has (item->request->args, "customer"))
    {
      if (!add_customer (writing, customer, item->request->args, error))
        return FALSE;
      item->request->prepared = NULL;
    }
  item->made = run_request (writing, item->request, error);
  if (item->made == NULL)
    return FALSE;
  return writing->writer->kind != CALLOUT_IMPORT_PEOPLE ||
         (join_groups (writing, item->row, error) && join_dispatchers (writing, item->row, error));
}

/* A row that takes several commands is there whole or not at all. */
static gboolean
create_whole (Writing            *writing,
              CalloutImportItem  *item,
              GError            **error)
{
  if (writing->writer->kind != CALLOUT_IMPORT_PEOPLE)
    return create (writing, item, error);
  if (!callout_store_savepoint (writing->store, error))
    return FALSE;
  if (create (writing, item, error))
    {
      callout_store_release (writing->store);
      return TRUE;
    }
  callout_store_rollback_to_savepoint (writing->store);
  return FALSE;
}

/* A fault of the row's keeps that row out; anything else ends the import. */
static gboolean
is_row_fault (const GError *error)
{
  return error->domain == CALLOUT_ERROR &&
         (error->code == CALLOUT_ERROR_INVALID || error->code == CALLOUT_ERROR_CONSTRAINT ||
          error->code == CALLOUT_ERROR_NOT_FOUND || error->code == CALLOUT_ERROR_WRONG_STATE ||
          error->code == CALLOUT_ERROR_CONFLICT);
}

static gboolean
write_item (Writing            *writing,
            CalloutImportItem  *item,
            GError            **error)
{
  const char *key = row_key (writing, item->row);
  g_autoptr (GError) local = NULL;
  gboolean present = writing->writer->seen != NULL && g_hash_table_contains (writing->writer->seen, key);

  if (!present && create_whole (writing, item, &local))
    {
      item->fate = CALLOUT_FATE_CREATED;
      if (writing->writer->seen != NULL)
        g_hash_table_add (writing->writer->seen, g_strdup (key));
      return TRUE;
    }
  /* The command itself knows best whether the thing is there; only where it
   * says that something is in the way, is it asked what. */
  if (!present && g_error_matches (local, CALLOUT_ERROR, CALLOUT_ERROR_CONFLICT) && !find_present (writing, key, &present, error))
    return FALSE;
  if (present)
    item->fate = CALLOUT_FATE_UNCHANGED;
  else if (is_row_fault (local))
    reject_item (item, local->message);
  else
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

/**
 * callout_import_batch_write:
 * @store: inside an open transaction
 * @first: the rows before this one are done already
 *
 * Writes a batch, on the store's thread, and tells each row its fate. A row's
 * own fault rejects the row; %FALSE means that the import cannot go on.
 */
gboolean
callout_import_batch_write (CalloutImportBatch   *self,
                            CalloutImportWriter  *writer,
                            CalloutStore         *store,
                            CalloutPerson        *actor,
                            guint                 first,
                            GError              **error)
{
  Writing writing = { self, writer, store, actor };

  for (guint i = first; i < self->n_items; i++)
    {
      CalloutImportItem *item = g_ptr_array_index (self->items, i);

      if (item->row->reason == NULL && !write_item (&writing, item, error))
        return FALSE;
    }
  return TRUE;
}
