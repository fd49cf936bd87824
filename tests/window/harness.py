# SPDX-License-Identifier: GPL-3.0-or-later
"""Works the real window on a virtual display, as a person would.

    with Session(size=(1366, 768)) as session:
        app = session.start([binary], env={...})
        app.find("button", "Assign Work Order").click()
        app.find("label", re.compile("assigned")) # waits until it is there
        app.screenshot("build/tour/assign.png")
        app.close()                               # fails on any warning

Names, roles and states come from the accessibility tree (AT-SPI), so what a
screen reader is told is what the tests can find. Clicks, drags and keys are
those of the X server's pointer and keyboard. Nothing sleeps for luck: every
look waits until it holds, up to a deadline, and says what it saw instead.
"""

import contextlib
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from gi.repository import GLib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "runner"))
import atspi  # noqa: E402
import tap  # noqa: E402
import touch  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.environ.get("MESON_SOURCE_ROOT", os.path.dirname(os.path.dirname(HERE)))
BUILD = os.environ.get("MESON_BUILD_ROOT", os.path.join(SOURCE, "build"))
# A busy machine is slow; a deadline is there to end a wait that is in vain.
DEADLINE = float(os.environ.get("CALLOUT_TEST_DEADLINE", "20"))
PACE = 0.03

# Names that AT-SPI gave up; a test may use either.
ROLES = {"push button": "button"}

# Said by the display's drivers on a machine without a graphics card.
HARMLESS = re.compile(r"^(libEGL|MESA|MESA-LOADER|libGL)\b|^$")

OPENBOX = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew></focus>
  <placement><policy>Smart</policy><center>yes</center></placement>
  <desktops><number>1</number></desktops>
  <keyboard/>
  <mouse>
    <context name="Client">
      <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
    </context>
  </mouse>
</openbox_config>
"""
GTK_SETTINGS = """[Settings]
gtk-enable-animations=0
gtk-cursor-blink=0
gtk-font-name=Cantarell 11
gtk-icon-theme-name=Adwaita
"""


def _end_with_parent():
    """Runs in a child before it starts: it shall not outlive the tests."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def wait(look, what, deadline=None):
    """Calls look() until it answers something true, and returns that."""
    end = time.monotonic() + (DEADLINE if deadline is None else deadline)
    while True:
        answer = look()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(PACE)


