"""What must hold of frames whatever happens: the invariants of the protocol, without a wire."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.core.errors import CivicError
from consultations.surgeries import frames
from consultations.surgeries.actions.answer_question import answer_question
from consultations.surgeries.actions.ask_question import ask_question
from consultations.surgeries.actions.decline_question import decline_question
from consultations.surgeries.actions.defer_question import defer_question
from consultations.surgeries.actions.merge_question import merge_question
from consultations.surgeries.actions.publish_question import publish_question
from consultations.surgeries.actions.redact_question import redact_question
from consultations.surgeries.actions.remove_question import remove_question
from consultations.surgeries.actions.restore_question import restore_question
from consultations.surgeries.actions.support_question import support_question
from consultations.surgeries.actions.take_question import take_question
from consultations.surgeries.actions.undo_question import undo_question
from consultations.surgeries.actions.unmerge_question import unmerge_question
from consultations.surgeries.actions.withdraw_question import withdraw_question
from consultations.surgeries.models import Question
from consultations.surgeries.viewers import Viewer, viewer_of
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.surgeries import a_device, a_held_question, a_host, a_question, a_surgery
from tests.surgeries.conftest import Watcher

pytestmark = pytest.mark.django_db
OUT_OF_BAND = {"support", "supported", "support_people", "support_devices"}  # told by the tally, outside the numbers


def settled(watcher: Watcher) -> dict[str, Any]:
    return {
        ref: {name: value for name, value in question.items() if name not in OUT_OF_BAND}
        for ref, question in watcher.questions.items()
    }


class Audience:
    """One viewer who follows frame by frame, and every byte they were ever sent."""

    def __init__(self, surgery, actor: Actor) -> None:
        self.surgery, self.actor, self.watcher = surgery, actor, Watcher()
        self.look()

    @property
    def viewer(self) -> Viewer:
        return viewer_of(self.actor, self.surgery)

    def look(self) -> None:
        frame, _more = frames.snapshot(self.surgery, self.viewer)
        self.watcher.take(frames.encode({"type": "reset", **frame}))

    def follow(self) -> None:
        found, head = frames.catch_up(self.surgery, self.viewer, epoch=None, since=self.watcher.seq)
        for frame in found:
            assert self.watcher.take(frames.encode(frame)) is None, "a gap"
        assert self.watcher.seq == head


class SurgeryMachine(RuleBasedStateMachine):
    """Anything that may be done, in any order; four viewers look on, and fall behind as phones do."""

    @initialize()
    def begin(self) -> None:
        self.officer, self.moderator, self.asker = staff(Role.OFFICER), staff(Role.MODERATOR), a_person()
        self.surgery = a_surgery(officers=[self.officer.id])
        self.device = a_device()
        lookers = (Actor(), self.asker, self.device, self.moderator)
        self.viewers = [Audience(self.surgery, actor) for actor in lookers]
        self.acknowledged: list[str] = []
        self.never_public: dict[str, str] = {}
        self.count = 0

    def ask(self, by: Actor) -> None:
        self.count += 1
        text = f"Question {self.count} {'x' * (self.count % 7)}?"
        question = ask_question(by=Actor(user=by.user, device=by.device), surgery=self.surgery, text=text)
        self.acknowledged.append(question.ref)
        self.never_public[question.ref] = text

    @rule(from_device=st.booleans())
    def somebody_asks(self, from_device: bool) -> None:
        self.ask(self.device if from_device else self.asker)

    @rule(data=st.data())
    def something_is_done(self, data: st.DataObject) -> None:
        if not self.acknowledged:
            return
        question = Question.objects.get(ref=data.draw(st.sampled_from(self.acknowledged)))
        other = Question.objects.get(ref=data.draw(st.sampled_from(self.acknowledged)))
        by = data.draw(st.sampled_from([self.officer, self.moderator]))
        acts = [
            lambda: publish_question(by=by, question=question, trust=False),
            lambda: decline_question(by=by, question=question, reason="For others."),
            lambda: take_question(by=by, question=question),
            lambda: defer_question(by=by, question=question),
            lambda: answer_question(by=by, question=question, text="So it is."),
            lambda: merge_question(by=by, question=question, into=other),
            lambda: unmerge_question(by=by, question=question),
            lambda: redact_question(by=by, question=question, text=f"Redacted {question.ref}"),
            lambda: remove_question(by=by, question=question, reason="Against the rules."),
            lambda: restore_question(by=by, question=question),
            lambda: undo_question(by=by, question=question),
            lambda: support_question(by=self.device, question=question),
            lambda: withdraw_question(by=self.device if question.device else self.asker, question=question),
        ]
        with suppress(CivicError):  # refused in words; nothing may have changed, which the invariants look at
            data.draw(st.sampled_from(acts))()

    @rule(n=st.integers(0, 3), anew=st.booleans())
    def a_viewer_looks(self, n: int, anew: bool) -> None:
        viewer = self.viewers[n]
        viewer.look() if anew else viewer.follow()

    @invariant()
    def what_is_held_reaches_no_stranger(self) -> None:  # I2, and I6: what is gone is in no new frame
        if not hasattr(self, "viewers"):
            return
        for question in Question.objects.filter(surgery=self.surgery, was_public=True):
            self.never_public.pop(question.ref, None)
        everything = "".join(self.viewers[0].watcher.heard)
        assert not any(json.dumps(text)[1:-1] in everything for text in self.never_public.values())

    def teardown(self) -> None:
        if not hasattr(self, "viewers"):
            return
        for viewer in self.viewers:
            fresh = Audience(self.surgery, viewer.actor)
            viewer.follow()
            assert settled(viewer.watcher) == settled(fresh.watcher)  # I4
            entitled = set(
                Question.objects.filter(surgery=self.surgery).visible_to(viewer.viewer).values_list("ref", flat=True)
            )
            assert set(viewer.watcher.questions) == entitled  # I1: each once, none besides


def test_whatever_happens_every_viewer_ends_with_what_they_may_see_and_no_more():
    from django.db import transaction

    class Rolled(SurgeryMachine):
        """Each example in a savepoint of its own."""

        def __init__(self) -> None:
            self.point = transaction.savepoint()
            super().__init__()

        def teardown(self) -> None:
            try:
                super().teardown()
            finally:
                transaction.savepoint_rollback(self.point)

    run_state_machine_as_test(
        Rolled,
        settings=settings(
            max_examples=8, stateful_step_count=16, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_a_snapshot_and_the_events_after_it_make_the_later_snapshot():
    rng = random.Random(5)
    host = a_host()
    surgery = a_surgery(host=host)
    viewers = [Audience(surgery, actor) for actor in (Actor(), staff(Role.MODERATOR))]

    for n in range(12):
        question = a_question(surgery, f"Number {n}?") if n % 3 else a_held_question(surgery, f"Held {n}")
        if n % 3 == 1:
            take_question(by=host, question=question)
            answer_question(by=host, question=question, text="Yes.")
        if rng.random() < 0.4:
            viewers[n % 2].follow()

    for viewer in viewers:
        viewer.follow()
        assert settled(viewer.watcher) == settled(Audience(surgery, viewer.actor).watcher)


def test_frames_of_strangers_are_encoded_once_for_all_and_those_of_supporters_apart():
    surgery = a_surgery()
    question = a_question(surgery)
    person, device = a_trusted_person(), a_device()
    support_question(by=person, question=question)
    support_question(by=device, question=question)
    event = frames.live_events(surgery, 3)[0]

    strangers = [event.text_for(Viewer(device=a_device().device)) for _n in range(3)]
    supporters = [event.text_for(Viewer(user_id=person.id)), event.text_for(Viewer(device=device.device))]

    assert len({id(text) for text in strangers}) == 1
    assert [json.loads(text)["data"]["question"]["supported"] for text in supporters] == [True, True]
    assert json.loads(strangers[0])["data"]["question"]["supported"] is False


def test_a_question_that_is_gone_is_told_by_its_id_and_state_alone():
    moderator, surgery = staff(Role.MODERATOR), a_surgery()
    question = a_question(surgery, "Something nasty")
    remove_question(by=moderator, question=question, reason="It names somebody.")

    found, _head = frames.catch_up(surgery, Viewer(), epoch=None, since=2)

    assert [f["data"]["question"] for f in found] == [{"id": question.ref, "state": "removed"}] * 3


def test_a_snapshot_takes_the_same_few_queries_for_any_number_of_questions(django_assert_num_queries):
    surgery = a_surgery()
    for n in range(3):
        a_question(surgery, f"Number {n}?")
    viewer = Viewer(device="d" * 32)
    with django_assert_num_queries(9) as few:
        frames.snapshot(surgery, viewer)
    for n in range(6):
        a_question(surgery, f"More {n}?")

    with django_assert_num_queries(len(few)):
        frames.snapshot(surgery, viewer)
