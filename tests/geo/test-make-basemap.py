#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/make-basemap.py: the same input gives the same bytes, and what is
written is what the tool's own description of the file says."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import unittest

SOURCE = os.environ["MESON_SOURCE_ROOT"]
sys.path.insert(0, os.path.join(SOURCE, "tests", "runner"))
import tap  # noqa: E402

TOOL = os.path.join(SOURCE, "tools", "make-basemap.py")


def street(name, highway, *points):
    return {"type": "Feature", "properties": {"name": name, "highway": highway},
            "geometry": {"type": "LineString", "coordinates": points}}


def square(west, east):
    return {"type": "Feature", "properties": {},
            "geometry": {"type": "Polygon", "coordinates": [[
                [west, 10], [east, 10], [east, 11], [west, 11], [west, 10]]]}}


class Reader:
    def __init__(self, data):
        assert data[:9] == b"CALLOUTB\x01"
        assert data[9:41] == hashlib.sha256(data[41:]).digest()
        self.data, self.at, self.last = data, 41, (0, 0)

    def number(self):
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def signed(self):
        value = self.number()
        return -(value >> 1) - 1 if value & 1 else value >> 1

    def text(self):
        size = self.number()
        self.at += size
        return self.data[self.at - size:self.at].decode()

    def points(self, n):
        points, (x, y) = [], self.last
        for i in range(n):
            x, y = x + self.signed(), y + self.signed()
            if i == 0:
                self.last = x, y
            points.append((x, y))
        return points

    def all(self):
        result = {"title": self.text(), "attribution": self.text()}
        result["places"] = [(self.text(), self.number(), self.number(), self.number(), self.number())
                            for _ in range(self.number())]
        names = [self.text() for _ in range(self.number())]
        streets = [(names[self.number()], result["places"][self.number()][0])
                   for _ in range(self.number())]
        index, result["lines"] = 0, []
        for _ in range(self.number()):
            index += self.number()
            kind = self.number()
            result["lines"].append((*streets[index], kind, self.points(self.number() + 2)))
        result["outlines"] = [self.points(self.number() + 2) for _ in range(self.number())]
        assert self.at == len(self.data), "bytes left over"
        return result


class MakeBasemap(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, *features):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as stream:
            json.dump({"type": "FeatureCollection", "features": features}, stream)
        return path

    def make(self, *streets, outlines=None, seed="0"):
        out = os.path.join(self.folder, "out.basemap")
        command = [sys.executable, TOOL, "--out", out, "--title", "Têst", "--attribution", "© me"]
        if outlines:
            command += ["--outlines", outlines]
        done = subprocess.run(command + list(streets), capture_output=True, text=True,
                              env={**os.environ, "PYTHONHASHSEED": seed})
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(out, "rb") as stream:
            return stream.read()

    def test_same_input_same_bytes(self):
        town = self.write("new_town.geojson",
                          *[street(f"Street {i % 7}", "residential", [i * .01, 10], [i * .01, 10.01], [i * .01 + .01, 10])
                            for i in range(50)])
        self.assertEqual(self.make(town, seed="1"), self.make(town, seed="2"))

    def test_pieces_become_one_line(self):
        town = self.write("new_town.geojson",
                          street("Long  Road", "primary", [0, 10], [0.01, 10]),
                          street("Long Road", "primary", [0.02, 10.0001], [0.01, 10]),
                          street("Long Road", "primary", [0.02, 10.0001], [0.03, 10]),
                          street("Side Lane", "living_street", [0.01, 10], [0.01, 10.01]),
                          street("Side Ramp", "primary_link", [0.02, 10.5], [0.01, 10.4]))
        made = Reader(self.make(town)).all()
        self.assertEqual((made["title"], made["attribution"]), ("Têst", "© me"))
        self.assertEqual([line[:3] for line in made["lines"]],
                         [("Long Road", "New Town", 2), ("Side Lane", "New Town", 6), ("Side Ramp", "New Town", 10)])
        long_road, side_lane = made["lines"][0][3], made["lines"][1][3]
        self.assertEqual(len(long_road), 4)
        self.assertIn(side_lane[0], long_road, "the crossing was simplified away")

    def test_a_line_given_twice_is_there_once(self):
        line = street("A Street", "tertiary", [0, 10], [0.01, 10])
        back = street("A Street", "tertiary", [0.01, 10], [0, 10])
        made = Reader(self.make(self.write("a.geojson", line), self.write("b.geojson", back))).all()
        self.assertEqual([line[:2] for line in made["lines"]], [("A Street", "A")])

    def test_needless_points_go(self):
        straight = [[i * 0.001, 10] for i in range(40)]
        made = Reader(self.make(self.write("a.geojson", street("A Street", "tertiary", *straight)))).all()
        self.assertEqual(len(made["lines"][0][3]), 2)

    def test_a_shared_border_is_there_once(self):
        town = self.write("a.geojson", street("A Street", "tertiary", [0, 10], [0.01, 10]))
        outlines = self.write("sections.geojson", square(0, 1), square(1, 2))
        made = Reader(self.make(town, outlines=outlines)).all()
        edges = [frozenset(pair) for line in made["outlines"] for pair in zip(line, line[1:])]
        self.assertEqual(len(edges), 7)
        self.assertEqual(len(set(edges)), 7)


if __name__ == "__main__":
    tap.main()
