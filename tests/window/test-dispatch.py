#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Dispatch view: the list, its columns and filters, and what can be done."""

import re

import desk
import harness

BY_DUE = ("Main burst", "Hydrant leaks", "Drain is blocked", "Lamp is dark")


class Dispatch(desk.DeskTest):

    def test_pending_stands_by_due_time_and_sorts_by_a_header(self):
        self.wait_titles(*BY_DUE)
        self.assertIn("Late by 1 h 43 min", self.rows()[0])
        self.app.find("label", "Priority").click()
        harness.wait(lambda: self.titles()[-1] == "Hydrant leaks",
                     "the high priority at the end")
        self.app.find("label", "Priority").click()
        harness.wait(lambda: self.titles()[0] == "Hydrant leaks",
                     "the high priority at the beginning")
        self.leave()

    def test_search_and_filters_narrow_the_list(self):
        self.wait_titles(*BY_DUE)
        self.app.key("ctrl+f")
        self.app.type("lamp")
        self.wait_titles("Lamp is dark")
        self.app.key("Escape")
        self.wait_titles(*BY_DUE)
        self.press("No Location")
        self.wait_titles("Drain is blocked")
        self.press("Clear all filters")
        self.wait_titles(*BY_DUE)
        self.leave()

    def test_details_say_what_it_is_about_and_what_happened(self):
        self.choose("Hydrant leaks")
        self.app.find("label", re.compile("WO-1 · T-"))
        self.app.find("label", re.compile("12 Elm Street"))
        self.app.find("label", re.compile("Work order WO-1 "))
        self.leave()

    def test_columns_change_when_they_are_applied_and_for_one_person(self):
        self.wait_titles(*BY_DUE)
        self.press("Settings")
        chooser = self.app.window("Columns")
        chooser.find("check box", "Skills").click()
        chooser.find("button", "Cancel").click()
        harness.wait(lambda: len(self.app.children) == 1, "the window to close")
        self.assertIn("Pipes", self.rows()[0])
        self.press("Settings")
        chooser = self.app.window("Columns")
        chooser.find("check box", "Skills").click()
        chooser.find("button", "Apply").click()
        harness.wait(lambda: "Pipes" not in self.rows()[0], "the column to go")
        self.leave()

        self.app = self.sit_down("dana")
        self.wait_titles(*BY_DUE)
        harness.wait(lambda: "Pipes" not in self.rows()[0],
                     "the column to stay away")
        self.leave()
        self.app = self.sit_down("marco")
        self.wait_titles(*BY_DUE)
        harness.wait(lambda: "Pipes" in self.rows()[0], "Marco's own columns")
        self.leave()

    def test_all_that_can_be_pressed_has_a_name(self):
        self.choose("Hydrant leaks")
        self.app.find("label", re.compile("WO-1 · T-"))
        self.app.key("ctrl+f")
        self.app.find("entry", showing=True, focused=True)
        self.assertEqual(self.nameless(), [])
        self.app.key("Escape")
        self.press("Assign Work Order")
        window = self.app.window(re.compile("Assign WO-"))
        window.find("radio button", "Lead: Lena Fischer")
        self.assertEqual(self.nameless(window), [])
        self.leave()

    def test_columns_cannot_all_go(self):
        self.press("Settings")
        chooser = self.app.window("Columns")
        for box in chooser.all("check box"):
            if box.checked:
                box.click()
        chooser.find("label", "At least one column must stay.")
        chooser.find("button", "Apply", sensitive=False)
        self.leave()

    def test_two_are_routed_at_once_and_undone_at_once(self):
        self.choose("Main burst", "Hydrant leaks")
        self.app.find("label", "2 selected")
        self.press("Route to Group")
        dialog = self.app.window(re.compile("Route to Group"))
        dialog.find("button", "Route to Group", sensitive=False)
        dialog.find("label", "Water and Sewer").click()
        dialog.find("button", "Route to Group", sensitive=True).click()
        self.app.find("label", "2 work orders routed")
        self.wait_titles("Drain is blocked", "Lamp is dark")
        self.app.find("button", re.compile("^Undo")).click()
        self.wait_titles(*BY_DUE)
        self.assertEqual(self.store.order("Main burst")["holder"], "dispatcher")
        self.leave()

    def test_a_change_by_somebody_else_arrives_and_the_selection_stays(self):
        self.choose("Drain is blocked")
        self.app.find("label", re.compile("WO-4 · T-"))
        order = self.store.order("Main burst")["ref"]
        self.store.do("work-order.route", order, by="marco", group="water")
        self.wait_titles("Hydrant leaks", "Drain is blocked", "Lamp is dark")
        row = self.table().find("label", "Drain is blocked").within("table row")
        row.wait_for(selected=True)
        self.app.find("label", re.compile("WO-4 · T-"))
        self.leave()


