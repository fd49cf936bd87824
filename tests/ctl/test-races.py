#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people at the same moment, each a process of their own. Whoever comes
first, what is left is one of the stories that may happen, and it is sound."""

import threading

import ctl
import tap

ROUNDS = 4


class Races(ctl.Case):
    clock = None

    def setUp(self):
        super().setUp()
        self.found_firm()
        self.do("anna", "person.create", "login=mo", "name=Mo Moderator", "roles=moderator")
        for login in ("kim", "lea"):
            self.do("anna", "person.create", f"login={login}", f"name={login.title()} Customer", "roles=code-user")

    def draft(self, author="kim"):
        ref = self.do(author, "ticket.create", "flow=general-inquiry")["ref"]
        self.do(author, "ticket.answer", ref, "question=title", "value=Which lamp fits?")
        self.do(author, "ticket.answer", ref, "question=description", "value=The old one is gone.")
        return ref

    def open_ticket(self):
        ref = self.draft()
        self.do("kim", "ticket.submit", ref)
        return ref

    def at_once(self, *calls):
        """What each of the calls answers, all begun at the same moment."""
        answers = [None] * len(calls)
        start = threading.Barrier(len(calls))

        def call(number, who, command, *arguments):
            start.wait()
            answers[number] = self.call("--as", who, "do", command, *arguments)

        threads = [threading.Thread(target=call, args=(number, *parts)) for number, parts in enumerate(calls)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    def assert_done(self, answer):
        self.assertEqual((answer.status, answer.err), (ctl.DONE, ""))

    def assert_refused(self, answer, *codes):
        self.assertEqual(answer.status, ctl.FAILED, answer.out)
        self.assertIn(answer.code, codes, answer.err)
        self.assertGreater(len(answer.sentence), 10)

    def show(self, ref):
        return self.get("--as", "mo", "show", ref)

    def commands(self, ref):
        return [event["command"] for event in self.get("--as", "mo", "history", ref)]

    def test_2_16_two_accept_the_same_offer(self):
        # The first makes it assigned, the second joins: nobody is turned away.
        for _ in range(ROUNDS):
            ref = self.open_ticket()
            for answer in self.at_once(("ned", "offer.accept", ref), ("nina", "offer.accept", ref)):
                self.assert_done(answer)
            ticket = self.show(ref)
            self.assertEqual((ticket["progress"], set(ticket["assignees"])), ("assigned", {"ned", "nina"}))
            self.assertEqual(self.commands(ref).count("offer.accept"), 2)
            offers = self.get("--as", "mo", "list", "offers", "--filter", f"ticket={ref}")
            self.assertEqual({offer["person"]: offer["state"] for offer in offers},
                             {"ned": "accepted", "nina": "accepted", "nora": "offered"})
        self.ok("check")

    def test_2_13_accepted_and_cancelled(self):
        for _ in range(ROUNDS):
            ref = self.open_ticket()
            accepted, cancelled = self.at_once(("ned", "offer.accept", ref),
                                               ("mo", "ticket.cancel", ref, "reason=It burns again"))
            self.assert_done(cancelled)
            if accepted.status != ctl.DONE:
                self.assert_refused(accepted, "WRONG_STATE", "NOT_FOUND")
            self.assertEqual(self.show(ref)["progress"], "cancelled")
            self.assertEqual(self.get("--as", "mo", "list", "offers", "--filter", f"ticket={ref} and state=offered"), [])
            order = [command for command in self.commands(ref) if command in ("offer.accept", "ticket.cancel")]
            self.assertEqual(order, ["offer.accept", "ticket.cancel"] if accepted.status == ctl.DONE else ["ticket.cancel"])
            self.refused("WRONG_STATE", "--as", "nina", "do", "offer.accept", ref)
        self.ok("check")

    def test_2_51_two_rate_the_same(self):
        for _ in range(ROUNDS):
            ref = self.open_ticket()
            self.do("ned", "offer.accept", ref)
            self.do("ned", "ticket.start", ref)
            self.do("ned", "ticket.done", ref, "outcome=completed")
            answers = self.at_once(("kim", "ticket.rate", ref, "stars=5"),
                                   ("mo", "ticket.rate", ref, "stars=2", "source=e-mail"))
            self.assertEqual(sorted(answer.status for answer in answers), [ctl.DONE, ctl.FAILED])
            self.assert_refused(next(answer for answer in answers if answer.status != ctl.DONE), "WRONG_STATE", "CONFLICT")
            stars = 5 if answers[0].status == ctl.DONE else 2
            ratings = self.get("--as", "mo", "list", "ratings", "--filter", f"ticket={ref}")
            self.assertEqual([rating["stars"] for rating in ratings], [stars])
            ticket = self.show(ref)
            self.assertEqual((ticket["progress"], ticket["rating"]), ("closed", stars))
            self.assertEqual(self.commands(ref).count("ticket.rate"), 1)
        self.ok("check")

    def test_2_14_two_drafts_submitted(self):
        for _ in range(ROUNDS):
            drafts = {author: self.draft(author) for author in ("kim", "lea")}
            for answer in self.at_once(*((author, "ticket.submit", ref) for author, ref in drafts.items())):
                self.assert_done(answer)
            for ref in drafts.values():
                offers = self.get("--as", "mo", "list", "offers", "--filter", f"ticket={ref}")
                self.assertEqual({offer["person"]: offer["state"] for offer in offers},
                                 dict.fromkeys(("ned", "nina", "nora"), "offered"))
        self.ok("check")

    def test_2_14_one_draft_submitted_twice(self):
        for _ in range(ROUNDS):
            ref = self.draft()
            answers = self.at_once(("kim", "ticket.submit", ref), ("kim", "ticket.submit", ref))
            self.assertEqual(sorted(answer.status for answer in answers), [ctl.DONE, ctl.FAILED])
            self.assert_refused(next(answer for answer in answers if answer.status != ctl.DONE), "WRONG_STATE", "CONFLICT")
            self.assertEqual(self.commands(ref).count("ticket.submit"), 1)
            self.assertEqual(len(self.get("--as", "mo", "list", "offers", "--filter", f"ticket={ref}")), 3)
        self.ok("check")


if __name__ == "__main__":
    tap.main()
