#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long it takes from the start of the program to the first frame a
dispatcher can use, with a million tickets in the store, beside an empty
libadwaita window on the same display in the same run.

A frame can be used when there is text in the middle of the window: for the
empty window its one word, for Callout the rows of its list. The display is
looked at every few milliseconds. Target: at most 1.5 times the empty window.
"""

import ctypes
import ctypes.util
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
os.environ.setdefault("MESON_SOURCE_ROOT", TOP)
os.environ.setdefault("MESON_BUILD_ROOT", os.path.join(TOP, "build"))
sys.path.insert(0, os.path.join(TOP, "tests", "window"))
import harness  # noqa: E402

TICKETS = int(os.environ.get("TICKETS", "1000000"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
SIZE = (1366, 768)

FILL = """
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {tickets})
INSERT INTO ticket (version, created_at, updated_at, title, type, progress, visibility, priority,
                    due_latest, outcome, cycle, address, district, latitude, longitude, vip, escalated)
SELECT 1, 1700000000000000 + i * 1000000, 1700000000000000 + i * 1000000, 'Street light ' || (i * 7919 % {tickets}) || ' is out',
       'Street Lights', 'open', 'public', 'normal', 1700000000000000 + (i * 104729 % {tickets}) * 1000000, 'none', 0,
       (i % 900) || ' Washington St', 'District ' || (i % 20), 42.3 + (i % 1000) * 1e-4, -71.1 + (i % 777) * 1e-4, 0, 0 FROM n;
INSERT INTO ticket_search (ticket_search) VALUES ('rebuild');
INSERT INTO work_order (version, created_at, updated_at, ticket, service_order, state, duration, outcome, locked)
SELECT 1, created_at, updated_at, id, 0, 'pending-dispatch', 0, 'none', 0 FROM ticket ORDER BY id DESC LIMIT 400;
"""


class Image(ctypes.Structure):
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int),
                ("format", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_ubyte)),
                ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
                ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int),
                ("depth", ctypes.c_int), ("bytes_per_line", ctypes.c_int),
                ("bits_per_pixel", ctypes.c_int)]


class Eye:
    """Looks at a rectangle of the display."""

    def __init__(self, display):
        self.x11 = ctypes.CDLL(ctypes.util.find_library("X11"))
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x11.XGetImage.restype = ctypes.POINTER(Image)
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(display.encode()))
        self.root = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.display))

    def colours(self, x, y, width, height):
        image = self.x11.XGetImage(self.display, self.root, x, y, width, height,
                                   ctypes.c_ulong(0xFFFFFFFF), 2)
        stride = image.contents.bytes_per_line
        data = ctypes.string_at(image.contents.data, stride * height)
        self.x11.XDestroyImage(image)
        return len({data[i:i + 3] for i in range(0, len(data), 4)})


def start_once(eye, command, environment):
    """Seconds from the start to text in the middle of the display."""
    begin = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        while eye.colours(SIZE[0] // 2 - 240, SIZE[1] // 2 - 20, 480, 70) < 12:
            if time.monotonic() - begin > 60 or process.poll() is not None:
                raise SystemExit(f"start: {command[0]} never showed anything")
            time.sleep(0.002)
        return time.monotonic() - begin
    finally:
        process.terminate()
        process.wait()
        # The display is empty again before the next one starts.
        while eye.colours(SIZE[0] // 2 - 240, SIZE[1] // 2 - 20, 480, 70) >= 12:
            time.sleep(0.01)


def main():
    build = os.environ["MESON_BUILD_ROOT"]
    with tempfile.TemporaryDirectory() as folder, harness.Session(size=SIZE) as session:
        store = os.path.join(folder, "callout.db")
        subprocess.run([os.path.join(build, "src/ctl/calloutctl"), "--store", store, "init",
                        "--admin", "root"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["sqlite3", store], input=FILL.format(tickets=TICKETS), text=True, check=True)
        environment = dict(os.environ, CALLOUT_STORE=store, CALLOUT_USER="root",
                           CALLOUT_DATA_DIR=os.path.join(TOP, "data"),
                           GSETTINGS_SCHEMA_DIR=os.path.join(build, "data"))
        eye = Eye(environment["DISPLAY"])
        empty, ours = [], []
        for _ in range(ROUNDS + 1):
            empty.append(start_once(eye, [os.path.join(build, "tests/bench/bench-empty-window")], environment))
            ours.append(start_once(eye, [os.path.join(build, "src/app/callout")], environment))
    # The first round warms the disk up for both.
    plain, callout = statistics.median(empty[1:]), statistics.median(ours[1:])
    print(f"{'start to the first usable frame, median':44} {'ms':>10} {'times':>8}")
    print(f"{'an empty libadwaita window':44} {plain * 1000:10.0f} {1:8.2f}")
    met = callout / plain <= 1.5
    print(f"{f'callout on {TICKETS:,} tickets':44} {callout * 1000:10.0f} {callout / plain:8.2f}"
          f"  target 1.50: {'met' if met else 'missed'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
