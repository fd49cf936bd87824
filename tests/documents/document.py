# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of documents stand on: a PDF looked at by text, by where its words
stand, and by picture, with the tools of poppler and zbar."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from xml.etree import ElementTree

MAKE = os.environ.get("MAKE_DOCUMENT")


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout


class Pdf:
    """A PDF and all that is asked of it."""

    def __init__(self, file):
        self.file = file

    @property
    def text(self):
        return run("pdftotext", "-layout", self.file, "-").decode("utf-8")

    def page_text(self, page):
        return run("pdftotext", "-layout", "-f", str(page), "-l", str(page), self.file, "-").decode("utf-8")

    @property
    def info(self):
        lines = run("pdfinfo", self.file).decode("utf-8").splitlines()
        return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}

    @property
    def count(self):
        return int(self.info["Pages"])

    @property
    def structure(self):
        return run("pdfinfo", "-struct", self.file).decode("utf-8")

    @property
    def links(self):
        return re.findall(r"https?://\S+", run("pdfinfo", "-url", self.file).decode("utf-8"))

    @property
    def pages(self):
        """Of each page its width, height, and words as (text, left, top, right, bottom)."""
        # Of a title beyond the first plane pdftotext writes halves of letters.
        text = run("pdftotext", "-bbox", self.file, "-").decode("utf-8", "replace")
        root = ElementTree.fromstring(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text))
        for page in root.iter("{http://www.w3.org/1999/xhtml}page"):
            yield (float(page.get("width")), float(page.get("height")),
                   [(word.text or "", *(float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")))
                    for word in page])

    def picture(self, page=1, dpi=100):
        """The page as greys: width, height, bytes."""
        data = run("pdftoppm", "-gray", "-r", str(dpi), "-f", str(page), "-l", str(page), self.file)
        _, size, _, pixels = data.split(b"\n", 3)
        width, height = map(int, size.split())
        return width, height, pixels

    def codes(self, folder, page=1, resolutions=(300, 200, 240, 400), count=1):
        """What its QR codes say, in any order. Of a whole sheet of them the reader
        passes some over that it reads at another resolution."""
        found = set()
        name = os.path.join(folder, "codes")
        for dpi in resolutions:
            run("pdftoppm", "-png", "-singlefile", "-r", str(dpi), "-f", str(page), "-l", str(page), self.file, name)
            out = subprocess.run(("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", name + ".png"),
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
            found |= set(out.decode("utf-8").splitlines())
            if len(found) >= count:
                break
        return sorted(found)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="callout-documents-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def make(self, what, paper="a4", count=1):
        file = self.path(f"{what}-{paper}-{count}.pdf")
        process = subprocess.run((MAKE, what, paper, str(count), file), stderr=subprocess.PIPE, check=False)
        self.assertEqual((process.returncode, process.stderr.decode("utf-8")), (0, ""))
        return Pdf(file)

    def assert_within_margins(self, pdf, left=51, right=47, top=14):
        for number, (width, height, words) in enumerate(pdf.pages, 1):
            for text, x0, y0, x1, y1 in words:
                self.assertGreaterEqual(x0, left, f"“{text}” on page {number} begins in the margin")
                self.assertLessEqual(x1, width - right, f"“{text}” on page {number} ends in the margin")
                self.assertGreaterEqual(y0, top)
                self.assertLessEqual(y1, height - 20)
