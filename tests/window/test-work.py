#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""My Work: what a technician is on, and the step that is next."""

import os
import re

import desk
import harness

STEPS = ["Accept", "Travel", "Work", "Checkout", "Close"]


class WorkTest(desk.DeskTest):
    """Somebody who is only a technician, with work published to them."""

    PERSON = "lena"
    OFFERED = ("Main burst", "Hydrant leaks")

    def setUp(self):
        self.store = desk.Store()
        self.prepare()
        for title in self.OFFERED:
            self.offer(title)
        self.app = self.sit_down(self.PERSON)

    def prepare(self):
        """What was there before the work orders were offered."""

    def offer(self, title, lead="lena", *collaborators):
        ref = self.store.order(title)["ref"]
        words = [f"collaborator={login}" for login in collaborators]
        self.store.ctl("do", "work-order.assign", ref, f"lead={lead}", *words,
                       by="dana")
        self.store.do("work-order.publish", ref, by="dana")
        return ref

    # -- reading

    def list_texts(self):
        """All that the list says, from the top to the bottom."""
        return [label.name
                for label in self.app.find("list", "My work orders").all("label")]

    def groups(self):
        """The list as {group: titles}."""
        groups = {}
        titles = {work[0] for work in desk.WORK}
        group = None
        for text in self.list_texts():
            if text in ("Now", "Accepted", "Offered", "Done Today") \
                    and not (text == "Accepted" and group == "Accepted"):
                group = text
            elif text in titles:
                groups.setdefault(group, []).append(text)
        return groups

    def wait_order(self, title, **wanted):
        """Waits until the store has it so."""
        def look():
            self.seen = self.store.order(title)
            return all(self.seen[key] == value for key, value in wanted.items())
        harness.wait(look, f"“{title}” to be {wanted}")

    # -- doing

    def choose(self, title, *more):
        self.app.find("list", "My work orders").find("label", title).click()
        self.app.find("list", "Steps")
        return self

    def step(self, label):
        """Presses the one button that reports the next step."""
        self.primary(label).click()

    def primary(self, label):
        """That button, once it is ready; the window has a small Close too."""
        def look():
            return [button for button in self.app.all(
                "button", label, sensitive=True, busy=False)
                if button.extents[2] > 120]
        return harness.wait(look, f"the step “{label}”\n{self.app.tree()}")[0]


class Desktop(WorkTest):

    def test_steps_are_walked_one_after_another_by_pointer(self):
        self.choose("Main burst")
        self.photograph("work-offered")
        self.step("Accept")
        self.wait_order("Main burst", state="accepted", step="accept")
        self.app.find("label", "WO-2 accepted")
        self.step("Travel")
        self.wait_order("Main burst", state="travel")
        self.photograph("work-travel")
        self.assertEqual(self.app.all("button", "Reject…"), [])
        self.step("Work")
        self.wait_order("Main burst", state="work")
        self.step("Checkout")
        self.wait_order("Main burst", state="checked-out")
        self.step("Close")
        dialog = self.app.window("Close – WO-2")
        dialog.find("button", "Close", sensitive=False)
        self.photograph("work-close")
        dialog.find("label", "Completed").click()
        dialog.find("button", "Close", sensitive=True).click()
        self.wait_order("Main burst", state="closed", outcome="completed")
        self.app.find("label", "WO-2 closed as completed")
        self.photograph("work-done")
        self.leave()


if __name__ == "__main__":
    harness.main()
