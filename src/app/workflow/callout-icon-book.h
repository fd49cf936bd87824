/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutIconBook:
 *
 * Shows an icon by what steps and statuses hold: the name of a symbolic icon,
 * or the key of a picture kept in the store. Pictures are decoded off the main
 * thread; an image that was asked to show one gets it when it is there.
 *
 * Signal `changed`: a picture has arrived.
 */
#define CALLOUT_TYPE_ICON_BOOK (callout_icon_book_get_type ())
G_DECLARE_FINAL_TYPE (CalloutIconBook, callout_icon_book, CALLOUT, ICON_BOOK, GObject)

/* What stands for a step or status that has no icon. */
#define CALLOUT_ICON_NONE "callout-step-plain-symbolic"

CalloutIconBook *callout_icon_book_new  (void);
void             callout_icon_book_add  (CalloutIconBook *self,
                                         const char      *key,
                                         const char      *base64);
void             callout_icon_book_show (CalloutIconBook *self,
                                         GtkImage        *image,
                                         const char      *icon);
gboolean         callout_icon_is_key    (const char      *icon);

G_END_DECLS
