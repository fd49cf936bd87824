#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tickets as they are read: what is found, what is new, what is written on
them, and the list taken away as a file."""

import csv
import os
import re
import subprocess

import desk
import harness


class Reading(desk.DeskTest):
    TABLE = "Tickets"

    def sit_down(self, person):
        self.app = super().sit_down(person)
        self.app.find("label", "Tickets").click()
        self.app.find("tree table", "Tickets")
        return self.app

    def open_tab(self, title, tab):
        self.choose(title)
        self.app.find("page tab", tab).click()

    def write(self, what, text, button):
        self.app.find("text", what).click()
        self.app.type(text)
        self.press(button)


class Found(Reading):
    """/tickets/2.1-search-hits"""

    def marked(self, node):
        """Whether something in it stands out, as with a marker."""
        x, y, width, height = node.rectangle
        path = self.app.screenshot(os.path.join(self.store.folder, "hit.png"))
        said = subprocess.run(
            ["convert", path, "-crop", f"{width}x{height}+{x:.0f}+{y:.0f}",
             "+repage", "-fuzz", "6%", "-fill", "black", "+opaque", "#fceeb0",
             "-fill", "white", "-opaque", "#fceeb0", "-format", "%[fx:mean]",
             "info:"], capture_output=True, text=True, check=True).stdout
        return float(said) > 0.02

    def test_what_is_found_stands_out_in_the_list(self):
        self.wait_titles("Drain is blocked", "Lamp is dark", "Main burst",
                         "Hydrant leaks")
        cell = self.table().find("label", "Hydrant leaks")
        self.assertFalse(self.marked(cell))
        self.app.key("ctrl+f")
        self.app.type("hydr")
        self.wait_titles("Hydrant leaks")
        cell = self.table().find("label", "Hydrant leaks")
        harness.wait(lambda: self.marked(cell), "the hit to stand out")
        self.photograph("ticket-search")
        self.leave()


class Exported(Reading):
    """/tickets/2.1-export"""

    def export(self, name):
        path = os.path.join(self.store.folder, name)
        self.press("Export")
        self.app.window("Export Tickets")
        self.app.type("/")
        self.app.key("ctrl+a")
        self.app.type(path)
        self.app.key("Return")
        harness.wait(lambda: os.path.exists(path), f"{name} to be written")
        self.app.find("label", re.compile("exported$"))
        with open(path, encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))

    def test_what_is_shown_is_what_is_written(self):
        self.app.find("label", "Title").click()
        self.wait_titles("Drain is blocked", "Hydrant leaks", "Lamp is dark",
                         "Main burst")
        rows = self.export("all.csv")
        shown = self.rows()
        self.assertEqual(rows[0][:4],
                         ["Number", "Title", "Unread", "Progress"])
        self.assertEqual([row[:2] for row in rows[1:]],
                         [row[:2] for row in shown])
        self.press("Priority")
        self.app.find("check box", "High").click()
        self.app.key("Escape")
        self.wait_titles("Hydrant leaks")
        self.assertEqual([row[1] for row in self.export("high.csv")],
                         ["Title", "Hydrant leaks"])
        self.leave()


class Updates(Reading):
    """/tickets/2.25-2.26-updates"""

    def test_an_update_is_written_corrected_and_kept(self):
        self.open_tab("Main burst", "Updates")
        self.app.find("label", "No Updates")
        self.write("New update", "The valve is shut", "Post for the Customer")
        self.app.find("label", "The valve is shut")
        self.press("Correct")
        self.app.find("label", "Correcting “The valve is shut”")
        self.app.type("The valve is nearly shut")
        self.press("Post for the Customer")
        self.app.find("label", "Corrects an earlier update")
        self.app.find("label", "Corrected by a later update")
        self.app.find("label", "The valve is shut")
        self.assertEqual([row["text"] for row in
                          self.store.ctl("list", "updates")],
                         ["The valve is shut", "The valve is nearly shut"])
        self.photograph("ticket-updates")
        self.leave()

    def test_what_is_internal_stands_apart(self):
        self.open_tab("Main burst", "Internal")
        self.app.find("label", "No Internal Updates")
        self.write("New internal update", "Third time", "Post Internally")
        self.app.find("label", "Third time")
        self.app.find("page tab", "Updates").click()
        self.app.find("label", "No Updates")
        self.assertEqual(self.store.ctl("list", "updates")[0]["visibility"],
                         "internal")
        self.leave()

    def test_what_others_write_arrives(self):
        self.open_tab("Main burst", "Updates")
        self.app.find("label", "No Updates")
        self.store.do("update.post", "T-1002", by="marco", text="On my way")
        self.app.find("label", "On my way")
        self.leave()


class Unread(Reading):
    """/tickets/2.6-unread"""

    def unread(self):
        return {row[1]: row[2] for row in self.rows()
                if len(row) > 2 and row[2].isdigit()}

    def prepare(self):
        self.store.do("update.post", "T-1002", by="marco", text="On my way")
        self.store.do("update.post", "T-1002", by="marco", text="There now")
        self.store.do("update.post", "T-1003", by="marco", text="No ladder",
                      visibility="internal")
        # One's own is never unread.
        self.store.do("update.post", "T-1001", by="dana", text="Called them")

    def test_what_is_new_is_counted_until_it_is_looked_at(self):
        self.prepare()
        harness.wait(lambda: self.unread() ==
                     {"Main burst": "2", "Lamp is dark": "1"},
                     f"two tickets to have news; it is {self.unread()}")
        self.photograph("tickets-unread")
        self.open_tab("Main burst", "Updates")
        self.app.find("label", "There now")
        harness.wait(lambda: self.unread() == {"Lamp is dark": "1"},
                     f"it to be read; it is {self.unread()}")
        # What comes while it is looked at is read at once.
        self.store.do("update.post", "T-1002", by="marco", text="Done")
        self.app.find("label", "Done")
        harness.wait(lambda: self.unread() == {"Lamp is dark": "1"},
                     f"it to be read; it is {self.unread()}")
        self.leave()

    def test_one_sorts_and_filters_by_it(self):
        self.prepare()
        harness.wait(lambda: len(self.unread()) == 2, "the news")
        header = self.app.find("tree table", "Tickets")
        header.find("label", "Unread").click()
        header.find("label", "Unread").click()
        harness.wait(lambda: self.titles()[:2] ==
                     ["Main burst", "Lamp is dark"], "the news first")
        self.press("Marked")
        self.app.find("check box", "Unread").click()
        self.app.key("Escape")
        self.wait_titles("Main burst", "Lamp is dark")
        self.leave()


if __name__ == "__main__":
    harness.main()
