#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the contract's JSON, kind by kind: what is promised is there,
of the promised type, and absent values are null."""

import datetime
import numbers

import ctl
import tap


def text(value):
    return isinstance(value, str)


def time(value):
    return text(value) and datetime.datetime.fromisoformat(value).tzinfo is not None


def number(value):
    return isinstance(value, numbers.Number) and not isinstance(value, bool)


def whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


def flag(value):
    return isinstance(value, bool)


def words(value):
    return isinstance(value, list) and all(text(word) for word in value)


def ref(prefix):
    return lambda value: text(value) and value.startswith(prefix + "-") and value[len(prefix) + 1:].isdigit()


def one_of(*keys):
    return lambda value: value in keys


def maybe(kind):
    return lambda value: value is None or kind(value)


ENTITY = {"ref": text, "version": whole, "created_at": time, "updated_at": time}

AVAILABILITY = one_of("available", "busy", "break", "offline")

PERSON = {
    **ENTITY, "login": text, "name": text, "roles": words, "grants": words, "groups": words, "skills": words,
    "availability": AVAILABILITY, "latitude": maybe(number), "longitude": maybe(number), "position_at": maybe(time),
    "external": flag, "active": flag,
}

TICKET = {
    **ENTITY, "title": text,
    "progress": one_of("draft", "open", "assigned", "in-progress", "done", "closed", "cancelled"),
    "visibility": one_of("internal", "public"), "priority": one_of("low", "normal", "high"), "customer": maybe(ref("C")),
    "address": maybe(text), "latitude": maybe(number), "longitude": maybe(number), "due_earliest": maybe(time),
    "due_latest": maybe(time), "assignees": words, "rating": maybe(number), "external_id": maybe(text),
}

WORK_ORDER = {
    **ENTITY, "ticket": ref("T"), "service_order": maybe(ref("SO")),
    "state": one_of("pending-dispatch", "pending-group", "assigned", "dispatched", "accepted", "travel", "work",
                    "checked-out", "closed", "cancelled"),
    "holder": text, "routed_by": maybe(text), "group": maybe(text), "lead": maybe(text), "collaborators": words,
    "planned_start": maybe(time), "planned_end": maybe(time), "published_at": maybe(time), "step": maybe(text),
    "outcome": maybe(one_of("completed", "not-performed")), "locked": flag,
}

NEAREST = {
    "login": text, "name": text, "group": maybe(text), "external": flag, "eligible": flag, "reasons": words,
    "distance_m": maybe(number), "position_age_s": maybe(whole), "availability": AVAILABILITY, "pending": whole,
    "today": whole, "skills_missing": words,
}

PARAMETER = {"name": text, "type": text, "required": flag, "many": flag, "description": text}
COMMAND = {"command": text, "allowed": flag, "why_not": maybe(text),
           "parameters": lambda value: isinstance(value, list)}

CHANGE = {"target": text, "field": text, "before": lambda value: True, "after": lambda value: True}
EVENT = {
    "number": whole, "at": time, "actor": maybe(text), "source": one_of("desktop", "portal", "ctl", "auto"),
    "command": text, "target": text, "from": maybe(text), "to": maybe(text), "reason": maybe(text),
    "cause": maybe(whole), "changes": lambda value: isinstance(value, list),
}


class Contract(ctl.Case):
    """One store for all, made once: nothing here changes it."""

    def setUp(self):
        super().setUp()
        self.found_firm()
        customer = self.do("dora", "customer.create", "name=Beacon House", "email=desk@example.com")["ref"]
        self.order = self.work_order("Lamp", f"customer={customer}", "skills=lamps", "priority=high",
                                     "due_latest=2026-03-12T17:00:00-04:00")
        self.do("dora", "work-order.route", self.order, "group=north", "note=As agreed")
        self.do("gus", "work-order.assign", self.order, "lead=ned", "collaborator=nina",
                "planned_start=2026-03-10T13:00:00Z", "planned_end=2026-03-10T15:00:00Z")
        self.do("gus", "work-order.publish", self.order)
        self.do("dora", "ticket.create", "title=Bare")

    def assert_shape(self, value, shape, what):
        for name, kind in shape.items():
            self.assertIn(name, value, f"{what} lacks {name}")
            self.assertTrue(kind(value[name]), f"{what}.{name} is {value[name]!r}")

    def test_person(self):
        for person in self.get("--as", "anna", "list", "people"):
            self.assert_shape(person, PERSON, person["login"])
            self.assertNotIn("password_hash", person)
        nina = self.get("--as", "anna", "show", "nina")
        self.assert_shape(nina, PERSON, "nina")
        self.assertEqual((nina["groups"], nina["skills"], nina["roles"]), (["north"], ["lamps", "pipes"], ["member"]))
        self.assertEqual(self.get("--as", "anna", "show", "grete")["grants"], ["reallocate"])

    def test_ticket(self):
        tickets = self.get("--as", "dora", "list", "tickets", "--sort", "ref")
        for ticket in tickets:
            self.assert_shape(ticket, TICKET, ticket["ref"])
        self.assertEqual(tickets[0]["customer"], "C-1")
        self.assertEqual(tickets[0]["assignees"], ["ned", "nina"])
        self.assertEqual(tickets[0]["due_latest"], "2026-03-12T17:00:00-04:00")
        for absent in ("customer", "address", "latitude", "longitude", "due_latest", "rating", "external_id"):
            self.assertIsNone(tickets[1][absent], absent)

    def test_work_order(self):
        for order in self.get("--as", "dora", "list", "work-orders"):
            self.assert_shape(order, WORK_ORDER, order["ref"])
        order = self.get("--as", "dora", "show", self.order)
        self.assertEqual((order["holder"], order["group"], order["routed_by"]), ("north", "north", "dora"))
        self.assertEqual((order["lead"], order["collaborators"]), ("ned", ["nina"]))
        self.assertEqual(order["planned_start"], "2026-03-10T09:00:00-04:00")
        self.assertEqual(order["published_at"], ctl.NOW)
        for absent in ("service_order", "step", "outcome"):
            self.assertIsNone(order[absent], absent)

    def test_holder_of_the_dispatchers(self):
        self.assertEqual(self.get("--as", "dora", "show", self.work_order())["holder"], "dispatcher")

    def test_group_customer_step(self):
        for kind in ("groups", "customers", "steps"):
            for row in self.get("--as", "anna", "list", kind):
                self.assert_shape(row, ENTITY, kind)
        self.assertEqual(self.get("--as", "anna", "show", "north")["members"], ["ned", "nina", "nora"])

    def test_nearest(self):
        order = self.work_order("Lamp", "skills=lamps")
        rows = self.get("--as", "dora", "nearest", order, "--all")
        self.assertGreater(len(rows), 3)
        for row in rows:
            self.assert_shape(row, NEAREST, row["login"])
            self.assertEqual(row["eligible"], not row["reasons"])

    def test_commands(self):
        offers = self.get("--as", "dora", "commands", self.order)
        for offer in offers:
            self.assert_shape(offer, COMMAND, offer["command"])
            self.assertEqual(offer["allowed"], offer["why_not"] is None)
            for parameter in offer["parameters"]:
                self.assert_shape(parameter, PARAMETER, offer["command"])
        assign = next(offer for offer in offers if offer["command"] == "work-order.assign")
        self.assertEqual([(p["name"], p["type"], p["required"], p["many"]) for p in assign["parameters"]][:2],
                         [("lead", "person", True, False), ("collaborator", "person", False, True)])

    def test_event(self):
        events = self.get("--as", "anna", "list", "events")
        self.assertGreater(len(events), 10)
        for event in events:
            self.assert_shape(event, EVENT, event["command"])
            for change in event["changes"]:
                self.assert_shape(change, CHANGE, event["command"])
        numbers_ = [event["number"] for event in events]
        self.assertEqual(numbers_, sorted(numbers_))

    def test_event_values_are_the_things_own(self):
        routed = [e for e in self.get("--as", "dora", "history", self.order) if e["command"] == "work-order.route"][0]
        self.assertEqual((routed["from"], routed["to"], routed["reason"]), ("pending-dispatch", "pending-group", "As agreed"))
        changes = {change["field"]: (change["before"], change["after"]) for change in routed["changes"]
                   if change["target"] == self.order}
        self.assertEqual(changes["state"], ("pending-dispatch", "pending-group"))
        self.assertEqual(changes["group"], (None, "north"))
        self.assertEqual(changes["routed_by"], (None, "dora"))

    def test_what_follows_by_itself_names_its_cause(self):
        # But for the founding, which is everybody's cause.
        events = self.get("--as", "anna", "list", "events", "--filter", "source=auto and command~ticket")
        self.assertTrue(events)
        for event in events:
            self.assertIsNotNone(event["cause"])
            self.assertLess(event["cause"], event["number"])

    def test_info(self):
        info = self.get("info")
        self.assertEqual(set(info), {"engine", "schema_version", "rows", "bytes"})
        self.assertEqual((info["rows"]["tickets"], info["rows"]["work-orders"], info["rows"]["people"]), (2, 1, 8))

    def test_language_of_people_never_reaches_json(self):
        german = self.german()
        missing = ("--as", "dora", "show", "person:nobody")
        self.assertNotEqual(self.refused("NOT_FOUND", *missing, **german).sentence,
                            self.refused("NOT_FOUND", *missing).sentence)
        for arguments in (("commands", self.order), ("list", "statuses"), ("nearest", self.order, "--all"),
                          ("history", self.order), ("search", "lamp")):
            plain = self.ok("--as", "dora", *arguments, "--json").out
            self.assertEqual(self.ok("--as", "dora", *arguments, "--json", **german).out, plain, arguments)


if __name__ == "__main__":
    tap.main()
