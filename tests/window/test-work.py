#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""My Work: what a technician is on, and the step that is next."""

import os
import re
import subprocess
import sys

import desk
import harness

ARROW = ('<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">'
         '<path d="M1 6h7V2l7 6-7 6v-4H1z" fill="#c01c28"/></svg>')
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

    def focus(self, role, what=None):
        """Goes on by Tab until something with the role has the keyboard."""
        for _ in range(30):
            found = [node for node in self.app.all(role, focused=True)
                     if what in (None, node.name)]
            if found:
                return found[0]
            self.app.key("Tab")
        raise AssertionError(f"Tab does not come to {what}")

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


    def test_steps_are_walked_by_keyboard_alone(self):
        self.app.find("list", "Steps")
        self.focus("list item")
        self.app.key("Down")
        self.app.find("label", re.compile("WO-1 · T-"))
        self.app.key("Up")
        self.app.find("label", re.compile("WO-2 · T-"))
        self.app.key("Tab")
        states = ["accepted", "travel", "work", "checked-out"]
        for label, state in zip(STEPS, states):
            button = self.primary(label)
            harness.wait(lambda: button.focused, f"the keyboard on “{label}”")
            self.app.key("Return")
            self.wait_order("Main burst", state=state)
        self.primary("Close")
        self.app.key("Return")
        dialog = self.app.window("Close – WO-2")
        self.app.key("space", "Return")
        harness.wait(lambda: len(self.app.children) == 1, "the window to close")
        self.wait_order("Main burst", state="closed", outcome="completed")
        self.leave()

    def test_two_taps_report_one_step(self):
        self.choose("Main burst")
        self.primary("Accept").click(times=2)
        self.app.find("label", "WO-2 accepted")
        self.primary("Travel")
        self.assertEqual(self.store.order("Main burst")["state"], "accepted")
        self.leave()

    def test_a_step_is_undone_by_its_toast(self):
        self.choose("Main burst")
        self.step("Accept")
        self.app.find("label", "WO-2 accepted")
        self.app.find("button", re.compile("^Undo")).click()
        self.wait_order("Main burst", state="dispatched")
        self.primary("Accept")
        self.assertEqual(self.groups(), {"Offered": ["Main burst", "Hydrant leaks"]})
        self.leave()

    def test_rejected_with_a_reason_it_goes_back(self):
        self.choose("Main burst")
        self.app.find("button", "Reject…").click()
        dialog = self.app.window("Reject Work Order – WO-2")
        dialog.find("button", "Reject", sensitive=False)
        dialog.find("label", "Another reason").click()
        dialog.find("button", "Reject", sensitive=False)
        dialog.find("label", "Too far away").click()
        dialog.find("text", "In your words").type("beyond the river")
        self.photograph("work-reject")
        dialog.find("button", "Reject", sensitive=True).click()
        self.wait_order("Main burst", state="pending-dispatch", lead=None)
        harness.wait(lambda: self.groups() == {"Offered": ["Hydrant leaks"]},
                     "it to leave the list")
        events = self.store.ctl("history", self.seen["ref"])
        self.assertIn("Too far away: beyond the river",
                      [event["reason"] for event in events])
        self.leave()

    def test_not_performed_says_why(self):
        ref = self.store.order("Main burst")["ref"]
        self.store.do("work-order.accept", ref, by="lena")
        for _ in range(3):
            self.store.do("work-order.step", ref, by="lena")
        self.choose("Main burst")
        self.step("Close")
        dialog = self.app.window("Close – WO-2")
        dialog.find("label", "Not performed").click()
        dialog.find("button", "Close", sensitive=False)
        dialog.find("label", "Nobody was there").click()
        self.photograph("work-not-performed")
        dialog.find("button", "Close", sensitive=True).click()
        self.wait_order("Main burst", state="closed", outcome="not-performed")
        self.app.find("list", "My work orders").find("label", "Not performed")
        events = self.store.ctl("history", ref)
        self.assertIn("Nobody was there", [event["reason"] for event in events])
        self.leave()

    def test_what_is_taken_back_elsewhere_leaves_and_the_rest_stays(self):
        self.choose("Hydrant leaks")
        self.store.do("work-order.unpublish",
                      self.store.order("Main burst")["ref"], by="marco")
        harness.wait(lambda: self.groups() == {"Offered": ["Hydrant leaks"]},
                     "the other to leave the list")
        self.app.find("label", re.compile("WO-1 · T-"))
        row = self.app.find("list", "My work orders").find(
            "label", "Hydrant leaks").within("list item")
        self.assertTrue(row.selected)

        self.store.do("work-order.unpublish",
                      self.store.order("Hydrant leaks")["ref"], by="marco")
        self.app.find("label", "No Work for You Now")
        self.app.find("label", "Nothing Selected")
        self.app.find("label", "WO-1 is no longer with you")
        self.photograph("work-empty")
        self.offer("Lamp is dark")
        self.app.find("list", "My work orders").find("label", "Lamp is dark")
        self.leave()


