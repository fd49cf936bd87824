/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

/* The Assistant's tree (contract 2.2, 2.3), and texts to be used again. */

#define MAX_TITLE 200 /* characters */
#define MAX_PICTURE_MIB 2

static CalloutAssistantElement *
element (CalloutCall *call)
{
  return CALLOUT_ASSISTANT_ELEMENT (call->target);
}

/* Pictures */

static gboolean
keep_picture (CalloutCall   *call,
              char         **picture,
              GError       **error)
{
  g_autofree char *file_name = NULL;
  g_autoptr (GBytes) bytes = callout_call_get_file (call, "picture", &file_name);
  g_autoptr (CalloutEntity) present = NULL;
  g_autoptr (CalloutPicture) self = NULL;
  g_autoptr (GError) failure = NULL;
  CalloutFileFacts facts;
  g_autofree char *key = NULL;

  if (!callout_file_check (bytes, file_name, CALLOUT_FILE_PHOTO, MAX_PICTURE_MIB, &facts, error))
    return FALSE;
  key = callout_picture_dup_key (bytes);
  present = callout_store_find (call->store, CALLOUT_KIND_PICTURE, "key", key, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (present == NULL)
    {
      gsize length;
      const guchar *data = g_bytes_get_data (bytes, &length);

      self = g_object_new (CALLOUT_TYPE_PICTURE, NULL);
      self->key = g_strdup (key);
      self->name = g_steal_pointer (&file_name);
      self->media_type = g_strdup (facts.media_type);
      self->data = g_base64_encode (data, length);
      self->width = facts.width;
      self->height = facts.height;
      if (!callout_store_insert (call->store, CALLOUT_ENTITY (self), error))
        return FALSE;
    }
  g_free (*picture);
  *picture = g_steal_pointer (&key);
  return TRUE;
}

/* What parameters say */

static gboolean
take_flow (CalloutCall              *call,
           CalloutAssistantElement  *self,
           GError                  **error)
{
  g_autoptr (CalloutEntity) flow = NULL;
  GError *failure = NULL;

  if (!callout_call_has (call, "flow"))
    return TRUE;
  flow = callout_call_get_entity (call, "flow", &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_free (self->flow);
  self->flow = flow != NULL ? g_strdup (CALLOUT_FLOW (flow)->key) : NULL;
  return TRUE;
}

static gboolean
take_text (CalloutCall              *call,
           CalloutAssistantElement  *self,
           GError                  **error)
{
  g_autofree char *text = NULL;

  if (!callout_call_has (call, "text"))
    return TRUE;
  text = callout_markup_clean (callout_args_get (call->args, "text"));
  if (!callout_markup_check (text, error))
    return FALSE;
  g_free (self->text);
  self->text = *text != '\0' ? g_steal_pointer (&text) : NULL;
  return TRUE;
}

static gboolean
take_picture (CalloutCall              *call,
              CalloutAssistantElement  *self,
              GError                  **error)
{
  const char *value = callout_args_get (call->args, "picture");

  if (value == NULL)
    return TRUE;
  if (*value != '\0')
    return keep_picture (call, &self->picture, error);
  g_clear_pointer (&self->picture, g_free);
  return TRUE;
}

static gboolean
take_all (CalloutCall              *call,
          CalloutAssistantElement  *self,
          GError                  **error)
{
  g_autofree char *picture = g_strdup (self->picture);

  callout_call_take_fields (call, CALLOUT_ENTITY (self));
  /* A picture is a file here, not text. */
  g_free (self->picture);
  self->picture = g_steal_pointer (&picture);
  if (self->title == NULL)
    callout_refuse (error, CALLOUT_ERROR_INVALID, _("An element of the Assistant needs a title"));
  else if (g_utf8_strlen (self->title, -1) > MAX_TITLE)
    callout_refuse (error, CALLOUT_ERROR_INVALID, _("A title can have at most %d characters"), MAX_TITLE);
  else
    return take_text (call, self, error) && take_picture (call, self, error) && take_flow (call, self, error);
  return FALSE;
}

/* The tree */

static GPtrArray *
read_tree (CalloutCall  *call,
           GError      **error)
{
  return callout_store_all_plain (call->store, CALLOUT_KIND_ASSISTANT_ELEMENT, error);
}

/* What parameter under names; 0: the top. */
static gboolean
find_parent (CalloutCall  *call,
             gint64       *parent,
             GError      **error)
{
  g_autofree char *key = callout_call_dup_text (call, "under");
  g_autoptr (CalloutEntity) found = NULL;

  if (!callout_call_has (call, "under"))
    return TRUE;
  *parent = 0;
  if (key == NULL)
    return TRUE;
  found = callout_store_resolve (call->store, CALLOUT_KIND_ASSISTANT_ELEMENT, key, error);
  if (found == NULL)
    return FALSE;
  *parent = found->id;
  return TRUE;
}

/* Puts an element among its siblings, and counts them anew. */
static gboolean
put (CalloutCall              *call,
     GPtrArray                *tree,
     CalloutAssistantElement  *self,
     GError                  **error)
{
  g_autoptr (GPtrArray) siblings = callout_assistant_children (tree, self->parent, CALLOUT_ENTITY (self)->id);
  gint64 index = callout_call_has (call, "index") ? callout_call_get_integer (call, "index") : (gint64) siblings->len;

  if (index < 0)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("Places are counted from 0, not from %s"), callout_args_get (call->args, "index"));
      return FALSE;
    }
  self->position = MIN (index, (gint64) siblings->len);
  for (guint i = 0; i < siblings->len; i++)
    {
      CalloutAssistantElement *sibling = g_ptr_array_index (siblings, i);

      sibling->position = i < self->position ? i : i + 1;
      if (!callout_store_update (call->store, CALLOUT_ENTITY (sibling), error))
        return FALSE;
    }
  return TRUE;
}

