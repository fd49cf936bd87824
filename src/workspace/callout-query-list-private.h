/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-query-list.h"
#include "callout-workspace-private.h"

G_BEGIN_DECLS

/* Rows; the list knows them weakly, and they it */
CalloutRow *callout_row_new          (CalloutQueryList *list,
                                      gint64            id,
                                      guint             position);
guint       callout_row_get_position (CalloutRow       *self);
void        callout_row_set_position (CalloutRow       *self,
                                      guint             position);
void        callout_row_set_entity   (CalloutRow       *self,
                                      CalloutEntity    *entity);
void        callout_row_leave        (CalloutRow       *self);

/* How far something knows what happened: numbers of the last event and the last read mark. */
typedef struct {
  gint64 event;
  gint64 mark;
} CalloutAsOf;

/* What the worker does for a list, and what comes back */
typedef struct {
  GArray  *ids;        /* of gint64 */
  CalloutAsOf as_of;   /* what they know of */
  GArray  *splices;    /* (nullable): of CalloutSplice: how to get there from the ids before */
  guint    generation; /* of the query it is about */
  gboolean more;       /* these are the first, there may be others */
  GPtrArray *rows;     /* (nullable): those of the first ids */
} CalloutIds;

/* So many ids come at once when a list is empty, before all the others: what
 * fits the tallest window (a screen of 2160 pixels), and no more, since each
 * is a row of widgets to be made and makes finding the first of a
 * million dearer. */
#define CALLOUT_FIRST_IDS 64

extern const CalloutJob callout_refresh_job;

gpointer    callout_refresh_new              (CalloutQuery     *query,
                                              gint64            person,
                                              GArray           *ids,
                                              CalloutAsOf       as_of,
                                              guint             generation);
void        callout_query_list_read_ids      (CalloutQueryList *self,
                                              CalloutWorkspace *workspace,
                                              CalloutQuery     *query,
                                              gint64            person,
                                              gboolean          first,
                                              GCancellable     *cancellable,
                                              guint             generation);
void        callout_query_list_read_rows     (CalloutQueryList *self,
                                              CalloutWorkspace *workspace,
                                              CalloutKind       kind,
                                              gint64            person,
                                              GArray           *ids);

/* What the list does with it */
void        callout_query_list_take_ids      (CalloutQueryList *self,
                                              CalloutIds       *answer,
                                              guint             generation,
                                              const GError     *error);
void        callout_query_list_take_rows     (CalloutQueryList *self,
                                              GPtrArray        *rows,
                                              const GError     *error);
void        callout_query_list_forget_row    (CalloutQueryList *self,
                                              CalloutRow       *row);

G_END_DECLS
