#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each card of the workflow to each column and the tray, by the pointer and by
the keyboard alone, with what is stored read by calloutctl after each.

What must come of each is written down here by hand, from the rules of the
domain: Accept before Travel before Work before Checkout before Close, nothing
after Close, Reject beside Accept, and the tray no place in the line."""

import re

import board
import harness
from board import COLUMNS

PLACES = COLUMNS + ["tray"]
LANES = ["Open", "Planned", "Travel", "Work", "Finished", "Tray"]
LABELS = {"accept": "Accept", "reject": "Reject", "travel": "Travel", "work": "Work", "checkout": "Checkout",
          "close": "Close", "call-ahead": "Call ahead", "take-photos": "Take photos"}
OWN_STEPS = ["call-ahead", "take-photos"]

# The line as every case finds it.
LINE = [("accept", "planned"), ("reject", "planned"), ("travel", "travel"), ("work", "work"), ("checkout", "finished"),
        ("call-ahead", "tray"), ("take-photos", "tray"), ("close", "finished")]
HOME = {"accept": "Under Planned, 1 of 1", "reject": "Beside Accept", "travel": "Under Travel, 1 of 1",
        "work": "Under Work, 1 of 1", "checkout": "Under Finished, 1 of 2", "close": "Under Finished, 2 of 2",
        "call-ahead": "In the tray, 1 of 2", "take-photos": "In the tray, 2 of 2"}

# What comes of a card that is let go at the end of a column (in Finished: the
# place before Close), and below Close: it moves, it is where it was, or why not.
MOVES, OWN = "moves", "own place"
A_T, T_W = "“Accept” must come before “Travel”", "“Travel” must come before “Work”"
W_C, C_C = "“Work” must come before “Checkout”", "“Checkout” must come before “Close”"
END = "“Close” ends the work order, so no step can come after it"
BY_POINTER = {
    #               Open   Planned Travel Work   Finished Tray   below Close
    "accept":      [MOVES, OWN,    A_T,   A_T,   A_T,     MOVES, A_T],
    "travel":      [A_T,   MOVES,  OWN,   T_W,   T_W,     MOVES, T_W],
    "work":        [T_W,   T_W,    MOVES, OWN,   W_C,     MOVES, W_C],
    "checkout":    [W_C,   W_C,    W_C,   MOVES, OWN,     MOVES, C_C],
    "close":       [C_C,   C_C,    C_C,   C_C,   OWN,     MOVES, OWN],
    "call-ahead":  [MOVES, MOVES,  MOVES, MOVES, MOVES,   OWN,   END],
    "take-photos": [MOVES, MOVES,  MOVES, MOVES, MOVES,   OWN,   END],
}
# A step of the house's own then stands before this one in the line.
BEFORE = {"open": "accept", "planned": "travel", "travel": "work", "work": "checkout", "finished": "close"}

# By the keyboard a card keeps its height as far as the rules allow: so the first
# of a column goes above what stands in the next, and Accept may go to Travel.
# From the second place of the tray the height is the second.
BY_KEYS = {
    #               Open   Planned Travel Work   Finished Tray
    "accept":      [MOVES, OWN,    MOVES, A_T,   A_T,     MOVES],
    "travel":      [A_T,   MOVES,  OWN,   MOVES, T_W,     MOVES],
    "work":        [T_W,   T_W,    MOVES, OWN,   MOVES,   MOVES],
    "checkout":    [W_C,   W_C,    W_C,   MOVES, OWN,     MOVES],
    "close":       [C_C,   C_C,    C_C,   C_C,   OWN,     MOVES],
    "call-ahead":  [MOVES, MOVES,  MOVES, MOVES, MOVES,   OWN],
    "take-photos": [MOVES, MOVES,  MOVES, MOVES, MOVES,   OWN],
}
BEFORE_BY_KEYS = {
    "call-ahead": {"open": "accept", "planned": "accept", "travel": "travel", "work": "work", "finished": "checkout"},
    "take-photos": BEFORE,
}


def line_after(key, place, before):
    """The line once a step has moved: the standard ones change only what they
    stand under, the house's own the place in the line, too."""
    line = [list(step) for step in LINE]
    for step in line:
        if step[0] == key or (step[0] == "reject" and key == "accept"):
            step[1] = place
    if key in OWN_STEPS:
        moved = next(step for step in line if step[0] == key)
        line.remove(moved)
        line.insert([step[0] for step in line].index(before[place]), moved)
    return [tuple(step) for step in line]


