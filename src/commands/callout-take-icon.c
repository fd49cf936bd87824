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
  if (callout_call_has (self, "icon"))
    {
      g_free (*icon);
      *icon = callout_call_dup_text (self, "icon");
      return *icon == NULL || check_name (self, *icon, error);
    }
  return TRUE;
}
