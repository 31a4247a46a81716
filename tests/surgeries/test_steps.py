"""From state to state: what may follow, what is taken back, and who sees what in each."""

from __future__ import annotations

import datetime as dt

import pytest

from civic.accounts.actors import SYSTEM, Actor
from civic.accounts.enums import Role
from civic.core import clock
from civic.core.errors import NotFound, SignInNeeded, WrongState
from civic.eventlog.queries import history
from consultations.surgeries.actions.answer_question import answer_question
from consultations.surgeries.actions.decline_question import decline_question
from consultations.surgeries.actions.defer_question import defer_question
from consultations.surgeries.actions.publish_question import publish_question
from consultations.surgeries.actions.redact_question import redact_question
from consultations.surgeries.actions.remove_question import remove_question
from consultations.surgeries.actions.restore_question import restore_question
from consultations.surgeries.actions.take_question import take_question
from consultations.surgeries.actions.undo_question import undo_question
from consultations.surgeries.actions.withdraw_question import withdraw_question
from consultations.surgeries.enums import Audience
from consultations.surgeries.models import Question, QuestionSupport, WithheldText
from consultations.surgeries.viewers import Viewer, viewer_of
from consultations.surgeries.workflow import QUESTION_STEPS
from tests.factories.accounts import a_person, staff
from tests.factories.surgeries import a_device, a_held_question, a_host, a_question, a_surgery, published

pytestmark = pytest.mark.django_db


def verbs(surgery) -> list[str]:
    return [event.verb for event in history(surgery.stream)]


def test_one_question_is_answered_at_a_time():
    host = a_host()
    surgery = a_surgery(host=host)
    first, second = a_question(surgery, "First?"), a_question(surgery, "Second?")

    take_question(by=host, question=first)
    take_question(by=host, question=second)

    assert list(Question.objects.order_by("pk").values_list("state", flat=True)) == ["published", "answering"]
    assert verbs(surgery)[-3:] == ["question.taken", "question.published", "question.taken"]


def test_a_removed_text_leaves_the_row_and_comes_back_only_by_restoring():
    moderator = staff(Role.MODERATOR)
    question = a_question(a_surgery(), "Something nasty")

    remove_question(by=moderator, question=question, reason="It names somebody.")
    question.refresh_from_db()
    assert (question.state, question.text) == ("removed", "")
    restore_question(by=moderator, question=question)
    question.refresh_from_db()
    assert (question.state, question.text, question.reason) == ("published", "Something nasty", "")
    assert not WithheldText.objects.exists()


def test_only_the_asker_takes_a_question_back():
    device, surgery = a_device(), a_surgery()
    question = a_held_question(surgery, by=device)

    for other in (a_device(), a_person(), staff(Role.MODERATOR), Actor()):
        with pytest.raises(NotFound):
            withdraw_question(by=other, question=question)
    withdraw_question(by=device, question=question)
    undone = undo_question(by=device, question=question)

    assert (undone.state, undone.text) == ("held", "A secret that nobody may read")


STEPS = {
    "published": lambda by, q: publish_question(by=by, question=q),
    "taken": lambda by, q: take_question(by=by, question=q),
    "deferred": lambda by, q: defer_question(by=by, question=q),
    "answered": lambda by, q: answer_question(by=by, question=q, text="So."),
    "declined": lambda by, q: decline_question(by=by, question=q, reason="No, sorry."),
    "removed": lambda by, q: remove_question(by=by, question=q, reason="No, sorry."),
    "redacted": lambda by, q: redact_question(by=by, question=q, text="Other words"),
}


@pytest.mark.parametrize("step", STEPS)
def test_each_step_can_be_taken_back_for_ten_minutes_by_who_took_it(step):
    officer = staff(Role.OFFICER)
    surgery = a_surgery(officers=[officer.id])
    question = a_held_question(surgery) if step == "published" else a_question(surgery)
    before = {"state": question.state, "text": question.text, "reason": "", "published_at": question.published_at}
    STEPS[step](officer, question)

    with pytest.raises((NotFound, SignInNeeded)):
        undo_question(by=staff(Role.MODERATOR), question=question)
    with clock.at(clock.now() + dt.timedelta(minutes=11)), pytest.raises(WrongState):
        undo_question(by=officer, question=question)
    undo_question(by=officer, question=question)

    question.refresh_from_db()
    assert {name: getattr(question, name) for name in before} == before
    with pytest.raises(WrongState):
        undo_question(by=officer, question=question)


@pytest.mark.parametrize("state", ["held", "published", "answered", "declined", "withdrawn", "removed"])
@pytest.mark.parametrize("step", [step for step in STEPS if step != "redacted"])
def test_a_step_that_the_table_does_not_know_is_refused_in_words(state, step):
    officer = staff(Role.OFFICER)
    surgery = a_surgery(officers=[officer.id])
    question = a_question(surgery)
    gone = {"text": ""} if state in ("withdrawn", "removed") else {}
    held = {"published_at": None} if state == "held" else {}
    Question.objects.filter(pk=question.pk).update(state=state, **gone, **held)
    allowed = state in QUESTION_STEPS[step][0]

    if allowed:
        STEPS[step](officer, question)
    else:
        with pytest.raises(WrongState) as refused:
            STEPS[step](officer, question)
        assert str(refused.value).endswith(".")
    assert (Question.objects.get(pk=question.pk).state == QUESTION_STEPS[step][1]) is (
        allowed or state == QUESTION_STEPS[step][1]
    )


def test_python_and_sql_agree_on_who_sees_what():
    surgery, device, person = a_surgery(), a_device(), a_person()
    for state in ("held", "published", "answered", "declined", "removed", "withdrawn"):
        for author in (device, person, a_device()):
            question = a_held_question(surgery, by=author)
            text = "" if state in ("removed", "withdrawn") else question.text
            at = None if state == "held" else clock.now()
            Question.objects.filter(pk=question.pk).update(state=state, text=text, published_at=at)

    viewers = [viewer_of(actor, surgery) for actor in (Actor(), device, person, a_host(), staff(Role.MODERATOR))]
    for viewer in [*viewers, Viewer(audience=Audience.HOST)]:
        by_sql = set(Question.objects.visible_to(viewer))
        by_python = {q for q in Question.objects.all() if q.is_visible(viewer.audience, mine=viewer.owns(q))}
        assert by_sql == by_python


def test_published_helper_and_held_helper_agree_with_the_states():
    surgery = a_surgery()

    assert published(a_held_question(surgery)).state == "published"
    assert QuestionSupport.objects.count() == 0
    assert SYSTEM.is_trusted
