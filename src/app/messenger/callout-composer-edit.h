/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Markup written by buttons and shortcuts instead of signs. */
void callout_composer_toggle (GtkTextBuffer *buffer,
                              const char    *sign);
void callout_composer_link   (GtkTextBuffer *buffer,
                              const char    *address,
                              const char    *text);
void callout_composer_insert (GtkTextBuffer *buffer,
                              const char    *text);
char *callout_composer_dup_chosen (GtkTextBuffer *buffer);

G_END_DECLS
