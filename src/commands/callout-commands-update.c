/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

/* The record of a case (contract 2.43–2.46): entries are added, never changed;
 * one that was wrong is corrected by another. */

static CalloutTicket *
ticket (CalloutCall *call)
{
  return CALLOUT_TICKET (call->target);
}

/* Who is nothing but a member writes once they took the ticket, or were given
 * it (2.27–2.29); a customer as long as it is not at its end (2.19, 2.53). */
CALLOUT_GUARD (update_post)
{
  CalloutRoles others = callout_person_get_roles (call->actor) & ~CALLOUT_ROLE_BIT (CALLOUT_ROLE_MEMBER);
  g_autofree char *ref = callout_entity_dup_ref (call->target);
  guint who;

  if (!callout_actor_to_ticket (call, ticket (call), &who, error))
    return FALSE;
  if (callout_person_is_code_user (call->actor))
    {
      if (ticket (call)->progress < CALLOUT_PROGRESS_CLOSED)
        return TRUE;
      callout_refuse (error, CALLOUT_ERROR_WRONG_STATE,
                      ticket (call)->progress == CALLOUT_PROGRESS_CLOSED
                        ? _("%s is closed and can only be read; a new ticket is needed for anything else")
                        : _("%s was cancelled and can only be read; a new ticket is needed for anything else"), ref);
      return FALSE;
    }
  if (others != 0 || (who & CALLOUT_MOVE_ASSIGNEE) != 0)
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s must accept the offer of %s or be assigned to it before writing"),
                  call->actor->name, ref);
  return FALSE;
}

/* What is written about an internal ticket stays internal unless it is said
 * otherwise: the ticket may become public one day. */
static gboolean
find_visibility (CalloutCall    *call,
                 CalloutUpdate  *corrected,
                 int            *visibility,
                 GError        **error)
{
  *visibility = corrected != NULL ? corrected->visibility : ticket (call)->visibility;
  if (callout_person_is_code_user (call->actor))
    *visibility = CALLOUT_VISIBILITY_PUBLIC;
  if (callout_call_has (call, "visibility"))
    *visibility = callout_call_get_enum (call, "visibility");
  if (callout_person_is_code_user (call->actor) && *visibility != CALLOUT_VISIBILITY_PUBLIC)
    callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("Internal updates are for those who work here"));
  else if (corrected != NULL && corrected->visibility != *visibility)
    callout_refuse (error, CALLOUT_ERROR_INVALID,
                    *visibility == CALLOUT_VISIBILITY_PUBLIC ? _("An internal update never becomes public, nor does its correction")
                                                             : _("Who read the public update must see its correction, too"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
find_corrected (CalloutCall    *call,
                CalloutUpdate **corrected,
                GError        **error)
{
  CalloutSight sight = callout_commands_sight (call->actor);
  g_autofree char *given = callout_call_dup_text (call, "corrects");
  g_autoptr (CalloutEntity) update = NULL;
  CalloutKind kind;
  gint64 id;

  if (given == NULL)
    return TRUE;
  if (callout_ref_parse (given, &kind, &id) && kind == CALLOUT_KIND_UPDATE)
    update = callout_store_get (call->store, CALLOUT_KIND_UPDATE, id, NULL);
  if (update == NULL || CALLOUT_UPDATE (update)->ticket != call->target->id
      || !callout_store_can_see (call->store, CALLOUT_KIND_UPDATE, update->id, &sight, NULL))
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_FOUND, _("There is no update “%s” of this ticket to correct"), given);
      return FALSE;
    }
  if (CALLOUT_UPDATE (update)->author != CALLOUT_ENTITY (call->actor)->id && !callout_actor_is (call, CALLOUT_ROLE_ADMIN)
      && !callout_actor_is (call, CALLOUT_ROLE_MODERATOR))
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("%s was written by %s, who alone may correct it"), given,
                      CALLOUT_UPDATE (update)->author_name != NULL ? CALLOUT_UPDATE (update)->author_name : _("somebody else"));
      return FALSE;
    }
  *corrected = CALLOUT_UPDATE (g_steal_pointer (&update));
  return TRUE;
}

CALLOUT_APPLY (update_post)
{
  g_autoptr (CalloutUpdate) self = g_object_new (CALLOUT_TYPE_UPDATE, NULL);
  g_autoptr (CalloutUpdate) corrected = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (CalloutFile) like = g_object_new (CALLOUT_TYPE_FILE, NULL);

  if (!find_corrected (call, &corrected, error) || !find_visibility (call, corrected, &self->visibility, error))
    return FALSE;
  self->ticket = call->target->id;
  self->author = CALLOUT_ENTITY (call->actor)->id;
  self->text = callout_call_dup_text (call, "text");
  self->corrects = corrected != NULL ? CALLOUT_ENTITY (corrected)->id : 0;
  if (self->text == NULL && !callout_call_has (call, "file"))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("An update says something or brings a file"));
      return FALSE;
    }
  if (!callout_store_insert (call->store, CALLOUT_ENTITY (self), error))
    return FALSE;
  like->ticket = call->target->id;
  like->update_ref = CALLOUT_ENTITY (self)->id;
  files = callout_call_keep_files (call, "file", CALLOUT_FILE_ANY, like, error);
  return files != NULL;
}
