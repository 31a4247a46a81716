"""What may be done in a surgery, by whom, and what it leaves."""

from __future__ import annotations

import datetime as dt

import pytest

from civic.accounts.actors import SYSTEM, Actor
from civic.accounts.enums import Role
from civic.accounts.models import User
from civic.core import clock
from civic.core.errors import Invalid, NotFound, SignInNeeded, WrongState
from civic.eventlog.queries import history
from consultations.surgeries import queries
from consultations.surgeries.actions.answer_question import answer_question
from consultations.surgeries.actions.ask_question import ask_question
from consultations.surgeries.actions.close_surgery import close_surgery
from consultations.surgeries.actions.decline_question import decline_question
from consultations.surgeries.actions.defer_question import defer_question
from consultations.surgeries.actions.mark_faq_published import mark_faq_published
from consultations.surgeries.actions.merge_question import merge_question
from consultations.surgeries.actions.open_surgery import open_surgery
from consultations.surgeries.actions.pause_surgery import pause_surgery
from consultations.surgeries.actions.publish_question import publish_question
from consultations.surgeries.actions.redact_question import redact_question
from consultations.surgeries.actions.remove_question import remove_question
from consultations.surgeries.actions.restore_question import restore_question
from consultations.surgeries.actions.schedule_surgery import schedule_surgery
from consultations.surgeries.actions.support_question import DeviceNeeded, support_question
from consultations.surgeries.actions.take_question import take_question
from consultations.surgeries.actions.undo_question import undo_question
from consultations.surgeries.actions.unmerge_question import unmerge_question
from consultations.surgeries.actions.unsupport_question import unsupport_question
from consultations.surgeries.actions.withdraw_question import withdraw_question
from consultations.surgeries.enums import Audience
from consultations.surgeries.models import Question, QuestionSupport, WithheldText
from consultations.surgeries.viewers import Viewer, viewer_of
from consultations.surgeries.workflow import QUESTION_STEPS
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.surgeries import a_device, a_held_question, a_host, a_question, a_surgery, published

pytestmark = pytest.mark.django_db


def verbs(surgery) -> list[str]:
    return [event.verb for event in history(surgery.stream)]


def test_what_a_stranger_asks_is_held_and_what_a_trusted_person_asks_is_public_at_once():
    surgery = a_surgery()

    held = ask_question(by=a_device(), surgery=surgery, text="  When is\nthe bridge mended? ")
    public = ask_question(by=a_trusted_person(), surgery=surgery, text="Why is the pool shut?")

    assert (held.state, held.text) == ("held", "When is the bridge mended?")
    assert public.state == "published"
    assert list(Question.objects.public()) == [public]
    assert verbs(surgery) == [
        "surgery.scheduled", "surgery.opened", "question.asked", "question.asked", "question.published",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "  ", "x" * 501, "nul \0 byte"])
def test_a_question_that_cannot_be_kept_is_refused_by_field(text):
    with pytest.raises(Invalid) as refused:
        ask_question(by=a_device(), surgery=a_surgery(), text=text)

    assert list(refused.value.fields) == ["text"]
    assert not Question.objects.exists()


def test_questions_are_taken_before_and_while_live_but_not_when_paused_or_closed():
    host = a_host()
    surgery = a_surgery(host=host, live=False)
    ask_question(by=a_device(), surgery=surgery, text="In advance?")
    open_surgery(by=host, surgery=surgery)
    ask_question(by=a_device(), surgery=surgery, text="While live?")
    pause_surgery(by=host, surgery=surgery)

    with pytest.raises(WrongState):
        ask_question(by=a_device(), surgery=surgery, text="While paused?")
    close_surgery(by=host, surgery=surgery)
    with pytest.raises(WrongState):
        ask_question(by=a_device(), surgery=surgery, text="Too late?")

    assert Question.objects.count() == 2


