# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures and other files for the tests, made of nothing."""

import os
import struct
import zlib


def png(width=64, height=48, colour=(30, 110, 200)):
    """A picture of one colour with a lighter band across."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data +
                struct.pack(">I", zlib.crc32(kind + data)))
    band = tuple(min(255, part + 90) for part in colour)
    rows = b"".join(
        b"\0" + bytes(band if height // 3 < row < height // 2 else colour) * width
        for row in range(height))
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def write(folder, name, data):
    """Writes a file; says where it is."""
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())
    return path