class Session:
    """A display of its own with a window manager and the accessibility bus.

    With @touch it is one that is touched, by self.touch.

    Home, settings and caches are in a folder that is removed at the end. The
    environment is this session's until then, so have one at a time.
    """

    def __init__(self, size=(1366, 768), dark=False, language=None, touch=False):
        self.size = size
        self.dark = dark
        self.language = language
        self.touched = touch
        self.touch = None  # the finger, on a display that is touched
        self.folder = tempfile.mkdtemp(prefix="callout-window-")
        self.bus = None
        self.processes = []
        self.apps = []
        self._before = dict(os.environ)
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # -- beginning and end

    def _begin(self):
        self._folders()
        self._start_display()
        self._start_bus()
        self._spawn("openbox", "--config-file",
                    self._file("openbox.xml", OPENBOX), "--sm-disable")
        # With it GTK draws windows as on a desktop: shadow and round corners.
        self._spawn("picom", "--backend", "xrender", "--config", os.devnull)
        self._spawn("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        wait(self._has_window_manager, "the window manager")
        self._promise_shadows()
        self._connect()

    def _folders(self):
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME",
                     "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
            path = os.path.join(self.folder, name.lower())
            os.makedirs(path, mode=0o700)
            os.environ[name] = path
        gtk = os.path.join(os.environ["XDG_CONFIG_HOME"], "gtk-4.0")
        os.makedirs(gtk)
        with open(os.path.join(gtk, "settings.ini"), "w",
                  encoding="utf-8") as file:
            file.write(GTK_SETTINGS)
        # Settings in a file: they last from one start to the next, as for a
        # person, and a test can write them before the first.
        os.environ["GSETTINGS_BACKEND"] = "keyfile"
        os.environ["GDK_BACKEND"] = "x11"
        # Software drawing: the same pixels on every machine.
        os.environ["GSK_RENDERER"] = "cairo"
        os.environ["LIBGL_ALWAYS_SOFTWARE"] = "1"
        os.environ["NO_AT_BRIDGE"] = "0"
        for name in ("WAYLAND_DISPLAY", "GTK_A11Y", "GTK_THEME", "LANGUAGE",
                     "DESKTOP_STARTUP_ID", "AT_SPI_BUS_ADDRESS",
                     "GTK_MODULES", "LC_ALL", "LC_MESSAGES"):
            os.environ.pop(name, None)
        os.environ["LANG"] = "C.UTF-8"
        if self.language:
            os.environ["LANGUAGE"] = self.language
        if self.dark:
            os.environ["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark"

    def _file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def _spawn(self, *command, **more):
        with open(os.path.join(self.folder, "session.log"), "ab") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                preexec_fn=_end_with_parent, **more)
        self.processes.append(process)
        return process

    def _answer(self, *command):
        """Starts a server that writes its address to a pipe; returns that."""
        reader, writer = os.pipe()
        process = self._spawn(*[str(writer) if word == "FD" else
                                word.replace("FD", str(writer))
                                for word in command], pass_fds=[writer])
        os.close(writer)
        with os.fdopen(reader, encoding="utf-8") as file:
            line = file.readline().strip()
        if not line:
            raise RuntimeError(f"{command[0]} did not start "
                               f"(status {process.wait()}):\n{self._log()}")
        return line

    def _start_display(self):
        width, height = self.size
        if self.touched:
            path = touch.path_in(self.folder)
            number = self._answer(
                "Xorg", "-displayfd", "FD", "-config",
                self._file("xorg.conf", touch.configuration(self.size, path)),
                "-logfile", os.path.join(self.folder, "xorg.log"),
                "-nolisten", "tcp", "-noreset", "-novtswitch", "-dpi", "96")
            self.touch = touch.Touchscreen(path, self.size)
        else:
            number = self._answer("Xvfb", "-displayfd", "FD", "-screen", "0",
                                  f"{width}x{height}x24", "-nolisten", "tcp",
                                  "-noreset", "-dpi", "96")
        os.environ["DISPLAY"] = ":" + number

    def _start_bus(self):
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self._answer(
            "dbus-daemon", "--session", "--nofork", "--nosyslog",
            "--print-address=FD")

    def _has_window_manager(self):
        said = subprocess.run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"],
                              capture_output=True, text=True).stdout
        return "window id" in said

    def _promise_shadows(self):
        """GTK draws shadows only under a window manager that says it knows
        of them; openbox does not say so, and nothing breaks if it does."""
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XInternAtom.restype = x11.XDefaultRootWindow.restype = ctypes.c_ulong
        display = ctypes.c_void_p(x11.XOpenDisplay(None))
        atom = ctypes.c_ulong(x11.XInternAtom(display, b"_GTK_FRAME_EXTENTS", 0))
        supported = ctypes.c_ulong(x11.XInternAtom(display, b"_NET_SUPPORTED", 0))
        root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
        type_atom, append = ctypes.c_ulong(4), 2
        x11.XChangeProperty(display, root, supported, type_atom, 32, append,
                            ctypes.byref(atom), 1)
        x11.XCloseDisplay(display)

    def _connect(self):
        self.bus = wait(self._accessibility_bus, "the accessibility bus")

    @staticmethod
    def _accessibility_bus():
        with contextlib.suppress(GLib.Error):
            return atspi.Bus(os.environ["DBUS_SESSION_BUS_ADDRESS"])

    def _log(self):
        with open(os.path.join(self.folder, "session.log"),
                  encoding="utf-8", errors="replace") as file:
            return file.read()

    def close(self):
        for app in list(self.apps):
            app.kill()
        if self.touch is not None:
            self.touch.close()
        if self.bus is not None:
            with contextlib.suppress(GLib.Error):
                self.bus.close()
            self.bus = None
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes = []
        os.environ.clear()
        os.environ.update(self._before)
        shutil.rmtree(self.folder, ignore_errors=True)

    # -- applications

    def setting(self, schema_path, key, value):
        """Writes a setting (GVariant text) before an application starts."""
        folder = os.path.join(os.environ["XDG_CONFIG_HOME"], "glib-2.0",
                              "settings")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "keyfile"), "a",
                  encoding="utf-8") as file:
            file.write(f"[{schema_path.strip('/')}]\n{key}={value}\n")

    def start(self, command, env=None, maximized=True):
        """Starts a program and waits for its first window."""
        app = App(self, command, env or {})
        self.apps.append(app)
        try:
            app.wait_for_window()
            if maximized:
                app.maximize()
        except BaseException:
            app.kill()
            raise
        return app


