# SPDX-License-Identifier: GPL-3.0-or-later
"""A location service as GeoClue is one, for a device that stands still."""

import os

from gi.repository import Gio, GLib

NAME = "org.freedesktop.GeoClue2"
CLIENT = "/org/freedesktop/GeoClue2/Client/1"
LOCATION = CLIENT + "/Location/0"
NODES = {
    "/org/freedesktop/GeoClue2/Manager": """
      <node><interface name="org.freedesktop.GeoClue2.Manager">
        <method name="GetClient"><arg type="o" direction="out"/></method>
      </interface></node>""",
    CLIENT: """
      <node><interface name="org.freedesktop.GeoClue2.Client">
        <method name="Start"/><method name="Stop"/>
        <property name="DesktopId" type="s" access="readwrite"/>
        <property name="RequestedAccuracyLevel" type="u" access="readwrite"/>
        <property name="DistanceThreshold" type="u" access="readwrite"/>
        <signal name="LocationUpdated"><arg type="o"/><arg type="o"/></signal>
      </interface></node>""",
    LOCATION: """
      <node><interface name="org.freedesktop.GeoClue2.Location">
        <property name="Latitude" type="d" access="read"/>
        <property name="Longitude" type="d" access="read"/>
        <property name="Accuracy" type="d" access="read"/>
      </interface></node>""",
}
PLACE = {"Latitude": 42.3551, "Longitude": -71.0662, "Accuracy": 8.0}
told = {}


def call(bus, _sender, _path, _interface, method, _parameters, invocation):
    if method == "GetClient":
        invocation.return_value(GLib.Variant("(o)", (CLIENT,)))
        return
    invocation.return_value(None)
    # Like the real one, it says nothing to who does not say who they are.
    if method == "Start" and told.get("DesktopId"):
        bus.emit_signal(None, CLIENT, NAME + ".Client", "LocationUpdated",
                        GLib.Variant("(oo)", ("/", LOCATION)))


def get(_bus, _sender, _path, _interface, name):
    if name == "Longitude":
        GLib.idle_add(note)
    if name in PLACE:
        return GLib.Variant("d", PLACE[name])
    return GLib.Variant("s", "") if name == "DesktopId" else \
        GLib.Variant("u", 0)


def note():
    """Leaves a sign that the place was asked for and told."""
    path = os.path.join(os.environ["XDG_RUNTIME_DIR"], "position-asked")
    with open(path, "w", encoding="utf-8"):
        pass


def put(_bus, _sender, _path, _interface, name, value):
    told[name] = value.unpack()
    return True


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for path, xml in NODES.items():
        info = Gio.DBusNodeInfo.new_for_xml(xml).interfaces[0]
        bus.register_object(path, info, call, get, put)
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE)
    GLib.MainLoop().run()


main()
