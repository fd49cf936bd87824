# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test of the command line stands on: a store of its own, and
calloutctl as a person calls it.

The environment names the program (CALLOUTCTL) and nothing else is taken from
it: the clock stands still at NOW unless a test wants the real one.
"""

import json
import os
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["CALLOUTCTL"]
NOW = "2026-03-10T09:00:00-04:00"
WAIT = 120

DONE, FAILED, USAGE, IN_PART = range(4)


class Answer:
    """What one call said."""

    def __init__(self, process):
        self.status = process.returncode
        self.out = process.stdout.decode("utf-8")
        self.err = process.stderr.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def code(self):
        """The word before the sentence on standard error."""
        return self.err.split(": ")[1] if self.err else None

    @property
    def sentence(self):
        return self.err.split(": ", 2)[2].rstrip("\n") if self.err else None


class Case(unittest.TestCase):
    """A test with an empty folder, and with a store in it once init ran."""

    clock = NOW

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="callout-ctl-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.store = self.path("store.db")
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": self.folder,
            "LC_ALL": "C.UTF-8",
            "TZ": "America/New_York",
            "CALLOUT_NOW": self.clock,
            "CALLOUT_STORE": self.store,
            "CALLOUT_DATA_DIR": os.environ["CALLOUT_DATA_DIR"],
        }
        if not self.clock:
            del self.environment["CALLOUT_NOW"]
        for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def german(self):
        """The environment of a German: words, and commas in numbers.

        The locale is made for the occasion. Not every machine has one, and
        under C.UTF-8 newer C libraries translate nothing, LANGUAGE or not.
        """
        subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8",
                        self.path("de_DE.UTF-8")], check=True)
        return {"LOCPATH": self.folder, "LC_ALL": "de_DE.UTF-8",
                "CALLOUT_LOCALE_DIR": os.environ["CALLOUT_LOCALE_DIR"]}

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def write(self, name, content):
        path = self.path(name)
        mode = "wb" if isinstance(content, bytes) else "w"
        with open(path, mode, **({} if mode == "wb" else {"encoding": "utf-8"})) as file:
            file.write(content)
        return path

    def call(self, *arguments, **environment):
        """Calls calloutctl and returns whatever it answers."""
        process = subprocess.run(
            [PROGRAM, *arguments], env={**self.environment, **environment},
            stdin=subprocess.DEVNULL, capture_output=True, timeout=WAIT)
        return Answer(process)

    def start(self, *arguments, **options):
        return subprocess.Popen([PROGRAM, *arguments], env=self.environment,
                                stdin=subprocess.DEVNULL, **options)

    def ok(self, *arguments, **environment):
        """A call that must do what it was told, and say nothing beside."""
        answer = self.call(*arguments, **environment)
        self.assertEqual((answer.status, answer.err), (DONE, ""), arguments)
        return answer

    def get(self, *arguments):
        """The JSON a call answers."""
        return self.ok(*arguments, "--json").json

    def refused(self, code, *arguments, **environment):
        """A call that must fail with one line that begins with code."""
        answer = self.call(*arguments, **environment)
        status = USAGE if code == "USAGE" else FAILED
        self.assertEqual((answer.status, answer.code), (status, code), (arguments, answer.err, answer.out))
        self.assertTrue(answer.err.startswith("calloutctl: "), answer.err)
        self.assertEqual(answer.err.count("\n"), 1, answer.err)
        self.assertGreater(len(answer.sentence), 10, answer.err)
        return answer

    def do(self, who, command, *arguments):
        """One command by a person; returns the thing as it now is."""
        return self.get("--as", who, "do", command, *arguments)

    # A small firm: two groups, a provider, dispatchers and engineers.

    def init(self):
        self.ok("init", "--admin", "anna")

    def found_firm(self):
        self.init()
        people = [
            ("dora", "Dora Dispatcher", "dispatcher", ()),
            ("gus", "Gus of the North", "group-dispatcher", ()),
            ("grete", "Grete of the South", "group-dispatcher", ("grants=reallocate",)),
            ("ned", "Ned North", "member", ("skills=lamps", "latitude=42.36", "longitude=-71.06")),
            ("nina", "Nina North", "member", ("skills=lamps,pipes", "latitude=42.37", "longitude=-71.07")),
            ("nora", "Nora North", "member", ("latitude=42.30", "longitude=-71.10")),
            ("sam", "Sam South", "member", ("latitude=42.35", "longitude=-71.05")),
        ]
        for login, name, role, more in people:
            self.do("anna", "person.create", f"login={login}", f"name={name}", f"roles={role}", *more)
        for key, name, dispatcher, members in (("north", "North", "gus", ("ned", "nina", "nora")),
                                               ("south", "South", "grete", ("sam",))):
            self.do("anna", "group.create", f"key={key}", f"name={name}")
            self.do("anna", "group.set-dispatchers", key, f"person={dispatcher}")
            self.do("anna", "group.add-member", key, *[f"person={member}" for member in members])

    def work_order(self, title="Street light is out", *arguments):
        """A ticket with a visit; returns the work order's reference."""
        ticket = self.do("dora", "ticket.create", f"title={title}", "address=12 Beacon St",
                         "latitude=42.358", "longitude=-71.062", *arguments)
        return self.do("dora", "work-order.create", f"ticket={ticket['ref']}")["ref"]
