#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Messenger: conversations, what was said in them, and writing."""

import json
import re
import subprocess

import desk
import harness
import pictures

PLAN = {"steps": [{"title": "What?", "questions": [
    {"key": "title", "kind": "short", "label": "In one line",
     "required": True}]}]}
TAP = "Kitchen tap drips"


class MessengerTest(desk.DeskTest):
    """Dana sits at the window; Carla is the customer of one ticket."""

    def setUp(self):
        self.store = desk.Store()
        self.store.do("person.create", login="carla", name="Carla Mendes",
                      roles="code-user")
        self.store.do("flow.create", key="trouble", name="Trouble",
                      plan=json.dumps(PLAN))
        self.store.do("flow.publish", "trouble")
        self.tap = self.ticket(TAP)
        self.say("Hello, the tap drips", by="carla")
        self.begin()

    def begin(self):
        self.app = self.sit_down(self.PERSON)
        self.go()

    def environment(self):
        return {"CALLOUT_MICROPHONE": "audiotestsrc is-live=true volume=0.9",
                "CALLOUT_SPEAKER": "fakesink sync=true"}

    def ticket(self, title):
        ref = self.store.do("ticket.create", by="dana", flow="trouble",
                            contact="carla", visibility="public")["ref"]
        self.store.do("ticket.answer", ref, by="dana", question="title",
                      value=title)
        self.store.do("ticket.submit", ref, by="dana")
        return ref

    def say(self, text=None, by="carla", ticket=None, **more):
        return self.store.do("message.post", ticket or self.tap, by=by,
                             text=text, **more)

    def go(self):
        self.app.find("label", "Messenger").click()
        self.app.find("list", "Conversations")

    def open(self, title=TAP):
        self.app.find("list", "Conversations").find("label", title).click()
        return self.app.find("list", "Messages")

    def entry(self):
        return self.app.find("text", "Message", sensitive=True)

    def messages(self):
        return [message for message in self.store.ctl("list", "messages")
                if message["ticket"] == self.tap]

    @staticmethod
    def copy(text):
        """To the clipboard, as another program would."""
        subprocess.run(["xclip", "-selection", "clipboard", "-i"], check=True,
                       input=text.encode(), stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    def wait_said(self, text):
        """What the store holds of it."""
        return harness.wait(lambda: next(
            (message for message in self.messages()
             if message.get("text") == text), None), f"“{text}” to be sent")

    def write(self, text):
        self.entry().click()
        self.app.type(text)
        self.app.key("Return")


class Conversations(MessengerTest):
    """/messenger/2.31-conversations"""

    def test_a_click_opens_what_was_under_it_though_the_list_moves(self):
        self.say("There is water in it", ticket=self.ticket("Cellar is wet"))
        rows = self.app.find("list", "Conversations")
        rows.find("label", "Cellar is wet")
        tap = rows.find("label", TAP)
        place = tap._settled()
        self.app.move(round(place[0] + place[2] / 2),
                      round(place[1] + place[3] / 2))
        self.app.xdotool("mousedown", "1")
        self.say("It drips still")
        harness.wait(lambda: rows.find("label", TAP).rectangle[1] < place[1],
                     "the conversation to rise to the top")
        self.app.xdotool("mouseup", "1")
        self.app.find("list", "Messages").find("label", "It drips still")
        self.leave()


class Text(MessengerTest):
    """/messenger/2.33-text"""

    def test_what_is_written_is_sent_with_return_and_shown_as_it_was_meant(self):
        thread = self.open()
        thread.find("label", "Hello, the tap drips")
        self.write("I come **at once**, *surely*")
        thread.find("label", "I come at once, surely")
        self.wait_said("I come **at once**, *surely*")
        harness.wait(lambda: self.entry().text == "", "the entry to be empty")
        self.leave()

    def test_shift_return_breaks_the_line(self):
        thread = self.open()
        self.entry().click()
        self.app.type("One")
        self.app.key("shift+Return")
        self.app.type("Two")
        self.app.key("Return")
        thread.find("label", "One\nTwo")
        self.leave()

    def test_bold_and_italic_have_keys(self):
        self.open()
        self.entry().click()
        self.app.key("ctrl+b")
        self.app.type("loud")
        self.app.key("End")
        self.app.type(" ")
        self.app.key("ctrl+i")
        self.app.type("soft")
        self.app.key("End")
        self.app.key("Return")
        self.wait_said("**loud** *soft*")
        self.leave()

    def test_markup_of_others_is_text(self):
        self.say("<b>no</b> & <a href='x'>y</a>")
        thread = self.open()
        thread.find("label", "<b>no</b> & <a href='x'>y</a>")
        self.leave()

    def test_a_draft_stays_over_a_restart_and_is_marked(self):
        self.open()
        self.entry().click()
        self.app.type("Half a thought")
        self.app.find("label", "Draft:")
        self.leave()

        self.begin()
        self.app.find("label", "Draft:")
        self.open()
        harness.wait(lambda: self.entry().text == "Half a thought",
                     "the draft to be there again")
        self.app.key("ctrl+a")
        self.app.key("BackSpace")
        harness.wait(lambda: not self.app.all("label", "Draft:"),
                     "the mark to go with the draft")
        self.leave()

    def test_what_is_too_long_is_refused_and_nothing_is_lost(self):
        self.open()
        self.entry().click()
        self.app.type("Before ")
        self.copy("x" * 100_000)
        self.app.key("ctrl+v")
        self.app.find("label", re.compile("100000 characters, and a message at "
                                          "most 20000"))
        self.assertEqual(self.entry().text, "Before ")
        self.leave()


class Media(MessengerTest):
    """/messenger/2.34-media"""

    def file(self, name, data):
        return "@" + pictures.write(self.store.folder, name, data)

    def test_a_picture_is_seen_and_opens_large(self):
        self.say(None, file=self.file("tap.png", pictures.png(640, 480)))
        thread = self.open()
        thread.find("button", "Show the picture tap.png", sensitive=True).click()
        self.app.window(re.compile("tap.png")).find("button", "Close").click()
        harness.wait(lambda: len(self.app.children) == 1, "it to close")
        self.leave()

    def test_a_broken_video_is_a_sentence(self):
        self.say(None, file=self.file("tap.webm", b"\x1a\x45\xdf\xa3 nothing"))
        thread = self.open()
        thread.find("label", "This video is damaged and cannot be played")
        self.leave()

    def test_a_file_has_its_name_and_can_be_saved(self):
        self.say(None, file=self.file("offer.txt", "An offer"))
        thread = self.open()
        thread.find("label", "offer.txt")
        thread.find("button", "Save offer.txt…")
        self.leave()


class Voice(MessengerTest):
    """/messenger/2.35-voice"""

    def test_it_is_recorded_heard_and_sent(self):
        thread = self.open()
        self.press("Record Voice Message")
        stop = self.app.find("button", "Stop Recording")
        self.app.find("label", "0:01")
        stop.click()
        self.press("Send Voice Message")
        thread.find("button", "Play")
        message = harness.wait(lambda: next(
            (message for message in self.messages()
             if message["kind"] == "voice"), None), "it to be sent")
        self.assertEqual(message["author"], "dana")
        self.leave()

    def test_it_can_be_thrown_away(self):
        self.open()
        self.press("Record Voice Message")
        self.app.find("button", "Stop Recording")
        self.press("Discard Recording")
        self.entry()
        self.assertEqual([message["kind"] for message in self.messages()
                          if message["kind"] == "voice"], [])
        self.leave()


class NoMicrophone(MessengerTest):
    """/messenger/2.35-no-microphone"""

    def environment(self):
        return {"CALLOUT_MICROPHONE": "none"}

    def test_that_is_said(self):
        self.open()
        self.press("Record Voice Message")
        self.app.find("label", "There is no microphone here; connect one to "
                               "record a voice message")
        self.entry()
        self.leave()


class Links(MessengerTest):
    """/messenger/2.36-links"""

    def test_one_that_hides_where_it_leads_is_shown_whole_first(self):
        self.say("[[https://example.org/somewhere/else|Your invoice]]")
        thread = self.open()
        thread.find("label", "Your invoice").click()
        dialog = self.app.window("Open This Link?")
        dialog.find("label", "https://example.org/somewhere/else")
        dialog.find("button", re.compile("Cancel")).click()
        harness.wait(lambda: len(self.app.children) == 1, "it to close")
        self.leave()

    def test_a_link_is_made_with_its_key(self):
        self.open()
        self.entry().click()
        self.app.key("ctrl+l")
        self.app.find("text", "Address").click()
        self.app.type("https://example.org/help")
        self.app.find("text", "Text of the link").click()
        self.app.type("help")
        self.app.key("Return")
        harness.wait(lambda: self.entry().text ==
                     "[[https://example.org/help|help]]", "the link")
        self.leave()


class Sessions(MessengerTest):
    """/messenger/2.38-video-sessions"""

    def test_a_new_one_is_posted_as_a_card(self):
        thread = self.open()
        self.press("Attach or insert")
        self.app.find("label", "New Video Session").click()
        thread.find("label", "Video Session")
        thread.find("button", "Join")
        self.leave()


class Threads(MessengerTest):
    """/messenger/2.31-2.39-thread"""

    def test_what_others_write_arrives_and_is_read(self):
        thread = self.open()
        self.say("Are you there?")
        thread.find("label", "Are you there?")
        harness.wait(lambda: any(
            mark["person"] == "dana" and mark["read_to"] >= len(self.messages())
            for mark in self.store.ctl("list", "read-marks")),
            "it to be marked as read")
        self.leave()

    def test_who_wrote_sees_that_it_was_read(self):
        thread = self.open()
        self.write("Seen?")
        thread.find("image", "Sent")
        self.store.do("message.mark-read", self.tap, by="carla")
        thread.find("image", "Read by Carla Mendes")
        self.leave()

    def test_what_is_said_among_colleagues_is_apart(self):
        self.open()
        self.app.find("button", "Colleagues").click()
        self.app.find("label", "Nothing Was Said Among Colleagues")
        self.write("Has he paid?")
        message = self.wait_said("Has he paid?")
        self.assertEqual(message["thread"], "workspace")
        self.leave()

    def test_the_page_of_the_ticket_is_the_same_conversation(self):
        self.app.find("label", "Tickets").click()
        self.app.find("tree table", "Tickets").find("label", TAP).click()
        self.app.find("page tab", "Messenger").click()
        thread = self.app.find("list", "Messages")
        thread.find("label", "Hello, the tap drips")
        self.write("From the ticket")
        thread.find("label", "From the ticket")
        self.leave()

    def test_a_message_that_is_found_is_gone_to(self):
        for number in range(60):
            self.say(f"Message number {number}")
        self.say("The needle in the hay")
        for number in range(60, 120):
            self.say(f"Message number {number}")
        self.app.key("ctrl+f")
        self.app.type("needle")
        self.app.find("list", "Conversations").find(
            "label", "The needle in the hay").click()
        self.app.find("list", "Messages").find("label", "The needle in the hay")
        self.leave()


class Member(MessengerTest):
    """/messenger/2.29-before-taking"""

    def test_a_member_is_told_to_take_the_ticket_first(self):
        self.leave()
        self.store.do("ticket.assign", self.tap, by="ada", person="lena")
        self.app = self.sit_down("lena")
        self.go()
        self.open()
        self.entry()
        self.store.do("ticket.unassign", self.tap, by="ada", person="lena")
        self.app.find("label", re.compile("must accept the offer|may not see"))
        self.leave()


if __name__ == "__main__":
    harness.main()
