/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include "callout-token.h"

#include <glib/gi18n-lib.h>

/* The messenger (contract 2.29–2.41) and the workspace beside it (domain C12):
 * messages are added, never changed, never deleted. */

static CalloutTicket *
ticket (CalloutCall *call)
{
  return CALLOUT_TICKET (call->target);
}

/* Who may write a message may write an update, and the other way round (2.29, 2.53). */
CALLOUT_GUARD (message_post)
{
  return callout_guard_update_post (call, error);
}

/* About an internal ticket nothing is written where its customer would read it
 * the moment it becomes public. */
static gboolean
find_thread (CalloutCall  *call,
             int          *thread,
             GError      **error)
{
  gboolean customer = callout_person_is_code_user (call->actor);
  gboolean internal = ticket (call)->visibility == CALLOUT_VISIBILITY_INTERNAL;
  g_autofree char *ref = callout_entity_dup_ref (call->target);

  if (callout_call_has (call, "thread"))
    *thread = callout_call_get_enum (call, "thread");
  else
    *thread = internal ? CALLOUT_THREAD_WORKSPACE : CALLOUT_THREAD_MESSENGER;
  if (*thread == CALLOUT_THREAD_RECORD)
    callout_refuse (error, CALLOUT_ERROR_INVALID, _("The record of %s holds updates, not messages; use update.post"), ref);
  else if (*thread == CALLOUT_THREAD_WORKSPACE && customer)
    callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("The workspace is for those who work here"));
  else if (*thread == CALLOUT_THREAD_MESSENGER && internal)
    callout_refuse (error, CALLOUT_ERROR_WRONG_STATE,
                    _("%s is internal: its customer reads nothing of it, so it is talked about in the workspace"), ref);
  else
    return TRUE;
  return FALSE;
}

static gboolean
is_asked_for (CalloutCall *call,
              const char  *name)
{
  return callout_call_has (call, name) && callout_call_get_boolean (call, name);
}

static gboolean
has_file (CalloutCall *call,
          const char  *name)
{
  const char *value = callout_args_get (call->args, name);

  return value != NULL && *value != '\0';
}

/* Links into the Assistant lead somewhere. */
static gboolean
check_elements (CalloutCall  *call,
                const char   *text,
                int          *kind,
                GError      **error)
{
  g_auto (GStrv) keys = callout_markup_dup_elements (text);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (CalloutEntity) element = callout_store_find (call->store, CALLOUT_KIND_ASSISTANT_ELEMENT, "key", keys[i], &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (element == NULL)
        {
          callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("The Assistant has no element “%s” to lead to"), keys[i]);
          return FALSE;
        }
      *kind = CALLOUT_MESSAGE_KIND_ASSISTANT_LINK;
    }
  return TRUE;
}

/* A room nobody can guess, behind whatever was written. */
static char *
add_session (CalloutCall  *call,
             const char   *text,
             GError      **error)
{
  g_autofree char *base = callout_store_get_setting (call->store, CALLOUT_SETTING_VIDEO_BASE, 0, error);
  g_autofree char *token = NULL;

  if (base == NULL)
    return NULL;
  token = callout_token_new ();
  return g_strdup_printf ("%s%s%sCallout-%s", text, *text != '\0' ? "\n" : "", base, token);
}

static gboolean
find_text (CalloutCall     *call,
           CalloutMessage  *self,
           GError         **error)
{
  const char *given = callout_args_get (call->args, "text");
  g_autofree char *text = callout_markup_clean (given != NULL ? given : "");
  gboolean video = is_asked_for (call, "video");
  gboolean voice = has_file (call, "voice");

  if (!callout_markup_check (text, error))
    return FALSE;
  if (*text == '\0' && !video && !voice && !has_file (call, "file"))
    callout_refuse (error, CALLOUT_ERROR_INVALID, _("A message says something or brings a file"));
  else if (voice && (video || has_file (call, "file")))
    callout_refuse (error, CALLOUT_ERROR_INVALID, _("A voice message brings nothing else but text; send the rest by another"));
  else if (has_file (call, "original") && !has_file (call, "file"))
    callout_refuse (error, CALLOUT_ERROR_INVALID, _("An original comes with the picture made from it"));
  else if (check_elements (call, text, &self->kind, error))
    {
      if (video)
        {
          self->kind = CALLOUT_MESSAGE_KIND_VIDEO_LINK;
          self->text = add_session (call, text, error);
          return self->text != NULL;
        }
      if (voice)
        self->kind = CALLOUT_MESSAGE_KIND_VOICE;
      else if (has_file (call, "file"))
        self->kind = CALLOUT_MESSAGE_KIND_MEDIA;
      self->text = *text != '\0' ? g_steal_pointer (&text) : NULL;
      return TRUE;
    }
  return FALSE;
}

