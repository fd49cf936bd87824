#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The map over a real store: what it shows, and work that is dropped on people."""

import http.server
import json
import math
import os
import re
import sqlite3
import struct
import subprocess
import tempfile
import threading
import unittest.mock
import zlib

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


def picture(red, green, blue):
    """A tile of one colour, as PNG."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + bytes((red, green, blue)) * 256) * 256
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


MAGENTA = picture(255, 0, 255)


class TileServer(http.server.ThreadingHTTPServer):
    """Tiles of one colour, or none at all."""

    def __init__(self, tile):
        self.asked = 0
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                server.asked += 1
                self.send_response(200 if tile else 404)
                self.send_header("Content-Length", str(len(tile or b"")))
                self.end_headers()
                self.wfile.write(tile or b"")

            def log_message(self, *_):
                pass
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return "http://127.0.0.1:%d/{z}/{x}/{y}.png" % self.server_address[1]


class SmallCity(harness.WindowTest):
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
            self.app.press()
            return self.ground().name != "Map"
        harness.wait(look, "the work order to be on the map")
        self.app.key("Escape")
        return pin

    def drop_on_ned(self, pin):
        self.hold_over(pin, self.place(*self.NED))
        self.app.find("label", re.compile(f"^Assign {self.order} to Ned North, .* km away"))
        self.let_go()
        harness.wait(lambda: self.shown()["lead"] == "ned", "the work order to be Ned's")


class Touched(SmallCity):

    TOUCH = True

    def test_a_row_under_a_finger_does_not_get_stuck(self):
        self.open()
        self.ready()
        x, y, width, height = self.app.find_around("list item", "Street light is out").rectangle
        finger = self.session.touch
        finger.press(x + width / 2, y + height / 2)
        finger.move(*self.place(*self.NINA))
        finger.lift()
        # No label hangs in the air, once the pointer is where nothing is told of.
        x, y, _, height = self.ground().rectangle
        self.app.move(x - 100, y + height - 60)
        harness.wait(lambda: not self.app.popovers(), "nothing to be carried")
        self.assertIsNone(self.shown()["lead"])
        self.app.close()


class Map(SmallCity):

    def test_work_order_dropped_on_an_engineer_is_assigned(self):
        self.open()
        self.drop_on_ned(self.ready())
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
        self.app.press()
        names = set()
        for key in ("Down", "Left", "Up", "Right", "Down"):
            self.app.key(key)
            names.add(self.ground().name.split(",")[1])
        self.assertGreater(len(names), 2, names)
        self.app.move(*self.place(*self.PIN))
        self.app.press()
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
        self.app.press()
        self.app.find("label", "Ned North")
        self.app.find("label", re.compile("^Position "))
        self.app.move(*self.place(*self.PIN))
        self.app.press()
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


class MapInTheWindow(SmallCity):
    """The same in the program itself."""

    def open(self, what="map", *arguments):
        for key, value in (("last-person", "'dora'"), ("last-view", f"'{what}'")):
            self.session.setting(SCHEMA, key, value)
        self.app = self.session.start([os.path.join(harness.BUILD, "src", "app", "callout")],
                                      env={"CALLOUT_STORE": self.store})
        return self.app

    def test_drop_assigns_and_undo_takes_it_back(self):
        self.open()
        self.drop_on_ned(self.ready())
        self.app.find("button", re.compile("Undo")).click()
        harness.wait(lambda: self.shown()["state"] == "pending-dispatch", "the work order to be pending again")
        self.app.find("label", "Street light is out")
        self.app.close()


class HighContrast(SmallCity):
    """Drawn for who sees faint differences badly, as the rest of the window."""

    def test_the_ground_is_white_and_a_mark_has_a_black_rim(self):
        with unittest.mock.patch.dict(os.environ, ADW_DEBUG_HIGH_CONTRAST="1"):
            self.open()
        self.ready()
        x, y = self.place(*self.NED)
        path = os.path.join(self.folder, "map.png")

        def row():
            """The colours from the middle of Ned's disc to the right."""
            said = subprocess.run(
                ["convert", self.app.screenshot(path), "-crop", f"24x1+{x}+{y}", "-depth", "8", "rgb:-"],
                check=True, capture_output=True).stdout
            return [tuple(said[i:i + 3]) for i in range(0, len(said), 3)]
        harness.wait(lambda: min(map(max, row())) < 24 and (255, 255, 255) in row(), "a black rim on white ground")
        self.app.close()


