"""Staff hear each working morning what waits for them, in one mail, and nothing when nothing does."""

import pytest
from django.core import mail
from django.db import transaction

from civic.accounts.enums import Role
from civic.accounts.models import RoleGrant
from civic.core import clock
from civic.eventlog.actions.record import record
from civic.notifications.models import Mute
from civic.notifications.mornings import STREAM, SUBJECT, tell_staff
from civic.notifications.tasks import morning
from tests.factories.accounts import a_person, staff
from tests.factories.moderation import a_held_comment
from tests.factories.surgeries import a_host, a_question, a_surgery


def mails() -> dict[str, str]:
    return {message.to[0]: str(message.body) for message in mail.outbox if message.subject.startswith("What waits")}


def test_each_reads_their_own_work_and_who_has_none_gets_no_mail(run_jobs) -> None:
    moderator, host = staff(Role.MODERATOR), a_host()
    editor, resident = staff(Role.EDITOR), a_person()
    a_held_comment()
    a_question(a_surgery(host=host, title="Ask me"))

    morning(0)
    run_jobs()

    found = mails()
    assert {moderator.user.email, host.user.email} <= set(found)
    assert not {editor.user.email, resident.user.email} & set(found)
    assert "1 post waits for a decision" in found[moderator.user.email]
    assert "Ask me (1 question waits)" in found[host.user.email]
    assert "waits for a decision" not in found[host.user.email]


def test_one_morning_makes_one_mail_and_none_for_those_who_want_none(run_jobs) -> None:
    moderator, quiet = staff(Role.MODERATOR), staff(Role.MODERATOR)
    Mute.objects.create(subject=SUBJECT, email=quiet.user.email)
    a_held_comment()

    with transaction.atomic():
        event = record("staff.morning", on=STREAM)
    for _time in range(2):
        tell_staff(event)
    run_jobs()

    sent = [message.to[0] for message in mail.outbox if message.subject.startswith("What waits")]
    assert sent == [moderator.user.email]


@pytest.mark.django_db(transaction=True)
def test_who_lost_the_role_before_it_was_sent_reads_nothing(run_jobs) -> None:
    gone = staff(Role.MODERATOR)
    a_held_comment()
    with transaction.atomic():
        tell_staff(record("staff.morning", on=STREAM))

    RoleGrant.objects.filter(user=gone.user).update(revoked_at=clock.now())
    run_jobs()

    assert gone.user.email not in mails()
