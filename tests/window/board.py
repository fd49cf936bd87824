# SPDX-License-Identifier: GPL-3.0-or-later
"""The workflow's board, for the tests of the editor: what stands on it, what is
stored, and how a card is taken up and carried."""

import sqlite3
import time

import desk
import harness

COLUMNS = ["open", "planned", "travel", "work", "finished"]
SETTINGS = "/io/github/calloutdesk/Callout/"
OWN = ["Call ahead", "Take photos"]


class WorkflowTest(desk.DeskTest):
    """A town with two steps of its own, and its administrator."""

    PERSON = "ada"

    def setUp(self):
        self.store = desk.Store()
        for label in OWN:
            self.store.do("workflow.add-step", label=label)
        self.session.setting(SETTINGS, "last-view", "'workflow'")
        self.app = self.sit_down("ada")
        self.app.find("list item", "Travel")

    def tearDown(self):
        # What failed in the middle of a drag must not hold the button for the next.
        self.app.xdotool("mouseup", "1")
        super().tearDown()

    # -- what is stored

    def steps(self):
        """The steps of the draft, else of the current version, in order."""
        with sqlite3.connect(self.store.path) as base:
            return base.execute(
                "SELECT key, portal_status, label FROM step WHERE workflow = "
                "(SELECT id FROM workflow ORDER BY state = 'draft' DESC, number DESC LIMIT 1) "
                "ORDER BY position").fetchall()

    def column(self, status):
        return [key for key, where, _ in self.steps() if where == status]

    def where(self, key):
        return next(where for step, where, _ in self.steps() if step == key)

    def wait_where(self, key, status):
        harness.wait(lambda: self.where(key) == status,
                     f"{key} to be under {status}; it is under {self.where(key)}")

    def as_ctl_says(self):
        """The same through the command line, in the draft."""
        draft = [flow for flow in self.flows() if flow[1] == "draft"]
        steps = self.store.ctl("list", "steps", "--filter", f"workflow=WF-{draft[0][0]}")
        return {step["key"]: step["portal_status"] for step in steps}

    def flows(self):
        with sqlite3.connect(self.store.path) as base:
            return base.execute("SELECT id, state, number FROM workflow ORDER BY id").fetchall()

    # -- what is shown

    def card(self, label):
        return self.app.find("list item", label)

    def cards(self):
        return [node for node in self.app.all("list item") if node.description.startswith(("Under ", "In the tray", "Beside "))]

    def header(self, label):
        return self.app.find("panel", label)

    def rest(self):
        """Until nothing glides any more."""
        # All of them in one question: of 60 cards each for itself takes long.
        wheres = [node.where for node in self.app.all("list item")]
        before = [None]

        def look():
            now = [seen.extents for seen in self.app.bus.look(wheres)]
            same = now == before[0]
            before[0] = now
            return same
        harness.wait(look, "the cards to rest")

    # -- dragging

    def hold(self, card, x, y):
        """Takes up a card and carries it to a point without letting go."""
        self.rest()
        x0, y0 = card._middle()
        self.app.move(x0, y0)
        self.app.xdotool("mousedown", "1")
        # What is pressed has the focus: then the press has been taken.
        harness.wait(lambda: card.focused, f"{card} to be pressed")
        for step in range(1, 13):
            self.app.move(x0 + (x - x0) * step // 12, y0 + (y - y0) * step // 12)
            time.sleep(harness.PACE)
        self.app.move(x + 1, y)

    def let_go(self):
        self.app.xdotool("mouseup", "1")

    def foot_of(self, header):
        """A point beneath the last card of a column."""
        x, y, width, height = self.header(header).rectangle
        bottom = y + height
        for node in self.cards():
            left, top, wide, high = node.rectangle
            if x - 20 < left < x + width:
                bottom = max(bottom, top + high)
        return round(x + width / 2), round(bottom + 18)
