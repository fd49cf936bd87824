#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The workflow editor where it is long, mirrored, dark, or given pictures of
the house's own."""

import hashlib
import os
import re
import sqlite3
import subprocess

import board
import harness

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">{}</svg>'
BLACK = SVG.format('<path d="M1 1h14v14H1z"/>')
RED = SVG.format('<path fill="#ff0000" d="M1 1h14v14H1z"/>')


class Long(board.WorkflowTest):
    """60 steps, most of them under one status."""

    LABELS = [f"Check {number:02}" for number in range(1, 53)]

    def setUp(self):
        super().setUp()
        self.app.close()
        for label in self.LABELS:
            self.store.do("workflow.add-step", label=label, status="work")
        self.assertEqual(len(self.steps()), 60)
        self.app = self.sit_down("ada")
        self.app.find("list item", "Check 01")

    def hold_still(self, card, x, y, until):
        """Carries a card to an edge and keeps still: the board goes on by itself."""
        status = self.app.find("status bar", re.compile("GtkLabel|^$|stays|Under"))
        self.hold(card, x, y)
        harness.wait(lambda: status.name == until, f"“{until}”; it is “{status.name}”")

    def edges(self):
        pane = next(node for node in self.app.all("scroll pane") if node.all("list item", "Travel"))
        x, y, width, height = pane.rectangle
        return y, y + height

    def test_to_the_end_and_back(self):
        top, bottom = self.edges()
        column = self.header("Work").rectangle
        x = round(column[0] + column[2] / 2)
        first = self.card("Check 01")
        self.hold_still(first, x, bottom - 6, "Check 01. Under Work, 53 of 53")
        # It has scrolled: what is last is in sight, what was first is not.
        self.assertLess(self.card("Work").rectangle[1], top)
        self.assertLess(self.card("Check 52").rectangle[1], bottom)
        self.photograph("workflow-long")
        self.let_go()
        harness.wait(lambda: self.column("work")[-1] == "check-01", "it to be the last")
        self.rest()
        self.hold_still(self.card("Check 01"), x, top + 6, "Check 01. Under Work, 1 of 53")
        self.let_go()
        harness.wait(lambda: self.column("work")[0] == "check-01", "it to be the first")
        self.app.close()


class LongPhone(Long):
    """The columns beneath each other: to one far below."""

    SIZE = (360, 640)

    def test_to_the_end_and_back(self):
        top, bottom = self.edges()
        self.hold_still(self.card("Travel"), 180, bottom - 6,
                        "“Travel” must come before “Work”")
        self.let_go()
        self.app.find("status bar", "Travel stays where it was")
        self.assertEqual(self.where("travel"), "travel")
        self.app.close()

    def test_to_the_tray(self):
        """To the tray, at the end of all."""
        bottom = self.edges()[1]
        self.rest()
        self.hold_still(self.card("Accept"), 180, bottom - 6, "Accept. In the tray, 1 of 3")
        self.let_go()
        self.wait_where("accept", "tray")
        self.app.close()


class OwnIcon(board.WorkflowTest):

    def file(self, name, content):
        folder = os.path.join(self.session.folder, "pictures")
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        return path

    def choose_file(self, path):
        self.app.find("button", re.compile("^Choose…")).click()
        self.app.find("button", "From a File…").click()
        self.app.window("Choose a Picture")
        self.app.type("/")  # opens the line to type a path in
        self.app.key("ctrl+a")
        self.app.type(path)
        self.app.key("Return")
        harness.wait(lambda: all(node.name != "Choose a Picture" for node in self.app.children if node.showing),
                     "the file to be chosen")

    def icon(self, key):
        with sqlite3.connect(self.store.path) as base:
            return base.execute("SELECT icon FROM step WHERE key = ? ORDER BY id DESC LIMIT 1", (key,)).fetchone()[0]

    def test_a_good_one(self):
        path = self.file("van.svg", BLACK)
        self.app.find("button", "Configuration of Call ahead").click()
        self.app.window("Configuration of Call ahead")
        self.choose_file(path)
        self.app.find("label", "van.svg")
        self.app.find("button", "Save", sensitive=True).click()
        key = "sha256-" + hashlib.sha256(BLACK.encode()).hexdigest()
        harness.wait(lambda: self.icon("call-ahead") == key, "the picture to be stored")
        self.app.close()

    def test_one_that_lies_is_refused_and_nothing_typed_is_lost(self):
        lie = self.file("van.png", b"GIF89a and more of that")
        script = self.file("van.svg", SVG.format("<script>alert(1)</script>"))
        self.app.find("button", "Configuration of Call ahead").click()
        window = self.app.window("Configuration of Call ahead")
        self.app.find("text", "Name").type("Call the customer", clear=True)
        window.find("check box", "Show original status name instead of external status").click()
        for path, why in ((lie, "PNG"), (script, "script")):
            self.choose_file(path)
            self.app.find("label", "The Picture Cannot Be Used")
            sentence = self.app.find("label", re.compile(f"^[^.]*{os.path.basename(path)}.*{why}|^[^.]*{why}"))
            self.assertNotIn("\n", sentence.name)
            self.app.find("button", "Close", sensitive=True)
            self.app.key("Escape")
            self.app.gone("label", "The Picture Cannot Be Used")
            self.assertTrue(window.find("check box", re.compile("^Show original status name")).checked)
            window.find("label", "None")
        self.app.find("button", "Save", sensitive=True).click()
        self.card("Call the customer")
        self.assertIsNone(self.icon("call-ahead"))
        self.app.close()


