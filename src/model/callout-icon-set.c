/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-icon-set.h"

#include <glib/gi18n-lib.h>

static const CalloutIconInfo icons[] = {
  { "callout-step-accept-symbolic", N_("accept, thumb, agreed") },
  { "callout-step-reject-symbolic", N_("reject, refuse, no") },
  { "callout-step-travel-symbolic", N_("travel, car, driving, way") },
  { "callout-step-work-symbolic", N_("work, tool, repair") },
  { "callout-step-checkout-symbolic", N_("checkout, leave, out") },
  { "callout-step-close-symbolic", N_("close, done, finished") },
  { "callout-status-open-symbolic", N_("open, received, new") },
  { "callout-status-planned-symbolic", N_("planned, calendar, date") },
  { "callout-status-dispatched-symbolic", N_("dispatched, device, telephone") },
  { "callout-status-travel-symbolic", N_("on the way, arrow, route") },
  { "callout-status-work-symbolic", N_("in progress, gear") },
  { "callout-status-finished-symbolic", N_("finished, tick, complete") },
  { "callout-status-closed-symbolic", N_("closed, box, archive") },
};

/**
 * callout_icon_set_get:
 *
 * Every icon to choose from, in the order they are shown.
 */
const CalloutIconInfo *
callout_icon_set_get (guint *n_icons)
{
  *n_icons = G_N_ELEMENTS (icons);
  return icons;
}

gboolean
callout_icon_set_has (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (icons[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

/**
 * callout_icon_info_get_words:
 *
 * Translated; the first of them is what it is called.
 */
const char *
callout_icon_info_get_words (const CalloutIconInfo *self)
{
  return _(self->words);
}
