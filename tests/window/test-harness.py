#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The harness reads, points, drags and types in a window of its own."""

import contextlib
import io
import os
import subprocess
import unittest
import unittest.mock

import harness

FIXTURE = os.path.join(harness.BUILD, "tests", "window", "fixture")


class Harness(harness.WindowTest):
    SIZE = (1000, 640)

    def setUp(self):
        self.app = self.session.start([FIXTURE])

    def said(self, text):
        self.app.find("label", text)

    def test_pointer_presses_a_button(self):
        self.app.find("button", "Greet").click()
        self.said("Greet")

    def test_pointer_is_exact_in_a_window_with_a_shadow(self):
        self.app.kill()
        self.app = self.session.start([FIXTURE], maximized=False)
        self.app.find("button", "Greet").click()
        self.said("Greet")

    def test_second_window_has_its_own_place(self):
        self.app.find("button", "Open dialog").click()
        dialog = self.app.window("Second window")
        dialog.find("button", "In the dialog").click()
        self.said("In the dialog")

    def test_keyboard_types_and_confirms(self):
        self.app.find("text", "Name").type("Ann-Marie 7", clear=True)
        self.app.key("Return")
        self.said("Entered Ann-Marie 7")

    def test_shortcut(self):
        self.app.find("button", "Greet")
        self.app.key("ctrl+k")
        self.said("Shortcut")

    def test_drag_and_drop(self):
        self.app.find("label", "Parcel").drag_to(
            self.app.find("label", "Address"))
        self.said("Dropped parcel")

    def test_row_is_selected_and_opened(self):
        row = self.app.find_around("list item", "Row 3")
        row.click()
        row.wait_for(selected=True)
        self.app.find_around("list item", "Row 6").double_click()
        self.said("Opened row 6")

    def test_menu_item(self):
        self.app.find("button", "Menu").click()
        # GTK 4.18 gives a menu item no name.
        self.app.find("menu item").click()
        self.said("Menu item")

    def test_missing_thing_is_said_with_the_tree(self):
        with self.assertRaisesRegex(AssertionError, "Open dialog"):
            self.app.find("button", "No such button", deadline=0.2)

    def test_quiet_end(self):
        self.app.close()
        self.assertEqual(self.session.apps, [])

    def test_warning_fails_the_end(self):
        self.app.find("button", "Warn").click()
        harness.wait(self.app.warnings, "the warning")
        with self.assertRaisesRegex(AssertionError, "asked to warn"):
            self.app.close()

    def test_picture_is_of_the_screen(self):
        path = os.path.join(self.session.folder, "picture.png")
        self.app.screenshot(path)
        size = subprocess.run(["identify", "-format", "%w %h %k", path],
                              capture_output=True, text=True,
                              check=True).stdout.split()
        self.assertEqual(size[:2], ["1000", "640"])
        self.assertGreater(int(size[2]), 16)


    def test_failure_leaves_a_picture(self):
        class Case(harness.WindowTest):
            __qualname__ = "Case"
            SIZE = (1000, 640)

            def test(self):
                self.session.start([FIXTURE])
                self.fail("on purpose")

        result = unittest.TestResult()
        said = io.StringIO()
        with unittest.mock.patch.object(harness, "BUILD", self.session.folder), \
                contextlib.redirect_stderr(said):
            unittest.TestSuite([Case("test")]).run(result)
        self.assertEqual(len(result.failures), 1)
        path = said.getvalue().removeprefix("picture: ").strip()
        self.assertTrue(path.startswith(self.session.folder), path)
        self.assertGreater(os.path.getsize(path), 0)


class Dark(harness.WindowTest):
    SIZE = (360, 640)
    DARK = True

    def test_dark_and_narrow(self):
        app = self.session.start([FIXTURE])
        path = os.path.join(self.session.folder, "picture.png")
        app.screenshot(path)
        mean = subprocess.run(["convert", path, "-colorspace", "gray",
                               "-format", "%[fx:mean]", "info:"],
                              capture_output=True, text=True,
                              check=True).stdout
        self.assertLess(float(mean), 0.35)
        app.close()


class Ending(harness.WindowTest):
    def test_session_leaves_no_process(self):
        processes = [process.pid for process in self.session.processes]
        app = self.session.start([FIXTURE])
        processes.append(app.process.pid)
        self.session.close()
        for pid in processes:
            self.assertFalse(os.path.exists(f"/proc/{pid}"), pid)


if __name__ == "__main__":
    harness.main()