class GroupDispatcher(desk.DeskTest):
    """A work order that is returned stands with who routed it."""

    PERSON = "gina"

    def setUp(self):
        self.store = desk.Store()
        order = self.store.order("Main burst")["ref"]
        self.store.do("work-order.route", order, by="dana", group="water")
        self.app = self.sit_down(self.PERSON)

    def test_returned_goes_to_who_routed_it(self):
        self.wait_titles("Main burst")
        self.choose("Main burst")
        self.press("Return to Dispatcher")
        dialog = self.app.window(re.compile("Return to Dispatcher"))
        dialog.find("text", "Why").type("Needs a digger")
        dialog.find("button", "Return to Dispatcher", sensitive=True).click()
        self.app.find("label", "Nothing Waits for You")
        self.leave()
        self.assertEqual(self.store.order("Main burst")["routed_by"], "dana")

        self.app = self.sit_down("marco")
        self.wait_titles("Hydrant leaks", "Drain is blocked", "Lamp is dark")
        self.leave()
        self.app = self.sit_down("dana")
        self.wait_titles(*BY_DUE)
        self.choose("Main burst")
        self.app.find("label", "“Needs a digger”")
        self.leave()

    def test_only_the_own_people_are_eligible(self):
        self.choose("Main burst")
        self.press("Assign Work Order")
        window = self.app.window(re.compile("Assign WO-"))
        window.find("label", re.compile("3 Eligible"))
        self.assertEqual(window.all("radio button", "Lead: Ravi Chandran",
                                    sensitive=True), [])
        self.leave()


class WithoutGrant(desk.DeskTest):
    """Who may not reallocate is told why, before and not after."""

    PERSON = "marco"

    def setUp(self):
        self.store = desk.Store()
        order = self.store.order("Main burst")["ref"]
        self.store.do("work-order.assign", order, by="dana", lead="lena")
        self.app = self.sit_down(self.PERSON)

    def test_what_is_not_allowed_says_why(self):
        self.press("Assigned")
        self.wait_titles("Main burst")
        self.choose("Main burst")
        self.app.find("button", "Reallocate", sensitive=False)
        self.app.find("label", re.compile("^Reallocate: .*reallocate"))
        self.leave()


class Phone(desk.DeskTest):
    SIZE = (360, 720)

    def test_list_details_and_assigning_fit_a_phone(self):
        self.app.find("label", "Main burst")
        self.photograph("dispatch-360")
        self.app.find("label", "Main burst").click()
        self.app.find("label", re.compile("WO-2 · T-"))
        self.photograph("details-360")
        self.press("Assign Work Order")
        window = self.app.window(re.compile("Assign WO-"))
        window.find("radio button", "Lead: Lena Fischer").click()
        self.photograph("assign-360")
        self.assertLessEqual(window.extents[2], 360)
        window.find("button", "Assign", sensitive=True).click()
        self.wait_state("Main burst", "assigned")
        harness.wait(lambda: len(self.app.children) == 1, "the window on top to close")
        self.press("Back to the list")
        self.app.find("label", "Hydrant leaks")
        self.leave()


class LongList(desk.DeskTest):
    """More work than fits the window: the demonstration city's."""

    def setUp(self):
        self.store = desk.City()
        self.app = self.sit_down("dana")

    def seen(self, table=None):
        """The numbers in the rows that can be seen, the first one first."""
        table = table or self.table()
        start, end = table.extents[1], table.extents[1] + table.extents[3]
        labels = [look for look in table.walk() if look.role == "label"
                  and look.name.startswith("WO-") and look.showing
                  and start <= look.extents[1] < end]
        labels.sort(key=lambda look: look.extents[1])
        return [look.name for look in labels]

    def begins(self, sort):
        first = self.store.ctl(
            "list", "work-orders", "--filter", "state=pending-dispatch",
            "--sort", sort, "--limit", "1", by="dana")[0]["ref"]
        harness.wait(lambda: self.seen()[:1] == [first],
                     f"{first} to be at the top; there is {self.seen()[:1]}")
        return first

    def test_another_order_begins_at_the_top_or_at_what_is_chosen(self):
        first = self.begins("due_latest")
        self.app.find("label", "Number").click()
        self.begins("id")
        self.app.find("label", "Due").click()
        self.begins("due_latest")
        self.table().find("label", first).click()
        self.app.find("label", re.compile(rf"^{first} · "))
        second = self.seen()[1]
        self.app.find("label", "Address").click()
        harness.wait(lambda: first in self.seen()
                     and second not in self.seen(),
                     f"{first} to be in sight among others")
        self.leave()

    def test_less_of_it_and_all_of_it_again_begin_at_the_top(self):
        self.begins("due_latest")
        self.press("No Location")
        harness.wait(lambda: len(self.seen()) < 15, "the list to be shorter")
        self.press("Clear all filters")
        first = self.begins("due_latest")

        self.app.find("list item", re.compile("^Map")).click()
        table = self.app.find("list", "Pending work orders")
        harness.wait(lambda: self.seen(table)[:1] == [first], "the map's list")
        self.app.key("ctrl+f")
        self.app.type("harbor")
        harness.wait(lambda: len(self.seen(table)) < 10, "some to be found")
        self.app.key("Escape")
        harness.wait(lambda: self.seen(table)[:1] == [first],
                     "the map's list to begin at its top")
        self.leave()


class Dark(desk.DeskTest):
    DARK = True

    def test_dark_is_dark(self):
        self.choose("Main burst")
        self.app.find("label", re.compile("WO-2 · T-"))
        picture = self.photograph("dispatch-dark")
        self.assertLess(brightness(picture), 0.35)
        self.leave()


def brightness(picture):
    """How bright a picture is on the whole: 0 black, 1 white."""
    import subprocess
    return float(subprocess.run(
        ["convert", picture, "-colorspace", "Gray", "-format", "%[fx:mean]",
         "info:"], check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    harness.main()
