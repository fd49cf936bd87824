#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Tickets view: the overview, and what there is about one of them."""

import json
import re

import desk
import harness

NEWEST_FIRST = ("Drain is blocked", "Lamp is dark", "Main burst",
                "Hydrant leaks")


class TicketsTest(desk.DeskTest):
    """Somebody sits at the window and has gone to the tickets."""

    TABLE = "Tickets"

    def sit_down(self, person):
        self.app = super().sit_down(person)
        self.go_to_tickets()
        return self.app

    def go_to_tickets(self):
        self.app.find("label", "Tickets").click()
        self.app.find("tree table", "Tickets")


class Overview(TicketsTest):
    """/tickets/2.1-overview"""

    def test_the_newest_stand_first_and_a_header_sorts(self):
        self.wait_titles(*NEWEST_FIRST)
        self.app.find("label", "Title").click()
        self.wait_titles("Drain is blocked", "Hydrant leaks", "Lamp is dark",
                         "Main burst")
        self.app.find("label", "Due").click()
        self.wait_titles(*desk_by_due())
        self.leave()

    def test_who_goes_to_the_tickets_works_there(self):
        self.wait_titles(*NEWEST_FIRST)
        self.app.key("ctrl+n")
        self.app.window("New Ticket").find("button", "Close").click()
        harness.wait(lambda: len(self.app.children) == 1, "the assistant to close")
        self.leave()

    def test_filters_narrow_the_list_and_go_again(self):
        self.wait_titles(*NEWEST_FIRST)
        self.press("Priority")
        self.app.find("check box", "High").click()
        self.app.key("Escape")
        self.wait_titles("Hydrant leaks")
        self.press("Clear all filters")
        self.wait_titles(*NEWEST_FIRST)
        self.press("Mine")
        self.app.find("label", "Nothing Is Assigned to You")
        self.press("All Open Tickets")
        self.wait_titles(*NEWEST_FIRST)
        self.leave()

    def test_search_finds_and_says_where_nothing_is(self):
        self.wait_titles(*NEWEST_FIRST)
        self.app.key("ctrl+f")
        self.app.type("lamp")
        self.wait_titles("Lamp is dark")
        self.app.type("zzz")
        self.app.find("label", "Nothing Found")
        self.press("Show All")
        self.wait_titles(*NEWEST_FIRST)
        self.leave()

    def test_columns_chosen_survive_a_restart(self):
        self.wait_titles(*NEWEST_FIRST)
        self.press("Settings")
        chooser = self.app.window("Columns")
        chooser.find("check box", "Visibility").click()
        chooser.find("button", "Apply").click()
        harness.wait(lambda: "Public" in self.rows()[0], "the new column")
        self.leave()

        self.app = self.sit_down("dana")
        self.wait_titles(*NEWEST_FIRST)
        harness.wait(lambda: "Public" in self.rows()[0], "the column to stay")
        self.leave()

    def test_a_change_by_somebody_else_arrives_and_the_selection_stays(self):
        self.choose("Lamp is dark")
        self.app.find("label", re.compile("^T-100[0-9]$"))
        self.store.do("ticket.create", by="marco", title="Main burst",
                      priority="high")
        self.wait_titles("Main burst", *NEWEST_FIRST)
        row = self.table().find("label", "Lamp is dark").within("table row")
        row.wait_for(selected=True)
        self.leave()


class Details(TicketsTest):
    """/tickets/2.2-details"""

    def test_all_about_one_stands_beside_the_list(self):
        self.choose("Hydrant leaks")
        self.app.find("label", re.compile("12 Elm Street"))
        self.press_tab("Work Orders")
        self.app.find("label", re.compile("^WO-1 · Pending"))
        self.press_tab("History")
        self.app.find("label", "Ticket opened")
        self.leave()

    def test_all_that_can_be_pressed_has_a_name(self):
        self.choose("Hydrant leaks")
        self.app.find("label", re.compile("12 Elm Street"))
        self.assertEqual(self.nameless(), [])
        self.leave()

    def test_a_work_order_opens_where_it_is_dispatched(self):
        self.choose("Hydrant leaks")
        self.press_tab("Work Orders")
        self.app.find("label", re.compile("^WO-1 · Pending")).click()
        self.app.find("label", re.compile("^WO-1 · T-1001"))
        self.leave()

    def test_the_priority_is_set_and_taken_back(self):
        self.choose("Lamp is dark")
        self.press("More actions")
        self.app.find("label", "Set Priority").click()
        dialog = self.app.window(re.compile("Set Priority"))
        dialog.find("button", "Set Priority").click()
        harness.wait(lambda: len(self.app.children) == 1, "the dialog to close")
        self.app.key("ctrl+z")
        harness.wait(lambda: self.store.show("T-1003")["priority"] == "low",
                     "the priority to be low again")
        self.leave()

    def press_tab(self, name):
        self.app.find("page tab", name).click()


