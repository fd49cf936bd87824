#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Assign window by the accessibility tree: document 4, rows 4.7 to 4.25."""

import re

import desk
import harness


class Assign(desk.DeskTest):

    def open_window(self, title, button="Assign Work Order"):
        self.choose(title)
        self.press(button)
        window = self.app.window(re.compile("^(Assign|Reallocate) WO-"))
        window.find("label", re.compile("Eligible"))
        return window

    def wait_people(self, title, lead, collaborators):
        def look():
            order = self.store.order(title)
            return order["lead"] == lead and \
                sorted(order["collaborators"]) == sorted(collaborators)
        harness.wait(look, f"{lead} with {collaborators} on “{title}”")

    def test_lead_and_two_collaborators_in_one_go_and_undone(self):
        window = self.open_window("Main burst")
        window.find("button", "Assign", sensitive=False)
        window.find("radio button", "Lead: Otto Berg").click()
        window.find("check box", "Collaborator: Lena Fischer").click()
        window.find("check box", "Collaborator: Pia Rossi").click()
        window.find("label", "Otto Berg leads, with Lena Fischer, Pia Rossi")
        self.photograph("assign")
        window.find("button", "Assign", sensitive=True).click()
        self.app.find("label", "WO-2 assigned to Otto Berg and 2 others")
        self.wait_people("Main burst", "otto", ["lena", "pia"])
        self.assertNotIn("Main burst", self.titles())
        self.app.key("ctrl+z")
        self.app.find("label", re.compile("Undone: WO-2"))
        self.wait_people("Main burst", None, [])
        self.wait_state("Main burst", "pending-dispatch")
        self.leave()

    def test_a_click_outlasts_what_others_do_meanwhile(self):
        window = self.open_window("Main burst")
        box = window.find("check box", "Collaborator: Lena Fischer")
        self.app.move(*box._middle())
        self.app.xdotool("mousedown", "1")
        for title in ("Elsewhere", "Elsewhere again"):
            ticket = self.store.do("ticket.create", title=title)
            self.store.do("work-order.create", ticket=ticket["ref"])
            self.app.find("label", title)  # in the list behind: the news is here
        self.app.xdotool("mouseup", "1")
        window.find("check box", "Collaborator: Lena Fischer", checked=True)
        self.leave()

    def test_a_new_lead_is_no_collaborator_and_the_old_one_no_lead(self):
        window = self.open_window("Main burst")
        window.find("check box", "Collaborator: Lena Fischer").click()
        window.find("radio button", "Lead: Lena Fischer").click()
        window.find("label", "Lena Fischer leads")
        window.find("radio button", "Lead: Otto Berg").click()
        window.find("label", "Otto Berg leads")
        window.find("radio button", "Lead: Lena Fischer", checked=False)
        self.leave()

    def test_nearest_first_and_who_is_left_out_says_why(self):
        window = self.open_window("Hydrant leaks")
        names = [node.name for node in window.all(
            "radio button", re.compile("Lead: "))]
        self.assertEqual(names, ["Lead: Lena Fischer", "Lead: Otto Berg",
                                 "Lead: Pia Rossi", "Lead: Ravi Chandran"])
        window.find("label", "1 Not Eligible")
        window.find("radio button", "Lead: Ravi Chandran", sensitive=False)
        window.find("label", re.compile("Lacks the skill pipes"))
        self.leave()

    def test_search_finds_an_engineer(self):
        window = self.open_window("Hydrant leaks")
        self.app.type("otto")
        window.gone("radio button", "Lead: Lena Fischer")
        window.find("radio button", "Lead: Otto Berg")
        self.app.key("Escape")
        window.find("radio button", "Lead: Lena Fischer")
        self.app.key("Escape")
        harness.wait(lambda: len(self.app.children) == 1, "the window to close")
        self.leave()

    def test_map_tab_without_a_location_offers_to_set_one(self):
        window = self.open_window("Drain is blocked")
        window.find("page tab", "Map").click()
        window.find("label", re.compile("location"))
        window.find("button", re.compile("Set.*Location"))
        self.leave()

    def test_reallocate_begins_with_who_is_on_it(self):
        order = self.store.order("Main burst")["ref"]
        self.store.do("work-order.assign", order, by="dana", lead="lena",
                      collaborator="pia")
        self.press("Assigned")
        window = self.open_window("Main burst", "Reallocate")
        window.find("label", "On It Now")
        window.find("label", "Lena Fischer leads, with Pia Rossi")
        window.find("radio button", "Lead: Otto Berg").click()
        window.find("label", "Otto Berg leads, with Pia Rossi")
        window.find("button", "Reallocate", sensitive=True).click()
        self.wait_people("Main burst", "otto", ["pia"])
        self.leave()

    def test_who_was_quicker_is_told_and_nothing_typed_is_lost(self):
        window = self.open_window("Main burst")
        window.find("radio button", "Lead: Otto Berg").click()
        order = self.store.order("Main burst")["ref"]
        self.store.do("work-order.route", order, by="marco", group="lights")
        self.app.find("button", "Assign").click()
        window.find("alert")
        window.find("label", "Otto Berg leads")
        self.leave()


if __name__ == "__main__":
    harness.main()
