#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed beside the programs is valid, complete and translated."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

SOURCE = os.environ["MESON_SOURCE_ROOT"]
BUILD = os.environ["MESON_BUILD_ROOT"]
sys.path.insert(0, os.path.join(SOURCE, "tests", "runner"))
import tap  # noqa: E402

ID = "io.github.calloutdesk.Callout"
ICONS = os.path.join(SOURCE, "data", "icons")
SVG = "{http://www.w3.org/2000/svg}"


def run(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, **more)


def built(name):
    return os.path.join(BUILD, "data", name)


def icons(*folders):
    for folder in folders:
        where = os.path.join(ICONS, "hicolor", folder)
        for name in sorted(os.listdir(where)):
            yield os.path.join(where, name)


class Case(unittest.TestCase):
    def assertRuns(self, *command, **more):
        result = run(*command, **more)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        return result.stdout + result.stderr


class Desktop(Case):
    def test_desktop_entry_is_valid(self):
        said = self.assertRuns("desktop-file-validate", built(ID + ".desktop"))
        self.assertEqual(said, "")

    def test_metainfo_is_valid(self):
        self.assertRuns("appstreamcli", "validate", "--no-net",
                        built(ID + ".metainfo.xml"))

    def test_metainfo_names_the_desktop_entry_and_the_version(self):
        root = ElementTree.parse(built(ID + ".metainfo.xml")).getroot()
        self.assertEqual(root.findtext("launchable"), ID + ".desktop")
        project = json.loads(run("meson", "introspect", "--projectinfo",
                                 BUILD).stdout)
        self.assertEqual(root.find("releases/release").get("version"),
                         project["version"])

    def test_schema_is_strict(self):
        self.assertRuns("glib-compile-schemas", "--strict", "--dry-run",
                        os.path.join(SOURCE, "data"))

    def test_every_setting_has_a_summary(self):
        path = os.path.join(SOURCE, "data", ID + ".gschema.xml")
        for key in ElementTree.parse(path).getroot().iter("key"):
            self.assertTrue(key.findtext("summary"), key.get("name"))

    def test_service_starts_the_application(self):
        with open(built(ID + ".service"), encoding="utf-8") as file:
            text = file.read()
        self.assertIn(f"Name={ID}\n", text)
        self.assertRegex(text, r"Exec=/.*/callout --gapplication-service\n")


class Icons(Case):
    def test_icons_are_well_formed(self):
        for path in icons("scalable/apps", "scalable/actions",
                          "symbolic/apps"):
            self.assertRuns("xmllint", "--noout", "--nonet", path)

    def test_symbolic_icons_are_of_one_fill_and_size(self):
        """GTK gives the shapes the text's colour; a stroke would keep its own."""
        for path in icons("scalable/actions", "symbolic/apps"):
            with self.subTest(os.path.basename(path)):
                root = ElementTree.parse(path).getroot()
                self.assertEqual((root.get("width"), root.get("height"),
                                  root.get("viewBox")),
                                 ("16", "16", "0 0 16 16"))
                for shape in root.iter():
                    if shape is root:
                        continue
                    self.assertEqual(shape.tag, SVG + "path")
                    self.assertEqual(shape.get("fill"), "#2e3436")
                    self.assertLessEqual(set(shape.attrib),
                                         {"d", "fill", "fill-rule"})

    def test_every_icon_is_drawn(self):
        for path in icons("scalable/apps", "scalable/actions",
                          "symbolic/apps"):
            with self.subTest(os.path.basename(path)), \
                    tempfile.NamedTemporaryFile(suffix=".png") as picture:
                self.assertRuns("rsvg-convert", "-w", "64", "-h", "64",
                                "-o", picture.name, path)
                ink = run("convert", picture.name, "-alpha", "extract",
                          "-format", "%[fx:mean]", "info:").stdout
                self.assertGreater(float(ink), 0.05)

    def test_resource_holds_every_icon(self):
        path = os.path.join(ICONS, "icons.gresource.xml")
        files = {file.text: file.get("alias")
                 for file in ElementTree.parse(path).getroot().iter("file")}
        want = {os.path.relpath(icon, ICONS)
                for icon in icons("scalable/apps", "scalable/actions",
                                  "symbolic/apps")}
        self.assertEqual(set(files), want)
        for name, alias in files.items():
            self.assertEqual("hicolor/" + alias, name)

    def test_every_icon_the_sources_name_exists(self):
        """A missing icon leaves a hole that no compiler sees."""
        have = {os.path.basename(icon)[:-4]
                for icon in icons("scalable/actions", "symbolic/apps")}
        theme = "/usr/share/icons/Adwaita"
        for _, _, names in os.walk(theme):
            have |= {name.rsplit(".", 1)[0] for name in names}
        # These are in libadwaita's and GTK's own resources.
        for library in ("libgtk-4.so.1", "libadwaita-1.so.0"):
            found = run("sh", "-c", f"ldconfig -p | grep -m1 -o '/.*{library}'")
            listing = run("gresource", "list", found.stdout.strip()).stdout
            have |= {os.path.basename(line).rsplit(".", 1)[0]
                     for line in listing.split()}
        named = re.compile(r'["\'>]([a-z0-9-]+-symbolic)["\'<]')
        missing = []
        for root, _, names in os.walk(os.path.join(SOURCE, "src")):
            for name in names:
                if not name.endswith((".c", ".h", ".ui")):
                    continue
                path = os.path.join(root, name)
                with open(path, encoding="utf-8") as file:
                    missing += [f"{os.path.relpath(path, SOURCE)}: {icon}"
                                for icon in named.findall(file.read())
                                if icon not in have]
        self.assertEqual(missing, [])


