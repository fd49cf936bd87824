/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-query-list.h"
#include "callout-session.h"

G_BEGIN_DECLS

/**
 * CalloutWorkGroup:
 *
 * In the order they are shown.
 */
typedef enum {
  CALLOUT_WORK_GROUP_NOW,      /* travelled to, worked on, checked out */
  CALLOUT_WORK_GROUP_ACCEPTED,
  CALLOUT_WORK_GROUP_OFFERED,
  CALLOUT_WORK_GROUP_DONE,     /* closed today */
  CALLOUT_N_WORK_GROUPS
} CalloutWorkGroup;

const char *callout_work_group_get_title (CalloutWorkGroup group);

/**
 * CalloutWorkLists:
 *
 * The work orders of the person signed in: a list of #CalloutRow, one group
 * after another.
 *
 * Signal `changed`: there are other items, or the lists were read.
 */
#define CALLOUT_TYPE_WORK_LISTS (callout_work_lists_get_type ())
G_DECLARE_FINAL_TYPE (CalloutWorkLists, callout_work_lists, CALLOUT, WORK_LISTS, GObject)

CalloutWorkLists *callout_work_lists_new         (CalloutSession   *session);
GListModel       *callout_work_lists_get_items   (CalloutWorkLists *self);
CalloutWorkGroup  callout_work_lists_get_group   (CalloutWorkLists *self,
                                                  guint             position);
void              callout_work_lists_refresh     (CalloutWorkLists *self);
void              callout_work_lists_set_words   (CalloutWorkLists *self,
                                                  const char       *words);
gboolean          callout_work_lists_find        (CalloutWorkLists *self,
                                                  gint64            id,
                                                  guint            *position);
guint             callout_work_lists_count       (CalloutWorkLists *self,
                                                  CalloutWorkGroup  group);
gboolean          callout_work_lists_get_loading (CalloutWorkLists *self);
const GError     *callout_work_lists_get_error   (CalloutWorkLists *self);

G_END_DECLS
