#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps po/ in step with the sources.

    po/update.py             rewrites POTFILES.in, merges new texts into *.po
    po/update.py --check     only says whether POTFILES.in is complete
"""

import os
import re
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PO = os.path.join(TOP, "po")

MARKED = {
    ".c": re.compile(r"""(?<![\w])(?:N?C?_|g_dgettext|g_dngettext|ngettext|
                     g_dpgettext2?|gettext|dgettext|dngettext)\s*\(\s*
                     (?:"|GETTEXT_PACKAGE|NULL|[a-z])""", re.VERBOSE),
    ".ui": re.compile(r'translatable="(?:yes|true|1)"'),
    ".desktop.in": re.compile(r"^(?:Name|Comment)=", re.MULTILINE),
    ".metainfo.xml.in": re.compile(r"<summary>"),
    ".gschema.xml": re.compile(r"<summary>"),
}
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "g_dcgettext:2",
            "g_dngettext:2,3", "g_dpgettext2:2c,3", "ngettext:1,2"]
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)


def has_text(path):
    """Whether the file holds text that is marked for translation."""
    for ending, pattern in MARKED.items():
        if path.endswith(ending):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            if ending == ".c":
                text = COMMENT.sub("", text)
                text = re.sub(r"^#\s*define.*$", "", text, flags=re.MULTILINE)
            return bool(pattern.search(text))
    return False


def potfiles():
    """All files with translatable text, relative to the top, sorted."""
    found = []
    for folder in ("data", "src"):
        for root, _, names in os.walk(os.path.join(TOP, folder)):
            for name in names:
                path = os.path.join(root, name)
                if has_text(path):
                    found.append(os.path.relpath(path, TOP))
    return sorted(found)


def listed():
    with open(os.path.join(PO, "POTFILES.in"), encoding="utf-8") as file:
        return [line.strip() for line in file
                if line.strip() and not line.startswith("#")]


def check():
    have, want = listed(), potfiles()
    for path in sorted(set(want) - set(have)):
        print(f"POTFILES.in lacks {path}")
    for path in sorted(set(have) - set(want)):
        print(f"POTFILES.in names {path}, which has no text to translate")
    return 0 if have == want else 1


def make_template(path):
    """Writes the template of all texts to @path."""
    subprocess.run(
        ["xgettext", "--from-code=UTF-8", "--package-name=callout",
         "--add-comments=Translators", "--files-from=po/POTFILES.in",
         "--directory=" + TOP, "--output=" + path,
         # what meson's preset for GLib programs says
         "--flag=C_:2:pass-c-format", "--flag=N_:1:pass-c-format",
         "--flag=NC_:2:pass-c-format", "--flag=g_dngettext:2:pass-c-format",
         "--flag=g_strdup_printf:1:c-format", "--flag=g_set_error:4:c-format",
         "--flag=g_string_printf:2:c-format",
         "--flag=g_string_append_printf:2:c-format"]
        + ["--keyword=" + word for word in KEYWORDS],
        check=True, cwd=TOP)


def languages():
    with open(os.path.join(PO, "LINGUAS"), encoding="utf-8") as file:
        return [word for line in file if not line.startswith("#")
                for word in line.split()]


def update():
    with open(os.path.join(PO, "POTFILES.in"), "w", encoding="utf-8") as file:
        file.write("# Written by po/update.py\n")
        file.writelines(path + "\n" for path in potfiles())
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, "callout.pot")
        make_template(template)
        for language in languages():
            catalogue = os.path.join(PO, language + ".po")
            subprocess.run(["msgmerge", "--quiet", "--update", "--backup=none",
                            "--no-wrap", "--previous", "--add-location=file", catalogue, template],
                           check=True)
            print(f"{language}: ", end="", flush=True)
            subprocess.run(["msgfmt", "--check", "--statistics",
                            "--output-file=" + os.devnull, catalogue],
                           check=True)
    return 0


if __name__ == "__main__":
    sys.exit(check() if sys.argv[1:] == ["--check"] else update())