CALLOUT_APPLY (assistant_add)
{
  g_autoptr (CalloutAssistantElement) self = g_object_new (CALLOUT_TYPE_ASSISTANT_ELEMENT, NULL);
  g_autoptr (GPtrArray) tree = read_tree (call, error);

  if (tree == NULL || !take_all (call, self, error) || !find_parent (call, &self->parent, error))
    return FALSE;
  if (self->key == NULL)
    self->key = callout_assistant_make_key (tree, self->title);
  if (!callout_check_key (_("An element’s key"), self->key, error))
    return FALSE;
  if (callout_assistant_find (tree, self->key) != NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_CONFLICT, _("The key “%s” is taken by %s"), self->key,
                      callout_assistant_find (tree, self->key)->title);
      return FALSE;
    }
  if (!put (call, tree, self, error) || !callout_store_insert (call->store, CALLOUT_ENTITY (self), error))
    return FALSE;
  call->target = CALLOUT_ENTITY (g_steal_pointer (&self));
  return TRUE;
}

CALLOUT_APPLY (assistant_edit)
{
  return take_all (call, element (call), error) && callout_store_update (call->store, call->target, error);
}

CALLOUT_APPLY (assistant_place)
{
  g_autoptr (GPtrArray) tree = read_tree (call, error);
  gint64 parent = element (call)->parent;

  if (tree == NULL || !find_parent (call, &parent, error))
    return FALSE;
  if (callout_assistant_is_below (tree, parent, call->target->id))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("“%s” cannot hang below itself"), element (call)->title);
      return FALSE;
    }
  element (call)->parent = parent;
  return put (call, tree, element (call), error) && callout_store_update (call->store, call->target, error);
}

CALLOUT_GUARD (assistant_remove)
{
  g_autoptr (GPtrArray) tree = read_tree (call, error);
  g_autoptr (GPtrArray) children = NULL;

  if (tree == NULL)
    return FALSE;
  children = callout_assistant_children (tree, call->target->id, 0);
  if (children->len == 0)
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_WRONG_STATE,
                  ngettext ("%u element hangs below “%s”; remove it or put it elsewhere first",
                            "%u elements hang below “%s”; remove them or put them elsewhere first", children->len),
                  children->len, element (call)->title);
  return FALSE;
}

CALLOUT_APPLY (assistant_remove)
{
  call->result = g_object_ref (CALLOUT_ENTITY (call->actor));
  return callout_store_delete (call->store, call->target, error);
}

/* Snippets */

static CalloutSnippet *
find_snippet (CalloutCall  *call,
              gint64        person,
              const char   *name,
              GError      **error)
{
  g_autoptr (GPtrArray) all = callout_store_all_plain (call->store, CALLOUT_KIND_SNIPPET, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      CalloutSnippet *snippet = g_ptr_array_index (all, i);

      if (snippet->person == person && g_str_equal (snippet->name, name))
        return g_object_ref (snippet);
    }
  return NULL;
}

CALLOUT_APPLY (snippet_save)
{
  gboolean house = callout_call_has (call, "house") && callout_call_get_boolean (call, "house");
  gint64 person = house ? 0 : CALLOUT_ENTITY (call->actor)->id;
  g_autofree char *name = callout_call_dup_text (call, "name");
  g_autofree char *text = callout_markup_clean (callout_args_get (call->args, "text"));
  g_autoptr (CalloutSnippet) self = NULL;
  GError *failure = NULL;

  if (house && !callout_actor_is (call, CALLOUT_ROLE_ADMIN))
    {
      callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("What everybody uses is for administrators to write"));
      return FALSE;
    }
  if (*text == '\0')
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("A text to be used again says something"));
      return FALSE;
    }
  self = find_snippet (call, person, name, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (self == NULL)
    {
      self = g_object_new (CALLOUT_TYPE_SNIPPET, NULL);
      self->person = person;
      self->name = g_steal_pointer (&name);
    }
  g_free (self->text);
  self->text = g_steal_pointer (&text);
  if (!callout_markup_check (self->text, error)
      || !(CALLOUT_ENTITY (self)->id != 0 ? callout_store_update (call->store, CALLOUT_ENTITY (self), error)
                                          : callout_store_insert (call->store, CALLOUT_ENTITY (self), error)))
    return FALSE;
  call->target = CALLOUT_ENTITY (g_steal_pointer (&self));
  return TRUE;
}

CALLOUT_GUARD (snippet_remove)
{
  if (CALLOUT_SNIPPET (call->target)->person == CALLOUT_ENTITY (call->actor)->id || callout_actor_is (call, CALLOUT_ROLE_ADMIN))
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_NOT_ALLOWED, _("What everybody uses is for administrators to remove"));
  return FALSE;
}

CALLOUT_APPLY (snippet_remove)
{
  call->result = g_object_ref (CALLOUT_ENTITY (call->actor));
  return callout_store_delete (call->store, call->target, error);
}
