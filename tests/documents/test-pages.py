# SPDX-License-Identifier: GPL-3.0-or-later
"""How pages are made, whatever is on them."""

import hashlib
import subprocess

import document
import tap

NAMES = ("Ada Lovelace", "محمد", "王小明", "प्रिया", "Nuñez", "Nguyễn Thị Ánh", "Ελένη", "אברהם", "😀")


class Tables(document.Case):
    def check(self, paper, count, size):
        pdf = self.make("table", paper, count)
        pages = list(pdf.pages)
        self.assertEqual({(round(width), round(height)) for width, height, _ in pages}, {size})
        self.assert_within_margins(pdf)

        texts = [" ".join(word[0] for word in words) for _, _, words in pages]
        for number, text in enumerate(texts, 1):
            self.assertIn(f"Page {number} of {len(texts)}", text)
            self.assertIn("Description", text, "the head is repeated")
            self.assertEqual("T-1001 · Replace the boiler" in text, number > 1)
        rows = [word[0] for _, _, words in pages for word in words if word[0].startswith("line-")]
        self.assertEqual(rows, [f"line-{i + 1}" for i in range(count)])
        # No total without a row above it.
        self.assertIn(f"line-{count} ", texts[-1])
        for total in ("Subtotal", "Tax", "$1,311.13"):
            self.assertIn(total, texts[-1])
        return pdf

    def test_one_line_on_a4(self):
        self.assertEqual(self.check("a4", 1, (595, 842)).count, 1)

    def test_one_line_on_letter(self):
        self.assertEqual(self.check("letter", 1, (612, 792)).count, 1)

    def test_any_number_about_a_page(self):
        for count in range(26, 39):
            with self.subTest(count=count):
                self.check("a4", count, (595, 842))

    def test_five_hundred_lines(self):
        self.assertGreater(self.check("a4", 500, (595, 842)).count, 10)
        self.assertGreater(self.check("letter", 500, (612, 792)).count, 10)

    def test_figures_end_below_each_other(self):
        pdf = self.make("table", "a4", 20)
        _, _, words = next(pdf.pages)
        ends = {round(x1, 1) for text, _, _, x1, _ in words if text.startswith("$") and x1 > 530}
        self.assertEqual(len(ends), 1)

    def test_structure(self):
        structure = self.make("table", "a4", 40).structure
        self.assertEqual(self.make("table", "a4", 40).info["Tagged"], "yes")
        for name in ("Document", "H1", "Table", "TR", "TH", "TD"):
            self.assertIn(f"{name}\n", structure.replace(" (block)", "").replace(" ", ""))

    def test_same_pages_are_same_bytes(self):
        digests = set()
        for _ in range(2):
            with open(self.make("table", "a4", 50).file, "rb") as file:
                digests.add(hashlib.sha256(file.read()).digest())
        self.assertEqual(len(digests), 1)

    def test_what_the_file_says_of_itself(self):
        info = self.make("table").info
        self.assertEqual(info["Title"], "Replace the boiler")
        self.assertEqual(info["Author"], "Fixture & Sons")
        self.assertEqual(info["Subject"], "Service record")
        self.assertIn("2026", info["CreationDate"])


class Texts(document.Case):
    def test_every_script_can_be_read_and_found(self):
        text = self.make("text", count=600).text
        for name in NAMES:
            self.assertIn(name, text)

    def test_no_letter_is_missing(self):
        """What no font has is drawn as a box of another font, and that of its script is not there."""
        fonts = document.run("pdffonts", self.make("text", count=600).file).decode("utf-8")
        for family in ("NotoSans-", "NotoSansArabic", "NotoSansHebrew", "NotoSansDevanagari"):
            self.assertIn(family, fonts)
        # Which font has Chinese depends on the machine.
        self.assertTrue(any(name in fonts for name in ("DroidSansFallback", "CJK", "CairoFont")), fonts)

    def test_emoji_have_colours(self):
        pdf = self.make("text", count=600)
        data = document.run("pdftoppm", "-r", "100", "-singlefile", pdf.file)
        pixels = data.split(b"\n", 3)[3]
        yellow = sum(1 for i in range(0, len(pixels), 3) if pixels[i] > 220 and pixels[i + 1] > 170 and pixels[i + 2] < 90)
        self.assertGreater(yellow, 100)

    def test_four_thousand_letters_go_on_on_the_next_page(self):
        pdf = self.make("text", count=4000)
        self.assertGreater(pdf.count, 2)
        self.assert_within_margins(pdf)
        for number, (_, _, words) in enumerate(pdf.pages, 1):
            self.assertIn("not for customers", " ".join(word[0] for word in words), f"page {number}")

    def test_no_heading_is_left_alone(self):
        for count in range(2000, 4400, 300):
            with self.subTest(count=count):
                for _, height, words in self.make("text", count=count).pages:
                    for text, _, _, _, bottom in words:
                        if text == "Chapter":
                            self.assertLess(bottom, height - 57 - 24, "two lines at least stand below it")


class Pictures(document.Case):
    def test_the_screen_shows_what_the_file_has(self):
        """The same routine: the picture of the screen and that of the PDF agree."""
        pdf = self.make("table", "a4", 30)
        png = self.path("screen.png")
        subprocess.run((document.MAKE, "table", "a4", "30", png), check=True)
        name = self.path("file")
        document.run("pdftoppm", "-singlefile", "-scale-to-x", "892", "-scale-to-y", "1262", pdf.file, name)
        screen, file = (self.greys(picture) for picture in (png, name + ".ppm"))
        self.assertEqual(len(screen), len(file))
        differing = sum(1 for a, b in zip(screen, file) if abs(a - b) > 40)
        self.assertLess(differing / len(screen), 0.01)

    @staticmethod
    def greys(picture):
        """Small, so that how an edge is smoothed makes no difference."""
        return document.run("convert", picture, "-resize", "223x316!", "-colorspace", "Gray", "-depth", "8", "gray:-")


if __name__ == "__main__":
    tap.main()
