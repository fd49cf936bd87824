# SPDX-License-Identifier: GPL-3.0-or-later
"""The digital service record (contract 2.45), by the command line: every step of
a case as pages, for the customer and for employees."""

import json
import os
import struct
import zlib

import ctl
import document
import tap

PLAN = {"steps": [{"title": "What", "questions": [
    {"key": "title", "kind": "short", "label": "What is wrong?", "required": True},
    {"key": "description", "kind": "long", "label": "Tell more"},
    {"key": "kind", "kind": "single", "label": "Which machine?", "options": [
        {"key": "boiler", "label": "The boiler"}, {"key": "pump", "label": "The pump"}]},
    {"key": "when", "kind": "datetime", "label": "Since when?"},
    {"key": "place", "kind": "location", "label": "Where?"},
    {"key": "pictures", "kind": "photo", "label": "Pictures", "max": 5},
    {"key": "parts", "kind": "form", "label": "Parts", "max": 3, "questions": [
        {"key": "number", "kind": "short", "label": "Part number"}]}]}]}

SECRETS = ("sesame inside", "sesame note", "Nina North", "Internal", "Assignees", "by itself")


def png(width, height, colour):
    """A picture in one colour."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    row = b"\0" + bytes(colour) * width
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b""))


class Record(ctl.Case):
    def setUp(self):
        super().setUp()
        self.found_firm()
        self.do("anna", "settings.set", "key=site.time-zone", "value=America/New_York")
        self.do("anna", "settings.set", "key=house.name", "value=Fixture & Söhne")
        self.do("anna", "customer.create", "name=Hotel محمد 王小明")
        self.do("anna", "person.create", "login=kim", "name=Kim Customer", "roles=code-user", "customer=C-1")
        self.do("anna", "person.create", "login=lea", "name=Lea Customer", "roles=code-user")
        self.do("anna", "flow.create", "key=lift", "name=Lift", "visit=true", "ratings=true", "offer_group=north",
                "plan=@" + self.write("plan.json", json.dumps(PLAN)))
        self.do("anna", "flow.publish", "lift")
        self.ticket = self.do("kim", "ticket.create", "flow=lift")["ref"]
        for question, value in (("title", "No hot water 😀"), ("description", "It drips. " * 60), ("kind", "boiler"),
                                ("when", "2026-03-09T22:30:00-04:00"), ("place", "42.36,-71.06; 2 Beacon St"),
                                ("parts", "2"), ("parts[1].number", "AX-7"), ("parts[2].number", "AX-9")):
            self.do("kim", "ticket.answer", self.ticket, f"question={question}", f"value={value}")
        self.do("kim", "ticket.answer", self.ticket, "question=pictures",
                "file=@" + self.write("boiler.png", png(64, 48, (200, 40, 40))))

    def live(self):
        """From the submission to the rating."""
        self.do("kim", "ticket.submit", self.ticket)
        self.do("ned", "offer.accept", self.ticket)
        self.do("dora", "ticket.set-note", self.ticket, "note=sesame note")
        order = self.get("--as", "dora", "show", self.ticket)["work_orders"][0]
        self.do("dora", "work-order.assign", order, "lead=nina", "collaborator=ned")
        self.do("dora", "work-order.schedule", order, "planned_start=2026-03-10T10:00:00-04:00",
                "planned_end=2026-03-10T12:00:00-04:00")
        self.do("dora", "work-order.publish", order)
        self.do("nina", "work-order.accept", order)
        self.do("nina", "work-order.step", order, "step=travel")
        self.do("nina", "work-order.step", order, "step=work")
        self.do("ned", "update.post", self.ticket, "text=The valve is replaced", "visibility=public",
                "file=@" + self.write("valve.png", png(40, 80, (40, 160, 60))))
        self.do("ned", "update.post", self.ticket, "text=sesame inside", "visibility=internal",
                "file=@" + self.write("secret.png", png(40, 40, (10, 10, 10))))
        self.do("nina", "work-order.step", order, "step=checkout")
        self.do("nina", "work-order.step", order, "step=close")
        self.do("ned", "ticket.done", self.ticket, "outcome=completed")
        self.do("kim", "ticket.rate", self.ticket, "stars=4", "comment=Quick and friendly")

    def pdf(self, who, *arguments):
        file = self.path(f"{who}.pdf")
        self.ok("--as", who, "pdf", self.ticket, "-o", file, *arguments)
        return document.Pdf(file)

    def test_2_45_every_step_of_the_case(self):
        self.live()
        pdf = self.pdf("kim")
        text = pdf.text
        for words in ("Fixture & Söhne", "No hot water 😀", "Which machine?", "The boiler", "9 Mar 2026, 22:30", "2 Beacon St",
                      "Part number (2)", "AX-9", "boiler.png", "The valve is replaced", "valve.png", "Ticket opened",
                      "10 Mar 2026, 10:00 – 12:00", "Quick and friendly", "★★★★☆", "Travel", "Finished", "America/New_York", "Page 1 of"):
            self.assertIn(words, text)
        self.assertIn("محمد", text)
        self.assertIn("王小明", text)
        images = document.run("pdfimages", "-list", pdf.file).decode("utf-8").splitlines()[2:]
        self.assertEqual(sum(1 for line in images if " image " in line and " 64 " in line and " 48 " in line), 1)

    def test_2_46_customers_record_has_nothing_internal(self):
        self.live()
        for who in ("kim", "ned", "anna"):
            pdf = self.pdf(who)
            for secret in SECRETS:
                self.assertNotIn(secret, pdf.text, who)
            with open(pdf.file, "rb") as file:
                self.assertNotIn(b"secret.png", file.read())
        self.refused("NOT_ALLOWED", "--as", "kim", "pdf", self.ticket, "--internal", "-o", self.path("x.pdf"))
        self.refused("NOT_FOUND", "--as", "lea", "pdf", self.ticket, "-o", self.path("x.pdf"))
        self.assertFalse(os.path.exists(self.path("x.pdf")))

    def test_internal_edition_says_so_on_every_page(self):
        self.live()
        for i in range(30):
            self.do("ned", "update.post", self.ticket, f"text=More {i} of it. " + "And so on. " * 30, "visibility=internal")
        pdf = self.pdf("ned", "--internal")
        self.assertGreater(pdf.count, 3)
        for number in range(1, pdf.count + 1):
            self.assertIn("for employees only, not for customers", pdf.page_text(number), f"page {number}")
        text = pdf.text
        for words in ("sesame inside", "sesame note", "Nina North", "Accepted the offer", "WO-1", "secret.png",
                      "by itself"):
            self.assertIn(words, text)
        self.assertEqual(pdf.info["Tagged"], "yes")

    def test_what_has_no_record(self):
        self.refused("WRONG_STATE", "--as", "kim", "pdf", self.ticket, "-o", self.path("x.pdf"))
        self.refused("NOT_FOUND", "--as", "anna", "pdf", "T-9", "-o", self.path("x.pdf"))
        self.refused("NOT_FOUND", "--as", "anna", "pdf", "SO-1", "-o", self.path("x.pdf"))
        self.refused("INVALID", "--as", "anna", "pdf", "C-1", "-o", self.path("x.pdf"))
        self.refused("USAGE", "--as", "anna", "pdf", self.ticket, "--paper", "a5", "-o", self.path("x.pdf"))
        self.do("kim", "ticket.submit", self.ticket)
        self.do("anna", "ticket.set-visibility", self.ticket, "visibility=internal")
        self.refused("WRONG_STATE", "--as", "anna", "pdf", self.ticket, "-o", self.path("x.pdf"))
        self.assertIn("employees only", self.pdf("anna", "--internal").text)

    def test_paper_and_where_it_goes(self):
        self.do("kim", "ticket.submit", self.ticket)
        self.assertIn("A4", self.pdf("anna").info["Page size"])
        self.do("anna", "settings.set", "key=house.paper", "value=letter")
        self.assertIn("letter", self.pdf("anna").info["Page size"])
        self.assertIn("A4", self.pdf("anna", "--paper", "a4").info["Page size"])
        self.refused("FAILED", "--as", "anna", "pdf", self.ticket, "-o", self.path("no", "such", "folder.pdf"))
        written = self.get("--as", "anna", "pdf", self.ticket, "-o", self.path("a.pdf"))
        self.assertEqual(written, {"file": self.path("a.pdf"), "pages": document.Pdf(self.path("a.pdf")).count})

    def test_german(self):
        self.live()
        german = self.german()
        file = self.path("de.pdf")
        self.ok("--as", "kim", "pdf", self.ticket, "-o", file, **german)
        text = document.Pdf(file).text
        for words in ("Servicebericht", "Seite 1 von", "Was gemeldet wurde", "Bewertung"):
            self.assertIn(words, text)

    def test_many_updates_keep_their_order(self):
        self.do("kim", "ticket.submit", self.ticket)
        self.do("ned", "offer.accept", self.ticket)
        for i in range(40):
            self.do("ned", "update.post", self.ticket, f"text=Entry-{i} {'x' * 60}\nand more\nand more", "visibility=public")
        pdf = self.pdf("kim")
        found = [word[0] for _, _, words in pdf.pages for word in words if word[0].startswith("Entry-")]
        self.assertEqual(found, [f"Entry-{i}" for i in range(40)])

    def test_four_thousand_letters(self):
        long = "Grüße 王小明 " * 400
        self.do("kim", "ticket.answer", self.ticket, "question=description", f"value={long[:3990]}")
        self.do("kim", "ticket.submit", self.ticket)
        pdf = self.pdf("kim")
        # It is the description, and an answer too.
        self.assertGreaterEqual(pdf.text.count("Grüße"), 398)


if __name__ == "__main__":
    tap.main()
