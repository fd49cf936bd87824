/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-workspace.h"

G_BEGIN_DECLS

/**
 * CalloutRow:
 *
 * A place in a list. Its entity arrives a moment after the row is first asked
 * for; until then it is %NULL. Bind to `entity`.
 */
#define CALLOUT_TYPE_ROW (callout_row_get_type ())
G_DECLARE_FINAL_TYPE (CalloutRow, callout_row, CALLOUT, ROW, GObject)

gint64         callout_row_get_id     (CalloutRow *self);
CalloutEntity *callout_row_get_entity (CalloutRow *self);

/**
 * CalloutQueryList:
 *
 * A GListModel of #CalloutRow over a query, of any length: 8 bytes a row. Rows
 * are read by the page when a view asks for them and let go when none does;
 * what the change feed tells is spliced in, so that selections and scroll
 * positions hold.
 *
 * Properties: `loading` (boolean) while the ids of the query are under way (an
 * empty list gets the first rows of a long answer before the rest), `error`
 * (a #GError or %NULL), `query`.
 */
#define CALLOUT_TYPE_QUERY_LIST (callout_query_list_get_type ())
G_DECLARE_FINAL_TYPE (CalloutQueryList, callout_query_list, CALLOUT, QUERY_LIST, GObject)

CalloutQueryList *callout_query_list_new          (CalloutWorkspace *workspace,
                                                   gint64            person);
void              callout_query_list_set_query    (CalloutQueryList *self,
                                                   CalloutQuery     *query);
CalloutQuery     *callout_query_list_get_query    (CalloutQueryList *self);
void              callout_query_list_set_person   (CalloutQueryList *self,
                                                   gint64            person);
gboolean          callout_query_list_get_loading  (CalloutQueryList *self);
const GError     *callout_query_list_get_error    (CalloutQueryList *self);
gboolean          callout_query_list_find         (CalloutQueryList *self,
                                                   gint64            id,
                                                   guint            *position);
gint64            callout_query_list_get_nth_id   (CalloutQueryList *self,
                                                   guint             position);

G_END_DECLS
