#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the tests through meson and counts every case in them.

    runner.py BUILD_DIR [ARGUMENT OF meson test]...

Meson counts programs; a program here holds dozens of cases. So the TAP each
program printed is counted, and what meson alone knows is added: a program
that crashed, ran out of time, promised more than it did, or ran nothing has
failed, whatever its output says. The last line printed is the sum.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field

LOG_BASE = "runlog"
CASE = re.compile(r"^(not )?ok\b\s*(\d*)\s*-?\s*([^#]*)(?:#\s*(\w+)\s*(.*))?")
PLAN = re.compile(r"^1\.\.(\d+)(?:\s*#\s*SKIP\b\s*(.*))?", re.IGNORECASE)


@dataclass
class Count:
    """What the cases of one or more programs came to."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    # One line for each failure and each skip, for the summary.
    failures: list = field(default_factory=list)
    skips: list = field(default_factory=list)

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.failures += other.failures
        self.skips += other.skips

    def fail(self, line):
        self.failed += 1
        self.failures.append(line)

    def skip(self, line):
        self.skipped += 1
        self.skips.append(line)

    def __str__(self):
        return (f"{self.passed} passed, {self.failed} failed, "
                f"{self.skipped} skipped")


def count_tap(name, text):
    """Counts the cases of one program's TAP; None if TAP is not in it."""
    count = Count()
    planned = None
    seen = 0
    for line in text.splitlines():
        plan = PLAN.match(line)
        if plan:
            planned = int(plan.group(1))
            if planned == 0 and plan.group(2) is not None:
                count.skip(f"{name}: {plan.group(2)}")
            continue
        if line.startswith("Bail out!"):
            count.fail(f"{name}: {line}")
            continue
        case = CASE.match(line)
        if not case:
            continue
        seen += 1
        title = f"{name}: {case.group(3).strip() or case.group(2)}"
        directive = (case.group(4) or "").upper()
        if directive == "SKIP":
            count.skip(f"{title} ({case.group(5).strip()})")
        elif case.group(1) and directive != "TODO":
            count.fail(title)
        elif directive == "TODO":
            # Work that is known to be missing is no success.
            count.fail(f"{title} (TODO {case.group(5).strip()})")
        else:
            count.passed += 1
    if planned is None and seen == 0:
        return None
    if planned is not None and seen != planned:
        count.fail(f"{name}: {seen} cases of {planned} ran")
    if seen == 0 and count.skipped == 0 and count.failed == 0:
        count.fail(f"{name}: ran no case")
    return count


def count_program(entry, protocol):
    """Counts one program from its entry in meson's log."""
    name = entry["name"].rsplit(" / ", 1)[-1]
    result = entry["result"]
    count = None
    if protocol == "tap":
        count = count_tap(name, entry.get("stdout", ""))
        if count is None:
            count = Count()
            count.fail(f"{name}: printed no TAP ({result.lower()})")
            return count
    else:
        count = Count()
        if result in ("OK", "EXPECTEDFAIL"):
            count.passed += 1
            return count
        if result == "SKIP":
            count.skip(name)
            return count
    if result not in ("OK", "SKIP") and count.failed == 0:
        code = entry.get("returncode", 0)
        how = f"killed by signal {-code}" if code < 0 else f"exit status {code}"
        count.fail(f"{name}: {result.lower()}, {how}")
    return count


def protocols(build):
    """The name of each test that is to run and the protocol it speaks."""
    text = subprocess.run(["meson", "introspect", "--tests", build],
                          check=True, capture_output=True, text=True).stdout
    return {test["name"]: test["protocol"] for test in json.loads(text)}


def count_log(path, spoken):
    """Counts every program in meson's log, whose protocols are @spoken."""
    total = Count()
    with open(path, encoding="utf-8", errors="replace") as log:
        for line in log:
            entry = json.loads(line)
            # "project:suite / name", or the bare name without a suite
            bare = entry["name"].rsplit(" / ", 1)[-1]
            total.add(count_program(entry, spoken.get(bare, "exitcode")))
    return total


def main(arguments):
    build = arguments[0]
    log = os.path.join(build, "meson-logs", LOG_BASE + ".json")
    if os.path.exists(log):
        os.unlink(log)
    status = subprocess.run(
        ["meson", "test", "-C", build, "--no-rebuild", "--print-errorlogs",
         "--logbase", LOG_BASE] + arguments[1:]).returncode
    total = Count()
    if os.path.exists(log):
        total.add(count_log(log, protocols(build)))
    if total.passed + total.failed + total.skipped == 0:
        total.fail("no test ran")
    if status != 0 and total.failed == 0:
        total.fail(f"meson test ended with status {status}")

    print()
    for line in total.skips:
        print(f"skipped: {line}")
    for line in total.failures:
        print(f"FAILED:  {line}")
    print(total, flush=True)
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
