# SPDX-License-Identifier: GPL-3.0-or-later
"""The document of a service order, in ten cases: from one line to five hundred,
names in any script, sums that are large, what changed, and who signed."""

import re
import subprocess

import document
import tap

ONE, ARABIC, CHINESE, HINDI, EMOJI, LONG, CHANGED, CHANGED_LONG, LARGE, MANY = range(10)
NOTHING, NEGATIVE, TOO_MUCH = range(10, 13)
NAMES = {ARABIC: "صمام", CHINESE: "黄铜阀门", HINDI: "पीतल", EMOJI: "😀", LARGE: "goes on and on"}


def plain(text):
    """With one sort of blank."""
    return re.sub("[\u00a0\u202f]", " ", text)


class Orders(document.Case):
    def order(self, number, paper="a4"):
        return self.make("order", paper, number)

    def test_ten_cases_on_both_papers(self):
        for paper in ("a4", "letter"):
            for number in range(10):
                with self.subTest(paper=paper, number=number):
                    pdf = self.order(number, paper)
                    self.assert_within_margins(pdf)
                    texts = [pdf.page_text(page) for page in range(1, pdf.count + 1)]
                    for page, text in enumerate(texts, 1):
                        self.assertIn(f"Page {page} of {len(texts)}", text)
                        self.assertIn("SO-1001, version", text)
                        self.assertIn("4f0c1d2e3a5b", text)
                    self.assertEqual(pdf.info["Tagged"], "yes")
                    self.assertEqual(set(pdf.links), {"https://service.example.com/o/1001"})
                    self.assertIn(NAMES.get(number, "Valve"), pdf.text)

    def test_totals_stand_with_a_line(self):
        for number in (ONE, CHANGED, CHANGED_LONG, MANY):
            pdf = self.order(number)
            page = next(text for text in (pdf.page_text(n) for n in range(1, pdf.count + 1)) if "Subtotal" in text)
            self.assertRegex(page, r"line-\d+")
            self.assertLess(page.index("line-"), page.index("Subtotal"))
            self.assertIn("Total", page)

    def test_sums(self):
        text = plain(self.order(ONE).text)
        for words in ("17.95 USD", "6.25 %", "1.12 USD", "19.07 USD"):
            self.assertIn(words, text)
        # The tax of each line is rounded by itself: 3 × 2.81, not 8.42.
        text = plain(self.order(ARABIC).text)
        for words in ("2.5 pcs", "44.88 USD", "134.64 USD", "8.43 USD", "143.07 USD"):
            self.assertIn(words, text)
        # A yen has no parts, a dinar a thousand.
        self.assertIn("250 000 JPY", plain(self.order(CHINESE).text))
        text = plain(self.order(LARGE).text)
        self.assertIn("1 000 000 000 pcs", text)
        self.assertIn("1 795 000 000.000 KWD", text)

    def test_every_line_once(self):
        pdf = self.order(MANY)
        lines = [word[0] for _, _, words in pdf.pages for word in words if re.fullmatch(r"line-\d+", word[0])]
        self.assertEqual(sorted(lines, key=lambda line: int(line[5:])), [f"line-{i + 1}" for i in range(500)])
        for page in range(2, pdf.count):
            self.assertIn("Unit price", pdf.page_text(page))

    def test_changes_against_the_version_before(self):
        text = plain(self.order(CHANGED).text)
        part = text[text.index("Changes Against Version 1"):text.index("Approval")]
        self.assertIn("after 998877665544", text)
        self.assertRegex(part, r"line-1 Valve\s+1 h × 17.86 USD, 6.25 %\s+1 h × 17.95 USD")
        self.assertRegex(part, r"line-2 Valve\s+2 pcs × 17.95 USD, 6.25 %\s+1 pcs × 17.95 USD")
        self.assertRegex(part, r"line-3 Valve\s+1 h × 17.95 USD, 6.25 %\s+added")
        self.assertRegex(part, r"line-gone Old valve\s+1 pcs × 5.00 USD, 6.25 %\s+removed")
        self.assertNotIn("line-4", part)
        self.assertNotIn("Changes", self.order(ONE).text)

    def test_description_of_four_thousand_letters(self):
        pdf = self.order(LONG)
        self.assertGreater(pdf.text.count("Valve is replaced") + pdf.text.count("Valve is\n"), 200)

    def test_who_signed_and_when(self):
        text = self.order(HINDI).text
        self.assertIn("Approved by", text)
        self.assertIn("23 Nov 2026, 04:00 (America/New_York)", text)
        self.assertNotIn("Approved by", self.order(ONE).text)

    def test_signature_is_drawn(self):
        """Above the line with the name there is ink."""
        pdf = self.order(HINDI)
        for number, (_, _, words) in enumerate(pdf.pages, 1):
            for text, left, _, _, bottom in words:
                if text != "Approved":
                    continue
                if not any(other[0] == "by" and abs(other[4] - bottom) < 1 for other in words):
                    continue
                width, height, pixels = pdf.picture(number, 72)
                rows = pixels[width * int(bottom + 2):width * min(int(bottom + 40), height)]
                self.assertGreater(sum(1 for grey in rows if grey < 128), 60)
                return
        self.fail("nobody approved it")

    def test_code_leads_to_the_order(self):
        self.assertEqual(self.order(ONE).codes(self.folder), ["https://service.example.com/o/1001"])

    def test_what_cannot_be_counted_is_refused_by_name(self):
        for number, words in ((NOTHING, "quantity"), (NEGATIVE, "quantity"), (TOO_MUCH, "more money")):
            process = subprocess.run((document.MAKE, "order", "a4", str(number), self.path("x.pdf")), stderr=subprocess.PIPE,
                                     check=False)
            self.assertEqual(process.returncode, 1)
            self.assertIn("line-1 Valve", process.stderr.decode("utf-8"))
            self.assertIn(words, process.stderr.decode("utf-8"))


if __name__ == "__main__":
    tap.main()
