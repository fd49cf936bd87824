/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-offers.h"

/* Of a longer selection the first ones stand for the rest; each command is
 * judged again when it is given. */
#define MAX_ASKED 50

typedef struct {
  CalloutKind  kind;
  gint64       actor;
  GArray      *ids;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_array_unref (self->ids);
  g_free (self);
}

void
callout_offer_sum_free (CalloutOfferSum *self)
{
  g_free (self->why_not);
  g_free (self);
}

static gboolean
fits_state (const CalloutCommand *command,
            CalloutEntity        *entity)
{
  if (command->states == 0)
    return TRUE;
  if (CALLOUT_IS_WORK_ORDER (entity))
    return (command->states & CALLOUT_STATE_BIT (CALLOUT_WORK_ORDER (entity)->state)) != 0;
  return !CALLOUT_IS_TICKET (entity) || (command->states & CALLOUT_STATE_BIT (CALLOUT_TICKET (entity)->progress)) != 0;
}

static void
add_offer (GPtrArray     *sums,
           CalloutOffer  *offer,
           CalloutEntity *entity)
{
  CalloutOfferSum *sum = callout_offers_find (sums, offer->command->name);

  if (sum == NULL)
    {
      sum = g_new0 (CalloutOfferSum, 1);
      sum->command = offer->command;
      g_ptr_array_add (sums, sum);
    }
  sum->n_asked++;
  sum->fits |= fits_state (offer->command, entity);
  if (offer->allowed)
    sum->n_allowed++;
  else if (sum->why_not == NULL)
    sum->why_not = g_strdup (offer->why_not);
}

static gpointer
read_offers (CalloutStore  *store,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Question *question = data;
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_offer_sum_free);

  for (guint i = 0; i < question->ids->len; i++)
    {
      g_autoptr (CalloutEntity) entity =
        callout_store_get (store, question->kind, g_array_index (question->ids, gint64, i), error);
      g_autoptr (GPtrArray) offers = NULL;

      if (entity == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      offers = callout_commands_offer (store, question->actor, entity, error);
      if (offers == NULL)
        return NULL;
      for (guint j = 0; j < offers->len; j++)
        add_offer (sums, g_ptr_array_index (offers, j), entity);
    }
  return g_steal_pointer (&sums);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GPtrArray *sums = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (sums == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, sums, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * callout_offers_async:
 *
 * Asks what the person signed in may do with all of these now.
 */
void
callout_offers_async (CalloutSession      *session,
                      CalloutKind          kind,
                      const gint64        *ids,
                      guint                n_ids,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, callout_offers_async);
  question->kind = kind;
  question->actor = callout_session_get_person_id (session);
  question->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (question->ids, ids, MIN (n_ids, MAX_ASKED));
  callout_workspace_read_async (callout_session_get_workspace (session), read_offers, question, question_free,
                                (GDestroyNotify) g_ptr_array_unref, cancellable, read_cb, task);
}

/**
 * callout_offers_finish:
 *
 * Returns: (transfer full) (element-type CalloutOfferSum): one for each command
 */
GPtrArray *
callout_offers_finish (CalloutSession  *session,
                       GAsyncResult    *result,
                       GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * callout_offers_find:
 *
 * Returns: (transfer none) (nullable)
 */
CalloutOfferSum *
callout_offers_find (GPtrArray  *offers,
                     const char *command)
{
  for (guint i = 0; offers != NULL && i < offers->len; i++)
    {
      CalloutOfferSum *sum = g_ptr_array_index (offers, i);

      if (g_str_equal (sum->command->name, command))
        return sum;
    }
  return NULL;
}
