/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-driver.h"
#include "callout-query.h"

G_BEGIN_DECLS

/* One condition of a query */
typedef struct {
  const char  *field; /* as in the mapping */
  CalloutOp    op;
  char       **values;
} CalloutTerm;

/* What of a query is read: all of it, or one part after the other. */
typedef enum {
  CALLOUT_PART_WHOLE,
  CALLOUT_PART_PRESENT, /* rows with a value of the field it is sorted by */
  CALLOUT_PART_ABSENT,  /* those without */
} CalloutPartOf;

struct _CalloutQuery
{
  CalloutKind kind;
  GPtrArray  *terms; /* of CalloutTerm: all of them hold */
  char       *words;
  const char *sort; /* field; NULL: id */
  gboolean    descending;
  gint64      limit;
  gint64      offset;
  CalloutPartOf part;
};

/* A SELECT under construction: its text and the values of its parameters. */
typedef struct {
  GString   *sql;
  GPtrArray *values; /* in the order of the parameters */
} CalloutSelect;

CalloutSelect    *callout_select_new         (void);
void              callout_select_free        (CalloutSelect       *self);
int               callout_select_add_int64   (CalloutSelect       *self,
                                              gint64               value);
int               callout_select_add_real    (CalloutSelect       *self,
                                              double               value);
int               callout_select_add_text    (CalloutSelect       *self,
                                              const char          *value);
CalloutStatement *callout_select_prepare     (CalloutSelect       *self,
                                              CalloutDriver       *driver,
                                              GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutSelect, callout_select_free)

/* @only: (nullable): ids to stay within */
CalloutSelect    *callout_query_select       (CalloutQuery        *self,
                                              CalloutDriver       *driver,
                                              const CalloutSight  *sight,
                                              const gint64        *only,
                                              guint                n_only,
                                              const char          *what);
char             *callout_sight_clause       (const CalloutSight  *sight,
                                              CalloutKind          kind,
                                              CalloutDriver       *driver,
                                              CalloutSelect       *select);
gboolean          callout_query_is_limited   (CalloutQuery        *self);
CalloutQuery     *callout_query_copy_order   (CalloutQuery        *self);
CalloutQuery     *callout_query_copy_part    (CalloutQuery        *self,
                                              guint                nth,
                                              gint64               limit);
CalloutQuery     *callout_query_copy_rank    (CalloutQuery        *self,
                                              guint                nth,
                                              gint64               limit);

/* Patterns for what a text holds */
gboolean          callout_pattern_is_wide    (const char          *text);
char             *callout_pattern_like       (const char          *before,
                                              const char          *text,
                                              gsize                length,
                                              const char          *after,
                                              gboolean            *escaped);
char            **callout_pattern_globs      (const char          *text);
const char       *callout_pattern_find_plain (const char          *text,
                                              gsize               *length);

G_END_DECLS
