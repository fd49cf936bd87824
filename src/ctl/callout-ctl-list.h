/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-ctl-private.h"

G_BEGIN_DECLS

/**
 * CalloutCtlListing:
 *
 * What `list` and `export` are asked for, and what came of the words.
 */
typedef struct {
  char                 *filter;
  char                 *sort;
  char                 *columns;
  gint64                limit;  /* negative: all */
  gint64                offset;

  const CalloutCtlKind *kind;
  CalloutQuery         *query;
  GArray               *picked; /* of CalloutCtlColumn */
} CalloutCtlListing;

#define CALLOUT_CTL_LISTING_INIT { NULL, NULL, NULL, -1, 0, NULL, NULL, NULL }

/* @row: valid during the call alone */
typedef gboolean (*CalloutCtlRowFunc) (CalloutCtl *self, CalloutEntity *row, gpointer data, GError **error);

gboolean callout_ctl_listing_prepare (CalloutCtlListing  *listing,
                                      const char         *word,
                                      gboolean            everything,
                                      GError            **error);
gboolean callout_ctl_listing_read    (CalloutCtl         *self,
                                      CalloutCtlListing  *listing,
                                      CalloutCtlRowFunc   func,
                                      gpointer            data,
                                      GError            **error);
void     callout_ctl_listing_clear   (CalloutCtlListing  *listing);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalloutCtlListing, callout_ctl_listing_clear)

G_END_DECLS
