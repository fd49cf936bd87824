#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first start, stores that cannot be opened, and who signs in."""

import os
import re
import tempfile

import desk
import harness


class Start(harness.WindowTest):

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="callout-start-")
        self.path = os.path.join(self.folder, "sub", "new.db")

    def start(self, path=None):
        return self.session.start([desk.CALLOUT, "--store", path or self.path])

    def test_an_empty_workspace_is_made_and_says_what_will_be_there(self):
        app = self.start()
        app.find("label", "Welcome to Callout")
        self.assertFalse(os.path.exists(self.path))
        app.find("label", "Empty Workspace").click()
        app.find("label", "Nothing Waits for You", deadline=60)
        self.assertTrue(os.path.exists(self.path))
        app.close()

        app = self.start()
        app.find("label", "Nothing Waits for You")
        app.close()

    def test_the_demonstration_city_is_built(self):
        app = self.start()
        app.find("label", "Demonstration City").click()
        table = app.find("tree table", "Work orders", deadline=120)
        table.find("list").find("table row")
        app.close()

    def test_a_file_that_is_no_store_is_left_alone(self):
        path = os.path.join(self.folder, "letter.db")
        with open(path, "w", encoding="utf-8") as file:
            file.write("Dear Sir or Madam, " * 200)
        with open(path, "rb") as file:
            before = file.read()
        app = self.start(path)
        app.find("label", "The Store Cannot Be Opened")
        app.find("label", re.compile("letter.db"))
        app.find("button", "Try Again").click()
        app.find("label", "The Store Cannot Be Opened")
        app.close()
        with open(path, "rb") as file:
            self.assertEqual(file.read(), before)


class SignIn(desk.DeskTest):

    def sign_in_as(self, name):
        self.app.key("ctrl+u")
        self.app.find("list", "People").find("label", name).click()

    def test_somebody_else_signs_in_and_has_their_own_list(self):
        order = self.store.order("Main burst")["ref"]
        self.store.do("work-order.route", order, by="dana", group="water")
        self.wait_titles("Hydrant leaks", "Drain is blocked", "Lamp is dark")
        self.sign_in_as("Gina Okafor")
        self.wait_titles("Main burst")
        self.app.find("button", "Signed in as Gina Okafor")
        self.leave()

    def test_a_password_is_asked_for_where_there_is_one(self):
        self.store.do("person.set-password", "marco", password="green apple")
        self.sign_in_as("Marco Bianchi")
        dialog = self.app.window("Sign In")
        self.app.type("red apple")
        self.app.key("Return")
        dialog.find(None, "This is not the password.")
        self.app.type("green apple")
        self.app.key("Return")
        self.app.find("button", "Signed in as Marco Bianchi")
        self.leave()


class Palette(desk.DeskTest):

    def test_finds_a_work_order_by_its_address_and_a_command(self):
        self.wait_titles("Main burst", "Hydrant leaks", "Drain is blocked",
                         "Lamp is dark")
        self.app.key("ctrl+k")
        palette = self.app.window("Find Anything")
        self.app.type("oak lane")
        palette.find("label", re.compile("^WO-3 · "))
        self.app.key("Down", "Return")
        self.app.find("label", re.compile("WO-3 · T-"))
        self.app.key("ctrl+k")
        palette = self.app.window("Find Anything")
        self.app.type("route")
        palette.find("label", "Route to Group")
        self.app.key("Return")
        self.app.window(re.compile("Route to Group"))
        self.leave()


if __name__ == "__main__":
    harness.main()
