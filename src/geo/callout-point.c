/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-point.h"

#include "callout-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

G_DEFINE_BOXED_TYPE (CalloutPoint, callout_point, callout_point_copy, callout_point_free)

static double
to_radians (double degrees)
{
  return degrees * (G_PI / 180.0);
}

static double
to_degrees (double radians)
{
  return radians * (180.0 / G_PI);
}

static void
cross (const double a[3],
       const double b[3],
       double       out[3])
{
  out[0] = a[1] * b[2] - a[2] * b[1];
  out[1] = a[2] * b[0] - a[0] * b[2];
  out[2] = a[0] * b[1] - a[1] * b[0];
}

static double
dot (const double a[3],
     const double b[3])
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/* The unit vectors to the east and to the north as one stands at @point. They
 * are taken from the longitude, not from the vector, so that even at a pole
 * (where every longitude is the same place) there is one definite answer. */
static void
local_axes (const CalloutPoint *point,
            double              east[3],
            double              north[3])
{
  double phi = to_radians (point->latitude);
  double lambda = to_radians (point->longitude);

  east[0] = -sin (lambda);
  east[1] = cos (lambda);
  east[2] = 0;
  north[0] = -sin (phi) * cos (lambda);
  north[1] = -sin (phi) * sin (lambda);
  north[2] = cos (phi);
}

/* A number in the form every file uses, whatever the locale's decimal sign is. */
static gboolean
parse_degrees (const char *text,
               double     *out)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  char *end = NULL;

  if (*trimmed == '\0')
    return FALSE;
  *out = g_ascii_strtod (trimmed, &end);
  return *end == '\0';
}

/**
 * callout_point_new:
 * @latitude: degrees north
 * @longitude: degrees east
 *
 * Returns: (transfer full): a point; see callout_point_check() for input that
 *   comes from outside
 */
CalloutPoint *
callout_point_new (double latitude,
                   double longitude)
{
  CalloutPoint *self = g_new (CalloutPoint, 1);

  self->latitude = latitude;
  self->longitude = longitude;
  return self;
}

/**
 * callout_point_copy:
 *
 * Returns: (transfer full): a copy
 */
CalloutPoint *
callout_point_copy (const CalloutPoint *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return callout_point_new (self->latitude, self->longitude);
}

/**
 * callout_point_free:
 * @self: (transfer full) (nullable): a point
 */
void
callout_point_free (CalloutPoint *self)
{
  g_free (self);
}

/**
 * callout_point_is_valid:
 *
 * Whether the point lies on earth: both numbers finite and within range.
 */
gboolean
callout_point_is_valid (const CalloutPoint *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return isfinite (self->latitude) && isfinite (self->longitude) &&
         fabs (self->latitude) <= 90.0 && fabs (self->longitude) <= 180.0;
}

/**
 * callout_point_check:
 * @latitude: degrees, as somebody gave them
 * @longitude: degrees, as somebody gave them
 *
 * Whether the two make a point. Errors: %CALLOUT_ERROR_INVALID, with a sentence
 * that says which number is wrong and guesses when they were swapped.
 */
gboolean
callout_point_check (double    latitude,
                     double    longitude,
                     GError  **error)
{
  if (!isfinite (latitude) || !isfinite (longitude))
    {
      g_set_error_literal (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                           _("A position needs a latitude and a longitude as numbers"));
      return FALSE;
    }
  if (fabs (latitude) > 90.0)
    {
      if (fabs (latitude) <= 180.0 && fabs (longitude) <= 90.0)
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                     _("Latitude %g is outside −90…90; latitude and longitude may be swapped"),
                     latitude);
      else
        g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                     _("Latitude %g is outside −90…90"), latitude);
      return FALSE;
    }
  if (fabs (longitude) > 180.0)
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("Longitude %g is outside −180…180"), longitude);
      return FALSE;
    }
  return TRUE;
}

/**
 * callout_point_equal:
 *
 * Whether both have the same coordinates, number by number.
 */
gboolean
callout_point_equal (const CalloutPoint *a,
                     const CalloutPoint *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->latitude == b->latitude && a->longitude == b->longitude;
}

/**
 * callout_point_parse:
 * @text: `42.3594, -71.0587`, latitude first, degrees with a decimal point
 *
 * Errors: %CALLOUT_ERROR_INVALID for anything else.
 */
gboolean
callout_point_parse (const char    *text,
                     CalloutPoint  *out,
                     GError       **error)
{
  g_auto (GStrv) parts = NULL;
  CalloutPoint point = { 0, 0 };

  g_return_val_if_fail (text != NULL && out != NULL, FALSE);

  parts = g_strsplit (text, ",", 3);
  if (g_strv_length (parts) != 2 ||
      !parse_degrees (parts[0], &point.latitude) ||
      !parse_degrees (parts[1], &point.longitude))
    {
      g_set_error (error, CALLOUT_ERROR, CALLOUT_ERROR_INVALID,
                   _("“%s” is not a position; write latitude and longitude like 42.3594, -71.0587"),
                   text);
      return FALSE;
    }
  if (!callout_point_check (point.latitude, point.longitude, error))
    return FALSE;

  *out = point;
  return TRUE;
}

/**
 * callout_point_to_string:
 *
 * The point as callout_point_parse() reads it, to a decimetre.
 *
 * Returns: (transfer full): the text
 */
