/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-roster.h"
#include "callout-store.h"

G_BEGIN_DECLS

/**
 * CalloutBook:
 *
 * The roster as the store has it: filled at the first question, afterwards
 * kept current by what the change feed touches. It belongs to the worker's
 * thread.
 */
typedef struct _CalloutBook CalloutBook;

/* A service group, as far as rankings go. Its number is its place among the bits. */
typedef struct {
  gint64   id;
  char    *key;
  char    *name;
  gboolean provider;
  gboolean allow_cross_group;
  char    *providers;    /* (nullable): keys of linked provider groups */
} CalloutBookGroup;

CalloutBook      *callout_book_new             (void);
void              callout_book_free            (CalloutBook         *self);
void              callout_book_touch           (CalloutBook         *self,
                                                const CalloutTouch  *touched,
                                                guint                n_touched);
gboolean          callout_book_refresh         (CalloutBook         *self,
                                                CalloutStore        *store,
                                                CalloutTime          at,
                                                GError             **error);
CalloutRoster    *callout_book_get_roster      (CalloutBook         *self);
void              callout_book_add_skills      (CalloutBook         *self,
                                                const char          *keys,
                                                CalloutBits         *bits);
char             *callout_book_dup_skills      (CalloutBook         *self,
                                                const CalloutBits   *bits,
                                                const char          *separator);
CalloutBookGroup *callout_book_find_group      (CalloutBook         *self,
                                                gint64               id,
                                                guint               *number);
CalloutBookGroup *callout_book_get_group       (CalloutBook         *self,
                                                guint                number);
void              callout_book_add_providers   (CalloutBook         *self,
                                                CalloutBookGroup    *group,
                                                CalloutBits         *bits);
void              callout_book_add_groups      (CalloutBook         *self,
                                                const char          *keys,
                                                CalloutBits         *bits);

G_END_DECLS
