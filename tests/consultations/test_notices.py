import datetime as dt

import pytest
from django.core import mail

from civic.accounts.actors import SYSTEM, Actor
from civic.accounts.enums import Role
from civic.accounts.models import MailedLink
from civic.core import clock
from civic.eventlog.queries import history
from civic.links.actions.link_subjects import link_subjects
from civic.links.enums import Relation
from civic.notifications.actions.follow import follow
from consultations.actions.confirm_address import confirm_address
from consultations.actions.note_phases import note_phases
from consultations.actions.record_outcome import record_outcome
from consultations.actions.remove_comment import remove_comment
from consultations.actions.support_comment import support_comment
from consultations.models import Comment, Consultation
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.consultations import ConsultationFactory, closed, posted, scheduled
from tests.factories.reports import a_town, submitted

pytestmark = pytest.mark.django_db(transaction=True)


def told() -> dict[str, str]:
    """Whom each mail went to, and its subject."""
    return {message.to[0]: message.subject for message in mail.outbox}


def test_an_answer_reaches_the_one_answered(run_jobs) -> None:
    place = ConsultationFactory()
    top = posted(a_trusted_person(email="ruth@example.test"), place, "Two evenings please")

    posted(a_trusted_person(email="tom@example.test", name="Tom"), place, "So say I", parent=top.ref)
    run_jobs()

    assert list(told()) == ["ruth@example.test"]
    for words in ("Tom answered you", "So say I", "Two evenings please", "#c-"):
        assert words in mail.outbox[0].body


def test_the_councils_answer_reaches_supporters_too(run_jobs) -> None:
    place = ConsultationFactory()
    top = posted(a_trusted_person(email="ruth@example.test"), place)
    support_comment(by=a_person(email="ivy@example.test"), ref=top.ref)

    posted(staff(Role.OFFICER, email="dan@example.test", name="Dan Whitlock"), place, "It is planned.", parent=top.ref)
    run_jobs()

    assert told() == dict.fromkeys(
        ["ivy@example.test", "ruth@example.test"], "The council answered in “The future of the library”"
    )
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert "what you said" in bodies["ruth@example.test"] and "that you supported" in bodies["ivy@example.test"]


def test_an_answer_that_waits_or_was_removed_is_not_told(run_jobs) -> None:
    place = ConsultationFactory()
    top = posted(a_trusted_person(email="ruth@example.test"), place)

    posted(a_person(), place, "Waiting", parent=top.ref)
    gone = posted(a_trusted_person(), place, "Insult", parent=top.ref)
    remove_comment(by=staff(Role.MODERATOR), ref=gone.ref, rule=1)
    run_jobs()

    assert mail.outbox == []


def test_a_visitor_confirms_where_news_may_go(run_jobs) -> None:
    comment = posted(Actor(device="d" * 32), ConsultationFactory(), email="Ann@Example.test")
    run_jobs()

    assert told() == {"ann@example.test": "Shall we tell you what becomes of your comment?"}
    assert MailedLink.objects.get().subject == comment.subject

    url = confirm_address(comment.subject, "ann@example.test")
    comment.refresh_from_db()
    assert comment.contact_confirmed_at is not None and url.endswith(f"/{comment.consultation.slug}/")
    assert comment.state == "held"


def test_the_clock_opens_and_closes_once(run_jobs) -> None:
    place = scheduled()
    follow(subject=place.subject, by=a_person(email="ivy@example.test"))

    with clock.at(place.opens_at):
        assert [note_phases(), note_phases()] == [1, 0]
    with clock.at(place.closes_at):
        assert [note_phases(), note_phases()] == [1, 0]

    assert [event.verb for event in history(place.subject)] == ["consultation.opened", "consultation.closed"]


def test_everyone_who_spoke_follows_or_reported_is_told_of_the_end(run_jobs) -> None:
    a_town()
    place = ConsultationFactory(promise="A summary goes to the council.")
    posted(a_trusted_person(email="ruth@example.test"), place)
    follow(subject=place.subject, by=a_person(email="ivy@example.test"))
    report = submitted(a_trusted_person(email="pin@example.test"))
    link_subjects(source=report.subject, target=place.subject, relation=Relation.TAKEN_INTO, by=SYSTEM)
    run_jobs()
    mail.outbox.clear()

    Consultation.objects.update(closes_at=clock.now() - dt.timedelta(seconds=1), opened_noted_at=clock.now())
    note_phases()
    run_jobs()

    assert sorted(told()) == ["ivy@example.test", "pin@example.test", "ruth@example.test"]
    assert "A summary goes to the council." in mail.outbox[0].body


def test_an_end_that_lies_long_back_is_not_told(run_jobs) -> None:
    place = closed()
    Consultation.objects.update(
        opens_at=place.opens_at.replace(year=2020), closes_at=place.closes_at.replace(year=2021)
    )
    follow(subject=place.subject, by=a_person())

    note_phases()
    run_jobs()

    assert mail.outbox == []


def test_an_outcome_is_told_to_everyone_who_spoke(run_jobs) -> None:
    place = ConsultationFactory()
    posted(a_trusted_person(email="ruth@example.test"), place)

    record_outcome(by=staff(Role.OFFICER), slug=place.slug, asked="Later?", said="Yes, said most.", did="From May.")
    run_jobs()

    assert told() == {"ruth@example.test": "What came of “The future of the library”"}
    assert "From May." in mail.outbox[0].body
    assert Comment.objects.count() == 1
