#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists kept under a name: saved, found again, renamed, shared, removed."""

import desk
import harness


class Saved(desk.DeskTest):
    """/tickets/2.1-saved-filters"""

    TABLE = "Tickets"
    VIEW = "Tickets"

    def sit_down(self, person):
        self.app = super().sit_down(person)
        if self.VIEW != "Dispatch":
            self.app.find("label", self.VIEW).click()
        self.app.find("tree table", self.TABLE)
        return self.app

    def narrow(self):
        """High priority alone, by title from the end."""
        self.press("Priority")
        self.app.find("check box", "High").click()
        self.app.key("Escape")
        self.wait_titles("Hydrant leaks")

    def open_saved(self):
        self.press("Saved Filters")
        return self.app.find("text", "Name of the filter")

    def save(self, name, shared=False):
        entry = self.open_saved()
        entry.click()
        self.app.type(name)
        if shared:
            self.app.find("check box", "Everybody May Use It").click()
        self.press("Save")
        harness.wait(lambda: name in [row[0] for row in self.filters()],
                     f"“{name}” to be saved")
        self.app.key("Escape")

    def filters(self, by="dana"):
        return [(row["name"], row["filter"], row["sort"], row["shared"])
                for row in self.store.ctl("list", "filters", by=by)]

    def apply(self, name):
        self.open_saved()
        self.app.find("list", "Saved Filters").find("label", name).click()

    def all_titles(self):
        return sorted(work[0] for work in desk.WORK)


class Tickets(Saved):
    def test_filter_and_order_are_found_again(self):
        self.app.find("label", "Title").click()
        self.wait_titles(*self.all_titles())
        self.narrow()
        self.save("Urgent ones")
        self.assertEqual(self.filters(), [(
            "Urgent ones", "progress=draft|open|assigned|in-progress and "
            "priority=high", "title", False)])
        self.press("Clear all filters")
        self.app.find("label", "Due").click()
        self.wait_titles("Main burst", "Hydrant leaks", "Drain is blocked",
                         "Lamp is dark")
        self.apply("Urgent ones")
        self.wait_titles("Hydrant leaks")
        self.press("Clear all filters")
        self.wait_titles(*self.all_titles())
        # Another day, too.
        self.leave()
        self.app = self.sit_down("dana")
        self.apply("Urgent ones")
        self.wait_titles("Hydrant leaks")
        self.leave()

    def test_late_goes_by_the_time_it_is_looked_at(self):
        self.press("Due")
        self.app.find("label", "Late").click()
        self.app.key("Escape")
        self.wait_titles("Main burst")
        self.save("Late ones")
        self.assertIn("due_latest<now", self.filters()[0][1])
        self.press("Clear all filters")
        self.apply("Late ones")
        self.wait_titles("Main burst")
        self.leave()

    def test_two_of_one_name_are_refused_and_nothing_typed_is_lost(self):
        self.narrow()
        self.save("Urgent ones")
        entry = self.open_saved()
        entry.click()
        self.app.type("Urgent ones")
        self.press("Save")
        self.app.find("label", "There is already a filter “Urgent ones” here; "
                      "give this one another name")
        self.assertEqual(len(self.filters()), 1)
        self.photograph("saved-filters")
        self.app.find("text", "Name of the filter").click()
        self.app.key("End")
        self.app.type(" 2")
        self.press("Save")
        harness.wait(lambda: [row[0] for row in self.filters()] ==
                     ["Urgent ones", "Urgent ones 2"], "the second")
        self.app.key("Escape")
        self.leave()

    def test_one_is_renamed_shared_and_removed_and_taken_back(self):
        self.narrow()
        self.save("Urgent ones")
        self.open_saved()
        self.press("Rename or share “Urgent ones”")
        self.app.find("label", "Change “Urgent ones”")
        self.app.key("ctrl+a")
        self.app.type("Hot ones")
        self.app.find("check box", "Everybody May Use It").click()
        self.press("Change")
        harness.wait(lambda: [row[::3] for row in self.filters()] ==
                     [("Hot ones", True)], "the other name")
        # The coordinates of others see it now.
        self.assertEqual([row[0] for row in self.filters(by="marco")],
                         ["Hot ones"])
        self.press("Remove “Hot ones”")
        self.app.find("label", "Narrow the list, and keep what is shown "
                      "under a name.")
        self.assertEqual(self.filters(), [])
        self.app.key("Escape")
        self.app.key("ctrl+z")
        harness.wait(lambda: len(self.filters()) == 1, "it to be back")
        self.leave()

    def test_what_others_share_is_used_but_not_changed(self):
        self.store.do("filter.save", by="marco", view="tickets",
                      name="Lamps", filter="title~Lamp and priority=low",
                      shared="true")
        self.store.do("filter.save", by="marco", view="tickets",
                      name="Private", filter="priority=low")
        self.open_saved()
        self.app.find("label", "Shared by marco")
        self.assertEqual(self.app.all("button", "Remove “Lamps”"), [])
        self.assertEqual(self.app.all("label", "Private"), [])
        self.app.find("list", "Saved Filters").find("label", "Lamps").click()
        self.wait_titles("Lamp is dark")
        # What no filter of the bar shows has a button of its own.
        self.app.find("button", "title~Lamp").click()
        self.wait_titles("Lamp is dark")
        self.press("Clear all filters")
        self.assertEqual(len(self.titles()), 4)
        self.leave()

    def test_mine_is_whose_list_it_is(self):
        self.store.do("ticket.assign", "T-1001", person="lena")
        self.store.do("filter.save", view="tickets", name="On my desk",
                      filter="progress=open|assigned|in-progress and "
                      "assignees=me", shared="true")
        self.apply("On my desk")
        self.app.find("label", "Nothing Is Assigned to You")
        self.app.key("ctrl+u")
        self.app.find("label", "Lena Fischer").click()
        self.app.find("label", "My Work")
        self.app.find("label", "Tickets").click()
        self.app.find("tree table", "Tickets")
        self.apply("On my desk")
        self.wait_titles("Hydrant leaks")
        self.leave()


