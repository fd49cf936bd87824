#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of a ticket's record: sent, looked at, opened and saved."""

import os
import re
import stat

import desk
import harness
import pictures

FILES = os.path.join(harness.BUILD, "tests", "window", "files-fixture")


class FilesTest(desk.DeskTest):
    TABLE = "Tickets"

    def setUp(self):
        super().setUp()
        self.folder = os.path.join(self.store.folder, "outside")
        os.mkdir(self.folder)

    def file(self, name, data):
        return pictures.write(self.folder, name, data)

    def go_to_updates(self, title="Lamp is dark"):
        self.app.find("label", "Tickets").click()
        self.app.find("tree table", "Tickets")
        self.choose(title)
        self.app.find("page tab", "Updates").click()
        self.app.find("button", "Add Files", sensitive=True)

    def type_path(self, window, path):
        """In GTK's own chooser, as one who knows the path."""
        self.app.window(window)
        self.app.type("/")  # opens the line to type a path in
        self.app.key("ctrl+a")
        self.app.type(path)
        self.app.key("Return")
        harness.wait(lambda: all(node.name != window for node in
                                 self.app.children if node.showing),
                     "the chooser to close")

    def add(self, path):
        self.press("Add Files")
        self.type_path("Add Files", path)

    def post(self):
        self.press("Post for the Customer")

    def files(self):
        return self.store.ctl("list", "files")


