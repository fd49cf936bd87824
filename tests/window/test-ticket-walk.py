#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A ticket from the first question to the rating, as three persons."""

import json
import os
import re

import desk
import harness
import pictures

PLAN = {"steps": [
    {"title": "What is wrong?", "questions": [
        {"key": "title", "kind": "short", "label": "In one line",
         "required": True},
        {"key": "what", "kind": "single", "label": "What is it?",
         "required": True,
         "options": [{"key": "leak", "label": "A leak"},
                     {"key": "other", "label": "Something else"}]},
        {"key": "since", "kind": "date", "label": "Since when?"}]},
    {"title": "Where?", "questions": [
        {"key": "place", "kind": "location", "label": "Where is it?",
         "required": True}]},
    {"title": "Show us", "questions": [
        {"key": "photo", "kind": "photo", "label": "A photo"},
        {"key": "sign", "kind": "signature", "label": "Your signature",
         "required": True}]}]}


class AssistantTest(desk.DeskTest):
    """A flow that asks for what is not typed, and a customer."""

    TABLE = "Tickets"

    def setUp(self):
        self.store = desk.Store()
        self.store.do("flow.create", key="trouble", name="Trouble Report",
                      plan=json.dumps(PLAN), offer_group="water",
                      ratings="true")
        self.store.do("flow.publish", "trouble")
        self.store.do("person.create", login="kim", name="Kim Larsen",
                      roles="code-user")
        self.folder = os.path.join(self.store.folder, "outside")
        os.mkdir(self.folder)
        self.app = self.sit_down(self.PERSON)

    def sit_down(self, person):
        """Customers have nothing but their tickets."""
        app = self.session.start([desk.CALLOUT, "--store", self.store.path],
                                 env={"CALLOUT_USER": person,
                                      "CALLOUT_NOW": desk.NOW})
        app.find("label", "Tickets").click()
        app.find("button", "New Ticket")
        return app

    def begin(self, customer=None):
        self.press("New Ticket")
        window = self.app.window("New Ticket")
        if customer:
            window.find("label", "For a Customer (optional)").click()
            window.find("label", customer).click()
        window.find("label", "Trouble Report").click()
        window.find("label", "Step 1 of 5")
        return window

    def next(self, window):
        window.find("button", "Next", sensitive=True).click()

    def describe(self, window, words="Water runs"):
        window.find("text", "In one line").click()
        self.app.type(words)
        window.find("label", "A leak").click()

    def type_path(self, window, path):
        self.app.window(window)
        self.app.type("/")  # opens the line to type a path in
        self.app.key("ctrl+a")
        self.app.type(path)
        self.app.key("Return")

    def sign(self, window):
        """Writes with the pointer: down, over, up again."""
        x, y, width, height = window.find(None, "Sign here").rectangle
        window.app.move(x + width * .2, y + height * .6)
        window.app.xdotool("mousedown", "1")
        for step in range(1, 12):
            window.app.move(x + width * (.2 + step * .05),
                            y + height * (.6 if step % 2 else .3))
        window.app.xdotool("mouseup", "1")

    def answers(self, ref):
        return self.store.show(ref).get("answers") or {}

    def files(self):
        # A draft is nobody's but its author's.
        return [file["name"] for file in self.store.ctl("list", "files", by="dana")]

    def await_files(self, *names):
        harness.wait(lambda: sorted(self.files()) == sorted(names),
                     f"the files to be {names}")

    def come_to_the_end(self, window):
        self.next(window)
        window.find("label", "Who May See It?")
        window.find("label", "Public").click()
        self.next(window)
        window.find("label", "Ready to Submit")