class DarkIcons(board.WorkflowTest):
    """Black pictures take the colour of the text; coloured ones keep theirs."""

    DARK = True

    def setUp(self):
        super().setUp()
        self.app.close()
        for key, drawing in (("call-ahead", BLACK), ("take-photos", RED)):
            path = os.path.join(self.store.folder, key + ".svg")
            with open(path, "w", encoding="utf-8") as file:
                file.write(drawing)
            self.store.do("workflow.edit-step", key, icon_file="@" + path)
        self.app = self.sit_down("ada")

    def colours(self, label):
        """Those of a line through a card's picture."""
        x, y, _, height = self.card(label).rectangle
        said = subprocess.run(["import", "-window", "root", "-crop", f"24x1+{round(x)}+{round(y + height / 2)}",
                               "-depth", "8", "txt:-"], check=True, capture_output=True, text=True).stdout
        return {tuple(map(int, found)) for found in re.findall(r"\((\d+),(\d+),(\d+)", said)}

    def test_seen_in_the_dark(self):
        self.rest()
        harness.wait(lambda: any(min(colour) > 180 for colour in self.colours("Call ahead")),
                     f"a light icon; {self.colours('Call ahead')}")
        harness.wait(lambda: (255, 0, 0) in self.colours("Take photos"), f"a red icon; {self.colours('Take photos')}")
        self.photograph("workflow-own-icons-dark")
        self.app.close()


class MirroredTest(board.WorkflowTest):
    """Right to left, as for Hebrew. The window is mirrored for languages that it
    speaks: here it is given a catalogue of Hebrew in which there is nothing."""

    LANGUAGE = "he"

    def environment(self):
        folder = os.path.join(self.session.folder, "catalogues")
        inner = os.path.join(folder, "he", "LC_MESSAGES")
        os.makedirs(inner, exist_ok=True)
        words = 'msgid ""\nmsgstr "Language: he\\nContent-Type: text/plain; charset=UTF-8\\n"\n'
        subprocess.run(["msgfmt", "-o", os.path.join(inner, "callout.mo"), "-"], input=words, text=True, check=True)
        return {"CALLOUT_LOCALE_DIR": folder}


class Mirrored(MirroredTest):
    """From the right the first column."""

    def test_dragged_and_carried(self):
        lefts = [self.header(name).rectangle[0] for name in ("Open", "Planned", "Travel", "Work", "Finished", "Tray")]
        self.assertEqual(lefts, sorted(lefts, reverse=True))
        self.photograph("workflow-mirrored")
        self.hold(self.card("Call ahead"), *self.foot_of("Travel"))
        self.app.find("status bar", re.compile("Under Travel"))
        self.photograph("workflow-mirrored-dragging")
        self.let_go()
        self.wait_where("call-ahead", "travel")
        self.hold(self.card("Work"), *self.foot_of("Open"))
        self.app.find("status bar", re.compile("must come before"))
        self.photograph("workflow-mirrored-refused")
        self.let_go()
        self.rest()
        # Forward is to the left.
        self.card("Call ahead").click()
        self.app.key("space", "Left", "space")
        self.wait_where("call-ahead", "work")
        # The menu opens at its card.
        self.app.key("shift+F10")
        item = self.app.find("menu item")
        x, y, width, height = self.card("Call ahead").rectangle
        menu = item.rectangle
        self.assertLess(abs(menu[0] + menu[2] / 2 - x - width / 2), width, "the menu beside its card")
        self.photograph("workflow-mirrored-menu")
        self.app.key("Escape")
        self.app.close()


class MirroredPhone(MirroredTest):
    SIZE = (360, 640)

    def test_look(self):
        self.photograph("workflow-mirrored-360")
        self.hold(self.card("Accept"), 180, self.app.find("panel", "Open").rectangle[1] + 60)
        self.app.find("status bar", re.compile("^Accept. Under Open"))
        self.photograph("workflow-mirrored-dragging-360")
        self.let_go()
        self.wait_where("accept", "open")
        self.app.close()


if __name__ == "__main__":
    harness.main()
