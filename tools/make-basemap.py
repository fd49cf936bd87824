#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the bundled basemap from street lines and outlines.

    tools/make-basemap.py --out data/basemap/boston.basemap \\
        --title "Boston and neighbours" \\
        --attribution "© OpenStreetMap contributors" \\
        --outlines sections.geojson --requests boston_311_2015.csv.xz \\
        boston.geojson cambridge.geojson somerville.geojson brookline.geojson

Each street file is GeoJSON of LineStrings with the properties `name` and
`highway`; the file's name is the town its streets lie in. `--requests` is a
table of service requests with addresses ("33 Beacon St  Boston  MA  02108") and
coordinates: which part of the city a street lies in, and where the part's name
is written, is read off from them. The same input gives the same bytes.

The file
--------
Numbers are unsigned LEB128 varints; "signed" ones are zigzagged first; text is
a number of bytes and UTF-8. Coordinates are Web Mercator on a square of 2^28,
x east and y south from the north-west corner.

    8 bytes   "CALLOUTB"
    1 byte    version, 1
    32 bytes  SHA-256 of everything after
    text      title
    text      attribution
    number    of places, each: text name, x, y, number of requests or streets
              (its weight), 1 for a town or 0 for a part of one
    number    of names, each: text
    number    of streets, each: name, place (both indices from 0)
    number    of lines, in the order of streets, each:
              number (street - street of the line before), number class,
              number of points - 2, signed x and y of the first point less the
              first point of the line before, then signed steps from point to point
    number    of outlines, each: number of points - 2, coordinates as of lines;
              a border that two towns share is there once

