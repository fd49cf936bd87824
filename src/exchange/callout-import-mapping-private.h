/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-import-mapping.h"

G_BEGIN_DECLS

/* What values of the source's become what values of ours. */
typedef struct {
  GHashTable *exact;    /* value → ours */
  GPtrArray  *prefixes; /* of Prefix, longest first */
  char       *fallback; /* for anything else; %NULL: nothing */
  GHashTable *remembered; /* value → ours or NULL, found by prefix before */
} CalloutValueMap;

typedef struct {
  char *prefix;
  char *result;
} CalloutPrefix;

/* Where one parameter comes from. */
typedef struct {
  const CalloutTarget *target;
  GStrv                columns;
  CalloutValueMap     *values;   /* (nullable) */
  char                *constant; /* (nullable): when no column has anything */
} CalloutImportEntry;

/* A position that stands for "unknown" in the source. */
typedef struct {
  char   *name;
  double  latitude, longitude;
  double  tolerance_m;
} CalloutDefaultPoint;

struct _CalloutImportMapping
{
  char              *name;
  char              *source;
  char              *encoding;
  CalloutImportKind  kind;
  char               delimiter;
  gboolean           plain;         /* columns are named as our parameters */

  char              *time_zone;
  GStrv              date_formats;
  GPtrArray         *entries;       /* CalloutImportEntry */
  GArray            *default_points;
  double             south, north, west, east;

  GStrv              intersections; /* words in front of an intersection's streets */
  guint              postcode_digits;
};

const CalloutTarget *callout_import_kind_find_target (CalloutImportKind   kind,
                                                      const char         *name);
char                *callout_import_kind_list_targets (CalloutImportKind  kind);

const char          *callout_value_map_lookup        (CalloutValueMap    *self,
                                                      const char         *value,
                                                      gsize               length);

char                *callout_tidy_text               (const char         *text,
                                                      gsize               length);
char                *callout_tidy_postcode           (const char         *text,
                                                      gsize               length,
                                                      guint               digits);
char                *callout_tidy_address            (const char         *text,
                                                      gsize               length,
                                                      const char *const  *intersections,
                                                      const char         *postcode);

G_END_DECLS