class OwnSteps(WorkTest):
    """A step of the house's own, published when one work order was there."""

    def prepare(self):
        picture = os.path.join(self.store.folder, "way.svg")
        with open(picture, "w", encoding="utf-8") as file:
            file.write(ARROW)
        self.store.do("workflow.add-step", label="On my way", status="travel",
                      index="0", icon_file="@" + picture)
        self.store.do("workflow.publish", note="Customers asked")
        self.store.do("ticket.create", by="dana", title="Cellar floods",
                      address="9 Mill Lane", visit="true", skills="pipes",
                      due_latest="2026-03-12T13:00:00-04:00")
        self.offer("Cellar floods")

    def steps(self):
        return [item.all("label")[0].name for item in
                self.app.find("list", "Steps").all("list item")]

    def test_each_work_order_keeps_the_steps_it_was_made_with(self):
        self.choose("Main burst")
        self.app.find("label", re.compile("WO-2 · T-"))
        self.assertEqual(self.steps(), STEPS)
        self.choose("Cellar floods")
        self.app.find("label", re.compile("WO-5 · T-"))
        self.assertEqual(self.steps(), ["Accept", "On my way", *STEPS[1:]])
        self.step("Accept")
        self.wait_order("Cellar floods", state="accepted")
        self.primary("On my way")
        self.photograph("work-own-icon")
        self.step("On my way")
        self.wait_order("Cellar floods", state="accepted", step="on-my-way")
        self.app.find("label", "WO-5: “On my way” reported")
        self.photograph("work-own-step")
        self.step("Travel")
        self.wait_order("Cellar floods", state="travel")
        self.leave()


class Collaborator(WorkTest):
    """Who helps logs times, and moves nothing."""

    PERSON = "otto"

    def setUp(self):
        self.store = desk.Store()
        self.ref = self.offer("Main burst", "lena", "otto")
        self.app = self.sit_down(self.PERSON)

    def test_times_are_logged_once_the_lead_has_accepted(self):
        self.choose("Main burst")
        self.app.find("button", "Travel", sensitive=False)
        self.app.find("label", re.compile("not accepted yet"))
        self.store.do("work-order.accept", self.ref, by="lena")
        self.step("Travel")
        self.app.find("label", "WO-2: your time for “Travel” is logged")
        self.primary("Work")
        self.photograph("work-collaborator")
        self.assertEqual(self.store.order("Main burst")["state"], "accepted")
        self.leave()


    def test_a_refusal_takes_only_oneself_off(self):
        self.choose("Main burst")
        self.app.find("button", "Reject…").click()
        dialog = self.app.window("Reject Work Order – WO-2")
        dialog.find("label", re.compile("the lead keeps it"))
        dialog.find("label", "No time").click()
        dialog.find("button", "Reject", sensitive=True).click()
        self.app.find("label", "No Work for You Now")
        self.wait_order("Main burst", state="dispatched", lead="lena",
                        collaborators=[])
        self.leave()