def test_only_who_runs_it_opens_it_and_moderators_and_admins_may_close_it():
    host, moderator, admin = a_host(), staff(Role.MODERATOR), staff(Role.ADMIN)
    surgery = a_surgery(host=host, live=False)

    with pytest.raises(SignInNeeded):
        open_surgery(by=Actor(), surgery=surgery)
    for other in (a_trusted_person(), a_host(), moderator, admin, staff(Role.OFFICER), staff(Role.EDITOR)):
        with pytest.raises(NotFound):
            open_surgery(by=other, surgery=surgery)
    assert open_surgery(by=host, surgery=surgery).state == "live"
    with pytest.raises(NotFound):
        close_surgery(by=a_host(), surgery=surgery)
    assert pause_surgery(by=moderator, surgery=surgery).state == "paused"
    assert close_surgery(by=admin, surgery=surgery).state == "closed"
    with pytest.raises(WrongState):
        open_surgery(by=host, surgery=surgery)


def test_who_loses_the_role_loses_the_desk():
    host = a_host()
    surgery = a_surgery(host=host, live=False)
    host.user.grants.update(revoked_at=clock.now())

    with pytest.raises(NotFound):
        open_surgery(by=Actor(user=host.user), surgery=surgery)


def test_publishing_makes_the_author_trusted_and_is_for_moderators_and_assigned_officers():
    officer, author = staff(Role.OFFICER), a_person()
    host = a_host()
    surgery = a_surgery(host=host, officers=[officer.id])
    first, second = (a_held_question(surgery, text, by=author) for text in ("First one?", "Second one?"))

    for other in (host, a_trusted_person(), staff(Role.OFFICER), staff(Role.EDITOR)):
        with pytest.raises(NotFound):
            publish_question(by=other, question=first)
    publish_question(by=officer, question=first)
    publish_question(by=staff(Role.MODERATOR), question=second)

    assert {q.state for q in Question.objects.all()} == {"published"}
    assert User.objects.get(pk=author.id).trusted_at is not None


def test_one_question_is_answered_at_a_time():
    host = a_host()
    surgery = a_surgery(host=host)
    first, second = a_question(surgery, "First?"), a_question(surgery, "Second?")

    take_question(by=host, question=first)
    take_question(by=host, question=second)

    assert list(Question.objects.order_by("pk").values_list("state", flat=True)) == ["published", "answering"]
    assert verbs(surgery)[-3:] == ["question.taken", "question.published", "question.taken"]


def test_an_answer_is_read_through_the_door_and_can_be_put_right():
    host = a_host(name="Ada Bell")
    surgery = a_surgery(host=host, title="Roads")
    question = a_question(surgery, "Why?")
    support_question(by=a_device(), question=question)

    answer_question(by=host, question=question, text="Because.", faq=True)
    answer_question(by=host, question=question, text="Because **so**.", faq=True)

    answer = queries.published_answer(question.ref)
    assert answer is not None
    assert (answer.question, answer.answer_source, answer.by_name) == ("Why?", "Because **so**.", "Ada Bell")
    assert answer.answer_html == "<p>Because <strong>so</strong>.</p>"
    assert (answer.support, answer.surgery_title) == (1, "Roads")
    assert verbs(surgery).count("question.faq_requested") == 1
    undo_question(by=host, question=question)
    assert queries.published_answer(question.ref).answer_source == "Because."


def test_the_page_that_an_answer_became_is_noted_once():
    host = a_host()
    surgery = a_surgery(host=host)
    question = answer_question(by=host, question=a_question(surgery), text="Soon.")

    for _again in range(2):
        mark_faq_published(question_ref=question.ref, url="/faq/bridge/", title="The bridge")

    question.refresh_from_db()
    assert (question.faq_url, question.faq_title) == ("/faq/bridge/", "The bridge")
    assert verbs(surgery).count("question.faq_published") == 1


def test_answers_wait_until_the_surgery_is_open_and_may_follow_after_it():
    host = a_host()
    surgery = a_surgery(host=host, live=False)
    question = a_question(surgery)

    with pytest.raises(WrongState):
        answer_question(by=host, question=question, text="Too soon.")
    open_surgery(by=host, surgery=surgery)
    defer_question(by=host, question=question, owner_id=host.id)
    close_surgery(by=host, surgery=surgery)

    assert answer_question(by=host, question=question, text="As promised.").state == "answered"