Classes: 0 motorway, 1 trunk, 2 primary, 3 secondary, 4 tertiary, 5 residential
and others, 6 living street and alike; + 8 for a link (ramp).
"""

import argparse
import collections
import csv
import hashlib
import json
import lzma
import math
import os
import re
import sys

WORLD = 1 << 28
CLASSES = {
    "motorway": 0, "trunk": 1, "primary": 2, "secondary": 3, "tertiary": 4,
    "residential": 5, "unclassified": 5, "road": 5,
    "living_street": 6, "pedestrian": 6, "service": 6, "track": 6,
}
LINK = 8
TOLERANCE = 0.3          # metres a simplified line may be off
CELL = 1500              # about 165 m: the cells that vote for a part of the city
SHARPEST = math.cos(math.radians(60))


def project(longitude, latitude):
    latitude = max(-85.05, min(85.05, latitude))
    y = 0.5 - math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)
    return round((longitude / 360 + 0.5) * WORLD), round(y * WORLD)


def class_of(highway):
    if highway.endswith("_link"):
        return CLASSES.get(highway[:-5], 5) + LINK
    return CLASSES.get(highway, 5)


def read_streets(path):
    """(name, class, points) of every line, in a fixed order, none twice."""
    with open(path, encoding="utf-8") as stream:
        features = json.load(stream)["features"]
    for feature in features:
        geometry, properties = feature["geometry"], feature["properties"]
        if geometry["type"] != "LineString" or not properties.get("name"):
            continue
        points = []
        for longitude, latitude in geometry["coordinates"]:
            point = project(longitude, latitude)
            if not points or points[-1] != point:
                points.append(point)
        if len(points) >= 2:
            name = " ".join(properties["name"].split())
            yield name, class_of(properties["highway"]), tuple(points)


def read_outlines(path):
    """The rings, cut where one goes along a border that was there before."""
    drawn = set()
    with open(path, encoding="utf-8") as stream:
        features = json.load(stream)["features"]
    for feature in features:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        for polygon in polygons:
            for ring in polygon:
                points = [project(*position[:2]) for position in ring]
                run = []
                for a, b in zip(points, points[1:]):
                    if a == b:
                        continue
                    if (a, b) in drawn or (b, a) in drawn:
                        if run:
                            yield run
                        run = []
                        continue
                    drawn.add((a, b))
                    run = run or [a]
                    run.append(b)
                if run:
                    yield run


def read_parts(path):
    """{cell: Counter of part names} and {part name: [points]} from requests."""
    votes = collections.defaultdict(collections.Counter)
    members = collections.defaultdict(list)
    pile = collections.Counter()
    rows = []
    opener = lzma.open if path.endswith(".xz") else open
    with opener(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            match = re.search(r"  (\D+?)  MA\b", row["Location"])
            try:
                latitude, longitude = float(row["LATITUDE"]), float(row["LONGITUDE"])
            except ValueError:
                continue
            if match and abs(latitude) > 1:
                rows.append((" ".join(match.group(1).split()), project(longitude, latitude)))
                pile[rows[-1][1]] += 1
    for part, point in rows:
        # a point that thousands of requests share is a default, not a place
        if pile[point] < 1000:
            votes[point[0] // CELL, point[1] // CELL][part] += 1
            members[part].append(point)
    return votes, {part: points for part, points in members.items() if len(points) >= 200}


def middle(points):
    xs, ys = sorted(p[0] for p in points), sorted(p[1] for p in points)
    return xs[len(xs) // 2], ys[len(ys) // 2]


def part_of(points, votes, parts):
    """The part of the city most of a line lies in, by the cells round it."""
    ballot = collections.Counter()
    for x, y in points:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                for part, count in votes.get((x // CELL + dx, y // CELL + dy), {}).items():
                    if part in parts:
                        ballot[part] += count * (4 if dx == dy == 0 else 1)
    if ballot:
        return min(ballot, key=lambda part: (-ballot[part], part))
    x, y = points[len(points) // 2]
    return min(parts, key=lambda part: (math.hypot(parts[part][0] - x, parts[part][1] - y), part))


def straightness(line, at_start, other, other_at_start):
    """Cosine of the turn from one line into another at their common end."""
    def away(points, start):
        a, b = (points[0], points[1]) if start else (points[-1], points[-2])
        length = math.hypot(b[0] - a[0], b[1] - a[1])
        return (b[0] - a[0]) / length, (b[1] - a[1]) / length
    (ax, ay), (bx, by) = away(line, at_start), away(other, other_at_start)
    return -(ax * bx + ay * by)


def merge(lines):
    """Joins lines of one street and class end to end where they go straight on,
    so that names have room and joints do not show."""
    ends = collections.defaultdict(list)
    for index, line in enumerate(lines):
        ends[line[0]].append((index, True))
        ends[line[-1]].append((index, False))
    partner = {}
    for node in sorted(ends):
        here = ends[node]
        pairs = []
        for i, (a, a_start) in enumerate(here):
            for b, b_start in here[i + 1:]:
                if a != b:
                    turn = straightness(lines[a], a_start, lines[b], b_start)
                    if turn > SHARPEST:
                        pairs.append((-turn, (a, a_start), (b, b_start)))
        for _, a, b in sorted(pairs):
            if a not in partner and b not in partner:
                partner[a], partner[b] = b, a

    used, merged = set(), []

    def walk(index, from_start):
        points = []
        while index not in used:
            used.add(index)
            piece = lines[index] if from_start else lines[index][::-1]
            points.extend(piece[1:] if points else piece)
            after = partner.get((index, not from_start))
            if after is None:
                break
            index, from_start = after
        return points

    for index in range(len(lines)):          # first from true ends, then the rings
        for from_start in (True, False):
            if index not in used and (index, from_start) not in partner:
                merged.append(walk(index, from_start))
    for index in range(len(lines)):
        if index not in used:
            merged.append(walk(index, True))
    return merged


def simplify(points, fixed, tolerance):
    """Douglas and Peucker's, between points that must stay."""
    keep = [point in fixed for point in points]
    keep[0] = keep[-1] = True
    stops = [i for i, kept in enumerate(keep) if kept]
    stack = list(zip(stops, stops[1:]))
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        worst, where = tolerance * tolerance, None
        for i in range(first + 1, last):
            px, py = points[i][0] - ax, points[i][1] - ay
            along = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
            off = (px - along * dx) ** 2 + (py - along * dy) ** 2
            if off > worst:
                worst, where = off, i
        if where is not None:
            keep[where] = True
            stack += [(first, where), (where, last)]
    return [point for point, kept in zip(points, keep) if kept]


