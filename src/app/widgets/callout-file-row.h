/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-file-load.h"
#include "callout-session.h"

G_BEGIN_DECLS

/**
 * CalloutFileRow:
 *
 * A file in a list: a small picture or an icon, its name, what it is and how
 * large. One that is kept is shown or opened when the row is activated (the
 * list must call callout_file_row_open() then), and has a button to save it.
 */
#define CALLOUT_TYPE_FILE_ROW (callout_file_row_get_type ())
G_DECLARE_FINAL_TYPE (CalloutFileRow, callout_file_row, CALLOUT, FILE_ROW, GtkListBoxRow)

GtkWidget *callout_file_row_new        (CalloutSession    *session,
                                        CalloutFile       *file);
GtkWidget *callout_file_row_new_loaded (CalloutLoadedFile *file);
void       callout_file_row_add_suffix (CalloutFileRow    *self,
                                        GtkWidget         *widget);
void       callout_file_row_open       (CalloutFileRow    *self);
GtkWidget *callout_file_list_new       (const char        *label);

G_END_DECLS