class Creation(TicketsTest):
    """/tickets/2.7-2.14-creation"""

    PLAN = {"steps": [
        {"title": "What is wrong?", "questions": [
            {"key": "title", "kind": "short", "label": "In one line",
             "required": True},
            {"key": "what", "kind": "single", "label": "What is it?",
             "required": True,
             "options": [{"key": "leak", "label": "A leak"},
                         {"key": "other", "label": "Something else"}]},
            {"key": "more", "kind": "long", "label": "Tell us more",
             "show_if": {"question": "what", "op": "=", "value": "other"}}]},
        {"title": "Where?", "questions": [
            {"key": "place", "kind": "location", "label": "Where is it?",
             "required": True}]}]}

    def setUp(self):
        self.store = desk.Store()
        self.store.do("flow.create", key="trouble", name="Trouble Report",
                      plan=json.dumps(self.PLAN))
        self.store.do("flow.publish", "trouble")
        self.app = self.sit_down(self.PERSON)

    def begin(self):
        self.press("New Ticket")
        window = self.app.window("New Ticket")
        window.find("label", "Trouble Report").click()
        window.find("label", "Step 1 of 4")
        return window

    def test_a_flow_is_walked_and_submitted(self):
        window = self.begin()
        window.find("button", "Next", sensitive=True).click()
        window.find("label", "This has to be answered")
        window.find("text", "In one line").click()
        self.app.type("Water runs")
        window.find("label", "Something else").click()
        window.find("label", "Tell us more (optional)")
        window.find("label", "A leak").click()
        window.find("button", "Next", sensitive=True).click()
        window.find("text", "Where is it?").click()
        self.app.type("12 Elm Street")
        window.find("button", "Next", sensitive=True).click()
        window.find("label", "Who May See It?")
        window.find("button", "Next", sensitive=True).click()
        window.find(None, "Say whether the customer may see the ticket")
        window.find("label", "Internal").click()
        window.find("button", "Next", sensitive=True).click()
        window.find("label", "Ready to Submit")
        window.find("button", "Submit", sensitive=True).click()
        self.app.find("label", "T-1005 submitted")
        ticket = self.store.show("T-1005")
        self.assertEqual((ticket["title"], ticket["progress"],
                          ticket["visibility"], ticket["address"]),
                         ("Water runs", "open", "internal", "12 Elm Street"))
        self.leave()

    def test_what_was_answered_is_there_when_it_is_taken_up_again(self):
        window = self.begin()
        window.find("text", "In one line").click()
        self.app.type("Water runs")
        window.find("label", "A leak").click()
        self.app.key("Escape")
        harness.wait(lambda: len(self.app.children) == 1,
                     "the window to close")
        self.app.find("label", "Water runs").click()
        self.press("Submit")
        window = self.app.window("New Ticket")
        window.find("text", "Where is it?")
        window.find("button", "Back", sensitive=True).click()
        window.find("text", "In one line")
        window.find("button", "Next", sensitive=True).click()
        window.find("text", "Where is it?")
        self.app.key("Escape")
        harness.wait(lambda: len(self.app.children) == 1,
                     "the window to close")
        self.leave()


class Phone(TicketsTest):
    SIZE = (360, 720)

    def go_to_tickets(self):
        self.press("Sidebar")
        self.app.find("label", "Tickets").click()

    def test_list_and_details_fit_a_phone(self):
        self.app.find("label", "Main burst")
        self.photograph("tickets-360")
        self.app.find("label", "Main burst").click()
        self.app.find("label", re.compile("^T-1002"))
        self.photograph("ticket-360")
        self.press("Back to the list")
        self.app.find("label", "Hydrant leaks")
        self.leave()


def desk_by_due():
    return ("Main burst", "Hydrant leaks", "Drain is blocked", "Lamp is dark")


if __name__ == "__main__":
    harness.main()
