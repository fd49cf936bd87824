# SPDX-License-Identifier: GPL-3.0-or-later
"""A notification server as a desktop has one, and a hand to press its buttons.

Run as a program it is the server: with “gtk” GNOME's own kind, else the kind
every other desktop has. `Desktop` starts one in a session's bus and asks it.
"""

import contextlib
import json
import os
import sys

from gi.repository import Gio, GLib

APP = "io.github.calloutdesk.Callout"
FREE = "org.freedesktop.Notifications"
FREE_PATH = "/org/freedesktop/Notifications"
GTK = "org.gtk.Notifications"
GTK_PATH = "/org/gtk/Notifications"
HAND = "io.github.calloutdesk.Hand"
HAND_PATH = "/io/github/calloutdesk/Hand"
FACES = {
    FREE_PATH: f"""<node><interface name="{FREE}">
      <method name="GetCapabilities"><arg type="as" direction="out"/></method>
      <method name="GetServerInformation"><arg type="s" direction="out"/>
        <arg type="s" direction="out"/><arg type="s" direction="out"/>
        <arg type="s" direction="out"/></method>
      <method name="Notify"><arg type="s" direction="in"/>
        <arg type="u" direction="in"/><arg type="s" direction="in"/>
        <arg type="s" direction="in"/><arg type="s" direction="in"/>
        <arg type="as" direction="in"/><arg type="a{{sv}}" direction="in"/>
        <arg type="i" direction="in"/><arg type="u" direction="out"/></method>
      <method name="CloseNotification"><arg type="u" direction="in"/></method>
      <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
      <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
    </interface></node>""",
    GTK_PATH: f"""<node><interface name="{GTK}">
      <method name="AddNotification"><arg type="s" direction="in"/>
        <arg type="s" direction="in"/><arg type="a{{sv}}" direction="in"/>
      </method>
      <method name="RemoveNotification"><arg type="s" direction="in"/>
        <arg type="s" direction="in"/></method>
    </interface></node>""",
    HAND_PATH: f"""<node><interface name="{HAND}">
      <method name="Look"><arg type="s" direction="out"/></method>
      <method name="Press"><arg type="s" direction="in"/>
        <arg type="s" direction="in"/></method>
    </interface></node>""",
}


class Server:
    """What stands on the desktop: id → title, body, and action by label."""

    def __init__(self, gtk):
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.shown = {}
        self.said = 0      # how often it was told to show something
        self.last = 0
        for path in (GTK_PATH if gtk else FREE_PATH, HAND_PATH):
            face = Gio.DBusNodeInfo.new_for_xml(FACES[path]).interfaces[0]
            self.bus.register_object(path, face, self.call, None, None)
        for name in (GTK if gtk else FREE, HAND):
            Gio.bus_own_name_on_connection(
                self.bus, name, Gio.BusNameOwnerFlags.NONE)

    def call(self, _bus, sender, _path, _face, method, arguments, invocation):
        answer = getattr(self, method)(sender, *arguments)
        invocation.return_value(answer)

    # -- every desktop but GNOME

    def GetCapabilities(self, _sender):
        return GLib.Variant("(as)", (["body", "actions"],))

    def GetServerInformation(self, _sender):
        return GLib.Variant("(ssss)", ("Desk", "Callout", "1", "1.2"))

    def Notify(self, _sender, _app, replaces, _icon, title, body, actions,
               _hints, _timeout):
        number = replaces if str(replaces) in self.shown else self.last + 1
        self.last = max(self.last, number)
        self.said += 1
        labels = dict(zip(actions[1::2], actions[0::2]))
        self.shown[str(number)] = {
            "title": title, "body": body,
            "actions": {label: key for label, key in labels.items()
                        if key != "default"},
            "default": "default" if "default" in actions[0::2] else None}
        return GLib.Variant("(u)", (number,))

    def CloseNotification(self, _sender, number):
        self.shown.pop(str(number), None)
        self.bus.emit_signal(None, FREE_PATH, FREE, "NotificationClosed",
                             GLib.Variant("(uu)", (number, 3)))

    # -- GNOME

    def AddNotification(self, sender, _app, name, facts):
        self.said += 1
        self.shown[name] = {
            "title": facts["title"], "body": facts.get("body", ""),
            "actions": {button["label"]: [button["action"],
                                          list(button.get("target", ()))]
                        for button in facts.get("buttons", ())},
            "default": [facts["default-action"],
                        list(facts.get("default-action-target", ()))]}

    def RemoveNotification(self, _sender, _app, name):
        self.shown.pop(name, None)

    # -- the hand

    def Look(self, _sender):
        return GLib.Variant("(s)", (json.dumps(
            {"shown": list(self.shown.values()), "said": self.said}),))

    def Press(self, _sender, title, label):
        key = next(key for key, one in self.shown.items()
                   if one["title"] == title)
        one = self.shown.pop(key)
        action = one["actions"][label] if label else one["default"]
        if isinstance(action, str):
            self.bus.emit_signal(None, FREE_PATH, FREE, "ActionInvoked",
                                 GLib.Variant("(us)", (int(key), action)))
            self.bus.emit_signal(None, FREE_PATH, FREE, "NotificationClosed",
                                 GLib.Variant("(uu)", (int(key), 2)))
            return
        name, target = action
        parameters = [GLib.Variant("(xx)", target)] if target else []
        self.bus.call(APP, "/" + APP.replace(".", "/"),
                      "org.freedesktop.Application", "ActivateAction",
                      GLib.Variant("(sava{sv})", (
                          name.removeprefix("app."), parameters, {})),
                      None, Gio.DBusCallFlags.NONE, -1, None, None)


class Desktop:
    """The server of a session, as a test sees and touches it."""

    def __init__(self, session, kind="freedesktop"):
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.bus.set_exit_on_close(False)
        self.process = session._spawn(sys.executable, __file__, kind)

    def _ask(self, method, arguments=None):
        return self.bus.call_sync(HAND, HAND_PATH, HAND, method, arguments,
                                  None, Gio.DBusCallFlags.NONE, 10_000, None)

    def answers(self):
        with contextlib.suppress(GLib.Error):
            return self.look() is not None
        return False

    def look(self):
        return json.loads(self._ask("Look").unpack()[0])

    @property
    def shown(self):
        return self.look()["shown"]

    @property
    def titles(self):
        return [one["title"] for one in self.shown]

    @property
    def said(self):
        return self.look()["said"]

    def press(self, title, label=""):
        """Presses a button, or the notification itself."""
        self._ask("Press", GLib.Variant("(ss)", (title, label)))

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.bus.close_sync(None)


if __name__ == "__main__":
    SERVER = Server(sys.argv[1:] == ["gtk"])
    GLib.MainLoop().run()