class Node:
    """One thing in the accessibility tree, asked anew each time."""

    def __init__(self, app, where):
        self.app = app
        self.where = where

    def __repr__(self):
        return f"<{self.role} “{self.name}”>"

    def __eq__(self, other):
        return isinstance(other, Node) and self.where == other.where

    def __hash__(self):
        return hash(self.where)

    @property
    def bus(self):
        return self.app.session.bus

    def look(self):
        """What it is at this moment."""
        return self.bus.look([self.where])[0]

    def _property(self, name, otherwise=None):
        answer = self.bus.ask([(
            self.where, "org.freedesktop.DBus.Properties", "Get",
            GLib.Variant("(ss)", ("org.a11y.atspi.Accessible", name)))])[0]
        return answer[0] if answer else otherwise

    @property
    def role(self):
        return self.look().role

    @property
    def name(self):
        return self.look().name

    @property
    def description(self):
        return self._property("Description", "")

    @property
    def text(self):
        """What an entry or a label holds."""
        answer = self.bus.call(self.where, "Text", "GetText",
                               GLib.Variant("(ii)", (0, -1)))
        return answer[0] if answer else self.name

    @property
    def states(self):
        return self.look().states

    @property
    def showing(self):
        return self.look().showing

    @property
    def sensitive(self):
        return "sensitive" in self.states

    @property
    def selected(self):
        return "selected" in self.states

    @property
    def checked(self):
        return bool(self.states & {"checked", "pressed"})

    @property
    def focused(self):
        return "focused" in self.states

    @property
    def children(self):
        return [Node(self.app, where) for where in self.look().children]

    @property
    def parent(self):
        where = self._property("Parent")
        if not where or where[1].endswith("/null"):
            return None
        return Node(self.app, tuple(where))

    @property
    def actions(self):
        answer = self.bus.call(self.where, "Action", "GetActions")
        return [action[0] for action in answer[0]] if answer else []

    # -- looking

    def walk(self, showing=True):
        """Looks at everything that shows under this, nearest first.

        A stack's page that was shown once keeps its place when another takes
        it, and AT-SPI is told nothing that tells them apart: look for what
        only the page on top has.
        """
        row = [self.where]
        while row:
            looks = [look for look in self.bus.look(row) if not look.gone]
            if showing:
                looks = [look for look in looks
                         if look.showing or look.where == self.where
                         or look.role == "application"]
            yield from looks
            row = [child for look in looks for child in look.children]

    @staticmethod
    def _fits(look, role=None, name=None, **states):
        if role is not None and look.role != ROLES.get(role, role):
            return False
        if isinstance(name, str):
            if look.name != name:
                return False
        elif name is not None and not name.search(look.name):
            return False
        return all((state in look.states) is wanted
                   for state, wanted in states.items())

    def matches(self, role=None, name=None, **states):
        return self._fits(self.look(), role, name, **states)

    def all(self, role=None, name=None, showing=True, **states):
        """Everything under this that matches now; does not wait."""
        return [Node(self.app, look.where) for look in self.walk(showing)
                if self._fits(look, role, name, **states)]

    def find(self, role=None, name=None, deadline=None, showing=True,
             **states):
        """The first that matches, waiting until there is one.

        @name is a string or a compiled pattern; further keywords are states
        that must be so, as selected=True or sensitive=False. A list row has
        no name of its own: look for it with find_around().
        """
        def look():
            self.app.check_alive()
            for seen in self.walk(showing):
                if self._fits(seen, role, name, **states):
                    return Node(self.app, seen.where)
            return None
        try:
            return wait(look, f"{role or 'anything'} {name or ''} {states}",
                        deadline)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.tree()}") from None

    def tree(self, limit=600):
        """The visible tree as text, for messages."""
        looks = {look.where: look for look in self.walk()}
        lines = []

        def show(where, depth):
            look = looks.get(where)
            if look is None or len(lines) >= limit:
                return
            name = f" “{look.name}”" if look.name else ""
            off = "" if "sensitive" in look.states else " (insensitive)"
            lines.append("  " * depth + look.role + name + off)
            for child in look.children:
                show(child, depth + 1)
        show(self.where, 0)
        return "\n".join(lines)

    def find_around(self, role, name, deadline=None):
        """The thing with the role that holds a label with the name."""
        return self.find("label", name, deadline).within(role)

    def gone(self, role=None, name=None, deadline=None, **states):
        """Waits until nothing under this matches."""
        wait(lambda: not self.all(role, name, **states),
             f"{role} {name} to go", deadline)

    def within(self, role):
        """The nearest thing around this with the role."""
        node = self
        while node is not None and node.role not in (role, "gone"):
            node = node.parent
        if node is None or node.role == "gone":
            raise AssertionError(f"{self} is not within a {role}")
        return node

    # -- place

    @property
    def extents(self):
        """x, y, width, height in its window, without the window's shadow."""
        return self.look().extents or (0, 0, 0, 0)

    @property
    def toplevel(self):
        node = self
        while True:
            parent = node.parent
            if parent is None or parent.role == "application":
                return node
            node = parent

    @property
    def rectangle(self):
        """x, y, width, height on the screen."""
        x, y, width, height = self.extents
        left, top = self._popover_origin() or self.app.origin(self.toplevel)
        return left + x, top + y, width, height

    def _popover_origin(self):
        """Where the coordinates begin if this is in a popover, else None.

        A popover is an X window of its own that AT-SPI does not know of: to
        AT-SPI it lies at its anchor. It is the thing around this that is of
        the X window's size.
        """
        places = self.app.popovers()
        node = self if places else None
        while node is not None and node.role not in ("frame", "gone"):
            x, y, width, height = node.extents
            for place in places:
                if abs(place[2] - width) < 3 and abs(place[3] - height) < 3:
                    return place[0] - x, place[1] - y
            node = node.parent
        return None

    @property
    def center(self):
        x, y, width, height = self.rectangle
        return round(x + width / 2), round(y + height / 2)

    # -- doing

    def click(self, button=1, times=1, at=None, holding=None):
        """Clicks in the middle, or @at (dx, dy) from the top left corner,
        with the key @holding pressed if one is named."""
        for _ in range(5):
            settled = self._settled()
            x, y = at if at is not None else (settled[2] / 2, settled[3] / 2)
            self.app.move(round(settled[0] + x), round(settled[1] + y))
            # A popover that has no place on the screen yet is elsewhere to AT-SPI.
            if self.rectangle == settled:
                break
        if holding:
            self.app.xdotool("keydown", holding)
        if times == 1:
            self.app.press(button)
        else:
            self.app.xdotool("click", "--repeat", str(times), "--delay", "60",
                             str(button))
        if holding:
            self.app.xdotool("keyup", holding)
        return self

    def double_click(self):
        return self.click(times=2)

    def menu(self):
        """Opens the context menu."""
        return self.click(button=3)

    def _settled(self):
        """The rectangle once it has a size and has stopped moving."""
        before = [None]

        def look():
            now = self.rectangle
            still = now == before[0] and now[2] > 0 and now[3] > 0
            before[0] = now
            return now if still else None
        return wait(look, f"{self} to have a place")

    def drag_to(self, target, steps=12, at=None):
        """Drags this onto @target with the pointer, and lets go there."""
        x0, y0 = self._middle()
        x1, y1 = target._middle() if isinstance(target, Node) else target
        if at is not None:
            x1, y1 = target.rectangle[0] + at[0], target.rectangle[1] + at[1]
        app = self.app
        app.move(x0, y0)
        app.xdotool("mousedown", "1")
        for step in range(1, steps + 1):
            app.move(x0 + (x1 - x0) * step // steps,
                     y0 + (y1 - y0) * step // steps)
            time.sleep(PACE)  # the pace of a hand, not a wait
        # Once more within the target: it answers to a movement over itself.
        app.move(x1 + 1, y1 + 1)
        time.sleep(PACE)
        app.xdotool("mouseup", "1")

    def _middle(self):
        x, y, width, height = self._settled()
        return round(x + width / 2), round(y + height / 2)

    def type(self, text, clear=False):
        """Clicks into this and types."""
        self.click()
        if clear:
            self.app.key("ctrl+a", "Delete")
        self.app.type(text)
        return self

    def do(self, action=None):
        """Runs an accessible action (the first, or by name), without input."""
        index = 0 if action is None else self.actions.index(action)
        self.bus.call(self.where, "Action", "DoAction",
                      GLib.Variant("(i)", (index,)))
        return self

    def wait_for(self, **states):
        """Waits until the states hold: wait_for(sensitive=True)."""
        wait(lambda: self.matches(**states), f"{self} to be {states}")
        return self


class App(Node):
    """A running program, and the root of what it shows."""

    def __init__(self, session, command, env):
        super().__init__(self, None)
        self.session = session
        self.command = list(command)
        self.errors = os.path.join(
            session.folder, f"stderr-{len(session.apps)}.log")
        environment = {**os.environ, "G_DEBUG": "fatal-criticals",
                       "GSETTINGS_SCHEMA_DIR": os.path.join(BUILD, "data"),
                       "CALLOUT_DATA_DIR": os.path.join(SOURCE, "data"),
                       "CALLOUT_LOCALE_DIR": os.path.join(BUILD, "po"),
                       **env}
        with open(self.errors, "wb") as errors:
            self.process = subprocess.Popen(
                self.command, env=environment, stdin=subprocess.DEVNULL,
                stdout=errors, stderr=errors, preexec_fn=_end_with_parent)

    def __repr__(self):
        return f"<{os.path.basename(self.command[0])} {self.process.pid}>"

    # -- life

    def wait_for_window(self):
        def look():
            self.check_alive()
            for where, number in self.bus.programs():
                if number == self.process.pid:
                    self.where = where
                    return any(node.showing for node in self.children)
            return False
        wait(look, f"the first window of {self}")

    def check_alive(self):
        if self.process.poll() is not None:
            raise AssertionError(
                f"{self} ended with status {self.process.returncode}:\n"
                + self.stderr())

    def stderr(self):
        with open(self.errors, encoding="utf-8", errors="replace") as file:
            return file.read()

    def warnings(self):
        return [line for line in self.stderr().splitlines()
                if not HARMLESS.match(line)]

    def close(self):
        """Closes it as a person does; it must go quietly."""
        self.check_alive()
        for window in list(self.children):
            with contextlib.suppress(AssertionError):
                identifier = self.x_window(window)
                subprocess.run(["wmctrl", "-i", "-c", identifier], check=False)
        try:
            self.process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self} did not end when closed") from None
        self._forget()
        problems = self.warnings()
        if self.process.returncode != 0 or problems:
            raise AssertionError(
                f"{self} ended with status {self.process.returncode} and "
                "said:\n" + "\n".join(problems))

    def kill(self):
        """Ends it at once, whatever it is doing."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._forget()

    def _forget(self):
        if self in self.session.apps:
            self.session.apps.remove(self)

    # -- windows

    def window(self, name=None, deadline=None):
        """A toplevel by its title (a string or a pattern)."""
        def look():
            self.check_alive()
            for node in self.children:
                if node.showing and node.matches(name=name):
                    return node
            return None
        return wait(look, f"the window {name}", deadline)

    def x_windows(self):
        said = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--pid",
             str(self.process.pid)], capture_output=True, text=True).stdout
        return said.split()

    def popovers(self):
        """The places of the X windows that no window manager manages, but
        for the dot off the screen that a drag leaves behind."""
        managed = subprocess.run(["xprop", "-root", "_NET_CLIENT_LIST"],
                                 capture_output=True, text=True).stdout
        managed = {int(word, 16)
                   for word in re.findall(r"0x[0-9a-f]+", managed)}
        places = [self._geometry(window) for window in self.x_windows()
                  if int(window) not in managed]
        return [place for place in places if place[2] > 1 and place[3] > 1]

    def x_window(self, toplevel):
        """The X window of a toplevel, found by its title and its size."""
        title, size = toplevel.name, toplevel.extents[2:]

        def look():
            found = []
            for identifier in self.x_windows():
                name = self.ask("getwindowname", identifier)
                geometry = self._geometry(identifier)
                frame = self._frame(identifier)
                inner = (geometry[2] - frame[0] - frame[1],
                         geometry[3] - frame[2] - frame[3])
                off = abs(inner[0] - size[0]) + abs(inner[1] - size[1])
                if name == title or (not title and off == 0):
                    found.append((off, identifier))
            return min(found)[1] if found else None
        return wait(look, f"the X window “{title}”", 5)

    def origin(self, toplevel):
        """Where a toplevel's accessible coordinates begin on the screen.

        They begin inside its border, which is as wide on every side; around
        that may be a shadow, which is not.
        """
        identifier = self.x_window(toplevel)
        x, y, width, height = self._geometry(identifier)
        left, right, top, bottom = self._frame(identifier)
        inner = toplevel.extents[2:]
        return (x + left + (width - left - right - inner[0]) // 2,
                y + top + (height - top - bottom - inner[1]) // 2)

    def _geometry(self, identifier):
        values = dict(line.split("=", 1) for line in self.ask(
            "getwindowgeometry", "--shell", identifier).splitlines()
            if "=" in line)
        return tuple(int(values.get(key, 0))
                     for key in ("X", "Y", "WIDTH", "HEIGHT"))

    def _frame(self, identifier):
        """Left, right, top, bottom of the shadow GTK draws for itself."""
        said = subprocess.run(
            ["xprop", "-id", identifier, "_GTK_FRAME_EXTENTS"],
            capture_output=True, text=True).stdout
        numbers = re.findall(r"\d+", said.partition("=")[2])
        return tuple(map(int, numbers)) if len(numbers) == 4 else (0, 0, 0, 0)

    def maximize(self):
        """Gives the first window the whole screen."""
        window = self.window()
        identifier = self.x_window(window)
        subprocess.run(["wmctrl", "-i", "-r", identifier, "-b",
                        "add,maximized_vert,maximized_horz"], check=True)
        width, height = self.session.size
        wait(lambda: self._geometry(identifier) == (0, 0, width, height),
             f"the window to fill {width}×{height}; it is "
             f"{self._geometry(identifier)}")
        wait(lambda: width - window.extents[2] < 24 and
             height - window.extents[3] < 24, "the window to be laid out")

    # -- input

    def ask(self, *words):
        return subprocess.run(["xdotool", *words], capture_output=True,
                              text=True).stdout.strip()

    def xdotool(self, *words):
        subprocess.run(["xdotool", *words], check=True,
                       stdout=subprocess.DEVNULL)

    def move(self, x, y):
        self.xdotool("mousemove", "--sync", str(round(x)), str(round(y))) \
            if self.ask("getmouselocation").split()[:2] != \
            [f"x:{round(x)}", f"y:{round(y)}"] else None

    def press(self, button=1):
        """Presses a button of the pointer, and lets go.

        Not before the program has taken the press: GTK asks the display now
        and then where the pointer is, and if it hears of a button let go of
        whose release it has not come to yet, it takes the press back. A hand
        is slow enough, and this shall be on a busy machine, too.
        """
        self.xdotool("mousedown", str(button))
        for _ in range(3):
            time.sleep(PACE)  # the pace of a hand, not a wait
            self.bus.look([self.where])
        self.xdotool("mouseup", str(button))

    def key(self, *keys):
        """Presses keys one after another: key("ctrl+k", "Return")."""
        for key in keys:
            self.xdotool("key", "--clearmodifiers", key)

    def type(self, text):  # pylint: disable=arguments-differ
        self.xdotool("type", "--clearmodifiers", "--delay", "15", text)

    # -- seeing

    def screenshot(self, path):
        """Photographs the screen once it has stopped changing."""
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        before = [None]

        def look():
            subprocess.run(["import", "-window", "root", "-silent",
                            "png:" + path], check=True)
            now = subprocess.run(["identify", "-format", "%#", path],
                                 check=True, capture_output=True).stdout
            same = now == before[0]
            before[0] = now
            return same
        # A clock or a spinner may never rest: then the last picture counts.
        with contextlib.suppress(AssertionError):
            wait(look, "the picture to rest", 4)
        return path


class WindowTest(unittest.TestCase):
    """A case with a session of its own; on failure it leaves a picture."""

    SIZE = (1366, 768)
    DARK = False
    LANGUAGE = None
    TOUCH = False

    @classmethod
    def setUpClass(cls):
        cls.session = Session(cls.SIZE, cls.DARK, cls.LANGUAGE, cls.TOUCH)

    @classmethod
    def tearDownClass(cls):
        cls.session.close()

    def run(self, result=None):
        before = len(result.failures) + len(result.errors)
        self._result, self._before = result, before
        return super().run(result)

    def picture_of_failure(self):
        """Call first in tearDown of a class that overrides it."""
        # Python has put the case's own trouble down by the time it tears down.
        result = self._result
        failed = len(result.failures) + len(result.errors) > self._before
        if failed and self.session.apps:
            name = os.path.basename(sys.argv[0]).removesuffix(".py")
            case = self.id().removeprefix("__main__.")
            path = os.path.join(BUILD, "window-failures", f"{name}.{case}.png")
            with contextlib.suppress(Exception):
                self.session.apps[-1].screenshot(path)
                print(f"picture: {path}", file=sys.stderr)

    def tearDown(self):
        self.picture_of_failure()
        for app in list(self.session.apps):
            app.kill()


main = tap.main
