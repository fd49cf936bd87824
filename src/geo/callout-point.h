/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The mean radius of the earth (IUGG R1), which spherical distances are taken on. */
#define CALLOUT_EARTH_RADIUS_M 6371008.8

/* Where Web Mercator ends: the map is a square up to here. */
#define CALLOUT_MERCATOR_MAX_LATITUDE 85.05112877980659

/**
 * CalloutPoint:
 * @latitude: degrees north, WGS-84, -90 … 90
 * @longitude: degrees east, WGS-84, -180 … 180
 *
 * A place on earth. 0°, 0° is a place like any other: that a position is not
 * known is said beside the point, never by a value of it.
 */
typedef struct {
  double latitude;
  double longitude;
} CalloutPoint;

#define CALLOUT_TYPE_POINT (callout_point_get_type ())

GType         callout_point_get_type    (void);
CalloutPoint *callout_point_new         (double               latitude,
                                         double               longitude);
CalloutPoint *callout_point_copy        (const CalloutPoint  *self);
void          callout_point_free        (CalloutPoint        *self);

gboolean      callout_point_is_valid    (const CalloutPoint  *self);
gboolean      callout_point_check       (double               latitude,
                                         double               longitude,
                                         GError             **error);
gboolean      callout_point_equal       (const CalloutPoint  *a,
                                         const CalloutPoint  *b);
gboolean      callout_point_parse       (const char          *text,
                                         CalloutPoint        *out,
                                         GError             **error);
char         *callout_point_to_string   (const CalloutPoint  *self);

void          callout_point_to_vector   (const CalloutPoint  *self,
                                         double               vector[3]);
void          callout_point_from_vector (const double         vector[3],
                                         CalloutPoint        *out);

double        callout_point_distance    (const CalloutPoint  *a,
                                         const CalloutPoint  *b);
double        callout_point_bearing     (const CalloutPoint  *from,
                                         const CalloutPoint  *to);
void          callout_point_destination (const CalloutPoint  *from,
                                         double               bearing,
                                         double               metres,
                                         CalloutPoint        *out);
void          callout_point_ring        (const CalloutPoint  *centre,
                                         double               metres,
                                         CalloutPoint        *points,
                                         guint                n_points);

/* Web Mercator on the unit square: x grows east from 180° W, y grows south. */
void          callout_mercator_project           (const CalloutPoint *point,
                                                  double             *x,
                                                  double             *y);
void          callout_mercator_unproject         (double              x,
                                                  double              y,
                                                  CalloutPoint       *out);
double        callout_mercator_metres_per_pixel  (double              latitude,
                                                  double              zoom,
                                                  double              tile_size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalloutPoint, callout_point_free)

G_END_DECLS
