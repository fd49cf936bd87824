/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-thread-facts.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>

typedef struct {
  gint64 person;
  gint64 ticket;
} Question;

void
callout_thread_facts_free (CalloutThreadFacts *self)
{
  g_clear_object (&self->ticket);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_free (self->customer);
  g_free (self->why_not);
  g_free (self);
}

static GPtrArray *
read_marks (CalloutStore        *store,
            gint64               ticket,
            const CalloutSight  *sight,
            GError             **error)
{
  g_autoptr (CalloutQuery) query = callout_query_new (CALLOUT_KIND_READ_MARK);
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_TICKET, ticket);
  const char *values[] = { ref, NULL };
  g_autoptr (GArray) ids = NULL;

  if (!callout_query_add (query, "ticket", CALLOUT_OP_IS, values, error))
    return NULL;
  ids = callout_store_query_ids (store, query, sight, NULL, error);
  return ids != NULL ? callout_store_get_many (store, CALLOUT_KIND_READ_MARK, (const gint64 *) (gpointer) ids->data, ids->len, error)
                     : NULL;
}

static gboolean
read_offer (CalloutThreadFacts  *self,
            CalloutStore        *store,
            gint64               person,
            GError             **error)
{
  g_autoptr (GPtrArray) offers = callout_commands_offer (store, person, CALLOUT_ENTITY (self->ticket), error);

  for (guint i = 0; offers != NULL && i < offers->len; i++)
    {
      CalloutOffer *offer = g_ptr_array_index (offers, i);

      if (!g_str_equal (offer->command->name, "message.post"))
        continue;
      self->allowed = offer->allowed;
      self->why_not = g_strdup (offer->why_not);
    }
  return offers != NULL;
}

static gpointer
read_facts (CalloutStore  *store,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Question *question = data;
  g_autoptr (CalloutThreadFacts) self = g_new0 (CalloutThreadFacts, 1);
  g_autoptr (CalloutEntity) actor = callout_store_get (store, CALLOUT_KIND_PERSON, question->person, error);
  g_autofree char *ref = callout_ref_format (CALLOUT_KIND_TICKET, question->ticket);
  CalloutSight sight;
  GError *failure = NULL;

  if (actor == NULL)
    return NULL;
  sight = callout_commands_sight (CALLOUT_PERSON (actor));
  if (!callout_store_can_see (store, CALLOUT_KIND_TICKET, question->ticket, &sight, &failure))
    {
      if (failure == NULL)
        g_set_error (&failure, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, _("There is no %s, or you may not see it"), ref);
      g_propagate_error (error, failure);
      return NULL;
    }
  self->ticket = (CalloutTicket *) callout_store_get (store, CALLOUT_KIND_TICKET, question->ticket, error);
  if (self->ticket == NULL || !read_offer (self, store, question->person, error))
    return NULL;
  if (self->ticket->customer != 0)
    {
      g_autoptr (CalloutEntity) customer = callout_store_get (store, CALLOUT_KIND_CUSTOMER, self->ticket->customer, error);

      if (customer == NULL)
        return NULL;
      self->customer = g_strdup (CALLOUT_CUSTOMER (customer)->name);
    }
  self->marks = read_marks (store, question->ticket, &sight, error);
  return self->marks != NULL ? g_steal_pointer (&self) : NULL;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CalloutThreadFacts *facts = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (facts != NULL)
    g_task_return_pointer (task, facts, (GDestroyNotify) callout_thread_facts_free);
  else
    g_task_return_error (task, error);
}

/**
 * callout_thread_facts_async:
 *
 * As the person signed in sees it.
 */
void
callout_thread_facts_async (CalloutSession      *session,
                            gint64               ticket,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, callout_thread_facts_async);
  question->person = callout_session_get_person_id (session);
  question->ticket = ticket;
  callout_workspace_read_async (callout_session_get_workspace (session), read_facts, question, g_free,
                                (GDestroyNotify) callout_thread_facts_free, cancellable, read_cb, task);
}

/**
 * callout_thread_facts_finish:
 *
 * Returns: (transfer full): errors: %CALLOUT_ERROR_NOT_FOUND
 */
CalloutThreadFacts *
callout_thread_facts_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