class Dispatch(Saved):
    """/dispatch/saved-filters"""

    TABLE = "Work orders"
    VIEW = "Dispatch"

    def test_the_list_and_its_filters_are_found_again(self):
        self.press("All Open")
        self.press("Skill")
        self.app.find("check box", "Pipes").click()
        self.app.key("Escape")
        self.wait_titles("Main burst", "Hydrant leaks", "Drain is blocked")
        self.save("Pipes")
        self.assertEqual(self.filters()[0][1], "list=open and skills~pipes")
        self.press("Clear all filters")
        self.press("Pending")
        self.wait_titles("Main burst", "Hydrant leaks", "Drain is blocked",
                         "Lamp is dark")
        self.apply("Pipes")
        self.wait_titles("Main burst", "Hydrant leaks", "Drain is blocked")
        self.assertTrue(self.app.find("button", "All Open").checked)
        self.leave()


class Phone(Saved):
    SIZE = (360, 720)
    LANGUAGE = "de"

    def sit_down(self, person):
        self.app = self.session.start(
            [desk.CALLOUT, "--store", self.store.path],
            env={"CALLOUT_USER": person, "CALLOUT_NOW": desk.NOW})
        return self.app

    def test_the_button_is_within_reach_on_a_phone(self):
        for name in ("Was heute noch fällig ist und niemand hat",
                     "Wasser und Kanal, ohne Ort"):
            self.store.do("filter.save", by="dana", view="dispatch",
                          name=name, filter="list=pending", shared="true")
        self.press("Gespeicherte Filter")
        self.app.find("label", "Wasser und Kanal, ohne Ort")
        self.photograph("saved-filters-360")
        self.app.key("Escape")
        self.leave()


if __name__ == "__main__":
    harness.main()