class Translations(Case):
    def test_potfiles_names_every_file_with_text(self):
        self.assertRuns(sys.executable, os.path.join(SOURCE, "po", "update.py"),
                        "--check")

    def test_german_is_complete(self):
        """Against the texts of today, not those of the last merge."""
        sys.path.insert(0, os.path.join(SOURCE, "po"))
        import update
        with tempfile.TemporaryDirectory() as folder:
            template = os.path.join(folder, "callout.pot")
            merged = os.path.join(folder, "de.po")
            update.make_template(template)
            self.assertRuns("msgmerge", "--quiet", "--no-fuzzy-matching",
                            "--output-file=" + merged,
                            os.path.join(SOURCE, "po", "de.po"), template)
            said = self.assertRuns("msgfmt", "--check", "--statistics",
                                   "--output-file=" + os.devnull, merged,
                                   env={**os.environ, "LC_ALL": "C"})
            lacking = run("msgattrib", "--untranslated", "--no-wrap",
                          merged).stdout
            fuzzy = run("msgattrib", "--only-fuzzy", "--no-wrap",
                        merged).stdout
            self.assertNotRegex(said, r"untranslated|fuzzy", lacking + fuzzy)

    def test_german_reaches_the_desktop(self):
        """Merged anew: ninja does not follow a change of po/ this far."""
        with tempfile.NamedTemporaryFile("r", encoding="utf-8") as merged:
            self.assertRuns(
                "msgfmt", "--desktop", "-d", os.path.join(SOURCE, "po"),
                "--template", os.path.join(SOURCE, "data", ID + ".desktop.in"),
                "-o", merged.name)
            said = open(merged.name, encoding="utf-8").read()
        for key in ("GenericName", "Comment", "Keywords"):
            self.assertRegex(said, rf"(?m)^{key}\[de\]=\w")


class Flatpak(Case):
    """The runtime brings some libraries; the manifest builds the rest."""

    # pkg-config names in org.gnome.Platform and its Sdk
    RUNTIME = {"gio-unix-2.0", "gio-2.0", "glib-2.0", "gobject-2.0", "gtk4",
               "libadwaita-1", "sqlite3", "json-glib-1.0", "libsoup-3.0",
               "cairo", "harfbuzz", "pangocairo", "gdk-pixbuf-2.0", "libcurl",
               "libxcrypt", "libcrypt", "gstreamer-1.0", "gstreamer-app-1.0",
               "gstreamer-video-1.0"}
    MODULES = {"shumate-1.0": "libshumate", "libical": "libical",
               "libical-glib": "libical", "libpq": "postgresql"}

    def setUp(self):
        path = os.path.join(SOURCE, "flatpak", ID + ".json")
        with open(path, encoding="utf-8") as file:
            self.manifest = json.load(file)

    def test_manifest_is_of_this_application(self):
        self.assertEqual(self.manifest["id"], ID)
        self.assertEqual(self.manifest["command"], "callout")
        self.assertEqual(self.manifest["runtime"], "org.gnome.Platform")

    def test_every_source_is_pinned(self):
        for module in self.manifest["modules"]:
            for source in module["sources"]:
                if source["type"] == "git":
                    self.assertIn("tag", source, module["name"])
                elif source["type"] == "archive":
                    self.assertRegex(source["sha256"], r"^[0-9a-f]{64}$")

    def test_no_access_to_the_persons_files(self):
        for argument in self.manifest["finish-args"]:
            self.assertNotIn("filesystem", argument)

    def test_every_dependency_comes_from_somewhere(self):
        modules = {module["name"] for module in self.manifest["modules"]}
        for root, folders, names in os.walk(os.path.join(SOURCE)):
            folders[:] = [f for f in folders
                          if f not in ("build", ".git", "tests")
                          and not f.startswith("_build")]
            if "meson.build" not in names:
                continue
            with open(os.path.join(root, "meson.build"),
                      encoding="utf-8") as file:
                text = file.read()
            for name in re.findall(r"dependency\(\s*'([^']+)'", text):
                if name not in self.RUNTIME:
                    self.assertIn(self.MODULES.get(name, name), modules)


class Scripts(Case):
    def test_run_explains_itself(self):
        said = self.assertRuns(os.path.join(SOURCE, "run"), "help")
        for word in ("tests", "ctl", "bench", "tour", "browser", "soak"):
            self.assertRegex(said, rf"(?m)^  {word}\b")

    def test_run_refuses_what_it_does_not_know(self):
        self.assertEqual(run(os.path.join(SOURCE, "run"), "nonsense").returncode,
                         2)

    def test_scripts_are_sound_bash(self):
        for name in ("run", ".ci/run"):
            self.assertRuns("bash", "-n", os.path.join(SOURCE, name))
            self.assertTrue(os.access(os.path.join(SOURCE, name), os.X_OK))
        self.assertIsNotNone(shutil.which("bash"))


if __name__ == "__main__":
    tap.main()
