/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The text of a message as it was meant: bold, italic, links. */
GtkWidget *callout_message_text_new         (CalloutSession *session);
void       callout_message_text_set         (GtkWidget      *label,
                                             const char     *text);
void       callout_message_open_address     (GtkWidget      *widget,
                                             const char     *address);
void       callout_message_open_element     (GtkWidget      *widget,
                                             CalloutSession *session,
                                             const char     *key);

G_END_DECLS
