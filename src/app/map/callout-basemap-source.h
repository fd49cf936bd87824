/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-basemap-draw.h"

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * CalloutBasemapStore:
 *
 * The bundled map's file, read by the first thread that needs it and shared by
 * every source that draws from it.
 */
typedef struct _CalloutBasemapStore CalloutBasemapStore;

#define CALLOUT_TYPE_BASEMAP_STORE (callout_basemap_store_get_type ())

GType                callout_basemap_store_get_type      (void);
CalloutBasemapStore *callout_basemap_store_new           (const char           *path);
CalloutBasemapStore *callout_basemap_store_ref           (CalloutBasemapStore  *self);
void                 callout_basemap_store_unref         (CalloutBasemapStore  *self);
CalloutBasemap      *callout_basemap_store_load          (CalloutBasemapStore  *self,
                                                          GError              **error);
void                 callout_basemap_store_search_async  (CalloutBasemapStore  *self,
                                                          const char           *text,
                                                          guint                 limit,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
GPtrArray           *callout_basemap_store_search_finish (GAsyncResult         *result,
                                                          GError              **error);
void                 callout_basemap_store_name_async    (CalloutBasemapStore  *self,
                                                          const CalloutPoint   *point,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
char                *callout_basemap_store_name_finish   (GAsyncResult         *result,
                                                          GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutBasemapStore, callout_basemap_store_unref)

/**
 * CalloutBasemapSource:
 *
 * Tiles of the bundled map, drawn on a few threads as they are asked for and
 * kept while they are used. It needs no network, so it is what every other
 * source falls back on.
 *
 * Signal `failed` (const char *sentence): the map's file cannot be read; given once.
 */
#define CALLOUT_TYPE_BASEMAP_SOURCE (callout_basemap_source_get_type ())
G_DECLARE_FINAL_TYPE (CalloutBasemapSource, callout_basemap_source, CALLOUT, BASEMAP_SOURCE, ShumateMapSource)

ShumateMapSource *callout_basemap_source_new (CalloutBasemapStore *store,
                                              int                  scale,
                                              CalloutBasemapStyle  style);

G_END_DECLS
