#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The workflow editor: steps dragged, carried by the keyboard, configured,
published, with what is stored read by calloutctl."""

import re
import sqlite3

import board
import harness
from board import COLUMNS, OWN


class Pointer(board.WorkflowTest):

    def test_each_card_to_each_column(self):
        """Steps of the house's own may stand anywhere."""
        names = ["Open", "Planned", "Travel", "Work", "Finished"]
        for key, label in (("call-ahead", "Call ahead"), ("take-photos", "Take photos")):
            for status, header in zip(COLUMNS, names):
                x, y = self.foot_of(header)
                if status == "finished":  # nothing comes after Close
                    x, y = self.card("Close").rectangle[0] + 60, self.card("Close").rectangle[1] + 2
                self.hold(self.card(label), x, y)
                self.app.find("status bar", re.compile(f"^{label}. Under {header}"))
                self.let_go()
                self.wait_where(key, status)
                self.assertEqual(self.as_ctl_says()[key], status)
            x, y = self.foot_of("Tray")
            self.hold(self.card(label), x, y)
            self.let_go()
            self.wait_where(key, "tray")
        self.app.close()

    def test_standard_steps_where_the_order_allows(self):
        for key, label, status, header, allowed in (
                ("checkout", "Checkout", "work", "Work", True),
                ("work", "Work", "travel", "Travel", True),
                ("travel", "Travel", "planned", "Planned", True),
                ("accept", "Accept", "open", "Open", True),
                ("close", "Close", "tray", "Tray", True),
                ("work", "Work", "open", "Open", False),
                ("checkout", "Checkout", "planned", "Planned", False)):
            before = self.where(key)
            self.hold(self.card(label), *self.foot_of(header))
            said = self.app.find("status bar", re.compile("Under|tray|must come before|no step can"))
            refused = "must come before" in said.name or "no step" in said.name
            if refused:
                # The reason stands at the pointer, too.
                self.app.find("label", said.name)
            self.let_go()
            if refused:
                self.app.find("status bar", f"{label} stays where it was")
                self.assertEqual(self.where(key), before)
            else:
                self.wait_where(key, status)
            self.assertEqual(not refused, allowed, f"{key} to {status}")
        self.assertEqual(self.where("reject"), self.where("accept"))
        self.app.close()

    def test_within_a_column(self):
        for label in OWN:
            self.hold(self.card(label), *self.foot_of("Work"))
            self.let_go()
            self.wait_where(label.lower().replace(" ", "-"), "work")
        harness.wait(lambda: self.column("work") == ["work", "call-ahead", "take-photos"], "the order of dropping")
        self.rest()
        x, y, width, _ = self.card("Work").rectangle
        self.hold(self.card("Take photos"), round(x + width / 2), round(y + 2))
        self.let_go()
        harness.wait(lambda: self.column("work") == ["take-photos", "work", "call-ahead"], "it to stand first")
        self.app.close()

    def test_escape_puts_it_back(self):
        before = self.steps()
        versions = self.flows()
        self.hold(self.card("Call ahead"), *self.foot_of("Travel"))
        self.app.find("status bar", "Call ahead. Under Travel, 2 of 2")
        # Not by key(): for modifiers, too, it lets go of the button first.
        self.app.xdotool("key", "Escape")
        self.app.find("status bar", "Call ahead stays where it was")
        self.let_go()
        self.rest()
        self.assertTrue(self.card("Call ahead").description.startswith("In the tray, 1 of 2"))
        self.assertEqual(self.steps(), before)
        self.assertEqual(self.flows(), versions)
        # And it can be taken up again.
        self.hold(self.card("Call ahead"), *self.foot_of("Travel"))
        self.app.find("status bar", "Call ahead. Under Travel, 2 of 2")
        self.let_go()
        self.wait_where("call-ahead", "travel")
        self.app.close()

    def test_outside_the_board_it_is_not_let_go(self):
        before = self.steps()
        strip = self.app.find(None, "What the customer sees").rectangle
        self.hold(self.card("Call ahead"), *self.foot_of("Travel"))
        self.app.find("status bar", "Call ahead. Under Travel, 2 of 2")
        self.app.move(strip[0] + strip[2] // 2, strip[1] + 20)
        self.let_go()
        self.app.find("status bar", "Call ahead stays where it was")
        self.assertEqual(self.steps(), before)
        self.app.close()

    def test_what_is_done_can_be_undone_and_redone(self):
        self.hold(self.card("Call ahead"), *self.foot_of("Travel"))
        self.let_go()
        self.wait_where("call-ahead", "travel")
        self.app.key("ctrl+z")
        self.wait_where("call-ahead", "tray")
        self.app.find("button", "Redo", sensitive=True)
        self.app.key("ctrl+shift+z")
        self.wait_where("call-ahead", "travel")
        self.app.close()


class Keyboard(board.WorkflowTest):

    def focus(self, label):
        self.rest()
        self.card(label).click()
        self.app.find("list item", label, focused=True)
        return self

    def say(self, label, pattern):
        """What a screen reader is told of the card that has the focus."""
        harness.wait(lambda: re.search(pattern, self.card(label).description),
                     f"“{pattern}” to be said; it is “{self.card(label).description}”")

    def test_everywhere_and_back(self):
        self.focus("Call ahead")
        for status, lane in (("finished", "Finished"), ("work", "Work"), ("travel", "Travel"),
                             ("planned", "Planned"), ("open", "Open")):
            self.app.key("space")
            self.say("Call ahead", "picked up")
            self.app.key("Left")
            self.say("Call ahead", f"Under {lane}, ")
            self.app.key("space")
            self.wait_where("call-ahead", status)
            self.say("Call ahead", f"^Under {lane}, ")
            self.app.find("list item", "Call ahead", focused=True)
        for key in ("Right", "Down", "Up", "Right"):
            self.app.key("Return", key, "Return")
        self.wait_where("call-ahead", "travel")
        self.app.close()

    def test_refused_and_cancelled(self):
        self.focus("Work")
        self.app.key("space", "Left", "Left")
        self.say("Work", "must come before")
        self.app.key("Escape")
        self.say("Work", "^Under Work, ")
        self.assertEqual(self.where("work"), "work")
        self.app.close()

    def test_arrows_go_from_card_to_card(self):
        self.focus("Accept")
        for key, label in (("Down", "Reject"), ("Right", "Travel"), ("Right", "Work"), ("Right", "Checkout"),
                           ("Down", "Close"), ("Down", "Call ahead")):
            self.app.key(key)
            self.app.find("list item", label, focused=True)
        self.app.close()

    def test_add_rename_remove(self):
        self.focus("Work")
        self.app.key("ctrl+n")
        self.app.window("New Step")
        self.app.type("Fill in the form")
        self.app.key("Return")
        harness.wait(lambda: "fill-in-the-form" in self.column("work"), "the new step under Work")
        self.focus("Fill in the form")
        self.app.key("F2")
        self.app.window("Configuration of Fill in the form")
        self.app.key("ctrl+a")
        self.app.type("Work")
        # It is told while it is typed, and cannot be saved.
        self.app.find("alert", re.compile("a step called “Work” already"))
        self.app.find("button", "Save", sensitive=False)
        self.app.key("ctrl+a")
        self.app.type("Sign the form")
        self.app.key("Return")
        self.card("Sign the form")
        self.focus("Sign the form")
        self.app.key("Delete")
        harness.wait(lambda: "fill-in-the-form" not in self.column("work"), "it to be gone")
        self.focus("Travel")
        self.app.key("Delete")
        self.app.find("label", re.compile("Travel.*(standard|cannot be removed)", re.I))
        self.app.close()


class Versions(board.WorkflowTest):

    def test_configuration_is_shown_live(self):
        self.app.find("button", "Configuration of Work").click()
        window = self.app.window("Configuration of Work")
        window.find("panel", "Work, now")
        name = window.find("check box", "Show original status name instead of external status")
        self.assertFalse(name.checked)
        self.assertFalse(window.find("check box", "Show original icon (if available)").checked)
        name.click()
        self.app.find("button", "Save").click()
        self.app.gone("check box")
        harness.wait(lambda: self.value("work", "show_original_name") == 1, "the flag to be stored")
        self.assertEqual(self.value("work", "show_original_icon"), 0)
        self.app.close()

    def value(self, key, field):
        with sqlite3.connect(self.store.path) as base:
            return base.execute(f"SELECT {field} FROM step WHERE key = ? ORDER BY id DESC LIMIT 1", (key,)).fetchone()[0]

    def test_publish_and_take_up(self):
        self.app.find("label", "Draft based on version 1")
        self.press("Publish…")
        window = self.app.window("Publish Workflow")
        window.find("label", "4 open work orders keep the steps they were made with.")
        window.find("label", "“Call ahead” is new, under “Tray”")
        self.press("Publish")
        self.app.find("label", re.compile("^Version 2, published "))
        self.assertEqual([flow[1:] for flow in self.flows()], [("published", 1), ("published", 2)])
        self.app.find("button", "Versions").click()
        self.app.window("Versions of the Workflow")
        self.app.find("label", "“Take photos” is new, under “Tray”")
        self.app.find("button", "Take up Version 1 as new draft").click()
        self.app.find("label", "Draft based on version 1")
        self.app.gone("list item", "Call ahead")
        self.press("Discard…")
        self.app.find("button", re.compile("Discard$")).click()
        self.app.find("label", re.compile("^Version 2, published "))
        self.card("Call ahead")
        self.app.close()

    def test_two_administrators(self):
        """The second is told, and nothing typed is lost."""
        self.store.do("person.create", login="bert", name="Bert Ode", roles="admin")
        self.app.find("button", "Configuration of Call ahead").click()
        window = self.app.window("Configuration of Call ahead")
        self.app.find("text", "Name").type("Call the customer", clear=True)
        self.store.do("workflow.place-step", "take-photos", by="bert", status="work")
        self.app.find("button", "Save", sensitive=True).click()
        window.find("alert", re.compile("changed while you were looking at it: Bert Ode"))
        self.app.find("alert", re.compile("Bert Ode is editing the workflow too"))
        self.app.find("button", "Save", sensitive=True).click()
        self.card("Call the customer")
        self.assertEqual(self.where("take-photos"), "work")
        self.app.close()

    def test_customers_eye(self):
        strip = self.app
        strip.find("status bar", "As if the request had just been made")
        for _ in range(4):
            strip.find("button", "One step on").click()
        strip.find("status bar", "As if the technician had just reported: Travel")
        strip.find("button", "On Route to You, now")
        self.store.do("workflow.place-step", "travel", status="planned")
        strip.find("button", "Planned, now")
        strip.find("text", "Ticket").type("T-1001")
        self.app.key("Return")
        strip.find("status bar", "T-1001 as its customer sees it now")
        strip.find("button", "Ticket Received, now")
        self.app.close()

    def test_a_status_is_renamed(self):
        self.app.find("button", "Edit the status Travel").click()
        self.app.window("Status “Travel”")
        self.app.find("text", "In every language").type("On the way")
        self.app.key("Return")
        self.app.find("panel", "On the way")
        self.app.find("button", re.compile("^On the way, "))
        self.app.close()


class Pictures(board.WorkflowTest):
    """Photographs to look at."""

    def test_wide(self):
        self.hold(self.card("Call ahead"), *self.foot_of("Travel"))
        self.app.find("status bar", re.compile("Under Travel"))
        self.photograph("workflow-dragging" + self.MARK)
        self.let_go()
        self.wait_where("call-ahead", "travel")
        self.hold(self.card("Work"), *self.foot_of("Open"))
        self.app.find("status bar", re.compile("must come before"))
        self.photograph("workflow-refused" + self.MARK)
        self.let_go()
        self.rest()
        self.photograph("workflow" + self.MARK)
        self.app.close()

    MARK = ""


class DarkPictures(Pictures):
    DARK = True
    MARK = "-dark"


class Phone(board.WorkflowTest):
    SIZE = (360, 640)
    MARK = "-360"

    def test_narrow(self):
        self.photograph("workflow" + self.MARK)
        # The column after this one is out of sight: at the edge the board scrolls on.
        self.card("Travel").click()
        self.app.key("Return", "Down")
        harness.wait(lambda: "Under Work" in self.card("Travel").description
                     or "must come before" in self.card("Travel").description, "Travel to move or the reason")
        self.app.key("Escape")
        self.hold(self.card("Accept"), 180, self.app.find("panel", "Open").rectangle[1] + 60)
        self.app.find("status bar", re.compile("^Accept. Under Open"))
        self.photograph("workflow-dragging" + self.MARK)
        self.let_go()
        self.wait_where("accept", "open")
        self.app.close()


class DarkPhone(Phone):
    DARK = True
    MARK = "-360-dark"


if __name__ == "__main__":
    harness.main()
