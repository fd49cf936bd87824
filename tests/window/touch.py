# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen that is touched. Xvfb has no fingers, so this is the X server itself
on its dummy video driver, which needs no graphics card; its inputtest driver
takes what the fingers do from a socket and says when that has been delivered.
Pointer and keyboard are worked through the XTEST extension, as with Xvfb."""

import os
import socket
import struct
import time

CONFIGURATION = """
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "false"
  Option "AutoAddGPU" "false"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 65536
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 1.0-2000.0
  VertRefresh 1.0-200.0
  Modeline "screen" {clock:.2f} {width} {width_a} {width_b} {width_c} {height} {height_a} {height_b} {height_c}
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "screen"
    Virtual {width} {height}
  EndSubSection
EndSection
Section "InputDevice"
  Identifier "touch"
  Driver "inputtest"
  Option "SocketPath" "{socket}"
  Option "DeviceType" "Touch"
EndSection
Section "ServerLayout"
  Identifier "layout"
  Screen "screen"
  InputDevice "touch" "SendCoreEvents"
EndSection
"""

# The driver's protocol: the kinds of messages, and of touches (as in XI2).
VERSION, WAIT_FOR_SYNC, TOUCH = 0, 1, 6
BEGIN, UPDATE, END = 18, 19, 20
VALUATORS = 64
FULL_SCALE = 0xffff


def configuration(size, path):
    """For Xorg: a screen of that size at 60 Hz, and a touchscreen as large."""
    width, height = size
    columns, lines = width + 240, height + 32
    return CONFIGURATION.format(
        socket=path, width=width, height=height, clock=columns * lines * 60 / 1e6,
        width_a=width + 40, width_b=width + 120, width_c=columns,
        height_a=height + 3, height_b=height + 9, height_c=lines)


class Touchscreen:
    """One finger on the screen, in its coordinates."""

    def __init__(self, path, size):
        self.size = size
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self._send(VERSION, struct.pack("=HH", 1, 0))
        self._answer()
        self.finger = 0
        self.at = None

    def close(self):
        self.socket.close()

    def _send(self, kind, what=b""):
        self.socket.sendall(struct.pack("=II", 8 + len(what), kind) + what)

    def _answer(self):
        said = self.socket.recv(4, socket.MSG_WAITALL)
        length, = struct.unpack("=I", said)
        return self.socket.recv(length - 4, socket.MSG_WAITALL)

    def _touch(self, kind, x, y):
        """Returns when the server has passed it on."""
        places = [x * FULL_SCALE / self.size[0], y * FULL_SCALE / self.size[1]]
        places += [0.0] * (VALUATORS - 2)
        valuators = struct.pack("=IB7x4x", 0, 0b11) + struct.pack("=64d", *places) + struct.pack("=64d", *places)
        self._send(TOUCH, struct.pack("=II", self.finger, kind) + valuators)
        self._send(WAIT_FOR_SYNC)
        self._answer()
        self.at = x, y

    def press(self, x, y):
        self.finger += 1
        self._touch(BEGIN, x, y)

    def move(self, x, y, steps=12, pace=0.03):
        """Slides there at the pace of a hand."""
        x0, y0 = self.at
        for step in range(1, steps + 1):
            self._touch(UPDATE, x0 + (x - x0) * step / steps, y0 + (y - y0) * step / steps)
            time.sleep(pace)

    def lift(self):
        if self.at is not None:
            self._touch(END, *self.at)
        self.at = None


def path_in(folder):
    return os.path.join(folder, "touch.sock")
