#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several processes at one store, and processes that are killed."""

import json
import os
import select
import signal
import subprocess
import threading
import time

import ctl
import killing
import tap


class Together(ctl.Case):
    clock = None

    def test_many_writers_lose_nothing(self):
        self.found_firm()
        writers, each = 4, 12
        failures = []

        def write(writer):
            for number in range(each):
                answer = self.call("--as", "dora", "do", "ticket.create", f"title=Lamp {writer}-{number}")
                if answer.status != ctl.DONE:
                    failures.append(answer.err)

        threads = [threading.Thread(target=write, args=(writer,)) for writer in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        titles = {ticket["title"] for ticket in self.get("--as", "dora", "list", "tickets")}
        self.assertEqual(len(titles), writers * each)
        self.ok("check")

    def test_only_one_of_two_wins(self):
        self.found_firm()
        order = self.work_order()
        answers = []

        def assign(lead):
            answers.append(self.call("--as", "dora", "do", "work-order.assign", order, f"lead={lead}"))

        threads = [threading.Thread(target=assign, args=(lead,)) for lead in ("ned", "nina", "nora", "sam")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answer.status for answer in answers), [ctl.DONE] + [ctl.FAILED] * 3)
        for answer in answers:
            if answer.status != ctl.DONE:
                self.assertIn(answer.code, ("WRONG_STATE", "CONFLICT"), answer.err)
        assigned = [e for e in self.get("--as", "dora", "history", order) if e["command"] == "work-order.assign"]
        self.assertEqual(len(assigned), 1)
        self.ok("check")

    def test_two_inits_one_store(self):
        answers = []
        threads = [threading.Thread(target=lambda admin=admin: answers.append(self.call("init", "--admin", admin)))
                   for admin in ("anna", "bert", "carl")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answer.status for answer in answers), [ctl.DONE, ctl.FAILED, ctl.FAILED])
        self.assertEqual([answer.code for answer in answers if answer.status], ["CONFLICT", "CONFLICT"])
        self.assertEqual(os.listdir(self.folder), ["store.db"])
        self.assertEqual(self.get("info")["rows"]["people"], 1)

    def test_backup_while_others_write(self):
        self.found_firm()
        stop = threading.Event()
        written = []

        def write():
            while not stop.is_set():
                written.append(self.do("dora", "ticket.create", f"title=Lamp {len(written)}", "visit=true")["ref"])

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for number in range(6):
                before = len(written)
                copy = self.path(f"copy{number}.db")
                self.ok("backup", copy)
                self.assertEqual(self.get("--store", copy, "check"), {"faults": []})
                there = {t["ref"] for t in self.get("--store", copy, "--as", "dora", "list", "tickets")}
                self.assertLessEqual(set(written[:before]), there)
        finally:
            stop.set()
            writer.join()
        self.ok("check")


class Killed(killing.Killing):
    def test_nothing_acknowledged_is_lost(self):
        self.assertGreaterEqual(self.campaign(kills=30, seed=311, check_every=10), 30)

    def test_init_killed_leaves_nothing_half(self):
        for delay in (0.0, 0.005, 0.01, 0.02, 0.04):
            process = self.start("init", "--admin", "anna", stdout=subprocess.DEVNULL)
            time.sleep(delay)
            process.kill()
            process.wait(ctl.WAIT)
            if os.path.exists(self.store):
                self.ok("check")
                self.assertEqual(self.get("info")["rows"]["people"], 1)
                os.unlink(self.store)
            else:
                self.refused("NOT_FOUND", "info")


class Watch(ctl.Case):
    clock = None

    def setUp(self):
        super().setUp()
        self.found_firm()

    def watch(self, *arguments):
        process = self.start(*arguments, "watch", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(self.end, process)
        return process

    def end(self, process):
        if process.poll() is None:
            process.kill()
        process.wait(ctl.WAIT)
        for stream in (process.stdout, process.stderr):
            if not stream.closed:
                stream.close()

    def first_line(self, process, command, *arguments):
        """Runs a command until the watch, which takes a moment to begin, tells of it."""
        for _attempt in range(200):
            self.do(*command)
            if select.select([process.stdout], [], [], 0.5)[0]:
                return process.stdout.readline().decode("utf-8")
        self.fail("the watch told nothing")

    def test_tells_what_other_processes_do(self):
        process = self.watch("--as", "dora", "--json")
        event = json.loads(self.first_line(process, ("dora", "ticket.create", "title=Lamp")))
        self.assertEqual((event["command"], event["actor"], event["source"]), ("ticket.create", "dora", "ctl"))
        self.assertRegex(event["target"], r"^T-\d+$")
        for member in ("number", "at", "from", "to", "reason", "cause", "changes"):
            self.assertIn(member, event)

        self.do("dora", "ticket.set-priority", event["target"], "priority=high")
        while event["command"] != "ticket.set-priority":
            event = json.loads(process.stdout.readline())
        self.assertIn({"target": event["target"], "field": "priority", "before": "normal", "after": "high"},
                      event["changes"])

    def test_every_event_once_and_in_order(self):
        process = self.watch("--as", "dora", "--json")
        first = json.loads(self.first_line(process, ("dora", "ticket.create", "title=Lamp")))
        last = None
        for number in range(10):
            last = self.do("dora", "ticket.create", f"title=Pipe {number}")["ref"]
        numbers = [first["number"]]
        while True:
            event = json.loads(process.stdout.readline())
            numbers.append(event["number"])
            if event["target"] == last:
                break
        self.assertEqual(numbers, list(range(numbers[0], numbers[-1] + 1)))

    def test_tells_people_in_lines(self):
        line = self.first_line(self.watch("--as", "dora"), ("dora", "ticket.create", "title=Lamp"))
        for word in ("dora", "ticket.create", "T-10"):
            self.assertIn(word, line)

    def test_tells_only_what_may_be_seen(self):
        order = self.work_order()
        process = self.watch("--as", "gus", "--json")
        self.do("dora", "work-order.create", "ticket=T-1001")
        for _attempt in range(200):
            self.do("dora", "work-order.route", order, "group=north")
            if select.select([process.stdout], [], [], 0.5)[0]:
                break
            self.do("gus", "work-order.return", order, "reason=Once more")
        self.assertEqual(json.loads(process.stdout.readline())["target"], order)

    def test_ends_cleanly_on_signals(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.watch("--as", "dora")
            self.first_line(process, ("dora", "ticket.create", "title=Lamp"))
            process.send_signal(number)
            _out, err = process.communicate(timeout=ctl.WAIT)
            self.assertEqual((process.returncode, err), (ctl.DONE, b""))

    def test_ends_when_nobody_reads(self):
        process = self.watch("--as", "dora")
        self.first_line(process, ("dora", "ticket.create", "title=Lamp"))
        process.stdout.close()
        self.assertEqual(process.wait(ctl.WAIT), ctl.DONE)
        self.assertEqual(process.stderr.read(), b"")


if __name__ == "__main__":
    tap.main()
