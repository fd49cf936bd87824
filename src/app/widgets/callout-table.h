/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-columns.h"

G_BEGIN_DECLS

/**
 * CalloutTable:
 *
 * A long list with columns: what is in it is a query, its order that of the
 * header clicked, its columns those the person signed in has chosen. Rows that
 * were selected stay so, wherever a change or another order takes them.
 *
 * Properties: `label` (for screen readers), `icon-name` (of the empty page).
 * Signals: `chosen-changed`, `activate` (Return or a double click on what is
 * chosen), `touched` (a single click chose one), `empty-action` (the button on
 * the empty page).
 */
#define CALLOUT_TYPE_TABLE (callout_table_get_type ())
G_DECLARE_FINAL_TYPE (CalloutTable, callout_table, CALLOUT, TABLE, GtkWidget)

void              callout_table_set_session    (CalloutTable           *self,
                                                CalloutSession         *session,
                                                const CalloutColumnSet *set);
void              callout_table_restart        (CalloutTable           *self);
void              callout_table_set_query      (CalloutTable           *self,
                                                CalloutQuery           *query);
CalloutQuery     *callout_table_get_query      (CalloutTable           *self);
void              callout_table_set_sort       (CalloutTable           *self,
                                                const char             *column,
                                                gboolean                descending);
char             *callout_table_dup_sort       (CalloutTable           *self);
void              callout_table_set_order      (CalloutTable           *self,
                                                const char             *order);
char             *callout_table_dup_order      (CalloutTable           *self);
void              callout_table_set_empty      (CalloutTable           *self,
                                                const char             *title,
                                                const char             *text,
                                                const char             *action);
void              callout_table_set_compact    (CalloutTable           *self,
                                                gboolean                compact);
void              callout_table_choose_columns (CalloutTable           *self);
GPtrArray        *callout_table_dup_columns    (CalloutTable           *self);
GArray           *callout_table_get_chosen     (CalloutTable           *self);
char            **callout_table_dup_refs       (CalloutTable           *self);
void              callout_table_open           (CalloutTable           *self,
                                                gint64                  id);
CalloutHighlight *callout_table_get_highlight  (CalloutTable           *self);
guint             callout_table_get_n_rows     (CalloutTable           *self);

G_END_DECLS