class Phone(WorkTest):
    SIZE = (360, 720)

    def prepare(self):
        self.store.do("customer.create", name="Beacon House Hotel and Spa")

    def test_all_is_done_on_a_phone(self):
        self.app.find("list", "My work orders").find("label", "Main burst")
        self.photograph("work-360")
        self.app.find("label", "Main burst").click()
        self.app.find("list", "Steps")
        self.photograph("work-details-360")
        button = self.primary("Accept")
        # To which comes its padding, of 6 pixels above and below.
        self.assertGreaterEqual(button.extents[3], 44 - 12)
        button.click()
        self.wait_order("Main burst", state="accepted")
        self.photograph("work-accepted-360")
        self.step("Travel")
        self.wait_order("Main burst", state="travel")
        self.step("Work")
        self.wait_order("Main burst", state="work")
        self.step("Checkout")
        self.wait_order("Main burst", state="checked-out")
        self.step("Close")
        dialog = self.app.window("Close – WO-2")
        dialog.find("label", "Not performed").click()
        self.assertLessEqual(dialog.extents[2], 360)
        self.photograph("work-close-360")
        dialog.find("label", "No access to the place").click()
        dialog.find("button", "Close", sensitive=True).click()
        self.wait_order("Main burst", state="closed", outcome="not-performed")
        self.app.find("button", "Back to the list").click()
        self.app.find("list", "My work orders").find("label", "Hydrant leaks").click()
        self.app.find("button", "Reject…").click()
        dialog = self.app.window("Reject Work Order – WO-1")
        dialog.find("label", "No time").click()
        self.assertLessEqual(dialog.extents[2], 360)
        self.photograph("work-reject-360")
        dialog.find("button", "Reject", sensitive=True).click()
        self.wait_order("Hydrant leaks", state="pending-dispatch")
        # What is no longer theirs is left by itself.
        self.app.find("list", "My work orders").find("label", "Main burst")
        self.leave()


    def test_all_is_done_on_a_phone_by_keyboard(self):
        self.app.find("list", "My work orders").find("label", "Main burst")
        self.focus("list item")
        self.app.key("Return")
        states = ["accepted", "travel", "work", "checked-out"]
        for label, state in zip(STEPS, states):
            button = self.primary(label)
            harness.wait(lambda: button.focused, f"the keyboard on “{label}”")
            self.app.key("Return")
            self.wait_order("Main burst", state=state)
        self.app.key("Escape")
        row = self.app.find("list", "My work orders").find(
            "label", "Main burst").within("list item")
        row.wait_for(focused=True)
        self.leave()


class Position(WorkTest):
    """Where the device is, is written down only if it is known and wanted."""

    OFFERED = ("Main burst",)

    def sit_down(self, person):
        self.session.setting("/io/github/calloutdesk/Callout/",
                             "record-position", "true")
        bus = os.environ["DBUS_SESSION_BUS_ADDRESS"]
        self.service = self.session._spawn(
            sys.executable, os.path.join(harness.HERE, "geoclue.py"))
        harness.wait(lambda: subprocess.run(
            ["gdbus", "call", "--session", "--dest",
             "org.freedesktop.GeoClue2", "--object-path",
             "/org/freedesktop/GeoClue2/Manager", "--method",
             "org.freedesktop.DBus.Peer.Ping"], capture_output=True,
            check=False).returncode == 0, "the location service")
        os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = bus
        return super().sit_down(person)

    def test_a_step_has_the_position_the_device_knows(self):
        self.choose("Main burst")
        harness.wait(lambda: os.path.exists(os.path.join(
            os.environ["XDG_RUNTIME_DIR"], "position-asked")),
            "the position to be asked for")
        self.step("Accept")
        self.wait_order("Main burst", state="accepted")
        self.app.find("image", "With the position")
        self.photograph("work-position")
        self.leave()


class Dark(WorkTest):
    DARK = True

    def test_dark_is_dark(self):
        self.choose("Main burst")
        self.step("Accept")
        self.primary("Travel")
        self.photograph("work-dark")
        self.leave()


if __name__ == "__main__":
    harness.main()
