/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-private.h"

#include <glib/gi18n-lib.h>

/*
 * Verbs of the contract whose subject nothing keeps yet. They say so rather
 * than answer with something empty.
 */

static CalloutCtlStatus
refuse (GError     **error,
        const char  *sentence)
{
  g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_NOT_FOUND, sentence);
  return CALLOUT_CTL_FAILED;
}

CALLOUT_CTL_VERB (calendar)
{
  char *from = NULL;
  int days = 0;
  const GOptionEntry entries[] = {
    { "from", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &from, N_("The first day"), N_("DATE") },
    { "days", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT, &days, N_("How many days"), N_("N") },
    { NULL }
  };

  if (!callout_ctl_parse (self, verb, entries, NULL, 1, 1, &arguments, error))
    return CALLOUT_CTL_USAGE;
  g_free (from);
  return refuse (error, _("This version of Callout keeps no appointments yet"));
}
