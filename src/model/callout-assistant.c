/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-assistant.h"

static const CalloutField assistant_element_fields[] = {
  CALLOUT_FIELD (CalloutAssistantElement, key, TEXT),
  CALLOUT_FIELD_R (CalloutAssistantElement, parent, ASSISTANT_ELEMENT),
  CALLOUT_FIELD (CalloutAssistantElement, position, INTEGER),
  CALLOUT_FIELD_E (CalloutAssistantElement, kind, callout_element_kind_get_type),
  CALLOUT_FIELD (CalloutAssistantElement, title, TEXT),
  CALLOUT_FIELD (CalloutAssistantElement, text, TEXT),
  CALLOUT_FIELD (CalloutAssistantElement, picture, TEXT),
  CALLOUT_FIELD (CalloutAssistantElement, button, TEXT),
  CALLOUT_FIELD (CalloutAssistantElement, flow, TEXT),
  CALLOUT_FIELD_D (CalloutAssistantElement, parent_key, TEXT),
  CALLOUT_FIELD_D (CalloutAssistantElement, n_children, INTEGER),
  CALLOUT_FIELD_D (CalloutAssistantElement, offered, BOOLEAN),
  CALLOUT_FIELD_D (CalloutAssistantElement, button_text, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutAssistantElement, callout_assistant_element, CALLOUT_TYPE_ENTITY)

static void
callout_assistant_element_class_init (CalloutAssistantElementClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_ASSISTANT_ELEMENT,
                                   assistant_element_fields, G_N_ELEMENTS (assistant_element_fields), "key");
}

static void
callout_assistant_element_init (CalloutAssistantElement *self)
{
}

static const CalloutField picture_fields[] = {
  CALLOUT_FIELD (CalloutPicture, key, TEXT),
  CALLOUT_FIELD (CalloutPicture, name, TEXT),
  CALLOUT_FIELD (CalloutPicture, media_type, TEXT),
  CALLOUT_FIELD (CalloutPicture, data, TEXT),
  CALLOUT_FIELD (CalloutPicture, width, INTEGER),
  CALLOUT_FIELD (CalloutPicture, height, INTEGER),
};

G_DEFINE_FINAL_TYPE (CalloutPicture, callout_picture, CALLOUT_TYPE_ENTITY)

static void
callout_picture_class_init (CalloutPictureClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_PICTURE,
                                   picture_fields, G_N_ELEMENTS (picture_fields), "key");
}

static void
callout_picture_init (CalloutPicture *self)
{
}

/**
 * callout_picture_dup_key:
 *
 * Returns: (transfer full): the name a picture of these bytes goes by
 */
char *
callout_picture_dup_key (GBytes *bytes)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_strconcat ("sha256-", sum, NULL);
}

GBytes *
callout_picture_dup_bytes (CalloutPicture *self)
{
  gsize length;
  guchar *data = g_base64_decode (self->data != NULL ? self->data : "", &length);

  return g_bytes_new_take (data, length);
}

static CalloutAssistantElement *
find (GPtrArray *elements,
      gint64     id)
{
  for (guint i = 0; i < elements->len; i++)
    if (CALLOUT_ENTITY (g_ptr_array_index (elements, i))->id == id)
      return g_ptr_array_index (elements, i);
  return NULL;
}

/**
 * callout_assistant_is_below:
 * @elements: (element-type CalloutAssistantElement): the whole tree
 *
 * Whether an element hangs somewhere below another one, or is it: under such a
 * one that other cannot be put, or the tree were none.
 */
gboolean
callout_assistant_is_below (GPtrArray *elements,
                            gint64     id,
                            gint64     ancestor)
{
  /* A circle that a foreign hand made is walked once. */
  for (guint steps = 0; id != 0 && steps <= elements->len; steps++)
    {
      CalloutAssistantElement *element = find (elements, id);

      if (id == ancestor)
        return TRUE;
      id = element != NULL ? element->parent : 0;
    }
  return FALSE;
}

/**
 * callout_assistant_is_tree:
 *
 * Whether every element hangs below the top.
 */
gboolean
callout_assistant_is_tree (GPtrArray *elements)
{
  for (guint i = 0; i < elements->len; i++)
    {
      CalloutAssistantElement *element = g_ptr_array_index (elements, i);

      if (element->parent != 0 && callout_assistant_is_below (elements, element->parent, CALLOUT_ENTITY (element)->id))
        return FALSE;
    }
  return TRUE;
}

static int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  CalloutAssistantElement *one = *(CalloutAssistantElement *const *) a;
  CalloutAssistantElement *other = *(CalloutAssistantElement *const *) b;
  gint64 difference = one->position != other->position ? one->position - other->position
                                                       : CALLOUT_ENTITY (one)->id - CALLOUT_ENTITY (other)->id;

  return (difference > 0) - (difference < 0);
}

/**
 * callout_assistant_children:
 * @parent: 0: the top
 * @except: one to be left out; 0: none
 *
 * Returns: (transfer full) (element-type CalloutAssistantElement): what hangs
 *   directly below, in order
 */
GPtrArray *
callout_assistant_children (GPtrArray *elements,
                            gint64     parent,
                            gint64     except)
{
  GPtrArray *children = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < elements->len; i++)
    {
      CalloutAssistantElement *element = g_ptr_array_index (elements, i);

      if (element->parent == parent && CALLOUT_ENTITY (element)->id != except)
        g_ptr_array_add (children, g_object_ref (element));
    }
  g_ptr_array_sort (children, compare_positions);
  return children;
}

CalloutAssistantElement *
callout_assistant_find (GPtrArray  *elements,
                        const char *key)
{
  for (guint i = 0; i < elements->len; i++)
    {
      CalloutAssistantElement *element = g_ptr_array_index (elements, i);

      if (g_strcmp0 (element->key, key) == 0)
        return element;
    }
  return NULL;
}

#define MAX_KEY 40

/**
 * callout_assistant_make_key:
 *
 * Returns: (transfer full): a key that tells of the title and is free
 */
char *
callout_assistant_make_key (GPtrArray  *elements,
                            const char *title)
{
  g_autofree char *plain = g_str_to_ascii (title, "C");
  g_autoptr (GString) key = g_string_new (NULL);
  char *free_key;

  for (const char *p = plain; *p != '\0' && key->len < MAX_KEY; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (key, g_ascii_tolower (*p));
    else if (key->len > 0 && key->str[key->len - 1] != '-' && *p != '?')
      g_string_append_c (key, '-');
  while (key->len > 0 && key->str[key->len - 1] == '-')
    g_string_truncate (key, key->len - 1);
  if (key->len == 0 || !g_ascii_isalpha (*key->str))
    g_string_prepend (key, "element-");
  if (key->str[key->len - 1] == '-')
    g_string_truncate (key, key->len - 1);
  free_key = g_strdup (key->str);
  for (guint i = 2; callout_assistant_find (elements, free_key) != NULL; i++)
    {
      g_free (free_key);
      free_key = g_strdup_printf ("%s-%u", key->str, i);
    }
  return free_key;
}