def test_the_host_declines_what_is_public_but_never_what_is_held():
    host = a_host()
    surgery = a_surgery(host=host)
    held, public = a_held_question(surgery), a_question(surgery)

    with pytest.raises(NotFound):
        decline_question(by=host, question=held, reason="Not ours.")
    with pytest.raises(Invalid):
        decline_question(by=host, question=public, reason=" ")
    decline_question(by=host, question=public, reason="That is for the county.")

    assert [q.reason for q in Question.objects.public()] == ["That is for the county."]


def test_support_counts_a_person_and_a_device_once_each_and_can_be_taken_back():
    surgery = a_surgery()
    question, person, device = a_question(surgery), a_person(), a_device()

    for _again in range(2):
        support_question(by=person, question=question)
        support_question(by=device, question=question)
    question.refresh_from_db()
    assert (question.support_people, question.support_devices) == (1, 1)

    for _again in range(2):
        unsupport_question(by=device, question=question)
    question.refresh_from_db()
    assert (question.support_people, question.support_devices) == (1, 0)
    with pytest.raises(DeviceNeeded):
        support_question(by=Actor(), question=question)


def test_who_supported_from_a_device_and_then_signs_in_is_one_person():
    question, device = a_question(a_surgery()), a_device()
    support_question(by=device, question=question)

    support_question(by=Actor(user=a_person().user, device=device.device), question=question)

    question.refresh_from_db()
    assert (question.support_people, question.support_devices) == (1, 0)


def test_nobody_supports_what_they_cannot_see():
    with pytest.raises(NotFound):
        support_question(by=a_device(), question=a_held_question(a_surgery()))


def test_merging_lends_support_once_and_unmerging_takes_it_back():
    host, both, asker = a_host(), a_device(), a_trusted_person()
    surgery = a_surgery(host=host)
    source, target = a_question(surgery, "Same thing?", by=asker), a_question(surgery, "The same?")
    for question in (source, target):
        support_question(by=both, question=question)

    merge_question(by=host, question=source, into=target)
    target.refresh_from_db()
    assert (target.support_people, target.support_devices) == (1, 1)
    assert {r.email for r in queries.people_behind(target.ref)} == {asker.user.email, target.author.email}

    unmerge_question(by=host, question=source)
    target.refresh_from_db()
    source.refresh_from_db()
    assert (target.support_people, target.support_devices, source.state) == (0, 1, "published")


def test_questions_of_two_surgeries_are_not_put_together():
    host = a_host()
    source, target = a_question(a_surgery(host=host)), a_question(a_surgery(host=host))

    with pytest.raises(NotFound):
        merge_question(by=host, question=source, into=target)


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


def test_a_surgery_is_scheduled_by_officers_with_a_host_and_an_end():
    host, officer = a_host(), staff(Role.OFFICER)
    now = clock.now()
    times = {"starts_at": now, "ends_at": now + dt.timedelta(hours=1)}

    with pytest.raises(NotFound):
        schedule_surgery(by=a_person(), title="Roads", hosts=[host.id], **times)
    with pytest.raises(Invalid):
        schedule_surgery(by=officer, title="Roads", hosts=[], **times)
    with pytest.raises(Invalid):
        schedule_surgery(by=officer, title="Roads", hosts=[host.id], starts_at=now, ends_at=now)
    first = schedule_surgery(by=officer, title="Roads", hosts=[host.id], **times)
    second = schedule_surgery(by=officer, title="Roads", hosts=[host.id], **times)

    assert (first.slug, second.slug) == ("roads", f"roads-{now:%Y-%m-%d}")


def test_published_helper_and_held_helper_agree_with_the_states():
    surgery = a_surgery()

    assert published(a_held_question(surgery)).state == "published"
    assert QuestionSupport.objects.count() == 0
    assert SYSTEM.is_trusted
