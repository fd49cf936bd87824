#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents in the window: the service record of a ticket (contract 2.45), and
labels for machines. What is shown is what the same routine writes."""

import os
import re
import shutil
import subprocess
import tempfile

import desk
import harness


class Documents(desk.DeskTest):
    """Somebody sits at the window."""

    PERSON = "ada"
    TABLE = "Tickets"

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="callout-documents-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        super().setUp()

    def go_to(self, view):
        self.app.find("label", view).click()
        self.app.find("tree table", view)

    def save(self, window, name):
        """Saves by the file chooser; returns the file."""
        window.find("button", "Save as PDF…").click()
        self.app.window("Save as PDF").find("button", re.compile("Save"), sensitive=True)
        path = os.path.join(self.folder, name)
        self.app.key("ctrl+a")
        self.app.type(path)
        self.app.key("Return")
        harness.wait(lambda: os.path.exists(path), "the file")
        return subprocess.run(("pdftotext", "-layout", path, "-"), check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")


class Record(Documents):
    """/documents/2.45-service-record"""

    def test_record_is_shown_and_kept(self):
        self.store.do("update.post", "T-1001", text="sesame inside " * 280, visibility="internal")
        self.store.do("update.post", "T-1001", text="A part is ordered", visibility="public")
        self.go_to("Tickets")
        self.choose(self.store.show("T-1001")["title"])
        self.app.find("button", "Service Record…").click()
        window = self.app.window("T-1001 Service Record")
        window.find("image", "Page 1 of 1")
        self.photograph("record")
        text = self.save(window, "customer.pdf")
        self.assertIn("A part is ordered", text)
        self.assertNotIn("sesame", text)

        window.find("combo box", "Edition").click()
        self.app.find("label", "Internal, for employees only").click()
        window.find("image", "Page 1 of 2")
        self.photograph("record-internal")
        text = self.save(window, "internal.pdf")
        self.assertIn("sesame inside", text)
        self.assertIn("for employees only", text)
        self.app.key("Escape")
        self.leave()


class Labels(Documents):
    """/documents/labels"""

    TABLE = "Equipment"

    def test_labels_for_what_is_selected(self):
        self.store.do("settings.set", key="portal.address", value="https://service.example.com")
        for name in ("Boiler", "Heat pump", "Lift"):
            self.store.do("equipment.create", name=name, serial="SN-" + name[:1])
        self.go_to("Equipment")
        harness.wait(lambda: [row[1] for row in self.rows()] == ["Lift", "Heat pump", "Boiler"], "the machines")
        self.photograph("equipment")
        self.choose("Lift")
        self.app.find("label", "SN-L")
        self.photograph("equipment-one")
        self.app.key("ctrl+p")
        window = self.app.window("Labels")
        window.find("image", "Page 1 of 1")
        self.photograph("labels")
        self.assertIn("EQ-3 · SN-L", self.save(window, "labels.pdf"))
        self.app.key("Escape")
        self.leave()


if __name__ == "__main__":
    harness.main()
