# SPDX-License-Identifier: GPL-3.0-or-later
"""Labels for machines, by the command line: the codes are read back."""

import ctl
import document
import tap

BASE = "https://service.example.com/call"
MM = 72 / 25.4

NAMES = ("Heat pump", "王小明的锅炉", "بويلر كبير", "प्रिया पंप", "Lift 😀", "Lift, north wing of the old customs house, " * 4)


class Labels(ctl.Case):
    def setUp(self):
        super().setUp()
        self.init()
        self.do("anna", "customer.create", "name=Hotel")

    def machines(self, count):
        made = [self.do("anna", "equipment.create", f"name={NAMES[i % len(NAMES)]}", f"serial=SN-{i}", "customer=C-1")
                for i in range(count)]
        self.do("anna", "settings.set", "key=portal.address", f"value={BASE}")
        return made

    def labels(self, *arguments):
        file = self.path("labels.pdf")
        self.ok("--as", "anna", "labels", "-o", file, *arguments)
        return document.Pdf(file)

    def test_codes_lead_to_the_entry_page(self):
        made = self.machines(30)
        wanted = sorted(f"{BASE}/e/{row['code']}" for row in made)
        for sheet, size in (("a4-3x8", 24), ("letter-3x10", 30), ("a4-3x7", 21), ("a4-2x7", 14), ("letter-2x5", 10),
                            ("a4:4x10:5,5,5,5:2,1", 40)):
            with self.subTest(sheet=sheet):
                pdf = self.labels("--filter", "customer=C-1", "--sheet", sheet)
                self.assertEqual(pdf.count, -(-30 // size))
                read = [code for page in range(1, pdf.count + 1)
                        for code in pdf.codes(self.folder, page, count=min(size, 30 - (page - 1) * size))]
                self.assertEqual(sorted(read), wanted)
                self.assertEqual(sorted(pdf.links), wanted)

    def test_code_alone_on_a_picture_of_a_screen(self):
        """Coarse, as a telephone sees it from afar."""
        made = self.machines(1)
        self.assertEqual(self.labels("EQ-1").codes(self.folder, resolutions=(110,)), [f"{BASE}/e/{made[0]['code']}"])

    def test_what_is_on_a_label(self):
        made = self.machines(6)
        pdf = self.labels(*[row["ref"] for row in made])
        text = pdf.text
        for words in ("Heat pump", "王小明的锅炉", "Lift 😀", "EQ-1 · SN-0", made[2]["code"][:8]):
            self.assertIn(words, text)
        fonts = document.run("pdffonts", pdf.file).decode("utf-8")
        for family in ("NotoSansArabic", "NotoSansDevanagari"):
            self.assertIn(family, fonts)

    def test_labels_lie_where_the_sheet_has_them(self):
        self.machines(24)
        pages = list(self.labels("--filter", "customer=C-1").pages)
        width, height, words = pages[0]
        self.assertEqual((round(width), round(height)), (595, 842))
        for text, x0, y0, x1, y1 in words:
            column, row = int(x0 // (70 * MM)), int((y0 - 0.5 * MM) // (37 * MM))
            self.assertLess(x1, (column + 1) * 70 * MM, f"“{text}” reaches into the next label")
            self.assertLess(y1, 0.5 * MM + (row + 1) * 37 * MM, f"“{text}” reaches into the label below")

    def test_begin_at(self):
        self.machines(3)
        def place(start):
            _, _, words = next(self.labels("EQ-1", "--start", str(start)).pages)
            _, x0, y0, _, _ = next(word for word in words if word[0] == "Heat")
            return int(x0 // (70 * MM)), int(y0 // (37 * MM))
        self.assertEqual([place(n) for n in (1, 2, 3, 4, 24)], [(0, 0), (1, 0), (2, 0), (0, 1), (2, 7)])
        self.assertEqual(self.labels("EQ-1", "EQ-2", "--start", "24").count, 2)
        for wrong in ("0", "25", "-3"):
            self.refused("INVALID", "--as", "anna", "labels", "EQ-1", "--start", wrong, "-o", self.path("x.pdf"))

    def test_refusals(self):
        self.do("anna", "equipment.create", "name=Pump", "customer=C-1")
        out = ("-o", self.path("x.pdf"))
        self.assertIn("portal.address", self.refused("WRONG_STATE", "--as", "anna", "labels", "EQ-1", *out).sentence)
        for wrong in ("service.example.com", "ftp://a.example", "https://", "https://a.example/?x=1"):
            self.refused("INVALID", "--as", "anna", "do", "settings.set", "key=portal.address", f"value={wrong}")
        self.do("anna", "settings.set", "key=portal.address", f"value={BASE}")
        for wrong in ("a5-1x1", "a4:20x40:5,5,5,5", "a4:3x8", "a4:0x3:1,1,1,1", "a4:3x8:x,1,1,1", "a4:8x20:5,5,5,5",
                      "a4:1x1:100,100,100,100:1", "letter:1x30:0,0,0,0"):
            self.refused("INVALID", "--as", "anna", "labels", "EQ-1", "--sheet", wrong, *out)
        self.refused("NOT_FOUND", "--as", "anna", "labels", "EQ-7", *out)
        self.refused("INVALID", "--as", "anna", "labels", "C-1", *out)
        self.refused("NOT_FOUND", "--as", "anna", "labels", "--filter", "name=Nothing", *out)
        self.refused("USAGE", "--as", "anna", "labels", *out)
        self.refused("USAGE", "--as", "anna", "labels", "EQ-1", "--filter", "customer=C-1", *out)

    def test_only_what_one_sees(self):
        self.machines(2)
        self.do("anna", "person.create", "login=lea", "name=Lea", "roles=code-user")
        self.refused("NOT_FOUND", "--as", "lea", "labels", "EQ-1", "-o", self.path("x.pdf"))


if __name__ == "__main__":
    tap.main()
