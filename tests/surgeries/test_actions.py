"""What may be done in a surgery, by whom, and what it leaves."""

from __future__ import annotations

import datetime as dt

import pytest

from civic.accounts.actors import Actor
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
from consultations.surgeries.actions.open_surgery import open_surgery
from consultations.surgeries.actions.pause_surgery import pause_surgery
from consultations.surgeries.actions.publish_question import publish_question
from consultations.surgeries.actions.schedule_surgery import schedule_surgery
from consultations.surgeries.actions.support_question import support_question
from consultations.surgeries.actions.undo_question import undo_question
from consultations.surgeries.models import Question
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.surgeries import a_device, a_held_question, a_host, a_question, a_surgery

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


def test_undoing_a_publication_takes_the_trust_back_that_it_gave_and_no_other():
    moderator, new, known = staff(Role.MODERATOR), a_person(), a_trusted_person()
    surgery = a_surgery()
    by_new, by_known = (
        a_held_question(surgery, "From a new one?", by=new),
        ask_question(by=known, surgery=surgery, text="From a known one?"),
    )
    Question.objects.filter(pk=by_known.pk).update(state="held", published_at=None)

    for question in (by_new, by_known):
        publish_question(by=moderator, question=question)
        undo_question(by=moderator, question=question)

    assert {q.state for q in Question.objects.all()} == {"held"}
    assert User.objects.get(pk=new.id).trusted_at is None
    assert User.objects.get(pk=known.id).trusted_at is not None


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
