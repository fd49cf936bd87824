# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessibility bus, asked directly.

Questions are sent in bulk and answered in bulk: a window with a few hundred
things is read in a fraction of a second, and always from the program itself,
never from a copy that may be stale.
"""

from gi.repository import Gio, GLib

ROOT = "/org/a11y/atspi/accessible/root"
REGISTRY = ("org.a11y.atspi.Registry", ROOT)
FACE = "org.a11y.atspi."
WINDOW_COORDINATES = 1
PATIENCE = 10_000  # milliseconds for one answer

ROLES = """invalid, accelerator label, alert, animation, arrow, calendar, canvas,
check box, check menu item, color chooser, column header, combo box, date
editor, desktop icon, desktop frame, dial, dialog, directory pane, drawing
area, file chooser, filler, focus traversable, font chooser, frame, glass
pane, html container, icon, image, internal frame, label, layered pane,
list, list item, menu, menu bar, menu item, option pane, page tab, page
tab list, panel, password text, popup menu, progress bar, button,
radio button, radio menu item, root pane, row header, scroll bar, scroll
pane, separator, slider, spin button, split pane, status bar, table, table
cell, table column header, table row header, tearoff menu item, terminal,
text, toggle button, tool bar, tool tip, tree, tree table, unknown,
viewport, window, extended, header, footer, paragraph, ruler, application,
autocomplete, editbar, embedded, entry, chart, caption, document frame,
heading, page, section, redundant object, form, link, input method window,
table row, tree item, document spreadsheet, document presentation,
document text, document web, document email, comment, list box, grouping,
image map, notification, info bar, level bar, title bar, block quote,
audio, video, definition, article, landmark, log, marquee, math, rating,
timer, static, math fraction, math root, subscript, superscript,
description list, description term, description value, footnote, content
deletion, content insertion, mark, suggestion, push button menu"""
ROLES = [" ".join(role.split()) for role in ROLES.split(",")]

# Later versions of GTK tell more apart; here both have the first name.
RENAMED = {"grouping": "panel", "toggle button": "button"}

STATES = """invalid active armed busy checked collapsed defunct editable enabled
expandable expanded focusable focused has-tooltip horizontal iconified
modal multi-line multiselectable opaque pressed resizable selectable
selected sensitive showing single-line stale transient vertical visible
manages-descendants indeterminate required truncated animated
invalid-entry supports-autocompletion selectable-text is-default visited
checkable has-popup read-only""".split()


class Bus:
    """The bus on which the programs of one session answer."""

    def __init__(self, session_address):
        session = self._open(session_address)
        reply = session.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress",
            None, None, Gio.DBusCallFlags.NONE, PATIENCE, None)
        session.close_sync(None)
        self._bus = self._open(reply.unpack()[0])

    @staticmethod
    def _open(address):
        connection = Gio.DBusConnection.new_for_address_sync(
            address,
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        connection.set_exit_on_close(False)
        return connection

    def close(self):
        self._bus.close_sync(None)

    def ask(self, questions):
        """Answers, in order, to (reference, interface, method, arguments).

        None stands where the thing is gone or has no such side to it.
        """
        answers = [None] * len(questions)
        open_questions = [len(questions)]

        def answered(bus, result, index):
            try:
                answers[index] = bus.call_finish(result).unpack()
            except GLib.Error:
                pass
            open_questions[0] -= 1

        for index, (where, face, method, arguments) in enumerate(questions):
            if not Gio.dbus_is_name(where[0]):  # a reference to nothing
                open_questions[0] -= 1
                continue
            self._bus.call(where[0], where[1], face, method, arguments, None,
                           Gio.DBusCallFlags.NONE, PATIENCE, None, answered,
                           index)
        context = GLib.MainContext.default()
        while open_questions[0]:
            context.iteration(True)
        return answers

    def call(self, where, face, method, arguments=None):
        return self.ask([(where, FACE + face, method, arguments)])[0]

    def programs(self):
        """The reference of each program's root, with its process's number."""
        found = self.call(REGISTRY, "Accessible", "GetChildren")
        references = found[0] if found else []
        numbers = self.ask([
            (("org.freedesktop.DBus", "/org/freedesktop/DBus"),
             "org.freedesktop.DBus", "GetConnectionUnixProcessID",
             GLib.Variant("(s)", (reference[0],)))
            for reference in references])
        return [(tuple(reference), number[0])
                for reference, number in zip(references, numbers) if number]

    def look(self, references):
        """What each thing is now: a list of Looks, None for what is gone."""
        questions = []
        for where in references:
            questions += [
                (where, FACE + "Accessible", "GetState", None),
                (where, FACE + "Accessible", "GetRole", None),
                (where, "org.freedesktop.DBus.Properties", "Get",
                 GLib.Variant("(ss)", (FACE + "Accessible", "Name"))),
                (where, FACE + "Component", "GetExtents",
                 GLib.Variant("(u)", (WINDOW_COORDINATES,))),
                (where, FACE + "Accessible", "GetChildren", None)]
        answers = self.ask(questions)
        looks = [Look(where, *answers[index * 5:index * 5 + 5])
                 for index, where in enumerate(references)]
        # After GTK 4.8 a status has no name: what it says is its text.
        silent = [look for look in looks if look.role == "status bar" and not look.name]
        texts = self.ask([(look.where, FACE + "Text", "GetText", GLib.Variant("(ii)", (0, -1)))
                          for look in silent])
        for look, text in zip(silent, texts):
            look.name = text[0] if text else ""
        return looks


class Look:
    """One thing at one moment."""

    def __init__(self, where, states, role, name, extents, children):
        self.where = where
        self.gone = states is None
        bits = states[0][0] | states[0][1] << 32 if states else 0
        self.states = {state for index, state in enumerate(STATES)
                       if bits >> index & 1} or {"defunct"}
        number = role[0] if role else 0
        role = ROLES[number] if number < len(ROLES) else "extended"
        self.role = RENAMED.get(role, role)
        if self.gone:
            self.role = "gone"
        self.name = name[0] if name else ""
        # A stack's page has no place of its own.
        self.extents = tuple(extents[0]) if extents else None
        self.children = [tuple(child) for child in children[0]] \
            if children else []

    @property
    def showing(self):
        """Whether it takes up room in its window.

        GTK 4.8 says of every thing whether it is visible, but only of windows
        whether they are showing; what is kept in reserve has no size.
        """
        if self.gone or "visible" not in self.states:
            return False
        return self.extents is None or min(self.extents[2:]) > 0
