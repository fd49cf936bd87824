/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-history-private.h"
#include "callout-workspace-private.h"

#include <glib/gi18n-lib.h>

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

/**
 * callout_history_entry_dup_line:
 * @zone: whose time is told
 *
 * Returns: (transfer full): what happened, how and when, as in “Accepted the
 *   offer · by hand · 14:03”; the day is for a heading
 */
char *
callout_history_entry_dup_line (const CalloutHistoryEntry *self,
                                GTimeZone                 *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->event->at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) at = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *time = at != NULL ? g_date_time_format (at, "%H:%M") : g_strdup ("");

  /* Translators: what happened, how, at what time */
  return g_strdup_printf (C_("history", "%s · %s · %s"), self->sentence, callout_history_entry_get_manner (self), time);
}

/**
 * callout_history_entry_get_manner:
 *
 * Returns: whether somebody did it or it followed from something, in words
 */
const char *
callout_history_entry_get_manner (const CalloutHistoryEntry *self)
{
  return self->event->source == CALLOUT_SOURCE_AUTO ? C_("history", "by itself") : C_("history", "by hand");
}

/* A customer reads only what they did themselves, and no field that is internal. */
static gboolean
is_for (CalloutBack         *back,
        const CalloutSight  *sight,
        CalloutEvent        *event)
{
  return sight->extent != CALLOUT_SIGHT_CONTACT
         || callout_store_can_see (back->store, CALLOUT_KIND_EVENT, CALLOUT_ENTITY (event)->id, sight, NULL);
}

static void
hide_internal (GPtrArray *changes)
{
  for (guint i = changes->len; i > 0; i--)
    {
      CalloutChange *change = g_ptr_array_index (changes, i - 1);
      const CalloutField *field = callout_kind_find_field (change->kind, change->field);

      if (field != NULL && (field->flags & CALLOUT_FIELD_INTERNAL) != 0)
        g_ptr_array_remove_index (changes, i - 1);
    }
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
  CalloutSight sight;

  if (!callout_back_find_sight (back, subject->person, &sight, error) || !callout_back_check_sight (back, subject->person, subject->kind, subject->id, error))
    return NULL;
  events = callout_store_events_of (back->store, subject->kind, subject->id, error);
  if (events == NULL)
    return NULL;

  scene = callout_scene_new (back->store);
  for (guint i = 0; i < events->len; i++)
    {
      CalloutEvent *event = g_ptr_array_index (events, i);
      CalloutHistoryEntry *entry;
      GPtrArray *changes;

      /* What was said stands in its thread, and there may be very much of it. */
      if (g_str_equal (event->command, "message.post") || !is_for (back, &sight, event))
        continue;
      changes = callout_store_event_changes (back->store, CALLOUT_ENTITY (event)->id, error);
      if (changes == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_clear_pointer (&changes, g_ptr_array_unref);
          return NULL;
        }
      if (sight.extent == CALLOUT_SIGHT_CONTACT)
        hide_internal (changes);
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