class Sending(FilesTest):
    """/tickets/2.44-attachments"""

    def test_several_are_sent_and_one_taken_out_before(self):
        self.go_to_updates()
        self.add(self.file("lamp.png", pictures.png()))
        self.app.find("label", "lamp.png")
        self.add(self.file("wrong.txt", "not this"))
        self.app.find("button", "Remove wrong.txt").click()
        self.app.gone("label", "wrong.txt")
        self.add(self.file("notes.txt", "replace the fuse"))
        self.app.find("label", "notes.txt")
        self.app.find("text", "New update").click()
        self.app.type("Seen and measured")
        self.post()
        self.app.find("button", "Save lamp.png…")
        self.app.find("button", "Save notes.txt…")
        self.app.gone("button", "Remove lamp.png")
        self.assertEqual(sorted(file["name"] for file in self.files()),
                         ["lamp.png", "notes.txt"])
        self.leave()

    def test_a_file_alone_says_enough(self):
        self.go_to_updates()
        self.app.find("button", "Post for the Customer", sensitive=False)
        self.add(self.file("lamp.png", pictures.png()))
        self.app.find("button", "Post for the Customer", sensitive=True)
        self.post()
        self.app.find("button", "Save lamp.png…")
        self.leave()

    def refused(self, path, sentence):
        self.add(path)
        self.app.find("label", sentence)

    def test_what_is_not_taken_is_said_in_one_sentence_and_nothing_is_lost(self):
        self.store.do("settings.set", key="tickets.file-max-mib", value="1")
        self.go_to_updates()
        self.app.find("text", "New update").click()
        self.app.type("Still here")
        self.add(self.file("good.png", pictures.png()))
        self.app.find("label", "good.png")
        whole = pictures.png(200, 200)
        self.refused(self.file("empty.txt", ""), "“empty.txt” is empty")
        self.refused(self.file("cut.png", whole[:len(whole) // 2]),
                     "“cut.png” was cut off: the picture is not whole")
        self.refused(self.file("photo.png", "no picture at all"),
                     "“photo.png” is not what its name says: there is no “png” in it")
        self.refused(self.file("tool.txt", "#!/bin/sh\nrm -r /\n"),
                     "“tool.txt” is a program; programs are not taken")
        self.refused(self.file("large.txt", "x" * (1024 * 1024 + 1)),
                     "“large.txt” is larger than 1 MiB")
        self.refused(self.file("damaged.png", whole[:60] + b"\0" * 40 + whole[100:]),
                     "“damaged.png” is a picture that cannot be drawn; it may be damaged")
        self.refused(self.file(".hidden.txt", "x"),
                     "“.hidden.txt” is no name for a file; it must begin with a letter or figure")
        self.app.find("label", "good.png")
        self.assertEqual(self.app.find("text", "New update").text, "Still here")
        self.post()
        self.app.find("button", "Save good.png…")
        self.leave()

    def test_no_more_than_the_house_allows(self):
        self.store.do("settings.set", key="tickets.files-per-post", value="2")
        self.go_to_updates()
        for number in (1, 2):
            self.add(self.file(f"lamp-{number}.png", pictures.png()))
            self.app.find("label", f"lamp-{number}.png")
        self.add(self.file("lamp-3.png", pictures.png()))
        self.app.find("label", "At most 2 files can be given at once")
        self.post()
        self.app.find("button", "Save lamp-2.png…")
        self.assertEqual(len(self.files()), 2)
        self.leave()

    def test_what_waits_for_one_ticket_is_there_again_after_another(self):
        self.go_to_updates()
        self.add(self.file("lamp.png", pictures.png()))
        self.app.find("label", "lamp.png")
        self.app.find("text", "New update").click()
        self.app.type("Half written")
        self.choose("Main burst")
        self.app.gone("label", "lamp.png")
        self.choose("Lamp is dark")
        self.app.find("label", "lamp.png")
        self.assertEqual(self.app.find("text", "New update").text, "Half written")
        self.leave()


class Hands(FilesTest):
    """/tickets/2.44-attachments: by copying, and by the pointer"""

    def start_files(self, *paths):
        files = self.session.start([FILES, *paths], maximized=False)
        files.find("button", "Copy Files")
        return files

    def back_to_desk(self):
        window = self.app.x_window(self.app.children[0])
        self.app.xdotool("windowactivate", "--sync", window)

    def test_copied_files_and_pictures_are_pasted(self):
        path = self.file("copied.png", pictures.png())
        self.go_to_updates()
        other = self.start_files(path, self.file("second.txt", "two"))
        other.find("button", "Copy Files").click()
        self.back_to_desk()
        self.app.find("text", "New update").click()
        self.app.key("ctrl+v")
        self.app.find("label", "copied.png")
        self.app.find("label", "second.txt")
        self.app.xdotool("windowactivate", "--sync", other.x_window(other.children[0]))
        other.find("button", "Copy Picture").click()
        self.back_to_desk()
        self.app.find("text", "New update").click()
        self.app.key("ctrl+v")
        self.app.find("label", re.compile(r"^Picture .*\.png$"))
        self.post()
        self.app.find("button", "Save second.txt…")
        self.assertEqual(len(self.files()), 3)
        other.close()
        self.leave()

    def test_files_are_dropped(self):
        self.go_to_updates()
        other = self.start_files(self.file("dropped.png", pictures.png()))
        other.find("label", "Take Away").drag_to(self.app.find("text", "New update"))
        self.app.find("label", "dropped.png")
        self.post()
        self.app.find("button", "Save dropped.png…")
        other.close()
        self.leave()


OPENER = """[Desktop Entry]
Type=Application
Name=Opener
Exec={script} %f
MimeType=text/plain;
"""


class Looking(FilesTest):
    """/tickets/2.44-attachments: once they are kept"""

    def send(self, name, data):
        self.store.do("update.post", "T-1003", text="See this",
                      visibility="public", file="@" + self.file(name, data))

    def setUp(self):
        super().setUp()
        self.send("lamp.png", pictures.png(640, 480))
        self.send("notes.txt", "replace the fuse")

    def test_a_picture_is_looked_at_in_place(self):
        self.go_to_updates()
        self.app.find("label", "lamp.png").click()
        window = self.app.window("lamp.png")
        window.find("label", re.compile("^640 × 480 · "))
        window.find("image", "lamp.png")
        window.find("button", "As large as it is", sensitive=True).click()
        self.photograph("ticket-picture")
        self.app.key("Escape")
        harness.wait(lambda: len(self.app.children) == 1, "the picture to close")
        self.photograph("ticket-files")
        self.leave()

    def test_a_copy_is_saved(self):
        self.go_to_updates()
        self.press("Save notes.txt…")
        self.app.window("Save File")
        self.app.key("ctrl+a")
        self.app.type(os.path.join(self.folder, "copy.txt"))
        self.app.key("Return")
        self.app.find("label", "“copy.txt” saved")
        with open(os.path.join(self.folder, "copy.txt"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "replace the fuse")
        self.leave()

    def test_anything_else_is_opened_as_a_copy_nobody_can_change(self):
        said = os.path.join(self.folder, "said")
        script = self.file("opener", f"#!/bin/sh\nstat -c '%a %n' \"$1\" >{said}.part\n"
                                     f"mv {said}.part {said}\n")
        os.chmod(script, stat.S_IRWXU)
        applications = os.path.join(os.environ["XDG_DATA_HOME"], "applications")
        os.makedirs(applications, exist_ok=True)
        pictures.write(applications, "opener.desktop", OPENER.format(script=script))
        pictures.write(applications, "mimeapps.list",
                       "[Default Applications]\ntext/plain=opener.desktop\n")
        self.go_to_updates()
        self.app.find("label", "notes.txt").click()
        harness.wait(lambda: os.path.exists(said), "the file to be opened")
        with open(said, encoding="utf-8") as file:
            mode, path = file.read().split(maxsplit=1)
        path = path.strip()
        self.assertEqual((mode, os.path.basename(path)), ("400", "notes.txt"))
        self.assertTrue(path.startswith(os.environ["XDG_RUNTIME_DIR"]))
        self.leave()
        self.assertFalse(os.path.exists(path))

    def test_what_no_program_opens_says_so(self):
        self.send("list.ods", b"PK\x03\x04" + b"\0" * 40)
        self.go_to_updates()
        self.app.find("label", "list.ods").click()
        self.app.find("label", "No program here opens “list.ods”; save it instead")
        self.leave()


if __name__ == "__main__":
    harness.main()
