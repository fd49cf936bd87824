/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "callout-point.h"

G_BEGIN_DECLS

/**
 * CalloutBasemap:
 *
 * The bundled map: named street lines, outlines and place names of a region, in
 * memory. Never changes once loaded, so any thread may use it.
 */
typedef struct _CalloutBasemap CalloutBasemap;

#define CALLOUT_TYPE_BASEMAP (callout_basemap_get_type ())

typedef enum {
  CALLOUT_PLACE_POSITION,      /* coordinates, as typed */
  CALLOUT_PLACE_INTERSECTION,  /* where two streets meet */
  CALLOUT_PLACE_STREET,        /* the middle of a street; house numbers are not known */
  CALLOUT_PLACE_AREA,          /* a town or a part of one */
} CalloutPlaceKind;

/**
 * CalloutPlace:
 * @label: what to show, e.g. “Beacon Street & Charles Street, Boston”
 * @exact: the name is what was typed, not one that begins like it or is near it
 */
typedef struct {
  char             *label;
  CalloutPoint      point;
  CalloutPlaceKind  kind;
  gboolean          exact;
} CalloutPlace;

GType           callout_basemap_get_type        (void);
CalloutBasemap *callout_basemap_load            (const char          *path,
                                                 GError             **error);
CalloutBasemap *callout_basemap_new_for_bytes   (GBytes              *bytes,
                                                 GError             **error);
CalloutBasemap *callout_basemap_ref             (CalloutBasemap      *self);
void            callout_basemap_unref           (CalloutBasemap      *self);

const char     *callout_basemap_get_title       (CalloutBasemap      *self);
const char     *callout_basemap_get_attribution (CalloutBasemap      *self);
void            callout_basemap_get_bounds      (CalloutBasemap      *self,
                                                 CalloutPoint        *south_west,
                                                 CalloutPoint        *north_east);

GPtrArray      *callout_basemap_search          (CalloutBasemap      *self,
                                                 const char          *text,
                                                 guint                limit);
char           *callout_basemap_nearest_street  (CalloutBasemap      *self,
                                                 const CalloutPoint  *point,
                                                 double               radius_m,
                                                 double              *distance_m);

void            callout_place_free                (CalloutPlace          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutBasemap, callout_basemap_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutPlace, callout_place_free)

G_END_DECLS
