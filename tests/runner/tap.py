# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets a unittest file speak TAP: `if __name__ == "__main__": tap.main()`."""

import sys
import unittest


class TapResult(unittest.TestResult):
    """Prints a line a case as soon as it is known."""

    def __init__(self, out):
        super().__init__()
        self._out = out
        self._number = 0

    def _case(self, test, ok, directive=""):
        self._number += 1
        name = test.id().split(".", 1)[-1]
        print(f"{'ok' if ok else 'not ok'} {self._number} {name}{directive}",
              file=self._out, flush=True)

    def _trouble(self, test, err):
        # On standard error: that is what meson prints of a program that failed.
        print(f"{test.id()}: {self._exc_info_to_string(err, test)}",
              file=sys.stderr, flush=True)
        self._case(test, False)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._case(test, True)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._trouble(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self._trouble(test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._trouble(subtest, err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._case(test, True, f" # SKIP {reason}")

    @property
    def count(self):
        return self._number


def main():
    """Runs the cases of the calling file, or those named on the command line."""
    loader = unittest.defaultTestLoader
    module = sys.modules["__main__"]
    if len(sys.argv) > 1:
        suite = loader.loadTestsFromNames(sys.argv[1:], module)
    else:
        suite = loader.loadTestsFromModule(module)
    print("TAP version 13", flush=True)
    result = TapResult(sys.stdout)
    suite.run(result)
    print(f"1..{result.count}", flush=True)
    sys.exit(0 if result.wasSuccessful() else 1)
