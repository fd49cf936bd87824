#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The messenger and the Assistant by the command line: what is said, who has
read it, and what of it a customer learns."""

import ctl
import tap


class Messenger(ctl.Case):
    def setUp(self):
        super().setUp()
        self.found_firm()
        self.do("anna", "customer.create", "name=Hotel")
        self.do("anna", "person.create", "login=kim", "name=Kim", "roles=code-user", "customer=C-1")
        self.do("anna", "flow.create", "key=lamp", "name=Lamp", "offer_group=north",
                'plan={"steps":[{"title":"S","questions":[{"key":"title","kind":"short","label":"What?"}]}]}')
        self.do("anna", "flow.publish", "lamp")
        self.ticket = self.do("kim", "ticket.create", "flow=lamp")["ref"]
        self.do("kim", "ticket.answer", self.ticket, "question=title", "value=Lamp is out")
        self.do("kim", "ticket.submit", self.ticket)
        self.do("ned", "offer.accept", self.ticket)

    def texts(self, who, thread="messenger"):
        return [(message["author"], message["text"]) for message in
                self.get("--as", who, "list", "messages", "--filter", f"ticket={self.ticket} and thread={thread} and kind!=system")]

    def unread(self, who):
        return self.get("--as", who, "list", "tickets", "--filter", f"id={self.ticket}")[0]["unread"]

    def test_both_sides_talk(self):
        """2.31, 2.33, 2.36"""
        self.do("kim", "message.post", self.ticket, "text=It is **dark**")
        self.do("ned", "message.post", self.ticket, "text=See https://example.org")
        self.do("ned", "message.post", self.ticket, "text=hush", "thread=workspace")
        self.assertEqual(self.texts("kim"), [("kim", "It is **dark**"), ("ned", "See https://example.org")])
        self.assertEqual(self.texts("kim"), self.texts("ned"))
        self.assertEqual(self.texts("kim", "workspace"), [])
        self.assertEqual([hit for hit in self.get("--as", "kim", "search", "hush")], [])
        self.assertEqual([c["last_text"] for c in self.get("--as", "kim", "list", "conversations")], ["See https://example.org"])
        self.assertEqual({c["thread"]: c["unread"] for c in self.get("--as", "anna", "list", "conversations")},
                         {"messenger": 2, "workspace": 1})

    def test_what_is_unread_is_ones_own(self):
        self.do("ned", "message.post", self.ticket, "text=Hello")
        events = len(self.get("--as", "anna", "list", "events"))
        self.assertEqual((self.unread("kim"), self.unread("ned"), self.unread("anna")), (1, 0, 1))
        self.assertEqual(self.do("kim", "message.mark-read", self.ticket)["unread"], 0)
        self.assertEqual((self.unread("kim"), self.unread("ned"), self.unread("anna")), (0, 0, 1))
        self.assertEqual(len(self.get("--as", "anna", "list", "events")), events)
        mark = self.get("--as", "ned", "list", "read-marks")[0]
        self.assertEqual((mark["person"], mark["thread"], mark["read_to"]), ("kim", "messenger", mark["delivered_to"]))
        self.ok("check")

    def test_the_assistant(self):
        """2.2, 2.3: the button is offered only where it begins a flow"""
        self.do("anna", "assistant.add", "title=Is it dark?", "key=dark")
        self.do("anna", "assistant.add", "title=Yes", "kind=answer", "under=dark", "button=Report")
        self.assertFalse(self.get("--as", "kim", "list", "assistant")[1]["offered"])
        self.do("anna", "assistant.edit", "yes", "flow=lamp")
        answer = self.get("--as", "kim", "list", "assistant", "--filter", "parent=dark")[0]
        self.assertEqual((answer["offered"], answer["button_text"], answer["flow"]), (True, "Report", "lamp"))
        self.refused("NOT_ALLOWED", "--as", "ned", "do", "assistant.edit", "yes", "title=No")
        self.refused("WRONG_STATE", "--as", "anna", "do", "assistant.remove", "dark")


if __name__ == "__main__":
    tap.main()
