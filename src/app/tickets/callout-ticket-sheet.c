/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ticket-sheet.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>

typedef struct {
  gint64 person;
  gint64 ticket;
} Question;

void
callout_ticket_sheet_free (CalloutTicketSheet *self)
{
  g_clear_object (&self->ticket);
  g_clear_object (&self->customer);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_clear_pointer (&self->updates, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->ratings, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->plan, callout_flow_plan_unref);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->line, callout_customer_view_free);
  g_free (self);
}

/* Rows of a kind that belong to the ticket, as far as the person may see. */
static GPtrArray *
read_children (CalloutStore        *store,
               CalloutKind          kind,
               gint64               ticket,
               const CalloutSight  *sight,
               GCancellable        *cancellable,
               GError             **error)
{
  g_autoptr (CalloutQuery) query = callout_query_new (kind);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, ticket);
  const char *values[] = { id, NULL };
  g_autoptr (GArray) ids = NULL;

  if (!callout_query_add (query, "ticket", CALLOUT_OP_IS, values, error))
    return NULL;
  callout_query_set_sort (query, "id", FALSE, NULL);
  ids = callout_store_query_ids (store, query, sight, cancellable, error);
  if (ids == NULL)
    return NULL;
  return callout_store_get_many (store, kind, (const gint64 *) (gpointer) ids->data, ids->len, error);
}

static gboolean
read_ticket (CalloutTicketSheet  *self,
             CalloutStore        *store,
             gint64               ticket,
             const CalloutSight  *sight,
             GError             **error)
{
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_TICKET, ticket);
  GError *failure = NULL;

  if (!callout_store_can_see (store, CALLOUT_KIND_TICKET, ticket, sight, &failure))
    {
      if (failure == NULL)
        g_set_error (&failure, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no %s, or you may not see it"), ref);
      g_propagate_error (error, failure);
      return FALSE;
    }
  self->ticket = (CalloutTicket *) callout_store_get (store, CALLOUT_KIND_TICKET, ticket, error);
  return self->ticket != NULL;
}

static gboolean
read_lists (CalloutTicketSheet  *self,
            CalloutStore        *store,
            gint64               ticket,
            const CalloutSight  *sight,
            GCancellable        *cancellable,
            GError             **error)
{
  struct {
    GPtrArray   **list;
    CalloutKind   kind;
  } lists[] = {
    { &self->visits, CALLOUT_KIND_WORK_ORDER },
    { &self->updates, CALLOUT_KIND_UPDATE },
    { &self->people, CALLOUT_KIND_TICKET_ASSIGNEE },
    { &self->ratings, CALLOUT_KIND_RATING },
    { &self->files, CALLOUT_KIND_FILE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      *lists[i].list = read_children (store, lists[i].kind, ticket, sight, cancellable, error);
      if (*lists[i].list == NULL)
        return FALSE;
    }
  return TRUE;
}

/* A plan that cannot be read any more leaves the rest of the ticket readable. */
static gboolean
read_flow (CalloutTicketSheet  *self,
           CalloutStore        *store,
           const CalloutSight  *sight,
           GCancellable        *cancellable,
           GError             **error)
{
  g_autoptr (CalloutEntity) flow = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (self->ticket->flow == 0)
    return TRUE;
  flow = callout_store_get (store, CALLOUT_KIND_FLOW, self->ticket->flow, error);
  rows = flow != NULL ? read_children (store, CALLOUT_KIND_ANSWER, callout_entity_get_id (CALLOUT_ENTITY (self->ticket)),
                                       sight, cancellable, error) : NULL;
  if (rows == NULL)
    return FALSE;
  self->plan = callout_flow_plan_parse (CALLOUT_FLOW (flow)->plan, NULL);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < rows->len; i++)
    {
      CalloutAnswer *answer = g_ptr_array_index (rows, i);

      g_hash_table_insert (self->answers, g_strdup (answer->question), g_strdup (answer->value));
    }
  return TRUE;
}

static gpointer
read_sheet (CalloutStore  *store,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Question *question = data;
  g_autoptr (CalloutTicketSheet) self = g_new0 (CalloutTicketSheet, 1);
  g_autoptr (CalloutEntity) actor = callout_store_get (store, CALLOUT_KIND_PERSON, question->person, error);
  g_autoptr (CalloutCustomerFacts) seen = NULL;
  CalloutSight sight;

  if (actor == NULL)
    return NULL;
  sight = callout_commands_sight (CALLOUT_PERSON (actor));
  if (!read_ticket (self, store, question->ticket, &sight, error))
    return NULL;
  if (self->ticket->customer != 0)
    {
      self->customer = (CalloutCustomer *) callout_store_get (store, CALLOUT_KIND_CUSTOMER, self->ticket->customer, error);
      if (self->customer == NULL)
        return NULL;
    }
  if (!read_lists (self, store, question->ticket, &sight, cancellable, error)
      || !read_flow (self, store, &sight, cancellable, error))
    return NULL;
  seen = callout_store_customer_facts (store, question->ticket, NULL, error);
  if (seen == NULL)
    return NULL;
  self->line = callout_customer_view_new (seen);
  return g_steal_pointer (&self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CalloutTicketSheet *sheet = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (sheet == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, sheet, (GDestroyNotify) callout_ticket_sheet_free);
}

/**
 * callout_ticket_sheet_async:
 *
 * As the person signed in sees it.
 */
void
callout_ticket_sheet_async (CalloutSession      *session,
                            gint64               ticket,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, callout_ticket_sheet_async);
  question->person = callout_session_get_person_id (session);
  question->ticket = ticket;
  callout_workspace_read_async (callout_session_get_workspace (session), read_sheet, question, g_free,
                                (GDestroyNotify) callout_ticket_sheet_free, cancellable, read_cb, task);
}

/**
 * callout_ticket_sheet_finish:
 *
 * Returns: (transfer full): errors: %CALLOUT_ERROR_NOT_FOUND for what the
 *   person may not see
 */
CalloutTicketSheet *
callout_ticket_sheet_finish (CalloutSession  *session,
                             GAsyncResult    *result,
                             GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
