#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The flow builder: a flow made from nothing, tried out, published, and a
ticket begun by it."""

import json
import re
import sqlite3
import time

import desk
import harness

SETTINGS = "/io/github/calloutdesk/Callout/"
LONG = "Why does this take so long, and what exactly has to be said of it? " * 4


class FlowsTest(desk.DeskTest):
    """An administrator sits before the creation flows."""

    PERSON = "ada"
    trembling = 2

    def setUp(self):
        self.store = desk.Store()
        self.furnish()
        self.session.setting(SETTINGS, "last-view", "'flows'")
        self.app = self.sit_down("ada")

    def furnish(self):
        """What else the house shall have."""

    def sit_down(self, person):
        self.app = self.session.start(
            [desk.CALLOUT, "--store", self.store.path],
            env={"CALLOUT_USER": person, "CALLOUT_NOW": desk.NOW})
        self.app.find("list", "Flows")
        return self.app

    # -- what is stored

    def rows(self, key):
        """number, state, name, plan of every version, the newest first."""
        with sqlite3.connect(self.store.path) as base:
            return base.execute(
                "SELECT number, state, name, plan FROM flow WHERE key = ? "
                "ORDER BY state = 'draft' DESC, number DESC", (key,)).fetchall()

    def plan(self, key):
        return json.loads(self.rows(key)[0][3])

    def questions(self, key):
        return [question for step in self.plan(key)["steps"]
                for question in step["questions"]]

    def wait_questions(self, key, *keys):
        def look():
            return [question["key"] for question in self.questions(key)] == list(keys)
        harness.wait(look, f"{key} to ask {keys}; it asks "
                           f"{[q['key'] for q in self.questions(key)]}")

    # -- doing

    def open(self, name):
        self.app.find("label", name).click()
        self.app.find("button", "Back to all flows")

    def new_flow(self, name):
        self.press("New Flow")
        dialog = self.app.window(re.compile(""))
        dialog = self.app.children[-1]
        dialog.find("text", "Name").click()
        self.app.type(name)
        dialog.find("button", re.compile("Create"), sensitive=True).click()
        self.app.find("label", "Draft, never published")
        self.quiet()

    def reveal(self, node):
        """Scrolls until it can be clicked, as a hand does."""
        width, height = self.session.size
        low, high = 120, height - 36

        def look():
            at = node.center
            if low < at[1] < high:
                return True
            # A hand does not hold quite still: where a menu was, it is missed otherwise.
            self.trembling = -self.trembling
            self.app.move((250 if width > 700 and at[0] < 1000 else at[0]) + self.trembling,
                          (low + high) // 2 + self.trembling)
            self.app.xdotool("click", "5" if at[1] >= high else "4")
            return False
        harness.wait(look, f"{node} to come into sight")
        return node

    def quiet(self):
        """Puts away what has been told, which lies over the last rows."""
        toast = self.app.find(None, "AdwToastWidget")
        toast.all("button")[-1].click()
        harness.wait(lambda: not self.app.all(None, "AdwToastWidget"), "the toast to go")

    def fill(self, title, text):
        """Writes into the entry that has this title."""
        self.reveal(self.app.find("text", title)).type(text, clear=True)

    def add_step(self, title):
        self.reveal(self.app.find("button", "Add Step")).click()
        self.app.find("text", re.compile("^Title of step"), focused=True)
        self.app.type(title)

    def add_question(self, kind, label, button="Add Question", last=True):
        def added():
            found = self.app.all("toggle button", button) + self.app.all("button", button)
            self.reveal(found[-1 if last else 0]).click()
            self.app.find("menu item", kind).click()
            try:
                return self.app.find("button", "New question", deadline=5)
            except AssertionError:
                return None
        # A page that scrolls on takes its menu along: a hand that misses tries again.
        harness.wait(added, "a new question")
        self.app.type(label)
        self.app.find("button", label)

    def expand(self, title):
        self.reveal(self.app.find("label", title)).click()

    def choose_in(self, row, item):
        """Chooses in a combo row, by its title."""
        self.reveal(self.app.find("label", row)).click()
        popover = harness.wait(lambda: [node for node in self.app.all("label", item)][-1:],
                               f"“{item}” to be offered")
        popover[0].click()

    def preview(self):
        return self.app.find("panel", "Preview")

    def publish(self, note):
        self.press("Publish…")
        dialog = harness.wait(lambda: self.app.children[1:], "the question")[0]
        dialog.find("text", "What is new (optional)").click()
        self.app.type(note)
        self.photograph("flows-publish")
        dialog.find("button", re.compile("Publish$"), sensitive=True).click()
        harness.wait(lambda: len(self.app.children) == 1, "the question to go")


class Building(FlowsTest):
    """/flows/2.10-builder"""

    def test_the_shipped_flows_open(self):
        for name, question in (("Problem Report", "What is the problem?"),
                               ("General Inquiry", "Your question"),
                               ("Spare Parts Order", "Part number")):
            self.open(name)
            self.app.find("button", question)
            self.app.find("label", "Version 1, published 12 Mar")
            self.photograph("flows-" + name.lower().replace(" ", "-"))
            self.press("Back to all flows")
            self.app.find("list", "Flows")
        self.app.close()

    def test_from_nothing_to_a_ticket(self):
        self.new_flow("Lift Report")
        self.add_step("What is wrong")
        self.add_question("Short text", "In one line")
        self.expand("Keys")
        self.fill("Key of the Question", "title")
        self.reveal(self.app.find("label", "Must Be Answered")).click()
        self.add_question("Single choice", "What stands still?")
        for nth, label in ((1, "The lift"), (2, "The stairs")):
            self.fill(f"Answer {nth}", label)
        self.app.key("Return")
        self.app.find("text", "Answer 3")
        self.app.type("Else")
        # Shown only after a certain answer.
        self.add_question("Long text", "What else?")
        self.choose_in("Shown", "What stands still?")
        self.choose_in("Answer", "Else")
        self.app.find("label", re.compile("Only if “What stands still\\?” is “Else”"))
        for kind in ("Number", "Multiple choice", "Date", "Date and time", "Location",
                     "Photo", "Attachment", "Signature", "Paragraph"):
            self.add_question(kind, f"A {kind.lower()}")
            if kind == "Multiple choice":
                self.fill("Answer 1", "One")
                self.fill("Answer 2", "Two")
        self.add_step("Parts")
        self.add_question("Repeatable form", "Which parts?")
        self.add_question("Short text", "Part number", "Add Question to the Form")
        self.app.find(None, "All is kept")
        self.photograph("flows-built")
        kinds = [question["kind"] for question in self.questions("lift-report")]
        self.assertEqual(kinds, ["short", "single", "long", "number", "multi", "date",
                                 "datetime", "location", "photo", "attachment",
                                 "signature", "text", "form"])
        single = self.questions("lift-report")[1]
        self.assertEqual([option["key"] for option in single["options"]],
                         ["the-lift", "the-stairs", "else"])
        self.assertEqual(self.questions("lift-report")[2]["show_if"],
                         {"question": "what-stands-still", "op": "=", "value": "else"})
        self.try_out()
        self.publish("The first")
        self.app.find("label", "Version 1, published 12 Mar")
        self.assertEqual(self.rows("lift-report")[0][:2], (1, "published"))
        self.begin_a_ticket()
        self.app.close()

    ORDER = ["title", "area", "machine", "description", "place", "priority",
             "danger", "photos", "since", "visit"]

    def test_questions_are_moved_by_key_and_pointer_and_back(self):
        self.open("Problem Report")
        self.app.find("button", "What is the problem?").click()
        self.app.key("Escape", "alt+Down")
        self.wait_questions("problem-report", "area", "title", *self.ORDER[2:])
        self.app.key("ctrl+z")
        self.wait_questions("problem-report", *self.ORDER)
        self.app.key("ctrl+shift+z")
        self.wait_questions("problem-report", "area", "title", *self.ORDER[2:])
        self.app.key("ctrl+z")
        self.wait_questions("problem-report", *self.ORDER)
        left, top, _, high = self.app.find("button", "What is the problem?").rectangle
        _, low, _, deep = self.app.find("button", "What else should we know?").rectangle
        # By its handle, over the next cards, until the gap stands before the last.
        start, end = top + high // 2, low + deep - 3
        self.app.move(left - 25, start)
        self.app.xdotool("mousedown", "1")
        for step in range(1, 13):
            self.app.move(left - 25 + 8 * step, start + (end - start) * step // 12)
            time.sleep(harness.PACE)  # the pace of a hand, not a wait
        self.app.move(left + 72, end)
        self.photograph("flows-drag")
        self.app.xdotool("mouseup", "1")
        self.wait_questions("problem-report", "area", "machine", "title",
                            *self.ORDER[3:])
        self.app.close()

    def test_the_second_of_two_administrators_is_told_and_loses_nothing(self):
        self.store.do("person.create", login="bea", name="Bea", roles="admin")
        self.open("Problem Report")
        self.app.find("button", "Where is it?").click()
        self.fill("Question", " ")
        self.app.find(None, re.compile("The question has no label"))
        self.store.do("flow.edit", "problem-report", by="bea", name="Trouble Report")
        self.app.find("button", "Keep Mine")
        self.photograph("flows-conflict")
        self.press("Take Theirs")
        self.app.find("label", "Trouble Report")
        self.app.find("button", "Where is it?")
        self.app.key("ctrl+z")
        self.app.find(None, re.compile("The question has no label"))
        self.app.close()

    def try_out(self):
        preview = self.preview()
        preview.find("button", "Back", sensitive=True).click()
        preview.find("text", "In one line").click()
        self.app.type("Stuck")
        self.assertFalse(preview.all("label", "What else? (optional)"))
        preview.find("label", "Else").click()
        preview.find("label", "What else? (optional)")
        self.photograph("flows-preview")
        preview.find("button", "Next", sensitive=True).click()
        preview.find("label", "Which parts? (optional)")
        preview.find("button", "Add One").click()
        preview.find("text", "Part number")
        preview.find("button", "Next", sensitive=True).click()
        preview.find("label", re.compile("kept nowhere"))
        with sqlite3.connect(self.store.path) as base:
            self.assertEqual(base.execute("SELECT count(*) FROM answer").fetchone(), (0,))

    def begin_a_ticket(self):
        self.app.find("label", "Tickets").click()
        self.app.find("tree table", "Tickets")
        self.press("New Ticket")
        window = self.app.window("New Ticket")
        window.find("label", "Lift Report").click()
        window.find("text", "In one line").click()
        self.app.type("It does not move")
        window.find("label", "Else").click()
        window.find("label", "What else? (optional)")
        # The flow is changed while the draft is open.
        self.store.do("flow.edit", "lift-report", plan=json.dumps(
            {"steps": [{"title": "S", "questions": [
                {"key": "new", "kind": "short", "label": "New"}]}]}))
        self.store.do("flow.publish", "lift-report")
        window.find("button", "Next", sensitive=True).click()
        window.find("label", "Which parts? (optional)")
        window.find("button", "Next", sensitive=True).click()
        window.find("label", "Public").click()
        window.find("button", "Next", sensitive=True).click()
        window.find("button", "Submit", sensitive=True).click()
        self.app.find("label", "T-1005 submitted")
        with sqlite3.connect(self.store.path) as base:
            self.assertEqual(base.execute(
                "SELECT f.number, t.title FROM ticket t JOIN flow f ON f.id = t.flow "
                "WHERE t.id = 1005").fetchone(), (1, "It does not move"))


class Phone(FlowsTest):
    """On a phone, dark, in German."""

    SIZE = (360, 720)
    DARK = True
    LANGUAGE = "de"

    def sit_down(self, person):
        self.app = self.session.start(
            [desk.CALLOUT, "--store", self.store.path],
            env={"CALLOUT_USER": person, "CALLOUT_NOW": desk.NOW})
        self.app.find("label", "Problem Report")
        return self.app

    def test_build_and_preview_come_one_after_the_other(self):
        self.app.find("label", "Problem Report").click()
        self.app.find("button", "Which machine is it?").click()
        self.photograph("flows-360")
        self.app.find("button", "Vorschau").click()
        self.app.find("button", "Als Nächstes", sensitive=True)
        self.photograph("flows-360-preview")
        self.app.close()


if __name__ == "__main__":
    harness.main()
