#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who has a ticket, and what customers thought of what they did."""

import json
import re

import desk
import harness


class PeopleTest(desk.DeskTest):
    TABLE = "Tickets"

    def go_to_tickets(self):
        self.app.find("label", "Tickets").click()
        self.app.find("tree table", "Tickets")


class Assigning(PeopleTest):
    """/tickets/2.27-assignment: people are chosen, not typed"""

    PERSON = "ada"

    def assign(self):
        self.press("Assign")
        return self.app.window(re.compile("^Assign – T-1003"))

    def assignees(self):
        return self.store.show("T-1003").get("assignees") or []

    def test_engineers_are_found_and_several_chosen(self):
        self.go_to_tickets()
        self.choose("Lamp is dark")
        dialog = self.assign()
        dialog.find("button", "Assign", sensitive=False)
        dialog.find("label", "Otto Berg")
        self.assertEqual(dialog.all("label", "Gina Okafor"), [])
        self.photograph("ticket-assign")
        dialog.find(None, "Search people").click()
        self.app.type("ravi")
        dialog.gone("label", "Otto Berg")
        dialog.find("label", "Ravi Chandran").click()
        dialog.find(None, "Search people").click()
        self.app.key("ctrl+a", "BackSpace")
        dialog.find("label", "Otto Berg").click()
        dialog.find("label", "Ravi Chandran, Otto Berg")
        dialog.find("button", "Assign", sensitive=True).click()
        harness.wait(lambda: sorted(self.assignees()) == ["otto", "ravi"],
                     "both to be assigned")
        self.app.find("label", re.compile("Ravi Chandran.*Otto Berg|Otto Berg.*Ravi Chandran"))
        dialog = self.assign()
        dialog.find("label", "Has it now")
        self.app.key("Escape")
        harness.wait(lambda: len(self.app.children) == 1, "the dialog to close")
        self.leave()


class Ratings(PeopleTest):
    """/tickets/0.33-ratings-together"""

    def setUp(self):
        self.store = desk.Store()
        self.store.do("flow.create", key="trouble", name="Trouble Report",
                      ratings="true", offer_group="water",
                      plan=json.dumps({"steps": [{"title": "What?", "questions": [
                          {"key": "title", "kind": "short", "label": "What?",
                           "required": True}]}]}))
        self.store.do("flow.publish", "trouble")
        self.store.do("person.create", login="kim", name="Kim Larsen",
                      roles="code-user")
        for number, (who, stars) in enumerate(
                [("lena", 5), ("lena", 4), ("otto", 2)], 1005):
            ref = f"T-{number}"
            self.store.do("ticket.create", by="kim", flow="trouble")
            self.store.do("ticket.answer", ref, by="kim", question="title",
                          value="Water runs")
            self.store.do("ticket.submit", ref, by="kim")
            self.store.do("offer.accept", ref, by=who)
            self.store.do("ticket.done", ref, by=who)
            self.store.do("ticket.rate", ref, by="kim", stars=str(stars))
        self.app = self.sit_down(self.PERSON)

    def test_they_are_counted_by_stars_and_by_whom(self):
        self.go_to_tickets()
        self.press("Ratings")
        window = self.app.window("Ratings")
        window.find("label", "3.7")
        window.find("label", "3 ratings")
        row = window.find("label", "Lena Fischer").within("list item")
        row.find("label", "4.5 ★")
        window.find("label", "Otto Berg").within("list item").find("label", "2.0 ★")
        self.photograph("ratings")
        window.find("button", "Groups").click()
        window.find("label", "Water and Sewer")
        window.find("button", "Months").click()
        window.find("label", "March 2026")
        self.app.key("Escape")
        harness.wait(lambda: len(self.app.children) == 1, "the window to close")
        self.leave()

    def test_where_nobody_rated_it_says_what_will_be_there(self):
        self.app.kill()
        self.store = desk.Store()
        self.app = self.sit_down(self.PERSON)
        self.go_to_tickets()
        self.press("Ratings")
        self.app.window("Ratings").find("label", "No Ratings Yet")
        self.app.key("Escape")
        harness.wait(lambda: len(self.app.children) == 1, "the window to close")
        self.leave()


if __name__ == "__main__":
    harness.main()
