#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people are told: the inbox, and what pops up on the desktop."""

import json
import os
import re
import signal

import desk
import harness
import notifications

PLAN = {"steps": [{"title": "What is wrong?", "questions": [
    {"key": "title", "kind": "short", "label": "In one line",
     "required": True}]}]}


class Told(desk.DeskTest):
    """Lena, of the group that takes care of the water, sits at the window."""

    PERSON = "lena"

    def setUp(self):
        self.store = desk.Store()
        self.store.do("flow.create", key="trouble", name="Trouble Report",
                      plan=json.dumps(PLAN), offer_group="water",
                      notify_group="lights")
        self.store.do("flow.publish", "trouble")
        self.prepare()
        self.app = self.sit_down(self.PERSON)
        self.app.move(*(side // 2 for side in self.SIZE))

    def prepare(self):
        """What shall be so before the window opens."""

    def offer(self, title):
        """A new ticket, which is offered to those of the water."""
        ticket = self.store.do("ticket.create", by="dana", title=title,
                               flow="trouble", visibility="public")
        ref = ticket["ref"]
        self.store.do("ticket.answer", ref, by="dana", question="title",
                      value=title)
        self.store.do("ticket.submit", ref, by="dana")
        return ref

    def unread(self, number):
        """Waits until the button says so many."""
        name = f"Notifications, {number} unread" if number \
            else "Notifications"
        return self.app.find("button", name)

    def open_inbox(self):
        self.app.find("button", re.compile("^Notifications")).click()
        return self.app.find("list", "Notifications")

    def of_lena(self, **wanted):
        rows = self.store.ctl("list", "notifications", by="lena")
        return [row for row in rows
                if all(row.get(key) == value for key, value in wanted.items())]


class Inbox(Told):
    """/tickets/2.5-inbox"""

    def test_the_empty_inbox_says_what_will_stand_there(self):
        self.unread(0).click()
        self.app.find("label", "Nothing to Tell You")
        self.app.key("Escape")
        self.leave()

    def test_what_others_do_arrives_and_opens_and_is_read(self):
        ref = self.offer("Water runs")
        self.unread(1)
        inbox = self.open_inbox()
        inbox.find("label", f"{ref} is offered to you")
        inbox.find("label", "Water runs")
        self.assertEqual(self.nameless(), [])
        self.photograph("inbox")
        inbox.find("label", f"{ref} is offered to you").click()
        self.app.find("label", re.compile(f"^{ref}"))
        self.unread(0)
        self.assertEqual(self.of_lena(read_at=None), [])
        self.leave()

    def test_the_newest_stands_first_and_bursts_are_folded(self):
        ref = self.offer("Water runs")
        self.store.do("offer.accept", ref, by="lena")
        self.unread(1)
        for text in ("On my way", "Stuck in traffic", "There now"):
            self.store.do("update.post", ref, by="dana", text=text)
        self.unread(2)
        inbox = self.open_inbox()
        inbox.find("label",
                   f"Dana Whitfield wrote an update on {ref} (3 times)")
        said = [node.name for node in inbox.all("label")
                if ref in node.name]
        self.assertRegex(said[0], "wrote an update")
        self.assertRegex(said[-1], "is offered to you")
        # A further one arrives while it is looked at, and stands first.
        other = self.offer("Pump hums")
        inbox.find("label", f"{other} is offered to you")
        harness.wait(lambda: [node.name for node in inbox.all("label")
                              if "T-" in node.name][0].startswith(other),
                     "the new one to stand first")
        self.leave()

    def test_all_are_read_at_once(self):
        self.offer("Water runs")
        self.offer("Pump hums")
        self.unread(2)
        inbox = self.open_inbox()
        self.press("Mark All as Read")
        self.unread(0)
        self.app.find("button", "Mark All as Read", sensitive=False)
        self.assertEqual(len(inbox.all("label", re.compile("is offered"))), 2)
        self.assertEqual(self.of_lena(read_at=None), [])
        self.leave()

    def test_what_another_process_reads_is_read_here(self):
        self.offer("Water runs")
        self.unread(1)
        self.store.do("notification.read", by="lena")
        self.unread(0)
        self.leave()

    def test_it_is_worked_by_keys_alone(self):
        ref = self.offer("Water runs")
        self.unread(1)
        self.app.key("ctrl+shift+n")
        self.app.find("list", "Notifications").find(
            "label", f"{ref} is offered to you")
        self.app.key("Return")
        self.app.find("label", re.compile(f"^{ref}"))
        self.unread(0)
        self.leave()

    def test_who_signs_in_next_sees_their_own(self):
        self.offer("Water runs")
        self.unread(1)
        self.app.key("ctrl+u")
        self.app.find("label", "Dana Whitfield").click()
        self.unread(0)
        self.leave()


class Phone(Told):
    SIZE = (360, 720)

    def test_the_inbox_is_a_page(self):
        ref = self.offer("Water runs over the pavement at the corner of Elm "
                         "Street and Harbor Road")
        self.unread(1)
        inbox = self.open_inbox()
        inbox.find("label", f"{ref} is offered to you")
        self.photograph("inbox-360")
        self.press("Back")
        self.app.find("button", "Search")
        self.open_inbox().find("label", f"{ref} is offered to you").click()
        self.unread(0)
        self.app.find("label", re.compile(f"^{ref}"))
        self.leave()


class OnTheDesktop(Told):
    """/tickets/2.5-2.23-desktop-notifications"""

    KIND = "freedesktop"

    def prepare(self):
        self.desktop = notifications.Desktop(self.session, self.KIND)
        harness.wait(self.desktop.answers, "the notification server")

    def tearDown(self):
        super().tearDown()
        self.desktop.close()

    def pops_up(self, title):
        harness.wait(lambda: title in self.desktop.titles,
                     f"“{title}” to pop up")
        return next(one for one in self.desktop.shown
                    if one["title"] == title)

    def nothing_pops_up(self):
        """Not what has been told by now, and what comes after does."""
        said = self.desktop.said
        self.store.do("ticket.assign", "T-1001", person="lena")
        harness.wait(lambda: any("assigned T-1001 to you" in title
                                 for title in self.desktop.titles),
                     "the assignment to pop up")
        self.assertEqual(self.desktop.said, said + 1)

    def test_accept_accepts(self):
        ref = self.offer("Water runs")
        one = self.pops_up(f"{ref} is offered to you")
        self.assertEqual(one["body"], "Water runs")
        self.assertEqual(list(one["actions"]), ["Accept", "Open"])
        self.desktop.press(one["title"], "Accept")
        harness.wait(lambda: self.store.show(ref)["progress"] == "assigned",
                     "the offer to be accepted")
        self.assertEqual(self.store.show(ref)["assignees"], ["lena"])
        self.unread(0)
        self.leave()

    def test_open_opens_and_reads(self):
        ref = self.offer("Water runs")
        self.pops_up(f"{ref} is offered to you")
        self.unread(1)
        self.desktop.press(f"{ref} is offered to you", "Open")
        self.app.find("label", re.compile(f"^{ref}"))
        self.unread(0)
        self.leave()

    def test_a_press_on_itself_opens(self):
        ref = self.offer("Water runs")
        self.pops_up(f"{ref} is offered to you")
        self.desktop.press(f"{ref} is offered to you")
        self.app.find("label", re.compile(f"^{ref}"))
        self.unread(0)
        self.leave()

    def test_an_offer_that_is_gone_says_so(self):
        ref = self.offer("Water runs")
        self.pops_up(f"{ref} is offered to you")
        self.store.do("ticket.cancel", ref, by="dana", reason="A mistake")
        self.desktop.press(f"{ref} is offered to you", "Accept")
        self.app.find("label", re.compile(f"^{ref} is “Cancelled”"))
        self.app.key("Escape")
        harness.wait(lambda: len(self.app.children) == 1,
                     "the sentence to close")
        self.assertEqual(self.store.show(ref)["progress"], "cancelled")
        self.unread(0)
        self.leave()

    def test_what_is_read_is_withdrawn(self):
        ref = self.offer("Water runs")
        self.pops_up(f"{ref} is offered to you")
        self.store.do("notification.read", by="lena")
        harness.wait(lambda: self.desktop.titles == [], "it to be withdrawn")
        self.leave()

    def test_a_burst_is_one(self):
        ref = self.offer("Water runs")
        self.store.do("offer.accept", ref, by="lena")
        for text in ("On my way", "Stuck in traffic", "There now"):
            self.store.do("update.post", ref, by="dana", text=text)
        title = f"Dana Whitfield wrote an update on {ref}"
        self.pops_up(title)
        harness.wait(lambda: self.of_lena(topic="update")[0]["version"] == 3,
                     "three to be told as one")
        self.assertEqual(self.desktop.titles.count(title), 1)
        self.leave()

    def test_many_at_once_are_one(self):
        # While the window is held up, more comes than anybody wants to see.
        os.kill(self.app.process.pid, signal.SIGSTOP)
        refs = [self.offer(f"Leak {number}") for number in range(5)]
        os.kill(self.app.process.pid, signal.SIGCONT)
        one = self.pops_up("5 new notifications")
        self.assertEqual(self.desktop.said, 1)
        self.assertTrue(one["body"].startswith(
            f"{refs[0]} is offered to you\n{refs[1]} is"), one["body"])
        self.desktop.press("5 new notifications", "Open")
        self.app.find("list", "Notifications")
        self.press("Mark All as Read")
        self.unread(0)
        self.leave()

    def test_nobody_is_told_of_their_own_doing(self):
        ref = self.offer("Water runs")
        self.store.do("offer.accept", ref, by="lena")
        self.store.do("update.post", ref, by="lena", text="On my way")
        self.pops_up(f"{ref} is offered to you")
        self.nothing_pops_up()
        self.leave()

    def test_who_does_not_want_it_has_it_in_the_inbox_alone(self):
        self.store.do("notification.set", by="lena", topic="offer",
                      desktop="false")
        self.offer("Water runs")
        self.unread(1)
        self.nothing_pops_up()
        self.leave()

    def test_who_wants_it_on_the_desktop_alone_has_nothing_in_the_inbox(self):
        self.store.do("notification.set", by="lena", topic="offer",
                      inbox="false")
        ref = self.offer("Water runs")
        self.pops_up(f"{ref} is offered to you")
        self.unread(0).click()
        self.app.find("label", "Nothing to Tell You")
        self.app.key("Escape")
        self.leave()

    def test_it_is_quiet_in_quiet_hours(self):
        # It is 10:43 in the town.
        self.store.do("settings.set", by="lena", key="notify.quiet-hours",
                      value="10:00-11:00", person="lena")
        self.offer("Water runs")
        self.unread(1)
        self.store.do("settings.set", by="lena", key="notify.quiet-hours",
                      value="22:00-06:00", person="lena")
        self.nothing_pops_up()
        self.leave()

    def test_nothing_stays_for_who_signs_in_next(self):
        ref = self.offer("Water runs")
        self.pops_up(f"{ref} is offered to you")
        self.app.key("ctrl+u")
        self.app.find("label", "Dana Whitfield").click()
        harness.wait(lambda: self.desktop.titles == [], "it to be withdrawn")
        self.leave()


class OnGnome(OnTheDesktop):
    """The same by GNOME's own server, which presses over the bus."""

    KIND = "gtk"


class NoServer(Told):
    def test_without_one_there_is_the_inbox_and_no_complaint(self):
        self.offer("Water runs")
        self.unread(1)
        self.leave()


if __name__ == "__main__":
    harness.main()