class Answers(AssistantTest):
    """/tickets/2.7-2.10-answers"""

    def test_a_place_is_chosen_on_the_map(self):
        window = self.begin()
        self.describe(window)
        self.next(window)
        window.find("button", "Choose it on the map").click()
        chooser = self.app.window("Choose a Place")
        chooser.find("label", "Click the map where the work is.")
        canvas = chooser.find(None, re.compile("^Map$"))
        x, y, width, height = canvas.extents
        canvas.click(at=(width / 2, height / 2))
        chooser.find("label", re.compile("^Location: "))
        self.photograph("assistant-place")
        chooser.find("button", "Set Location", sensitive=True).click()
        harness.wait(lambda: "place" in self.draft_answers(),
                     "the place to be taken over")
        self.next(window)
        window.find("label", "Show us")
        place = self.draft_answers()["place"]
        self.assertRegex(place, r"^4\d\.\d+,-7\d\.\d+;")
        self.app.key("Escape")
        harness.wait(lambda: len(self.app.children) == 1, "the window to close")
        self.leave()

    def draft_answers(self):
        import sqlite3
        with sqlite3.connect(self.store.path) as base:
            return dict(base.execute("SELECT question, value FROM answer"))

    def test_a_photo_is_seen_and_a_signature_drawn(self):
        window = self.begin()
        self.describe(window)
        self.next(window)
        window.find("text", "Where is it?").click()
        self.app.type("12 Elm Street")
        self.next(window)
        window.find("button", "Add Photo…").click()
        self.type_path("Add Files", pictures.write(
            self.folder, "leak.png", pictures.png()))
        window.find("button", "Remove leak.png")
        window.find("button", "Add Photo…").click()
        self.type_path("Add Files", pictures.write(
            self.folder, "leak.txt", "no picture"))
        window.find(None, "“leak.txt” is no photo; a PNG, JPEG or WebP picture is needed")
        self.next(window)
        window.find("label", "This has to be answered")
        self.sign(window)
        self.await_files("leak.png", "Signature.png")
        self.photograph("assistant-signed")
        window.find("button", "Clear").click()
        self.await_files("leak.png")
        self.sign(window)
        self.await_files("leak.png", "Signature.png")
        self.next(window)
        window.find("label", "Who May See It?")
        window.find("button", "Back", sensitive=True).click()
        window.find("button", "Remove leak.png")
        self.come_to_the_end(window)
        window.find("label", "Signature.png")
        window.find("button", "Save leak.png…")
        self.photograph("assistant-review")
        window.find("button", "Submit", sensitive=True).click()
        self.app.find("label", "T-1005 submitted")
        self.app.find("label", "leak.png")
        self.leave()

    def test_what_was_answered_outlives_the_end_of_the_program(self):
        window = self.begin()
        self.describe(window)
        harness.wait(lambda: self.draft_answers().get("title") == "Water runs"
                     and self.draft_answers().get("what") == "leak",
                     "the answers to be kept")
        self.app.kill()

        self.app = self.sit_down("dana")
        self.app.find("label", "Water runs").click()
        self.press("Submit")
        window = self.app.window("New Ticket")
        window.find("text", "Where is it?")
        window.find("button", "Back", sensitive=True).click()
        window.find("text", "In one line")
        self.next(window)  # what must be answered there is
        window.find("text", "Where is it?")
        self.app.key("Escape")
        harness.wait(lambda: len(self.app.children) == 1, "the window to close")
        self.leave()


class Walk(AssistantTest):
    """/tickets/2.1-2.51-walk"""

    def test_from_the_first_question_to_the_rating(self):
        self.report()
        self.leave()
        self.app = self.sit_down("lena")
        self.accept_and_work()
        self.leave()
        self.app = self.sit_down("kim")
        self.rate()
        self.leave()
        self.app = self.sit_down("dana")
        self.read_the_rating()
        self.leave()

    def report(self):
        """Dana takes it down for Kim; by keyboard where that is quicker."""
        window = self.begin("Kim Larsen")
        self.describe(window)
        self.app.key("Tab", "Tab")
        self.next(window)
        window.find("text", "Where is it?").click()
        self.app.type("12 Elm Street")
        self.next(window)
        self.sign(window)
        self.await_files("Signature.png")
        self.come_to_the_end(window)
        window.find("button", "Submit", sensitive=True).click()
        self.app.find("label", "T-1005 submitted")
        self.assertEqual(self.store.show("T-1005")["progress"], "open")

    def accept_and_work(self):
        """Lena is offered it."""
        self.choose("Water runs")
        self.press("Accept Offer")
        harness.wait(lambda: self.progress() == "assigned", "the offer to be hers")
        self.press("Start Working")
        harness.wait(lambda: self.progress() == "in-progress", "her to begin")
        self.app.find("page tab", "Updates").click()
        self.app.find("text", "New update").click()
        self.app.type("The gasket was torn; it is a new one now")
        self.press("Add Files")
        self.type_path("Add Files", pictures.write(
            self.folder, "gasket.png", pictures.png()))
        self.app.find("button", "Remove gasket.png")
        self.app.find("text", "New update").click()
        self.app.key("ctrl+Return")
        self.app.find("button", "Save gasket.png…")
        self.press("Done")
        dialog = self.app.window(re.compile("^Done – T-1005"))
        dialog.find("button", "Done", sensitive=True).click()
        harness.wait(lambda: self.progress() == "done", "it to be done")

    def rate(self):
        """Kim sees no more than concerns her, and says what she thinks."""
        self.assertEqual(self.app.all("label", "Dispatch"), [])
        self.choose("Water runs")
        self.app.find("page tab", "Updates").click()
        self.app.find("label", "gasket.png")
        self.assertEqual(self.app.all("page tab", "Internal"), [])
        self.photograph("walk-customer")
        self.press("Rate")
        dialog = self.app.window(re.compile("^Rate – T-1005"))
        dialog.find("button", "Rate", sensitive=False)
        dialog.find("button", "2 stars").click()
        self.app.key("4")
        dialog.find("label", "4 stars")
        dialog.find("text", re.compile("^What there is to say")).click()
        self.app.type("Quick and clean")
        self.photograph("walk-rating")
        dialog.find("button", "Rate", sensitive=True).click()
        harness.wait(lambda: self.progress() == "closed", "it to be closed")
        rating = self.store.ctl("list", "ratings")[0]
        self.assertEqual((rating["stars"], rating["comment"], rating["source"]),
                         (4, "Quick and clean", "assistant"))

    def read_the_rating(self):
        self.press("All")
        self.choose("Water runs")
        self.app.find("label", re.compile("★★★★☆"))
        self.app.find("label", re.compile("Quick and clean"))
        self.app.find("page tab", "History").click()
        self.photograph("walk-history")

    def progress(self):
        return self.store.show("T-1005")["progress"]


if __name__ == "__main__":
    harness.main()
