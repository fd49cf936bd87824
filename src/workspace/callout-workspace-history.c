/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-history-private.h"
#include "callout-workspace-private.h"

/*
 * Everything that happened to a thing, each event with what it changed and a
 * sentence.
 */

typedef struct {
  gint64      person;
  CalloutKind kind;
  gint64      id;
} Subject;

void
callout_history_entry_free (CalloutHistoryEntry *self)
{
  g_clear_object (&self->event);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self->sentence);
  g_free (self);
}

static gpointer
tell (CalloutBack   *back,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Subject *subject = data;
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) callout_history_entry_free);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (CalloutScene) scene = NULL;

  if (!callout_back_check_sight (back, subject->person, subject->kind, subject->id, error))
    return NULL;
  events = callout_store_events_of (back->store, subject->kind, subject->id, error);
  if (events == NULL)
    return NULL;

  scene = callout_scene_new (back->store);
  for (guint i = 0; i < events->len; i++)
    {
      CalloutEvent *event = g_ptr_array_index (events, i);
      GPtrArray *changes = callout_store_event_changes (back->store, CALLOUT_ENTITY (event)->id, error);
      CalloutHistoryEntry *entry;

      if (changes == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_clear_pointer (&changes, g_ptr_array_unref);
          return NULL;
        }
      entry = g_new0 (CalloutHistoryEntry, 1);
      entry->event = g_object_ref (event);
      entry->changes = changes;
      entry->sentence = callout_history_sentence (scene, event, changes);
      g_ptr_array_add (entries, entry);
    }
  return g_steal_pointer (&entries);
}

static const CalloutJob history_job = {
  tell, CALLOUT_WORK_SOON, CALLOUT_JOB_READS, g_free, (GDestroyNotify) g_ptr_array_unref
};

static Subject *
subject_new (gint64      person,
             CalloutKind kind,
             gint64      id)
{
  Subject *subject = g_new0 (Subject, 1);

  subject->person = person;
  subject->kind = kind;
  subject->id = id;
  return subject;
}

/**
 * callout_workspace_history_async:
 * @person: who asks, 0 for no limit
 *
 * A ticket's history has its work orders' in it.
 */
void
callout_workspace_history_async (CalloutWorkspace    *self,
                                 gint64               person,
                                 CalloutKind          kind,
                                 gint64               id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (CALLOUT_IS_WORKSPACE (self));

  callout_workspace_push_job (self, &history_job, subject_new (person, kind, id), cancellable, callback, user_data);
}

/**
 * callout_workspace_history_finish:
 *
 * Errors: %CALLOUT_ERROR_NOT_FOUND where the thing is out of sight.
 *
 * Returns: (transfer full) (element-type CalloutHistoryEntry): oldest first
 */
GPtrArray *
callout_workspace_history_finish (CalloutWorkspace  *self,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return callout_workspace_finish_job (self, &history_job, result, error);
}

GPtrArray *
callout_workspace_history_sync (CalloutWorkspace  *self,
                                gint64             person,
                                CalloutKind        kind,
                                gint64             id,
                                GError           **error)
{
  g_return_val_if_fail (CALLOUT_IS_WORKSPACE (self), NULL);

  return callout_workspace_do_job (self, &history_job, subject_new (person, kind, id), error);
}