class MovesTest(board.WorkflowTest):
    """One town and one window for all cases: each leaves all where it was."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.town = None

    def setUp(self):
        if type(self).town is None:
            super().setUp()
            type(self).town = self.store, self.app
            type(self).nodes = {label: self.app.find("list item", label) for label in LABELS.values()}
            type(self).heads = {name: self.app.find("panel", name) for name in LANES}
            type(self).status = self.app.find("status bar", re.compile("GtkLabel|^$"))
            type(self).root = self.app.origin(self.app.window())
        self.store, self.app = self.town

    def tearDown(self):
        # A case that failed half-way would leave its faults to the others.
        failed = len(self._result.failures) + len(self._result.errors) > self._before
        self.app.xdotool("mouseup", "1")
        if failed:
            type(self).town = None
            super().tearDown()

    @classmethod
    def tearDownClass(cls):
        if cls.town is not None:
            cls.town[1].close()
        super().tearDownClass()

    # -- what is shown and what is stored

    def card(self, label):
        return self.nodes[label]

    def line(self):
        """What calloutctl says of the draft, in the order of the line."""
        draft = next(flow[0] for flow in self.flows() if flow[1] == "draft")
        steps = self.store.ctl("list", "steps", "--filter", f"workflow=WF-{draft}", "--sort", "position")
        return [(step["key"], step["portal_status"]) for step in steps]

    def events(self):
        """The last thing that was done."""
        return self.store.ctl("list", "events", "--sort", "-id", "--limit", "1")

    def said(self):
        return self.status.name

    def wait_said(self, sentence):
        harness.wait(lambda: self.said() == sentence, f"“{sentence}” to be said; it is “{self.said()}”")

    def wait_home(self):
        """Until every card stands where every case begins."""
        nodes = [(self.nodes[LABELS[key]], words) for key, words in HOME.items()]

        def look():
            return [node for node, words in nodes if not node.description.startswith(words)]
        harness.wait(lambda: not look(), f"the cards to be home: {[(n.name, n.description) for n in look()]}")
        self.assertEqual(self.line(), LINE)


class Pointer(MovesTest):

    def rest(self):
        """Until nothing glides, with where everything then is, on the screen."""
        wheres = [node.where for node in list(self.nodes.values()) + list(self.heads.values())]
        before = [None]

        def look():
            now = [look.extents for look in self.app.bus.look(wheres)]
            same = now == before[0]
            before[0] = now
            return same
        harness.wait(look, "the cards to rest")
        names = list(LABELS) + LANES
        return {name: (self.root[0] + x, self.root[1] + y, width, height)
                for name, (x, y, width, height) in zip(names, before[0])}

    def spot(self, spots, key, place):
        """Where to let go for the end of a column."""
        if place == "below Close":
            x, y, width, height = spots["close"]
            return x + width // 2, y + height + 18
        if dict(LINE)[key] == place:
            x, y, width, height = spots[key]
            return x + width // 2 + 8, y + height // 2 + 3
        if place == "finished":
            x, y, width, height = spots["close"]
            return x + width // 2, y + 2
        x, y, width, height = spots[LANES[PLACES.index(place)]]
        feet = [spots[other][1] + spots[other][3] for other, where in LINE if where == place]
        return x + width // 2, max([y + height] + feet) + 18

    def carry(self, spots, key, goal):
        """Takes a card up and carries it over the place, at the pace of a hand."""
        x, y, width, height = spots[key]
        x, y = x + width // 3, y + height // 2
        path = [(x + 24, y + 30)] + [(x + 24 + (goal[0] - x - 24) * step // 6, y + 30 + (goal[1] - y - 30) * step // 6)
                                     for step in range(1, 7)]
        words = ["mousemove", str(x), str(y), "mousedown", "1", "sleep", "0.02"]
        for at in path:
            words += ["mousemove", str(at[0]), str(at[1]), "sleep", "0.02"]
        self.app.xdotool(*words)

    def hover(self, goal, beginning):
        """Until it is said. No hand is quite still: of a motion that comes
        while the one before is being answered, the display tells nobody."""
        shift = [0]

        def look():
            if self.said().startswith(beginning):
                return True
            shift[0] ^= 1
            self.app.xdotool("mousemove", str(goal[0] + shift[0]), str(goal[1]))
            return False
        harness.wait(look, f"“{beginning}” to be said at {goal}; it is “{self.said()}”")

    def reason_at(self, reason, goal):
        """The bubble that says why not; it stands at the pointer."""
        bubble = self.app.find("label", reason)
        x, y, width, height = bubble.extents
        x, y = x + self.root[0], y + self.root[1]
        self.assertLess(max(x - goal[0], goal[0] - x - width), 80, f"{reason} beside {goal}")
        self.assertLess(max(y - goal[1], goal[1] - y - height), 110, f"{reason} above or below {goal}")

    def take(self, key, place, outcome):
        spots = self.rest()
        goal = self.spot(spots, key, place)
        events = self.events()
        label = LABELS[key]
        self.carry(spots, key, goal)
        lane = "Finished" if place == "below Close" else LANES[PLACES.index(place)]
        if outcome in (MOVES, OWN):
            where = "In the tray, " if lane == "Tray" else f"Under {lane}, "
            self.hover(goal, f"{label}. {where}")
        else:
            self.hover(goal, outcome)
            self.reason_at(outcome, goal)
        self.let_go()
        if outcome == MOVES:
            expected = line_after(key, place, BEFORE)
            harness.wait(lambda: self.steps_are(expected), f"{expected}; it is {self.steps()}")
            self.assertEqual(self.line(), expected)
            self.store.ctl("undo")
            self.wait_home()
        else:
            self.wait_said(f"{label} stays where it was")
            self.assertEqual(self.line(), LINE)
            self.assertEqual(self.events(), events, "nothing may be stored")

    def steps_are(self, expected):
        return [step[:2] for step in self.steps()] == expected

    def to_everywhere(self, key):
        for place, outcome in zip(PLACES + ["below Close"], BY_POINTER[key]):
            with self.subTest(card=key, place=place):
                self.take(key, place, outcome)

    def test_reject_is_not_to_be_taken_up(self):
        """It says so at the pointer wherever it is dragged, and nothing moves."""
        reason = "“Reject” stands beside “Accept” and moves with it"
        for place in PLACES:
            with self.subTest(place=place):
                spots = self.rest()
                goal = self.spot(spots, "reject", place)
                events = self.events()
                self.carry(spots, "reject", goal)
                self.hover(goal, reason)
                self.reason_at(reason, goal)
                self.assertEqual(self.rest(), spots)
                self.let_go()
                self.app.gone("label", reason)
                self.assertEqual(self.line(), LINE)
                self.assertEqual(self.events(), events)


class Keyboard(MovesTest):

    def setUp(self):
        super().setUp()
        # The board is reached by Tab, its cards by the arrow keys.
        for _ in range(40):
            if any(node.focused for node in self.nodes.values()):
                return
            self.app.key("Tab")
        self.fail("Tab does not reach the cards")

    def focus(self, key):
        order = ["accept", "reject", "travel", "work", "checkout", "close", "call-ahead", "take-photos"]
        at = next(index for index, name in enumerate(order) if self.nodes[LABELS[name]].focused)
        to = order.index(key)
        self.app.key(*["Down" if to > at else "Up"] * abs(to - at))
        harness.wait(lambda: self.nodes[LABELS[key]].focused, f"{key} to have the focus")

    def say(self, key, beginning):
        node = self.nodes[LABELS[key]]
        harness.wait(lambda: node.description.startswith(beginning),
                     f"“{beginning}” to be said of {key}; it is “{node.description}”")

    def take(self, key, place, outcomes):
        """Carries it column by column, as one must, and hears each."""
        label = LABELS[key]
        home = PLACES.index(dict(LINE)[key])
        goal = PLACES.index(place)
        step = 1 if goal > home else -1
        events = self.events()
        last = home
        self.app.key("space")
        self.say(key, f"{label} picked up. The arrow keys move it, Space lets it go, Escape puts it back")
        for index in range(home + step, goal + step, step):
            self.app.key("Right" if step > 0 else "Left")
            lane = LANES[index]
            if outcomes[index] == MOVES:
                self.say(key, f"{label}. In the tray, " if lane == "Tray" else f"{label}. Under {lane}, ")
                last = index
            else:
                self.say(key, f"{lane}: {outcomes[index]}")
        self.app.key("space")
        if last == home:
            self.wait_said(f"{label} stays where it was")
        if outcomes[goal] != MOVES:
            # It is let go where it last might have been: put that back, too.
            if last != home:
                harness.wait(lambda: self.where(key) == PLACES[last], f"{key} to be where it last might be")
        else:
            expected = line_after(key, place, BEFORE_BY_KEYS.get(key))
            harness.wait(lambda: [step[:2] for step in self.steps()] == expected, f"{expected}; it is {self.steps()}")
            self.assertEqual(self.line(), expected)
            self.assertTrue(self.nodes[label].focused)
        if last != home:
            self.app.key("ctrl+z")
        else:
            self.assertEqual(self.events(), events, "nothing may be stored")
        self.wait_home()
        self.assertTrue(self.nodes[label].focused)

    def to_everywhere(self, key):
        self.focus(key)
        for place, outcome in zip(PLACES, BY_KEYS[key]):
            if outcome != OWN:
                with self.subTest(card=key, place=place):
                    self.take(key, place, BY_KEYS[key])
        self.cancel(key)

    def cancel(self, key):
        """Picked up, moved if that can be, and put back."""
        events = self.events()
        self.app.key("space")
        self.say(key, f"{LABELS[key]} picked up")
        self.app.key("Right", "Left", "Left", "Escape")
        self.wait_said(f"{LABELS[key]} stays where it was")
        self.say(key, HOME[key])
        self.assertEqual(self.line(), LINE)
        self.assertEqual(self.events(), events, "nothing may be stored")

    def test_reject_is_not_to_be_picked_up(self):
        self.focus("reject")
        events = self.events()
        for key in ("space", "Return"):
            self.app.key(key)
            self.say("reject", "“Reject” stands beside “Accept” and moves with it")
            self.app.key("Right")  # goes on to the next card, and carries nothing
            harness.wait(lambda: self.nodes["Travel"].focused, "Travel to have the focus")
            self.focus("reject")
        self.assertEqual(self.line(), LINE)
        self.assertEqual(self.events(), events)


def _one_case_a_card(face, table):
    for key in table:
        def case(self, key=key):
            self.to_everywhere(key)
        setattr(face, "test_" + key.replace("-", "_"), case)


_one_case_a_card(Pointer, BY_POINTER)
_one_case_a_card(Keyboard, BY_KEYS)

if __name__ == "__main__":
    harness.main()
