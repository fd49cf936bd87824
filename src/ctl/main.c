/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ctl.h"

#include "callout-data.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, callout_locale_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  return callout_ctl_main (argc, argv);
}
