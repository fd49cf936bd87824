#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A ticket from the first question to the rating, by the command line alone: as
the customer, the engineer and the moderator."""

import base64

import ctl
import tap

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


class Ticket(ctl.Case):
    def setUp(self):
        super().setUp()
        self.found_firm()
        self.do("anna", "person.create", "login=mo", "name=Mo Moderator", "roles=moderator")
        self.do("anna", "person.create", "login=kim", "name=Kim Customer", "roles=code-user", "email=kim@example.org")
        self.do("anna", "person.create", "login=lea", "name=Lea Customer", "roles=code-user")
        self.ticket = self.do("kim", "ticket.create", "flow=general-inquiry")["ref"]
        self.do("kim", "ticket.answer", self.ticket, "question=title", "value=Which lamp fits?")
        self.do("kim", "ticket.answer", self.ticket, "question=description", "value=The old one is gone.")

    def submit(self):
        return self.do("kim", "ticket.submit", self.ticket)

    def progress(self):
        return self.get("--as", "mo", "show", self.ticket)["progress"]

    def commands(self, who):
        return {row["command"]: row["allowed"] for row in self.get("--as", who, "commands", self.ticket)}

    def test_2_14_2_15_offers_come_with_the_submission(self):
        # Nobody learns of a draft, and nothing is offered yet.
        self.assertEqual(self.get("--as", "ned", "list", "notifications"), [])
        self.refused("NOT_FOUND", "--as", "ned", "show", self.ticket)
        self.assertEqual(self.submit()["progress"], "open")
        # The first group is the default one; its members are asked at once.
        for member in ("ned", "nina", "nora"):
            told = self.get("--as", member, "list", "notifications")
            self.assertEqual({row["topic"] for row in told}, {"new-ticket", "offer"})
            self.assertEqual({row["target"] for row in told}, {self.ticket})
        self.assertEqual(self.get("--as", "sam", "list", "notifications"), [])
        self.refused("NOT_FOUND", "--as", "sam", "show", self.ticket)
        self.assertEqual(self.get("--as", "kim", "list", "notifications"), [])

    def test_0_29_0_32_0_33_2_52_2_55_whole_life(self):
        self.submit()
        self.assertTrue(self.commands("ned")["offer.accept"])
        self.assertFalse(self.commands("ned")["update.post"])
        self.do("ned", "offer.accept", self.ticket)
        self.assertEqual(self.progress(), "assigned")
        photo = self.write("lamp.png", PNG)
        self.do("ned", "update.post", self.ticket, "text=It is this one", "visibility=public", f"file=@{photo}")
        self.do("ned", "update.post", self.ticket, "text=The customer is in a hurry", "visibility=internal")
        self.do("ned", "ticket.start", self.ticket)
        self.refused("WRONG_STATE", "--as", "kim", "do", "ticket.rate", self.ticket, "stars=5")
        self.do("ned", "ticket.done", self.ticket, "outcome=completed")
        self.assertEqual(self.progress(), "done")
        self.assertIsNone(self.get("--as", "kim", "customer-view", self.ticket)["rating"])
        rated = self.do("mo", "ticket.rate", self.ticket, "stars=4", "comment=Quick", "source=e-mail")
        self.assertEqual((rated["progress"], rated["rating"]), ("closed", 4))
        # What came by e-mail is shown wherever the customer looks, with the comment beside it.
        rating = self.get("--as", "kim", "customer-view", self.ticket)["rating"]
        self.assertEqual((rating["stars"], rating["comment"], rating["source"], rating["at"]), (4, "Quick", "e-mail", ctl.NOW))
        self.assertIn("Quick", self.ok("--as", "kim", "customer-view", self.ticket).out)
        self.refused("WRONG_STATE", "--as", "mo", "do", "ticket.rate", self.ticket, "stars=5", "source=e-mail")

        # Closed tickets stay listed for both sides; the customer only reads, employees reopen.
        for who in ("kim", "mo", "ned"):
            self.assertIn(self.ticket, [row["ref"] for row in self.get("--as", who, "list", "tickets")])
        self.refused("WRONG_STATE", "--as", "kim", "do", "update.post", self.ticket, "text=One more thing")
        self.refused("NOT_ALLOWED", "--as", "kim", "do", "ticket.reopen", self.ticket)
        self.assertEqual(self.do("ned", "ticket.reopen", self.ticket)["progress"], "assigned")
        self.ok("check")

    def test_2_12_history_says_how(self):
        self.submit()
        self.do("ned", "offer.accept", self.ticket)
        lines = self.ok("--as", "mo", "history", self.ticket).out.splitlines()
        accepted = [line for line in lines if "Accepted the offer" in line]
        self.assertEqual(len(accepted), 1)
        self.assertIn("by hand", accepted[0])
        offered = [line for line in lines if "Offered to" in line]
        self.assertEqual(len(offered), 1)
        self.assertIn("by itself", offered[0])
        for name in ("Ned North", "Nina North", "Nora North"):
            self.assertIn(name, offered[0])
        events = self.get("--as", "mo", "history", self.ticket)
        manual = {event["number"] for event in events if event["source"] == "ctl"}
        for event in events:
            self.assertTrue(event["source"] == "ctl" or event["cause"] in manual, event)

    def test_2_22_2_46_customer_sees_what_is_theirs(self):
        self.submit()
        self.do("ned", "offer.accept", self.ticket)
        self.do("ned", "update.post", self.ticket, "text=sesame inside", "visibility=internal")
        self.do("ned", "update.post", self.ticket, "text=Hello", "visibility=public")
        self.do("dora", "ticket.set-note", self.ticket, "note=sesame note")
        order = self.do("dora", "work-order.create", f"ticket={self.ticket}")["ref"]
        for verb in (("show", self.ticket), ("history", self.ticket), ("search", "sesame"), ("list", "tickets"),
                     ("list", "events"), ("list", "notifications"), ("list", "work-orders"), ("customer-view", self.ticket),
                     ("do", "update.post", self.ticket, "text=Thank you"), ("commands", self.ticket), ("list", "people"),
                     ("list", "outbox"), ("list", "groups")):
            for form in ((), ("--json",)):
                answer = self.ok("--as", "kim", *verb, *form)
                self.assertNotIn("sesame", answer.out, verb)
                self.assertNotIn(order, answer.out, verb)
        self.ok("--as", "kim", "export", "tickets", "-o", self.path("kim.csv"))
        with open(self.path("kim.csv"), encoding="utf-8-sig") as file:
            text = file.read()
        self.assertIn(self.ticket, text)
        self.assertNotIn("sesame", text)
        self.refused("NOT_FOUND", "--as", "lea", "show", self.ticket)
        self.do("mo", "ticket.set-visibility", self.ticket, "visibility=internal")
        self.refused("NOT_FOUND", "--as", "kim", "show", self.ticket)
        self.assertEqual(self.get("--as", "kim", "list", "tickets"), [])

    def test_2_23_email_goes_to_the_outbox(self):
        self.submit()
        self.do("ned", "offer.accept", self.ticket)
        letters = self.get("--as", "anna", "list", "outbox")
        self.assertEqual([(row["address"], row["state"]) for row in letters], [("kim@example.org", "pending")])

    def rate(self, stars, *engineers, at):
        """A case from its draft to its rating, on a day."""
        def do(who, command, *arguments):
            return self.get("--as", who, "do", command, *arguments)

        self.environment["CALLOUT_NOW"] = at
        ref = do("kim", "ticket.create", "flow=general-inquiry")["ref"]
        do("kim", "ticket.answer", ref, "question=title", "value=Lamp")
        do("kim", "ticket.answer", ref, "question=description", "value=Out")
        do("kim", "ticket.submit", ref)
        for engineer in engineers:
            do(engineer, "offer.accept", ref)
        do(engineers[0], "ticket.done", ref, "outcome=completed")
        do("kim", "ticket.rate", ref, f"stars={stars}")
        return ref

    def test_0_28_0_33_ratings_taken_together(self):
        self.rate(5, "ned", at="2026-03-10T09:00:00-04:00")
        self.rate(2, "ned", "nina", at="2026-03-31T23:30:00-04:00")  # in April already by Greenwich
        reopened = self.rate(4, "nina", at="2026-04-02T09:00:00-04:00")
        # Whoever comes later has no part in what was rated before.
        self.environment["CALLOUT_NOW"] = "2026-04-03T09:00:00-04:00"
        self.do("mo", "ticket.reopen", reopened)
        self.do("mo", "ticket.assign", reopened, "person=sam")

        def sums(by, *arguments, who="mo"):
            rows = self.get("--as", who, "list", "ratings", "--group-by", by, *arguments)
            return [(row["key"], row["name"], row["ratings"], round(row["average"], 2), row["stars"]) for row in rows]

        self.assertEqual(sums("engineer"), [("ned", "Ned North", 2, 3.5, [0, 1, 0, 0, 1]),
                                            ("nina", "Nina North", 2, 3.0, [0, 1, 0, 1, 0])])
        self.assertEqual(sums("month"), [("2026-03", None, 2, 3.5, [0, 1, 0, 0, 1]), ("2026-04", None, 1, 4.0, [0, 0, 0, 1, 0])])
        self.assertEqual(sums("all"), [(None, None, 3, 3.67, [0, 1, 0, 1, 1])])
        # Two of one group are one rating of the group's.
        self.assertEqual([row[2:] for row in sums("group")], [(3, 3.67, [0, 1, 0, 1, 1])])
        self.assertEqual(sums("all", "--filter", "stars<5"), [(None, None, 2, 3.0, [0, 1, 0, 1, 0])])
        self.assertEqual(sums("engineer", "--filter", "stars=1"), [])
        # As far as one sees, and nothing for customers.
        self.assertEqual(sums("all", who="ned"), [(None, None, 2, 3.5, [0, 1, 0, 0, 1])])
        self.refused("NOT_ALLOWED", "--as", "kim", "list", "ratings", "--group-by", "engineer")
        self.refused("USAGE", "--as", "mo", "list", "tickets", "--group-by", "month")
        self.refused("USAGE", "--as", "mo", "list", "ratings", "--group-by", "colour")
        table = self.ok("--as", "mo", "list", "ratings", "--group-by", "engineer").out.splitlines()
        self.assertEqual(table[0].split(), ["engineer", "name", "ratings", "average", "1", "2", "3", "4", "5"])
        self.assertEqual(table[1].split(), ["ned", "Ned", "North", "2", "3.50", "0", "1", "0", "0", "1"])


if __name__ == "__main__":
    tap.main()
