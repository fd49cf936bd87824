/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-call.h"

#include <glib/gi18n-lib.h>

static gboolean
check_name (CalloutCall  *call,
            const char   *icon,
            GError      **error)
{
  g_autoptr (CalloutEntity) own = NULL;

  if (callout_icon_set_has (icon))
    return TRUE;
  if (g_str_has_prefix (icon, CALLOUT_ICON_KEY_PREFIX))
    {
      g_autoptr (GError) failure = NULL;

      own = callout_store_find (call->store, CALLOUT_KIND_ICON, "key", icon, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  if (own != NULL)
    return TRUE;
  callout_refuse (error, CALLOUT_ERROR_INVALID, _("There is no icon “%s”"), icon);
  return FALSE;
}

/* The row of those bytes; one that came before is used again. */
static gboolean
keep_file (CalloutCall             *call,
           GBytes                  *bytes,
           const char              *file_name,
           const CalloutIconFacts  *facts,
           const char              *key,
           GError                 **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalloutEntity) present = callout_store_find (call->store, CALLOUT_KIND_ICON, "key", key, &failure);
  g_autoptr (CalloutIcon) icon = NULL;
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (present != NULL)
    return TRUE;
  icon = g_object_new (CALLOUT_TYPE_ICON, NULL);
  icon->key = g_strdup (key);
  icon->name = g_strdup (file_name);
  icon->media_type = g_strdup (facts->media_type);
  icon->data = g_base64_encode (data, length);
  icon->width = facts->width;
  icon->height = facts->height;
  return callout_store_insert (call->store, CALLOUT_ENTITY (icon), error);
}

static gboolean
take_file (CalloutCall  *call,
           char        **icon,
           GError      **error)
{
  g_autofree char *file_name = NULL;
  g_autoptr (GBytes) bytes = callout_call_get_file (call, "icon_file", &file_name);
  CalloutIconFacts facts;
  g_autofree char *key = NULL;

  if (bytes == NULL)
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("The file is empty"));
      return FALSE;
    }
  if (!callout_icon_check (bytes, file_name, &facts, error))
    return FALSE;
  key = callout_icon_dup_key (bytes);
  if (!keep_file (call, bytes, file_name, &facts, key, error))
    return FALSE;
  g_free (*icon);
  *icon = g_steal_pointer (&key);
  return TRUE;
}

/**
 * callout_call_take_icon:
 * @icon: (inout) (nullable) (transfer full): what it is so far
 *
 * Takes over the parameters `icon` and `icon_file`: the name of an icon there
 * is, or a file that becomes one of the house's own.
 *
 * Errors: %CALLOUT_ERROR_INVALID, with what is wrong with the file.
 */
gboolean
callout_call_take_icon (CalloutCall  *self,
                        char        **icon,
                        GError      **error)
{
  if (callout_call_has (self, "icon") && callout_call_has (self, "icon_file"))
    {
      callout_refuse (error, CALLOUT_ERROR_INVALID, _("Give an icon or a file, not both"));
      return FALSE;
    }
  if (callout_call_has (self, "icon_file"))
    return take_file (self, icon, error);
  if (callout_call_has (self, "icon"))
    {
      g_free (*icon);
      *icon = callout_call_dup_text (self, "icon");
      return *icon == NULL || check_name (self, *icon, error);
    }
  return TRUE;
}
