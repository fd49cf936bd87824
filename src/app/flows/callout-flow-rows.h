/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *callout_flow_entry_new     (const char *title);
void       callout_flow_entry_entitle (GtkWidget  *row,
                                       const char *title);

G_END_DECLS
