#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workflow steps, statuses and the customer's view, by the command line alone."""

import base64
import os
import re

import ctl
import tap

CHAT = ["open", "planned", "travel", "work", "finished"]
PORTAL = ["ticket-received", "ticket-scheduling", "ticket-dispatched", "on-route", "arrived-onsite", "visit-completed", "closed"]
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAYAAAAf8/9hAAAAEklEQVR4nGNgGAWjYBSMAggAAAQQAAFVN1rQAAAAAElFTkSuQmCC")


class Workflow(ctl.Case):
    def setUp(self):
        super().setUp()
        self.found_firm()

    def steps(self, *more):
        return [f"{step['key']}:{step['portal_status']}" for step in self.get("--as", "anna", "list", "steps", *more)]

    def file(self, name, content):
        path = os.path.join(os.path.dirname(self.store), name)
        with open(path, "wb") as out:
            out.write(content)
        return path

    def view(self, ticket, *more):
        return self.get("--as", "dora", "customer-view", ticket, *more)

    def test_draft_publish_versions(self):
        default = ["accept:planned", "reject:planned", "travel:travel", "work:work", "checkout:finished", "close:finished"]
        self.assertEqual(self.steps(), default)
        step = self.do("anna", "workflow.add-step", "label=Take photos", "status=work", "index=0", "description=Two of them")
        self.assertEqual((step["key"], step["workflow"], step["position"]), ("take-photos", "WF-2", 4))
        placed = self.do("anna", "workflow.place-step", "work", "status=travel")
        self.assertEqual((placed["portal_status"], placed["workflow"]), ("travel", "WF-2"))
        self.do("anna", "workflow.edit-step", "travel", "label=Drive", "show_original_name=true")
        self.assertEqual(self.steps(), default)
        self.assertEqual(self.steps("--filter", "workflow=WF-2"),
                         ["accept:planned", "reject:planned", "travel:travel", "work:travel", "take-photos:work", "checkout:finished",
                          "close:finished"])

        published = self.do("anna", "workflow.publish", "note=Photos")
        self.assertEqual((published["number"], published["state"], published["base"], published["note"], published["published_by"]),
                         (2, "published", "WF-1", "Photos", "anna"))
        workflows = self.get("--as", "anna", "list", "workflows")
        self.assertEqual([(w["ref"], w["number"], w["n_steps"]) for w in workflows], [("WF-1", 1, 6), ("WF-2", 2, 7)])
        self.assertIn("take-photos:work", self.steps())
        self.assertEqual(self.steps("--filter", "workflow=WF-1"), default)
        shown = self.get("--as", "anna", "show", "WF-2")
        self.assertEqual([s["label"] for s in shown["steps"]],
                         ["Accept", "Reject", "Drive", "Work", "Take photos", "Checkout", "Close"])
        self.assertEqual(self.do("anna", "workflow.take-up", "WF-1")["base"], "WF-1")
        self.assertEqual(self.do("anna", "workflow.discard")["ref"], "WF-2")
        self.assertEqual([e["command"] for e in self.get("--as", "anna", "history", "WF-2")],
                         ["workflow.add-step", "workflow.place-step", "workflow.edit-step", "workflow.publish"])
        self.ok("check")

    def test_refusals(self):
        for reason, arguments in (
                ("INVALID", ("workflow.place-step", "travel", "status=work")),
                ("INVALID", ("workflow.place-step", "reject", "status=tray")),
                ("INVALID", ("workflow.add-step", "label=" + "x" * 300)),
                ("INVALID", ("workflow.add-step", "label=")),
                ("CONFLICT", ("workflow.add-step", "label=work")),
                ("WRONG_STATE", ("workflow.remove-step", "travel")),
                ("WRONG_STATE", ("workflow.publish",)),
                ("NOT_FOUND", ("workflow.take-up", "WF-7"))):
            self.assertTrue(self.refused(reason, "--as", "anna", "do", *arguments).sentence)
        self.refused("NOT_ALLOWED", "--as", "dora", "do", "workflow.add-step", "label=Mine")
        self.assertEqual([w["ref"] for w in self.get("--as", "anna", "list", "workflows")], ["WF-1"])

    def test_two_at_once(self):
        self.do("anna", "workflow.add-step", "label=Photos")
        row = self.get("--as", "anna", "show", "WF-2")
        self.do("anna", "workflow.edit-step", "photos", "description=Two")
        told = self.refused("CONFLICT", "--as", "anna", "do", "workflow.edit-step", "photos", "label=Pictures", "workflow=WF-2",
                            f"version={row['version']}").sentence
        self.assertIn("“Edit Step” photos", told)

    def test_removing_where_somebody_stands(self):
        self.do("anna", "workflow.add-step", "label=Parking", "status=travel")
        self.do("anna", "workflow.publish")
        order = self.work_order()
        self.do("dora", "work-order.assign", order, "lead=ned")
        self.do("dora", "work-order.publish", order)
        self.do("ned", "work-order.accept", order)
        for step in ("travel", "parking"):
            self.do("ned", "work-order.step", order, f"step={step}")
        self.assertIn("1 open work order", self.refused("WRONG_STATE", "--as", "anna", "do", "workflow.remove-step", "parking").sentence)

    def test_icons(self):
        step = self.do("anna", "workflow.edit-step", "travel", "icon_file=@" + self.file("van.png", PNG))
        self.assertRegex(step["icon"], "^sha256-[0-9a-f]{64}$")
        svg = self.file("van.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0,0'/></svg>")
        self.assertRegex(self.do("anna", "portal.edit-status", "on-route", "icon_file=@" + svg)["icon"], "^sha256-")
        for name, content, part in (
                ("liar.png", b"<svg/>", "called a PNG"), ("liar.svg", PNG, "called an SVG"),
                ("script.svg", b"<svg><script>alert(1)</script></svg>", "script"), ("photo.jpg", b"\xff\xd8\xff\xe0", "neither"),
                ("large.svg", b"<svg>" + b" " * 70000 + b"</svg>", "KiB"), ("empty.png", b"", "empty"),
                ("cut.png", PNG[:50], "cut off")):
            refused = self.refused("INVALID", "--as", "anna", "do", "workflow.edit-step", "work", "icon_file=@" + self.file(name, content))
            self.assertIn(part, refused.sentence)
        self.refused("INVALID", "--as", "anna", "do", "workflow.edit-step", "work", "icon_file=@/nowhere/x.png")
        self.ok("check")

    def test_statuses(self):
        statuses = self.get("--as", "anna", "list", "statuses")
        self.assertEqual([s["key"] for s in statuses], CHAT + PORTAL)
        self.assertEqual(statuses[3]["label"], "Work")
        self.do("anna", "portal.edit-status", "work", "label=In Arbeit", "language=de")
        self.do("anna", "portal.edit-status", "work", "label=Busy")
        self.assertEqual(self.get("--as", "anna", "list", "statuses", "--filter", "key=work")[0]["label"], "Busy")
        labels = self.get("--as", "anna", "show", "status:work")["labels"]
        self.assertEqual([(l["language"], l["label"]) for l in labels], [("de", "In Arbeit"), ("", "Busy")])
        self.do("anna", "portal.edit-status", "work", "label=")
        self.assertEqual(self.get("--as", "anna", "list", "statuses", "--filter", "key=work")[0]["label"], "Work")

    def test_customer_view(self):
        order = self.work_order()
        ticket = self.get("--as", "dora", "show", order)["ticket"]
        view = self.view(ticket)
        self.assertEqual(set(view), {"chat_portal", "customer_portal", "appointment", "engineer", "rating", "banner"})
        self.assertEqual([m["status"] for m in view["chat_portal"]["milestones"]], CHAT)
        self.assertEqual([m["status"] for m in view["customer_portal"]["milestones"]], PORTAL)
        self.assertEqual((view["chat_portal"]["status"], view["customer_portal"]["status"]), ("open", "ticket-received"))
        self.assertEqual(view["chat_portal"]["milestones"][0],
                         {"status": "open", "label": "Open", "icon": "callout-status-open-symbolic", "reached_at": ctl.NOW, "current": True})
        self.assertEqual(view["chat_portal"]["milestones"][1]["reached_at"], None)

        self.do("dora", "work-order.assign", order, "lead=ned", "planned_start=2026-03-10T13:00:00Z", "planned_end=2026-03-10T15:00:00Z")
        self.do("dora", "work-order.publish", order)
        self.do("ned", "work-order.accept", order)
        self.do("anna", "portal.edit-status", "on-route", "label=Unterwegs zu Ihnen", "language=de")
        self.do("ned", "work-order.step", order, "step=travel")
        view = self.view(ticket, "--language", "de_AT")
        self.assertEqual((view["chat_portal"]["status"], view["customer_portal"]["label"]), ("travel", "Unterwegs zu Ihnen"))
        self.assertEqual(view["appointment"], {"start": "2026-03-10T09:00:00-04:00", "end": "2026-03-10T11:00:00-04:00"})
        self.assertEqual(view["engineer"]["name"], self.get("--as", "anna", "show", "ned")["name"])
        self.assertIsNone(view["rating"])
        self.assertIsNone(view["banner"])
        text = self.ok("--as", "dora", "customer-view", ticket).out
        self.assertTrue(re.search(r"→ +On Route to You", text), text)
        # What a person may not see is not there.
        self.refused("NOT_FOUND", "--as", "sam", "customer-view", ticket)
        self.refused("NOT_FOUND", "--as", "dora", "customer-view", "T-9999")


if __name__ == "__main__":
    tap.main()
