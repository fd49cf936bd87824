#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The workflow's board under a finger: held, a card is lifted and carried;
moved at once, the board is panned."""

import re

import board
import harness
from board import COLUMNS

HEADERS = ["Open", "Planned", "Travel", "Work", "Finished"]


class TouchTest(board.WorkflowTest):

    TOUCH = True

    def setUp(self):
        super().setUp()
        self.finger = self.session.touch
        # Nothing but the announcement has this role, whatever it says.
        self.status = self.app.find("status bar", re.compile("GtkLabel|^$"))

    def tearDown(self):
        self.finger.lift()
        super().tearDown()

    def wait_said(self, sentence):
        harness.wait(lambda: self.status.name == sentence, f"“{sentence}” to be said; it is “{self.status.name}”")

    def lift_up(self, label, says):
        """Holds a card until it is lifted."""
        self.rest()
        card = self.card(label)
        self.finger.press(*card._middle())
        harness.wait(lambda: card.description == says, f"“{says}”; it is “{card.description}”")

    def carry(self, label, x, y):
        self.lift_up(label, f"{label}. {self.place(label)}")
        self.finger.move(x, y)

    def place(self, label):
        """Where a card says that it stands."""
        return re.match("[^.]*", self.card(label).description).group()

    def foot(self, status, header):
        if status == "finished":  # nothing comes after Close
            x, y, width, _ = self.card("Close").rectangle
            return x + width // 2, y + 2
        return self.foot_of(header)


class Wide(TouchTest):

    def test_held_to_each_column(self):
        for status, header in zip(COLUMNS, HEADERS):
            self.carry("Call ahead", *self.foot(status, header))
            harness.wait(lambda: self.status.name.startswith(f"Call ahead. Under {header}, "),
                         f"a gap under {header}; it is “{self.status.name}”")
            if status == "work":
                self.photograph("workflow-touch")
            self.assertNotEqual(self.where("call-ahead"), status)
            self.finger.lift()
            self.wait_where("call-ahead", status)
            self.assertEqual(self.as_ctl_says()["call-ahead"], status)
        self.carry("Call ahead", *self.foot_of("Tray"))
        self.finger.lift()
        self.wait_where("call-ahead", "tray")
        # And the pointer can carry it afterwards as ever.
        self.hold(self.card("Call ahead"), *self.foot_of("Open"))
        self.wait_said("Call ahead. Under Open, 1 of 1")
        self.let_go()
        self.wait_where("call-ahead", "open")
        self.app.close()

    def test_refused_where_the_order_forbids(self):
        before = self.steps()
        self.carry("Travel", *self.foot_of("Work"))
        self.wait_said("“Travel” must come before “Work”")
        self.app.find("label", "“Travel” must come before “Work”")
        self.finger.lift()
        self.wait_said("Travel stays where it was")
        self.lift_up("Reject", "“Reject” stands beside “Accept” and moves with it")
        self.app.find("label", "“Reject” stands beside “Accept” and moves with it")
        self.finger.lift()
        harness.wait(lambda: not self.app.all("label", re.compile("^“Reject” stands")), "the reason to go")
        self.assertEqual(self.steps(), before)
        self.app.close()

    def test_escape_puts_it_back(self):
        before = self.steps()
        self.carry("Call ahead", *self.foot_of("Travel"))
        self.wait_said("Call ahead. Under Travel, 2 of 2")
        self.app.xdotool("key", "Escape")
        self.wait_said("Call ahead stays where it was")
        self.finger.move(*self.foot_of("Work"))
        self.finger.lift()
        self.rest()
        self.assertEqual(self.status.name, "Call ahead stays where it was")
        self.assertEqual(self.steps(), before)
        self.app.close()

    def test_held_and_let_go_asks_what_to_do(self):
        """Without a second button there would be no other way to the menu."""
        self.lift_up("Call ahead", "Call ahead. In the tray, 1 of 2")
        self.finger.lift()
        # By its place: not every version of GTK names the items of a menu.
        items = harness.wait(lambda: self.app.all("menu item"), "the menu")
        self.photograph("workflow-touch-menu")
        self.assertEqual(len(items), 3)
        self.tap(items[2])
        harness.wait(lambda: "call-ahead" not in [key for key, _, _ in self.steps()], "the step to be removed")
        self.app.close()

    def test_tapped_twice_it_is_configured(self):
        self.rest()
        at = self.card("Call ahead")._middle()
        for _ in range(2):
            self.finger.press(*at)
            self.finger.lift()
        dialog = self.app.window("Configuration of Call ahead")
        self.tap(dialog.find("button", "Cancel"))
        # Nothing is left in the hand.
        self.carry("Call ahead", *self.foot_of("Open"))
        self.wait_said("Call ahead. Under Open, 1 of 1")
        self.finger.lift()
        self.wait_where("call-ahead", "open")
        self.app.close()

    def tap(self, node):
        self.finger.press(*node._middle())
        self.finger.lift()


class Long(TouchTest):
    """More steps than are in sight."""

    def setUp(self):
        super().setUp()
        self.app.close()
        for number in range(1, 21):
            self.store.do("workflow.add-step", label=f"Check {number:02}", status="work")
        self.app = self.sit_down("ada")
        self.app.find("list item", "Check 01")
        self.status = self.app.find("status bar", re.compile("GtkLabel|^$"))

    def test_moved_at_once_it_pans(self):
        before = self.steps()
        said = self.status.name
        self.rest()
        card = self.card("Check 06")
        x, y = card._middle()
        top = card.extents[1]
        # At once: none of it waits until the last has been sent.
        self.finger.press(x, y)
        self.finger.move(x, y - 120, pace=0)
        harness.wait(lambda: top - card.extents[1] in range(100, 121),
                     f"the board to follow the finger; {top} became {card.extents[1]}")
        self.finger.lift()
        self.assertEqual(self.status.name, said)
        self.assertEqual(self.steps(), before)
        self.app.close()

    def test_held_at_the_edge_the_board_goes_on(self):
        pane = next(node for node in self.app.all("scroll pane") if node.all("list item", "Travel"))
        x, y, width, height = pane.rectangle
        middle = self.card("Check 01")._middle()[0]
        self.carry("Check 01", middle, y + height - 6)
        self.wait_said("Check 01. Under Work, 21 of 21")
        self.assertLess(self.card("Work").rectangle[1], y)
        self.finger.lift()
        harness.wait(lambda: self.column("work")[-1] == "check-01", "it to be the last")
        self.app.close()


class Phone(Long):
    """The columns beneath each other."""

    SIZE = (360, 640)

    def test_held_at_the_edge_the_board_goes_on(self):
        pane = next(node for node in self.app.all("scroll pane") if node.all("list item", "Travel"))
        x, y, width, height = pane.rectangle
        self.carry("Accept", 180, y + height - 6)
        self.photograph("workflow-touch-360")
        self.wait_said("Accept. In the tray, 1 of 3")
        self.finger.lift()
        self.wait_where("accept", "tray")
        self.app.close()

    def test_moved_at_once_it_pans(self):
        self.rest()
        card = self.card("Reject")
        x, y = card._middle()
        top = card.extents[1]
        self.finger.press(x, y)
        self.finger.move(x, y - 60, pace=0)
        harness.wait(lambda: top - card.extents[1] in range(40, 61),
                     f"the board to follow the finger; {top} became {card.extents[1]}")
        self.finger.lift()
        self.app.close()


if __name__ == "__main__":
    harness.main()
