/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdio.h>

G_BEGIN_DECLS

/**
 * CalloutCtlTable:
 *
 * Rows of text, aligned for people. What is printed never drives the
 * terminal: control characters in a text come out as blanks.
 */
typedef struct _CalloutCtlTable CalloutCtlTable;

CalloutCtlTable *callout_ctl_table_new        (void);
void             callout_ctl_table_free       (CalloutCtlTable *self);
void             callout_ctl_table_add_column (CalloutCtlTable *self,
                                               const char      *title,
                                               gboolean         to_the_right);
void             callout_ctl_table_take       (CalloutCtlTable *self,
                                               char            *text);
void             callout_ctl_table_add        (CalloutCtlTable *self,
                                               const char      *text);
void             callout_ctl_table_print      (CalloutCtlTable *self,
                                               FILE            *file,
                                               int              width);
void             callout_ctl_table_print_whole (CalloutCtlTable *self,
                                                FILE            *file);

int              callout_ctl_terminal_width   (FILE            *file);
guint            callout_ctl_text_width       (const char      *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutCtlTable, callout_ctl_table_free)

G_END_DECLS
