#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dispatcher's main job from end to end, by the command line alone."""


import ctl
import tap


class Dispatch(ctl.Case):
    def setUp(self):
        super().setUp()
        self.found_firm()
        self.order = self.work_order()

    def state(self, order=None):
        return self.get("--as", "dora", "show", order or self.order)["state"]

    def route_and_assign(self, lead="ned", *collaborators):
        self.do("dora", "work-order.route", self.order, "group=north")
        self.do("gus", "work-order.assign", self.order, f"lead={lead}", *[f"collaborator={c}" for c in collaborators])

    def test_whole_life(self):
        self.assertEqual(self.state(), "pending-dispatch")
        routed = self.do("dora", "work-order.route", self.order, "group=north", "note=Lamps are theirs")
        self.assertEqual((routed["state"], routed["holder"], routed["routed_by"]), ("pending-group", "north", "dora"))

        assigned = self.do("gus", "work-order.assign", self.order, "lead=ned", "collaborator=nina", "collaborator=nora")
        self.assertEqual((assigned["state"], assigned["lead"], assigned["collaborators"]),
                         ("assigned", "ned", ["nina", "nora"]))
        self.assertEqual(self.get("--as", "dora", "show", "T-1001")["progress"], "assigned")

        published = self.do("gus", "work-order.publish", self.order)
        self.assertEqual((published["state"], published["published_at"]), ("dispatched", ctl.NOW))
        self.assertEqual(self.do("ned", "work-order.accept", self.order)["state"], "accepted")

        for step, state in (("travel", "travel"), ("work", "work"), ("checkout", "checked-out")):
            done = self.do("ned", "work-order.step", self.order, f"step={step}", "latitude=42.36", "longitude=-71.06")
            self.assertEqual((done["state"], done["step"]), (state, step))
        self.assertEqual(self.get("--as", "dora", "show", "T-1001")["progress"], "in-progress")
        closed = self.do("ned", "work-order.step", self.order, "step=close", "outcome=completed")
        self.assertEqual((closed["state"], closed["outcome"]), ("closed", "completed"))

        commands = [event["command"] for event in self.get("--as", "dora", "history", self.order)
                    if event["source"] == "ctl"]
        self.assertEqual(commands, ["work-order.create", "work-order.route", "work-order.assign", "work-order.publish",
                                    "work-order.accept"] + ["work-order.step"] * 4)
        steps = self.get("--as", "dora", "show", self.order)["steps"]
        self.assertEqual([(s["step"], s["person"]) for s in steps][-4:],
                         [("travel", "ned"), ("work", "ned"), ("checkout", "ned"), ("close", "ned")])
        self.ok("check")

    def test_group_dispatcher_assigns_only_their_own(self):
        self.do("dora", "work-order.route", self.order, "group=north")
        before = self.get("--as", "dora", "show", self.order)
        self.refused("NOT_ALLOWED", "--as", "gus", "do", "work-order.assign", self.order, "lead=sam")
        self.refused("NOT_ALLOWED", "--as", "gus", "do", "work-order.assign", self.order, "lead=ned", "collaborator=sam")
        self.assertEqual(self.get("--as", "dora", "show", self.order), before)
        # To another group's dispatcher and to who is not on it, there is no such thing.
        self.refused("NOT_FOUND", "--as", "grete", "do", "work-order.assign", self.order, "lead=sam")
        self.refused("NOT_FOUND", "--as", "ned", "do", "work-order.assign", self.order, "lead=ned")

    def test_reassigned_and_returned_goes_to_the_first_dispatcher(self):
        self.do("dora", "work-order.route", self.order, "group=north")
        moved = self.do("gus", "work-order.reassign-group", self.order, "group=south", "note=South is nearer")
        self.assertEqual((moved["holder"], moved["routed_by"], moved["state"]), ("south", "dora", "pending-group"))
        self.refused("NOT_FOUND", "--as", "gus", "do", "work-order.return", self.order, "reason=Too late")

        back = self.do("grete", "work-order.return", self.order, "reason=No one is free")
        self.assertEqual((back["holder"], back["state"], back["group"]), ("dispatcher", "pending-dispatch", None))
        waiting = self.get("--as", "dora", "list", "work-orders", "--filter", "state=pending-dispatch and routed_by=dora")
        self.assertEqual([order["ref"] for order in waiting], [self.order])
        last = [e for e in self.get("--as", "dora", "history", self.order) if e["command"] == "work-order.return"][0]
        self.assertEqual((last["actor"], last["reason"]), ("grete", "No one is free"))

    def test_return_needs_a_reason(self):
        self.do("dora", "work-order.route", self.order, "group=north")
        self.refused("INVALID", "--as", "gus", "do", "work-order.return", self.order)
        self.do("anna", "settings.set", "key=dispatch.return-reason-required", "value=false")
        self.assertEqual(self.do("gus", "work-order.return", self.order)["state"], "pending-dispatch")

    def test_reallocation_needs_its_grant(self):
        self.route_and_assign("ned", "nina", "nora")
        self.refused("NOT_ALLOWED", "--as", "gus", "do", "work-order.reallocate", self.order, "lead=nina")
        offer = [o for o in self.get("--as", "gus", "commands", self.order) if o["command"] == "work-order.reallocate"][0]
        self.assertFalse(offer["allowed"])

        self.do("anna", "person.set-grant", "gus", "grant=reallocate")
        # Part of it alone: the lead changes, the collaborators stay.
        partly = self.do("gus", "work-order.reallocate", self.order, "collaborator=nora")
        self.assertEqual((partly["lead"], partly["collaborators"]), ("ned", ["nora"]))
        led = self.do("gus", "work-order.reallocate", self.order, "lead=nina")
        self.assertEqual((led["lead"], led["collaborators"], led["state"]), ("nina", ["nora"], "assigned"))
        self.refused("NOT_ALLOWED", "--as", "gus", "do", "work-order.reallocate", self.order, "lead=sam")

    def test_rejected_goes_back_to_who_assigned(self):
        self.route_and_assign("ned", "nina")
        self.do("gus", "work-order.publish", self.order)
        self.refused("INVALID", "--as", "ned", "do", "work-order.reject", self.order)
        self.do("nina", "work-order.reject", self.order, "reason=Ill")
        self.assertEqual(self.get("--as", "dora", "show", self.order)["collaborators"], [])
        rejected = self.do("ned", "work-order.reject", self.order, "reason=Van broke down")
        self.assertEqual((rejected["state"], rejected["holder"], rejected["lead"]), ("pending-group", "north", None))

    def test_no_step_is_skipped(self):
        self.route_and_assign("ned", "nina")
        self.do("gus", "work-order.publish", self.order)
        self.do("ned", "work-order.accept", self.order)
        self.refused("WRONG_STATE", "--as", "ned", "do", "work-order.step", self.order, "step=work")
        self.assertEqual(self.state(), "accepted")

    def test_after_travel_only_by_override(self):
        self.do("anna", "person.set-grant", "dora", "grant=reallocate")
        self.do("dora", "work-order.assign", self.order, "lead=ned")
        self.do("dora", "work-order.publish", self.order)
        self.do("ned", "work-order.accept", self.order)
        self.do("ned", "work-order.step", self.order, "step=travel")
        self.refused("WRONG_STATE", "--as", "dora", "do", "work-order.reallocate", self.order, "lead=nina")
        self.refused("WRONG_STATE", "--as", "dora", "do", "work-order.cancel", self.order, "reason=Never mind")
        self.assertEqual(self.do("dora", "work-order.override", self.order, "reason=Wrong address")["state"], "accepted")
        self.assertEqual(self.do("dora", "work-order.reallocate", self.order, "lead=nina")["lead"], "nina")

    def test_cancel_only_what_is_not_published(self):
        self.do("dora", "work-order.assign", self.order, "lead=ned")
        self.do("dora", "work-order.publish", self.order)
        self.refused("WRONG_STATE", "--as", "dora", "do", "work-order.cancel", self.order, "reason=Never mind")
        self.assertEqual(self.do("dora", "work-order.unpublish", self.order)["published_at"], None)
        self.assertEqual(self.do("dora", "work-order.cancel", self.order, "reason=Never mind")["state"], "cancelled")

    def test_assignment_undone(self):
        self.do("dora", "work-order.assign", self.order, "lead=ned", "collaborator=nina", "collaborator=sam")
        undone = self.get("--as", "dora", "undo")
        self.assertEqual((undone["state"], undone["lead"], undone["collaborators"]), ("pending-dispatch", None, []))
        self.assertEqual(self.get("--as", "dora", "show", "T-1001")["progress"], "open")
        self.ok("check")

    def test_undone_step_by_step(self):
        self.do("anna", "person.set-grant", "dora", "grant=reallocate")
        states = [self.get("--as", "dora", "show", self.order)]
        for command, *values in (("work-order.assign", "lead=ned", "collaborator=nina"),
                                 ("work-order.reallocate", "lead=nina", "collaborator=ned", "collaborator=sam"),
                                 ("work-order.reallocate", "lead=sam", "collaborator="),
                                 ("work-order.publish",)):
            states.append(self.do("dora", command, self.order, *values))
        for before in reversed(states[:-1]):
            now = self.get("--as", "dora", "undo")
            for member in ("state", "lead", "collaborators", "published_at", "holder"):
                self.assertEqual(now[member], before[member], member)
            self.ok("check")

    def test_undo_is_not_for_others(self):
        self.do("dora", "work-order.assign", self.order, "lead=ned")
        number = self.get("--as", "dora", "history", self.order)[-1]["number"]
        answer = self.call("--as", "grete", "undo", str(number))
        self.assertEqual(answer.status, ctl.FAILED)
        self.assertEqual(self.state(), "assigned")

    def test_locked_stands_still(self):
        self.do("dora", "work-order.lock", self.order)
        answer = self.call("--as", "dora", "do", "work-order.assign", self.order, "lead=ned")
        self.assertEqual(answer.status, ctl.FAILED)
        self.do("dora", "work-order.unlock", self.order)
        self.assertEqual(self.do("dora", "work-order.assign", self.order, "lead=ned")["state"], "assigned")


if __name__ == "__main__":
    tap.main()
