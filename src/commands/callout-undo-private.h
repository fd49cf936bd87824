/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-call.h"

G_BEGIN_DECLS

/* A row that an undo puts back as it was. */
typedef struct {
  CalloutKind    kind;
  gint64         id;
  gint64         version; /* after the events */
  gboolean       made;
  gboolean       gone;    /* deleted by the events */
  CalloutEntity *now;     /* fresh, then as it shall be again */
} CalloutUndoRow;

/* Private to undo: */
gboolean       callout_undo_refuse_built_on (CalloutStore  *store,
                                             CalloutEvent  *event,
                                             CalloutKind    kind,
                                             gint64         id,
                                             GError       **error);
CalloutChange *callout_undo_find_change     (GPtrArray     *changes,
                                             CalloutKind    kind,
                                             gint64         id,
                                             const char    *field);

/* What no row's version tells: may these rows be put back, and do things fit
 * together when they are? */
gboolean       callout_undo_check_before    (CalloutStore  *store,
                                             CalloutEvent  *event,
                                             GPtrArray     *rows,
                                             GPtrArray     *changes,
                                             GError       **error);
gboolean       callout_undo_check_after     (CalloutStore  *store,
                                             GPtrArray     *rows,
                                             GError       **error);

G_END_DECLS