class Writer:
    def __init__(self):
        self.bytes = bytearray()
        self.last = (0, 0)

    def number(self, value):
        assert value >= 0
        while value > 127:
            self.bytes.append(value & 127 | 128)
            value >>= 7
        self.bytes.append(value)

    def signed(self, value):
        self.number(value * 2 if value >= 0 else -value * 2 - 1)

    def text(self, text):
        data = text.encode("utf-8")
        self.number(len(data))
        self.bytes += data

    def points(self, points):
        x, y = self.last
        self.last = points[0]
        for point in points:
            self.signed(point[0] - x)
            self.signed(point[1] - y)
            x, y = point


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("streets", nargs="+")
    parser.add_argument("--out", required=True)
    parser.add_argument("--title", required=True)
    parser.add_argument("--attribution", required=True)
    parser.add_argument("--outlines")
    parser.add_argument("--requests")
    parser.add_argument("--parts-of", default="boston", help="the file whose town has parts")
    arguments = parser.parse_args()

    votes, members = read_parts(arguments.requests) if arguments.requests else ({}, {})
    parts = {part: middle(points) for part, points in members.items()}

    pieces = collections.defaultdict(list)     # (name, place, class) → lines
    seen, towns = set(), {}
    for path in arguments.streets:
        town = os.path.splitext(os.path.basename(path))[0].replace("_", " ").title()
        with_parts = parts and town.lower() == arguments.parts_of
        every = []
        for name, kind, points in read_streets(path):
            if points in seen or points[::-1] in seen:
                continue
            seen.add(points)
            every += points
            place = part_of(points, votes, parts) if with_parts else town
            pieces[name, place, kind].append(points)
        if every:
            towns[town] = (middle(every), len(every))

    use = collections.Counter()
    for lines in pieces.values():
        for points in lines:
            use.update(set(points))
            use[points[0]] += 1
            use[points[-1]] += 1

    # the town's own name stands where the part of the same name lies
    places = {}
    for town, (point, weight) in towns.items():
        places[town] = (parts.get(town, point), weight, 1)
    for part, point in parts.items():
        places.setdefault(part, (point, len(members[part]), 0))
    place_names = sorted(places)
    place_index = {name: i for i, name in enumerate(place_names)}

    merged = {key: merge(sorted(lines)) for key, lines in pieces.items()}
    metre = WORLD / 40075016.7 / math.cos(math.radians(42.3))
    crossing = {point for point, count in use.items() if count > 1}
    names = sorted({name for name, _, _ in merged})
    name_index = {name: i for i, name in enumerate(names)}
    streets = sorted({(name, place) for name, place, _ in merged})
    street_index = {street: i for i, street in enumerate(streets)}

    writer = Writer()
    writer.text(arguments.title)
    writer.text(arguments.attribution)
    writer.number(len(place_names))
    for name in place_names:
        (x, y), weight, is_town = places[name]
        writer.text(name)
        writer.number(x)
        writer.number(y)
        writer.number(weight)
        writer.number(is_town)
    writer.number(len(names))
    for name in names:
        writer.text(name)
    writer.number(len(streets))
    for name, place in streets:
        writer.number(name_index[name])
        writer.number(place_index[place])

    lines = sorted((street_index[name, place], kind, points)
                   for (name, place, kind), many in merged.items() for points in many)
    writer.number(len(lines))
    before, n_points = 0, 0
    for street, kind, points in lines:
        points = simplify(points, crossing, TOLERANCE * metre)
        n_points += len(points)
        writer.number(street - before)
        writer.number(kind)
        writer.number(len(points) - 2)
        writer.points(points)
        before = street

    outlines = list(read_outlines(arguments.outlines)) if arguments.outlines else []
    writer.number(len(outlines))
    for points in outlines:
        points = simplify(points, set(), 4 * metre)
        writer.number(len(points) - 2)
        writer.points(points)

    with open(arguments.out, "wb") as stream:
        stream.write(b"CALLOUTB\x01" + hashlib.sha256(writer.bytes).digest() + writer.bytes)
    print(f"{len(places)} places, {len(names)} names, {len(streets)} streets, {len(lines)} lines, "
          f"{n_points} points, {len(outlines)} outlines: {len(writer.bytes) + 41} bytes",
          file=sys.stderr)


if __name__ == "__main__":
    main()