/* Every original belongs to the picture of its name. */
static gboolean
join_originals (CalloutCall  *call,
                GPtrArray    *files,
                GPtrArray    *originals,
                GError      **error)
{
  for (guint i = 0; i < originals->len; i++)
    {
      CalloutFile *original = g_ptr_array_index (originals, i);
      CalloutFile *file = NULL;

      for (guint j = 0; j < files->len && file == NULL; j++)
        {
          CalloutFile *candidate = g_ptr_array_index (files, j);

          if (g_str_equal (candidate->name, original->name) && candidate->width > 0 && candidate->original == 0)
            file = candidate;
        }
      if (file == NULL || original->width == 0)
        {
          callout_refuse (error, CALLOUT_ERROR_INVALID, _("There is no picture “%s” that the original could belong to"), original->name);
          return FALSE;
        }
      file->original = CALLOUT_ENTITY (original)->id;
      if (!callout_store_update (call->store, CALLOUT_ENTITY (file), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
keep_files (CalloutCall     *call,
            CalloutMessage  *self,
            GError         **error)
{
  g_autoptr (CalloutFile) like = g_object_new (CALLOUT_TYPE_FILE, NULL);
  g_autoptr (GPtrArray) originals = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) voice = NULL;
  g_autoptr (GBytes) shape = NULL;

  like->ticket = self->ticket;
  like->message = CALLOUT_ENTITY (self)->id;
  files = callout_call_keep_files (call, "file", CALLOUT_FILE_ANY, like, error);
  if (files == NULL)
    return FALSE;
  originals = callout_call_keep_files (call, "original", CALLOUT_FILE_PHOTO, like, error);
  if (originals == NULL || !join_originals (call, files, originals, error))
    return FALSE;
  like->shape = callout_call_dup_text (call, "shape");
  shape = callout_shape_parse (like->shape);
  if (like->shape != NULL && (shape == NULL || self->kind != CALLOUT_MESSAGE_KIND_VOICE))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID,
                      _("The shape of a voice message is at most %d levels of two hexadecimal digits each"), CALLOUT_SHAPE_MAX);
      return FALSE;
    }
  voice = callout_call_keep_files (call, "voice", CALLOUT_FILE_VOICE, like, error);
  return voice != NULL;
}

CALLOUT_APPLY (message_post)
{
  g_autoptr (CalloutMessage) self = g_object_new (CALLOUT_TYPE_MESSAGE, NULL);

  if (!find_thread (call, &self->thread, error) || !find_text (call, self, error))
    return FALSE;
  self->ticket = call->target->id;
  self->author = CALLOUT_ENTITY (call->actor)->id;
  return callout_store_insert (call->store, CALLOUT_ENTITY (self), error) && keep_files (call, self, error);
}

/* How far somebody has read */

/* The newest of a thread that the actor may see. */
static gboolean
find_last (CalloutCall  *call,
           int           thread,
           gint64       *id,
           GError      **error)
{
  gboolean record = thread == CALLOUT_THREAD_RECORD;
  g_autoptr (CalloutQuery) query = callout_query_new (record ? CALLOUT_KIND_UPDATE : CALLOUT_KIND_MESSAGE);
  CalloutSight sight = callout_commands_sight (call->actor);
  g_autofree char *ref = callout_entity_dup_ref (call->target);
  const char *tickets[] = { ref, NULL };
  const char *threads[] = { callout_enum_key (CALLOUT_TYPE_THREAD, thread), NULL };
  g_autoptr (GArray) ids = NULL;

  if (!callout_query_add (query, "ticket", CALLOUT_OP_IS, tickets, error)
      || (!record && !callout_query_add (query, "thread", CALLOUT_OP_IS, threads, error))
      || !callout_query_set_sort (query, "id", TRUE, error))
    return FALSE;
  callout_query_set_limit (query, 1, 0);
  ids = callout_store_query_ids (call->store, query, &sight, NULL, error);
  if (ids == NULL)
    return FALSE;
  *id = ids->len > 0 ? g_array_index (ids, gint64, 0) : 0;
  return TRUE;
}

/* What is named is of this thread, and in sight. */
static gboolean
find_named (CalloutCall  *call,
            const char   *ref,
            int           thread,
            gint64       *id,
            GError      **error)
{
  CalloutKind wanted = thread == CALLOUT_THREAD_RECORD ? CALLOUT_KIND_UPDATE : CALLOUT_KIND_MESSAGE;
  CalloutSight sight = callout_commands_sight (call->actor);
  g_autoptr (CalloutEntity) row = NULL;
  CalloutKind kind;

  if (callout_ref_parse (ref, &kind, id) && kind == wanted)
    row = callout_store_get_plain (call->store, kind, *id, NULL);
  if (row != NULL && (wanted == CALLOUT_KIND_UPDATE ? CALLOUT_UPDATE (row)->ticket == call->target->id
                                                    : CALLOUT_MESSAGE (row)->ticket == call->target->id && CALLOUT_MESSAGE (row)->thread == thread)
      && callout_store_can_see (call->store, wanted, *id, &sight, NULL))
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no “%s” here that could have been read"), ref);
  return FALSE;
}

static CalloutReadMark *
find_mark (CalloutCall  *call,
           int           thread,
           GError      **error)
{
  g_autoptr (GPtrArray) marks = callout_store_children (call->store, CALLOUT_KIND_READ_MARK, "ticket", call->target->id, error);
  CalloutReadMark *fresh;

  if (marks == NULL)
    return NULL;
  for (guint i = 0; i < marks->len; i++)
    {
      CalloutReadMark *mark = g_ptr_array_index (marks, i);

      if (mark->person == CALLOUT_ENTITY (call->actor)->id && mark->thread == thread)
        return g_object_ref (mark);
    }
  fresh = g_object_new (CALLOUT_TYPE_READ_MARK, NULL);
  fresh->person = CALLOUT_ENTITY (call->actor)->id;
  fresh->ticket = call->target->id;
  fresh->thread = thread;
  return fresh;
}

/* A mark is no change of the case: nobody is told, nothing stands in the trail,
 * and what is further along already stays there. */
CALLOUT_APPLY (message_mark_read)
{
  int thread = callout_call_has (call, "thread") ? callout_call_get_enum (call, "thread") : CALLOUT_THREAD_MESSENGER;
  g_autofree char *to = callout_call_dup_text (call, "to");
  g_autoptr (CalloutReadMark) mark = NULL;
  gint64 id = 0, read_to, delivered_to;

  if (thread == CALLOUT_THREAD_WORKSPACE && callout_person_is_code_user (call->actor))
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("The workspace is for those who work here"));
      return FALSE;
    }
  if (to != NULL ? !find_named (call, to, thread, &id, error) : !find_last (call, thread, &id, error))
    return FALSE;
  mark = find_mark (call, thread, error);
  if (mark == NULL)
    return FALSE;
  delivered_to = MAX (mark->delivered_to, id);
  read_to = is_asked_for (call, "delivered") ? mark->read_to : MAX (mark->read_to, id);
  if (id == 0 || (mark->read_to == read_to && mark->delivered_to == delivered_to))
    return TRUE;
  mark->read_to = read_to;
  mark->delivered_to = delivered_to;
  return CALLOUT_ENTITY (mark)->id == 0 ? callout_store_insert (call->store, CALLOUT_ENTITY (mark), error)
                                        : callout_store_update (call->store, CALLOUT_ENTITY (mark), error);
}
