#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every verb, its options, and what it tells the shell."""

import csv
import os
import subprocess

import ctl
import tap
from ctl import DONE, FAILED, IN_PART

KINDS = ("tickets", "work-orders", "people", "groups", "customers", "steps", "workflows", "statuses", "events",
         "equipment", "flows", "notifications", "outbox", "answers", "offers", "updates", "files", "ratings", "filters")
KINDS_TO_COME = ("service-orders", "documents")
VERBS = ("init", "info", "check", "backup", "restore", "import", "export", "list", "show", "commands", "do", "undo",
         "nearest", "history", "search", "customer-view", "calendar", "pdf", "labels", "watch", "bench")


class Help(ctl.Case):
    def test_version(self):
        self.assertRegex(self.ok("--version").out, r"^calloutctl \d+\.\d+")

    def test_help_names_every_verb(self):
        text = self.ok("--help").out
        for verb in VERBS:
            self.assertIn(f"\n  {verb} ", text)

    def test_each_verb_explains_itself(self):
        for verb in VERBS:
            text = self.ok(verb, "--help").out
            self.assertIn(f"calloutctl [OPTION…] {verb}", text)
            self.assertIn("--store", text)

    def test_manual_and_completion_know_every_verb(self):
        folder = os.path.join(self.environment["CALLOUT_DATA_DIR"], "ctl")
        for name in ("calloutctl.1", "calloutctl.bash"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                text = file.read().replace("\\-", "-")
            for verb in VERBS:
                self.assertRegex(text, rf"\b{verb}\b", name)

    def complete(self, *words):
        """What bash offers for the last of the words."""
        script = os.path.join(self.environment["CALLOUT_DATA_DIR"], "ctl", "calloutctl.bash")
        answer = subprocess.run(
            ["bash", "-c", 'source "$0"; compopt () { :; }; COMP_WORDS=(calloutctl "$@"); COMP_CWORD=$#; '
             '_calloutctl calloutctl "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"; '
             'printf "%s\\n" "${COMPREPLY[@]}"', script, *words],
            env={**self.environment, "PATH": f"{os.path.dirname(ctl.PROGRAM)}:{self.environment['PATH']}"},
            capture_output=True, text=True, check=True)
        self.assertEqual(answer.stderr, "")
        return answer.stdout.split()

    def test_completion(self):
        self.assertEqual(self.complete("li"), ["list"])
        self.assertEqual(self.complete("list", "work-"), ["work-orders"])
        self.assertEqual(self.complete("list", "workf"), ["workflows"])
        self.assertEqual(self.complete("--as", "dora", "do", "work-order.rea"),
                         ["work-order.reassign-group", "work-order.reallocate"])
        self.assertEqual(self.complete("do", "work-order.assign", "WO-1", "le"), ["lead="])

    def test_do_help_lists_commands_and_explains_one(self):
        self.assertIn("work-order.reallocate", self.ok("do", "--help").out)
        text = self.ok("do", "work-order.assign", "--help").out
        for word in ("lead=person", "collaborator=person", "WO-REF"):
            self.assertIn(word, text)

    def test_wrong_usage(self):
        for arguments in ((), ("dance",), ("list",), ("list", "tickets", "more"), ("show",), ("info", "--shiny"),
                          ("list", "unicorns"), ("do", "work-order.dance", "WO-1"), ("undo", "yesterday"),
                          ("nearest", "WO-1", "--limit", "-3"), ("export", "tickets"), ("search", "x", "--limit", "0")):
            self.refused("USAGE", *arguments)


class House(ctl.Case):
    def test_init_makes_a_store_with_its_administrator(self):
        self.assertIn(self.store, self.ok("init", "--admin", "anna").out)
        people = self.get("--as", "anna", "list", "people")
        self.assertEqual([person["login"] for person in people], ["anna"])
        self.assertIn("admin", people[0]["roles"])
        self.assertEqual(os.listdir(self.folder), ["store.db"])

    def test_init_takes_the_system_user(self):
        self.ok("init")
        self.assertEqual(len(self.get("list", "people")), 1)

    def test_init_keeps_the_zone_of_the_machine(self):
        self.init()
        ticket = self.do("anna", "ticket.create", "title=Lamp")
        self.assertEqual(ticket["created_at"], "2026-03-10T09:00:00-04:00")

    def test_init_touches_nothing_that_is_there(self):
        self.init()
        with open(self.store, "rb") as file:
            before = file.read()
        self.refused("CONFLICT", "init", "--admin", "other")
        with open(self.store, "rb") as file:
            self.assertEqual(file.read(), before)
        other = self.write("letter.txt", "Dear customer")
        self.refused("CONFLICT", "--store", other, "init")

    def test_init_makes_the_folders_on_the_way(self):
        self.ok("--store", self.path("a", "b", "store.db"), "init", "--admin", "anna")
        self.assertTrue(os.path.exists(self.path("a", "b", "store.db")))

    def test_store_by_uri_and_by_environment(self):
        self.ok("--store", f"sqlite:{self.path('other.db')}", "init", "--admin", "anna")
        self.assertTrue(os.path.exists(self.path("other.db")))
        self.ok("info", CALLOUT_STORE=self.path("other.db"))
        self.refused("NOT_FOUND", "info")
        self.refused("INVALID", "--store", "carrier-pigeon://roof", "info")

    def test_options_before_and_after_the_verb(self):
        self.init()
        before = self.ok("--json", "--as", "anna", "--store", self.store, "list", "people", CALLOUT_STORE="/nowhere").out
        after = self.ok("list", "people", "--store", self.store, "--as", "anna", "--json", CALLOUT_STORE="/nowhere").out
        self.assertEqual(before, after)

    def test_info(self):
        self.init()
        info = self.get("info")
        self.assertEqual(info["engine"], "sqlite")
        self.assertEqual(info["rows"]["people"], 1)
        self.assertEqual(info["rows"]["steps"], 6)
        self.assertGreater(info["bytes"], 0)
        self.assertIn("people:", self.ok("info").out)

    def test_check_of_a_whole_store(self):
        self.init()
        self.assertEqual(self.get("check"), {"faults": []})
        self.assertIn("whole", self.ok("check").out)

    def test_backup_and_restore(self):
        self.init()
        self.do("anna", "ticket.create", "title=Kept")
        self.ok("backup", self.path("copy.db"))
        self.do("anna", "ticket.create", "title=Lost")
        self.ok("restore", self.path("copy.db"))
        self.assertEqual([t["title"] for t in self.get("--as", "anna", "list", "tickets")], ["Kept"])
        self.ok("check")

    def test_restore_makes_a_store_where_there_is_none(self):
        self.init()
        self.ok("backup", self.path("copy.db"))
        self.ok("--store", self.path("new.db"), "restore", self.path("copy.db"))
        self.assertEqual(self.get("--store", self.path("new.db"), "info")["rows"]["people"], 1)

    def test_demonstration_city(self):
        self.ok("init", "--demo", "--admin", "anna")
        rows = self.get("info")["rows"]
        self.assertEqual((rows["groups"], rows["tickets"] > 8000), (16, True))
        waiting = self.get("--as", "anna", "list", "work-orders", "--filter", "state=pending-dispatch|pending-group")
        self.assertGreaterEqual(len(waiting), 350)
        newest = self.get("--as", "anna", "list", "tickets", "--sort", "-created_at", "--limit", "1",
                          "--columns", "created_at")[0]
        self.assertEqual(newest["created_at"], ctl.NOW)
        self.assertEqual(self.get("check"), {"faults": []})

    def test_bench_names_what_there_is(self):
        self.refused("NOT_FOUND", "bench", "nothing-of-the-kind")

    def test_later_verbs_say_so(self):
        for arguments in (("calendar", "WO-1"), ("pdf", "SO-1", "-o", "x.pdf")):
            self.assertIn("yet", self.refused("NOT_FOUND", *arguments).sentence)


class Who(ctl.Case):
    def test_acting_person(self):
        self.found_firm()
        mine = self.call("do", "ticket.create", "title=Mine", "--json", CALLOUT_USER="dora").json
        self.assertEqual(mine["created_by"], "dora")
        other = self.call("--as", "gus", "do", "ticket.create", "title=His", "--json", CALLOUT_USER="dora").json
        self.assertEqual(other["created_by"], "gus")

    def test_nobody(self):
        self.init()
        self.assertIn("nobody-here", self.refused("NOT_FOUND", "--as", "nobody-here", "list", "people").sentence)
        self.assertIn("--as", self.refused("NOT_FOUND", "list", "people").sentence)

    def test_somebody_who_left(self):
        self.found_firm()
        self.do("anna", "person.deactivate", "sam")
        self.refused("NOT_ALLOWED", "--as", "sam", "list", "people")


class Lists(ctl.Case):
    def setUp(self):
        super().setUp()
        self.found_firm()
        for title, priority in (("Lamp", "low"), ("Pipe", "high"), ("Lamp post", "normal")):
            self.do("dora", "ticket.create", f"title={title}", f"priority={priority}", "visibility=internal")

    def titles(self, *arguments):
        return [ticket["title"] for ticket in self.get("--as", "dora", "list", "tickets", *arguments)]

    def test_every_kind(self):
        for kind in KINDS:
            self.assertIsInstance(self.get("--as", "anna", "list", kind), list, kind)
            self.ok("--as", "anna", "list", kind)

    def test_kinds_to_come_say_so(self):
        for kind in KINDS_TO_COME:
            self.assertIn(kind, self.refused("NOT_FOUND", "--as", "anna", "list", kind).sentence)

    def test_filter(self):
        self.assertEqual(self.titles("--filter", "priority=high"), ["Pipe"])
        self.assertEqual(self.titles("--filter", "priority=high|low", "--sort", "title"), ["Lamp", "Pipe"])
        self.assertEqual(self.titles("--filter", "priority!=high and title~post"), ["Lamp post"])
        self.assertEqual(self.titles("--filter", "created_at>2027-01-01"), [])

    def test_filter_by_the_words_of_the_contract(self):
        order = self.work_order("Salt and Sand", "customer=" + self.do("dora", "customer.create", "name=Bay")["ref"])
        self.do("dora", "work-order.route", order, "group=north")
        self.do("gus", "work-order.assign", order, "lead=ned", "collaborator=nina")
        ticket = self.get("--as", "dora", "show", order)["ticket"]
        for kind, ref, words in (
                ("work-orders", order, (f"ref={order}", "holder=north", "group=north", "lead=ned", "collaborators=nina",
                                        "routed_by=dora", f"ticket={ticket}", "service_order=", "outcome=none",
                                        "locked=false", "published_at=", "title=\"Salt and Sand\"",
                                        "holder=dispatcher|\"north\" and state=assigned|closed")),
                ("tickets", ticket, (f"ref={ticket}", "customer=C-1", "assignees=ned", "created_by=dora and title~salt")),
                ("customers", "C-1", ("ref=C-1",)), ("steps", "travel", ("ref=travel",)),
                ("groups", "north", ("ref=north", "dispatchers=gus")), ("people", "ned", ("ref=ned", "groups=north and external=false"))):
            for word in words:
                rows = self.get("--as", "dora", "list", kind, "--filter", word)
                self.assertIn(ref, [row["ref"] for row in rows], word)
        self.assertEqual(self.get("--as", "dora", "list", "work-orders", "--filter", "holder=dispatcher"), [])
        events = self.get("--as", "dora", "list", "events", "--filter", f"target={order} and actor=gus and to=assigned")
        self.assertEqual([event["command"] for event in events], ["work-order.assign"])

    def test_filter_that_is_none(self):
        self.assertIn("priority", self.refused("INVALID", "--as", "dora", "list", "tickets", "--filter", "prio=high").sentence)
        self.refused("INVALID", "--as", "dora", "list", "tickets", "--filter", "high")
        self.refused("INVALID", "--as", "dora", "list", "tickets", "--filter", "priority=urgent")
        self.refused("INVALID", "--as", "dora", "list", "tickets", "--sort", "beauty")

    def test_sort_limit_offset(self):
        self.assertEqual(self.titles("--sort", "title"), ["Lamp", "Lamp post", "Pipe"])
        self.assertEqual(self.titles("--sort", "-title"), ["Pipe", "Lamp post", "Lamp"])
        self.assertEqual(self.titles("--sort", "title", "--limit", "1", "--offset", "1"), ["Lamp post"])
        self.assertEqual(self.titles("--offset", "10"), [])

    def test_columns(self):
        rows = self.get("--as", "dora", "list", "tickets", "--columns", "ref, title", "--filter", "title=Pipe")
        self.assertEqual(rows, [{"ref": "T-1002", "title": "Pipe"}])
        self.assertEqual(self.ok("--as", "dora", "list", "tickets", "--columns", "ref,title", "--sort", "ref").out,
                         "ref     title\nT-1001  Lamp\nT-1002  Pipe\nT-1003  Lamp post\n")
        self.assertIn("title", self.refused("USAGE", "--as", "dora", "list", "tickets", "--columns", "colour").sentence)
        self.refused("USAGE", "--as", "anna", "list", "people", "--columns", "password_hash")

    def test_sight_of_a_group(self):
        order = self.work_order()
        self.assertEqual(self.get("--as", "gus", "list", "work-orders"), [])
        self.refused("NOT_FOUND", "--as", "gus", "show", order)
        self.do("dora", "work-order.route", order, "group=north")
        self.assertEqual([o["ref"] for o in self.get("--as", "gus", "list", "work-orders")], [order])
        self.assertEqual(self.get("--as", "grete", "list", "work-orders"), [])

    def test_readable_table(self):
        text = self.ok("--as", "dora", "show", "T-1001").out
        self.assertRegex(text, r"(?m)^title: +Lamp$")
        self.assertRegex(text, r"(?m)^created_at: +2026-03-10 09:00$")
        self.assertNotIn("\033", text)
        # The zone is named as soon as the machine is elsewhere.
        self.assertIn("2026-03-10 09:00 EDT", self.ok("--as", "dora", "show", "T-1001", TZ="Europe/Berlin").out)

    def test_text_cannot_drive_the_terminal(self):
        self.do("dora", "ticket.create", "title=Red \033[31mlamp\033[0m")
        self.assertNotIn("\033", self.ok("--as", "dora", "list", "tickets").out)


class Finding(ctl.Case):
    def setUp(self):
        super().setUp()
        self.found_firm()
        self.order = self.work_order("Ausgefallene Straßenlampe", "skills=lamps")

    def test_show_every_kind_of_reference(self):
        for ref, member, value in (("T-1001", "title", "Ausgefallene Straßenlampe"), (self.order, "ticket", "T-1001"),
                                   ("ned", "name", "Ned North"), ("north", "name", "North"),
                                   ("travel", "label", "Travel"), ("t-1001", "ref", "T-1001"),
                                   ("group:north", "key", "north"), ("person:ned", "login", "ned")):
            self.assertEqual(self.get("--as", "dora", "show", ref)[member], value, ref)
        self.refused("NOT_FOUND", "--as", "dora", "show", "T-9999")
        self.refused("NOT_FOUND", "--as", "dora", "show", "nothing-such")

    def test_show_tells_what_hangs_on_it(self):
        self.do("dora", "work-order.assign", self.order, "lead=ned", "collaborator=sam")
        self.assertEqual(self.get("--as", "dora", "show", "T-1001")["work_orders"], [self.order])
        shown = self.get("--as", "dora", "show", self.order)
        self.assertEqual([(a["login"], a["part"], a["state"]) for a in shown["assignments"]],
                         [("ned", "lead", "assigned"), ("sam", "collaborator", "assigned")])
        self.assertEqual(shown["steps"], [])
        self.assertIn("collaborator", self.ok("--as", "dora", "show", self.order).out)

    def test_search(self):
        for words in ("Straßenlampe", "ausgefall", "AUSGEFALLENE straßen", "Beacon"):
            hits = self.get("--as", "dora", "search", words)
            self.assertIn(("ticket", "T-1001"), [(hit["kind"], hit["ref"]) for hit in hits], words)
        self.assertEqual(self.get("--as", "dora", "search", "submarine"), [])
        self.assertIn("T-1001", self.ok("--as", "dora", "search", "ausgefallene").out)

    def test_nearest(self):
        found = self.get("--as", "dora", "nearest", self.order)
        self.assertTrue(all(row["eligible"] for row in found))
        self.assertEqual([row["login"] for row in found], ["ned", "nina"])
        self.assertLess(found[0]["distance_m"], found[1]["distance_m"])
        everybody = self.get("--as", "dora", "nearest", self.order, "--all")
        left_out = {row["login"]: row for row in everybody if not row["eligible"]}
        self.assertIn("nora", left_out)
        self.assertEqual(left_out["nora"]["skills_missing"], ["lamps"])
        self.assertTrue(left_out["nora"]["reasons"])
        self.assertEqual(len(self.get("--as", "dora", "nearest", self.order, "--limit", "1")), 1)
        self.assertEqual([row["login"] for row in self.get("--as", "dora", "nearest", self.order, "--within", "0.5")],
                         ["ned"])
        self.assertIn("ned", self.ok("--as", "dora", "nearest", self.order).out)
        self.refused("INVALID", "--as", "dora", "nearest", "T-1001")

    def test_history_tells_changes(self):
        self.do("dora", "ticket.set-priority", "T-1001", "priority=high")
        events = self.get("--as", "dora", "history", "T-1001")
        self.assertEqual([event["command"] for event in events][0], "ticket.create")
        last = [event for event in events if event["command"] == "ticket.set-priority"][-1]
        self.assertEqual(last["actor"], "dora")
        self.assertEqual(last["source"], "ctl")
        self.assertIn({"target": "T-1001", "field": "priority", "before": "normal", "after": "high"}, last["changes"])
        self.assertIn("ticket.set-priority", self.ok("--as", "dora", "history", "T-1001").out)

    def test_commands_say_why_not(self):
        offers = {offer["command"]: offer for offer in self.get("--as", "dora", "commands", self.order)}
        self.assertTrue(offers["work-order.assign"]["allowed"])
        self.assertIsNone(offers["work-order.assign"]["why_not"])
        self.assertFalse(offers["work-order.publish"]["allowed"])
        self.assertGreater(len(offers["work-order.publish"]["why_not"]), 10)
        text = self.ok("--as", "dora", "commands", self.order).out
        self.assertIn("lead=", text)
        anew = {offer["command"]: offer["allowed"] for offer in self.get("--as", "dora", "commands")}
        self.assertEqual((anew["ticket.create"], anew["person.create"]), (True, False))


class Doing(ctl.Case):
    def setUp(self):
        super().setUp()
        self.found_firm()

    def test_prints_the_thing_as_it_is(self):
        answer = self.ok("--as", "dora", "do", "ticket.create", "title=Lamp")
        self.assertRegex(answer.out, r"(?m)^ref: +T-1001$")
        self.assertEqual(self.do("dora", "ticket.edit", "T-1001", "title=Big lamp")["title"], "Big lamp")

    def test_unknown_name_lists_the_known(self):
        answer = self.refused("USAGE", "--as", "dora", "do", "ticket.create", "titel=Lamp")
        for name in ("titel", "title", "latitude"):
            self.assertIn(name, answer.sentence)

    def test_reference_where_none_belongs_and_missing(self):
        self.refused("USAGE", "--as", "dora", "do", "ticket.create", "T-1", "title=Lamp")
        self.refused("USAGE", "--as", "dora", "do", "ticket.edit", "title=Lamp")
        self.refused("USAGE", "--as", "dora", "do", "ticket.create", "title=Lamp", "loose")

    def test_value_from_a_file(self):
        note = self.write("note.txt", "Gate code 1234\nRing twice\n")
        self.do("dora", "ticket.create", "title=Lamp", f"description=@{note}")
        self.assertEqual(self.get("--as", "dora", "show", "T-1001")["description"], "Gate code 1234\nRing twice")
        self.assertEqual(self.do("dora", "ticket.create", "title=@@home")["title"], "@home")

    def test_file_that_is_no_value(self):
        self.refused("INVALID", "--as", "dora", "do", "ticket.create", f"title=@{self.path('missing')}")
        self.refused("INVALID", "--as", "dora", "do", "ticket.create", "title=@" + self.write("latin", b"Stra\xdfe"))
        self.refused("INVALID", "--as", "dora", "do", "ticket.create", "title=@" + self.write("big", "x" * 10_000_000))
        self.assertEqual(self.get("--as", "dora", "list", "tickets"), [])

    def test_repeated_names_make_a_list(self):
        order = self.work_order()
        self.assertEqual(self.do("dora", "work-order.assign", order, "lead=ned", "collaborator=nina",
                                 "collaborator=sam")["collaborators"], ["nina", "sam"])

    def test_password_is_never_shown(self):
        self.do("anna", "person.set-password", "dora", "password=correct horse")
        for arguments in (("show", "dora"), ("list", "people"), ("history", "dora"), ("list", "events")):
            for text in (self.ok("--as", "anna", *arguments, "--json").out, self.ok("--as", "anna", *arguments).out):
                self.assertNotIn("correct horse", text)
                self.assertNotIn("$", text)

    def test_undo_last_and_named(self):
        ticket = self.do("dora", "ticket.create", "title=Lamp")["ref"]
        self.do("dora", "ticket.edit", ticket, "title=Lamp A")
        self.do("dora", "ticket.set-priority", ticket, "priority=high")
        self.assertEqual(self.get("--as", "dora", "undo")["priority"], "normal")
        edit = [e["number"] for e in self.get("--as", "dora", "history", ticket) if e["command"] == "ticket.edit"][0]
        self.assertEqual(self.get("--as", "dora", "undo", str(edit))["title"], "Lamp")
        self.refused("CONFLICT", "--as", "dora", "undo", str(edit))

    def test_undo_refuses_what_was_built_on(self):
        order = self.work_order()
        self.do("dora", "work-order.assign", order, "lead=ned")
        event = self.get("--as", "dora", "history", order)[-1]["number"]
        self.do("dora", "work-order.publish", order)
        answer = self.call("--as", "dora", "undo", str(event))
        self.assertEqual(answer.status, FAILED)
        self.assertIn(answer.code, ("WRONG_STATE", "CONFLICT"))
        self.assertEqual(self.get("--as", "dora", "show", order)["state"], "dispatched")


class Tables(ctl.Case):
    def setUp(self):
        super().setUp()
        self.found_firm()

    def read(self, path):
        with open(path, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def import_(self, *arguments):
        answer = self.call("--as", "dora", "--json", "import", *arguments)
        self.assertIn(answer.status, (DONE, IN_PART), answer.err)
        return answer

    def test_import_in_part(self):
        file = self.write("requests.csv", b"external_id,title,latitude,longitude,due_latest\n"
                                          b"1,Lamp,42.36,-71.06,2026-03-12T17:00:00-04:00\n"
                                          b"2,North of north,95,-71,\n"
                                          b"3,Half a place,42,,\n"
                                          b"4,Stra\xdfe,,,\n"
                                          b"5,No such day,,,2026-02-30T10:00:00-05:00\n"
                                          b"6,\"Pipe, broken\",,,\n")
        trial = self.import_("tickets", file, "--dry-run")
        self.assertEqual(self.get("--as", "dora", "list", "tickets"), [])
        first = self.import_("tickets", file, "--rejects", self.path("rejects.csv"))
        self.assertEqual((trial.status, first.status), (IN_PART, IN_PART))
        self.assertEqual({**trial.json, "dry_run": False}, first.json)
        self.assertEqual([first.json[word] for word in ("read", "created", "unchanged", "rejected")], [6, 2, 0, 4])
        self.assertEqual([t["title"] for t in self.get("--as", "dora", "list", "tickets", "--sort", "external_id")],
                         ["Lamp", "Pipe, broken"])

        with open(self.path("rejects.csv"), "rb") as rejects:
            lines = rejects.read().split(b"\n")
        self.assertEqual(lines[0], b"line,reason,external_id,title,latitude,longitude,due_latest")
        self.assertEqual([line.split(b",")[0] for line in lines[1:5]], [b"3", b"4", b"5", b"6"])
        self.assertIn(b"95", lines[1])

        again = self.import_("tickets", file).json
        self.assertEqual((again["created"], again["unchanged"]), (0, 2))
        self.assertEqual(self.get("info")["rows"]["tickets"], 2)
        self.assertIn("rejected:", self.call("--as", "dora", "import", "tickets", file, "--dry-run").out)

    def test_import_by_a_shipped_mapping(self):
        file = self.write("boston.csv", "CASE_ENQUIRY_ID,OPEN_DT,CASE_STATUS,CASE_TITLE,TYPE,LATITUDE,LONGITUDE,Location,"
                                        "LOCATION_ZIPCODE,TARGET_DT,CLOSED_DT,LOCATION_STREET_NAME,neighborhood,Source,QUEUE,"
                                        "REASON\n"
                                        "1,03/08/2015 01:59:00 AM,Open,Lamp,Street Light Outages,42.3474,-71.0944,"
                                        "145 Ipswich St  Boston  MA  02215,2215.0,,,,Fenway,Call,,Street Lights\n"
                                        "2,03/08/2015 03:01:00 AM,Open,Lamp,Street Light Outages,42.3594,-71.0587,,,,,,,Call,,\n")
        result = self.import_("tickets", file, "--mapping", "boston311").json
        self.assertEqual((result["created"], result["notes"]["default-point"]), (2, 1))
        first, second = self.get("--as", "dora", "list", "tickets", "--sort", "external_id")
        self.assertEqual(first["created_at"], "2015-03-08T01:59:00-05:00")
        self.assertEqual(second["created_at"], "2015-03-08T03:01:00-04:00")
        self.assertEqual((second["latitude"], second["longitude"]), (None, None))

    def test_import_that_cannot_begin(self):
        unknown = self.write("unknown.csv", "external_id,title,colour\n1,Lamp,red\n")
        self.assertIn("colour", self.refused("INVALID", "--as", "dora", "import", "tickets", unknown).sentence)
        self.refused("INVALID", "--as", "dora", "import", "tickets", self.write("empty.csv", ""))
        self.refused("NOT_FOUND", "--as", "dora", "import", "tickets", self.path("missing.csv"))
        self.refused("NOT_FOUND", "--as", "dora", "import", "tickets", unknown, "--mapping", "missing.ini")
        self.refused("INVALID", "--as", "dora", "import", "tickets", unknown, "--mapping", unknown)
        self.refused("USAGE", "--as", "dora", "import", "unicorns", unknown)
        self.assertEqual(self.get("info")["rows"]["tickets"], 0)

    def test_export_can_be_imported(self):
        for title in ("Lamp", "Straße, \"alt\""):
            self.do("dora", "ticket.create", f"title={title}", "external_source=plain", f"external_id={title[:4]}",
                    "latitude=42.36", "longitude=-71.06")
        self.ok("--as", "dora", "export", "tickets", "--columns", "external_id,title,latitude,longitude",
                "-o", self.path("out.csv"))
        self.ok("--store", self.path("new.db"), "init", "--admin", "dora")
        answer = self.ok("--store", self.path("new.db"), "--as", "dora", "--json", "import", "tickets", self.path("out.csv"))
        self.assertEqual(answer.json["created"], 2)

    def test_export_is_safe_in_a_spreadsheet(self):
        self.do("dora", "ticket.create", "title==HYPERLINK(\"http://example.com\")", "latitude=42.5", "longitude=-71.5")
        self.ok("--as", "dora", "export", "tickets", "-o", self.path("out.csv"))
        row = self.read(self.path("out.csv"))[0]
        self.assertFalse(row["title"].startswith("="), row["title"])
        self.assertIn("HYPERLINK", row["title"])
        self.assertEqual(row["longitude"], "-71.5")
        self.assertEqual(row["created_at"], "2026-03-10T09:00:00-04:00")
        self.assertEqual(row["customer"], "")

    def test_export_filters_and_columns(self):
        for title in ("Lamp", "Pipe"):
            self.do("dora", "ticket.create", f"title={title}")
        self.ok("--as", "dora", "export", "tickets", "--filter", "title=Pipe", "--columns", "ref,title",
                "-o", self.path("out.csv"))
        self.assertEqual(self.read(self.path("out.csv")), [{"ref": "T-1002", "title": "Pipe"}])
        self.assertEqual(self.ok("--as", "dora", "export", "tickets", "--columns", "title", "-o", "-").out,
                         "title\r\nLamp\r\nPipe\r\n")

    def test_export_keeps_the_old_file_when_it_fails(self):
        old = self.write("out.csv", "precious")
        self.refused("INVALID", "--as", "dora", "export", "tickets", "--filter", "nonsense", "-o", old)
        with open(old, encoding="utf-8") as file:
            self.assertEqual(file.read(), "precious")

    def test_export_of_a_calendar_is_to_come(self):
        self.refused("NOT_FOUND", "--as", "dora", "export", "appointments", "-o", self.path("out.ics"))
        self.assertFalse(os.path.exists(self.path("out.ics")))


if __name__ == "__main__":
    tap.main()
