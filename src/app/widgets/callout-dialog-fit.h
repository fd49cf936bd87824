/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void  callout_dialog_fit (GtkWindow  *dialog,
                          GtkWidget  *parent);
char *callout_text_lead  (GtkWidget  *widget,
                          const char *text);

G_END_DECLS
