import pytest
from django.core import mail

from civic.accounts.actors import Actor
from civic.accounts.enums import Role
from civic.core import clock
from civic.moderation.actions.publish_item import publish_item
from civic.moderation.actions.remove_item import remove_item
from civic.moderation.actions.undo_decision import undo_decision
from civic.moderation.models import Decision
from consultations.models import Comment
from tests.factories.accounts import a_person, a_trusted_person, staff
from tests.factories.consultations import ConsultationFactory, posted
from tests.factories.moderation import SHAME, a_held_comment

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "Please leave private people out."


def texts() -> list[str]:
    return [f"{message.subject}\n{message.body}" for message in mail.outbox]


def test_the_author_reads_the_rule_the_reason_and_their_own_words(run_jobs) -> None:
    author = a_person(email="kit@example.test")
    held = a_held_comment(by=author)

    remove_item(by=staff(Role.MODERATOR), subject=held.subject, rule=2, reason=REASON)
    run_jobs()

    message = next(one for one in mail.outbox if "removed" in one.subject)
    assert message.to == ["kit@example.test"]
    for words in (REASON, "No personal details", SHAME, "house rule 2"):
        assert words in message.body
    assert REASON in message.alternatives[0][0]
    assert Decision.objects.get().told == 1


def test_a_removal_that_is_undone_at_once_is_never_told(run_jobs) -> None:
    held, moderator = a_held_comment(), staff(Role.MODERATOR)
    decision = remove_item(by=moderator, subject=held.subject, rule=2, reason=REASON)

    undo_decision(by=moderator, ref=decision.ref)
    run_jobs()

    assert [text for text in texts() if REASON in text] == []


def test_putting_back_what_was_told_is_told_too(run_jobs) -> None:
    comment, moderator = (
        posted(a_trusted_person(email="ruth@example.test"), ConsultationFactory()),
        staff(Role.MODERATOR),
    )
    decision = remove_item(by=moderator, subject=comment.subject, rule=1, reason=REASON)
    run_jobs()

    undo_decision(by=moderator, ref=decision.ref)
    run_jobs()

    assert [message.subject for message in mail.outbox] == [
        "We removed your comment, and this is why",
        "We put your comment back",
    ]


def test_an_address_that_was_never_confirmed_is_not_written_to(run_jobs) -> None:
    held = posted(Actor(device="d" * 32), ConsultationFactory(), email="victim@example.test")
    run_jobs()
    mail.outbox.clear()

    remove_item(by=staff(Role.MODERATOR), subject=held.subject, rule=2, reason=REASON)
    run_jobs()

    assert mail.outbox == []


def test_a_visitor_who_confirmed_is_told(run_jobs) -> None:
    held = posted(Actor(device="d" * 32), ConsultationFactory(), email="ann@example.test")
    Comment.objects.update(contact_confirmed_at=clock.now())

    publish_item(by=staff(Role.MODERATOR), subject=held.subject)
    run_jobs()

    assert ["ann@example.test"] in [message.to for message in mail.outbox if "is published" in message.subject]


def test_who_waited_is_told_of_publication_once(run_jobs) -> None:
    held = a_held_comment("A kind word", by=a_person(email="kit@example.test"))

    publish_item(by=staff(Role.MODERATOR), subject=held.subject)
    run_jobs()

    assert [(message.to, "A kind word" in message.body) for message in mail.outbox] == [(["kit@example.test"], True)]
