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
  { "callout-icon-camera-symbolic", N_("camera, photo, picture") },
  { "callout-icon-parts-symbolic", N_("parts, box, spare part, package") },
  { "callout-icon-phone-symbolic", N_("telephone, call") },
  { "callout-icon-clock-symbolic", N_("clock, time, wait") },
  { "callout-icon-pause-symbolic", N_("pause, break, interruption") },
  { "callout-icon-signature-symbolic", N_("signature, sign, pen") },
  { "callout-icon-checklist-symbolic", N_("checklist, list, check") },
  { "callout-icon-document-symbolic", N_("document, report, form") },
  { "callout-icon-warning-symbolic", N_("warning, danger, safety") },
  { "callout-icon-barrier-symbolic", N_("barrier, cordon off, building site") },
  { "callout-icon-home-symbolic", N_("house, home, entrance") },
  { "callout-icon-key-symbolic", N_("key, access, door") },
  { "callout-icon-place-symbolic", N_("place, arrived, position") },
  { "callout-icon-person-symbolic", N_("person, customer, contact") },
  { "callout-icon-message-symbolic", N_("message, talk, note") },
  { "callout-icon-search-symbolic", N_("search, inspect, find") },
  { "callout-icon-payment-symbolic", N_("payment, card, money") },
  { "callout-icon-power-symbolic", N_("power, electricity, lightning") },
  { "callout-icon-water-symbolic", N_("water, drop, leak") },
  { "callout-icon-star-symbolic", N_("star, rating, favourite") },
  { "callout-icon-barcode-symbolic", N_("serial number, barcode, scan") },
  { "callout-icon-bike-symbolic", N_("bicycle, on foot, way") },
  { "callout-icon-broom-symbolic", N_("clean, tidy up, sweep") },
  { "callout-icon-cart-symbolic", N_("order, buy, material") },
  { "callout-icon-computer-symbolic", N_("computer, screen, remote") },
  { "callout-icon-flame-symbolic", N_("gas, heating, fire") },
  { "callout-icon-gauge-symbolic", N_("measure, gauge, test, pressure") },
  { "callout-icon-helmet-symbolic", N_("helmet, protective clothing, safety") },
  { "callout-icon-lamp-symbolic", N_("lamp, light, street light") },
  { "callout-icon-mail-symbolic", N_("e-mail, letter, send") },
  { "callout-icon-network-symbolic", N_("network, internet, router, signal") },
  { "callout-icon-parking-symbolic", N_("parking, parked") },
  { "callout-icon-people-symbolic", N_("customer, people, talk, meeting") },
  { "callout-icon-play-symbolic", N_("start, begin, play") },
  { "callout-icon-question-symbolic", N_("question, clarify, unknown") },
  { "callout-icon-shield-symbolic", N_("safety, protection, secure") },
  { "callout-icon-snowflake-symbolic", N_("cooling, air conditioning, cold") },
  { "callout-icon-stop-symbolic", N_("stop, end") },
  { "callout-icon-training-symbolic", N_("instruct, train, explain") },
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