char *
callout_point_to_string (const CalloutPoint *self)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE];
  char longitude[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_val_if_fail (self != NULL, NULL);

  g_ascii_formatd (latitude, sizeof latitude, "%.6f", self->latitude);
  g_ascii_formatd (longitude, sizeof longitude, "%.6f", self->longitude);
  return g_strdup_printf ("%s, %s", latitude, longitude);
}

/**
 * callout_point_to_vector:
 * @vector: (out): where the unit vector from the earth's centre goes
 */
void
callout_point_to_vector (const CalloutPoint *self,
                         double              vector[3])
{
  double phi = to_radians (self->latitude);
  double lambda = to_radians (self->longitude);

  vector[0] = cos (phi) * cos (lambda);
  vector[1] = cos (phi) * sin (lambda);
  vector[2] = sin (phi);
}

/**
 * callout_point_from_vector:
 * @vector: a vector from the earth's centre, of any length but zero
 */
void
callout_point_from_vector (const double  vector[3],
                           CalloutPoint *out)
{
  out->latitude = to_degrees (atan2 (vector[2], hypot (vector[0], vector[1])));
  out->longitude = to_degrees (atan2 (vector[1], vector[0]));
}

/**
 * callout_point_distance:
 *
 * The great-circle distance in metres. Sine and cosine of the angle are both
 * used, so that it is exact for neighbours and for antipodes alike (the cosine
 * alone cannot tell points a few hundred metres apart).
 */
double
callout_point_distance (const CalloutPoint *a,
                        const CalloutPoint *b)
{
  double u[3], v[3], w[3];

  g_return_val_if_fail (a != NULL && b != NULL, NAN);

  callout_point_to_vector (a, u);
  callout_point_to_vector (b, v);
  cross (u, v, w);
  return CALLOUT_EARTH_RADIUS_M * atan2 (sqrt (dot (w, w)), dot (u, v));
}

/**
 * callout_point_bearing:
 *
 * The direction in which one sets out from @from to reach @to, in degrees
 * clockwise from north, 0 ≤ bearing < 360; 0 where the points are the same.
 */
double
callout_point_bearing (const CalloutPoint *from,
                       const CalloutPoint *to)
{
  double east[3], north[3], v[3];
  double bearing;

  g_return_val_if_fail (from != NULL && to != NULL, NAN);

  if (callout_point_equal (from, to))
    return 0;
  local_axes (from, east, north);
  callout_point_to_vector (to, v);
  bearing = to_degrees (atan2 (dot (v, east), dot (v, north)));
  if (bearing < 0)
    bearing += 360.0;
  return bearing < 360.0 ? bearing : 0;
}

/**
 * callout_point_destination:
 * @bearing: degrees clockwise from north
 * @metres: how far to go along the great circle
 *
 * Where one gets; the longitude is always within -180 … 180, also across the
 * date line and over a pole.
 */
void
callout_point_destination (const CalloutPoint *from,
                           double              bearing,
                           double              metres,
                           CalloutPoint       *out)
{
  double angle = metres / CALLOUT_EARTH_RADIUS_M;
  double theta = to_radians (bearing);
  double start[3], east[3], north[3], end[3];

  g_return_if_fail (from != NULL && out != NULL);

  callout_point_to_vector (from, start);
  local_axes (from, east, north);
  for (int i = 0; i < 3; i++)
    end[i] = start[i] * cos (angle) +
             (north[i] * cos (theta) + east[i] * sin (theta)) * sin (angle);
  callout_point_from_vector (end, out);
}

/**
 * callout_point_ring:
 * @points: (array length=n_points): where the ring's corners go
 *
 * A ring of equal great-circle distance, clockwise from north, not closed.
 */
void
callout_point_ring (const CalloutPoint *centre,
                    double              metres,
                    CalloutPoint       *points,
                    guint               n_points)
{
  g_return_if_fail (centre != NULL && points != NULL);

  for (guint i = 0; i < n_points; i++)
    callout_point_destination (centre, 360.0 * i / n_points, metres, &points[i]);
}

/**
 * callout_mercator_project:
 * @x: (out): 0 at 180° W, 1 at 180° E
 * @y: (out): 0 at %CALLOUT_MERCATOR_MAX_LATITUDE north, 1 as far south
 *
 * Points nearer the poles than the map goes are put on its edge.
 */
void
callout_mercator_project (const CalloutPoint *point,
                          double             *x,
                          double             *y)
{
  double latitude = CLAMP (point->latitude,
                           -CALLOUT_MERCATOR_MAX_LATITUDE, CALLOUT_MERCATOR_MAX_LATITUDE);

  *x = point->longitude / 360.0 + 0.5;
  *y = 0.5 - asinh (tan (to_radians (latitude))) / (2 * G_PI);
}

/**
 * callout_mercator_unproject:
 *
 * The way back from callout_mercator_project().
 */
void
callout_mercator_unproject (double        x,
                            double        y,
                            CalloutPoint *out)
{
  out->longitude = (x - 0.5) * 360.0;
  out->latitude = to_degrees (atan (sinh ((0.5 - y) * 2 * G_PI)));
}

/**
 * callout_mercator_metres_per_pixel:
 * @latitude: degrees
 * @zoom: the zoom level, fractions allowed
 * @tile_size: pixels along a tile's edge, 256 as a rule
 */
double
callout_mercator_metres_per_pixel (double latitude,
                                   double zoom,
                                   double tile_size)
{
  return 2 * G_PI * CALLOUT_EARTH_RADIUS_M * cos (to_radians (latitude)) / (tile_size * exp2 (zoom));
}
