/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl-private.h"

#include <glib/gi18n-lib.h>

/* Every verb there is. To add one is to add a row and its function. */
static const CalloutCtlVerb verbs[] = {
  { "init", "", N_("Create a store with its first administrator"), callout_ctl_init },
  { "info", "", N_("Say what a store is and how much is in it"), callout_ctl_info },
  { "check", "", N_("Prove a store whole, or list its faults"), callout_ctl_check },
  { "backup", "FILE", N_("Copy a store whole while others write"), callout_ctl_backup },
  { "restore", "FILE", N_("Put a backup in the store's place"), callout_ctl_restore },
  { "import", "KIND FILE", N_("Read a table of tickets, people or customers"), callout_ctl_import },
  { "export", "KIND", N_("Write a table for spreadsheets"), callout_ctl_export },
  { "list", "KIND", N_("List things, filtered and sorted"), callout_ctl_list },
  { "show", "REF", N_("Show everything about one thing"), callout_ctl_show },
  { "commands", "[REF]", N_("Say what may be done with a thing now, and why the rest may not"), callout_ctl_commands },
  { "do", "COMMAND [REF] [NAME=VALUE…]", N_("Run a command"), callout_ctl_do },
  { "undo", "[EVENT]", N_("Take back the last command, or the named one"), callout_ctl_undo },
  { "nearest", "WO-REF", N_("Rank the candidates for a work order"), callout_ctl_nearest },
  { "history", "REF", N_("Tell everything that happened to a thing"), callout_ctl_history },
  { "search", "TEXT", N_("Find things by the words in them"), callout_ctl_search },
  { "customer-view", "T-REF", N_("Show what the customer sees"), callout_ctl_customer_view },
  { "calendar", "WO-REF", N_("Show the booking calendar"), callout_ctl_calendar },
  { "pdf", "T-REF", N_("Write the service record of a case"), callout_ctl_pdf },
  { "labels", "EQ-REF…", N_("Write a sheet of labels for machines"), callout_ctl_labels },
  { "watch", "", N_("Print what happens, as it happens"), callout_ctl_watch },
  { "bench", "[NAME]", N_("Measure, beside a yardstick"), callout_ctl_bench },
};

const CalloutCtlVerb *
callout_ctl_verbs (guint *n_verbs)
{
  *n_verbs = G_N_ELEMENTS (verbs);
  return verbs;
}

/* Returns: (nullable) */
const CalloutCtlVerb *
callout_ctl_find_verb (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, name))
      return &verbs[i];
  return NULL;
}
