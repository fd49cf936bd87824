#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preferences: how somebody is told of things, and how everybody is."""

import contextlib
import re
import sqlite3

import desk
import harness


class Notifications(desk.DeskTest):
    """/tickets/2.23-preferences"""

    def open_page(self):
        self.app.key("ctrl+comma")
        window = self.app.window("Preferences")
        self.turn_to(window)
        window.find("label", "What I Am Told")
        return window

    def turn_to(self, window):
        window.find(None, "Notifications", deadline=None).click()

    def ask(self, sql, *values):
        """What the store holds: none of this is a list of its own."""
        path = f"file:{self.store.path}?mode=ro"
        with contextlib.closing(sqlite3.connect(path, uri=True)) as store:
            store.row_factory = sqlite3.Row
            return store.execute(sql, values).fetchone()

    def wish(self, person, topic):
        return self.ask("SELECT w.* FROM notification_pref w LEFT JOIN person"
                        " p ON p.id = w.person WHERE p.login IS ? AND"
                        " w.topic = ?", person, topic)

    def shut(self, window):
        self.app.key("Escape")
        harness.wait(lambda: len(self.app.children) == 1,
                     "the preferences to close")

    def test_what_is_ticked_holds(self):
        window = self.open_page()
        window.find("check box", "Offer: Desktop", checked=True,
                    sensitive=True)
        window.find("check box", "Status: Desktop", checked=False).click()
        harness.wait(lambda: self.wish("dana", "status"), "the wish")
        self.assertEqual(
            [self.wish("dana", "status")[key]
             for key in ("desktop", "inbox", "email")], [1, 1, 0])
        window.find("check box", "Offer: E-mail", checked=False).click()
        harness.wait(lambda: self.wish("dana", "offer") and
                     self.wish("dana", "offer")["email"],
                     "the wish for e-mail")
        self.assertEqual(self.nameless(window), [])
        self.photograph("preferences-notifications")
        self.shut(window)
        # It is as it was left.
        window = self.open_page()
        window.find("check box", "Status: Desktop", checked=True)
        self.shut(window)
        self.leave()

    def test_what_is_locked_says_so_before_anybody_tries(self):
        self.store.do("notification.set", topic="offer", house="true",
                      email="true", locked="true")
        window = self.open_page()
        window.find("label", "An administrator has locked this")
        window.find("check box", "Offer: E-mail", checked=True,
                    sensitive=False)
        window.find("check box", "Update: E-mail", sensitive=True)
        # Nobody but administrators sees what everybody gets.
        self.assertEqual(window.all("label", "For Everybody"), [])
        self.photograph("preferences-locked")
        # It is opened again while somebody looks at it.
        self.store.do("notification.set", topic="offer", house="true",
                      locked="false")
        window.find("check box", "Offer: E-mail", sensitive=True)
        self.shut(window)
        self.leave()

    def test_quiet_hours_are_ones_own(self):
        window = self.open_page()
        self.scroll(window)
        window.find("check box", "Quiet Hours").click()
        harness.wait(lambda: self.hours() == "22:00-06:00",
                     "the hours to be kept")
        self.scroll(window)
        self.photograph("preferences-quiet")
        entry = window.find("spin button", "From")
        entry.click(at=(20, 12))
        self.app.key("ctrl+a")
        self.app.type("21:30")
        self.app.key("Return")
        harness.wait(lambda: self.hours() == "21:30-06:00",
                     "the other hours")
        self.shut(window)
        self.leave()

    def scroll(self, window):
        self.app.move(*window.find("label", "Message").center)
        self.app.xdotool("click", "--repeat", "40", "5")

    def hours(self):
        row = self.ask("SELECT value FROM setting WHERE key ="
                       " 'notify.quiet-hours' AND person IS NOT NULL")
        return row and row["value"]


class Administrator(Notifications):
    """/tickets/2.23-for-everybody"""

    PERSON = "ada"

    test_what_is_ticked_holds = None
    test_quiet_hours_are_ones_own = None
    test_what_is_locked_says_so_before_anybody_tries = None

    def test_an_administrator_chooses_for_everybody_and_locks(self):
        window = self.open_page()
        window.find("label", "For Everybody")
        lock = window.find("button", "Rating: Locked", checked=False)
        lock.do()
        harness.wait(lambda: self.wish(None, "rating") and
                     self.wish(None, "rating")["locked"],
                     "the row to be locked")
        # One's own is locked, too.
        window.find("label", "An administrator has locked this")
        self.photograph("preferences-for-everybody")
        lock.do()
        harness.wait(lambda: not self.wish(None, "rating")["locked"],
                     "the row to be open")
        self.shut(window)
        self.leave()


class Phone(Notifications):
    SIZE = (360, 720)
    LANGUAGE = "de"

    test_what_is_ticked_holds = None
    test_quiet_hours_are_ones_own = None
    test_what_is_locked_says_so_before_anybody_tries = None

    def test_the_page_fits_a_phone(self):
        self.store.do("notification.set", topic="offer", house="true",
                      email="true", locked="true")
        self.app.key("ctrl+comma")
        window = self.app.window("Einstellungen")
        window.find(None, re.compile("^Benachrichtigungen$")).click()
        window.find("label", "Was mir mitgeteilt wird")
        self.photograph("preferences-360")
        for look in window.walk():
            if look.extents and look.role in ("check box", "label"):
                self.assertLessEqual(look.extents[0] + look.extents[2], 360)
        self.app.key("Escape")
        self.leave()

    def sit_down(self, person):
        return self.session.start(
            [desk.CALLOUT, "--store", self.store.path],
            env={"CALLOUT_USER": person, "CALLOUT_NOW": desk.NOW})


if __name__ == "__main__":
    harness.main()