class Grounds(SmallCity):
    """Where the ground of the map comes from."""

    def setUp(self):
        super().setUp()
        for key, value in (("map-mbtiles", "''"), ("map-online", "false"), ("map-tile-server", "''")):
            self.session.setting(SCHEMA, key, value)

    def colours(self, *command):
        path = self.app.screenshot(os.path.join(self.folder, "map.png"))
        return subprocess.run(["convert", path, *command, "info:"], check=True, capture_output=True, text=True).stdout

    def is_magenta(self):
        x, y, width, height = self.ground().rectangle
        said = self.colours("-crop", f"8x8+{round(x + width / 2) + 40}+{round(y + height / 2)}", "-format",
                            "%[hex:p{4,4}]")
        return said.startswith("FF00FF")

    def has_streets(self):
        x, y, width, height = self.ground().rectangle
        return int(self.colours("-crop", f"{round(width) - 200}x300+{round(x) + 20}+{round(y) + 200}",
                                "-format", "%k")) > 100

    def write_mbtiles(self, zoom):
        path = os.path.join(self.folder, "survey.mbtiles")
        with sqlite3.connect(path) as file:
            file.executescript("CREATE TABLE metadata (name text, value text);"
                               "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer,"
                               " tile_data blob);")
            file.executemany("INSERT INTO metadata VALUES (?, ?)",
                             (("name", "Survey"), ("format", "png"), ("minzoom", str(zoom)), ("maxzoom", str(zoom)),
                              ("attribution", "© City Survey")))
            x, y = (int(part * 2 ** zoom) for part in mercator(LATITUDE, LONGITUDE))
            file.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)",
                             [(zoom, column, 2 ** zoom - 1 - row, MAGENTA)
                              for column in range(x - 1, x + 2) for row in range(y - 1, y + 2)])
        file.close()
        return path

    def test_file_goes_before_the_built_in_map_and_is_enlarged(self):
        self.session.setting(SCHEMA, "map-mbtiles", f"'{self.write_mbtiles(ZOOM - 3)}'")
        self.open()
        harness.wait(self.is_magenta, "the file's tiles")
        self.app.find("label", "© City Survey · © OpenStreetMap contributors")
        self.app.close()

    def test_file_that_cannot_be_read_says_so_and_there_is_a_map(self):
        self.session.setting(SCHEMA, "map-mbtiles", "'/nowhere/survey.mbtiles'")
        self.open()
        self.app.find("label", re.compile("/nowhere/survey.mbtiles"))
        harness.wait(self.has_streets, "the built-in map")
        self.app.close()

    def serve(self, tile):
        server = TileServer(tile)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.session.setting(SCHEMA, "map-online", "true")
        self.session.setting(SCHEMA, "map-tile-server", f"'{server.address}'")
        # The plain monitor counts every machine as connected.
        os.environ["GIO_USE_NETWORK_MONITOR"] = "base"
        self.addCleanup(os.environ.pop, "GIO_USE_NETWORK_MONITOR")
        self.open()
        return server

    def test_server_is_asked_when_it_is_set(self):
        self.serve(MAGENTA)
        harness.wait(self.is_magenta, "the server's tiles")
        self.app.close()

    def test_server_without_tiles_leaves_the_built_in_map(self):
        server = self.serve(None)
        harness.wait(lambda: server.asked > 0, "the server to be asked")
        harness.wait(self.has_streets, "the built-in map")
        self.app.close()


if __name__ == "__main__":
    harness.main()
