/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CalloutDispatchList:
 *
 * Which of the lists of work orders is looked at.
 */
typedef enum {
  CALLOUT_DISPATCH_PENDING,  /* what waits for this person to be assigned */
  CALLOUT_DISPATCH_ASSIGNED, /* somebody is on it, the work has not begun */
  CALLOUT_DISPATCH_OPEN,     /* everything that has not ended */
} CalloutDispatchList;

/**
 * CalloutDispatchFilter:
 *
 * The bar above the list: which list, and what it is narrowed to. Signal
 * `changed`.
 */
#define CALLOUT_TYPE_DISPATCH_FILTER (callout_dispatch_filter_get_type ())
G_DECLARE_FINAL_TYPE (CalloutDispatchFilter, callout_dispatch_filter, CALLOUT, DISPATCH_FILTER, GtkWidget)

void                 callout_dispatch_filter_set_session (CalloutDispatchFilter *self,
                                                          CalloutSession        *session);
CalloutDispatchList  callout_dispatch_filter_get_list    (CalloutDispatchFilter *self);
void                 callout_dispatch_filter_set_list    (CalloutDispatchFilter *self,
                                                          CalloutDispatchList    list);
gboolean             callout_dispatch_filter_is_narrowed (CalloutDispatchFilter *self);
void                 callout_dispatch_filter_clear       (CalloutDispatchFilter *self);
CalloutQuery        *callout_dispatch_filter_dup_query   (CalloutDispatchFilter *self);
char                *callout_dispatch_filter_dup_text    (CalloutDispatchFilter *self);
gboolean             callout_dispatch_filter_set_text    (CalloutDispatchFilter *self,
                                                          const char            *text,
                                                          GError               **error);
CalloutQuery        *callout_dispatch_query_for          (CalloutPerson         *person,
                                                          CalloutDispatchList    list);

G_END_DECLS
