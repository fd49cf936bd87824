/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What customers read and see of the twelve statuses. It is no part of a
 * workflow's version: it holds for every ticket at once. */

/* “de”, “pt_BR”; "" is every language without a name of its own. */
static gboolean
check_language (const char  *language,
                GError     **error)
{
  gsize letters = strspn (language, "abcdefghijklmnopqrstuvwxyz");
  const char *rest = language + letters;

  if (*language == '\0')
    return TRUE;
  if ((letters == 2 || letters == 3)
      && (*rest == '\0'
          || (*rest == '_' && g_ascii_isupper (rest[1]) && g_ascii_isupper (rest[2]) && rest[3] == '\0')))
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_INVALID, _("A language is written like “de” or “pt_BR”, not “%s”"), language);
  return FALSE;
}

static CalloutStatusLabel *
find_label (CalloutCall  *call,
            const char   *language,
            GError      **error)
{
  g_autoptr (GPtrArray) labels = callout_store_children (call->store, CALLOUT_KIND_STATUS_LABEL, "status", call->target->id, error);

  if (labels == NULL)
    return NULL;
  for (guint i = 0; i < labels->len; i++)
    {
      CalloutStatusLabel *label = g_ptr_array_index (labels, i);

      if (g_strcmp0 (label->language, language) == 0)
        return g_object_ref (label);
    }
  {
    CalloutStatusLabel *fresh = g_object_new (CALLOUT_TYPE_STATUS_LABEL, NULL);

    fresh->status = call->target->id;
    fresh->language = g_strdup (language);
    return fresh;
  }
}

/* A name that is taken away leaves its row, so that taking that back finds it. */
static gboolean
write_label (CalloutCall  *call,
             gboolean     *changed,
             GError      **error)
{
  g_autofree char *text = callout_call_dup_text (call, "label");
  g_autofree char *given = callout_call_dup_text (call, "language");
  const char *language = given != NULL ? given : "";
  g_autoptr (CalloutStatusLabel) label = NULL;

  if (!check_language (language, error) || (text != NULL && !callout_label_is_fit (text, error)))
    return FALSE;
  label = find_label (call, language, error);
  if (label == NULL)
    return FALSE;
  if (g_strcmp0 (label->label, text) == 0)
    return TRUE;
  *changed = TRUE;
  g_free (label->label);
  label->label = g_steal_pointer (&text);
  return CALLOUT_ENTITY (label)->id != 0 ? callout_store_update (call->store, CALLOUT_ENTITY (label), error)
                                         : callout_store_insert (call->store, CALLOUT_ENTITY (label), error);
}

CALLOUT_APPLY (portal_edit_status)
{
  CalloutStatus *self = CALLOUT_STATUS (call->target);
  gint64 version = call->target->version;
  gboolean changed = FALSE;

  if (callout_call_has (call, "language") && !callout_call_has (call, "label"))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("Say the name for that language: label=…"));
      return FALSE;
    }
  if (callout_call_has (call, "label") && !write_label (call, &changed, error))
    return FALSE;
  if (!callout_call_take_icon (call, &self->icon, error))
    return FALSE;
  /* A status is never without an icon: empty is the built-in one again. */
  if (self->icon == NULL)
    self->icon = g_strdup (callout_status_builtin_icon (self->key));
  if (!callout_store_update (call->store, call->target, error))
    return FALSE;
  if (changed || call->target->version != version)
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_INVALID, _("“%s” is so already"), self->key);
  return FALSE;
}
