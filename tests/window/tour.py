#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dispatcher's main job, worked by pointer and keyboard, with pictures.

    tour.py FOLDER

Leaves a picture a step in FOLDER and prints its path. What the window claims
is compared with what calloutctl finds in the store; the tour fails where they
differ, where something is missing, or where the program warns of anything.
"""

import json
import os
import re
import shutil
import subprocess
import sys

import harness

CALLOUT = os.path.join(harness.BUILD, "src", "app", "callout")
CALLOUTCTL = os.path.join(harness.BUILD, "src", "ctl", "calloutctl")
# A Tuesday morning: people are on duty.
NOW = "2026-03-10T10:00:00-04:00"


class Tour:
    def __init__(self, session, folder):
        self.session = session
        self.folder = folder
        self.number = 0
        self.store = os.path.join(folder, "city.db")
        self.env = {"CALLOUT_STORE": self.store, "CALLOUT_NOW": NOW}
        self.app = None

    # -- helpers

    def picture(self, name):
        self.number += 1
        path = os.path.join(self.folder, f"{self.number:02}-{name}.png")
        self.app.screenshot(path)
        print(os.path.relpath(path), flush=True)

    def ctl(self, *words):
        environment = {**os.environ, **self.env,
                       "CALLOUT_DATA_DIR": os.path.join(harness.SOURCE, "data")}
        said = subprocess.run([CALLOUTCTL, "--json", "--as", "ada", *words],
                              env=environment, capture_output=True, text=True)
        if said.returncode != 0:
            raise AssertionError(f"calloutctl {' '.join(words)}: {said.stderr}")
        return json.loads(said.stdout)

    def order(self, ref):
        return self.ctl("show", ref)

    def until(self, ref, what, **fields):
        """Waits until the store says so of a work order."""
        seen = {}

        def look():
            seen.update(self.order(ref))
            return all(seen[name] == value for name, value in fields.items())
        try:
            harness.wait(look, what)
        except AssertionError as error:
            raise AssertionError(
                f"{error}: {[(name, seen.get(name)) for name in fields]}") \
                from None

    def eligible(self, ref, login=None):
        people = self.ctl("nearest", ref, "--limit", "20")
        return [person for person in people if person["eligible"]]

    def start(self):
        self.app = self.session.start([CALLOUT], env=self.env)

    def sign_in(self, name):
        self.app.find("button", re.compile("^Signed in as")).click()
        self.app.find("entry", showing=True, focused=True)
        self.app.key("ctrl+a")
        self.app.type(name)
        self.narrowed(self.app, "People", name).click()
        self.app.find("button", f"Signed in as {name}")

    @staticmethod
    def narrowed(where, name, item):
        """Waits until a search has brought an item to the top of a list."""
        found = where.find("list", name)
        row = found.find("list item", item)
        harness.wait(lambda: abs(row.extents[1] - found.extents[1]) < 12,
                     f"{item} to be first of the {name}")
        return row

    def choose(self, ref, label=None):
        """Selects a work order by its number, or by what else its row says."""
        self.app.find_around("table row", label or ref).click()
        self.app.find("label", re.compile(rf"^{ref} · "))

    def window(self, title):
        return self.app.window(re.compile(title))

    def press(self, name, within=None):
        """Presses a button; a mnemonic may stand before its name."""
        (within or self.app).find(
            "button", re.compile(rf"(^|\s){re.escape(name)}$"),
            sensitive=True).click()

    def assign(self, ref, lead, collaborators=()):
        """Works the Assign window as far as its button."""
        self.press("Assign Work Order")
        window = self.window(f"Assign {ref}")
        window.find("radio button", f"Lead: {lead}").click()
        for name in collaborators:
            window.find("check box", f"Collaborator: {name}").click()
        return window

    # -- the job

    def found_city(self):
        self.start()
        self.app.find("list item", "Demonstration City")
        self.picture("welcome")
        self.app.find("list item", "Demonstration City").click()
        self.app.find("button", re.compile("^Signed in as"))
        self.app.find("label", re.compile(r"^WO-\d+$"))

    def dispatch(self):
        self.sign_in("Dana Whitfield")
        self.app.find("label", re.compile(r"^WO-\d+$"))
        self.picture("dispatch")

    def pick(self, group, wanted=4):
        """Work orders near the top that several of one group could do."""
        picked = []
        rows = self.ctl("list", "work-orders", "--filter",
                        "state=pending-dispatch", "--sort", "due_latest",
                        "--limit", "20")
        for row in rows:
            able = self.eligible(row["ref"])
            if sum(person["group"] == group for person in able) >= 2 \
                    and len(able) >= 3:
                picked.append(row["ref"])
        if len(picked) < wanted:
            raise AssertionError(f"only {picked} could be done by {group}")
        return picked[:wanted]

    def assign_and_undo(self, ref):
        people = [person["name"] for person in self.eligible(ref)]
        self.choose(ref)
        self.picture("work-order")
        self.press("Assign Work Order")
        window = self.window(f"Assign {ref}")
        window.find("radio button", f"Lead: {people[0]}")
        self.picture("assign-list")
        window.find("radio button", f"Lead: {people[0]}").click()
        for name in people[1:3]:
            window.find("check box", f"Collaborator: {name}").click()
        self.picture("assign-chosen")
        window.find("page tab", "Map").click()
        self.picture("assign-map")
        window.find("page tab", "List").click()
        self.press("Assign", window)
        self.until(ref, "the lead to be assigned", state="assigned")
        now = self.order(ref)
        assert len(now["collaborators"]) == 2, now["collaborators"]
        self.picture("assigned")
        self.press("Undo")
        self.until(ref, "the assignment to be undone",
                   state="pending-dispatch", lead=None)
        self.picture("undone")

    def choose_group(self, window, group, button):
        """Finds a group in a dialog by typing, and goes through with it."""
        self.app.type(group.split()[0])
        self.narrowed(window, "Service groups", group).click()
        self.picture(button.lower().replace(" ", "-"))
        self.press(button, window)

    def route(self, refs, group, key):
        self.choose(refs[0])
        for ref in refs[1:]:
            self.app.find_around("table row", ref).click(holding="ctrl")
        self.app.find("label", f"{len(refs)} selected")
        self.press("Route to Group")
        self.choose_group(self.window("^Route to Group – "), group,
                          "Route to Group")
        for ref in refs:
            self.until(ref, "the work orders to be routed",
                       state="pending-group", group=key)

    def assign_own(self, ref, strangers):
        """A group's dispatcher is offered the group's people only."""
        self.choose(ref)
        self.press("Assign Work Order")
        window = self.window(f"Assign {ref}")
        own = [person["name"] for person in self.eligible(ref)
               if person["group"] == "public-works"]
        window.find("radio button", f"Lead: {own[0]}").click()
        offered = {look.name[len("Lead: "):] for look in window.walk()
                   if look.role == "radio button"
                   and "sensitive" in look.states}
        assert strangers and not offered & set(strangers), offered
        self.picture("assign-own")
        self.press("Assign", window)
        self.until(ref, "the own engineer to be assigned", state="assigned")
        return own

    def reassign(self, ref, group, key):
        self.choose(ref)
        self.press("Reassign Group")
        self.choose_group(self.window(f"^Reassign Group – {ref}$"), group,
                          "Reassign Group")
        self.until(ref, "the other group to have it", group=key)

    def send_back(self, ref):
        self.choose(ref)
        self.press("Return to Dispatcher")
        window = self.window(f"^Return to Dispatcher – {ref}$")
        self.app.type("The kerb belongs to the park")
        self.picture("return")
        self.press("Return to Dispatcher", window)
        self.until(ref, "the dispatcher to have it back",
                   state="pending-dispatch")

    def reallocate(self, ref, lead):
        self.press("Assigned")
        self.choose(ref)
        self.press("Reallocate")
        window = self.window(f"Reallocate {ref}")
        window.find("radio button", f"Lead: {lead}").click()
        self.picture("reallocate")
        self.press("Reallocate", window)
        harness.wait(lambda: self.order(ref)["lead"] not in
                     (None, self.before), "the lead to change")

    def find_anything(self, ref):
        self.app.key("ctrl+k")
        self.window("^Find Anything$").find("entry", focused=True)
        self.app.type(ref)
        self.window("^Find Anything$").find("label", re.compile(ref))
        self.picture("find-anything")
        self.app.key("Escape")

    def map(self):
        self.app.find("list item", re.compile("^Map")).click()
        self.app.find("label", re.compile("OpenStreetMap"))
        self.picture("map")


def work(tour):
    tour.found_city()
    tour.dispatch()
    first, *others = tour.pick("public-works")
    tour.assign_and_undo(first)
    groups = {group["key"]: group["name"]
              for group in tour.ctl("list", "groups")}
    tour.route(others, groups["public-works"], "public-works")
    # A linked provider's people may be sent, too; other groups' may not.
    strangers = [person["name"] for person in
                 tour.ctl("nearest", others[0], "--all", "--limit", "100")
                 if person["group"] != "public-works"
                 and not person["external"]]

    tour.sign_in("Walter Gundersen")
    tour.picture("group-dispatcher")
    own = tour.assign_own(others[0], strangers)
    tour.before = tour.order(others[0])["lead"]
    tour.reassign(others[1], groups["street-lights"], "street-lights")
    tour.send_back(others[2])
    tour.reallocate(others[0], own[1])

    tour.sign_in("Dana Whitfield")
    tour.press("Pending")
    tour.choose(others[2])
    tour.picture("returned")
    tour.find_anything(others[0])
    tour.map()


def see(tour):
    """The same city once more, only to be looked at."""
    tour.start()
    first = tour.ctl("list", "work-orders", "--filter",
                     "state=pending-dispatch", "--sort", "due_latest",
                     "--limit", "1")[0]
    # Where there is room for one column, it says what is to be done.
    tour.choose(first["ref"], tour.ctl("show", first["ticket"])["title"])
    tour.picture(tour.name)


def take(folder, number, size, dark, part, name=None):
    """One session of the tour; returns the number of its last picture."""
    with harness.Session(size, dark) as session:
        tour = Tour(session, folder)
        tour.number, tour.name = number, name
        try:
            part(tour)
        except BaseException:
            if tour.app is not None:
                failed = os.path.join(folder, "failed.png")
                tour.app.screenshot(failed)
                print(os.path.relpath(failed))
            raise
        tour.app.close()
        return tour.number


def main(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    number = take(folder, 0, (1366, 768), False, work)
    number = take(folder, number, (1366, 768), True, see, "dark")
    take(folder, number, (360, 720), False, see, "narrow")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1
         else os.path.join(harness.BUILD, "tour"))
