# SPDX-License-Identifier: GPL-3.0-or-later
"""A small town's store, and the window over it, for the tests of the views."""

import json
import os
import re
import subprocess
import tempfile

import harness

CALLOUT = os.path.join(harness.BUILD, "src", "app", "callout")
CALLOUTCTL = os.path.join(harness.BUILD, "src", "ctl", "calloutctl")
NOW = "2026-03-12T10:43:00-04:00"

GROUPS = {"water": "Water and Sewer", "lights": "Street Lights"}
PEOPLE = [
    # login, name, roles, skills, groups, dispatches, latitude, longitude
    ("dana", "Dana Whitfield", "dispatcher", "", "", "", None, None),
    ("marco", "Marco Bianchi", "dispatcher", "", "", "", None, None),
    ("gina", "Gina Okafor", "group-dispatcher", "", "", "water", None, None),
    ("lena", "Lena Fischer", "member", "pipes", "water", "", 42.350, -71.060),
    ("otto", "Otto Berg", "member", "pipes", "water", "", 42.352, -71.064),
    ("pia", "Pia Rossi", "member", "pipes", "water", "", 42.361, -71.070),
    ("ravi", "Ravi Chandran", "member", "wiring", "lights", "",
     42.349, -71.059),
]
WORK = [
    # title, priority, skills, due, address, latitude, longitude
    ("Hydrant leaks", "high", "pipes", "2026-03-12T12:00:00-04:00",
     "12 Elm Street", 42.351, -71.061),
    ("Main burst", "normal", "pipes", "2026-03-12T09:00:00-04:00",
     "3 Harbor Road", 42.355, -71.066),
    ("Lamp is dark", "low", "wiring", "2026-03-14T10:00:00-04:00",
     "77 Oak Lane", 42.348, -71.057),
    ("Drain is blocked", "normal", "pipes", "2026-03-13T10:00:00-04:00",
     "Somewhere", None, None),
]


class Store:
    """A store made by commands, as an administrator would."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="callout-desk-")
        self.path = os.path.join(self.folder, "town.db")
        self.environment = {
            **os.environ, "CALLOUT_NOW": NOW, "LANGUAGE": "", "LC_ALL": "C.UTF-8",
            "CALLOUT_DATA_DIR": os.path.join(harness.SOURCE, "data")}
        self._found()

    def _found(self):
        self.ctl("init", "--admin", "ada")
        self._settle()

    def ctl(self, *words, by="ada"):
        said = subprocess.run(
            [CALLOUTCTL, "--store", self.path, "--as", by, "--json", *words],
            env=self.environment, capture_output=True, text=True, check=False)
        if said.returncode != 0:
            raise AssertionError(f"calloutctl {words}: {said.stderr}")
        return json.loads(said.stdout) if said.stdout.strip() else None

    def do(self, command, ref=None, by="ada", **values):
        words = ["do", command] + ([ref] if ref else [])
        words += [f"{name}={value}" for name, value in values.items()
                  if value not in (None, "")]
        return self.ctl(*words, by=by)

    def show(self, ref):
        return self.ctl("show", ref)

    def _settle(self):
        self.do("settings.set", key="site.time-zone", value="America/New_York")
        for key, name in GROUPS.items():
            self.do("group.create", key=key, name=name)
        for (login, name, roles, skills, groups, dispatches, latitude,
             longitude) in PEOPLE:
            self.do("person.create", login=login, name=name, roles=roles,
                    skills=skills, latitude=latitude, longitude=longitude,
                    position_at=NOW if latitude else None)
            if groups:
                self.do("group.add-member", groups, person=login)
            if dispatches:
                self.do("group.set-dispatchers", dispatches, person=login)
        self.do("person.set-grant", "dana", grant="reallocate", on="true")
        for (title, priority, skills, due, address, latitude,
             longitude) in WORK:
            self.do("ticket.create", by="dana", title=title, priority=priority,
                    skills=skills, due_latest=due, address=address,
                    latitude=latitude, longitude=longitude, visit="true")

    def order(self, title):
        """The work order with that title."""
        for order in self.ctl("list", "work-orders"):
            ticket = self.show(order["ticket"])
            if ticket["title"] == title:
                return order
        raise AssertionError(f"there is no work order “{title}”")


class City(Store):
    """The demonstration city."""

    def _found(self):
        self.ctl("init", "--demo")


class DeskTest(harness.WindowTest):
    """Each test has a town of its own and a window at which somebody sits."""

    PERSON = "dana"
    TABLE = "Work orders"

    def setUp(self):
        self.store = Store()
        self.app = self.sit_down(self.PERSON)

    def environment(self):
        """What else the window shall find around it."""
        return {}

    def sit_down(self, person):
        app = self.session.start([CALLOUT, "--store", self.store.path],
                                 env={"CALLOUT_USER": person,
                                      "CALLOUT_NOW": NOW, **self.environment()})
        # Where the window is narrow, all that is named is the view in front.
        app.find("label", re.compile("^(Dispatch|Map|My Work|Tickets|Workflow)$"))
        return app

    # -- reading

    def table(self):
        """The list, without its header."""
        return self.app.find("tree table", self.TABLE).find("list")

    def rows(self):
        """The rows of the list: a list of texts each."""
        rows = [[cell.all("label") for cell in row.children]
                for row in self.table().children if row.showing]
        return [[labels[0].name for labels in row if labels] for row in rows]

    def titles(self):
        """The column called Work, from the first row to the last."""
        names = {work[0] for work in WORK}
        return [text for row in self.rows() for text in row if text in names]

    def wait_titles(self, *titles):
        harness.wait(lambda: self.titles() == list(titles),
                     f"the list to be {titles}; it is {self.titles()}")

    def wait_state(self, title, state):
        harness.wait(lambda: self.store.order(title)["state"] == state,
                     f"“{title}” to be {state}")

    def nameless(self, within=None):
        """What can be pressed or filled in, but a screen reader cannot name:
        GTK 4.8 then says the class."""
        roles = {"button", "check box", "radio button", "page tab", "entry",
                 "text", "password text", "combo box", "spin button"}
        return [look.role for look in (within or self.app).walk()
                if look.role in roles
                and re.fullmatch(r"((Gtk|Adw|Callout)[A-Z]\w*)?", look.name)]

    # -- doing

    def choose(self, title, *more):
        """Selects a row, and with Control further ones."""
        table = self.table()
        table.find("label", title).click()
        for other in more:
            self.app.xdotool("keydown", "ctrl")
            table.find("label", other).click()
            self.app.xdotool("keyup", "ctrl")
        return self

    def press(self, label):
        self.app.find("button", label, sensitive=True).click()

    def leave(self):
        """Cancels what is open over the window, and closes it."""
        while len(self.app.children) > 1:
            n = len(self.app.children)
            self.app.children[-1].find("button", "Cancel").click()
            harness.wait(lambda: len(self.app.children) < n,
                         "the window on top to close")
        self.app.close()

    def photograph(self, name):
        return self.app.screenshot(
            os.path.join(harness.BUILD, "window-pictures", name + ".png"))
