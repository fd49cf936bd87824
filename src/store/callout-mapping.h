/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-model.h"
#include "callout-query.h"

G_BEGIN_DECLS

/* How a kind stands in the database. Its own columns carry its fields' names;
 * the row itself is always `r`. */

typedef struct {
  const char *alias;
  const char *needs; /* (nullable): another alias */
  const char *sql;
} CalloutJoin;

typedef struct {
  const char *field;
  const char *sql;
} CalloutDerived;

/* Filter words that differ from the field's name. */
typedef struct {
  const char *word;
  const char *field;
} CalloutAlias;

/* Where a list sorted by what other rows say is read from those: what has none
 * comes behind, by number. Taken for whole lists alone, of those who see all. */
typedef struct {
  const char *field;
  const char *from;       /* names the row r */
  const char *expression; /* the field's value, in terms of it */
  const char *absent;     /* over r: that it has none */
} CalloutDrive;

/* Rows whose field is something, found from the other side instead of by
 * looking at every row. */
typedef struct {
  const char *field;
  const char *expression; /* what is compared; of keys each by itself */
  const char *sql;        /* (nullable): over r, with %c where the comparison stands; %NULL: the comparison itself */
  const char *join;       /* (nullable): what then belongs to r, once at most for each */
} CalloutLookup;

typedef struct {
  CalloutKind           kind;
  const char           *table;
  const CalloutJoin    *joins;   /* ends with a NULL alias */
  const CalloutDerived *derived; /* ends with a NULL field */
  const CalloutAlias   *aliases; /* ends with a NULL word */
  const char           *groups_sight;  /* SQL over r with %1 for the person's parameter; NULL: all may see */
  const char           *own_sight;
  const char           *contact_sight; /* a code user's */
  const char           *indexed_rank;  /* (nullable): an enum with an index of its own */
  const char           *all_sight;     /* of those who see the whole house: what is somebody's alone; NULL: everything */
  gboolean              drafts_only;   /* all_sight leaves out drafts and what hangs on them, and nothing else */
  const CalloutDrive   *drives;        /* (nullable): ends with a NULL field */
  const CalloutLookup  *lookups;       /* (nullable): ends with a NULL field */
} CalloutMapping;

const CalloutMapping *callout_mapping_get        (CalloutKind           kind);
char                 *callout_mapping_expression (const CalloutMapping *self,
                                                  const char           *field,
                                                  const CalloutSight   *reader);
gboolean              callout_mapping_has_reader (const CalloutMapping *self);
void                  callout_mapping_add_joins  (const CalloutMapping *self,
                                                  const char           *text,
                                                  GString              *sql);
gboolean              callout_mapping_is_personal (const CalloutMapping *self,
                                                  const char           *field);
const CalloutDrive   *callout_mapping_find_drive (const CalloutMapping *self,
                                                  const char           *field);
const CalloutLookup  *callout_mapping_find_lookup (const CalloutMapping *self,
                                                  const char           *field);
const char           *callout_mapping_resolve    (const CalloutMapping *self,
                                                  const char           *word);

G_END_DECLS
