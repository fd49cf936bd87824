#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The map over a real store: what it shows, and work that is dropped on people."""

import json
import math
import os
import re
import subprocess
import tempfile

import harness

FIXTURE = os.path.join(harness.BUILD, "tests", "app", "map", "map-view-fixture")
CALLOUTCTL = os.path.join(harness.BUILD, "src", "ctl", "calloutctl")
SCHEMA = "/io/github/calloutdesk/Callout/"

# Where the map is when it opens, and how many pixels the whole earth is wide.
LATITUDE, LONGITUDE, ZOOM = 42.35, -71.06, 14
WORLD = 256 * 2 ** ZOOM


def mercator(latitude, longitude):
    y = math.asinh(math.tan(math.radians(latitude)))
    return longitude / 360 + 0.5, 0.5 - y / (2 * math.pi)


class MapTest(harness.WindowTest):
    """A small city: one work order, two engineers who can, one who cannot."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="callout-map-", dir=self.session.folder)
        self.store = os.path.join(self.folder, "store.db")
        self.ctl("init", "--admin", "anna")
        self.do("anna", "person.create", "login=dora", "name=Dora Dispatcher", "roles=dispatcher")
        self.do("anna", "group.create", "key=lamps", "name=Lamps")
        for login, name, latitude, longitude, more in (
                ("ned", "Ned North", 42.357, -71.07, ("skills=lamps",)),
                ("nina", "Nina East", 42.352, -71.045, ("skills=lamps",)),
                ("sam", "Sam South", 42.345, -71.075, ("skills=pipes",))):
            self.do("anna", "person.create", f"login={login}", f"name={name}", "roles=member",
                    f"latitude={latitude}", f"longitude={longitude}", *more)
            self.do("anna", "group.add-member", "lamps", f"person={login}")
        self.order = self.work_order("Street light is out", "address=12 Beacon St",
                                     "latitude=42.344", "longitude=-71.06", "skills=lamps")
        for key, value in (("map-latitude", LATITUDE), ("map-longitude", LONGITUDE), ("map-zoom", float(ZOOM))):
            self.session.setting(SCHEMA, key, value)

    def ctl(self, *arguments):
        said = subprocess.run([CALLOUTCTL, "--store", self.store, *arguments], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
        self.assertEqual(said.returncode, 0, said.stderr)
        return said.stdout

    def do(self, who, command, *arguments):
        return json.loads(self.ctl("--as", who, "do", command, *arguments, "--json"))

    def work_order(self, title, *arguments):
        ticket = self.do("dora", "ticket.create", f"title={title}", *arguments)
        return self.do("dora", "work-order.create", f"ticket={ticket['ref']}")["ref"]

    def shown(self):
        return json.loads(self.ctl("--as", "dora", "show", self.order, "--json"))

    def open(self, what="map", *arguments):
        self.app = self.session.start([FIXTURE, what, "dora", *arguments], env={"CALLOUT_STORE": self.store})
        return self.app

    def ground(self):
        return self.app.find("panel", re.compile("^Map"))

    def place(self, latitude, longitude, above=0):
        """Where a position is on the screen; a pin's body is above its tip."""
        x, y, width, height = self.ground().rectangle
        here, there = mercator(LATITUDE, LONGITUDE), mercator(latitude, longitude)
        return (round(x + width / 2 + (there[0] - here[0]) * WORLD),
                round(y + height / 2 + (there[1] - here[1]) * WORLD) - above)

    def hold_over(self, start, end):
        """Takes what is at one place to another, and keeps it in the hand."""
        self.app.move(*start)
        self.app.xdotool("mousedown", "1")
        for step in range(1, 13):
            self.app.move(start[0] + (end[0] - start[0]) * step // 12, start[1] + (end[1] - start[1]) * step // 12)
        self.app.move(end[0] + 1, end[1])

    def let_go(self):
        self.app.xdotool("mouseup", "1")

    PIN = (42.344, -71.06, 16)
    NED = (42.357, -71.07)
    NINA = (42.352, -71.045)
    SAM = (42.345, -71.075)

    def ready(self):
        """Waits until the map knows everything: the pin answers a click."""
        self.app.find("label", "Street light is out")
        pin = self.place(*self.PIN)

        def look():
            self.app.move(*pin)
            self.app.xdotool("click", "1")
            return self.ground().name != "Map"
        harness.wait(look, "the work order to be on the map")
        self.app.key("Escape")
        return pin

    def test_work_order_dropped_on_an_engineer_is_assigned(self):
        self.open()
        pin = self.ready()
        self.hold_over(pin, self.place(*self.NED))
        self.app.find("label", re.compile(f"^Assign {self.order} to Ned North, .* km away"))
        self.let_go()
        harness.wait(lambda: self.shown()["lead"] == "ned", "the work order to be Ned's")
        self.app.gone("list item")
        self.app.close()

    def test_who_is_not_eligible_is_refused_with_the_reason(self):
        self.open()
        pin = self.ready()
        self.hold_over(pin, self.place(*self.SAM))
        self.app.find("label", re.compile("skill lamps"))
        self.let_go()
        self.app.find("label", re.compile("^Refused: .*skill lamps"))
        self.assertEqual(self.shown()["state"], "pending-dispatch")

    def test_row_dropped_on_an_engineer_is_assigned(self):
        self.open()
        self.ready()
        row = self.app.find_around("list item", "Street light is out")
        x, y, width, height = row.rectangle
        self.hold_over((round(x + width / 2), round(y + height / 2)), self.place(*self.NINA))
        self.app.find("label", re.compile(f"^Assign {self.order} to Nina East"))
        self.let_go()
        harness.wait(lambda: self.shown()["lead"] == "nina", "the work order to be Nina's")
        self.app.close()

    def test_dropped_on_nobody_nothing_happens(self):
        self.open()
        pin = self.ready()
        self.hold_over(pin, self.place(LATITUDE, LONGITUDE))
        self.let_go()
        self.assertEqual(self.shown()["state"], "pending-dispatch")
        self.app.close()

    def test_keyboard_goes_from_mark_to_mark_and_assigns(self):
        self.open()
        self.ready()
        self.app.move(*self.place(LATITUDE, LONGITUDE))
        self.app.xdotool("click", "1")
        names = set()
        for key in ("Down", "Left", "Up", "Right", "Down"):
            self.app.key(key)
            names.add(self.ground().name.split(",")[1])
        self.assertGreater(len(names), 2, names)
        self.app.move(*self.place(*self.PIN))
        self.app.xdotool("click", "1")
        self.app.find("button", "Assign…").click()
        self.app.find("label", f"Asked for work-order.assign of {self.order}")
        self.app.gone("button", "Assign…")
        self.app.gone("label", f"Asked for work-order.assign of {self.order}")
        self.app.key("a")
        self.app.find("label", f"Asked for work-order.assign of {self.order}")

    def test_makers_of_the_map_are_named(self):
        self.open()
        self.app.find("label", "© OpenStreetMap contributors")
        self.app.close()

    def test_click_opens_what_is_there(self):
        self.open()
        self.ready()
        self.app.move(*self.place(*self.NED))
        self.app.xdotool("click", "1")
        self.app.find("label", "Ned North")
        self.app.find("label", re.compile("^Position "))
        self.app.move(*self.place(*self.PIN))
        self.app.xdotool("click", "1")
        self.app.find("button", "Details")
        self.app.gone("label", "Ned North")
        self.app.close()

    def test_change_from_elsewhere_is_shown(self):
        self.open()
        self.ready()
        self.do("dora", "work-order.assign", self.order, "lead=ned")
        self.app.find("label", "Nothing Pending")
        self.app.close()

    def test_assign_map_without_a_location_offers_to_set_one(self):
        order = self.work_order("No idea where")
        self.open("assign", order)
        self.app.find("label", "No Location")
        self.app.find("button", "Set Location…").click()
        dialog = self.app.window(re.compile("^Location of T-"))
        dialog.find("button", "Set Location", sensitive=False)
        self.app.type("beacon st & charles st")
        row = dialog.find("list item", re.compile("Beacon Street & Charles Street"))
        row.click()
        dialog.find("button", "Set Location", sensitive=True).click()
        harness.wait(lambda: json.loads(self.ctl("--as", "dora", "show", order, "--json"))["latitude"] is not None,
                     "the location to be kept")
        self.app.find("panel", re.compile("^Map"))
        self.app.close()

    def test_location_is_set_by_a_click_and_named_by_its_street(self):
        order = self.work_order("Somewhere there")
        self.open("location", order)
        dialog = self.app.window(re.compile("^Location of T-"))
        ground = dialog.find("panel", re.compile("^Map"))
        ground.click()
        dialog.find("label", re.compile("^Location: 42"))
        dialog.find("button", "Set Location", sensitive=True).click()

        def kept():
            shown = json.loads(self.ctl("--as", "dora", "show", order, "--json"))
            return shown["latitude"] is not None and abs(shown["latitude"] - LATITUDE) < 0.01
        harness.wait(kept, "the location to be kept")

    def test_candidates_are_on_the_assign_map(self):
        self.open("assign", self.order)
        ground = self.ground()
        ground.click()
        self.app.key("Left")
        harness.wait(lambda: self.ground().name != "Map", "somebody to be selected")
        self.app.find("label", "Not eligible")
        self.app.find("label", "© OpenStreetMap contributors")
        self.app.close()


if __name__ == "__main__":
    harness.main()
