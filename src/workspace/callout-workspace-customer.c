/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-workspace-private.h"

/*
 * What a ticket's customer sees.
 */

typedef struct {
  gint64 person;
  gint64 ticket;
  char  *language;
} Subject;

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_free (subject->language);
  g_free (subject);
}

static gpointer
look (CalloutBack   *back,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Subject *subject = data;
  g_autoptr (CalloutCustomerFacts) facts = NULL;

  if (!callout_back_check_sight (back, subject->person, CALLOUT_KIND_TICKET, subject->ticket, error))
    return NULL;
  facts = callout_store_customer_facts (back->store, subject->ticket, subject->language, error);
  return facts != NULL ? callout_customer_view_new (facts) : NULL;
}

static const CalloutJob customer_job = {
  look, CALLOUT_WORK_SOON, CALLOUT_JOB_READS, subject_free, (GDestroyNotify) callout_customer_view_free
};

static Subject *
subject_new (gint64      person,
             gint64      ticket,
             const char *language)
{
  Subject *subject = g_new0 (Subject, 1);

  subject->person = person;
  subject->ticket = ticket;
  subject->language = g_strdup (language);
  return subject;
}

/**
 * callout_workspace_customer_view_async:
 * @person: who asks, 0 for no limit
 * @language: (nullable): the customer's, e.g. "de"; %NULL: names for every language
 */
void
callout_workspace_customer_view_async (CalloutWorkspace    *self,
                                       gint64               person,
                                       gint64               ticket,
                                       const char          *language,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));

  callout_workspace_push_job (self, &customer_job, subject_new (person, ticket, language), cancellable, callback, user_data);
}

/**
 * callout_workspace_customer_view_finish:
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND where the ticket is out of sight.
 *
 * Returns: (transfer full)
 */
CalloutCustomerView *
callout_workspace_customer_view_finish (CalloutWorkspace  *self,
                                        GAsyncResult      *result,
                                        GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return callout_workspace_finish_job (self, &customer_job, result, error);
}

CalloutCustomerView *
callout_workspace_customer_view_sync (CalloutWorkspace  *self,
                                      gint64             person,
                                      gint64             ticket,
                                      const char        *language,
                                      GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return callout_workspace_do_job (self, &customer_job, subject_new (person, ticket, language), error);
}
