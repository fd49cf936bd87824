/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void callout_search_leave (GtkSearchEntry *entry);

G_END_DECLS
