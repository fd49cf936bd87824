/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-draft.h"

#include "callout-answer-text.h"
#include "callout-error.h"

#include <glib/gi18n-lib.h>

typedef struct {
  gint64 person;
  gint64 ticket;
} Question;

void
callout_draft_free (CalloutDraft *self)
{
  g_clear_object (&self->ticket);
  g_clear_object (&self->flow);
  g_clear_pointer (&self->plan, callout_flow_plan_unref);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->duplicates, g_ptr_array_unref);
  g_free (self);
}

/**
 * callout_draft_get_answer:
 *
 * Returns: (transfer none) (nullable)
 */
const char *
callout_draft_get_answer (CalloutDraft *self,
                          const char   *path)
{
  return g_hash_table_lookup (self->answers, path);
}

/**
 * callout_draft_spell_answer:
 * @value: as it is kept
 * @zone: that matters to who reads it
 *
 * Returns: (transfer full): an answer as people read it
 */
char *
callout_draft_spell_answer (const CalloutFlowQuestion *question,
                            const char                *value,
                            GTimeZone                 *zone)
{
  g_auto (GStrv) keys = g_strsplit (value, " ", -1);
  guint n = g_strv_length (keys);

  if (callout_question_is_file (question))
    return g_strdup_printf (ngettext ("%u file", "%u files", n), n);
  return callout_answer_dup_text (question, value, zone);
}

static gboolean
read_plan (CalloutDraft  *self,
           CalloutStore  *store,
           GError       **error)
{
  self->flow = (CalloutFlow *) callout_store_get (store, CALLOUT_KIND_FLOW, self->ticket->flow, error);
  if (self->flow == NULL)
    return FALSE;
  self->plan = callout_flow_plan_parse (self->flow->plan, NULL);
  if (self->plan == NULL)
    g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_CORRUPT, _("The flow “%s” can no longer be read"), self->flow->key);
  return self->plan != NULL;
}

static gboolean
read_answers (CalloutDraft  *self,
              CalloutStore  *store,
              gint64         ticket,
              GError       **error)
{
  g_autoptr (GPtrArray) rows = callout_store_children (store, CALLOUT_KIND_ANSWER, "ticket", ticket, error);

  if (rows == NULL)
    return FALSE;
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < rows->len; i++)
    {
      CalloutAnswer *answer = g_ptr_array_index (rows, i);

      g_hash_table_insert (self->answers, g_strdup (answer->question), g_strdup (answer->value));
    }
  self->files = callout_store_children (store, CALLOUT_KIND_FILE, "ticket", ticket, error);
  return self->files != NULL;
}

static gpointer
read_draft (CalloutStore  *store,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Question *question = data;
  g_autoptr (CalloutDraft) self = g_new0 (CalloutDraft, 1);
  g_autoptr (CalloutEntity) actor = callout_store_get (store, CALLOUT_KIND_PERSON, question->person, error);
  CalloutSight sight;

  if (actor == NULL)
    return NULL;
  sight = callout_commands_sight (CALLOUT_PERSON (actor));
  self->ticket = (CalloutTicket *) callout_store_get (store, CALLOUT_KIND_TICKET, question->ticket, error);
  if (self->ticket == NULL)
    return NULL;
  if (self->ticket->progress != CALLOUT_PROGRESS_DRAFT || self->ticket->flow == 0
      || self->ticket->created_by != question->person)
    {
      g_autofree char *ref = callout_entity_dup_ref (CALLOUT_ENTITY (self->ticket));

      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_WRONG_STATE, _("%s is no longer your draft"), ref);
      return NULL;
    }
  if (!read_plan (self, store, error) || !read_answers (self, store, question->ticket, error))
    return NULL;
  self->duplicates = callout_store_duplicates (store, self->ticket, &sight, error);
  return self->duplicates != NULL ? g_steal_pointer (&self) : NULL;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  CalloutDraft *draft = callout_workspace_read_finish (CALLOUT_WORKSPACE (object), result, &error);

  if (draft == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, draft, (GDestroyNotify) callout_draft_free);
}

/**
 * callout_draft_read_async:
 *
 * Reads a draft of the person signed in.
 */
void
callout_draft_read_async (CalloutSession      *session,
                          gint64               ticket,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, callout_draft_read_async);
  question->person = callout_session_get_person_id (session);
  question->ticket = ticket;
  callout_workspace_read_async (callout_session_get_workspace (session), read_draft, question, g_free,
                                (GDestroyNotify) callout_draft_free, cancellable, read_cb, task);
}

/**
 * callout_draft_read_finish:
 *
 * Returns: (transfer full): errors: %CALLOUT_ERROR_WRONG_STATE for what is no
 *   draft of theirs any more
 */
CalloutDraft *
callout_draft_read_finish (CalloutSession  *session,
                           GAsyncResult    *result,
                           GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
