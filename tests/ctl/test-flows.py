# SPDX-License-Identifier: GPL-3.0-or-later
"""Tickets begun with a flow, by the command line: from the first question to
the work order, with files, drafts nobody else sees, and duplicates pointed out."""

import base64
import json
import os
import sqlite3

import ctl
import tap

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")

PLAN = {"steps": [{"title": "What", "questions": [
    {"key": "title", "kind": "short", "label": "What?", "required": True},
    {"key": "place", "kind": "location", "label": "Where?"},
    {"key": "pictures", "kind": "photo", "label": "Pictures", "max": 3}]}]}


class Flows(ctl.Case):
    def setUp(self):
        super().setUp()
        self.found_firm()
        self.do("anna", "customer.create", "name=Hotel")
        self.do("anna", "person.create", "login=cleo", "name=Cleo", "roles=code-user", "customer=C-1")
        self.do("anna", "flow.create", "key=lift", "name=Lift", "visit=true", "offer_group=north",
                "plan=@" + self.write("plan.json", json.dumps(PLAN, indent=2)))
        self.do("anna", "flow.publish", "lift")

    def begin(self, who, *arguments):
        return self.do(who, "ticket.create", "flow=lift", *arguments)["ref"]

    def answer(self, who, ref, question, value):
        return self.do(who, "ticket.answer", ref, f"question={question}", f"value={value}")

    def test_three_ship(self):
        flows = {flow["key"]: flow for flow in self.get("--as", "anna", "list", "flows")}
        self.assertLessEqual({"problem-report", "general-inquiry", "spare-parts-order"}, set(flows))
        self.assertTrue(flows["problem-report"]["visit"])
        self.assertFalse(flows["general-inquiry"]["visit"])
        kinds = {question["kind"] for key in ("problem-report", "general-inquiry", "spare-parts-order")
                 for step in json.loads(flows[key]["plan"])["steps"] for question in step["questions"]}
        self.assertEqual(kinds, {"text", "short", "long", "single", "multi", "date", "datetime", "location", "photo",
                                 "attachment", "signature", "form"})

    def test_faults_of_a_plan_are_told_together(self):
        refused = self.refused("INVALID", "--as", "anna", "do", "flow.edit", "lift",
                               'plan={"steps":[{"title":"S","questions":[{"key":"A","kind":"riddle","label":"A"}]}]}')
        self.assertIn("riddle", refused.sentence)
        self.assertIn("small letters", refused.sentence)

    def test_from_the_first_question_to_the_work_order(self):
        """2.1, 2.10, 2.14, 2.15"""
        ref = self.begin("cleo")
        self.assertEqual(self.get("--as", "cleo", "show", ref)["progress"], "draft")
        self.refused("WRONG_STATE", "--as", "cleo", "do", "ticket.submit", ref)
        self.answer("cleo", ref, "title", "Lift is stuck")
        self.answer("cleo", ref, "place", "42.36,-71.06; 2 Beacon St")
        ticket = self.do("cleo", "ticket.submit", ref)
        self.assertEqual((ticket["progress"], ticket["visibility"], ticket["title"], ticket["address"]),
                         ("open", "public", "Lift is stuck", "2 Beacon St"))
        shown = self.get("--as", "dora", "show", ref)
        self.assertEqual({answer["question"]: answer["value"] for answer in shown["answers"]}["title"], "Lift is stuck")
        self.assertEqual(len(shown["work_orders"]), 1)
        self.assertEqual({offer["person"] for offer in shown["offers"]}, {"ned", "nina", "nora"})
        events = self.get("--as", "dora", "history", ref)
        causes = {event["command"]: event["cause"] for event in events if event["source"] == "auto"}
        submit = [event["number"] for event in events if event["command"] == "ticket.submit"][0]
        self.assertEqual(causes["work-order.create"], submit)
        self.ok("check")

    def test_a_draft_is_its_authors_alone(self):
        """2.14: not by list, number, search, history or event"""
        ref = self.begin("cleo")
        self.answer("cleo", ref, "title", "Zanzibar")
        for who in ("anna", "dora", "gus", "ned"):
            self.refused("NOT_FOUND", "--as", who, "show", ref)
            self.refused("NOT_FOUND", "--as", who, "history", ref)
            self.assertEqual(self.get("--as", who, "list", "tickets"), [])
            self.assertEqual(self.get("--as", who, "search", "Zanzibar"), [])
            self.assertEqual(self.get("--as", who, "list", "answers"), [])
            self.assertNotIn(ref, [event["target"] for event in self.get("--as", who, "list", "events")])
        self.assertEqual([ticket["ref"] for ticket in self.get("--as", "cleo", "list", "tickets")], [ref])

    def test_a_customer_sees_nothing_internal(self):
        """2.21, 2.46"""
        ref = self.begin("cleo")
        self.answer("cleo", ref, "title", "Lift is stuck")
        self.do("cleo", "ticket.submit", ref)
        self.do("dora", "ticket.edit", ref, "note=mind the dog", "vip=true", "escalated=true")
        shown = self.get("--as", "cleo", "show", ref)
        for member in ("note", "vip", "escalated", "created_by"):
            self.assertIn(shown[member], (None, False), member)
        self.assertEqual((shown["work_orders"], shown["offers"], shown["assignees"]), ([], [], []))
        self.assertEqual(self.get("--as", "cleo", "list", "tickets", "--filter", "note~dog"), [])
        self.assertEqual(len(self.get("--as", "cleo", "list", "people")), 1)

    def test_employees_say_internal_or_public(self):
        """2.8, 2.9"""
        ref = self.begin("dora")
        self.answer("dora", ref, "title", "Lift is stuck")
        self.assertIn("internal or public", self.refused("WRONG_STATE", "--as", "dora", "do", "ticket.submit", ref).sentence)
        self.answer("dora", ref, "visibility", "internal")
        self.assertEqual(self.do("dora", "ticket.submit", ref)["visibility"], "internal")

    def test_files(self):
        ref = self.begin("cleo")
        self.answer("cleo", ref, "title", "Lift is stuck")
        picture = self.write("door.png", PNG)
        self.do("cleo", "ticket.answer", ref, "question=pictures", "file=@" + picture, "file=@" + picture)
        files = self.get("--as", "cleo", "show", ref)["files"]
        self.assertEqual([(file["name"], file["media_type"], file["bytes"], file["width"]) for file in files],
                         [("door.png", "image/png", len(PNG), 1)] * 2)
        for name, content, says in (("empty.png", b"", "empty"), ("cut.png", PNG[:40], "cut off"),
                                    ("lie.png", b"hello", "not what its name says"), ("x.svg", b"<svg/>", "SVG"),
                                    ("run.exe", b"MZ\0\0", "program"), ("note.txt", b"hello", "no photo")):
            refused = self.refused("INVALID", "--as", "cleo", "do", "ticket.answer", ref, "question=pictures",
                                   "file=@" + self.write(name, content))
            self.assertIn(says, refused.sentence)
        self.do("anna", "settings.set", "key=tickets.file-max-mib", "value=2")
        large = self.write("large.png", PNG[:-12] + b"\0" * (3 << 20))
        self.assertIn("2 MiB", self.refused("INVALID", "--as", "cleo", "do", "ticket.answer", ref, "question=pictures",
                                            "file=@" + large).sentence)
        self.assertEqual(len(self.get("--as", "cleo", "show", ref)["files"]), 2)
        self.ok("check")
        backup = self.path("backup.db")
        self.ok("backup", backup)
        self.ok("check", "--store", backup)

    def test_check_finds_a_flipped_bit(self):
        ref = self.begin("cleo")
        self.do("cleo", "ticket.answer", ref, "question=pictures", "file=@" + self.write("door.png", PNG))
        database = sqlite3.connect(self.store)
        database.execute("DROP TRIGGER file_chunk_fixed")
        data = bytearray(database.execute("SELECT data FROM file_chunk").fetchone()[0])
        data[60] ^= 1
        database.execute("UPDATE file_chunk SET data = ?", (bytes(data),))
        database.commit()
        database.close()
        answer = self.call("check")
        self.assertEqual(answer.status, ctl.FAILED)
        self.assertIn("F-1", answer.out + answer.err)

    def test_duplicates_of_a_draft(self):
        first = self.begin("cleo")
        self.answer("cleo", first, "title", "Lift is stuck")
        self.do("cleo", "ticket.submit", first)
        second = self.begin("cleo")
        self.assertEqual(self.get("--as", "cleo", "show", second)["duplicates"], [first])
        self.answer("cleo", second, "title", "Still stuck")
        self.do("cleo", "ticket.submit", second)
        self.assertEqual(self.get("--as", "cleo", "show", second)["duplicates"], [])

    def test_clone(self):
        ref = self.begin("cleo")
        self.answer("cleo", ref, "title", "Lift is stuck")
        self.do("cleo", "ticket.submit", ref)
        self.do("anna", "ticket.cancel", ref, "reason=moved")
        again = self.do("cleo", "ticket.clone", ref)
        self.assertEqual((again["progress"], again["title"]), ("draft", "Lift is stuck"))
        self.assertNotEqual(again["ref"], ref)
        self.do("cleo", "ticket.delete-draft", again["ref"])
        self.refused("NOT_FOUND", "--as", "cleo", "show", again["ref"])
        self.ok("check")

    def test_equipment_and_filters(self):
        lift = self.do("anna", "equipment.create", "name=Lift 1", "template=Elevator", "serial=77", "customer=C-1")
        self.assertEqual((lift["ref"], lift["customer"], lift["active"]), ("EQ-1", "C-1", True))
        self.assertEqual(len(lift["code"]), 26)
        ref = self.begin("cleo", "equipment=EQ-1")
        self.assertEqual(self.get("--as", "cleo", "show", ref)["equipment"], "EQ-1")
        self.do("dora", "filter.save", "view=tickets", "name=Open ones", "filter=progress=open", "sort=-created_at", "shared=true")
        self.assertEqual([saved["name"] for saved in self.get("--as", "ned", "list", "filters")], ["Open ones"])
        self.assertEqual(self.get("--as", "cleo", "list", "filters"), [])


if __name__ == "__main__":
    tap.main()
