/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-pages.h"
#include "callout-plate.h"
#include "callout-shape.h"

G_BEGIN_DECLS

/**
 * CalloutOrderLine:
 *
 * A service or a material of an order. The key tells which lines of two versions
 * are the same one.
 */
typedef struct {
  gboolean    material;
  const char *key;
  const char *name;
  const char *note;     /* (nullable) */
  gint64      quantity; /* thousandths */
  const char *unit;     /* (nullable) */
  gint64      price;    /* of one, in minor units */
  gint64      tax;      /* hundredths of a percent */
} CalloutOrderLine;

/* Somebody who does the work. */
typedef struct {
  const char *name;
  const char *part;    /* (nullable) */
  gint64      minutes; /* 0: not told */
} CalloutOrderPerformer;

/* Who agreed, and how that was shown. */
typedef struct {
  const char   *role;
  const char   *name;
  CalloutTime   at;
  CalloutShape *strokes; /* (nullable): drawn */
  CalloutPlate *picture; /* (nullable): or a picture of it */
} CalloutOrderApproval;

/**
 * CalloutOrderDocument:
 *
 * A version of a service order as its document tells it: plain facts, which
 * whoever fills it in keeps until the pages are made. What may be %NULL or 0 is
 * left out then.
 */
typedef struct {
  const char  *ref;
  const char  *title;
  const char  *kind;          /* (nullable): what sort of order */
  const char  *description;   /* (nullable) */
  guint        version;
  const char  *hash;          /* (nullable): of this version's facts, hexadecimal */
  const char  *hash_before;   /* (nullable): of the version before */
  const char  *link;          /* (nullable): where its code leads */

  const char  *provider;
  const char  *provider_lines; /* (nullable) */
  CalloutPlate *logo;         /* (nullable) */
  const char  *client;
  const char  *client_lines;  /* (nullable) */
  const char  *terms;         /* (nullable) */

  GTimeZone   *zone;          /* of the site */
  const char  *zone_name;
  CalloutTime  created_at;
  CalloutTime  made_at;
  CalloutTime  planned_start, planned_end;
  CalloutTime  actual_start, actual_end;

  const char  *currency;
  const CalloutOrderLine *lines;
  guint        n_lines;
  const CalloutOrderLine *before; /* (nullable): the version before; %NULL: this is the first */
  guint        n_before;
  const CalloutOrderPerformer *performers;
  guint        n_performers;
  const CalloutOrderApproval *approvals;
  guint        n_approvals;
} CalloutOrderDocument;

typedef struct {
  gint64 net;
  gint64 tax;
  gint64 total;
} CalloutOrderTotals;

gboolean      callout_order_count      (const CalloutOrderLine      *lines,
                                        guint                        n_lines,
                                        CalloutOrderTotals          *totals,
                                        GError                     **error);
CalloutPages *callout_order_make_pages (const CalloutOrderDocument  *self,
                                        const CalloutPaper          *paper,
                                        GError                     **error);

G_END_DECLS
