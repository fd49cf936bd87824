#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must be refused with one clear sentence, and leave nothing half-written."""

import os
import shutil
import sqlite3
import subprocess
import tempfile

import ctl
import tap


def content(path):
    with open(path, "rb") as file:
        return file.read()


class Stores(ctl.Case):
    def assert_refused_untouched(self, code, path, *arguments):
        before = content(path)
        self.refused(code, "--store", path, "--as", "anna", *arguments)
        self.assertEqual(content(path), before)

    def test_store_that_is_not_there(self):
        for arguments in (("info",), ("check",), ("--as", "anna", "list", "tickets"), ("backup", self.path("b.db"))):
            self.refused("NOT_FOUND", *arguments)
        self.assertEqual(os.listdir(self.folder), [])

    def test_store_that_is_none(self):
        letter = self.write("letter.db", "Dear customer, " * 1000)
        for arguments in (("info",), ("check",), ("list", "tickets"), ("do", "ticket.create", "title=Lamp")):
            self.assert_refused_untouched("CORRUPT", letter, *arguments)

    def test_database_of_another_program(self):
        path = self.path("other.db")
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE recipe (name TEXT)")
        other.close()
        for arguments in (("info",), ("list", "tickets"), ("do", "ticket.create", "title=Lamp")):
            self.assert_refused_untouched("CORRUPT", path, *arguments)

    def test_empty_file(self):
        empty = self.write("empty.db", "")
        self.refused("CORRUPT", "--store", empty, "info")
        self.assertEqual(content(empty), b"")

    def test_folder_in_the_store_s_place(self):
        os.mkdir(self.path("folder.db"))
        answer = self.call("--store", self.path("folder.db"), "info")
        self.assertEqual((answer.status, answer.err.count("\n")), (ctl.FAILED, 1))

    def test_store_of_a_newer_version(self):
        self.init()
        with sqlite3.connect(self.store) as database:
            version = database.execute("PRAGMA user_version").fetchone()[0]
            database.execute(f"PRAGMA user_version = {version + 1}")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
        for arguments in (("info",), ("list", "tickets"), ("do", "ticket.create", "title=Lamp")):
            answer = self.refused("CORRUPT", "--as", "anna", *arguments)
            self.assertIn("newer", answer.sentence)

    def test_truncated_store(self):
        self.init()
        for number in range(20):
            self.do("anna", "ticket.create", f"title=Lamp {number}")
        os.truncate(self.store, os.path.getsize(self.store) // 2)
        answer = self.call("check")
        self.assertEqual((answer.status, answer.code), (ctl.FAILED, "CORRUPT"), answer.err)

    def test_restore_refuses_a_damaged_file(self):
        self.init()
        self.do("anna", "ticket.create", "title=Kept")
        self.ok("backup", self.path("copy.db"))
        damaged = bytearray(content(self.path("copy.db")))
        for place in range(8192, len(damaged), 4096):
            damaged[place:place + 512] = b"\xa5" * 512
        bad = self.write("bad.db", bytes(damaged))
        letter = self.write("letter.db", "Dear customer, " * 1000)
        for file in (bad, letter):
            answer = self.refused("CORRUPT", "restore", file)
            self.assertNotIn("Traceback", answer.err)
        self.refused("NOT_FOUND", "restore", self.path("missing.db"))
        self.assertEqual([t["title"] for t in self.get("--as", "anna", "list", "tickets")], ["Kept"])
        self.ok("check")

    def test_restore_refuses_what_breaks_the_rules(self):
        self.found_firm()
        order = self.work_order()
        self.ok("backup", self.path("copy.db"))
        with sqlite3.connect(self.path("copy.db")) as database:
            database.execute("UPDATE work_order SET state = 'assigned'")
        database.close()
        answer = self.refused("CORRUPT", "restore", self.path("copy.db"))
        self.assertIn(order, answer.out)
        faults = self.call("--store", self.path("copy.db"), "check")
        self.assertEqual((faults.status, faults.code), (ctl.FAILED, "CORRUPT"))
        self.assertIn(order, faults.out)


class Places(ctl.Case):
    """Where writing is not possible."""

    def drop_rights(self):
        os.setgid(65534)
        os.setuid(65534)

    def call_without_rights(self, *arguments):
        program, options = ctl.PROGRAM, {}
        if os.getuid() == 0:
            # Somebody without rights may not reach the folder it was built in.
            place = tempfile.mkdtemp(prefix="callout-ctl-")
            self.addCleanup(shutil.rmtree, place)
            os.chmod(place, 0o755)
            program = shutil.copy(ctl.PROGRAM, place)
            options["preexec_fn"] = self.drop_rights
        process = subprocess.run([program, *arguments], env=self.environment, capture_output=True,
                                 stdin=subprocess.DEVNULL, timeout=ctl.WAIT, **options)
        return ctl.Answer(process)

    def test_read_only_folder(self):
        self.init()
        before = content(self.store)
        os.chmod(self.folder, 0o555)
        os.chmod(self.store, 0o444)
        self.addCleanup(os.chmod, self.folder, 0o755)
        answer = self.call_without_rights("--as", "anna", "do", "ticket.create", "title=Lamp")
        self.assertEqual((answer.status, answer.err.count("\n")), (ctl.FAILED, 1), answer.err)
        self.assertIn(self.store, answer.err)
        answer = self.call_without_rights("--store", self.path("new.db"), "init", "--admin", "anna")
        self.assertEqual((answer.status, answer.err.count("\n")), (ctl.FAILED, 1), answer.err)
        self.assertEqual(content(self.store), before)
        self.assertEqual(os.listdir(self.folder), ["store.db"])

    def limited(self, kilobytes, *arguments):
        """A call for which no file may grow beyond so much, as on a full disk."""
        process = subprocess.run(
            ["bash", "-c", f"trap '' XFSZ; ulimit -f {kilobytes}; exec \"$@\"", "bash", ctl.PROGRAM, *arguments],
            env=self.environment, capture_output=True, stdin=subprocess.DEVNULL, timeout=ctl.WAIT)
        return ctl.Answer(process)

    def assert_no_space(self, answer):
        self.assertEqual((answer.status, answer.code), (ctl.FAILED, "NO_SPACE"), answer.err)
        self.assertEqual(answer.err.count("\n"), 1)

    def test_no_space_for_a_command(self):
        self.init()
        self.do("anna", "ticket.create", "title=Kept")
        self.assert_no_space(self.limited(8, "--as", "anna", "do", "ticket.create", "title=Lost", "note=" + "x" * 3900))
        self.assertEqual([t["title"] for t in self.get("--as", "anna", "list", "tickets")], ["Kept"])
        self.ok("check")

    def test_no_space_for_a_new_store(self):
        self.assert_no_space(self.limited(32, "init", "--admin", "anna"))
        self.assertEqual(os.listdir(self.folder), [])

    def test_no_space_for_a_backup(self):
        self.init()
        old = self.write("copy.db", "precious")
        self.assert_no_space(self.limited(32, "backup", old))
        self.assertEqual(content(old), b"precious")
        self.assertNotIn("copy.db.part", os.listdir(self.folder))

    def test_no_space_for_the_answer(self):
        self.init()
        with open("/dev/full", "w", encoding="utf-8") as full:
            process = subprocess.run([ctl.PROGRAM, "--as", "anna", "list", "people"], env=self.environment, stdout=full,
                                     stderr=subprocess.PIPE, timeout=ctl.WAIT)
        self.assertEqual(process.returncode, ctl.FAILED)
        self.assertIn(b"calloutctl: NO_SPACE: ", process.stderr)


class Values(ctl.Case):
    def setUp(self):
        super().setUp()
        self.found_firm()

    def test_coordinates(self):
        for arguments in (("latitude=95", "longitude=-71"), ("latitude=42", "longitude=181"), ("latitude=42",),
                          ("longitude=-71",), ("latitude=north", "longitude=-71"), ("latitude=nan", "longitude=nan"),
                          ("latitude=inf", "longitude=0"), ("latitude=42,5", "longitude=-71")):
            self.refused("INVALID", "--as", "dora", "do", "ticket.create", "title=Lamp", *arguments)
        self.assertEqual(self.get("--as", "dora", "list", "tickets"), [])

    def test_null_island_is_a_place(self):
        ticket = self.do("dora", "ticket.create", "title=Buoy", "latitude=0", "longitude=0")
        self.assertEqual((ticket["latitude"], ticket["longitude"]), (0, 0))

    def test_dates_that_do_not_exist(self):
        for date in ("2026-02-30T10:00:00Z", "2026-13-01T10:00:00Z", "2026-03-10T25:00:00Z", "2026-03-10T10:00:00",
                     "2026-03-10", "tomorrow", "1741600000"):
            self.refused("INVALID", "--as", "dora", "do", "ticket.create", "title=Lamp", f"due_latest={date}")

    def test_encodings(self):
        process = subprocess.run([ctl.PROGRAM, "--as", "dora", "do", "ticket.create", b"title=Stra\xdfe"],
                                 env=self.environment, capture_output=True, timeout=ctl.WAIT)
        answer = ctl.Answer(process)
        self.assertEqual((answer.status, answer.code), (ctl.FAILED, "INVALID"), answer.err)
        # Text is UTF-8 whatever the locale says.
        ticket = self.call("--as", "dora", "--json", "do", "ticket.create", "title=Straße 王 👷", LC_ALL="C").json
        self.assertEqual(ticket["title"], "Straße 王 👷")
        self.assertIn("Straße 王 👷", self.ok("--as", "dora", "list", "tickets", LC_ALL="C").out)

    def test_too_much_and_too_little(self):
        self.refused("INVALID", "--as", "dora", "do", "ticket.create", "title=" + "x" * 5000)
        self.refused("INVALID", "--as", "dora", "do", "ticket.create", "title=   ")
        self.refused("INVALID", "--as", "dora", "do", "ticket.create")
        self.refused("INVALID", "--as", "dora", "do", "ticket.create", "title=Lamp", "priority=extreme")
        self.refused("INVALID", "--as", "dora", "do", "ticket.create", "title=Lamp", "title=Pipe")
        self.assertEqual(self.get("--as", "dora", "list", "tickets"), [])

    def test_references_that_lead_nowhere(self):
        self.refused("NOT_FOUND", "--as", "dora", "do", "work-order.create", "ticket=T-9999")
        self.refused("NOT_FOUND", "--as", "dora", "do", "work-order.assign", "WO-9999", "lead=ned")
        order = self.work_order()
        self.refused("NOT_FOUND", "--as", "dora", "do", "work-order.assign", order, "lead=nobody")
        self.refused("NOT_FOUND", "--as", "dora", "do", "work-order.route", order, "group=nowhere")
        for ref in ("T-0", "T--1", "T-99999999999999999999", "WO-1x", "'; DROP TABLE ticket; --", "", "%", "T-1001 OR 1=1"):
            answer = self.call("--as", "dora", "show", ref)
            self.assertEqual((answer.status, answer.code), (ctl.FAILED, "NOT_FOUND"), (ref, answer.err))

    def test_role_that_may_not(self):
        self.refused("NOT_ALLOWED", "--as", "ned", "do", "person.create", "login=x", "name=X", "roles=admin")
        self.refused("NOT_ALLOWED", "--as", "dora", "do", "person.set-roles", "dora", "roles=admin")
        self.assertEqual(self.get("--as", "anna", "show", "dora")["roles"], ["dispatcher"])

    def test_strange_filters(self):
        for expression in ("title='; DROP TABLE ticket; --", "title=a and and title=b", "=", "title", "~~", "title=|",
                           "a=b" * 1000, "title=\"", "title=\"a\"b\"", "title=5\" pipe and progress=open", "title=" + "(" * 500, "title~%", "priority=", "\x01", "created_at<yesterday"):
            answer = self.call("--as", "dora", "list", "tickets", "--filter", expression)
            self.assertIn(answer.status, (ctl.DONE, ctl.FAILED), expression)
            self.assertLessEqual(answer.err.count("\n"), 1, expression)
        self.ok("check")

    def test_strange_words(self):
        for words in ("\"", "*", "AND", "NEAR(", "a OR", "title:", "^", "-", "''", "()", "\\", "%", "  "):
            answer = self.call("--as", "dora", "search", "--", words)
            self.assertEqual((answer.status, answer.err), (ctl.DONE, ""), words)


if __name__ == "__main__":
    tap.main()
