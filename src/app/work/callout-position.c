/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-position.h"

/*
 * The service is spoken to over the bus, so that it need not be there when the
 * program is built, nor when it runs. It follows the device as long as it is
 * asked to; what it said last is where the device is now.
 */

#define SERVICE "org.freedesktop.GeoClue2"
#define MANAGER_PATH "/org/freedesktop/GeoClue2/Manager"

#define ACCURACY_EXACT 8
#define DISTANCE_METRES 25

/* A position from the network's address says which town it is; written down
 * with a step it would claim more than that. */
#define WORST_METRES 1000.0

struct _CalloutPosition
{
  GObject          parent_instance;

  /* Owned */
  GCancellable    *cancellable; /* (nullable): it is not active */
  GDBusConnection *bus;
  char            *client;      /* the path of our own client of the service */

  double           latitude;
  double           longitude;
  guint            subscription;
  gboolean         known;
};

G_DEFINE_FINAL_TYPE (CalloutPosition, callout_position, G_TYPE_OBJECT)

static void
call (CalloutPosition     *self,
      const char          *path,
      const char          *interface,
      const char          *method,
      GVariant            *parameters,
      GAsyncReadyCallback  callback)
{
  g_dbus_connection_call (self->bus, SERVICE, path, interface, method, parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          self->cancellable, callback, self);
}

/* Whoever is told that it was cancelled may be gone. */
static GVariant *
finish_call (GObject      *object,
             GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  GVariant *answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (answer == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("no position: %s", error->message);
  return answer;
}

static void
location_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GVariant) answer = finish_call (object, result);
  g_autoptr (GVariant) values = NULL;
  CalloutPosition *self = data;
  double latitude, longitude;
  double accuracy = 0;

  if (answer == NULL || !g_variant_is_of_type (answer, G_VARIANT_TYPE ("(a{sv})")))
    return;
  values = g_variant_get_child_value (answer, 0);
  if (!g_variant_lookup (values, "Latitude", "d", &latitude) || !g_variant_lookup (values, "Longitude", "d", &longitude))
    return;
  g_variant_lookup (values, "Accuracy", "d", &accuracy);
  self->known = accuracy <= WORST_METRES && latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;
  self->latitude = latitude;
  self->longitude = longitude;
}

static void
updated_cb (GDBusConnection *bus,
            const char      *sender,
            const char      *path,
            const char      *interface,
            const char      *signal,
            GVariant        *parameters,
            gpointer         data)
{
  CalloutPosition *self = data;
  const char *location;

  if (self->client == NULL || !g_str_equal (path, self->client)
      || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(oo)")))
    return;
  g_variant_get (parameters, "(&o&o)", NULL, &location);
  call (self, location, "org.freedesktop.DBus.Properties", "GetAll", g_variant_new ("(s)", SERVICE ".Location"),
        location_cb);
}

static void
started_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GVariant) answer = finish_call (object, result);
}

static void
set_property (CalloutPosition *self,
              const char      *name,
              GVariant        *value)
{
  call (self, self->client, "org.freedesktop.DBus.Properties", "Set",
        g_variant_new ("(ssv)", SERVICE ".Client", name, value), started_cb);
}

static void
client_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GVariant) answer = finish_call (object, result);
  CalloutPosition *self = data;

  if (answer == NULL || !g_variant_is_of_type (answer, G_VARIANT_TYPE ("(o)")))
    return;
  g_free (self->client);
  g_variant_get (answer, "(o)", &self->client);
  set_property (self, "DesktopId", g_variant_new_string (CALLOUT_APP_ID));
  set_property (self, "RequestedAccuracyLevel", g_variant_new_uint32 (ACCURACY_EXACT));
  set_property (self, "DistanceThreshold", g_variant_new_uint32 (DISTANCE_METRES));
  call (self, self->client, SERVICE ".Client", "Start", NULL, started_cb);
}

static void
bus_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);
  CalloutPosition *self = data;

  if (bus == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("no position: %s", error->message);
      return;
    }
  g_set_object (&self->bus, bus);
  self->subscription = g_dbus_connection_signal_subscribe (bus, SERVICE, SERVICE ".Client", "LocationUpdated", NULL, NULL,
                                                           G_DBUS_SIGNAL_FLAGS_NONE, updated_cb, self, NULL);
  call (self, MANAGER_PATH, SERVICE ".Manager", "GetClient", NULL, client_cb);
}

static void
stop (CalloutPosition *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  if (self->client != NULL)
    g_dbus_connection_call (self->bus, SERVICE, self->client, SERVICE ".Client", "Stop", NULL, NULL,
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  g_clear_pointer (&self->client, g_free);
  g_clear_object (&self->bus);
  self->known = FALSE;
}

static void
callout_position_dispose (GObject *object)
{
  stop (CALLOUT_POSITION (object));
  G_OBJECT_CLASS (callout_position_parent_class)->dispose (object);
}

static void
callout_position_class_init (CalloutPositionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = callout_position_dispose;
}

static void
callout_position_init (CalloutPosition *self)
{
}

/**
 * callout_position_new:
 *
 * Knows nothing until callout_position_set_active().
 */
CalloutPosition *
callout_position_new (void)
{
  return g_object_new (CALLOUT_TYPE_POSITION, NULL);
}

/**
 * callout_position_set_active:
 *
 * Begins or ends to follow the device.
 */
void
callout_position_set_active (CalloutPosition *self,
                             gboolean         active)
{
  if (active == (self->cancellable != NULL))
    return;
  if (!active)
    {
      stop (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, bus_cb, self);
}

/**
 * callout_position_get:
 * @latitude: (out): degrees, WGS-84
 * @longitude: (out): degrees, WGS-84
 *
 * Returns: whether it is known
 */
gboolean
callout_position_get (CalloutPosition *self,
                      double          *latitude,
                      double          *longitude)
{
  if (!self->known)
    return FALSE;
  *latitude = self->latitude;
  *longitude = self->longitude;
  return TRUE;
}

/**
 * callout_position_add_to:
 *
 * Adds where the device is to a command's parameters; nothing if it is not known.
 */
void
callout_position_add_to (CalloutPosition *self,
                         CalloutArgs     *args)
{
  if (!self->known)
    return;
  callout_args_add_real (args, "latitude", self->latitude);
  callout_args_add_real (args, "longitude", self->longitude);
}
