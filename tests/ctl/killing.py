# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills a writer at any moment, again and again, and looks at what is left.

What a writer acknowledged on its output was committed: it must be there, whole.
What it did not acknowledge may be there or not, but never in part.
"""

import random
import signal
import subprocess
import time

import ctl

# A shell that makes tickets with their visits, and says a number only once
# calloutctl has said that it is in.
WRITER = r"""
n=$1
while :; do
  n=$((n + 1))
  "$CALLOUTCTL" --as dora do ticket.create "title=Lamp $n" visit=true >/dev/null || exit 1
  echo "$n"
done
"""


class Killing(ctl.Case):
    clock = None

    def kill_once(self, generator, first):
        """Lets a writer begin at a number, kills it and all its children;
        returns the last number it acknowledged."""
        writer = subprocess.Popen(
            ["bash", "-c", WRITER, "writer", str(first)], env={**self.environment, "CALLOUTCTL": ctl.PROGRAM},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        # Not before the first is in; the pause is the moment that is tried.
        line = writer.stdout.readline()
        self.assertTrue(line, writer.stderr.read() if writer.poll() is not None else "no ticket was acknowledged")
        time.sleep(generator.random() * 0.06)
        subprocess.run(["kill", "-KILL", "--", f"-{writer.pid}"], check=True)
        out, err = writer.communicate(timeout=ctl.WAIT)
        self.assertEqual(err, b"")
        acknowledged = [int(number) for number in (line + out).split()]
        self.assertEqual(writer.returncode, -signal.SIGKILL)
        return acknowledged

    def campaign(self, kills, seed, check_every=1):
        generator = random.Random(seed)
        self.found_firm()
        acknowledged = set()
        first = 0
        for number in range(1, kills + 1):
            done = self.kill_once(generator, first)
            acknowledged.update(done)
            first = done[-1] + 1  # one may have been committed and not been told
            if number % check_every == 0 or number == kills:
                self.assertEqual(self.get("check"), {"faults": []}, f"kill {number} of seed {seed}")
                self.assert_whole(acknowledged, f"kill {number} of seed {seed}")
        return len(acknowledged)

    def assert_whole(self, acknowledged, when):
        """Every acknowledged ticket is there; each has its visit and its events."""
        tickets = self.get("--as", "dora", "list", "tickets", "--columns", "ref,title")
        orders = self.get("--as", "dora", "list", "work-orders", "--columns", "ticket")
        numbers = {int(ticket["title"].split()[1]) for ticket in tickets}
        self.assertLessEqual(acknowledged, numbers, when)
        self.assertEqual(sorted(order["ticket"] for order in orders), sorted(ticket["ref"] for ticket in tickets), when)
        created = self.get("--as", "anna", "list", "events", "--filter", "command=ticket.create", "--columns", "target")
        self.assertEqual(sorted(event["target"] for event in created), sorted(ticket["ref"] for ticket in tickets), when)
