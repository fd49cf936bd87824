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
