/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-model.h"

G_BEGIN_DECLS

/**
 * CalloutSight:
 *
 * How far a person sees: everything, or what touches their groups, or only
 * what is theirs. Every list, count and search is read through one.
 */
typedef struct {
  enum {
    CALLOUT_SIGHT_ALL,
    CALLOUT_SIGHT_GROUPS, /* what lies in or was routed to groups they dispatch, and what is theirs */
    CALLOUT_SIGHT_OWN,    /* work orders they are on, or may take for themselves; tickets offered to them or theirs */
    CALLOUT_SIGHT_CONTACT, /* a code user's: their own public tickets, without what is internal */
  } extent;
  gint64 person;
} CalloutSight;

/* Whether everything of the kind is seen, so that no row need be asked about. */
gboolean callout_sight_is_whole (const CalloutSight *sight,
                                 CalloutKind         kind);

typedef enum {
  CALLOUT_OP_IS,
  CALLOUT_OP_IS_NOT,
  CALLOUT_OP_CONTAINS,
  CALLOUT_OP_LESS,
  CALLOUT_OP_MORE,
} CalloutOp;

/**
 * CalloutQuery:
 *
 * What a list holds and in which order: a kind, conditions, words to find, a
 * field to sort by. Immutable once a list has it.
 */
typedef struct _CalloutQuery CalloutQuery;

#define CALLOUT_TYPE_QUERY (callout_query_get_type ())
GType         callout_query_get_type    (void) G_GNUC_CONST;

CalloutQuery *callout_query_new         (CalloutKind          kind);
CalloutQuery *callout_query_copy        (CalloutQuery        *self);
void          callout_query_free        (CalloutQuery        *self);
CalloutKind   callout_query_get_kind    (CalloutQuery        *self);
gboolean      callout_query_add         (CalloutQuery        *self,
                                         const char          *field,
                                         CalloutOp            op,
                                         const char *const   *values,
                                         GError             **error);
gboolean      callout_query_add_filter  (CalloutQuery        *self,
                                         const char          *expression,
                                         GError             **error);
void          callout_query_set_words   (CalloutQuery        *self,
                                         const char          *words);
const char   *callout_query_get_words   (CalloutQuery        *self);
gboolean      callout_query_set_sort    (CalloutQuery        *self,
                                         const char          *field,
                                         gboolean             descending,
                                         GError             **error);
gboolean      callout_query_parse_sort  (CalloutQuery        *self,
                                         const char          *text,
                                         GError             **error);
void          callout_query_set_limit   (CalloutQuery        *self,
                                         gint64               limit,
                                         gint64               offset);
gint64        callout_query_get_limit   (CalloutQuery        *self);
gboolean      callout_query_equal       (CalloutQuery        *a,
                                         CalloutQuery        *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutQuery, callout_query_free)

/* A filter's text, taken apart */
char        **callout_filter_split_conditions (const char    *expression);
char        **callout_filter_split_values     (const char    *text);

G_END_DECLS
