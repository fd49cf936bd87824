#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the runner counts is what happened, crashes and silence included."""

import unittest

import runner
import tap


def entry(stdout="", result="OK", returncode=0):
    return {"name": "callout:unit / sample", "stdout": stdout,
            "result": result, "returncode": returncode}


def sums(**fields):
    protocol = fields.pop("protocol", "tap")
    count = runner.count_program(entry(**fields), protocol)
    return (count.passed, count.failed, count.skipped)


class Counting(unittest.TestCase):
    def test_each_case_counts(self):
        text = ("TAP version 13\n# random seed: R02S\n1..3\n# Start of a tests\n"
                "ok 1 /a/first\nok 2 /a/second\nok 3 /a/third # SKIP no zone\n")
        self.assertEqual(sums(stdout=text), (2, 0, 1))

    def test_failure_is_named(self):
        count = runner.count_program(
            entry("1..2\nok 1 /a\nnot ok 2 /b - assertion\n", "FAIL", 1), "tap")
        self.assertEqual((count.passed, count.failed), (1, 1))
        self.assertIn("/b", count.failures[0])

    def test_crash_after_success_fails(self):
        self.assertEqual(sums(stdout="ok 1 /a\n", result="ERROR",
                              returncode=-11), (1, 1, 0))

    def test_crash_in_the_middle_of_a_plan_fails_once(self):
        self.assertEqual(sums(stdout="1..4\nok 1 /a\n", result="ERROR",
                              returncode=-6), (1, 1, 0))

    def test_out_of_time_fails(self):
        self.assertEqual(sums(stdout="1..1\nok 1 /a\n", result="TIMEOUT",
                              returncode=-15), (1, 1, 0))

    def test_nothing_run_fails(self):
        self.assertEqual(sums(stdout="1..0\n", result="SKIP"), (0, 1, 0))
        self.assertEqual(sums(stdout="", result="OK"), (0, 1, 0))

    def test_whole_program_skipped(self):
        self.assertEqual(sums(stdout="1..0 # SKIP no server\n", result="SKIP"),
                         (0, 0, 1))

    def test_known_gap_is_no_success(self):
        self.assertEqual(sums(stdout="1..1\nnot ok 1 /a # TODO later\n"),
                         (0, 1, 0))

    def test_bail_out_fails(self):
        self.assertEqual(sums(stdout="Bail out! no memory\n1..1\nok 1 /a\n",
                              result="ERROR", returncode=1), (1, 1, 0))

    def test_plain_program_counts_once(self):
        self.assertEqual(sums(protocol="exitcode"), (1, 0, 0))
        self.assertEqual(sums(protocol="exitcode", result="FAIL",
                              returncode=3), (0, 1, 0))

    def test_numbers_with_a_dash_are_titles_too(self):
        count = runner.count_program(
            entry("1..1\nnot ok 1 - opens the list\n", "FAIL", 1), "tap")
        self.assertEqual(count.failures, ["sample: opens the list"])


if __name__ == "__main__":
    tap.main()
